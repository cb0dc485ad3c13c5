"""Payments: which orders wait for one, as far as the orders show it."""

from __future__ import annotations

from decimal import Decimal

from reports.language import line
from reports.numbers import Count, Listing
from reports.outcome import Line, Section
from reports.sections.given import Given, known, looked_at

#: States that wait for money; so many orders are named.
WAITING = ("pending", "authorized")
NAMED = 5


def section(given: Given) -> Section:
    """The waiting orders, whatever their age."""
    return Section(id="payments", kind="label", title=line("T-payments"), lines=_lines(given))


def _lines(given: Given) -> list[Line]:
    facts = given.facts
    if facts.tables.get("orders") is None:
        return [line("E-orders")]
    blind = [] if looked_at(facts, "payments") else [line("E-payments")]
    waiting = facts.orders[facts.orders["state"].isin(WAITING)] if len(facts.orders) else facts.orders
    if waiting.empty:
        return [line("L-PAY-none"), *blind]
    labels = [str(label) for label in waiting["label"]]
    own = waiting["currency"].fillna(facts.currency) == facts.currency
    readable = bool(own.all()) and all(known(total) for total in waiting["total"])
    amount = line("L-PAY-amount", p=given.money(sum(waiting["total"], Decimal(0)))) if readable else ""
    more = line("L-DONE-more", n=Count(len(labels) - NAMED)) if len(labels) > NAMED else ""
    return [
        line("L-PAY", n=Count(len(labels)), amt=amount, orders=Listing(tuple(labels[:NAMED])), more=more),
        *blind,
    ]
