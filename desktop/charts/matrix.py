"""The movement matrix: every product by how its sales moved and how long its stock lasts.

Products stand in their cell as pills that flow, so that no name lies over another, however many share a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen

from desktop.charts.chart import Chart, Mark, Placed, Table
from desktop.theme import Look
from desktop.widgets.chip import TONES
from desktop.widgets.mark import draw
from desktop.widgets.rows import CATEGORY_TONES
from reports.outcome import NO_SALES, Product

#: How sales moved, from the left; ``""`` (not compared) stands last, where there is one.
MOVEMENTS = ("▼", "▬", "▲", "")
#: How long stock lasts, from the top; ``""`` (unknown) stands last, where there is one.
BANDS = ("0", "<14", "14–28", "28–180", ">180", NO_SALES, "")
#: What each category is drawn as beside its colour: the marks of :mod:`desktop.widgets.mark`.
SHAPES = {"protect": "critical", "fix": "warning", "push": "good", "clear": "amber", "learn": "too_little"}
PILL, SHAPE, SIDE, GAP, WIDEST = 22, 9, 7, 6, 200
#: So many pills are shown; where there are more products, each cell shows the first few and counts the rest.
MOST, FEWEST = 84, 3
LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Spot:
    """A pill: a product, or how many more there are in its cell (``key`` is empty then)."""

    key: str
    text: str
    category: str
    band: str
    movement: str
    said: str


@dataclass(frozen=True, slots=True)
class _Placed(Placed):
    """With the heads of rows and columns, and the lines between them."""

    heads: Sequence[tuple[QRectF, str]]
    lines: Sequence[QLineF]


class Matrix(Chart):
    """``chosen`` tells the key of a product, ``cell_chosen`` a cell (movement, band) of which there are more."""

    chosen = Signal(str)
    cell_chosen = Signal(str, str)

    def __init__(self, look: Look, products: Sequence[Product]) -> None:
        words = look.words
        self._cells: dict[tuple[str, str], list[Product]] = {}
        for product in products:
            self._cells.setdefault((product.movement, product.cover_band), []).append(product)
        many = len(products) > MOST
        self._most = max(MOST // max(len(self._cells), 1), FEWEST) if many else len(products)
        self._movements = [one for one in MOVEMENTS if one or any(not cell[0] for cell in self._cells)]
        self._bands = [one for one in BANDS if one or any(not cell[1] for cell in self._cells)]
        rows = tuple(
            (one.title, words(f"category.{one.category}"), moved(look, one.movement), lasts(look, one.cover_band))
            for band in self._bands
            for movement in self._movements
            for one in self._cells.get((movement, band), ())
        )
        heads = tuple(words(key) for key in ("chart.product", "chart.category", "chart.moved", "chart.lasts"))
        super().__init__(look, words("matrix.title"), words("matrix.said"), Table(heads, rows))
        self._spots = [
            spot for band in self._bands for movement in self._movements for spot in self._in_cell(movement, band)
        ]
        self.picked.connect(self._pick)

    def _in_cell(self, movement: str, band: str) -> list[Spot]:
        look, own = self.look, self._cells.get((movement, band), [])
        where = f"{moved(look, movement)}, {lasts(look, band)}"
        spots = [
            Spot(
                one.key,
                one.title,
                one.category,
                band,
                movement,
                f"{one.title}: {look.words(f'category.{one.category}')}. {where}",
            )
            for one in own[: self._most]
        ]
        if len(own) > self._most:
            count = look.words.number(len(own) - self._most)
            said = f"{look.words('and_more', n=count)}: {where}"
            spots.append(Spot("", f"+{count}", "", band, movement, said))
        return spots

    def arrange(self, width: int) -> Placed:
        """Heads, then each row of cells as high as its fullest."""
        look, line = self.look, self.line
        gap, pill = look.px(GAP), max(look.px(PILL), line + 4)
        side = min(max(self.advance(lasts(look, band)) for band in self._bands) + 2 * gap, int(width * 0.3))
        starts = self._columns(width, side)
        heads: list[tuple[QRectF, str]] = [
            (QRectF(left + gap, 0, wide - gap, line), moved(look, movement))
            for movement, (left, wide) in zip(self._movements, starts, strict=True)
        ]
        marks: list[Mark] = []
        lines: list[QLineF] = []
        spots = iter(self._spots)
        top = float(line + gap)
        for band in self._bands:
            lines.append(QLineF(0, top, width, top))
            lowest = top + pill + 2 * gap
            for movement, (left, wide) in zip(self._movements, starts, strict=True):
                x, y = left + gap, top + gap
                for _ in range(min(len(self._cells.get((movement, band), ())), self._most + 1)):
                    spot = next(spots)
                    long = min(self._long(spot), wide - 2 * gap, look.px(WIDEST))
                    if x > left + gap and x + long > left + wide - gap:
                        x, y = left + gap, y + pill + gap
                    marks.append(Mark(spot.said, QRectF(x, y, long, pill)))
                    x += long + gap
                    lowest = max(lowest, y + pill + gap)
            heads.append((QRectF(4, top + gap, side - gap - 4, pill), lasts(look, band)))
            top = lowest
        for left, _ in starts:
            lines.append(QLineF(left, 0, left, top))
        return _Placed(marks, int(top) + 2, heads, lines)

    def _columns(self, width: int, side: int) -> list[tuple[float, float]]:
        """Left edge and width of each movement: the fuller, the wider, and none narrower than its head."""
        room, gaps = float(width - side), 2.0 * self.look.px(GAP)
        longest = {
            one: max((self._long(spot) for spot in self._spots if spot.movement == one), default=0.0)
            for one in self._movements
        }
        heads = [self.advance(moved(self.look, one)) + gaps for one in self._movements]
        longer = [
            max(min(longest[one], self.look.px(WIDEST)) + gaps - head, 0.0)
            for one, head in zip(self._movements, heads, strict=True)
        ]
        weights = [
            0.5 + max(min(len(self._cells.get((one, band), ())), self._most) for band in self._bands)
            for one in self._movements
        ]
        spare = max(room - sum(heads), 0.0)
        # First for the longest pill, as far as there is room; what is left then by how full a column is.
        part = min(spare / sum(longer), 1.0) if any(longer) else 1.0
        left_over = max(spare - part * sum(longer), 0.0)
        shrink = min(room / sum(heads), 1.0)
        found, left = [], float(side)
        for head, more, weight in zip(heads, longer, weights, strict=True):
            wide = head * shrink + more * part + left_over * weight / sum(weights)
            found.append((left, wide))
            left += wide
        return found

    def _long(self, spot: Spot) -> float:
        shape = self.look.px(SHAPE) + self.look.px(4) if spot.key else 0
        return self.advance(spot.text) + shape + 2 * self.look.px(SIDE)

    def draw(self, painter: QPainter) -> None:
        """Hairlines, heads, pills."""
        placed = self.placed()
        assert isinstance(placed, _Placed)
        painter.setPen(QPen(self.colour("line"), 1))
        painter.drawLines(placed.lines)
        for box, text in placed.heads:
            self.write(painter, box, text, "muted", LEFT)
        look, side, shape = self.look, self.look.px(SIDE), self.look.px(SHAPE)
        for spot, mark in zip(self._spots, placed.marks, strict=True):
            box = mark.box
            ink, ground = TONES[CATEGORY_TONES.get(spot.category, "quiet")]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.colour(ground))
            painter.drawRoundedRect(box, look.px(6), look.px(6))
            left = box.x() + side
            if spot.key:
                at = QRectF(left, box.center().y() - shape / 2, shape, shape)
                draw(painter, at, SHAPES.get(spot.category, "info"), self.colour(ink))
                left += shape + look.px(4)
            self.write(
                painter, QRectF(left, box.y(), box.right() - side - left + 1, box.height()), spot.text, ink, LEFT
            )

    def _pick(self, number: int) -> None:
        spot = self._spots[number]
        if spot.key:
            self.chosen.emit(spot.key)
        else:
            self.cell_chosen.emit(spot.movement, spot.band)


def moved(look: Look, movement: str) -> str:
    """How sales moved, with its sign and in words."""
    return look.words(f"moved.{MOVEMENTS.index(movement) if movement in MOVEMENTS else 3}")


def lasts(look: Look, band: str) -> str:
    """How long stock lasts, in words."""
    return look.words(f"lasts.{BANDS.index(band) if band in BANDS else 6}")
