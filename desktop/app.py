"""The window's program: paint what is kept at once, then let a child process read the workbook."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import failure
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import fonts
from desktop.window import Window


def run(path: Path | None, *, as_of: str | None = None) -> int:
    """Open the window and stay until it is closed; the last workbook where none is named."""
    # The style is named here and not set later: asking Qt for the style it had costs a tenth of the first paint.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    window = start(application, path, as_of=as_of)
    if os.environ.get("OPERATING_BRIEF_FIRST_PAINT"):  # the benchmark's question
        window.painted.connect(lambda: _answer(application))
    else:
        window.painted.connect(window.session.refresh)
    window.show()
    return application.exec()


def start(
    application: QApplication, path: Path | None, *, as_of: str | None = None, settings: Settings | None = None
) -> Window:
    """The window with what is kept of the workbook, not yet shown."""
    application.setApplicationName("Operating Brief")
    application.setDesktopFileName("operating-brief")
    fonts.load()
    application.setFont(fonts.font())
    settings = settings or Settings()
    session = Session()
    if path is None:
        path = next((known for known in settings.recent if known.exists()), None)
    if path is not None:
        path = path.resolve()
        settings.opened(path)
        session.open(path, as_of)
    window = Window(session, settings)
    session.setParent(window)
    failure.install(window.tell_bug)
    return window


def _answer(application: QApplication) -> None:
    print("painted", flush=True)
    application.exit()
