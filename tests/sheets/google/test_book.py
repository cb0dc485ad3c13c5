"""A Google Sheet that is written while others work in it: nothing that anybody typed is lost, nothing is applied twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheets import template
from sheets.errors import SheetsError
from sheets.google import meanwhile
from sheets.google.book import GoogleBook
from sheets.grid import Grid, GridCell, Style
from sheets.place import GoogleSheet
from sheets.workbook import CellEdit, Edit
from tests.google import faults
from tests.google.desk import Desk
from tests.google.model import Book, Cell, Formula
from tests.sheets.made import book

WRITE = "*:batchUpdate"
ORDERS = [["Name", "Created at", "Financial Status", "Total"], ["#1", date(2026, 11, 2), "paid", 5]]
NOTES = [["Date", "Text"], [date(2026, 11, 1), "Rodada"]]


def brief(text: str = "Hello", decision: str | None = None, rows: int = 2) -> Grid:
    """A small brief with one decision to make; more rows on demand."""
    cells = {(1, 1): GridCell(text), (2, 1): GridCell("Your decision"), (2, 2): GridCell("key")}
    cells |= {(3, 1): GridCell(decision), (3, 2): GridCell("abc")}
    cells |= {(row, 1): GridCell(f"line {row}") for row in range(4, rows + 2)}
    return Grid(key="brief", name="Brief", cells=cells, styles={"body": Style()})


def health(text: str = "fine") -> Grid:
    return Grid(key="health", name="Data health", cells={(1, 1): GridCell(text)}, styles={"body": Style()})


@pytest.fixture
def place(google: Desk, tmp_path: Path) -> GoogleSheet:
    return google.sheet(book(tmp_path / "shop.xlsx", {"Orders": ORDERS, "Notes": NOTES}), "Ruta Norte")


def types(tab: str, row: int, column: int, value: Any) -> Callable[[Book], None]:
    """Somebody types into a cell, counted from 1."""
    return lambda there: there.edit(tab).put(row - 1, column - 1, Cell(value))


def briefed(place: GoogleSheet, *grids: Grid) -> GoogleBook:
    """The sheet with a brief in it, not read since."""
    made = GoogleBook(place)
    made.write(grids or (brief(),), made.read().fingerprint)
    return made


# How many requests


@pytest.mark.parametrize("tabs", [1, 12, 60])
def test_a_refresh_takes_three_requests_however_many_tabs_there_are(google: Desk, tmp_path: Path, tabs: int) -> None:
    others = {f"Otra pestaña {number} de la fundadora": [["a", number]] for number in range(tabs - 1)}
    place = google.sheet(book(tmp_path / "shop.xlsx", {"Orders": ORDERS, **others}))
    there = GoogleBook(place)
    receipt = there.write([brief(), health()], there.read().fingerprint)
    assert receipt.calls == 3
    assert [call.method for call in google.log][-1] == "POST"
    assert len(google.log) == 3
    again = GoogleBook(place)
    assert again.write([brief("Next"), health()], again.read().fingerprint).calls == 3
    assert len(google.log) == 6


def test_the_template_with_its_sample_is_read_and_written_in_three(google: Desk, tmp_path: Path) -> None:
    template.new(tmp_path / "shop.xlsx", "es", sample=True)
    there = GoogleBook(google.sheet(tmp_path / "shop.xlsx"))
    assert there.write([brief(), health()], there.read().fingerprint).calls == 3


# The receipt


def test_the_receipt_says_which_tabs_of_ours_were_written(google: Desk, place: GoogleSheet) -> None:
    there = GoogleBook(place)
    before = there.read().fingerprint
    first = there.write([brief(), health()], before)
    assert first.path == f"https://docs.google.com/spreadsheets/d/{place.id}/edit"
    assert [(part, old) for part, old, _ in first.changed] == [("tab Brief", ""), ("tab Data health", "")]
    assert first.before == before
    assert first.fingerprint != before
    assert first.outdated == ()
    second = there.write([brief("Next"), health()], there.read().fingerprint)
    changed = {part: (old, new) for part, old, new in second.changed}
    assert changed["tab Brief"][0] == {part: new for part, _, new in first.changed}["tab Brief"]
    assert changed["tab Brief"][0] != changed["tab Brief"][1]
    assert changed["tab Data health"][0] == changed["tab Data health"][1]


def test_what_was_written_is_read_again_with_its_mark(google: Desk, place: GoogleSheet) -> None:
    found = briefed(place).read().marked("brief")
    assert found is not None
    assert [list(row) for row in found.rows] == [["Hello"], ["Your decision", "key"], [None, "abc"]]


def test_it_is_told_right_before_the_write_that_nothing_can_be_cancelled(google: Desk, place: GoogleSheet) -> None:
    said: list[int] = []
    there = GoogleBook(place, committing=lambda: said.append(len(google.log)))
    there.write([brief()], there.read().fingerprint)
    assert said == [2]


# Changed after it was read, before the write began


def test_a_brief_of_another_state_is_not_written(google: Desk, place: GoogleSheet) -> None:
    since = GoogleBook(place).read().fingerprint
    with google.change(place) as there:
        types("Orders", 2, 4, 6)(there)
    with pytest.raises(SheetsError, match="changed after it was read") as caught:
        GoogleBook(place).write([brief()], since)
    assert caught.value.kind == "changed"
    assert google.writes == []


def test_a_brief_of_the_same_state_is_written_by_a_program_that_was_started_since(
    google: Desk, place: GoogleSheet
) -> None:
    since = GoogleBook(place).read().fingerprint
    assert GoogleBook(place).write([brief()], since).calls == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda there: setattr(there.edit("Notes"), "title", "Diario"),
        types("Notes", 9, 9, "far out"),
        types("Orders", 2, 2, 46329),
    ],
    ids=["a tab renamed", "a cell far out", "another day"],
)
def test_every_change_of_a_tab_in_use_makes_it_another_state(google: Desk, place: GoogleSheet, change: Any) -> None:
    before = GoogleBook(place).read().fingerprint
    with google.change(place) as there:
        change(there)
    assert GoogleBook(place).read().fingerprint != before


# Changed between the reading and the write


def test_a_decision_typed_while_the_brief_was_made_is_put_back_and_the_refresh_reads_again(
    google: Desk, place: GoogleSheet
) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    google.person(WRITE, types("Brief", 3, 1, "snooze"), place)
    with pytest.raises(SheetsError, match="Somebody changed Brief") as caught:
        there.write([brief("Next", rows=9)], since)
    assert caught.value.kind == "changed"
    assert "Alguien cambió Brief" in caught.value.message("es")
    assert google.rows(place, "Brief") == [["Hello"], ["Your decision", "key"], ["snooze", "abc"]]
    snapshot = there.read()
    found = snapshot.marked("brief")
    assert found is not None
    assert found.rows[2][0] == "snooze"
    there.write([brief("Next", "snooze")], snapshot.fingerprint)
    assert google.rows(place, "Brief") == [["Next"], ["Your decision", "key"], ["snooze", "abc"]]


def test_only_the_tab_that_changed_is_named(google: Desk, place: GoogleSheet) -> None:
    there = briefed(place, brief(), health())
    since = there.read().fingerprint
    google.person(WRITE, types("Data health", 1, 1, "mine"), place)
    with pytest.raises(SheetsError, match="Somebody changed Data health while"):
        there.write([brief("Next"), health()], since)
    assert google.rows(place, "Brief")[0] == ["Hello"]
    assert google.rows(place, "Data health") == [["mine"]]


@pytest.mark.parametrize(
    ("tab", "row", "column", "value"),
    [("Notes", 3, 2, "Llegó tarde"), ("Notes", 2, 2, None), ("Orders", 3, 1, "#2"), ("Orders", 2, 4, 5.5)],
    ids=["a note added", "a note cleared", "an order added", "a total changed"],
)
def test_a_change_in_the_founders_tabs_is_told_and_the_brief_is_written(
    google: Desk, place: GoogleSheet, tab: str, row: int, column: int, value: Any
) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    google.person(WRITE, types(tab, row, column, value), place)
    receipt = there.write([brief("Next")], since)
    assert receipt.outdated == (tab,)
    assert google.rows(place, "Brief")[0] == ["Next"]
    if value is not None:
        assert google.rows(place, tab)[row - 1][column - 1] == value


def test_rows_pasted_below_a_large_export_are_noticed_too(google: Desk, tmp_path: Path) -> None:
    many = [ORDERS[0], *([f"#{n}", date(2026, 11, 2), "paid", n] for n in range(1, 3000))]
    place = google.sheet(book(tmp_path / "shop.xlsx", {"Orders": many}))
    there = GoogleBook(place)
    with google.change(place) as now:
        now.edit("Orders").set_size(3100, 26)
    since = there.read().fingerprint
    google.person(WRITE, types("Orders", 3001, 1, "#3000"), place)
    assert there.write([brief()], since).outdated == ("Orders",)


def test_a_formula_of_the_founders_that_reads_our_tab_is_no_change_by_the_founder(
    google: Desk, place: GoogleSheet
) -> None:
    there = briefed(place)
    with google.change(place) as now:
        now.edit("Notes").put(4, 1, Cell(Formula("=Brief!A1"), cached="Hello"))
    since = there.read().fingerprint
    google.person(WRITE, lambda now: now.edit("Notes").put(4, 1, Cell(Formula("=Brief!A1"), cached="Next")), place)
    assert there.write([brief("Next")], since).outdated == ()


def test_a_tab_of_ours_deleted_meanwhile_is_made_again_by_reading_again(google: Desk, place: GoogleSheet) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    google.person(WRITE, lambda now: now.sheets.remove(now.sheet("Brief")), place)
    with pytest.raises(SheetsError) as caught:
        there.write([brief("Next")], since)
    assert caught.value.kind == "changed"
    there.write([brief("Next")], there.read().fingerprint)
    assert google.rows(place, "Brief")[0] == ["Next"]


def test_a_tab_of_the_founders_deleted_or_renamed_meanwhile_is_read_again(google: Desk, place: GoogleSheet) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    google.person(WRITE, lambda now: setattr(now.edit("Notes"), "title", "Diario"), place)
    with pytest.raises(SheetsError) as caught:
        there.write([brief("Next")], since)
    assert caught.value.kind == "changed"
    assert google.rows(place, "Brief")[0] == ["Hello"]
    there.write([brief("Next")], there.read().fingerprint)
    assert google.rows(place, "Brief")[0] == ["Next"]


# Two computers


def test_of_two_computers_the_second_reads_again_and_neither_loses_a_decision(google: Desk, place: GoogleSheet) -> None:
    briefed(place, brief(decision="snooze"))
    one, two = GoogleBook(place), GoogleBook(place)
    of_one, of_two = one.read().fingerprint, two.read().fingerprint
    one.write([brief("One", "snooze")], of_one)
    with pytest.raises(SheetsError) as caught:
        two.write([brief("Two", "snooze")], of_two)
    assert caught.value.kind == "changed"
    assert google.rows(place, "Brief")[0] == ["One"]
    two.write([brief("Two", "snooze")], two.read().fingerprint)
    assert google.rows(place, "Brief") == [["Two"], ["Your decision", "key"], ["snooze", "abc"]]


def test_two_computers_that_make_the_first_brief_at_once_make_one_tab(google: Desk, place: GoogleSheet) -> None:
    one, two = GoogleBook(place), GoogleBook(place)
    of_one, of_two = one.read().fingerprint, two.read().fingerprint
    one.write([brief("One")], of_one)
    with pytest.raises(SheetsError) as caught:
        two.write([brief("Two")], of_two)
    assert caught.value.kind == "changed"
    two.write([brief("Two")], two.read().fingerprint)
    assert [tab for tab in google.tabs(place) if tab.startswith("Brief")] == ["Brief"]
    assert google.rows(place, "Brief")[0] == ["Two"]


# Lost answers


@pytest.mark.usefixtures("time")
def test_a_write_whose_answer_was_lost_is_recognised_and_not_applied_again(google: Desk, place: GoogleSheet) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    google.faults.add(faults.cut_after(), WRITE)
    receipt = there.write([brief("Next")], since)
    assert receipt.outdated == ()
    assert google.rows(place, "Brief")[0] == ["Next"]
    assert len(google.writes) == 2


@pytest.mark.usefixtures("time")
def test_a_decision_typed_before_a_write_whose_answer_was_lost_is_put_back_all_the_same(
    google: Desk, place: GoogleSheet
) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    with google.change(place) as now:
        types("Brief", 3, 1, "snooze")(now)
    google.faults.add(faults.cut_after(), WRITE)
    with pytest.raises(SheetsError) as caught:
        there.write([brief("Next")], since)
    assert caught.value.kind == "changed"
    assert google.rows(place, "Brief") == [["Hello"], ["Your decision", "key"], ["snooze", "abc"]]


def test_where_it_cannot_be_put_back_the_founder_is_told_where_it_is(google: Desk, place: GoogleSheet) -> None:
    there = briefed(place)
    since = there.read().fingerprint
    google.person(WRITE, types("Brief", 3, 1, "snooze"), place)
    google.faults.add(faults.says(403, "The caller does not have permission"), WRITE)
    with pytest.raises(SheetsError, match="Version history") as caught:
        there.write([brief("Next")], since)
    assert caught.value.kind == "not_put_back"
    assert "Historial de versiones" in caught.value.message("es")


# Cells that read otherwise than they are copied


def test_a_cell_that_always_differs_is_no_change_the_second_time(
    google: Desk, place: GoogleSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = briefed(place)
    odd = frozenset({(0, 5, "'drawn'")})
    monkeypatch.setattr(meanwhile, "differences", lambda read, held: odd)
    with pytest.raises(SheetsError):
        there.write([brief("Next")], there.read().fingerprint)
    there.write([brief("Next")], there.read().fingerprint)
    assert google.rows(place, "Brief")[0] == ["Next"]


def test_what_differs_is_told_cell_by_cell() -> None:
    read = [["a", 1.0, "", None], [], ["#N/A", True]]
    assert meanwhile.differences(read, [["a", 1.0], [], ["#ERROR!", True]]) == frozenset()
    assert meanwhile.differences(read, [["a", True, "x"]]) == {
        (0, 1, "'True'"),
        (0, 2, "'x'"),
        (2, 0, "None"),
        (2, 1, "None"),
    }


# Editing, and what Google does itself


def test_an_edit_goes_into_the_tab_that_it_names(google: Desk, place: GoogleSheet) -> None:
    there = GoogleBook(place)
    since = there.read().fingerprint
    receipt = there.edit([Edit("Notes", cells=(CellEdit("B2", "Rodada larga"),))], since)
    assert google.rows(place, "Notes")[1][1] == "Rodada larga"
    assert [part for part, _, _ in receipt.changed] == ["tab Notes"]
    assert receipt.before == since
    assert receipt.fingerprint != since


def test_after_an_edit_a_brief_needs_a_new_reading(google: Desk, place: GoogleSheet) -> None:
    there = GoogleBook(place)
    receipt = there.edit([Edit("Notes", cells=(CellEdit("B2", "x"),))], there.read().fingerprint)
    with pytest.raises(SheetsError, match="changed after it was read"):
        there.write([brief()], receipt.before)


def test_google_keeps_the_versions_itself(google: Desk, place: GoogleSheet) -> None:
    there = GoogleBook(place)
    assert there.copies() == ()
    with pytest.raises(SheetsError, match="Version history") as caught:
        there.restore()
    assert caught.value.kind == "no_copies"
    assert "Historial de versiones" in caught.value.message("es")
    there.must_be_free()
    there.tidy()
    assert google.log == []
