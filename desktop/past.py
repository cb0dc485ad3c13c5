"""The briefs of past days, kept beside the one of today: one a day, the day's last.

Each is one zip archive with the head and the sections as :mod:`desktop.cache` writes them. It is made when the first
brief of another day is kept. They are a convenience like the cache: the oldest go when there are too many.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from desktop import cache
from reports.outcome import SCHEMA, Outcome

#: At most so many days, and so many bytes of them, are kept of a workbook.
DAYS, BYTES = 60, 48_000_000

_ENDING = f".{cache.VERSION}-{SCHEMA}.zip"
_DAMAGED = (OSError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, msgspec.DecodeError)


def keep(folder: Path, head: cache.Head) -> None:
    """Keep the brief that is in the cache, whose head this is, as the one of its day. What cannot be kept is not."""
    store = folder / "past"
    part = store / f"{head.as_of[:10]}.part"
    try:
        store.mkdir(exist_ok=True, mode=0o700)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            archive.writestr("head.json", msgspec.json.encode(head))
            for name in cache.SECTIONS:
                archive.write(folder / "sections" / head.generation / f"{name}.json", f"{name}.json")
        part.chmod(0o600)
        os.replace(part, store / f"{head.as_of[:10]}{_ENDING}")
        _forget(store)
    except _DAMAGED:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def days(folder: Path, today: str) -> tuple[str, ...]:
    """The days of which a brief is kept, as ISO days, the newest first, without the one of ``today``."""
    try:
        found = [path.name.removesuffix(_ENDING) for path in (folder / "past").glob(f"*{_ENDING}")]
    except OSError:
        return ()
    return tuple(sorted((day for day in found if day != today and _is_day(day)), reverse=True))


def head(folder: Path, day: str) -> cache.Head | None:
    """The head of that day's brief, or ``None`` where it cannot be read."""
    try:
        return msgspec.json.decode(_member(folder, day, "head"), type=cache.Head)
    except _DAMAGED:
        return None


def section(folder: Path, name: str, day: str) -> Any | None:
    """One section of that day's brief, or ``None`` where it cannot be read."""
    try:
        return cache.decoded(name, _member(folder, day, name))
    except _DAMAGED:
        return None


def outcome(folder: Path, day: str) -> Outcome | None:
    """That day's brief as a whole, but for its figures, the bridge and the memory, which are not kept."""
    top = head(folder, day)
    if top is None:
        return None
    sections: dict[str, Any] = {name: section(folder, name, day) for name in cache.SECTIONS if name != "shown"}
    if any(found is None for found in sections.values()):
        return None
    of_head = set(Outcome.__struct_fields__) & set(cache.Head.__struct_fields__) - set(sections)
    shared: dict[str, Any] = {name: getattr(top, name) for name in sorted(of_head)}
    return Outcome(app_version="", zone="", figures={}, **shared, **sections)


def _member(folder: Path, day: str, name: str) -> bytes:
    with zipfile.ZipFile(folder / "past" / f"{day}{_ENDING}") as archive:
        return archive.read(f"{name}.json")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _forget(store: Path) -> None:
    """Drop the oldest where there are too many or they are too large."""
    left = BYTES
    for number, path in enumerate(sorted(store.glob("*.zip"), reverse=True)):
        left -= path.stat().st_size
        if number >= DAYS or left < 0:
            path.unlink()
