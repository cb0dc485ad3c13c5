"""Looking at a workbook from time to time, until nobody seems to have it open any more."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

#: How often a workbook that is open elsewhere is looked at.
POLL_MS = 3000


class Watch(QObject):
    """``free`` is emitted again and again, as long as it is asked to look and the workbook seems to be free."""

    free = Signal()

    def __init__(self, parent: QObject, poll_ms: int = POLL_MS) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(poll_ms)
        self._poll.timeout.connect(self._look)

    @property
    def looking(self) -> bool:
        """Whether it looks."""
        return self._poll.isActive()

    def start(self, path: Path) -> None:
        """Look at this workbook from now on."""
        self._path = path
        if not self._poll.isActive():
            self._poll.start()

    def stop(self) -> None:
        """Nothing waits for the workbook."""
        self._poll.stop()

    @Slot()
    def _look(self) -> None:
        if self._path is not None and not open_elsewhere(self._path):
            self.free.emit()


def open_elsewhere(path: Path) -> bool:
    """Whether a spreadsheet program seems to hold the workbook: by its lock file, or because it may not be opened."""
    # On Windows a program that has the file open holds it; an owner file there may be left over from a crash.
    if sys.platform != "win32" and any(
        (path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")
    ):
        return True
    try:
        with path.open("r+b"):
            return False
    except OSError:
        return True
