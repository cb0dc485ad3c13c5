"""Returns as facts: one row per row of the tab, and what of each product came back (domain.md M22-M24)."""

from __future__ import annotations

import pandas as pd

from reports.metrics.orders import Sold
from reports.metrics.shop import Shop

COLUMNS = (
    *("row", "order", "product", "variant", "size", "quantity", "type", "reason", "requested_on", "received_on"),
    *("refunded_on", "amount", "status", "exchange_order", "label"),
)


def returns(shop: Shop, bought: Sold, variants: pd.DataFrame) -> pd.DataFrame:
    """The returns; ``variants`` are those of Inventory."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})


def matured(shop: Shop, back: pd.DataFrame, bought: Sold, products: pd.DataFrame) -> pd.DataFrame:
    """What of each product's orders that are old enough came back (index of ``products``)."""
    unknown = pd.array([pd.NA] * len(products), dtype="Int64")
    return pd.DataFrame(
        {
            "mature_units": unknown,
            "mature_back": unknown,
            "back_low": float("nan"),
            "return_limit": float("nan"),
            "reason": pd.Series([None] * len(products), dtype=object).to_numpy(),
            "reason_units": unknown,
            "reasoned_units": unknown,
        },
        index=products.index,
    )
