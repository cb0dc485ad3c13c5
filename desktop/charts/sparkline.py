"""A sparkline: one number a day as a thin line, its last day as a dot; days not covered are gaps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Look

HEIGHT, DOT, LINE = 30, 2.8, 1.8


class Sparkline(QWidget):
    """``series`` is oldest first; ``told`` says in words what the line shows, for those who cannot see it."""

    def __init__(self, look: Look, series: Sequence[float | None], told: str) -> None:
        super().__init__()
        self._series = list(series)
        self._colour = QColor(look.colours.accent_line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(told)

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(96, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrower still reads."""
        return QSize(48, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the runs of covered days, and the last of them as a dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._colour, LINE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        runs = places(self._series, self.width(), self.height())
        for run in runs:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in run]))
        if runs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawEllipse(QPointF(*runs[-1][-1]), DOT, DOT)


def places(series: Sequence[float | None], width: float, height: float) -> list[list[tuple[float, float]]]:
    """The points of each run of covered days. The lowest day stands at the bottom; a flat line in the middle."""
    known = [value for value in series if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    margin = DOT + 1
    across = (width - 2 * margin) / max(len(series) - 1, 1)
    runs: list[list[tuple[float, float]]] = []
    open_run = False
    for day, value in enumerate(series):
        if value is None:
            open_run = False
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        point = (margin + day * across, height - margin - share * (height - 2 * margin))
        if open_run:
            runs[-1].append(point)
        else:
            runs.append([point])
        open_run = True
    return runs
