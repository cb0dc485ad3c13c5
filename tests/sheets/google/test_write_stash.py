"""The hidden tab ``_Google``: small charts without a separator, and what our tabs held when they were overwritten."""

from __future__ import annotations

import pytest

from sheets.google import stash
from sheets.google.seen import Rows
from sheets.grid import Grid, GridCell, Sparkline
from tests.google.model import DIVIDE, Formula
from tests.sheets.google.writing import Home, grid


def tabs(day: int = 16, decision: str | None = None) -> tuple[Grid, Grid]:
    """A brief with a chart, a cell for a decision, and the numbers behind the chart."""
    cells = {(1, 1): f"day {day}", (3, 2): GridCell(decision, "input"), (3, 3): True, (4, 1): day / 2}
    series = {(2, column): column * day for column in range(1, 6)}
    return (
        grid(cells, sparklines=(Sparkline(2, 2, "_History", 2, 1, 5),)),
        grid(series, "history", "_History", hidden=True),
    )


def formula(home: Home) -> str:
    return str(home.cell("Brief", 2, 2)["userEnteredValue"]["formulaValue"])


@pytest.mark.parametrize("locale", ["en_US", "es_CO", "de_DE"])
def test_a_small_chart_is_drawn_in_every_locale(locale: str) -> None:
    home = Home(locale=locale)
    home.write(*tabs())
    assert formula(home) == "=SPARKLINE('_History'!A2:E2;'_Google'!A1:B3)"
    # The loopback server shows #NAME? for what it cannot read, and nothing for a chart.
    assert "effectiveValue" not in home.cell("Brief", 2, 2)
    home.types("Orders", 1, 1, Formula("=SUM(1,5;2)"))
    assert home.cell("Orders")["effectiveValue"].keys() == ({"numberValue"} if locale == "en_US" else {"errorValue"})


def options(home: Home) -> list[list[object]]:
    said = home.cells("_Google")
    return [
        [next(iter(said[row, column]["effectiveValue"].values())) for column in (1, 2)]
        for row in (1, 2, 3)
        if (row, 1) in said
    ]


def test_how_a_chart_is_drawn_stands_in_cells(home: Home) -> None:
    home.write(*tabs())
    assert options(home) == [["charttype", "column"], ["color", "#1f5f4a"], ["ymin", 0]]


def test_a_chart_that_dips_below_zero_does_not_stand_on_it(home: Home) -> None:
    home.write(*tabs(-1))
    assert options(home) == [["charttype", "column"], ["color", "#1f5f4a"]]
    assert formula(home).endswith(";'_Google'!A1:B2)")


def test_charts_of_two_colours_have_their_own_options(home: Home) -> None:
    brief, history = tabs()
    lines = (*brief.sparklines, Sparkline(2, 3, "_History", 2, 1, 3, "#b3261e"), Sparkline(2, 4, "Elsewhere", 2, 1, 3))
    home.write(grid({(1, 1): "x"}, sparklines=lines), history)
    said = home.cells("Brief")
    assert said[2, 2]["userEnteredValue"]["formulaValue"].endswith("'_Google'!A1:B3)")
    assert said[2, 3]["userEnteredValue"]["formulaValue"] == "=SPARKLINE('_History'!A2:C2;'_Google'!A4:B6)"
    assert "userEnteredValue" not in said.get((2, 4), {})
    assert home.cell("_Google", 5, 2)["effectiveValue"] == {"stringValue": "#b3261e"}


def test_a_chart_follows_the_names_of_our_tabs(home: Home) -> None:
    home = Home("_History", "_google")
    home.write(*tabs())
    assert formula(home) == "=SPARKLINE('_History (2)'!A2:E2;'_Google (2)'!A1:B3)"
    with home.server.store.change(home.id) as book:
        book.edit("_History (2)").title = "La memoria de Ana's"
    home.write(*tabs())
    assert formula(home) == "=SPARKLINE('La memoria de Ana''s'!A2:E2;'_Google (2)'!A1:B3)"


@pytest.fixture
def home() -> Home:
    return Home("Orders")


def brief_rows(home: Home, held: dict[int, Rows]) -> list[list[object]]:
    return [list(row) for row in held[home.sheet("Brief").id]]


def test_the_answer_tells_what_our_tabs_held_at_the_write(home: Home) -> None:
    home.write(*tabs(16, "snooze"))
    made, answer = home.write(*tabs(17))
    held = made.held(answer)
    assert brief_rows(home, held) == [["day 16"], [], [None, "snooze", True], [8]]
    assert list(held[home.sheet("_History").id]) == [[], [16, 32, 48, 64, 80]]
    assert home.cell("Brief")["effectiveValue"] == {"stringValue": "day 17"}
    assert home.look().marked("google").hidden


def test_the_first_write_has_nothing_to_tell(home: Home) -> None:
    made, answer = home.write(*tabs())
    assert (made.answer, made.held(answer)) == ((), {})


def test_errors_and_texts_are_told_as_a_reading_tells_them(home: Home) -> None:
    home.write(*tabs())
    for row, value in enumerate(("", "007", "=1+1", DIVIDE, False, 1.5), 5):
        home.types("Brief", row, 1, value)
    made, answer = home.write(*tabs())
    assert brief_rows(home, made.held(answer))[4:] == [[], ["007"], ["=1+1"], ["#DIV/0!"], [False], [1.5]]


def test_rows_are_comparable_without_their_blank_ends() -> None:
    assert stash.trimmed([["a", "", None], [], [None, 1, ""], ["", None], []]) == [["a"], [], [None, 1]]


def test_what_a_founder_typed_meanwhile_is_told_and_put_back(home: Home) -> None:
    home.write(*tabs(16))
    seen = home.look()
    home.types("Brief", 3, 2, "solved: Ana called them")
    made, answer = home.write(*tabs(17), seen=seen)
    assert brief_rows(home, made.held(answer))[2] == [None, "solved: Ana called them", True]
    assert "effectiveValue" not in home.cell("Brief", 3, 2)
    home.apply(made.undo("back 2"))
    assert home.cell("Brief", 3, 2)["effectiveValue"] == {"stringValue": "solved: Ana called them"}
    assert home.cell("Brief", 1, 1)["effectiveValue"] == {"stringValue": "day 16"}
    assert home.cell("_History", 2, 5)["effectiveValue"] == {"numberValue": 80}
    assert home.look().book.run == "back 2"
    assert len(home.server.store.books[home.id].metadata) == 1
    again, answer = home.write(*tabs(17, "solved: Ana called them"))
    assert brief_rows(home, again.held(answer))[2] == [None, "solved: Ana called them", True]


def test_the_first_write_of_a_sheet_that_lost_its_mark_can_be_undone(home: Home) -> None:
    home.write(*tabs(16))
    with home.server.store.change(home.id) as book:
        book.metadata = []
    made, _ = home.write(*tabs(17))
    home.apply(made.undo("back"))
    assert home.look().book.run == "back"
    assert len(home.server.store.books[home.id].metadata) == 1


def test_what_is_put_back_has_nothing_of_a_longer_new_version(home: Home) -> None:
    home.write(grid({(1, 1): "short"}))
    made, _ = home.write(grid({(row, 1): f"long {row}" for row in range(1, 200)}))
    home.apply(made.undo("back"))
    values = {place: cell for place, cell in home.cells("Brief").items() if "userEnteredValue" in cell}
    assert list(values) == [(1, 1)]


def test_a_row_that_somebody_put_in_meanwhile_is_told_whole(home: Home) -> None:
    home.write(grid({(row, 1): f"row {row}" for row in range(1, 60)}))
    seen = home.look()
    span = {"sheetId": home.sheet("Brief").id, "dimension": "ROWS", "startIndex": 9, "endIndex": 12}
    home.apply([{"insertDimension": {"range": span, "inheritFromBefore": True}}])
    home.types("Brief", 11, 1, "in between")
    made, answer = home.write(grid({(row, 1): f"new {row}" for row in range(1, 60)}), seen=seen)
    held = brief_rows(home, made.held(answer))
    assert (held[8], held[10], held[12], held[61]) == (["row 9"], ["in between"], ["row 10"], ["row 59"])
    home.apply(made.undo("back"))
    assert home.cell("Brief", 11)["effectiveValue"] == {"stringValue": "in between"}
    assert home.cell("Brief", 62)["effectiveValue"] == {"stringValue": "row 59"}


def test_the_copy_holds_nothing_of_a_tab_that_is_gone(home: Home) -> None:
    home.write(grid({(row, 1): f"customer {row}" for row in range(1, 90)}))
    home.write(grid({(1, 1): "short"}))
    assert home.cell("_Google", 89)["effectiveValue"] == {"stringValue": "customer 89"}
    home.apply([{"deleteSheet": {"sheetId": home.sheet("Brief").id}}])
    home.write(grid({(1, 1): "made anew"}))
    assert not any("effectiveValue" in cell for cell in home.cells("_Google").values())
