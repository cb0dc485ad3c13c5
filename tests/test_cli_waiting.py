"""Edits asked for while the workbook is open elsewhere: kept on disk, written once it is free, exactly once."""

from __future__ import annotations

import json
import stat

import openpyxl
import pytest

from desktop import cli, waiting
from sheets.excel.book import ExcelBook

AS_OF = ["--as-of", "2026-11-16T08:00"]


def run(capsys, *arguments):
    code = cli.main([*map(str, arguments), "--lang", "en"])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out.strip(), said.err.strip()


@pytest.fixture
def book(tmp_path, capsys):
    path = tmp_path / "brand.xlsx"
    assert run(capsys, "new", path, "--sample")[0] == 0
    return path


@pytest.fixture
def lock(book):
    """Somebody else has the workbook open; the test may close it."""
    file = book.with_name(f".~lock.{book.name}#")
    file.write_text(",Maria,desk,16.11.2026 08:00,file:///profile;")
    return file


def note(text):
    return {"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": text}]}]}


def cell(address, value, **more):
    return {"edits": [{"tab": "Notes", "cells": [{"cell": address, "value": value, **more}]}]}


def ask(capsys, book, said):
    file = book.with_name("asked.json")
    file.write_text(json.dumps(said))
    return run(capsys, "edit", book, file)


def notes(book):
    return [cell.value for row in openpyxl.load_workbook(book)["Notes"].rows for cell in row]


def set_by_hand(book, address, value, tab="Notes"):
    """What the founder does in the spreadsheet, and saves."""
    opened = openpyxl.load_workbook(book)
    opened[tab][address] = value
    opened.save(book)


def test_an_edit_of_an_open_workbook_is_kept_and_says_who_has_it(book, lock, capsys):
    before = book.read_bytes()
    code, out, err = ask(capsys, book, note("raining"))
    assert (code, out) == (3, "")
    assert err == (
        "brand.xlsx is open by Maria. Your change is kept, and will be written as soon as the workbook is free."
    )
    assert book.read_bytes() == before
    (kept,) = waiting.waiting(book)
    assert kept.workbook == str(book)
    file = waiting.folder(book) / f"{kept.id}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_window_is_told_that_it_waits_and_later_that_it_was_written(book, lock, capsys):
    file = book.with_name("asked.json")
    file.write_text(json.dumps(note("raining")))
    _, out, _ = run(capsys, "edit", book, file, "--events")
    last = json.loads(out.splitlines()[-1])
    assert (last["event"], last["waiting"], last["edits_waiting"]) == ("done", True, 1)
    assert last["id"] == waiting.waiting(book)[0].id
    lock.unlink()
    _, out, _ = run(capsys, "edit", book, "--events")
    last = json.loads(out.splitlines()[-1])
    assert (last["event"], last["edits_written"], last["edits_waiting"]) == ("done", 1, 0)


@pytest.mark.parametrize(
    "command",
    [["edit"], ["refresh", *AS_OF], ["refresh", "--write-cached"], ["import"], ["edit", "another"]],
    ids=["edit alone", "refresh", "write what is shown", "import", "another edit"],
)
def test_the_next_command_that_finds_the_workbook_free_writes_them_in_order(book, lock, capsys, command):
    run(capsys, "refresh", book, *AS_OF, "--no-write")
    for text in ("first", "second"):
        assert ask(capsys, book, note(text))[0] == 3
    lock.unlink()
    if command[-1] == "another":
        assert ask(capsys, book, note("third"))[0] == 0
    elif command == ["import"]:
        export = book.with_name("products.csv")
        export.write_text("Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price\ncap,Cap,CAP-1,5,50000\n")
        assert run(capsys, "import", export, "--into", book)[0] == 0
    else:
        assert run(capsys, command[0], book, *command[1:])[0] == 0
    asked = [value for value in notes(book) if value in ("first", "second", "third")]
    assert asked == ["first", "second", *(["third"] if command[-1] == "another" else [])]
    assert waiting.waiting(book) == ()
    run(capsys, "refresh", book, *AS_OF)
    assert [value for value in notes(book) if value in ("first", "second", "third")] == asked


def test_what_waits_goes_on_waiting_while_a_refresh_writes_a_companion(book, lock, capsys):
    ask(capsys, book, note("raining"))
    code, _, err = run(capsys, "refresh", book, *AS_OF)
    assert (code, err.endswith("Edits that wait too: 1.")) == (3, True)
    assert len(waiting.waiting(book)) == 1
    assert "raining" not in notes(book)


def test_a_note_that_waits_does_not_make_the_brief_that_is_shown_an_old_one(book, lock, capsys):
    run(capsys, "refresh", book, *AS_OF, "--no-write")
    ask(capsys, book, note("raining"))
    lock.unlink()
    code, out, _ = run(capsys, "refresh", book, "--write-cached", "--events")
    last = json.loads(out.splitlines()[-1])
    assert (code, last["event"], last["edits_written"]) == (0, "done", 1)
    assert "raining" in notes(book)
    assert "Brief" in openpyxl.load_workbook(book).sheetnames


def test_a_link_to_the_workbook_is_the_same_workbook(book, lock, capsys):
    ask(capsys, book, note("raining"))
    lock.unlink()
    link = book.with_name("link.xlsx")
    link.symlink_to(book)
    assert run(capsys, "edit", link)[0] == 0
    assert "raining" in notes(book)


def test_a_cell_that_says_something_else_by_now_is_not_overwritten_and_both_sides_are_said(book, lock, capsys):
    ask(capsys, book, cell("J9", "mine"))
    ask(capsys, book, note("raining"))
    set_by_hand(book, "J9", "theirs")
    lock.unlink()
    code, _, err = run(capsys, "edit", book)
    (left,) = waiting.waiting(book)
    assert code == 3
    assert "Notes!J9 said nothing when you asked for “mine”; now it says “theirs”." in err
    assert f"--drop {left.id}" in err
    assert "theirs" in left.problem.en
    assert "«theirs»" in left.problem.es
    assert openpyxl.load_workbook(book)["Notes"]["J9"].value == "theirs"
    assert "raining" in notes(book)
    # and it is said again until it is dropped
    assert "now it says “theirs”" in run(capsys, "refresh", book, *AS_OF)[2]
    assert left.id in run(capsys, "edit", book, "--waiting")[1]
    assert run(capsys, "edit", book, "--drop", left.id)[0] == 0
    assert run(capsys, "edit", book)[:2] == (0, "No edit waits.")


def test_a_cell_in_a_row_far_down_of_a_tab_that_the_brief_does_not_read_is_compared_too(book, lock, capsys):
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("My plan")["B400"] = "then"
    opened.save(book)
    ask(capsys, book, {"edits": [{"tab": "My plan", "cells": [{"cell": "B400", "value": "mine"}]}]})
    set_by_hand(book, "B400", "now", "My plan")
    lock.unlink()
    assert "said “then” when you asked for “mine”; now it says “now”" in run(capsys, "edit", book)[2]


def test_one_that_cannot_be_written_does_not_hold_up_the_others(book, lock, capsys):
    opened = openpyxl.load_workbook(book)
    opened.create_sheet("Closed")["A1"] = "x"
    opened.save(book)
    ask(capsys, book, {"edits": [{"tab": "Closed", "cells": [{"cell": "A2", "value": "y"}]}]})
    ask(capsys, book, note("raining"))
    opened = openpyxl.load_workbook(book)
    opened["Closed"].protection.enable()
    opened.save(book)
    lock.unlink()
    code, _, err = run(capsys, "edit", book)
    assert code == 3
    assert "“Closed” is protected" in err
    assert "raining" in notes(book)
    assert [item.tab for item in waiting.waiting(book)[0].edits] == ["Closed"]


class Died(Exception):
    """The process ended here."""


def dies(*_):
    raise Died


def catch_up_and_die(book, monkeypatch, where):
    """A catching up that ends right before or right after the workbook was replaced, or while the journal clears."""
    whole = {"edit": ExcelBook.edit, "drop": waiting.drop}

    def edit(self, edits, since):
        if where == "before the write":
            raise Died
        made = whole["edit"](self, edits, since)
        if where == "after the write":
            raise Died
        return made

    def drop(workbook, id, root=None):
        there = whole["drop"](workbook, id, root)
        if where == "while clearing":
            raise Died
        return there

    with monkeypatch.context() as patched:
        patched.setattr(ExcelBook, "edit", edit)
        patched.setattr(waiting, "drop", drop)
        cli.main(["edit", str(book)])


@pytest.mark.parametrize("where", ["before the write", "after the write", "while clearing"])
@pytest.mark.parametrize("saved_since", [False, True], ids=["left alone", "saved by the founder meanwhile"])
def test_an_interrupted_run_writes_each_edit_once(book, lock, capsys, monkeypatch, where, saved_since):
    ask(capsys, book, note("raining"))
    ask(capsys, book, note("raining"))  # asked for twice, so it is to stand there twice
    ask(capsys, book, cell("J9", "mine"))
    lock.unlink()
    catch_up_and_die(book, monkeypatch, where)
    capsys.readouterr()
    if saved_since:
        set_by_hand(book, "K9", "something of the founder's")
    assert run(capsys, "edit", book)[0] == 0
    assert notes(book).count("raining") == 2
    assert notes(book).count("mine") == 1
    assert waiting.waiting(book) == ()


def test_forgetting_one_edit_of_an_interrupted_write_loses_no_other(book, lock, capsys, monkeypatch):
    ask(capsys, book, note("forgotten"))
    ask(capsys, book, note("raining"))
    lock.unlink()
    catch_up_and_die(book, monkeypatch, "before the write")
    capsys.readouterr()
    # As the window forgets it, which cannot look into the workbook.
    waiting.drop(book, waiting.waiting(book)[0].id)
    set_by_hand(book, "K9", "something of the founder's")
    assert run(capsys, "edit", book)[0] == 0
    assert "raining" in notes(book)
    assert "forgotten" not in notes(book)


def test_a_workbook_that_became_unreadable_after_an_interrupted_write_is_restored(book, lock, capsys, monkeypatch):
    ask(capsys, book, note("raining"))
    lock.unlink()
    catch_up_and_die(book, monkeypatch, "after the write")
    capsys.readouterr()
    book.write_bytes(b"PK broken")
    assert run(capsys, "restore", book)[0] == 0
    assert "raining" not in notes(book)


def test_what_was_restored_away_is_not_written_again(book, lock, capsys):
    ask(capsys, book, note("raining"))
    lock.unlink()
    assert run(capsys, "edit", book)[0] == 0
    run(capsys, "restore", book)
    assert "raining" not in notes(book)
    assert run(capsys, "refresh", book, *AS_OF)[0] == 0
    assert "raining" not in notes(book)


def test_nor_where_the_run_that_wrote_it_was_interrupted(book, lock, capsys, monkeypatch):
    ask(capsys, book, note("raining"))
    lock.unlink()
    catch_up_and_die(book, monkeypatch, "after the write")
    assert "raining" in notes(book)
    run(capsys, "restore", book)
    assert run(capsys, "edit", book)[0] == 0
    assert "raining" not in notes(book)


def test_a_damaged_file_of_the_journal_is_set_aside_with_a_sentence(book, lock, capsys):
    ask(capsys, book, note("first"))
    ask(capsys, book, note("second"))
    damaged = waiting.folder(book) / f"{waiting.waiting(book)[0].id}.json"
    damaged.write_text('{"id": "cut o')
    lock.unlink()
    _, _, err = run(capsys, "edit", book)
    assert (
        err == f"An edit that waited cannot be read any more; its file was kept as {damaged.with_suffix('.damaged')}."
    )
    assert damaged.with_suffix(".damaged").read_text() == '{"id": "cut o'
    assert "second" in notes(book)
    assert run(capsys, "edit", book)[2] == ""


def test_what_stood_there_may_be_named_and_is_minded_at_once(book, capsys):
    before = book.read_bytes()
    code, _, err = ask(capsys, book, cell("J9", "mine", stood="something"))
    assert (code, book.read_bytes()) == (1, before)
    assert "Notes!J9 said “something” when you asked for “mine”; now it says nothing." in err
    assert ask(capsys, book, cell("J9", "mine", stood=None))[0] == 0


def test_an_edit_of_a_tab_that_is_not_there_is_refused_though_the_workbook_is_open(book, lock, capsys):
    code, _, err = ask(capsys, book, {"edits": [{"tab": "Nowhere", "rows": [{"date": "2026-11-16"}]}]})
    assert code == 1
    assert "no tab Nowhere" in err
    assert waiting.waiting(book) == ()
