"""Reading only the rows in question gives the same cells of them as reading all, however the tab is written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets import headers
from sheets.excel import narrow as narrowing
from sheets.excel.narrow import narrow
from sheets.excel.read import read, read_for
from sheets.workbook import HEAD_ROWS, Cell, TabSnapshot, Uncached, Wanted
from tests.sheets.excel.making import prefixed, rebuilt

HEADER = ["Paid at", "Order", "Financial status", "Total", "Mine"]
ROWS = 60
PART = "xl/worksheets/sheet1.xml"


def orders(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Orders"
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def many(path: Path) -> Path:
    day = datetime(2026, 11, 13, 10)
    return orders(path, *([day, f"#{1000 + number}", "paid", number * 1.5, f"=D{number}"] for number in range(ROWS)))


def wanted(*numbers: str) -> Wanted:
    return Wanted("orders", "order_id", lambda cell: str(cell).removeprefix("#") in numbers)


def tab(path: Path, of: Wanted) -> TabSnapshot:
    found = read_for(path, of).tab("Orders")
    assert found is not None
    return found


def whole(path: Path) -> TabSnapshot:
    found = read(path).tab("Orders")
    assert found is not None
    return found


def test_the_rows_in_question_are_read_in_full_and_the_others_by_key(tmp_path: Path) -> None:
    path = many(tmp_path / "a.xlsx")
    found, every = tab(path, wanted("1040")), whole(path)
    assert found.rows[41] == every.rows[41] == [datetime(2026, 11, 13, 10), "#1040", "paid", 60, Uncached()]
    assert found.rows[42] == [None, "#1041"]
    assert [list(row) for row in found.rows[:HEAD_ROWS]] == [list(row) for row in every.rows[:HEAD_ROWS]]
    assert (len(found.rows), found.row_count) == (len(every.rows), every.row_count)


def test_formulas_of_the_rows_in_question_are_told(tmp_path: Path) -> None:
    found = tab(many(tmp_path / "a.xlsx"), wanted("1040"))
    assert (42, 5) in found.formulas
    assert (43, 5) not in found.formulas


def test_the_last_rows_are_read_in_full_since_new_ones_go_on_from_them(tmp_path: Path) -> None:
    path = many(tmp_path / "a.xlsx")
    found, every = tab(path, wanted("1040")), whole(path)
    assert [len(row) for row in found.rows[54:]] == [2, 2, 5, 5, 5, 5, 5]
    assert list(found.rows[56:]) == list(every.rows[56:])


def test_rows_without_a_key_are_read_in_full(tmp_path: Path) -> None:
    path = many(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["Orders"]["D70"] = "=SUM(D2:D61)"
    book["Orders"]["E66"] = "checked"
    book.save(path)
    found = tab(path, wanted("1040"))
    assert found.rows[65][4] == "checked"
    assert (70, 4) in found.formulas


def test_a_key_that_was_cleared_is_told(tmp_path: Path) -> None:
    path = many(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for cell in book["Orders"][50]:
        cell.value = None
    book["Orders"]["B50"].number_format = "0"
    book.save(path)
    assert tab(path, wanted("1040")).emptied == {50}


def test_many_rows_in_question_are_read_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = many(tmp_path / "a.xlsx")
    monkeypatch.setattr(narrowing, "_MOST_BYTES", 2000)
    found, every = tab(path, wanted("1040")), whole(path)
    assert list(found.rows) == list(every.rows)
    assert (42, 5) in found.formulas


def test_a_tab_written_with_prefixes_is_read_as_a_whole(tmp_path: Path) -> None:
    path = rebuilt(many(tmp_path / "a.xlsx"), lambda parts: parts | {PART: prefixed(parts[PART])})
    found, every = tab(path, wanted("1040")), whole(path)
    assert [list(row) for row in found.rows] == [list(row) for row in every.rows]
    assert len(found.rows[50]) == len(HEADER)


@pytest.mark.parametrize(
    ("here", "instead"),
    [
        (b'<row r="45"', b'<row spans="1:5" r="45"'),
        (b'<row r="45">', b"<row>"),
        (b'<c r="B45"', b'<c s="0" r="B45"'),
        (b'<row r="45"', b'<!-- here --><row r="45"'),
        (b"<sheetData>", b'<sheetData xml:space="preserve">'),
    ],
)
def test_a_tab_written_otherwise_gives_the_same_cells(tmp_path: Path, here: bytes, instead: bytes) -> None:
    path = many(tmp_path / "a.xlsx")
    odd = rebuilt(path, lambda parts: parts | {PART: parts[PART].replace(here, instead, 1)})
    found, every = tab(odd, wanted("1040")), whole(odd)
    assert list(found.rows[41]) == list(every.rows[41])
    assert [list(row)[:2][-1:] for row in found.rows] == [list(row)[:2][-1:] for row in every.rows]


def test_a_header_that_only_merged_cells_explain_is_found_as_a_whole_reading_finds_it(tmp_path: Path) -> None:
    """Without the merged cells, which stand below the rows, "name" is the order's and not the line's."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Orders"
    sheet.append([None] * 5 + ["Order"])
    sheet.append([None] * 9 + ["Lineitem"])
    sheet.append([None] * 6 + ["Paid at", "Financial status", "Total", "name", "sku"])
    for number in range(1000, 1000 + ROWS):
        sheet.append([None] * 5 + [f"#{number}", None, "paid", 10, "Cap 1", "CC-U"])
    sheet.merge_cells("F1:F3")
    sheet.merge_cells("J2:K2")
    path = tmp_path / "a.xlsx"
    book.save(path)
    found, every = tab(path, wanted("1040")), whole(path)
    assert headers.header(found, "orders").places["order_id"] == 5  # type: ignore[union-attr]
    assert [row[5] for row in found.rows[3:]] == [row[5] for row in every.rows[3:]]


@settings(max_examples=60)
@given(
    st.lists(st.one_of(st.none(), st.integers(1, 99), st.text("#12AB &<é\n", max_size=5), st.booleans()), max_size=45)
)
def test_keys_of_any_kind_are_the_ones_that_a_whole_reading_finds(
    tmp_path_factory: pytest.TempPathFactory, keys: list[Cell]
) -> None:
    rows = [[None, key, "paid", number, None] for number, key in enumerate(keys)]
    path = orders(tmp_path_factory.mktemp("keys") / "a.xlsx", *rows)
    found, every = tab(path, Wanted("orders", "order_id", lambda _cell: False)), whole(path)
    assert [row[1] if len(row) > 1 else None for row in found.rows] == [
        row[1] if len(row) > 1 else None for row in every.rows
    ]


def test_what_is_no_plain_sheet_is_left_to_a_whole_reading() -> None:
    assert not narrow([b"<x:worksheet><x:sheetData/></x:worksheet>"], "A", {}, lambda _cell: True).plain
    assert not narrow([b'<worksheet><sheetData><row r="2"></row><row r="1"></row></sheetData>'], "A", {}, bool).plain
