"""What a computer does to a window: monitors go, files go, fonts are missing, folders may not be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import cache, tasks
from desktop.frame import Frame
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import fonts
from desktop.window import Window
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]
Sessions = Callable[[str], Session]


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=15_000)


def test_a_window_on_a_monitor_that_is_gone_comes_back(qtbot: QtBot, settings: Settings) -> None:
    window = Window(settings)
    qtbot.addWidget(window)
    window.move(QPoint(5000, 3000))
    settings.geometry = window.saveGeometry()
    screen = QGuiApplication.primaryScreen().availableGeometry()

    window.bring_back()
    assert screen.intersects(window.frameGeometry())
    stays = window.pos()
    window.bring_back()
    assert window.pos() == stays

    restored = Window(settings)
    qtbot.addWidget(restored)
    assert screen.intersects(restored.geometry())


def test_a_workbook_that_is_deleted_while_open_is_told_and_its_brief_stays(
    qtbot: QtBot, kept: Path, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window_for(kept, "dies")
    kept.unlink()

    frame.session.refresh()
    settle(qtbot, frame.session)

    assert frame.session.head is not None
    assert frame.session.notice is not None
    assert frame.page is not None
    assert frame.session.stale


def test_a_cache_that_is_damaged_or_of_another_version_shows_no_brief_and_is_mended_by_a_refresh(
    qtbot: QtBot, kept: Path, window_for: Windows
) -> None:
    (cache.folder(kept) / "head.json").write_bytes(b'{"version": 99, "schema"')
    frame = window_for(kept)
    assert frame.session.head is None

    frame.session.refresh()
    settle(qtbot, frame.session)

    assert frame.session.head is not None
    assert "Week of" in frame.window.windowTitle() or frame.page is not None


def test_without_the_bundled_face_the_system_s_own_stands_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: Path, window_for: Windows
) -> None:
    monkeypatch.setattr(fonts, "__file__", str(tmp_path / "fonts.py"))
    known = QFontDatabase.families()

    fonts.load()

    assert QFontDatabase.families() == known
    assert window_for(kept).page is not None


def test_a_folder_of_settings_that_cannot_be_written_costs_only_the_settings(
    kept: Path, tmp_path: Path, session_for: Sessions, qtbot: QtBot
) -> None:
    in_the_way = tmp_path / "no folder"
    in_the_way.write_text("a file")
    settings = Settings(in_the_way / "settings.ini")
    window = Window(settings)
    qtbot.addWidget(window)
    session = session_for("good")
    session.open(kept)
    frame = Frame(window, session, settings)
    window.show()
    frame.choose_setting("theme", "dark")
    window.close()

    assert frame.session.head is not None


def test_a_note_that_cannot_be_kept_is_told_and_not_lost_silently(
    kept: Path, tmp_path: Path, calls: object, qtbot: QtBot
) -> None:
    no_folder = tmp_path / "a file"
    no_folder.write_text("in the way")
    session = Session(command=("/nowhere",), data_root=no_folder)
    session.open(kept)

    session.add_note({"date": "2026-11-16", "text": "Stock came."})

    assert session.notice is not None
    assert "Stock came." in session.notice.happened.en
    session.close()


def test_a_brief_that_cannot_be_kept_ends_no_refresh(tmp_path: Path) -> None:
    in_the_way = tmp_path / "briefs"
    in_the_way.write_text("a file")

    with pytest.raises(OSError, match="briefs"):  # which the refresh passes over
        cache.save(in_the_way / "workbook", outcome())
    assert cache.head(in_the_way / "workbook") is None


def test_a_child_that_says_nothing_is_told_and_can_be_cancelled(
    qtbot: QtBot, kept: Path, session_for: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SILENCE_MS", 300)
    session = session_for("commits")  # it says that it commits, and then nothing
    session.open(kept)
    session.write()
    qtbot.waitUntil(lambda: session.is_committing, timeout=15_000)
    assert not session.can_cancel

    qtbot.waitUntil(lambda: session.notice is not None, timeout=15_000)
    assert session.notice is not None
    assert session.notice.offers == ("cancel_work",)
    assert session.can_cancel
    session.cancel()
    settle(qtbot, session)

    assert session.notice is not None
    assert "ancelled" in session.notice.happened.en


def test_what_seemed_to_hang_and_then_speaks_is_no_longer_told(
    qtbot: QtBot, kept: Path, session_for: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SILENCE_MS", 300)
    session = session_for("commits")
    session.open(kept)
    session.write()
    qtbot.waitUntil(lambda: session.notice is not None, timeout=15_000)
    (kept.parent / "go").touch()
    settle(qtbot, session)

    assert session.notice is not None
    assert "cancel_work" not in session.notice.offers
    assert "ritten" in session.notice.happened.en


def test_a_window_larger_than_the_screen_fits_it(qtbot: QtBot, settings: Settings) -> None:
    window = Window(settings)
    qtbot.addWidget(window)
    available = QGuiApplication.primaryScreen().availableSize()

    assert window.size().width() <= max(available.width(), window.minimumWidth())
    assert window.size() != QSize(0, 0)
    QApplication.processEvents()


def test_a_list_that_was_damaged_is_shown_again_when_the_same_brief_was_read_anew(
    qtbot: QtBot, kept: Path, window_for: Windows
) -> None:
    folder = cache.folder(kept)
    for section in (folder / "sections").rglob("orders.json"):
        section.write_bytes(b"[{")
    frame = window_for(kept, "good")
    frame.go("orders")
    damaged = frame.page

    frame.session.refresh()

    qtbot.waitUntil(lambda: frame.page is not damaged and not frame.session.doing, timeout=15_000)
    assert frame.session.section("orders") is not None
