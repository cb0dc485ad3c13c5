"""New workbooks and the shareable template, built from the contract; older workbooks brought up to it."""

from __future__ import annotations

from pathlib import Path

from sheets.template import writing
from sheets.template.adding import Added, add
from sheets.template.book import workbook_bytes
from sheets.template.upgrade import upgrade

__all__ = ["Added", "add", "build", "drawn", "new", "upgrade"]


def drawn(language: str = "en", sample: bool = False) -> bytes:
    """A workbook to start from, as the bytes of an .xlsx: for a home that is no file."""
    return workbook_bytes(language, sample)


def new(path: Path, language: str = "en", sample: bool = False) -> None:
    """Make a workbook to start from, filled with an example shop where ``sample`` asks for it.

    Raises :class:`SheetsError` where a file of this name is there already, or where it cannot be made; then nothing is
    left behind.
    """
    path = Path(path)
    writing.refuse_other_kinds(path)
    if path.exists():
        raise writing.exists(path)
    writing.write(path, workbook_bytes(language, sample))


def build(path: Path) -> None:
    """Write the shareable template: the English workbook without data, the same bytes on every machine."""
    writing.write(Path(path), workbook_bytes("en", sample=False))
