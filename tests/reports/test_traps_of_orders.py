"""Traps 31–36, 38, 44, 45 and 50 in one week of one shop, as its founder would read them.

Revenue of 9–15 Nov: #1 100,000 + #2 0 + #3 50,000 + #12 0 + #14 100,000 + #1001 100,000 + ML:1001 100,000 = 450,000.
"""

from __future__ import annotations

import pytest

from reports.outcome import Outcome
from tests.reports.rules.cells import inventory, line, order, orders, rows, run

ORDERS = orders(
    order("#1"),
    order("#2", Financial_Status="partially_refunded", Refunded_Amount=120_000),
    order("#3", Financial_Status="partially_paid", Outstanding_Balance=40_000, Refunded_Amount=10_000),
    order("#4", Financial_Status="refunded", Refunded_Amount=100_000, Cancelled_at="2026-11-10 12:00:00 -0500"),
    order("#5", Financial_Status="pending", Payment_Method="PSE", Paid_at=None),
    order("#6", Financial_Status="authorized", Paid_at=None),
    order("#7", Financial_Status="voided"),
    order("#8", Financial_Status="overdue", Paid_at=None, Payment_Method="PSE"),
    order("#9", Financial_Status="pending", Payment_Method="Contra entrega", Paid_at=None),
    order("#10", Cancelled_at="2026-11-11 09:00:00 -0500"),
    order("#11", Payment_Method="(for testing) Bogus Gateway"),
    order("#12", Total=0, Subtotal=0, Tags="gift"),
    order("#13", Total=0, Subtotal=0, Tags="cambio"),
    order("#14", Lineitem_quantity=1),
    line("#14", quantity=0, name="Jersey Andes - M", price=100_000, sku="JA-M"),
    order("#1001", Source="web"),
    order("#1001", "2026-11-11 10:00:00", Source="Mercado Libre"),
)
SUPPORT = [
    ["ticket_id", "created_at", "tags", "subject"],
    *([f"T{n}", f"2026-11-10 {n + 8}:00", "delivery", "¿Cuándo llega?"] for n in range(9)),
]


@pytest.fixture(scope="module")
def week(tmp_path_factory) -> Outcome:
    tabs = {"Orders": ORDERS, "Inventory": inventory({}), "Support": SUPPORT}
    return run(tmp_path_factory.mktemp("traps"), tabs)


def lines(result: Outcome, section: str, language: str = "en") -> str:
    return " ".join(one.text(language) for part in result.brief if part.id == section for one in part.lines)


def test_trap_31_no_refund_makes_an_order_negative_and_too_large_a_one_is_told(week):
    """#2 gave back 120,000 of 100,000: it counts for 0, refunds are 100,000 of it and 10,000 of #3, and D06 asks."""
    assert week.figures["M01"].value == 450_000
    assert "refunds COP 110,000" in lines(week, "sales")
    told = rows(week, "D06")
    assert [row.entity_id for row in told] == ["2"]
    assert told[0].shown.en == "WARNING #2: more was refunded than was paid; the paid amount counts."


def test_trap_32_money_that_has_not_come_stands_on_lines_of_its_own(week):
    """#5 and #8 pending, #6 authorized: 300,000; the voided #7 is nowhere."""
    assert "pending COP 300,000 (3)" in lines(week, "sales")
    assert "pendiente $ 300.000 (3)" in lines(week, "sales", "es")
    left_out = {left.reason: left.orders for left in week.excluded}
    assert left_out["voided"] == ["#7"]


def test_trap_33_cash_on_delivery_is_in_progress_and_no_stuck_payment(week):
    assert "cash on delivery in progress COP 100,000 (1)" in lines(week, "sales")
    assert [row.entity_id for row in rows(week, "P01")] == ["5", "8"]


def test_trap_34_cancelled_and_not_refunded_is_no_revenue_and_asks_finance(week):
    """#10 was paid and cancelled on Wed 11; #4 got its money back."""
    assert [(row.entity_id, row.owner_role) for row in rows(week, "F04")] == [("10", "finance")]
    assert {left.reason: left.orders for left in week.excluded}["cancelled"] == ["#4", "#10"]


def test_trap_35_a_test_order_is_left_out_and_named(week):
    assert {left.reason: left.orders for left in week.excluded}["test"] == ["#11"]
    assert "1 test (#11)" in lines(week, "caveats")


def test_trap_36_what_was_given_away_is_an_order_without_weight(week):
    """#1, #2, #3, #12, #14 and both #1001 are 7 orders; 450,000 ÷ (7 − #2 without value − the free #12) = 90,000."""
    assert week.figures["M02"].value == 7
    assert week.figures["M03"].value == pytest.approx(90_000)
    assert "1 free" in lines(week, "sales")
    assert rows(week, "C04") == []


def test_trap_38_an_exchange_ships_and_is_neither_sale_nor_demand(week):
    """Units out: 7 counted and the exchange #13 are 8; asked for: not the free one, not the exchange: 6."""
    assert week.figures["M04"].value == 8
    assert next(one for one in week.inventory if one.sku == "JA-M").demand_units == 6
    assert "1 exchange" in lines(week, "sales")


def test_trap_44_a_line_that_was_taken_out_weighs_nothing(week):
    """#14 with its removed line is one unit and 100,000: it is in the 8 units and the 450,000 once."""
    assert not [row for row in rows(week, "D06") if row.entity_id == "14"]


def test_trap_45_the_same_number_in_two_channels_is_two_orders(week):
    """Both #1001 are among the seven; neither is told as a copy of the other."""
    assert [row.entity_id for row in rows(week, "D06")] == ["2"]
    assert week.figures["M02"].value == 7


def test_trap_50_the_first_week_compares_nothing_and_calls_no_rise(week):
    """Nine delivery tickets, and no week before to hold them against."""
    assert "No comparison" in lines(week, "read")
    assert [theme.load for theme in week.themes if theme.key == "delivery"] == [False]
    assert rows(week, "K01") == []
    assert next(theme.week for theme in week.themes if theme.key == "delivery") == 9
