"""Files shown where they lie, or opened, by the system's own programs."""

from __future__ import annotations

import sys
from pathlib import Path

from sheets.place import Place


def open_file(path: Path) -> None:
    """Open the file as a double click would."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_place(place: Place) -> None:
    """Open the workbook as a double click would; a Google Sheet in the browser."""
    if isinstance(place, Path):
        open_file(place)
    else:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl(str(place)))


def open_link(address: str) -> None:
    """Open a web address in the browser; what is none is not opened."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.isValid() and url.scheme() in ("http", "https"):
        QDesktopServices.openUrl(url)


def show(path: Path) -> None:
    """Open the file's folder; the file is marked in it where the system knows how to."""
    from PySide6.QtCore import QProcess

    if sys.platform == "win32":
        QProcess.startDetached("explorer", ["/select,", str(path)])
    elif sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", str(path)])
    else:
        open_file(path.parent)
