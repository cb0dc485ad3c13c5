"""The window's program: show what is kept at once, then let a child process read the workbook."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import one_instance, picture
from desktop.places import folder
from desktop.settings import Settings
from desktop.window import Window
from sheets.place import Place

if TYPE_CHECKING:
    from threading import Thread

    from desktop.crash import Watch
    from desktop.frame import Frame


def run(path: Place | None, *, as_of: str | None = None) -> int:
    """Open the window and stay until it is closed; the last workbook where none is named.

    Where a window stands already, it is shown in that one.
    """
    if one_instance.hand_over(path.resolve() if isinstance(path, Path) else path):
        return 0
    gc.disable()  # until the first paint: a start makes thousands of objects that all stay
    # The style is named here and not set later: asking Qt for the style it had costs a tenth of the first paint.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setApplicationName("Operating Brief")
    application.setDesktopFileName("operating-brief")
    settings = Settings()
    path = workbook(path, settings)
    window = Window(settings)
    if path is not None:
        window.picture = picture.find(window, folder(path), settings)
    opening = _Opening(window, settings, path, as_of)
    window.painted.connect(opening.painted)
    application.screenRemoved.connect(window.bring_back)
    if window.picture is None:
        opening.fill()
    window.show()
    code = application.exec()
    opening.close()
    return code


class _Opening:
    """What happens at the first paint. An object, since a closure that held the window would outlive it."""

    _watch: Watch | None = None
    _door: one_instance.Door | None = None
    _loading: Thread | None = None

    def __init__(self, window: Window, settings: Settings, path: Place | None, as_of: str | None) -> None:
        self._window, self._settings, self._path, self._as_of = window, settings, path, as_of
        self._frame: Frame | None = None

    def fill(self) -> Frame:
        """Build what stands in the window, if that has not happened."""
        if self._frame is None:
            self._frame = fill(self._window, self._settings, self._path, self._as_of)
        return self._frame

    def painted(self) -> None:
        """The picture stands: build the window behind it, and read the workbook."""
        gc.freeze()  # what was loaded so far stays until the end: it is not looked through again and again
        gc.enable()
        if os.environ.get("OPERATING_BRIEF_FIRST_PAINT"):  # the benchmark's question
            print("painted", flush=True)
            self._window.close()
            return
        from desktop import crash, later

        frame = self.fill()
        crashed = crash.left()
        self._watch = crash.Watch()
        self._door = one_instance.Door(self._window)
        self._door.asked.connect(frame.asks.come_forward)
        frame.session.auto.follow(self._settings.refresh_choice)
        frame.session.refresh()
        QTimer.singleShot(later.WAIT_MS, self._window, self._load_later)
        if crashed:
            frame.tell_crash()

    def _load_later(self) -> None:
        from desktop import later

        self._loading = later.load()

    def close(self) -> None:
        """The window is closed: a good end."""
        if self._loading is not None:
            self._loading.join()
        if self._door is not None:
            self._door.close()
        if self._watch is not None:
            self._watch.close()


def start(
    application: QApplication, path: Place | None, *, as_of: str | None = None, settings: Settings | None = None
) -> Window:
    """The window with what is kept of the workbook, not yet shown: for pictures."""
    application.setStyle("Fusion")
    settings = settings or Settings()
    window = Window(settings)
    fill(window, settings, path, as_of)
    return window


def workbook(named: Place | None, settings: Settings) -> Place | None:
    """The workbook to open: the one that was named, else the last one that is still there."""
    path = named or next((known for known in settings.recent if not isinstance(known, Path) or known.exists()), None)
    return path.resolve() if isinstance(path, Path) else path


def fill(window: Window, settings: Settings, path: Place | None, as_of: str | None = None) -> Frame:
    """Build what stands in the window, from what is kept of the workbook."""
    # Imported here: with a picture on the screen already, this is what the first paint need not wait for.
    from desktop import failure
    from desktop.frame import Frame
    from desktop.session import Session
    from desktop.theme import fonts

    fonts.load()
    QApplication.setFont(fonts.font())
    session = Session()
    if path is not None:
        settings.opened(path)
        session.open(path, as_of)
    frame = Frame(window, session, settings)
    window.picture = None
    failure.install(frame.tell_bug)
    return frame
