"""Order lines: what was sold, of which variant, and what it brought after the order's discount."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import money
from reports.metrics.inventory import Stock, is_gift_card
from reports.metrics.matching import matches
from reports.metrics.order_rows import OrderRows
from reports.metrics.shop import Mask, Shop, column, given, objects
from reports.metrics.states import by_value
from sheets.tables import Table

_FIELDS = (
    *("order", "row", "variant", "product", "title", "sku", "quantity", "price", "match", "ambiguous", "gift_card"),
    *("bulk", "requires_shipping", "shipped", "product_title", "list_minor", "list_known", "compare_minor"),
)


@dataclass(frozen=True, eq=False)
class PerOrder:
    """What an order's lines say of it, one entry an order: sums of list values in minor units, and flags."""

    list_minor: money.Minor
    list_known: Mask
    compare_minor: money.Minor
    lines: NDArray[np.int64]
    requires_shipping: Mask
    only_gift_cards: Mask


def order_lines(shop: Shop, rows: OrderRows, stock: Stock, digits: int) -> pd.DataFrame:
    """One row per line with a quantity above nothing (an edited order keeps removed lines with 0).

    ``list_minor`` is price times quantity in the order's currency (``list_known`` where both could be read),
    ``compare_minor`` the same at the compare-at price where that is higher.
    """
    table = shop.tables.get("orders")
    assert table is not None
    frame = rows.frame
    if not given(table, "line_qty") or not (given(table, "line_sku") or given(table, "line_name")):
        return pd.DataFrame({name: pd.Series(dtype=object) for name in _FIELDS})
    quantity = frame["line_qty"].astype("Int64").fillna(0).to_numpy(dtype=np.int64)
    frame = frame[quantity > 0].reset_index(drop=True)
    quantity = quantity[quantity > 0]
    price, price_known = _money(table, frame, "line_price", digits)
    compare, compare_known = _money(table, frame, "line_compare_at", digits)
    name, sku = column(table, frame, "line_name"), column(table, frame, "line_sku")
    found, pair = matches(stock, sku, name)
    gift_variants = set(stock.variants.index[stock.variants["gift_card"].astype(bool)])
    ships = column(table, frame, "line_requires_shipping").astype("boolean").fillna(True).to_numpy(dtype=bool)
    state = column(table, frame, "line_fulfillment_status")
    in_words = by_value(name, is_gift_card) | by_value(sku, is_gift_card)
    gifts = in_words | np.array([match.variant in gift_variants for match in found], dtype=bool)[pair]

    def told(field: str) -> pd.Series:
        return pd.Series(objects([getattr(match, field) for match in found])[pair], dtype=object)

    return pd.DataFrame(
        {
            "order": frame["order"].astype(object),
            "row": frame["row"].astype(np.int64),
            "variant": told("variant"),
            "product": told("product"),
            "title": name.where(name.notna(), told("title")),
            "sku": sku.where(sku.notna(), None),
            "quantity": quantity,
            "price": pd.Series(money.majors(price, price_known, digits), dtype=object),
            "match": told("by"),
            "ambiguous": told("ambiguous").to_numpy(dtype=bool),
            "gift_card": gifts,
            "bulk": quantity >= shop.knobs.get("bulk_line_qty"),
            "requires_shipping": ships,
            "product_title": told("title"),
            "shipped": (state == "fulfilled").to_numpy(dtype=bool),
            "list_minor": price * quantity,
            "list_known": price_known,
            "compare_minor": np.where(compare_known, np.maximum(compare, price), price) * quantity,
        }
    )


def _money(table: Table, frame: pd.DataFrame, name: str, digits: int) -> tuple[money.Minor, Mask]:
    return money.column(column(table, frame, name), digits)


def per_order(lines: pd.DataFrame, code: NDArray[np.intp], orders: int) -> PerOrder:
    """Sum the lines of each order; ``code`` is each line's position among the ``orders``."""
    sums = {name: np.zeros(orders, dtype=np.int64) for name in ("list_minor", "compare_minor", "lines", "known")}
    np.add.at(sums["list_minor"], code, lines["list_minor"].to_numpy(dtype=np.int64))
    np.add.at(sums["compare_minor"], code, lines["compare_minor"].to_numpy(dtype=np.int64))
    np.add.at(sums["lines"], code, 1)
    np.add.at(sums["known"], code, lines["list_known"].to_numpy(dtype=np.int64))
    ships, gifts = np.zeros(orders, dtype=np.int64), np.zeros(orders, dtype=np.int64)
    np.add.at(ships, code, lines["requires_shipping"].to_numpy(dtype=np.int64))
    np.add.at(gifts, code, lines["gift_card"].to_numpy(dtype=np.int64))
    count = sums["lines"]
    return PerOrder(
        list_minor=sums["list_minor"],
        list_known=(count > 0) & (sums["known"] == count),
        compare_minor=sums["compare_minor"],
        lines=count,
        requires_shipping=(count == 0) | (ships > 0),
        only_gift_cards=(count > 0) & (gifts == count),
    )


def allocated(
    lines: pd.DataFrame, code: NDArray[np.intp], goods: money.Minor, goods_known: Mask, unit: int
) -> tuple[money.Minor, Mask]:
    """Each line's part of its order's goods value, by list value; the parts sum to the whole.

    ``goods`` are minor units of the business currency, one an order; where they are whole ``unit`` (a peso), so are
    the parts. An order of one line needs no price for it.
    """
    if lines.empty:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    order = np.argsort(code, kind="stable")
    sorted_code = code[order]
    starts = np.flatnonzero(np.r_[True, sorted_code[1:] != sorted_code[:-1]])
    alone = np.bincount(code)[code] == 1
    known = lines["list_known"].to_numpy(dtype=bool)
    weights = np.where(known, lines["list_minor"].to_numpy(dtype=np.int64), np.where(alone, 1, 0))
    weights = np.where(alone & (weights == 0), 1, weights).clip(0)
    totals = goods[sorted_code[starts]]
    whole = totals % unit == 0
    steps = np.where(whole, unit, 1)
    parts = money.allocate_grouped(totals // steps, weights[order], starts)
    lengths = np.diff(np.append(starts, len(order)))
    net = np.zeros(len(lines), dtype=np.int64)
    net[order] = parts * np.repeat(steps, lengths)
    return net, goods_known[code]
