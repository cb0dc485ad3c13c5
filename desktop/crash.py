"""A crash of the process itself, and the report of what went wrong that a founder may copy and send.

Where the process dies without a word, Python still writes down in which lines it was: into a file of this process,
which is gone after a good end. One that is found at a start tells that the last window crashed. The report holds where
it broke and on what kind of computer; no cell, no name of a file or of a person.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import platform
import sys
from typing import TextIO

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from desktop import failure_log

ENTRIES = 3
_LONGEST = 20_000


class Watch:
    """Open from the start of a window to its good end."""

    def __init__(self) -> None:
        self._path = failure_log.folder() / f"crash-{os.getpid()}.log"
        self._file: TextIO | None = None
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = self._path.open("w", encoding="utf-8")
            os.chmod(self._path, 0o600)
            faulthandler.enable(self._file)

    def close(self) -> None:
        """A good end: nothing is left."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._path.unlink(missing_ok=True)
            self._file = None


def left() -> bool:
    """Whether a window before this one crashed; what it left goes into the log, and is not found again."""
    found = False
    for path in failure_log.folder().glob("crash-*.log"):
        with contextlib.suppress(OSError, ValueError):
            if path.stem == f"crash-{os.getpid()}":
                continue
            told = path.read_text("utf-8", "replace")[:_LONGEST]
            if told.strip():
                failure_log.append(f"The process died.\n{told}")
                found = True
            elif _lives(int(path.stem.removeprefix("crash-"))):
                continue
            path.unlink()
    return found


def report() -> str:
    """Version, system and the last entries of the log, as text to send; ``""`` where the log has none."""
    entries = failure_log.last(ENTRIES)
    if not entries:
        return ""
    about = (
        f"Operating Brief {failure_log.version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}, "
        f"Qt {qVersion()} ({QGuiApplication.platformName()})",
    )
    return failure_log.clean("\n".join([*about, "", *entries])) + "\n"


def copy() -> bool:
    """Put the report on the clipboard; whether there was one."""
    text = report()
    if text:
        QGuiApplication.clipboard().setText(text)
    return bool(text)


def _lives(pid: int) -> bool:
    if sys.platform == "win32":
        return False  # a file that is in use there cannot be removed
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return True
