"""The shop's own page of what a row is about, by the addresses that the founder set in Definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pandas as pd

from reports.facts import Facts

#: The addresses that may lead to each kind of thing; a theme's are named with the theme.
_NAMES = {"order": ("order",), "product": ("product", "pdp"), "variant": ("inventory", "product", "pdp")}
_PLACE = re.compile(r"\{(\w+)\}")


def shop_page(facts: Facts, about: str) -> str:
    """The address of what ``about`` names (``order:1113``, ``variant:JA-M``, ``theme:fit`` …), ``""`` = none.

    Only a web address is one: whatever else stands in Definitions is not opened.
    """
    kind, _, key = about.partition(":")
    if kind not in _BY_KIND or (kind in _NAMES and not any(_template(facts, name) for name in _NAMES[kind])):
        return ""  # nothing is looked up in vain: there may be thousands of rows
    found = _BY_KIND[kind](facts, key)
    return found if found.lower().startswith(("https://", "http://")) else ""


def _order(facts: Facts, key: str) -> str:
    if key not in facts.orders.index:
        return ""
    label = str(facts.orders.at[key, "label"]).lstrip("#")
    return _address(facts, "order", {"order_id": label, "order_admin_id": facts.orders.at[key, "order_admin_id"]})


def _product(facts: Facts, key: str) -> str:
    said = {"product_id": key, "product_admin_id": _admin_id(facts, key)}
    return _address(facts, "product", said) or _address(facts, "pdp", said)


def _variant(facts: Facts, key: str) -> str:
    if key not in facts.variants.index:
        return ""
    variant = facts.variants.loc[key]
    return _address(facts, "inventory", {"sku": variant["sku"]}) or _product(facts, str(variant["product"]))


def _theme(facts: Facts, key: str) -> str:
    from reports.themes import surface  # here, since the themes need the rules, and some rule may need this

    return surface(facts, key).link


_BY_KIND: Mapping[str, Callable[[Facts, str], str]] = {
    "order": _order,
    "product": _product,
    "variant": _variant,
    "theme": _theme,
}


def _address(facts: Facts, name: str, said: Mapping[str, Any]) -> str:
    """The address with its places filled; ``""`` where there is none, or where a place of it is not known."""
    template = _template(facts, name)
    known = {place: quote(str(value), safe="") for place, value in said.items() if _is_known(value)}
    if any(place not in known for place in _PLACE.findall(template)):
        return ""
    return _PLACE.sub(lambda place: known[place[1]], template)


def _template(facts: Facts, name: str) -> str:
    return str(facts.knobs.get(f"link.{name}") or "").strip()


def _is_known(value: Any) -> bool:
    return value is not None and not pd.isna(value) and str(value) != ""


def _admin_id(facts: Facts, product: str) -> Any:
    """The number by which the shop's admin knows the product, where Inventory tells it."""
    table = facts.tables.get("inventory")
    if table is None or product not in facts.products.index or "product_admin_id" not in table.frame:
        return None
    own = table.frame["row"].isin(list(facts.products["rows"][product]))
    numbers = table.frame["product_admin_id"][own].dropna()
    return numbers.iloc[0] if len(numbers) else None
