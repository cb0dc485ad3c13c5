"""Workbooks made of the cells that a test shows, read and run through the whole flow."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl

from reports import run
from reports.outcome import Outcome
from sheets.excel import read

BOGOTA = ZoneInfo("America/Bogota")
GOLDEN = Path(__file__).parent.parent / "golden"

Cells = Mapping[str, Sequence[Sequence[Any]]]


def workbook(path: Path, tabs: Cells) -> Path:
    """Write the cells as they stand; text that looks like an Excel error becomes that error, as in Excel."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tabs.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def outcome(path: Path, tabs: Cells, as_of: str, **kwargs: Any) -> Outcome:
    """The Outcome of a workbook of these cells at a moment of the Bogotá clock."""
    snapshot = read.read(workbook(path, tabs))
    return run.run(snapshot, datetime.fromisoformat(as_of).replace(tzinfo=BOGOTA), **kwargs)


def golden(name: str) -> list[list[Any]]:
    """The rows of one golden file; whole numbers as numbers, everything else as the text it is."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [[_cell(text) for text in row] for row in csv.reader(file)]


def _cell(text: str) -> Any:
    if text == "":
        return None
    return int(text) if text.lstrip("-").isdigit() and (text == "0" or not text.lstrip("-").startswith("0")) else text
