from __future__ import annotations

from decimal import Decimal

import pytest

from reports.facts import Facts
from sheets.tables import SkippedRows
from tests.reports.drawn import drawn, facts

HEAD = "order_id | created_at | paid_at | financial_status | subtotal | shipping | total"
LINES = "order_id | paid_at | financial_status | subtotal | shipping | total | line_name | line_qty | line_price"


def read(text: str, definitions: str = "", head: str = HEAD, **more) -> Facts:
    tables = [drawn("orders", f"{head}\n{text}", **more)]
    if definitions:
        tables.append(drawn("definitions", "key | applies_to | value\n" + definitions))
    return facts(*tables)


def order(columns: str, cells: str, definitions: str = ""):
    """One order of the week, of these further columns."""
    found = read(f"#1 | 2026-11-10 10:00 | {cells}", definitions, f"order_id | created_at | {columns}")
    return found.orders.loc["1"], found.sales["weekly"]


def test_trap_16_an_order_paid_on_sunday_night_in_bogota_belongs_to_sundays_week() -> None:
    found = read("#1 | 2026-11-16T04:30Z | 2026-11-16T04:30Z | paid | 90 | 10 | 100")
    assert found.sales["weekly"].revenue == 100
    assert found.sales["today"].orders == 0


@pytest.mark.parametrize("repeated", [True, False])
def test_trap_29_a_total_counts_once_whether_repeated_on_each_line_or_not(repeated: bool) -> None:
    own = "2026-11-10 10:00 | paid | 300 | 0 | 300" if repeated else " |  |  |  | "
    found = read(
        f"""
        #1 | 2026-11-10 10:00 | paid | 300 | 0 | 300 | Cap | 1 | 100
        #1 | {own} | Vest | 1 | 200
        #2 | 2026-11-10 11:00 | paid | 100 | 0 | 100 | Cap | 1 | 100
        """,
        head=LINES,
    )
    assert found.sales["weekly"].revenue == 400
    assert found.sales["weekly"].units == 3
    assert found.orders.loc["1", "rows"] == (2, 3)


@pytest.mark.parametrize("repeated", [True, False])
def test_trap_04_an_export_pasted_twice_counts_once(repeated: bool) -> None:
    own = "2026-11-10 10:00 | paid | 400 | 0 | 400" if repeated else " |  |  |  | "
    pasted = f"""
        #1 | 2026-11-10 10:00 | paid | 400 | 0 | 400 | Cap  | 1 | 100
        #1 | {own} | Cap  | 1 | 100
        #1 | {own} | Vest | 1 | 200
        #2 | 2026-11-10 11:00 | paid | 100 | 0 | 100 | Cap | 1 | 100
    """
    found = read(pasted + pasted, head=LINES)
    assert found.sales["weekly"].revenue == 500
    assert found.sales["weekly"].units == 4  # the second cap of #1 is a line of its own, not a copy
    assert "4 rows of Orders repeat others and count once." in [line.en for line in found.assumptions]


def test_trap_04_of_two_totals_the_newer_paste_wins_and_the_other_is_kept() -> None:
    text = """
        #1 | 2026-11-10 10:00 | paid | 300 | 0 | 300 | Cap | 3 | 100
        #2 | 2026-11-12 11:00 | paid | 100 | 0 | 100 | Cap | 1 | 100
        order_id
        #1 | 2026-11-10 10:00 | paid | 200 | 0 | 200 | Cap | 2 | 100
        #3 | 2026-11-11 11:00 | paid | 100 | 0 | 100 | Cap | 1 | 100
    """
    again = (SkippedRows("header_again", (4,)),)
    found = read(text, head=LINES, skipped=again)
    assert found.orders.loc["1", "total"] == 300  # the first block's newest order is of the 12th
    assert found.orders.loc["1", "other_totals"] == (Decimal(200),)
    assert found.sales["weekly"].revenue == 300 + 100 + 100
    assert found.sales["weekly"].units == 3 + 1 + 1
    assert found.orders.loc["2", "other_totals"] == ()


def test_rows_of_one_order_sorted_apart_are_not_copies() -> None:
    found = read(
        """
        #1 | 2026-11-10 10:00 | paid | 200 | 0 | 200 | Cap | 1 | 100
        #2 | 2026-11-10 11:00 | paid | 100 | 0 | 100 | Cap | 1 | 100
        #1 |                  |      |     |   |     | Cap | 1 | 100
        """,
        head=LINES,
    )
    assert found.sales["weekly"].units == 3
    assert "Q-repeated" not in [line.id for line in found.assumptions]


def test_trap_30_a_later_refund_lowers_the_week_of_its_order() -> None:
    _, week = order("financial_status | total | refunded_amount", "refunded | 100 | 100")
    assert week.revenue == 0
    assert week.orders == 1
    assert week.valued == 0
    assert week.average_order is None


@pytest.mark.parametrize(
    ("status", "total", "refunded", "outstanding", "value"),
    [
        ("paid", "100", "0", "0", 100),
        ("partially_refunded", "100", "30", "0", 70),
        ("refunded", "100", "120", "0", 0),
        ("partially_paid", "100", "0", "40", 60),
        ("partially_paid", "100", "50", "40", 10),
        ("partially_paid", "100", "80", "40", 0),
    ],
)
def test_trap_31_refunds_never_exceed_what_was_paid(
    status: str, total: str, refunded: str, outstanding: str, value: int
) -> None:
    found, week = order(
        "financial_status | total | refunded_amount | outstanding_balance",
        f"{status} | {total} | {refunded} | {outstanding}",
    )
    assert found["value"] == value
    assert found["refunded"] == week.refunds == min(Decimal(refunded), Decimal(total) - Decimal(outstanding))
    assert found["refund_over"] == (Decimal(refunded) > Decimal(total) - Decimal(outstanding))
    assert week.part_paid == (status == "partially_paid")


def test_trap_31_a_refund_of_a_cancelled_order_makes_no_negative_order() -> None:
    found, week = order(
        "financial_status | total | refunded_amount | cancelled_at", "refunded | 100 | 100 | 2026-11-11 09:00"
    )
    assert (found["state"], found["value"]) == ("cancelled", None)
    assert (week.orders, week.revenue) == (0, 0)


def test_a_part_paid_order_without_a_balance_is_counted_and_not_valued() -> None:
    found, week = order("financial_status | total", "partially_paid | 100")
    assert (found["state"], found["value"], week.orders, week.revenue) == ("counted", None, 1, None)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", "pending"),
        ("unpaid", "pending"),
        ("overdue", "pending"),
        ("authorized", "authorized"),
        ("expired", "expired"),
        ("voided", "voided"),
        ("", "unknown"),
    ],
)
def test_trap_32_money_that_has_not_come_is_no_revenue(status: str, state: str) -> None:
    found, week = order("financial_status | total", f"{status} | 100")
    assert found["state"] == state
    assert (week.orders, week.revenue) == (0, 0)
    waits = state in ("pending", "authorized", "expired")
    assert (week.pending, week.pending_orders) == ((100, 1) if waits else (0, 0))


@pytest.mark.parametrize("method", ["Contra entrega", "CONTRAENTREGA", "Cash on Delivery (COD)", "cod"])
def test_trap_33_cash_on_delivery_has_a_line_of_its_own_and_starts_at_creation(method: str) -> None:
    found, week = order("financial_status | total | payment_method", f"pending | 100 | {method}")
    assert found["state"] == "cod"
    assert (week.cod, week.cod_orders, week.pending_orders, week.revenue) == (100, 1, 0, 0)
    assert found["start_on"].isoformat() == "2026-11-10"
    assert found["ship_by_on"].isoformat() == "2026-11-12"


def test_trap_33_codensa_is_no_cash_on_delivery() -> None:
    assert order("financial_status | total | payment_method", "pending | 100 | Codensa")[0]["state"] == "pending"


def test_trap_33_where_most_orders_are_cash_on_delivery_they_lead() -> None:
    text = """
        #1 | 2026-11-10 10:00 | pending | 100 | Contra entrega
        #2 | 2026-11-10 11:00 | pending | 100 | Contra entrega
        #3 | 2026-11-10 12:00 | paid    | 100 | Card
    """
    head = "order_id | created_at | financial_status | total | payment_method"
    assert read(text, head=head).sales["weekly"].cod_leads
    assert not read(text.replace("pending", "paid"), head=head).sales["weekly"].cod_leads
    half = text + "    #4 | 2026-11-10 13:00 | paid    | 100 | Card"  # 2 of 4 are not most
    assert not read(half, head=head).sales["weekly"].cod_leads


def test_trap_34_a_cancelled_order_is_no_revenue_even_if_its_money_was_kept() -> None:
    found, week = order("financial_status | total | cancelled_at", "paid | 100 | 2026-11-11 09:00")
    assert (found["state"], week.orders, week.revenue) == ("cancelled", 0, 0)


@pytest.mark.parametrize(
    ("columns", "cells", "definitions"),
    [
        ("payment_method", "(for testing) Bogus Gateway", ""),
        ("is_test", "yes", ""),
        ("tags", "prueba-interna, vip", "test_markers | | prueba-interna"),
        ("email", "Yo@Example.com", "internal_emails | | yo@example.com"),
        ("email", "yo@example.com", "test_markers | | yo@example.com"),
    ],
)
def test_trap_35_test_orders_are_none(columns: str, cells: str, definitions: str) -> None:
    found, week = order(f"financial_status | total | {columns}", f"paid | 100 | {cells}", definitions)
    assert (found["state"], week.orders) == ("test", 0)


def test_trap_36_a_free_order_ships_and_is_no_demand_and_no_average() -> None:
    found = read(
        """
        #1 | 2026-11-10 10:00 | paid | 0   | 0 | 0   | Cap | 1 | 100
        #2 | 2026-11-10 11:00 | paid | 100 | 0 | 100 | Cap | 1 | 100
        """,
        head=LINES,
    )
    week = found.sales["weekly"]
    assert (week.orders, week.free, week.valued, week.average_order) == (2, 1, 1, 100)
    assert (week.units, week.demand_units) == (2, 1)
    assert (week.discounted, week.discountable) == (0, 1)


def test_trap_37_a_gift_card_is_revenue_when_it_is_redeemed_only() -> None:
    text = """
        #1 | 2026-11-10 10:00 | paid | 300 | 0 | 300 | Tarjeta de regalo | 1 | 200
        #1 |                  |      |     |   |     | Cap               | 1 | 100
        #2 | 2026-11-11 10:00 | paid | 200 | 0 | 200 | Vest              | 1 | 200
    """
    week = read(text, head=LINES).sales["weekly"]
    assert week.revenue == 300 - 200 + 200
    assert week.gift_cards == 200
    assert week.demand_units == 2
    assert read(text, "count_gift_card_sales | | yes", head=LINES).sales["weekly"].revenue == 500


def test_trap_38_an_exchange_is_no_sale_and_no_new_demand() -> None:
    found = read(
        """
        #1 | 2026-11-10 10:00 | paid | 0  | 0 | 0  | Cap | 1 | 100 | cambio
        #2 | 2026-11-10 10:00 | paid | 20 | 0 | 20 | Cap | 1 | 100 | Exchange
        """,
        head=LINES + " | tags",
    )
    week = found.sales["weekly"]
    assert (week.orders, week.units, week.demand_units) == (0, 2, 0)
    assert week.revenue == 20  # the difference that the buyer paid


def test_a_replacement_without_a_price_ships_and_counts_nowhere() -> None:
    found = read("#1 | 2026-11-10 10:00 | paid | 0 | 0 | 0 | Cap | 1 | 100 | reenvío", head=LINES + " | tags")
    assert found.orders.loc["1", "state"] == "replacement"
    assert found.sales["weekly"].orders == 0


def test_trap_40_currencies_without_a_rate_are_counted_and_not_summed() -> None:
    text = """
        #1 | 2026-11-10 10:00 | paid | 100 | COP
        #2 | 2026-11-10 11:00 | paid | 52  | USD
        #3 | 2026-11-10 12:00 | paid | 40  | EUR
    """
    head = "order_id | created_at | financial_status | total | currency"
    week = read(text, head=head).sales["weekly"]
    assert (week.orders, week.valued, week.revenue) == (3, 1, 100)
    week = read(text, "fx.USD | | 4000", head=head).sales["weekly"]
    assert (week.valued, week.revenue) == (2, 100 + 208_000)


def test_without_a_currency_column_the_business_currency_is_assumed_and_said() -> None:
    found = read("#1 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid | 90 | 10 | 100")
    assert set(found.orders["currency"]) == {"COP"}
    assert "Q-currency" in [line.id for line in found.assumptions]


@pytest.mark.parametrize(
    ("taxes", "total", "off"),
    [("19", "110", None), ("19", "129", None), ("19", "111", None), ("19", "140", Decimal(11))],
)
def test_trap_41_tax_may_be_in_the_prices_or_on_top(taxes: str, total: str, off: Decimal | None) -> None:
    found = read(
        f"#1 | 2026-11-10 10:00 | paid | 100 | 10 | {total} | Cap | 1 | 100 | {taxes}", head=LINES + " | taxes"
    )
    assert found.orders.loc["1", "off_by"] == off


def test_tips_and_duties_explain_a_difference() -> None:
    found = read(
        "#1 | 2026-11-10 10:00 | paid | 100 | 10 | 165 | Cap | 1 | 100 | 5 | 50", head=LINES + " | tips | duties"
    )
    assert found.orders.loc["1", "off_by"] is None


@pytest.mark.parametrize(("basis", "revenue"), [("total", 260), ("goods", 238), ("goods_ex_tax", 200)])
def test_revenue_follows_its_definition(basis: str, revenue: int) -> None:
    found = read(
        "#1 | 2026-11-10 10:00 | paid | 238 | 22 | 260 | Cap | 1 | 238",
        f"revenue_basis | | {basis}",
        head=LINES,
    )
    assert found.sales["weekly"].revenue == revenue


def test_trap_44_a_removed_line_is_ignored() -> None:
    found = read(
        """
        #1 | 2026-11-10 10:00 | paid | 100 | 0 | 100 | Cap  | 1 | 100
        #1 |                  |      |     |   |     | Vest | 0 | 200
        """,
        head=LINES,
    )
    assert found.sales["weekly"].units == 1
    assert len(found.lines) == 1


def test_trap_45_one_number_in_two_channels_is_two_orders() -> None:
    found = read(
        """
        #1001 | 2026-11-10 10:00 | paid | 100 | web
        #1001 | 2026-11-10 11:00 | paid | 200 | Mercado Libre
        """,
        head="order_id | created_at | financial_status | total | channel",
    )
    assert sorted(found.orders.index) == ["1001", "ML:1001"]
    assert found.sales["weekly"].revenue == 300


def test_an_unreadable_total_is_counted_with_its_units_and_not_in_revenue() -> None:
    found = read("#1 | 2026-11-10 10:00 | paid | 100 | 0 | #N/A | Cap | 2 | 50", head=LINES)
    assert found.orders.loc["1", "total_unread"]
    assert (found.sales["weekly"].orders, found.sales["weekly"].units, found.sales["weekly"].revenue) == (1, 2, None)


def test_without_a_total_column_it_is_worked_out_and_said() -> None:
    found = read(
        "#1 | 2026-11-10 10:00 | paid | 90 | 10 | Cap | 1 | 100",
        head="order_id | paid_at | financial_status | subtotal | shipping | line_name | line_qty | line_price",
    )
    assert found.sales["weekly"].revenue == 100
    assert "Q-total" in [line.id for line in found.assumptions]


def test_without_a_refund_column_refunds_are_unknown_and_not_zero() -> None:
    assert order("financial_status | total", "paid | 100")[1].refunds is None
    assert order("financial_status | total | refunded_amount", "paid | 100 | 0")[1].refunds == 0


def test_a_column_that_nobody_filled_reads_like_one_that_is_not_there() -> None:
    found, week = order("financial_status | total | refunded_amount | fulfillment_status", "paid | 100 |  | ")
    assert week.refunds is None
    assert found["fulfillment_status"] is None


def test_the_date_field_decides_the_week() -> None:
    text = "#1 | 2026-11-08 10:00 | 2026-11-09 10:00 | paid | 90 | 10 | 100"
    assert read(text).sales["weekly"].orders == 1
    assert read(text, "order_date_field | | created_at").sales["weekly"].orders == 0
    assert read(text, "order_date_field | | created_at").sales["weekly_before"].orders == 1


def test_vip_by_tag_by_orders_and_by_spending() -> None:
    head = "order_id | created_at | financial_status | total | email | tags"
    rows = "\n".join(f"#{n} | 2026-11-10 10:0{n} | paid | 100 | ana@example.com | " for n in range(1, 5))
    found = read(
        rows + "\n#5 | 2026-11-10 11:00 | paid | 100 | leo@example.com | vip, club"
        "\n#6 | 2026-11-10 11:00 | paid | 1600000 | Sol@example.com | \n#7 | 2026-11-10 11:00 | paid | 5 | no@example.com |",
        head=head,
    )
    assert found.orders["vip"].to_dict() == {
        "1": True,
        "2": True,
        "3": True,
        "4": True,
        "5": True,
        "6": True,
        "7": False,
    }


def test_high_value_needs_a_limit_or_thirty_orders() -> None:
    head = "order_id | created_at | financial_status | total"
    rows = [f"#{n} | 2026-11-10 10:{n:02d} | paid | {250 if n == 29 else 100}" for n in range(30)]
    assert read("\n".join(rows), head=head).orders["high_value"].sum() == 1  # 2.5 times the median of 100
    assert read("\n".join(rows[1:]), head=head).orders["high_value"].sum() == 0  # 29 orders tell no median
    assert read("\n".join(rows[1:]), "high_value_order | | 200", head=head).orders["high_value"].sum() == 1


def test_a_promise_before_the_order_is_none_and_the_zone_estimates_it() -> None:
    columns = "financial_status | total | promise_date | ship_city"
    given, _ = order(columns, "paid | 100 | 2026-11-13 | Bogotá")
    assert (given["promise_on"].isoformat(), given["promise_given"]) == ("2026-11-13", True)
    before, _ = order(columns, "paid | 100 | 2026-11-01 | Bogotá")
    # start Tue 10, two days of handling = Thu 12, two in transit = Fri 13 and Tue 17 (Mon 16 is a holiday)
    assert (before["promise_on"].isoformat(), before["promise_given"], before["transit_days"]) == (
        "2026-11-17",
        False,
        2,
    )
    assert order(columns, "paid | 100 |  | Leticia")[0]["transit_days"] == 8
    assert order(columns, "paid | 100 |  | Sogamoso")[0]["transit_days"] == 5
    assert order("financial_status | total", "paid | 100")[0]["transit_days"] == 3
