"""What goes along with new rows, and what stays where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheets.errors import SheetsError
from sheets.excel.edit import apply
from sheets.excel.package import Package
from sheets.workbook import Cell, CellEdit, Edit
from tests.sheets.excel.editing import SHEET, cells, edited, orders
from tests.sheets.excel.making import parts_of, rebuilt, strict, swap

ROW: dict[str, Cell] = {"A": "1003", "B": 7}


def around(tail: str, *, head: str = "") -> Callable[[dict[str, bytes]], None]:
    """Put elements behind the rows of the tab, and maybe an attribute into its first row of data."""

    def change(parts: dict[str, bytes]) -> None:
        swap(parts, SHEET, "</sheetData>", "</sheetData>" + tail)
        if head:
            swap(parts, SHEET, '<row r="2"', f'<row {head} r="2"')

    return change


def with_rows(path: Path, tail: str = "", count: int = 3) -> Path:
    rows = [(str(1000 + number), number * 10, date(2026, 11, number)) for number in range(1, count + 1)]
    path = orders(path, rows)
    return rebuilt(path, around(tail)) if tail else path


RULE = '<cfRule type="expression" priority="1"><formula>B2&gt;5</formula></cfRule>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("B2:B4", "B2:B6"),
        ("B2:B4 D2:D4", "B2:B6 D2:D6"),
        ("B2:B4 D2:D3", "B2:B6 D2:D3"),
        ("B2:B3", "B2:B3"),
        ("B4", "B4"),
        ("B2:B100", "B2:B100"),
        ("B:B", "B:B"),
        ("B5:B9", "B5:B9"),
    ],
)
def test_formats_and_validations_that_ended_above_new_rows_reach_them(tmp_path: Path, before: str, after: str) -> None:
    tail = f'<conditionalFormatting sqref="{before}">{RULE}</conditionalFormatting>'
    tail += f'<dataValidations count="1"><dataValidation type="whole" sqref="{before}"/></dataValidations>'
    path = with_rows(tmp_path / "a.xlsx", tail)
    xml = parts_of(edited(path, Edit("Orders", rows=(ROW, ROW))))[SHEET]
    assert tail.replace(before, after).encode() in xml
    set_only = parts_of(edited(path, Edit("Orders", (CellEdit("B5", 1),)), to="set.xlsx"))[SHEET]
    assert tail.encode() in set_only


def test_newer_formats_and_validations_reach_new_rows_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("Orders"), book.add_worksheet("Lists")
    other.write_column(0, 0, ["a", "b"])
    sheet.write_column(0, 0, ["Units", 1, 2, 3])
    sheet.conditional_format("A2:A4", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("C2", {"range": "Orders!A2:A4"})
    book.close()
    xml = parts_of(edited(path, Edit("Orders", rows=({"A": 4},))))[SHEET]
    assert xml.count(b'<conditionalFormatting sqref="A2:A5">') == 1
    assert re.findall(rb"<xm:sqref>([^<]*)", xml) == [b"A2:A5", b"C2"]
    assert b"<xm:f>Orders!A2:A4</xm:f>" in xml


FILTER = '<autoFilter ref="A1:C4"><filterColumn colId="0"><filters><filter val="1001"/></filters></filterColumn></autoFilter>'


def test_a_filter_in_use_reaches_new_rows_which_are_seen(tmp_path: Path) -> None:
    path = rebuilt(with_rows(tmp_path / "a.xlsx"), around(FILTER, head='hidden="1"'))
    after = edited(path, Edit("Orders", rows=(ROW, ROW)))
    xml = parts_of(after)[SHEET]
    assert FILTER.replace("A1:C4", "A1:C6").encode() in xml
    assert b'<row hidden="1" r="2"' in xml
    dimensions = openpyxl.load_workbook(after)["Orders"].row_dimensions
    assert [dimensions[row].hidden for row in (2, 5, 6)] == [True, False, False]


def test_a_filter_beside_the_new_cells_or_far_above_them_stays(tmp_path: Path) -> None:
    beside = '<autoFilter ref="D1:E4"/>'
    assert (
        beside.encode() in parts_of(edited(with_rows(tmp_path / "a.xlsx", beside), Edit("Orders", rows=(ROW,))))[SHEET]
    )
    above = '<autoFilter ref="A1:C2"/>'
    path = with_rows(tmp_path / "b.xlsx", above)
    assert above.encode() in parts_of(edited(path, Edit("Orders", rows=(ROW,)), to="c.xlsx"))[SHEET]


def test_new_values_in_hidden_blank_rows_are_seen(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        swap(
            parts,
            SHEET,
            "</sheetData>",
            '<row r="5" hidden="1" ht="30" customHeight="1"/><row r="6" hidden="1"/></sheetData>',
        )

    after = edited(rebuilt(with_rows(tmp_path / "a.xlsx"), change), Edit("Orders", rows=(ROW,)))
    assert b'<row r="5" ht="30" customHeight="1"><c' in parts_of(after)[SHEET]
    assert b'<row r="6" hidden="1"/>' in parts_of(after)[SHEET]


MERGED = '<mergeCells count="2"><mergeCell ref="D2:E3"/><mergeCell ref="A4:B4"/></mergeCells>'


def test_merged_cells_are_set_as_one(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx", MERGED)
    assert cells(edited(path, Edit("Orders", (CellEdit("D2", "both"),), (ROW,))))[1][3] == "both"
    for cell in ("E2", "D3", "B4"):
        with Package(path) as package, pytest.raises(SheetsError, match="merged cells"):
            apply(package, [Edit("Orders", (CellEdit(cell, 1),))])


def test_a_new_row_takes_the_look_of_the_whole_row_above_but_not_its_height(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Orders"]
    for letter in "AEF":
        sheet[f"{letter}4"].fill = openpyxl.styles.PatternFill("solid", start_color="FFEEDD")
    sheet.row_dimensions[4].height = 40
    book.save(path)
    sheet = openpyxl.load_workbook(edited(path, Edit("Orders", rows=(ROW,))))["Orders"]
    assert [sheet[f"{letter}5"].fill.start_color.rgb for letter in "ABEF"] == [
        "00FFEEDD",
        "00000000",
        "00FFEEDD",
        "00FFEEDD",
    ]
    assert [sheet[f"{letter}5"].value for letter in "ABEF"] == ["1003", 7, None, None]
    assert sheet.row_dimensions[5].height is None


def test_a_row_that_is_formatted_to_the_last_column_is_not_multiplied(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for column in range(1, 2_000):
        book["Orders"].cell(4, column).number_format = "0.0"
    book.save(path)
    xml = parts_of(edited(path, Edit("Orders", rows=(ROW,))))[SHEET]
    assert 10 < xml[xml.index(b'<row r="5"') :].count(b"<c ") < 100


def test_a_row_with_a_format_of_its_own_passes_it_on(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        swap(parts, SHEET, '<row r="4"', '<row r="4" s="1" customFormat="1"')

    after = edited(rebuilt(with_rows(tmp_path / "a.xlsx"), change), Edit("Orders", rows=(ROW,)))
    assert b'<row r="5" s="1" customFormat="1">' in parts_of(after)[SHEET]


@pytest.mark.parametrize("text", ["=1+1", "+57 300 123", "-x", "@SUM(A1)", "\t=1", '=HYPERLINK("a")'])
def test_text_that_looks_like_a_formula_is_text_and_stays_text(tmp_path: Path, text: str) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", (CellEdit("A3", text), CellEdit("Z90", text)), ({"A": text, "D": text},)))
    sheet = openpyxl.load_workbook(after)["Orders"]
    for cell in ("A3", "Z90", "A91", "D91"):
        assert (sheet[cell].value, sheet[cell].data_type, sheet[cell].quotePrefix) == (text, "s", True)
    assert sheet["A3"].number_format == "@"
    assert b"<f" not in parts_of(after)[SHEET]
    again = edited(after, Edit("Orders", (CellEdit("A3", text),)), to="again.xlsx")
    assert parts_of(again)["xl/styles.xml"] == parts_of(after)["xl/styles.xml"]


def test_plain_text_and_negative_numbers_need_no_such_format(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", rows=({"A": "x=1", "B": -5},)))
    assert parts_of(after)["xl/styles.xml"] == parts_of(path)["xl/styles.xml"]


def test_a_new_row_looks_like_the_one_above_also_where_blank_cells_were_formatted(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for row in range(5, 40):
        for column in range(1, 5):
            book["Orders"].cell(row, column).number_format = "0.000"
    book.save(path)
    sheet = openpyxl.load_workbook(edited(path, Edit("Orders", rows=(ROW | {"D": "n"},))))["Orders"]
    assert [sheet[f"{letter}5"].number_format for letter in "ABCD"] == ["@", "#,##0", "0.000", "0.000"]
    assert sheet["A6"].number_format == "0.000"


# Rows from a named row on


def test_rows_go_to_the_row_that_is_named_and_the_other_cells_stay(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", rows=({"A": "x", "B": None}, {"D": "n"}), at=3))
    seen = cells(after)
    assert [seen[2][0], seen[2][1], seen[3][0], seen[3][3]] == ["x", None, "1003", "n"]
    assert len(seen) == 4
    assert seen[2][2] == cells(path)[2][2]


def test_rows_at_and_rows_below_are_both_written(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    edits = (Edit("Orders", rows=({"A": "at"}, {"A": "at 2"}), at=4), Edit("Orders", rows=({"A": "below"},)))
    assert [row[0] for row in cells(edited(path, *edits))] == ["Name", "1001", "1002", "at", "at 2", "below"]


def test_rows_at_look_like_the_row_above_where_nothing_stands(tmp_path: Path) -> None:
    path = with_rows(tmp_path / "a.xlsx")
    after = edited(path, Edit("Orders", (CellEdit("F90", "far"),)), to="far.xlsx")
    sheet = openpyxl.load_workbook(edited(after, Edit("Orders", rows=(ROW | {"C": date(2026, 11, 9)},), at=5)))[
        "Orders"
    ]
    assert [sheet[f"{letter}5"].number_format for letter in "ABC"] == ["@", "#,##0", "dd/mm/yyyy"]
    assert sheet["F90"].value == "far"


def test_rows_at_a_row_beyond_the_last_leave_a_gap(tmp_path: Path) -> None:
    after = edited(with_rows(tmp_path / "a.xlsx"), Edit("Orders", rows=(ROW,), at=9))
    assert [row[0] for row in cells(after)[4:]] == [None] * 4 + ["1003"]


def test_no_row_is_left_at_the_end_of_a_tab(tmp_path: Path) -> None:
    with Package(with_rows(tmp_path / "a.xlsx")) as package, pytest.raises(SheetsError) as refused:
        apply(package, [Edit("Orders", rows=(ROW, ROW), at=1_048_576)])
    assert refused.value.kind == "full"


# Ways of writing


def test_blanks_and_extensions_between_cells_stay(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        row = b'<row r="3" spans="1:4">\n <c r="A3" s="1"/>\n <c r="C3"><v>1</v></c>\n <extLst><ext uri="x"/></extLst></row>'
        parts[SHEET] = re.sub(rb'<row r="3".*?</row>', row, parts[SHEET])

    path = rebuilt(with_rows(tmp_path / "a.xlsx"), change)
    xml = parts_of(edited(path, Edit("Orders", (CellEdit("B3", 1), CellEdit("C3", 2), CellEdit("E3", 3)))))[SHEET]
    told = b'<row r="3">\n <c r="A3" s="1"/><c r="B3" s="3"><v>1</v></c>\n <c r="C3"><v>2</v></c><c r="E3"><v>3</v></c>\n <extLst>'
    told_without_format = re.sub(rb'(<c r="B3") s="\d+"', rb"\1", told)
    assert told_without_format in re.sub(rb'(<c r="B3") s="\d+"', rb"\1", xml)


def test_the_strict_edition_stays_strict(tmp_path: Path) -> None:
    path = rebuilt(with_rows(tmp_path / "a.xlsx"), strict)
    xml = parts_of(edited(path, Edit("Orders", (CellEdit("A2", "x"),), (ROW,))))[SHEET]
    assert b"purl.oclc.org/ooxml/spreadsheetml/main" in xml
    assert b'<row r="5"><c r="A5"' in xml


def test_comments_and_links_of_a_cell_stay_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Orders")
    sheet.write_comment("A2", "mine")
    sheet.write_url("A2", "https://example.com/", string="1001")
    book.close()
    cell = openpyxl.load_workbook(edited(path, Edit("Orders", (CellEdit("A2", "1002"),))))["Orders"]["A2"]
    assert (cell.value, cell.comment.text, cell.hyperlink.target) == ("1002", "mine", "https://example.com/")


def test_what_ends_above_new_rows_may_not_end_elsewhere(tmp_path: Path) -> None:
    tail = f'<conditionalFormatting sqref="B2:B4">{RULE}</conditionalFormatting>'
    path, out = with_rows(tmp_path / "a.xlsx", tail), tmp_path / "b.xlsx"
    with Package(path) as package, out.open("wb") as file:
        check = apply(package, [Edit("Orders", rows=(ROW, ROW))])
        package.write(file)
        file.flush()
        check(out)
        for wrong in ("B2:B5", "B3:B6", "B2:C6", "B2:B7", "B2:B6 C2"):
            spoiled = tmp_path / "spoiled.xlsx"
            spoiled.write_bytes(out.read_bytes())
            rebuilt(spoiled, lambda parts, wrong=wrong: swap(parts, SHEET, '"B2:B6"', f'"{wrong}"'))  # type: ignore[misc]
            with pytest.raises(SheetsError, match="did not pass"):
                check(spoiled)
