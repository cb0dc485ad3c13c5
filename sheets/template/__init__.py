"""New workbooks and the shareable template, built from the contract; older workbooks brought up to it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.template.book import workbook_bytes
from sheets.template.upgrade import upgrade

__all__ = ["build", "new", "upgrade"]


def new(path: Path, language: str = "en", sample: bool = False) -> None:
    """Make a workbook to start from, filled with an example shop where ``sample`` asks for it.

    Raises :class:`SheetsError` where a file of this name is there already, or where it cannot be made; then nothing is
    left behind.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise SheetsError(
            "not_a_workbook",
            Text(f"{path.name} would not open as a workbook.", f"{path.name} no se abriría como archivo de Excel."),
            Text(f"Call it {path.stem}.xlsx.", f"Llámalo {path.stem}.xlsx."),
        )
    if path.exists():
        raise SheetsError(
            "exists",
            Text(f"There already is a file {path}.", f"Ya existe el archivo {path}."),
            Text(
                "Choose another name; nothing was overwritten.",
                "Elige otro nombre; no se reemplazó nada.",
            ),
        )
    _write(path, workbook_bytes(language, sample))


def build(path: Path) -> None:
    """Write the shareable template: the English workbook without data, the same bytes on every machine."""
    _write(Path(path), workbook_bytes("en", sample=False))


def _write(path: Path, content: bytes) -> None:
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
