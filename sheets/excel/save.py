"""Putting a finished file in the place of the founder's: whole or not at all, and never over a change."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sheets.errors import SheetsError, Text
from sheets.excel import synced, windows
from sheets.excel.attributes import look_like
from sheets.excel.opened import IN_USE, locked, refuse_if_open
from sheets.excel.package import fingerprint

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
#: A network folder or a cloud client that does not answer; macOS says EDEADLK of a file that is not on the computer.
_AWAY = tuple(
    getattr(errno, name)
    for name in ("ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ESTALE", "ENOTCONN", "EREMOTEIO",
                 "EDEADLK")
    if hasattr(errno, name)
)  # fmt: skip
#: Windows: no network path, the network was left, no such network name; the cloud file's provider and its refusals.
_AWAY_ON_WINDOWS = (53, 59, 64, 67, 121, 1231, 362, *range(376, 405))
_SPARE = "spare.bak"
#: The file by which processes keep out of each other's way.
LOCK = "writing.lock"


def real_file(path: Path) -> Path:
    """The file itself, links followed; raises where there is none."""
    synced.refuse_if_away(path)
    if sys.platform == "win32":
        windows.put_back(path, sorted(path.parent.glob(_draft_prefix(path.resolve()) + _SPARE)))
    try:
        found = path.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SheetsError(
            "missing",
            Text(f"There is no file {path}.", f"No existe el archivo {path}."),
            Text("Check the name and the folder.", "Revisa el nombre y la carpeta."),
        ) from error
    except (OSError, RuntimeError) as error:
        raise SheetsError(
            "missing",
            Text(f"The file {path} cannot be reached.", f"No se puede llegar al archivo {path}."),
            Text("Check that its drive is connected.", "Revisa que su disco esté conectado."),
        ) from error
    if not found.is_file():
        raise SheetsError(
            "not_a_workbook",
            Text(f"{path} is not a file.", f"{path} no es un archivo."),
            Text("Choose a file that ends in .xlsx or .xlsm.", "Elige un archivo que termine en .xlsx o .xlsm."),
        )
    return found


# What the disk says


def refuse_if_read_only(target: Path) -> None:
    """Raise ``read_only`` where the file or its folder may not be written, ``linked`` where it has a second name."""
    facts = target.stat()
    if not facts.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise read_only(target)
    refuse_if_folder_read_only(target.parent)
    if facts.st_nlink > 1:
        raise SheetsError(
            "linked",
            Text(
                f"{target.name} is one file under several names; replacing it would part them.",
                f"{target.name} es un solo archivo con varios nombres; reemplazarlo los separaría.",
            ),
            Text("Use a copy of it.", "Usa una copia."),
        )


def refuse_if_folder_read_only(folder: Path) -> None:
    """Raise ``read_only`` where no file can be made in the folder."""
    if sys.platform != "win32" and (not folder.stat().st_mode & 0o222 or not os.access(folder, os.W_OK)):
        raise read_only(folder)


def read_only(path: Path) -> SheetsError:
    """The error for a file or folder that may not be written."""
    what_en, what_es = ("folder", "La carpeta") if path.is_dir() else ("file", "El archivo")
    return SheetsError(
        "read_only",
        Text(f"The {what_en} {path.name} is read-only.", f"{what_es} {path.name} es de solo lectura."),
        Text("Allow changes to it, or use a copy elsewhere.", "Permite cambios, o usa una copia en otro lugar."),
    )


@contextlib.contextmanager
def said_plainly(target: Path) -> Iterator[None]:
    """Turn what the operating system says no to into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise SheetsError(
                "disk_full",
                Text(
                    f"There is no room left on the disk to save {target.name}; it is as it was.",
                    f"No queda espacio en el disco para guardar {target.name}; quedó como estaba.",
                ),
                Text("Make room and try again.", "Libera espacio y vuelve a intentarlo."),
            ) from error
        if getattr(error, "winerror", 0) in IN_USE:
            raise locked(target) from error
        if error.errno in _AWAY or getattr(error, "winerror", 0) in _AWAY_ON_WINDOWS:
            raise SheetsError(
                "unreachable",
                Text(
                    f"The network or cloud folder of {target.name} does not answer; the workbook is as it was.",
                    f"La carpeta de red o de la nube de {target.name} no responde; el libro quedó como estaba.",
                ),
                Text("Check the connection and try again.", "Revisa la conexión y vuelve a intentarlo."),
            ) from error
        if error.errno in DENIED:
            denied = Path(error.filename) if isinstance(error.filename, str) else target
            raise read_only(denied if denied in (target, target.parent) else denied.parent) from error
        raise SheetsError(
            "disk",
            Text(
                f"{target.name} could not be saved ({error.strerror or error}); it is as it was.",
                f"No se pudo guardar {target.name} ({error.strerror or error}); quedó como estaba.",
            ),
            Text("Check the disk and try again.", "Revisa el disco y vuelve a intentarlo."),
        ) from error


def changed_since() -> SheetsError:
    """The error for a workbook that is not any more what was read."""
    return SheetsError(
        "changed",
        Text(
            "The workbook was changed after it was read, so nothing was written over it.",
            "El libro cambió después de leerlo, así que no se escribió nada encima.",
        ),
        Text("Refresh again.", "Actualiza de nuevo."),
    )


# Replacing


@dataclass(frozen=True, slots=True)
class Draft:
    """A temporary file on the target's volume, open for reading and writing."""

    path: Path
    file: IO[bytes]


def _draft_prefix(workbook: Path) -> str:
    known_by = hashlib.sha256(f"{socket.gethostname()}\0{workbook}".encode(errors="surrogateescape")).hexdigest()[:10]
    return f".~ob-{known_by}-"


def sweep(workbook: Path, folders: Iterable[Path]) -> None:
    """Remove what an interrupted run of this machine left behind for this workbook; hold :func:`only_writer`."""
    for folder in folders:
        for stray in folder.glob(_draft_prefix(workbook) + "*.tmp"):
            with contextlib.suppress(OSError):
                stray.unlink()


@contextlib.contextmanager
def draft(target: Path, aside: Path | None = None, workbook: Path | None = None) -> Iterator[Draft]:
    """A temporary file on the target's own volume, gone afterwards unless :func:`replace` took it.

    It lies in the folder ``aside`` where that is on the same volume, else beside the target. What an interrupted run
    left behind for the ``workbook`` (the target itself, or whose companion it is) is removed first.
    """
    workbook = workbook or target
    folder = aside if aside is not None and _same_volume(aside, target.parent) else target.parent
    sweep(workbook, {folder, target.parent})
    handle, name = tempfile.mkstemp(prefix=_draft_prefix(workbook), suffix=".tmp", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield Draft(path, file)
    finally:
        path.unlink(missing_ok=True)


def _same_volume(one: Path, other: Path) -> bool:
    private_folder(one)
    return one.stat().st_dev == other.stat().st_dev


def flush(made: Draft) -> None:
    """Have the draft's bytes on the disk, and let go of it."""
    made.file.flush()
    os.fsync(made.file.fileno())
    made.file.close()


def replace(made: Path, target: Path, since: str, committing: Callable[[], None]) -> None:
    """Put ``made`` in the target's place, if the target still has the content ``since`` (``""`` = whatever is there).

    ``committing`` is called when nothing but the replacing is left to do. Where this raises, the target is as it was.
    """
    if since:
        look_like(made, target)
    is_still = _watched(target, since)
    committing()
    if not is_still():
        raise changed_since()
    try:
        _rename(made, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # One device may hold volumes that no file can be renamed across.
        with draft(target) as beside:
            with made.open("rb") as file:
                shutil.copyfileobj(file, beside.file)
            flush(beside)
            if since:
                look_like(beside.path, target)
            if not is_still():
                raise changed_since() from None
            _rename(beside.path, target)
    if sys.platform != "win32":
        # Some folders may not be opened, some file systems know no flush of one; the replacing is done all the same.
        with contextlib.suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _watched(target: Path, since: str) -> Callable[[], bool]:
    """Whether nobody has touched the target since now, when it has the content ``since``: that is dear to ask again."""
    if not since:
        return lambda: True

    def marks() -> tuple[int, ...]:
        facts = target.stat()
        return facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns

    if not target.is_file():
        raise changed_since()
    there = marks()
    if fingerprint(target) != since:
        raise changed_since()

    def is_still() -> bool:
        try:
            return marks() == there or fingerprint(target) == since
        except FileNotFoundError:
            return False

    return is_still


def holds(target: Path, content: str) -> bool:
    """Whether the file can be read and has this content."""
    with contextlib.suppress(OSError):
        return fingerprint(target) == content
    return False


def _rename(made: Path, target: Path) -> None:
    if sys.platform == "win32" and target.exists():
        windows.replace_file(made, target, target.with_name(_draft_prefix(target) + _SPARE))
        return
    for wait in (*windows.WAITS_SECONDS, None):
        try:
            os.replace(made, target)
        except PermissionError as error:
            if wait is None or getattr(error, "winerror", 0) not in windows.IN_USE:
                raise
            time.sleep(wait)
        else:
            return


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner may look into, and those above it that are missing."""
    if not folder.is_dir():
        private_folder(folder.parent)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Let one process at a time write one workbook. The system lets go of the lock when a process dies."""
    private_folder(folder)
    with (folder / LOCK).open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise _being_written() from error
        else:
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise _being_written() from error
        yield


def _being_written() -> SheetsError:
    return SheetsError(
        "busy",
        Text("Another refresh is writing this workbook now.", "Otra actualización está escribiendo este libro ahora."),
        Text("Wait a moment and try again.", "Espera un momento y vuelve a intentarlo."),
    )


__all__ = [
    "Draft",
    "changed_since",
    "draft",
    "fingerprint",
    "flush",
    "holds",
    "locked",
    "only_writer",
    "private_folder",
    "read_only",
    "real_file",
    "refuse_if_folder_read_only",
    "refuse_if_open",
    "refuse_if_read_only",
    "replace",
    "said_plainly",
    "sweep",
]
