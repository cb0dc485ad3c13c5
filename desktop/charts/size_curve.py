"""The size curve: what part of the demand, and what part of the stock, each size has."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.charts.chart import Chart, Mark, Placed, Table
from desktop.theme import Look
from desktop.widgets.mark import draw
from reports.outcome import SizeCurve, SizeShare

HIGH, NARROWEST, WIDEST, BAR, SPACE, SHAPE = 96, 64, 112, 26, 4, 9
CENTRE, LEFT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignLeft


class SizeCurveChart(Chart):
    """Two bars a size: asked for (full) and in stock (hatched), each as a part of its own sum."""

    def __init__(self, look: Look, curve: SizeCurve) -> None:
        self._sizes = curve.sizes
        self._asked = sum(size.demand_units or 0 for size in curve.sizes)
        self._held = sum(size.available_units or 0 for size in curve.sizes)
        parts = [_part(size.demand_units, self._asked) for size in curve.sizes]
        parts += [_part(size.available_units, self._held) for size in curve.sizes]
        self._most = max(parts, default=0.0) or 1.0
        words = look.words
        heads = (words("chart.size"), words("chart.asked"), words("chart.stock"))
        rows = tuple(
            (size.size, _text(look, size.demand_units), _text(look, size.available_units)) for size in curve.sizes
        )
        name = words("chart.sizes_of", title=curve.title)
        super().__init__(look, name, look.say(curve.said), Table(heads, rows))

    def arrange(self, width: int) -> Placed:
        """As many sizes in a line as fit; the rest below."""
        line = self.line
        wide = min(max(width / max(len(self._sizes), 1), self.look.px(NARROWEST)), self.look.px(WIDEST))
        across = max(int(width // wide), 1)
        high = self.look.px(HIGH) + 2 * line + self.look.px(SPACE)
        top = line + self.look.px(8)
        marks = [
            Mark(self._said(size), QRectF(at % across * wide, top + at // across * high, wide, high))
            for at, size in enumerate(self._sizes)
        ]
        lines = (len(marks) + across - 1) // across
        return Placed(marks, top + lines * high + 2)

    def draw(self, painter: QPainter) -> None:
        """What the bars are, then each size."""
        self._legend(painter)
        line, bar = self.line, self.look.px(BAR)
        for size, mark in zip(self._sizes, self.marks(), strict=True):
            box = mark.box
            floor = box.bottom() - line - self.look.px(SPACE)
            middle, half = box.center().x(), self.look.px(SPACE) / 2
            asked = self._share(size.demand_units, self._asked)
            held = self._share(size.available_units, self._held)
            left = QRectF(middle - half - bar, floor - asked, bar, asked)
            right = QRectF(middle + half, floor - held, bar, held)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colour("accent_line"))
            painter.drawRect(left)
            if held:
                self.hatch(painter, right, "ink")
            painter.setPen(self.colour("muted"))
            painter.drawLine(int(middle - half - bar), int(floor), int(middle + half + bar), int(floor))
            for place, units in ((left, size.demand_units), (right, size.available_units)):
                over = QRectF(place.center().x() - bar, place.top() - line, 2 * bar, line)
                self.write(painter, over, _short(self.look, units), "ink", CENTRE)
            self._name(painter, size, QRectF(box.x(), floor + self.look.px(SPACE), box.width(), line))

    def _name(self, painter: QPainter, size: SizeShare, box: QRectF) -> None:
        """The size, with the mark of a warning where it is asked for and there is none."""
        if not (size.demand_units and size.available_units == 0):
            self.write(painter, box, size.size, "ink", CENTRE)
            return
        shape = self.look.px(SHAPE)
        text = min(self.advance(size.size), int(box.width()) - shape - 4)
        left = box.center().x() - (text + shape + 4) / 2
        at = QRectF(left, box.center().y() - shape / 2, shape, shape)
        draw(painter, at, "warning", self.colour("warning"))
        self.write(painter, QRectF(left + shape + 4, box.y(), text, box.height()), size.size, "ink", LEFT)

    def _legend(self, painter: QPainter) -> None:
        line, side = self.line, self.look.px(12)
        left = 1.0
        for word, full in ((self.look.words("chart.asked"), True), (self.look.words("chart.stock"), False)):
            box = QRectF(left, (line - side) / 2, side, side)
            if full:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.colour("accent_line"))
                painter.drawRect(box)
            else:
                self.hatch(painter, box, "ink")
            wide = self.advance(word)
            self.write(painter, QRectF(left + side + 6, 0, wide, line), word, "muted", LEFT)
            left += side + 6 + wide + self.look.px(16)

    def _share(self, units: int | None, of: int) -> float:
        """The height of a bar; below its number is room for nothing else."""
        line = self.line
        return _part(units, of) / self._most * (self.look.px(HIGH) - line * 0.5)

    def _said(self, size: SizeShare) -> str:
        asked, held = _text(self.look, size.demand_units), _text(self.look, size.available_units)
        return self.look.words("chart.size_said", size=size.size, asked=asked, stock=held)


def _part(units: int | None, of: int) -> float:
    return units / of if units and of else 0.0


def _text(look: Look, units: int | None) -> str:
    return look.words("chart.unknown") if units is None else look.words.number(units)


def _short(look: Look, units: int | None) -> str:
    return "?" if units is None else look.words.number(units)
