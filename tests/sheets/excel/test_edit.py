from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from sheets.errors import SheetsError
from sheets.excel import verify_edit
from sheets.excel.areas import Area
from sheets.excel.cell_writer import column_letters, column_number
from sheets.excel.changes import Changes
from sheets.excel.edit import apply
from sheets.excel.package import Package
from sheets.excel.rows import CellXml, Passing, Row, Tail, row_cells
from sheets.excel.survey import survey
from sheets.workbook import Cell, CellEdit, Edit, ErrorCell, Uncached
from tests.sheets.excel.editing import SHEET, cells, edited, orders
from tests.sheets.excel.making import openpyxl_workbook, parts_of, prefixed, rebuilt, rich_workbook, swap


def test_a_row_is_appended_below_the_last_one(tmp_path: Path) -> None:
    after = edited(orders(tmp_path / "a.xlsx"), Edit("Orders", rows=({"A": "1002", "B": 81800.0, "D": "=1+1"},)))
    assert cells(after)[2] == ["1002", 81800, None, "=1+1"]
    sheet = openpyxl.load_workbook(after)["Orders"]
    assert sheet["D3"].data_type == "s"
    assert sheet.dimensions == "A1:D3"


def test_everything_else_in_the_part_stays_as_it_was_written(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    before = parts_of(path)[SHEET]
    after = parts_of(edited(path, Edit("Data", (CellEdit("B3", "changed"),), ({"A": 20, "B": "new"},))))[SHEET]
    assert b'<dimension ref="A1:G21"/>' in after
    taken_out = after.replace(
        b'<row r="21"><c r="A21"><v>20</v></c><c r="B21" t="inlineStr"><is><t>new</t></is></c></row>', b""
    )
    assert taken_out.count(b"changed") == 1
    changed = b'<row r="3"><c r="A3"><v>2</v></c><c r="B3" t="inlineStr"><is><t>changed</t></is></c><c r="C3"><v>5</v></c></row>'
    original = re.search(rb'<row r="3".*?</row>', before)
    assert original is not None
    undone = taken_out.replace(changed, original[0])
    undone = undone.replace(b'<autoFilter ref="A1:C21"/>', b'<autoFilter ref="A1:C20"/>')
    for column in (b"A", b"B", b"D"):
        undone = re.sub(
            rb"(sqref=\"|<xm:sqref>)%b1:%b21" % (column, column), rb"\g<1>%b1:%b20" % (column, column), undone
        )
    assert undone.replace(b'<dimension ref="A1:G21"/>', b'<dimension ref="A1:G20"/>') == before


def test_a_new_row_looks_like_the_row_above(tmp_path: Path) -> None:
    row = {"A": "1002", "B": 1.0, "C": date(2026, 11, 3)}
    sheet = openpyxl.load_workbook(edited(orders(tmp_path / "a.xlsx"), Edit("Orders", rows=(row,))))["Orders"]
    assert [sheet.cell(3, column).number_format for column in (1, 2, 3)] == ["@", "#,##0", "dd/mm/yyyy"]
    assert sheet["C3"].value == datetime(2026, 11, 3)
    assert not sheet["A3"].font.b


def test_below_a_header_alone_a_new_row_takes_the_formats_of_the_columns(tmp_path: Path) -> None:
    row = {"A": "1002", "B": 1.0, "C": date(2026, 11, 3)}
    sheet = openpyxl.load_workbook(edited(orders(tmp_path / "a.xlsx", ()), Edit("Orders", rows=(row,))))["Orders"]
    assert [sheet.cell(2, column).number_format for column in (1, 2, 3)] == ["@", "#,##0", "yyyy-mm-dd"]
    assert not sheet["A2"].font.b


def test_a_header_alone_is_no_model_for_a_row_where_nothing_is_frozen_either(tmp_path: Path) -> None:
    path = orders(tmp_path / "a.xlsx", ())
    book = openpyxl.load_workbook(path)
    book["Orders"].freeze_panes = None
    book.save(path)
    assert not openpyxl.load_workbook(edited(path, Edit("Orders", rows=({"A": "1"},))))["Orders"]["A2"].font.b


@pytest.mark.parametrize("shared", [True, False])
def test_a_new_row_never_looks_like_the_grey_example(tmp_path: Path, shared: bool) -> None:
    path = orders(tmp_path / "a.xlsx", [("example", 1, datetime(2026, 11, 2))])
    book = openpyxl.load_workbook(path)
    for cell in book["Orders"][2]:
        cell.font = Font(italic=True, color="888888")
    book.save(path)
    if not shared:
        path = edited(path, Edit("Orders", (CellEdit("A2", "Example"),)), to="inline.xlsx")
    sheet = openpyxl.load_workbook(edited(path, Edit("Orders", rows=({"A": "1", "B": 2},))))["Orders"]
    assert not sheet["B3"].font.i
    assert sheet["B3"].number_format == "#,##0"


def test_dates_and_times_get_a_format_that_shows_them(tmp_path: Path) -> None:
    row: dict[str, Cell] = {
        "D": datetime(2026, 11, 3, 9, 30),
        "E": date(2026, 11, 3),
        "F": time(7, 15),
        "G": timedelta(hours=30),
    }
    path = edited(openpyxl_workbook(tmp_path / "a.xlsx"), Edit("Data", rows=(row,)))
    sheet = openpyxl.load_workbook(path)["Data"]
    assert [(sheet[f"{letter}3"].value, sheet[f"{letter}3"].number_format) for letter in "DEFG"] == [
        (datetime(2026, 11, 3, 9, 30), "yyyy-mm-dd hh:mm"),
        (datetime(2026, 11, 3), "yyyy-mm-dd"),
        (time(7, 15), "hh:mm:ss"),
        (timedelta(hours=30), "[h]:mm:ss"),
    ]
    again = edited(path, Edit("Data", rows=(row,)), to="again.xlsx")
    assert parts_of(again)["xl/styles.xml"] == parts_of(path)["xl/styles.xml"]


def test_dates_count_from_1904_where_the_workbook_does(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    book.add_worksheet("Orders").write("A1", "Paid at")
    book.close()
    after = edited(path, Edit("Orders", rows=({"A": date(2026, 11, 3)},)))
    assert cells(after)[1] == [datetime(2026, 11, 3)]
    assert b"<v>44867</v>" in parts_of(after)[SHEET]


def test_a_cell_keeps_its_format_when_its_value_is_set(tmp_path: Path) -> None:
    path = orders(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Orders"]["B2"].fill = PatternFill("solid", start_color="FFFF00")
    book.save(path)
    sheet = openpyxl.load_workbook(edited(path, Edit("Orders", (CellEdit("B2", 5), CellEdit("A2", None)))))["Orders"]
    assert (sheet["B2"].value, sheet["B2"].fill.start_color.rgb, sheet["B2"].number_format) == (5, "00FFFF00", "#,##0")
    assert (sheet["A2"].value, sheet["A2"].number_format) == (None, "@")


def test_a_header_added_beside_the_others_looks_like_them(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(edited(orders(tmp_path / "a.xlsx"), Edit("Orders", (CellEdit("E1", "SKU"),))))[
        "Orders"
    ]
    assert (sheet["E1"].value, sheet["E1"].font.b) == ("SKU", True)
    assert sheet.dimensions == "A1:E2"


def test_cells_are_set_in_rows_that_are_not_there_yet(tmp_path: Path) -> None:
    after = edited(orders(tmp_path / "a.xlsx"), Edit("Orders", (CellEdit("B9", 1), CellEdit("A5", "x"))))
    assert [row[:2] for row in cells(after)[4:]] == [["x", None], [None, None], [None, None], [None, None], [None, 1]]


def test_rows_go_below_cells_that_are_set_in_the_same_edit(tmp_path: Path) -> None:
    edit = Edit("Orders", (CellEdit("A5", "x"),), ({"A": "y"},))
    assert [row[0] for row in cells(edited(orders(tmp_path / "a.xlsx"), edit))] == [
        "Name",
        "1001",
        None,
        None,
        "x",
        "y",
    ]


def test_formatted_but_empty_rows_are_filled_and_not_jumped_over(tmp_path: Path) -> None:
    path = orders(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for row in range(3, 50):
        book["Orders"].cell(row, 2).number_format = "0.00"
    book.save(path)
    after = edited(path, Edit("Orders", rows=({"A": "1002", "B": 2}, {"A": "1003"})))
    assert [row[0] for row in cells(after)[:5]] == ["Name", "1001", "1002", "1003", None]


def test_an_edit_of_nothing_changes_nothing(tmp_path: Path) -> None:
    with Package(orders(tmp_path / "a.xlsx")) as package:
        apply(package, [Edit("Orders")])
        assert package.changed() == frozenset()


def test_two_edits_of_one_tab_are_one(tmp_path: Path) -> None:
    edits = (Edit("Orders", rows=({"A": "1002"},)), Edit("Orders", (CellEdit("D2", "n"),), ({"A": "1003"},)))
    after = cells(edited(orders(tmp_path / "a.xlsx"), *edits))
    assert [row[0] for row in after] == ["Name", "1001", "1002", "1003"]
    assert after[1][3] == "n"


def test_identifiers_of_many_digits_are_text(tmp_path: Path) -> None:
    after = edited(orders(tmp_path / "a.xlsx"), Edit("Orders", rows=({"A": 12345678901234567, "B": 12},)))
    assert cells(after)[2][:2] == ["12345678901234567", 12]


@pytest.mark.parametrize("value", [ErrorCell("#N/A"), Uncached(), float("nan"), float("inf")])
def test_what_is_unknown_is_never_written(tmp_path: Path, value: Cell) -> None:
    with pytest.raises(ValueError, match="no value for a cell"):
        edited(orders(tmp_path / "a.xlsx"), Edit("Orders", rows=({"A": value},)))


@pytest.mark.parametrize("address", ["", "A", "A0", "a1", "A1:B2", "XFE1", "A1048577", "$A$1"])
def test_an_address_that_is_none_is_named(tmp_path: Path, address: str) -> None:
    with pytest.raises(SheetsError) as refused:
        edited(orders(tmp_path / "a.xlsx"), Edit("Orders", (CellEdit(address, 1),)))
    assert refused.value.kind == "no_cell"
    assert f"no cell {address}," in refused.value.message("en")


def merged(parts: dict[str, bytes]) -> None:
    swap(parts, SHEET, "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>')


def array_formula(parts: dict[str, bytes]) -> None:
    parts[SHEET] = re.sub(
        rb'<c r="C2"([^>]*)>.*?</c>', rb'<c r="C2"\1><f t="array" ref="B2:C9">1</f></c>', parts[SHEET]
    )


def in_latin(parts: dict[str, bytes]) -> None:
    parts[SHEET] = b'<?xml version="1.0" encoding="windows-1252"?>' + re.sub(rb"^<\?xml.*?\?>", b"", parts[SHEET])


def cells_out_of_order(parts: dict[str, bytes]) -> None:
    swap(parts, SHEET, 'r="A2"', 'r="D2"')


def commented(parts: dict[str, bytes]) -> None:
    swap(parts, SHEET, "</sheetData>", "<!-- by hand --></sheetData>")


def commented_inside(parts: dict[str, bytes]) -> None:
    parts[SHEET] = re.sub(rb'(<row r="2"[^>]*>)', rb"\1<!-- by hand -->", parts[SHEET])


def out_of_order(parts: dict[str, bytes]) -> None:
    swap(parts, SHEET, '<row r="2"', '<row r="1"')


def commented_before(parts: dict[str, bytes]) -> None:
    swap(parts, SHEET, "<sheetData>", "<!-- <sheetData><row r='1'></row></sheetData> --><sheetData>")


def in_two_bytes(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (out_of_order, "shape"),
        (commented_before, "shape"),
        (in_two_bytes, "shape"),
        (merged, "shape"),
        (array_formula, "shape"),
        (in_latin, "shape"),
        (cells_out_of_order, "shape"),
        (commented, "shape"),
        (commented_inside, "shape"),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_changed(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None], kind: str
) -> None:
    path = rebuilt(orders(tmp_path / "a.xlsx"), change)
    with Package(path) as package, pytest.raises(SheetsError) as refused:
        apply(package, [Edit("Orders", (CellEdit("B2", 1),))])
    assert refused.value.kind == kind
    assert refused.value.message("es") != refused.value.message("en")


def test_merged_cells_elsewhere_are_not_in_the_way(tmp_path: Path) -> None:
    path = rebuilt(orders(tmp_path / "a.xlsx"), merged)
    assert cells(edited(path, Edit("Orders", (CellEdit("D2", "n"),))))[1][3] == "n"


def test_a_protected_tab_is_not_written(tmp_path: Path) -> None:
    def protect(parts: dict[str, bytes]) -> None:
        swap(parts, SHEET, "</sheetData>", '</sheetData><sheetProtection sheet="1"/>')

    with Package(rebuilt(orders(tmp_path / "a.xlsx"), protect)) as package, pytest.raises(SheetsError) as refused:
        apply(package, [Edit("Orders", rows=({"A": "1"},))])
    assert refused.value.kind == "protected"


def test_a_tab_that_is_not_there_is_named(tmp_path: Path) -> None:
    with Package(orders(tmp_path / "a.xlsx")) as package, pytest.raises(SheetsError) as refused:
        apply(package, [Edit("Ventas", rows=({"A": "1"},))])
    assert refused.value.kind == "no_tab"
    assert "«Ventas»" in refused.value.message("es")


def test_a_full_tab_is_named(tmp_path: Path) -> None:
    edit = Edit("Orders", (CellEdit("A1048576", "last"),), ({"A": "one more"},))
    with Package(orders(tmp_path / "a.xlsx")) as package, pytest.raises(SheetsError) as refused:
        apply(package, [edit])
    assert refused.value.kind == "full"


def test_an_ordinary_formula_may_be_replaced_and_the_calculation_chain_goes(tmp_path: Path) -> None:
    def chain(parts: dict[str, bytes]) -> None:
        parts["xl/calcChain.xml"] = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
        told = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
        swap(parts, "xl/_rels/workbook.xml.rels", "</Relationships>", told)
        chain_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
        told = f'<Override PartName="/xl/calcChain.xml" ContentType="{chain_type}"/></Types>'
        swap(parts, "[Content_Types].xml", "</Types>", told)

    path = rebuilt(rich_workbook(tmp_path / "a.xlsx"), chain)
    assert "xl/calcChain.xml" in parts_of(edited(path, Edit("Data", (CellEdit("A2", 7),)), to="kept.xlsx"))
    assert "xl/calcChain.xml" not in parts_of(edited(path, Edit("Data", (CellEdit("F1", 7),)), to="gone.xlsx"))


def test_a_sheet_with_a_prefix_stays_one(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = prefixed(parts[SHEET])

    path = rebuilt(orders(tmp_path / "a.xlsx"), change)
    after = edited(path, Edit("Orders", (CellEdit("A2", "x"),), ({"A": "y"},)))
    assert b'<x:row r="3"><x:c r="A3"' in parts_of(after)[SHEET]
    assert [row[0] for row in cells(after)] == ["Name", "x", "y"]


def test_rows_without_numbers_are_counted(tmp_path: Path) -> None:
    def unnumbered(parts: dict[str, bytes]) -> None:
        parts[SHEET] = re.sub(rb'(<row|<c) r="[A-Z]*\d+"', rb"\1", parts[SHEET])

    path = rebuilt(orders(tmp_path / "a.xlsx"), unnumbered)
    after = edited(path, Edit("Orders", (CellEdit("B2", 5),), ({"A": "y"},)))
    assert b"<v>5</v>" in parts_of(after)[SHEET]
    assert b'<row r="3"><c r="A3"' in parts_of(after)[SHEET]


def test_an_empty_tab_can_be_filled(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Orders")
    book.close()
    assert b"<sheetData/>" in parts_of(path)[SHEET]
    assert cells(edited(path, Edit("Orders", rows=({"A": "x"}, {"B": 2})))) == [["x", None], [None, 2]]


def test_a_filter_reaches_the_new_rows(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "a.xlsx")
    out = path.with_name("after.xlsx")
    with Package(path) as package, out.open("wb") as file:
        apply(package, [Edit("Data", rows=({"A": 20}, {"A": 21}))])
        package.write(file)
    assert b'<autoFilter ref="A1:C22"/>' in parts_of(out)[SHEET]
    assert b"Data!$A$1:$C$22</definedName>" in parts_of(out)["xl/workbook.xml"]


@given(
    st.lists(
        st.dictionaries(
            st.integers(1, 30).map(column_letters),
            st.one_of(
                st.none(),
                st.text(max_size=20),
                st.booleans(),
                st.integers(-(10**17), 10**17),
                st.floats(allow_nan=False, allow_infinity=False),
                st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(microsecond=0)),
            ),
        ),
        max_size=5,
    )
)
@settings(max_examples=60)
def test_any_rows_pass_their_own_check(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Cell]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    edited(orders(folder / "a.xlsx"), Edit("Orders", rows=tuple(rows)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>5</v>", b"<v>6</v>"),
        (b"<t>x</t>", b"<t>y</t>"),
        (b"<v>189900</v>", b"<v>189901</v>"),
        (b'<row r="3">', b'<row r="4">'),
        (b"</c></row>", b"</c></rov>"),
        (b'<pageMargins left="0.75"', b'<pageMargins left="0.70"'),
    ],
)
def test_a_file_that_is_not_what_was_meant_does_not_pass(tmp_path: Path, old: bytes, new: bytes) -> None:
    path, out = orders(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with Package(path) as package, out.open("wb") as file:
        check = apply(package, [Edit("Orders", (CellEdit("D2", "x"),), ({"B": 5},))])
        package.write(file)
        file.flush()
        check(out)

        def spoil(parts: dict[str, bytes]) -> None:
            assert old in parts[SHEET]
            parts[SHEET] = parts[SHEET].replace(old, new)

        rebuilt(out, spoil)
        with pytest.raises(SheetsError):
            check(out)


def test_rows_are_compared_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_edit, "_ROWS_AT_ONCE", 3)
    rows = tuple({"A": f"n{number}", "B": 100 + number} for number in range(10))
    path, out = orders(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    with Package(path) as package, out.open("wb") as file:
        check = apply(package, [Edit("Orders", (CellEdit("B9000", 1),), rows)])
        package.write(file)
        file.flush()
        check(out)
        rebuilt(out, lambda parts: swap(parts, SHEET, "<v>101</v>", "<v>8</v>"))
        with pytest.raises(SheetsError, match="did not pass"):
            check(out)


def test_a_part_passes_by_without_losing_a_byte(tmp_path: Path) -> None:
    xml = parts_of(rich_workbook(tmp_path / "a.xlsx"))[SHEET]
    for size in (1, 7, 100, 10_000):
        passing = Passing(xml[at : at + size] for at in range(0, len(xml), size))
        pieces = list(passing.rows())
        assert passing.head.xml + b"".join(piece.xml for piece in pieces) == xml
        assert isinstance(pieces[-1], Tail)
        assert [piece.number for piece in pieces if isinstance(piece, Row)] == list(range(1, 21))


def test_the_cells_of_a_row_are_found() -> None:
    xml = b'<row r="2" spans="1:4"><c r="A2" s="3"/><c r="C2" t="s"><v>1</v></c><c><is><t>/&gt;</t></is></c></row>'
    row = Row(2, xml, xml.index(b"<c"), empty=False)
    found = row_cells(row, b"")
    assert {column: cell.format for column, cell in found.items()} == {1: 3, 3: 0, 4: 0}
    assert found[4].xml == b"<c><is><t>/&gt;</t></is></c>"
    assert row.opening() == b'<row r="2">'


def test_a_cell_may_hold_nothing_but_a_format() -> None:
    blank = (b'<c r="A1" s="2"/>', b'<c r="A1" s="2" />', b'<x:c r="A1"></x:c>', b"<c><v/></c>", b"<c><v></v></c>")
    filled = (b"<c><v>0</v></c>", b"<c><f>A1</f></c>", b"<c><is><t>x</t></is></c>", b"<c><f/></c>")
    assert [CellXml(xml, 0, 0).is_blank for xml in (*blank, *filled)] == [True] * 5 + [False] * 4


def test_the_last_used_row_is_the_last_with_a_value() -> None:
    xml = (
        b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="A4"><f>A1</f></c></row>'
        b'<row r="5"><c r="A5" s="1"><v></v></c></row><row r="9"><c r="A9" s="1"/></row></sheetData></worksheet>'
    )
    seen = survey([xml], Changes({}, ()), "sheet1.xml")
    assert (seen.last_used, [row.number for row in seen.above[0].rows]) == (4, [4, 1])


def test_areas_are_read_and_said() -> None:
    assert Area.read("B2:AA10") == Area(2, 2, 10, 27)
    assert Area.read("C5") == Area(5, 3, 5, 3)
    assert Area.read("A:B") is None
    assert str(Area(2, 2, 10, 27).including(12, 1)) == "A2:AA12"
    assert [column_number(column_letters(n)) for n in (1, 26, 27, 702, 703, 16384)] == [1, 26, 27, 702, 703, 16384]


def test_a_tab_that_is_spelled_in_two_ways_is_one_tab(tmp_path: Path) -> None:
    edits = (Edit("Orders", (CellEdit("D2", "n"),)), Edit("ORDERS", rows=({"A": "1002"},)))
    after = cells(edited(orders(tmp_path / "a.xlsx"), *edits))
    assert (after[1][3], after[2][0]) == ("n", "1002")


def test_a_small_number_may_stand_where_dates_are_shown(tmp_path: Path) -> None:
    after = edited(orders(tmp_path / "a.xlsx"), Edit("Orders", (CellEdit("C2", 5),), ({"A": ' s="1"', "C": 7},)))
    assert b"<v>5</v>" in parts_of(after)[SHEET]
    assert b"<v>7</v>" in parts_of(after)[SHEET]


@pytest.mark.parametrize("edit", [Edit("Orders", (CellEdit("B2", 5),)), Edit("Orders", rows=({"A": "1002"},))])
def test_a_file_in_which_nothing_was_changed_does_not_pass(tmp_path: Path, edit: Edit) -> None:
    path = orders(tmp_path / "a.xlsx")
    with Package(path) as package:
        check = apply(package, [edit])
        with pytest.raises(SheetsError, match="did not pass"):
            check(path)
