"""Developer metadata, by which the project knows its own tabs: no recording has any."""

from __future__ import annotations

import pytest

from sheets.google import marks
from tests.google.asking import Asked

LOOK = f"developerMetadata({marks.FIELDS}),sheets(properties(sheetId,title),developerMetadata({marks.FIELDS}))"


@pytest.fixture
def asked() -> Asked:
    return Asked("Orders", "Brief")


def keys(asked: Asked) -> dict[str, str]:
    said = asked.get(fields=LOOK)
    return {sheet["properties"]["title"]: marks.tab_key(sheet) for sheet in said["sheets"]}


def test_our_mark_of_a_tab_is_found_in_a_look(asked: Asked) -> None:
    said = asked.batch(marks.tab_mark("brief", 1))

    assert keys(asked) == {"Orders": "", "Brief": "brief"}
    made = said["replies"][0]["createDeveloperMetadata"]["developerMetadata"]
    assert (made["metadataKey"], made["location"]) == (marks.KEY, {"locationType": "SHEET", "sheetId": 1})


def test_a_mark_stays_with_its_tab_through_renaming_and_moving(asked: Asked) -> None:
    asked.batch(marks.tab_mark("brief", 1))
    asked.batch(
        {"updateSheetProperties": {"properties": {"sheetId": 1, "title": "Daily", "index": 0}, "fields": "title,index"}}
    )

    assert keys(asked) == {"Daily": "brief", "Orders": ""}


def test_a_mark_dies_with_its_tab(asked: Asked) -> None:
    asked.batch(marks.tab_mark("brief", 1))
    asked.batch({"deleteSheet": {"sheetId": 1}})

    assert keys(asked) == {"Orders": ""}


def test_the_mark_of_the_whole_is_written_in_its_own_place(asked: Asked) -> None:
    asked.batch(marks.put_book_mark(marks.BookMark(contract=3, run="a")))
    first = marks.book_mark(asked.get(fields=LOOK))
    assert (first.contract, first.run) == (3, "a")

    asked.batch(marks.put_book_mark(marks.BookMark(first.id, 3, "b")))
    said = asked.get(fields=LOOK)
    assert marks.book_mark(said) == marks.BookMark(first.id, 3, "b")
    assert len(said["developerMetadata"]) == 1


def test_a_mark_is_found_by_its_key_and_deleted(asked: Asked) -> None:
    asked.batch(marks.tab_mark("brief", 1))
    said = asked.batch(
        {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataKey": marks.KEY}}}}
    )

    assert len(said["replies"][0]["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]) == 1
    assert keys(asked) == {"Orders": "", "Brief": ""}


def test_a_failed_batch_leaves_no_mark(asked: Asked) -> None:
    asked.refused(marks.tab_mark("brief", 1), {"deleteSheet": {"sheetId": 99}})

    assert keys(asked) == {"Orders": "", "Brief": ""}


def test_a_mark_needs_one_place_that_is_there(asked: Asked) -> None:
    assert (
        asked.refused(marks.tab_mark("brief", 5)) == "Invalid requests[0].createDeveloperMetadata: No grid with id: 5"
    )
    mark = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {}}
    assert "Exactly one location" in asked.refused({"createDeveloperMetadata": {"developerMetadata": mark}})
    assert "must have a visibility" in asked.refused(
        {"createDeveloperMetadata": {"developerMetadata": {"metadataKey": "k", "location": {"spreadsheet": True}}}}
    )


def test_a_mark_of_a_row_moves_with_the_row_and_dies_with_it(asked: Asked) -> None:
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}
    asked.batch(
        {
            "createDeveloperMetadata": {
                "developerMetadata": {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": row}}
            }
        }
    )
    asked.batch({"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}}})

    said = asked.get(ranges="Orders!A7:A7", fields="sheets.data.rowMetadata.developerMetadata.metadataKey")
    assert said == {"sheets": [{"data": [{"rowMetadata": [{"developerMetadata": [{"metadataKey": "k"}]}]}]}]}

    asked.batch({"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 6, "endIndex": 7}}})
    assert asked.book.sheet("Orders").metadata == []


def test_a_copied_tab_has_no_mark(asked: Asked) -> None:
    asked.batch(marks.tab_mark("brief", 1))
    asked.batch({"duplicateSheet": {"sourceSheetId": 1, "newSheetId": 8, "newSheetName": "Mine now"}})

    assert asked.book.sheet("Mine now").metadata == []
    assert keys(asked) == {"Mine now": "", "Orders": "", "Brief": "brief"}
