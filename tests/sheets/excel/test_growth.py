"""Refreshed again and again, a workbook grows only by what our tabs say: nothing else accumulates."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from sheets.excel.book import ExcelBook
from sheets.grid import ColorRule, Grid, GridCell
from tests.invariants import Opened, harm
from tests.sheets.excel.making import STYLES, brief, history, openpyxl_workbook, parts_of, rebuilt, rich_workbook
from tests.sheets.excel.odd import PARTS, prefixed_everything, strict_edition
from tests.sheets.excel.test_corpus import converted
from tests.sheets.excel.test_graft import grafted

TIMES = 200


def made(day: int) -> list[Grid]:
    """Another brief each day: other rows, other dates, other notes, other formats, a rule that comes and goes."""
    cells = dict(brief(1 + day % 28).cells)
    styles = list(STYLES)
    for row in range(10, 10 + day % 17):
        cells[row, 1] = GridCell(f"row {row} of day {day}", styles[(row + day) % len(styles)])
        cells[row, 2] = GridCell(row * day / 7, "money", note="look" if row % 5 == 0 else "")
    rules = (ColorRule(6, 1, 9, 1, "late", "critical"),) if day % 3 else ()
    return [brief(1 + day % 28, cells=cells, color_rules=rules), history(1 + day % 28)]


def counts(path: Path) -> dict[str, int]:
    """How much there is of everything that could accumulate."""
    package = Opened(path.read_bytes())
    styles, book = package.xml("xl/styles.xml"), package.xml(package.workbook)
    lists = {f"styles {etree.QName(group).localname}": len(group) for group in styles if isinstance(group.tag, str)}
    relations = sum(len(package.relations(part)) for part in package.names)
    return lists | {
        "parts": len(package.names),
        "names": len(list(book.iter("{*}definedName"))),
        "tabs": len(package.sheets()),
        "types": len(package.types),
        "relations": relations,
    }


def rich(path: Path) -> Path:
    return rich_workbook(path)


def in_prefixes(path: Path) -> Path:
    return rebuilt(rich_workbook(path), prefixed_everything)


def in_the_strict_edition(path: Path) -> Path:
    return rebuilt(rich_workbook(path), strict_edition)


@pytest.mark.parametrize("make", [rich, in_prefixes, in_the_strict_edition, openpyxl_workbook])
def test_after_200_refreshes_a_workbook_is_as_large_as_after_the_first(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = grafted(make(tmp_path / "shop.xlsx"), made(2 * 3 * 17 * 28))
    first, start = path.stat().st_size, path.read_bytes()
    for day in range(1, 12):
        path = grafted(path, made(day), f"{day % 2}.xlsx")
    settled = counts(path)
    for day in range(12, TIMES):
        path = grafted(path, made(day), f"{day % 2}.xlsx")
    assert {name: count for name, count in counts(path).items() if count > settled.get(name, 0)} == {}
    path = grafted(path, made(2 * 3 * 17 * 28), "last.xlsx")
    assert path.stat().st_size <= first * 1.01
    assert harm(start, path.read_bytes()) == []


def test_the_whole_way_of_writing_adds_nothing_either(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "shop.xlsx")
    book = ExcelBook(path, tmp_path / "app")
    receipt = book.write(made(0), "")
    first = path.stat().st_size
    for day in range(1, 12):
        receipt = book.write(made(day), receipt.fingerprint)
    settled = counts(path)
    for day in [*range(12, 24), 11, 0]:
        receipt = book.write(made(day), receipt.fingerprint)
    assert {name: count for name, count in counts(path).items() if count > settled[name]} == {}
    assert path.stat().st_size <= first * 1.01


# Formats are found again, however they are spelled


def every_default_spelled_out(parts: dict[str, bytes]) -> None:
    """As LibreOffice writes: every default, and truths as words."""
    xml = parts["xl/styles.xml"]
    xml = re.sub(rb"<alignment ", b'<alignment textRotation="0" shrinkToFit="false" ', xml)
    xml = xml.replace(b"<b/>", b'<b val="true"/>').replace(b"<border>", b'<border diagonalUp="false" diagonalDown="0">')
    xml = re.sub(
        rb'(<xf [^>]*xfId="0"[^>]*)/>', rb'\1><alignment horizontal="general"/><protection locked="1"/></xf>', xml
    )
    parts["xl/styles.xml"] = xml.replace(b'formatCode="dd mmm yyyy"', b'formatCode="dd\\ mmm\\ yyyy"')


def no_default_spelled_out(parts: dict[str, bytes]) -> None:
    """As Excel writes: no flag that changes nothing."""
    parts["xl/styles.xml"] = re.sub(rb' apply\w+="1"', b"", parts["xl/styles.xml"])


def attributes_the_other_way_round(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["xl/styles.xml"])
    for element in root.iter("{*}*"):
        told = list(element.attrib.items())
        for name, _ in told:
            del element.attrib[name]
        for name, value in reversed(told):
            element.set(name, value)
    for font in root.iterfind("{*}fonts/{*}font"):
        font[:] = reversed(font)
    parts["xl/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def marked_by_a_newer_excel(parts: dict[str, bytes]) -> None:
    space = b"http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
    xml = parts["xl/styles.xml"].replace(b"<styleSheet ", b'<styleSheet xmlns:x14ac="%b" ' % space)
    parts["xl/styles.xml"] = xml.replace(b"<font>", b'<font x14ac:dyDescent="0.2">')


def every_font_twice(parts: dict[str, bytes]) -> None:
    """As LibreOffice writes: formats then name the second of two equal fonts."""
    root = etree.fromstring(parts["xl/styles.xml"])
    fonts = root.find("{*}fonts")
    there = len(fonts)
    for font in list(fonts):
        fonts.append(etree.fromstring(etree.tostring(font)))
    fonts.set("count", str(len(fonts)))
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        xf.set("fontId", str(int(xf.get("fontId")) + there))
    parts["xl/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


SPELLINGS = (
    every_default_spelled_out,
    no_default_spelled_out,
    attributes_the_other_way_round,
    marked_by_a_newer_excel,
    every_font_twice,
    *[
        odd
        for odd in PARTS
        if odd.__name__ in ("prefixed_everything", "indexes_in_utf_16", "comments_inside", "pretty_printed")
    ],
)


@pytest.mark.parametrize("spelled", SPELLINGS, ids=lambda spelled: spelled.__name__)
def test_formats_are_found_again_however_they_are_spelled(
    tmp_path: Path, spelled: Callable[[dict[str, bytes]], None]
) -> None:
    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), made(16)), spelled)
    before = parts_of(path)["xl/styles.xml"]
    assert parts_of(grafted(path, made(16 + 3 * 17 * 28), "b.xlsx"))["xl/styles.xml"] == before


@pytest.mark.real
def test_saved_by_libreoffice_in_between_formats_are_found_again(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "shop.xlsx")
    ExcelBook(path, tmp_path / "app").write(made(16), "")
    for turn in range(2):
        (tmp_path / str(turn)).mkdir()
        path = converted(path, "xlsx", tmp_path / str(turn))
        before = counts(path)
        ExcelBook(path, tmp_path / "app").write(made(16 + (turn + 1) * 3 * 17 * 28), "")
        assert {name: count for name, count in counts(path).items() if "styles" in name} == {
            name: count for name, count in before.items() if "styles" in name
        }
