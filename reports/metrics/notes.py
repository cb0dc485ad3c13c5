"""``Notes``: what the founder wrote down. They explain figures and change none, but for closed days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from reports.clock import closed_days
from reports.discreet import Discreet
from reports.metrics.shop import column
from sheets.contract import normal
from sheets.tables import Tables

_WRITTEN = ("applies_to", "text")


def notes(tables: Tables, words: Discreet) -> pd.DataFrame:
    """One row per dated note, oldest first: ``row, on, until, type, applies_to, text``.

    The last two are as ``words`` shows them.
    """
    table = tables.get("notes")
    if table is None:
        return pd.DataFrame({name: [] for name in ("row", "on", "until", "type", "applies_to", "text")})
    frame = table.frame[column(table, table.frame, "date").notna()]
    on = [moment.date() for moment in frame["date"]] if len(frame) else []
    ends = column(table, frame, "end_date")
    until = [day if pd.isna(end) else max(day, end.date()) for day, end in zip(on, ends, strict=True)]
    found = pd.DataFrame(
        {
            "row": frame["row"].to_numpy(),
            "on": pd.Series(on, dtype=object),
            "until": pd.Series(until, dtype=object),
            "type": _texts(column(table, frame, "type")),
            # They are quoted, and a brief is sent on: what belongs to customers stays in the tab.
            **{name: _shown(_texts(column(table, frame, name)), words) for name in _WRITTEN},
        }
    )
    return found.sort_values(["on", "row"], kind="stable").reset_index(drop=True)


def closed(found: pd.DataFrame) -> frozenset[date]:
    """Days that notes take out of business days.

    A pause of shipping that applies to one carrier or product only does not close the shop.
    """
    closes = [
        type_ == "closed_day" or (type_ == "shipping_paused" and not normal(str(applies_to or "")))
        for type_, applies_to in zip(found["type"], found["applies_to"], strict=True)
    ]
    days = found[np.array(closes, dtype=bool)]
    return closed_days(zip(days["on"], days["until"], strict=True))


def _shown(texts: pd.Series, words: Discreet) -> pd.Series:
    return pd.Series([words.text(text) if isinstance(text, str) else None for text in texts], dtype=object)


def _texts(values: pd.Series) -> pd.Series:
    return values.astype(object).where(values.notna(), None).reset_index(drop=True)
