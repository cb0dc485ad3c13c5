"""Files shown where they lie, or opened, by the system's own programs."""

from __future__ import annotations

import sys
from pathlib import Path


def open_file(path: Path) -> None:
    """Open the file as a double click would."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show(path: Path) -> None:
    """Open the file's folder; the file is marked in it where the system knows how to."""
    from PySide6.QtCore import QProcess

    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        open_file(path.parent)
