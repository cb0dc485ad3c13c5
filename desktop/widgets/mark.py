"""Marks: what is said by shape beside its word, painted, so that no face has to own the glyph."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Look
from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE

#: What each mark is drawn as.
SHAPES = {
    SOLID: "full",
    DIRECTIONAL: "half",
    TOO_LITTLE: "ring",
    "critical": "hexagon",
    "warning": "triangle",
    "info": "full",
    "good": "check",
    "green": "full",
    "amber": "diamond",
    "red": "hexagon",
    "grey": "ring",
}


def draw(painter: QPainter, box: QRectF, meaning: str, colour: QColor) -> None:
    """Draw the mark of this meaning into the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = SHAPES.get(meaning, "ring")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if shape == "full":
        painter.drawEllipse(box)
    elif shape == "hexagon":
        painter.drawPolygon(_polygon(box, 6, 30))
    elif shape == "triangle":
        painter.drawPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif shape == "diamond":
        painter.drawPolygon(_polygon(box, 4, 0))
    elif shape == "check":
        _stroke(painter, box, colour)
        points = ((0.08, 0.55), (0.38, 0.85), (0.94, 0.2))
        painter.drawPolyline([QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in points])
    else:
        if shape == "half":
            painter.drawPie(box, 90 * 16, 180 * 16)
        _stroke(painter, box, colour)
        painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))


class Mark(QWidget):
    """A mark alone; its meaning is its tool tip and its accessible name."""

    def __init__(self, look: Look, meaning: str, word: str, size: int = 10, colour: str = "") -> None:
        super().__init__()
        self._meaning = meaning
        self._colour = QColor(colour or look.colours.muted)
        self._size = look.px(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(word)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """Two pixels more than the shape."""
        return QSize(self._size + 2, self._size + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shape."""
        draw(QPainter(self), QRectF(1, 1, self._size, self._size), self._meaning, self._colour)


def confidence_mark(look: Look, confidence: str) -> Mark:
    """The mark of a confidence, with its word."""
    key = f"confidence.{confidence}"
    return Mark(look, confidence, look.words(key) if look.words.has(key) else confidence)


def _stroke(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = painter.pen()
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setColor(colour)
    pen.setWidthF(max(1.4, box.width() / 8))
    painter.setPen(pen)


def _polygon(box: QRectF, corners: int, turn: float) -> QPolygonF:
    radius, centre = box.width() / 2, box.center()
    angles = [math.radians(turn + 360 / corners * corner) for corner in range(corners)]
    return QPolygonF([QPointF(centre.x() + radius * math.cos(a), centre.y() + radius * math.sin(a)) for a in angles])
