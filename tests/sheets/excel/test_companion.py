from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel import verify
from sheets.excel.book import ExcelBook
from sheets.excel.companion import is_companion
from sheets.workbook import CellEdit, Edit
from tests.sheets.excel.making import (
    Place,
    openpyxl_workbook,
    ours,
    rebuilt,
    swap,
)

BOOK = "xl/workbook.xml"


def lock_of_excel(place: Place) -> Iterator[None]:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    yield
    (place.folder / "~$shop.xlsx").unlink()


def lock_of_libreoffice(place: Place) -> Iterator[None]:
    (place.folder / ".~lock.shop.xlsx#").write_text(",ana,laptop,21.11.2026 05:13,file:///x;")
    yield
    (place.folder / ".~lock.shop.xlsx#").unlink()


def read_only_file(place: Place) -> Iterator[None]:
    place.path.chmod(0o444)
    yield
    place.path.chmod(0o644)


def read_only_folder(place: Place) -> Iterator[None]:
    place.folder.chmod(0o555)
    yield
    place.folder.chmod(0o755)


@pytest.mark.parametrize(
    ("obstacle", "kind", "beside"),
    [
        (lock_of_excel, "locked", True),
        (lock_of_libreoffice, "locked", True),
        (read_only_file, "read_only", True),
        (read_only_folder, "read_only", False),
    ],
)
def test_trap_25_where_the_workbook_cannot_be_written_the_brief_goes_beside_it(
    place: Place, obstacle: Callable[[Place], Iterator[None]], kind: str, beside: bool
) -> None:
    during = obstacle(place)
    next(during)
    receipt = place.write()
    assert place.path.read_bytes() == place.original
    companion = Path(receipt.companion)
    assert companion.name == "shop - Operating Brief.xlsx"
    assert companion.parent == (place.folder.resolve() if beside else place.app / "companions")
    assert receipt.kind == kind
    assert receipt.reason.en != receipt.reason.es
    assert place.said == ["committing"]
    assert openpyxl.load_workbook(companion)["Brief"]["A1"].value == "Operating brief, day 16"
    assert is_companion(companion)
    assert not list(place.app.rglob("backups/*/*.xlsx"))

    assert place.write(17).companion == receipt.companion
    assert openpyxl.load_workbook(companion)["Brief"]["A1"].value == "Operating brief, day 17"

    with pytest.raises(SheetsError) as refused:
        place.book.edit([Edit("Data", (CellEdit("A1", 1),))], "")
    assert refused.value.kind == kind
    with pytest.raises(SheetsError) as refused:
        place.book.restore()
    assert refused.value.kind == kind

    next(during, None)
    assert place.write(18).companion == ""
    assert not [name for name in place.names() if name.startswith(".~ob")]


def protected(parts: dict[str, bytes]) -> None:
    swap(parts, BOOK, "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>')


def signed(parts: dict[str, bytes]) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    told = f'<Relationship Id="rId9" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    swap(parts, "_rels/.rels", "</Relationships>", told)


@pytest.mark.parametrize(("change", "kind"), [(protected, "protected"), (signed, "signed")])
def test_a_workbook_closed_by_its_owner_is_not_altered(
    place: Place, change: Callable[[dict[str, bytes]], None], kind: str
) -> None:
    before = rebuilt(place.path, change).read_bytes()
    receipt = place.write()
    assert receipt.kind == kind
    assert Path(receipt.companion).exists()
    assert place.path.read_bytes() == before
    assert place.refused(lambda: place.book.edit([Edit("Data", (CellEdit("A1", 1),))], "")).kind == kind


def test_a_companion_never_takes_the_place_of_a_file_that_is_not_ours(place: Place) -> None:
    own = place.folder / "shop - Operating Brief.xlsx"
    openpyxl_workbook(own)
    before = own.read_bytes()
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    assert Path(place.write().companion).name == "shop - Operating Brief (2).xlsx"
    assert own.read_bytes() == before


def test_a_companion_that_is_open_itself_goes_to_the_programs_folder(place: Place) -> None:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    first = Path(place.write().companion)
    (place.folder / f"~${first.name}").write_bytes(b"\x03Ana")
    assert Path(place.write(17).companion).parent == place.app / "companions"


def test_a_companion_is_known_when_it_is_read(place: Place) -> None:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    companion = ExcelBook(place.write().companion, place.app)
    assert companion.read().facts.get("companion")
    assert not place.book.read().facts.get("companion")


def test_a_companion_is_never_written_as_if_it_were_a_workbook(place: Place) -> None:
    (place.folder / "~$shop.xlsx").write_bytes(b"\x03Ana")
    path = Path(place.write().companion)
    before = path.read_bytes()
    companion = ExcelBook(path, place.app)
    for work in (
        lambda: companion.write(ours(17), ""),
        lambda: companion.edit([Edit("Brief", (CellEdit("A1", 1),))], ""),
        lambda: companion.upgrade([], b"", 3, ""),
    ):
        with pytest.raises(SheetsError) as refused:
            work()
        assert refused.value.kind == "companion"
    assert path.read_bytes() == before
    assert companion.copies() == ()


def test_where_the_programs_own_folder_cannot_be_used_the_brief_goes_beside_the_workbook(place: Place) -> None:
    own = place.folder.parent / "no folder"
    own.write_text("a file")
    receipt = ExcelBook(place.path, own).write(ours(), "")
    assert (receipt.kind, place.path.read_bytes()) == ("no_copy", place.original)
    assert is_companion(Path(receipt.companion))
    assert Path(receipt.companion).parent == place.folder.resolve()
    assert str(own) in receipt.reason.en
    assert str(own) in receipt.reason.es


def test_a_result_that_does_not_pass_its_check_goes_beside_the_workbook(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsound(*_: object) -> None:
        raise verify.failed("Brief, row 3, column 2")

    monkeypatch.setattr(verify, "reads_back", unsound)
    receipt = place.write()
    assert (receipt.kind, place.path.read_bytes()) == ("unverified", place.original)
    assert is_companion(Path(receipt.companion))
