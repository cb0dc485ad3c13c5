"""ShipStation's orders and labels as parcels."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known, left

ORDERS = FIXTURES / "shipstation" / "shipstation_orders.csv"
LABELS = FIXTURES / "shipstation" / "shipstation_shipments.csv"


def test_an_order_of_two_products_is_one_parcel(shop: Shop) -> None:
    shop.take(ORDERS)
    assert shop.rows("shipments", "order_id state_raw carrier service cost city kind") == [
        ("1001", "shipped", "USPS", "USPS Priority Mail", 6.35, "Austin", "order"),
        ("1002", "awaiting_shipment", None, None, None, "Austin", "order"),
        ("AMZ:111-0000004-0000004", "shipped", "USPS", "USPS Priority Mail", 6.35, "Austin", "order"),
        ("1003", "on_hold", "USPS", "USPS Priority Mail", 6.35, "Austin", "order"),
        ("1004", "cancelled", "USPS", "USPS Priority Mail", 6.35, "Austin", "order"),
    ]
    assert left(known(ORDERS)) == [("another product of a parcel that has a row already", (3,))]


def test_the_month_comes_first(shop: Shop) -> None:
    shop.take(ORDERS)
    assert [moment and moment.isoformat() for moment in shop.typed("shipments", "shipped_at")] == [
        "2026-11-10T16:05:00-05:00", None, "2026-11-12T09:00:00-05:00", None, None,
    ]  # fmt: skip


def test_shipped_is_none_of_the_ten_states(shop: Shop) -> None:
    shop.take(ORDERS)
    assert shop.typed("shipments", "state") == [None] * 5


def test_an_order_that_was_sent_since_keeps_its_row(shop: Shop) -> None:
    shop.take(ORDERS)
    later = ORDERS.read_text("utf-8").replace("1002,awaiting_shipment,", "1002,shipped,")
    merge = shop.take(later)
    assert (merge.new, merge.changed, merge.same) == (0, 1, 4)


def test_a_voided_label_is_no_parcel_and_a_return_label_is_a_return(shop: Shop) -> None:
    shop.take(LABELS)
    assert shop.rows("shipments", "order_id tracking_number kind cost zone") == [
        ("1001", "9400100000000000000001", "order", 8, "5"),
        ("1001", "9400100000000000000003", "return", 8, "5"),
        ("1002", "9400100000000000000004", "order", 8, "5"),
    ]
    assert left(known(LABELS)) == [("a label that was voided", (3,))]


def test_a_label_with_an_estimate_of_delivery_is_not_delivered(shop: Shop) -> None:
    shop.take(LABELS.read_text("utf-8").replace("4:05:00 PM,,", "4:05:00 PM,11/12/2026,"))
    assert shop.typed("shipments", "delivered_at") == [None] * 3
    assert "Delivery - Date" in known(LABELS).ignored


def test_the_sample(shop: Shop, samples: Path) -> None:
    """Two orders, sent on 1 and 2 January 2025 for 5.50 and 7.25."""
    shop.take(samples / "shipstation" / "fixture_order_export_zones.csv")
    assert shop.rows("shipments", "order_id service cost zone") == [
        ("HT001", "UPS Ground", 5.5, "5"),
        ("HT002", "DHL SM Parcel Expedited", 7.25, "7"),
    ]
    assert [day.date().isoformat() for day in shop.typed("shipments", "shipped_at")] == ["2025-01-01", "2025-01-02"]
