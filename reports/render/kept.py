"""What the founder wrote beside and below what is ours on our tabs, carried over to the tabs that replace them.

Right below the last of our rows, in the last of our columns, every tab holds a mark that nobody sees. So what is ours
on an older tab is known from the tab itself, also where the founder has put in rows or columns. A cell beside a row
goes with the row's key, or stays in its row where rows have none; a cell below stays as far below. Where a key is gone,
what stood beside it is listed at the end of the tab. Values are carried, not formats; of a formula its last result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reports.language.tabs import TEXTS
from reports.memory import END
from reports.render.styles import STYLES
from reports.render.table import HEAD_ROW
from sheets.grid import Grid, GridCell, Value
from sheets.workbook import Cell, ErrorCell, Snapshot, TabSnapshot, Uncached

#: Tabs whose rows are known by what stands in these columns, where no hidden column holds a key.
_KNOWN_BY = {"stock": (1, 2)}
#: The column that tells what a row is about.
_ABOUT = {"brief": 3, "exceptions": 2, "products": 1, "stock": 1}
_TITLE = "K-kept"

Place = tuple[int, int]
#: How a row is known: what stands in its key columns, and how many rows above it say the same.
_Name = tuple[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class _Area:
    """Rows 1 to ``rows`` and columns 1 to ``columns`` are ours, but for the columns that we leave ``empty``.

    ``keys`` are the columns by which a row is known.
    """

    rows: int
    columns: int
    keys: tuple[int, ...]
    empty: frozenset[int]


def with_kept(grids: Sequence[Grid], snapshot: Snapshot, language: str) -> list[Grid]:
    """The tabs to be written, with what the founder wrote on those that they replace; hidden tabs are ours alone."""
    return [grid if grid.hidden else _kept(grid, snapshot.marked(grid.key), language) for grid in grids]


def _kept(grid: Grid, tab: TabSnapshot | None, language: str) -> Grid:
    rows, columns = max(row for row, _ in grid.cells), max(column for _, column in grid.cells)
    keys = _KNOWN_BY.get(grid.key) or ((grid.key_column,) if grid.key_column else ())
    empty = frozenset(range(1, columns + 1)) - {column for _, column in grid.cells}
    new = _Area(rows, columns, keys, empty)
    cells = dict(grid.cells)
    cells[rows + 1, columns] = GridCell(END, "end")
    if tab is not None and tab.complete:
        for place, value in _carried(grid, new, tab, language).items():
            cells[place] = GridCell(value, "kept")
    styles = {**grid.styles, "end": STYLES["end"], "kept": STYLES["kept"]}
    return replace(grid, cells=dict(sorted(cells.items())), styles=styles)


def _carried(grid: Grid, new: _Area, tab: TabSnapshot, language: str) -> dict[Place, Value]:
    """The founder's cells by their new places, none of which is ours."""
    old = _area(tab, new)
    beside, below = _theirs(tab, old)
    now_at = _rows_by_name(_texts(grid), new)
    names = {row: name for name, row in _rows_by_name(_old_texts(tab), old).items()}
    taken: dict[Place, Value] = {}
    gone: list[tuple[int, int, Value]] = []
    rowless = []
    for (row, column), value in beside.items():
        right = column if column in old.empty else new.columns + column - old.columns
        if row not in names:
            rowless.append((min(row, new.rows), right, value))
        elif names[row] in now_at:
            taken[now_at[names[row]], right] = value
        else:
            gone.append((row, column, value))
    for row, right, value in rowless:
        while (row, right) in taken:
            right += 1
        taken[row, right] = value
    end = new.rows + 1
    taken |= {(end + row - old.rows - 1, column): value for (row, column), value in below.items()}
    _list(taken, gone, old, tab, _ABOUT.get(grid.key, 1), end, language)
    return taken


def _list(
    taken: dict[Place, Value],
    gone: Sequence[tuple[int, int, Value]],
    old: _Area,
    tab: TabSnapshot,
    about: int,
    end: int,
    language: str,
) -> None:
    """Put what stood beside rows that are gone at the end: what the row was about, their column's header, the value."""
    if not gone:
        return
    title = TEXTS[_TITLE]
    last = max([end, *(row for row, _ in taken)])
    if not any(value in (title.en, title.es) for (row, _), value in taken.items() if row > end):
        last += 2
        taken[last, 1] = title.in_(language)
    head = _header_row(tab, old)
    for row, column, value in gone:
        last += 1
        said = (_value(_at(tab, row, about)), _value(_at(tab, head, column)) if head else None, value)
        taken |= {(last, place): one for place, one in enumerate(said, 1) if one is not None}


def _area(tab: TabSnapshot, new: _Area) -> _Area:
    """What is ours on an older tab; where its mark is gone, only what stands right of our columns counts as theirs."""
    rows, columns = len(tab.rows), new.columns
    for number in range(len(tab.rows), 0, -1):
        if END in tab.rows[number - 1]:
            rows, columns = number - 1, list(tab.rows[number - 1]).index(END) + 1
            break
    keys = new.keys
    if keys and keys[-1] == new.columns:
        keys = (columns,)
    return _Area(rows, columns, keys, new.empty)


def _theirs(tab: TabSnapshot, ours: _Area) -> tuple[dict[Place, Value], dict[Place, Value]]:
    """What stands beside our rows, and what stands below them."""
    beside: dict[Place, Value] = {}
    below: dict[Place, Value] = {}
    for number, row in enumerate(tab.rows, 1):
        for column, cell in enumerate(row, 1):
            if cell is None or cell == END:
                continue
            if number > ours.rows:
                below[number, column] = _value(cell)
            elif column > ours.columns or column in ours.empty:
                beside[number, column] = _value(cell)
    return beside, below


def _rows_by_name(texts: Mapping[int, Mapping[int, str]], area: _Area) -> dict[_Name, int]:
    found: dict[_Name, int] = {}
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    for row in sorted(texts):
        said = tuple(texts[row].get(column, "") for column in area.keys)
        if row <= area.rows and any(said):
            found[said, seen[said]] = row
            seen[said] += 1
    return found


def _texts(grid: Grid) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), cell in grid.cells.items():
        if isinstance(cell.value, str):
            found[row][column] = cell.value.strip()
    return found


def _old_texts(tab: TabSnapshot) -> dict[int, dict[int, str]]:
    return {
        number: {column: cell.strip() for column, cell in enumerate(row, 1) if isinstance(cell, str)}
        for number, row in enumerate(tab.rows, 1)
    }


def _header_row(tab: TabSnapshot, old: _Area) -> int:
    """The row that names the columns: the one whose key column says so, else the header of every table."""
    if len(old.keys) == 1:
        for number in range(1, min(len(tab.rows), old.rows) + 1):
            if _at(tab, number, old.keys[0]) == "key":
                return number
    return HEAD_ROW


def _at(tab: TabSnapshot, row: int, column: int) -> Cell:
    cells = tab.rows[row - 1] if row <= len(tab.rows) else ()
    return cells[column - 1] if column <= len(cells) else None


def _value(cell: Cell) -> Value:
    if cell is None or isinstance(cell, str | int | float | bool | date | datetime):
        return cell
    if isinstance(cell, ErrorCell):
        return cell.code
    return "?" if isinstance(cell, Uncached) else str(cell)
