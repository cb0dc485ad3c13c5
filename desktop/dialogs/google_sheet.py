"""Asking for the link of a Google Sheet. What is typed is looked at as it is typed; nothing is asked of Google here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.widgets.labels import MUTED, label
from sheets.errors import SheetsError
from sheets.place import GoogleSheet, place


class SheetDialog(Sheet):
    """``chosen`` tells the sheet whose link was given, ``sign_in_asked`` that one is to be picked on Google's page."""

    chosen = Signal(object)
    sign_in_asked = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        words = look.words
        super().__init__(parent, look, words("sheet.title"), words("sheet.meaning"))
        self.field = QLineEdit()
        self.field.setAccessibleName(words("sheet.field"))
        self.field.setPlaceholderText(words("sheet.placeholder"))
        self.field.textChanged.connect(self._typed)
        self.body.addWidget(self.field)
        self.said = label("", SMALL, role=MUTED)
        self.body.addWidget(self.said)
        pick = self.add_button(words("sheet.pick"))
        pick.clicked.connect(self._pick)
        self.add_close(words("cancel"))
        self.go = self.add_button(words("sheet.do"), primary=True)
        self.go.setEnabled(False)
        self.go.clicked.connect(self._open)
        self.field.setText(copied())
        self.field.setFocus()
        self.field.setSelection(len(self.field.text()), -len(self.field.text()))  # from the end, so its beginning shows

    def _typed(self, text: str) -> None:
        found, why = sheet_in(text)
        self.go.setEnabled(found is not None)
        words = self.look.words
        self.said.setText(words("sheet.good") if found else self.look.say(why.remedy) if why and text.strip() else "")
        self.field.setAccessibleDescription(self.said.text())
        self.fit()

    def _open(self) -> None:
        found, _ = sheet_in(self.field.text())
        if found is not None:
            self.accept()
            self.chosen.emit(found)

    def _pick(self) -> None:
        self.accept()
        self.sign_in_asked.emit()


def sheet_in(text: str) -> tuple[GoogleSheet | None, SheetsError | None]:
    """The sheet that this text is the link of, or why it is none."""
    try:
        found = place(text)
        # Without its beginning a link looks like the name of a file.
        named = found if isinstance(found, GoogleSheet) else place(f"https://{text.strip()}")
    except SheetsError as error:
        return None, error
    return (named, None) if isinstance(named, GoogleSheet) else (None, None)


def copied() -> str:
    """The link of a Google Sheet that was copied last, if it was one."""
    text = QGuiApplication.clipboard().text()[:2000]
    return text.strip() if sheet_in(text)[0] is not None else ""
