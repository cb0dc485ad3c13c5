"""Who came, how far they went, and each product's page (domain.md M18-M21)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reports.facts import SourceState, Window
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop

FUNNEL: tuple[str, ...] = ()


def funnel(shop: Shop, spans: Mapping[str, Window], source: SourceState | None) -> pd.DataFrame:
    """The shop's sessions by step and by source, of the last complete week and of the weeks before."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in FUNNEL})


def pages(shop: Shop, bought: Sold, products: pd.DataFrame, spans: Mapping[str, Window]) -> pd.DataFrame:
    """How each product's page does against all others (index of ``products``)."""
    unknown = pd.array([pd.NA] * len(products), dtype="Int64")
    rates = ("cart_rate", "cart_high", "cart_others", "order_rate", "order_high", "order_others")
    return pd.DataFrame(
        {
            "views": unknown,
            "carts": unknown,
            "order_count": unknown,
            **dict.fromkeys(rates, float("nan")),
            "high_traffic": pd.array([pd.NA] * len(products), dtype="boolean"),
            "low_traffic": pd.array([pd.NA] * len(products), dtype="boolean"),
        },
        index=products.index,
    )
