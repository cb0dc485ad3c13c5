"""Asking for the password of an encrypted workbook. It goes to the session and to nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from desktop.theme import Look


class PasswordDialog(Sheet):
    """The letters are not shown; an empty password is not sent."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        words = look.words
        name = session.title
        super().__init__(parent, look, words("password.title"), words("password.meaning", name=name))
        self._session = session
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(words("password.field"))
        self.field.setPlaceholderText(words("password.field"))
        self.field.textChanged.connect(self._typed)
        self.body.addWidget(self.field)
        self.add_close(words("cancel"))
        self.read = self.add_button(words("password.do"), primary=True)
        self.read.setEnabled(False)
        self.read.clicked.connect(self._use)
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self.read.setEnabled(bool(text))

    def _use(self) -> None:
        password = self.field.text()
        self.field.clear()
        self.accept()
        self._session.use_password(password)
