"""What a founder's own words name: products and variants by key, title or SKU, several parted by ``;`` or ``,``."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from reports.facts import Facts
from sheets.contract import normal

_PARTS = re.compile("[;,]")
#: As the scopes of Definitions write them.
_SCOPES = re.compile(r"\b(?:product|sku):")


class Named:
    """The products and variants of a shop, ready to be looked up by whatever somebody calls them."""

    def __init__(self, facts: Facts) -> None:
        self._products = _by_name(facts.products, ("title",))
        self._variants = _by_name(facts.variants, ("sku", "label"))
        frame = facts.variants
        self._product_of = {} if frame.empty else dict(zip(map(str, frame.index), frame["product"], strict=True))

    def products(self, text: object) -> frozenset[str]:
        """The keys of the products that are named themselves."""
        return _found(self._products, text)

    def variants(self, text: object) -> frozenset[str]:
        """The keys of the variants that are named."""
        return _found(self._variants, text)

    def products_meant(self, text: object) -> list[str]:
        """The keys of the products that are named, or of which a variant is."""
        return sorted(self.products(text) | {str(self._product_of[key]) for key in self.variants(text)})


def _by_name(frame: pd.DataFrame, columns: Iterable[str]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    if frame.empty:
        return known
    for names in (frame.index, *(frame[column] for column in columns if column in frame)):
        for key, name in zip(frame.index, names, strict=True):
            if not pd.isna(name):
                known.setdefault(normal(str(name)), set()).add(str(key))
    return known


def _found(known: dict[str, set[str]], text: object) -> frozenset[str]:
    if not isinstance(text, str):
        return frozenset()
    parts = {normal(part) for part in _PARTS.split(_SCOPES.sub("", text))} - {""}
    return frozenset().union(*(known.get(part, set()) for part in parts))
