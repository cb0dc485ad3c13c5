"""What our tabs have beside their cells: merges, sizes, lists, colours, notes; and what of a founder's own stays."""

from __future__ import annotations

import pytest

from sheets.grid import Choice, ColorRule, GridCell, Merge
from tests.google.model import Area
from tests.sheets.google.writing import Home, grid


@pytest.fixture
def home() -> Home:
    return Home("Orders")


def pixels(home: Home, kind: str, place: int) -> int:
    """The size of a row or column, counted from 1."""
    sheet = home.sheet("Brief")
    meta = sheet.row_meta if kind == "row" else sheet.column_meta
    return int(meta.get(place - 1, {}).get("pixelSize", 21 if kind == "row" else 100))


def hidden(home: Home, columns: range) -> list[int]:
    return [at for at in columns if home.sheet("Brief").column_meta.get(at - 1, {}).get("hiddenByUser")]


def test_merges_are_there_and_those_of_equal_rows_go_together(home: Home) -> None:
    rows = [Merge(row, 2, row, 5) for row in range(3, 90)]
    made, _ = home.write(grid({(1, 1): "x"}, merges=(Merge(1, 1, 2, 6), Merge(92, 2, 92, 5), Merge(2, 9, 2, 9), *rows)))
    merges = sorted(home.sheet("Brief").merges)
    assert merges[:2] == [Area(0, 2, 0, 6), Area(2, 3, 1, 5)]
    assert len(merges) == 1 + 87 + 1
    assert sum("mergeCells" in request for request in made.requests) == 3


def test_widths_heights_and_hidden_columns(home: Home) -> None:
    home.write(
        grid(
            {(1, 1): "x", (3, 6): "y"},
            widths={1: 44.0, 3: 12.5}, heights={1: 30.0, 2: 8.0}, hidden_columns=(4,), key_column=6,
        )
    )  # fmt: skip
    assert [pixels(home, "column", at) for at in (1, 2, 3)] == [313, 68, 92]
    assert [pixels(home, "row", at) for at in (1, 2, 3, 40)] == [40, 11, 21, 21]
    assert hidden(home, range(1, 11)) == [4, 6]


def test_a_founders_own_column_beside_ours_keeps_its_width_and_shows(home: Home) -> None:
    home.write(grid({(1, 1): "x", (1, 6): "key"}, key_column=6))
    with home.server.store.change(home.id) as book:
        book.edit("Brief").column_meta[8] = {"pixelSize": 333}
    home.write(grid({(1, 1): "x", (1, 5): "key"}, key_column=5))
    assert pixels(home, "column", 9) == 333
    assert hidden(home, range(1, 11)) == [5]


def test_rows_of_very_many_heights_fit_themselves(home: Home) -> None:
    cells = {(row, 1): f"row {row}" for row in range(1, 1001)}
    heights = {row: 18.0 + row % 3 for row in range(1, 1001)}
    made, _ = home.write(grid(cells, heights=heights, merges=(Merge(2, 1, 2, 4),), freeze=(4, 0)))
    fitted = [
        request["autoResizeDimensions"]["dimensions"] for request in made.requests if "autoResizeDimensions" in request
    ]
    assert [(each["startIndex"], each["endIndex"]) for each in fitted] == [(4, 1000)]
    assert [pixels(home, "row", row) for row in (1, 2, 3, 4)] == [25, 27, 24, 25]
    assert sum("updateDimensionProperties" in request for request in made.requests) < 20


def test_what_is_frozen_whether_lines_show_and_the_filter(home: Home) -> None:
    cells = {(2, column): GridCell(f"head {column}") for column in range(1, 5)} | {(9, 1): GridCell("last")}
    home.write(grid(cells, freeze=(2, 1), filter_row=2, key_column=4))
    frame = home.sheet("Brief").properties["gridProperties"]
    assert (frame["frozenRowCount"], frame["frozenColumnCount"], frame["hideGridlines"]) == (2, 1, True)
    span = (home.sheet("Brief").filter or {})["range"]
    assert [span[side] for side in ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")] == [
        1,
        9,
        0,
        3,
    ]
    home.write(grid(cells, grid_lines=True))
    frame = home.sheet("Brief").properties["gridProperties"]
    assert not {"frozenRowCount", "frozenColumnCount", "hideGridlines"} & frame.keys()
    assert home.sheet("Brief").filter is None


@pytest.mark.parametrize(
    ("merge", "frozen"), [(Merge(1, 1, 1, 5), (2, 0)), (Merge(2, 1, 3, 1), (0, 1)), (Merge(3, 2, 4, 5), (2, 1))]
)
def test_what_google_would_freeze_in_part_is_not_frozen(home: Home, merge: Merge, frozen: tuple[int, int]) -> None:
    home.write(grid({(1, 1): "x"}, freeze=(2, 1), merges=(merge,)))
    frame = home.sheet("Brief").properties["gridProperties"]
    assert (frame.get("frozenRowCount", 0), frame.get("frozenColumnCount", 0)) == frozen
    assert len(home.sheet("Brief").merges) == 1


def test_a_filtered_tab_is_copied_whole(home: Home) -> None:
    """A person who copies a filtered tab gets the rows that show: the filter is lifted before the copy."""
    home.write(grid({(1, 1): "head", (2, 1): "a", (3, 1): "b"}, filter_row=1))
    made, _ = home.write(grid({(1, 1): "head"}, filter_row=1))
    kinds = [kind for request in made.requests for kind in request]
    assert kinds.index("clearBasicFilter") < kinds.index("copyPaste") < kinds.index("setBasicFilter")


def test_a_list_may_be_long_and_hold_commas_and_refuses_nothing(home: Home) -> None:
    options = ("a, b", 'say "no"', *(f"category number {number:03}" for number in range(120)))
    home.write(grid({(1, 1): "x"}, choices=(Choice(2, 1, 30, 1, options),)))
    rule = home.cell("Brief", 30)["dataValidation"]
    assert [value["userEnteredValue"] for value in rule["condition"]["values"]] == list(options)
    assert (rule["condition"]["type"], rule.get("strict", False), rule["showCustomUi"]) == ("ONE_OF_LIST", False, True)
    assert "dataValidation" not in home.cell("Brief", 31)


@pytest.mark.parametrize("option", ["=A1", "+1"])
def test_a_list_or_a_rule_that_google_would_take_for_a_formula_is_left_out(home: Home, option: str) -> None:
    home.write(
        grid(
            {(1, 1): "x"},
            choices=(Choice(2, 1, 3, 1, ("a", option)),),
            color_rules=(ColorRule(1, 1, 3, 1, option, "critical"),),
        )
    )
    assert "dataValidation" not in home.cell("Brief", 2)
    assert home.sheet("Brief").rules == []


RULES = (ColorRule(2, 1, 9, 1, "late", "critical"), ColorRule(2, 1, 9, 1, "done", "title"))


def words(home: Home) -> list[str]:
    return [rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in home.sheet("Brief").rules]


def test_colour_rules_are_written_once(home: Home) -> None:
    home.write(grid({(1, 1): "x"}, color_rules=RULES))
    home.write(grid({(1, 1): "x"}, color_rules=RULES))
    assert words(home) == ["late", "done"]
    format = home.sheet("Brief").rules[0]["booleanRule"]["format"]
    assert format["textFormat"]["bold"] is True


def test_a_founders_own_colour_rules_on_our_tab_stay_and_ours_go(home: Home) -> None:
    home.write(grid({(1, 1): "x"}, color_rules=RULES))
    theirs = {
        "ranges": [{"sheetId": home.sheet("Brief").id, "startRowIndex": 0, "endRowIndex": 5}],
        "booleanRule": {
            "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "late"}]},
            "format": {"backgroundColorStyle": {"rgbColor": {"blue": 1}}},
        },
    }
    home.apply([{"addConditionalFormatRule": {"rule": theirs, "index": 1}}])
    home.write(grid({(1, 1): "x"}, color_rules=(ColorRule(2, 1, 9, 1, "erledigt", "critical"),)))
    assert words(home) == ["erledigt", "late"]
    home.write(grid({(1, 1): "x"}))
    assert words(home) == ["late"]
    assert home.sheet("Brief").rules[0]["booleanRule"]["format"]["backgroundColorStyle"] == {"rgbColor": {"blue": 1}}


def test_our_notes_come_and_go_and_a_founders_notes_stay(home: Home) -> None:
    home.write(grid({(2, 1): GridCell("x", note="since Thursday"), (3, 1): GridCell("y", note="old\r\nnews")}))
    assert [home.cell("Brief", row).get("note") for row in (2, 3)] == ["since Thursday", "old\nnews"]
    home.notes("Brief", 2, 4, "ask Ana")
    home.write(grid({(2, 1): GridCell("x", note="since Friday"), (3, 1): "y"}))
    assert [home.cell("Brief", row).get("note") for row in (2, 3)] == ["since Friday", None]
    assert home.cell("Brief", 2, 4)["note"] == "ask Ana"
    home.write(grid({(1, 1): "z"}))
    assert {place: cell["note"] for place, cell in home.cells("Brief").items() if "note" in cell} == {(2, 4): "ask Ana"}


def test_in_a_founders_own_cell_our_word_stands_beside_their_note(home: Home) -> None:
    cells = {(5, 1): GridCell("postpone it", "input"), (5, 2): GridCell("mañana", "input")}
    home.write(grid(cells, choices=(Choice(5, 1, 20, 1, ("open", "done")),)))
    home.notes("Brief", 5, 1, "Ana said so")
    cells = {
        (5, 1): GridCell("postpone it", "input", note="Not in the list."),
        (5, 2): GridCell("mañana", "input", note="No date."),
    }
    home.write(grid(cells, choices=(Choice(5, 1, 20, 1, ("open", "done")),)))
    decision, until, below = home.cell("Brief", 5, 1), home.cell("Brief", 5, 2), home.cell("Brief", 6, 1)
    assert decision["note"] == "Ana said so"
    assert decision["dataValidation"]["inputMessage"] == "Not in the list."
    assert decision["dataValidation"]["condition"] == below["dataValidation"]["condition"]
    assert "inputMessage" not in below["dataValidation"]
    assert (until["dataValidation"]["condition"]["type"], until["dataValidation"]["inputMessage"]) == (
        "DATE_IS_VALID",
        "No date.",
    )
    assert not until["dataValidation"].get("strict")
    assert "note" not in until


def test_charts_protection_and_banding_of_a_founder_on_our_tab_stay(home: Home) -> None:
    home.write(grid({(1, 1): "x"}))
    id = home.sheet("Brief").id
    span = {"sheetId": id, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    colours = {"firstBandColorStyle": {"rgbColor": {"red": 1}}, "secondBandColorStyle": {"rgbColor": {"blue": 1}}}
    home.apply(
        [
            {"addProtectedRange": {"protectedRange": {"range": span, "warningOnly": True}}},
            {"addBanding": {"bandedRange": {"range": span, "rowProperties": colours}}},
            {"addNamedRange": {"namedRange": {"name": "Mine", "range": span}}},
        ]
    )
    home.write(grid({(1, 1): "y"}))
    assert (len(home.sheet("Brief").protected), len(home.sheet("Brief").banding)) == (1, 1)
    assert [one["name"] for one in home.server.store.books[home.id].named] == ["Mine"]
