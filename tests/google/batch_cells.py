"""Requests that write cells: updateCells, repeatCell, appendCells.

Recorded: updateCells of notes, repeatCell of formats. By the documentation: a range of updateCells that is larger than
its rows has the named fields cleared in the rest; appendCells writes below the last row with data and makes rows as
it needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.google import a1, celldata, masks
from tests.google.answers import GoogleError
from tests.google.model import EMPTY, MOST_COLUMNS, Area, Book, Json, Sheet, Store


def sheet_of(book: Book, sheet_id: Any) -> Sheet:
    """The tab to change. Raises GoogleError 400 "No grid with id"."""
    try:
        return book.edit(int(sheet_id or 0))
    except KeyError:
        raise GoogleError(400, f"No grid with id: {sheet_id or 0}") from None


def area_of(sheet: Sheet, said: Json) -> Area:
    """The rectangle of a GridRange of a request. Raises GoogleError 400 where it leaves the grid or is empty."""
    for first, last, size, word in (
        ("startRowIndex", "endRowIndex", sheet.rows, "row"),
        ("startColumnIndex", "endColumnIndex", sheet.columns, "column"),
    ):
        start, end = said.get(first, 0), said.get(last, size)
        if start < 0 or end < 0:
            raise GoogleError(400, f"{first} and {last} must not be negative")
        if end > size or start > size:
            raise GoogleError(
                400,
                f"Range ({a1.quoted(sheet.title)}) exceeds grid limits. Max rows: {sheet.rows}, max columns: {sheet.columns}",
            )
        if start >= end:
            raise GoogleError(400, f"The range has no {word}s: {first}[{start}] {last}[{end}]")
    return a1.grid_area(sheet, said)


def guard(store: Store, book: Book, sheet: Sheet, area: Area) -> None:
    """Raises GoogleError 400 where a cell of the area is protected from the one who asks [documentation]."""
    from tests.google.sheets_api_look import may_edit

    for entry in sheet.protected:
        if may_edit(store, book, entry):
            continue
        span = entry.get("range") or {}
        if not a1.grid_area(sheet, span).meets(area):
            continue
        free = [a1.grid_area(sheet, open_) for open_ in entry.get("unprotectedRanges") or ()]
        if any(one.holds(area) for one in free):
            continue
        raise GoogleError(
            400,
            "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
            "protection if you need to edit.",
        )


def field_mask(request: Json) -> masks.Mask:
    """The ``fields`` of an update. Raises GoogleError 400 where there is none."""
    if not request.get("fields"):
        raise GoogleError(400, "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return masks.parse(request["fields"])


def update_cells(store: Store, book: Book, request: Json) -> None:
    mask = field_mask(request)
    rows = request.get("rows") or []
    if ("range" in request) == ("start" in request):
        raise GoogleError(400, "Exactly one of 'range' and 'start' must be set.")
    if "range" in request:
        sheet = sheet_of(book, request["range"].get("sheetId"))
        area = area_of(sheet, request["range"])
    else:
        start = request["start"]
        sheet = sheet_of(book, start.get("sheetId"))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row.get("values") or ()) for row in rows), default=0)
        if top + len(rows) > sheet.rows:
            raise GoogleError(
                400,
                f"Attempting to write row: {top + len(rows) - 1}, beyond the last requested row of: {sheet.rows - 1}",
            )
        if left + width > sheet.columns:
            raise GoogleError(
                400,
                f"Attempting to write column: {left + width - 1}, beyond the last requested column of: {sheet.columns - 1}",
            )
        area = Area(top, top + len(rows), left, left + width)
    guard(store, book, sheet, area)
    _too_far(area, rows)
    for row in range(area.top, area.bottom):
        said = (rows[row - area.top].get("values") or []) if row - area.top < len(rows) else []
        if "start" in request:
            columns: Any = range(area.left, area.left + len(said))
        elif said:
            columns = range(area.left, area.right)
        else:
            # Only what stands there can be cleared.
            columns = [c for c in sheet.grid.get(row, ()) if area.left <= c < area.right]
        for column in columns:
            new = said[column - area.left] if column - area.left < len(said) else {}
            cell = sheet.cell(row, column)
            if new or cell is not EMPTY:
                sheet.put(
                    row, column,
                    celldata.updated(cell, new, mask, "rows.values") if new else celldata.cleared(cell, mask, "rows.values"),
                )  # fmt: skip


def _too_far(area: Area, rows: list[Json]) -> None:
    if len(rows) > area.rows:
        raise GoogleError(
            400, f"Attempting to write row: {area.top + area.rows}, beyond the last requested row of: {area.bottom - 1}"
        )
    for row in rows:
        if len(row.get("values") or ()) > area.columns:
            raise GoogleError(
                400, f"Attempting to write column: {area.right}, beyond the last requested column of: {area.right - 1}"
            )


def repeat_cell(store: Store, book: Book, request: Json) -> None:
    mask = field_mask(request)
    said = request.get("cell") or {}
    sheet = sheet_of(book, request["range"].get("sheetId"))
    area = area_of(sheet, request["range"])
    guard(store, book, sheet, area)
    formula = (said.get("userEnteredValue") or {}).get("formulaValue")
    # Cells that look the same share one format: a column of 100,000 cells holds one.
    seen: dict[int, Any] = {}
    for row, column in _places(sheet, area, every=bool(said)):
        cell = sheet.cell(row, column)
        new = said
        if formula:
            from tests.google.references import moved

            new = said | {"userEnteredValue": {"formulaValue": moved(formula, row - area.top, column - area.left)}}
        result = celldata.updated(cell, new, mask, "cell")
        key = id(cell.format)
        if key in seen and result.format == seen[key]:
            result.format = seen[key]
        seen[key] = result.format
        sheet.put(row, column, result)


def _places(sheet: Sheet, area: Area, *, every: bool) -> Iterator[tuple[int, int]]:
    if every:
        yield from ((row, column) for row in range(area.top, area.bottom) for column in range(area.left, area.right))
    else:
        yield from [(row, column) for row, column, _ in sheet.cells(area)]


def last_row(sheet: Sheet) -> int:
    """The number of rows up to the last that holds a value."""
    return max(
        (row + 1 for row, cells in sheet.grid.items() if any(c.value is not None for c in cells.values())), default=0
    )


def append_cells(store: Store, book: Book, request: Json) -> None:
    mask = field_mask(request)
    rows = request.get("rows") or []
    sheet = sheet_of(book, request.get("sheetId"))
    top = last_row(sheet)
    width = max((len(row.get("values") or ()) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise GoogleError(400, f"A tab has at most {MOST_COLUMNS} columns")
    sheet.set_size(max(sheet.rows, top + len(rows)), max(sheet.columns, width))
    guard(store, book, sheet, Area(top, top + max(len(rows), 1), 0, max(width, 1)))
    for place, row in enumerate(rows):
        for column, said in enumerate(row.get("values") or ()):
            sheet.put(top + place, column, celldata.updated(sheet.cell(top + place, column), said, mask, "rows.values"))


KINDS = {"updateCells": update_cells, "repeatCell": repeat_cell, "appendCells": append_cells}
