"""A founder's rich tab before and after an edit, as LibreOffice sees and computes it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from sheets.workbook import CellEdit, Edit
from tests.sheets.excel.editing import SHEET, edited
from tests.sheets.excel.making import parts_of, rebuilt, swap

TABLE = "xl/tables/table1.xml"
TOTAL = "=Orders[[#This Row],[Units]]*Orders[[#This Row],[Price]]"


def rich_tab(path: Path) -> Path:
    """A table with a computed column, formats, validation, a note, a chart, and shared formulas beside it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Orders")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "0.00", "bg_color": "#EEF6FF", "border": 1})
    names = ["Order", "Units", "Price", "Date", "Status", "Total"]
    columns = [{"header": name} for name in names[:5]] + [{"header": "Total", "formula": TOTAL, "format": money}]
    sheet.add_table(0, 0, 8, 5, {"name": "Orders", "columns": columns})
    sheet.write(0, 7, "Mine")
    for row in range(1, 9):
        sheet.write_row(row, 0, [f"#{1000 + row}", row, 100 * row])
        sheet.write_datetime(row, 3, datetime(2026, 11, row), day)
        sheet.write(row, 4, "paid" if row % 2 else "pending")
        sheet.write_formula(row, 5, TOTAL, money, row * row * 100)
        sheet.write_formula(row, 7, f"=B{row + 1}*2", None, row * 2)
    sheet.conditional_format(1, 1, 8, 1, {"type": "data_bar"})
    sheet.data_validation(1, 4, 8, 4, {"validate": "list", "source": ["paid", "pending", "refunded"]})
    sheet.write_comment("A3", "A note of mine")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Orders!$F$2:$F$9"})
    sheet.insert_chart("J2", chart)
    book.close()

    def share(parts: dict[str, bytes]) -> None:
        swap(parts, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
        xml = re.sub(rb"<f>B(?!2\*)\d+\*2</f>", b'<f t="shared" si="0"/>', parts[SHEET])
        parts[SHEET] = xml.replace(b"<f>B2*2</f>", b'<f t="shared" ref="H2:H9" si="0">B2*2</f>')

    return rebuilt(path, share)


EDIT = Edit(
    "Orders",
    (CellEdit("H2", 77), CellEdit("E3", "refunded")),
    (
        {"A": "#1009", "B": 9, "C": 900, "D": date(2026, 11, 20), "E": "paid"},
        {"A": "=1+1", "B": 4, "C": 50, "D": date(2026, 11, 21), "E": "pending"},
    ),
)
NEW_ROWS = [
    ["#1009", "9", "900", "2026-11-20", "paid", "8100", "", "18"],
    ["=1+1", "4", "50", "2026-11-21", "pending", "200", "", "8"],
]


@pytest.mark.real
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_and_computes_a_rich_tab_as_it_was_meant(tmp_path: Path) -> None:
    before = rich_tab(tmp_path / "before.xlsx")
    after = edited(before, EDIT, also=frozenset({TABLE}))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(before), str(after)], check=True, capture_output=True, timeout=180)
    was, now = (list(csv.reader((tmp_path / f"{name}.csv").open(encoding="utf-8"))) for name in ("before", "after"))
    was[1][7], was[2][4] = "77", "refunded"
    assert now == was + NEW_ROWS


def test_another_reader_sees_the_same_values_in_all_other_cells(tmp_path: Path) -> None:
    before = rich_tab(tmp_path / "before.xlsx")
    after = edited(before, EDIT, also=frozenset({TABLE}))
    was, now = (python_calamine.load_workbook(path).get_sheet_by_name("Orders").to_python() for path in (before, after))
    was[1][7], was[2][4] = 77, "refunded"
    # What is computed in a row in which a cell was set has no result until a spreadsheet computes it.
    was[1][5] = was[2][5] = ""
    assert now[:9] == was
    changed = {name for name, content in parts_of(before).items() if parts_of(after)[name] != content}
    # Styles gain the format that keeps "=1+1" text; the workbook is told to compute when it is opened.
    assert changed == {SHEET, TABLE, "xl/workbook.xml", "xl/styles.xml"}
