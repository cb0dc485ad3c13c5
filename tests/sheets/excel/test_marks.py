"""A tab is ours only where the workbook and the tab both say so."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheets.excel.read import read
from tests.invariants import Opened, unharmed
from tests.sheets.excel.making import brief, openpyxl_workbook, ours, rebuilt, rich_workbook
from tests.sheets.excel.test_graft import BOOK, grafted, sheet_xml, values


def names(path: Path) -> dict[tuple[str, str | None], str]:
    found = Opened(path.read_bytes()).xml("xl/workbook.xml").iter("{*}definedName")
    return {(name.get("name"), name.get("localSheetId")): name.text for name in found}


def test_a_tab_of_ours_carries_both_marks(tmp_path: Path) -> None:
    after = grafted(openpyxl_workbook(tmp_path / "a.xlsx"), ours())
    sheets = openpyxl.load_workbook(after).sheetnames
    told = names(after)
    for key, tab in (("brief", "Brief"), ("history", "_History")):
        assert told[f"_OB.{key}", None] == f"'{tab}'!$A$1"
        assert told["_OB.tab", str(sheets.index(tab))] == f'"{key}"'
    assert read(after).marked("brief").name == "Brief"


def test_our_first_cell_pasted_into_a_founders_tab_does_not_make_that_tab_ours(tmp_path: Path) -> None:
    """Excel moves a name along with the cell that it leads to."""
    path = grafted(openpyxl_workbook(tmp_path / "a.xlsx"), [brief()])

    def pasted(parts: dict[str, bytes]) -> None:
        assert b"'Brief'!$A$1" in parts[BOOK]
        parts[BOOK] = parts[BOOK].replace(b"'Brief'!$A$1", b"'Data'!$H$9")

    moved = rebuilt(path, pasted)
    before = values(moved, "Data")
    after = grafted(moved, [brief(17)], "later.xlsx")
    unharmed(moved, after)
    assert values(after, "Data") == before
    assert openpyxl.load_workbook(after).sheetnames[-1] == "Brief (2)"
    # What was ours until then is left alone too, and the new tab is found from now on.
    again = grafted(after, [brief(18)], "again.xlsx")
    assert openpyxl.load_workbook(again).sheetnames == openpyxl.load_workbook(after).sheetnames
    assert values(again, "Brief") == values(path, "Brief")
    assert read(again).marked("brief").name == "Brief (2)"


@pytest.mark.parametrize("deleted", [False, True])
def test_a_copy_that_a_founder_keeps_of_our_tab_is_theirs(tmp_path: Path, deleted: bool) -> None:
    """A copied tab brings its own names along; when the first one is deleted, no name leads to the copy."""
    path = grafted(rich_workbook(tmp_path / "a.xlsx"), [brief()])
    kept = openpyxl.load_workbook(path).sheetnames.index("Data")

    def copied(parts: dict[str, bytes]) -> None:
        told = f'<definedName name="_OB.tab" localSheetId="{kept}" hidden="1">"brief"</definedName>'
        parts[BOOK] = parts[BOOK].replace(b"<definedNames>", b"<definedNames>" + told.encode())
        if deleted:
            parts[BOOK] = parts[BOOK].replace(b"'Brief (2)'!$A$1", b"#REF!")

    there = rebuilt(path, copied)
    after = grafted(there, [brief(17)], "later.xlsx")
    unharmed(there, after)
    assert values(after, "Data") == values(path, "Data")
    tabs = openpyxl.load_workbook(after).sheetnames
    assert tabs == ["Data", "Brief", "Table", "Brief (2)", *(["Brief (3)"] if deleted else [])]
    assert sheet_xml(after, tabs[-1]) is not None
