"""A decision typed on our tabs becomes a row of Decisions in the very write that rewrites them, once, and harms nothing."""

from __future__ import annotations

import json
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment

from desktop import cli
from sheets.excel.book import ExcelBook
from tests.invariants import appended, harm, sheet_part

DECISION, UNTIL, REASON, KEY = 11, 12, 13, 14
LATE, PENDING, LOW = "F01|order:1113", "P01|order:1103", "I02|variant:JA-M"
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group")


class Book:
    """A workbook with a brief, its founder, and the command line."""

    def __init__(self, path, capsys, language="en"):
        self.path, self._capsys = path, capsys
        self.command("new", path, "--lang", language, "--sample")

    def command(self, *arguments, code=0):
        self._capsys.readouterr()
        found = cli.main([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        assert found == code, said.err
        return said

    def refresh(self, day=17, *more, code=0):
        self.said = self.command(
            "refresh", self.path, "--as-of", f"2026-11-{day}T08:00", "--format", "json", *more, code=code
        )
        return json.loads(self.said.out)

    def change(self, does):
        book = openpyxl.load_workbook(self.path)
        does(book)
        book.save(self.path)

    def type(self, key, *cells, tab="Exceptions"):
        """Put decision, until and reason beside the row with this key."""

        def does(book):
            sheet = book[tab]
            row, key_column = next((cell.row, cell.column) for cell in cells_of(sheet) if cell.value == key)
            for place, value in enumerate(cells):
                cell = sheet.cell(row, key_column - 3 + place)
                cell.value = value
                cell.data_type = "s" if isinstance(value, str) else cell.data_type

        self.change(does)

    def white(self, key, tab="Exceptions"):
        sheet = openpyxl.load_workbook(self.path)[tab]
        row, at = next((cell.row, cell.column) for cell in cells_of(sheet) if cell.value == key)
        return [sheet.cell(row, at - 3 + place).value for place in range(3)]

    def decisions(self, tab="Decisions"):
        """The rows below the header and the example, without who decided."""
        rows = list(openpyxl.load_workbook(self.path)[tab].values)[1:]
        return [row[:6] for row in rows if row[0] != "example" and any(row)]


def cells_of(sheet):
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.fixture
def book(tmp_path, capsys):
    made = Book(tmp_path / "brand.xlsx", capsys)
    made.refresh(16)
    return made


def at(day):
    return datetime(2026, 11, day, 8)


def test_trap_24_what_is_typed_becomes_one_row_and_no_refresh_repeats_it(book):
    book.type(LATE, "acknowledged", None, "Ana is on it")
    book.type(PENDING, "Snoozed", date(2026, 11, 19), "on Thursday")
    for day in (17, 17, 18):
        book.refresh(day)
    wanted = [
        (at(17), "acknowledge", LATE, None, None, "Ana is on it"),
        (at(17), "snooze", PENDING, None, datetime(2026, 11, 19), "on Thursday"),
    ]
    assert book.decisions() == wanted
    assert book.white(LATE) == ["acknowledged", None, "Ana is on it"]
    assert book.white(PENDING) == ["snoozed", datetime(2026, 11, 19), "on Thursday"]
    assert {row["key"]: row["decision"] for row in book.refresh(18)["exceptions"]}[LATE] == "acknowledge"
    # Friday: the snooze is over, and its cells are the founder's again
    book.refresh(20)
    assert book.white(PENDING) == [None, None, None]
    assert book.decisions() == wanted


def test_the_very_write_changes_our_tabs_and_adds_the_row_and_nothing_else(book):
    book.change(lambda it: it["Decisions"].cell(2, 3).__setattr__("comment", Comment("asked Luis", "Ana")))
    book.change(
        lambda it: it["Decisions"].append([date(2026, 11, 12), "acknowledge", "I01|variant:X", "=1+1", None, "old"])
    )
    book.refresh(16)
    book.type(LATE, "not a problem", None, "=cmd|' /C calc'!A0")
    before = book.path.read_bytes()
    book.refresh(17)
    after = book.path.read_bytes()
    part = sheet_part(before, "Decisions")
    assert harm(before, after, {part}) == []
    assert appended(before, after, part) == []
    assert harm(before, after) == [f"{part} changed"]
    assert book.decisions()[-1] == (at(17), "not a problem", LATE, None, None, "=cmd|' /C calc'!A0")


def test_trap_78_rows_that_the_founder_sorted_keep_their_decisions_in_another_language_too(book):
    def turned(it):
        sheet = it["Exceptions"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=7)]
        for number, values in enumerate(reversed(rows), 5):
            for column, value in enumerate(values, 1):
                sheet.cell(number, column).value = value
        key, value = next(
            (cell.row, cell.column + 2) for cell in cells_of(it["Definitions"]) if cell.value == "brief_language"
        )
        it["Definitions"].cell(key, value).value = "es"

    book.type(LOW, "acknowledged", None, "ordered")
    book.change(turned)
    book.type(LATE, "visto", None, "sale hoy")
    book.refresh(17)
    assert {row[2]: row[1] for row in book.decisions()} == {LOW: "acknowledge", LATE: "acknowledge"}
    assert (book.white(LOW)[0], book.white(LATE)[0]) == ("visto", "visto")
    # nothing was typed since: the words are others, what they say is not
    book.refresh(18)
    assert len(book.decisions()) == 2


def test_a_decision_that_is_cleared_is_reopened_and_one_that_is_changed_counts_anew(book):
    book.type(LATE, "acknowledged", None, "Ana is on it")
    book.refresh(17)
    book.type(LATE, "acknowledged", None, "Luis is on it")
    book.refresh(18)
    book.type(LATE, None, None, None)
    said = book.refresh(19)
    assert [(row[1], row[5]) for row in book.decisions()] == [
        ("acknowledge", "Ana is on it"),
        ("acknowledge", "Luis is on it"),
        ("reopen", "Cleared on the tab."),
    ]
    assert {row["key"]: row["decision"] for row in said["exceptions"]}[LATE] == ""
    assert book.white(LATE) == [None, None, None]


def test_what_is_not_understood_stays_where_it_is_and_says_why(book):
    book.type(LATE, "later perhaps", "soon", None)
    book.type(PENDING, "acknowledged", date(2026, 11, 2), None)
    book.type(LOW, None, None, "no idea")
    said = book.refresh(17)
    assert {(one["key"], one["field"]): one["said"]["es"] for one in said["unclear"]} == {
        (LATE, "decision"): "No se entiende: elige de la lista.",
        (LATE, "until"): "No se entiende: escribe una fecha.",
        (PENDING, "reason"): "Di por qué, en Motivo.",
        (PENDING, "until"): "Ese día ya pasó: escribe uno posterior.",
        (LOW, "decision"): "Elige una decisión de la lista.",
    }
    assert "Exceptions, #1113 (“later perhaps”): Not understood: choose from the list." in book.said.err
    assert book.decisions() == []
    assert book.white(LATE) == ["later perhaps", "soon", None]
    assert book.white(LOW) == [None, None, "no idea"]
    sheet = openpyxl.load_workbook(book.path)["Exceptions"]
    notes = {cell.value: cell.comment.text.rstrip("\u2060") for cell in cells_of(sheet) if cell.comment}
    assert notes["acknowledged"] == "Say why, under Reason."
    assert notes["later perhaps"] == "Not understood: choose from the list."
    # and once it is said, it is a decision
    book.type(PENDING, "acknowledged", None, "they pay on Friday")
    book.refresh(17)
    assert [row[2] for row in book.decisions()] == [PENDING]


def test_a_row_is_given_to_somebody_and_taken_back(book):
    book.type(LATE, "assign Ana", None, None)
    book.type(PENDING, "assign", None, "Luis")
    owners = {row["key"]: row["owner"] for row in book.refresh(17)["exceptions"]}
    assert (owners[LATE], owners[PENDING]) == ("Ana", "Luis")
    assert book.white(PENDING) == ["assign Luis", None, None]
    book.type(LATE, None, None, None)
    assert {row["key"]: row["owner"] for row in book.refresh(18)["exceptions"]}[LATE] == ""
    assert [(row[1], row[3]) for row in book.decisions()] == [("assign", "Ana"), ("assign", "Luis"), ("assign", None)]


def test_trap_81_an_override_holds_for_two_weeks_shows_what_was_computed_and_ends_when_cleared(book):
    tab, key = "Product board", "cap-clasica"
    computed = {one["key"]: one for one in book.refresh(16)["products"]}[key]["computed"]
    book.type(key, "Impulsar ya", None, "fair on Saturday", tab=tab)
    (now,) = [one for one in book.refresh(17)["products"] if one["key"] == key]
    assert (now["category"], now["computed"]) == ("push", computed)
    assert book.white(key, tab) == ["Push now", datetime(2026, 12, 1), "fair on Saturday"]
    assert book.decisions() == [(at(17), "override category", key, "push", datetime(2026, 12, 1), "fair on Saturday")]
    book.type(key, None, None, None, tab=tab)
    (now,) = [one for one in book.refresh(18)["products"] if one["key"] == key]
    assert (now["category"], now["override"]) == (computed, None)
    assert book.decisions()[-1] == (at(18), "override category", key, "computed", None, "Cleared on the tab.")
    assert book.white(key, tab) == [None, None, None]


def test_the_tab_is_made_as_add_makes_it_when_the_first_decision_needs_it(book):
    book.change(lambda it: it.remove(it["Decisions"]))
    book.refresh(16)
    assert "Decisions" not in openpyxl.load_workbook(book.path).sheetnames
    book.type(LATE, "acknowledged", None, "Ana is on it")
    before = book.path.read_bytes()
    book.refresh(17)
    after = book.path.read_bytes()
    assert harm(before, after, {sheet_part(after, "Decisions"), *beside(after, "Decisions")}) == []
    assert book.decisions() == [(at(17), "acknowledge", LATE, None, None, "Ana is on it")]
    sheet = openpyxl.load_workbook(book.path)["Decisions"]
    assert [cell.value for cell in sheet[1]] == ["Decided at", "Kind", "Target key", "Value", "Until", "Reason", "By"]
    assert sheet.data_validations.dataValidation
    book.refresh(18)
    assert len(book.decisions()) == 1


def beside(content, tab):
    part = sheet_part(content, tab)
    folder, name = part.rsplit("/", 1)
    return {f"{folder}/_rels/{name}.rels"}


def test_nothing_is_lost_while_the_workbook_is_open_elsewhere(book):
    book.type(LATE, "acknowledged", None, "Ana is on it")
    lock = book.path.with_name(f".~lock.{book.path.name}#")
    lock.write_text(",ana,office,16.11.2026 08:00,file:///home/ana;")
    before = book.path.read_bytes()
    said = book.refresh(17, code=3)
    assert {row["key"]: row["decision"] for row in said["exceptions"]}[LATE] == "acknowledge"
    assert book.path.read_bytes() == before
    lock.unlink()
    book.refresh(18)
    assert book.decisions() == [(at(18), "acknowledge", LATE, None, None, "Ana is on it")]


def test_a_tab_that_cannot_take_a_row_keeps_the_brief_from_nobody(book):
    def protected(it):
        it["Decisions"].protection.sheet = True

    book.change(protected)
    book.type(LATE, "acknowledged", None, "Ana is on it")
    said = book.refresh(17)
    assert said["as_of"].startswith("2026-11-17")
    assert "could not be added to Decisions and stays where you typed it: The tab “Decisions” is protected." in (
        book.said.err
    )
    assert book.decisions() == []
    assert book.white(LATE)[0] == "acknowledge"
    book.change(lambda it: setattr(it["Decisions"].protection, "sheet", False))
    book.refresh(18)
    assert [row[2] for row in book.decisions()] == [LATE]


def test_a_lost_column_is_named_and_the_decision_waits(book):
    book.change(lambda it: it["Decisions"].cell(1, 6).__setattr__("value", None))
    book.type(LATE, "acknowledged", None, "Ana is on it")
    said = book.refresh(17)
    assert [one["said"]["en"] for one in said["unclear"]] == [
        "The tab Decisions has no column Reason: put its header back."
    ]
    assert book.white(LATE) == ["acknowledged", None, "Ana is on it"]
    book.change(lambda it: it["Decisions"].cell(1, 6).__setattr__("value", "Reason"))
    book.refresh(18)
    assert [row[5] for row in book.decisions()] == ["Ana is on it"]


def test_a_decision_typed_while_the_brief_is_being_written_goes_with_it(book, monkeypatch):
    plain, once = ExcelBook.write, [1]

    def write(self, *asked):
        if once and once.pop():
            book.type(LATE, "acknowledged", None, "Ana is on it")
        return plain(self, *asked)

    monkeypatch.setattr(ExcelBook, "write", write)
    book.refresh(17)
    assert [row[2] for row in book.decisions()] == [LATE]
    assert book.white(LATE) == ["acknowledged", None, "Ana is on it"]


def test_what_was_typed_before_decisions_were_kept_in_the_tab_is_taken_over(book):
    """An older version remembered in _History what stood in the cell, and wrote no row."""
    book.type(LATE, "visto", None, "Ana is on it")

    def older(it):
        names = [cell.value for cell in it["_History"][1]]
        for field, value in (("decision", "visto"), ("reason", "Ana is on it")):
            told = {"kind": "typed", "key": LATE, "name": f"exceptions.{field}", "value": value}
            it["_History"].append([told.get(name) for name in names])

    book.change(older)
    book.refresh(17)
    assert [row[1:3] for row in book.decisions()] == [("acknowledge", LATE)]


def test_a_row_that_an_older_decision_was_deleted_of_does_not_come_back(book):
    book.type(LATE, "acknowledged", None, "Ana is on it")
    book.refresh(17)
    book.change(lambda it: it["Decisions"].delete_rows(3))
    book.refresh(18)
    assert (book.decisions(), book.white(LATE)) == ([], [None, None, None])


def test_the_founders_own_spanish_tab_gets_its_own_words(tmp_path, capsys):
    made = Book(tmp_path / "marca.xlsx", capsys, "es")
    made.refresh(16)
    made.type(LATE, "no es un problema", None, "ya salió")
    made.refresh(17)
    assert made.decisions("Decisiones") == [(at(17), "no es problema", LATE, None, None, "ya salió")]
    assert made.white(LATE) == ["no es un problema", None, "ya salió"]
