from __future__ import annotations

import math
from datetime import date, timedelta

import pytest

from reports.facts import Facts
from reports.metrics.variants import cover
from tests.reports.drawn import drawn, facts

HEAD = "order_id | created_at | financial_status | fulfillment_status | total | line_sku | line_qty | line_price"
SOURCES = "source | last_refreshed_at | covers_from\nOrders | 2026-11-16 07:00 | 2026-08-01"


def read(orders: str, stock: str, *more: str, definitions: str = "") -> Facts:
    tables = [drawn("orders", f"{HEAD}\n{orders}"), drawn("inventory", stock), drawn("sources", SOURCES)]
    if definitions:
        tables.append(drawn("definitions", "key | applies_to | value\n" + definitions))
    return facts(*tables)


def sold(sku: str, units: int, day: str = "2026-11-10", number: int = 1) -> str:
    return f"#{number} | {day} 10:00 | paid | fulfilled | 100 | {sku} | {units} | 100\n"


def test_cover_and_its_bounds_by_hand() -> None:
    assert cover(3, 12, 28, 0.9) == pytest.approx((7.0, 3 * 28 / 19.4426, 3 * 28 / 6.9242), rel=1e-4)
    assert all(math.isnan(days) for days in cover(3, 0, 28, 0.9))
    assert all(math.isnan(days) for days in cover(math.nan, 3, 28, 0.9))
    assert all(math.isnan(days) for days in cover(3, 3, 0, 0.9))


def test_trap_51_cover_of_negative_stock_is_nothing_and_never_negative() -> None:
    assert cover(-4, 12, 28, 0.9) == (0.0, 0.0, 0.0)
    assert cover(0, 0, 28, 0.9) == (0.0, 0.0, 0.0)


def test_trap_53_demand_of_a_size_that_is_out_is_understated() -> None:
    found = read(
        sold("A", 3) + sold("B", 3, number=2),
        "product_id | sku | available\np | A | 0\np | B | 2\nq | C | 0",
    )
    assert found.variants["understated"].to_dict() == {"A": True, "B": False, "C": False}


def test_trap_54_without_sales_cover_is_unknown_and_not_endless() -> None:
    found = read(sold("A", 3), "product_id | sku | available\np | A | 4\nq | B | 900")
    assert math.isnan(found.variants.loc["B", "cover_days"])
    assert found.variants.loc["B", "velocity"] == 0
    assert found.variants.loc["B", "reorder"] == 0


def test_trap_39_a_wholesale_order_is_shown_with_and_without() -> None:
    found = read(
        sold("A", 40, number=7) + sold("A", 2, "2026-11-11", 8),
        "product_id | sku | available | published_at\np | A | 42 | 2025-01-01",
    )
    row = found.variants.loc["A"]
    assert (row["demand_units"], row["demand_without_bulk"], row["bulk_order"]) == (42, 2, "#7")
    assert row["cover_days"] == pytest.approx(28.0)
    assert row["cover_without_bulk"] == pytest.approx(42 / (2 / 28))


def test_trap_59_a_bundle_sold_is_demand_for_its_parts() -> None:
    found = read(
        sold("KIT", 2) + sold("A", 1, number=2),
        "product_id | sku | available | bundle_of | published_at\np | A | 14 | | 2025-01-01\nq | B | 14 |\nk | KIT | | a*2; B",
    )
    assert found.variants["demand_units"].to_dict() == {"A": 5, "B": 2, "KIT": 2}
    assert found.products["demand_units"].to_dict() == {"p": 5, "q": 2, "k": 2}
    assert found.products.loc["p", "units_week"] == 1  # what was sold as itself
    assert found.variants.loc["A", "cover_days"] == pytest.approx(14 / (5 / 28))


def test_trap_60_a_late_inventory_lowers_confidence() -> None:
    stock = drawn("inventory", "product_id | sku | available\np | A | 4")
    orders = drawn("orders", f"{HEAD}\n{sold('A', 20)}")
    fresh = drawn("sources", SOURCES + "\nInventory | 2026-11-16 07:00 | ")
    stale = drawn("sources", SOURCES + "\nInventory | 2026-11-11 07:00 | ")
    assert facts(stock, orders, fresh).variants.loc["A", "confidence"] == "solid"
    assert facts(stock, orders, stale).variants.loc["A", "confidence"] == "directional"
    assert facts(stock, orders, stale).sources["inventory"].too_old


def test_days_start_when_a_product_goes_on_sale() -> None:
    found = read(
        sold("A", 6, "2026-11-12"),
        "product_id | sku | available | published_at\np | A | 6 | 2026-11-10\nq | B | 6 | 2025-01-01",
    )
    assert found.variants["days"].to_dict() == {"A": 6, "B": 28}
    assert found.variants.loc["A", "cover_days"] == pytest.approx(6.0)


def test_a_product_published_in_the_future_is_not_on_sale_for_minus_days() -> None:
    found = read(sold("A", 6, "2026-11-12"), "product_id | sku | available | published_at\np | A | 6 | 2026-12-24")
    assert found.products.loc["p", "age_basis"] == "first sale"
    assert found.products.loc["p", "age_days"] == 4


def test_minimum_and_lead_time_come_from_the_row_then_the_definitions() -> None:
    found = read(
        sold("A", 1),
        """
        product_id | product_type | sku | available | low_stock_units | lead_time_days
        p          | Jersey       | A   | 4         | 2               | 7
        q          | Jersey       | B   | 4         |                 |
        r          | Taza         | C   | 4         |                 |
        s          | Taza         | D   | 4         |                 |
        """,
        definitions="low_stock_units | sku:D | 1\nlead_time_days | product:s | 3",
    )
    assert found.variants["minimum"].to_dict() == {"A": 2, "B": 8, "C": 5, "D": 1}
    assert found.variants["lead_days"].to_dict() == {"A": 7, "B": 30, "C": 20, "D": 3}


def test_a_reorder_takes_off_what_comes_in_time_and_never_goes_below_nothing() -> None:
    stock = """
        product_id | sku | available | published_at | incoming | incoming_eta | clear_intent
        p          | A   | 0         | 2025-01-01   | 4        | 2026-11-30   |
        q          | B   | 0         | 2025-01-01   | 4        | 2027-03-01   |
        r          | C   | 0         | 2025-01-01   | 4        |              |
        s          | D   | 900       | 2025-01-01   |          |              |
        t          | E   | 0         | 2025-01-01   |          |              | yes
    """
    found = read("".join(sold(sku, 7, number=n) for n, sku in enumerate("ABCDE", 1)), stock)
    # v = 7/28, L = 20, R = 14: 8.5, and safety ceil(1.28 * sqrt(5)) = 3
    assert found.variants["reorder"].tolist()[:4] == [math.ceil(8.5 + 3 - 4), math.ceil(8.5 + 3), 8, 0]
    assert found.variants["reorder"].isna().tolist() == [False, False, False, False, True]
    assert found.variants.loc["A", "reorder_point"] == 8


def test_orders_that_wait_hold_a_variant_until_they_are_shipped() -> None:
    found = read(
        """
        #1 | 2026-11-10 10:00 | paid    |             | 100 | A | 2 | 100
        #2 | 2026-11-10 10:00 | paid    | fulfilled   | 100 | A | 3 | 100
        #3 | 2026-11-10 10:00 | pending |             | 100 | A | 4 | 100
        #4 | 2026-11-10 10:00 | paid    | partial     | 100 | A | 5 | 100
        """,
        "product_id | sku | available\np | A | 4",
    )
    assert found.variants.loc["A", "waiting_orders"] == ("#1", "#4")
    assert found.variants.loc["A", "waiting_units"] == 7


def test_demand_of_90_days_reaches_further_back() -> None:
    old = (date(2026, 11, 16) - timedelta(days=90)).isoformat()
    older = (date(2026, 11, 16) - timedelta(days=91)).isoformat()
    found = read(sold("A", 1, old) + sold("A", 5, older, 2), "product_id | sku | available\np | A | 4")
    assert (found.variants.loc["A", "demand_90"], found.variants.loc["A", "demand_units"]) == (1, 0)
