"""How our cells look in a Google Sheet: complete in themselves, in few requests, links that hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.google.look import cell_format, code, color, column_pixels, row_pixels
from sheets.google.paint import drawn, looks
from sheets.google.rectangles import rectangles, scattered_looks
from sheets.grid import GridCell, Rich, Run, Style
from tests.sheets.google.writing import Home, grid


@pytest.fixture
def home() -> Home:
    return Home("Orders", "It's D3")


def format_of(home: Home, row: int = 1, column: int = 1) -> dict[str, Any]:
    return dict(home.cell("Brief", row, column)["userEnteredFormat"])


def test_a_style_is_complete_in_itself(home: Home) -> None:
    home.write(
        grid({(1, 1): GridCell("x", "wrapped"), (1, 2): GridCell(1234, "money"), (1, 3): GridCell("t", "title")})
    )
    wrapped, money, title = (format_of(home, 1, column) for column in (1, 2, 3))
    text = wrapped["textFormat"]
    assert (text["fontFamily"], text["fontSize"], text["bold"], text["italic"]) == ("Arial", 10, False, True)
    assert code(text["foregroundColorStyle"]) == "#1c1b19"
    assert (wrapped["wrapStrategy"], wrapped["verticalAlignment"], wrapped["horizontalAlignment"]) == (
        "WRAP",
        "TOP",
        "LEFT",
    )
    assert (money["horizontalAlignment"], money["wrapStrategy"]) == ("RIGHT", "OVERFLOW_CELL")
    assert money["numberFormat"] == {"type": "NUMBER", "pattern": "#,##0"}
    assert home.cell("Brief", 1, 2)["formattedValue"] == "1,234"
    assert list(money["borders"]) == ["bottom"]
    assert code(title["backgroundColorStyle"]) == "#1f5f4a"
    assert "backgroundColorStyle" not in wrapped


def test_an_indent_is_padding_on_the_side_where_the_text_stands(home: Home) -> None:
    home.write(grid({(1, 1): GridCell("x", "wrapped"), (1, 2): GridCell(1, "money"), (1, 3): "body"}))
    paddings = [format_of(home, 1, column)["padding"] for column in (1, 2, 3)]
    assert [(each["left"], each["right"]) for each in paddings] == [(12, 3), (3, 12), (3, 3)]


def test_a_border_is_named_only_where_there_is_one(home: Home) -> None:
    made, _ = home.write(grid({(1, 1): GridCell(1, "money"), (2, 1): "below"}))
    masks = [request["repeatCell"]["fields"] for request in made.requests if "repeatCell" in request]
    named = {field for mask in masks for field in mask.split(",") if "borders" in field}
    assert named == {"userEnteredFormat.borders.bottom"}


def test_what_is_hidden_by_its_number_format_has_the_colour_of_the_paper(home: Home) -> None:
    home.write(grid({(1, 1): GridCell("a mark", "end")}))
    assert code(format_of(home)["textFormat"]["foregroundColorStyle"]) == "#ffffff"
    assert "numberFormat" not in format_of(home)
    assert home.cell("Brief")["effectiveValue"] == {"stringValue": "a mark"}


def test_runs_are_counted_as_google_counts_them(home: Home) -> None:
    runs = (Run("Ventas 🚲🚲 "), Run("bajaron", bold=True), Run(" ñ", color="#b3261e"))
    home.write(grid({(1, 1): Rich(runs)}))
    said = home.cell("Brief")
    assert said["userEnteredValue"] == {"stringValue": "Ventas 🚲🚲 bajaron ñ"}
    first, second, third = said["textFormatRuns"]
    # Seven letters, two bicycles of two units each, a blank: 12; then seven letters more.
    assert (first.get("startIndex", 0), second["startIndex"], third["startIndex"]) == (0, 12, 19)
    assert first.get("format", {}) == {}
    assert second["format"] == {"bold": True}
    assert code(third["format"]["foregroundColorStyle"]) == "#b3261e"


def test_a_rich_text_of_one_run_takes_the_runs_look(home: Home) -> None:
    home.write(grid({(1, 1): Rich((Run("alone", bold=True, color="#b3261e"),))}))
    assert "textFormatRuns" not in home.cell("Brief")
    assert format_of(home)["textFormat"]["bold"] is True
    assert code(format_of(home)["textFormat"]["foregroundColorStyle"]) == "#b3261e"


def test_a_rich_text_that_is_too_long_is_cut_and_plain(home: Home) -> None:
    home.write(grid({(1, 1): Rich((Run("x" * 32_000, bold=True), Run("y" * 2_000)))}))
    assert home.cell("Brief")["effectiveValue"] == {"stringValue": "x" * 32_000 + "y" * 767}
    assert "textFormatRuns" not in home.cell("Brief")


def link_of(home: Home, row: int, column: int = 1) -> str:
    runs = home.cell("Brief", row, column).get("textFormatRuns", [{}])
    return str(runs[0].get("format", {}).get("link", {}).get("uri", ""))


def test_links_lead_to_tabs_by_their_id_and_to_the_web_and_nowhere_else(home: Home) -> None:
    cells = {
        (1, 1): GridCell("in", link="#'It''s D3'!B2"),
        (2, 1): GridCell("rows", link="#Orders!A12:C12"),
        (3, 1): GridCell("web", link="https://example.com/x?a=1&b=2"),
        (4, 1): GridCell("mail", link="mailto:me@example.com"),
        (5, 1): GridCell("file", link="file:///etc/passwd"),
        (6, 1): GridCell("script", link="javascript:alert(1)"),
        (7, 1): GridCell("gone", link="#'Support'!A4"),
        (8, 1): GridCell("ours", link="#'Exceptions'!A5"),
        (9, 1): GridCell("a formula", link="#Orders!A1&evil"),
    }
    home.write(grid(cells), grid({(1, 1): 1}, "exceptions", "Exceptions"))
    ours = home.sheet("Exceptions").id
    assert [link_of(home, row) for row in range(1, 10)] == [
        "#gid=1&range=B2", "#gid=0&range=A12:C12", "https://example.com/x?a=1&b=2", "mailto:me@example.com",
        "", "", "", f"#gid={ours}&range=A5", "#gid=0",
    ]  # fmt: skip


def test_a_link_keeps_its_roles_colour_and_is_not_underlined(home: Home) -> None:
    home.write(grid({(1, 1): GridCell("see", "critical", link="#Orders!A2")}))
    look = home.cell("Brief")["textFormatRuns"][0]["format"]
    assert (code(look["foregroundColorStyle"]), look["underline"]) == ("#b3261e", False)


def test_a_link_leads_on_after_its_tab_was_renamed(home: Home) -> None:
    home.write(grid({(1, 1): GridCell("see", link="#Orders!A2")}))
    with home.server.store.change(home.id) as book:
        book.edit("Orders").title = "Pedidos"
    assert link_of(home, 1) == f"#gid={home.sheet('Pedidos').id}&range=A2"


def test_a_link_to_our_tab_follows_its_name(home: Home) -> None:
    home = Home("Brief")
    home.write(grid({(1, 1): GridCell("top", link="#'Brief'!A9")}))
    runs = home.cell("Brief (2)")["textFormatRuns"]
    assert runs[0]["format"]["link"]["uri"] == f"#gid={home.sheet('Brief (2)').id}&range=A9"


def test_every_run_of_a_rich_text_leads_where_its_cell_leads(home: Home) -> None:
    home.write(grid({(1, 1): GridCell(Rich((Run("a "), Run("b", bold=True))), link="#Orders!A2")}))
    runs = home.cell("Brief")["textFormatRuns"]
    assert [run["format"]["link"]["uri"] for run in runs] == ["#gid=0&range=A2"] * 2
    assert runs[1]["format"]["bold"] is True


def test_a_number_leads_somewhere_too(home: Home) -> None:
    home.write(grid({(1, 1): GridCell(12, "money", link="https://example.com")}))
    text = format_of(home)["textFormat"]
    assert text["link"] == {"uri": "https://example.com"}
    assert (text["fontFamily"], text["underline"], text["fontSize"]) == ("Arial", False, 10)
    assert home.cell("Brief")["userEnteredValue"] == {"numberValue": 12}
    home.write(grid({(1, 1): GridCell(12, "money")}))
    assert "link" not in format_of(home)["textFormat"]


@pytest.mark.parametrize("hex", ["#1f5f4a", "#000000", "#ffffff", "#b3261e", "#0000ff", "#fdf3e1"])
def test_a_colour_comes_back_as_it_was(hex: str) -> None:
    assert code(color(hex)) == hex
    rounded = {part: round(value * 255) / 255 for part, value in color(hex)["rgbColor"].items() if value}
    assert code({"rgbColor": rounded}) == hex


def test_sizes_are_those_of_a_file() -> None:
    assert [column_pixels(width) for width in (8.43, 14.0, 44.0, 300)] == [64, 103, 313, 1790]
    assert [row_pixels(points) for points in (18.0, 30.0, 0.2)] == [24, 40, 2]


@pytest.mark.parametrize(
    ("number", "kind"),
    [("#,##0", "NUMBER"), ("0.0%", "PERCENT"), ("yyyy-mm-dd", "DATE"), ("dd mmm yyyy", "DATE"), ("yyyy-mm-dd hh:mm", "DATE_TIME"), ("hh:mm", "TIME")],
)  # fmt: skip
def test_a_number_format_is_of_the_kind_of_what_it_shows(number: str, kind: str) -> None:
    assert cell_format(Style(number=number))["numberFormat"] == {"type": kind, "pattern": number}


ROLES = {
    "a": Style(),
    "b": Style(fill="#fbeceb", bold=True),
    "c": Style(border="bottom", number="#,##0"),
    "d": Style(size=9, indent=1),
}
layouts = st.dictionaries(st.tuples(st.integers(0, 30), st.integers(0, 4)), st.sampled_from("abcd"), min_size=1)


@given(layouts)
def test_rectangles_cover_every_cell_once(layout: dict[tuple[int, int], str]) -> None:
    seen: dict[tuple[int, int], str] = {}
    for area, look in rectangles(layout):
        for row in range(area.first_row, area.end_row):
            for column in range(area.first_column, area.end_column):
                assert (row, column) not in seen
                seen[row, column] = look
    assert seen == layout


def test_equal_rows_are_one_rectangle() -> None:
    layout = {(row, column): "title" if column < 3 else "money" for row in range(2000) for column in range(6)}
    assert len(rectangles(layout)) == 2


def test_a_look_is_scattered_where_it_stands_in_many_places() -> None:
    layout = {(row, 0): "ab"[row % 2] for row in range(50)} | {(row, 1): "a" for row in range(50)}
    assert scattered_looks(layout, 20) == {(0, "a"), (0, "b")}
    assert scattered_looks(layout, 25) == set()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcd"), min_size=45, max_size=90), st.sets(st.integers(0, 90), max_size=3))
def test_scattered_looks_come_out_as_if_each_cell_were_painted(column: list[str], gaps: set[int]) -> None:
    home = Home()
    cells = {(row, 1): GridCell(row, role) for row, role in enumerate(column, 1) if row not in gaps}
    tab = grid(cells, styles=ROLES)
    made, _ = home.write(tab)
    found = {
        row: cell["userEnteredFormat"] for (row, _), cell in home.cells("Brief").items() if "userEnteredFormat" in cell
    }
    assert found.keys() == {row for row, _ in cells}
    for role in {cell.style for cell in cells.values()}:
        lone = Home()
        lone.write(grid({(1, 1): GridCell(1, role)}, styles=ROLES))
        wanted = lone.cell("Brief")["userEnteredFormat"]
        assert all(found[row] == wanted for (row, _), cell in cells.items() if cell.style == role)
    assert sum("repeatCell" in request for request in made.requests) <= 4 * 20


def test_two_thousand_chips_are_a_few_requests() -> None:
    tab = grid({(row, 1): GridCell("x", "abcd"[row % 4]) for row in range(1, 2001)}, styles=ROLES)
    requests = list(looks(drawn(tab, {}), 1))
    assert len(requests) < 10
