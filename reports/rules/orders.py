"""What the rules about orders share: naming an order, its money, and by what many of them fold into one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from reports.numbers import Both, Day
from reports.outcome import Rows
from reports.rules.rule import Given, same


def rows_of(order: Any) -> tuple[Rows, ...]:
    """The order's rows in its sheet."""
    return (Rows(tab="orders", rows=[int(row) for row in order.rows]),)


def amount(given: Given, order: Any) -> Any:
    """What the order came to, as a value to be shown; ``None`` where it is unknown."""
    return given.money(order.total, order.currency) if known(order.total) else None


def value_times(given: Given, order: Any) -> float:
    """The order's total in high-value limits: 1 where it is just of high value, 0 where it is not."""
    if not order.high_value:
        return 0.0
    limit = given.facts.knobs.get("high_value_order")
    if not limit or not known(order.business_total):
        return 1.0
    return float(order.business_total) / float(limit)


def shares(given: Given, order: Any, day: date | None) -> dict[str, tuple[str, Both]]:
    """The dimensions by which orders fold into one row: their day, and their product where they have but one."""
    found: dict[str, tuple[str, Both]] = {}
    products, _ = given.held.get(str(order.Index), ((), ()))
    if len(products) == 1:
        product = products[0]
        titles = given.facts.products["title"]
        found["product"] = (product, same(str(titles.get(product, product))))
    if day is not None:
        found["day"] = (day.isoformat(), Both(Day(day).show("en", ""), Day(day).show("es", "")))
    return found


def known(value: Any) -> bool:
    """Whether a cell of a frame holds a value."""
    return value is not None and not bool(pd.isna(value))


def day_of(value: Any) -> date | None:
    """A date of a frame's cell, ``None`` where it is missing."""
    if not known(value):
        return None
    return value.date() if isinstance(value, datetime) else value
