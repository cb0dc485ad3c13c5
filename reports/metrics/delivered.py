"""Cash on delivery that counts once it is delivered (``count_cod_when`` = ``delivered``), by the days of Shipments."""

from __future__ import annotations

import pandas as pd

from reports.metrics.shop import Mask, Shop, column, given

#: Kinds of shipment that bring an order to its buyer.
OUTBOUND = ("order", "marketplace")


def tells_deliveries(shop: Shop) -> bool:
    """Whether Shipments says when anything was delivered."""
    table = shop.tables.get("shipments")
    return table is not None and given(table, "delivered_at")


def delivered_at(shop: Shop, orders: pd.Index, waiting: Mask) -> pd.Series:
    """When each of these orders that wait for cash on delivery was delivered; NaT where it was not, or nobody knows.

    All are NaT unless the founder counts such orders when they are delivered.
    """
    nothing = pd.Series(pd.NaT, index=orders, dtype=pd.DatetimeTZDtype("us", shop.clock.zone))
    table = shop.tables.get("shipments")
    if shop.knobs.get("count_cod_when") != "delivered" or table is None or not tells_deliveries(shop):
        return nothing
    kind = column(table, table.frame, "kind")
    sent = table.frame[(kind.isna() | kind.isin(OUTBOUND)) & table.frame["delivered_at"].notna()]
    sent = sent[sent["order_id"].notna() & (sent["delivered_at"] <= shop.as_of)]
    last = sent.groupby("order_id")["delivered_at"].max()
    return last.reindex(orders).astype(nothing.dtype).where(waiting)
