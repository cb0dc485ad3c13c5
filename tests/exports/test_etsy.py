"""Etsy's two downloads of sales: from the file to the money of the brief, each over the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exports.conftest import FIXTURES, Shop, known, left

ITEMS = FIXTURES / "etsy" / "etsy_sold_order_items.csv"
ORDERS = FIXTURES / "etsy" / "etsy_sold_orders.csv"
DOLLARS = {"currency": "USD"}


def test_items_are_lines_and_amounts_that_repeat_count_once(shop: Shop) -> None:
    shop.take(ITEMS)
    assert shop.rows("orders", "order_id line_name line_sku line_qty line_price line_discount shipping taxes") == [
        ("ETSY:3812345671", "Fern Print, Vintage Style - A4 / Oak, dark", "FERN-1", 2, 16, 0, 4.5, 2.58),
        ("ETSY:3812345671", "Speckled Mug & Saucer", None, 1, 20, 4, None, None),
        ("ETSY:3812345672", "Speckled Mug", None, 1, 20, 0, 0, 0),
    ]


def test_an_orders_total_is_made_of_its_items(shop: Shop) -> None:
    shop.take(ITEMS)
    # 2 x 16.00 + 20.00 - 4.00 = 48.00; + 4.50 shipping + 2.58 tax
    assert shop.rows("orders", "subtotal discount_amount total financial_status fulfillment_status channel") == [
        (48, 4, 55.08, "paid", "fulfilled", "Etsy"),
        (None, None, None, None, "fulfilled", "Etsy"),
        (20, 0, 20, "paid", "unfulfilled", "Etsy"),
    ]


def test_etsy_writes_the_month_first_even_where_no_day_proves_it(shop: Shop) -> None:
    text = ITEMS.read_text("utf-8").replace("11/13/26", "11/11/26")
    shop.take(text)
    assert shop.rows("orders", "created_at paid_at") == [
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 11, 11), date(2026, 11, 11)),
    ]


def test_orders_say_what_etsy_says_of_totals_states_and_refunds(shop: Shop) -> None:
    shop.take(ORDERS)
    assert shop.rows("orders", "order_id subtotal shipping total refunded_amount financial_status") == [
        ("ETSY:3812345671", 48, 4.5, 55.08, None, "paid"),
        ("ETSY:3812345672", 20, 0, 20, 5, "partially_refunded"),  # 15.00 after the adjustment
        ("ETSY:3812345673", 30, 0, 30, None, "voided"),  # shipping of 5.00 that Etsy gave for nothing
    ]


@pytest.mark.parametrize("files", [(ITEMS, ORDERS), (ORDERS, ITEMS)], ids=["items first", "orders first"])
def test_either_download_goes_over_the_other(shop: Shop, files: tuple[Path, Path]) -> None:
    shop.start("orders", definitions=DOLLARS)
    for file in files:
        shop.take(file)
    rows = shop.rows("orders", "order_id line_name total refunded_amount financial_status")
    assert sorted(rows, key=str) == sorted(
        [
            ("ETSY:3812345671", "Fern Print, Vintage Style - A4 / Oak, dark", 55.08, None, "paid"),
            ("ETSY:3812345671", "Speckled Mug & Saucer", None, None, None),
            ("ETSY:3812345672", "Speckled Mug", 20, 5, "partially_refunded"),
            ("ETSY:3812345673", None, 30, None, "voided"),
        ],
        key=str,
    )
    for file in files:
        again = shop.take(file)
        assert (again.new, again.changed, again.edits) == (0, 0, ())
    brief = shop.brief("2026-11-16T08:00")
    # 55.08 + 20.00 - 5.00
    assert float(brief.figures["M01"].value or 0) == pytest.approx(70.08)
    assert brief.figures["M02"].value == 2
    assert brief.figures["M04"].value == 2 + 1 + 1


def test_an_unknown_state_stays_as_it_is(shop: Shop) -> None:
    shop.take(ORDERS.read_text("utf-8").replace("Canceled", "On the moon"))
    assert shop.rows("orders", "financial_status")[2] == ("On the moon",)


def test_a_row_without_an_order_is_left_out(shop: Shop) -> None:
    export = known(shop.file(ITEMS.read_text("utf-8").replace("3812345672", "")))
    assert left(export) == [("a row without an order number", (4,))]
    assert len(list(export.records())) == 2


def test_the_sample_items(shop: Shop, samples: Path) -> None:
    shop.take(samples / "etsy" / "fixture_sold_order_items.csv")
    # 16.00 + 1.08 tax; 20.00 - 8.00
    assert shop.rows("orders", "order_id total") == [("ETSY:3812345671", 17.08), ("ETSY:3812345672", 12)]
    assert known(samples / "etsy" / "fixture_sold_order_items.csv").export.key == "etsy_sold_order_items"
