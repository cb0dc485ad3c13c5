from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.auto_refresh import AutoRefresh
from desktop.session import Session
from sheets.place import GoogleSheet

Calls = Callable[[], list[list[str]]]
Sessions = Callable[[str], Session]
REFRESH = ["refresh", "--no-write", "--events"]


class Hands:
    """Refreshing by itself, looked at by hand instead of every two seconds; time goes on by what is added here."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr("desktop.auto_refresh.time.monotonic", lambda: self.now)
        self.auto = AutoRefresh(session)

    def look(self, after: float = 2.0, times: int = 1) -> None:
        for _ in range(times):
            self.now += after
            self.auto._look()


@pytest.fixture
def session(kept: Path, session_for: Sessions) -> Session:
    session = session_for("good")
    session.open(kept)
    return session


@pytest.fixture
def hands(session: Session, monkeypatch: pytest.MonkeyPatch) -> Hands:
    return Hands(session, monkeypatch)


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=15_000)


def save(workbook: Path, text: str = "saved in Excel") -> None:
    """As a spreadsheet does: another file in its place."""
    part = workbook.with_suffix(".tmp")
    part.write_text(text)
    os.replace(part, workbook)


def test_a_file_that_was_saved_is_read_once_and_never_written(
    qtbot: QtBot, kept: Path, session: Session, hands: Hands, calls: Calls
) -> None:
    hands.auto.follow("change")
    hands.look(times=3)
    assert session.doing == ""

    save(kept)
    hands.look()
    assert session.doing == ""  # it may still be being written
    hands.look()
    assert session.doing == "refresh"
    settle(qtbot, session)
    hands.look(times=3)

    assert session.doing == ""
    assert calls() == [REFRESH]


def test_what_the_program_wrote_itself_is_no_change(qtbot: QtBot, session: Session, hands: Hands, calls: Calls) -> None:
    hands.auto.follow("change")
    session.write()
    settle(qtbot, session)
    before = len(calls())

    hands.look(times=4)

    assert (session.doing, len(calls())) == ("", before)


def test_every_so_often_only_what_changed_is_read_soon(
    qtbot: QtBot, kept: Path, session: Session, hands: Hands
) -> None:
    hands.auto.follow("30s")
    hands.look(after=40, times=3)
    assert session.doing == ""  # nobody touched it
    save(kept)
    hands.look(times=2)
    assert session.doing == "refresh"
    settle(qtbot, session)
    hands.look(after=10)
    save(kept, "again")
    hands.look(after=2, times=2)
    assert session.doing == ""  # not yet thirty seconds
    hands.look(after=20)
    assert session.doing == "refresh"
    settle(qtbot, session)
    hands.look(after=301)
    assert session.doing == "refresh"  # the clock has gone on


def test_off_looks_no_more(kept: Path, session: Session, hands: Hands) -> None:
    hands.auto.follow("change")
    hands.auto.follow("off")

    assert not hands.auto._ticks.isActive()


def test_a_google_sheet_tells_nothing_and_is_asked_every_few_minutes(
    kept_sheet: GoogleSheet, session_for: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_for("good")
    session.open(kept_sheet)
    hands = Hands(session, monkeypatch)
    hands.auto.follow("change")

    hands.look(after=100)
    assert session.doing == ""
    hands.look(after=201)
    assert session.doing == "refresh"


def test_one_that_failed_is_told_and_not_tried_every_few_seconds(
    qtbot: QtBot, kept: Path, session_for: Sessions, monkeypatch: pytest.MonkeyPatch, calls: Calls
) -> None:
    session = session_for("dies")
    session.open(kept)
    hands = Hands(session, monkeypatch)
    hands.auto.follow("30s")
    save(kept)
    hands.look(after=31, times=2)
    settle(qtbot, session)
    assert session.notice is not None
    save(kept, "and again")

    hands.look(after=31, times=3)

    assert len(calls()) == 1


def test_it_waits_while_something_is_open_or_the_window_is_put_away(
    qtbot: QtBot, kept: Path, session: Session, hands: Hands
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    hands.auto.follow("change")
    hands.look()
    save(kept)

    dialog = QDialog(window)
    dialog.open()
    hands.look(times=3)
    assert session.doing == ""
    dialog.close()
    menu = QMenu(window)
    menu.addAction("Open")
    menu.popup(window.pos())
    hands.look(times=3)
    assert session.doing == ""
    menu.close()
    window.showMinimized()
    hands.look(times=3)
    assert session.doing == ""
    window.showNormal()
    hands.look(times=2)
    assert session.doing == "refresh"


def test_a_notice_and_a_field_keep_what_they_have(qtbot: QtBot, kept: Path, session: Session, hands: Hands) -> None:
    from desktop.notices import Notice
    from desktop.translations import both

    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    told = Notice("info", both("cancelled.happened"))
    session.tell(told)
    hands.auto.follow("change")
    hands.look()
    save(kept)
    hands.look(times=2)
    settle(qtbot, session)

    assert session.fresh
    assert session.notice is told
    assert field.hasFocus()
