from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import cache, kept_place
from desktop.frame import Frame
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def form(*, banner: bool = False, words: tuple[str, ...] = ("Acknowledge", "Snooze")) -> QWidget:
    """A window's inside: buttons of two rows, a field, a list; above them a banner, where there is one."""
    root = QWidget()
    column = QVBoxLayout(root)
    if banner:
        column.addWidget(QPushButton("Dismiss"))
    for row in ("#1113", "#1104"):
        held = QWidget()
        held.setAccessibleName(row)
        across = QVBoxLayout(held)
        for word in words:
            across.addWidget(QPushButton(word))
        column.addWidget(held)
    field = QLineEdit("what I am typing")
    field.setProperty("draft", "note")
    column.addWidget(field)
    rows = QListWidget()
    rows.setAccessibleName("rows")
    rows.addItems([f"row {number}" for number in range(50)])
    column.addWidget(rows)
    return root


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    def shown(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(300, 400)
        widget.show()
        QApplication.processEvents()
        return widget

    return shown


def button(root: QWidget, number: int) -> QPushButton:
    return root.findChildren(QPushButton)[number]


def test_the_same_button_of_the_same_row_has_the_focus_though_a_banner_came(
    show: Callable[[QWidget], QWidget],
) -> None:
    before = show(form())
    button(before, 3).setFocus()  # Snooze of #1104
    after = show(form(banner=True))

    assert kept_place.back(after, kept_place.of(before))

    assert button(after, 4).hasFocus()
    row = button(after, 4).parentWidget()
    assert row is not None
    assert row.accessibleName() == "#1104"


def test_in_another_language_the_button_at_the_same_place_has_it(show: Callable[[QWidget], QWidget]) -> None:
    before = show(form())
    button(before, 1).setFocus()
    after = show(form(words=("Aceptar", "Posponer")))

    assert kept_place.back(after, kept_place.of(before).nameless())

    assert button(after, 1).hasFocus()


def test_the_cursor_what_is_marked_and_the_line_of_a_list_stay(show: Callable[[QWidget], QWidget]) -> None:
    before, after = show(form()), show(form())
    field = before.findChildren(QLineEdit)[0]
    field.setFocus()
    field.setSelection(5, 4)
    kept_place.back(after, kept_place.of(before))
    assert after.findChildren(QLineEdit)[0].selectedText() == "I am"

    rows = before.findChildren(QListWidget)[0]
    rows.setFocus()
    rows.setCurrentRow(30)
    rows.verticalScrollBar().setValue(25)
    kept_place.back(after, kept_place.of(before))
    again = after.findChildren(QListWidget)[0]
    assert (again.currentRow(), again.hasFocus()) == (30, True)


def test_what_is_gone_is_not_replaced_by_something_else(show: Callable[[QWidget], QWidget]) -> None:
    before = show(form())
    button(before, 1).setFocus()
    after = show(form(words=("Acknowledge",)))

    assert not kept_place.back(after, kept_place.of(before))


def test_a_refresh_by_itself_leaves_the_founder_where_they_are(qtbot: QtBot, kept: Path, window_for: Windows) -> None:
    cache.save(cache.folder(kept), msgspec.structs.replace(outcome(), brand="An older brief"))
    frame = window_for(kept, size=(1100, 600))
    assert frame.page is not None
    field = frame.page.findChildren(QLineEdit)[0]
    field.setFocus()
    field.setText("Stock came on")
    field.setCursorPosition(5)
    bar = frame.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 120)
    bar.setValue(120)
    before = frame.page

    frame.session.read_again()
    qtbot.waitUntil(lambda: not frame.session.doing and frame.page is not before, timeout=15_000)
    QApplication.processEvents()

    again = next(one for one in frame.page.findChildren(QLineEdit) if one.text())
    assert (again.text(), again.cursorPosition(), again.hasFocus()) == ("Stock came on", 5, True)
    qtbot.waitUntil(lambda: frame.page is not None and frame.page.verticalScrollBar().value() == 120)
