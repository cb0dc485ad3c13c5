"""A panel: heading, what stands at its right, and rows below."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme.fonts import HEADING, SMALL
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, Text, hairline, label

if TYPE_CHECKING:
    from desktop.widgets.copy_button import CopyButton

PADDING, GAP, RADIUS = 16, 8, 12


class Ground(QWidget):
    """A rounded ground with a hairline border, and a ring where it has the keyboard's focus."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Painted, not styled: a style sheet would cost every widget inside."""
        draw_ground(self)


def draw_ground(widget: QWidget) -> None:
    """Draw that ground under a widget which has to be something else."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours, focused = widget.palette(), widget.hasFocus()
    width = 2.0 if focused else 1.0
    painter.setPen(QPen(colours.color(QPalette.ColorRole.Link if focused else QPalette.ColorRole.Mid), width))
    painter.setBrush(colours.color(QPalette.ColorRole.Base))
    inset = width / 2
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), px(RADIUS), px(RADIUS))


class Panel(Ground):
    """A rounded panel. ``body`` is the column into which rows go."""

    def __init__(self, title: str = "", aside: str = "") -> None:
        super().__init__()
        self.title = title
        self._copy: CopyButton | None = None
        self._beside: Text | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(px(PADDING), px(14), px(PADDING), px(14))
        self.body.setSpacing(px(GAP))
        if title:
            self.setAccessibleName(title)
            top = QHBoxLayout()
            heading = label(title, HEADING, bold=True, wrap=not aside)
            top.addWidget(heading, 0 if aside else 1)
            if aside:
                beside = label(aside, SMALL, role=MUTED)
                beside.align_right(True)
                top.addWidget(beside, 1)
                self._beside = beside
            self.body.addLayout(top)

    def enterEvent(self, event: QEnterEvent) -> None:
        """What stands here can be copied as text."""
        super().enterEvent(event)
        from desktop.widgets.copy_button import CopyButton, given_to

        if self._copy is None and self.title and (given := given_to(self)) is not None:
            self._copy = CopyButton(self, given)
        if self._copy is not None:
            beside = ceil(self._beside.natural_width()) + px(GAP) if self._beside is not None else 0
            self._copy.place(beside + px(PADDING), self.contentsMargins().top() + self.body.contentsMargins().top())

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone on."""
        super().leaveEvent(event)
        if self._copy is not None:
            self._copy.hide()

    def add(self, widget: QWidget) -> None:
        """One more row."""
        self.body.addWidget(widget)

    def add_lined(self, widget: QWidget) -> None:
        """One more row, with a thin line before it unless it is the first."""
        if self.body.count() > 1:
            self.body.addWidget(hairline())
        self.body.addWidget(widget)
