"""Parcels as AfterShip and Shippo list them."""

from __future__ import annotations

from datetime import date

from tests.exports.conftest import FIXTURES, Shop

AFTERSHIP = FIXTURES / "aftership" / "aftership_shipments.csv"
TEMPLATE = FIXTURES / "aftership" / "aftership_template.csv"
SHIPPO = FIXTURES / "shippo" / "shippo_tracking.csv"


def test_aftership_keeps_its_word_and_says_a_state_where_it_is_one(shop: Shop) -> None:
    shop.take(AFTERSHIP)
    assert shop.rows("shipments", "tracking_number order_id carrier state_raw state exception_reason") == [
        ("940010001", "1001", "USPS", "Delivered", "delivered", None),
        ("940010002", "1002", "USPS", "In Transit", "in transit", None),
        ("940010003", "1003", "USPS", "Exception", None, "Incorrect address"),
        ("940010004", "1004", "USPS", "Available for Pickup", None, None),
        ("940010005", "AMZ:111-0000004-0000004", "USPS", "Out for Delivery", "out for delivery", None),
    ]
    assert [day.date() for day in shop.typed("shipments", "promise_date")] == [date(2026, 11, 16)] * 5


def test_aftership_does_not_say_when_it_was_delivered(shop: Shop) -> None:
    shop.take(AFTERSHIP)
    assert shop.typed("shipments", "delivered_at") == [None] * 5


def test_the_import_template_of_aftership_is_the_same_export(shop: Shop) -> None:
    shop.take(TEMPLATE)
    assert shop.rows("shipments", "order_id carrier link") == [("1001", "usps", "https://shop.example.com/orders/1001")]


def test_a_parcel_of_shippo_keeps_the_order_that_the_tab_knows(shop: Shop) -> None:
    shop.start("shipments", {"tracking_number": "92001", "carrier": "USPS", "order_id": "1001"})
    merge = shop.take(SHIPPO)
    assert (merge.new, merge.changed) == (4, 1)
    assert shop.rows("shipments", "tracking_number order_id state_raw state") == [
        ("92001", "1001", "DELIVERED", "delivered"),
        ("92002", None, "TRANSIT", None),
        ("92003", None, "PRE_TRANSIT", None),
        ("92004", None, "FAILURE", None),
        ("92005", None, "UNKNOWN", "unknown"),
    ]
    # 18:30 in London.
    assert shop.typed("shipments", "delivered_at")[0].isoformat() == "2026-11-12T13:30:00-05:00"
