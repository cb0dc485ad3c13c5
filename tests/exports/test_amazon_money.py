"""Amazon's settlements and date range reports: what the rows come to is what was paid out."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import FIXTURES, Shop, known

ROOM = FIXTURES / "amazon"
COLUMNS = "kind order_id amount fee net"


def test_a_date_range_says_its_currency_above_the_header(shop: Shop) -> None:
    # "All amounts in USD, unless specified": without it 62.98 dollars would be read as 63 pesos.
    shop.take(ROOM / "amazon_date_range.csv")
    assert {code for (code,) in shop.rows("payments", "currency")} == {"USD"}


def test_a_date_range_comes_to_what_was_transferred(shop: Shop) -> None:
    merge = shop.take(ROOM / "amazon_date_range.csv")
    assert (merge.new, merge.refused) == (7, ())
    assert shop.rows("payments", COLUMNS) == [
        # 1,076.00 + 6.08 + 5.00 - 4.00 - 6.08 = 1,077.00; 11.55 + 3.20 kept
        ("sale", "AMZ:111-1111111-1111111", 1077, 14.75, 1062.25),
        ("sale", "AMZ:111-1111111-1111111", 20, 3, 17),
        # -38.00 - 3.04 + 2.00 + 3.04 = -36.00, and 4.62 of the fee given back
        ("refund", "AMZ:111-1111111-1111111", -36, -4.62, -31.38),
        ("fee", None, -39.99, 0, -39.99),
        ("fee", None, -7.1, 0, -7.1),
        ("other", None, 12, 0, 12),
        ("payout", None, -1012.78, 0, -1012.78),
    ]
    # 1,062.25 + 17.00 - 31.38 - 39.99 - 7.10 + 12.00 = 1,012.78
    assert round(sum(row[4] for row in shop.rows("payments", COLUMNS)), 2) == 0


def test_the_zone_is_amazons_own(shop: Shop) -> None:
    shop.take(ROOM / "amazon_date_range.csv")
    # 1:05:07 in the morning of Seattle is 4:05:07 in Bogotá.
    assert str(shop.typed("payments", "attempt_at")[0]) == "2026-11-04 04:05:07-05:00"
    assert shop.take(ROOM / "amazon_date_range.csv").edits == ()


def test_a_settlement_of_europe_has_one_row_for_each_order(shop: Shop) -> None:
    merge = shop.take(ROOM / "amazon_settlement.txt")
    assert (merge.new, merge.refused) == (4, ())
    assert shop.rows("payments", f"{COLUMNS} currency") == [
        ("payout", None, -1033.75, None, -1033.75, "EUR"),
        # 1,250.00 + 4.50 - 10.00 = 1,244.50; 187.50 kept
        ("sale", "AMZ:305-1234567-1234567", 1244.5, 187.5, 1057, "EUR"),
        ("refund", "AMZ:305-7654321-7654321", -19, -2.85, -16.15, "EUR"),
        ("fee", None, -7.1, 0, -7.1, "EUR"),
    ]
    # 1,057.00 - 16.15 - 7.10 = 1,033.75
    assert round(1057 - 16.15 - 7.1, 2) == 1033.75
    # 04.11. could be 11 April; 17.11. of the same report proves that the day is first.
    assert [f"{at:%Y-%m-%d}" for at in shop.typed("payments", "attempt_at")][1] == "2026-11-04"


def test_a_settlement_of_the_second_version(shop: Shop) -> None:
    merge = shop.take(ROOM / "amazon_settlement_v2.txt")
    assert (merge.new, merge.refused) == (2, ())
    assert shop.rows("payments", COLUMNS) == [
        ("payout", None, -60.65, None, -60.65),
        # 76.00 + 6.08 - 6.08 = 76.00; 11.40 + 3.95 = 15.35 kept; 60.65 left
        ("sale", "AMZ:111-1234567-1234567", 76, 15.35, 60.65),
    ]


def test_the_sample(shop: Shop, samples: Path) -> None:
    path = samples / "amazon_date_range_report" / "fixture_date_range_transactions.csv"
    assert known(path).export.key == "amazon_date_range"
    shop.take(path)
    # 76.00 + 6.08 + 5.00 - 4.00 - 6.08 = 77.00 sold; 36.00 given back; 22.07 transferred
    assert shop.rows("payments", "kind amount net") == [
        ("sale", 77, 65.45),
        ("refund", -36, -31.38),
        ("payout", -22.07, -22.07),
    ]
