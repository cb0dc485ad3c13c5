from __future__ import annotations

from datetime import date, datetime

import pytest

from sheets.contract import tab
from sheets.imports import keys
from sheets.imports.records import Record
from sheets.imports.values import plain_columns, same, value
from sheets.workbook import Cell, ErrorCell

ORDERS = tab("orders")


def read(column: str, cell: Cell, key: str = "orders", plain: tuple[str, ...] = ("total",)) -> Cell:
    return value(cell, tab(key).column(column), plain)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("total", "1299.00", 1299),
        ("total", "-0.98", -0.98),
        ("total", "0", 0),
        ("total", "", None),
        ("total", 10.5, 10.5),
        ("line_qty", "3", 3),
        ("line_qty", "3.0", 3),
        ("line_qty", "three", "three"),
        ("paid_at", "2025-12-06 10:36:16 -0500", "2025-12-06 10:36:16 -0500"),
        ("paid_at", "2026-11-16T04:30:00Z", "2026-11-16T04:30:00Z"),
        ("paid_at", "31/12/2023 22:36", "31/12/2023 22:36"),
        ("paid_at", "2025-12-06 10:36:16", datetime(2025, 12, 6, 10, 36, 16)),
        ("promise_date", "2025-12-06", date(2025, 12, 6)),
        ("promise_date", "2025-13-06", "2025-13-06"),
        ("order_id", "#1001", "#1001"),
        ("order_admin_id", 6798481555755.0, "6798481555755"),
        ("customer_id", "'7210448301122", "7210448301122"),
        ("ship_phone", "'+57 300 123 4567", "+57 300 123 4567"),
        ("line_sku", "-", None),
        ("line_sku", "00123", "00123"),
        ("note", "'til Friday", "'til Friday"),
        ("note", "a\r\nb\x00c", "a\nbc"),
        ("note", "   ", None),
        ("note", "=IMPORTXML(1)", "=IMPORTXML(1)"),
        ("financial_status", "paid", "paid"),
    ],
)
def test_a_cell_is_written_as_what_it_surely_is(column: str, cell: Cell, expected: Cell) -> None:
    found = read(column, cell)
    assert found == expected
    assert type(found) is type(expected)


def test_stock_that_is_not_stocked_is_not_zero() -> None:
    assert read("available", "not stocked", "inventory") == "not stocked"
    assert read("available", "-2", "inventory") == -2


def test_money_is_a_number_only_where_its_whole_column_is_plain() -> None:
    records = [
        Record(2, {"total": "189900.00", "subtotal": "189.900", "taxes": "", "shipping": "12,5"}),
        Record(3, {"total": "12", "subtotal": "12", "taxes": None, "shipping": "12"}),
    ]
    plain = plain_columns(ORDERS, records)
    # 189.900 may be pesos or three decimals: the reader decides it by all cells of the column, so none becomes a number.
    assert {"total", "taxes"} <= plain
    assert not {"subtotal", "shipping"} & plain
    assert value("12", ORDERS.column("subtotal"), plain) == "12"


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (None, None),
        ("  ", None),
        (1299.0, 1299),
        ("1299.00", 1299),
        (1001.0, "1001"),
        ("paid ", "paid"),
        (datetime(2026, 11, 13), date(2026, 11, 13)),
        (datetime(2026, 11, 13, 10, 12, 0, 3), datetime(2026, 11, 13, 10, 12)),
    ],
)
def test_what_says_the_same_is_left_alone(now: Cell, wanted: Cell) -> None:
    assert same(now, wanted)


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (None, 0),
        (0.0, None),
        ("paid", "refunded"),
        (1299.0, 1299.5),
        (True, 1),
        (datetime(2026, 11, 13, 1), date(2026, 11, 13)),
        ("2026-11-13", date(2026, 11, 13)),
        ("00123", "123"),
        (ErrorCell("#N/A"), 12),
    ],
)
def test_what_says_something_else_is_changed(now: Cell, wanted: Cell) -> None:
    assert not same(now, wanted)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("#1001", "1001"),
        (" # 1001", "1001"),
        (1001.0, "1001"),
        ("ai-1001", "AI-1001"),
        ("1001\u200b", "1001"),
        ('="1001"', "1001"),
        ("gid://shopify/Order/1001", "1001"),
        (None, ""),
    ],
)
def test_an_order_number_is_compared_without_its_sign(cell: Cell, key: str) -> None:
    assert keys.order(cell) == key


@pytest.mark.parametrize(
    ("cell", "damaged"), [("1.00E+05", True), ("01/05/2026", True), ("1E5", False), ("JA-M", False)]
)
def test_a_sku_that_a_spreadsheet_made_something_else_of_is_seen(cell: Cell, damaged: bool) -> None:
    assert keys.is_damaged(cell) is damaged
