"""PayPal: which rows are money that moved, whichever way the account writes days and amounts."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known, left

ROOM = FIXTURES / "paypal"
COLUMNS = "reference kind status amount fee net"
HOLDS = "holds and authorizations, which move no money"
CONVERSIONS = "conversions between your own currencies"
MEMOS = "notes that do not change the balance"
UNSETTLED = "movements that are pending or denied; PayPal lists them again once they are settled"


def test_only_settled_movements_are_rows(shop: Shop) -> None:
    merge = shop.take(ROOM / "paypal_activity.csv")
    assert (merge.new, merge.refused) == (3, ())
    assert shop.rows("payments", COLUMNS) == [
        ("1AB", "sale", "approved", 1250, 43.4, 1206.6),
        ("6KL", "refund", "refunded", -125, 0, -125),
        ("7MN", "payout", "approved", -1000, 0, -1000),
    ]
    assert left(known(ROOM / "paypal_activity.csv")) == [
        (HOLDS, (3,)),
        (CONVERSIONS, (4,)),
        (MEMOS, (5,)),
        (UNSETTLED, (6,)),
    ]
    assert shop.typed("payments", "order_id")[0] == "1001"
    assert shop.rows("payments", "customer")[0] == ("jana@example.com",)


def test_day_hour_and_zone_are_one_moment_and_the_column_says_that_the_day_is_first(shop: Shop) -> None:
    shop.take(ROOM / "paypal_activity.csv")
    # 10/11 could be 11 October; 13/11 and 14/11 of the same column prove that it is 10 November. CET is one hour ahead.
    assert [str(at) for at in shop.typed("payments", "attempt_at")] == [
        "2026-11-10 04:00:00-05:00",
        "2026-11-13 10:45:10-05:00",
        "2026-11-14 02:00:00-05:00",
    ]


def test_the_spanish_report_has_decimal_commas_and_other_words(shop: Shop) -> None:
    merge = shop.take(ROOM / "paypal_activity_es.csv")
    assert merge.new == 3
    assert shop.rows("payments", COLUMNS) == [
        ("A1", "sale", "approved", 120, 6.22, 113.78),
        ("A2", "refund", "refunded", -20, 0, -20),
        ("A3", "payout", "approved", -93.78, 0, -93.78),
    ]
    # Nothing in the column proves it: the Spanish report writes the day first.
    assert str(shop.typed("payments", "attempt_at")[0]) == "2026-11-03 03:15:00-05:00"


def test_comision_is_tarifa_too(shop: Shop) -> None:
    text = (ROOM / "paypal_activity_es.csv").read_text(encoding="utf-8-sig").replace("Tarifa", "Comisión")
    shop.take(text)
    assert shop.rows("payments", "fee")[0] == (6.22,)


def test_the_sample(shop: Shop, samples: Path) -> None:
    path = samples / "paypal" / "fixture_activity_en_us.csv"
    export = known(path)
    assert export.export.key == "paypal_activity"
    shop.take(path)
    # A payment of 1,250.00 with a fee of 43.40, and a withdrawal of 1,000.00; a hold and a pending payment left out.
    assert shop.rows("payments", "kind amount net") == [("sale", 1250, 1206.6), ("payout", -1000, -1000)]
    assert left(export) == [(HOLDS, (3,)), (UNSETTLED, (5,))]
    # 13, 14 and 15 stand second: the month is first.
    assert str(shop.typed("payments", "attempt_at")[0]) == "2026-10-01 03:00:00-05:00"
