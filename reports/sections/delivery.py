"""Fulfilment and delivery: what is still inside its ship-by, as far as the orders show it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reports.facts import Facts
from reports.language import line
from reports.numbers import Count, DayList, Days
from reports.outcome import Line, Section
from reports.sections.given import Given, known, tells_shipping

#: More ship-by dates than these are told as a span.
DATES = 3


def section(given: Given) -> Section:
    """What can be seen of delivery, and which paid orders still have time."""
    return Section(id="delivery", kind="label", title=line("T-delivery"), lines=_lines(given.facts))


def _lines(facts: Facts) -> list[Line]:
    orders = facts.tables.get("orders")
    if orders is None:
        return [line("E-orders")]
    if not orders.has("fulfillment_status"):
        return [line("E-delivery-blind")]
    if len(facts.orders) and not tells_shipping(facts):
        return [line("E-delivery-blank")]
    return [line("E-delivery"), *_waiting(facts)]


def _waiting(facts: Facts) -> list[Line]:
    """How many counted orders still have time at the orders' as-of; those that have not are exceptions."""
    orders = facts.orders
    if orders.empty:
        return []
    waiting = orders["ship_by_on"][
        (orders["state"] == "counted")
        & orders["fulfillment_status"].isin(["unfulfilled", "partial"])
        & orders["requires_shipping"].astype(bool)
        & ~orders["on_hold"].astype(bool)
        & ~(orders["dated_at"] > facts.as_of)
    ]
    if waiting.empty:
        return [line("L-DEL-none")]
    today = _today(facts)
    due = [day.date() if isinstance(day, pd.Timestamp) else day for day in waiting if known(day)]
    inside = [day for day in due if day >= today]
    if inside:
        return [line("L-DEL", m=Count(len(inside)), dates=_dates(inside))]
    return [line("L-DEL-past", m=Count(len(due)))] if due else []


def _today(facts: Facts) -> date:
    source = facts.sources.get("orders")
    return min(facts.as_of, source.as_of).date() if source and source.as_of else facts.as_of.date()


def _dates(days: list[date]) -> Days | DayList:
    distinct = sorted(set(days))
    return Days(distinct[0], distinct[-1]) if len(distinct) > DATES else DayList(tuple(distinct))
