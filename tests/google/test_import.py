"""Imports into a founder's Google Sheet: by key, in batches, taken up again where they were cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets.google import retry
from sheets.place import GoogleSheet
from tests.founder import EXPORT, founders_book, line
from tests.google import faults
from tests.google.batch_dimensions import inserted
from tests.google.desk import Desk
from tests.google.making import sentences, told
from tests.google.model import Book, Formula
from tests.sheets.google.wire import Time

#: (checked by, SKU, product, quantity, order, status, paid at, total, gift), from row 5 on.
ROWS = (
    ("Ana", "JE-M", "Jersey", 1, "#1001", "paid", None, 10_000, "sí"),
    ("Luis", "CAP", "Cap", 2, "#1002", "pending", None, 20_000, None),
    ("Ana", "JE-L", "Jersey", 1, "#1003", "paid", None, 30_000, None),
)
#: Columns, from 0.
CHECKED, SKU, PRODUCT, MARGIN, QUANTITY, ORDER, STATUS, PAID, TOTAL, GIFT = range(10)
#: Lines of an export that does not go into one request.
COUNT = 3000


def shop(google: Desk, folder: Path, *rows: tuple[object, ...], locale: str = "es_CO") -> GoogleSheet:
    return google.sheet(founders_book(folder / "shop.xlsx", *(rows or ROWS)), "Ruta Norte", locale)


def take(sheet: GoogleSheet, text: str, folder: Path, capsys, *more: str, code: int = 0):
    file = folder / "export.csv"
    file.write_text(text, encoding="utf-8")
    return told(capsys, "import", file, "--into", sheet, *more, code=code)


def orders(google: Desk, sheet: GoogleSheet) -> list[tuple[object, ...]]:
    """Order, SKU, quantity and total of each row below the header."""
    rows = google.rows(sheet, "Pedidos")[4:]
    padded = [row + [None] * (10 - len(row)) for row in rows]
    return [(row[ORDER], row[SKU], row[QUANTITY], row[TOTAL]) for row in padded]


def test_new_rows_go_below_and_changed_cells_alone_change(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    text = EXPORT + line("#1002", "CAP", "Cap", 2, 20_000) + line("#1004", "=1+1", "Luz", 3, 44_000)
    before = google.book(sheet)
    count = take(sheet, text, tmp_path, capsys)[-1]["imports"][0]
    assert (count["new"], count["changed"], count["same"]) == (1, 1, 0)
    after = google.book(sheet).sheet("Pedidos")
    assert orders(google, sheet)[1:] == [
        ("#1002", "CAP", 2, 20_000), ("#1003", "JE-L", 1, 30_000), ("#1004", "=1+1", 3, 44_000)
    ]  # fmt: skip
    assert after.cell(5, STATUS).value == "paid"
    # What begins with "=" is the text of a SKU, and no sum.
    assert not isinstance(after.cell(7, SKU).value, Formula)
    # All else in the founder's rows is what it was: who checked, their margin, the gift, its note and its link.
    was = before.sheet("Pedidos")
    for row, column, cell in was.cells():
        if row < 7 and (row, column) not in {(5, STATUS), (5, PAID)}:
            assert after.cell(row, column) == cell, (row, column)
    assert google.book(sheet).sheet("Metas").cell(1, 1).value == "=SUM(Pedidos!I5:I5000)"


def test_a_new_row_looks_like_the_one_above_and_goes_on_computing(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    take(sheet, EXPORT + line("#1004", "CAP", "Cap", 1, 50_000), tmp_path, capsys)
    tab = google.book(sheet).sheet("Pedidos")
    assert tab.cell(7, MARGIN).value == "=I8*0.4"
    for column in range(10):
        if column != PAID:
            assert tab.cell(7, column).format == tab.cell(6, column).format, column
    assert tab.cell(7, PAID).value == "2026-11-13 10:00:00 -0500"


def test_the_same_file_again_changes_nothing_and_writes_nothing(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    text = EXPORT + line("#1002", "CAP", "Cap", 2, 20_500) + line("#1004", "LUZ", "Luz", 3, 44_000)
    take(sheet, text, tmp_path, capsys)
    was = google.book(sheet)
    google.log.clear()
    count = take(sheet, text, tmp_path, capsys)[-1]["imports"][0]
    assert (count["new"], count["changed"], count["same"], count["refused"]) == (0, 0, 2, 0)
    assert google.writes == []
    assert google.book(sheet) is was


def test_a_preview_only_tells(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    events = take(sheet, EXPORT + line("#1004", "LUZ", "Luz", 3, 44_000), tmp_path, capsys, "--preview")
    assert "1 new, 0 changed" in sentences(events)[0]
    assert google.writes == []


def test_ten_thousand_lines_go_in_in_batches_that_are_told(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    events = take(sheet, _many(10_000), tmp_path, capsys)
    steps = [(event["done"], event["total"]) for event in events if event.get("step") == "write" and event["total"]]
    assert steps[0] == (0, 10_000)
    assert steps[-1] == (10_000, 10_000)
    assert len(steps) > 3
    assert [done for done, _ in steps] == sorted({done for done, _ in steps})
    assert max(len(call.raw) for call in google.writes) < 2_000_000
    assert orders(google, sheet)[3:] == _rows(10_000)
    # A look and a write for each batch, and two calls for each reading, of Definitions and of the tab: the rows in it don't make more of them.
    assert len(google.log) <= 6 + 2 * (len(steps) - 1)


@pytest.mark.parametrize("fault", ["page", "cut_after", "says"])
def test_an_import_that_is_cut_off_and_run_again_ends_with_the_same_rows(
    google: Desk, tmp_path: Path, capsys, time: Time, fault: str
) -> None:
    sheet = shop(google, tmp_path)
    text = _many(COUNT)
    before = orders(google, sheet)
    trouble = {"page": faults.page, "cut_after": faults.cut_after, "says": lambda: faults.says(403)}[fault]
    google.faults.add(trouble(), f"*{sheet.id}:batchUpdate", after=1)
    if fault == "says":
        failed = take(sheet, text, tmp_path, capsys, code=1)[-1]
        there = len(orders(google, sheet)) - 3
        assert 0 < there < COUNT
        assert f"{there} of {COUNT} rows are in the sheet already." in failed["happened"]["en"]
        assert f"Ya hay {there} de {COUNT} filas en la hoja." in failed["happened"]["es"]
        assert "nothing is written twice" in failed["remedy"]["en"]
    # Else the program itself finds out, after the break in the middle, what was written, and a second time changes nothing.
    take(sheet, text, tmp_path, capsys)
    assert orders(google, sheet) == before + _rows(COUNT)


def test_an_import_that_is_stopped_says_that_rows_may_be_there(
    google: Desk, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_seconds: float) -> None:
        raise KeyboardInterrupt

    sheet = shop(google, tmp_path)
    text = _many(COUNT)
    with monkeypatch.context() as patched:
        patched.setattr(retry, "RETRY", retry.Retry(sleep=stop))
        google.faults.add(faults.says(429), f"*{sheet.id}:batchUpdate", after=1)
        failed = take(sheet, text, tmp_path, capsys, code=1)[-1]
    assert 0 < len(orders(google, sheet)) - 3 < COUNT
    assert failed["kind"] == "cancelled"
    assert "some rows of export.csv may be in the sheet already" in failed["happened"]["en"]
    assert "algunas filas de export.csv pueden estar ya en la hoja" in failed["happened"]["es"]
    take(sheet, text, tmp_path, capsys)
    assert orders(google, sheet)[3:] == _rows(COUNT)


def test_a_row_that_somebody_inserts_while_reading_moves_the_import_along(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    # After the reading, before the look that precedes the write.
    google.person("*/values:batchGet", lambda book: _insert(book, 4), sheet, after=True)
    take(sheet, EXPORT + line("#1002", "CAP", "Cap", 2, 21_000), tmp_path, capsys)
    assert [row for row in orders(google, sheet) if row[0]] == [
        ("#1001", "JE-M", 1, 10_000), ("#1002", "CAP", 2, 21_000), ("#1003", "JE-L", 1, 30_000)
    ]  # fmt: skip


def test_a_row_that_somebody_inserts_right_before_the_write_costs_nobody_a_cell(
    google: Desk, tmp_path: Path, capsys
) -> None:
    sheet = shop(google, tmp_path)
    google.person("*:batchUpdate", lambda book: _insert(book, 4), sheet)
    text = EXPORT + line("#1002", "CAP", "Cap", 2, 21_000) + line("#1009", "LUZ", "Luz", 1, 9_000)
    take(sheet, text, tmp_path, capsys)
    # The blank row may take the new order.
    assert sorted(row for row in orders(google, sheet) if row[0]) == [
        ("#1001", "JE-M", 1, 10_000), ("#1002", "CAP", 2, 21_000), ("#1003", "JE-L", 1, 30_000), ("#1009", "LUZ", 1, 9_000)
    ]  # fmt: skip


def test_a_protected_tab_is_told_by_its_name_and_nothing_is_written(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    with google.change(sheet) as book:
        book.access = "writer"
        tab = book.edit("Pedidos")
        tab.protected = [
            {"protectedRangeId": 5, "range": {"sheetId": tab.id}, "editors": {"users": ["ana@example.com"]}}
        ]
    failed = take(sheet, EXPORT + line("#1004", "CAP", "Cap", 1, 9), tmp_path, capsys, code=1)[-1]
    assert failed["kind"] == "protected"
    assert "Pedidos" in failed["happened"]["en"]
    assert "Pedidos" in failed["happened"]["es"]
    assert google.writes == []


def test_a_tab_that_is_deleted_meanwhile_takes_nothing(google: Desk, tmp_path: Path, capsys) -> None:
    sheet = shop(google, tmp_path)
    google.person("*:batchUpdate", lambda book: book.sheets.remove(book.sheet("Pedidos")), sheet)
    failed = take(sheet, EXPORT + line("#1004", "CAP", "Cap", 1, 9), tmp_path, capsys, code=1)[-1]
    assert failed["kind"] in ("no_tab", "changed")
    assert google.tabs(sheet) == ["Metas"]


def _many(count: int) -> str:
    return EXPORT + "".join(
        line(f"#{2000 + at}", f"SKU-{at % 7}", f"Producto {at % 7}", 1, 1000 + at) for at in range(count)
    )


def _rows(count: int) -> list[tuple[object, ...]]:
    """What :func:`_many` comes to, as :func:`orders` tells it."""
    return [(f"#{2000 + at}", f"SKU-{at % 7}", 1, 1000 + at) for at in range(count)]


def _insert(book: Book, row: int) -> None:
    """A person puts a blank row in, above this one (from 0)."""
    inserted(book, book.edit("Pedidos"), "ROWS", row, 1)
