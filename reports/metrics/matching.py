"""Which variant an order line is of: by SKU where that SKU is one variant's alone, else by product and options."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.metrics.inventory import Stock, slug
from sheets.contract import normal

#: What stands behind the last " - " of a line name when it is a size, where no Inventory can tell.
_SIZE_LIKE = re.compile(
    r"(?:xxs|xs|s|sm|m|ml|l|lxl|xl|xxl|xxxl|[2-5]xl|u|one size|[uú]nica|talla .{1,6}|\d{1,3}(?:[.,]5)?)(?: / .+)?",
    flags=re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a line's SKU and name stand for. ``by``: ``sku``, ``name``, ``none``; ``ambiguous`` = several would fit."""

    variant: str | None
    product: str | None
    title: str | None
    by: str
    ambiguous: bool = False


def matches(stock: Stock, skus: pd.Series, names: pd.Series) -> tuple[list[Match], NDArray[np.int64]]:
    """What each different pair of SKU and name stands for, and the number of its pair for each line."""
    pairs = pd.DataFrame(
        {"sku": skus.astype(object).where(skus.notna(), None), "name": names.astype(object).where(names.notna(), None)}
    )
    codes = np.asarray(pairs.groupby(["sku", "name"], dropna=False, sort=False).ngroup(), dtype=np.int64)
    first = pairs.iloc[np.unique(codes, return_index=True)[1]]
    finder = _Finder(stock, [name for name in first["name"] if name is not None])
    found = [finder.find(_none(sku), _none(name)) for sku, name in zip(first["sku"], first["name"], strict=True)]
    return found, codes


def _none(value: object) -> str | None:
    return value if isinstance(value, str) else None


class _Finder:
    """The variants of one Inventory, ready to be looked up."""

    def __init__(self, stock: Stock, names: list[str]) -> None:
        variants = stock.variants
        self.by_sku = stock.by_sku
        self.product_of: dict[str, str] = dict(zip(variants.index, variants["product"], strict=True))
        self.title_of: dict[str, str] = dict(zip(variants["product"], variants["title"], strict=True))
        self.keys_of: dict[str, list[str]] = {}
        self.products_of: dict[str, set[str]] = {}
        self.options_of: dict[str, tuple[str, ...]] = {}
        for key, product, title, options in zip(
            variants.index, variants["product"], variants["title"], variants["options"], strict=True
        ):
            self.keys_of.setdefault(product, []).append(key)
            self.products_of.setdefault(normal(str(title)), set()).add(product)
            self.products_of.setdefault(normal(str(product)), set()).add(product)
            self.options_of[key] = tuple(normal(value) for value in options)
        heads = Counter(name.rpartition(" - ")[0] for name in set(names))
        self.heads = {head for head, count in heads.items() if head and count > 1}

    def find(self, sku: str | None, name: str | None) -> Match:
        keys = self.by_sku.get(sku, ()) if sku else ()
        if len(keys) == 1:
            product = self.product_of[keys[0]]
            return Match(keys[0], product, self.title_of[product], "sku")
        if keys:
            return self._narrowed(keys, name)
        return self._by_name(name)

    def _narrowed(self, keys: tuple[str, ...], name: str | None) -> Match:
        """One of the variants that share a SKU, told by the line's name."""
        fitting = [key for key in keys if name is not None and self._fits(key, name)]
        products = {self.product_of[key] for key in (fitting or keys)}
        if len(products) > 1 and name is not None:
            titled = {product for _, found, _ in self._readings(name) for product in found}
            products = products & titled or products
        product = products.pop() if len(products) == 1 else None
        title = self.title_of[product] if product else name
        if len(fitting) == 1:
            return Match(fitting[0], product, title, "sku")
        return Match(None, product, title, "sku" if product else "none", ambiguous=True)

    def _fits(self, key: str, name: str) -> bool:
        return any(
            self.product_of[key] in products and self._same_options(key, rest)
            for _, products, rest in self._readings(name)
        )

    def _readings(self, name: str) -> list[tuple[str, set[str], str | None]]:
        """Ways to part a name into a known title and the rest, the longest title first."""
        found: list[tuple[str, set[str], str | None]] = []
        parts = name.split(" - ")
        for cut in range(len(parts), 0, -1):
            title = " - ".join(parts[:cut])
            products = self.products_of.get(normal(title))
            if products:
                found.append((title, products, " - ".join(parts[cut:]) if cut < len(parts) else None))
        return found

    def _same_options(self, key: str, rest: str | None) -> bool:
        mine = self.options_of[key]
        if not mine and len(self.keys_of[self.product_of[key]]) == 1:
            return True
        if rest is None:
            return not mine or len(self.keys_of[self.product_of[key]]) == 1
        told = [normal(part) for part in rest.split(" / ")]
        if told == ["defaulttitle"]:
            return not mine
        return sorted(told) == sorted(mine) or normal(rest) == "".join(mine)

    def _by_name(self, name: str | None) -> Match:
        if name is None or not normal(name):
            return Match(None, None, None, "none")
        for _, products, rest in self._readings(name):
            fitting = [key for product in products for key in self.keys_of[product] if self._same_options(key, rest)]
            if len(fitting) == 1:
                product = self.product_of[fitting[0]]
                return Match(fitting[0], product, self.title_of[product], "name")
            if len(products) == 1:
                product = next(iter(products))
                return Match(None, product, self.title_of[product], "name", ambiguous=len(fitting) > 1)
            return Match(None, None, name, "none", ambiguous=True)
        title = self._unknown_title(name)
        return Match(None, slug(title) or None, title, "none")

    def _unknown_title(self, name: str) -> str:
        """The product's part of a name that no Inventory knows: what several names share, or stands before a size."""
        head, dash, rest = name.rpartition(" - ")
        return head if dash and (head in self.heads or _SIZE_LIKE.fullmatch(rest.strip())) else name
