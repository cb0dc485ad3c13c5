"""A heat map: a number in every cell, its ground the deeper the larger it is; what is not known is hatched."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.charts.chart import Chart, Mark, Placed, Table
from desktop.theme import Look
from reports.outcome import Heat

ROW, GAP, SPACE = 28, 10, 2
#: The names of the rows take no more than this part of the width.
NAMES = 0.3
#: One is told apart from none.
LEAST = 0.2
LEFT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter


class HeatChart(Chart):
    """Rows from the top, columns from the left, as the heat has them."""

    def __init__(self, look: Look, heat: Heat) -> None:
        self._rows = [look.say(row) for row in heat.rows]
        self._columns = [look.say(column) for column in heat.columns]
        self._cells = heat.cells
        self._texts = [[_text(look, count) for count in row] for row in heat.cells]
        self._most = max((count or 0 for row in heat.cells for count in row), default=0) or 1
        named = zip(self._rows, self._texts, strict=True)
        table = Table(("", *self._columns), tuple((name, *texts) for name, texts in named))
        super().__init__(look, look.say(heat.title), look.say(heat.said), table)

    def arrange(self, width: int) -> Placed:
        """One mark a cell, row by row."""
        high = max(self.look.px(ROW), self.line + 2)
        left = self._names(width) + self.look.px(GAP)
        wide = max((width - left - 2) / max(len(self._columns), 1), 1.0)
        marks = [
            Mark(
                f"{row}, {column}: {self._said(down, across)}",
                QRectF(left + across * wide, (down + 1) * high, wide - SPACE, high - SPACE),
            )
            for down, row in enumerate(self._rows)
            for across, column in enumerate(self._columns)
        ]
        return Placed(marks, high * (len(self._rows) + 1) + 2)

    def draw(self, painter: QPainter) -> None:
        """Heads, then the cells."""
        names = self._names(self.width())
        across = len(self._columns)
        for number, mark in enumerate(self.marks()):
            down, column = divmod(number, across)
            box, count = mark.box, self._cells[down][column]
            if down == 0:
                head = QRectF(box.x(), 0, box.width(), box.y())
                self.write(painter, head, self._columns[column], "muted", CENTRE)
            if column == 0:
                self.write(painter, QRectF(2, box.y(), names, box.height()), self._rows[down], "ink", LEFT)
            if count is None:
                self.hatch(painter, box, "line")
                continue
            painter.setPen(self.colour("line"))
            painter.setBrush(self.tint(LEAST + (1 - LEAST) * count / self._most) if count else self.colour("panel"))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            self.write(painter, box, self._texts[down][column], "ink", CENTRE)

    def _said(self, down: int, across: int) -> str:
        return self._texts[down][across] or self.look.words("chart.unknown")

    def _names(self, width: int) -> int:
        return min(max((self.advance(row) for row in self._rows), default=0), int(width * NAMES))


def _text(look: Look, count: int | None) -> str:
    return look.words("chart.unknown") if count is None else look.words.number(count)
