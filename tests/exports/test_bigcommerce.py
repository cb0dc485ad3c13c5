"""BigCommerce's exports: from the file to the money and the stock of the brief."""

from __future__ import annotations

from datetime import date

from tests.exports.conftest import FIXTURES, Shop, known, left

ORDERS = FIXTURES / "bigcommerce" / "bigcommerce_orders.csv"
PRODUCTS = FIXTURES / "bigcommerce" / "bigcommerce_products.csv"


def test_one_packed_cell_becomes_a_line_for_each_product(shop: Shop) -> None:
    shop.take(ORDERS)
    assert shop.rows("orders", "order_id line_sku line_name line_qty line_price")[:3] == [
        ("186", "JA-M", "Jersey Andes, lana - M (38) / Rojo", 1, 189900),
        ("186", "SN 2000, U", "Socks Niebla & Co", 2, 29900),
        ("187", "CC-U", "Cap Cumbre", 1, 59900),
    ]


def test_amounts_stand_once_an_order_and_the_subtotal_is_after_the_coupon(shop: Shop) -> None:
    shop.take(ORDERS)
    assert shop.rows("orders", "order_id total subtotal shipping fees discount_amount discount_code")[:4] == [
        # 249,700 before the coupon + 12,000 shipping - 236,730 paid = 24,970 off
        ("186", 236730, 224730, 12000, 0, 24970, "ANDES10"),
        ("186", None, None, None, None, None, None),
        ("187", 59900, 59900, 0, 0, None, None),
        ("188", 204900, 189900, 10000, 5000, None, None),
    ]


def test_bigcommerces_words_are_said_in_ours_and_unknown_ones_stay(shop: Shop) -> None:
    shop.take(ORDERS)
    said = shop.rows("orders", "order_id financial_status fulfillment_status")
    assert [row for row in said if row[1]] == [
        ("186", "paid", "fulfilled"),
        ("187", "pending", "unfulfilled"),  # cash on delivery: on its way is not paid
        ("188", "paid", "unfulfilled"),
        ("189", "partially_refunded", "fulfilled"),
        ("190", "Awaiting Magic", None),
        ("191", "voided", None),
    ]


def test_the_store_writes_the_day_first(shop: Shop) -> None:
    shop.take(ORDERS)
    assert shop.rows("orders", "created_at")[0] == (date(2026, 11, 10),)


def test_the_week_of_bigcommerce(shop: Shop) -> None:
    shop.take(ORDERS)
    brief = shop.brief("2026-11-16T08:00")
    # 186 236,730 + 188 204,900 + 189 59,800 - 29,900
    assert brief.figures["M01"].value == 236730 + 204900 + 29900 == 471530
    assert brief.figures["M02"].value == 3
    assert brief.figures["M04"].value == 1 + 2 + 1 + 2
    assert {left.reason: left.orders for left in brief.excluded}["cod"] == ["#187"]


def test_a_template_without_products_keeps_the_orders(shop: Shop) -> None:
    shop.take("Order ID,Order Date,Order Status,Order Total (inc tax)\n7,18/11/2026,Completed,10.00\n")
    assert shop.rows("orders", "order_id total financial_status line_name") == [("7", 10, "paid", None)]


def test_skus_stand_below_their_product_with_the_options_of_their_names(shop: Shop) -> None:
    assert left(known(PRODUCTS)) == [
        ("a rule for prices, not a product", (5,)),
        ("the product above its SKUs", (2,)),
    ]
    shop.take(PRODUCTS)
    assert shop.rows("inventory", "product_id product_title sku size color available price compare_at_price") == [
        ("100", "Jersey Andes", "JA-S", "S", "Rojo", 5, 170000, 189900),
        ("100", "Jersey Andes", "JA-M", "M", "Rojo", 3, 170000, 189900),
        ("101", "Cap Cumbre", "CC-U", None, None, 64, 59900, 69900),
        ("102", "Curso", "CURSO", None, None, 0, 90000, None),
    ]


def test_zero_is_no_cost_and_no_minimum(shop: Shop) -> None:
    shop.take(PRODUCTS)
    assert shop.rows("inventory", "sku unit_cost low_stock_units product_type status tracked") == [
        ("JA-S", 72000, 2, "Jerseys", "active", "yes"),
        ("JA-M", 72000, None, "Jerseys", "active", "yes"),
        ("CC-U", None, 10, "Accesorios", "draft", "yes"),
        ("CURSO", None, None, "Cursos", "active", "no"),
    ]
    brief = shop.brief("2026-11-16T08:00")
    assert {row.sku: row.available for row in brief.inventory if row.sku.startswith("JA")} == {"JA-S": 5, "JA-M": 3}


def test_importing_again_changes_nothing(shop: Shop) -> None:
    shop.take(ORDERS)
    again = shop.take(ORDERS)
    assert (again.new, again.changed, again.edits) == (0, 0, ())
