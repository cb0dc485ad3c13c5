"""What a Google Sheet looks like in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import reveal
from desktop.frame import Frame
from desktop.notices import Notice
from desktop.pages import PAGES
from desktop.settings import Settings
from desktop.widgets.labels import Text
from sheets.place import GoogleSheet, Place

Windows = Callable[..., Frame]
SOON = 15_000


def texts(frame: Frame) -> list[str]:
    QApplication.processEvents()
    return [text.text() for text in frame.window.findChildren(Text) if text.isVisible()]


def buttons(frame: Frame) -> dict[str, QPushButton]:
    QApplication.processEvents()
    return {one.text(): one for one in frame.window.findChildren(QPushButton) if one.isVisible()}


def pressed(frame: Frame, word: str) -> None:
    buttons(frame)[word].click()


def settle(qtbot: QtBot, frame: Frame) -> None:
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=SOON)


def test_the_side_says_the_title_and_that_it_is_at_google(kept_sheet: GoogleSheet, window_for: Windows) -> None:
    frame = window_for(kept_sheet)

    assert "Ruta Norte 2026 · Google\N{NO-BREAK SPACE}Sheets" in texts(frame)


def test_recent_sheets_are_listed_by_their_titles_and_open_again(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, settings: Settings, workbook: Path
) -> None:
    settings.opened(workbook)
    settings.opened(kept_sheet)
    frame = window_for(None)

    pressed(frame, "Ruta Norte 2026  ·  Google Sheets")
    settle(qtbot, frame)

    assert frame.session.place == kept_sheet
    assert settings.recent == [kept_sheet, workbook]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Too many requests; trying again in 12 seconds"),
        ("es", "Demasiadas; otra vez en 12 segundos"),
    ],
)
def test_the_countdown_stands_in_the_progress_strip_and_escape_ends_it(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, settings: Settings, language: str, said: str
) -> None:
    settings.language_choice = language
    frame = window_for(kept_sheet, "waits")

    frame.session.refresh()
    qtbot.waitUntil(lambda: frame.header is not None and frame.header.state.text() == said, timeout=SOON)

    assert frame.header is not None
    assert frame.header.progress.accessibleDescription() == said
    assert frame.header.main.isEnabled()
    frame.header.main.click()
    settle(qtbot, frame)


def test_offline_the_head_says_of_when_the_brief_is(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "away").touch()
    monkeypatch.setenv("AWAY", str(tmp_path / "away"))
    frame = window_for(kept_sheet)

    frame.session.refresh()
    settle(qtbot, frame)

    assert frame.header is not None
    said = frame.header.state.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Brief of Mon 16 Nov, 8:00 AM, public holiday · Google cannot be reached now · ")
    assert "It is offline." in texts(frame)
    assert frame.page is not None


def test_what_waits_says_that_it_waits_for_google(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "away").touch()
    monkeypatch.setenv("AWAY", str(tmp_path / "away"))
    frame = window_for(kept_sheet)

    frame.session.add_note({"date": "2026-11-16", "text": "photos published"})
    settle(qtbot, frame)

    assert "Google cannot be reached." in texts(frame)
    assert "Waiting: 1 change. Written as soon as Google answers; you can go on working." in texts(frame)


def test_that_google_is_away_is_said_once(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "away").touch()
    monkeypatch.setenv("AWAY", str(tmp_path / "away"))
    frame = window_for(kept_sheet)
    frame.session.add_note({"date": "2026-11-16", "text": "photos published"})
    settle(qtbot, frame)
    held = frame.session.held_by
    assert held is not None

    frame.session.tell(Notice("warning", held))
    frame.build()

    assert texts(frame).count("Google cannot be reached.") == 1
    assert "Waiting for Google." in texts(frame)


def test_the_receipt_tells_the_requests_and_leads_to_the_versions(
    qtbot: QtBot, kept_sheet: GoogleSheet, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Place] = []
    monkeypatch.setattr(reveal, "open_place", opened.append)
    frame = window_for(kept_sheet)
    frame.session.write()
    settle(qtbot, frame)

    frame.strips.show_receipt()
    pressed(frame, "Version history")

    assert any(text.startswith("3 requests to Google. Google keeps every version") for text in texts(frame))
    assert "The whole sheet" in texts(frame)
    assert opened == [kept_sheet]
    shown = buttons(frame)
    assert "Undo" not in shown
    assert "Earlier copies" not in shown


def test_settings_lead_to_googles_versions_in_the_place_of_copies(kept_sheet: GoogleSheet, window_for: Windows) -> None:
    frame = window_for(kept_sheet)

    frame.go("settings")

    shown = buttons(frame)
    assert "Version history" in shown
    assert "Earlier copies" not in shown
    assert "Sign in" in shown


#: Where a Spanish window that holds a Google Sheet speaks of a file and means one.
FILES = (
    "Abrir otro archivo",
    "Un archivo nuevo con tus",
    "Los archivos de este equipo",
    "abrir un archivo",
    "Archivo >",
    "Momento en el que se lee el archivo",
)


def test_the_spanish_window_does_not_call_a_google_sheet_a_file(
    kept_sheet: GoogleSheet, window_for: Windows, settings: Settings
) -> None:
    settings.language_choice = "es"
    frame = window_for(kept_sheet)

    said = []
    for page in PAGES:
        frame.go(page.key)
        said += [*texts(frame), *buttons(frame)]

    assert "Escribir el informe" in said
    assert "Esta hoja de Google" in said
    assert [one for one in said if "archivo" in one.lower() and not any(file in one for file in FILES)] == []
