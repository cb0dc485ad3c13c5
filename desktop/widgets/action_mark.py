"""The number of a next action with a box below it: what became of it, and the button that asks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from desktop.theme import Look
from desktop.theme.fonts import BODY, font
from desktop.widgets.pressable import Pressable

WIDTH, HEIGHT, BOX = 20, 34, 11


class ActionMark(Pressable):
    """An empty box is open, half of one doing, a tick done, a bar dropped; the word stands in its name."""

    def __init__(self, look: Look, number: int, said: str) -> None:
        super().__init__("")
        self._look, self._number, self._said = look, number, said
        self.status = "open"
        self.setFont(font(BODY, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_status("open")

    def show_status(self, status: str) -> None:
        """Draw and say what became of it."""
        self.status = status
        words = self._look.words
        self.setToolTip(words("action.ask", status=words(f"action.{status}")))
        self.setAccessibleName(words("action.named", n=self._number, status=words(f"action.{status}"), what=self._said))
        self.update()

    def sizeHint(self) -> QSize:
        """The number, and the box below."""
        return QSize(self._look.px(WIDTH), self._look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Number and box."""
        super().paintEvent(event)
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(look.colours.muted))
        top = look.px(18)
        painter.drawText(QRectF(0, 0, self.width(), top), Qt.AlignmentFlag.AlignCenter, str(self._number))
        side = float(look.px(BOX))
        box = QRectF((self.width() - side) / 2, top + 1.5, side, side)
        pen = QPen(QColor(look.colours.ink if self.status != "open" else look.colours.muted), 1.4 * look.zoom)
        painter.setPen(pen)
        painter.drawRoundedRect(box, look.px(3), look.px(3))
        x, y = box.x(), box.y()
        if self.status == "doing":
            painter.fillRect(QRectF(x, y, side / 2, side), pen.color())
        elif self.status == "done":
            points = ((0.22, 0.52), (0.43, 0.74), (0.8, 0.28))
            painter.drawPolyline([QPointF(x + side * across, y + side * down) for across, down in points])
        elif self.status == "dropped":
            painter.drawLine(QPointF(x + side * 0.25, y + side / 2), QPointF(x + side * 0.75, y + side / 2))
