"""Sheets v4: which method a call is, and spreadsheets.create, get and batchUpdate.

Recorded: get with and without ``ranges`` and ``fields``; 400, 403 and 404. The rest follows the discovery document.
"""

from __future__ import annotations

import re
from typing import Any

from tests.google import batch, masks, sheets_api_look, values_api
from tests.google.answers import Answer, Call, GoogleError, Unknown
from tests.google.model import Book, Json, Sheet, Store

_ONE = re.compile(r"^/v4/spreadsheets/([^/:]+)(.*)$")


def answer(store: Store, call: Call) -> Answer:
    """The answer to a call whose path begins with /v4/spreadsheets. Raises GoogleError where Google would refuse."""
    mask = masks.parse(call.one("fields"))
    if call.path == "/v4/spreadsheets" and call.method == "POST":
        return Answer.json(masks.picked(create(store, call.body or {}), mask))
    match = _ONE.match(call.path)
    if not match:
        raise Unknown(f"{call.method} {call.path}")
    book_id, rest = match.groups()
    book = opened(store, book_id, call)
    said: Any
    if rest == "" and call.method == "GET":
        grid = call.one("includeGridData").lower() == "true"
        said = sheets_api_look.spreadsheet(
            store, book, call.query.get("ranges", []), grid, mask, masked="fields" in call.query
        )
    elif rest == ":batchUpdate" and call.method == "POST":
        said = batch.update(store, book, call.body or {}, mask)
    elif rest.startswith("/values") and call.method in ("GET", "POST", "PUT"):
        said = values_api.answer(store, book, rest.removeprefix("/values"), call)
    elif rest.startswith("/developerMetadata/") and call.method == "GET":
        said = sheets_api_look.one_metadata(book, rest.removeprefix("/developerMetadata/"))
    else:
        raise Unknown(f"{call.method} /v4/spreadsheets/…{rest}")
    return Answer.json(masks.picked(said, mask))


def opened(store: Store, book_id: str, call: Call) -> Book:
    """The book, where the one who asks may see it and, for a write, change it."""
    file = store.files.get(book_id)
    book = store.books.get(book_id)
    if book is None:
        if file is not None:
            raise GoogleError(400, "This operation is not supported for this document", code="FAILED_PRECONDITION")
        raise GoogleError(404, "Requested entity was not found.")
    if book.access == "none" or (call.writes and book.access == "reader"):
        raise GoogleError(403, "The caller does not have permission")
    return book


def create(store: Store, body: Json) -> Json:
    """spreadsheets.create: the tabs as asked for, or one."""
    said = body.get("properties") or {}
    book = Book(body.get("spreadsheetId") or store.new_id("file"))
    book.properties = book.properties | {name: value for name, value in said.items() if value not in (None, "")}
    for place, asked in enumerate(body.get("sheets") or [{"properties": {"title": "Sheet1", "sheetId": 0}}]):
        properties = dict(asked.get("properties") or {})
        properties.setdefault("title", f"Sheet{place + 1}")
        properties["index"] = place
        if place == 0:
            properties.setdefault("sheetId", 0)
        sheet = batch.made_sheet(store, book, properties)
        fill(store, sheet, book, asked)
    for named in body.get("namedRanges") or ():
        book.named.append(dict(named))
    for entry in body.get("developerMetadata") or ():
        batch.one(store, book, "createDeveloperMetadata", {"developerMetadata": entry})
    batch.recompute(book)
    store.keep(book)
    return sheets_api_look.spreadsheet(store, book, [], False, None)


def fill(store: Store, sheet: Sheet, book: Book, asked: Json) -> None:
    """The contents that a new tab is given with spreadsheets.create."""
    for block in asked.get("data") or ():
        start = {
            "sheetId": sheet.id,
            "rowIndex": block.get("startRow", 0),
            "columnIndex": block.get("startColumn", 0),
        }
        batch.one(store, book, "updateCells", {"start": start, "rows": block.get("rowData") or [], "fields": "*"})
        for dimension, name in (("ROWS", "rowMetadata"), ("COLUMNS", "columnMetadata")):
            meta = sheet.row_meta if dimension == "ROWS" else sheet.column_meta
            for place, said in enumerate(block.get(name) or ()):
                meta[place + block.get("startRow" if dimension == "ROWS" else "startColumn", 0)] = dict(said)
    for merge in asked.get("merges") or ():
        batch.one(store, book, "mergeCells", {"range": merge | {"sheetId": sheet.id}, "mergeType": "MERGE_ALL"})
    for index, rule in enumerate(asked.get("conditionalFormats") or ()):
        batch.one(store, book, "addConditionalFormatRule", {"rule": rule, "index": index})
    for entry in asked.get("developerMetadata") or ():
        batch.one(store, book, "createDeveloperMetadata", {"developerMetadata": entry})
    if asked.get("basicFilter"):
        batch.one(store, book, "setBasicFilter", {"filter": asked["basicFilter"]})
    for name in asked:
        if name not in ("properties", "data", "merges", "conditionalFormats", "developerMetadata", "basicFilter"):
            raise Unknown(f"spreadsheets.create with sheets.{name}")
