"""Looking at a workbook from time to time, until nobody seems to have it open any more, or Google answers again."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from sheets.place import GoogleSheet, Place

#: How often a workbook that is open elsewhere is looked at.
POLL_MS = 3000
#: When a Google Sheet is asked again for the first time; each time after that the pause is twice as long.
ASK_MS = 60_000
#: No pause between two tries is longer than so many of the first.
LONGEST = 15


class Watch(QObject):
    """``free`` is emitted again and again, as long as it is asked to look and the workbook seems to be free.

    Whether a Google Sheet can be written shows only when it is asked, which is not done here: it may always be tried.
    """

    free = Signal()

    def __init__(self, parent: QObject, poll_ms: int = POLL_MS, ask_ms: int = ASK_MS) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self._poll_ms, self._ask_ms = poll_ms, ask_ms
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._look)

    @property
    def looking(self) -> bool:
        """Whether it looks."""
        return self._poll.isActive()

    @property
    def pause_ms(self) -> int:
        """How long it is between two looks, now."""
        return self._poll.interval()

    def start(self, place: Place) -> None:
        """Look at this workbook from now on; one that is looked at already keeps its pause."""
        if self._poll.isActive() and place == self._place:
            return
        self._place = place
        self._poll.start(self._ask_ms if isinstance(place, GoogleSheet) else self._poll_ms)

    def stop(self) -> None:
        """Nothing waits for the workbook."""
        self._poll.stop()

    @Slot()
    def _look(self) -> None:
        if isinstance(self._place, GoogleSheet):
            self._poll.setInterval(min(2 * self._poll.interval(), LONGEST * self._ask_ms))
            self.free.emit()
        elif self._place is not None and not open_elsewhere(self._place):
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
