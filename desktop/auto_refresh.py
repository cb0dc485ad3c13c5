"""Refreshing by itself: every so often, or when the workbook's file has changed. It only reads, never writes.

A local workbook that nobody has touched is read anew every few minutes at most, since only the clock has gone on. What
the program wrote itself is no change. While something else is done, something is open above the page or nobody can see
the window, it waits; what is told of something else stays, and so do the cursor, the page and what is being typed.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.places import stamp
from sheets.place import GoogleSheet

if TYPE_CHECKING:
    from desktop.session import Session

#: How often the workbook is looked at, and after how long something unchanged, or something that failed, is read anew.
TICK_MS, SELDOM_SECONDS = 2000, 300.0

#: Seconds between two refreshes. ``change`` waits for the file; a Google Sheet, which tells nothing, is asked seldom.
_SECONDS = {"30s": 30.0, "60s": 60.0, "5m": SELDOM_SECONDS, "change": 0.0}


class AutoRefresh(QObject):
    """Follows one of the choices of :data:`desktop.settings.REFRESH_CHOICES` for the workbook that is open."""

    def __init__(self, session: Session, tick_ms: int = TICK_MS, seldom_seconds: float = SELDOM_SECONDS) -> None:
        super().__init__(session)
        self._session, self._seldom = session, seldom_seconds
        self._choice, self._was = "off", ""
        self._known = self._seen = (0, 0)
        self._failed = False
        self._since = time.monotonic()
        self._ticks = QTimer(self)
        self._ticks.setInterval(tick_ms)
        self._ticks.timeout.connect(self._look)
        session.queue.changed.connect(self._turned)

    def follow(self, choice: str) -> None:
        """Refresh as this choice says from now on."""
        self._choice = choice
        if choice == "off":
            self._ticks.stop()
        else:
            self._take_as_known()
            self._ticks.start()

    @Slot()
    def _turned(self) -> None:
        """A task has ended, and perhaps another has begun."""
        task, before = self._session.queue.current, self._was
        self._was = task.name if task else ""
        if before not in ("", "refresh"):
            self._take_as_known()  # what the program wrote itself
        if task is not None and task.name == "refresh":
            self._take_as_known()  # from here on a change is one that the refresh may have missed
            self._failed = False
            task.failed.connect(self._could_not)

    @Slot()
    def _could_not(self) -> None:
        self._failed = True

    @Slot()
    def _look(self) -> None:
        session = self._session
        if session.place is None or session.doing or not session.may_change or _occupied():
            return
        now = stamp(session.place)
        settled, self._seen = now == self._seen, now
        changed = settled and now != self._known
        tells_nothing = isinstance(session.place, GoogleSheet)
        waited = time.monotonic() - self._since
        if self._choice == "change":
            due = waited >= self._seldom if tells_nothing else changed
        else:
            steady = self._failed or not (changed or tells_nothing)
            due = waited >= (max(self._seldom, _SECONDS[self._choice]) if steady else _SECONDS[self._choice])
        if due:
            self._since = time.monotonic()
            session.read_again()

    def _take_as_known(self) -> None:
        self._since = time.monotonic()
        if self._session.place is not None:
            self._known = self._seen = stamp(self._session.place)


def _occupied() -> bool:
    """Whether something is open above the page or held by the mouse, or nobody can see the window."""
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return (
        QApplication.activeModalWidget() is not None
        or QApplication.activePopupWidget() is not None
        or QApplication.mouseButtons() != Qt.MouseButton.NoButton
        or (bool(windows) and all(window.isMinimized() for window in windows))
    )
