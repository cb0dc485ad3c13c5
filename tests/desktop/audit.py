"""What assistive technology is told of a window: asked in the process, since offscreen there is no other way."""

from __future__ import annotations

import re
from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.charts.chart import Chart
from desktop.charts.sparkline import Sparkline
from desktop.widgets.chip import Chip
from desktop.widgets.mark import Mark

#: Painted, so that nobody but their name tells what they say.
PAINTED = (Chart, Sparkline, Chip, Mark)
_SAYS = re.compile(r"\w")


def stops(root: QWidget) -> list[QWidget]:
    """Every widget at which the Tab key may stop."""
    every = [one for one in root.findChildren(QWidget) if one.isVisible()]
    return [one for one in every if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def told(widget: QWidget) -> str:
    """The name and the description that a screen reader hears."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return f"{interface.text(QAccessible.Text.Name)} {interface.text(QAccessible.Text.Description)}".strip()


def found(root: QWidget) -> list[str]:
    """What is wrong: controls and pictures without a name, controls that cannot be told from each other, and fields
    that the wheel changes in passing.
    """
    wrong = []
    for widget in [*stops(root), *(one for one in root.findChildren(QWidget) if isinstance(one, PAINTED))]:
        if widget.isVisible() and not _SAYS.search(
            QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        ):
            wrong.append(f"{_where(widget)} has no name")
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QComboBox | QAbstractSpinBox) and widget.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            wrong.append(f"{_where(widget)} is changed by the wheel that scrolls past it")
    controls = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    names = Counter(told(one) for one in stops(root) if isinstance(one, controls))
    wrong += [f"{number} controls are called {name!r}" for name, number in names.items() if number > 1]
    return wrong


def _where(widget: QWidget) -> str:
    names = []
    above: QWidget | None = widget
    while above is not None and len(names) < 4:
        names.append(type(above).__name__)
        above = above.parentWidget()
    return " in ".join(names)
