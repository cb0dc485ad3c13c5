"""Workbooks that a test shows as rows, written by XlsxWriter and read through the whole of reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from sheets import tables
from sheets.excel.read import read
from sheets.tables import Problem, ReadingStyle, Table, Tables
from sheets.workbook import TabSnapshot

BOGOTA = ZoneInfo("America/Bogota")
STYLE = ReadingStyle(BOGOTA)

Rows = Sequence[Sequence[Any]]
ORDER = ["Name", "Created at", "Financial Status", "Total"]


def book(path: Path, tabs: Mapping[str, Rows], **options: Any) -> Path:
    """Write the tabs. Text that begins with ``=`` is a formula whose result the file does not hold."""
    made = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, **options})
    day, moment = made.add_format({"num_format": "dd/mm/yyyy"}), made.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, rows in tabs.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                match cell:
                    case None:
                        continue
                    case str() if cell.startswith("="):
                        sheet.write_formula(number, column, cell, None, 0)
                    case str() if cell.startswith("#") and cell.endswith(("!", "/A", "?")):
                        sheet.write_formula(number, column, "=NA()", None, cell)
                    case datetime():
                        sheet.write_datetime(number, column, cell, moment)
                    case date():
                        sheet.write_datetime(number, column, datetime.combine(cell, datetime.min.time()), day)
                    case _:
                        sheet.write(number, column, cell)
    made.close()
    return path


def tables_of(path: Path, tabs: Mapping[str, Rows], style: ReadingStyle = STYLE, **options: Any) -> Tables:
    return tables.read(read(book(path / "book.xlsx", tabs, **options)), style)


def orders_of(path: Path, rows: Rows, style: ReadingStyle = STYLE, **options: Any) -> tuple[Table, list[Problem]]:
    """The Orders table of these rows, and its problems."""
    read_tables = tables_of(path, {"Orders": rows}, style, **options)
    return read_tables.by_key["orders"], list(read_tables.problems)


def tab_of(rows: Rows, name: str = "Orders", merges: Sequence[str] = ()) -> TabSnapshot:
    """A tab as if it had been read."""
    return TabSnapshot(name, [list(row) for row in rows], row_count=len(rows), merges=tuple(merges))
