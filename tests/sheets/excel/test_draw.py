from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from sheets.excel.companion import draw_companion
from sheets.excel.draw import NOTE_END, draw
from sheets.excel.marks import quoted
from sheets.excel.verify import same_value
from sheets.grid import Choice, ColorRule, Grid, GridCell, Merge, Page, Rich, Run, Style, serial, text_of
from tests.invariants import Opened
from tests.sheets.excel.making import STYLES, brief, history, ours


def one(value: object, **styles: Style) -> Grid:
    return Grid("brief", "Brief", {(1, 1): GridCell(value)}, {**STYLES, **styles})  # type: ignore[arg-type]


def read(grid: Grid) -> object:
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(draw([grid]))).get_sheet_by_index(0).to_python(skip_empty_area=False)
    )
    return rows[0][0] if rows else ""


def loaded(grids: list[Grid]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(draw(grids)), rich_text=True)


def test_the_same_grids_give_the_same_bytes() -> None:
    assert draw(ours()) == draw(ours())
    turned = replace(brief(), cells=dict(reversed(brief().cells.items())))
    assert draw([turned]) == draw([brief()])


@pytest.mark.parametrize(
    "text", ["=1+1", "+57 300 123", "-5", "@SUM(A1)", "\tindented", "007", "1E5", "TRUE", "2026-11-16"]
)
def test_trap_23_text_that_looks_like_a_formula_is_written_as_text(text: str) -> None:
    cell = loaded([one(text)])["Brief"]["A1"]
    assert (cell.data_type, str(cell.value)) == ("s", text)


@given(st.text(max_size=60))
def test_any_text_is_read_back_as_it_can_be_held(text: str) -> None:
    assert same_value(text, read(one(text)), False)


@given(
    st.one_of(
        st.integers(-(10**20), 10**20),
        st.floats(allow_nan=False, allow_infinity=False, width=32),
        st.booleans(),
        st.datetimes(datetime(1905, 1, 1), datetime(2100, 1, 1)),
        st.dates(date(1905, 1, 1), date(2100, 1, 1)),
    ),
    st.booleans(),
)
def test_any_value_is_read_back(value: object, date_1904: bool) -> None:
    content = io.BytesIO(draw([one(value)], date_1904=date_1904))
    found = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert same_value(value, found[0][0], date_1904)  # type: ignore[arg-type]


def test_the_reading_back_tells_values_apart() -> None:
    assert not same_value("1", 1.0, False)
    assert not same_value(1, 2.0, False)
    assert not same_value(1, "", False)
    assert not same_value("", "x", False)
    assert not same_value(True, 1.0, False)
    assert not same_value("a", "b", False)
    assert not same_value(date(2026, 11, 16), date(2026, 11, 17), False)
    assert same_value(date(2026, 11, 16), 46342.0, False)
    assert same_value(None, "", False)


def test_numbers_that_a_spreadsheet_would_round_are_written_as_text() -> None:
    assert read(one(10**15)) == 1e15
    assert read(one(10**15 + 1)) == "1000000000000001"


def test_a_moment_keeps_its_local_time_whatever_its_zone() -> None:
    assert read(one(datetime(2026, 11, 16, 8, 0, tzinfo=UTC))) == datetime(2026, 11, 16, 8, 0)


def test_a_number_that_is_no_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="no value for a cell"):
        draw([one(float("nan"))])


def test_control_characters_and_half_characters_are_left_out() -> None:
    assert text_of("a\x00b\x0bc\ud800d\r\ne\rf") == "abcd\ne\nf"
    assert len(text_of("x" * 40_000)) == 32_767


def test_serials_count_days() -> None:
    assert serial(date(2026, 11, 16), False) == 46342
    assert serial(datetime(2026, 11, 16, 12), False) == 46342.5
    assert serial(date(2026, 11, 16), True) == 46342 - 1462


def test_every_run_of_a_rich_text_has_a_complete_format() -> None:
    cell = loaded([brief()])["Brief"]["A2"]
    told = [(str(part), part.font.b, part.font.rFont, part.font.color.rgb) for part in cell.value]
    assert told == [
        ("Sales fell. ", True, "Arial", "FF1C1B19"),
        ("Returns", False, "Arial", "FFB3261E"),
        (" did not.", False, "Arial", "FF1C1B19"),
    ]


def test_a_rich_text_of_one_run_takes_the_runs_look() -> None:
    cell = loaded([one(Rich((Run("alone", bold=True, color="#b3261e"),)))])["Brief"]["A1"]
    assert (cell.value, cell.font.b, cell.font.color.rgb) == ("alone", True, "FFB3261E")


def test_a_rich_text_of_nothing_is_a_blank_cell() -> None:
    assert read(one(Rich((Run(""),)))) == ""


def test_a_style_is_complete_in_itself() -> None:
    cell = loaded([brief()])["Brief"]["A7"]
    assert cell.font.name == "Arial"
    assert (cell.font.sz, cell.font.i) == (10, True)
    assert (cell.alignment.wrap_text, cell.alignment.vertical, cell.alignment.indent) == (True, "top", 1)
    assert cell.protection.locked is False
    money = loaded([brief()])["Brief"]["B3"]
    assert (money.number_format, money.border.bottom.style, money.border.top.style) == ("#,##0", "thin", None)


def test_links_lead_into_the_workbook_or_to_the_web_and_nowhere_else() -> None:
    cells = {
        (1, 1): GridCell("in", link="#'Ñandú''s tab'!B2"),
        (2, 1): GridCell(12, link="https://example.com/x?a=1&b=2"),
        (3, 1): GridCell("mail", link="mailto:me@example.com"),
        (4, 1): GridCell("file", link="file:///etc/passwd"),
        (5, 1): GridCell("script", link="javascript:alert(1)"),
        (6, 1): GridCell(Rich((Run("rich "), Run("link", bold=True))), link="#Data!A1"),
    }
    sheet = loaded([Grid("brief", "Brief", cells, STYLES)])["Brief"]
    assert sheet["A1"].hyperlink.location == "'Ñandú''s tab'!B2"
    assert (sheet["A2"].value, sheet["A2"].hyperlink.target) == (12, "https://example.com/x?a=1&b=2")
    assert sheet["A3"].hyperlink.target == "mailto:me@example.com"
    assert sheet["A4"].hyperlink is None
    assert sheet["A5"].hyperlink is None
    assert sheet["A6"].hyperlink.location == "'Data'!A1"
    assert str(sheet["A6"].value) == "rich link"


def test_lists_rules_notes_and_merges_are_there() -> None:
    sheet = loaded([brief()])["Brief"]
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"late,done"', "A6:A9")
    ((area, rules),) = [(str(found.sqref), found.rules) for found in sheet.conditional_formatting]
    assert (area, rules[0].formula, rules[0].dxf.font.color.rgb) == ("A6:A9", ['"late"'], "FFB3261E")
    assert sheet["A6"].comment.text == "Since Thursday" + NOTE_END
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:B1"]
    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_view.showGridLines is False
    assert sheet.row_dimensions[1].height == 30
    assert sheet.sheet_properties.tabColor.rgb == "FF1F5F4A"


def test_a_list_that_a_drop_down_cannot_hold_is_left_out() -> None:
    choices = (Choice(1, 1, 1, 1, ("a,b", "c")), Choice(2, 1, 2, 1, tuple("x" * 50 + str(n) for n in range(9))))
    assert not loaded([brief(choices=choices)])["Brief"].data_validations.dataValidation


def test_a_rule_for_text_with_quotes_is_a_sound_formula() -> None:
    rules = (ColorRule(6, 1, 9, 1, 'a "b"', "critical"),)
    sheet = loaded([brief(color_rules=rules)])["Brief"]
    assert next(iter(sheet.conditional_formatting)).rules[0].formula == ['"a ""b"""']


def test_a_tab_prints_on_one_page_wide() -> None:
    sheet = loaded([brief(page=Page(landscape=True, repeat_rows=2, last_row=9, last_column=2, footer="&CPage &P"))])[
        "Brief"
    ]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.paperSize, sheet.page_setup.orientation) == (
        0,
        9,
        "landscape",
    )
    assert sheet.print_area == "'Brief'!$A$1:$B$9"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.oddFooter.center.text == "Page &P"


def test_hidden_columns_and_tabs_are_hidden() -> None:
    book = loaded([brief(hidden_columns=(3,), key_column=5, widths={1: 40}), history()])
    assert [book["Brief"].column_dimensions[letter].hidden for letter in "ACE"] == [False, True, True]
    assert book["_History"].sheet_state == "hidden"
    assert not book["_History"].print_area


def test_a_filter_reaches_over_the_columns_that_are_shown() -> None:
    cells = {(2, column): GridCell(f"head {column}") for column in range(1, 5)} | {(9, 1): GridCell("last")}
    grid = Grid("brief", "Brief", cells, STYLES, filter_row=2, key_column=4)
    assert loaded([grid])["Brief"].auto_filter.ref == "A2:C9"


@pytest.mark.parametrize(("day", "floor"), [(16, "0"), (-1, None)])
def test_sparklines_stand_on_zero_unless_they_dip_below(day: int, floor: str | None) -> None:
    package = Opened(draw([brief(), history(day)]))
    (group,) = package.xml("xl/worksheets/sheet1.xml").iter("{*}sparklineGroup")
    assert (group.get("type"), group.get("manualMin")) == ("column", floor)
    assert {one.get("rgb") for one in group if one.get("rgb")} == {"FF1F5F4A", "FF000000"}


def test_a_merge_of_one_cell_is_no_merge() -> None:
    assert not loaded([brief(merges=(Merge(3, 1, 3, 1),))])["Brief"].merged_cells.ranges


def test_a_companion_shows_the_visible_tabs_and_is_known_as_one() -> None:
    package = Opened(draw_companion([*ours(), replace(history(), key="run_log", name="_Run log")]))
    assert [(name, element.get("state")) for name, _, element in package.sheets()] == [
        ("Brief", None),
        ("_History", "hidden"),
    ]
    names = {name.get("name"): name.get("hidden") for name in package.xml("xl/workbook.xml").iter("{*}definedName")}
    assert names["_OB.companion"] == "1"
    assert "_OB.brief" not in names


def test_names_of_tabs_are_quoted() -> None:
    assert quoted("Ana's tab") == "'Ana''s tab'"
