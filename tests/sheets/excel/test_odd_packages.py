"""However a package is written, nothing of it is lost, our tabs get in and are found again."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from sheets.excel.book import ExcelBook
from sheets.excel.package import fingerprint
from tests.invariants import harm
from tests.sheets.excel.making import macro_workbook, openpyxl_workbook, ours, rebuilt, rich_workbook
from tests.sheets.excel.odd import PARTS, ZIPS, Parts


def written_three_times(path: Path, app: Path) -> None:
    """Put our tabs in, replace them, write the same again; each time only what may change has changed."""
    book = ExcelBook(path, app)
    before = path.read_bytes()
    first = book.write(ours(16), fingerprint(path))
    assert not first.companion, first.reason.en
    once = path.read_bytes()
    assert harm(before, once) == []
    second = book.write(ours(17), first.fingerprint)
    twice = path.read_bytes()
    assert harm(once, twice) == []
    assert {part for part, _, _ in second.changed} == {
        part for part, _, _ in second.changed if "worksheets/" in part or "comments" in part or "vml" in part.lower()
    }
    third = book.write(ours(17), second.fingerprint)
    assert third.changed == ()
    assert path.read_bytes() == twice


def seen_by_ourselves(path: Path, app: Path) -> None:
    snapshot = ExcelBook(path, app).read()
    marked = {tab.mark: tab for tab in snapshot.tabs if tab.mark}
    assert marked.keys() == {"brief", "history"}
    assert marked["brief"].rows[0][0] == "Operating brief, day 17"


@pytest.mark.parametrize("odd", PARTS, ids=lambda odd: odd.__name__)
def test_however_the_parts_are_written_nothing_is_lost(tmp_path: Path, odd: Callable[[Parts], None]) -> None:
    path = rebuilt(rich_workbook(tmp_path / "shop.xlsx"), odd)
    written_three_times(path, tmp_path / "app")
    seen_by_ourselves(path, tmp_path / "app")


@pytest.mark.parametrize("odd", ZIPS, ids=lambda odd: odd.__name__)
def test_however_the_zip_is_written_nothing_is_lost(tmp_path: Path, odd: Callable[[Path], None]) -> None:
    path = rich_workbook(tmp_path / "shop.xlsx")
    odd(path)
    written_three_times(path, tmp_path / "app")
    seen_by_ourselves(path, tmp_path / "app")


@pytest.mark.parametrize("odd", PARTS, ids=lambda odd: odd.__name__)
def test_two_other_readers_see_our_tabs_and_the_others_as_before(tmp_path: Path, odd: Callable[[Parts], None]) -> None:
    path = rebuilt(rich_workbook(tmp_path / "shop.xlsx"), odd)
    before = [reader(path) for reader in (by_calamine, by_openpyxl)]
    ExcelBook(path, tmp_path / "app").write(ours(16), "")
    for old, reader in zip(before, (by_calamine, by_openpyxl), strict=True):
        if old:
            new = reader(path)
            assert {tab: new[tab] for tab in old} == old
            assert "Operating brief, day 16" in str(new)


def by_calamine(path: Path) -> dict[str, object]:
    try:
        book = CalamineWorkbook.from_path(path)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except Exception:
        return {}


def by_openpyxl(path: Path) -> dict[str, object]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path)
    except Exception:
        return {}
    return {
        sheet.title: [[(cell.value, cell.number_format, cell.font.b) for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


@pytest.mark.parametrize("make", [openpyxl_workbook, macro_workbook])
@pytest.mark.parametrize("odd", ZIPS, ids=lambda odd: odd.__name__)
def test_packages_of_other_makers_too(
    tmp_path: Path, odd: Callable[[Path], None], make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "shop.xlsm")
    odd(path)
    written_three_times(path, tmp_path / "app")
