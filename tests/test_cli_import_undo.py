"""``operating-brief import --undo``: byte for byte while nothing has changed since, else cell by cell and never more."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from desktop import cli, undo_journal
from sheets.imports import undo
from tests.founder import EXPORT, founders_book, line, seen, take
from tests.invariants import unharmed

ANA = ("Ana", "JA-M", "Jersey - M", 1, "#1001", "paid", "2026-11-12 09:00:00 -0500", 70_000, "sí")
LUIS = ("Luis", "SN-SM", "Socks - SM", 2, "#1002", "pending", "2026-11-12 09:00:00 -0500", 20_000, "no")
FIRST = line("#1001", "JA-M", "Jersey - M", 1, 75_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
SECOND = line("#1002", "SN-SM", "Socks - SM", 2, 20_000).replace("2026-11-13 10:00", "2026-11-12 09:00", 1)
NEW = line("#1003", "CC-U", "Cap - U", 3, 49_900)
SHEET = {"xl/worksheets/sheet1.xml"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return founders_book(tmp_path / "mine.xlsx", ANA, LUIS)


def back(book: Path, capsys: Any, *more: str, code: int = 0) -> tuple[dict[str, Any], list[str]]:
    """Take the last import back: its ``done`` (or failed) event, and what was said in English."""
    assert cli.main(["import", "--undo", "--into", str(book), "--events", *more]) == code
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return events[-1], [event["text"]["en"] for event in events if event["event"] in ("note", "warning")]


def by_hand(book: Path, **cells: Any) -> None:
    mine = openpyxl.load_workbook(book)
    for address, value in cells.items():
        mine["Pedidos"][address] = value
    mine.save(book)


def values(book: Path) -> dict[str, Any]:
    return {where: cell[0] for where, cell in seen(book).items() if "!" in where and cell[0] is not None}


def test_while_nothing_has_changed_since_the_workbook_is_as_it_was_byte_for_byte(book, capsys):
    before = book.read_bytes()
    take(book, EXPORT + FIRST + SECOND + NEW, capsys)
    assert book.read_bytes() != before
    done, said = back(book, capsys)
    assert book.read_bytes() == before
    assert said == ["The import of export.csv is taken back: the workbook is as it was before it, byte for byte."]
    assert done["undo"] is False


def test_several_imports_are_taken_back_one_after_the_other(book, capsys):
    states = [book.read_bytes()]
    for text in (EXPORT + NEW, EXPORT + FIRST, EXPORT + line("#1004", "JA-S", "Jersey - S", 1, 80_000)):
        take(book, text, capsys)
        states.append(book.read_bytes())
    for state in reversed(states[:-1]):
        back(book, capsys)
        assert book.read_bytes() == state
    failed, _ = back(book, capsys, code=1)
    assert failed["kind"] == "no_import"


def test_an_import_of_several_files_is_one_that_is_taken_back(book, capsys):
    before = book.read_bytes()
    for name, text in (("a.csv", FIRST), ("b.csv", NEW)):
        book.with_name(name).write_text(EXPORT + text)
    files = [str(book.with_name(name)) for name in ("a.csv", "b.csv")]
    assert cli.main(["import", *files, "--into", str(book), "--lang", "en"]) == 0
    capsys.readouterr()
    back(book, capsys)
    assert book.read_bytes() == before


def test_an_import_that_changed_nothing_is_none_to_take_back(book, capsys):
    take(book, EXPORT + NEW, capsys)
    once = book.read_bytes()
    take(book, EXPORT + NEW, capsys)
    back(book, capsys)
    assert book.read_bytes() != once
    assert "Pedidos!F7" not in values(book)


def test_what_the_founder_did_since_stays_and_the_rest_goes_back(book, capsys):
    before = values(book)
    take(book, EXPORT + FIRST + SECOND.replace("pending", "paid") + NEW, capsys)
    by_hand(book, A7="Sofía", G6="refunded", J6="con nota")
    kept = book.read_bytes()
    done, said = back(book, capsys)
    # #1002 said pending, the import made it paid and the founder refunded; the new order's own cells are emptied.
    expected = {**before, "Pedidos!A7": "Sofía", "Pedidos!G6": "refunded", "Pedidos!J6": "con nota"}
    now = values(book)
    assert now.pop("Pedidos!D7") == "=I7*0.4"
    assert now == expected
    assert done["imports"][0]["stays"] == ["Pedidos!G6"]
    assert said == [
        "The import of export.csv is taken back: 2 rows of Pedidos put back.",
        "Changed since, so it stays: Pedidos!G6.",
    ]
    (book.parent / "before.xlsx").write_bytes(kept)
    unharmed(book.parent / "before.xlsx", book, SHEET)


def test_a_tab_that_was_sorted_since_is_put_back_by_what_its_rows_are(book, capsys):
    take(book, EXPORT + FIRST + SECOND.replace("pending", "paid") + NEW, capsys)
    mine = openpyxl.load_workbook(book)
    sheet = mine["Pedidos"]
    rows = [[sheet.cell(row, column).value for column in range(1, 11)] for row in (5, 6, 7)]
    for at, row in enumerate([rows[2], rows[0], rows[1]], start=5):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column).value = value
    mine.save(book)
    done, _ = back(book, capsys)
    sheet = openpyxl.load_workbook(book)["Pedidos"]
    assert [(sheet.cell(row, 6).value, sheet.cell(row, 7).value, sheet.cell(row, 9).value) for row in (5, 6, 7)] == [
        (None, None, None), ("#1001", "paid", 70_000), ("#1002", "pending", 20_000)
    ]  # fmt: skip
    assert done["imports"][0]["stays"] == []


def test_columns_that_were_moved_since_are_found_by_their_headers(book, capsys):
    take(book, EXPORT + FIRST, capsys)
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"].move_range("I4:I6", cols=3)
    mine.save(book)
    back(book, capsys)
    assert openpyxl.load_workbook(book)["Pedidos"]["L5"].value == 70_000


def test_a_row_that_is_another_order_by_now_is_never_touched(book, capsys):
    take(book, EXPORT + FIRST, capsys)
    by_hand(book, F5="#2000", B5="NEW", C5="New")
    done, _ = back(book, capsys)
    sheet = openpyxl.load_workbook(book)["Pedidos"]
    assert (sheet["F5"].value, sheet["I5"].value) == ("#2000", 75_000)
    assert done["imports"][0]["stays"] == ["Pedidos!5"]


def test_rows_that_a_replacing_import_emptied_come_back(book, capsys):
    before = values(book)
    file = book.with_name("export.csv")
    file.write_text(EXPORT + NEW)
    assert cli.main(["import", str(file), "--into", str(book), "--mode", "replace"]) == 0
    capsys.readouterr()
    assert not {"#1001", "#1002"} & set(values(book).values())
    by_hand(book, A9="mine")
    back(book, capsys)
    now = values(book)
    assert now.pop("Pedidos!A9") == "mine"
    assert {where: cell for where, cell in now.items() if not where.startswith("Pedidos!D")} == {
        where: cell for where, cell in before.items() if not where.startswith("Pedidos!D")
    }


def test_too_many_rows_to_be_kept_go_back_only_as_a_whole(book, capsys, monkeypatch):
    monkeypatch.setattr(undo, "MOST_ROWS", 1)
    before = book.read_bytes()
    many = EXPORT + NEW + line("#1004", "JA-S", "Jersey - S", 1, 80_000)
    take(book, many, capsys)
    back(book, capsys)
    assert book.read_bytes() == before
    take(book, many, capsys)
    by_hand(book, A9="mine")
    worked_on = book.read_bytes()
    failed, _ = back(book, capsys, code=1)
    assert failed["kind"] == "too_much_to_undo"
    assert book.read_bytes() == worked_on
    # It is kept, and said again the next time.
    assert undo_journal.any_kept(book)


def test_a_preview_and_an_undo_that_cannot_be_leave_no_trace(book, capsys):
    file = book.with_name("export.csv")
    file.write_text(EXPORT + NEW)
    before = book.read_bytes()
    assert cli.main(["import", str(file), "--into", str(book), "--preview"]) == 0
    capsys.readouterr()
    back(book, capsys, code=1)
    assert book.read_bytes() == before


def test_only_the_last_ten_imports_are_kept_and_only_their_owner_may_read_them(book, capsys):
    for number in range(12):
        take(book, EXPORT + line(f"#{2000 + number}", "A", "A", 1, 10), capsys)
    files = undo_journal._files(book)
    assert len(files) == undo_journal.KEPT
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_a_formula_put_in_since_stays_though_it_comes_to_what_the_import_wrote(book, capsys):
    take(book, EXPORT + FIRST, capsys)
    by_hand(book, I5="=70000+5000")
    with_result(book, "70000+5000", 75_000)
    done, _ = back(book, capsys)
    assert openpyxl.load_workbook(book)["Pedidos"]["I5"].value == "=70000+5000"
    assert done["imports"][0]["stays"] == ["Pedidos!I5"]


def with_result(book: Path, formula: str, result: int) -> None:
    """As the file is once a spreadsheet has computed this formula."""
    with zipfile.ZipFile(book) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    computed = f"<f>{formula}</f><v>{result}</v>".encode()
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet], found = re.subn(rf"<f>{re.escape(formula)}</f><v ?(/>|></v>)".encode(), computed, parts[sheet])
    assert found == 1
    with zipfile.ZipFile(book, "w") as after:
        for name, content in parts.items():
            after.writestr(name, content)


def test_lines_that_are_alike_are_found_again_below_a_row_that_was_put_in_above(book, capsys):
    before = values(book)
    twice = line("#1003", "CC-U", "Cap - U", 1, 20_000) + line("#1003", "CC-U", "Cap - U", 2, None)
    take(book, EXPORT + twice + line("#1003", "CC-U", "Cap - U", 2, None), capsys)
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"].insert_rows(7)
    mine.save(book)
    done, _ = back(book, capsys)
    # Rows 7, 8 and 9 are 8, 9 and 10 now; only the founder's formulas beside them stay.
    assert done["imports"][0]["stays"] == []
    assert {where: cell for where, cell in values(book).items() if not where.startswith("Pedidos!D")} == {
        where: cell for where, cell in before.items() if not where.startswith("Pedidos!D")
    }


@pytest.mark.parametrize(
    "spoilt",
    [
        7,
        {"tab": "Pedidos", "table": "nowhere", "rows": []},
        {"tab": "Pedidos", "table": "orders", "rows": [[5, False, {"total": [1]}, {}]]},
        {"tab": "Pedidos", "table": "orders", "rows": [[5, False, {"total": [["day", "x"], 75_000]}, {}]]},
        {"tab": "Pedidos", "table": "orders", "rows": [[5, False, {"total": [{"a": 1}, 75_000]}, {}]]},
    ],
)
def test_a_spoilt_journal_harms_nothing_and_gets_a_sentence(book, capsys, spoilt):
    take(book, EXPORT + FIRST, capsys)
    (path,) = undo_journal._files(book)
    found = msgspec.msgpack.decode(zlib.decompress(path.read_bytes()))
    found["steps"][0]["written"] = spoilt
    path.write_bytes(zlib.compress(msgspec.msgpack.encode(found)))
    by_hand(book, A9="mine")
    before = book.read_bytes()
    failed, _ = back(book, capsys, code=1)
    assert failed["kind"] == "spoilt_undo"
    assert book.read_bytes() == before


def test_emptied_rows_come_back_beside_what_stood_beside_them(book, capsys):
    before = {row[:1] + row[5:] for row in openpyxl.load_workbook(book)["Pedidos"].iter_rows(5, 6, values_only=True)}
    file = book.with_name("export.csv")
    file.write_text(EXPORT + NEW)
    assert cli.main(["import", str(file), "--into", str(book), "--mode", "replace"]) == 0
    capsys.readouterr()
    mine = openpyxl.load_workbook(book)
    mine["Pedidos"].insert_rows(5)
    mine.save(book)
    done, _ = back(book, capsys)
    # “Ana” checked #1001, which is a gift, and “Luis” #1002: still so, a row further down.
    rows = openpyxl.load_workbook(book)["Pedidos"].iter_rows(6, 7, values_only=True)
    assert {row[:1] + row[5:] for row in rows} == before
    assert done["imports"][0]["stays"] == []
