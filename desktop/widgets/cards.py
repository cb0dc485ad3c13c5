"""The stat cards, and the one line of figures that stands for them where the screen is low."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from desktop.charts.sparkline import Sparkline
from desktop.theme import Look
from desktop.theme.fonts import SMALL, font
from desktop.translations.dates import moment
from desktop.widgets.flow import Flow
from desktop.widgets.labels import MUTED, label
from desktop.widgets.mark import confidence_mark
from desktop.widgets.panel import Ground
from reports.outcome import Card

GAP, NARROWEST, SIDE = 12, 160, 14
#: Below this height of the window one line of figures stands for the cards, so that read and actions keep their room.
LOW_SCREEN = 832
#: Its panel, which is on the same screen, says the same.
COUNTED_BELOW = "open_exceptions"
LARGEST_FIGURE, SMALLEST_FIGURE = 22, 16
#: What is shown for each period of the switch: the first of these periods that a card knows.
PERIODS = {"daily": ("today", "daily"), "weekly": ("weekly", "7d"), "monthly": ("monthly", "30d")}


def of_period(cards: Sequence[Card], read: str) -> list[Card]:
    """One card of each kind for this read, in the order in which the brief gives them."""
    wanted = PERIODS[read]
    best: dict[str, Card] = {}
    for card in cards:
        if card.period not in wanted:
            continue
        if card.id not in best or wanted.index(card.period) < wanted.index(best[card.id].period):
            best[card.id] = card
    return list(best.values())


class _Told(Ground):
    """Something whose as-of and confidence are one hover, or one press of Enter, away."""

    def __init__(self, look: Look, card: Card) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        parts = [look.say(card.detail)]
        confidence = f"confidence.{card.confidence}"
        parts.append(look.words(confidence) if look.words.has(confidence) else card.confidence)
        if card.as_of:
            parts.append(look.words("card.as_of", moment=moment(card.as_of, look.language)))
        self.setToolTip("\n".join(part for part in parts if part))
        self.setAccessibleName(f"{look.say(card.title)}: {look.say(card.value_text)}")
        self.setAccessibleDescription(". ".join(part for part in parts if part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or the space bar shows what a hover would."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._tell()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """So does a click."""
        self._tell()

    def _tell(self) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(8, self.height())), self.toolTip(), self)


class StatCard(_Told):
    """One figure with its comparison and its days."""

    def __init__(self, look: Look, card: Card) -> None:
        super().__init__(look, card)
        body = QVBoxLayout(self)
        body.setContentsMargins(SIDE, 12, SIDE, 12)
        body.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(label(look.say(card.title), SMALL, role=MUTED), 1)
        top.addWidget(confidence_mark(look, card.confidence), 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(top)
        self.figure = label(look.say(card.value_text), LARGEST_FIGURE, bold=True)
        body.addWidget(self.figure)
        detail = look.say(card.detail)
        if detail:
            body.addWidget(label(detail, SMALL, role=MUTED))
        body.addStretch(1)
        if sum(value is not None for value in card.series) > 1:
            known = [value for value in card.series if value is not None]
            days = {"n": len(card.series), "low": look.words.number(min(known)), "high": look.words.number(max(known))}
            told = look.words("chart.days", title=look.say(card.title), **days)
            body.addWidget(Sparkline(look, card.series, told))


class Figure(_Told):
    """One figure in a line: its name, the figure, its mark."""

    def __init__(self, look: Look, card: Card) -> None:
        super().__init__(look, card)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(6)
        row.addWidget(label(look.say(card.title), SMALL, role=MUTED, wrap=False))
        row.addWidget(label(look.say(card.value_text), 14, bold=True, wrap=False))
        row.addWidget(confidence_mark(look, card.confidence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """No ground of its own inside the line; only the focus is shown."""
        if self.hasFocus():
            super().paintEvent(event)


class Cards(QWidget):
    """All cards: as many in a row as fit, all figures in one size that cuts none of them off."""

    def __init__(self, look: Look, cards: Sequence[Card], in_one_line: bool) -> None:
        super().__init__()
        self.setAccessibleName(look.words("cards"))
        self._cards: list[StatCard] = []
        self._columns, self._pixels = 0, LARGEST_FIGURE
        if in_one_line:
            outer = QVBoxLayout(self)
            outer.setContentsMargins(0, 0, 0, 0)
            panel = Ground()
            outer.addWidget(panel)
            line = Flow(panel, across=12, down=0)
            line.setContentsMargins(12, 6, 12, 6)
            for card in cards:
                if card.id != COUNTED_BELOW:
                    line.addWidget(Figure(look, card))
            return
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._cards = [StatCard(look, card) for card in cards]
        self._arrange(len(self._cards))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer in a row where it is narrow."""
        super().resizeEvent(event)
        if self._cards:
            fitting = max(1, (self.width() + GAP) // (NARROWEST + GAP))
            rows = -(-len(self._cards) // fitting)
            self._arrange(-(-len(self._cards) // rows))
            self._fit()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def _fit(self) -> None:
        room = (self.width() - GAP * (self._columns - 1)) // self._columns - 2 * SIDE - 2
        for pixels in range(LARGEST_FIGURE, SMALLEST_FIGURE - 1, -1):
            metrics = QFontMetrics(font(pixels, bold=True))
            if all(metrics.horizontalAdvance(card.figure.text()) <= room for card in self._cards):
                break
        if pixels != self._pixels:
            self._pixels = pixels
            for card in self._cards:
                card.figure.resize_face(pixels, bold=True)
