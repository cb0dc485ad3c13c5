"""Larger and smaller, high contrast, narrow and low screens: nothing is cut off, nothing falls out of reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.frame import Frame
from desktop.pages import PAGES
from desktop.settings import ZOOM_STEPS, Settings
from desktop.theme import size
from desktop.theme.fonts import BODY, font
from desktop.widgets.labels import Text
from desktop.widgets.panel import Panel
from desktop.widgets.sidebar import NavButton, OpenMenu, Sidebar, TopBar

Windows = Callable[..., Frame]


@pytest.fixture(autouse=True)
def _as_designed() -> object:
    yield
    size.zoom_to(1.0)
    QApplication.setFont(font())


def settled() -> None:
    for _ in range(5):
        QApplication.processEvents()


def cut_off(frame: Frame) -> list[str]:
    """The texts and buttons that are not shown whole, and what is wider than the window."""
    shown = [one for one in frame.window.findChildren(Text) if one.isVisible() and one.text()]
    wrong = [one.text() for one in shown if one.overflows()]
    buttons = [one for one in frame.window.findChildren(QPushButton) if one.isVisible()]
    wrong += [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]
    wrong += [
        one.text() for one in buttons if one.mapTo(frame.window, QPoint(one.width(), 0)).x() > frame.window.width()
    ]
    if frame.page is not None and frame.page.sheet.width() > frame.page.width():
        wrong.append("the page is wider than its place")
    return wrong


def test_the_keyboard_makes_everything_larger_and_smaller(
    qtbot: QtBot, kept: Path, window_for: Windows, settings: Settings
) -> None:
    frame = window_for(kept)
    panel = frame.window.findChildren(Panel)[0]
    side, inside = frame.shell.regions[0].width(), panel.body.contentsMargins().left()

    for _ in range(len(ZOOM_STEPS)):  # more often than there are steps
        qtbot.keySequence(frame.window, "Ctrl++")
    settled()
    assert (settings.zoom, frame.look.zoom, font(BODY).pixelSize()) == (2.0, 2.0, 2 * BODY)
    assert frame.window.findChildren(Panel)[0].body.contentsMargins().left() == 2 * inside
    qtbot.keySequence(frame.window, "Ctrl+-")
    assert settings.zoom == 1.75
    qtbot.keySequence(frame.window, "Ctrl+0")
    settled()
    assert frame.shell.regions[0].width() == side


@pytest.mark.parametrize(
    ("width", "height", "zoom", "language"),
    [(910, 512, "100", "es"), (1366, 768, "200", "es"), (1366, 768, "150", "en"), (1366, 768, "80", "en")],
)
def test_nothing_is_cut_off_in_any_size(
    kept: Path, window_for: Windows, settings: Settings, width: int, height: int, zoom: str, language: str
) -> None:
    settings.choose("zoom", zoom)
    settings.language_choice = language
    frame = window_for(kept, size=(width, height))

    wrong = {}
    for entry in PAGES:
        frame.go(entry.key)
        settled()
        if found := cut_off(frame):
            wrong[entry.key] = found
    assert wrong == {}


def test_on_a_low_screen_every_page_is_in_reach(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept, size=(910, 512))
    (side,) = frame.window.findChildren(Sidebar)

    assert {one.height() for one in side.findChildren(NavButton)} == {27}  # 35 where there is room
    foot = [one for one in side.findChildren(NavButton) if one.parentWidget() is side]
    bottoms = [one.mapTo(frame.window, QPoint(0, one.height())).y() for one in foot]
    assert max(bottoms) <= frame.window.height()
    (area,) = side.findChildren(QScrollArea)
    for button in area.findChildren(NavButton):
        button.setFocus()
        settled()
        top = button.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= area.viewport().height() - button.height()


def test_where_there_is_no_room_for_the_side_its_pages_stand_in_a_menu(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept, size=(700, 600))
    assert frame.window.findChildren(Sidebar) == []
    (bar,) = frame.window.findChildren(TopBar)

    assert [action.isChecked() for action in bar.menu.actions()] == [entry.key == "week" for entry in PAGES]
    bar.menu.actions()[1].trigger()
    settled()
    assert frame.page_key == "exceptions"

    frame.window.resize(1366, 768)
    settled()
    assert len(frame.window.findChildren(Sidebar)) == 1


def test_workbooks_that_were_open_before_are_in_the_menu_and_open_again(
    kept: Path, window_for: Windows, settings: Settings, tmp_path: Path
) -> None:
    other, gone = tmp_path / "other & more.xlsx", tmp_path / "gone.xlsx"
    other.write_bytes(b"stands for a workbook")
    for place in (gone, other, kept):
        settings.opened(place)
    frame = window_for(kept)

    button = next(one for one in frame.window.findChildren(QPushButton) if one.text() == "Open")
    button.click()
    (menu,) = frame.window.findChildren(OpenMenu)
    said = [(action.text(), action.isEnabled()) for action in menu.actions() if action.text()]
    assert [text.split(" · ")[0] for text, _ in said[:2]] == ["other && more.xlsx", "gone.xlsx"]
    assert [enabled for _, enabled in said] == [True, False, True, True]
    menu.actions()[0].trigger()
    menu.close()
    assert frame.session.place == other


def test_high_contrast_is_chosen_like_any_theme_and_has_a_dark_side(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)

    for choice, dark, ground in (("contrast_light", False, "#ffffff"), ("contrast_dark", True, "#000000")):
        frame.choose_setting("theme", choice)
        assert (frame.look.dark, frame.look.colours.background) == (dark, ground)
        settled()
        assert frame.window.grab().toImage().pixelColor(2, frame.window.height() - 2).name() == ground


def test_where_nothing_is_to_move_neither_cursor_nor_bar_does(
    qtbot: QtBot, kept: Path, window_for: Windows, settings: Settings
) -> None:
    frame = window_for(kept, "hangs")
    frame.choose_setting("motion", "reduced")
    assert QApplication.cursorFlashTime() == 0

    qtbot.keyClick(frame.window, Qt.Key.Key_F5)
    assert frame.header is not None
    bar: QProgressBar = frame.header.progress
    assert (bar.minimum(), bar.maximum()) != (0, 0)
    frame.session.cancel()
    frame.choose_setting("motion", "full")
    assert QApplication.cursorFlashTime() > 0
