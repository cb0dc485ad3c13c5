"""What the conversations are made of: requests to the Sheets API, written shortly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

_SERIAL = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
KEY = "operating-brief-contract"


@dataclass(frozen=True, slots=True)
class Step:
    """One request. ``{id}`` in the path is the spreadsheet's; ``query`` values may be lists."""

    method: str
    path: str
    body: Any = None
    query: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One conversation; ``tabs`` are the ids that it may leave behind, deleted after it."""

    name: str
    steps: tuple[Step, ...]
    tabs: tuple[int, ...]
    asks: str = ""


def update(*requests: Json, answer: Sequence[str] = (), fields: str = "") -> Step:
    """One batch update; ``answer`` are ranges whose cells come with it."""
    body: Json = {"requests": list(requests)}
    if answer:
        body |= {
            "includeSpreadsheetInResponse": True,
            "responseRanges": list(answer),
            "responseIncludeGridData": True,
        }
    return Step("POST", "/v4/spreadsheets/{id}:batchUpdate", body, {"fields": fields} if fields else {})


def look(fields: str, *ranges: str) -> Step:
    """The spreadsheet, by a field mask."""
    return Step(
        "GET",
        "/v4/spreadsheets/{id}",
        None,
        {"fields": fields, "ranges": list(ranges)} if ranges else {"fields": fields},
    )


def values(*ranges: str, render: str = "UNFORMATTED_VALUE") -> Step:
    """The values of these ranges, dates as serial numbers."""
    return Step(
        "GET",
        "/v4/spreadsheets/{id}/values:batchGet",
        None,
        {**_SERIAL, "valueRenderOption": render, "ranges": list(ranges)},
    )


def tab(sheet: int, title: str, rows: int = 20, columns: int = 8) -> Json:
    """The request that adds a tab."""
    grid = {"rowCount": rows, "columnCount": columns}
    return {"addSheet": {"properties": {"sheetId": sheet, "title": title, "gridProperties": grid}}}


def area(sheet: int, row: int, column: int, last_row: int, last_column: int) -> Json:
    """A range, rows and columns from 1, both ends in it."""
    return {
        "sheetId": sheet,
        "startRowIndex": row - 1,
        "endRowIndex": last_row,
        "startColumnIndex": column - 1,
        "endColumnIndex": last_column,
    }


def cell(value: Any, **more: Any) -> Json:
    """A typed cell."""
    if value is None:
        return dict(more)
    kind = "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}, **more}


def formula(text: str) -> Json:
    """A cell with a formula."""
    return {"userEnteredValue": {"formulaValue": text}}


def put(sheet: int, *rows: Sequence[Json], at: tuple[int, int] = (1, 1), fields: str = "userEnteredValue") -> Json:
    """Cells, from one cell on."""
    start = {"sheetId": sheet, "rowIndex": at[0] - 1, "columnIndex": at[1] - 1}
    return {"updateCells": {"start": start, "rows": [{"values": list(row)} for row in rows], "fields": fields}}


def mark(sheet: int, value: str, id: int = 0) -> Json:
    """Developer metadata of a tab."""
    said: Json = {"metadataKey": KEY, "metadataValue": value, "visibility": "DOCUMENT", "location": {"sheetId": sheet}}
    return {"createDeveloperMetadata": {"developerMetadata": said | ({"metadataId": id} if id else {})}}
