"""Shopify's orders export: from the file to the money of the brief."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.exports.conftest import FIXTURES, Shop, known

ALL = FIXTURES / "shopify" / "shopify_orders.csv"
TRIMMED = FIXTURES / "shopify" / "shopify_orders_trimmed.csv"


def test_an_orders_amounts_stand_on_its_first_line_and_count_once(shop: Shop) -> None:
    shop.take(ALL)
    assert shop.rows("orders", "order_id total subtotal shipping discount_amount refunded_amount financial_status") == [
        ("#1001", 236730, 224730, 12000, 24970, 0, "paid"),
        ("#1001", None, None, None, None, None, None),
        ("#1002", 59900, 59900, 0, 0, 0, "pending"),
        ("AI-1003", 189900, 189900, 0, 0, 50000, "partially_refunded"),
        ("AI-1003", None, None, None, None, None, None),
        ("1044", 29900, 29900, 0, 0, 29900, "refunded"),
    ]


def test_a_dash_is_no_sku_and_one_sku_may_stand_on_two_lines(shop: Shop) -> None:
    shop.take(ALL)
    assert shop.rows("orders", "order_id line_sku line_name line_qty line_price") == [
        ("#1001", "JA-M", "Jersey Andes - M", 1, 189900),
        ("#1001", None, "Socks Niebla - U", 2, 29900),
        ("#1002", None, "Cap Cumbre - U", 1, 59900),
        ("AI-1003", "JA", "Jersey Andes - S", 1, 94950),
        ("AI-1003", "JA", "Jersey Andes - L", 1, 94950),
        ("1044", None, "Socks Niebla - U", 1, 29900),
    ]


def test_line_breaks_apostrophes_and_app_numbers_of_the_source_are_read(shop: Shop) -> None:
    shop.take(ALL)
    first = shop.rows("orders", "note tags payment_method channel order_admin_id")[0]
    assert first == (
        "Dejar en portería\nTorre 2",
        "vip, club",
        "Shopify Payments + PayPal Express Checkout",
        "web",
        "6097582719028",
    )
    assert shop.rows("orders", "channel")[3] == ("301689896961",)


def test_the_week_counts_what_was_paid_and_leaves_cash_on_delivery_waiting(shop: Shop) -> None:
    shop.take(ALL)
    brief = shop.brief("2026-11-16T08:00")
    # #1001 236,730 + AI-1003 189,900 - 50,000; #1002 is paid at the door and waits, 1044 was cancelled.
    assert brief.figures["M01"].value == 236730 + 189900 - 50000 == 376630
    assert brief.figures["M02"].value == 2
    # 1 jersey and 2 socks of #1001, 2 jerseys of AI-1003.
    assert brief.figures["M04"].value == 1 + 2 + 1 + 1
    assert {left.reason: left.orders for left in brief.excluded} == {"cod": ["#1002"], "cancelled": ["#1044"]}


def test_a_shop_that_removed_columns_still_tells_its_units(shop: Shop) -> None:
    """34 of 79 columns, saved again by a spreadsheet: semicolons, day first, no price and no total."""
    export = known(TRIMMED)
    assert export.export.key == "shopify_orders"
    shop.take(TRIMMED)
    assert shop.rows("orders", "order_id created_at line_qty discount_amount refunded_amount") == [
        ("1201", datetime(2026, 11, 10, 22, 36), 2, 10, 99.9),
        ("1201", datetime(2026, 11, 10, 22, 36), 1, None, None),
        ("1202", datetime(2026, 11, 13, 9, 5), 3, 0, 0),
    ]
    brief = shop.brief("2026-11-16T08:00")
    assert brief.figures["M04"].value == 2 + 1 + 3
    assert brief.figures["M02"].value == 2
    # Nobody said what the orders cost: that is unknown, and not 0.
    assert brief.figures["M01"].value is None


def test_a_second_import_changes_nothing(shop: Shop) -> None:
    first, again = shop.take(ALL), shop.take(ALL)
    assert (first.new, first.changed, first.same) == (6, 0, 0)
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, 6, ())


def test_last_weeks_and_this_weeks_export_give_the_brief_of_both_at_once(tmp_path: Path) -> None:
    """Both have #1002, which was paid between them; the union is what Shopify would export of both weeks today."""
    text = ALL.read_text("utf-8").replace("portería\n", "portería ").replace("instagram\n", "instagram ")
    head, *lines = text.splitlines()
    paid = [line.replace("pending,,fulfilled", "paid,2026-11-14 10:00:00 -0500,fulfilled") for line in lines]
    assert sum(was != now for was, now in zip(lines, paid, strict=True)) == 1
    last, this = [head, *lines[:3]], [head, *paid[2:]]
    briefs = []
    for name, files in {"apart": [last, this, this], "together": [[head, *paid]]}.items():
        (tmp_path / name).mkdir()
        shop = Shop(tmp_path / name)
        for rows in files:
            shop.take("\n".join(rows) + "\n")
        briefs.append(
            (shop.brief("2026-11-16T08:00"), sorted(shop.rows("orders", "order_id line_name total"), key=str))
        )
    (apart, rows), (together, same) = briefs
    assert rows == same
    # 236,730 + 59,900 + 189,900 - 50,000
    assert apart.figures["M01"].value == together.figures["M01"].value == 436530
    assert {key: figure.value for key, figure in apart.figures.items()} == {
        key: figure.value for key, figure in together.figures.items()
    }
    assert [finding.title for finding in apart.exceptions] == [finding.title for finding in together.exceptions]


@pytest.mark.parametrize(
    ("name", "rows", "orders", "money"),
    [
        ("inr_dev_store_orders_export_1.csv", 121, 51, 590683.29),
        # 56.29 + 25.00 + 16.00 + 20.00
        ("fixture_subset_statuses.csv", 5, 4, 117.29),
    ],
)
def test_the_sample_orders(shop: Shop, samples: Path, name: str, rows: int, orders: int, money: float) -> None:
    merge = shop.take(samples / "shopify_orders" / name)
    assert (merge.new, merge.refused) == (rows, ())
    totals = [total for (total,) in shop.rows("orders", "total") if total is not None]
    assert len(totals) == orders
    assert sum(totals) == pytest.approx(money)
