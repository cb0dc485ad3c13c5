from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.choice import Choice
from desktop.widgets.unwheeled import unwheeled


def turned(field: QWidget) -> QWheelEvent:
    """The wheel turns a notch towards the founder, over this field."""
    at = QPointF(field.rect().center())
    none, nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    down, phase = QPoint(0, -120), Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, field.mapToGlobal(at), QPoint(), down, none, nothing, phase, False)
    QApplication.sendEvent(field, event)
    return event


def listed() -> QComboBox:
    made = QComboBox()
    made.addItems(["one", "two", "three"])
    return unwheeled(made)


@pytest.mark.parametrize(
    "made",
    [
        listed,
        lambda: unwheeled(QDateEdit(QDate(2026, 11, 16))),
        lambda: Choice("size", [("s", "S"), ("m", "M")], "s"),
    ],
)
def test_the_wheel_is_left_to_the_page_and_changes_no_field_in_passing(
    qtbot: QtBot, made: Callable[[], QComboBox | QDateEdit]
) -> None:
    field = made()
    qtbot.addWidget(field)
    field.show()
    before = field.currentText() if isinstance(field, QComboBox) else field.date()

    event = turned(field)

    assert (field.currentText() if isinstance(field, QComboBox) else field.date()) == before
    assert not event.isAccepted()
    assert not field.focusPolicy() & Qt.FocusPolicy.WheelFocus & ~Qt.FocusPolicy.StrongFocus
