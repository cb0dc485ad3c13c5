"""Foreign workbooks whose first tab is edited: nothing else in them changes, and every refusal is a known one."""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sheets.contract import tab
from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.edit import apply
from sheets.excel.index import Index, Sheet
from sheets.excel.package import Package
from sheets.excel.verify import same_but_for
from sheets.template.upgrade import drawn
from sheets.workbook import CellEdit, Edit, More
from tests.invariants import appended, harm, sheet_part
from tests.sheets.excel.making import ours

pytestmark = pytest.mark.real

_EVERY = 8
#: Refused for what stands in the tab, or because the package cannot be changed at all.
_REASONS = {"shape", "protected", "damaged", "not_a_workbook"}
_ROWS = ({"A": "x1", "B": 5, "C": date(2026, 11, 3)}, {"A": "-x", "D": True})


def first_sheet(package: Package) -> Sheet | None:
    return next((sheet for sheet in Index(package).sheets() if sheet.kind == "worksheet" and sheet.part), None)


def became(path: Path, out: Path, *cells: CellEdit) -> str:
    """What became of one file: ``edited``, or the kind of the refusal. Harm fails the test."""
    try:
        with Package(path) as package, out.open("wb") as file:
            sheet = first_sheet(package)
            if sheet is None:
                return "without tabs"
            check = apply(package, [Edit(sheet.name, cells, _ROWS)])
            package.write(file)
            file.flush()
            changed = {part.lower() for part, _, _ in same_but_for(package, out)}
            check(out)
    except SheetsError as refused:
        return refused.kind
    tables = {part for part in changed if "/tables/" in part}
    assert harm(path.read_bytes(), out.read_bytes(), {sheet.part.lower(), *tables}) == [], path.name
    return "edited"


def test_foreign_tabs_are_edited_or_refused_and_never_harmed(shared: Path, tmp_path: Path) -> None:
    warnings.simplefilter("ignore")
    files = sorted(path for path in (shared / "corpus" / "xlsx").rglob("*") if path.is_file())
    if not files:
        pytest.skip("the corpus does not lie beside this project")
    small = [path for path in files[::_EVERY] if path.stat().st_size < 3_000_000]
    counted = Counter(became(path, tmp_path / "after.xlsx", CellEdit("F2", "=x")) for path in small)
    assert set(counted) <= {"edited", "without tabs", *_REASONS}
    assert counted["edited"] >= 0.85 * len(small), counted


def decided(path: Path, folder: Path) -> str:
    """A foreign workbook to which our tabs are written twice: with the tab Decisions, then with a row in it."""
    copy = folder / f"shop{path.suffix}"
    copy.write_bytes(path.read_bytes())
    book = ExcelBook(copy, folder / "app")
    try:
        first = book.write(ours(16), "", More(tabs=drawn((tab("decisions"),), "en")))
    except SheetsError as refused:
        return refused.kind
    if first.companion:
        return f"companion: {first.kind}"
    made, before = copy.read_bytes(), path.read_bytes()
    part = sheet_part(made, "Decisions")
    beside = f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels"
    assert harm(before, made, {part, beside}) == [], path.name
    edit = Edit("Decisions", rows=({"B": "snooze", "C": "F01|order:7", "E": date(2026, 11, 20), "F": "=1+1"},))
    book.write(ours(17), first.fingerprint, More((edit,)))
    after = copy.read_bytes()
    assert (harm(made, after, {part}), appended(made, after, part)) == ([], []), path.name
    book.restore()
    assert copy.read_bytes() == made
    return "written"


def test_a_row_of_decisions_goes_with_our_tabs_and_nothing_else_changes(shared: Path, tmp_path: Path) -> None:
    warnings.simplefilter("ignore")
    files = sorted(path for path in (shared / "corpus" / "xlsx").rglob("*") if path.is_file())
    if not files:
        pytest.skip("the corpus does not lie beside this project")
    tried = [path for path in files[3 :: 4 * _EVERY] if path.stat().st_size < 1_000_000]
    counted: Counter[str] = Counter()
    for number, path in enumerate(tried):
        (folder := tmp_path / str(number)).mkdir()
        counted[decided(path, folder)] += 1
    assert counted["written"] >= 0.85 * len(tried), counted
    assert all(kind == "written" or kind in _REASONS or kind.startswith("companion") for kind in counted), counted
