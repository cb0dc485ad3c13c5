"""Shopify's customers, discounts, Shopify Payments and Analytics: from the file to the rows of their tabs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from sheets.errors import SheetsError
from tests.exports.conftest import FIXTURES, Shop, known, left

FOLDER = FIXTURES / "shopify"
ADDED = "no row of its own, its figures were added to those of the same name and days"


def test_customers_keep_their_number_as_text_and_both_names(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_customers.csv")
    assert shop.rows("customers", "customer_id email name orders total_spent tags accepts_marketing city") == [
        ("7210448301122", "ana@example.com", "Ana Prueba", 6, 790440.5, "vip, club", "yes", "Bogotá"),
        ("7210448301123", None, "Beto", 0, 0, None, "no", None),
    ]


def test_a_customer_without_number_and_email_is_left_out_and_metafields_are_passed_over() -> None:
    export = known(FOLDER / "shopify_customers.csv")
    assert left(export) == [("a customer without a number and an e-mail", (4,))]
    assert "Fecha de nacimiento (customer.metafields.facts.birth_date)" in export.ignored
    assert "Accepts WhatsApp Marketing" in export.ignored


def test_the_older_header_without_numbers_finds_its_customer_by_email(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_customers.csv")
    merge = shop.take(FOLDER / "shopify_customers_older.csv")
    assert (merge.new, merge.changed) == (0, 1)
    assert shop.rows("customers", "customer_id orders total_spent")[0] == ("7210448301122", 4, 500000)


def test_the_sample_customers(shop: Shop, samples: Path) -> None:
    shop.take(samples / "shopify_customers" / "fixture_customers_export.csv")
    # 7,790.44 + 154.29 spent in 6 + 2 orders
    spent, orders = zip(*shop.rows("customers", "total_spent orders"), strict=True)
    assert (sum(spent), sum(orders)) == (pytest.approx(7944.73), 8)


def test_discounts_take_off_a_number_above_zero(shop: Shop) -> None:
    assert left(known(FOLDER / "shopify_discounts.csv")) == [("a discount without a code", (4,))]
    shop.take(FOLDER / "shopify_discounts.csv")
    assert shop.rows("discount_codes", "code value value_type status times_used usage_limit min_subtotal") == [
        ("ANDES10", "10.0", "percentage", "active", 12, 100, None),
        ("RUTA20", "20000.0", "fixed_amount", "expired", 0, None, "Minimum subtotal of 100000"),
    ]
    # 11:28 at an offset of six hours is 12:28 in Bogotá.
    start = shop.typed("discount_codes", "starts_at")[1]
    assert isinstance(start, datetime)
    assert (start.hour, start.minute, start.date()) == (12, 28, date(2025, 12, 8))


def test_transactions_say_what_was_charged_refunded_and_taken_back(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_payment_transactions.csv")
    assert shop.rows("payments", "order_id kind status amount fee net payout_id provider") == [
        ("#1001", "sale", "approved", 236.73, 7.1, 229.63, "140769394954", "Shopify Payments"),
        ("AI-1003", "refund", "refunded", -50, 0, -50, None, "Shopify Payments"),
        (None, "other", "approved", -1.25, 0, -1.25, None, "Shopify Payments"),
        ("#1001", "other", "chargeback", -236.73, 15, -251.73, None, "Shopify Payments"),
        (None, "payout", "approved", -229.63, None, -229.63, "140769394954", "Shopify Payments"),
    ]


def test_a_payout_in_both_files_is_one_row(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_payment_transactions.csv")
    merge = shop.take(FOLDER / "shopify_payouts.csv")
    assert (merge.new, len(merge.refused)) == (1, 0)
    paid_out = [row for row in shop.rows("payments", "kind amount status reference") if row[0] == "payout"]
    assert paid_out == [
        ("payout", -229.63, "approved", "payout 2026-11-12 USD"),
        ("payout", 51.25, "pending", "payout 2026-11-20 USD"),  # taken from the bank: 50.00 + 1.25
    ]


def test_a_transaction_whose_payout_came_later_keeps_its_row(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_payment_transactions.csv")
    later = (
        (FOLDER / "shopify_payment_transactions.csv")
        .read_text("utf-8")
        .replace("pending,2026-11-20,,", "paid,2026-11-20,777,")
    )
    merge = shop.take(later)
    assert (merge.new, merge.changed, merge.same) == (0, 1, 4)
    assert shop.rows("payments", "payout_id")[1] == ("777",)


def test_money_with_its_sign_and_days_with_slashes_are_read(shop: Shop) -> None:
    shop.take(
        "Transaction Date,Type,Order,Payout Status,Payout Date,Available On,Amount,Fee,Net,Currency\n"
        "2026/6/12,charge,#7,paid,2026/6/14,2026/6/14,$21.83,$0.93,$20.90,USD\n"
    )
    assert shop.rows("payments", "attempt_at amount fee net") == [(date(2026, 6, 12), 21.83, 0.93, 20.9)]


def test_the_italian_form_of_transactions_is_known(shop: Shop) -> None:
    shop.take(
        "Data della transazione;Tipo;Ordine;Stato del pagamento;Data del pagamento;ID pagamento;Importo;Commissione;Netto;Valuta\n"
        "2026-07-01;charge;#9;paid;2026-07-10;88;6,99;0,45;6,54;EUR\n"
    )
    assert shop.rows("payments", "order_id kind amount fee net currency") == [("#9", "sale", 6.99, 0.45, 6.54, "EUR")]


def test_the_sample_transactions_and_payouts(shop: Shop, samples: Path) -> None:
    shop.take(samples / "shopify_payouts" / "fixture_payment_transactions_18col.csv")
    # 6.99 - 6.99 + 37.90, of which 0.45 + 0.00 + 1.10 went as fees
    amounts, fees, nets = zip(*shop.rows("payments", "amount fee net"), strict=True)
    assert (sum(amounts), sum(fees)) == (pytest.approx(37.90), pytest.approx(1.55))
    assert sum(nets) == pytest.approx(37.90 - 1.55)
    shop.take(samples / "shopify_payouts" / "fixture_payouts_summary.csv")
    assert shop.rows("payments", "kind amount")[-1] == ("payout", -416.65)  # 450.00 - 20.00 - 13.35


def test_sessions_of_a_page_that_stands_twice_in_a_day_are_added_up(shop: Shop) -> None:
    export = known(FOLDER / "shopify_sessions.csv")
    assert left(export) == [(ADDED, (3,))]
    shop.take(FOLDER / "shopify_sessions.csv")
    assert shop.rows("traffic", "date_from landing_page sessions add_to_carts checkouts purchases measure") == [
        # 100 + 10, 12 + 1, 6 + 1, 3 + 1
        (date(2026, 11, 10), "/products/jersey-andes", 110, 13, 7, 4, "sessions"),
        (date(2026, 11, 10), "/", 50, 0, 0, 0, "sessions"),
        (date(2026, 11, 11), "/", 1020, 4, 2, 1, "sessions"),
    ]


def test_rates_are_not_taken_since_they_are_computed_from_counts() -> None:
    passed = known(FOLDER / "shopify_sessions.csv").ignored
    assert {"Conversion rate", "Added to cart rate", "Bounce rate", "Average session duration"} <= set(passed)


def test_the_form_by_campaign_joins_the_pages_of_one_campaign(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_sessions_utm.csv")
    # The two contents of the campaign: 10 + 5 sessions, 2 + 1 carts.
    assert shop.rows("traffic", "landing_page campaign sessions add_to_carts checkouts purchases") == [
        ("/products/jersey-andes", "andes", 15, 3, 1, 1)
    ]


def test_any_other_dimension_is_known_by_its_pair_of_columns_and_asks_for_its_days(shop: Shop) -> None:
    path = FOLDER / "shopify_sessions_period.csv"
    assert known(path).export.asks_period
    with pytest.raises(SheetsError) as asked:
        list(known(path).records())
    assert asked.value.kind == "asks_period"
    shop.take(path, period=(date(2026, 11, 9), date(2026, 11, 15)))
    # mobile 700 + desktop 300
    assert shop.rows("traffic", "date_from date_to sessions add_to_carts checkouts purchases") == [
        (date(2026, 11, 9), date(2026, 11, 15), 1000, 80, 35, 15)
    ]


@pytest.mark.parametrize(
    ("head", "day", "first", "last"),
    [
        ("Week", "2026-11-09", date(2026, 11, 9), date(2026, 11, 15)),
        ("Month", "2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("Month", "2026-11-01", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_weeks_and_months_cover_all_their_days(shop: Shop, head: str, day: str, first: date, last: date) -> None:
    text = f"{head},Sessions,Sessions that completed checkout\n{day},40,2\nTotal,40,2\n"
    assert left(known(shop.file(text))) == [("a total of other rows", (3,))]
    shop.take(text)
    assert shop.rows("traffic", "date_from date_to sessions") == [(first, last, 40)]


def test_a_sales_report_says_why_it_is_not_used_and_what_to_import_instead() -> None:
    with pytest.raises(SheetsError) as refused:
        known(FOLDER / "shopify_sales_report.csv")
    assert refused.value.kind == "not_used"
    assert "Import the orders export instead" in refused.value.remedy.en
    assert "Importa la exportación de pedidos" in refused.value.remedy.es
