"""Requests about whole tabs and the whole book.

Recorded: addSheet, deleteSheet, updateSheetProperties, updateSpreadsheetProperties. By the schema: duplicateSheet.
Renaming rewrites the references of formulas, deleting turns them into ``#REF!`` [common knowledge]: so harm shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.google import masks, references
from tests.google.answers import GoogleError
from tests.google.batch_cells import field_mask, guard, sheet_of
from tests.google.celldata import mirrored
from tests.google.model import MOST_COLUMNS, Area, Book, Json, Sheet, Store
from tests.google.sheets_api_look import properties

#: What of a grid's properties Google always says.
_SIZES = ("rowCount", "columnCount")


def made_sheet(store: Store, book: Book, said: Json) -> Sheet:
    """Add a tab as its SheetProperties say. Raises GoogleError 400 for a title or an id that is there."""
    sheet_id = said["sheetId"] if said.get("sheetId") is not None else store.new_id("sheet")
    if any(sheet.id == sheet_id for sheet in book.sheets):
        raise GoogleError(400, f"Sheet with id {sheet_id} already exists.")
    if sheet_id < 0:
        raise GoogleError(400, f"The sheet id {sheet_id} must not be negative.")
    title = said.get("title") or _free_title(book)
    title_must_be_free(book, title)
    sheet = Sheet(sheet_id, title)
    sheet.properties = clean({"sheetType": "GRID", "gridProperties": {"rowCount": 1000, "columnCount": 26}}, said)
    _size_must_fit(sheet)
    index = said.get("index")
    return book.add(sheet, len(book.sheets) if index is None else min(index, len(book.sheets)))


def clean(old: Json, said: Json) -> Json:
    """Properties with what ``said`` sets on top; what is 0, false or empty is left out, but the size of the grid."""
    kept = {name: value for name, value in said.items() if name not in ("sheetId", "title", "index")}
    grid = old.get("gridProperties", {}) | (kept.pop("gridProperties", None) or {})
    result = mirrored(old | kept)
    result["gridProperties"] = {name: value for name, value in grid.items() if value or name in _SIZES}
    return {name: value for name, value in result.items() if value not in (False, None, "")}


def _free_title(book: Book) -> str:
    taken = {sheet.title.lower() for sheet in book.sheets}
    place = len(book.sheets) + 1
    while f"sheet{place}" in taken:
        place += 1
    return f"Sheet{place}"


def title_must_be_free(book: Book, title: str, but: int | None = None) -> None:
    """Titles clash case-insensitively."""
    if any(sheet.title.lower() == title.lower() and sheet.id != but for sheet in book.sheets):
        raise GoogleError(400, f'A sheet with the name "{title}" already exists. Please enter another name.')


def _size_must_fit(sheet: Sheet) -> None:
    if sheet.rows < 1 or sheet.columns < 1:
        raise GoogleError(400, "A sheet must have at least one row and one column.")
    if sheet.columns > MOST_COLUMNS:
        raise GoogleError(400, f"The number of columns is above the limit of {MOST_COLUMNS}.")


def add_sheet(store: Store, book: Book, request: Json) -> Json:
    return {"properties": properties(book, made_sheet(store, book, request.get("properties") or {}))}


def delete_sheet(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request.get("sheetId"))
    guard(store, book, sheet, sheet.all)
    if len(book.sheets) == 1:
        raise GoogleError(400, "You can't remove all the sheets in a document.")
    book.sheets.remove(sheet)
    book.named = [named for named in book.named if named["range"].get("sheetId", 0) != sheet.id]
    references.sheet_deleted(book, sheet.title)


def update_sheet_properties(store: Store, book: Book, request: Json) -> None:
    mask = field_mask(request)
    said = request.get("properties") or {}
    sheet = sheet_of(book, said.get("sheetId"))
    names = set(said) - {"sheetId"} if mask is None else set(mask)
    whole = mask is None or ("gridProperties" in mask and mask["gridProperties"] is None)
    old = sheet.properties
    now = masks.merged(old, said, mask) if mask is not None else old | said
    now = _one_colour(old, said, now, names)
    if whole:
        # A mask that names the grid as a whole sets the sizes too only where they are said.
        sizes = {name: old["gridProperties"][name] for name in _SIZES if name in old["gridProperties"]}
        now["gridProperties"] = sizes | (said.get("gridProperties") or {})
    grid = now.get("gridProperties") or {}
    rows, columns = grid.get("rowCount", 0), grid.get("columnCount", 0)
    if rows < 1 or columns < 1:
        raise GoogleError(400, "You can't delete all the rows or columns on the sheet.")
    if columns > MOST_COLUMNS:
        raise GoogleError(400, f"The number of columns is above the limit of {MOST_COLUMNS}.")
    if grid.get("frozenRowCount", 0) >= rows or grid.get("frozenColumnCount", 0) >= columns:
        raise GoogleError(400, "You can't freeze all visible rows or columns on the sheet.")
    for line, across in ((grid.get("frozenRowCount", 0), "rows"), (grid.get("frozenColumnCount", 0), "columns")):
        if cut_by(sheet, line, across):
            raise GoogleError(400, f"You can't freeze {across} which contain only part of a merged cell.")
    if now.get("hidden") and not any(not s.properties.get("hidden") for s in book.sheets if s.id != sheet.id):
        raise GoogleError(400, "You can't hide all the sheets in a document.")
    if "title" in names:
        _rename(book, sheet, said.get("title") or "")
    sheet.properties = clean({}, old | {"gridProperties": old["gridProperties"] | grid})
    if rows != old["gridProperties"]["rowCount"] or columns != old["gridProperties"]["columnCount"]:
        sheet.properties = old
        _resize(book, sheet, rows, columns)
    sheet.properties = clean(
        {}, {name: value for name, value in now.items() if name not in ("sheetId", "title", "index")}
    )
    if "index" in names:
        _move(book, sheet, said.get("index", 0))


def cut_by(sheet: Sheet, line: int, across: str, merges: Sequence[Area] = ()) -> bool:
    """A merge would stand on both sides of a line below a row (or beside a column) [public thread: univer #724]."""
    spans = [(m.top, m.bottom) if across == "rows" else (m.left, m.right) for m in (merges or sheet.merges)]
    return any(first < line < last for first, last in spans)


def _one_colour(old: Json, said: Json, now: Json, names: set[str]) -> Json:
    if names & {"tabColor", "tabColorStyle"}:
        now = {name: value for name, value in now.items() if name not in ("tabColor", "tabColorStyle")}
        for name in ("tabColor", "tabColorStyle"):
            if name in names and said.get(name):
                now[name] = said[name]
    return now


def _rename(book: Book, sheet: Sheet, title: str) -> None:
    if not title:
        raise GoogleError(400, "The sheet's title must not be empty.")
    title_must_be_free(book, title, but=sheet.id)
    references.sheet_renamed(book, sheet.title, title)
    sheet.title = title


def _resize(book: Book, sheet: Sheet, rows: int, columns: int) -> None:
    from tests.google import batch_dimensions

    for kind, size, now in (("ROWS", sheet.rows, rows), ("COLUMNS", sheet.columns, columns)):
        if now < size:
            batch_dimensions.removed(book, sheet, kind, now, size)
    sheet.set_size(rows, columns)


def _move(book: Book, sheet: Sheet, index: int) -> None:
    """The index counts as if the tab still stood in its old place [documentation: move right lands one before]."""
    at = book.sheets.index(sheet)
    if index > len(book.sheets):
        raise GoogleError(400, f"The index {index} is beyond the last sheet.")
    book.sheets.remove(sheet)
    book.sheets.insert(index - 1 if index > at else index, sheet)


def duplicate_sheet(store: Store, book: Book, request: Json) -> Json:
    source = sheet_of(book, request.get("sourceSheetId"))
    title = request.get("newSheetName") or f"Copy of {source.title}"
    said = source.properties | {
        "title": title, "index": request.get("insertSheetIndex", 0), "sheetId": request.get("newSheetId")
    }  # fmt: skip
    made = made_sheet(store, book, said)
    twin = source.copy()
    twin.id, twin.title, twin.properties = made.id, made.title, made.properties
    # Whether Google copies the marks is not known: this server does not, and the product trusts no copied mark.
    twin.metadata = []
    twin.protected = [_of(entry, twin, store) for entry in source.protected]
    twin.rules = [rule | {"ranges": [_on(span, twin) for span in rule["ranges"]]} for rule in source.rules]
    twin.filter = source.filter and source.filter | {"range": _on(source.filter["range"], twin)}
    twin.charts = []
    book.sheets[book.sheets.index(made)] = twin
    references.retitled(twin, source.title, twin.title)
    return {"properties": properties(book, twin)}


def _on(span: Json, sheet: Sheet) -> Json:
    return {name: value for name, value in span.items() if name != "sheetId"} | (
        {"sheetId": sheet.id} if sheet.id else {}
    )


def _of(entry: Json, sheet: Sheet, store: Store) -> Json:
    return entry | {"range": _on(entry["range"], sheet), "protectedRangeId": store.new_id("protected")}


def update_spreadsheet_properties(store: Store, book: Book, request: Json) -> None:
    mask = field_mask(request)
    said: Any = request.get("properties") or {}
    book.properties = masks.merged(book.properties, said, mask) if mask is not None else book.properties | said
    if not book.properties.get("title"):
        raise GoogleError(400, "The title must not be empty.")


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "updateSheetProperties": update_sheet_properties,
    "duplicateSheet": duplicate_sheet,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
