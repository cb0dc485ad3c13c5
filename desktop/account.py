"""Signing in to Google and out of it. A child does the work; the window only takes what it is to remember.

Where this computer has no keyring, the child gives the sign-in to the window, which keeps it in its memory until it is
closed: over a local socket that nobody else may open, and never in an event, a file or an argument.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop.children import Children
from desktop.tasks import Task
from sheets.place import Place

#: How long the window waits for what the child said it handed over.
_PATIENCE = 5.0
#: Longer than any sign-in: a refresh token has some hundred letters, a service account's key some two thousand.
_LONGEST = 65_536


class Account(QObject):
    """As whom the window's children ask Google."""

    def __init__(self, parent: QObject, children: Children) -> None:
        super().__init__(parent)
        self._children = children
        self._door: Door | None = None

    @property
    def until_closed(self) -> bool:
        """Whether the sign-in is remembered by this window alone."""
        return bool(self._children.sign_in)

    def sign_in(self, sheet: Place | None, flags: Sequence[str] = ()) -> Task:
        """A task, started, that lets the founder sign in and pick a sheet; ``flags`` name a file from Google."""
        self._door = Door()
        wanted = [str(sheet)] if sheet is not None else []
        arguments = ["connect", *wanted, *flags, "--hand-over", self._door.name, "--events"]
        task = self._children.task("connect", arguments, self)
        task.done.connect(self._signed_in)
        task.failed.connect(self._not_signed_in)
        task.cancelled.connect(self._not_signed_in)
        return self._started(task)

    def sign_out(self) -> Task:
        """A task, started, that takes the permission back and forgets the sign-in."""
        task = self._children.task("disconnect", ["disconnect", "--events"], self)
        task.done.connect(self._signed_out)
        return self._started(task)

    def close(self) -> None:
        """End what runs: the window goes."""
        for task in self.findChildren(Task):
            task.cancel()
            task.wait(1000)
        self._not_signed_in()

    def _started(self, task: Task) -> Task:
        for ended in (task.done, task.failed, task.cancelled):
            ended.connect(task.deleteLater)
        task.start()
        return task

    def _signed_in(self, said: dict[str, Any]) -> None:
        self._children.sign_in = self._door.taken() if self._door and said.get("kept") == "window" else ""
        self._not_signed_in()

    def _not_signed_in(self, _said: object = None) -> None:
        if self._door is not None:
            self._door.close()
            self._door = None

    def _signed_out(self, _said: object) -> None:
        self._children.sign_in = ""


class Door:
    """A local socket of this user's own, at which one child says one line. ``name`` is what the child connects to."""

    def __init__(self) -> None:
        self._pipe: Any = None
        self._folder = Path()
        if sys.platform == "win32":
            self._listen_at_a_pipe()
            return
        import socket
        import tempfile

        self._folder = Path(tempfile.mkdtemp(prefix="operating-brief-"))  # nobody else may look into it
        self.name = str(self._folder / "door")
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(self.name)
        self._socket.listen(1)

    def taken(self) -> str:
        """The line, ``""`` where none came."""
        if self._pipe is not None:
            return self._taken_from_pipe()
        said = b""
        with contextlib.suppress(OSError):
            self._socket.settimeout(_PATIENCE)
            child, _ = self._socket.accept()
            with child:
                child.settimeout(_PATIENCE)
                while len(said) < _LONGEST and b"\n" not in said and (more := child.recv(4096)):
                    said += more
        return said.partition(b"\n")[0].decode("utf-8", "replace")

    def close(self) -> None:
        """Nobody is let in any more."""
        if self._pipe is not None:
            self._pipe.close()
            return
        self._socket.close()
        with contextlib.suppress(OSError):
            Path(self.name).unlink(missing_ok=True)
            self._folder.rmdir()

    # Not on Linux: there Qt's network library needs a library that a bare machine does not have.

    def _listen_at_a_pipe(self) -> None:
        import secrets

        from PySide6.QtNetwork import QLocalServer

        self._pipe = QLocalServer()
        self._pipe.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._pipe.listen(f"operating-brief-{secrets.token_hex(16)}")
        self.name = self._pipe.fullServerName()

    def _taken_from_pipe(self) -> str:
        patience = int(_PATIENCE * 1000)
        if not self._pipe.hasPendingConnections():
            self._pipe.waitForNewConnection(patience)
        child = self._pipe.nextPendingConnection()
        if child is None:
            return ""
        while not child.canReadLine() and child.waitForReadyRead(patience):
            pass
        return str(child.readLine(_LONGEST).data().decode("utf-8", "replace").strip())
