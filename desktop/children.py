"""The program's own command line, started as a child: with the secret that it needs on its first line of input.

A secret is given only to a child that needs it: the workbook's password to what reads the workbook, the sign-in to
what asks Google.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.tasks import COMMAND, Task

#: The commands that can read an encrypted workbook.
READS_ENCRYPTED = ("refresh", "export-template", "rows")


#: What the link of every Google Sheet begins with, as the window writes it.
SHEETS = "https://docs.google.com/spreadsheets/"


class Children:
    """``password`` is that of the workbook that is open here, ``""`` where it has none.

    ``sign_in`` is what the window is signed in to Google with, where this computer has no keyring for it. Both are kept
    in memory only.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self.password = self.sign_in = ""

    def task(self, name: str, arguments: Sequence[str], parent: QObject | None = None) -> Task:
        """A task that is not started yet."""
        google = asks_google(arguments)
        flags, secret = self._secret(arguments[0], google)
        return Task(name, [*arguments, *flags], parent, self._command, secret, whole=google)

    def _secret(self, command: str, google: bool) -> tuple[list[str], str]:
        if google:
            return (["--signed-in"], self.sign_in) if self.sign_in and command != "connect" else ([], "")
        if self.password and command in READS_ENCRYPTED:
            return ["--password"], self.password
        return [], ""


def asks_google(arguments: Sequence[str]) -> bool:
    """Whether a command asks Google anything: by its name, its flag, or the link of a sheet among its arguments."""
    named = arguments[0] in ("connect", "disconnect") or "--google" in arguments
    return named or any(argument.startswith(SHEETS) for argument in arguments)
