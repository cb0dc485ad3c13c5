"""A sparkline: one number a day as a thin line, its last day as a dot; days not covered are gaps.

Notes of the journal stand below the line, each at its day; a hover tells them. Its days in words and as a table are
:mod:`desktop.charts.days`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Look
from desktop.widgets.labels import hint

HEIGHT, DOT, LINE = 30, 2.8, 1.8
#: Half the height of a note's mark, and how near to it the pointer tells it.
NOTE, NEAR = 3.2, 7.0


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on the days of a series, both included; ``said`` tells its day and its words."""

    first: int
    last: int
    said: str


class Sparkline(QWidget):
    """``series`` is oldest first; ``told`` says in words what the line shows, for those who cannot see it."""

    def __init__(self, look: Look, series: Sequence[float | None], told: str) -> None:
        super().__init__()
        self._series = list(series)
        self._notes: Sequence[Noted] = ()
        self._look = look
        self._colour = QColor(look.colours.accent_line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(told)

    def mark(self, notes: Sequence[Noted]) -> None:
        """Show these notes too."""
        self._notes = notes
        self.setAccessibleDescription(". ".join(note.said for note in notes))
        self.update()

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(self._look.px(96), self._look.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrower still reads."""
        return QSize(self._look.px(48), self._look.px(HEIGHT))

    def told_at(self, x: float) -> str:
        """The notes of the days near this place, one a line."""
        near = self._look.px(NEAR)
        return "\n".join(
            note.said for note in self._notes if self._across(note.first) - near <= x <= self._across(note.last) + near
        )

    def event(self, event: QEvent) -> bool:
        """A hover over a note tells it; elsewhere what the line stands in tells itself."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            said = self.told_at(event.pos().x())
            if said:
                QToolTip.showText(event.globalPos(), hint(said), self)
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the notes, the runs of covered days, and the last of them as a dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom = self._look.zoom
        runs = places(self._series, self.width(), self.height(), self._foot(), zoom)
        if self._notes:
            self._draw_notes(painter)
        pen = QPen(self._colour, LINE * zoom)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for run in runs:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in run]))
        if runs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawEllipse(QPointF(*runs[-1][-1]), DOT * zoom, DOT * zoom)

    def _foot(self) -> float:
        """The room below the line: for the notes, where there are any."""
        return (2 * NOTE + 1) * self._look.zoom if self._notes else 0.0

    def _across(self, day: int) -> float:
        margin = (DOT + 1) * self._look.zoom
        return margin + day * (self.width() - 2 * margin) / max(len(self._series) - 1, 1)

    def _draw_notes(self, painter: QPainter) -> None:
        """A diamond at the first day of each note; a note of several days has a bar to its last."""
        half = NOTE * self._look.zoom
        middle = self.height() - half - 0.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._look.colours.muted))
        for note in self._notes:
            x, end = self._across(note.first), self._across(note.last)
            if end > x:
                painter.drawRect(QRectF(x, middle - self._look.zoom, end - x, 2 * self._look.zoom))
            corners = ((x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def places(
    series: Sequence[float | None], width: float, height: float, foot: float = 0.0, zoom: float = 1.0
) -> list[list[tuple[float, float]]]:
    """The points of each run of covered days. The lowest day stands at the bottom; a flat line in the middle.

    ``foot`` is left free below.
    """
    known = [value for value in series if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    margin = (DOT + 1) * zoom
    floor = height - foot
    across = (width - 2 * margin) / max(len(series) - 1, 1)
    runs: list[list[tuple[float, float]]] = []
    open_run = False
    for day, value in enumerate(series):
        if value is None:
            open_run = False
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        point = (margin + day * across, floor - margin - share * (floor - 2 * margin))
        if open_run:
            runs[-1].append(point)
        else:
            runs.append([point])
        open_run = True
    return runs
