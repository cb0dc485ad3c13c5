"""A list to choose one of several from, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from desktop.widgets.unwheeled import unwheeled


class Choice(QComboBox):
    """``choices`` are pairs of key and word; ``chosen`` tells the key of a choice that was made."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], now: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        unwheeled(self)
        for key, word in choices:
            self.addItem(word, key)
        self.setCurrentIndex(self.findData(now))
        self.activated.connect(lambda: self.chosen.emit(str(self.currentData())))
