"""A spreadsheet as the Sheets API says it: spreadsheets.get, and what a batchUpdate includes in its answer.

Recorded: properties, theme, merges, groups, protected ranges, notes by range, columnMetadata, tabColorStyle,
basicFilter. What is 0, false or empty is left out, as in the recordings.
"""

from __future__ import annotations

from typing import Any

from tests.google import a1, celldata, masks
from tests.google.answers import GoogleError
from tests.google.model import Area, Book, Json, Sheet, Store

ROW_PIXELS, COLUMN_PIXELS = 21, 100


def _rgb(red: float, green: float, blue: float) -> Json:
    return {"rgbColor": {name: value for name, value in (("red", red), ("green", green), ("blue", blue)) if value}}


THEME: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": kind, "color": _rgb(*parts)}
        for kind, parts in (
            ("TEXT", (0, 0, 0)),
            ("BACKGROUND", (1, 1, 1)),
            ("ACCENT1", (0.25882354, 0.52156866, 0.95686275)),
            ("ACCENT2", (0.91764706, 0.2627451, 0.20784314)),
            ("ACCENT3", (0.9843137, 0.7372549, 0.015686275)),
            ("ACCENT4", (0.20392157, 0.65882355, 0.3254902)),
            ("ACCENT5", (1, 0.42745098, 0.003921569)),
            ("ACCENT6", (0.27450982, 0.7411765, 0.7764706)),
            ("LINK", (0.06666667, 0.33333334, 0.8)),
        )
    ],
}


def spreadsheet(
    store: Store, book: Book, ranges: list[str], grid: bool, mask: masks.Mask, *, masked: bool = False
) -> Json:
    """The answer of spreadsheets.get.

    ``ranges`` leave only their tabs, and of the cells only theirs; ``grid`` asks for cells, as does a mask that names
    them (``masked``: Google then ignores ``includeGridData``).
    """
    with_cells = grid if not masked or mask is None else masks.wants(mask, "sheets", "data")
    asked: dict[int, list[Area]] = {}
    for text in ranges:
        sheet, area, _ = a1.parse(book, text)
        asked.setdefault(sheet.id, []).append(area)
    said: Json = {
        "spreadsheetId": book.id,
        "properties": book.properties | {"defaultFormat": celldata.DEFAULT_FORMAT, "spreadsheetTheme": THEME},
        "sheets": [
            one_sheet(store, book, place, asked.get(sheet.id, [sheet.all]), with_cells, masks.below(mask, "sheets"))
            for place, sheet in enumerate(book.sheets)
            if not ranges or sheet.id in asked
        ],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }
    if book.named:
        said["namedRanges"] = book.named
    if book.metadata:
        said["developerMetadata"] = book.metadata
    return said


def properties(book: Book, sheet: Sheet) -> Json:
    """SheetProperties: the id 0 and the first index are said, everything else that is 0 or false is not."""
    return {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": [s.id for s in book.sheets].index(sheet.id),
    } | sheet.properties


def one_sheet(store: Store, book: Book, place: int, areas: list[Area], with_cells: bool, mask: masks.Mask) -> Json:
    """One tab."""
    sheet = book.sheets[place]
    said: Json = {"properties": properties(book, sheet)}
    if with_cells:
        said["data"] = [grid_data(book, sheet, area, masks.below(mask, "data")) for area in areas]
    if sheet.merges:
        said["merges"] = [a1.grid_range(sheet, merge) for merge in sheet.merges]
    for name, held in (
        ("conditionalFormats", sheet.rules),
        ("developerMetadata", [entry for entry in sheet.metadata if "dimensionRange" not in entry["location"]]),
        ("charts", sheet.charts),
        ("bandedRanges", sheet.banding),
        ("rowGroups", sheet.row_groups),
        ("columnGroups", sheet.column_groups),
    ):
        if held:
            said[name] = held
    if sheet.protected:
        said["protectedRanges"] = [protected(store, book, entry) for entry in sheet.protected]
    if sheet.filter:
        said["basicFilter"] = sheet.filter
    return said


def protected(store: Store, book: Book, entry: Json) -> Json:
    """A protected range as the one who asks sees it [recorded: the editors appear in a look, not in the reply]."""
    said = dict(entry)
    said.pop("requestingUserCanEdit", None)
    if may_edit(store, book, entry):
        said["requestingUserCanEdit"] = True
    elif "editors" in said:
        said.pop("editors")
    return said


def may_edit(store: Store, book: Book, entry: Json) -> bool:
    """The one who asks may edit what is protected: the owner, the editors, everybody where it only warns."""
    return (
        bool(entry.get("warningOnly"))
        or book.access == "owner"
        or store.user in (entry.get("editors") or {}).get("users", ())
    )


def grid_data(book: Book, sheet: Sheet, area: Area, mask: masks.Mask) -> Json:
    """GridData: rows up to the last cell that has something of what is wanted, then the sizes of rows and columns."""
    said: Json = {}
    if area.top:
        said["startRow"] = area.top
    if area.left:
        said["startColumn"] = area.left
    cells_mask = masks.below(masks.below(mask, "rowData"), "values")
    if masks.wants(mask, "rowData"):
        rows = rows_of(book, sheet, area, cells_mask)
        if rows:
            said["rowData"] = rows
    if masks.wants(mask, "rowMetadata"):
        said["rowMetadata"] = [
            dimension(sheet, "ROWS", row, sheet.row_meta.get(row), ROW_PIXELS) for row in range(area.top, area.bottom)
        ]
    if masks.wants(mask, "columnMetadata"):
        said["columnMetadata"] = [
            dimension(sheet, "COLUMNS", column, sheet.column_meta.get(column), COLUMN_PIXELS)
            for column in range(area.left, area.right)
        ]
    return said


def rows_of(book: Book, sheet: Sheet, area: Area, mask: masks.Mask) -> list[Json]:
    """RowData; an inner empty row is ``{}`` and an inner empty cell too."""
    locale = str(book.properties.get("locale", ""))
    rows: list[Json] = []
    for row, column, cell in sheet.cells(area):
        said = celldata.said(cell, mask, locale)
        if not said and mask is not None:
            continue
        rows.extend({} for _ in range(row - area.top + 1 - len(rows)))
        values: list[Json] = rows[-1].setdefault("values", [])
        values.extend({} for _ in range(column - area.left - len(values)))
        values.append(said)
    return rows


def dimension(sheet: Sheet, kind: str, place: int, said: Json | None, pixels: int) -> Json:
    """DimensionProperties of one row or column."""
    result = dict(said or {})
    result.setdefault("pixelSize", pixels)
    marks = [
        entry
        for entry in sheet.metadata
        if (span := entry["location"].get("dimensionRange"))
        and span["dimension"] == kind
        and span.get("startIndex", 0) == place
    ]
    if marks:
        result["developerMetadata"] = marks
    return {name: value for name, value in result.items() if value is not False}


def all_metadata(book: Book) -> list[Json]:
    """The developer metadata of the whole, its tabs, rows and columns."""
    return [*book.metadata, *(entry for sheet in book.sheets for entry in sheet.metadata)]


def one_metadata(book: Book, text: str) -> Any:
    """developerMetadata.get."""
    for entry in all_metadata(book):
        if str(entry["metadataId"]) == text:
            return entry
    raise GoogleError(404, f"No developer metadata with id: {text}")
