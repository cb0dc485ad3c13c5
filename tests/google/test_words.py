"""What a founder is told of a Google Sheet is true of a Google Sheet: it is no file."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop import cli, waiting
from sheets.google import sign_in
from tests.google.desk import Desk
from tests.google.making import made, sample, sentences, told


def test_a_spanish_google_sheet_is_never_called_a_file(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = told(capsys, "new", "--google", "Ruta Norte", "--lang", "es", "--sample")
    sheet = made(events)
    said = sentences(events, "es")
    said += sentences(told(capsys, "upgrade", sheet), "es")
    said += sentences(told(capsys, "check", sheet), "es")
    told(capsys, "refresh", sheet)
    nowhere = tmp_path / "nota.json"
    nowhere.write_text(json.dumps({"edits": [{"tab": "Nada", "rows": [{"text": "x"}]}]}), encoding="utf-8")
    for failed in (("edit", sheet, nowhere), ("edit", sheet, "--drop", "nothing")):
        said.append(told(capsys, *failed, code=1)[-1]["happened"]["es"])
    # Definitions speak of the founder's own exports, which are files.
    said += [
        cell
        for tab in google.tabs(sheet)
        if tab != "Definiciones"
        for row in google.rows(sheet, tab)
        for cell in row
        if isinstance(cell, str)
    ]
    assert "Nada que agregar: todo está al día." in said
    assert "Tu libro de operación" in said
    assert [one for one in said if "archivo" in one.lower() or "Excel" in one] == []


def test_an_example_shop_is_not_to_be_pasted_over(google: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    events = told(capsys, "new", "--google", "Ruta Norte", "--lang", "en", "--sample")
    link = made(events)
    assert sentences(events) == [
        f"Made {link}. It holds an example shop. Its brief: operating-brief refresh {link}",
    ]


@pytest.mark.parametrize("title", ["", "   "])
def test_a_new_sheet_needs_a_title(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    for command in (["new"], ["export-template", str(sample(tmp_path))]):
        with pytest.raises(SystemExit, match="2"):
            cli.main([*command, "--google", title])
        assert "a new Google Sheet needs a title" in capsys.readouterr().err
        (tmp_path / "shop.xlsx").unlink(missing_ok=True)
    assert google.log == []


def test_one_waiting_row_is_one_row_and_has_the_time_of_the_clock_on_the_wall(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = google.sheet(sample(tmp_path, "es"))
    kept = waiting.add(sheet, [waiting.TabAsked("Notas", rows=[{"text": "x"}])])
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "America/Bogota")
        time.tzset()
        (said,) = sentences(told(capsys, "edit", sheet, "--waiting"), "es")
    time.tzset()
    here = datetime.fromisoformat(kept.asked_at) - timedelta(hours=5)
    assert f": 0 celdas, 1 fila para Notas, del {here:%Y-%m-%d %H:%M}." in said


def test_who_is_not_signed_in_is_sent_to_a_button_that_is_there() -> None:
    from desktop.translations import Words

    remedy = sign_in.not_signed_in().remedy
    for language in ("en", "es"):
        assert Words(language)("offer.sign_in") in remedy.in_(language)
        assert Words(language)("page.settings") in remedy.in_(language)
