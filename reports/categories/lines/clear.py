"""Clear intentionally: what stands there, what a discount would leave, and how to let it go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.categories.case import ALMOST, Case, known
from reports.categories.conditions import covered
from reports.categories.lines import words
from reports.categories.planning import Plan
from reports.language import line
from reports.numbers import Count, Percent
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer

#: A discount below this is none.
LEAST_DISCOUNT = 0.05


def evidence(one: Answer) -> Line:
    """C-CLEAR."""
    case = one.case
    row = case.row
    keeps = None
    if known(row.clear_margin):
        keeps = line("C-CLEAR-keeps", pct=Percent(case.limit("clear_discount")), m=Percent(float(row.clear_margin)))
    if one.deciding == "declared":
        return line("C-CLEAR-declared", keeps=keeps)
    return line(
        "C-CLEAR",
        n=Count(int(row.available)),
        u=Count(int(row.demand_units)),
        d=words.window(case),
        age=Count(int(row.age_days)),
        keeps=keeps,
    )


def moves_out(one: Answer) -> Line:
    """The mark, or less stock."""
    case = one.case
    if one.deciding == "declared":
        return line("M-CLEAR-declared")
    return line("M-CLEAR", c=Count(int(case.limit("clear_cover_days"))), n=Count(int(case.limit("clear_stock"))))


def next_action(one: Answer, plan: Plan) -> Line:
    """A bundle with what sells, else retiring what is nearly gone, else the discount that the margin allows."""
    case = one.case
    row = case.row
    if case.key in plan.partners:
        other, orders = plan.partners[case.key]
        return line("A-BUNDLE", product=row.title, other=other, n=Count(orders))
    days, left = case.limit("retire_days"), int(row.available) if known(row.available) else None
    few = row.demand_90 <= case.limit("retire_units") and covered(case, days)
    if left is not None and left <= case.limit("retire_stock") and few:
        return line(
            "A-RETIRE", product=row.title, u=Count(int(row.demand_90)), d=Count(int(days)), left=words.left(left)
        )
    discount = _discount(case)
    if discount is None:
        return line("A-CLEAR", product=row.title, pct=Percent(case.limit("clear_discount")), m=None)
    if discount < LEAST_DISCOUNT:
        return line("A-RETIRE-margin", product=row.title, m=Percent(case.limit("clear_margin_floor")))
    kept = line("A-CLEAR-m", m=Percent(_margin(case, discount)))
    return line("A-CLEAR", product=row.title, pct=Percent(discount), m=kept)


def _discount(case: Case) -> float | None:
    """The usual discount, or the deepest one that keeps the floor of margin; ``None`` where its margin is unknown."""
    row, floor, usual = case.row, case.limit("clear_margin_floor"), case.limit("clear_discount")
    if not known(row.clear_margin):
        return None
    if row.clear_margin >= floor - ALMOST or not (known(row.price) and known(row.unit_cost)):
        return usual
    tax, fee = _tax_and_fee(case)
    left = float(row.unit_cost) * tax / (float(row.price) * max(1 - floor - fee * tax, ALMOST))
    # Whole percents, rounded down, so that the floor is kept.
    return max(0.0, int((1 - left) * 100 + ALMOST) / 100)


def _margin(case: Case, discount: float) -> float:
    row = case.row
    if discount == case.limit("clear_discount") or not (known(row.price) and known(row.unit_cost)):
        return float(row.clear_margin)
    tax, fee = _tax_and_fee(case)
    paid = float(row.price) * (1 - discount)
    return (paid / tax - float(row.unit_cost) - fee * paid) / (paid / tax)


def _tax_and_fee(case: Case) -> tuple[float, float]:
    knobs = case.facts.knobs
    tax = 1 + float(knobs.get("tax_rate")) if knobs.get("prices_include_tax") else 1.0
    return tax, float(knobs.get("payment_fee_pct"))
