from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from sheets.errors import SheetsError
from sheets.excel.closed import refuse_if_closed
from sheets.excel.index import Index
from sheets.excel.package import Package
from tests.sheets.excel.making import (
    rebuilt,
    rich_workbook,
    swap,
)

BOOK = "xl/workbook.xml"


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


@pytest.mark.parametrize(
    ("change", "kind"), [(closed_structure, "protected"), (closed_signature, "signed"), (closed_revisions, "shared")]
)
def test_a_workbook_closed_by_its_owner_is_known(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], kind: str
) -> None:
    with Package(rebuilt(rich_workbook(tmp_path / "a.xlsx"), change)) as package, pytest.raises(SheetsError) as refused:
        refuse_if_closed(Index(package))
    assert refused.value.kind == kind


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
