"""The dialogs of a shown window, and what is asked of every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.sheet import Sheet
from desktop.frame import Frame
from desktop.widgets.labels import Text

Dialog = TypeVar("Dialog", bound=Sheet)
Opened = Callable[[Frame, type[Dialog]], Dialog]


@pytest.fixture
def opened(qtbot: QtBot) -> Opened[Sheet]:
    """The dialog of this kind that stands over the window."""

    def find(frame: Frame, kind: type[Dialog]) -> Dialog:
        QApplication.processEvents()
        (dialog,) = [one for one in frame.window.findChildren(kind) if one.isVisible()]
        return dialog

    return find


def is_sound(dialog: Sheet) -> None:
    """No text is cut off, whatever takes the keyboard has a name and is reached by Tab, and Esc closes it."""
    for _ in range(3):
        QApplication.processEvents()
    for text in dialog.findChildren(Text):
        assert not (text.isVisible() and text.overflows()), text.text()
    for button in dialog.findChildren(QPushButton):
        assert not button.isVisible() or button.width() >= button.sizeHint().width(), button.text()
    wanted = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    for widget in wanted:
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    seen = set()
    for _ in range(len(wanted) + 3):
        seen.add(dialog.focusWidget())
        dialog.focusNextChild()
    # a field inside another one is reached with it
    wanted = {widget for widget in wanted if widget.focusProxy() is None}
    missed = {widget for widget in wanted - seen if not (isinstance(widget, QPushButton) and widget.isCheckable())}
    assert missed == set()
    assert dialog.accessibleName()
    assert dialog.accessibleDescription()
