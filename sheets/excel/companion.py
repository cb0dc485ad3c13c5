"""The file beside a workbook that may not be written now: our visible tabs, in a workbook of their own."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path

from sheets.errors import SheetsError
from sheets.excel.draw import draw
from sheets.excel.index import Index
from sheets.excel.marks import COMPANION_NAME
from sheets.excel.package import Package
from sheets.grid import Grid

#: The longest name, in bytes, that every file system takes.
_LONGEST_NAME = 255


def draw_companion(grids: Sequence[Grid]) -> bytes:
    """A workbook of the visible tabs (and what their sparklines are drawn from), known as ours by a hidden name."""
    drawn_from = {line.source_tab for grid in grids if not grid.hidden for line in grid.sparklines}
    shown = [grid for grid in grids if not grid.hidden or grid.name in drawn_from]
    with Package(io.BytesIO(draw(shown))) as package:
        index = Index(package)
        index.set_name(COMPANION_NAME, "1", hidden=True)
        index.save()
        out = io.BytesIO()
        package.write(out)
    return out.getvalue()


def companion_path(folder: Path, stem: str) -> Path:
    """Where the companion goes: over an earlier one, and never over a file that is not ours."""
    number = 1
    while True:
        tail = f" - Operating Brief{'' if number == 1 else f' ({number})'}.xlsx"
        kept = stem
        while len(os.fsencode(kept + tail)) > _LONGEST_NAME:
            kept = kept[:-1]
        path = folder / (kept + tail)
        if not path.exists() or is_companion(path):
            return path
        number += 1


def is_companion(path: Path) -> bool:
    """Whether the file is a companion that this program wrote."""
    try:
        with Package(path) as package:
            names = [name.get("name", "") for name in Index(package).names()]
    except (SheetsError, OSError):
        return False
    return COMPANION_NAME.lower() in (name.lower() for name in names)
