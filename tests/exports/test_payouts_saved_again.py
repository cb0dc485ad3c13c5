"""The same payouts as they came from Shopify and as a Spanish spreadsheet saved them are the same payouts."""

from __future__ import annotations

from pathlib import Path

from tests.exports.conftest import Shop

AS_IT_CAME = """Payout Date,Status,Charges,Refunds,Adjustments,Fees,Total,Currency
2026-11-06,paid,224801.00,0.00,0.00,-6744.03,218056.97,COP
"""
SAVED_AGAIN = """Payout Date;Status;Charges;Refunds;Adjustments;Fees;Total;Currency
06/11/2026;paid;224801,00;0,00;0,00;-6744,03;218056,97;COP
13/11/2026;in_transit;45000,00;0,00;0,00;-1350,00;43650,00;COP
"""


def test_a_payout_that_a_spreadsheet_saved_again_is_not_counted_twice(shop: Shop, tmp_path: Path) -> None:
    first, second = tmp_path / "payouts.csv", tmp_path / "payouts guardado.csv"
    first.write_text(AS_IT_CAME, encoding="utf-8")
    second.write_text(SAVED_AGAIN, encoding="utf-8")
    shop.take(first)
    merge = shop.take(second)
    assert (merge.new, merge.same) == (1, 1)
    # 218,056.97 once, and 43,650.
    assert shop.rows("payments", "reference amount") == [
        ("payout 2026-11-06 COP", -218056.97),
        ("payout 2026-11-13 COP", -43650),
    ]
