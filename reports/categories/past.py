"""What earlier days left about the products: their categories, since when, and the fixes that were marked as done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from reports.categories.case import Past
from reports.facts import Facts
from reports.outcome import Memory
from sheets.contract import normal

#: Rules whose rows speak of a product's page: what was done about one of them was done about the page.
PAGE_RULES = ("page", "fix", "W01", "W02", "W03", "K02", "R01", "R02")
#: Words by which a founder's own action, without a key of ours, is about the page and not about its stock.
PAGE_WORDS = frozenset(
    {
        *("page", "pdp", "photo", "photos", "picture", "pictures", "copy", "description", "guide", "size", "fit"),
        *("pagina", "foto", "fotos", "texto", "descripcion", "guia", "talla", "tallas", "medidas"),
    }
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A product's category (shown) of the last earlier day, the day of that change, and the category before it."""

    category: str
    since: str
    before: str = ""


def computed(memory: Memory, today: date) -> dict[str, str]:
    """Each product's computed category of the last earlier day."""
    return {key: kept.category for key, kept in _kept(memory, today, "computed").items()}


def shown(memory: Memory, today: date) -> dict[str, Kept]:
    """Each product's shown category of the last earlier day, and what it was before."""
    return _kept(memory, today, "category")


def settled(kept: Kept | None, category: str, today: date, days: int) -> bool:
    """Whether a category may be told as a change: seen on an earlier day too and for so many days; Protect at once."""
    if category == "protect":
        return True
    if kept is None or kept.category != category:
        return False
    # What is kept is of an earlier day: today is at least the second.
    return (today - date.fromisoformat(kept.since)).days + 1 >= days


def _kept(memory: Memory, today: date, name: str) -> dict[str, Kept]:
    found: dict[str, Kept] = {}
    for one in sorted(memory.days, key=lambda kept: kept.day):
        if one.name != name or one.day >= today.isoformat():
            continue
        last, value = found.get(one.key), str(one.value)
        if last is None or last.category != value:
            found[one.key] = Kept(value, one.day, last.category if last else "")
    return found


def pasts(memory: Memory, facts: Facts) -> Mapping[str, Past]:
    """The past of every product of which anything is remembered."""
    today = facts.as_of.date()
    before, fixed = computed(memory, today), dict(_fixes(facts))
    stock = {one.key: one.value for one in memory.days if one.name == "protected_stock" and one.day < today.isoformat()}
    return {
        key: Past(
            computed=before.get(key, ""),
            stock=float(told) if isinstance(told := stock.get(key), int | float) else None,
            fixed_on=fixed.get(key),
        )
        for key in {*before, *fixed}
    }


def _fixes(facts: Facts) -> Iterator[tuple[str, date]]:
    """Products whose page was fixed, as ``Actions`` tells it, from the oldest to the newest."""
    table = facts.tables.get("actions")
    if table is None or not (table.has("status") and table.has("done_at")):
        return
    by_name = {normal(str(title)): str(key) for key, title in facts.products["title"].items()}
    by_name |= {normal(str(key)): str(key) for key in facts.products.index}
    done = table.frame[(table.frame["status"] == "done") & table.frame["done_at"].notna()]
    for cells in done.sort_values("done_at", kind="stable").to_dict("records"):
        product = page_fixed(cells, by_name)
        if product is not None:
            yield product, pd.Timestamp(cells["done_at"]).date()


def page_fixed(cells: Mapping[Any, Any], by_name: Mapping[str, str]) -> str | None:
    """The product whose page this action was about, ``None`` where it was about none."""
    keys = [str(cells[name]) for name in ("exception_key", "action_id") if isinstance(cells.get(name), str)]
    for key in keys:
        rule, _, entity = key.partition("|")
        kind, _, id = entity.partition(":")
        if rule in PAGE_RULES and kind == "product":
            return id.partition("|")[0]
        if "|" in key:
            return None
    named, title = cells.get("product"), cells.get("title")
    words = {normal(word) for word in str(title).split()} if isinstance(title, str) else set()
    if not isinstance(named, str) or not words & PAGE_WORDS:
        return None
    return by_name.get(normal(named))
