"""The yardstick of writing back: what is compared, and the workbook with more in it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import xlsxwriter

from benchmarks.ratio import Above
from benchmarks.writing import TIMES, WORKS


def test_a_difference_is_kept_up_to_its_bound_and_told_with_its_sign() -> None:
    above = Above("memory", [110, 130, 120], [100, 60, 61], "MB", 59)
    assert above.value == 59
    assert above.kept
    assert above.line(judged=True) == "memory: +59.0 MB (bound 59, kept) — 120 MB [110–130] against 61 MB [60–100]"
    assert not Above("memory", [121], [61], "MB", 59).kept
    assert Above("memory", [60], [61], "MB", 59).line(judged=False).startswith("memory: -1.0 MB — ")


def test_the_large_workbook_has_the_largest_tab_several_times(tmp_path: Path) -> None:
    book, large = tmp_path / "book.xlsx", tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(book) as made:
        made.add_worksheet("Small").write(0, 0, 1)
        made.add_worksheet("Large").write_column(0, 0, range(500))
    WORKS["enlarge"](book, large)
    sheets = openpyxl.load_workbook(large).worksheets
    assert [sheet.max_row for sheet in sheets] == [1, 500] + [500] * (TIMES - 1)
