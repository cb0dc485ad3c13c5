"""Cells set and rows added in a founder's Google Sheet, and nothing beside them."""

from __future__ import annotations

import itertools
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from sheets.google.book import GoogleBook
from sheets.google.pieces import rectangles, stretches
from sheets.place import GoogleSheet
from sheets.workbook import CellEdit, Edit
from tests.founder import founders_book
from tests.google import faults
from tests.google.batch_dimensions import inserted, removed
from tests.google.desk import Desk
from tests.google.making import sample, told
from tests.google.model import Area, Book, Cell, Formula
from tests.google.test_import import CHECKED, MARGIN, ORDER, ROWS, TOTAL


@pytest.fixture
def sheet(google: Desk, tmp_path: Path) -> GoogleSheet:
    return google.sheet(founders_book(tmp_path / "shop.xlsx", *ROWS), "Ruta Norte", "es_CO")


def edit(sheet: GoogleSheet, *edits: Edit) -> None:
    book = GoogleBook(sheet)
    book.edit(edits, book.read(whole={one.tab for one in edits}).fingerprint)


def test_each_kind_of_value_stands_as_what_it_is_whatever_the_locale(google: Desk, sheet: GoogleSheet) -> None:
    values = {
        "A10": "=HYPERLINK(\"x\")", "A11": "+57 300", "A12": "007", "A13": "1.234,5", "B10": 1234.5, "B11": True,
        "B12": date(2026, 11, 16), "B13": datetime(2026, 11, 16, 18, 0),
    }  # fmt: skip
    edit(sheet, Edit("Metas", tuple(CellEdit(at, value) for at, value in values.items())))
    tab = google.book(sheet).sheet("Metas")
    stands = {at: tab.cell(int(at[1:]) - 1, ord(at[0]) - 65) for at in values}
    assert {at: cell.value for at, cell in stands.items()} == values | {"B12": 46342, "B13": 46342.75}
    assert not any(isinstance(cell.value, Formula) for cell in stands.values())
    assert stands["B12"].format == {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    assert stands["B13"].format == {"numberFormat": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}}
    assert stands["A12"].format is None


def test_a_date_keeps_the_date_format_that_its_cell_has(google: Desk, sheet: GoogleSheet) -> None:
    own = {"numberFormat": {"type": "DATE", "pattern": "d/m/yy"}, "textFormat": {"bold": True}}
    with google.change(sheet) as book:
        book.edit("Metas").put(4, 0, Cell(format=own))
    edit(sheet, Edit("Metas", (CellEdit("A5", date(2026, 11, 16)),)))
    assert google.book(sheet).sheet("Metas").cell(4, 0) == Cell(46342, format=own)


def test_none_clears_a_cell_and_leaves_its_look(google: Desk, sheet: GoogleSheet) -> None:
    was = google.book(sheet).sheet("Pedidos").cell(4, CHECKED)
    assert was.value == "Ana"
    edit(sheet, Edit("Pedidos", (CellEdit("A5", None),)))
    assert google.book(sheet).sheet("Pedidos").cell(4, CHECKED) == was.but(value=None)


def test_rows_are_added_below_the_last_with_their_formulas(google: Desk, sheet: GoogleSheet) -> None:
    edit(sheet, Edit("Pedidos", rows=({"F": "#1004", "I": 40_000}, {"F": "#1005", "I": 50_000})))
    tab = google.book(sheet).sheet("Pedidos")
    assert [(tab.cell(row, ORDER).value, tab.cell(row, TOTAL).value) for row in (7, 8)] == [
        ("#1004", 40_000), ("#1005", 50_000)
    ]  # fmt: skip
    assert [tab.cell(row, MARGIN).value for row in (7, 8)] == ["=I8*0.4", "=I9*0.4"]
    assert tab.cell(8, TOTAL).format == tab.cell(6, TOTAL).format
    # The names that the founder may choose go along with the row.
    assert tab.cell(8, CHECKED).validation == tab.cell(6, CHECKED).validation != None  # noqa: E711


def test_a_row_that_somebody_types_below_at_the_same_moment_is_not_written_over(
    google: Desk, sheet: GoogleSheet
) -> None:
    google.person("*:batchUpdate", lambda book: book.edit("Pedidos").put(7, CHECKED, Cell("Eva")), sheet)
    edit(sheet, Edit("Pedidos", rows=({"F": "#1004"},)))
    tab = google.book(sheet).sheet("Pedidos")
    assert (tab.cell(7, CHECKED).value, tab.cell(7, ORDER).value) == ("Eva", None)
    assert tab.cell(8, ORDER).value == "#1004"


def test_a_cell_that_somebody_changed_since_it_was_read_is_not_set(google: Desk, sheet: GoogleSheet) -> None:
    book = GoogleBook(sheet)
    snapshot = book.read(whole={"Pedidos"})
    with google.change(sheet) as changed:
        changed.edit("Pedidos").put(4, TOTAL, Cell(77))
    with pytest.raises(SheetsError) as refused:
        book.edit([Edit("Pedidos", (CellEdit("I5", 12_000),))], snapshot.fingerprint)
    assert refused.value.kind == "changed"
    assert google.book(sheet).sheet("Pedidos").cell(4, TOTAL).value == 77
    assert google.writes == []


MOVES = {
    "a row put in above": lambda book: inserted(book, book.edit("Pedidos"), "ROWS", 3, 1),
    "a row put in right above": lambda book: inserted(book, book.edit("Pedidos"), "ROWS", 5, 1),
    "a row taken out above": lambda book: removed(book, book.edit("Pedidos"), "ROWS", 1, 2),
    "three rows put in": lambda book: inserted(book, book.edit("Pedidos"), "ROWS", 4, 2),
}


@pytest.mark.parametrize("move", MOVES)
def test_rows_that_move_between_the_look_and_the_write_get_back_what_stood_in_them(
    google: Desk, sheet: GoogleSheet, move: str
) -> None:
    book = GoogleBook(sheet)
    snapshot = book.read(whole={"Pedidos"})
    expected = google.book(sheet).copy()
    MOVES[move](expected)
    google.person("*:batchUpdate", MOVES[move], sheet)
    with pytest.raises(SheetsError) as refused:
        book.edit([Edit("Pedidos", (CellEdit("I6", 99),), rows=({"F": "#1009"},))], snapshot.fingerprint)
    assert refused.value.kind == "changed"
    assert "Pedidos" in refused.value.happened.es
    assert _values(google.book(sheet)) == _values(expected)


def test_what_somebody_writes_beside_the_cell_meanwhile_moves_nothing(google: Desk, sheet: GoogleSheet) -> None:
    google.person("*:batchUpdate", lambda book: book.edit("Pedidos").put(5, CHECKED, Cell("Eva")), sheet)
    edit(sheet, Edit("Pedidos", (CellEdit("I6", 99),)))
    tab = google.book(sheet).sheet("Pedidos")
    assert (tab.cell(5, CHECKED).value, tab.cell(5, TOTAL).value) == ("Eva", 99)


def test_a_cell_that_a_formula_elsewhere_fills_is_refused(google: Desk, sheet: GoogleSheet) -> None:
    with google.change(sheet) as book:
        book.edit("Metas").merges = [Area(5, 7, 0, 2)]
    with pytest.raises(SheetsError) as refused:
        edit(sheet, Edit("Metas", (CellEdit("B7", 1),)))
    assert refused.value.kind == "shape"
    assert "celdas combinadas" in refused.value.happened.es
    assert google.writes == []


@pytest.mark.parametrize(("tab", "address", "kind"), [("Ventas", "A1", "no_tab"), ("Metas", "A0", "no_cell")])
def test_a_tab_or_cell_that_is_not_there_is_said(
    google: Desk, sheet: GoogleSheet, tab: str, address: str, kind: str
) -> None:
    with pytest.raises(SheetsError) as refused:
        edit(sheet, Edit(tab, (CellEdit(address, 1),)))
    assert refused.value.kind == kind


def test_a_row_far_below_makes_the_tab_longer(google: Desk, sheet: GoogleSheet) -> None:
    edit(sheet, Edit("Metas", (CellEdit("AC1200", "lejos"),)))
    tab = google.book(sheet).sheet("Metas")
    assert tab.cell(1199, 28).value == "lejos"
    assert (tab.rows, tab.columns) == (1200, 29)


@pytest.mark.usefixtures("time")
@pytest.mark.parametrize("fault", ["page", "page_after", "cut_after"])
def test_a_lost_answer_adds_a_row_once(google: Desk, sheet: GoogleSheet, fault: str) -> None:
    google.faults.add(getattr(faults, fault)(), "*:batchUpdate")
    edit(sheet, Edit("Pedidos", rows=({"F": "#1004"},)))
    tab = google.book(sheet).sheet("Pedidos")
    assert [tab.cell(row, ORDER).value for row in (6, 7, 8)] == ["#1003", "#1004", None]


def test_the_command_writes_into_the_tab_that_it_names(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = google.sheet(sample(tmp_path, "es"), locale="es_CO")
    asked = tmp_path / "edit.json"
    row = {"date": "2026-11-16", "type": "evento", "text": "=1+1 personas"}
    asked.write_text(json.dumps({"edits": [{"tab": "Notas", "rows": [row]}]}), "utf-8")
    told(capsys, "edit", sheet, asked)
    assert google.rows(sheet, "Notas")[-1] == [46342, None, "evento", None, "=1+1 personas"]
    assert len(google.writes) <= 2


def test_rectangles_cover_each_cell_once_and_no_other() -> None:
    cells = {1: {1: "a", 2: "b", 4: "c"}, 2: {1: "d", 2: "e"}, 4: {1: "f", 2: "g"}, 5: {1: "h", 2: "i", 3: "j"}}
    found = {
        (row + down, column + right): item
        for row, column, rows in rectangles(cells)
        for down, line in enumerate(rows)
        for right, item in enumerate(line)
    }
    assert found == {(row, column): item for row, line in cells.items() for column, item in line.items()}
    assert sorted((row, column, len(rows)) for row, column, rows in rectangles(cells)) == [
        (1, 1, 2), (1, 4, 1), (4, 1, 1), (5, 1, 1)
    ]  # fmt: skip


def test_rows_that_stand_near_are_looked_at_together() -> None:
    assert stretches([3, 4, 16, 29, 200]) == [(3, 16), (29, 29), (200, 200)]


def _values(book: Book) -> dict[str, list[list[object]]]:
    """What was entered in each tab, blank ends cut off."""
    found = {}
    for tab in book.sheets:
        rows = [
            [tab.cell(row, column).value for column in range(max(tab.grid.get(row, {}), default=-1) + 1)]
            for row in range(max(tab.grid, default=-1) + 1)
        ]
        for row in rows:
            del row[len(row) - sum(1 for _ in itertools.takewhile(lambda value: value is None, reversed(row))) :]
        while rows and not rows[-1]:
            rows.pop()
        found[tab.title] = rows
    return found
