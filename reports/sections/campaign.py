"""Campaigns: the codes that were used, as far as the orders show them."""

from __future__ import annotations

from reports.language import line
from reports.numbers import Count, Listing
from reports.outcome import Line, Section
from reports.sections.given import Given, has_rows, orders_in

#: So many codes are named.
NAMED = 6


def section(given: Given) -> Section:
    """That no campaign is recorded, and what the codes tell."""
    said = line("E-campaign-unused" if has_rows(given.facts, "campaigns") else "E-campaign")
    return Section(id="campaign", kind="label", title=line("T-campaign"), lines=[said, *_codes(given)])


def _codes(given: Given) -> list[Line]:
    orders = given.facts.tables.get("orders")
    if orders is None:
        return []
    if not orders.has("discount_code"):
        return [line("E-campaign-column")]
    used = sorted(given.sales.codes.items(), key=lambda item: (-item[1], item[0]))
    if not used and not given.window.covered_days:
        return []
    if not used:
        return [line("E-campaign-none")]
    named = [line("E-campaign-code", code=code, n=Count(n)) for code, n in used[:NAMED]]
    return [line("E-campaign-codes", n=Count(_orders_with_code(given)), codes=Listing(tuple(named)))]


def _orders_with_code(given: Given) -> int:
    inside = orders_in(given.facts, given.window)
    return sum(bool(codes) for codes in inside.loc[inside["state"] == "counted", "codes"])
