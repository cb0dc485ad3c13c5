"""Developer metadata: the marks that say what is ours.

By the schema and the guide "Developer metadata": a mark stands at the whole, a tab, a row or a column; it is found by
its id, key, value, place or visibility. No recording has one.
"""

from __future__ import annotations

from tests.google import masks
from tests.google.answers import GoogleError
from tests.google.batch_cells import field_mask
from tests.google.model import Book, Json, Sheet, Store
from tests.google.sheets_api_look import all_metadata

#: Characters of keys and values, of the whole and of each tab.
MOST = 30_000


def _kept(said: Json) -> Json:
    return {name: value for name, value in said.items() if value not in (None, "")}


def _located(book: Book, said: Json) -> Json:
    location = said.get("location") or {}
    # The id 0 is a place like any other.
    said_places = [(name, location.get(name)) for name in ("spreadsheet", "sheetId", "dimensionRange")]
    places = [name for name, value in said_places if value is not None and value is not False]
    if len(places) != 1:
        raise GoogleError(400, "Exactly one location of developer metadata must be set.")
    if "spreadsheet" in places:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    span = location.get("dimensionRange")
    sheet_id = span.get("sheetId", 0) if span else location["sheetId"]
    if not any(sheet.id == sheet_id for sheet in book.sheets):
        raise GoogleError(400, f"No grid with id: {sheet_id}")
    if span is None:
        return {"locationType": "SHEET", "sheetId": sheet_id}
    if span.get("endIndex", 0) - span.get("startIndex", 0) != 1:
        raise GoogleError(400, "Developer metadata can be set on one row or one column only.")
    kind = "ROW" if span["dimension"] == "ROWS" else "COLUMN"
    return {"locationType": kind, "dimensionRange": {"sheetId": sheet_id} | span}


def _put(book: Book, entry: Json) -> None:
    location = entry["location"]
    if location["locationType"] == "SPREADSHEET":
        book.metadata.append(entry)
    else:
        sheet_id = location.get("sheetId", location.get("dimensionRange", {}).get("sheetId"))
        book.edit(sheet_id).metadata.append(entry)


def _must_fit(book: Book) -> None:
    """The whole and each tab hold so many characters of keys and values [guide "Read, write, and search metadata"]."""
    owners: list[Book | Sheet] = [book, *book.sheets]
    for owner in owners:
        if sum(len(entry["metadataKey"]) + len(entry.get("metadataValue", "")) for entry in owner.metadata) > MOST:
            raise GoogleError(400, f"The developer metadata is above the limit of {MOST} characters.")


def create(store: Store, book: Book, request: Json) -> Json:
    said = _kept(request.get("developerMetadata") or {})
    if not said.get("metadataKey"):
        raise GoogleError(400, "Developer metadata must have a metadataKey.")
    if said.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise GoogleError(400, "Developer metadata must have a visibility.")
    if said.get("metadataId") is None:
        said["metadataId"] = store.new_id("metadata")
    elif any(entry["metadataId"] == said["metadataId"] for entry in all_metadata(book)):
        # Unknown of Google itself: refused here, so that nothing relies on it.
        raise GoogleError(400, f"Developer metadata with id {said['metadataId']} already exists.")
    entry = said | {"location": _located(book, said)}
    _put(book, entry)
    _must_fit(book)
    return {"developerMetadata": entry}


def found(book: Book, filters: list[Json]) -> list[Json]:
    """The marks that any of the data filters finds."""
    lookups = []
    for one in filters:
        if set(one) != {"developerMetadataLookup"}:
            raise GoogleError(400, "Only developerMetadataLookup finds developer metadata here.")
        lookups.append(one["developerMetadataLookup"])
    return [entry for entry in all_metadata(book) if any(_meets(entry, lookup) for lookup in lookups)]


def _meets(entry: Json, lookup: Json) -> bool:
    for name, value in lookup.items():
        if name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
            if entry.get(name) != value:
                return False
        elif name == "locationType":
            if entry["location"]["locationType"] != value:
                return False
        elif name == "metadataLocation":
            if any(entry["location"].get(part) != there for part, there in value.items()):
                return False
        elif name != "locationMatchingStrategy":
            raise GoogleError(400, f"Unknown field {name} of a lookup.")
    return True


def _replace(book: Book, old: Json, new: Json | None) -> None:
    owners: list[Book | Sheet] = [book, *book.sheets]
    for owner in owners:
        if any(entry is old for entry in owner.metadata):
            held = owner.metadata if isinstance(owner, Book) else book.edit(owner.id).metadata
            at = next(place for place, entry in enumerate(held) if entry is old)
            held.pop(at)
            if new is not None and new["location"] == old["location"]:
                held.insert(at, new)
            elif new is not None:
                _put(book, new)
            return


def update(store: Store, book: Book, request: Json) -> Json:
    mask = field_mask(request)
    changed = []
    for old in found(book, request.get("dataFilters") or []):
        said = _kept(request.get("developerMetadata") or {})
        new = masks.merged(old, said, mask) | {"metadataId": old["metadataId"]}
        if "location" in said and (mask is None or "location" in mask):
            new["location"] = _located(book, said)
        new.setdefault("location", old["location"])
        _replace(book, old, new)
        changed.append(new)
    _must_fit(book)
    return {"developerMetadata": changed} if changed else {}


def delete(store: Store, book: Book, request: Json) -> Json:
    gone = found(book, [request.get("dataFilter") or {}])
    for entry in gone:
        _replace(book, entry, None)
    return {"deletedDeveloperMetadata": gone} if gone else {}


KINDS = {"createDeveloperMetadata": create, "updateDeveloperMetadata": update, "deleteDeveloperMetadata": delete}
