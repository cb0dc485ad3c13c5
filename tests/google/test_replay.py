"""The recordings of the real Google, where they are present, said again to the loopback server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.google.replay import Replayed, main, recordings, replay, replayed, told


@pytest.fixture(scope="session")
def result(shared: Path) -> Replayed:
    path = shared / "corpus" / "google" / "recordings"
    if not path.is_dir():
        pytest.skip("the recordings of Google's answers do not lie beside this project")
    return replay(path)


def test_at_least_985_of_1000_recorded_answers_are_the_same_here(result: Replayed) -> None:
    assert result.total >= 1000
    assert result.share >= 0.985, told(result)


def test_what_differs_is_told_with_its_reason(result: Replayed) -> None:
    for one in result.different:
        # The widths that Google gave 1,024 letters are those of its fonts.
        assert one.recording == "WorksheetTest.test_auto_resize_columns"
        assert "pixelSize" in one.reason


#: One conversation as the recorder keeps it: a spreadsheet is made, one cell is written and read.
ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcdefg"
SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
CONVERSATION = [
    (
        "POST", "https://www.googleapis.com/drive/v3/files?supportsAllDrives=True",
        {"name": "Shop", "mimeType": "application/vnd.google-apps.spreadsheet"},
        {"kind": "drive#file", "id": ID, "name": "Shop", "mimeType": "application/vnd.google-apps.spreadsheet"},
    ),
    (
        "PUT", f"{SHEETS}/{ID}/values/%27Sheet1%27%21A1?valueInputOption=RAW", {"values": [["7"]]},
        {"spreadsheetId": ID, "updatedRange": "Sheet1!A1", "updatedRows": 1, "updatedColumns": 1, "updatedCells": 1},
    ),
    (
        "GET", f"{SHEETS}/{ID}/values/A1", None,
        {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["7"]]},
    ),
]  # fmt: skip


def recorded(*changes: tuple[int, object]) -> list[dict[str, object]]:
    """The conversation, some of its recorded answers changed (place from 0, the new body)."""
    said = [
        {
            "request": {"method": method, "uri": uri, "body": json.dumps(body) if body else None, "headers": {}},
            "response": {"status": {"code": 200}, "body": {"string": json.dumps(answer)}},
        }
        for method, uri, body, answer in CONVERSATION
    ]
    for place, body in changes:
        said[place]["response"]["body"]["string"] = json.dumps(body)
    return said


def test_a_conversation_that_google_had_is_the_same_here() -> None:
    assert replayed("shop", recorded()) == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["8"]]}, 'values[0][0]: "7", recorded "8"'),
        ({"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [[7]]}, 'values[0][0]: "7", recorded 7'),
        ({"range": "Sheet1!A1", "majorDimension": "ROWS"}, 'values: [["7"]], not recorded'),
        ({"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["7"]], "more": 1}, "more: missing, recorded 1"),
        ({"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["7"], ["8"]]}, "values: 1 of 2 recorded"),
    ],
)
def test_any_difference_in_a_body_counts(answer: object, reason: str) -> None:
    (different,) = replayed("shop", recorded((2, answer)))

    assert (different.place, different.reason) == (3, reason)


def test_another_status_counts() -> None:
    conversation = recorded()
    conversation[2]["response"]["status"]["code"] = 404

    assert [one.reason[:26] for one in replayed("shop", conversation)] == ["status 200, recorded 404: "]


def test_times_and_links_do_not_count() -> None:
    asked = f"https://www.googleapis.com/drive/v3/files/{ID}?fields=id,modifiedTime"
    late = {
        "request": {"method": "GET", "uri": asked, "body": None, "headers": {}},
        "response": {"status": {"code": 200}, "body": {"string": json.dumps({"id": ID, "modifiedTime": "2023-07-20T08:47:53Z"})}},
    }  # fmt: skip

    assert replayed("shop", [*recorded(), late]) == []


def test_a_folder_is_told_as_identical_of_total(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "shop.json").write_text(json.dumps({"version": 1, "interactions": recorded()}), "utf-8")
    (tmp_path / "other.json").write_text("{}", "utf-8")

    assert [path.name for path in recordings(tmp_path)] == ["shop.json"]
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "3 of 3 answers identical (100.00%)\n"


def test_a_folder_without_recordings_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"There are no recordings in {tmp_path}.\n"
