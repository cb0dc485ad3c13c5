"""An .xlsx as the Google Sheet that a founder would have in its place, in the form of ``spreadsheets.get``.

Values as the file holds them: formulas with the results stored beside them, text that begins with ``=`` as text, error
cells as errors, dates as serial numbers with a format. A formula without a stored result is still loading.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900, to_excel
from openpyxl.worksheet.worksheet import Worksheet

from sheets.excel.read import read
from sheets.workbook import Uncached
from tests.google import celldata
from tests.google.model import Area, Book, Error, Sheet, Shown, Store, number
from tests.google.model import Cell as ModelCell

Json = dict[str, Any]

#: Google's names of the errors that a cell shows, by the text that it shows.
ERRORS = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
    "Loading...": "LOADING",
}
#: What a new tab has by documentation, and so the least that a founder's tab has.
ROWS, COLUMNS = 1000, 26
_EDGES = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
_OPERATORS = {
    "greaterThan": "NUMBER_GREATER",
    "lessThan": "NUMBER_LESS",
    "equal": "NUMBER_EQ",
    "greaterThanOrEqual": "NUMBER_GREATER_THAN_EQ",
    "lessThanOrEqual": "NUMBER_LESS_THAN_EQ",
}


def spreadsheet(path: Path, title: str = "", locale: str = "en_US", time_zone: str = "America/Bogota") -> Json:
    """The whole file; tabs get the ids that an import gives them, in order. Our own marks of Excel do not come along."""
    asked = openpyxl.load_workbook(path, rich_text=True)
    stored = openpyxl.load_workbook(path, data_only=True)
    loading = _loading(path, asked.sheetnames)
    sheets = [
        _sheet(sheet, stored[sheet.title], number, loading[sheet.title])
        for number, sheet in enumerate(asked.worksheets)
        if isinstance(sheet, Worksheet)
    ]
    properties = {"title": title or path.stem, "locale": locale, "timeZone": time_zone, "autoRecalc": "ON_CHANGE"}
    return {"properties": properties, "sheets": sheets}


def _sheet(sheet: Worksheet, stored: Worksheet, number: int, loading: set[tuple[int, int]]) -> Json:
    grid: Json = {"rowCount": max(ROWS, sheet.max_row), "columnCount": max(COLUMNS, sheet.max_column)}
    if sheet.freeze_panes:
        frozen = sheet[sheet.freeze_panes]
        grid |= {"frozenRowCount": frozen.row - 1} if frozen.row > 1 else {}
        grid |= {"frozenColumnCount": frozen.column - 1} if frozen.column > 1 else {}
    properties: Json = {
        "sheetId": 0 if number == 0 else 1_000_003 * number,
        "title": sheet.title,
        "index": number,
        "sheetType": "GRID",
        "gridProperties": grid,
    }
    if sheet.sheet_state != "visible":
        properties["hidden"] = True
    made: Json = {
        "properties": properties,
        "data": [
            {
                "rowData": _rows(sheet, stored, loading),
                "rowMetadata": _row_sizes(sheet),
                "columnMetadata": _widths(sheet),
            }
        ],
    }
    identity = properties["sheetId"]
    if merges := [_range(each, identity) for each in sheet.merged_cells.ranges]:
        made["merges"] = merges
    if rules := [rule for each in sheet.conditional_formatting for rule in _rules(each, identity)]:
        made["conditionalFormats"] = rules
    if sheet.auto_filter.ref:
        made["basicFilter"] = {"range": _bounds(sheet.auto_filter.ref, identity)}
    return made


def _rows(sheet: Worksheet, stored: Worksheet, loading: set[tuple[int, int]]) -> list[Json]:
    # Not by iter_rows: it makes a cell wherever there is none, half a million in a new workbook.
    cells: dict[tuple[int, int], Json] = {
        (row, column): made
        for (row, column), cell in sheet._cells.items()
        if (made := _cell(cell, _result(_value(stored, row, column), (row, column) in loading)))
    }
    width = sheet.max_column
    for (row, column), check in _validations(sheet).items():
        if column <= width:
            cells.setdefault((row, column), {})["dataValidation"] = check
    ends: dict[int, int] = {}
    for row, column in cells:
        ends[row] = max(column, ends.get(row, 0))
    return [
        {"values": [cells.get((row, column), {}) for column in range(1, ends[row] + 1)]} if row in ends else {}
        for row in range(1, max(ends, default=0) + 1)
    ]


def _value(sheet: Worksheet, row: int, column: int) -> object:
    there = sheet._cells.get((row, column))
    return there.value if there is not None else None


def _cell(cell: Cell | MergedCell, result: object) -> Json:
    made: Json = {}
    if isinstance(cell, MergedCell):
        return made
    value = cell.value
    if cell.data_type == "f":
        text = getattr(value, "text", value)
        made["userEnteredValue"] = {"formulaValue": str(text)}
        made["effectiveValue"] = _typed("Loading..." if result is None else result, is_error=_is_error(result))
    elif cell.data_type == "e":
        made["userEnteredValue"] = {"formulaValue": f"={value}"}
        made["effectiveValue"] = _typed(value, is_error=True)
    elif value is not None:
        made["userEnteredValue"] = _typed(value)
    if cell.has_style and (looks := _looks(cell)):
        made["userEnteredFormat"] = looks
    elif isinstance(value, date | time | timedelta):
        made["userEnteredFormat"] = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    if cell.comment:
        made["note"] = cell.comment.text
    if cell.hyperlink and cell.hyperlink.target:
        made.setdefault("userEnteredFormat", {}).setdefault("textFormat", {})["link"] = {"uri": cell.hyperlink.target}
    return made


def _loading(path: Path, tabs: Collection[str]) -> dict[str, set[tuple[int, int]]]:
    """For each tab the formulas without a stored result. Which those are depends on the program that saved the file,
    and openpyxl does not tell them from formulas that give no text, so the product's reader is asked.
    """
    found = read(path, whole=tabs)
    return {
        tab.name: {
            (row, column)
            for row, cells in enumerate(tab.rows, 1)
            for column, cell in enumerate(cells, 1)
            if isinstance(cell, Uncached)
        }
        for tab in found.tabs
    }


def _result(stored: object, is_loading: bool) -> object:
    """What a formula shows: None while it loads."""
    return None if is_loading else "" if stored is None else stored


def _is_error(result: object) -> bool:
    return result is None or (isinstance(result, str) and result in ERRORS)


def _typed(value: object, *, is_error: bool = False) -> Json:
    if is_error:
        return {"errorValue": {"type": ERRORS.get(str(value), "ERROR"), "message": ""}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    if isinstance(value, datetime | date | time | timedelta):
        return {"numberValue": to_excel(value, CALENDAR_WINDOWS_1900)}
    return {"stringValue": str(value) if isinstance(value, CellRichText) else value}


def _looks(cell: Cell) -> Json:
    made: Json = {}
    pattern = cell.number_format
    if pattern == "@":
        made["numberFormat"] = {"type": "TEXT"}
    elif pattern != "General":
        made["numberFormat"] = {"type": _kind(pattern), "pattern": pattern}
    if cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str):
        made["backgroundColor"] = _colour(cell.fill.fgColor.rgb)
    text: Json = {}
    if cell.font.b:
        text["bold"] = True
    if cell.font.sz and cell.font.sz != 11:
        text["fontSize"] = int(cell.font.sz)
    if text:
        made["textFormat"] = text
    if cell.alignment.wrap_text:
        made["wrapStrategy"] = "WRAP"
    if cell.alignment.horizontal in ("left", "center", "right"):
        made["horizontalAlignment"] = cell.alignment.horizontal.upper()
    return made


def _kind(pattern: str) -> str:
    if is_timedelta_format(pattern):
        return "TIME"
    if is_date_format(pattern):
        days, hours = any(each in pattern.lower() for each in "dy"), any(each in pattern.lower() for each in "hs")
        return "DATE_TIME" if days and hours else "TIME" if hours else "DATE"
    return "PERCENT" if "%" in pattern else "NUMBER"


def _colour(argb: str) -> Json:
    parts = (int(argb[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {name: part for name, part in zip(("red", "green", "blue"), parts, strict=True) if part}


def _row_sizes(sheet: Worksheet) -> list[Json]:
    filtered = sheet.auto_filter.ref and sheet[sheet.auto_filter.ref]
    inside = range(filtered[0][0].row + 1, filtered[-1][0].row + 1) if filtered else range(0)
    made = []
    for row in range(1, max(ROWS, sheet.max_row) + 1):
        size: Json = {"pixelSize": 21}
        if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden:
            size["hiddenByFilter" if row in inside else "hiddenByUser"] = True
        made.append(size)
    return made


def _widths(sheet: Worksheet) -> list[Json]:
    made = [{"pixelSize": 100} for _ in range(max(COLUMNS, sheet.max_column))]
    for letters, column in sheet.column_dimensions.items():
        first = column.min or openpyxl.utils.column_index_from_string(letters)
        for at in range(first - 1, min(column.max or first, len(made))):
            if column.width and column.customWidth:
                made[at]["pixelSize"] = round(column.width * 7 + 5)
            if column.hidden:
                made[at]["hiddenByUser"] = True
    return made


def _validations(sheet: Worksheet) -> Mapping[tuple[int, int], Json]:
    """Each cell with a check; a check of a whole column reaches to the last row of a new tab."""
    found = {}
    for check in sheet.data_validations.dataValidation:
        formula = str(check.formula1 or "")
        if check.type != "list":
            condition: Json = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"={formula}"}]}
        elif formula.startswith('"'):
            words = formula.strip('"').split(",")
            condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in words]}
        else:
            condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={formula.lstrip('=')}"}]}
        made = {"condition": condition, "strict": bool(check.showErrorMessage), "showCustomUi": not check.showDropDown}
        for area in check.sqref.ranges:
            for row in range(area.min_row, min(area.max_row, max(ROWS, sheet.max_row)) + 1):
                for column in range(area.min_col, min(area.max_col, max(COLUMNS, sheet.max_column)) + 1):
                    found[row, column] = made
    return found


def _rules(formatting: Any, identity: int) -> list[Json]:
    ranges = [_range(each, identity) for each in formatting.sqref.ranges]
    made = []
    for rule in formatting.rules:
        formula = str(rule.formula[0]) if rule.formula else ""
        if rule.type == "cellIs" and rule.operator in _OPERATORS:
            condition = {"type": _OPERATORS[rule.operator], "values": [{"userEnteredValue": formula}]}
        else:
            condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"={formula}"}]}
        made.append(
            {"ranges": ranges, "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}}}
        )
    return made


def _range(area: Any, identity: int) -> Json:
    return {
        "sheetId": identity,
        "startRowIndex": area.min_row - 1,
        "endRowIndex": area.max_row,
        "startColumnIndex": area.min_col - 1,
        "endColumnIndex": area.max_col,
    }


def _bounds(reference: str, identity: int) -> Json:
    left, top, right, bottom = openpyxl.utils.range_boundaries(reference)
    return {
        "sheetId": identity,
        "startRowIndex": top - 1,
        "endRowIndex": bottom,
        "startColumnIndex": left - 1,
        "endColumnIndex": right,
    }


def load(store: Store, path: Path, title: str = "", locale: str = "en_US", time_zone: str = "America/Bogota") -> Book:
    """Put the file into the store as a founder's sheet. Results of formulas stay as the file has them."""
    said = spreadsheet(path, title, locale, time_zone)
    book = Book(store.new_id("file"), said["properties"])
    for each in said["sheets"]:
        book.add(_tab(each))
    return store.keep(book)


def _tab(said: Json) -> Sheet:
    properties = dict(said["properties"])
    sheet = Sheet(properties.pop("sheetId"), properties.pop("title"))
    del properties["index"]
    sheet.properties = properties
    data = said["data"][0]
    sheet.row_meta = dict(enumerate(data["rowMetadata"]))
    sheet.column_meta = dict(enumerate(data["columnMetadata"]))
    sheet.merges = [Area(*(each[name] for name in _EDGES)) for each in said.get("merges", ())]
    sheet.rules = said.get("conditionalFormats", [])
    sheet.filter = said.get("basicFilter")
    for row, cells in enumerate(data["rowData"]):
        for column, cell in enumerate(cells.get("values", ())):
            if cell:
                sheet.put(row, column, _entered(cell, f"{sheet.title}, row {row + 1}"))
    return sheet


def _entered(said: Json, where: str) -> ModelCell:
    made = celldata.updated(ModelCell(), said, None, where)
    if shown := said.get("effectiveValue"):
        made = made.but(cached=_shown(shown), given=True)
    return made


def _shown(said: Json) -> Shown:
    ((kind, value),) = said.items()
    if kind != "errorValue":
        return number(value) if kind == "numberValue" else value
    text = next((text for text, name in ERRORS.items() if name == value["type"]), "#ERROR!")
    return Error(value["type"], text, value.get("message", ""))
