"""Refunds on their own day, the bridge that follows, and Shopify's own figures of the same orders."""

from __future__ import annotations

from decimal import Decimal

from reports.facts import Facts
from reports.metrics.bridge import amounts
from reports.metrics.refunds import Refunds
from reports.metrics.sales import daily_series
from reports.metrics.shop import Shop
from tests.reports.drawn import drawn, facts

HEAD = (
    "order_id | created_at | paid_at | financial_status | subtotal | shipping | taxes | total | refunded_amount | tags"
    " | line_sku | line_name | line_qty | line_price"
)
#: Two orders of the week before, refunded in part and in full, one of the week.
SOLD = """
#1 | 2026-11-03 10:00 | 2026-11-03 10:00 | partially_refunded | 60000 | 0 | 0 | 60000 | 20000 | | A-M | Andes M | 1 | 60000
#2 | 2026-11-04 10:00 | 2026-11-04 10:00 | refunded           | 50000 | 0 | 0 | 50000 | 50000 | | A-M | Andes M | 1 | 50000
#3 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid               | 90000 | 0 | 0 | 90000 | 0     | | A-M | Andes M | 1 | 90000
"""
BACK = "order_id | sku | qty | type | status | refunded_at | amount\n"
BY_DAY = "key | applies_to | value\nrefund_basis | | refund_date\n"


def read(orders: str, back: str = "", own: str = "", at: str = "2026-11-16 08:00") -> Facts:
    tables = [
        drawn("orders", f"{HEAD}\n{orders}"),
        drawn("sources", f"source | last_refreshed_at | covers_from\nOrders | {at} | 2026-10-01"),
    ]
    tables += [drawn("returns", BACK + back)] if back else []
    tables += [drawn("definitions", own)] if own else []
    return facts(*tables, at=at)


def steps(found: Facts) -> dict[str, Decimal]:
    shop = Shop(found.tables, found.knobs, found.clock, found.as_of, found.currency, found.decimals)
    told = amounts(shop, found.orders, found.windows["weekly"], _refunds(found))
    return {key: amount for key, amount in told.items() if amount}


def _refunds(found: Facts) -> Refunds:

    return Refunds(found.refunds)


def test_trap_30_a_refund_lowers_its_own_week_where_the_founder_asks_so_and_its_day_is_known() -> None:
    back = (
        "#1 | A-M | 1 | return | refunded | 2026-11-12 | 20000\n#2 | A-M | 1 | return | refunded | 2026-11-05 | 50000"
    )
    found = read(SOLD, back, BY_DAY)
    # In the week 90,000 less 20,000 of an older order; in the week before 60,000 + 50,000 less 50,000.
    assert found.sales["weekly"].revenue == 70_000
    assert found.sales["weekly_before"].revenue == 60_000
    assert (found.sales["weekly"].refunds, found.sales["weekly_before"].refunds) == (20_000, 50_000)
    # By the order's date: 90,000, and 40,000 + 0.
    plain = read(SOLD, back)
    assert (plain.sales["weekly"].revenue, plain.sales["weekly_before"].revenue) == (90_000, 40_000)
    # Both tell the same money, and the days add up to the weeks.
    assert sum(day for day in daily_series(found, "revenue", 14) if day is not None) == 70_000 + 60_000
    assert steps(found) == {"created": 90_000, "returned": -20_000, "revenue": 70_000}
    assert [line.en for line in found.bridge] == [
        "All orders made in the week: COP 90,000",
        "refunded in this week: −COP 20,000",
        "Revenue: COP 70,000",
    ]
    assert found.bridge[1].es == "reembolsado en esta semana: −$ 20.000"
    assert [line.id for line in found.assumptions] == ["Q-currency"]


def test_trap_30_without_days_refunds_stay_with_their_order_and_it_is_said() -> None:
    found = read(SOLD, "", BY_DAY)
    assert (found.sales["weekly"].revenue, found.sales["weekly_before"].revenue) == (90_000, 40_000)
    assert [line.id for line in found.assumptions] == ["Q-currency", "Q-refund-date"]
    some = read(SOLD, "#1 | A-M | 1 | return | refunded | 2026-11-12 | 20000", BY_DAY)
    assert (some.sales["weekly"].revenue, some.sales["weekly_before"].revenue) == (70_000, 60_000)
    assert [line.en for line in some.assumptions[1:]] == [
        "1 of 2 refunded orders have no day in Returns: those refunds lower the week of their order."
    ]


def test_a_refund_told_twice_or_refused_or_of_tomorrow_takes_no_more_than_went_back() -> None:
    back = """
    #1 | A-M | 1 | return | refunded  | 2026-11-11 | 15000
    #1 | A-M | 1 | return | refunded  | 2026-11-12 | 15000
    #3 | A-M | 1 | return | rejected  | 2026-11-12 | 90000
    #2 | A-M | 1 | return | refunded  | 2026-11-20 | 50000
    """
    found = read(SOLD, back, BY_DAY)
    # #1 gave back 20,000 in all: 15,000 and 5,000. #2's has not come: it lowers its order's week as before.
    assert found.refunds["amount"].tolist() == [15_000, 5_000]
    assert found.sales["weekly"].revenue == 90_000 - 20_000
    assert found.sales["weekly_before"].revenue == 60_000


def test_refunds_by_their_day_follow_the_basis_of_revenue() -> None:
    # 100,000 of goods and 19,000 of shipping; half of it goes back: 50,000 of goods.
    sold = (
        "#1 | 2026-11-03 10:00 | 2026-11-03 10:00 | partially_refunded | 100000 | 19000 | 0 | 119000 | 59500 | | A-M |"
        " Andes M | 1 | 100000"
    )
    own = BY_DAY + "revenue_basis | | goods\n"
    found = read(sold, "#1 | A-M | 1 | return | refunded | 2026-11-12 | 59500", own)
    assert found.sales["weekly_before"].revenue == 100_000
    assert found.sales["weekly"].revenue == -50_000
    assert steps(found)["revenue"] == -50_000


def figures(found: Facts) -> dict[str, int]:
    return {line.id: int(line.args["amount"]) for line in found.shop_figures if "amount" in line.args}


def test_shopifys_gross_and_net_sales_lead_to_what_was_paid() -> None:
    sold = """
    #1 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid               | 95200 | 11900 | 17100 | 107100 | 0     |      | A-M | Andes M | 1 | 119000
    #2 | 2026-11-11 10:00 |                  | pending            | 59500 | 0     |       | 59500  | 0     |      | A-M | Andes M | 1 | 59500
    #3 | 2026-11-12 10:00 | 2026-11-12 10:00 | partially_refunded | 50000 | 0     | 9500  | 59500  | 11900 |      | A-M | Andes M | 1 | 50000
    #4 | 2026-11-12 10:00 | 2026-11-12 10:00 | paid               | 99000 | 0     | 0     | 99000  | 0     | test | A-M | Andes M | 1 | 99000
    """
    found = read(sold, "", "key | applies_to | value\ntest_markers | | test\n")
    # #1: tax in the prices, 17,100 of 107,100: 119,000 -> 100,000 of list, 95,200 -> 80,000 of goods, 11,900 -> 10,000.
    # #2: no tax told, 19 %: 59,500 -> 50,000. #3: tax on top: 50,000. #4 is a test.
    # Returns: 11,900 of 59,500, of which 50,000 goods: 10,000.
    assert figures(found) == {
        "BS-gross": 200_000,
        "BS-discounts": -20_000,
        "BS-returns": -10_000,
        "BS-net": 170_000,
        "BS-back": 10_000,
        "BS-shipping": 10_000,
        "BS-tax": 36_100,
    }
    assert 170_000 + 10_000 + 10_000 + 36_100 == 226_100 == steps(found)["created"]
    assert found.shop_figures[0].en == "Shopify's gross sales (list prices without tax): COP 200,000"
    assert found.shop_figures[3].es == "Ventas netas de Shopify: $ 170.000"
    assert found.shop_figures[-1].en == "Shopify takes a return off on its own day; here it stands with its order."


def test_shopifys_figures_are_not_guessed_where_lines_tell_no_prices() -> None:
    head = "order_id | created_at | paid_at | financial_status | total"
    found = facts(
        drawn("orders", f"{head}\n#1 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid | 100"),
        drawn("sources", "source | last_refreshed_at | covers_from\nOrders | 2026-11-16 08:00 | 2026-10-01"),
    )
    assert found.shop_figures == ()
    assert found.bridge[0].en == "All orders made in the week: COP 100"
