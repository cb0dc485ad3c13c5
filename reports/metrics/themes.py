"""What customers ask more of (domain.md M25, M26 and §2.1): themes of the week, and doubts of each product."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from reports.facts import SourceState, Window
from reports.metrics.shop import Shop

COLUMNS = ("week", "before", "weeks", "load_p", "rate_p", "load", "rate", "rows")
DOUBTS = ("fit_questions", "doubt", "doubts", "doubts_per_100")


def themes(
    shop: Shop, tickets: pd.DataFrame, orders: pd.DataFrame, spans: Mapping[str, Window], source: SourceState | None
) -> pd.DataFrame:
    """The themes of the last complete week against the weeks before."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})


def doubts(shop: Shop, tickets: pd.DataFrame, products: pd.DataFrame) -> pd.DataFrame:
    """The doubts about each product (index of ``products``)."""
    return pd.DataFrame(
        {
            "fit_questions": pd.array([pd.NA] * len(products), dtype="Int64"),
            "doubt": pd.Series([None] * len(products), dtype=object).to_numpy(),
            "doubts": pd.array([pd.NA] * len(products), dtype="Int64"),
            "doubts_per_100": float("nan"),
        },
        index=products.index,
    )
