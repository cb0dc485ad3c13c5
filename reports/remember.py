"""The figures of the day that later runs compare with: only what changed is kept, once a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec
import pandas as pd

from reports.categories import override_since
from reports.decisions import decisions
from reports.facts import Facts
from reports.memory import lasting
from reports.outcome import Memory, Product, Remembered

#: No more entries than these are kept; the oldest go first.
KEPT = 6000
Value = float | str | None


def remember(memory: Memory, facts: Facts, products: Sequence[Product]) -> Memory:
    """The memory with today's figures; a second run of the same day replaces the first."""
    today = facts.as_of.date().isoformat()
    earlier = [kept for kept in memory.days if kept.day != today]
    last: dict[tuple[str, str], Value] = {}
    for kept in sorted(earlier, key=lambda kept: kept.day):
        last[kept.name, kept.key] = kept.value
    now = dict(_figures(memory, facts, products))
    gone: dict[tuple[str, str], Value] = {
        place: None
        for place, value in last.items()
        if place[0] == "definition" and value is not None and place not in now
    }
    new = [
        Remembered(day=today, name=name, key=key, value=value)
        for (name, key), value in {**gone, **now}.items()
        if (name, key) not in last or last[name, key] != value
    ]
    return msgspec.structs.replace(memory, days=lasting([*earlier, *new], len(earlier) + len(new) - KEPT))


def _figures(memory: Memory, facts: Facts, products: Sequence[Product]) -> Iterator[tuple[tuple[str, str], Value]]:
    for product in products:
        yield ("category", product.key), product.category
        yield ("computed", product.key), product.computed
    yield from _protected_stock(memory, facts, products)
    if facts.tables.get("inventory") is not None:
        told = [float(value) for value in facts.products["inventory_value"] if value is not None]
        yield ("inventory_value", ""), sum(told) if told else None
        told_stock = zip(facts.variants["tracked"], facts.variants["available"].fillna(1), strict=True)
        yield ("variants_out", ""), float(sum(bool(tracked) and int(left) <= 0 for tracked, left in told_stock))
    if facts.tables.get("orders") is not None:
        week = facts.sales["weekly"]
        revenue = None if week.revenue is None else float(week.revenue)
        yield ("revenue", week.window.start.isoformat()), revenue
        refunds = None if week.refunds is None else float(week.refunds)
        yield ("refunds", week.window.start.isoformat()), refunds
    for setting in facts.knobs.own:
        key = f"{setting.key} ({setting.applies_to})" if setting.applies_to else setting.key
        yield ("definition", key), setting.text
    yield from _overrides(memory, facts, products)


def _overrides(memory: Memory, facts: Facts, products: Sequence[Product]) -> Iterator[tuple[tuple[str, str], Value]]:
    """When each override was first seen, so that one without an end ends all the same."""
    today: date = facts.as_of.date()
    decided = decisions(facts.tables, today)
    for product in products:
        for name in (product.key, f"product:{product.key}"):
            found = decided.get(("override_category", name))
            if found is not None and override_since(memory, facts, product.key, found) <= today:
                yield ("override", product.key), f"{found.value}|{found.reason}"


def _protected_stock(
    memory: Memory, facts: Facts, products: Sequence[Product]
) -> Iterator[tuple[tuple[str, str], Value]]:
    """What a product had in stock when it became protected, for as long as it is: more than that is a restock."""
    today = facts.as_of.date().isoformat()
    kept = {one.key: one.value for one in memory.days if one.name == "protected_stock" and one.day < today}
    stock = facts.products["available"]
    for product in products:
        before = kept.get(product.key)
        if product.computed == "protect":
            now: Any = stock.get(product.key)
            unknown = now is None or pd.isna(now)
            yield ("protected_stock", product.key), before if before is not None else None if unknown else float(now)
        elif before is not None:
            yield ("protected_stock", product.key), None
