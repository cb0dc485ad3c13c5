"""What became of a next action, with a note."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.labels import MUTED, label
from desktop.widgets.unwheeled import unwheeled

DROPPED = "dropped"
STATUSES = ("open", "doing", "done", DROPPED)


class ActDialog(Sheet):
    """``acted`` tells the status and the note; who drops something says why."""

    acted = Signal(str, str)

    def __init__(self, parent: QWidget, look: Look, said: str, status: str) -> None:
        words = look.words
        super().__init__(parent, look, words("action.became"), said)
        self.status = unwheeled(QComboBox())
        self.status.setMinimumHeight(look.px(34))
        for one in STATUSES:
            self.status.addItem(words(f"action.{one}"), one)
        self.status.setCurrentIndex(STATUSES.index(status))
        self.note = QLineEdit()
        self.note.setMaxLength(2000)
        self.status.currentIndexChanged.connect(self._hint)
        self._hint()
        for key, field in (("action.status", self.status), ("action.note", self.note)):
            field.setAccessibleName(words(key))
            self.body.addWidget(label(words(key), SMALL, role=MUTED))
            self.body.addWidget(field)
        self.wrong = label(words("decide.no_reason"), 13)
        self.wrong.setVisible(False)
        self.body.addWidget(self.wrong)
        self.add_close(words("cancel"))
        self.keep = self.add_button(words("action.keep"), primary=True)
        self.keep.clicked.connect(self._keep)
        self.note.setFocus()

    def _hint(self) -> None:
        dropped = self.status.currentData() == DROPPED
        self.note.setPlaceholderText(self.look.words("action.why_hint" if dropped else "action.note_hint"))

    def _keep(self) -> None:
        status, note = str(self.status.currentData()), self.note.text().strip()
        if status == DROPPED and not note:
            self.wrong.setVisible(True)
            self.note.setFocus()
            self.fit()
            return
        self.accept()
        self.acted.emit(status, note)
