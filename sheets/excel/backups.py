"""Copies of a workbook as it was before each write, kept in the program's own folder.

They hold customers' data, so nobody but their owner may read them, however open the workbook's own folder is. They are
thinned with age and kept within a size: of the last writes every copy, then one a day, then one a month.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

import msgspec

from sheets.errors import SheetsError, Text
from sheets.excel import save
from sheets.workbook import Copy

#: Every copy of so many last writes is kept; of the days and months before, the last copy of each.
KEPT = 10
DAILY, MONTHLY = timedelta(days=30), timedelta(days=365)
#: What the copies of one workbook, and of all, may take up; the newest :data:`NEVER_DROPPED` of each stay all the same.
LARGEST_BYTES, LARGEST_TOTAL_BYTES = 1 << 30, 4 << 30
NEVER_DROPPED = 2

_NAME = re.compile(r"^(\d{6,})-(\d{8}T\d{6})(\d{3})?Z-([0-9a-f]{64})(\.\w+)?$")
_RECORD = "workbook.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy, made at ``when`` (UTC) and of so many ``bytes``; ``content`` is their SHA-256."""

    path: Path
    number: int
    when: datetime
    bytes: int
    content: str


class Record(msgspec.Struct, frozen=True):
    """Whose copies a folder holds: where the workbook lay, its content after the last write, what lay beside it."""

    path: str
    content: str
    beside: list[str] | None = None


class Backups:
    """The copies of one workbook, known by its path; one that was moved finds them again by its content."""

    def __init__(self, app_data: Path, workbook: Path) -> None:
        self.root = app_data / "backups"
        self.folder = _folder(self.root, workbook)
        self.workbook = workbook

    def all(self) -> list[Backup]:
        """Every copy, the oldest first."""
        return _copies(self.folder)

    def record(self) -> Record | None:
        """What was remembered after the last write."""
        return _record(self.folder)

    # Making

    def sweep(self) -> None:
        """Remove what an interrupted run left half-made; hold :func:`sheets.excel.save.only_writer`."""
        for stray in self.folder.glob("*.part"):
            stray.unlink(missing_ok=True)

    def take(self) -> Backup:
        """Copy the workbook as it is now. The copy is whole and flushed when it gets its name."""
        there = self.all()
        number = max((backup.number for backup in there), default=0) + 1
        part = self.folder / f"{number:06}.part"
        content = hashlib.sha256()
        with said_plainly(self):
            save.private_folder(self.folder)
        try:
            with self.workbook.open("rb") as source, said_plainly(self), open(part, "wb", opener=_private) as copy:
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
        if there and there[-1].content == content.hexdigest():
            # An interrupted run made it and wrote nothing.
            self.forget(there[-1])
        return _backup(path)

    def forget(self, backup: Backup) -> None:
        """Remove a copy that was not needed after all."""
        backup.path.unlink(missing_ok=True)

    def remember(self, content: str, beside: Iterable[str] = ()) -> None:
        """Note what the workbook is after a write, so that it is known where it is moved to; do without if need be."""
        with contextlib.suppress(OSError):
            part = self.folder / f"{_RECORD}.part"
            with open(part, "wb", opener=_private) as file:
                file.write(msgspec.json.encode(Record(_text(self.workbook), content, sorted(map(_plain, beside)))))
            part.replace(self.folder / _RECORD)

    # Thinning

    def thin(self) -> None:
        """Remove the copies that have become too old or too many; one that cannot be removed now can be later."""
        now = datetime.now(UTC)
        with contextlib.suppress(OSError):
            there = self.all()
            stay = within(kept(there, now), LARGEST_BYTES)
            for backup in there:
                if backup not in stay:
                    self.forget(backup)
            _thin_all(self.root, self.folder)

    # Going back

    def adopt(self) -> None:
        """Take over the copies of this workbook from where it lay before it was moved or renamed.

        It is known by its content, which is still that of the last write; else its copies stay where they are.
        """
        if not self.root.is_dir() or self.record() is not None or self.all():
            return
        content = ""
        for folder, record in _others(self.root, self.folder):
            was = Path(record.path)
            if was.exists() and not _same_file(was, self.workbook):
                continue
            content = content or save.fingerprint(self.workbook)
            if record.content != content and not was.exists():
                continue
            with contextlib.suppress(SheetsError, OSError), save.only_writer(folder):
                for backup in _copies(folder):
                    backup.path.rename(self.folder / backup.path.name)
                self.remember(record.content, record.beside or ())
                (folder / _RECORD).unlink()
            with contextlib.suppress(OSError):
                (folder / save.LOCK).unlink()
                folder.rmdir()
            return

    def wanted(self, copy: Copy | None, now: Backup | None = None) -> Backup:
        """The copy asked for, else the workbook as it was before the last write. Its content is not looked at yet.

        ``now`` is the copy of what is there at this moment: it is meant only where it is asked for.
        """
        there = [one for one in self.all() if one != now]
        if copy and now and now.content == copy.content:
            there.append(now)
        if not there:
            raise self._no_copies()
        same = there if copy is None else [one for one in there if one.content == copy.content]
        exact = [one for one in same if copy and one.when == copy.when]
        found = next(reversed(exact or same), None)
        if found is None:
            raise _gone(self.workbook)
        return found

    def put_back(self, backup: Backup, out: IO[bytes]) -> None:
        """Write the copy's bytes; raises where they are not those that were copied."""
        content = hashlib.sha256()
        try:
            with backup.path.open("rb") as file:
                while piece := file.read(_CHUNK):
                    content.update(piece)
                    out.write(piece)
        except FileNotFoundError as error:
            raise _gone(self.workbook) from error
        if content.hexdigest() != backup.content:
            raise _altered(self.workbook, self.folder)

    def _no_copies(self) -> SheetsError:
        name = self.workbook.name
        remedy = Text("Nothing was changed.", "No se cambió nada.")
        for folder, record in _others(self.root, self.folder):
            was = Path(record.path)
            if was.name == name and not was.exists() and _copies(folder):
                remedy = Text(
                    f"Copies of a workbook of this name, which lay in {was.parent}, are in {folder}.",
                    f"Las copias de un libro con este nombre, que estaba en {was.parent}, están en {folder}.",
                )
        return SheetsError(
            "no_backup",
            Text(
                f"There is no copy of {name} to go back to: this program has not written to it.",
                f"No hay copia de {name} a la que volver: este programa no ha escrito en él.",
            ),
            remedy,
        )


def _gone(workbook: Path) -> SheetsError:
    """The error for a copy that was removed since it was listed."""
    return SheetsError(
        "no_backup",
        Text(f"That copy of {workbook.name} is not there any more.", f"Esa copia de {workbook.name} ya no está."),
        Text("Choose another one.", "Elige otra."),
    )


def _altered(workbook: Path, folder: Path) -> SheetsError:
    """The error for a copy that is not what was copied."""
    return SheetsError(
        "damaged",
        Text(
            f"The copy of {workbook.name} was altered since it was made, so it was not put back.",
            f"La copia de {workbook.name} fue alterada después de hacerse, así que no se usó.",
        ),
        Text(f"Choose another one. The copies lie in {folder}.", f"Elige otra. Las copias están en {folder}."),
    )


def kept(copies: Sequence[Backup], now: datetime) -> list[Backup]:
    """Of these copies (the oldest first) those that age does not remove, in the same order."""
    stay = {copies[0].number} if copies else set()
    seen: set[tuple[int, ...]] = set()
    for place, copy in enumerate(reversed(copies)):
        age = now - copy.when
        day, month = (copy.when.year, copy.when.month, copy.when.day), (copy.when.year, copy.when.month)
        group = day if age <= DAILY else month
        if place < KEPT or (age <= MONTHLY and group not in seen):
            stay.add(copy.number)
        seen |= {day, month} if age <= DAILY else {month}
    return [copy for copy in copies if copy.number in stay]


def within(copies: Sequence[Backup], largest: int) -> list[Backup]:
    """Of these copies (the oldest first) as many of the newest as fit; the very first goes last but for the newest."""
    stay, total = list(copies), sum(copy.bytes for copy in copies)
    for copy in [*copies[1:-NEVER_DROPPED], *copies[:1][: max(len(copies) - NEVER_DROPPED, 0)]]:
        if total <= largest:
            break
        stay.remove(copy)
        total -= copy.bytes
    return stay


def _thin_all(root: Path, own: Path) -> None:
    """Keep the copies of all workbooks within their size: the oldest go first, of whichever workbook."""
    folders = {folder: _copies(folder) for folder in root.iterdir() if folder.is_dir()}
    too_much = sum(copy.bytes for copies in folders.values() for copy in copies) - LARGEST_TOTAL_BYTES
    if too_much <= 0:
        return
    spare = [
        (copy is copies[0], copy.when, folder, copy)
        for folder, copies in folders.items()
        for copy in copies[:-NEVER_DROPPED]
    ]
    for _, _, folder, copy in sorted(spare, key=lambda one: one[:2]):
        if too_much <= 0:
            return
        with contextlib.suppress(SheetsError, OSError):
            with contextlib.nullcontext() if folder == own else save.only_writer(folder):
                copy.path.unlink()
            too_much -= copy.bytes


def _folder(root: Path, workbook: Path) -> Path:
    known_by = os.path.normcase(workbook).encode(errors="surrogateescape")
    return root / hashlib.sha256(known_by).hexdigest()[:16]


def _copies(folder: Path) -> list[Backup]:
    if not folder.is_dir():
        return []
    found = [_backup(path) for path in folder.iterdir() if _NAME.match(path.name)]
    return sorted(found, key=lambda backup: backup.number)


def _backup(path: Path) -> Backup:
    named = _NAME.match(path.name)
    assert named is not None
    when = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC, microsecond=int(named[3] or 0) * 1000)
    return Backup(path, int(named[1]), when, path.stat().st_size, named[4])


def _record(folder: Path) -> Record | None:
    try:
        return msgspec.json.decode((folder / _RECORD).read_bytes(), type=Record)
    except (OSError, ValueError):
        return None


def _others(root: Path, own: Path) -> Iterator[tuple[Path, Record]]:
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder != own and (record := _record(folder)) is not None:
            yield folder, record


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_nlink == 1 and one.samefile(other)
    except OSError:
        return False


def _text(path: Path) -> str:
    """A path as it can be kept: names that are not text become names that no file has."""
    return _plain(str(path))


def _plain(name: str) -> str:
    return name.encode(errors="replace").decode()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextlib.contextmanager
def said_plainly(backups: Backups) -> Iterator[None]:
    """Tell a full or closed disk of the program's own folder from that of the workbook."""
    try:
        yield
    except OSError as error:
        if error.errno not in (*save.FULL, *save.DENIED, errno.ENOTDIR, errno.EEXIST):
            raise
        name = backups.workbook.name
        if error.errno in save.FULL:
            why = Text("there is no room left", "no queda espacio")
        else:
            why = Text("nothing may be written", "no se puede escribir")
        raise SheetsError(
            "disk_full" if error.errno in save.FULL else "no_copy",
            Text(
                f"Before each write a copy of {name} is kept, and {why.en} for it in {backups.root}; the workbook is "
                "as it was.",
                f"Antes de cada escritura se guarda una copia de {name}, y {why.es} en {backups.root}; el libro quedó "
                "como estaba.",
            ),
            Text("Make room there and try again.", "Libera espacio ahí y vuelve a intentarlo.")
            if error.errno in save.FULL
            else Text("Allow changes to that folder and try again.", "Permite cambios en esa carpeta."),
        ) from error
