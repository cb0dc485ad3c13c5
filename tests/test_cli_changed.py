"""The workbook changes between the reading and the writing: nothing of the founder's is lost, nothing stale written."""

from __future__ import annotations

import errno
import json

import openpyxl
import pytest

from desktop import cache, cli
from desktop.commands import refresh
from reports import run as reports_run
from sheets.excel.book import ExcelBook

AS_OF = ["--as-of", "2026-11-16T08:00"]


class Meanwhile(ExcelBook):
    """A workbook whose founder saves a change right before each of the first writes."""

    changes = ()

    def write(self, grids, since, *more):
        if self.changes:
            type(self).changes = self.changes[1:]
            self.first(self.path)
        return super().write(grids, since, *more)

    @property
    def first(self):
        return type(self).now

    @classmethod
    def saves(cls, change, times):
        cls.now, cls.changes = staticmethod(change), (change,) * times


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments), "--lang", "en"])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out.strip(), said.err.strip()


def by_hand(change):
    """What the founder does in the spreadsheet, and saves."""

    def save(path):
        opened = openpyxl.load_workbook(path)
        change(opened)
        opened.save(path)

    return save


@pytest.fixture
def book(tmp_path, capsys):
    """A workbook with our tabs and a tab of the founder's own, whose brief was written once."""
    path = tmp_path / "brand.xlsx"
    run(capsys, "new", path, "--sample")
    by_hand(lambda opened: opened.create_sheet("My plan").append(["rent", 1000]))(path)
    assert run(capsys, "refresh", path, *AS_OF)[0] == 0
    return path


@pytest.fixture
def computed(monkeypatch):
    """One entry for each time that the brief is computed; the workbook is one that changes meanwhile."""
    times = []
    whole = reports_run.run

    def counted(*arguments, **more):
        times.append(1)
        return whole(*arguments, **more)

    monkeypatch.setattr(reports_run, "run", counted)
    monkeypatch.setattr(
        refresh, "open_book", lambda path, speech, password="": Meanwhile(path, committing=speech.committing)
    )
    return times


def cells(path, tab):
    return [cell.value for row in openpyxl.load_workbook(path)[tab].rows for cell in row]


def order_rows(outcome):
    return next(source["rows"] for source in json.loads(outcome)["sources"] if source["key"] == "orders")


def action_row(sheet):
    """The row of the first action on the Brief, and the columns of status, note and key."""
    for row in sheet.iter_rows():
        said = {cell.value: cell.column for cell in row}
        if "Status" in said and "key" in said:
            return row[0].row + 1, said["Status"], said["Note"], said["key"]
    raise AssertionError("no actions")


def test_a_change_elsewhere_only_is_kept_and_the_same_brief_is_written(book, computed, capsys):
    Meanwhile.saves(by_hand(lambda opened: opened["My plan"].append(["coffee", 5])), 1)
    code, out, err = run(capsys, "refresh", book, "--as-of", "2026-11-17T08:00", "--events")
    assert (code, err, len(computed)) == (0, "", 1)
    assert cells(book, "My plan") == ["rent", 1000, "coffee", 5]
    assert "Tue 17 Nov" in " ".join(str(value) for value in cells(book, "Brief"))
    steps = [said["step"] for said in map(json.loads, out.splitlines()) if said["event"] == "step"]
    assert steps == ["read", "compute", "write", "read", "write"]


def test_a_change_in_a_tab_that_is_used_is_computed_anew(book, computed, capsys):
    def another_order(opened):
        sheet = opened["Orders"]
        header = [cell.value for cell in sheet[1]]
        first = [cell.value for cell in sheet[2]]
        first[header.index("Order")] = "#7777"
        sheet.append(first)

    before = order_rows(run(capsys, "refresh", book, *AS_OF, "--no-write", "--format", "json")[1])
    computed.clear()
    Meanwhile.saves(by_hand(another_order), 1)
    _, out, _ = run(capsys, "refresh", book, *AS_OF, "--format", "json")
    assert len(computed) == 2
    assert order_rows(out) == before + 1
    assert "#7777" in cells(book, "Orders")


def test_what_is_typed_into_our_own_tab_meanwhile_is_computed_with_and_stays(book, computed, capsys):
    def decide(opened):
        row, status, note, _ = action_row(opened["Brief"])
        opened["Brief"].cell(row, status).value = "doing"
        opened["Brief"].cell(row, note).value = "Maria calls them"

    Meanwhile.saves(by_hand(decide), 1)
    assert run(capsys, "refresh", book, *AS_OF)[0] == 0
    assert len(computed) == 2
    said = cells(book, "Brief")
    assert "Maria calls them" in said
    assert "doing" in [str(value).lower() for value in said]


def test_after_three_tries_it_is_a_sentence_and_the_next_brief_says_so(book, computed, capsys):
    Meanwhile.saves(by_hand(lambda opened: opened["My plan"].append(["again", 1])), 3)
    code, _, err = run(capsys, "refresh", book, *AS_OF)
    assert (code, err) == (
        1,
        "The workbook was changed after it was read, so nothing was written over it. Refresh again.",
    )
    assert cells(book, "My plan").count("again") == 3
    assert "stopped at “write”" in run(capsys, "refresh", book, *AS_OF, "--format", "json")[1]
    assert "stopped at “write”" not in run(capsys, "refresh", book, *AS_OF, "--format", "json")[1]


def test_writing_what_is_shown_takes_a_change_elsewhere_along(book, computed, capsys):
    run(capsys, "refresh", book, "--as-of", "2026-11-17T08:00", "--no-write")
    computed.clear()
    Meanwhile.saves(by_hand(lambda opened: opened["My plan"].append(["coffee", 5])), 1)
    assert run(capsys, "refresh", book, "--write-cached")[0] == 0
    assert computed == []
    assert cells(book, "My plan") == ["rent", 1000, "coffee", 5]
    assert "Tue 17 Nov" in " ".join(str(value) for value in cells(book, "Brief"))


def test_a_write_is_done_though_what_is_shown_cannot_be_kept(book, capsys, monkeypatch):
    run(capsys, "refresh", book, *AS_OF, "--no-write")

    def full(*_):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(cache, "save", full)
    assert run(capsys, "refresh", book, "--write-cached")[0] == 0
    assert "Brief" in openpyxl.load_workbook(book).sheetnames


@pytest.mark.parametrize("raised", [KeyboardInterrupt, RuntimeError])
def test_what_goes_wrong_after_a_write_does_not_claim_that_nothing_was_written(book, capsys, monkeypatch, raised):
    def breaks(*_):
        raise raised

    monkeypatch.setattr(refresh, "_finish", breaks)
    code, _, err = run(capsys, "refresh", book, *AS_OF)
    assert code == 1
    assert "whole, as it was before or as it was to be" in err
    assert "nothing was written" not in err


def test_writing_what_is_shown_refuses_what_became_another_brief_meanwhile(book, computed, capsys):
    run(capsys, "refresh", book, *AS_OF, "--no-write")

    def another_order(opened):
        opened["Orders"]["A2"] = "#9999"

    Meanwhile.saves(by_hand(another_order), 1)
    code, _, err = run(capsys, "refresh", book, "--write-cached")
    assert (code, err.startswith("The workbook changed after this brief was made.")) == (1, True)
    assert "#9999" in cells(book, "Orders")


@pytest.mark.parametrize("tab", ["Sources", "Definitions", "Notes"])
def test_a_brief_that_is_shown_is_an_old_one_whichever_tab_that_it_reads_has_changed(book, capsys, tab):
    run(capsys, "refresh", book, *AS_OF, "--no-write")
    by_hand(lambda opened: opened[tab].append(["2026-11-15", "2026-11-15"]))(book)
    code, _, err = run(capsys, "refresh", book, "--write-cached")
    assert (code, err.startswith("The workbook changed after this brief was made.")) == (1, True)
