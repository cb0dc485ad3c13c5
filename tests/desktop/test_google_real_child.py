"""The window's session with the program's real command line behind it, on a Google Sheet of the loopback server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.session import Session
from sheets import template
from sheets.place import GoogleSheet
from tests.google.allowed import Declared

SOON = 60_000
#: What a note from the window fills of a new row of Notes: date, type and text.
NEW_NOTE = Declared("Notes", frozenset(), frozenset({0, 2, 4}))


@pytest.fixture
def session(qtbot: QtBot, google: Any) -> Iterator[Session]:
    made = Session(ask_ms=500)
    yield made
    made.close()


@pytest.fixture
def shop(google: Any, tmp_path: Path) -> GoogleSheet:
    template.new(tmp_path / "shop.xlsx", "en", sample=True)
    return google.sheet(tmp_path / "shop.xlsx", "Ruta Norte 2026")


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def test_read_write_and_note(qtbot: QtBot, session: Session, google: Any, shop: GoogleSheet) -> None:
    session.open(shop, "2026-11-16T08:00")
    session.refresh()
    settle(qtbot, session)
    assert session.head is not None
    assert (session.head.brand, session.title) == ("Ruta Norte", "Ruta Norte 2026")
    assert google.writes == []

    session.write()
    settle(qtbot, session)
    assert session.notice is not None
    assert session.notice.happened.en.startswith("Written to Ruta Norte 2026 at ")
    assert session.notice.receipt is not None
    assert session.notice.receipt.calls == 3
    assert "Brief" in google.tabs(shop)

    with google.declared(NEW_NOTE):
        session.add_note({"date": "2026-11-15", "type": "event", "text": "photos of the jersey published"})
        settle(qtbot, session)
    notes = next(section for section in session.head.brief if section.id == "notes")
    assert any("photos of the jersey published" in line.en for line in notes.lines)
    assert session.waiting_edits() == ()


def test_a_note_asked_offline_is_written_once_when_the_line_is_back(
    qtbot: QtBot, session: Session, google: Any, shop: GoogleSheet
) -> None:
    session.open(shop, "2026-11-16T08:00")
    session.refresh()
    settle(qtbot, session)
    google.offline = True
    session.add_note({"date": "2026-11-15", "type": "event", "text": "photos of the jersey published"})
    qtbot.waitUntil(lambda: session.pause.seconds > 0, timeout=SOON)
    session.cancel()
    settle(qtbot, session)
    assert len(session.waiting_edits()) == 1

    google.offline = False
    with google.declared(NEW_NOTE):
        qtbot.waitUntil(lambda: session.waiting_edits() == () and not session.doing, timeout=SOON)

    texts = [cell for row in google.rows(shop, "Notes") for cell in row]
    assert texts.count("photos of the jersey published") == 1
