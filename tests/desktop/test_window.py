from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import cache, failure
from desktop.doings import BY_KEY
from desktop.frame import Frame
from desktop.pages import PAGES
from desktop.settings import Settings
from desktop.theme import fonts
from desktop.widgets.cards import Figure, StatCard
from desktop.widgets.choice import Choice
from desktop.widgets.labels import Text
from desktop.widgets.rows import ActionRow, ExceptionLine
from desktop.window import Window
from tests.desktop.sample import ACTIONS, outcome

Windows = Callable[..., Frame]
KEYS = [entry.key for entry in PAGES]


def texts(window: Window) -> str:
    """Everything that is shown as text."""
    QApplication.processEvents()
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *(button.text() for button in window.findChildren(QPushButton) if button.isVisible())])


def rows(window: Window) -> list[ActionRow]:
    return [row for row in window.findChildren(ActionRow) if row.isVisible()]


def press(window: Window, word: str) -> None:
    QApplication.processEvents()
    button = next(one for one in window.findChildren(QPushButton) if one.text() == word and one.isVisible())
    button.click()
    QApplication.processEvents()


def choose(window: Window, key: str) -> None:
    """Choose this in the list that has it."""
    QApplication.processEvents()
    lists = [one for one in window.findChildren(Choice) if one.isVisible() and one.findData(key) >= 0]
    lists[0].setCurrentIndex(lists[0].findData(key))
    lists[0].activated.emit(lists[0].currentIndex())
    QApplication.processEvents()


def test_the_kept_brief_stands_before_anything_is_read(
    kept: Path, window_for: Windows, calls: Callable[[], list[list[str]]]
) -> None:
    frame = window_for(kept)
    window = frame.window

    shown = texts(window)
    assert "Week of 9–15 November" in shown
    assert "10 counted orders, against" in shown
    assert [row.accessibleName()[:2] for row in window.findChildren(ActionRow)] == [f"{n}." for n in range(1, 8)]
    assert len(window.findChildren(ExceptionLine)) == 7
    assert "1 critical, 4 warnings, 2 info" in shown
    assert "Not in revenue: #1103 pending" in shown
    assert calls() == []


def test_a_workbook_without_a_kept_brief_says_what_it_needs(workbook: Path, window_for: Windows) -> None:
    frame = window_for(workbook)
    window = frame.window

    assert "A brief needs a tab Orders" in texts(window)


def test_without_a_workbook_the_window_offers_to_open_or_make_one(window_for: Windows) -> None:
    frame = window_for(None)
    window = frame.window

    shown = texts(window)
    assert "Open a workbook" in shown
    assert "Make a workbook" in shown


def test_refresh_shows_its_step_and_can_be_cancelled(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept, "hangs")
    window = frame.window

    press(window, "Refresh")
    qtbot.waitUntil(lambda: "Reading the workbook: 1,200 of 4,000 rows" in texts(window), timeout=15_000)
    assert frame.header is not None
    assert (frame.header.progress.value(), frame.header.progress.maximum()) == (1200, 4000)
    press(window, "Cancel")
    qtbot.waitUntil(lambda: "Cancelled; nothing was written." in texts(window), timeout=15_000)

    assert "Week of 9–15 November" in texts(window)


def test_f5_refreshes_and_ctrl_s_writes(
    qtbot: QtBot, kept: Path, window_for: Windows, calls: Callable[[], list[list[str]]]
) -> None:
    frame = window_for(kept)
    window = frame.window

    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: len(calls()) == 1 and not frame.session.doing, timeout=15_000)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(calls()) == 2 and not frame.session.doing, timeout=15_000)

    assert [call[1] for call in calls()] == ["--no-write", "--write-cached"]
    assert "Written to ruta-norte.xlsx at " in texts(window)


def test_every_page_is_reached_by_its_keys(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window

    for key in KEYS:
        qtbot.keySequence(window, BY_KEY[f"page.{key}"].keys[0])
        assert frame.page_key == key


def test_ctrl_n_goes_where_a_note_is_typed(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window
    qtbot.waitExposed(window)
    window.activateWindow()

    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    assert frame.page_key == "notes"
    assert isinstance(window.focusWidget(), QPlainTextEdit)


def test_the_language_changes_without_a_restart(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window
    frame.go("settings")

    choose(window, "es")

    assert frame.settings.language_choice == "es"
    assert "Ajustes" in texts(window)
    frame.go("week")
    shown = texts(window)
    assert "Semana del 9–15 de noviembre" in shown
    assert "Los ingresos fueron" in shown
    assert "Revenue" not in shown


def test_the_theme_changes_without_a_restart(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window
    frame.go("settings")
    light = window.grab().toImage().pixelColor(700, 700).lightness()

    choose(window, "dark")

    assert light > 200
    assert window.grab().toImage().pixelColor(700, 700).lightness() < 60


def test_the_period_changes_read_cards_and_actions(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window

    press(window, "Today")
    assert "Monday 16 November" in texts(window)
    assert len(rows(window)) == 3
    press(window, "Month")
    assert "October 2026" in texts(window)


def test_a_damaged_section_does_not_stop_the_window(kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    assert frame.session.head is not None
    sections = cache.folder(kept) / "sections" / frame.session.head.generation
    for file in sections.iterdir():
        file.write_bytes(b"{")

    for key in KEYS:
        frame.go(key)
        frame.choose_read("monthly")

    assert frame.session.head is not None


def test_what_is_being_typed_outlives_a_refresh(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window
    field = next(one for one in window.findChildren(QLineEdit) if one.property("draft") == "note")
    field.setFocus()
    field.setText("photos of the jer")

    frame.session.refresh()
    qtbot.waitUntil(lambda: not frame.session.doing and frame.session.fresh, timeout=15_000)
    QApplication.processEvents()

    after = next(one for one in window.findChildren(QLineEdit) if one.property("draft") == "note")
    assert after.text() == "photos of the jer"
    assert window.focusWidget() is after


def test_a_note_typed_on_the_page_is_sent(
    qtbot: QtBot, kept: Path, window_for: Windows, calls: Callable[[], list[list[str]]]
) -> None:
    frame = window_for(kept)
    window = frame.window
    field = next(one for one in window.findChildren(QLineEdit) if one.property("draft") == "note")

    qtbot.keyClicks(field, "photos published")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(calls()) == 2 and not frame.session.doing, timeout=15_000)

    assert [call[0] for call in calls()] == ["edit", "refresh"]


def test_while_the_workbook_is_open_elsewhere_a_calm_banner_says_so(
    qtbot: QtBot, kept: Path, window_for: Windows
) -> None:
    (kept.parent / f"~${kept.name}").touch()
    frame = window_for(kept, "locked")
    window = frame.window

    press(window, "Write to workbook")
    qtbot.waitUntil(lambda: "Waiting: the brief." in texts(window), timeout=15_000)

    assert "It is locked." in texts(window)
    assert "Week of 9–15 November" in texts(window)
    press(window, "Details")
    press(window, "Drop")
    assert frame.session.waiting_brief() is None
    assert "Waiting" not in texts(window)


def test_a_bug_is_told_calmly_and_kept_in_the_log(
    kept: Path, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = window_for(kept)
    window = frame.window
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    failure.install(frame.tell_bug)

    try:
        raise ValueError("of ours")
    except ValueError as bug:
        sys.excepthook(ValueError, bug, bug.__traceback__)

    QApplication.processEvents()
    assert frame.session.notice is not None
    log = Path(frame.session.notice.remedy.en.partition("details are in ")[2].removesuffix("."))
    assert "builtins.ValueError" in log.read_text("utf-8")
    shown = texts(window)
    assert "Something went wrong inside Operating Brief" in shown
    assert "Traceback" not in shown


def test_a_dropped_workbook_is_opened(kept: Path, window_for: Windows) -> None:
    frame = window_for(None)
    window = frame.window
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(kept))])
    nothing = Qt.KeyboardModifier.NoModifier

    window.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing))

    assert frame.session.place == kept
    assert frame.settings.recent == [kept]


def test_a_dropped_picture_is_not(tmp_path: Path, window_for: Windows) -> None:
    frame = window_for(None)
    window = frame.window
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "jersey.png"))])
    nothing = Qt.KeyboardModifier.NoModifier

    window.dropEvent(QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, nothing))

    assert frame.session.place is None


@pytest.mark.parametrize("language", ["en", "es"])
def test_at_768_pixels_read_first_four_actions_and_criticals_need_no_scrolling(
    kept: Path, window_for: Windows, settings: Settings, language: str
) -> None:
    settings.language_choice = language
    frame = window_for(kept, size=(1366, 768))
    window = frame.window

    assert window.findChildren(StatCard) == []
    assert len(window.findChildren(Figure)) == 5
    page = frame.page
    assert page is not None
    bottom = page.mapTo(window, QPoint(0, page.height())).y()
    seen = [*window.findChildren(ActionRow)[:4], window.findChildren(ExceptionLine)[0]]
    for row in seen:
        assert row.mapTo(window, QPoint(0, row.height())).y() <= bottom


@pytest.mark.parametrize("size", [(1366, 900), (1366, 768), (1024, 768), (800, 600)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_text_is_cut_off(
    kept: Path, window_for: Windows, settings: Settings, size: tuple[int, int], language: str
) -> None:
    settings.language_choice = language
    frame = window_for(kept, size=size)
    window = frame.window

    for key in KEYS:
        frame.go(key)
        QApplication.processEvents()
        QApplication.processEvents()
        shown = [one for one in window.findChildren(Text) if one.isVisible() and one.text()]
        assert shown
        for one in shown:
            assert not one.overflows(), f"{key}: {one.text()}"
        for button in window.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), f"{key}: {button.text()}"
        assert frame.page is None or frame.page.sheet.width() <= frame.page.width(), key


def test_a_title_of_three_hundred_letters_pushes_nothing_aside(workbook: Path, window_for: Windows) -> None:
    import msgspec

    brief = outcome()
    long = msgspec.structs.replace(brief.products[0], title="Jersey" * 50)
    line = msgspec.structs.replace(ACTIONS[0].line, en=f"Restock {'Jersey' * 50} now.")
    actions = [msgspec.structs.replace(ACTIONS[0], line=line)]
    kept = msgspec.structs.replace(brief, products=[long], actions=actions)
    cache.save(cache.folder(workbook), kept)

    frame = window_for(workbook, size=(1024, 768))

    assert frame.page is not None
    assert frame.page.sheet.width() <= frame.page.width()


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_that_takes_the_keyboard_has_a_name(
    kept: Path, window_for: Windows, settings: Settings, language: str
) -> None:
    settings.language_choice = language
    frame = window_for(kept)
    window = frame.window

    for key in KEYS:
        frame.go(key)
        QApplication.processEvents()
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface.text(QAccessible.Text.Name), f"{key}: {widget}"


def test_every_chart_and_mark_is_told_in_words(kept: Path, window_for: Windows) -> None:
    from desktop.charts.sparkline import Sparkline
    from desktop.widgets.chip import Chip
    from desktop.widgets.mark import Mark

    frame = window_for(kept)
    window = frame.window

    charts = window.findChildren(Sparkline)
    assert charts
    for widget in [*charts, *window.findChildren(Chip), *window.findChildren(Mark)]:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_tab_reaches_every_control_of_the_page(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    frame = window_for(kept)
    window = frame.window
    wanted = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    seen = set()
    for _ in range(len(wanted) + 5):
        window.focusNextChild()
        seen.add(window.focusWidget())

    # of a switch, the keyboard stops at the choice that holds; the arrows reach the others
    missed = {widget for widget in wanted - seen if not (isinstance(widget, QPushButton) and widget.isCheckable())}
    assert missed == set()


def test_a_face_that_is_missing_does_not_stop_the_window(
    kept: Path, window_for: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_FILES", ("gone.otf",))
    fonts.load()

    assert "Week of 9–15 November" in texts(window_for(kept).window)
