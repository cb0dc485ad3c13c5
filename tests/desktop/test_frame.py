"""What the frame keeps while the window is built anew, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.frame import Frame
from desktop.pages.page import FORM_WIDTH, SIDE, Page
from desktop.settings import Settings
from desktop.widgets.choice import Choice
from desktop.widgets.labels import Text
from desktop.widgets.panel import Panel
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def settled() -> None:
    for _ in range(5):
        QApplication.processEvents()


def another_brief(path: Path, **changed: object) -> None:
    cache.save(cache.folder(path), msgspec.structs.replace(outcome(), **changed), "read again")


def test_f6_leads_from_part_to_part_of_the_window_and_back(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    frame.window.activateWindow()
    assert frame.shell is not None
    regions = frame.shell.regions

    def region() -> int:
        holder = frame.window.focusWidget()
        return next(n for n, one in enumerate(regions) if one is holder or one.isAncestorOf(holder))

    assert region() == 2  # the page
    seen = []
    for _ in range(len(regions)):
        qtbot.keyClick(frame.window, Qt.Key.Key_F6)
        seen.append(region())
    assert seen == [3, 0, 1, 2]
    qtbot.keyClick(frame.window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert region() == 1


def test_a_new_brief_comes_while_the_founder_types_and_takes_nothing_away(
    qtbot: QtBot, kept: Path, window_for: Windows
) -> None:
    frame = window_for(kept)
    frame.go("notes")
    settled()
    field = next(one for one in frame.window.findChildren(QLineEdit) if one.property("draft") and one.isVisible())
    name = field.property("draft")
    field.setFocus()
    field.setText("photos of the jersey published")
    field.setCursorPosition(6)
    before = frame.page

    another_brief(kept, brand="Ruta Sur")
    frame.session.reload()
    frame.session.changed.emit()
    assert frame.page is before  # the old page stands until the new one is whole
    qtbot.waitUntil(lambda: frame.page is not before)
    settled()

    holder = frame.window.focusWidget()
    assert isinstance(holder, QLineEdit)
    assert (holder.property("draft"), holder.text(), holder.cursorPosition()) == (
        name,
        "photos of the jersey published",
        6,
    )
    assert "Ruta Sur" in frame.window.windowTitle()


def test_another_page_is_not_overtaken_by_the_one_that_was_being_built(
    qtbot: QtBot, kept: Path, window_for: Windows
) -> None:
    frame = window_for(kept)
    another_brief(kept, brand="Ruta Sur")
    frame.session.reload()
    frame.session.changed.emit()
    frame.go("exceptions")
    for _ in range(20):  # more often than the page has slices
        settled()

    assert frame.page is not None
    assert (frame.page_key, frame.page.accessibleName()) == ("exceptions", "Exceptions")
    assert [page for page in frame.window.findChildren(Page) if page.isVisible()] == [frame.page]


def test_a_menu_that_is_open_is_not_closed_by_a_new_brief(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    menu = QMenu(frame.window)
    menu.addAction("stands open")
    menu.popup(frame.window.mapToGlobal(frame.window.rect().center()))
    before = frame.page

    frame.session.changed.emit()
    settled()
    assert menu.isVisible()
    assert frame.page is before
    menu.close()
    qtbot.waitUntil(lambda: frame.page is not before)


def test_a_page_leads_to_another_and_to_what_is_meant_there(
    kept: Path, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window_for(kept)
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(Page, "show_what", lambda page, what: shown.append((page.accessibleName(), what)))
    assert frame.page is not None

    frame.page.went.emit("settings", "theme")

    assert (frame.page_key, shown) == ("settings", [("Settings", "theme")])


@pytest.fixture
def colombian(kept: Path) -> Path:
    another_brief(kept, number_region="CO")
    return kept


def test_numbers_follow_the_workbooks_country_and_not_the_language(
    colombian: Path, window_for: Windows, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window_for(colombian)
    assert (frame.look.language, frame.look.words.number(1234.5, 1)) == ("en", "1.234,5")
    defined: list[tuple[str, str, str]] = []
    monkeypatch.setattr(frame.session, "define", lambda *row: defined.append(row))
    frame.go("settings")
    settled()

    region = next(one for one in frame.window.findChildren(Choice) if one.findData("CO") >= 0)
    assert region.currentText() == "Colombia · 1.234.567,5"
    region.setCurrentIndex(region.findData("MX"))
    region.activated.emit(region.currentIndex())
    assert defined == [("number_region", "", "MX")]

    another_brief(colombian, number_region="")
    frame.session.reload()
    frame.build()
    assert frame.look.words.number(1234.5, 1) == "1,234.5"


def test_the_choice_of_when_to_refresh_is_kept_and_followed(
    kept: Path, window_for: Windows, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window_for(kept)
    followed: list[str] = []
    monkeypatch.setattr(frame.session.auto, "follow", followed.append)
    frame.go("settings")
    settled()

    by_itself = next(one for one in frame.window.findChildren(Choice) if one.findData("60s") >= 0)
    assert [by_itself.itemData(row) for row in range(by_itself.count())] == ["off", "30s", "60s", "5m", "change"]
    by_itself.setCurrentIndex(by_itself.findData("60s"))
    by_itself.activated.emit(by_itself.currentIndex())
    assert (settings.refresh_choice, followed) == ("60s", ["60s"])


def test_on_a_wide_screen_the_settings_read_well_and_whole(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept, size=(1920, 1080))
    frame.go("settings")
    settled()

    assert frame.page is not None
    panels = frame.page.findChildren(Panel)
    assert {(panel.x(), panel.width()) for panel in panels} == {(SIDE, FORM_WIDTH)}

    for text in frame.window.findChildren(Text):
        if text.isVisible():
            assert not text.overflows(), text.text()


def test_before_the_first_brief_the_page_says_that_one_is_on_its_way(
    qtbot: QtBot, workbook: Path, window_for: Windows
) -> None:
    frame = window_for(workbook, "hangs")
    assert frame.look.words("empty.add") in _texts(frame)

    frame.session.refresh()
    qtbot.waitUntil(lambda: frame.look.words("empty.reading") in _texts(frame))

    frame.session.cancel()
    qtbot.waitUntil(lambda: frame.look.words("empty.add") in _texts(frame))


def _texts(frame: Frame) -> list[str]:
    return [label.text() for label in frame.window.findChildren(Text) if label.isVisible()]
