"""The hidden tab ``_Google``: how the small charts are drawn, and what our tabs held when they were overwritten.

The batch that writes our tabs first copies them here, and its answer shows the copy: so it is known what they held *at*
the write. Where that is not what was read, somebody typed meanwhile, and the copy puts it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets.google.ranges import Area, grid_range, quoted
from sheets.google.seen import Raw, Rows, SheetFacts

Json = dict[str, Any]

KEY, NAME = "google", "_Google"
#: What the answer of a write must tell for :func:`held`.
FIELDS = (
    "updatedSpreadsheet(sheets(properties(sheetId,gridProperties(rowCount,columnCount)),"
    "data(startRow,startColumn,rowData(values(effectiveValue)))))"
)
#: What Google's kinds of error look like in a cell, as a reading of values has them.
_ERRORS = {
    "DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "REF": "#REF!", "VALUE": "#VALUE!", "NAME": "#NAME?", "NUM": "#NUM!",
    "NULL_VALUE": "#NULL!", "LOADING": "Loading...",
}  # fmt: skip

#: How a small chart is drawn: its colour, and whether it stands on zero.
Look = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Stash:
    """The tab's id, title and the size that it needs; where each option block and each old tab (by its id) stands."""

    id: int
    title: str
    rows: int
    columns: int
    options: Mapping[Look, Area]
    olds: Mapping[int, Area]

    def range(self, area: Area) -> str:
        """An area of the tab as formulas and answers name it."""
        return f"{quoted(self.title)}!{area.a1}"


def laid_out(id: int, title: str, looks: Iterable[Look], olds: Sequence[SheetFacts]) -> Stash:
    """Where everything goes: the options on top, then what each old tab holds, one below the other."""
    options: dict[Look, Area] = {}
    row = 0
    for look in sorted(set(looks)):
        end = row + len(_options(look))
        options[look], row = Area(row, end, 0, 2), end
    places: dict[int, Area] = {}
    for old in olds:
        places[old.id], row = Area(row, row + old.rows, 0, old.columns), row + old.rows
    return Stash(id, title, max(row, 1), max([2, *(old.columns for old in olds)]), options, places)


def filled(stash: Stash, rows: int, columns: int) -> Iterator[Json]:
    """The requests that write the options and copy our tabs, before anything of them is changed.

    ``rows`` and ``columns`` are the tab's own size: nothing of an older copy stays in it.
    """
    options = [option for look in stash.options for option in _options(look)]
    whole = grid_range(stash.id, Area(0, rows, 0, columns))
    said = [{"values": [{"userEnteredValue": value} for value in option]} for option in options]
    yield {"updateCells": {"range": whole, "rows": said, "fields": "userEnteredValue,userEnteredFormat"}}
    for sheet_id, area in stash.olds.items():
        source = Area(0, area.end_row - area.first_row, 0, area.end_column)
        yield _copied(grid_range(sheet_id, source), grid_range(stash.id, area))


def put_back(stash: Stash, sizes: Mapping[int, tuple[int, int]]) -> Iterator[Json]:
    """The requests that give our tabs back what they held; ``sizes`` are rows and columns that they have by now."""
    for sheet_id, area in stash.olds.items():
        rows, columns = sizes[sheet_id]
        now = grid_range(sheet_id, Area(0, rows, 0, columns))
        yield {"unmergeCells": {"range": now}}
        yield {"updateCells": {"range": now, "fields": "userEnteredValue,textFormatRuns"}}
        target = Area(0, area.end_row - area.first_row, 0, area.end_column)
        yield _copied(grid_range(stash.id, area), grid_range(sheet_id, target))


def held(stash: Stash, answer: Mapping[str, Any]) -> dict[int, Rows]:
    """By the id of each of our tabs what it held right before the write, as a reading of values has it.

    ``answer`` is the one of the batch, with at least :data:`FIELDS`. Blank ends are cut off.
    """
    sheets = answer.get("updatedSpreadsheet", {}).get("sheets", ())
    ours = [sheet for sheet in sheets if sheet.get("properties", {}).get("sheetId") == stash.id]
    data = [block for sheet in ours for block in sheet.get("data", ())]
    by_start = {block.get("startRow", 0): block.get("rowData", ()) for block in data}
    return {
        sheet_id: trimmed([[_raw(cell) for cell in row.get("values", ())] for row in by_start.get(area.first_row, ())])
        for sheet_id, area in stash.olds.items()
    }


def trimmed(rows: Iterable[Sequence[Raw]]) -> Rows:
    """The rows without blanks at their ends, and without blank rows at the end; an empty text is a blank."""
    found: list[list[Raw]] = []
    for row in rows:
        cells = [None if cell == "" else cell for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found


def formula(source: str, area: Area, options: str) -> str:
    """The one formula that we write, of ranges alone: every locale takes a semicolon between arguments."""
    return f"=SPARKLINE({quoted(source)}!{area.a1};{options})"


def _options(look: Look) -> list[tuple[Json, Json]]:
    color, on_zero = look
    told: list[tuple[Json, Json]] = [
        ({"stringValue": "charttype"}, {"stringValue": "column"}),
        ({"stringValue": "color"}, {"stringValue": color}),
    ]
    return [*told, ({"stringValue": "ymin"}, {"numberValue": 0})] if on_zero else told


def _copied(source: Json, destination: Json) -> Json:
    return {"copyPaste": {"source": source, "destination": destination, "pasteType": "PASTE_VALUES"}}


def _raw(cell: Mapping[str, Any]) -> Raw:
    said = cell.get("effectiveValue", {})
    if "errorValue" in said:
        return _ERRORS.get(said["errorValue"].get("type", ""), "#ERROR!")
    return next((value for name, value in said.items() if name in ("numberValue", "stringValue", "boolValue")), None)
