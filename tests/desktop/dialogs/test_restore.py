from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.dialogs.restore import SIZE, RestoreDialog
from desktop.frame import Frame
from desktop.settings import Settings
from tests.desktop.dialogs.conftest import Opened, is_sound

Windows = Callable[..., Frame]
Calls = Callable[[], list[list[str]]]


@pytest.fixture(autouse=True)
def _in_bogota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Bogota")
    time.tzset()


def listed(qtbot: QtBot, dialog: RestoreDialog) -> list[tuple[str, str]]:
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=15_000)
    items = [dialog.list.item(row) for row in range(dialog.list.count())]
    return [(item.text().partition(",")[0], str(item.data(SIZE)).replace("\N{NO-BREAK SPACE}", " ")) for item in items]


@pytest.mark.parametrize(
    ("language", "copies", "will"),
    [
        ("en", [("Mon 16 Nov", "48 kB"), ("Mon 9 Nov", "3.2 MB")], "goes back to how it was Mon 16 Nov, 3:00"),
        ("es", [("Lun 16 nov", "48 kB"), ("Lun 9 nov", "3,2 MB")], "vuelve a como estaba lun 16 nov, 3:00"),
    ],
)
def test_copies_are_listed_newest_first_in_local_time_and_what_will_happen_is_said(
    qtbot: QtBot,
    kept: Path,
    window_for: Windows,
    opened: Opened[RestoreDialog],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    copies: list[tuple[str, str]],
    will: str,
) -> None:
    from desktop.dialogs import restore

    class InNovember(restore.datetime):  # type: ignore[misc,name-defined]
        @classmethod
        def now(cls, tz: object = None) -> object:
            return restore.datetime(2026, 11, 18, 12)

    monkeypatch.setattr(restore, "datetime", InNovember)
    settings.language_choice = language
    frame = window_for(kept)
    frame.do("restore")
    dialog = opened(frame, RestoreDialog)

    assert listed(qtbot, dialog) == copies
    assert will in dialog.said.text()
    is_sound(dialog)


def test_enter_goes_back_to_the_copy_that_the_arrow_keys_chose(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[RestoreDialog], calls: Calls
) -> None:
    frame = window_for(kept)
    frame.do("restore")
    dialog = opened(frame, RestoreDialog)
    listed(qtbot, dialog)
    assert dialog.focusWidget() is dialog.list

    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(calls()) == 3 and not frame.session.doing, timeout=15_000)

    assert calls() == [
        ["restore", "--list", "--events"],
        ["restore", "--to", "2026-11-09T13:30:00Z", "--events"],
        ["refresh", "--no-write", "--events"],
    ]
    assert frame.session.notice is not None
    assert frame.session.notice.offers == ("undo",)


def test_without_copies_it_says_when_there_will_be_one(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[RestoreDialog]
) -> None:
    frame = window_for(kept, "no copies")
    frame.do("restore")
    dialog = opened(frame, RestoreDialog)

    qtbot.waitUntil(lambda: dialog.said.text().startswith("There is no copy yet."), timeout=15_000)

    assert not dialog.list.isVisible()
    assert not dialog.go.isEnabled()
    is_sound(dialog)


def test_why_the_copies_cannot_be_listed_is_said(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[RestoreDialog]
) -> None:
    frame = window_for(kept, "dies")
    frame.do("restore")
    dialog = opened(frame, RestoreDialog)

    qtbot.waitUntil(lambda: "stopped unexpectedly" in dialog.said.text(), timeout=15_000)
    is_sound(dialog)


def test_escape_closes_it_and_nothing_is_changed(
    qtbot: QtBot, kept: Path, window_for: Windows, opened: Opened[RestoreDialog], calls: Calls
) -> None:
    frame = window_for(kept)
    frame.do("restore")
    dialog = opened(frame, RestoreDialog)
    listed(qtbot, dialog)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: frame.window.findChildren(RestoreDialog) == [], timeout=15_000)
    assert len(calls()) == 1


def test_copies_of_one_minute_are_told_apart() -> None:
    from desktop.dialogs.restore import Listed, told_apart

    copies = [Listed("2026-11-16T13:00:40Z", 1), Listed("2026-11-16T13:00:07Z", 1), Listed("2026-11-15T13:00:07Z", 1)]

    moments = told_apart(copies, datetime(2026, 11, 16, 12), "en")

    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in moments] == [
        "today, 8:00:40 AM",
        "today, 8:00:07 AM",
        "yesterday, 8:00 AM",
    ]
