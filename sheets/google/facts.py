"""The look at a Google Sheet: its tabs, our marks, and what a write must know of them; no cell is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sheets.google import marks
from sheets.google.ranges import Area, area
from sheets.google.seen import Protected, Seen, SheetFacts

#: All that is asked for in one call. A partial answer keeps a sheet of 100,000 rows to its rows' two flags.
FIELDS = (
    f"properties(title,locale,timeZone),developerMetadata({marks.FIELDS}),"
    "sheets(properties(sheetId,title,index,sheetType,hidden,"
    "gridProperties(rowCount,columnCount,frozenRowCount,frozenColumnCount)),"
    f"developerMetadata({marks.FIELDS}),merges,conditionalFormats,basicFilter(range),"
    "protectedRanges(protectedRangeId,range,warningOnly,requestingUserCanEdit),"
    "data(startRow,rowMetadata(hiddenByFilter,hiddenByUser)))"
)

Json = Mapping[str, Any]


def seen(id: str, answer: Json) -> Seen:
    """What Google said of the sheet with this id when it was asked for :data:`FIELDS`."""
    said = answer.get("properties", {})
    return Seen(
        id=id,
        title=str(said.get("title", "")),
        locale=str(said.get("locale", "")),
        time_zone=str(said.get("timeZone", "")),
        book=marks.book_mark(answer),
        sheets=tuple(_sheet(sheet) for sheet in answer.get("sheets", ())),
    )


def _sheet(sheet: Json) -> SheetFacts:
    said = sheet.get("properties", {})
    # A chart and a connected data source are sheets without cells of their own.
    grid = said.get("gridProperties", {}) if said.get("sheetType", "GRID") == "GRID" else {}
    rows, columns = int(grid.get("rowCount", 0)), int(grid.get("columnCount", 0))
    mark_id, mark = marks.tab_says(sheet)
    shown = sheet.get("basicFilter", {}).get("range")
    return SheetFacts(
        id=int(said.get("sheetId", 0)),
        title=str(said.get("title", "")),
        index=int(said.get("index", 0)),
        rows=rows,
        columns=columns,
        hidden=bool(said.get("hidden", False)),
        frozen=(int(grid.get("frozenRowCount", 0)), int(grid.get("frozenColumnCount", 0))),
        key=marks.tab_key(sheet),
        mark_id=mark_id,
        mark=mark,
        rules=tuple(sheet.get("conditionalFormats", ())),
        merges=_merges(sheet, rows, columns),
        filter=area(shown, rows, columns) if shown is not None else None,
        protected=tuple(_protected(one, rows, columns) for one in sheet.get("protectedRanges", ())),
        hidden_rows=tuple(_hidden_rows(sheet.get("data", ()))),
    )


def _merges(sheet: Json, rows: int, columns: int) -> tuple[Area, ...]:
    found = [area(merge, rows, columns) for merge in sheet.get("merges", ())]
    return tuple(sorted(found, key=lambda merge: (merge.first_row, merge.first_column)))


def _protected(one: Json, rows: int, columns: int) -> Protected:
    said = one.get("range", {})
    bounded = any(key != "sheetId" for key in said)
    return Protected(
        id=int(one.get("protectedRangeId", 0)),
        area=area(said, rows, columns) if bounded else None,
        mine=bool(one.get("requestingUserCanEdit", False)),
        warning_only=bool(one.get("warningOnly", False)),
    )


def _hidden_rows(data: Sequence[Json]) -> list[int]:
    return [
        number
        for block in data
        for number, row in enumerate(block.get("rowMetadata", ()), block.get("startRow", 0) + 1)
        if row and (row.get("hiddenByFilter") or row.get("hiddenByUser"))
    ]
