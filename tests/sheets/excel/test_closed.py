from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection

from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.closed import refuse_if_closed
from sheets.excel.index import Index
from sheets.excel.package import Package
from tests.sheets.excel.making import (
    ours,
    rebuilt,
    rich_workbook,
    swap,
)

BOOK = "xl/workbook.xml"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "xlsx" / "ooxmlsdk"


def closed_structure(parts: dict[str, bytes]) -> None:
    swap(parts, BOOK, "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')


def closed_signature(parts: dict[str, bytes]) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    told = f'<Relationship Id="rId9" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    swap(parts, "_rels/.rels", "</Relationships>", told)


def closed_revisions(parts: dict[str, bytes]) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
    told = f'<Relationship Id="rId98" Type="{kind}" Target="revisions/revisionHeaders.xml"/></Relationships>'
    swap(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", told)


def closed_by_password(parts: dict[str, bytes]) -> None:
    swap(parts, BOOK, "<workbookPr", '<fileSharing userName="Ana" reservationPassword="CC3D"/><workbookPr')


def closed_by_hash(parts: dict[str, bytes]) -> None:
    hashed = '<fileSharing readOnlyRecommended="1" algorithmName="SHA-512" hashValue="aGFzaA==" saltValue="c2FsdA=="/>'
    swap(parts, BOOK, "<workbookPr", f"{hashed}<workbookPr")


def closed_by_advice(parts: dict[str, bytes]) -> None:
    swap(parts, BOOK, "<workbookPr", '<fileSharing readOnlyRecommended="1" userName="Ana"/><workbookPr')


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (closed_structure, "protected"),
        (closed_signature, "signed"),
        (closed_revisions, "shared"),
        (closed_by_password, "reserved"),
        (closed_by_hash, "reserved"),
        (closed_by_advice, "recommended"),
    ],
)
def test_a_workbook_closed_by_its_owner_is_known(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], kind: str
) -> None:
    with Package(rebuilt(rich_workbook(tmp_path / "a.xlsx"), change)) as package, pytest.raises(SheetsError) as refused:
        refuse_if_closed(Index(package))
    assert refused.value.kind == kind


def test_a_structure_that_openpyxl_protected_is_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.security = WorkbookProtection(workbookPassword="1234", lockStructure=True)
    book.save(tmp_path / "a.xlsx")
    with Package(tmp_path / "a.xlsx") as package, pytest.raises(SheetsError) as refused:
        refuse_if_closed(Index(package))
    assert refused.value.kind == "protected"


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared corpus")
@pytest.mark.parametrize("name", ["SharedWorkbook.xlsx", "Revision_NameCommentChange.xlsx"])
def test_a_workbook_that_excel_shared_is_known_and_not_altered(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((SHARED / name).read_bytes())
    receipt = ExcelBook(path, tmp_path / "app").write(ours(), "")
    assert receipt.kind == "shared"
    assert path.read_bytes() == (SHARED / name).read_bytes()
    assert Path(receipt.companion).exists()


def test_a_workbook_that_only_names_who_saved_it_is_not_closed(tmp_path: Path) -> None:
    def named(parts: dict[str, bytes]) -> None:
        swap(parts, BOOK, "<workbookPr", '<fileSharing userName="Ana"/><workbookPr')

    with Package(rebuilt(rich_workbook(tmp_path / "a.xlsx"), named)) as package:
        refuse_if_closed(Index(package))


def test_a_workbook_marked_as_final_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for final, refused in ((True, True), (False, False)):
        book = xlsxwriter.Workbook(path)
        book.add_worksheet()
        book.set_custom_property("_MarkAsFinal", final)
        book.close()
        with Package(path) as package:
            if refused:
                with pytest.raises(SheetsError, match="final"):
                    refuse_if_closed(Index(package))
            else:
                refuse_if_closed(Index(package))
