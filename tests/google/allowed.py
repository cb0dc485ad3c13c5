"""What a write may do to a Google Sheet, proved on every request that a test made: on what it names and on what it did.

Written without the product's own code, so that both would have to be wrong in the same way. A refresh names our own
tabs, known by their marks in the state right before the request, and tabs that the very batch adds. An edit, an import
or an upgrade also names the tab that its command declared, and changes there only the cells that it declared. The
developer metadata of the whole is ours where its key is.

One exception is declared for a refresh too: rows below the last one of Decisions (:func:`more_than_decisions`).
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from tests.google.model import Book, Cell, Formula, Json, Sheet

OUR_KEY = "operating-brief"
#: The one tab of the founder's that a refresh may add rows to, and make: decisions that were typed on our tabs.
DECISIONS = ("Decisions", "Decisiones")
#: The one formula that the program writes: a sparkline over cells of a tab, its options in a range as well.
_SPARKLINE = re.compile(
    r"^=SPARKLINE\('(?:[^']|'')+'!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+;'(?:[^']|'')+'!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+\)$"
)
#: What may be asked of a tab that a command declared: cells, how a date in them is shown, and the looks of new rows from
#: the row above. That nothing but the declared cells changed is proved by comparing, whatever was asked.
_IN_DECLARED = {"updateCells", "appendCells", "copyPaste", "appendDimension", "repeatCell"}
_ROW = re.compile(r"(\$?\b[A-Z]{1,3})(\d+)\b")
_ADDRESS = re.compile(r"^([A-Z]+)([0-9]+)$")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a command said that it would change in a tab: cells, columns (from 0) of new rows, and where these begin.

    ``cells`` are (row, column) from 0; None = any cell of the tab. ``first_new`` is the row from which on the rows are
    new, None = below the last one that holds a value.
    """

    tab: str
    cells: frozenset[tuple[int, int]] | None = frozenset()
    columns: frozenset[int] = frozenset()
    first_new: int | None = None

    @classmethod
    def of(cls, edit: Any) -> Declared:
        """From a ``sheets.workbook.Edit``."""
        cells = frozenset(_place(cell.address) for cell in edit.cells)
        columns = frozenset(_column(letters) for row in edit.rows for letters in row)
        return cls(edit.tab, cells, columns, edit.at - 1 if edit.at else None)


@dataclass(slots=True)
class Wrote:
    """One write request: what was asked, the book right before and right after it, and what the command had declared."""

    method: str
    path: str
    requests: list[Json]
    before: Book | None
    after: Book | None
    declared: tuple[Declared, ...] = ()
    #: Tabs that the same command added in an earlier batch.
    added: frozenset[int] = frozenset()
    #: The book was made by the program and not read since: it is still being made.
    is_new: bool = False
    #: The book as it was when the command began, where this is not its first write.
    began: Book | None = None
    problems: list[str] = field(default_factory=list)


def more_than_decisions(more: Any) -> list[str]:
    """What a refresh would do in the founder's tabs besides adding rows to Decisions, or that tab. Empty if nothing."""
    found = [f"cells of {edit.tab}" for edit in more.edits if edit.cells or edit.at]
    found += [f"rows in {edit.tab}" for edit in more.edits if edit.tab not in DECISIONS]
    if more.tabs:
        made = openpyxl.load_workbook(io.BytesIO(more.tabs)).sheetnames
        found += [f"the tab {name}" for name in made if name not in DECISIONS]
    return found


def trespasses(wrote: Wrote) -> list[str]:
    """Everything that this request named or did and may not. Empty where it kept within its bounds."""
    if wrote.is_new:
        return []
    if not wrote.path.endswith(":batchUpdate") or "/values" in wrote.path:
        return [f"{wrote.method} {wrote.path} is no batch of typed requests"]
    if wrote.before is None:
        return []
    before, after = wrote.before, wrote.after or wrote.before
    added = {
        request["addSheet"].get("properties", {}).get("sheetId") for request in wrote.requests if "addSheet" in request
    }
    ours = ours_of(before) | added | wrote.added
    declared = {sheet.id: each for each in wrote.declared for sheet in before.sheets if sheet.title == each.tab}
    found = [
        f"request {at} ({kind}) names the tab {title(before, sheet)}"
        for at, request in enumerate(wrote.requests)
        for kind, asked in request.items()
        for sheet in named(kind, asked)
        if sheet not in ours and not (sheet in declared and kind in _IN_DECLARED)
    ]
    found += [f"writes the formula {text}" for text in formulas(wrote.requests) if not _SPARKLINE.match(text)]
    return found + harm(before, after, ours | ours_of(after) & (added | wrote.added), declared, wrote.began or before)


def ours_of(book: Book) -> set[int]:
    """The tabs that carry our mark, each naming its own id."""
    return {sheet.id for sheet in book.sheets for entry in sheet.metadata if _says(entry).get("sheet") == sheet.id}


def _says(entry: Json) -> Json:
    if entry.get("metadataKey") != OUR_KEY:
        return {}
    try:
        said = json.loads(entry.get("metadataValue", ""))
    except ValueError:
        return {}
    return said if isinstance(said, dict) and said.get("role") else {}


def named(kind: str, asked: Json) -> set[int]:
    """The tabs that a request names, at whatever depth; a range without a tab's id is one of the tab 0."""
    if kind == "addSheet":
        return set()
    found = {value for name, value in _walk(asked) if name == "sheetId"}
    ranges = [
        value for name, value in _walk(asked) if name in ("range", "source", "destination") and isinstance(value, dict)
    ]
    if any("sheetId" not in each for each in ranges if not {"namedRangeId"} & each.keys()):
        found.add(0)
    return found


def formulas(requests: Sequence[Json]) -> list[str]:
    """Every formula that is written."""
    return [value for name, value in _walk(list(requests)) if name == "formulaValue"]


def _walk(said: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(said, dict):
        for name, value in said.items():
            yield name, value
            yield from _walk(value)
    elif isinstance(said, list):
        for each in said:
            yield from _walk(each)


def harm(
    before: Book, after: Book, ours: set[int], declared: dict[int, Declared] | None = None, began: Book | None = None
) -> list[str]:
    """What differs outside of our tabs and of the declared cells. Results of founders' formulas may follow, not fail."""
    found = []
    for name, was, now in (
        ("the book's properties", before.properties, after.properties),
        ("the named ranges", before.named, after.named),
        ("metadata of others", _of_others(before.metadata), _of_others(after.metadata)),
    ):
        if was != now:
            found.append(f"{name} changed")
    theirs = [sheet.id for sheet in before.sheets if sheet.id not in ours]
    left = [sheet.id for sheet in after.sheets if sheet.id not in ours]
    if theirs != [id for id in left if id in theirs]:
        found.append("the founder's tabs are gone or stand in another order")
    found += [f"the tab {title(after, id)} appeared without our mark" for id in left if id not in theirs]
    for id in theirs:
        if id in left:
            asked = (declared or {}).get(id)
            new = _first_new((began or before).sheet(id), asked) if asked else 0
            found += _changes(before.sheet(id), after.sheet(id), asked, new)
    return found


def _of_others(metadata: Sequence[Json]) -> list[Json]:
    return [entry for entry in metadata if entry.get("metadataKey") != OUR_KEY]


#: Everything of a tab beside its cells that no command may change.
_KEPT = (
    "title", "merges", "row_meta", "column_meta", "rules", "protected", "filter", "row_groups", "column_groups",
    "metadata", "charts", "banding",
)  # fmt: skip


def _changes(was: Sheet, now: Sheet, declared: Declared | None, first_new: int) -> list[str]:
    if was is now:
        return []
    found = [
        f"{was.title}: {name} changed"
        for name in _KEPT
        if getattr(was, name) != getattr(now, name) and not (declared and name in ("row_meta", "filter"))
    ]
    if _settled(was.properties, declared) != _settled(now.properties, declared):
        found.append(f"{was.title}: properties changed")
    for row in sorted(was.grid.keys() | now.grid.keys()):
        old, new = was.grid.get(row, {}), now.grid.get(row, {})
        if old is new:
            continue
        for column in sorted(old.keys() | new.keys()):
            if _goes_on(now, row, column) and declared and row >= first_new:
                continue
            if _like_its_neighbour(now, row, column, old.get(column)) and declared:
                continue
            if said := _cell_change(first_new, row, column, old.get(column), new.get(column), declared):
                found.append(f"{was.title}!{_letters(column)}{row + 1}: {said}")
    return found[:20]


def _settled(properties: Json, declared: Declared | None) -> Json:
    """Properties without what follows from other tabs coming and going, or from rows being added."""
    grid = {
        name: value
        for name, value in properties.get("gridProperties", {}).items()
        if not (declared and name in ("rowCount", "columnCount"))
    }
    return {name: value for name, value in properties.items() if name != "index"} | {"gridProperties": grid}


def _cell_change(
    first_new: int, row: int, column: int, old: Cell | None, new: Cell | None, declared: Declared | None
) -> str:
    was, now = old or Cell(), new or Cell()
    entered = (was.value, was.format, was.note, was.validation, was.runs)
    if entered == (now.value, now.format, now.note, now.validation, now.runs) and type(was.value) is type(now.value):
        broken = isinstance(now.value, Formula) and _is_error(now) and not _is_error(was)
        return f"the founder's formula {now.value} now fails" if broken else ""
    if declared is None:
        return f"{was.value!r} became {now.value!r}, or its looks changed"
    if isinstance(now.value, Formula) and now.value != was.value:
        return f"a formula was written: {now.value}"
    if declared.cells is None or (row, column) in declared.cells:
        kept = (was.note, was.validation, _look(was)) == (now.note, now.validation, _look(now))
        return "" if kept else "its note, validation or looks changed"
    if row < first_new:
        return f"{was.value!r} became {now.value!r}, which was not declared"
    if was.value != now.value and column not in declared.columns:
        return f"a column that was not declared: {was.value!r} became {now.value!r}"
    return ""


def _first_new(sheet: Sheet, declared: Declared) -> int:
    return declared.first_new if declared.first_new is not None else used_rows(sheet)


def _goes_on(sheet: Sheet, row: int, column: int) -> bool:
    """The cell computes in its row what one close above computes in its own: the founder's formula, filled down."""
    here = sheet.cell(row, column).value
    for up in range(1, 4):
        above = sheet.cell(row - up, column).value if row >= up else None
        if isinstance(above, Formula) and isinstance(here, Formula):
            return _ROW.sub(lambda found, up=up: f"{found[1]}{int(found[2]) + up}", above) == here
    return False


def _like_its_neighbour(now: Sheet, row: int, column: int, old: Cell | None) -> bool:
    """A header that was added beside the others, in the look of the one on its left."""
    cell, left = now.cell(row, column), now.cell(row, column - 1) if column else Cell()
    frozen = now.properties.get("gridProperties", {}).get("frozenRowCount", 0)
    return (
        row < frozen
        and (old is None or old.value is None)
        and isinstance(left.value, str)
        and cell.format == left.format
    )


def _look(cell: Cell) -> Json:
    """How a cell looks, but for a number format where it had none: a date needs one."""
    look = dict(cell.format or {})
    if look.get("numberFormat", {}).get("type") in ("DATE", "DATE_TIME", "TIME"):
        look.pop("numberFormat")
    return look


def _is_error(cell: Cell) -> bool:
    return type(cell.shown).__name__ == "Error"


def used_rows(sheet: Sheet) -> int:
    """Rows up to the last one that holds a value."""
    return max((row + 1 for row, _, cell in sheet.cells() if cell.value is not None), default=0)


def title(book: Book, sheet: int) -> str:
    """A tab's title for a message."""
    return next((each.title for each in book.sheets if each.id == sheet), str(sheet))


def _place(address: str) -> tuple[int, int]:
    found = _ADDRESS.match(address.replace("$", "").upper())
    assert found, address
    return int(found[2]) - 1, _column(found[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
