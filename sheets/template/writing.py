"""Putting a made workbook in its place: under a name that opens, never half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sheets.errors import SheetsError, Text


def refuse_other_kinds(path: Path) -> None:
    """Raise :class:`SheetsError` where the name is not one of an .xlsx file."""
    if path.suffix.lower() != ".xlsx":
        raise SheetsError(
            "not_a_workbook",
            Text(f"{path.name} would not open as a workbook.", f"{path.name} no se abriría como archivo de Excel."),
            Text(f"Call it {path.stem}.xlsx.", f"Llámalo {path.stem}.xlsx."),
        )


def exists(path: Path) -> SheetsError:
    """The error for a name that is taken."""
    return SheetsError(
        "exists",
        Text(f"There already is a file {path}.", f"Ya existe el archivo {path}."),
        Text(
            "Choose another name; nothing was overwritten.",
            "Elige otro nombre; no se reemplazó nada.",
        ),
    )


def write(path: Path, content: bytes) -> None:
    """Make the file in one step; raises :class:`SheetsError` where it cannot be made, and leaves nothing behind."""
    # A half-written workbook must never carry the name: written beside it, then put in place in one step.
    beside = ""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError as error:
        if beside:
            Path(beside).unlink(missing_ok=True)
        raise SheetsError(
            "read_only",
            Text(
                f"{path} could not be made: {error.strerror}.",
                f"No se pudo crear {path}: {error.strerror}.",
            ),
            Text(
                "Choose a folder that exists, that you may write to and that has room.",
                "Elige una carpeta que exista, donde puedas guardar y que tenga espacio.",
            ),
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
