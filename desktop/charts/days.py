"""A figure day by day: the sparkline at its full size, each day a mark, with the notes of the journal below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from desktop.charts.chart import Chart, Mark, Placed, Table
from desktop.charts.sparkline import Noted, places
from desktop.theme import Look
from desktop.translations.dates import moment

LINE, DOT, NOTE = 1.8, 3.0, 4.0
DRAWN, FOOT, SIDE = 120, 34, 4


class DaysChart(Chart):
    """``series`` is oldest first, from ``first_day`` on; ``None`` is a day that is not covered."""

    def __init__(
        self, look: Look, title: str, said: str, series: Sequence[float | None], first_day: str, notes: Sequence[Noted]
    ) -> None:
        self._series, self._notes = list(series), notes
        start = date.fromisoformat(first_day)
        days = [(start + timedelta(days=number)).isoformat() for number in range(len(self._series))]
        self._days = [moment(day, look.language) for day in days]
        words = look.words
        rows = tuple(
            (day, words("days.none") if value is None else words.number(value), self._of(number))
            for number, (day, value) in enumerate(zip(self._days, self._series, strict=True))
        )
        self._told = [": ".join(part for part in (day, value) if part) for day, value, _ in rows]
        super().__init__(look, title, said, Table((words("days.day"), title, words("page.notes")), rows))

    def _of(self, number: int) -> str:
        return "; ".join(note.said for note in self._notes if note.first <= number <= note.last)

    def arrange(self, width: int) -> Placed:
        """One mark a day, side by side, as high as the chart."""
        look = self.look
        height = look.px(DRAWN + FOOT)
        step = (width - 2 * look.px(SIDE)) / max(len(self._series), 1)
        marks = []
        for number, told in enumerate(self._told):
            notes = self._of(number)
            box = QRectF(look.px(SIDE) + number * step, 1, step, height - look.px(FOOT / 2) - 1)
            marks.append(Mark(f"{told}. {notes}" if notes else told, box))
        return Placed(marks, height)

    def draw(self, painter: QPainter) -> None:
        """The line, the notes below it, and the first and the last day."""
        look, boxes = self.look, [mark.box for mark in self.marks()]
        if not boxes:
            return
        floor, step = float(look.px(DRAWN)), boxes[0].width()
        painter.setPen(QPen(self.colour("line"), 1))
        painter.drawLine(QPointF(boxes[0].left(), floor), QPointF(boxes[-1].right(), floor))
        pen = QPen(self.colour("accent_line"), LINE * look.zoom)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        # The line goes through the middle of each day's box.
        aside = boxes[0].left() + step / 2 - (2.8 + 1) * look.zoom
        width = self.width() - 2 * aside
        painter.save()
        painter.translate(aside, 0)
        for run in places(self._series, width, floor, 0.0, look.zoom):
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in run]))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colour("accent_line"))
            painter.drawEllipse(QPointF(*run[-1]), DOT * look.zoom, DOT * look.zoom)
        painter.restore()
        self._draw_notes(painter, boxes, floor + look.px(8))
        foot = QRectF(
            boxes[0].left(), floor + look.px(FOOT / 2), boxes[-1].right() - boxes[0].left(), look.px(FOOT / 2)
        )
        self.write(painter, foot, self._days[0], "muted", Qt.AlignmentFlag.AlignLeft)
        self.write(painter, foot, self._days[-1], "muted", Qt.AlignmentFlag.AlignRight)

    def _draw_notes(self, painter: QPainter, boxes: Sequence[QRectF], middle: float) -> None:
        half = NOTE * self.look.zoom
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour("muted"))
        for note in self._notes:
            x, end = boxes[note.first].center().x(), boxes[note.last].center().x()
            if end > x:
                painter.drawRect(QRectF(x, middle - self.look.zoom, end - x, 2 * self.look.zoom))
            corners = ((x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
