"""What only the whole catalogue can tell of one product's next action: its place among the others, and its partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.categories.case import Case
from reports.facts import Facts

if TYPE_CHECKING:
    from reports.categories.judging import Answer


@dataclass(frozen=True, slots=True)
class Plan:
    """``home`` is the product for the homepage and ``mail`` the one for the next e-mail (keys, ``""`` = none).

    ``partners``: product to clear -> (title of the product to push that it is bought with, in how many orders).
    """

    home: str = ""
    mail: str = ""
    partners: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def plan(ranked: Sequence[Answer]) -> Plan:
    """The plan for products that stand in their order."""
    pushed = [one.case for one in ranked if one.category == "push" and not one.blocked]
    home = next((case for case in pushed if not bool(case.row.featured_now)), None)
    mail = next((case for case in pushed if case is not home), None)
    cleared = [one.case for one in ranked if one.category == "clear"]
    partners = _partners(cleared, pushed, cleared[0].facts) if cleared and pushed else {}
    return Plan(home.key if home else "", mail.key if mail else "", partners)


def _partners(cleared: Sequence[Case], pushed: Sequence[Case], facts: Facts) -> dict[str, tuple[str, int]]:
    """For each product to clear the product to push that was bought with it most often, and often enough."""
    lines = facts.lines[facts.lines["counted"].astype(bool)] if len(facts.lines) else facts.lines
    if lines.empty:
        return {}
    held = lines[["order", "product"]].drop_duplicates()
    mine = held[held["product"].isin([case.key for case in cleared])]
    theirs = held[held["product"].isin([case.key for case in pushed])]
    both = mine.merge(theirs, on="order", how="inner", suffixes=("", "_other"), validate="many_to_many")
    together = both.groupby(["product", "product_other"], as_index=False).size()
    # The product that is to be pushed first wins among those bought equally often.
    places = {case.key: place for place, case in enumerate(pushed)}
    least = {case.key: case.limit("bundle_orders") for case in cleared}
    titles = {case.key: str(case.row.title) for case in pushed}
    found: dict[str, tuple[str, int]] = {}
    best: dict[str, tuple[int, int]] = {}
    for product, other, orders in zip(together["product"], together["product_other"], together["size"], strict=True):
        mark = (int(orders), -places[other])
        if orders >= least[product] and mark > best.get(product, (0, 0)):
            best[product] = mark
            found[product] = (titles[other], int(orders))
    return found
