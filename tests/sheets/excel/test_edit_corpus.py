"""Foreign workbooks whose first tab is edited: nothing else in them changes, and every refusal is a known one."""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel.edit import apply
from sheets.excel.index import Index, Sheet
from sheets.excel.package import Package
from sheets.excel.verify import same_but_for
from sheets.workbook import CellEdit, Edit
from tests.invariants import harm

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
