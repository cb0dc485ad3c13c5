"""Signing in to Google: what will happen in the browser, then waiting for it, then what came of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.account import Account
from desktop.dialogs.sheet import Sheet
from desktop.tasks import Failure, Task
from desktop.theme import Look
from desktop.theme.fonts import SMALL
from desktop.theme.size import px
from desktop.widgets.labels import MUTED, label
from sheets.errors import SheetsError, Text
from sheets.place import GoogleSheet, place

_ADDRESS = re.compile(r"https://accounts\.google\.com/\S+")


class SignInDialog(Sheet):
    """``signed_in`` tells, once it is closed, the sheet that was picked, or nothing where none was."""

    signed_in = Signal(object)

    def __init__(self, parent: QWidget, look: Look, account: Account, sheet: GoogleSheet | None) -> None:
        words = look.words
        super().__init__(parent, look, words("sign_in.title"), words("sign_in.meaning"))
        self._account, self._sheet = account, sheet
        self._task: Task | None = None
        self._address = ""
        self._picked: GoogleSheet | None = None
        self._done = False
        self.said = label(words("sign_in.kept"), 13, role=MUTED)
        self.body.addWidget(self.said)
        self.files = self._files()
        self.body.addWidget(self.files)
        self.browser = self._browser()
        self.browser.hide()
        self.body.addWidget(self.browser)
        self.stop = self.add_button(words("cancel"))
        self.stop.clicked.connect(self.reject)
        self.go = self.add_button(words("sign_in.do"), primary=True)
        self.go.clicked.connect(self._go)
        self.finished.connect(self._closed)
        self.go.setFocus()

    def _files(self) -> QWidget:
        """The two ways that need a file from Google's console."""
        words = self.look.words
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        for key, flag in (("client", "--client"), ("robot", "--service-account")):
            row = QHBoxLayout()
            row.setSpacing(px(16))
            row.addWidget(label(words(f"sign_in.{key}_why"), SMALL, role=MUTED), 1)
            button = QPushButton(words(f"sign_in.{key}"))
            button.clicked.connect(lambda _checked=False, flag=flag: self._with_file(flag))
            row.addWidget(button)
            column.addLayout(row)
        return held

    def _browser(self) -> QWidget:
        """What helps where no page opened."""
        words = self.look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(16))
        self.hint = label(words("sign_in.copy_why"), SMALL, role=MUTED)
        row.addWidget(self.hint, 1)
        button = QPushButton(words("sign_in.copy"))
        button.clicked.connect(self._copy)
        row.addWidget(button)
        return held

    def _go(self) -> None:
        if self._done:
            self.accept()
        else:
            self._start()

    def _with_file(self, flag: str) -> None:
        from desktop.dialogs.files import file_from_google

        chosen = file_from_google(self, self.look.words)
        if chosen is not None:
            self._start(flag, chosen)

    def _start(self, flag: str = "", file: Path | None = None) -> None:
        words = self.look.words
        self.ready = False
        self.go.setEnabled(False)
        self.files.hide()
        self._say(words("sign_in.checking" if flag == "--service-account" else "sign_in.waiting"))
        task = self._account.sign_in(self._sheet, [flag, str(file)] if file else [])
        task.noted.connect(self._told)
        task.done.connect(self._signed_in)
        task.failed.connect(self._could_not)
        self._task = task

    def _told(self, text: Text) -> None:
        """The child says which address it opened."""
        if found := _ADDRESS.search(text.en):
            self._address = found[0]
            self.browser.show()
            self.fit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.hint.setText(self.look.words("sign_in.copied"))

    def _signed_in(self, said: dict[str, Any]) -> None:
        words = self.look.words
        self._task, self._done, self.ready = None, True, True
        self._picked = _sheet(said.get("sheet"))
        self.browser.hide()
        self._say(words("sign_in.done_until_closed" if self._account.until_closed else "sign_in.done"))
        self.stop.hide()
        self.go.setText(words("close"))
        self.go.setEnabled(True)
        self.go.setFocus()
        QTimer.singleShot(0, self, self.fit)

    def _could_not(self, failure: Failure) -> None:
        words = self.look.words
        self._task, self.ready = None, True
        self.browser.hide()
        self.files.show()
        self._say(f"{self.look.say(failure.happened)} {self.look.say(failure.remedy)}")
        self.go.setText(words("sign_in.again"))
        self.go.setEnabled(True)
        self.go.setFocus()

    def _closed(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._done:
            self.signed_in.emit(self._picked)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setForegroundRole(self.foregroundRole())
        self.setAccessibleDescription(text)
        self.fit()


def _sheet(link: object) -> GoogleSheet | None:
    try:
        found = place(str(link or ""))
    except SheetsError:
        return None
    return found if isinstance(found, GoogleSheet) else None
