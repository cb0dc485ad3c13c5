"""Taking an import back cell by cell, where the founder has worked on since: only what still is as the import left it.

Rows are found again by what the import left in them and by their keys, never by their numbers alone: a tab may have
been sorted since. Columns are found again by what they are.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from sheets import headers
from sheets.contract import normal, tab
from sheets.grid import serial
from sheets.headers import KEYS, Header, letter
from sheets.imports import keys
from sheets.imports.values import same
from sheets.workbook import Cell, CellEdit, Edit, ErrorCell, Snapshot, TabSnapshot, Uncached

#: More new rows than this, or as many changed ones of so many cells, are taken back only as a whole.
MOST_ROWS, _CELLS = 50_000, 10

#: Under this name an emptied row keeps what the founder had beside it, as a hash.
_BESIDE = ""

#: A cell as a file can keep it: what is neither text nor a number with its kind before it.
Kept = Any


class Touched(msgspec.Struct, frozen=True, array_like=True):
    """One row that an import wrote: by column what stood there and what it wrote. ``known`` are other cells that tell
    the row from others; ``new`` says that it was not there before.
    """

    row: int
    new: bool
    cells: dict[str, tuple[Kept, Kept]]
    known: dict[str, Kept]


class Written(msgspec.Struct, frozen=True):
    """What one import wrote into one tab. ``whole`` is false where it was too much to be kept row by row."""

    tab: str
    table: str
    rows: list[Touched]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Undone:
    """The edit that takes an import back, and the cells that stay because they say something else by now.

    ``rows`` is how many rows are put back or emptied.
    """

    edit: Edit
    stays: tuple[str, ...]
    rows: int


def written(edit: Edit, snapshot: Snapshot, table: str) -> Written:
    """What this edit of an import does to the tab as ``snapshot`` has it."""
    sheet = snapshot.tab(edit.tab)
    head = headers.header(sheet, table) if sheet else None
    much = len(edit.rows) > MOST_ROWS or len(edit.cells) > _CELLS * MOST_ROWS
    if sheet is None or head is None or much:
        return Written(edit.tab, table, [], whole=False)
    named = _names(head)
    told = [name for name in named.values() if name in _telling(table)]
    found: dict[int, dict[str, tuple[Kept, Kept]]] = {}
    for cell in edit.cells:
        letters = cell.address.rstrip("0123456789")
        row = int(cell.address[len(letters) :])
        stood = _at(sheet, row, _place(letters))
        found.setdefault(row, {})[named.get(letters, letters)] = (_kept(stood), _kept(cell.value))
    places = {name: _place(letters) for letters, name in named.items()}
    rows = []
    for row, cells in found.items():
        known = {name: _kept(_at(sheet, row, head.places[name])) for name in told if name not in cells}
        if all(cells.get(name, (None, known.get(name)))[1] is None for name in told):
            known[_BESIDE] = _beside(sheet, row, frozenset(places.get(name, -1) for name in cells))
        rows.append(Touched(row, False, cells, known))
    rows += [
        Touched(at, True, {named.get(letters, letters): (None, _kept(cell)) for letters, cell in row.items()}, {})
        for at, row in enumerate(edit.rows, start=edit.at)
    ]
    return Written(edit.tab, table, rows)


def kept(raw: bytes) -> Written | None:
    """What was kept of an import; ``None`` where that is spoilt."""
    try:
        found = msgspec.msgpack.decode(raw, type=Written)
        tab(found.table)
        for touched in found.rows:
            for each in (*itertools.chain.from_iterable(touched.cells.values()), *touched.known.values()):
                _cell(each)
    except (ValueError, TypeError, KeyError):
        return None
    return found


def undone(what: Written, snapshot: Snapshot) -> Undone | None:
    """What takes it back in the workbook as it is now, with the formulas of the tab.

    ``None`` where the tab is gone, or another is in its place.
    """
    sheet = snapshot.tab(what.tab) or headers.find(snapshot, what.table)
    head = headers.header(sheet, what.table) if sheet else None
    if sheet is None or head is None or not sheet.complete:
        return None
    now = _Now(sheet, head, what)
    edits: list[CellEdit] = []
    stays: list[str] = []
    rows = 0
    for touched in what.rows:
        row = now.row(touched)
        if not row:
            stays.append(f"{sheet.name}!{touched.row}")
            continue
        back = [*now.back(touched, row, stays)]
        edits += back
        rows += bool(back)
    return Undone(Edit(sheet.name, tuple(edits)), tuple(stays), rows)


class _Now:
    """The tab as it is now, in which the rows of an import are found again."""

    def __init__(self, sheet: TabSnapshot, head: Header, what: Written) -> None:
        self._sheet = sheet
        self._places = {name: _place(letters) for letters, name in _names(head).items()}
        self._telling = [name for name in _telling(what.table) if name in self._places]
        self._rows: dict[tuple[str, ...], list[int]] = {}
        for row in range(head.row + 1, len(sheet.rows) + 1):
            known = tuple(self._said(_at(sheet, row, self._places[name])) for name in self._telling)
            if any(known):
                self._rows.setdefault(known, []).append(row)
        self._besides = {said for touched in what.rows if (said := touched.known.get(_BESIDE))}
        self._emptied: dict[frozenset[int], dict[str, list[int]]] = {}
        self._sure = self._as_left(what)
        self._taken = frozenset(self._sure.values())

    def _as_left(self, what: Written) -> dict[int, int]:
        """Where the rows are that still are all that the import left, by where they were.

        Rows that it left alike stand in the order in which they stood, wherever that is now; and nobody knows which of
        them is gone.
        """
        alike: dict[tuple[tuple[str, ...], str], list[Touched]] = {}
        for touched in what.rows:
            if any(known := self._known(touched)):
                wrote = sorted((name, repr(wrote)) for name, (_, wrote) in touched.cells.items())
                alike.setdefault((known, repr(wrote)), []).append(touched)
        sure: dict[int, int] = {}
        for (known, _), group in alike.items():
            there = [row for row in self._rows.get(known, ()) if self._is_as_left(group[0], row)]
            if len(there) == len(group):
                sure |= zip(sorted(touched.row for touched in group), there, strict=True)
        return sure

    def _is_as_left(self, touched: Touched, row: int) -> bool:
        cells = (
            (_at(self._sheet, row, self._places.get(name, -1)), wrote) for name, (_, wrote) in touched.cells.items()
        )
        return all(_holds(now, _cell(wrote)) for now, wrote in cells)

    def _known(self, touched: Touched) -> tuple[str, ...]:
        left = {name: wrote for name, (_, wrote) in touched.cells.items()} | touched.known
        return tuple(self._said(_cell(left.get(name))) for name in self._telling)

    def row(self, touched: Touched) -> int:
        """Where the row stands now; 0 where that is not sure."""
        if touched.row in self._sure:
            return self._sure[touched.row]
        known = self._known(touched)
        if not any(known):
            return self._where_emptied(touched)
        rows = [row for row in self._rows.get(known, []) if row not in self._taken]
        if touched.row in rows or (touched.row not in self._taken and self._agrees(touched.row, known)):
            return touched.row
        return rows[0] if len(rows) == 1 else 0

    def _where_emptied(self, touched: Touched) -> int:
        """An import emptied it: it is known by what stands beside, and stays where it was as long as it is empty."""
        stood = touched.known.get(_BESIDE) or ""
        places = frozenset(self._places.get(name, -1) for name in touched.cells)
        if places not in self._emptied:
            there = self._emptied[places] = {}
            for row in filter(self._is_empty, range(1, len(self._sheet.rows) + 1)):
                there.setdefault(_beside(self._sheet, row, places), []).append(row)
        here = _beside(self._sheet, touched.row, places) if self._is_empty(touched.row) else None
        if here == stood:
            return touched.row
        if stood and (rows := self._emptied[places].get(stood)):
            return rows[0] if len(rows) == 1 else 0
        return touched.row if here is not None and here not in self._besides else 0

    def _is_empty(self, row: int) -> bool:
        return not any(self._said(_at(self._sheet, row, self._places[name])) for name in self._telling)

    def _agrees(self, row: int, known: Sequence[str]) -> bool:
        """Whether the row has all that it was known by, though more was written beside it since."""
        now = [self._said(_at(self._sheet, row, self._places[name])) for name in self._telling]
        return all(left in ("", said) for left, said in zip(known, now, strict=True))

    def back(self, touched: Touched, row: int, stays: list[str]) -> Iterator[CellEdit]:
        """The cells that still say what the import wrote, as they were; the others are named."""
        differing = []
        edits = []
        for name, (stood, wrote) in touched.cells.items():
            place = self._places.get(name, -1)
            now = _at(self._sheet, row, place)
            if place < 0 or (row, place + 1) in self._sheet.formulas or not _holds(now, _cell(wrote)):
                if place < 0 or not _holds(now, _cell(stood)):
                    differing.append(f"{self._sheet.name}!{letter(place)}{row}" if place >= 0 else f"{name} {row}")
            elif not isinstance(_cell(stood), ErrorCell | Uncached):
                edits.append(CellEdit(f"{letter(place)}{row}", _cell(stood)))
        stays += differing
        yield from edits

    def _said(self, cell: Cell) -> str:
        if isinstance(cell, datetime | date):
            return str(serial(cell, date_1904=False))
        return keys.identifier(cell).casefold()


def _beside(sheet: TabSnapshot, row: int, but: frozenset[int]) -> str:
    """A hash of what the founder wrote in this row, outside these columns; ``""`` where that is nothing."""
    cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
    own = [
        repr(cell)
        for place, cell in enumerate(cells)
        if cell is not None and place not in but and (row, place + 1) not in sheet.formulas
    ]
    return hashlib.sha256("\n".join(own).encode("utf-8", "replace")).hexdigest()[:16] if own else ""


def _telling(table: str) -> tuple[str, ...]:
    """The columns by which a row is told from others when it is looked for again."""
    declared = tab(table)
    lines = ("line_sku", "line_name") if table == "orders" else ()
    more = ("location", "size", "color") if table == "inventory" else ()
    return tuple(dict.fromkeys((*KEYS[table], *(name for way in declared.identity for name in way), *lines, *more)))


def _names(head: Header) -> dict[str, str]:
    """What each column is, by its letters: canonical, or as its header has it."""
    known = {letter(place): name for name, place in head.places.items()}
    return {letter(place): f"={normal(label)}" for place, label in head.labels.items()} | known


def _place(letters: str) -> int:
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1


def _at(sheet: TabSnapshot, row: int, place: int) -> Cell:
    cells: Sequence[Cell] = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
    return cells[place] if 0 <= place < len(cells) else None


def _holds(now: Cell, wrote: Cell) -> bool:
    if same(now, wrote):
        return True
    # Google gives a date as its number of days wherever it is not known that it is one.
    if isinstance(wrote, date) and isinstance(now, int | float) and not isinstance(now, bool):
        return abs(serial(wrote, date_1904=False) - now) < 1e-6
    return False


_KINDS: Mapping[type, str] = {datetime: "moment", date: "day", time: "time", timedelta: "span", ErrorCell: "error"}


def _kept(cell: Cell) -> Kept:
    if cell is None or isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, timedelta):
        return ["span", cell.total_seconds()]
    if isinstance(cell, ErrorCell):
        return ["error", cell.code]
    if isinstance(cell, Uncached):
        return ["formula", ""]
    return [_KINDS[type(cell)], cell.isoformat()]


def _cell(kept: Kept) -> Cell:
    if kept is None or isinstance(kept, str | int | float):
        return kept
    kind, said = kept
    match kind:
        case "moment":
            return datetime.fromisoformat(said)
        case "day":
            return date.fromisoformat(said)
        case "time":
            return time.fromisoformat(said)
        case "span":
            return timedelta(seconds=said)
        case "error":
            return ErrorCell(said)
        case "formula":
            return Uncached()
    raise ValueError(kind)
