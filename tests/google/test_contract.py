"""The contract run, with the loopback server in Google's place: what it records, and that it tells where two sides differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets.place import GoogleSheet
from tests.google import sheets_api
from tests.google.contract.__main__ import main
from tests.google.contract.scenarios import SCENARIOS
from tests.google.desk import Desk


@pytest.fixture
def empty(google: Desk, tmp_path: Path) -> Iterator[str]:
    """The link of an empty sheet, made for this. What is written into it is no command's affair."""
    book = openpyxl.Workbook()
    book.save(tmp_path / "contract.xlsx")
    yield str(google.sheet(tmp_path / "contract.xlsx"))
    google.wrote.clear()


def test_both_sides_agree_and_every_conversation_is_recorded_without_secrets(
    google: Desk, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "recorded"
    code = main([empty, "--out", str(out), "--pause", "0"])
    said = capsys.readouterr().out
    assert code == 0, said
    assert len(SCENARIOS) >= 30
    assert f"{len(SCENARIOS)} of {len(SCENARIOS)} conversations alike" in said
    kept = sorted(out.glob("[0-9]*.json"))
    assert len(kept) == len(SCENARIOS)
    assert json.loads((out / "differences.json").read_text("utf-8")) == []
    everything = "".join(path.read_text("utf-8") for path in out.iterdir())
    id = empty.split("/d/")[1].split("/")[0]
    for secret in (id, "Bearer", "ya29.", "PRIVATE KEY", google.robot.mail):
        assert secret not in everything
    assert google.tabs(GoogleSheet(id)) == ["Sheet"]


def test_where_google_says_something_else_it_is_told(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = sheets_api.sheets_api_look.spreadsheet
    calls = {"google": 0}

    def other(*said: Any, **more: Any) -> Any:
        found = real(*said, **more)
        calls["google"] += 1
        if calls["google"] == 2:  # the first look of the first conversation, at the side that is asked first
            found["properties"]["autoRecalc"] = "MINUTE"
        return found

    monkeypatch.setattr(sheets_api.sheets_api_look, "spreadsheet", other)
    assert main([empty, "--out", str(tmp_path / "recorded"), "--pause", "0"]) == 1
    said = capsys.readouterr().out
    assert 'properties.autoRecalc: Google "MINUTE", loopback "ON_CHANGE"' in said
    assert len(json.loads((tmp_path / "recorded" / "differences.json").read_text("utf-8"))) == 1


@pytest.mark.parametrize(
    ("locale", "cell", "why"), [("es_CO", "", "locale"), ("en_US", "mine", "something in this spreadsheet")]
)
def test_another_sheet_than_an_empty_one_is_not_touched(
    google: Desk, tmp_path: Path, locale: str, cell: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = cell or None
    book.save(tmp_path / "founder.xlsx")
    link = str(google.sheet(tmp_path / "founder.xlsx", locale=locale))
    assert main([link, "--out", str(tmp_path / "recorded"), "--pause", "0"]) == 1
    assert why in capsys.readouterr().err
    assert google.writes == []


def test_a_file_is_no_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "shop.xlsx")]) == 2
    assert "not the link of a Google Sheet" in capsys.readouterr().err
