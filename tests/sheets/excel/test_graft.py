from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from sheets.errors import SheetsError
from sheets.excel.graft import add_sheets, graft
from sheets.excel.index import Index
from sheets.excel.package import Package
from sheets.grid import Grid, GridCell
from tests.invariants import Opened, unharmed
from tests.sheets.excel.making import (
    STYLES,
    brief,
    history,
    macro_workbook,
    openpyxl_workbook,
    ours,
    parts_of,
    prefixed,
    rebuilt,
    rich_workbook,
    strict,
    swap,
)

BOOK = "xl/workbook.xml"


def grafted(path: Path, grids: list[Grid], to: str = "after.xlsx") -> Path:
    out = path.with_name(to)
    with Package(path) as package, out.open("wb") as file:
        graft(package, grids)
        package.write(file)
    return out


def sheet_xml(path: Path, name: str) -> etree._Element:
    package = Opened(path.read_bytes())
    return package.xml(next(part for tab, part, _ in package.sheets() if tab == name))


def values(path: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_our_tabs_come_last_and_nothing_else_changes(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    after = grafted(path, ours())
    unharmed(path, after)
    assert openpyxl.load_workbook(after).sheetnames == ["Data", "Brief", "Table", "Brief (2)", "_History"]
    assert values(after, "Brief (2)")[:5] == [
        ["Operating brief, day 16", ""],
        ["Sales fell. Returns did not.", ""],
        ["=HYPERLINK(1)", 1250.5],
        ["#12", openpyxl.load_workbook(after)["Brief (2)"]["B4"].value],
        ["the store", True],
    ]


def test_a_founders_own_tab_named_brief_is_never_touched(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    again = grafted(grafted(path, ours()), ours(17), "again.xlsx")
    assert values(again, "Brief") == [["my own brief, not yours"]]
    assert values(again, "Brief (2)")[0][0] == "Operating brief, day 17"
    assert "Brief (3)" not in openpyxl.load_workbook(again).sheetnames


def test_writing_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    first = grafted(rich_workbook(tmp_path / "a.xlsx"), ours())
    with Package(first) as package:
        graft(package, ours())
        assert package.changed() == frozenset()
    assert grafted(first, ours(), "again.xlsx").read_bytes() == first.read_bytes()


def test_a_second_version_changes_only_our_own_sheets(tmp_path: Path) -> None:
    first = grafted(rich_workbook(tmp_path / "a.xlsx"), ours())
    with Package(first) as package:
        graft(package, [brief(17), history(16)])
        assert package.changed() == {"xl/worksheets/sheet4.xml"}


def test_formats_are_found_again_and_not_added_again(tmp_path: Path) -> None:
    path = grafted(rich_workbook(tmp_path / "a.xlsx"), ours())
    size = len(parts_of(path)["xl/styles.xml"])
    for day in range(1, 6):
        path = grafted(path, ours(day), f"day{day}.xlsx")
    assert len(parts_of(path)["xl/styles.xml"]) == size


def test_our_tabs_keep_what_the_founder_did_to_them(tmp_path: Path) -> None:
    def by_hand(parts: dict[str, bytes]) -> None:
        swap(parts, BOOK, 'name="Brief (2)" sheetId="4"', 'name="Lo de hoy" sheetId="4" state="hidden"')
        parts[BOOK] = parts[BOOK].replace(b"'Brief (2)'!", b"'Lo de hoy'!")
        sheet = parts[BOOK].split(b'<sheet name="Lo de hoy"')[1].split(b"/>")[0]
        moved = b'<sheet name="Lo de hoy"' + sheet + b"/>"
        parts[BOOK] = parts[BOOK].replace(moved, b"").replace(b"<sheets>", b"<sheets>" + moved)
        for old, new in ((0, 1), (3, 0)):
            parts[BOOK] = parts[BOOK].replace(b'localSheetId="%d"' % old, b'localSheetId="was%d"' % new)
        parts[BOOK] = parts[BOOK].replace(b'localSheetId="was', b'localSheetId="')
        part = "xl/worksheets/sheet4.xml"
        swap(parts, part, '<tabColor rgb="FF1F5F4A"/>', '<tabColor rgb="FFABCDEF"/>')
        swap(parts, part, "<sheetPr>", '<sheetPr codeName="Sheet9">')
        swap(parts, part, 'workbookViewId="0"', 'zoomScale="85" workbookViewId="0"')

    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), ours()), by_hand)
    after = grafted(path, ours(17), "later.xlsx")
    unharmed(path, after)
    tabs = [
        (name, element.get("sheetId"), element.get("state")) for name, _, element in Opened(after.read_bytes()).sheets()
    ]
    assert tabs[0] == ("Lo de hoy", "4", "hidden")
    assert len(tabs) == 5
    root = sheet_xml(after, "Lo de hoy")
    assert root.find("{*}sheetPr").get("codeName") == "Sheet9"
    assert root.find("{*}sheetPr/{*}tabColor").get("rgb") == "FFABCDEF"
    assert root.find("{*}sheetViews/{*}sheetView").get("zoomScale") == "85"
    assert values(after, "Lo de hoy")[0][0] == "Operating brief, day 17"
    book = openpyxl.load_workbook(after)
    assert book["Lo de hoy"].print_area == "'Lo de hoy'!$A$1:$B$9"


def test_links_and_sparklines_follow_a_renamed_tab(tmp_path: Path) -> None:
    def rename(parts: dict[str, bytes]) -> None:
        swap(parts, BOOK, "_History", "Historia")

    to_history = {(1, 1): GridCell("x", link="#'_History'!A2"), (2, 1): GridCell("y", link="#'Data'!A3")}
    grids = [brief(cells=to_history, merges=(), choices=(), color_rules=()), history()]
    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), grids), rename)
    root = sheet_xml(grafted(path, grids, "later.xlsx"), "Brief (2)")
    assert [link.get("location") for link in root.iter("{*}hyperlink")] == ["'Historia'!A2", "'Data'!A3"]
    assert [f.text for f in root.iter("{http://schemas.microsoft.com/office/excel/2006/main}f")] == ["'Historia'!A2:E2"]


def test_a_deleted_tab_is_made_again(tmp_path: Path) -> None:
    def delete(parts: dict[str, bytes]) -> None:
        parts[BOOK] = re.sub(rb'<sheet name="_History"[^>]*/>', b"", parts[BOOK])
        swap(parts, BOOK, "'_History'!$A$1</", "#REF!$A$1</")
        del parts["xl/worksheets/sheet5.xml"]
        parts["xl/_rels/workbook.xml.rels"] = re.sub(
            rb'<Relationship [^>]*sheet5.xml"/>', b"", parts["xl/_rels/workbook.xml.rels"]
        )
        swap(parts, "[Content_Types].xml", "/xl/worksheets/sheet5.xml", "/xl/worksheets/sheet9.xml")
        parts[BOOK] = re.sub(rb'<definedName [^>]*localSheetId="4"[^>]*>[^<]*</definedName>', b"", parts[BOOK])

    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), ours()), delete)
    after = grafted(path, ours(), "later.xlsx")
    assert [name for name, _, _ in Opened(after.read_bytes()).sheets()][-1] == "_History"
    with Package(after) as package:
        assert Index(package).marked("history") is not None


def test_a_copy_of_our_tab_is_the_founders(tmp_path: Path) -> None:
    """Excel gives a copied tab the same names, scoped to the copy."""
    path = grafted(openpyxl_workbook(tmp_path / "a.xlsx"), [history()])

    def copy(parts: dict[str, bytes]) -> None:
        name = b"""<definedName name="_OB.history" localSheetId="0" hidden="1">'Data'!$A$1</definedName>"""
        parts[BOOK] = parts[BOOK].replace(b"<definedNames>", b"<definedNames>" + name)

    after = grafted(rebuilt(path, copy), [history(17)], "later.xlsx")
    assert values(after, "Data")[0][0] == "order"
    assert values(after, "_History")[1][0] == 17


def edition_strict(parts: dict[str, bytes]) -> None:
    strict(parts)


def edition_prefixed(parts: dict[str, bytes]) -> None:
    for name in parts:
        if name.startswith("xl/") and b"spreadsheetml/2006/main" in parts[name][:400] and name.endswith(".xml"):
            parts[name] = prefixed(parts[name])


def no_default_rels(parts: dict[str, bytes]) -> None:
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    named = default.replace("Default Extension", "Override PartName")
    each = "".join(named.replace('"rels"', f'"/{name}"') for name in parts if name.endswith(".rels"))
    swap(parts, "[Content_Types].xml", default, each)


def absolute_targets(parts: dict[str, bytes]) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = re.sub(rb'Target="(?!/)', b'Target="/xl/', parts[rels])


def without_styles(parts: dict[str, bytes]) -> None:
    del parts["xl/styles.xml"]
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = re.sub(rb'<Relationship [^>]*Target="styles.xml"[^>]*/>', b"", parts[rels])
    parts["[Content_Types].xml"] = re.sub(rb'<Override [^>]*styles.xml"[^>]*/>', b"", parts["[Content_Types].xml"])


def from_1904(parts: dict[str, bytes]) -> None:
    parts[BOOK] = parts[BOOK].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')


def alternate_content(parts: dict[str, bytes]) -> None:
    swap(
        parts,
        BOOK,
        "<bookViews>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"'
        ' url="C:\\"/></mc:Choice></mc:AlternateContent><bookViews>',
    )


@pytest.mark.parametrize(
    "written",
    [
        edition_strict,
        edition_prefixed,
        no_default_rels,
        absolute_targets,
        without_styles,
        from_1904,
        alternate_content,
    ],
)
def test_however_a_package_is_written_nothing_of_it_is_lost(
    tmp_path: Path, written: Callable[[dict[str, bytes]], None]
) -> None:
    def change(parts: dict[str, bytes]) -> None:
        written(parts)

    path = rebuilt(rich_workbook(tmp_path / "a.xlsx"), change)
    first = grafted(path, ours())
    second = grafted(first, ours(17), "second.xlsx")
    unharmed(path, first)
    unharmed(first, second)
    assert grafted(second, ours(17), "third.xlsx").read_bytes() == second.read_bytes()
    root = sheet_xml(second, "Brief (2)")
    assert root.find("{*}sheetData/{*}row/{*}c/{*}is/{*}t").text == "Operating brief, day 17"
    assert etree.QName(root).namespace == etree.QName(Opened(path.read_bytes()).xml(BOOK)).namespace


def test_dates_count_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        from_1904(parts)

    after = grafted(rebuilt(rich_workbook(tmp_path / "a.xlsx"), change), ours())
    cell = sheet_xml(after, "Brief (2)").find(".//{*}c[@r='B4']/{*}v")
    # 16 November 2026 is day 46342 from 30 December 1899, and 1904 counts 1462 days later.
    assert float(cell.text) == pytest.approx(46342 - 1462 + 8.5 / 24)
    assert values(after, "Brief (2)")[3][1].isoformat() == "2026-11-16T08:30:00"  # type: ignore[attr-defined]


def test_formats_that_lead_nowhere_do_not_suddenly_lead_to_ours(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        without_styles(parts)
        swap(parts, "xl/worksheets/sheet1.xml", '<c r="A1">', '<c r="A1" s="7">')

    after = grafted(rebuilt(rich_workbook(tmp_path / "a.xlsx"), change), ours())
    package = Opened(after.read_bytes())
    formats = list(package.xml("xl/styles.xml").find("{*}cellXfs"))
    assert [xf.get("fontId") for xf in formats[:8]] == ["0"] * 8
    assert min(int(c.get("s")) for c in sheet_xml(after, "Brief (2)").iter("{*}c")) == 8


def test_names_of_single_tabs_stay_with_their_tabs(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    after = grafted(path, ours())
    names = {
        (name.get("name"), name.get("localSheetId")): name.text
        for name in Opened(after.read_bytes()).xml(BOOK).iter("{*}definedName")
    }
    assert names["_xlnm.Print_Area", "0"] == "Data!$A$1:$C$20"
    assert names["_xlnm._FilterDatabase", "0"] == "Data!$A$1:$C$20"
    assert names["_xlnm.Print_Area", "3"] == "'Brief (2)'!$A$1:$B$9"
    assert names["_xlnm.Print_Titles", "3"] == "'Brief (2)'!$1:$1"
    assert names["_OB.brief", None] == "'Brief (2)'!$A$1"


def test_only_the_tab_that_was_selected_is_selected(tmp_path: Path) -> None:
    after = grafted(rich_workbook(tmp_path / "a.xlsx"), ours())
    selected = [
        name
        for name, _, _ in Opened(after.read_bytes()).sheets()
        if sheet_xml(after, name).find("{*}sheetViews/{*}sheetView").get("tabSelected") == "1"
    ]
    assert selected == ["Data"]


def with_calculation_chain(parts: dict[str, bytes]) -> None:
    parts["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="F1" i="1"/></calcChain>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    told = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    swap(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", told)
    chain = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    swap(
        parts,
        "[Content_Types].xml",
        "</Types>",
        f'<Override PartName="/xl/calcChain.xml" ContentType="{chain}"/></Types>',
    )


def test_the_calculation_chain_stays_unless_a_formula_goes(tmp_path: Path) -> None:
    path = rebuilt(rich_workbook(tmp_path / "a.xlsx"), with_calculation_chain)
    first = grafted(path, ours())
    assert "xl/calcChain.xml" in parts_of(first)

    def formula(parts: dict[str, bytes]) -> None:
        swap(parts, "xl/worksheets/sheet5.xml", "<v>16</v>", "<f>1+15</f><v>16</v>")

    first = rebuilt(first, formula)
    second = grafted(first, ours(17), "second.xlsx")
    unharmed(first, second)
    assert "xl/calcChain.xml" not in parts_of(second)
    assert b"calcChain" not in parts_of(second)["[Content_Types].xml"]


def test_formulas_that_read_our_tabs_are_computed_anew(tmp_path: Path) -> None:
    path = grafted(openpyxl_workbook(tmp_path / "a.xlsx"), ours())

    def reads_us(parts: dict[str, bytes]) -> None:
        parts[BOOK] = parts[BOOK].replace(b' fullCalcOnLoad="1"', b"")
        swap(
            parts,
            "xl/worksheets/sheet1.xml",
            "</row></sheetData>",
            '<c r="C2"><f>Brief!B3*2</f><v>1</v></c></row></sheetData>',
        )

    path = rebuilt(path, reads_us)
    after = grafted(path, ours(17), "c.xlsx")
    unharmed(path, after)
    assert Opened(after.read_bytes()).xml(BOOK).find("{*}calcPr").get("fullCalcOnLoad") == "1"


def test_formulas_that_read_other_tabs_are_left_alone(tmp_path: Path) -> None:
    def plain(parts: dict[str, bytes]) -> None:
        parts[BOOK] = parts[BOOK].replace(b' fullCalcOnLoad="1"', b"")

    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), ours()), plain)
    after = grafted(path, ours(17), "b.xlsx")
    assert Opened(after.read_bytes()).xml(BOOK).find("{*}calcPr").get("fullCalcOnLoad") is None


def add_relation(parts: dict[str, bytes], sheet: str, kind: str, target: str) -> None:
    rels = f"xl/worksheets/_rels/{sheet}.rels"
    full = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts.setdefault(rels, empty)
    swap(parts, rels, "</Relationships>", f'<Relationship Id="rId77" Type="{full}" Target="{target}"/></Relationships>')


def test_a_picture_that_the_founder_put_on_our_tab_stays(tmp_path: Path) -> None:
    def draw_on_it(parts: dict[str, bytes]) -> None:
        add_relation(parts, "sheet4.xml", "drawing", "../drawings/drawing1.xml")
        swap(parts, "xl/worksheets/sheet4.xml", "<legacyDrawing ", '<drawing r:id="rId77"/><legacyDrawing ')

    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), ours()), draw_on_it)
    after = grafted(path, ours(17), "b.xlsx")
    unharmed(path, after)
    package = Opened(after.read_bytes())
    kinds = {identity: (kind, part) for kind, part, identity in package.relations("xl/worksheets/sheet4.xml")}
    drawing = next(sheet_xml(after, "Brief (2)").iter("{*}drawing"))
    assert kinds[next(iter(drawing.attrib.values()))] == ("drawing", "xl/drawings/drawing1.xml")
    assert grafted(after, ours(17), "c.xlsx").read_bytes() == after.read_bytes()


def test_a_pivot_table_on_our_tab_stops_the_write(tmp_path: Path) -> None:
    def pivot(parts: dict[str, bytes]) -> None:
        add_relation(parts, "sheet4.xml", "pivotTable", "../pivotTables/pivotTable1.xml")

    path = rebuilt(grafted(rich_workbook(tmp_path / "a.xlsx"), ours()), pivot)
    with pytest.raises(SheetsError) as refused:
        grafted(path, ours(17), "b.xlsx")
    assert refused.value.kind == "not_ours"
    assert "Brief (2)" in refused.value.message("es")


def test_macros_pivots_and_foreign_parts_are_carried_as_they_are(tmp_path: Path) -> None:
    def foreign(parts: dict[str, bytes]) -> None:
        for name in ("xl/pivotCache/pivotCacheDefinition1.xml", "customXml/item1.xml", "xl/slicers/slicer1.xml"):
            parts[name] = b"<whatever xmlns='urn:somebody'/>"

    path = rebuilt(macro_workbook(tmp_path / "a.xlsm"), foreign)
    after = grafted(path, ours(), "after.xlsm")
    again = grafted(after, ours(17), "again.xlsm")
    unharmed(path, after)
    unharmed(after, again)
    assert parts_of(again)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 any bytes" * 50


def test_every_cell_of_ours_has_a_format_of_its_own(tmp_path: Path) -> None:
    after = grafted(rich_workbook(tmp_path / "a.xlsx"), ours())
    styles = Opened(after.read_bytes()).xml("xl/styles.xml")
    fonts, formats = list(styles.find("{*}fonts")), list(styles.find("{*}cellXfs"))
    for cell in sheet_xml(after, "Brief (2)").iter("{*}c"):
        xf = formats[int(cell.get("s", "0"))]
        assert {xf.get(name) for name in xf.attrib if name.startswith("apply")} == {"1"}
        assert fonts[int(xf.get("fontId"))].find("{*}name").get("val") == "Arial"
        assert "theme" not in etree.tostring(fonts[int(xf.get("fontId"))]).decode()


def test_columns_are_as_wide_as_meant_whatever_the_workbooks_type(tmp_path: Path) -> None:
    def large_type(parts: dict[str, bytes]) -> None:
        parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'<sz val="11"/>', b'<sz val="22"/>', 1)

    plain = sheet_xml(grafted(rich_workbook(tmp_path / "a.xlsx"), ours()), "Brief (2)")
    path = rebuilt(rich_workbook(tmp_path / "b.xlsx"), large_type)
    large = sheet_xml(grafted(path, ours(), "c.xlsx"), "Brief (2)")
    assert float(plain.find("{*}cols/{*}col").get("width")) == pytest.approx(40.7, abs=0.1)
    assert float(large.find("{*}cols/{*}col").get("width")) == pytest.approx(40.7 * 7 / 15, abs=0.5)


def test_tabs_of_a_fresh_workbook_are_added_as_the_founders_own(tmp_path: Path) -> None:
    fresh = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "Returns"
    book.active.append(["order", "reason"])
    book.active["A1"].font = openpyxl.styles.Font(name="Arial", bold=True)
    book.active.column_dimensions["B"].number_format = "@"
    book.active.add_data_validation(openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1='"a,b"'))
    book.save(fresh)
    path = rich_workbook(tmp_path / "a.xlsx")
    after = tmp_path / "b.xlsx"
    with Package(path) as package, after.open("wb") as file:
        assert add_sheets(package, fresh.getvalue(), contract_version=2) == ("Returns",)
        package.write(file)
    unharmed(path, after, added={"xl/worksheets/sheet4.xml"})
    assert values(after, "Returns") == [["order", "reason"]]
    read = openpyxl.load_workbook(after)
    assert read["Returns"]["A1"].font.b
    assert read["Returns"].column_dimensions["B"].number_format == "@"
    assert read.defined_names["_OB.contract"].value == "2"
    with Package(after) as package:
        assert Index(package).marked("returns") is None


def test_names_of_tabs_are_quoted_and_kept_short(tmp_path: Path) -> None:
    long = replace(history(), key="long", name="Ruta's “very long” name of a tab that", cells={(1, 1): GridCell("x")})
    named = replace(long, name=long.name[:31])
    path = grafted(grafted(openpyxl_workbook(tmp_path / "a.xlsx"), [named]), [named], "b.xlsx")
    with Package(path) as package:
        index = Index(package)
        assert index.marked("long").name == long.name[:31]  # type: ignore[union-attr]
        assert index.free_name(long.name[:31]) == long.name[:27] + " (2)"
        assert len(index.sheets()) == 2


def test_an_empty_grid_is_a_tab_all_the_same(tmp_path: Path) -> None:
    path = openpyxl_workbook(tmp_path / "a.xlsx")
    after = grafted(path, [Grid("brief", "Brief", {}, STYLES)])
    unharmed(path, after)
    assert openpyxl.load_workbook(after).sheetnames == ["Data", "Brief"]
