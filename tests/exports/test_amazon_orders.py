"""Amazon's orders: from the cells of a report to the money of the brief."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known, left

ALL = FIXTURES / "amazon" / "amazon_all_orders.txt"
SALE = FIXTURES / "amazon" / "amazon_sale_report.csv"


def test_each_item_has_the_price_of_one_unit(shop: Shop) -> None:
    shop.take(ALL)
    assert shop.rows("orders", "order_id line_sku line_qty line_price line_discount") == [
        ("AMZ:111-0000001-0000001", "JA-M", 2, 50, 10),  # 100.00 for two
        ("AMZ:111-0000001-0000001", "SO-U", 3, 8.333333, None),  # 25.00 for three
        ("AMZ:111-0000002-0000002", "BP-L", 1, None, None),  # pending: Amazon does not say its price yet
        ("AMZ:111-0000003-0000003", "BP-M", 0, None, None),
        ("AMZ:111-0000004-0000004", "VB-S", 1, 80, None),
        ("AMZ:111-0000004-0000004", "CC-U", 0, 20, None),  # cancelled out of an order that goes on
        ("AMZ:111-0000005-0000005", "VB-M", 1, 80, None),
        ("AMZ:403-0000007-0000007", "JA-L", 1, 60.5, None),
    ]


def test_an_orders_amounts_are_summed_from_its_items_and_stand_once(shop: Shop) -> None:
    shop.take(ALL)
    assert shop.rows("orders", "subtotal discount_amount shipping fees taxes total currency") == [
        # goods 100.00 + 25.00 - 10.00; shipping 6.00 - 1.00; gift wrap 4.00; Amazon pays the American tax itself
        (115, 10, 5, 4, 0, 124, "USD"),
        (None,) * 7,
        (None, 0, 0, 0, 0, None, None),
        (None,) * 7,
        (80, 0, 0, 0, 0, 80, "USD"),  # without the cancelled cap of 20.00
        (None,) * 7,
        (80, 0, 0, 0, 0, 80, "USD"),
        (60.5, 0, 0, 0, 10.5, 60.5, "EUR"),  # in Europe the tax of 10.50 is in the price
    ]


def test_amazons_words_are_said_of_the_money_only_where_they_tell(shop: Shop) -> None:
    shop.take(ALL)
    assert shop.rows("orders", "financial_status fulfillment_status channel") == [
        ("paid", "fulfilled", "Amazon"),
        (None, None, "Amazon"),
        ("pending", None, "Amazon"),
        ("voided", None, "Amazon"),
        ("paid", "fulfilled", "Amazon"),
        (None, None, "Amazon"),
        ("Shipped - Returned to Seller", "fulfilled", "Amazon"),
        ("paid", "fulfilled", "Amazon"),
    ]


def test_what_amazon_only_sent_for_another_shop_is_not_counted_twice() -> None:
    assert left(known(ALL)) == [("a sale of another channel that Amazon only sent", (9,))]


def test_quotation_marks_and_accents_of_the_tab_file_are_letters(shop: Shop) -> None:
    shop.take(ALL)
    assert shop.rows("orders", "line_name ship_city")[:2] == [
        ('Jersey Páramo 12" zip', "AUSTIN"),
        ('"Niebla" socks', "AUSTIN"),
    ]
    assert shop.rows("orders", "ship_city")[-1] == ("CÁDIZ",)


def test_a_second_import_changes_nothing(shop: Shop) -> None:
    first, again = shop.take(ALL), shop.take(ALL)
    assert (first.new, first.refused) == (8, ())
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, 8, ())


def test_the_brief_counts_what_was_paid(shop: Shop) -> None:
    """The week of 9 to 15 November, 124.00 + 80.00 dollars and 2 + 3 + 1 + 1 units: one order of these was in euros.

    What is pending, cancelled or came back is neither.
    """
    shop.start("orders", definitions={"currency": "USD"})
    shop.take(ALL)
    figures = shop.brief("2026-11-16T08:00").figures
    assert (figures["M01"].value, figures["M02"].value, figures["M04"].value) == (204, 3, 7)


def test_the_sale_report_counts_a_whole_quantity_once(shop: Shop) -> None:
    shop.take(SALE)
    assert shop.rows("orders", "order_id financial_status line_qty line_price total currency") == [
        ("AMZ:405-0000001-0000001", "voided", 0, None, None, None),
        ("AMZ:405-0000002-0000002", "paid", 2, 406, 1218.5, "INR"),  # 812.00 + 406.50
        ("AMZ:405-0000002-0000002", None, 1, 406.5, None, None),
        ("AMZ:405-0000003-0000003", "Shipped - Returned to Seller", 1, 406, 406, "INR"),
        ("AMZ:405-0000004-0000004", "pending", 1, 406, 406, "INR"),
        ("AMZ:405-0000006-0000006", "paid", 1, 399, 399, "INR"),
    ]
    assert left(known(SALE)) == [("a sale of another channel that Amazon only sent", (7,))]


def test_the_sale_reports_dates_have_the_month_first(shop: Shop) -> None:
    shop.take(SALE)
    assert [day.date().isoformat() for day in shop.typed("orders", "created_at")] == [
        "2022-04-30", "2022-04-30", "2022-04-30", "2022-05-01", "2022-05-02", "2022-05-03",
    ]  # fmt: skip


def test_the_month_comes_first_even_where_no_date_proves_it(shop: Shop) -> None:
    lines = SALE.read_text("utf-8").splitlines(keepends=True)
    shop.take("".join([lines[0], *(line for line in lines if ",05-0" in line)]))
    assert [day.month for day in shop.typed("orders", "created_at")] == [5, 5, 5]


def test_the_sale_reports_revenue_in_the_brief(shop: Shop) -> None:
    """The week of 25 April to 1 May 2022: 812.00 + 406.50 for 2 + 1 units; 406.00 came back and are not counted."""
    shop.start("orders", definitions={"currency": "INR"})
    shop.take(SALE)
    figures = shop.brief("2022-05-02T08:00").figures
    assert (figures["M01"].value, figures["M04"].value) == (1218.5, 3)


def test_the_sample_is_an_order_that_was_cancelled(shop: Shop, samples: Path) -> None:
    """One item of 89.95, cancelled: nothing was sold."""
    shop.take(samples / "amazon_orders" / "all_orders_flat_file_scrubbed.txt")
    assert shop.rows("orders", "order_id financial_status line_price total") == [
        ("AMZ:SCRUBBED", "voided", 89.95, None)
    ]
