"""What became of a next action, with a note."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.labels import MUTED, label

STATUSES = ("open", "doing", "done", "dropped")


class ActDialog(Sheet):
    """``acted`` tells the status and the note."""

    acted = Signal(str, str)

    def __init__(self, parent: QWidget, look: Look, said: str, status: str) -> None:
        words = look.words
        super().__init__(parent, look, words("action.became"), said)
        self.status = QComboBox()
        self.status.setMinimumHeight(look.px(34))
        for one in STATUSES:
            self.status.addItem(words(f"action.{one}"), one)
        # Whoever asks for a note has done something.
        self.status.setCurrentIndex(STATUSES.index("done" if status == "open" else status))
        self.note = QLineEdit()
        self.note.setMaxLength(2000)
        self.note.setPlaceholderText(words("action.note_hint"))
        for key, field in (("action.status", self.status), ("action.note", self.note)):
            field.setAccessibleName(words(key))
            self.body.addWidget(label(words(key), SMALL, role=MUTED))
            self.body.addWidget(field)
        self.add_close(words("cancel"))
        self.keep = self.add_button(words("action.keep"), primary=True)
        self.keep.clicked.connect(self._keep)
        self.note.setFocus()

    def _keep(self) -> None:
        status, note = str(self.status.currentData()), self.note.text().strip()
        self.accept()
        self.acted.emit(status, note)
