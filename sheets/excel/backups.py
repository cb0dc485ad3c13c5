"""Copies of a workbook as it was before each write, kept in the program's own folder.

They hold customers' data, so nobody but their owner may read them, however open the workbook's own folder is.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.workbook import Copy

#: How many copies are kept, besides the very first.
KEPT = 10
_NAME = re.compile(r"^(\d{6,})-(\d{8}T\d{6})(\d{3})?Z-([0-9a-f]{64})(\.\w+)?$")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, made at ``when`` (UTC) and of so many ``bytes``; ``content`` is their SHA-256."""

    path: Path
    number: int
    when: datetime
    bytes: int
    content: str


class Backups:
    """The copies of one workbook, known by its path."""

    def __init__(self, app_data: Path, workbook: Path) -> None:
        known_by = hashlib.sha256(os.path.normcase(workbook).encode()).hexdigest()[:16]
        self.folder = app_data / "backups" / known_by
        self.workbook = workbook

    def all(self) -> list[Backup]:
        """Every copy, the oldest first."""
        if not self.folder.is_dir():
            return []
        named = [(path, _NAME.match(path.name)) for path in self.folder.iterdir()]
        found = [_backup(path, match) for path, match in named if match]
        return sorted(found, key=lambda backup: backup.number)

    def take(self) -> Backup:
        """Copy the workbook as it is now. The copy is whole and flushed when it gets its name."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for stray in self.folder.glob("*.part"):
            stray.unlink(missing_ok=True)
        number = max((backup.number for backup in self.all()), default=0) + 1
        part = self.folder / f"{number:06}.part"
        content = hashlib.sha256()
        try:
            with self.workbook.open("rb") as source, open(part, "wb", opener=_private) as copy:
                while piece := source.read(_CHUNK):
                    content.update(piece)
                    copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            when = datetime.now(UTC)
            moment = f"{when:%Y%m%dT%H%M%S}{when.microsecond // 1000:03}Z"
            path = self.folder / f"{number:06}-{moment}-{content.hexdigest()}{self.workbook.suffix.lower()}"
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return _known(path)

    def forget(self, backup: Backup) -> None:
        """Remove a copy that was not needed after all."""
        backup.path.unlink(missing_ok=True)

    def thin(self) -> None:
        """Remove the oldest copies but the first."""
        for backup in self.all()[1:-KEPT]:
            backup.path.unlink(missing_ok=True)

    def sound(self, wanted: Copy | None) -> Backup:
        """The copy asked for, else the workbook as it was before the last write; its content is checked."""
        there = self.all()
        if not there:
            raise SheetsError(
                "no_backup",
                Text(
                    f"There is no copy of {self.workbook.name} to go back to: this program has not written to it.",
                    f"No hay copia de {self.workbook.name} a la que volver: este programa no ha escrito en él.",
                ),
                Text("Nothing was changed.", "No se cambió nada."),
            )
        same = there if wanted is None else [one for one in there if one.content == wanted.content]
        exact = [one for one in same if wanted and one.when == wanted.when]
        found = next(reversed(exact or same), None)
        if found is None:
            raise SheetsError(
                "no_backup",
                Text(
                    f"That copy of {self.workbook.name} is not there any more.",
                    f"Esa copia de {self.workbook.name} ya no está.",
                ),
                Text("Choose another one.", "Elige otra."),
            )
        with found.path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != found.content:
                raise SheetsError(
                    "damaged",
                    Text(
                        f"The copy of {self.workbook.name} was altered since it was made.",
                        f"La copia de {self.workbook.name} fue alterada después de hacerse.",
                    ),
                    Text(f"The copies lie in {self.folder}.", f"Las copias están en {self.folder}."),
                )
        return found


def _backup(path: Path, named: re.Match[str]) -> Backup:
    when = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC, microsecond=int(named[3] or 0) * 1000)
    return Backup(path, int(named[1]), when, path.stat().st_size, named[4])


def _known(path: Path) -> Backup:
    named = _NAME.match(path.name)
    assert named is not None
    return _backup(path, named)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
