"""Who has a workbook open: the owner files that Excel and LibreOffice put beside it, and what the system says."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import time
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sheets.errors import SheetsError, Text

#: Windows: in use by another process, a part of it locked.
IN_USE = (32, 33)
_EXCEL, _LIBRE_OFFICE = "~$", ".~lock."
#: The clocks of an owner file tell minutes.
_SLACK_SECONDS = 120


def refuse_if_open(target: Path) -> None:
    """Raise ``locked`` where a spreadsheet program has the file open, and name who where that is known."""
    try:
        with target.open("r+b"):
            pass
    except PermissionError as error:
        # Where the system itself holds the file back (Windows, network folders), it may be written but not now.
        if getattr(error, "winerror", 0) in IN_USE or (sys.platform != "win32" and os.access(target, os.W_OK)):
            raise locked(target) from error
    except OSError as error:
        if error.errno in (errno.EBUSY, errno.ETXTBSY):
            raise locked(target) from error
        raise
    # On Windows the open file has told the truth; an owner file there may be left over.
    if sys.platform != "win32" and _owner_file(target) is not None:
        raise locked(target)


def locked(target: Path) -> SheetsError:
    """The error for a workbook that somebody has open."""
    owner = _owner_file(target)
    holder = _holder(owner) if owner else ""
    by_en, by_es = (f" by {holder}", f" por {holder}") if holder else ("", "")
    left_en = left_es = ""
    if owner is not None:
        left_en = f" If nobody has it open any more, delete the file {owner.name} beside it."
        left_es = f" Si ya nadie lo tiene abierto, borra el archivo {owner.name} que está a su lado."
        if _left_behind(target, owner):
            left_en += " It was most likely left there by a crash: no program on this computer has the workbook open."
            left_es += " Lo más probable es que lo dejara un cierre inesperado: ningún programa de este equipo tiene "
            left_es += "abierto el libro."
    return SheetsError(
        "locked",
        Text(f"{target.name} is open{by_en}.", f"{target.name} está abierto{by_es}."),
        Text(f"Close it and try again.{left_en}", f"Ciérralo y vuelve a intentarlo.{left_es}"),
    )


def _owner_file(target: Path) -> Path | None:
    """The owner file of this workbook. Systems spell one name in more than one way, so the folder is looked through."""
    names = {_plain(_EXCEL + target.name), _plain(f"{_LIBRE_OFFICE}{target.name}#")}
    return next((path for path in _dotted(target.parent) if _plain(path.name) in names), None)


def _dotted(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        found = sorted(entry.name for entry in entries if entry.name.startswith((_EXCEL, _LIBRE_OFFICE)))
    yield from (folder / name for name in found)


def _plain(name: str) -> str:
    """The form in which two spellings of one file's name are equal."""
    composed = unicodedata.normalize("NFC", name)
    return composed if sys.platform.startswith("linux") else composed.casefold()


def _holder(owner: Path) -> str:
    """Who has the file open, as its owner file says; ``""`` where that cannot be read."""
    with contextlib.suppress(OSError):
        if owner.name.startswith(_LIBRE_OFFICE):
            return next((field for field in _fields(owner)[:2] if field), "")
        raw = owner.read_bytes()
        if len(raw) >= 57 and (length := raw[55]):
            return raw[57 : 57 + 2 * length].decode("utf-16-le", "replace").strip("\0 ")
        return raw[1 : 1 + raw[0]].decode("cp1252", "replace").strip("\0 ") if raw else ""
    return ""


def _fields(owner: Path) -> list[str]:
    """Of LibreOffice's owner file: name, account, computer, moment, profile."""
    return [field.strip() for field in owner.read_text("utf-8", "replace").rstrip("\n;").split(",")]


def _left_behind(target: Path, owner: Path) -> bool:
    """Whether a LibreOffice of this computer wrote the owner file and certainly does not hold the workbook now."""
    if not owner.name.startswith(_LIBRE_OFFICE):
        return False
    try:
        fields = _fields(owner)
        if len(fields) < 4 or fields[2] != socket.gethostname():
            return False
        opened = datetime.strptime(fields[3], "%d.%m.%Y %H:%M").timestamp()
        up = time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else 0.0
        return (up > 0 and opened < time.time() - up - _SLACK_SECONDS) or not _held(target)
    except (OSError, ValueError, OverflowError):
        return False


def _held(target: Path) -> bool:
    """Whether a process that we may look into has the file open for writing; ``True`` where that cannot be known."""
    if sys.platform != "linux":
        return True
    facts = target.stat()
    looked = False
    for handles in Path("/proc").glob("[0-9]*/fd"):
        with contextlib.suppress(OSError):
            for handle in handles.iterdir():
                looked = True
                with contextlib.suppress(OSError):
                    held = handle.stat()
                    if (held.st_dev, held.st_ino) == (facts.st_dev, facts.st_ino) and _writes(handle):
                        return True
    return not looked


def _writes(handle: Path) -> bool:
    said = (handle.parent.parent / "fdinfo" / handle.name).read_text()
    flags = next(line.split()[1] for line in said.splitlines() if line.startswith("flags:"))
    return int(flags, 8) & os.O_ACCMODE != os.O_RDONLY
