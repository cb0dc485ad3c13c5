"""Files that are no workbook, or mean harm: each is one clear sentence, and the file stays as it was."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sheets.errors import SheetsError
from sheets.excel.read import read
from tests.sheets.made import ORDER, book

ROW = ["#1001", "2026-11-10", "paid", 1000]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def rezipped(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The sample workbook with some of its parts changed (``None`` = left out)."""
    book(path, {"Orders": [ORDER, ROW]})
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return path


def with_doctype(name: str, content: bytes) -> bytes:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return content.replace(b"?>", b"?>" + doctype, 1) if name.endswith("sheet1.xml") else content


def with_broken_xml(name: str, content: bytes) -> bytes:
    return content.replace(b"</row>", b"", 1) if name.endswith("sheet1.xml") else content


def as_binary(name: str, content: bytes) -> bytes:
    return content.replace(b"xl/workbook.xml", b"xl/workbook.bin")


def binary(path: Path) -> Path:
    rezipped(path, as_binary)
    with zipfile.ZipFile(path) as old:
        parts = {name.replace("workbook.xml", "workbook.bin"): old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def with_two_parts_of_one_name(path: Path) -> Path:
    book(path, {"Orders": [ORDER, ROW]})
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("XL/Worksheets/Sheet1.xml", b"<worksheet/>")
    return path


def with_a_flipped_byte(path: Path) -> Path:
    book(path, {"Orders": [ORDER, ROW]})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        info = package.getinfo("xl/worksheets/sheet1.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start + info.compress_size // 2] ^= 0xFF
    path.write_bytes(content)
    return path


def with_a_bomb(path: Path) -> Path:
    """A sheet of 70 MB of blanks that packs to nearly nothing."""

    def blown(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<sheetData>", b"<sheetData>" + b" " * (70 << 20))
            if name.endswith("sheet1.xml")
            else content
        )

    return rezipped(path, blown)


def cut_off(path: Path) -> Path:
    book(path, {"Orders": [ORDER, ROW]})
    path.write_bytes(path.read_bytes()[:-200])
    return path


def written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def zipped(**parts: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return path

    return write


CASES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "nothing in it": (written(b""), "not_a_workbook", "is empty"),
    "text": (written(b"Name,Total\n#1001,5\n"), "csv", "operating-brief import"),
    "text in UTF-16": (written("Name\tTotal\r\n".encode("utf-16")), "csv", "text file (CSV)"),
    "a web page": (written(b"<html><table><tr><td>1"), "web_page", "is a web page"),
    "a PDF": (written(b"%PDF-1.7 \n\xff\xfe"), "not_a_workbook", "not an Excel workbook"),
    "a picture": (written(b"\x89PNG\r\n\x1a\n\x00\x00\x00"), "not_a_workbook", "not an Excel workbook"),
    "encrypted": (written(OLE + "EncryptedPackage".encode("utf-16-le")), "encrypted", "protected with a password"),
    "old Excel": (written(OLE + "Workbook".encode("utf-16-le")), "old_format", "old format of Excel"),
    "older Excel": (written(b"\x09\x08\x10\x00\x00\x06\x05\x00"), "old_format", "old format of Excel"),
    "a letter of old Word": (written(OLE + "WordDocument".encode("utf-16-le")), "not_a_workbook", "not an Excel workbook"),
    "XML of Excel 2003": (
        written(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
        "old_format",
        "old format of Excel",
    ),
    "a zip of something else": (zipped(readme="hello"), "not_a_workbook", "not an Excel workbook"),
    "OpenDocument": (
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "opendocument", "OpenDocument file (.ods)",
    ),
    "binary workbook": (binary, "binary", "binary workbook (.xlsb)"),
    "a document type": (lambda path: rezipped(path, with_doctype), "damaged", "document type"),
    "broken XML": (lambda path: rezipped(path, with_broken_xml), "damaged", "no sound XML"),
    "two parts of one name": (with_two_parts_of_one_name, "damaged", "two parts"),
    "a flipped byte": (with_a_flipped_byte, "damaged", "cannot be read"),
    "cut off": (cut_off, "damaged", "incomplete or damaged"),
    "a bomb": (with_a_bomb, "too_big", "more than can be read safely"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_no_sound_workbook_is_one_sentence_and_stays_untouched(tmp_path: Path, case: str) -> None:
    make, kind, part_of_sentence = CASES[case]
    path = make(tmp_path / "pedidos.xlsx")
    before = path.read_bytes()
    with pytest.raises(SheetsError) as raised:
        read(path)
    assert raised.value.kind == kind
    assert part_of_sentence in raised.value.message("en")
    assert raised.value.message("es") != raised.value.message("en")
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["pedidos.xlsx"]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SheetsError, match=r"There is no file pedidos\.xlsx\."):
        read(tmp_path / "pedidos.xlsx")
    with pytest.raises(SheetsError, match="is not a file"):
        read(tmp_path)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "pedidos.xlsx", {"Orders": [ORDER, ROW]})

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SheetsError) as raised:
        read(path)
    assert raised.value.kind == "locked"


@pytest.mark.parametrize("address", ["XFD1048576", "Z1048576", "XFD3"])
def test_a_stray_cell_far_out_costs_neither_memory_nor_any_row(tmp_path: Path, address: str) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Orders"
    sheet.append(ORDER)
    sheet.append(ROW)
    sheet[address] = "stray"
    made.save(tmp_path / "stray.xlsx")
    tab = read(tmp_path / "stray.xlsx").tab("Orders")
    assert tab is not None
    assert list(tab.rows[1]) == ROW or list(tab.rows[1])[:4] == ROW
    assert tab.row_count == int(address.lstrip("XFDZ"))
    assert tab.rows[-1][-1] == "stray"


def test_rows_that_all_reach_the_last_column_are_read_as_wide_as_their_header(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="XFD{number}"><v>1</v></c></row>'
        for number in range(2, 20_002)
    )

    def wide(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            if name.endswith("sheet1.xml")
            else content
        )

    path = rezipped(tmp_path / "wide.xlsx", wide)
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"XFD20001" in sheet
    tab = read(path).tab("Orders")
    assert tab is not None
    assert (tab.row_count, tab.column_count) == (20_001, 16_384)
    assert sum(map(len, tab.rows)) < 20_002 * 257
    assert tab.rows[20_000][0] == 20_001


def test_every_foreign_workbook_is_a_snapshot_or_a_sentence(shared: Path) -> None:
    files = [path for path in sorted((shared / "corpus" / "xlsx").rglob("*")) if path.is_file()]
    assert files
    refused = {}
    for path in files:
        try:
            assert read(path).tabs
        except SheetsError as error:
            refused[path.name] = error.kind
    assert len(refused) * 20 < len(files), refused


def test_what_a_zip_says_of_a_size_is_not_believed(tmp_path: Path) -> None:
    path = book(tmp_path / "lies.xlsx", {"Orders": [ORDER, ROW]})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        info = package.getinfo("xl/worksheets/sheet1.xml")
        size = struct.pack("<I", info.file_size)
    at = content.rfind(size, 0, content.rfind(b"xl/worksheets/sheet1.xml"))
    content[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(content)
    with pytest.raises(SheetsError) as raised:
        read(path)
    assert raised.value.kind == "damaged"
