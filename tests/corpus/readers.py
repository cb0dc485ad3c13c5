"""What two independent readers see in a workbook's tabs. Each file is read in a process that may die of it."""

from __future__ import annotations

import hashlib
import json
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.formula import DataTableFormula
from python_calamine import CalamineWorkbook

from tests.corpus.command import forked

#: Tabs that an independent reader may be asked for. A far cell makes calamine end the process.
_LARGEST = 8_000_000
_ROWS, _COLUMNS = 300, 200


def seen_by_readers(path: Path, home: Path, *, seconds: float = 60) -> dict[str, dict[str, str]]:
    """Of each reader that can read the file: tab -> what it sees there, shortened to a hash."""
    found = {}
    for name, reader in READERS.items():
        ran = forked(lambda reader=reader: _tell(reader, path), home, seconds=seconds)  # type: ignore[misc]
        if ran.code == 0 and ran.events:
            found[name] = {str(tab): str(value) for tab, value in ran.events[-1].items()}
    return found


def _tell(reader: Callable[[Path], dict[str, str]], path: Path) -> int:
    warnings.simplefilter("ignore")
    told = {tab: hashlib.sha256(values.encode("utf-8", "replace")).hexdigest() for tab, values in reader(path).items()}
    print(json.dumps(told))
    sys.stdout.flush()
    return 0


def by_calamine(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as file:
        for info in file.infolist():
            if "sheets/" in info.filename.lower() and (
                info.file_size > _LARGEST or b"XFD" in (xml := file.read(info)) or b"1048576" in xml
            ):
                return {}
    book = CalamineWorkbook.from_path(path)
    return {name: repr(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}


def by_openpyxl(path: Path) -> dict[str, str]:
    """Values, number formats, weights and grounds."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        rows = (
            [_cell(cell) for cell in row[:_COLUMNS]] for _, row in zip(range(_ROWS), sheet.iter_rows(), strict=False)
        )
        found[sheet.title] = repr(list(rows))
    return found


def _cell(cell: object) -> tuple[object, ...] | None:
    if cell.value is None:  # type: ignore[attr-defined]
        return None
    value = getattr(cell.value, "text", cell.value)  # type: ignore[attr-defined]
    if isinstance(value, DataTableFormula):
        value = tuple(value)
    return value, cell.number_format, cell.font.b, cell.fill.fgColor.rgb  # type: ignore[attr-defined]


READERS = {"calamine": by_calamine, "openpyxl": by_openpyxl}
