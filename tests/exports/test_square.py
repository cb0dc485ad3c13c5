"""Square's items detail: from the file to the money of the brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.conftest import FIXTURES, Shop, known, left

ITEMS = FIXTURES / "square" / "square_items.csv"


def test_money_with_its_sign_and_the_price_of_one_unit(shop: Shop) -> None:
    shop.take(ITEMS)
    assert shop.rows("orders", "order_id line_name line_sku line_qty line_price") == [
        ("SQ:C3z", "Speckled Mug", "MUG-1", 2, 18),  # $36.00 for two
        ("SQ:A1x", "Jersey - Large", "JA-L", 1, 1018),
        ("SQ:A1x", "Fern Print", "FERN-1", 1, 12),
        ("SQ:B2y", "Fern Print", "FERN-1", 1, 12),
    ]


def test_a_sales_amounts_are_summed_from_its_items_and_stand_once(shop: Shop) -> None:
    shop.take(ITEMS)
    assert shop.rows("orders", "order_id subtotal discount_amount taxes total refunded_amount financial_status") == [
        ("SQ:C3z", 36, 0, 2.88, 38.88, 0, "paid"),
        # 1,015.00 + 12.00; 1.20 + 0.96 tax; 3.00 off
        ("SQ:A1x", 1027, 3, 2.16, 1029.16, 0, "paid"),
        ("SQ:A1x", None, None, None, None, None, None),
        ("SQ:B2y", 12, 0, 0.96, 12.96, 12.96, "refunded"),  # taken back under the same number
    ]


def test_refunds_are_told_with_their_sale_or_left_out_and_are_never_negative_orders() -> None:
    assert left(known(ITEMS)) == [
        ("a refund, which is told with its sale", (6,)),
        ("a refund: Square does not say of which sale. Write it into Returns", (7,)),
    ]


def test_day_time_and_zone_are_one_moment(shop: Shop) -> None:
    shop.take(ITEMS)
    # 14:00 in New York is 14:00 in Bogotá in November (both five hours behind).
    moments = shop.typed("orders", "created_at")
    assert [f"{moment:%d %H:%M}" for moment in moments] == ["10 14:00", "12 09:05", "12 09:05", "13 11:40"]


def test_a_summer_hour_in_new_york_is_an_hour_earlier_in_bogota(shop: Shop) -> None:
    shop.take(ITEMS.read_text("utf-8").replace("2026-11-10", "2026-08-10"))
    assert f"{shop.typed('orders', 'created_at')[0]:%m-%d %H:%M}" == "08-10 13:00"


def test_the_week_of_square(shop: Shop) -> None:
    shop.start("orders", definitions={"currency": "USD"})
    shop.take(ITEMS)
    brief = shop.brief("2026-11-16T08:00")
    # 38.88 + 1,029.16 + 12.96 - 12.96
    assert float(brief.figures["M01"].value or 0) == pytest.approx(1068.04)
    assert brief.figures["M02"].value == 3
    assert brief.figures["M04"].value == 2 + 1 + 1 + 1


def test_importing_again_changes_nothing(shop: Shop) -> None:
    shop.take(ITEMS)
    again = shop.take(ITEMS)
    assert (again.new, again.changed, again.edits) == (0, 0, ())


def test_the_sample_items(shop: Shop, samples: Path) -> None:
    path = samples / "square" / "fixture_items.csv"
    assert [rows for _, rows in left(known(path))] == [(3,)]
    shop.take(path)
    # two mugs at 18.00, 2.88 tax
    assert shop.rows("orders", "order_id line_qty line_price total") == [("SQ:SQC3z", 2, 18, 38.88)]
