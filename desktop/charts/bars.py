"""Bars that lie: a name, a bar, its value in words. What does not count yet is hatched, what is not known is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.charts.chart import Chart, Mark, Placed, Table
from desktop.theme import Look

ROW, THICK, GAP, SMALLEST = 28, 14, 10, 3
#: The names, and the values, take no more than these parts of the width.
NAMES, VALUES = 0.34, 0.42
LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Bar:
    """``share`` of the longest bar (0 to 1, ``None`` = unknown); ``open`` = its time is not over yet."""

    name: str
    share: float | None
    value: str
    said: str
    open: bool = False


class Bars(Chart):
    """One bar a row, from the top."""

    def __init__(self, look: Look, name: str, said: str, table: Table, bars: Sequence[Bar]) -> None:
        super().__init__(look, name, said, table)
        self._bars = tuple(bars)

    def arrange(self, width: int) -> Placed:
        """A row each."""
        high = max(self.look.px(ROW), self.line + 2)
        marks = [Mark(bar.said, QRectF(1, 1 + at * high, width - 2, high)) for at, bar in enumerate(self._bars)]
        return Placed(marks, high * len(marks) + 2)

    def draw(self, painter: QPainter) -> None:
        """Name, bar, value."""
        width, gap = self.width(), self.look.px(GAP)
        names = min(max((self.advance(bar.name) for bar in self._bars), default=0), int(width * NAMES))
        values = min(max((self.advance(bar.value) for bar in self._bars), default=0), int(width * VALUES))
        left, room = names + gap, max(width - names - values - 2 * gap - 4, self.look.px(SMALLEST))
        for bar, mark in zip(self._bars, self.marks(), strict=True):
            box = mark.box
            self.write(painter, QRectF(2, box.y(), names, box.height()), bar.name, "ink", LEFT)
            self._bar(painter, bar, QRectF(left, box.y(), room, box.height()))
            at = QRectF(left + room + gap, box.y(), values, box.height())
            self.write(painter, at, bar.value, "muted" if bar.share is None or bar.open else "ink", LEFT)

    def _bar(self, painter: QPainter, bar: Bar, room: QRectF) -> None:
        thick = self.look.px(THICK)
        whole = QRectF(room.x(), room.center().y() - thick / 2, room.width(), thick)
        if bar.share is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.colour("muted"), self.look.zoom, Qt.PenStyle.DashLine))
            painter.drawRect(whole.adjusted(0.5, 0.5, -0.5, -0.5))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour("quiet_soft"))
        painter.drawRect(whole)
        long = whole.width() * min(bar.share, 1.0)
        part = QRectF(whole.x(), whole.y(), max(long, float(self.look.px(SMALLEST))), thick)
        if bar.open:
            self.hatch(painter, part, "accent_line")
        else:
            painter.setBrush(self.colour("accent_line"))
            painter.drawRect(part)
