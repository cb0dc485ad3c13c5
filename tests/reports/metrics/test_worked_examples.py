"""The level-1 figures of the two worked examples (domain.md §6.5, §6.6), from their rows, with the sums written out."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.facts import Facts
from reports.metrics import Look
from tests.reports.drawn import drawn, facts, golden, moment, typed


@pytest.fixture(scope="module")
def a() -> Facts:
    return facts(*(golden(key, f"A_{key}") for key in ("definitions", "orders", "inventory", "notes", "sources")))


@pytest.fixture(scope="module")
def b() -> Facts:
    looks = [
        Look("Orders", "b1", moment("2026-11-12 08:10"), "auto"),
        Look("Inventory", "a1", moment("2026-11-12 08:10"), "auto"),
        Look("Orders", "b2", moment("2026-11-13 08:10"), "auto"),
        Look("Inventory", "a1", moment("2026-11-13 08:10"), "auto"),
    ]
    return facts(
        golden("definitions", "B_definitions"),
        golden("orders", "B_orders", fingerprint="today"),
        golden("inventory", "B_inventory", fingerprint="a1"),
        golden("notes", "B_notes"),
        looks=looks,
    )


def test_a_revenue_is_what_ten_counted_orders_kept(a: Facts) -> None:
    week = a.sales["weekly"]
    totals = 201_900 + 259_700 + 231_900 + 382_330 + 322_830 + 198_915 + 116_700 + 0 + 519_800
    assert totals == 2_234_075
    assert week.revenue == totals - 21_990 == 2_212_085
    assert (week.orders, week.valued, week.free, week.part_paid) == (10, 8, 1, 0)
    assert week.average_order == Decimal("276510.625")
    assert week.refunds == 21_990
    assert (week.pending, week.pending_orders) == (259_900, 1)
    assert (week.discounted, week.discountable) == (3, 9)
    assert week.codes == {"RODADA15": 3, "ATLETA100": 1}
    assert week.confidence == "directional"


def test_a_the_week_before_and_the_change(a: Facts) -> None:
    before, change = a.sales["weekly_before"], a.changes["weekly"]
    assert before.revenue == 201_900 + 259_900 + 81_800 + 201_900 + 231_900 + 61_900 == 1_039_300
    assert before.orders == 6
    assert change.delta == 1_172_785
    assert change.percent == pytest.approx(1.128, abs=5e-4)
    assert change.p == pytest.approx(0.454, abs=5e-4)
    assert change.normal
    assert change.comparable
    assert not change.one_day_short
    assert not change.too_few


def test_a_where_the_change_came_from(a: Facts) -> None:
    # Two jerseys at list, one at 15 % off, two at 15 % off, against two at list.
    assert 2 * 189_900 + 161_415 + 322_830 - 2 * 189_900 == 484_245
    assert a.products["delta"].to_dict() == {
        "jersey-andes": 484_245,
        "bib-paramo": 519_800 + 220_915 - 259_900,
        "socks-niebla": 104_700,
        "rain-vest": 219_900 + 186_915 - 219_900,
        "cap-clasica": -49_900,
        "gloves-brisa": 0,
    }


def test_a_demand_of_28_days_leaves_the_free_jersey_out(a: Facts) -> None:
    units = a.products["demand_units"].to_dict()
    assert units == {
        "jersey-andes": 17,
        "bib-paramo": 6,
        "socks-niebla": 12,
        "rain-vest": 4,
        "cap-clasica": 1,
        "gloves-brisa": 0,
    }
    sizes = a.variants["demand_units"]
    assert (sizes["JA-M"], sizes["JA-L"], sizes["JA-S"]) == (12, 4, 1)


def test_a_cover_and_reorder_of_the_jersey_in_m(a: Facts) -> None:
    medium = a.variants.loc["JA-M"]
    assert medium["cover_days"] == pytest.approx(3 / (12 / 28)) == 7.0
    assert medium["cover_without_bulk"] == pytest.approx(3 / (6 / 28)) == 14.0
    assert medium["bulk_order"] == "#1081"
    assert medium["safety_stock"] == 5
    assert medium["reorder"] == math.ceil(12 / 28 * 44 + 5 - 3) == 21
    assert (medium["reorder_low"], medium["reorder_high"]) == (13, 33)
    assert medium["low"]
    assert medium["size_share"] == pytest.approx(12 / 17)
    assert medium["waiting_orders"] == ("#1105", "#1106")
    assert list(a.variants.index[a.variants["low"]]) == ["JA-M"]


def test_a_cover_margin_and_age_of_vest_cap_and_gloves(a: Facts) -> None:
    vest, cap, gloves = (a.products.loc[key] for key in ("rain-vest", "cap-clasica", "gloves-brisa"))
    assert vest["cover_days"] == pytest.approx(21 / (4 / 28)) == 147.0
    assert vest["cover_low"] == pytest.approx(64, abs=0.5)
    price = 219_900 / 1.19
    assert vest["list_margin"] == pytest.approx((price - 88_000) / price) == pytest.approx(0.524, abs=5e-4)
    assert cap["cover_low"] == pytest.approx(378, abs=0.5)
    assert cap["clear_margin"] == pytest.approx(0.387, abs=5e-4)
    assert cap["age_days"] == 411
    assert cap["inventory_value"] == 64 * 18_000 == 1_152_000
    assert (gloves["age_days"], gloves["age_basis"], gloves["days"]) == (6, "published", 6)
    assert math.isnan(gloves["cover_days"])


def test_a_states_and_deadlines(a: Facts) -> None:
    state = a.orders["state"]
    assert state[["1103", "1109", "1110", "1111", "1112"]].tolist() == [
        "pending",
        "test",
        "cancelled",
        "counted",
        "counted",
    ]
    assert a.orders.loc["1111", "free"]
    assert a.orders.loc["1112", "value"] is None
    late = a.orders.loc["1113"]
    assert (late["ship_by_on"], late["promise_on"], late["promise_given"]) == (
        date(2026, 11, 12),
        date(2026, 11, 13),
        True,
    )
    assert late["vip"]
    assert late["high_value"]
    assert set(a.orders.loc[["1105", "1106", "1107", "1108", "1112"], "ship_by_on"]) == {date(2026, 11, 19)}
    assert a.orders.loc["1108", "dated_at"].date() == date(2026, 11, 15)  # 2026-11-16T04:30Z
    assert not any(off is not None for off in a.orders["off_by"])


def test_a_bridge_from_the_shops_figure_to_ours(a: Facts) -> None:
    assert 2_753_875 - 259_900 - 259_900 - 21_990 == 2_212_085
    assert [line.en for line in a.bridge] == [
        "All orders made in the week: COP 2,753,875",
        "not yet paid: −COP 259,900",
        "cancelled: −COP 259,900",
        "refunds to date: −COP 21,990",
        "Revenue: COP 2,212,085",
        "Not in either figure: 1 order in USD (USD 52.00) without a rate",
    ]


def test_a_with_a_rate_for_the_dollar() -> None:
    own = drawn("definitions", "key | applies_to | value\nfx.USD |  | 4000")
    found = facts(own, *(golden(key, f"A_{key}") for key in ("orders", "inventory", "notes", "sources")))
    week = found.sales["weekly"]
    assert week.revenue == 2_212_085 + 52 * 4_000 == 2_420_085
    assert week.valued == 9
    assert week.average_order == Decimal(2_420_085) / 9
    assert found.changes["weekly"].percent == pytest.approx(1.33, abs=5e-3)
    assert found.products.loc["jersey-andes", "delta"] == 484_245 + 208_000


def test_a_shuffled_with_title_rows_and_dirty_skus_tells_the_same(a: Facts) -> None:
    table = golden("orders", "A_orders")
    rows = table.frame.sample(frac=1, random_state=7).reset_index(drop=True)
    shuffled = rows.assign(row=range(5, 5 + len(rows)))
    found = facts(
        *(golden(key, f"A_{key}") for key in ("definitions", "inventory", "notes", "sources")),
        replace(table, frame=shuffled),
    )
    assert found.sales["weekly"].revenue == a.sales["weekly"].revenue
    assert found.products["delta"].to_dict() == a.products["delta"].to_dict()
    assert found.variants["demand_units"].to_dict() == a.variants["demand_units"].to_dict()


def test_b_revenue_of_three_orders_with_value(b: Facts) -> None:
    week, before, change = b.sales["weekly"], b.sales["weekly_before"], b.changes["weekly"]
    assert week.revenue == 201_900 + 81_800 + 201_900 == 485_600
    assert (week.orders, week.valued) == (4, 3)
    assert week.average_order is not None
    assert round(week.average_order) == 161_867
    assert before.revenue == 201_900 + 81_800 == 283_700
    assert before.orders == 2
    assert change.delta == 201_900
    assert change.percent is None  # fewer than five orders are no base
    assert change.too_few
    assert change.one_day_short
    assert (week.discounted, week.discountable) == (0, 3)
    assert (week.cod, week.cod_orders, week.pending_orders) == (46_900, 1, 0)
    assert week.refunds is None
    assert week.confidence == "too_little"


def test_b_products_over_thirteen_covered_days(b: Facts) -> None:
    jersey, socks = b.products.loc["jersey-andes"], b.products.loc["socks-niebla"]
    assert jersey["delta"] == (189_900 + 189_900) - 189_900
    assert socks["delta"] == 0
    assert (jersey["demand_units"], socks["demand_units"], jersey["days"]) == (4, 4, 13)
    assert math.isnan(jersey["age_days"])
    assert math.isnan(jersey["list_margin"])
    assert b.variants.loc["JA-S", "available"] == -1
    assert b.variants.loc["JA-S", "waiting_orders"] == ("#205",)
    assert list(b.variants.index[b.variants["low"]]) == ["JA-S", "JA-M"]


def test_b_inventory_has_not_changed_for_four_days(b: Facts) -> None:
    orders, inventory = b.sources["orders"], b.sources["inventory"]
    assert (orders.as_of, orders.basis, orders.late) == (moment("2026-11-16 08:00"), "seen", False)
    assert orders.newest_record is not None
    assert orders.newest_record.date() == date(2026, 11, 15)
    assert (orders.covers_from, orders.covers_to) == (date(2026, 11, 3), date(2026, 11, 16))
    assert (inventory.as_of, inventory.basis) == (moment("2026-11-12 08:10"), "seen")
    assert inventory.age_hours == pytest.approx(95.83, abs=0.01)
    assert (inventory.age_days, inventory.late, inventory.too_old) == (4, True, False)


def test_b_deadlines(b: Facts) -> None:
    assert b.orders["ship_by_on"][["202", "203", "205"]].tolist() == [
        date(2026, 11, 18),
        date(2026, 11, 19),
        date(2026, 11, 19),
    ]
    assert b.orders.loc["205", "total_unread"]
    assert b.orders.loc["204", "state"] == "cod"
    assert b.orders.loc["204", "start_on"] == date(2026, 11, 13)


def test_a_workbook_with_nothing_but_a_header_is_no_error_and_not_zero_sales() -> None:
    found = facts(typed("orders", ["order_id", "created_at", "financial_status", "total"], []))
    assert found.sales["weekly"].revenue is None
    assert found.sales["weekly"].orders == 0
    assert facts().sales["weekly"].revenue is None
