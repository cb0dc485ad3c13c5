"""What the charts show, through a whole run: sizes, steps of a visit, months of orders, questions by week.

The moment is Tue 17 Nov 2026, 8:00; the last complete week is 9-15 November.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.language import charts
from reports.metrics.visits import STEPS
from reports.outcome import Outcome
from reports.size_curve_rows import order_of
from tests.reports.rules.cells import AS_OF, inventory, order, orders, run


def sizes(tmp_path, stock: dict[str, int], sold: dict[str, int], as_of: str = AS_OF, **tabs) -> Outcome:
    """One jersey with this stock by size, of which so many of each size were sold a week ago."""
    variants = [{"size": size, "sku": f"JA-{size}", "available": units} for size, units in stock.items()]
    bought = [
        order(f"#{number}", "2026-11-10 09:00:00", Lineitem_sku=f"JA-{size}", Lineitem_quantity=units)
        for number, (size, units) in enumerate(sold.items(), 1)
    ]
    return run(tmp_path, {"Orders": orders(*bought), "Inventory": inventory(*variants), **tabs}, as_of)


def told(made: Outcome) -> list[tuple[str, int | None, int | None]]:
    (curve,) = made.curves
    return [(size.size, size.demand_units, size.available_units) for size in curve.sizes]


def test_the_size_that_falls_shortest_is_named(tmp_path):
    # M: 20 of 24 asked for, 3 of 43 there. ½(|3/24−20/43| + |20/24−3/43| + |1/24−20/43|) = 0.76
    made = sizes(tmp_path, {"L": 20, "S": 20, "M": 3}, {"S": 3, "M": 20, "L": 1})
    assert told(made) == [("S", 3, 20), ("M", 20, 3), ("L", 1, 20)]
    (curve,) = made.curves
    assert (curve.n, curve.confidence, curve.product) == (24, "directional", "jersey-andes")
    assert curve.said.en == "M falls shortest: 20 of 24 units asked for in 90 days, 3 of 43 in stock."
    assert [(rows.tab, rows.rows) for rows in curve.rows] == [("inventory", [2, 3, 4])]


def test_few_units_judge_no_size_and_an_unknown_stock_is_no_zero(tmp_path):
    stock = inventory(
        {"size": "S", "sku": "JA-S", "available": 9, "tracked": "yes"},
        {"size": "M", "available": None, "tracked": "yes"},
    )
    made = run(tmp_path, {"Orders": orders(order("#1", Lineitem_quantity=4)), "Inventory": stock})
    assert told(made) == [("S", 0, 9), ("M", 4, None)]
    assert made.curves[0].said.en == "M is asked for most: 4 of 4 units in 90 days."
    few = sizes(tmp_path, {"S": 9, "M": 1}, {"M": 4})
    assert few.curves[0].confidence == "too_little"
    assert few.curves[0].said.es == (
        "M: 4 de 4 unidades pedidas en 90 días, 1 de 10 en inventario. Muy pocas para juzgar (desde 20)."
    )


def test_a_size_whose_stock_is_blank_was_asked_for_all_the_same(tmp_path):
    made = sizes(tmp_path, {"S": "", "M": 3, "L": 2}, {"S": 6, "M": 4})
    assert told(made) == [("S", 6, None), ("M", 4, 3), ("L", 0, 2)]
    assert made.curves[0].said.en == "S is asked for most: 6 of 10 units in 90 days."


def test_oversold_is_nothing_to_sell_and_size_days_are_the_founder_s(tmp_path):
    week = [["key", "applies_to", "value"], ["size_days", None, 7]]
    made = sizes(tmp_path, {"S": -3, "M": 5}, {"M": 4}, as_of="2026-11-19T08:00", Definitions=week)
    # The sale was 9 days ago.
    assert told(made) == [("S", 0, 0), ("M", 0, 5)]
    assert made.curves[0].said.en == "None sold in 7 days."


def test_without_sales_that_are_read_demand_is_unknown(tmp_path):
    made = run(tmp_path, {"Inventory": inventory({"size": "S", "sku": "A"}, {"size": "M", "sku": "B"})})
    assert told(made) == [("S", None, 60), ("M", None, 60)]
    assert made.curves[0].said.en.startswith("What was asked for is not known")


def test_one_size_is_no_curve(tmp_path):
    assert sizes(tmp_path, {"M": 3}, {"M": 1}).curves == []


def test_sizes_stand_from_the_smallest():
    mixed = ["42", "XL", "Única", "S", "40.5", "XS", "M", "40"]
    assert sorted(mixed, key=order_of) == ["XS", "S", "M", "XL", "40", "40.5", "42", "Única"]


HEAD = ["date_from", "measure", "sessions", "add_to_carts", "checkouts", "purchases"]


def traffic(*rows: tuple) -> list[list]:
    return [HEAD, *(list(row) for row in rows)]


def week_of(*cells, first: str = "2026-11-09", days: int = 7) -> list[tuple]:
    start = date.fromisoformat(first)
    return [((start + timedelta(days=n)).isoformat(), *cells) for n in range(days)]


def test_a_funnel_is_of_one_series_and_each_rate_of_the_step_before(tmp_path):
    # 7 × (100, 20, 10, 4): 700 visits, 140 carts, 70 checkouts, 28 purchases. Analytics' people stand beside.
    rows = [*week_of(None, 100, 20, 10, 4), *week_of("users", 80, 15, 9, None)]
    made = run(tmp_path, {"Orders": orders(order("#1")), "Traffic": traffic(*rows)})
    week = made.funnels[0]
    assert (week.period.start, week.measure, week.confidence) == ("2026-11-09", "sessions", "directional")
    assert [(step.key, step.count, step.rate) for step in week.steps] == [
        ("sessions", 700, None),
        ("add_to_carts", 140, 0.2),
        ("checkouts", 70, 0.5),
        ("purchases", 28, 0.4),
    ]
    assert week.said.en == (
        "700 visits, 28 purchases, in 7 days. Most stop before carts: 20% of the step before went on."
    )
    # Of the 30 days to 16 November only these 7 are told.
    assert "in 7 of 30 days" in made.funnels[1].said.en


def test_a_step_that_some_days_do_not_tell_is_unknown_and_more_than_before_is_no_rate(tmp_path):
    rows = [*week_of(None, 10, None, 4, 6, days=3), *week_of(None, 10, 3, 4, 6, first="2026-11-12", days=4)]
    week = run(tmp_path, {"Orders": orders(order("#1")), "Traffic": traffic(*rows)}).funnels[0]
    assert [(step.key, step.count, step.rate) for step in week.steps] == [
        ("sessions", 70, None),
        ("add_to_carts", None, None),
        ("checkouts", 28, None),
        ("purchases", 42, None),
    ]


def test_rows_of_products_and_visits_alone_are_no_funnel(tmp_path):
    made = run(tmp_path, {"Orders": orders(order("#1")), "Traffic": traffic(*week_of(None, 10, None, None, None))})
    assert made.funnels == []


def test_every_step_has_a_name():
    assert {*STEPS} == {"sessions", *charts.STEP}


def test_months_of_orders_with_returns_and_the_young_one_apart(tmp_path):
    sold = [order(f"#{n}", f"2026-{9 + n // 4:02d}-05 09:00:00") for n in range(12)]  # four each in Sep, Oct, Nov
    back = [
        ["return_id", "order_id", "type", "requested_at", "status"],
        ["R1", "#0", "return", "2026-09-20", "received"],
        ["R2", "#0", "return", "2026-09-21", "received"],
        ["R3", "#1", "exchange", "2026-09-21", "received"],
        ["R4", "#5", "return", "2026-10-21", "rejected"],
        ["R5", "#9", "return", "2026-11-12", "requested"],
    ]
    made = run(tmp_path, {"Orders": orders(*sold), "Returns": back})
    told = [(one.month, one.orders, one.returned, one.mature, one.basis) for one in made.cohorts]
    # Order #0 came back twice and counts once; a return that was refused did not come back.
    assert told == [
        ("2026-09", 4, 2, True, "returns"),
        ("2026-10", 4, 0, True, "returns"),
        ("2026-11", 4, 1, False, "returns"),
    ]
    early = run(tmp_path, {"Orders": orders(*sold), "Returns": back}, as_of="2026-11-13T08:00")
    # October ended 13 days before: its last orders are not 14 days old.
    assert [one.mature for one in early.cohorts] == [True, False, False]


def test_without_returns_refunds_are_told_as_such_or_nothing(tmp_path):
    sold = [order("#1", "2026-10-05 09:00:00", Refunded_Amount=5000), order("#2", "2026-10-06 09:00:00")]
    sold[1] |= {"Refunded Amount": "??", "Financial Status": "partially_refunded"}
    (month,) = run(tmp_path, {"Orders": orders(*sold)}).cohorts
    assert (month.orders, month.returned, month.basis) == (2, None, "refunds")
    sold[1] |= {"Refunded Amount": None, "Financial Status": "paid"}
    (month,) = run(tmp_path, {"Orders": orders(*sold)}).cohorts
    assert (month.orders, month.returned) == (2, 1)
    assert run(tmp_path, {"Orders": orders(order("#1"))}).cohorts == []


def test_questions_by_week_and_the_weeks_that_nobody_kept(tmp_path):
    asked = [
        ["ticket_id", "created_at", "tags"],
        *([f"T{n}", "2026-10-21 10:00", "envio"] for n in range(3)),
        *([f"U{n}", "2026-11-10 10:00", "talla"] for n in range(2)),
        ["V", "2026-11-15 23:00", "envio"],
        ["W", "2026-11-16 00:30", "envio"],
    ]
    (heat,) = run(tmp_path, {"Orders": orders(order("#1")), "Support": asked}).heats
    assert [row.en for row in heat.rows] == ["Delivery", "Fit"]
    assert [column.en for column in heat.columns][-4:] == ["19 Oct", "26 Oct", "2 Nov", "9 Nov"]
    # Support begins on Wed 21 October: that week is not covered well enough, the ones before not at all.
    assert heat.cells == [[None] * 5 + [0, 0, 1], [None] * 5 + [0, 0, 2]]
    assert heat.said.en == "Asked most in the last complete week: fit, 2 questions."
    assert heat.rows[0].es == "Entrega"


@pytest.mark.parametrize("name", ["curves", "funnels", "cohorts", "heats"])
def test_nothing_to_draw_is_an_empty_list(tmp_path, name):
    assert getattr(run(tmp_path, {"Orders": orders(order("#1"))}), name) == []
