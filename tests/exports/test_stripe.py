"""Stripe: what each movement is, and sums in dollars written out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.conftest import FIXTURES, Shop, known

ROOM = FIXTURES / "stripe"
COLUMNS = "reference kind status amount fee net currency"


def test_a_balance_history_tells_payments_refunds_payouts_and_fees_apart(shop: Shop) -> None:
    merge = shop.take(ROOM / "stripe_balance.csv")
    assert (merge.new, merge.refused) == (6, ())
    assert shop.rows("payments", COLUMNS) == [
        ("ch_11", "sale", "approved", 189.9, 5.81, 184.09, "USD"),
        ("ch_12", "sale", "approved", 60, 2.04, 57.96, "USD"),
        ("re_12", "refund", "refunded", -20, 0, -20, "USD"),
        ("po_1", "payout", "approved", -222.05, 0, -222.05, "USD"),
        ("txn_15", "fee", "approved", -2, 0, -2, "USD"),
        ("dp_1", "other", "chargeback", -60, 15, -75, "USD"),
    ]
    # 189.90 + 60.00 sold, 5.81 + 2.04 kept, 20.00 given back: 222.05 was paid out.
    assert round(189.9 + 60 - 5.81 - 2.04 - 20, 2) == 222.05


def test_moments_are_utc_as_their_header_says(shop: Shop) -> None:
    shop.take(ROOM / "stripe_balance.csv")
    # 02:15 in UTC on 3 November is 21:15 of the day before in Bogotá.
    assert str(shop.typed("payments", "attempt_at")[0]) == "2026-11-02 21:15:00-05:00"


def test_a_partial_refund_stays_paid_and_is_a_row_of_its_own(shop: Shop) -> None:
    merge = shop.take(ROOM / "stripe_payments.csv")
    assert (merge.new, merge.refused) == (6, ())
    assert shop.rows("payments", COLUMNS) == [
        ("ch_11", "sale", "approved", 189.9, 5.81, 184.09, "USD"),
        ("ch_12", "sale", "approved", 60, 2.04, 57.96, "USD"),
        ("ch_12", "refund", "refunded", -20, None, -20, "USD"),
        ("ch_13", "sale", "declined", 75, None, None, "USD"),
        ("ch_14", "sale", "refunded", 45, 1.61, 43.39, "USD"),
        ("ch_14", "refund", "refunded", -45, None, -45, "USD"),
    ]
    assert shop.rows("payments", "reason")[3] == ("insufficient_funds",)


def test_twice_is_once_and_both_exports_name_a_payment_alike(shop: Shop) -> None:
    shop.take(ROOM / "stripe_balance.csv")
    assert shop.take(ROOM / "stripe_balance.csv").edits == ()
    again = shop.take(ROOM / "stripe_payments.csv")
    # ch_11 and ch_12 stand there already; ch_13, ch_14 and the two refunds under their payments' names do not.
    assert (again.new, again.changed + again.same) == (4, 2)
    assert "import one of the two" in known(ROOM / "stripe_payments.csv").export.warns.en


@pytest.mark.parametrize(
    ("file", "key", "amount", "fees"),
    [
        # 120.00 - 20.00 - 96.22 - 2.00 = 1.78; fee 3.78
        ("fixture_balance_history.csv", "stripe_balance", 1.78, 3.78),
        # 1,061.86 + 2,187.95 = 3,249.81; fees 33.65 + 69.24 = 102.89
        ("payments_charges_excerpt.csv", "stripe_payments", 3249.81, 102.89),
    ],
)
def test_the_samples(shop: Shop, samples: Path, file: str, key: str, amount: float, fees: float) -> None:
    path = samples / "stripe" / file
    assert known(path).export.key == key
    shop.take(path)
    rows = shop.rows("payments", "amount fee")
    assert round(sum(row[0] for row in rows), 2) == amount
    assert round(sum(row[1] for row in rows), 2) == fees
