"""What lies at Amazon beside what lies at home, what came back to it, and what is offered and seen there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known, left

FOLDER = FIXTURES / "amazon"
STOCK = FOLDER / "amazon_fba_inventory.txt"
HEALTH = FOLDER / "amazon_fba_inventory_health.csv"
RETURNS = FOLDER / "amazon_fba_returns.txt"
LISTINGS = FOLDER / "amazon_listings.txt"
ACTIVE = FOLDER / "amazon_listings_active.txt"
SHORT = FOLDER / "amazon_listings_short.txt"
BUSINESS = FOLDER / "amazon_business_report.csv"
WEEK = (date(2026, 11, 9), date(2026, 11, 15))

JERSEY_AT_HOME = {
    "product_id": "jersey-paramo",
    "product_title": "Jersey Páramo",
    "sku": "JA-M",
    "available": 3,
    "price": 189900,
    "location": "Bogotá",
}


def test_sellable_and_unsellable_units_of_a_sku_are_one_row(shop: Shop) -> None:
    shop.take(STOCK)
    assert shop.rows("inventory", "sku location available unavailable") == [
        ("JA-M", "Amazon FBA", 7, 2),
        ("00123", "Amazon FBA", 0, 0),
        ("SO-U", "Amazon FBA", 0, 1),
    ]
    assert left(known(STOCK)) == [("more units of a SKU that has a row already, where they are counted", (3,))]


def test_amazons_stock_stands_beside_the_founders_own(shop: Shop) -> None:
    shop.start("inventory", JERSEY_AT_HOME)
    shop.take(STOCK)
    assert shop.rows("inventory", "sku product_title location available")[:2] == [
        ("JA-M", "Jersey Páramo", "Bogotá", 3),
        ("JA-M", "Jersey Páramo", "Amazon FBA", 7),
    ]


def test_the_brief_adds_up_both_places(shop: Shop) -> None:
    """3 in Bogotá and 7 at Amazon."""
    shop.start("inventory", JERSEY_AT_HOME)
    shop.take(STOCK)
    stock = shop.brief("2026-11-16T08:00").inventory
    assert [(row.sku, row.available) for row in stock if row.sku == "JA-M"] == [("JA-M", 10)]


def test_the_health_report_says_what_is_promised_and_on_its_way(shop: Shop) -> None:
    shop.take(HEALTH)
    assert shop.rows("inventory", "sku available committed unavailable incoming location") == [
        ("JA-M", 7, 2, 0, 20, "Amazon FBA"),
        ("VB-S", 4, 0, 1, 0, "Amazon FBA"),
    ]
    assert [day.date() for day in shop.typed("inventory", "as_of")] == [date(2026, 11, 15)] * 2


def test_a_price_of_nothing_is_none_and_a_price_says_its_currency(shop: Shop) -> None:
    shop.take(HEALTH)
    assert shop.rows("inventory", "sku price") == [("JA-M", "USD 54.95"), ("VB-S", None)]


def test_amazons_titles_and_prices_do_not_go_over_the_founders(shop: Shop) -> None:
    shop.start("inventory", JERSEY_AT_HOME)
    shop.take(HEALTH)
    assert shop.rows("inventory", "sku product_title price location") == [
        ("JA-M", "Jersey Páramo", 189900, "Bogotá"),
        ("JA-M", "Jersey Páramo", 189900, "Amazon FBA"),
        ("VB-S", "Wind Vest, Bruma, S", None, "Amazon FBA"),
    ]


def test_each_return_is_of_an_amazon_order_and_has_its_reason(shop: Shop) -> None:
    shop.take(RETURNS)
    assert shop.rows("returns", "return_id order_id sku qty type status reason reason_text") == [
        ("LPN0001", "AMZ:111-0000001-0000001", "JA-M", 1, "return", "received", "UNWANTED_ITEM", None),
        ("LPN0002", "AMZ:111-0000001-0000001", "JA-M", 1, "return", "received", "DEFECTIVE", '"Sadly" the zip broke é'),
        ("LPN0003", "AMZ:111-0000004-0000004", "VB-S", 1, "return", "received", "NOT_COMPATIBLE", None),
    ]  # fmt: skip
    # 03:00 in London is the evening before in Bogotá.
    assert [moment.strftime("%d %H:%M") for moment in shop.typed("returns", "received_at")] == [
        "14 10:31", "14 22:00", "15 05:00",
    ]  # fmt: skip


def test_returns_imported_twice_are_there_once(shop: Shop) -> None:
    shop.take(RETURNS)
    again = shop.take(RETURNS)
    assert (again.new, again.changed, again.same) == (0, 0, 3)


def test_listings_have_their_state_and_units_at_amazon_are_not_none(shop: Shop) -> None:
    shop.take(LISTINGS)
    assert shop.rows("listings", "marketplace listing_id sku title price listed_qty status") == [
        ("Amazon", "0101ABC1", "JA-M", '"Páramo jersey, 12 in', 54.95, None, "Active"),
        ("Amazon", "0101ABC2", "VB-S", "Vest Bruma", 49, 4, "Active"),
        ("Amazon", "0101ABC3", "CC-U", "Cap Cima", 19, 0, "Inactive"),
        ("Amazon", "0101ABC4", "BP-L", None, None, None, "Incomplete"),
    ]
    assert shop.typed("listings", "status") == ["active", "active", "paused", "draft"]
    assert "open-date" in known(LISTINGS).ignored


def test_the_report_of_active_listings_says_active_without_saying_so(shop: Shop) -> None:
    shop.take(ACTIVE)
    assert shop.rows("listings", "sku status price") == [("JA-M", "active", 54.95), ("VB-S", "active", 49)]


def test_a_listing_without_a_name_keeps_the_one_that_is_known(shop: Shop) -> None:
    shop.take(LISTINGS)
    shop.take(SHORT.read_bytes().decode("cp1252").replace("Vest Bruma\t", "\t"))
    assert shop.rows("listings", "sku title")[1] == ("VB-S", "Vest Bruma")


def test_the_short_form_keeps_to_what_it_says(shop: Shop) -> None:
    shop.take(LISTINGS)
    merge = shop.take(SHORT)
    assert (merge.new, merge.changed, merge.same) == (0, 0, 2)


def test_the_business_report_is_traffic_of_the_days_that_the_founder_names(shop: Shop) -> None:
    assert known(BUSINESS).export.asks_period
    shop.take(BUSINESS, period=WEEK)
    columns = "product_id source measure sessions product_views purchases revenue_claimed"
    assert shop.rows("traffic", columns) == [
        ("JA-M", "Amazon", "sessions", 1210, 1704, 66, 3736.6),
        ("VB-S", "Amazon", "sessions", 310, 412, 0, 0),
    ]
    assert [day.date() for day in shop.typed("traffic", "date_from")] == [WEEK[0]] * 2
    assert [day.date() for day in shop.typed("traffic", "date_to")] == [WEEK[1]] * 2


def test_the_business_report_of_another_week_stands_below(shop: Shop) -> None:
    shop.take(BUSINESS, period=WEEK)
    before = (date(2026, 11, 2), date(2026, 11, 8))
    assert shop.take(BUSINESS, period=before).new == 2
    # Half of each week would count twice.
    overlapping = shop.take(BUSINESS, period=(date(2026, 11, 5), date(2026, 11, 11)))
    assert (overlapping.new, len(overlapping.refused)) == (0, 2)


def test_who_has_the_buy_box_is_asked_for_by_name(shop: Shop) -> None:
    shop.take(LISTINGS)
    shop.take(BUSINESS, kind="amazon_buy_box")
    assert shop.typed("listings", "sku") == ["JA-M", "VB-S", "CC-U", "BP-L"]
    assert [None if share is None else float(share) for share in shop.typed("listings", "buy_box_share")] == [
        0.998, 0, None, None,
    ]  # fmt: skip
    assert shop.rows("listings", "listing_id title")[0] == ("0101ABC1", "Jersey, Páramo, M")


def test_the_samples(shop: Shop, samples: Path) -> None:
    """A listing of 39.95, a return of one, and 12,131 sessions with 17,004 views and 12,905.25 of sales."""
    shop.take(samples / "amazon_listings" / "all_listings_scrubbed.txt")
    assert shop.rows("listings", "listing_id sku price status") == [("0ABCDHF8GY", "D-ABCDL-T01", 39.95, "Active")]
    other = Shop(shop.folder / "other")
    other.folder.mkdir()
    other.take(samples / "amazon_returns" / "fba_returns_excerpt.txt")
    assert other.rows("returns", "order_id qty reason") == [("AMZ:114-2962899-5762619", 1, "NOT_COMPATIBLE")]
    third = Shop(shop.folder / "third")
    third.folder.mkdir()
    third.take(samples / "amazon_business_report" / "detail_page_sales_and_traffic_by_child.csv", period=WEEK)
    assert third.rows("traffic", "product_id sessions product_views purchases revenue_claimed") == [
        ("5K-SC4U-PO06", 12131, 17004, 668, 12905.25)
    ]
