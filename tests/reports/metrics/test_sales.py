from __future__ import annotations

from datetime import date

import pytest

from reports.facts import Facts
from reports.metrics.bridge import amounts
from reports.metrics.sales import daily_series
from reports.metrics.shop import Shop
from tests.reports.drawn import drawn, facts

HEAD = "order_id | created_at | paid_at | financial_status | total | refunded_amount | cancelled_at"


def read(orders: str, at: str = "2026-11-16 08:00", covers: str = "2026-10-01", definitions: str = "") -> Facts:
    tables = [
        drawn("orders", f"{HEAD}\n{orders}"),
        drawn("sources", f"source | last_refreshed_at | covers_from\nOrders | {at} | {covers}"),
    ]
    if definitions:
        tables.append(drawn("definitions", "key | applies_to | value\n" + definitions))
    return facts(*tables, at=at)


def paid(day: str, count: int, each: int = 100, start: int = 1) -> str:
    return "".join(f"#{start + n} | {day} 10:{n:02d} | {day} 10:{n:02d} | paid | {each} | 0 |\n" for n in range(count))


def test_windows_of_a_monday_holiday() -> None:
    spans = {key: (window.start, window.end) for key, window in read(paid("2026-11-10", 1)).windows.items()}
    assert spans["weekly"] == (date(2026, 11, 9), date(2026, 11, 16))
    assert spans["weekly_before"] == (date(2026, 11, 2), date(2026, 11, 9))
    assert spans["daily"] == (date(2026, 11, 13), date(2026, 11, 16))  # since Friday, the last business day
    assert spans["daily_before"] == (date(2026, 11, 10), date(2026, 11, 13))
    assert spans["monthly"] == (date(2026, 10, 1), date(2026, 11, 1))
    assert spans["monthly_before"] == (date(2026, 9, 1), date(2026, 10, 1))
    assert spans["today"] == (date(2026, 11, 16), date(2026, 11, 17))
    assert spans["7d"] == (date(2026, 11, 9), date(2026, 11, 16))
    assert spans["30d_before"] == (date(2026, 9, 17), date(2026, 10, 17))
    assert spans["velocity"] == (date(2026, 10, 19), date(2026, 11, 16))


def test_a_week_may_start_on_another_day() -> None:
    spans = read(paid("2026-11-10", 1), at="2026-11-18 08:00", definitions="week_starts_on | | Sunday").windows
    assert (spans["weekly"].start, spans["weekly"].end) == (date(2026, 11, 8), date(2026, 11, 15))


def test_trap_47_no_percentage_from_a_base_of_under_five_orders() -> None:
    change = read(paid("2026-11-03", 4) + paid("2026-11-10", 36, start=50)).changes["weekly"]
    assert (change.percent, change.delta, change.too_few) == (None, 3200, True)
    change = read(paid("2026-11-03", 5) + paid("2026-11-10", 36, start=50)).changes["weekly"]
    assert change.percent == pytest.approx(6.2)
    assert not change.normal


def test_trap_47_from_nothing_is_said_as_from_zero() -> None:
    change = read(paid("2026-11-10", 6)).changes["weekly"]
    assert (change.from_zero, change.percent, change.delta) == (True, None, 600)


def test_trap_48_today_is_compared_with_yesterday_up_to_the_same_clock_time() -> None:
    found = read(
        """
        #1 | 2026-11-17 09:00 | 2026-11-17 09:00 | paid | 100 | 0 |
        #2 | 2026-11-18 07:00 | 2026-11-18 07:00 | paid | 100 | 0 |
        #3 | 2026-11-17 07:00 | 2026-11-17 07:00 | paid | 100 | 0 |
        """,
        at="2026-11-18 08:00",
    )
    assert found.sales["today"].orders == 1
    assert found.sales["today_before"].orders == 1  # the one of 09:00 was not there at 08:00
    assert found.changes["today"].comparable


def test_trap_48_a_date_alone_cannot_be_cut_at_a_clock_time() -> None:
    found = read(
        """
        #1 | 2026-11-17 | 2026-11-17 | paid | 100 | 0 |
        #2 | 2026-11-18 07:00 | 2026-11-18 07:00 | paid | 100 | 0 |
        """,
        at="2026-11-18 08:00",
    )
    assert not found.changes["today"].comparable


def test_today_may_be_compared_with_the_same_weekday() -> None:
    found = read(paid("2026-11-10", 2), at="2026-11-17 12:00", definitions="compare_today_to | | same_weekday")
    assert found.sales["today_before"].orders == 2


def test_trap_50_the_first_week_of_data_is_compared_with_nothing() -> None:
    change = read(paid("2026-11-10", 9), covers="2026-11-09").changes["weekly"]
    assert (change.comparable, change.delta, change.percent, change.p) == (False, None, None, None)


@pytest.mark.parametrize(
    ("covers", "comparable", "short"),
    [("2026-11-02", True, False), ("2026-11-03", True, True), ("2026-11-04", False, False)],
)
def test_a_comparison_bears_one_missing_day(covers: str, comparable: bool, short: bool) -> None:
    change = read(paid("2026-11-05", 6) + paid("2026-11-10", 6, start=50), covers=covers).changes["weekly"]
    assert (change.comparable, change.one_day_short) == (comparable, short)


def test_days_that_nothing_is_known_of_are_not_days_without_sales() -> None:
    found = read(paid("2026-11-10", 1), covers="2026-11-09")
    assert found.sales["monthly"].revenue is None
    assert found.sales["weekly_before"].revenue is None
    assert daily_series(found, "revenue", 9) == [None, None, 0.0, 100.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_a_series_has_one_number_a_day() -> None:
    found = read(paid("2026-11-14", 2) + paid("2026-11-15", 1, 40, start=50))
    assert daily_series(found, "orders", 3) == [0.0, 2.0, 1.0]
    assert daily_series(found, "average_order", 3) == [None, 100.0, 40.0]
    with pytest.raises(KeyError):
        daily_series(found, "profit")


def test_confidence_of_sales_falls_with_a_late_source() -> None:
    orders = paid("2026-11-10", 30)
    assert read(orders).sales["weekly"].confidence == "solid"
    stale = facts(
        drawn("orders", f"{HEAD}\n{orders}"),
        drawn("sources", "source | last_refreshed_at | covers_from\nOrders | 2026-11-13 07:00 | 2026-10-01"),
    )
    assert stale.sources["orders"].late
    assert stale.sales["weekly"].confidence == "directional"


def test_the_bridge_sums_to_our_revenue_to_the_last_unit() -> None:
    found = read(
        """
        #1 | 2026-11-08 10:00 | 2026-11-09 10:00 | paid               | 100.50 | 0  |
        #2 | 2026-11-15 10:00 | 2026-11-16 07:00 | paid               | 200    | 0  |
        #3 | 2026-11-10 10:00 |                  | pending            | 300    | 0  |
        #4 | 2026-11-10 10:00 | 2026-11-10 10:00 | paid               | 400    | 0  | 2026-11-11 10:00
        #5 | 2026-11-10 10:00 | 2026-11-10 10:00 | partially_refunded | 500    | 50 |
        #6 | 2026-11-10 10:00 |                  | voided             | 600    | 0  |
        """
    )
    shop = Shop(found.tables, found.knobs, found.clock, found.as_of, found.currency, found.decimals)
    steps = {key: amount for key, amount in amounts(shop, found.orders, found.windows["weekly"]).items() if amount}
    assert {key: float(amount) for key, amount in steps.items()} == {
        "created": 200 + 300 + 400 + 500 + 600,
        "open": -300,
        "cancelled": -400 - 600,
        "refunds": -50,
        "dated": 100.50,
        "later": -200,
        "revenue": 550.50,
    }
    assert found.sales["weekly"].revenue == steps["revenue"]
    assert found.bridge[-1].es == "Ingresos: $ 551"
