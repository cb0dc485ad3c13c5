"""Requests about ranges that have a name, a guard, a filter, a group or bands.

Recorded: addNamedRange, updateNamedRange, deleteNamedRange, addProtectedRange, deleteProtectedRange, setBasicFilter,
clearBasicFilter, addDimensionGroup, deleteDimensionGroup. By the schema: updateProtectedRange, addBanding.
"""

from __future__ import annotations

import re

from tests.google import a1, masks
from tests.google.answers import GoogleError, Unknown
from tests.google.batch_cells import area_of, field_mask, sheet_of
from tests.google.batch_dimensions import dimension_of
from tests.google.model import Book, Json, Sheet, Store
from tests.google.sheets_api_look import may_edit

_NAME = re.compile(r"^[A-Za-z_\u00c0-\u024f][\w.\u00c0-\u024f]{0,249}$")


def _span(book: Book, said: Json) -> Json:
    """A GridRange as it is kept: only the bounds that were said."""
    sheet = sheet_of(book, said.get("sheetId"))
    area_of(sheet, said)
    kept = {
        name: said[name]
        for name in ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        if name in said
    }
    return ({"sheetId": sheet.id} if sheet.id else {}) | kept


# --- named ranges


def _name_must_do(book: Book, name: str, but: str = "") -> None:
    if not _NAME.match(name) or a1._LIKE_A_CELL.match(name):
        raise GoogleError(400, f'Invalid name "{name}".')
    if any(named["name"].lower() == name.lower() and named["namedRangeId"] != but for named in book.named):
        raise GoogleError(400, f'A named range with the name "{name}" already exists.')


def add_named_range(store: Store, book: Book, request: Json) -> Json:
    said = request["namedRange"]
    _name_must_do(book, said.get("name", ""))
    named = {
        "namedRangeId": said.get("namedRangeId") or str(store.new_id("named")),
        "name": said["name"],
        "range": _span(book, said["range"]),
    }
    book.named.append(named)
    return {"namedRange": named}


def _named(book: Book, id: str) -> int:
    for place, named in enumerate(book.named):
        if named["namedRangeId"] == id:
            return place
    raise GoogleError(400, f"No named range with id: {id}")


def update_named_range(store: Store, book: Book, request: Json) -> None:
    said = request["namedRange"]
    place = _named(book, said.get("namedRangeId", ""))
    mask = field_mask(request)
    new = masks.merged(book.named[place], said, mask) | {"namedRangeId": said["namedRangeId"]}
    _name_must_do(book, new.get("name", ""), but=said["namedRangeId"])
    book.named[place] = new | {"range": _span(book, new["range"])}


def delete_named_range(store: Store, book: Book, request: Json) -> None:
    book.named.pop(_named(book, request.get("namedRangeId", "")))


# --- protected ranges


def add_protected_range(store: Store, book: Book, request: Json) -> Json:
    said = request["protectedRange"]
    if ("range" in said) == ("namedRangeId" in said):
        raise GoogleError(400, "Exactly one of range and namedRangeId must be set.")
    if "namedRangeId" in said:
        raise Unknown("addProtectedRange of a named range")
    span = _span(book, said["range"])
    sheet = sheet_of(book, said["range"].get("sheetId"))
    if said.get("unprotectedRanges") and set(span) - {"sheetId"}:
        raise GoogleError(400, "unprotectedRanges is only supported on protected sheets.")
    protected_id = said.get("protectedRangeId") or store.new_id("protected")
    entry: Json = {"protectedRangeId": protected_id, "range": span}
    for name in ("description", "warningOnly", "unprotectedRanges"):
        if said.get(name):
            entry[name] = said[name]
    editors = {name: value for name, value in (said.get("editors") or {}).items() if value}
    # The owner of the range may always edit it: seen in a look, not in the reply [recorded].
    users = [*editors.get("users", []), *([] if store.user in editors.get("users", []) else [store.user])]
    reply = entry | {"requestingUserCanEdit": True, "editors": editors}
    entry["editors"] = editors | {"users": users}
    sheet.protected.append(entry)
    return {"protectedRange": reply}


def _protected(store: Store, book: Book, id: int) -> tuple[Sheet, int]:
    for sheet in list(book.sheets):
        for place, entry in enumerate(sheet.protected):
            if entry["protectedRangeId"] == id:
                if not may_edit(store, book, entry):
                    raise GoogleError(400, "You do not have permission to edit this protected range.")
                return book.edit(sheet.id), place
    raise GoogleError(400, f"No protected range with id: {id}")


def update_protected_range(store: Store, book: Book, request: Json) -> None:
    said = request["protectedRange"]
    sheet, place = _protected(store, book, said.get("protectedRangeId"))
    new = masks.merged(sheet.protected[place], said, field_mask(request))
    new["protectedRangeId"] = said["protectedRangeId"]
    new["range"] = _span(book, new["range"])
    sheet.protected[place] = {name: value for name, value in new.items() if value not in (False, "", None)}


def delete_protected_range(store: Store, book: Book, request: Json) -> None:
    sheet, place = _protected(store, book, request.get("protectedRangeId", 0))
    sheet.protected.pop(place)


# --- the basic filter


def set_basic_filter(store: Store, book: Book, request: Json) -> None:
    said = request.get("filter") or {}
    if "range" not in said:
        raise Unknown("setBasicFilter without a range")
    sheet = sheet_of(book, said["range"].get("sheetId"))
    area = area_of(sheet, said["range"])
    kept = {name: value for name, value in said.items() if value not in ([], {}, None)}
    sheet.filter = kept | {"range": a1.grid_range(sheet, area)}


def clear_basic_filter(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request.get("sheetId"))
    sheet.filter = None
    sheet.row_meta = {
        row: kept
        for row, said in sheet.row_meta.items()
        if (kept := {k: v for k, v in said.items() if k != "hiddenByFilter"})
    }


# --- groups of rows or columns


def _group(book: Book, request: Json) -> tuple[Sheet, list[Json], Json]:
    sheet, kind, start, end = dimension_of(book, request["range"])
    said = ({"sheetId": sheet.id} if sheet.id else {}) | {"dimension": kind, "startIndex": start, "endIndex": end}
    return sheet, (sheet.row_groups if kind == "ROWS" else sheet.column_groups), said


def add_dimension_group(store: Store, book: Book, request: Json) -> Json:
    sheet, groups, span = _group(book, request)
    over = [
        g for g in groups if g["range"]["startIndex"] < span["endIndex"] and span["startIndex"] < g["range"]["endIndex"]
    ]
    if any(g["range"] != span and not _inside(span, g["range"]) for g in over):
        raise Unknown("addDimensionGroup across another group")
    groups.append({"range": span, "depth": 1 + max((g["depth"] for g in over), default=0)})
    name = "rowGroupControlAfter" if span["dimension"] == "ROWS" else "columnGroupControlAfter"
    # The first group of a tab makes Google say where its control stands [recorded].
    sheet.properties = sheet.properties | {"gridProperties": sheet.properties["gridProperties"] | {name: True}}
    return {"dimensionGroups": list(groups)}


def _inside(span: Json, other: Json) -> bool:
    return bool(other["startIndex"] <= span["startIndex"] and span["endIndex"] <= other["endIndex"])


def delete_dimension_group(store: Store, book: Book, request: Json) -> Json:
    _, groups, span = _group(book, request)
    same = [g for g in groups if g["range"] == span]
    if not same:
        raise GoogleError(400, "The range is not a group.")
    groups.remove(max(same, key=lambda g: g["depth"]))
    return {"dimensionGroups": list(groups)} if groups else {}


# --- bands


def add_banding(store: Store, book: Book, request: Json) -> Json:
    said = request["bandedRange"]
    sheet = sheet_of(book, said["range"].get("sheetId"))
    area = area_of(sheet, said["range"])
    if any(a1.grid_area(sheet, band["range"]).meets(area) for band in sheet.banding):
        raise GoogleError(
            400,
            "You cannot add alternating background colors to a range that already has alternating background colors.",
        )
    band = said | {
        "bandedRangeId": said.get("bandedRangeId") or store.new_id("banding"),
        "range": a1.grid_range(sheet, area),
    }
    sheet.banding.append(band)
    return {"bandedRange": band}


def delete_banding(store: Store, book: Book, request: Json) -> None:
    for sheet in list(book.sheets):
        if any(band["bandedRangeId"] == request.get("bandedRangeId") for band in sheet.banding):
            own = book.edit(sheet.id)
            own.banding = [band for band in own.banding if band["bandedRangeId"] != request["bandedRangeId"]]
            return
    raise GoogleError(400, f"No banded range with id: {request.get('bandedRangeId')}")


KINDS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
    "addBanding": add_banding,
    "deleteBanding": delete_banding,
}
