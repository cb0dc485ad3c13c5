"""Mercado Pago's release report: movements, not balances, with what was kept of each."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known, left

FILE = FIXTURES / "mercado_pago" / "mercadopago_release.csv"
BALANCES = "balances and totals, which are no movements"


def test_movements_are_rows_and_balances_are_not(shop: Shop) -> None:
    merge = shop.take(FILE)
    assert (merge.new, merge.refused) == (5, ())
    assert left(known(FILE)) == [(BALANCES, (2, 8))]
    assert shop.rows("payments", "kind status amount fee net method") == [
        # 6,350 for Mercado Pago and 2,000 of taxes: 8,350 kept
        ("sale", "approved", 189900, 8350, 181550, "pse"),
        # 2,400 and 1,200 for the parcel
        ("sale", "approved", 60000, 3600, 56400, "account_money"),
        # the refund gives the fees back
        ("refund", "refunded", -60000, -3600, -56400, "account_money"),
        ("payout", "approved", -600000, 0, -600000, None),
        ("other", "chargeback", -89900, 0, -89900, None),
    ]


def test_a_movement_without_a_number_is_named_by_what_it_is_and_when(shop: Shop) -> None:
    shop.take(FILE)
    assert shop.take(FILE).edits == ()
    assert len(shop.rows("payments", "reference")) == 5


def test_moments_keep_their_offset_and_orders_their_number(shop: Shop) -> None:
    shop.take(FILE)
    assert str(shop.typed("payments", "attempt_at")[0]) == "2026-11-03 10:12:44-05:00"
    assert shop.typed("payments", "order_id")[:2] == ["1001", "1002"]


def test_the_sample(shop: Shop, samples: Path) -> None:
    path = samples / "mercadopago" / "official_release_report_excerpt.csv"
    shop.take(path)
    # A withdrawal of 813,360.45 that cost 3.00, and a payment of 269.00 of which 43.04 were kept: 225.96.
    assert shop.rows("payments", "kind amount fee net") == [
        ("payout", -813360.45, 3, -813363.45),
        ("sale", 269, 43.04, 225.96),
    ]
    assert left(known(path)) == [(BALANCES, (2,))]
