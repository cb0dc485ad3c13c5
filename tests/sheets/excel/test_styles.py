from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from sheets.errors import SheetsError
from sheets.excel import styles
from sheets.excel.alike import look
from sheets.excel.styles import MAIN, Styles, copy_into
from tests.sheets.excel.making import parts_of, prefixed, rich_workbook


def sheet(inside: str) -> bytes:
    return f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'.encode()


PLAIN = (
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
)
FRESH = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts count="2"><font/><font><b/><sz val="9"/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="164" fontId="1" fillId="0" borderId="0"><alignment wrapText="1"/></xf></cellXfs>'
    '<dxfs count="1"><dxf><font><b/></font></dxf></dxfs>'
)


def root(book: Styles) -> etree._Element:
    return etree.fromstring(book.xml() or b"")


def test_a_format_is_added_behind_those_that_are_there() -> None:
    book = Styles(sheet(PLAIN))
    assert book.absorb(Styles(sheet(FRESH))) == ({0: 0, 1: 1}, {0: 0})
    added = root(book).find("{*}cellXfs")[1]
    assert added.get("fontId") == "1"
    assert added.get("xfId") == "0"
    assert added.get("applyFill") == "1"
    assert added.find("{*}alignment").get("wrapText") == "1"
    assert root(book).find("{*}numFmts/{*}numFmt").get("formatCode") == "0.0%"
    assert [etree.QName(child).localname for child in root(book)] == [
        "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs",
    ]  # fmt: skip


def test_a_format_that_is_there_is_found_again() -> None:
    book = Styles(sheet(PLAIN))
    book.absorb(Styles(sheet(FRESH)))
    once = book.xml()
    again = Styles(once)
    assert again.absorb(Styles(sheet(FRESH))) == ({0: 0, 1: 1}, {0: 0})
    assert again.xml() is None


def test_the_prefix_of_the_style_sheet_does_not_matter() -> None:
    book = Styles(prefixed(sheet(PLAIN)))
    book.absorb(Styles(sheet(FRESH)))
    xml = book.xml()
    assert xml is not None
    assert b"<x:font><x:b/><x:sz val=" in xml
    again = Styles(xml)
    again.absorb(Styles(sheet(FRESH)))
    assert again.xml() is None


def test_a_number_format_gets_a_number_that_nobody_has() -> None:
    taken = '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.00 &quot;x&quot;"/></numFmts>'
    book = Styles(sheet(taken + PLAIN))
    book.absorb(Styles(sheet(FRESH)))
    assert root(book).find("{*}cellXfs")[1].get("numFmtId") == "171"


def test_two_fonts_in_another_order_are_the_same() -> None:
    one = etree.fromstring('<font><b val="1"/><sz val="9"/></font>')
    other = etree.fromstring('<x:font xmlns:x="urn:x"><x:sz val="9"/><x:b/></x:font>')
    assert look(one) == look(other)
    assert look(one) != look(etree.fromstring('<font><b val="0"/><sz val="9"/></font>'))


def test_a_copied_element_takes_the_namespace_of_its_new_parent() -> None:
    parent = etree.fromstring('<x:fonts xmlns:x="urn:x"/>')
    copy_into(parent, etree.fromstring(f'<font xmlns="{MAIN}"><b/></font>'))
    assert etree.tostring(parent) == b'<x:fonts xmlns:x="urn:x"><x:font><x:b/></x:font></x:fonts>'


def test_a_workbook_without_styles_gets_the_defaults_first() -> None:
    book = Styles(None, lambda: 4)
    assert book.absorb(Styles(sheet(FRESH)))[0][1] == 5
    fills = [fill.find("{*}patternFill").get("patternType") for fill in list(root(book).find("{*}fills"))[:2]]
    assert fills == ["none", "gray125"]


def test_dates_are_known_by_their_number_format() -> None:
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 164, 165, 166, 46))
    codes = (
        '<numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="#,##0 &quot;days&quot;"/><numFmt numFmtId="166" formatCode="[Red]0.0"/></numFmts>'
    )
    book = Styles(sheet(f"{codes}<cellXfs count='6'>{formats}</cellXfs>"))
    assert [book.is_date(n) for n in range(7)] == [False, True, True, False, False, True, False]


def test_a_dated_twin_keeps_everything_else() -> None:
    book = Styles(
        sheet(PLAIN + "").replace(
            b'fontId="0" fillId="0" borderId="0" xfId="0"/>',
            b'fontId="0" fillId="1" borderId="0" xfId="0"><protection locked="0"/></xf>',
        )
    )
    twin = book.with_number_format(0, "yyyy-mm-dd")
    xf = root(book).find("{*}cellXfs")[twin]
    assert (xf.get("fillId"), xf.find("{*}protection").get("locked")) == ("1", "0")
    assert book.is_date(twin)
    assert book.with_number_format(0, "yyyy-mm-dd") == twin == 1


def test_no_room_for_one_more_format_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "_MOST_FORMATS", 0)
    with pytest.raises(SheetsError) as refused:
        Styles(sheet(PLAIN)).absorb(Styles(sheet(FRESH)))
    assert refused.value.kind == "full"


@pytest.mark.parametrize(
    ("face", "size", "pixels"),
    [("Calibri", 11, 7), ("Arial", 10, 7), ("Verdana", 10, 8), ("Arial", 12, 9), ("Unheard", 11, 8)],
)
def test_the_width_of_a_digit_follows_the_default_type(face: str, size: int, pixels: int) -> None:
    book = sheet(PLAIN.replace("Calibri", face).replace('"11"', f'"{size}"'))
    assert Styles(book).digit_pixels() == pixels


def test_the_styles_of_a_real_workbook_only_grow(tmp_path: Path) -> None:
    before = parts_of(rich_workbook(tmp_path / "a.xlsx"))["xl/styles.xml"]
    book = Styles(before)
    book.absorb(Styles(sheet(FRESH)))
    old, new = etree.fromstring(before), root(book)
    for group in ("fonts", "fills", "borders", "cellXfs", "dxfs"):
        olds, news = list(old.find(f"{{*}}{group}")), list(new.find(f"{{*}}{group}"))
        assert [etree.tostring(one) for one in news[: len(olds)]] == [etree.tostring(one) for one in olds]
        assert new.find(f"{{*}}{group}").get("count") == str(len(news))


def test_among_64000_formats_ours_are_found_without_reading_them_all() -> None:
    many = "".join(
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><alignment indent="{n}"/></xf>'
        for n in range(64_000)
    )
    book = Styles(sheet(PLAIN.replace('<cellXfs count="1">', f'<cellXfs count="64001">{many}')))
    read: list[int] = []
    real = styles.cell_format_look
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(styles, "cell_format_look", lambda *told: read.append(1) or real(*told))
        assert book.absorb(Styles(sheet(FRESH)))[0] == {0: 0, 1: 64_001}
    assert len(read) < 10
