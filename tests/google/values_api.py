"""spreadsheets.values: get, batchGet, update, batchUpdate, append, clear, batchClear, and their twins by data filter.

Recorded: all but the twins. Trailing empty cells and rows are cut, inner empty rows are ``[]``, a range without values
has no ``values``; ``null`` leaves a cell alone and is not counted, an empty text clears it.
"""

from __future__ import annotations

from typing import Any

from tests.google import a1
from tests.google.answers import Call, GoogleError, Unknown
from tests.google.batch_cells import guard
from tests.google.celldata import check_length
from tests.google.entered import entered
from tests.google.formulas import recompute
from tests.google.model import MOST_CELLS, Area, Book, Cell, Json, Sheet, Store, number
from tests.google.shown import rendered


def answer(store: Store, book: Book, rest: str, call: Call) -> Json:
    """The answer to a call; ``rest`` is what follows ``/values``."""
    body = call.body or {}
    if call.method == "GET":
        if rest == ":batchGet":
            ranges = [a_range(book, text, call) for text in call.query.get("ranges", [])]
            return {"spreadsheetId": book.id} | ({"valueRanges": ranges} if ranges else {})
        if rest.startswith("/"):
            return a_range(book, rest[1:], call)
    if call.method == "PUT" and rest.startswith("/"):
        option = _option(call.one("valueInputOption"))
        return _changed(store, book, lambda work: _update(store, work, rest[1:], body, option, call.query))
    if call.method == "POST":
        if rest == ":batchUpdate":
            return _changed(store, book, lambda work: _batch_update(store, work, body))
        if rest == ":batchClear":
            return _changed(
                store, book,
                lambda work: {"spreadsheetId": book.id, "clearedRanges": [_clear(store, work, text) for text in body.get("ranges") or ()]},
            )  # fmt: skip
        if rest.startswith("/") and rest.endswith(":clear"):
            text = rest[1:].removesuffix(":clear")
            return _changed(
                store, book, lambda work: {"spreadsheetId": book.id, "clearedRange": _clear(store, work, text)}
            )
        if rest.startswith("/") and rest.endswith(":append"):
            text = rest[1:].removesuffix(":append")
            option = _option(call.one("valueInputOption"))
            return _changed(store, book, lambda work: _append(store, work, text, body, option, call.query))
    raise Unknown(f"{call.method} …/values{rest}")


def _changed(store: Store, book: Book, change: Any) -> Json:
    work = book.copy()
    said: Json = change(work)
    if work.cells > MOST_CELLS and work.cells > book.cells:
        raise GoogleError(
            400,
            f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells.",
        )
    recompute(work)
    again = said.pop("_again", None)
    if again is not None:
        again(work)
    store.keep(work)
    return said


def _option(text: str) -> str:
    if text not in ("RAW", "USER_ENTERED"):
        raise GoogleError(
            400,
            f"'valueInputOption' is required but not specified: {text}"
            if text
            else "'valueInputOption' is required but not specified",
        )
    return text


# --- reading


def a_range(book: Book, text: str, call: Call) -> Json:
    """One ValueRange as values.get gives it."""
    dimension = call.one("majorDimension") or "ROWS"
    sheet, area, _ = a1.parse(book, text)
    return value_range(
        book, sheet, area, dimension, call.one("valueRenderOption") or "FORMATTED_VALUE",
        call.one("dateTimeRenderOption") or "SERIAL_NUMBER",
    )  # fmt: skip


def value_range(book: Book, sheet: Sheet, area: Area, dimension: str, value_option: str, date_option: str) -> Json:
    """The values of a rectangle, row by row or (COLUMNS) column by column."""
    locale = str(book.properties.get("locale", ""))
    lines: list[list[object]] = []
    by_rows = dimension != "COLUMNS"
    cells = sheet.cells(area)
    if not by_rows:
        cells = iter(sorted(cells, key=lambda at: (at[1], at[0])))
    for row, column, cell in cells:
        if cell.value is None:
            continue
        value = rendered(cell, value_option, date_option, locale)
        if value == "" and value_option != "FORMULA":
            continue
        line, place = (row - area.top, column - area.left) if by_rows else (column - area.left, row - area.top)
        if line >= len(lines):
            lines.extend([] for _ in range(line + 1 - len(lines)))
        values = lines[line]
        if place > len(values):
            values.extend([""] * (place - len(values)))
        values.append(value)
    said: Json = {"range": a1.written(sheet.title, area), "majorDimension": dimension}
    return said | ({"values": lines} if lines else {})


# --- writing


def _lines(body: Json) -> list[list[Any]]:
    """The values row by row; recorded: a text in the place of a list is an invalid value."""
    values = body.get("values")
    if values is None:
        return []
    where = "data.values"
    if not isinstance(values, list):
        raise invalid_list(where, values)
    for place, line in enumerate(values):
        if not isinstance(line, list):
            raise invalid_list(f"{where}[{place}]", line)
    if body.get("majorDimension") == "COLUMNS":
        height = max((len(line) for line in values), default=0)
        return [[line[place] if place < len(line) else None for line in values] for place in range(height)]
    return values


def invalid_list(where: str, value: Any) -> GoogleError:
    """Google's words for a value that should have been a list."""
    import json

    shown = json.dumps(value, ensure_ascii=False)
    message = f"Invalid value at '{where}' (type.googleapis.com/google.protobuf.ListValue), {shown}"
    return GoogleError(
        400, message,
        details=[{
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": where, "description": message}],
        }],
    )  # fmt: skip


def put(store: Store, book: Book, sheet: Sheet, area: Area, lines: list[list[Any]], option: str) -> Json:
    """Write values; how many rows, columns and cells were written or cleared, nothing where none was."""
    rows: set[int] = set()
    columns: set[int] = set()
    count = 0
    locale = str(book.properties.get("locale", ""))
    guard(store, book, sheet, area)
    for down, line in enumerate(lines):
        for right, value in enumerate(line):
            if value is None:
                continue
            count += 1
            row, column = area.top + down, area.left + right
            rows.add(row)
            columns.add(column)
            sheet.put(row, column, typed(sheet.cell(row, column), value, option, locale))
    return {"updatedRows": len(rows), "updatedColumns": len(columns), "updatedCells": count} if count else {}


def typed(old: Cell, value: Any, option: str, locale: str) -> Cell:
    """A cell after a value was entered: RAW as it is, USER_ENTERED as if a person had typed it."""
    if isinstance(value, dict | list):
        raise GoogleError(400, "Invalid values: a cell must be a text, a number or a truth value")
    if isinstance(value, str):
        check_length(value, "values")
        if option == "USER_ENTERED":
            return entered(old, value, locale)
        return old.but(value=value or None, cached=None, given=False, runs=())
    return old.but(value=number(value) if not isinstance(value, bool) else value, cached=None, given=False, runs=())


def _span(sheet: Sheet, area: Area, lines: list[list[Any]], whole: Area, open_ended: bool) -> Area:
    """What the values cover. Raises GoogleError 400 where they leave the range that was named."""
    height = len(lines)
    width = max((len(line) for line in lines), default=0)
    if area.rows == 1 and area.columns == 1:
        return Area(area.top, area.top + height, area.left, area.left + width)
    if height > area.rows and not open_ended:
        raise GoogleError(
            400,
            f"Requested writing within range [{a1.written(sheet.title, whole)}], but tried writing to row [{area.bottom + 1}]",
        )
    if width > area.columns:
        raise GoogleError(
            400,
            f"Requested writing within range [{a1.written(sheet.title, whole)}], but tried writing to column [{a1.letters(area.right)}]",
        )
    return Area(area.top, area.top + height, area.left, area.left + width)


def _update(
    store: Store, book: Book, text: str, body: Json, option: str, query: dict[str, list[str]] | None = None
) -> Json:
    asked = body.get("range")
    lines = _lines(body)
    sheet, area, open_ended = a1.parse(book, text)
    if asked and a1.parse(book, asked)[:2] != (sheet, area):
        raise GoogleError(400, f"Requested writing within range [{text}], but the body's range is [{asked}]")
    sheet = book.edit(sheet.id)
    span = _span(sheet, area, lines, area, open_ended)
    sheet.set_size(max(sheet.rows, span.bottom), max(sheet.columns, span.right))
    written = put(store, book, sheet, span, lines, option)
    covered = span if span.rows and span.columns else Area(area.top, area.top + 1, area.left, area.left + 1)
    said: Json = {"spreadsheetId": book.id, "updatedRange": a1.written(sheet.title, covered)}
    said |= written
    if query and query.get("includeValuesInResponse", [""])[0].lower() == "true":
        said["_again"] = lambda work: said.__setitem__("updatedData", _said_back(work, sheet, covered, query, body))
    return said


def _said_back(book: Book, sheet: Sheet, area: Area, query: dict[str, list[str]], body: Json) -> Json:
    return value_range(
        book, book.sheet(sheet.id), area, body.get("majorDimension") or "ROWS",
        query.get("responseValueRenderOption", ["FORMATTED_VALUE"])[0],
        query.get("responseDateTimeRenderOption", ["SERIAL_NUMBER"])[0],
    )  # fmt: skip


def _batch_update(store: Store, book: Book, body: Json) -> Json:
    option = _option(body.get("valueInputOption") or "")
    responses = [
        _update(store, book, one.get("range") or "", one | {"range": None}, option) for one in body.get("data") or ()
    ]
    sheets = {response["updatedRange"].rpartition("!")[0] for response in responses}
    rows: set[tuple[str, int]] = set()
    columns: set[tuple[str, int]] = set()
    for response in responses:
        sheet, area, _ = a1.parse(book, response["updatedRange"])
        if response.get("updatedCells"):
            rows |= {(sheet.title, row) for row in range(area.top, area.bottom)}
            columns |= {(sheet.title, column) for column in range(area.left, area.right)}
    cells = sum(response.get("updatedCells", 0) for response in responses)
    return {
        "spreadsheetId": book.id,
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": cells,
        "totalUpdatedSheets": len(sheets),
        "responses": responses,
    }


def _clear(store: Store, book: Book, text: str) -> str:
    sheet, area, _ = a1.parse(book, text)
    sheet = book.edit(sheet.id)
    guard(store, book, sheet, area)
    for row, column, cell in list(sheet.cells(area)):
        if cell.value is not None:
            sheet.put(row, column, cell.but(value=None, cached=None, given=False, runs=()))
    return a1.written(sheet.title, area)


# --- appending


def table_at(sheet: Sheet, area: Area) -> Area | None:
    """The table that an append finds in a range: the cells with values that hang together there, else None."""
    inside = [(row, column) for row, column, cell in sheet.cells(area) if cell.value is not None]
    if not inside:
        return None
    # Of several tables the last one: "test_append_row_with_empty_value" has two in one row.
    row, column = max(inside)
    return _grown(sheet, Area(row, row + 1, column, column + 1))


def _grown(sheet: Sheet, area: Area) -> Area:
    """A block grows over every neighbouring cell that holds a value."""

    def has(cells: Area) -> bool:
        return any(cell.value is not None for _, _, cell in sheet.cells(cells))

    while True:
        old = area
        if area.left and has(Area(area.top, area.bottom, area.left - 1, area.left)):
            area = area._replace(left=area.left - 1)
        if area.right < sheet.columns and has(Area(area.top, area.bottom, area.right, area.right + 1)):
            area = area._replace(right=area.right + 1)
        if area.top and has(Area(area.top - 1, area.top, area.left, area.right)):
            area = area._replace(top=area.top - 1)
        if area.bottom < sheet.rows and has(Area(area.bottom, area.bottom + 1, area.left, area.right)):
            area = area._replace(bottom=area.bottom + 1)
        if area == old:
            return area


def _append(store: Store, book: Book, text: str, body: Json, option: str, query: dict[str, list[str]]) -> Json:
    lines = _lines(body)
    sheet, area, _ = a1.parse(book, text)
    sheet = book.edit(sheet.id)
    table = table_at(sheet, area)
    top, left = (area.top, area.left) if table is None else (table.bottom, table.left)
    height, width = len(lines), max((len(line) for line in lines), default=0)
    if query.get("insertDataOption", [""])[0] == "INSERT_ROWS" and table is not None and height:
        from tests.google.batch_dimensions import inserted

        inserted(book, sheet, "ROWS", top, height)
    sheet.set_size(max(sheet.rows, top + height), max(sheet.columns, left + width))
    span = Area(top, top + height, left, left + width)
    said: Json = {"spreadsheetId": book.id}
    if table is not None:
        said["tableRange"] = a1.written(sheet.title, table)
    updates: Json = {"spreadsheetId": book.id}
    if not height or not width:
        updates["updatedRange"] = a1.written(sheet.title, Area(top, top + 1, left, left + 1))
    else:
        written = put(store, book, sheet, span, lines, option)
        updates |= {"updatedRange": a1.written(sheet.title, span)} | written
    said["updates"] = updates
    if query.get("includeValuesInResponse", [""])[0].lower() == "true":
        said["_again"] = lambda work: updates.__setitem__("updatedData", _said_back(work, sheet, span, query, body))
    return said
