"""Putting a finished file in the place of the founder's: whole or not at all, and never over a change."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sheets.errors import SheetsError, Text
from sheets.excel.package import fingerprint

#: Windows: denied, in use by another process, a part of it locked. Scanners cause these for a moment.
_WINDOWS_IN_USE = (5, 32, 33)
_WAITS_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def real_file(path: Path) -> Path:
    """The file itself, links followed; raises where there is none."""
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


# Who has it open


def refuse_if_open(target: Path) -> None:
    """Raise ``locked`` where a spreadsheet program has the file open, and name who where that is known."""
    if sys.platform == "win32":
        try:
            with target.open("r+b"):
                return
        except PermissionError as error:
            if getattr(error, "winerror", 0) in (32, 33):
                raise locked(target, _holder(target)) from error
            return
    if any(owner.exists() for owner in _owner_files(target)):
        raise locked(target, _holder(target))


def _owner_files(target: Path) -> tuple[Path, ...]:
    # Word shortens long names; Excel writes "~$" before the whole name.
    return (target.with_name("~$" + target.name), target.with_name(f".~lock.{target.name}#"))


def _holder(target: Path) -> str:
    """Who has the file open, as its owner file says; ``""`` where that cannot be read."""
    excel, libre_office = _owner_files(target)
    with contextlib.suppress(OSError):
        raw = excel.read_bytes()
        if len(raw) >= 57 and (length := raw[55]):
            return raw[57 : 57 + 2 * length].decode("utf-16-le", "replace").strip("\0 ")
        return raw[1 : 1 + raw[0]].decode("cp1252", "replace").strip("\0 ") if raw else ""
    with contextlib.suppress(OSError):
        fields = libre_office.read_text("utf-8", "replace").split(",")
        return next((field.strip() for field in fields[:2] if field.strip()), "")
    return ""


def locked(target: Path, holder: str) -> SheetsError:
    """The error for a workbook that somebody has open."""
    by_en, by_es = (f" by {holder}", f" por {holder}") if holder else ("", "")
    stray = next((owner.name for owner in _owner_files(target) if owner.exists()), "")
    left_en = f" If nobody has it open any more, delete the file {stray} beside it." if stray else ""
    left_es = f" Si ya nadie lo tiene abierto, borra el archivo {stray} que está a su lado." if stray else ""
    return SheetsError(
        "locked",
        Text(f"{target.name} is open{by_en}.", f"{target.name} está abierto{by_es}."),
        Text(f"Close it and try again.{left_en}", f"Ciérralo y vuelve a intentarlo.{left_es}"),
    )


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
        if error.errno in _FULL:
            raise SheetsError(
                "disk_full",
                Text(
                    f"There is no room left on the disk to save {target.name}; it is as it was.",
                    f"No queda espacio en el disco para guardar {target.name}; quedó como estaba.",
                ),
                Text("Make room and try again.", "Libera espacio y vuelve a intentarlo."),
            ) from error
        if getattr(error, "winerror", 0) in (32, 33):
            raise locked(target, _holder(target)) from error
        if error.errno in _DENIED:
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
    """A temporary file beside the target, open for reading and writing."""

    path: Path
    file: IO[bytes]


def _draft_prefix(target: Path) -> str:
    known_by = hashlib.sha256(f"{socket.gethostname()}\0{target}".encode()).hexdigest()[:10]
    return f".~ob-{known_by}-"


@contextlib.contextmanager
def draft(target: Path) -> Iterator[Draft]:
    """A temporary file on the target's own volume, gone afterwards unless :func:`replace` took it.

    What an interrupted run of this machine left behind is removed first; hold :func:`only_writer`.
    """
    for stray in target.parent.glob(_draft_prefix(target) + "*.tmp"):
        with contextlib.suppress(OSError):
            stray.unlink()
    handle, name = tempfile.mkstemp(prefix=_draft_prefix(target), suffix=".tmp", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield Draft(path, file)
    finally:
        path.unlink(missing_ok=True)


def flush(made: Draft) -> None:
    """Have the draft's bytes on the disk, and let go of it."""
    made.file.flush()
    os.fsync(made.file.fileno())
    made.file.close()


def replace(made: Path, target: Path, since: str, committing: Callable[[], None]) -> None:
    """Put ``made`` in the target's place, if the target still has the content ``since`` (``""`` = is not there).

    ``committing`` is called when nothing but the replacing is left to do.
    """
    if since:
        _look_like(made, target)
        if not target.is_file() or fingerprint(target) != since:
            raise changed_since()
    committing()
    for wait in (*_WAITS_SECONDS, None):
        try:
            os.replace(made, target)
            break
        except PermissionError as error:
            if wait is None or getattr(error, "winerror", 0) not in _WINDOWS_IN_USE:
                raise
            time.sleep(wait)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            # Some file systems know no flush of a folder; the replacing is done all the same.
            with contextlib.suppress(OSError):
                os.fsync(folder)
        finally:
            os.close(folder)


def _look_like(made: Path, target: Path) -> None:
    """Give the new file the mode and the owner of the old one."""
    facts = target.stat()
    os.chmod(made, stat.S_IMODE(facts.st_mode))
    if sys.platform != "win32" and (facts.st_uid, facts.st_gid) != (made.stat().st_uid, made.stat().st_gid):
        # Only root may give a file away; a founder's own file is the founder's already.
        with contextlib.suppress(PermissionError):
            os.chown(made, facts.st_uid, facts.st_gid)


@contextlib.contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Let one process at a time write one workbook. The system lets go of the lock when a process dies."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "writing.lock").open("a+b") as file:
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
