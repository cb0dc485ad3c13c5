"""Refunds that lower the week in which they were paid back (``refund_basis`` = ``refund_date``, domain.md §2.2).

An export of orders tells how much went back, not when; the days are those of ``Returns``. What has a day lowers that
day's revenue, and its order counts in full in its own week; what has none lowers the week of its order as before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from reports.metrics.orders import Sold
from reports.metrics.shop import Shop


def _none() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in ("order", "on", "amount", "paid_back")})


@dataclass(frozen=True, eq=False)
class Refunds:
    """Refunds with a day: one row each — ``order``, ``on`` (date), ``amount`` (what it takes from revenue, Decimal in
    the business currency) and ``paid_back`` (the whole refund). ``undated`` of ``orders`` refunded orders have none.
    """

    dated: pd.DataFrame = field(default_factory=_none)
    orders: int = 0
    undated: int = 0

    def between(self, start: object, end: object, name: str = "amount") -> Decimal:
        """The sum of those of the days from ``start`` up to ``end``, exclusive."""
        inside = self.dated[(self.dated["on"] >= start) & (self.dated["on"] < end)] if len(self.dated) else self.dated
        return sum(inside[name], Decimal(0))


def by_day(shop: Shop, bought: Sold, back: pd.DataFrame) -> tuple[Sold, Refunds]:
    """The orders as they count before their dated refunds, and those refunds; unchanged unless the founder asks so.

    An order never gives back more than its own cell says (where it says anything), nor more than it was worth.
    """
    if shop.knobs.get("refund_basis") != "refund_date" or bought.orders.empty:
        return bought, Refunds()
    orders = bought.orders
    refunded = (orders["refunded"].astype(float) > 0).to_numpy() & orders["value"].notna().to_numpy()
    told = back[back["amount"].notna() & back["refunded_on"].notna() & (back["status"] != "rejected")]
    told = told[told["order"].isin(orders.index[orders["value"].notna() & (orders["state"] == "counted")])]
    told = told[told["refunded_on"] <= shop.today].sort_values(["refunded_on", "row"], kind="stable")
    put_back: dict[object, Decimal] = {}
    found = []
    for order, own in told.groupby("order", sort=False):
        row = orders.loc[order]
        rate = row["business_total"] / row["total"] if row["total"] else Decimal(1)
        most = row["refunded"] * rate if row["refunded"] is not None else row["business_total"]
        lost = row["before_refunds"] - row["value"] if row["refunded"] is not None else row["before_refunds"]
        left = most
        for on, amount in zip(own["refunded_on"], own["amount"], strict=True):
            given = min(amount, left)
            left -= given
            taken = (lost * given / most).quantize(Decimal("0.01")) if most else Decimal(0)
            if row["refunded"] is not None:
                put_back[order] = put_back.get(order, Decimal(0)) + taken
            if given:
                found.append((order, on, taken, given))
    dated = pd.DataFrame(found, columns=["order", "on", "amount", "paid_back"]) if found else _none()
    named = orders.index.isin(dated["order"]) if len(dated) else np.zeros(len(orders), dtype=bool)
    worth, valued = orders["value"].to_numpy(dtype=object, copy=True), orders["valued"].to_numpy(dtype=bool, copy=True)
    places = orders.index.get_indexer(pd.Index(list(put_back), dtype=object))
    worth[places] += np.array(list(put_back.values()), dtype=object)
    valued[places] = [bool(worth[place] > 0) for place in places]
    changed = orders.assign(value=worth, valued=valued)
    return replace(bought, orders=changed), Refunds(
        dated, int((refunded | named).sum()), int((refunded & ~named).sum())
    )
