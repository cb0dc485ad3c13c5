"""Which buyers are VIP and which orders are of high value, as far as ``Orders`` can tell."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from statistics import median

import numpy as np
import pandas as pd

from reports.metrics.shop import Mask, Shop
from reports.metrics.states import COUNTED, has_tag
from sheets.contract import normal

#: Days and orders that a median of order values needs before it can call an order large (domain.md M37).
MEDIAN_DAYS, MEDIAN_ORDERS, TIMES_MEDIAN = 90, 30, Decimal("2.5")


def vip(shop: Shop, orders: pd.DataFrame) -> Mask:
    """Orders with a VIP tag, and those of buyers with enough counted orders or spending."""
    tagged = has_tag(orders["tags"], [normal(tag) for tag in shop.knobs.get("vip_tags")])
    counted = orders.loc[(orders["state"] == COUNTED) & orders["buyer"].notna(), ["buyer", "value"]]
    if counted.empty:
        return tagged
    buyers = counted["buyer"].str.casefold()
    spent = counted["value"].map(lambda value: float(value) if value is not None else 0.0).groupby(buyers).sum()
    often = buyers.value_counts()
    most = shop.knobs.get("vip_spend")
    loyal = set(often.index[often >= shop.knobs.get("vip_orders")])
    loyal |= set(spent.index[spent >= float(most)]) if most is not None else set()
    return np.asarray(tagged | orders["buyer"].str.casefold().isin(loyal).to_numpy(dtype=bool))


def high_value(shop: Shop, orders: pd.DataFrame) -> Mask:
    """Orders from ``high_value_order`` on; where that is blank, from 2.5 times the median of the last 90 days."""
    limit = high_value_limit(shop, orders)
    if limit is None:
        return np.zeros(len(orders), dtype=bool)
    known = orders["business_total"].notna().to_numpy()
    found = np.zeros(len(orders), dtype=bool)
    found[known] = orders["business_total"].to_numpy()[known] >= limit
    return found


def high_value_limit(shop: Shop, orders: pd.DataFrame) -> Decimal | None:
    """The total from which an order is of high value; ``None`` where the shop set none and has too few orders."""
    said = shop.knobs.get("high_value_order")
    if said is not None:
        return Decimal(said)
    if len(orders) < MEDIAN_ORDERS:
        return None
    recent = orders[orders["valued"] & (orders["dated_at"] > shop.as_of - timedelta(days=MEDIAN_DAYS))]
    recent = recent[recent["dated_at"] <= shop.as_of]
    return median(recent["value"]) * TIMES_MEDIAN if len(recent) >= MEDIAN_ORDERS else None
