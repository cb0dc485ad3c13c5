"""What Google refuses, by access, by protection, by its limits and by what a document is."""

from __future__ import annotations

import pytest

from tests.google.asking import Asked, cells, span
from tests.google.model import File
from tests.google.server import called

PROTECTED = (
    "Invalid requests[0].{}: You are trying to edit a protected cell or object. Please contact the spreadsheet owner "
    "to remove protection if you need to edit."
)
WRITE = {"updateCells": {"start": {"sheetId": 0}, "rows": cells([["x"]]), "fields": "userEnteredValue"}}


@pytest.fixture
def asked() -> Asked:
    return Asked("Orders", "Brief")


def error(asked: Asked, method: str = "GET", path: str = "", body: object = None) -> tuple[int, str, str]:
    status, said = asked.send(method, path, body)
    return status, said["error"]["status"], said["error"]["message"]


def test_a_sheet_that_is_not_shared_is_403(asked: Asked) -> None:
    asked.book.access = "none"

    assert error(asked) == (403, "PERMISSION_DENIED", "The caller does not have permission")
    assert asked.server.applied(called("GET", f"/drive/v3/files/{asked.book_id}")).status == 404


def test_a_viewer_reads_and_does_not_write(asked: Asked) -> None:
    asked.book.access = "reader"

    assert asked.get(fields="properties.title") == {"properties": {"title": "Shop"}}
    forbidden = (403, "PERMISSION_DENIED", "The caller does not have permission")
    assert error(asked, "POST", ":batchUpdate", {"requests": [WRITE]}) == forbidden
    assert error(asked, "PUT", "/values/A1?valueInputOption=RAW", {"values": [["x"]]}) == forbidden
    assert asked.shown("Orders") == []


def test_an_id_that_nobody_has_is_404(asked: Asked) -> None:
    asked.book_id = "1unknown"

    assert error(asked) == (404, "NOT_FOUND", "Requested entity was not found.")


def test_a_document_that_is_no_sheet_is_told_as_google_does(asked: Asked) -> None:
    asked.server.store.files["doc"] = File("doc", "Letter", "application/vnd.google-apps.document")
    asked.book_id = "doc"

    assert error(asked) == (400, "FAILED_PRECONDITION", "This operation is not supported for this document")
    said = asked.server.applied(called("GET", "/drive/v3/files/doc?fields=mimeType")).said
    assert said == {"mimeType": "application/vnd.google-apps.document"}


def protect(asked: Asked, *, user: str = "owner@example.com", **more: object) -> None:
    """The owner protects something; then an editor asks."""
    store = asked.server.store
    me, store.user = store.user, user
    asked.batch({"addProtectedRange": {"protectedRange": {"range": span(0, 0, 2, 0, 3)} | more}})
    store.user = me
    asked.book.access = "writer"


def test_a_protected_range_refuses_who_may_not_edit_it_and_nothing_is_written(asked: Asked) -> None:
    protect(asked)
    free = {"updateCells": {"start": {"sheetId": 1}, "rows": cells([["free"]]), "fields": "userEnteredValue"}}

    assert asked.refused(WRITE) == PROTECTED.format("updateCells")
    asked.refused(free, WRITE)
    assert (asked.shown("Orders"), asked.shown("Brief")) == ([], [])
    assert error(asked, "POST", "/values/A1:append?valueInputOption=RAW", {"values": [["x"]]})[0] == 400
    asked.batch(free)
    assert asked.shown("Brief") == [["free"]]


def test_a_protected_range_does_not_bind_its_owner_and_its_editors(asked: Asked) -> None:
    protect(asked, editors={"users": ["founder@example.com"]})

    asked.batch(WRITE)
    assert asked.shown("Orders") == [["x"]]


def test_a_range_that_only_warns_lets_the_api_write(asked: Asked) -> None:
    protect(asked, warningOnly=True)

    asked.batch(WRITE)
    assert asked.shown("Orders") == [["x"]]


def test_a_protected_tab_lets_only_its_open_ranges_be_written(asked: Asked) -> None:
    protect(asked, range={"sheetId": 0}, unprotectedRanges=[span(0, 0, 1, 0, 1)])

    asked.batch(WRITE)
    assert asked.refused({"deleteSheet": {"sheetId": 0}}) == PROTECTED.format("deleteSheet")
    assert asked.refused(
        {"updateCells": {"start": {"sheetId": 0}, "rows": cells([["x", "y"]]), "fields": "userEnteredValue"}}
    ) == PROTECTED.format("updateCells")


def test_who_may_not_edit_a_range_sees_that_in_a_look(asked: Asked) -> None:
    protect(asked)

    (entry,) = asked.get(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]
    assert set(entry) == {"protectedRangeId", "range"}
    asked.book.access = "owner"
    (entry,) = asked.get(fields="sheets.protectedRanges")["sheets"][0]["protectedRanges"]
    assert entry["requestingUserCanEdit"] is True


def test_ten_million_cells_are_the_most(asked: Asked) -> None:
    size = {"rowCount": 500_000, "columnCount": 19}
    asked.batch({"addSheet": {"properties": {"title": "Big", "sheetId": 5, "gridProperties": size}}})

    full = {"addSheet": {"properties": {"title": "More", "gridProperties": {"rowCount": 500_000, "columnCount": 1}}}}
    assert asked.refused(full) == (
        "Invalid requests[0].addSheet: This action would increase the number of cells in the workbook above the limit "
        "of 10000000 cells."
    )
    assert [sheet.title for sheet in asked.book.sheets] == ["Orders", "Brief", "Big"]
    grow = {"appendDimension": {"sheetId": 5, "dimension": "ROWS", "length": 30_000}}
    assert "above the limit of 10000000 cells" in asked.refused(grow)


def test_fifty_thousand_characters_are_the_most_of_a_cell(asked: Asked) -> None:
    def text(length: int) -> dict[str, object]:
        return {"updateCells": {"start": {"sheetId": 0}, "rows": cells([["x" * length]]), "fields": "userEnteredValue"}}

    asked.batch(text(50_000))
    assert "more than the maximum of 50000 characters in a single cell" in asked.refused(text(50_001))
    assert len(str(asked.shown("Orders")[0][0])) == 50_000


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (
            {"updateCells": {"start": {"sheetId": 0, "columnIndex": 26}, "rows": cells([["x"]]), "fields": "userEnteredValue"}},
            "Invalid requests[0].updateCells: Attempting to write column: 26, beyond the last requested column of: 25",
        ),
        (
            {"repeatCell": {"range": span(0, 0, 1001, 0, 1), "cell": {}, "fields": "note"}},
            "Invalid requests[0].repeatCell: Range (Orders) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            {"updateSheetProperties": {"properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1000}}, "fields": "gridProperties.frozenRowCount"}},
            "Invalid requests[0].updateSheetProperties: You can't freeze all visible rows or columns on the sheet.",
        ),
        (
            {"deleteDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS"}}},
            "Invalid requests[0].deleteDimension: You can't delete all the columns on the sheet.",
        ),
    ],
)  # fmt: skip
def test_what_leaves_the_grid_or_nothing_of_it_is_refused(asked: Asked, request_: dict[str, object], said: str) -> None:
    assert asked.refused(request_) == said


def test_a_frozen_line_and_a_merge_do_not_cross(asked: Asked) -> None:
    merge = {"mergeCells": {"range": span(0, 0, 1, 0, 4), "mergeType": "MERGE_ALL"}}
    freeze = {
        "updateSheetProperties": {
            "properties": {"sheetId": 0, "gridProperties": {"frozenColumnCount": 1}},
            "fields": "gridProperties.frozenColumnCount",
        }
    }

    assert asked.refused(merge, freeze) == (
        "Invalid requests[1].updateSheetProperties: You can't freeze columns which contain only part of a merged cell."
    )
    assert (
        asked.refused(freeze, merge) == "Invalid requests[1].mergeCells: You can't merge frozen and non-frozen columns."
    )
    rows = {
        "updateSheetProperties": {
            "properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}},
            "fields": "gridProperties.frozenRowCount",
        }
    }
    asked.batch(merge, rows)


def test_runs_of_a_text_begin_within_it(asked: Asked) -> None:
    def rich(text: str, *starts: int) -> dict[str, object]:
        runs = [{"startIndex": start, "format": {"bold": True}} for start in starts]
        row = {"values": [{"userEnteredValue": {"stringValue": text}, "textFormatRuns": runs}]}
        return {"updateCells": {"start": {"sheetId": 0}, "rows": [row], "fields": "userEnteredValue,textFormatRuns"}}

    asked.batch(rich("net", 0, 2))
    # A letter beyond the basic plane counts twice.
    asked.batch(rich("\U0001f335!", 0, 2))
    assert "within the text of 3" in asked.refused(rich("net", 0, 3))
    assert "one after another" in asked.refused(rich("net", 1, 1))


def test_thirty_thousand_characters_are_the_most_of_a_tab_s_marks(asked: Asked) -> None:
    def mark(length: int) -> dict[str, object]:
        said = {"metadataKey": "k", "metadataValue": "x" * length, "visibility": "DOCUMENT", "location": {"sheetId": 0}}
        return {"createDeveloperMetadata": {"developerMetadata": said}}

    asked.batch(mark(20_000))
    assert "above the limit of 30000 characters" in asked.refused(mark(10_000))


def test_the_last_tab_cannot_be_deleted_nor_the_last_visible_one_hidden(asked: Asked) -> None:
    hide = {"updateSheetProperties": {"properties": {"sheetId": 0, "hidden": True}, "fields": "hidden"}}
    asked.batch({"deleteSheet": {"sheetId": 1}})

    assert "You can't remove all the sheets" in asked.refused({"deleteSheet": {"sheetId": 0}})
    assert "You can't hide all the sheets" in asked.refused(hide)
