"""Demand: units that customers asked for, by variant and product, with bundles taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from reports.facts import SourceState, Window
from reports.metrics.inventory import Stock
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop, given, local_days, picked
from reports.metrics.windows import covered

_PART = re.compile(r"^(?P<sku>.+?)\s*(?:[*x×]\s*(?P<quantity>\d+))?$", flags=re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Demand:
    """``units``: one row per line of demand and component: ``variant, product, units, bulk, order, day``.

    ``coverage`` are the first and last day of ``Orders``, ``None`` where nothing is covered.
    """

    units: pd.DataFrame
    coverage: tuple[date, date] | None

    def between(self, start: date, end: date) -> pd.DataFrame:
        """Demand of the local days ``[start, end)``."""
        days = self.units["day"].to_numpy()
        return picked(self.units, (days >= np.datetime64(start)) & (days < np.datetime64(end)))

    def last(self, today: date, days: int) -> pd.DataFrame:
        """Demand of so many complete days ending yesterday."""
        return self.between(today - timedelta(days=days), today)

    def days_on_sale(self, window: Window, since: date | None) -> int:
        """Covered days of the window from ``since`` (first day on sale; ``None`` = all of it) on."""
        start = window.start if since is None else max(window.start, since)
        return covered(start, window.end, self.coverage) if start < window.end else 0


def demand(shop: Shop, sold: Sold, stock: Stock, source: SourceState | None) -> Demand:
    """All demand of ``Orders``: counted orders, not free, no gift cards. Orders without lines cover no demand."""
    coverage = None
    table = shop.tables.get("orders")
    told = table is not None and given(table, "line_qty")
    if told and source is not None and source.covers_from is not None and source.covers_to is not None:
        coverage = (source.covers_from, source.covers_to)
    lines = sold.lines[sold.lines["demand"].astype(bool)] if len(sold.lines) else sold.lines
    units = pd.DataFrame(
        {
            "variant": lines["variant"].astype(object),
            "product": lines["product"].astype(object),
            "units": lines["quantity"].astype(np.int64),
            "bulk": lines["bulk"].astype(bool),
            "order": lines["order"].astype(object),
            "day": local_days(lines["dated_at"]) if len(lines) else np.zeros(0, dtype="datetime64[D]"),
        }
    ).reset_index(drop=True)
    return Demand(_with_components(units, stock), coverage)


def _with_components(units: pd.DataFrame, stock: Stock) -> pd.DataFrame:
    """A bundle sold is demand for its components as well; its revenue stays its own."""
    parts = [
        (bundle, component, quantity)
        for bundle, told in zip(stock.variants.index, stock.variants["bundle_of"], strict=True)
        if isinstance(told, tuple)
        for component, quantity in _parts(told, stock)
    ]
    if not parts:
        return units
    table = pd.DataFrame(parts, columns=["variant", "component", "times"])
    exploded = units.merge(table, on="variant", how="inner", validate="many_to_many")
    exploded = exploded.assign(
        variant=exploded["component"],
        product=exploded["component"].map(stock.variants["product"]),
        units=exploded["units"] * exploded["times"],
    )
    return pd.concat([units, exploded[units.columns]], ignore_index=True)


def _parts(told: tuple[str, ...], stock: Stock) -> list[tuple[str, int]]:
    """``("JA-M*2", "SN-SM")`` as known variants and quantities."""
    found = []
    for text in told:
        match = _PART.match(text.strip())
        keys = stock.by_sku.get(match["sku"].strip().upper(), ()) if match else ()
        if match and len(keys) == 1:
            found.append((keys[0], int(match["quantity"] or 1)))
    return found


def new_since(
    shop: Shop, published: date | None, first_sale: date | None, coverage: tuple[date, date] | None
) -> tuple[date | None, str]:
    """Since when a product is on sale, and how we know.

    Its first sale tells only where ``Orders`` covers the 28 days before it: else it may have sold long before.
    """
    if published is not None and published <= shop.today:
        return published, "published"
    if first_sale is not None and coverage is not None and (first_sale - coverage[0]).days >= 28:
        return first_sale, "first sale"
    return None, ""
