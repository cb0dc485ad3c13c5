"""What every section of a brief is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd

from reports.facts import STOOD_ON, Change, Facts, Sales, SourceState, Window
from reports.language.sources import NAME
from reports.metrics.shop import local_days, picked
from reports.numbers import Age, Both, Day, Days, Money
from reports.outcome import Action, ExceptionRow, Memory, Product


@dataclass(frozen=True, eq=False)
class Given:
    """One read of one run. ``read`` is ``daily``, ``weekly`` or ``monthly``; ``memory`` is what earlier runs left."""

    facts: Facts
    exceptions: Sequence[ExceptionRow]
    actions: Sequence[Action]
    products: Sequence[Product]
    memory: Memory
    read: str

    @property
    def window(self) -> Window:
        """The window of this read."""
        return self.facts.windows[self.read]

    @property
    def sales(self) -> Sales:
        """Its sales."""
        return self.facts.sales[self.read]

    @property
    def before(self) -> Sales:
        """The sales of the window before."""
        return self.facts.sales[f"{self.read}_before"]

    @property
    def change(self) -> Change:
        """The two against each other."""
        return self.facts.changes[self.read]

    def money(self, amount: Decimal) -> Money:
        """An amount of the business currency."""
        return Money(amount, self.facts.currency, self.facts.decimals)

    def day(self, day: date) -> Day:
        """A date, with its year where today's would be taken for it."""
        return Day(day, self.facts.as_of.date())


def has_rows(facts: Facts, key: str) -> bool:
    """Whether the workbook has this tab with anything in it: headers alone tell nothing."""
    table = facts.tables.get(key)
    return table is not None and not table.frame.empty


def looked_at(facts: Facts, key: str) -> bool:
    """Whether the workbook has this tab, and anything is based on it."""
    return key in STOOD_ON and facts.tables.get(key) is not None


def tells_products(facts: Facts) -> bool:
    """Whether the orders say what was sold, and not only for how much."""
    orders = facts.tables.get("orders")
    return orders is not None and (orders.has("line_sku") or orders.has("line_name"))


def tells_shipping(facts: Facts) -> bool:
    """Whether the orders say what was sent: a column that is blank all the way down does not."""
    return bool(len(facts.orders)) and bool(facts.orders["fulfillment_status"].notna().any())


def window_days(window: Window) -> Days:
    """The window's days, both inclusive."""
    return Days(window.start, window.end - timedelta(days=1))


def orders_in(facts: Facts, window: Window) -> pd.DataFrame:
    """The orders of every state whose date lies in the window, oldest first."""
    if facts.orders.empty:
        return facts.orders
    if window not in facts.within:
        days = local_days(facts.orders["dated_at"])
        inside = (days >= np.datetime64(window.start)) & (days < np.datetime64(window.end))
        facts.within[window] = picked(facts.orders, inside)
    return facts.within[window]


def source_name(source: SourceState) -> Both | str:
    """What a source is called in a sentence."""
    return NAME.get(source.key, source.name)


def age(source: SourceState) -> Age:
    """How old a source is."""
    return Age(int((source.age_hours or 0) * 60), source.age_days or 0)


def known(value: object) -> bool:
    """Whether a cell of a frame holds a value: neither ``None``, ``NaN`` nor ``NA``."""
    return value is not None and not pd.isna(value)  # type: ignore[call-overload]
