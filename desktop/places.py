"""Where this computer keeps what is ours, as ``platformdirs`` has it.

Written out, because importing that package takes longer than reading the brief that is kept there.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from sheets.place import GoogleSheet, Place

NAME = "operating-brief"


def cache_folder() -> Path:
    """What may be thrown away at any time."""
    if sys.platform == "win32":
        return _windows() / NAME / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / NAME
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / NAME


def data_folder() -> Path:
    """What must not be lost: notes that wait for their workbook."""
    if sys.platform == "win32":
        return _windows() / NAME
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / NAME
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / NAME


def whole_name(workbook: Place) -> str:
    """The workbook's name wherever the program runs: its real path, or its link."""
    return str(workbook) if isinstance(workbook, GoogleSheet) else str(workbook.resolve())


def folder(workbook: Place, root: Path | None = None) -> Path:
    """The folder of what is kept of this workbook's brief; it need not exist yet."""
    full = whole_name(workbook)
    if sys.platform == "win32" and isinstance(workbook, Path):
        full = full.casefold()
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in workbook.stem)[:40]
    return (root or cache_folder() / "briefs") / f"{name}-{hashlib.sha256(full.encode()).hexdigest()[:16]}"


def keeps(workbook: Place, root: Path | None = None) -> bool:
    """Whether there is a place where something waits for this workbook, or did: asked before more is loaded."""
    name = folder(workbook).name
    return any(((root or data_folder()) / place / name).is_dir() for place in ("journal", "waiting"))


def stamp(file: Place) -> tuple[int, int]:
    """Size and time of a file: as long as they hold, nobody has written to it; zeros where there is none.

    A Google Sheet has none either.
    """
    if isinstance(file, GoogleSheet):
        return (0, 0)
    try:
        facts = file.stat()
    except OSError:
        return (0, 0)
    return (facts.st_size, facts.st_mtime_ns)


def _windows() -> Path:
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
