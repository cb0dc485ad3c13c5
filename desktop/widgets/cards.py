"""The stat cards, and the one line of figures that stands for them where the screen is low."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.chosen_cards import moved
from desktop.theme import Look
from desktop.theme.fonts import font
from desktop.widgets.flow import Flow
from desktop.widgets.panel import Ground
from desktop.widgets.stat_card import LARGEST_FIGURE, SIDE, Figure, StatCard, Told
from reports.outcome import Card, NoteRow

GAP, NARROWEST = 12, 160
#: Below this height of the window one line of figures stands for the cards, so that read and actions keep their room.
LOW_SCREEN = 832
SMALLEST_FIGURE = 16


class Cards(QWidget):
    """All cards: as many in a row as fit, all figures in one size that cuts none of them off.

    ``opened`` tells the id of the card whose details are asked for, ``ordered`` the ids once one was moved,
    ``menu_asked`` an id and where on the screen.
    """

    opened = Signal(str)
    ordered = Signal(object)
    menu_asked = Signal(str, QPoint)

    def __init__(self, look: Look, cards: Sequence[Card], in_one_line: bool, over: str = "") -> None:
        super().__init__()
        self.setAccessibleName(look.words("cards"))
        self._look, self._cards = look, {card.id: card for card in cards}
        self._shown: list[Told] = []
        self._columns, self._pixels = 0, LARGEST_FIGURE
        self._grid: QGridLayout | None = None
        self._line: Flow | None = None
        if in_one_line:
            outer = QVBoxLayout(self)
            outer.setContentsMargins(0, 0, 0, 0)
            panel = Ground()
            outer.addWidget(panel)
            self._line = Flow(panel, across=look.px(GAP), down=0)
            self._line.setContentsMargins(look.px(12), look.px(6), look.px(12), look.px(6))
            self._shown = [Figure(look, card, over) for card in cards]
            for figure in self._shown:
                self._line.addWidget(figure)
        else:
            self._grid = QGridLayout(self)
            self._grid.setContentsMargins(0, 0, 0, 0)
            self._grid.setSpacing(look.px(GAP))
            self._shown = [StatCard(look, card, over) for card in cards]
            self._arrange(len(self._shown))
        for told in self._shown:
            told.opened.connect(partial(self.opened.emit, told.card_id))
            told.stepped.connect(partial(self._step, told))
            told.pushed.connect(partial(self._push, told))
            told.dragged.connect(self._mark)
            told.dropped.connect(partial(self._drop, told))
            told.menu_asked.connect(partial(self.menu_asked.emit, told.card_id))

    @property
    def ids(self) -> list[str]:
        """The cards as they stand."""
        return [told.card_id for told in self._shown]

    def card(self, id: str) -> Told:
        """The card with this id."""
        return next(told for told in self._shown if told.card_id == id)

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Mark the notes of the journal on the days of every card."""
        if not notes:
            return
        from desktop.charts.noted import noted

        for told in self._shown:
            card = self._cards[told.card_id]
            if isinstance(told, StatCard) and told.line is not None:
                told.show_notes(noted(self._look, card.first_day, len(card.series), notes))

    def put(self, id: str, to: int) -> None:
        """Put this card at place ``to``; the keyboard stays on it."""
        order = moved(self.ids, id, to)
        if order == self.ids:
            return
        by_id = {told.card_id: told for told in self._shown}
        self._shown = [by_id[one] for one in order]
        if self._line is not None:
            for told in self._shown:
                self._line.removeWidget(told)
                self._line.addWidget(told)
        else:
            self._arrange(self._columns)
        for before, after in zip(self._shown, self._shown[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.ordered.emit(order)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer in a row where it is narrow."""
        super().resizeEvent(event)
        if self._grid is not None and self._shown:
            gap = self._look.px(GAP)
            fitting = max(1, (self.width() + gap) // (self._look.px(NARROWEST) + gap))
            rows = -(-len(self._shown) // fitting)
            columns = -(-len(self._shown) // rows)
            if columns != self._columns:
                self._arrange(columns)
            self._fit()

    def _step(self, told: Told, by: int) -> None:
        at = self._shown.index(told) + by
        if 0 <= at < len(self._shown):
            self._shown[at].setFocus()

    def _push(self, told: Told, by: int) -> None:
        self.put(told.card_id, self._shown.index(told) + by)

    def _under(self, at: QPoint) -> Told | None:
        return next((told for told in self._shown if told.rect().contains(told.mapFromGlobal(at))), None)

    def _mark(self, at: QPoint) -> None:
        over = self._under(at)
        for told in self._shown:
            told.mark_edge(_side(told, at) if told is over else 0)

    def _drop(self, told: Told, at: QPoint) -> None:
        over = self._under(at)
        for one in self._shown:
            one.mark_edge(0)
        if over is None or over is told:
            return
        others = [one for one in self._shown if one is not told]
        self.put(told.card_id, others.index(over) + (1 if _side(over, at) > 0 else 0))

    def _arrange(self, columns: int) -> None:
        assert self._grid is not None
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, told in enumerate(self._shown):
            self._grid.addWidget(told, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def _fit(self) -> None:
        gap, side = self._look.px(GAP), self._look.px(SIDE)
        room = (self.width() - gap * (self._columns - 1)) // self._columns - 2 * side - 2
        cards = [told for told in self._shown if isinstance(told, StatCard)]
        for pixels in range(LARGEST_FIGURE, SMALLEST_FIGURE - 1, -1):
            metrics = QFontMetrics(font(pixels, bold=True))
            if all(metrics.horizontalAdvance(card.figure.text()) <= room for card in cards):
                break
        if pixels != self._pixels:
            self._pixels = pixels
            for card in cards:
                card.figure.resize_face(pixels, bold=True)


def _side(told: Told, at: QPoint) -> int:
    """-1 where the pointer is in the first half of a card, else 1."""
    return -1 if told.mapFromGlobal(at).x() < told.width() / 2 else 1
