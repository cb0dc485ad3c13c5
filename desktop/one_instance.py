"""One window a user: a second start hands over what it was to open, and the first window comes to the front.

The window that stands listens at a local socket in a folder that nobody else may enter; a second start says one line,
and goes when it is answered. A socket that a crash left behind answers nobody and is replaced. Where none of this
works the program simply opens a window of its own. Of two starts at the same moment one has the turn; the other waits
until that window listens.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from desktop.places import data_folder
from sheets.place import Place

#: How long a second start waits for the answer of the first window, and no line is longer than this.
_PATIENCE_SECONDS, _LONGEST = 3.0, 8192
_ANSWER = b"here\n"
#: How long a second start waits for a window that is only just starting, and how often it asks.
_STARTING_SECONDS, _AGAIN_SECONDS = 10.0, 0.05

#: The turns that this process has, each held until it ends.
_turns: dict[Path, int] = {}


def hand_over(path: Place | None) -> bool:
    """Ask the window that stands to show this workbook; whether one answered."""
    said = f"{path or ''}\n".encode()
    if sys.platform == "win32":
        return _hand_over_to_pipe(said)
    address = _address()
    if address is None:
        return False
    until = time.monotonic() + _STARTING_SECONDS
    while not _has_turn(address):
        if address.exists() and _told(address, said):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(_AGAIN_SECONDS)
    # At most starts nothing is there, and nothing more is loaded.
    return address.exists() and _told(address, said)


class Door(QObject):
    """Where the window that stands is asked: ``asked`` tells the workbook's path or link, or ``""``."""

    asked = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listening: Any = None
        self._address: Path | None = None
        if sys.platform == "win32":
            self._listen_at_pipe()
        else:
            self._listen()

    def close(self) -> None:
        """Nobody is answered any more."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
            if self._address is not None:
                self._address.unlink(missing_ok=True)

    def _listen(self) -> None:
        import socket

        address = _address()
        if address is None:
            return
        listening = socket.socket(socket.AF_UNIX)
        listening.settimeout(_PATIENCE_SECONDS)
        try:
            if address.exists() and not _answers(address):
                address.unlink()
            listening.bind(str(address))
            listening.listen(4)
        except OSError:
            listening.close()
            return
        self._listening, self._address = listening, address
        notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)
        notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        if self._listening is None:
            return
        try:
            child, _ = self._listening.accept()
            with child:
                child.settimeout(_PATIENCE_SECONDS)
                said = b""
                while b"\n" not in said and len(said) < _LONGEST and (more := child.recv(_LONGEST)):
                    said += more
                if not said.endswith(b"\n"):
                    return  # another start asked only whether somebody listens
                child.sendall(_ANSWER)
        except OSError:
            return
        self.asked.emit(said.decode("utf-8", "replace").strip())

    # Not elsewhere: there Qt's network library needs a library that a bare machine does not have.

    def _listen_at_pipe(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if server.listen(_pipe()):
            server.newConnection.connect(self._answer_at_pipe)
            self._listening = server

    def _answer_at_pipe(self) -> None:
        child = self._listening.nextPendingConnection()
        patience = int(_PATIENCE_SECONDS * 1000)
        while not child.canReadLine() and child.waitForReadyRead(patience):
            pass
        said = bytes(child.readLine(_LONGEST).data())
        if said.endswith(b"\n"):
            child.write(_ANSWER)
            child.waitForBytesWritten(patience)
            self.asked.emit(said.decode("utf-8", "replace").strip())
        child.deleteLater()


def _address() -> Path | None:
    """The socket's place, in a folder of this user's alone; ``None`` where there can be none."""
    base = os.environ.get("XDG_RUNTIME_DIR") or os.environ.get("TMPDIR") or "/tmp"
    folder = Path(base) / f"operating-brief-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        facts = folder.lstat()
    except OSError:
        return None
    if facts.st_uid != os.getuid() or facts.st_mode & 0o077 or folder.is_symlink():
        return None
    return folder / _own()


def _has_turn(address: Path) -> bool:
    """Whether no other start has the turn to open the window; where that cannot be known, none has."""
    if address in _turns:
        return True
    try:
        import fcntl

        handle = os.open(address.with_suffix(".turn"), os.O_CREAT | os.O_RDWR, 0o600)
    except (ImportError, OSError):
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        return not isinstance(error, BlockingIOError)
    _turns[address] = handle
    return True


def _told(address: Path, said: bytes) -> bool:
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as window:
            window.settimeout(_PATIENCE_SECONDS)
            window.connect(str(address))
            window.sendall(said)
            return window.recv(len(_ANSWER)) == _ANSWER
    except OSError:
        return False


def _own() -> str:
    # Who keeps their data elsewhere, as a test does, has a window apart.
    return hashlib.sha256(str(data_folder()).encode()).hexdigest()[:16]


def _pipe() -> str:
    return f"operating-brief-{_own()}"


def _answers(address: Path) -> bool:
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as window:
            window.settimeout(_PATIENCE_SECONDS)
            window.connect(str(address))
        return True
    except OSError:
        return False


def _hand_over_to_pipe(said: bytes) -> bool:
    from PySide6.QtNetwork import QLocalSocket

    window, patience = QLocalSocket(), int(_PATIENCE_SECONDS * 1000)
    window.connectToServer(_pipe())
    if not window.waitForConnected(200):
        return False
    window.write(said)
    return window.waitForReadyRead(patience) and bytes(window.readLine(_LONGEST).data()) == _ANSWER
