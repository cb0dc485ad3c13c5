"""A switch of a few choices side by side, of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """``choices`` are pairs of key and word; ``chosen`` tells the key of a choice that was made."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], now: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for number, (key, word) in enumerate(choices):
            button = QPushButton(word)
            button.setObjectName("segment")
            button.setProperty("place", "first" if number == 0 else "last" if number == len(choices) - 1 else "")
            button.setProperty("key", key)
            button.setCheckable(True)
            button.setChecked(key == now)
            button.setAccessibleName(f"{name}: {word}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._tell)

    def _tell(self, button: QPushButton) -> None:
        self.chosen.emit(str(button.property("key")))
