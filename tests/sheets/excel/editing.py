"""Workbooks that are edited, and what the tests look at afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from sheets.excel.edit import apply
from sheets.excel.package import Package
from sheets.workbook import Edit
from tests.invariants import unharmed

SHEET = "xl/worksheets/sheet1.xml"


def edited(
    path: Path, *edits: Edit, to: str = "after.xlsx", sheet: str = SHEET, also: frozenset[str] = frozenset()
) -> Path:
    """The workbook after the edits, checked by the product's own check and by the list of what must hold.

    Only the parts ``sheet`` and ``also`` may be another than before.
    """
    out = path.with_name(to)
    with Package(path) as package, out.open("wb") as file:
        check = apply(package, edits)
        package.write(file)
        file.flush()
        check(out)
    unharmed(path, out, added={sheet, *also})
    return out


def orders(path: Path, rows: Sequence[Sequence[object]] = (("1001", 189900, datetime(2026, 11, 2)),)) -> Path:
    """A tab as the template makes it: a frozen bold header, columns with formats, and maybe rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Orders"
    sheet.append(["Name", "Total", "Paid at", "Note"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.column_dimensions["A"].number_format = "@"
    sheet.column_dimensions["B"].number_format = "#,##0"
    sheet.column_dimensions["C"].number_format = "yyyy-mm-dd"
    for row in rows:
        sheet.append(row)
    for letter, code in (("A", "@"), ("B", "#,##0"), ("C", "dd/mm/yyyy")):
        for cell in sheet[letter][1:]:
            cell.number_format = code
    book.save(path)
    return path


def cells(path: Path, tab: str = "Orders") -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path)[tab].iter_rows(values_only=True)]
