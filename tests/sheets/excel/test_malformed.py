"""Packages that hold together badly: what cannot be read for sure is refused with a sentence, the rest is left as it is."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.excel import package as package_module
from sheets.excel.book import ExcelBook
from sheets.excel.package import Package
from sheets.excel.relations import parse
from tests.corpus.reasons import permitted
from tests.invariants import harm
from tests.sheets.excel.making import brief, history, ours, rebuilt, rich_workbook, swap
from tests.sheets.excel.odd import BOOK, RELS, STYLES, TYPES, Parts
from tests.sheets.excel.test_package import made

# The zip


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\..\\evil.xml"])
def test_a_member_whose_name_leads_outside_is_refused(name: str) -> None:
    with pytest.raises(SheetsError, match="leads outside") as refused:
        Package(made({"[Content_Types].xml": b"<a/>", name: b"1"}))
    assert permitted(refused.value.message("en"))


def test_names_with_dots_in_them_are_ordinary_names() -> None:
    with Package(made({"xl/a..b.xml": b"1", "xl/..b/c.xml": b"2"})) as package:
        assert package.read("xl/a..b.xml") == b"1"


def test_members_that_share_their_bytes_are_refused() -> None:
    """Each would be copied in full: a small file would become a huge one."""
    content = bytearray(made({"a.bin": b"1" * 500, "b.bin": b"2" * 500}).getvalue())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 4)
    with pytest.raises(SheetsError) as refused:
        Package(io.BytesIO(bytes(content)))
    assert permitted(refused.value.message("en"))


def test_a_package_that_unpacks_to_more_than_any_workbook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made({"a.bin": bytes(600), "b.bin": bytes(600)})
    Package(content)
    monkeypatch.setattr(package_module, "_LARGEST", 1000)
    with pytest.raises(SheetsError) as refused:
        Package(content)
    assert refused.value.kind == "too_big"


def test_an_index_that_unpacks_to_more_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(package_module, "_LARGEST_INDEX", 200)
    with pytest.raises(SheetsError) as refused:
        ExcelBook(path, tmp_path / "app").write(ours(), "")
    assert refused.value.kind == "too_big"


# XML that means harm


def test_entities_are_not_multiplied() -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for inside in ("<a>&a11;</a>", '<a b="&a11;"/>'):
        with pytest.raises(SheetsError):
            parse(f"<!DOCTYPE a [{entities}]>{inside}".encode(), "a.xml")


def test_xml_deeper_than_any_part_is_refused() -> None:
    with pytest.raises(SheetsError):
        parse(b"<a>" * 1000 + b"</a>" * 1000, "a.xml")


# Indexes that cannot be read for sure


def relations_of_another_kind(parts: Parts) -> None:
    parts[RELS] = parts[RELS].replace(b"package/2006/relationships", b"package/2099/relationships")


def types_of_another_kind(parts: Parts) -> None:
    parts[TYPES] = parts[TYPES].replace(b"package/2006/content-types", b"package/2099/content-types")


def no_style_sheet(parts: Parts) -> None:
    parts[STYLES] = parts[STYLES].replace(b"styleSheet", b"styleShed")


def two_lists_of_formats(parts: Parts) -> None:
    parts[STYLES] = re.sub(rb"(<cellXfs .*</cellXfs>)", rb"\1\1", parts[STYLES])


def styles_that_nothing_leads_to(parts: Parts) -> None:
    parts[RELS] = re.sub(rb'<Relationship [^>]*/styles"[^>]*/>', b"", parts[RELS])


def a_tab_of_another_kind(parts: Parts) -> None:
    swap(parts, BOOK, '<sheet name="Table"', '<sheet xmlns="urn:x" name="Table"')


@pytest.mark.parametrize(
    "spoil",
    [
        relations_of_another_kind,
        types_of_another_kind,
        no_style_sheet,
        two_lists_of_formats,
        styles_that_nothing_leads_to,
        a_tab_of_another_kind,
    ],
)
def test_what_cannot_be_read_for_sure_is_refused(tmp_path: Path, spoil: Callable[[Parts], None]) -> None:
    path = rebuilt(rich_workbook(tmp_path / "a.xlsx"), spoil)
    before = path.read_bytes()
    try:
        receipt = ExcelBook(path, tmp_path / "app").write(ours(), "")
        assert receipt.companion
        said = receipt.reason.en
    except SheetsError as refused:
        said = refused.message("en")
    assert permitted(said), said
    assert path.read_bytes() == before


# What was wrong before is none of our doing


def two_tabs_of_one_name(parts: Parts) -> None:
    swap(parts, BOOK, 'name="Table"', 'name="data"')


def two_tabs_of_one_id(parts: Parts) -> None:
    swap(parts, BOOK, 'sheetId="3"', 'sheetId="1"')


def a_part_without_a_type(parts: Parts) -> None:
    parts[TYPES] = re.sub(rb'<Override PartName="/xl/theme[^>]*/>|<Default Extension="xml"[^>]*/>', b"", parts[TYPES])


def relations_without_a_type(parts: Parts) -> None:
    parts[TYPES] = re.sub(rb'<Default Extension="rels"[^>]*/>', b"", parts[TYPES])


def a_workbook_without_a_type(parts: Parts) -> None:
    parts[TYPES] = re.sub(
        rb'<Default Extension="xml"[^>]*/>|<Override PartName="/xl/workbook.xml"[^>]*/>', b"", parts[TYPES]
    )


def styles_gone(parts: Parts) -> None:
    del parts[STYLES]


def numbers_that_are_none(parts: Parts) -> None:
    xml = parts[STYLES].replace(b'<sz val="11"/>', b'<sz val="\xc3\xa9"/>').replace(b'xfId="0"', b'xfId="-1"')
    parts[STYLES] = xml.replace(b'numFmtId="0"', b'numFmtId=" "').replace(b'fontId="1"', b'fontId="1e9"')


def ids_that_are_none(parts: Parts) -> None:
    swap(parts, BOOK, 'sheetId="2"', 'sheetId="two"')
    parts[BOOK] = parts[BOOK].replace(b'localSheetId="0"', b'localSheetId="-7"')


def empty_properties(parts: Parts) -> None:
    told = (
        parts["_rels/.rels"]
        .decode()
        .replace(
            "</Relationships>",
            '<Relationship Id="own" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"'
            ' Target="docProps/custom.xml"/></Relationships>',
        )
    )
    parts["_rels/.rels"] = told.encode()
    parts["docProps/custom.xml"] = b""


def two_marks_on_one_tab(parts: Parts) -> None:
    marks = '<definedName name="_OB.{}" hidden="1">\'Table\'!$A$1</definedName>'
    told = f"<definedNames>{marks.format('brief')}{marks.format('history')}"
    swap(parts, BOOK, "<definedNames>", told)
    for name in [name for name in parts if "table" in name.lower()]:
        del parts[name]
    parts["xl/worksheets/_rels/sheet3.xml.rels"] = re.sub(
        rb"<Relationship [^>]*/>", b"", parts.pop("xl/worksheets/_rels/sheet3.xml.rels")
    )
    parts["xl/worksheets/sheet3.xml"] = re.sub(rb"<tableParts.*</tableParts>", b"", parts["xl/worksheets/sheet3.xml"])
    parts[TYPES] = re.sub(rb"<Override [^>]*/tables/[^>]*/>", b"", parts[TYPES])


@pytest.mark.parametrize(
    "spoil",
    [
        two_tabs_of_one_name,
        two_tabs_of_one_id,
        a_part_without_a_type,
        relations_without_a_type,
        a_workbook_without_a_type,
        styles_gone,
        numbers_that_are_none,
        ids_that_are_none,
        empty_properties,
        two_marks_on_one_tab,
    ],
)
def test_what_was_wrong_before_is_left_as_it_is(tmp_path: Path, spoil: Callable[[Parts], None]) -> None:
    path = rebuilt(rich_workbook(tmp_path / "a.xlsx"), spoil)
    book = ExcelBook(path, tmp_path / "app")
    before = path.read_bytes()
    receipt = book.write(ours(), "")
    assert not receipt.companion, receipt.reason.en
    assert harm(before, path.read_bytes()) == []
    once = path.read_bytes()
    assert book.write([brief(17), history(17)], receipt.fingerprint).changed
    assert harm(once, path.read_bytes()) == []
    assert {tab.mark for tab in book.read().tabs if tab.mark} == {"brief", "history"}


def test_a_workbook_zipped_by_hand_with_its_folder_is_no_workbook(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as file:
        parts = {f"a/{name}": file.read(name) for name in file.namelist()}
    path.write_bytes(made(parts).getvalue())
    with pytest.raises(SheetsError) as refused:
        ExcelBook(path, tmp_path / "app").read()
    assert permitted(refused.value.message("en"))
