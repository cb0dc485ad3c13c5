"""Etsy's payment account statement: a dash is no zero, and a deposit says its amount in words."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known

FILE = FIXTURES / "etsy" / "etsy_statement.csv"


def test_each_movement_is_a_row(shop: Shop) -> None:
    merge = shop.take(FILE)
    assert (merge.new, merge.refused) == (7, ())
    assert shop.rows("payments", "kind amount fee order_id") == [
        ("sale", 1216.08, None, "ETSY:3812345671"),
        ("other", -1.08, None, "ETSY:3812345671"),
        ("fee", -0.98, None, "ETSY:3812345671"),
        ("fee", -0.2, None, None),
        ("fee", -0.2, None, None),
        ("refund", -12, None, "ETSY:3812345671"),
        ("payout", -1201.62, None, None),
    ]
    # 1,216.08 - 1.08 - 0.98 - 0.20 - 0.20 - 12.00 = 1,201.62
    assert round(1216.08 - 1.08 - 0.98 - 0.2 - 0.2 - 12, 2) == 1201.62


def test_two_fees_of_one_day_are_two_rows_and_stay_two(shop: Shop) -> None:
    shop.take(FILE)
    assert shop.take(FILE).edits == ()
    assert [row[0] for row in shop.rows("payments", "amount")].count(-0.2) == 2


def test_both_ways_of_writing_a_day(shop: Shop) -> None:
    shop.take(FILE)
    days = [f"{at:%Y-%m-%d}" for at in shop.typed("payments", "attempt_at")]
    assert (days[0], days[3], days[6]) == ("2026-11-03", "2026-11-04", "2026-11-14")


def test_the_sample(shop: Shop, samples: Path) -> None:
    path = samples / "etsy" / "fixture_statement.csv"
    assert known(path).export.key == "etsy_statement"
    shop.take(path)
    rows = shop.rows("payments", "kind amount")
    assert rows == [
        ("sale", 16.08),
        ("other", -1.08),
        ("fee", -0.98),
        ("fee", -0.73),
        ("payout", -37.35),
        ("refund", -12),
    ]
