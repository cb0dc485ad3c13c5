"""What the last imports did to a workbook, kept on this computer so that each can be taken back: one file an import.

The newest is taken back first, and then the one before it. What cannot be read is none.
"""

from __future__ import annotations

import contextlib
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from desktop import waiting
from sheets.place import Place

#: So many imports can be taken back, one after the other.
KEPT = 10


class Step(msgspec.Struct, frozen=True):
    """One write of an import: the workbook's hash before and after it, and what it wrote, as the importer keeps it."""

    before: str
    after: str
    tab: str
    table: str
    written: msgspec.Raw


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """One import: when (ISO, UTC), of which files, its writes in their order, and the tabs that it added.

    ``remembered`` are key and scope of the rows of Definitions in which it keeps how the founder matched columns.
    """

    at: str
    files: list[str]
    steps: list[Step] = []
    added: list[str] = []
    remembered: list[tuple[str, str]] = []


def keep(workbook: Place, imported: Imported) -> bool:
    """Keep this import as the newest, and whether that could be done; the oldest of too many go."""
    home = _folder(workbook)
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        newest = max((int(path.stem) for path in _files(workbook)), default=0)
        path = home / f"{max(time.time_ns(), newest + 1):020}.import"
        waiting.replace_whole(path, zlib.compress(msgspec.msgpack.encode(imported), 1))
        for old in _files(workbook)[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def newest(workbook: Place) -> tuple[Path, Imported] | None:
    """The import that is taken back next, and where it is kept; ``None`` where there is none."""
    for path in reversed(_files(workbook)):
        with contextlib.suppress(OSError, ValueError, zlib.error):
            return path, msgspec.msgpack.decode(zlib.decompress(path.read_bytes()), type=Imported)
    return None


def any_kept(workbook: Place) -> bool:
    """Whether an import can be taken back."""
    return bool(_files(workbook))


def _files(workbook: Place) -> Sequence[Path]:
    return sorted(path for path in _folder(workbook).glob("*.import") if path.stem.isdigit())


def _folder(workbook: Place) -> Path:
    return waiting.folder(workbook) / "imports"
