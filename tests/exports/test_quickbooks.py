"""QuickBooks Online: titles above, names on rows of their own, and totals that would count twice."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known, left

ROOM = FIXTURES / "quickbooks"
TOTAL = "a total of other rows"
NAMES = "names of customers above their sales"
RETURNED = "credit memos and refunds; QuickBooks does not say of which sale"
NO_PAYMENT = "transactions that move no money of a customer, such as invoices, bills and expenses"


def test_a_transaction_list_gives_payments_refunds_and_deposits(shop: Shop) -> None:
    merge = shop.take(ROOM / "quickbooks_transactions.csv")
    assert (merge.new, merge.refused) == (4, ())
    assert shop.rows("payments", "kind amount customer") == [
        ("sale", 1250, "Mike Sanderson"),
        ("sale", 650, "Jane Doe"),
        ("refund", -500, "Mike Sanderson"),
        ("payout", -1400, None),
    ]
    # 1,250 + 650 - 500 = 1,400 were deposited; an invoice and the rent are no payments of customers.
    assert left(known(ROOM / "quickbooks_transactions.csv")) == [(NO_PAYMENT, (7, 11)), (TOTAL, (12,))]
    assert shop.take(ROOM / "quickbooks_transactions.csv").edits == ()


def test_sales_by_customer_are_orders_with_their_lines(shop: Shop) -> None:
    merge = shop.take(ROOM / "quickbooks_sales.csv")
    assert (merge.new, merge.refused) == (3, ())
    assert shop.rows("orders", "order_id customer_name financial_status total line_name line_qty line_price") == [
        # 10 × 189.00 + 5 × 200.00 = 2,890.00, on the first line alone; whether it was paid the report does not say
        ("QB:2001", "Bike Club Norte", None, 2890, "Jersey Andes - M", 10, 189),
        ("QB:2001", "Bike Club Norte", None, None, "Bib Lluvia - M", 5, 200),
        ("QB:2002", "Jane Doe", "paid", 120, "Cap Páramo", 2, 60),
    ]
    assert left(known(ROOM / "quickbooks_sales.csv")) == [(NAMES, (6, 10)), (TOTAL, (9, 13, 14)), (RETURNED, (12,))]
    assert "would count twice" in known(ROOM / "quickbooks_sales.csv").export.warns.en


def test_a_paid_sale_is_in_the_brief_and_totals_are_not(shop: Shop) -> None:
    shop.start("orders", definitions={"currency": "USD", "currency_decimals": 2})
    shop.take(ROOM / "quickbooks_sales.csv")
    brief = shop.brief("2026-11-16T08:00")
    # Of the week of 9 to 15 November only the cap sale of Jane Doe, 2 × 60.00; the totals of 60 and 2,950 are no sales.
    assert brief.figures["M02"].value == 1
    assert brief.figures["M01"].value == 120


def test_the_sample(shop: Shop, samples: Path) -> None:
    path = samples / "quickbooks" / "fixture_sales_by_customer_detail.csv"
    assert known(path).export.key == "quickbooks_sales"
    shop.take(path)
    # 2,000.00 + 400.00 of Mike Sanderson, 650.00 of Jane Doe; her refund of 50.00 is left out and told.
    assert shop.rows("orders", "order_id total") == [("QB:2001", 2400), ("QB:2001", None), ("QB:2002", 650)]
    assert left(known(path)) == [(NAMES, (6, 10)), (TOTAL, (9, 13, 14)), (RETURNED, (12,))]


def test_a_list_that_a_spreadsheet_saved_again_is_the_same_list(shop: Shop) -> None:
    shop.take(ROOM / "quickbooks_transactions.csv")
    text = (ROOM / "quickbooks_transactions.csv").read_text(encoding="utf-8")
    for day in (3, 4, 5, 6, 16, 17):
        text = text.replace(f"11/{day:02}/2026", f"2026-11-{day:02}")
    assert shop.take(text).new == 0


def test_replacing_leaves_what_another_tool_brought(shop: Shop) -> None:
    shop.take(FIXTURES / "stripe" / "stripe_balance.csv")
    stripe = shop.rows("payments", "reference")
    shop.take(ROOM / "quickbooks_transactions.csv")
    merge = shop.take(ROOM / "quickbooks_transactions.csv", mode="replace")
    assert (merge.missing, merge.changed) == (0, 0)
    assert shop.rows("payments", "reference")[:6] == stripe
