"""What is measured inside the window's own process; :mod:`benchmarks.window` starts it and reads one line of JSON.

``stall BOOK``: the longest pause of the event loop in milliseconds, idle and while the workbook is refreshed.
``switch BOOK``: milliseconds until another page stands, for each page, and until another theme does.
``memory [BOOK]``: megabytes of a window with the kept brief; of a bare one where no workbook is named.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from desktop.frame import Frame

BEAT_MS, IDLE_MS, ROUNDS = 5, 3000, 7
MOMENT, OTHER_MOMENT = "2026-11-16T08:00-05:00", "2026-11-16T08:30-05:00"
PATIENCE_SECONDS = 300


class Pulse(QObject):
    """A timer that beats every few milliseconds and remembers the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Count from now on."""
        self.longest = 0.0
        self._since.start()
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        self.longest = max(self.longest, self._since.nsecsElapsed() / 1e6)
        self._since.start()


def main() -> None:
    """Do what the arguments say, and print what was measured."""
    what, books = sys.argv[1], [Path(text) for text in sys.argv[2:]]
    application = QApplication([sys.argv[0], "-style", "fusion"])
    measured = {"stall": stall, "switch": switch, "memory": memory}[what](application, *books)
    print(json.dumps(measured), flush=True)


def stall(application: QApplication, book: Path) -> dict[str, float]:
    """The longest pause when nothing happens, then from the start of a refresh until its brief stands in the window."""
    frame = opened(application, book)
    pulse = Pulse()
    pulse.start()
    pause(IDLE_MS)
    idle = pulse.longest
    generation = frame.session.head.generation if frame.session.head else ""
    pulse.start()
    frame.session.as_of = OTHER_MOMENT
    frame.session.refresh()
    until(lambda: not frame.session.doing)
    pause(IDLE_MS)  # the new brief is loaded and painted
    busy = pulse.longest
    if frame.session.head is None or frame.session.notice is not None:
        raise SystemExit(f"the refresh failed: {frame.session.notice}")
    return {"idle": idle, "busy": busy, "new": float(frame.session.head.generation != generation)}


def switch(application: QApplication, book: Path) -> dict[str, float]:
    """For each page and for the theme the median time from asking until it is painted."""
    from desktop.pages import PAGES

    frame = opened(application, book)
    first, *others = (entry.key for entry in PAGES)
    keys = [*others, first]
    times: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for key in keys:
            times.setdefault(key, []).append(seconds_to_paint(frame, lambda key=key: frame.go(key)))
        for theme in ("dark", "light"):
            spent = seconds_to_paint(frame, lambda theme=theme: frame.choose_setting("theme", theme))
            times.setdefault("theme", []).append(spent)
    return {key: sorted(spent)[len(spent) // 2] * 1000 for key, spent in times.items()}


def memory(application: QApplication, book: Path | None = None) -> dict[str, float]:
    """The most memory that the process held, until its first picture stood and nothing more came."""
    if book is None:
        label = QLabel("Operating Brief")
        label.show()
        pause(1000)
    else:
        opened(application, book)
        pause(1000)
    return {"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def opened(application: QApplication, book: Path) -> Frame:
    """The window with the kept brief of this workbook, shown and at rest."""
    from desktop import app, later
    from desktop.frame import Frame

    window = app.start(application, book, as_of=MOMENT)
    window.show()
    until(lambda: window.was_painted)
    later.load().join()  # as every start does while nobody waits
    pause(500)
    (frame,) = window.findChildren(Frame, options=Qt.FindChildOption.FindDirectChildrenOnly)
    frame.held = window  # type: ignore[attr-defined]  # the window goes with its last holder
    return frame


def seconds_to_paint(frame: Frame, ask: Callable[[], None]) -> float:
    """From asking until all that was asked for has been painted."""
    begun = time.perf_counter()
    ask()
    settle()
    frame.window.repaint()
    return time.perf_counter() - begun


def settle() -> None:
    """Let everything happen that is due now."""
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def until(holds: Callable[[], bool]) -> None:
    """Let the window work until this holds."""
    last = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > last:
            raise SystemExit("the window did not come to rest")
        pause(20)


def pause(milliseconds: int) -> None:
    """Let the window work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
