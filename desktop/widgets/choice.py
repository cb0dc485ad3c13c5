"""A list to choose one of several from, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """``choices`` are pairs of key and word; ``chosen`` tells the key of a choice that was made."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], now: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for key, word in choices:
            self.addItem(word, key)
        self.setCurrentIndex(self.findData(now))
        self.activated.connect(lambda: self.chosen.emit(str(self.currentData())))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page: it must not change what is chosen on its way."""
        event.ignore()
