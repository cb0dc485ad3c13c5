"""What the window will need soon, loaded while nobody waits for it, so that no click and no refresh waits for it.

It is loaded in a thread beside the window's own: Python gives each its turn after a few milliseconds.
"""

from __future__ import annotations

import contextlib
import threading

#: So long after the first paint the loading begins; the refresh of the start is under way by then.
WAIT_MS = 700


def load() -> threading.Thread:
    """Begin, and return the thread."""
    thread = threading.Thread(target=_load, name="later", daemon=True)
    thread.start()
    return thread


def _load() -> None:
    with contextlib.suppress(ImportError):  # what is missing is told where it is used
        from desktop import edits, kept_place, notices, receipt, recent  # noqa: F401
        from desktop.dialogs import decide, files, sheet  # noqa: F401
        from desktop.intake import intake  # noqa: F401
        from desktop.pages import PAGES
        from desktop.widgets import banner, waiting_line  # noqa: F401

        for entry in PAGES:
            entry.load()
