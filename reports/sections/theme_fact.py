"""The loudest doubt: the one theme that rose most in the week, and the promise to check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports.each import each
from reports.language import line
from reports.numbers import Count, Number
from reports.outcome import Line
from reports.sections.given import Given
from reports.themes import surface


def theme_fact(given: Given) -> Line | None:
    """S4, for the theme of a K01 row; of several the least likely one; else ``None``.

    That orders rose too is said only where they did, and the rise per order is within normal variation.
    """
    if given.read != "weekly":
        return None
    themes = given.facts.themes
    standing = {
        row.entity_id for row in given.exceptions if row.rule == "K01" and row.state not in ("resolved", "unknown")
    }
    rows: Iterator[Any] = each(themes)
    risen = [row for row in rows if row.load and str(row.Index) in standing]
    if not risen:
        return None
    row = min(risen, key=lambda row: (not row.rate, row.load_p, -row.week))
    told = surface(given.facts, str(row.Index))
    week, before = int(row.week), int(row.before)
    rate: Line | str = ""
    if row.rate and row.orders and row.orders_before:
        rate = line("S4-rate", r=_per_100(week, row.orders), r0=_per_100(before, row.orders_before))
    elif row.orders * int(row.weeks) > row.orders_before:
        rate = line("S4r")
    people = line("S4-people", p=Count(int(row.people))) if row.people < week else ""
    return line(
        "S4",
        told.link,
        theme=told.name,
        k=Count(week),
        k0=Count(before),
        w=Count(int(row.weeks)),
        rate=rate,
        people=people,
        promise=told.promise,
    )


def _per_100(count: int, orders: int) -> Number:
    rate = 100 * count / orders
    return Number(rate, 0 if rate >= 10 or rate == int(rate) else 1)
