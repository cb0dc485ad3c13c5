from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache, recent
from desktop.dialogs.history import HistoryDialog
from desktop.frame import Frame
from desktop.settings import Settings
from desktop.translations import Words
from desktop.widgets.labels import Text
from sheets.place import GoogleSheet
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def dialog_of(frame: Frame) -> HistoryDialog:
    frame.do("history")
    QApplication.processEvents()
    found = frame.window.findChildren(HistoryDialog)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("language", "days", "shown"),
    [
        (
            "en",
            ["Monday 9 November 2026", "Sunday 8 November 2026"],
            "You are looking at the brief of Monday 9 November",
        ),
        (
            "es",
            ["Lunes 9 de noviembre de 2026", "Domingo 8 de noviembre de 2026"],
            "el informe del lunes 9 de noviembre",
        ),
    ],
)
def test_a_past_brief_is_chosen_by_keyboard_shown_as_it_was_and_left_again(
    qtbot: QtBot, kept: Path, window_for: Windows, settings: Settings, language: str, days: list[str], shown: str
) -> None:
    for day in ("2026-11-08", "2026-11-09", "2026-11-16"):
        of_day = msgspec.structs.replace(outcome(), as_of=f"{day}T08:00:00-05:00", brand=f"Ruta {day}")
        cache.save(cache.folder(kept), of_day)
    settings.language_choice = language
    frame = window_for(kept)
    dialog = dialog_of(frame)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == days

    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert frame.session.past == "2026-11-09"
    qtbot.waitUntil(lambda: frame.strips.past is not None)
    assert frame.strips.past is not None
    assert shown in frame.strips.past.accessibleName()
    assert frame.header is not None
    assert not frame.header.writing.isEnabled()
    back = frame.strips.past.findChildren(QPushButton)[0]
    back.click()
    assert frame.session.past == ""
    qtbot.waitUntil(lambda: frame.strips.past is None)
    assert frame.session.head is not None
    assert frame.session.head.brand == "Ruta 2026-11-16"
    assert frame.header.writing.isEnabled()


def test_refresh_goes_back_to_today(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    cache.save(cache.folder(kept), msgspec.structs.replace(outcome(), as_of="2026-11-17T08:00:00-05:00"))
    frame = window_for(kept)
    frame.session.show_past("2026-11-16")

    frame.do("refresh")
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)

    assert frame.session.past == ""


def test_where_there_is_none_yet_it_is_said(kept: Path, window_for: Windows) -> None:
    dialog = dialog_of(window_for(kept))

    assert dialog.list.isHidden()
    assert any("Nothing yet" in text.text() for text in dialog.findChildren(Text))


def test_known_workbooks_tell_their_last_brief(
    kept: Path, kept_sheet: GoogleSheet, tmp_path: Path, settings: Settings
) -> None:
    unread = tmp_path / "new.xlsx"
    unread.write_bytes(b"new")
    for place in (kept, tmp_path / "gone.xlsx", unread, kept_sheet):
        settings.opened(place)

    found = recent.known(settings, Words("en"), datetime.now(), but=None)

    assert [line.text.partition(" · ")[0] for line in found] == [
        "Ruta Norte 2026", "new.xlsx", "gone.xlsx", "ruta-norte.xlsx"
    ]  # fmt: skip
    assert [line.there for line in found] == [True, True, False, True]
    assert "today" in found[3].text
    assert found[1].text.endswith("no brief yet")
    assert recent.known(settings, Words("es"), datetime.now(), but=kept)[1].text.endswith("aún sin informe")
