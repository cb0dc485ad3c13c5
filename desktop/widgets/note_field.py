"""A place to add a note in passing: one line, kept with today's date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Look
from desktop.theme.paint import buttons, fields


class NoteField(QWidget):
    """``asked`` tells the row for the Notes tab, by column."""

    asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setStyleSheet(buttons(look.colours) + fields(look.colours))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.text = QLineEdit()
        self.text.setPlaceholderText(look.words("note.placeholder_short"))
        self.text.setAccessibleName(look.words("note.text"))
        self.text.setProperty("draft", "note")
        self.text.setMaxLength(2000)
        self.text.returnPressed.connect(self._ask)
        row.addWidget(self.text, 1)
        self.button = QPushButton(look.words("note.add"))
        self.button.clicked.connect(self._ask)
        row.addWidget(self.button)
        column.addLayout(row)

    def _ask(self) -> None:
        text = self.text.text().strip()
        if text:
            self.text.clear()
            self.asked.emit({"date": date.today().isoformat(), "text": text})
        else:
            self.text.setFocus()
