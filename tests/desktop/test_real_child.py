"""The window's session with the program's real command line behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.session import Session
from sheets.errors import Text

SOON = 60_000


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def told(session: Session) -> Text:
    assert session.notice is not None
    return session.notice.happened


def test_make_open_refresh_write_and_note(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    book = tmp_path / "Ruta Norte.xlsx"
    with qtbot.waitSignal(session.made, timeout=SOON):
        session.new(book, "en", sample=True)
    session.open(book, "2026-11-16T08:00")
    untouched = book.read_bytes()

    session.refresh()
    settle(qtbot, session)
    assert session.head is not None
    assert session.head.brand == "Ruta Norte"
    assert book.read_bytes() == untouched

    shown = session.head.actions
    session.write()
    settle(qtbot, session)
    assert told(session).en.startswith("Written to Ruta Norte.xlsx at ")
    assert book.read_bytes() != untouched
    assert session.head.actions == shown

    session.add_note({"date": "2026-11-15", "type": "event", "text": "photos of the jersey published"})
    settle(qtbot, session)
    notes = next(section for section in session.head.brief if section.id == "notes")
    assert any("photos of the jersey published" in line.en for line in notes.lines)
    assert session.waiting_edits() == ()


def test_a_note_written_by_another_makes_the_shown_brief_unwritable(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    book, other = tmp_path / "a.xlsx", Session()
    with qtbot.waitSignal(session.made, timeout=SOON):
        session.new(book, "es", sample=True)
    session.open(book)
    session.refresh()
    settle(qtbot, session)
    head = session.head
    other.open(book)
    other.add_note({"date": "2026-11-15", "text": "otra nota"})
    qtbot.waitUntil(lambda: other.doing == "refresh", timeout=SOON)
    other.close()
    before = book.read_bytes()

    assert session.head is head
    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.offers == ("refresh",)
    assert book.read_bytes() == before


def test_a_file_that_is_no_workbook_is_told_in_words(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    book = tmp_path / "letter.xlsx"
    book.write_text("Dear founder")
    session.open(book)

    session.refresh()
    settle(qtbot, session)

    assert "letter.xlsx" in told(session).en
    assert "Traceback" not in told(session).en
