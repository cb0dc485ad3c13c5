"""What a write did to the workbook, as the child process tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.places import stamp

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
    """One write: which file, when (local time), its hashes before and after, the parts that changed, in how long.

    ``left`` is the file's size and time right after the write: as long as it holds, nobody has touched it since.
    """

    path: Path
    at: datetime
    before: str
    after: str
    changed: tuple[Part, ...]
    backup: Path | None
    seconds: float
    left: tuple[int, int]

    @property
    def untouched(self) -> bool:
        """Whether the file still is as this write left it."""
        return bool(self.left[1]) and stamp(self.path) == self.left


def heard(said: Any, at: datetime) -> Receipt | None:
    """The receipt of a child's ``done``, or ``None`` where it wrote nothing into a workbook."""
    if not isinstance(said, dict) or not said.get("path"):
        return None
    path = Path(str(said["path"]))
    parts = [Part(*(str(text or "") for text in part)) for part in said.get("changed") or [] if len(part) == 3]
    return Receipt(
        path=path,
        at=at,
        before=str(said.get("before") or ""),
        after=str(said.get("after") or ""),
        changed=tuple(parts),
        backup=Path(str(said["backup"])) if said.get("backup") else None,
        seconds=float(said.get("seconds") or 0),
        left=stamp(path),
    )


def short(content: str) -> str:
    """The first letters of a hash."""
    return content[:SHORT]
