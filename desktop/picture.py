"""The picture of the last brief, shown while the window is being built from the cache behind it.

It is taken when the window closes and belongs to exactly one brief, appearance and size of the window: another one is
not found, and the window is then painted from the cache directly, which takes a little longer.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.settings import Settings


def find(window: QWidget, folder: Path, settings: Settings) -> QImage | None:
    """The picture of the brief that is kept now, as this window would show it."""
    name = _name(window, folder, settings)
    if not name or not (folder / name).exists():
        return None
    picture = QImage(str(folder / name))
    return None if picture.isNull() else picture


def keep(window: QWidget, folder: Path, settings: Settings) -> None:
    """Take the picture in the place of any before. Where that fails there is none, and nothing is lost."""
    name = _name(window, folder, settings)
    if not name:
        return
    part = folder / "picture.part"
    try:
        for old in folder.glob("picture-*.png"):
            old.unlink()
        window.grab()  # a window that is hidden gives its parts their places only when it is drawn
        if window.grab().save(str(part), "PNG"):
            part.chmod(0o600)
            os.replace(part, folder / name)
    except OSError:
        part.unlink(missing_ok=True)


def _name(window: QWidget, folder: Path, settings: Settings) -> str:
    try:
        head = (folder / "head.json").stat()
    except OSError:
        return ""
    size = "whole-screen" if window.isMaximized() else f"{window.width()}x{window.height()}"
    return f"picture-{head.st_mtime_ns}-{head.st_size}-{settings.appearance}-{size}.png"
