"""What a write did to the workbook, as the child process tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.places import stamp
from sheets.place import Place, place

#: So many letters of a hash are shown: enough to tell two apart by eye.
SHORT = 8


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the file; ``before`` or ``after`` is empty where there is no such part."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """One write: which workbook, when (local time), its hashes before and after, the parts that changed, in how long.

    ``name`` is what the workbook is called, ``calls`` how many requests Google was asked (0 for a file), ``outdated``
    the founder's tabs that changed meanwhile. ``left`` is the file's size and time right after the write: as long as it
    holds, nobody has touched it since.
    """

    place: Place
    name: str
    at: datetime
    before: str
    after: str
    changed: tuple[Part, ...]
    backup: Path | None
    seconds: float
    left: tuple[int, int]
    calls: int = 0
    outdated: tuple[str, ...] = ()

    @property
    def untouched(self) -> bool:
        """Whether the file still is as this write left it."""
        return bool(self.left[1]) and stamp(self.place) == self.left


def heard(said: Any, at: datetime, title: str = "") -> Receipt | None:
    """The receipt of a child's ``done``, or ``None`` where it wrote nothing into a workbook.

    ``title`` is what a Google Sheet is called.
    """
    if not isinstance(said, dict) or not said.get("path"):
        return None
    where = place(str(said["path"]))
    parts = [Part(*(str(text or "") for text in part)) for part in said.get("changed") or [] if len(part) == 3]
    return Receipt(
        place=where,
        name=where.name if isinstance(where, Path) else title or where.name,
        at=at,
        before=str(said.get("before") or ""),
        after=str(said.get("after") or ""),
        changed=tuple(parts),
        backup=Path(str(said["backup"])) if said.get("backup") else None,
        seconds=float(said.get("seconds") or 0),
        left=stamp(where),
        calls=int(said.get("calls") or 0),
        outdated=tuple(str(tab) for tab in said.get("outdated") or []),
    )


def short(content: str) -> str:
    """The first letters of a hash."""
    return content[:SHORT]
