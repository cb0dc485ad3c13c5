from __future__ import annotations

import math

import pandas as pd
import pytest

from reports.facts import Facts
from tests.reports.drawn import drawn, facts

HEAD = "order_id | created_at | financial_status | subtotal | total | line_sku | line_qty | line_price"


def read(orders: str, stock: str, since: str = "2026-08-01", definitions: str = "") -> Facts:
    tables = [
        drawn("orders", f"{HEAD}\n{orders}"),
        drawn("inventory", stock),
        drawn("sources", f"source | last_refreshed_at | covers_from\nOrders | 2026-11-16 07:00 | {since}"),
    ]
    if definitions:
        tables.append(drawn("definitions", "key | applies_to | value\n" + definitions))
    return facts(*tables)


def sold(number: int, sku: str, units: int, paid: int | None = None, day: str = "2026-11-10") -> str:
    total = units * 100 if paid is None else paid
    return f"#{number} | {day} 10:00 | paid | {total} | {total} | {sku} | {units} | 100\n"


SIZES = "product_id | sku | size | available\np | A | S | {}\np | B | M | {}\np | C | L | {}"


def test_trap_58_one_size_that_has_all_the_stock_hides_nothing() -> None:
    orders = sold(1, "A", 2) + sold(2, "B", 7) + sold(3, "C", 1)
    row = read(orders, SIZES.format(0, 0, 50)).products.loc["p"]
    assert row["available"] == 50
    assert row["size_availability"] == pytest.approx(1 / 10)
    assert row["broken_run"]
    assert row["core_out"] == ("M",)  # seven of ten is the core of 70 %


def test_all_sizes_in_stock_is_exact_however_little_was_sold() -> None:
    assert read(sold(1, "A", 1), SIZES.format(1, 1, 1)).products.loc["p", "size_availability"] == 1.0


def test_size_availability_needs_ten_units() -> None:
    assert math.isnan(read(sold(1, "B", 9), SIZES.format(1, 0, 1)).products.loc["p", "size_availability"])
    assert read(sold(1, "B", 10), SIZES.format(1, 0, 1)).products.loc["p", "size_availability"] == 0.0


def test_trap_52_nothing_in_stock_is_no_broken_run_without_demand() -> None:
    row = read(sold(1, "ZZ", 20), SIZES.format(0, 0, 0)).products.loc["p"]
    assert not row["broken_run"]
    assert row["demand_units"] == 0


def test_the_first_sale_tells_an_age_only_where_orders_reach_28_days_back() -> None:
    stock = "product_id | sku | available\np | A | 4"
    known = read(sold(1, "A", 1, day="2026-11-05"), stock, since="2026-10-08").products.loc["p"]
    assert (known["age_days"], known["age_basis"]) == (11, "first sale")
    unknown = read(sold(1, "A", 1, day="2026-11-05"), stock, since="2026-10-09").products.loc["p"]
    assert math.isnan(unknown["age_days"])
    assert unknown["age_basis"] == ""


def test_sell_through_is_sold_over_sold_and_available() -> None:
    found = read(sold(1, "A", 6), "product_id | sku | available\np | A | 18\nq | B | 0")
    assert found.products.loc["p", "sell_through"] == pytest.approx(6 / 24)
    assert math.isnan(found.products.loc["q", "sell_through"])


def test_discount_dependency_needs_fifteen_units_and_a_bound_over_half() -> None:
    stock = "product_id | sku | available\np | A | 99"
    cheap = read(sold(1, "A", 14, 14 * 90) + sold(2, "A", 2, 200), stock)
    assert cheap.products.loc["p", "discount_dependent"]
    even = read(sold(1, "A", 9, 9 * 90) + sold(2, "A", 7), stock)
    assert not even.products.loc["p", "discount_dependent"]
    few = read(sold(1, "A", 14, 14 * 90), stock)
    assert pd.isna(few.products.loc["p", "discount_dependent"])
    slight = read(sold(1, "A", 16, 16 * 91), stock)
    assert not slight.products.loc["p", "discount_dependent"]


def test_margin_is_on_the_price_without_tax() -> None:
    stock = "product_id | sku | available | price | unit_cost\np | A | 4 | 119 | 60"
    assert read(sold(1, "A", 1), stock).products.loc["p", "list_margin"] == pytest.approx(0.40)
    plain = read(sold(1, "A", 1), stock, definitions="prices_include_tax | | no").products.loc["p"]
    assert plain["list_margin"] == pytest.approx((119 - 60) / 119)
    assert plain["clear_margin"] == pytest.approx((119 * 0.7 - 60) / (119 * 0.7))


def test_the_weeks_delta_is_in_money_after_discounts() -> None:
    orders = sold(1, "A", 3, 270) + sold(2, "A", 1, 100, "2026-11-03")
    row = read(orders, "product_id | sku | available\np | A | 4").products.loc["p"]
    assert (row["sales_week"], row["sales_week_before"], row["delta"]) == (270, 100, 170)
    assert (row["units_week"], row["units_week_before"]) == (3, 1)
