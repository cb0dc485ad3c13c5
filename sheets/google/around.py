"""What stands around the cells that an edit sets in a Google Sheet, seen right before the write and right after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets.google.marks import FIELDS as MARK_FIELDS
from sheets.google.marks import BookMark, book_mark
from sheets.google.ranges import Area, a1, area
from sheets.google.seen import Raw, SheetFacts

_SHEET = "sheets(properties(sheetId,title,gridProperties),{more}data(startRow,startColumn,rowData.values({cell})))"
#: What a look before a write asks for, and what the answer to the write is to show.
BEFORE = f"developerMetadata({MARK_FIELDS})," + _SHEET.format(
    more="merges,", cell="userEnteredValue,effectiveValue,userEnteredFormat.numberFormat"
)
AFTER = _SHEET.format(more="", cell="userEnteredValue")
#: Only by which run the spreadsheet was written last.
MARK = f"developerMetadata({MARK_FIELDS})"

Json = Mapping[str, Any]
#: Stands for a formula, whatever it says: rows that move change it.
FORMULA = object()


@dataclass(frozen=True, eq=False)
class Around:
    """The rows of one tab that were looked at, each as its cells, by row number from 1. ``size`` is the grid's."""

    size: tuple[int, int]
    rows: Mapping[int, Sequence[Json]]
    merges: tuple[Area, ...] = ()

    def cell(self, row: int, column: int) -> Json:
        """The cell, ``{}`` where nothing is there or was looked at."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else {}

    def formula(self, row: int, column: int) -> str:
        """The cell's formula without its ``=``, ``""`` where it has none."""
        return str(self.cell(row, column).get("userEnteredValue", {}).get("formulaValue", ""))[1:]

    def is_filled_from_elsewhere(self, row: int, column: int) -> bool:
        """Whether a formula or a pivot table of another cell shows its result here."""
        cell = self.cell(row, column)
        return not cell.get("userEnteredValue") and bool(cell.get("effectiveValue"))

    def said(self, row: int) -> dict[int, object]:
        """What was entered in this row, by column: blanks left out, formulas as :data:`FORMULA`."""
        entered = ((column, entered_as(cell)) for column, cell in enumerate(self.rows.get(row, ()), start=1))
        return {column: value for column, value in entered if value is not None}


@dataclass(frozen=True, eq=False)
class Look:
    """A spreadsheet as :data:`BEFORE` or :data:`AFTER` shows it, by the ids of its sheets."""

    tabs: Mapping[int, Around]
    book: BookMark = field(default_factory=BookMark)


def of(spreadsheet: Json) -> Look:
    """What an answer of Google's shows."""
    tabs = {}
    for sheet in spreadsheet.get("sheets", ()):
        properties = sheet.get("properties", {})
        grid = properties.get("gridProperties", {})
        size = grid.get("rowCount", 0), grid.get("columnCount", 0)
        rows: dict[int, Sequence[Json]] = {}
        for data in sheet.get("data", ()):
            for number, row in enumerate(data.get("rowData", ()), start=data.get("startRow", 0) + 1):
                rows[number] = [{}] * data.get("startColumn", 0) + list(row.get("values", ()))
        merges = tuple(area(merge, *size) for merge in sheet.get("merges", ()))
        tabs[properties.get("sheetId", 0)] = Around(size, rows, merges)
    return Look(tabs, book_mark(spreadsheet))


def entered_as(cell: Json) -> object:
    """What was entered: a number, a text or a flag, :data:`FORMULA`, ``None`` for nothing."""
    value = cell.get("userEnteredValue", {})
    if "formulaValue" in value or "errorValue" in value:
        return FORMULA
    if "numberValue" in value:
        return float(value["numberValue"])
    return value.get("stringValue", value.get("boolValue")) or (False if "boolValue" in value else None)


def shows(cell: Json) -> Raw:
    """What the cell shows, as a reading gives it."""
    value = cell.get("effectiveValue", {})
    if "numberValue" in value:
        return float(value["numberValue"])
    if "boolValue" in value:
        return bool(value["boolValue"])
    return value.get("stringValue") or None


def whole_rows(sheet: SheetFacts, first: int, last: int, size: tuple[int, int]) -> str:
    """The range of these rows, as far as the grid of this size has them; ``""`` where it has none."""
    last = min(last, size[0])
    return a1(sheet.title, last - first + 1, size[1], first) if first <= last else ""
