"""The server holds requests and its own answers to Google's discovery documents, and says what each behaviour follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.google import batch, discovery, evidence, sheets_api_look
from tests.google.answers import Answer, Call
from tests.google.asking import Asked, cells
from tests.google.server import called

START = {"sheetId": 0}


@pytest.fixture
def asked() -> Asked:
    return Asked("Orders", "Brief")


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (
            {"updateCells": {"start": START, "rows": [{"values": [{"userEnteredValu": {}}]}], "fields": "*"}},
            "Invalid JSON payload received. Unknown name \"userEnteredValu\" at 'requests[0].update_cells.rows[0].values[0]': Cannot find field.",
        ),
        (
            {"updateCells": {"start": {"sheetId": "first"}, "rows": [], "fields": "*"}},
            "Invalid value at 'requests[0].update_cells.start.sheet_id' (TYPE_INT32), \"first\"",
        ),
        (
            {"updateCells": {"start": START, "rows": [{"values": [{"userEnteredValue": {"numberValue": "a"}}]}], "fields": "*"}},
            "Invalid value at 'requests[0].update_cells.rows[0].values[0].user_entered_value.number_value' (TYPE_DOUBLE), \"a\"",
        ),
        (
            {"mergeCells": {"range": {"sheetId": 0}, "mergeType": "MERGE_SOME"}},
            "Invalid value at 'requests[0].merge_cells.merge_type' (type.googleapis.com/google.apps.sheets.v4), \"MERGE_SOME\"",
        ),
        (
            {"deleteSheet": {"sheetId": 1}, "clearBasicFilter": {"sheetId": 1}},
            "Invalid value at 'requests[0]' (oneof), exactly one kind of request must be set.",
        ),
        (
            {"updateCells": {"range": {"sheetId": 0}, "start": START, "rows": [], "fields": "note"}},
            "Invalid value at 'requests[0].update_cells' (oneof), oneof field 'start' is already set. Cannot set 'range'",
        ),
        (
            {"updateCells": {"rows": [], "fields": "note"}},
            "Invalid value at 'requests[0].update_cells': one of start, range must be set.",
        ),
        (
            {"repeatCell": {"range": {"sheetId": 0}, "cell": {}, "fields": "userEnteredFormat.bold"}},
            "Error expanding 'fields' parameter. Cannot find matching fields for path 'userEnteredFormat.bold'.",
        ),
    ],
)  # fmt: skip
def test_a_request_that_google_s_schema_refuses_is_refused_and_kept(
    asked: Asked, request_: dict[str, object], said: str
) -> None:
    assert asked.refused(request_) == said
    assert len(asked.server.violations) == 1
    assert said in asked.server.violations[0]


def test_a_query_parameter_that_sheets_does_not_have_is_refused_and_drive_ignores_one(asked: Asked) -> None:
    status, said = asked.send("GET", "", includeItemsFromAllDrives="true")
    assert status == 400
    assert 'Unknown name "includeItemsFromAllDrives"' in said["error"]["message"]

    answer = asked.server.applied(
        called("GET", f"/drive/v3/files/{asked.book_id}?includeItemsFromAllDrives=true&fields=id")
    )
    assert answer.said == {"id": asked.book_id}


def test_a_body_that_is_no_json_is_refused(asked: Asked) -> None:
    answer = asked.server.applied(called("POST", f"/v4/spreadsheets/{asked.book_id}:batchUpdate", b"{requests"))

    assert answer.status == 400
    assert answer.said["error"]["message"].startswith("Invalid JSON payload received.")


def test_an_answer_of_the_server_that_the_schema_does_not_allow_is_kept(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sheets_api_look.THEME, "primaryFont", "Arial")
    asked.get()

    (said,) = asked.server.violations
    assert said.startswith("answer to GET")
    assert "Unknown name \"primaryFont\" at 'properties.spreadsheet_theme'" in said


def test_a_wrong_cell_in_the_middle_of_a_long_answer_is_found() -> None:
    rows = [{"values": [{"note": "n"}]} for _ in range(1_900)]
    rows[1_000]["values"][0]["note"] = 5  # type: ignore[assignment]
    said = {"sheets": [{"data": [{"rowData": rows}]}]}
    wrong = discovery.check_answer(Call("GET", "/v4/spreadsheets/x", {}), Answer.json(said))

    assert wrong == "Invalid value at 'sheets[0].data[0].row_data[1000].values[0].note' (TYPE_STRING), 5"


def test_a_good_conversation_leaves_nothing_behind(asked: Asked) -> None:
    asked.batch({"updateCells": {"start": START, "rows": cells([["a", 1, 1.5, True]]), "fields": "userEnteredValue"}})
    asked.get(includeGridData="true")
    asked.get("/values:batchGet", ranges=["Orders", "Brief!A1:B2"], valueRenderOption="UNFORMATTED_VALUE")

    assert asked.server.violations == []


def test_every_method_of_both_documents_has_an_address_of_its_own() -> None:
    assert len(discovery.methods()) > 60
    for method, path in (
        ("sheets.spreadsheets.values.append", "/v4/spreadsheets/x/values/'It''s'!A1:append"),
        ("sheets.spreadsheets.values.get", "/v4/spreadsheets/x/values/Orders!A1:B2"),
        ("sheets.spreadsheets.batchUpdate", "/v4/spreadsheets/x:batchUpdate"),
        ("drive.files.copy", "/drive/v3/files/x/copy"),
    ):
        http = "GET" if method.endswith("get") else "POST"
        found = discovery.method_of(Call(http, path, {}))
        assert found is not None
        assert found.id == method


# --- what each behaviour follows


def test_every_kind_of_request_that_the_server_knows_says_what_it_follows() -> None:
    assert sorted(evidence.KINDS) == sorted(batch.KINDS)
    in_schema = discovery.document("sheets.v4")["schemas"]["Request"]["properties"]
    assert set(evidence.KINDS) <= set(in_schema)


def test_every_schema_that_is_cited_is_in_the_document() -> None:
    schemas = discovery.document("sheets.v4")["schemas"]
    cited = {one.source for several in evidence.KINDS.values() for one in several if one.level == evidence.SCHEMA}

    assert cited - set(schemas) == set()


def test_every_recording_that_is_cited_and_present_holds_that_request(shared: Path) -> None:
    folder = shared / "corpus" / "google" / "recordings"
    if not folder.is_dir():
        pytest.skip("the recordings of Google's answers do not lie beside this project")
    present = 0
    for kind, several in evidence.KINDS.items():
        for one in several:
            path = folder / f"{one.source}.json"
            if one.level != evidence.RECORDED or not path.is_file():
                continue
            bodies = [said["request"]["body"] or "" for said in json.loads(path.read_text("utf-8"))["interactions"]]
            assert any(f'"{kind}"' in body for body in bodies), f"{kind} is not in {one.source}"
            present += 1
    assert present >= 18


def test_what_our_own_writes_rest_on_is_said_openly() -> None:
    assert evidence.strongest("updateCells") == "recording"
    assert evidence.strongest("addConditionalFormatRule") == "schema"
    assert evidence.strongest("createDeveloperMetadata") == "schema"
    assert evidence.strongest("appendCells") == "documentation"


def test_the_table_names_every_kind_once() -> None:
    lines = evidence.kinds().splitlines()
    assert lines[0] == "| request | evidence | what it shows |"
    assert [line.split("|")[1].strip(" `") for line in lines[2:] if line.split("|")[1].strip()] == sorted(batch.KINDS)
