"""Edits of rows that are found by what they say, and rows that are taken back: nothing else in the workbook changes."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from desktop import cli, waiting
from desktop.waiting import RowChanged, TabAsked
from tests.invariants import harm, sheet_part

TABS = {
    "Definitions": (
        ("Key", "Applies to", "Value", "Note"),
        ("Low stock units", None, 5, "as agreed"),
        ("low_stock_units", "type:jersey", 8, None),
        ("service_level", "all", 0.9, None),
    ),
    "Acciones": (
        ("Id de la acción", "Acción", "Estado", "Hecha el", "Clave de excepción"),
        (None, "Llamar al proveedor", "en curso", None, "F01|order:1001"),
    ),
    "Notes": (
        ("Date", "Type", "Text", "Mood"),
        (date(2026, 11, 14), "event", "Ride", "good"),
        (date(2026, 11, 14), "event", "Ride", None),
    ),
}
NOTE = {"date": "2026-11-14", "type": "event", "text": "Ride"}


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in TABS.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "brand.xlsx")
    return tmp_path / "brand.xlsx"


@pytest.fixture
def lock(book):
    file = book.with_name(f".~lock.{book.name}#")
    file.write_text(",Maria,desk,16.11.2026 08:00,file:///profile;")
    return file


def ask(book, *edits, undoes=""):
    return waiting.add(book, edits, undoes=undoes).id


def catch_up(book, capsys):
    """What a command that finds the workbook free does; what it warned of."""
    assert cli.main(["edit", str(book), "--lang", "en"]) in (0, 3)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err


def rows(book, tab):
    return [list(row) for row in openpyxl.load_workbook(book)[tab].iter_rows(min_row=2, values_only=True)]


def by_hand(book, tab, address, value):
    opened = openpyxl.load_workbook(book)
    opened[tab][address] = value
    opened.save(book)


def define(value, scope="", stood=5, **more):
    row = {"key": "low_stock_units", "applies_to": scope, "value": value, "unit": "units"}
    where = [{"key": "low_stock_units", "applies_to": scope}]
    change = RowChanged(where=where, to={"value": value}, stood={"value": stood}, otherwise=row, **more)
    return TabAsked("Definitions", changed=[change])


def test_a_definition_is_changed_in_its_own_row_and_nothing_else_is_touched(book, capsys):
    before = book.read_bytes()
    ask(book, define(9))
    catch_up(book, capsys)
    assert rows(book, "Definitions") == [
        ["Low stock units", None, 9, "as agreed"],
        ["low_stock_units", "type:jersey", 8, None],
        ["service_level", "all", 0.9, None],
    ]
    assert harm(before, book.read_bytes(), {sheet_part(before, "Definitions")}) == []


def test_a_definition_without_a_row_gets_one_with_what_the_tab_has_columns_for(book, capsys):
    ask(book, define(3, "product:vest", stood=None))
    catch_up(book, capsys)
    assert rows(book, "Definitions")[3:] == [["low_stock_units", "product:vest", 3, None]]


def test_what_somebody_else_changed_meanwhile_is_kept_and_both_sides_are_told(book, lock, capsys):
    id = ask(book, define(9))
    by_hand(book, "Definitions", "C2", 7)
    before = book.read_bytes()
    lock.unlink()
    said = catch_up(book, capsys)
    assert "Definitions!C2 said “5” when you asked for “9”; now it says “7”." in said
    assert book.read_bytes() == before
    (kept,) = waiting.waiting(book)
    (clash,) = kept.clashes
    assert (clash.cell, clash.column, clash.stood, clash.theirs, clash.yours) == ("Definitions!C2", "value", 5, 7, 9)

    waiting.insist(book, id)
    catch_up(book, capsys)
    assert rows(book, "Definitions")[0][2] == 9
    assert waiting.waiting(book) == ()


def test_a_formula_is_never_written_over(book, capsys):
    by_hand(book, "Definitions", "C3", "=C2+3")
    before = book.read_bytes()
    where = [{"key": "low_stock_units", "applies_to": "type:jersey"}]
    ask(book, TabAsked("Definitions", changed=[RowChanged(where=where, to={"value": 9})]))
    said = catch_up(book, capsys)
    assert "Definitions!C3 holds a formula, which is not written over. Change it in the workbook itself." in said
    assert book.read_bytes() == before
    assert len(waiting.waiting(book)) == 1


def test_insisting_holds_only_against_what_was_seen(book, capsys):
    id = ask(book, define(9))
    by_hand(book, "Definitions", "C2", 7)
    catch_up(book, capsys)
    waiting.insist(book, id)
    by_hand(book, "Definitions", "C2", 6)
    catch_up(book, capsys)
    assert rows(book, "Definitions")[0][2] == 6
    assert [clash.theirs for clash in waiting.waiting(book)[0].clashes] == [6]


def test_a_status_goes_into_the_row_of_the_same_exception_in_the_words_of_the_tab(book, capsys):
    where = [{"action_id": "F01|order:1001"}, {"exception_key": "F01|order:1001"}]
    change = RowChanged(
        where=where,
        to={"status": "done"},
        stood={"status": "doing"},
        also={"done_at": "2026-11-16T08:00", "result_note": "no such column"},
        otherwise={"action_id": "F01|order:1001", "title": "Call", "status": "done"},
    )
    ask(book, TabAsked("Actions", changed=[change]))
    catch_up(book, capsys)
    assert rows(book, "Acciones") == [
        [None, "Llamar al proveedor", "hecha", datetime(2026, 11, 16, 8), "F01|order:1001"]
    ]


def test_what_is_taken_back_before_it_was_written_is_never_written(book, lock, capsys):
    before = book.read_bytes()
    first = ask(book, TabAsked("Notes", rows=[{"date": "2026-11-16", "text": "raining"}]))
    ask(book, TabAsked("Notes", taken=[{"date": "2026-11-16", "text": "raining"}]), undoes=first)
    second = ask(book, define(9))
    back = ask(book, define(5, stood=9), undoes=second)
    ask(book, define(9), undoes=back)
    lock.unlink()
    catch_up(book, capsys)
    assert waiting.waiting(book) == ()
    assert len(rows(book, "Notes")) == 2
    assert rows(book, "Definitions")[0][2] == 9
    assert harm(before, book.read_bytes(), {sheet_part(before, "Definitions")}) == []


def test_a_row_is_taken_back_only_where_it_still_says_just_that(book, capsys):
    ask(book, TabAsked("Notes", taken=[NOTE]))
    catch_up(book, capsys)
    # The founder's own column is no part of the row: the last of the two rows that say it goes, and only once.
    assert [row[2:] for row in rows(book, "Notes") if any(row)] == [["Ride", "good"]]
    by_hand(book, "Notes", "C2", "Ride in the rain")
    id = ask(book, TabAsked("Notes", taken=[NOTE]))
    said = catch_up(book, capsys)
    assert "Notes!2 is not the row any more that you want to take back" in said
    assert rows(book, "Notes")[0][2:] == ["Ride in the rain", "good"]

    waiting.insist(book, id)
    catch_up(book, capsys)
    assert [cell for row in rows(book, "Notes") for cell in row if cell] == ["good"]


def test_what_is_gone_altogether_needs_no_taking_back(book, capsys):
    before = book.read_bytes()
    ask(book, TabAsked("Notes", taken=[{"date": "2026-11-02", "type": "other", "text": "never there"}]))
    catch_up(book, capsys)
    assert waiting.waiting(book) == ()
    assert rows(book, "Notes")[0][2] == "Ride"
    assert harm(before, book.read_bytes(), {sheet_part(before, "Notes")}) == []


def test_an_added_definition_is_taken_back_whole_unless_somebody_wrote_more_into_its_row(book, capsys):
    added = {"key": "low_stock_units", "applies_to": "product:vest", "value": 3}
    for note in (None, "since May"):
        ask(book, define(3, "product:vest", stood=None))
        catch_up(book, capsys)
        number = next(n for n, row in enumerate(rows(book, "Definitions"), 2) if row[1] == "product:vest")
        if note:
            by_hand(book, "Definitions", f"D{number}", note)
        where = [{"key": "low_stock_units", "applies_to": "product:vest"}]
        back = RowChanged(where=where, to={"value": None}, stood={"value": 3}, added=added)
        ask(book, TabAsked("Definitions", changed=[back]))
        catch_up(book, capsys)
        left = [row for row in rows(book, "Definitions")[3:] if any(row)]
        assert left == ([["low_stock_units", "product:vest", None, "since May"]] if note else [])


def test_changes_that_waited_stand_on_each_other_in_their_order(book, lock, capsys):
    ask(book, define(6))
    ask(book, define(9, stood=6))
    ask(book, define(3, "product:vest", stood=None))
    ask(book, define(4, "product:vest", stood=3))
    lock.unlink()
    assert catch_up(book, capsys) == ""
    assert [(row[1], row[2]) for row in rows(book, "Definitions")] == [
        (None, 9),
        ("type:jersey", 8),
        ("all", 0.9),
        ("product:vest", 4),
    ]


def test_a_run_that_was_cut_off_takes_a_row_back_once(book, capsys, monkeypatch):
    ask(book, TabAsked("Notes", taken=[NOTE]))

    def cut_off(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(waiting, "drop", cut_off)
        cli.main(["edit", str(book), "--lang", "en"])
    marker = waiting.folder(book) / "begun"
    marker.write_bytes(marker.read_bytes().replace(b'"written":true', b'"written":false'))
    catch_up(book, capsys)
    assert [row[2] for row in rows(book, "Notes") if any(row)] == ["Ride"]
    assert waiting.waiting(book) == ()
