"""Requests about rows and columns: insert, delete, append, move, size, hide.

Recorded: insertDimension, deleteDimension, updateDimensionProperties, autoResizeDimensions. Merges, named ranges,
rules, protected ranges, filters, groups, marks and the references of formulas shift with them [common knowledge].
Widths that autoResize chooses depend on fonts: they are guessed here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import masks, references
from tests.google.answers import GoogleError, Unknown
from tests.google.batch_cells import field_mask, guard, sheet_of
from tests.google.model import MOST_COLUMNS, Area, Book, Cell, Json, Sheet, Store
from tests.google.shown import formatted

Span = tuple[int, int | None]


def dimension_of(book: Book, said: Json, *, beyond: bool = False) -> tuple[Sheet, str, int, int]:
    """Tab, ROWS or COLUMNS, start and end of a DimensionRange. Raises GoogleError 400 where it leaves the grid."""
    sheet = sheet_of(book, said.get("sheetId"))
    kind = said.get("dimension", "")
    if kind not in ("ROWS", "COLUMNS"):
        raise GoogleError(400, "dimension must be ROWS or COLUMNS")
    size = sheet.rows if kind == "ROWS" else sheet.columns
    start, end = said.get("startIndex", 0), said.get("endIndex", size)
    if start < 0 or start >= end:
        raise GoogleError(400, f"endIndex[{end}] must be greater than startIndex[{start}]")
    if not beyond and end > size:
        raise GoogleError(400, f"endIndex[{end}] after last {'row' if kind == 'ROWS' else 'column'} in sheet[{size}]")
    return sheet, kind, start, end


def band(sheet: Sheet, kind: str, start: int, end: int) -> Area:
    """Whole rows or columns."""
    return Area(start, end, 0, sheet.columns) if kind == "ROWS" else Area(0, sheet.rows, start, end)


def insert_dimension(store: Store, book: Book, request: Json) -> None:
    sheet, kind, start, end = dimension_of(book, request["range"], beyond=True)
    size = sheet.rows if kind == "ROWS" else sheet.columns
    if start > size:
        raise GoogleError(
            400, f"startIndex[{start}] after last {'row' if kind == 'ROWS' else 'column'} in sheet[{size}]"
        )
    before = bool(request.get("inheritFromBefore"))
    if before and start == 0:
        raise GoogleError(400, "inheritFromBefore cannot be true if the start of the range is 0")
    if start < size:
        guard(store, book, sheet, band(sheet, kind, start, min(start + 1, size)))
    inserted(book, sheet, kind, start, end - start)
    model = start - 1 if before else end
    if model < size + end - start:
        _inherit(sheet, kind, start, end, model)


def inserted(book: Book, sheet: Sheet, kind: str, start: int, count: int) -> None:
    """Make room; everything behind it shifts."""
    end = start + count
    rows = sheet.rows + (count if kind == "ROWS" else 0)
    columns = sheet.columns + (count if kind == "COLUMNS" else 0)
    if columns > MOST_COLUMNS:
        raise GoogleError(400, f"The number of columns is above the limit of {MOST_COLUMNS}.")
    _shift(book, sheet, kind, start, end, insert=True)
    sheet.set_size(rows, columns)


def _inherit(sheet: Sheet, kind: str, start: int, end: int, model: int) -> None:
    """New rows and columns take the formats and the validation of their neighbour [documentation: properties]."""
    if kind == "ROWS":
        for column, cell in list(sheet.grid.get(model, {}).items()):
            for row in range(start, end):
                sheet.put(row, column, Cell(format=cell.format, validation=cell.validation))
    else:
        for row in list(sheet.grid):
            cell = sheet.cell(row, model)
            if cell.format or cell.validation:
                for column in range(start, end):
                    sheet.put(row, column, Cell(format=cell.format, validation=cell.validation))


def delete_dimension(store: Store, book: Book, request: Json) -> None:
    sheet, kind, start, end = dimension_of(book, request["range"])
    size = sheet.rows if kind == "ROWS" else sheet.columns
    if end - start >= size:
        raise GoogleError(400, f"You can't delete all the {kind.lower()} on the sheet.")
    guard(store, book, sheet, band(sheet, kind, start, end))
    removed(book, sheet, kind, start, end)
    rows = sheet.rows - (end - start if kind == "ROWS" else 0)
    sheet.set_size(rows, sheet.columns - (end - start if kind == "COLUMNS" else 0))
    grid = dict(sheet.properties["gridProperties"])
    frozen = "frozenRowCount" if kind == "ROWS" else "frozenColumnCount"
    if start < grid.get(frozen, 0):
        grid[frozen] -= min(end, grid[frozen]) - start
        sheet.properties = sheet.properties | {"gridProperties": {k: v for k, v in grid.items() if v}}


def removed(book: Book, sheet: Sheet, kind: str, start: int, end: int) -> None:
    """Take rows or columns out; the grid's size is the caller's."""
    _shift(book, sheet, kind, start, end, insert=False)


def _shift(book: Book, sheet: Sheet, kind: str, start: int, end: int, *, insert: bool) -> None:
    count = end - start

    def place(at: int) -> int | None:
        if insert:
            return at + count if at >= start else at
        return None if start <= at < end else at - count if at >= end else at

    def span(first: int, last: int | None) -> Span | None:
        return references.shifted_span(first, last, start, end, insert=insert)

    _shift_cells(sheet, kind, place)
    meta = sheet.row_meta if kind == "ROWS" else sheet.column_meta
    shifted = {new: said for at, said in meta.items() if (new := place(at)) is not None}
    if kind == "ROWS":
        sheet.row_meta = shifted
    else:
        sheet.column_meta = shifted
    sheet.merges = [moved for merge in sheet.merges if (moved := _area(merge, kind, span))]
    sheet.rules = [
        rule | {"ranges": spans}
        for rule in sheet.rules
        if (spans := [left for one in rule["ranges"] if (left := _range(one, kind, span)) is not None])
    ]
    sheet.protected = _with_ranges(sheet.protected, kind, span)
    sheet.banding = _with_ranges(sheet.banding, kind, span)
    if sheet.filter:
        sheet.filter = next(iter(_with_ranges([sheet.filter], kind, span)), None)
    groups = sheet.row_groups if kind == "ROWS" else sheet.column_groups
    groups[:] = [group | {"range": said} for group in groups if (said := _dimension(group["range"], span))]
    sheet.metadata = [entry for old in sheet.metadata if (entry := _mark(old, kind, place)) is not None]
    book.named = [
        one
        for named in book.named
        for one in ([named] if named["range"].get("sheetId", 0) != sheet.id else _with_ranges([named], kind, span))
    ]
    references.shifted(book, sheet, kind, start, end, insert=insert)


def _shift_cells(sheet: Sheet, kind: str, place: Callable[[int], int | None]) -> None:
    if kind == "ROWS":
        sheet.put_grid({new: cells for row, cells in sheet.grid.items() if (new := place(row)) is not None})
    else:
        sheet.put_grid(
            {
                row: {new: cell for column, cell in cells.items() if (new := place(column)) is not None}
                for row, cells in sheet.grid.items()
            }
        )


def _area(area: Area, kind: str, span: Callable[[int, int | None], Span | None]) -> Area | None:
    new = span(area.top, area.bottom) if kind == "ROWS" else span(area.left, area.right)
    if new is None or new[1] is None:
        return None
    result = area._replace(top=new[0], bottom=new[1]) if kind == "ROWS" else area._replace(left=new[0], right=new[1])
    return result if result.rows * result.columns > 1 else None


def _range(said: Json, kind: str, span: Callable[[int, int | None], Span | None]) -> Json | None:
    first, last = ("startRowIndex", "endRowIndex") if kind == "ROWS" else ("startColumnIndex", "endColumnIndex")
    if first not in said and last not in said:
        return said
    new = span(said.get(first, 0), said.get(last))
    if new is None:
        return None
    return said | ({first: new[0]} if first in said else {}) | ({last: new[1]} if last in said else {})


def _with_ranges(held: list[Json], kind: str, span: Callable[[int, int | None], Span | None]) -> list[Json]:
    """What has a range keeps it where it moved to, and goes where all of it is gone."""
    return [one | {"range": said} for one in held if (said := _range(one["range"], kind, span)) is not None]


def _dimension(said: Json, span: Callable[[int, int | None], Span | None]) -> Json | None:
    new = span(said["startIndex"], said["endIndex"])
    return None if new is None else said | {"startIndex": new[0], "endIndex": new[1]}


def _mark(entry: Json, kind: str, place: Callable[[int], int | None]) -> Json | None:
    at: Any = entry["location"].get("dimensionRange")
    if not at or at["dimension"] != kind:
        return entry
    new = place(at.get("startIndex", 0))
    if new is None:
        return None
    location = entry["location"] | {"dimensionRange": at | {"startIndex": new, "endIndex": new + 1}}
    return entry | {"location": location}


def append_dimension(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request.get("sheetId"))
    length = request.get("length", 0)
    if length < 1:
        raise GoogleError(400, "length must be greater than 0")
    if request.get("dimension") == "ROWS":
        sheet.set_size(sheet.rows + length, sheet.columns)
    else:
        if sheet.columns + length > MOST_COLUMNS:
            raise GoogleError(400, f"The number of columns is above the limit of {MOST_COLUMNS}.")
        sheet.set_size(sheet.rows, sheet.columns + length)


def move_dimension(store: Store, book: Book, request: Json) -> None:
    sheet, kind, start, end = dimension_of(book, request["source"])
    to = request.get("destinationIndex", 0)
    if sheet.merges or any(s.computes for s in book.sheets):
        raise Unknown("moveDimension beside merges or formulas")
    if start <= to <= end:
        return
    size = sheet.rows if kind == "ROWS" else sheet.columns
    order = [at for at in range(size) if not start <= at < end]
    at = to if to <= start else to - (end - start)
    order[at:at] = range(start, end)
    where = {old: new for new, old in enumerate(order)}
    _shift_cells(sheet, kind, where.get)
    meta = sheet.row_meta if kind == "ROWS" else sheet.column_meta
    moved = {where[old]: said for old, said in meta.items()}
    meta.clear()
    meta.update(moved)


def update_dimension_properties(store: Store, book: Book, request: Json) -> None:
    mask = field_mask(request)
    if "dimensionSheetRange" in request or "dataSourceSheetRange" in request:
        raise Unknown("updateDimensionProperties of a data source")
    sheet, kind, start, end = dimension_of(book, request["range"])
    said = request.get("properties") or {}
    names = set(said) if mask is None else set(mask)
    if unknown := names - {"hiddenByUser", "pixelSize"}:
        raise GoogleError(400, f"Unsupported field to update: {', '.join(sorted(unknown))}")
    meta = sheet.row_meta if kind == "ROWS" else sheet.column_meta
    for at in range(start, end):
        new = masks.merged(meta.get(at, {}), said, mask) if mask is not None else meta.get(at, {}) | said
        new = {name: value for name, value in new.items() if value not in (False, None)}
        if new:
            meta[at] = new
        else:
            meta.pop(at, None)


def auto_resize(store: Store, book: Book, request: Json) -> None:
    if "dimensions" not in request:
        raise Unknown("autoResizeDimensions of a data source")
    sheet, kind, start, end = dimension_of(book, request["dimensions"])
    if kind == "ROWS":
        for at in range(start, end):
            if "pixelSize" in sheet.row_meta.get(at, {}):
                sheet.row_meta[at] = {k: v for k, v in sheet.row_meta[at].items() if k != "pixelSize"}
        return
    locale = str(book.properties.get("locale", ""))
    longest: dict[int, int] = {}
    for _, column, cell in sheet.cells(Area(0, sheet.rows, start, end)):
        longest[column] = max(longest.get(column, 0), len(formatted(cell.shown, cell.format, locale)))
    for column, length in longest.items():
        if length:
            sheet.column_meta[column] = sheet.column_meta.get(column, {}) | {"pixelSize": round(length * 8.67) + 21}


KINDS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "appendDimension": append_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
}
