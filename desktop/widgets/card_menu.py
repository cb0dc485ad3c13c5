"""What may be done with a figure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.theme import Look
from desktop.widgets.cards import Cards


class CardMenu(QMenu):
    """``opened`` and ``hidden`` tell the figure's id, ``choose`` asks for the choice of all."""

    opened = Signal(str)
    hidden = Signal(str)
    choose = Signal()

    def __init__(self, parent: QWidget, look: Look, cards: Cards, id: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words, at = look.words, cards.ids.index(id)
        self.setAccessibleName(cards.card(id).accessibleName())
        self.addAction(words("card.open")).triggered.connect(partial(self.opened.emit, id))
        self.addSeparator()
        for word, to in (("card.earlier", at - 1), ("card.later", at + 1)):
            move = self.addAction(words(word))
            move.setEnabled(0 <= to < len(cards.ids))
            move.triggered.connect(partial(cards.put, id, to))
        self.addAction(words("card.hide")).triggered.connect(partial(self.hidden.emit, id))
        self.addSeparator()
        self.addAction(words("cards.choose")).triggered.connect(self.choose)
