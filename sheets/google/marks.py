"""What is ours in a Google Sheet: developer metadata, which stays with a tab through renaming and moving.

The mark of a tab names the id of its sheet: whether Google copies the mark when a founder duplicates the tab is not
known, and a copy is the founder's. The mark of the whole says the contract's version and the id of our last write.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

KEY = "operating-brief"
#: What the mark of a tab lists of ours, so that the next write takes it away and nothing of the founder's.
LISTS = ("notes", "rules")
#: The fields of a mark that a look at the sheet asks for.
FIELDS = "metadataId,metadataKey,metadataValue"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BookMark:
    """The mark of the whole: ``id`` is Google's, 0 where there is none yet; ``run`` names our last write."""

    id: int = 0
    contract: int = 0
    run: str = ""


def tab_key(sheet: Json) -> str:
    """Our key for this sheet (``"brief"``), ``""`` where it is not ours; ``sheet`` is as Google describes it."""
    for said in _said(sheet):
        if said.get("sheet") == sheet.get("properties", {}).get("sheetId") and isinstance(said.get("role"), str):
            return str(said["role"])
    return ""


def tab_says(sheet: Json) -> tuple[int, Mapping[str, Any]]:
    """Google's id of our mark of this sheet, and all that the mark says; ``(0, {})`` where the sheet is not ours.

    Other programs can write marks too: what is no list of texts is not taken for one.
    """
    for entry in sheet.get("developerMetadata", ()):
        one = {"properties": sheet.get("properties", {}), "developerMetadata": [entry]}
        if tab_key(one):
            said = _said(one)[0]
            return int(entry.get("metadataId", 0)), {
                name: [text for text in value if isinstance(text, str)] if isinstance(value, list) else value
                for name, value in said.items()
                if name not in LISTS or isinstance(value, list)
            }
    return 0, {}


def tab_mark(
    key: str, sheet_id: int, mark_id: int = 0, more: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """The request that marks a sheet as ours, in the place of the mark ``mark_id`` where there is one.

    ``more`` is what the next write must know of this one, such as which notes are ours.
    """
    metadata = _metadata({"role": key, "sheet": sheet_id, "schema": 1, **more}, {"sheetId": sheet_id})
    if not mark_id:
        return {"createDeveloperMetadata": {"developerMetadata": metadata}}
    return _rewritten({"metadataId": mark_id}, metadata)


def book_mark(spreadsheet: Json) -> BookMark:
    """The mark of the whole."""
    for entry in spreadsheet.get("developerMetadata", ()):
        for said in _said({"developerMetadata": [entry]}):
            contract = said.get("contract")
            return BookMark(
                int(entry.get("metadataId", 0)),
                contract if isinstance(contract, int) else 0,
                str(said.get("run", "")),
            )
    return BookMark()


def put_book_mark(mark: BookMark) -> dict[str, Any]:
    """The request that writes the mark of the whole: in the place of the one that is there, where there is one."""
    metadata = _metadata({"contract": mark.contract, "run": mark.run}, {"spreadsheet": True})
    if not mark.id:
        return {"createDeveloperMetadata": {"developerMetadata": metadata}}
    return _rewritten({"metadataId": mark.id}, metadata)


def renew_book_mark(mark: BookMark) -> dict[str, Any]:
    """The request that rewrites the mark of the whole, which is there, though its id may not be known yet."""
    metadata = _metadata({"contract": mark.contract, "run": mark.run}, {"spreadsheet": True})
    return _rewritten({"metadataKey": KEY, "locationType": "SPREADSHEET"}, metadata)


def _rewritten(which: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [{"developerMetadataLookup": dict(which)}],
            "developerMetadata": {"metadataValue": metadata["metadataValue"]},
            "fields": "metadataValue",
        }
    }


def _metadata(value: Mapping[str, Any], location: Mapping[str, Any]) -> dict[str, Any]:
    # Seen by every program that may open the sheet: a mark that only one client id could see would be lost with it.
    said = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return {"metadataKey": KEY, "metadataValue": said, "visibility": "DOCUMENT", "location": dict(location)}


def _said(owner: Json) -> list[dict[str, Any]]:
    found = []
    for entry in owner.get("developerMetadata", ()):
        if entry.get("metadataKey") == KEY:
            try:
                said = json.loads(entry.get("metadataValue", ""))
            except (ValueError, RecursionError):
                continue
            if isinstance(said, dict):
                found.append(said)
    return found
