"""The program's own command line, started as a child: with the secret that it needs on its first line of input."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from desktop.tasks import COMMAND, Task

#: The commands that can read an encrypted workbook.
READS_ENCRYPTED = ("refresh", "export-template")


class Children:
    """``password`` is that of the workbook that is open here, ``""`` where it has none. It is kept in memory only."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self.password = ""

    def task(self, name: str, arguments: Sequence[str], parent: QObject | None = None) -> Task:
        """A task that is not started yet."""
        flags, secret = self._secret(arguments[0])
        return Task(name, [*arguments, *flags], parent, self._command, secret)

    def _secret(self, command: str) -> tuple[list[str], str]:
        if self.password and command in READS_ENCRYPTED:
            return ["--password"], self.password
        return [], ""
