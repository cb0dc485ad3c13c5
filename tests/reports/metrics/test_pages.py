"""Product pages: M19, M21, what may not be added, and by which names a product is known. Monday 16 Nov 2026."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest

from reports.facts import Facts
from tests.reports.drawn import drawn, facts, golden

HEAD = "date_from | date_to | product_id | product_views | add_to_carts"
MONTH = "2026-10-19 | 2026-11-15"
STOCK = """
product_id | product_title | product_type | product_admin_id | sku | size | available
jersey-andes | Jersey Andes | jersey | 7001 | JA-M | M | 5
jersey-andes | Jersey Andes | jersey | 7001 | JA-L | L | 5
bib-paramo | Bib Páramo | bib | 7002 | BP-M | M | 5
socks-niebla | Socks Niebla | socks | 7003 | SN-U |  | 5
"""
ORDERS = "order_id | created_at | financial_status | subtotal | total | channel | line_sku | line_qty | line_price"


def read(
    traffic: str, head: str = HEAD, orders: str = "", at: str = "2026-11-16 08:00", definitions: str = ""
) -> Facts:
    tables = [drawn("inventory", STOCK), drawn("traffic", f"{head}\n{traffic}")]
    if orders:
        tables.append(drawn("orders", f"{ORDERS}\n{orders}"))
    if definitions:
        tables.append(drawn("definitions", f"key | applies_to | value\n{definitions}"))
    return facts(*tables, at=at)


def views(found: Facts) -> dict[str, int]:
    told = found.products["views"].dropna()
    return {str(key): int(value) for key, value in told.items()}


def day(number: int) -> str:
    return f"2026-11-{number:02d}"


def test_example_a_by_hand() -> None:
    """Bib 16 / 540 = 2.96 % [hi 4.42 %], others 125 / 1,305 = 9.58 %; vest 24 / 260, others 117 / 1,585."""
    tables = [golden(key, f"A_{key}") for key in ("definitions", "orders", "inventory", "notes", "sources", "traffic")]
    pages = facts(*tables).products
    bib, vest = pages.loc["bib-paramo"], pages.loc["rain-vest"]
    assert (bib["views"], bib["carts"]) == (540, 16)
    assert (round(bib["cart_rate"], 4), round(bib["cart_high"], 4)) == (0.0296, 0.0442)
    assert bib["cart_others"] == pytest.approx(125 / 1305)
    assert vest["cart_rate"] == pytest.approx(24 / 260)
    assert vest["cart_others"] == pytest.approx(117 / 1585)
    # Median of 620, 540, 310, 260, 70, 45 = 285: high from 427.5, low up to 142.5.
    assert list(pages.index[pages["high_traffic"]]) == ["jersey-andes", "bib-paramo"]
    assert list(pages.index[pages["low_traffic"]]) == ["cap-clasica", "gloves-brisa"]


def test_trap_61_no_views_are_no_rate_and_more_carts_than_views_are_none_either() -> None:
    found = read(f"{MONTH} | jersey-andes | 0 | 0\n{MONTH} | bib-paramo | 50 | 60\n{MONTH} | socks-niebla | 100 | 10")
    pages = found.products
    assert views(found) == {"jersey-andes": 0, "bib-paramo": 50, "socks-niebla": 100}
    assert math.isnan(pages.loc["jersey-andes", "cart_rate"])
    assert math.isnan(pages.loc["bib-paramo", "cart_rate"])
    assert found.traffic.disagree == ("bib-paramo",)
    # What disagrees is in nobody's baseline: without it the socks have nobody to be compared with.
    assert pages.loc["socks-niebla", "cart_rate"] == 0.1
    assert math.isnan(pages.loc["socks-niebla", "cart_others"])


def test_fewer_than_no_views_or_carts_are_not_known() -> None:
    found = read(f"{MONTH} | jersey-andes | -5 | 3\n{MONTH} | bib-paramo | 100 | -1\n{MONTH} | socks-niebla | 100 | 10")
    assert views(found) == {"bib-paramo": 100, "socks-niebla": 100}
    assert found.products["carts"].dropna().to_dict() == {"socks-niebla": 10}


def test_trap_62_rows_of_a_product_and_of_the_shop_are_never_added() -> None:
    head = f"{HEAD} | sessions"
    found = read(f"{MONTH} | bib-paramo | 100 | 5 | 100\n{MONTH} | | 4000 | 300 | 9000", head)
    assert views(found) == {"bib-paramo": 100}
    sessions = found.funnel[found.funnel["use"] == "sessions"].set_index("window")
    # The row of four weeks counts by its whole week, a quarter of 9,000.
    assert sessions.loc["weekly", "whole"] == 2250


def test_trap_62_overlapping_rows_count_once_and_are_listed() -> None:
    """The four weeks, and two single days of them once more."""
    rows = f"{MONTH} | bib-paramo | 400 | 20\n{day(14)} | | bib-paramo | 30 | 2\n{day(15)} | | bib-paramo | 40 | 2"
    found = read(rows)
    assert views(found) == {"bib-paramo": 400}
    assert found.traffic.overlapping == (3, 4)
    # A day that was exported again later is told by its larger row.
    again = read(
        f"{day(14)} | | bib-paramo | 30 | 2\n{day(14)} | | bib-paramo | 12 | 1\n{day(15)} | | bib-paramo | 5 | 0"
    )
    assert views(again) == {"bib-paramo": 35}
    assert again.traffic.overlapping == (3,)


def test_trap_62_only_whole_weeks_are_taken_apart() -> None:
    # Eight weeks: four of them are the window.
    assert views(read("2026-09-21 | 2026-11-15 | bib-paramo | 800 | 40")) == {"bib-paramo": 400}
    # Thirty days to the same Sunday: their last 28 are not known.
    whole = read("2026-10-17 | 2026-11-15 | bib-paramo | 800 | 40")
    assert views(whole) == {}
    assert whole.traffic.window is None
    assert (whole.traffic.asked.start, whole.traffic.asked.end) == (date(2026, 10, 19), date(2026, 11, 16))
    # Three weeks inside and one that begins before: the rest is covered, and so it says.
    partly = read(
        "2026-10-15 | 2026-10-21 | bib-paramo | 70 | 1\n2026-10-22 | 2026-10-28 | bib-paramo | 70 | 1\n"
        "2026-10-29 | 2026-11-04 | bib-paramo | 70 | 1\n2026-11-05 | 2026-11-11 | bib-paramo | 70 | 1\n"
        "2026-11-12 | 2026-11-13 | bib-paramo | 20 | 1"
    )
    assert views(partly) == {"bib-paramo": 230}
    assert (partly.traffic.window.covered_days, partly.traffic.window.days) == (23, 28)


def test_views_of_people_visits_and_events_are_never_added() -> None:
    head = f"{HEAD} | measure"
    found = read(
        f"{MONTH} | bib-paramo | 300 | 15 | users\n{MONTH} | bib-paramo | 500 | 20 | events\n"
        f"{MONTH} | socks-niebla | 200 | 9 | events",
        head,
    )
    assert views(found) == {"bib-paramo": 500, "socks-niebla": 200}
    assert found.traffic.overlapping == (2,)


def test_all_visits_stand_beside_those_by_source_and_one_of_them_counts() -> None:
    head = f"{HEAD} | source"
    found = read(
        f"{MONTH} | bib-paramo | 300 | 15 | \n{MONTH} | bib-paramo | 120 | 5 | instagram\n"
        f"{MONTH} | bib-paramo | 90 | 5 | google",
        head,
    )
    assert views(found) == {"bib-paramo": 300}
    assert found.traffic.overlapping == (3, 4)


@pytest.mark.parametrize(
    "name",
    [
        *("bib-paramo", "Bib Páramo", "bib paramo", "7002", "BP-M", "bp-m", "Bib Páramo - M"),
        *(
            "/products/bib-paramo",
            "https://rutanorte.co/es/products/bib-paramo?variant=1",
            "/collections/a/products/bib-paramo",
        ),
    ],
)
def test_a_product_is_known_by_handle_number_title_sku_or_address(name: str) -> None:
    assert views(read(f"{MONTH} | {name} | 100 | 5")) == {"bib-paramo": 100}


def test_a_name_that_nothing_knows_is_told_and_in_no_baseline() -> None:
    found = read(f"{MONTH} | Gorra vieja | 900 | 90\n{MONTH} | (not set) | 30 | 1\n{MONTH} | bib-paramo | 100 | 5")
    assert views(found) == {"bib-paramo": 100}
    assert found.traffic.unmatched == (("(not set)", (3,)), ("Gorra vieja", (2,)))
    assert math.isnan(found.products.loc["bib-paramo", "cart_others"])


def test_sizes_of_a_product_are_added_and_not_to_their_product() -> None:
    sizes = f"{MONTH} | Jersey Andes - M | 200 | 20\n{MONTH} | Jersey Andes - L | 100 | 5"
    assert views(read(sizes)) == {"jersey-andes": 300}
    both = read(f"{sizes}\n{MONTH} | Jersey Andes | 290 | 24")
    assert views(both) == {"jersey-andes": 290}
    assert both.traffic.overlapping == (2, 3)


def test_an_amazon_report_by_sku_is_another_page_and_another_shop_s_orders() -> None:
    """Amazon's business report has page views and order items by SKU, and no carts."""
    head = "date_from | date_to | product_id | sessions | product_views | purchases | source"
    rows = f"{MONTH} | JA-M | 60 | 80 | 4 | Amazon\n{MONTH} | JA-L | 30 | 40 | 1 | Amazon\n{MONTH} | BP-M | 70 | 90 | 2 | Amazon"
    orders = (
        "#1 | 2026-10-19 10:00 | paid | 100 | 100 | web | JA-M | 1 | 100\n"
        "#2 | 2026-11-10 10:00 | paid | 100 | 100 | Amazon | JA-M | 1 | 100\n"
        "#3 | 2026-11-11 10:00 | paid | 100 | 100 | Amazon | JA-L | 1 | 100\n"
        "#4 | 2026-11-15 10:00 | paid | 100 | 100 | web | BP-M | 1 | 100"
    )
    alone = read(rows, head, orders)
    assert views(alone) == {"jersey-andes": 120, "bib-paramo": 90}
    assert alone.products["order_count"].dropna().to_dict() == {"jersey-andes": 2, "bib-paramo": 0}
    assert alone.products["carts"].isna().all()
    # Beside the own shop's pages they are others: nothing is added, and nothing of them overlaps.
    own = f"{MONTH} | jersey-andes |  | 500 |  | \n{MONTH} | bib-paramo |  | 400 |  | "
    both = read(f"{rows}\n{own}", head, orders)
    assert views(both) == {"jersey-andes": 500, "bib-paramo": 400}
    assert both.products["order_count"].dropna().to_dict() == {"jersey-andes": 1, "bib-paramo": 1}
    assert both.traffic.overlapping == ()


def test_a_product_that_traffic_does_not_name_is_unknown_and_not_zero() -> None:
    pages = read(f"{MONTH} | bib-paramo | 100 | 5").products
    assert pages["views"].isna().to_dict() == {"jersey-andes": True, "bib-paramo": False, "socks-niebla": True}
    assert pages.loc["socks-niebla", "low_traffic"] is pd.NA


def test_an_export_of_last_week_is_judged_on_its_own_four_weeks() -> None:
    """On Wed 25 Nov the newest row is of the four weeks to 15 Nov: orders are counted in those days too."""
    orders = (
        "#1 | 2026-10-19 10:00 | paid | 100 | 100 | web | BP-M | 1 | 100\n"
        "#2 | 2026-11-15 23:00 | paid | 100 | 100 | web | BP-M | 1 | 100\n"
        "#3 | 2026-11-16 00:30 | paid | 100 | 100 | web | BP-M | 1 | 100"
    )
    found = read(f"{MONTH} | bib-paramo | 100 | 5", orders=orders, at="2026-11-25 08:00")
    assert (found.traffic.window.start, found.traffic.window.end) == (date(2026, 10, 19), date(2026, 11, 16))
    assert found.products.loc["bib-paramo", "order_count"] == 2
    # Four weeks later nothing of it is of the present.
    assert views(read(f"{MONTH} | bib-paramo | 100 | 5", at="2026-12-14 08:00")) == {}


def test_orders_that_do_not_reach_back_as_far_as_the_views_make_no_rate() -> None:
    orders = "#1 | 2026-11-10 10:00 | paid | 100 | 100 | web | BP-M | 1 | 100"
    pages = read(f"{MONTH} | bib-paramo | 100 | 5", orders=orders).products
    assert pages["order_count"].isna().all()
    assert math.isnan(pages.loc["bib-paramo", "order_rate"])


def test_one_order_of_five_pieces_is_one_order_and_a_free_one_is_none() -> None:
    orders = (
        "#1 | 2026-10-19 10:00 | paid | 500 | 500 | web | BP-M | 5 | 100\n"
        "#1 | | | | | | BP-M | 1 | 100\n"
        "#2 | 2026-11-10 10:00 | paid | 0 | 0 | web | BP-M | 1 | 100\n"
        "#3 | 2026-11-15 10:00 | pending | 100 | 100 | web | BP-M | 1 | 100"
    )
    assert read(f"{MONTH} | bib-paramo | 100 | 5", orders=orders).products.loc["bib-paramo", "order_count"] == 1


def test_a_baseline_may_be_the_type_s_own() -> None:
    tables = (
        "product_id | product_type | sku | available\na | bib | A | 5\nb | bib | B | 5\nc | socks | C | 5",
        f"{HEAD}\n{MONTH} | a | 100 | 10\n{MONTH} | b | 100 | 20\n{MONTH} | c | 100 | 40",
    )
    stock, came = drawn("inventory", tables[0]), drawn("traffic", tables[1])
    of_shop = facts(stock, came).products["cart_others"]
    assert of_shop.round(3).to_dict() == {"a": 0.3, "b": 0.25, "c": 0.15}
    knob = drawn("definitions", "key | applies_to | value\nconv_baseline | | type")
    # The socks are the only ones: all others stand in.
    assert facts(stock, came, knob).products["cart_others"].round(3).to_dict() == {"a": 0.2, "b": 0.1, "c": 0.15}


def test_rows_in_another_order_tell_the_same() -> None:
    rows = [
        f"{MONTH} | Jersey Andes - M | 200 | 20",
        f"{MONTH} | Jersey Andes - L | 100 | 5",
        f"{MONTH} | Jersey Andes | 290 | 24",
        f"{day(14)} | | bib-paramo | 30 | 2",
        f"{day(14)} | | bib-paramo | 12 | 1",
        f"{MONTH} | bib-paramo | 25 | 2",
        f"{MONTH} | socks-niebla | 70 | 3",
    ]
    names = ["views", "carts", "cart_rate", "cart_others", "high_traffic"]
    first = read("\n".join(rows)).products[names]
    pd.testing.assert_frame_equal(read("\n".join(reversed(rows))).products[names], first)
