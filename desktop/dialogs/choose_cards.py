"""Choosing which figures stand on This week, in which order and over which days."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from desktop.chosen_cards import FIXED, Choice
from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.labels import MUTED, label
from desktop.widgets.unwheeled import unwheeled
from reports.outcome import Card

ID = Qt.ItemDataRole.UserRole
ROW = 34


class ChooseCards(Sheet):
    """``chosen`` tells the :class:`desktop.chosen_cards.Choice`. Figures are moved by dragging or with the buttons."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, look: Look, cards: Sequence[Card], now: Choice) -> None:
        words = look.words
        super().__init__(parent, look, words("cards.choose"), words("cards.meaning"))
        self.list = QListWidget()
        self.list.setAccessibleName(words("cards"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        for card in cards:
            item = QListWidgetItem(look.say(card.title))
            item.setData(ID, card.id)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if card.id in now.hidden else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setMinimumHeight(min(max(len(cards), 1), 7) * look.px(ROW) + 12)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(self._follow)
        self.body.addWidget(self.list)
        across = QHBoxLayout()
        self.up, self.down = QPushButton(words("cards.up")), QPushButton(words("cards.down"))
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        for button in (self.up, self.down):
            button.setAutoDefault(False)
            across.addWidget(button)
        across.addStretch(1)
        self.body.addLayout(across)
        self.body.addWidget(label(words("cards.over"), SMALL, role=MUTED))
        self.over = unwheeled(QComboBox())
        self.over.setAccessibleName(words("cards.over"))
        self.over.setMinimumHeight(look.px(34))
        for period in FIXED:
            self.over.addItem(words(f"over.{period}" if period else "over.read"), period)
        self.over.setCurrentIndex(FIXED.index(now.over))
        self.body.addWidget(self.over)
        self.add_close(words("cancel"))
        self.keep = self.add_button(words("cards.keep"), primary=True)
        self.keep.clicked.connect(self._keep)
        self._follow(self.list.currentRow())
        self.list.setFocus()

    def _follow(self, row: int) -> None:
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

    def _keep(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        hidden = frozenset(str(item.data(ID)) for item in items if item.checkState() != Qt.CheckState.Checked)
        self.accept()
        self.chosen.emit(Choice(tuple(str(item.data(ID)) for item in items), hidden, str(self.over.currentData())))
