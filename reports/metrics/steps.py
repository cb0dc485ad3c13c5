"""How far visits went, step by step: one series for all steps, so that a funnel is of the same visits throughout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from reports.facts import Window
from reports.metrics.stretches import chosen
from reports.metrics.traffic import MEASURES, WAYS, day_number
from reports.metrics.visits import STEPS, Visits

#: One row a window and step, in the order of the steps; ``count`` is NaN where some rows of the series do not tell it.
#: ``measure`` is what is counted, ``days`` are the covered days of ``of_days``, ``rows`` those of the sheet.
COLUMNS = ("window", "step", "count", "measure", "days", "of_days", "rows")
#: The windows whose steps are told.
WINDOWS = ("weekly", "30d")


def steps(came: Visits, spans: Mapping[str, Window]) -> pd.DataFrame:
    """The steps of each window that rows of the whole shop tell: two at least, or there is no funnel."""
    found: list[dict[str, Any]] = []
    since = min(day_number(spans[key].start) for key in WINDOWS)
    near = came.shop[came.shop["last"] >= since]
    if near.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    for key in WINDOWS:
        found += _best(near, spans[key])
    return pd.DataFrame(found, columns=list(COLUMNS))


def _best(rows: pd.DataFrame, window: Window) -> list[dict[str, Any]]:
    """The series that covers most days; of ties the one that tells most steps, then the plainest."""
    best: list[dict[str, Any]] = []
    most = (0, 0)
    there = set(zip(rows["measure"], rows["by"], strict=True))
    for measure in MEASURES:
        for way in WAYS:
            if (measure, way) not in there:
                continue
            told = _told(rows[(rows["measure"] == measure) & (rows["by"] == way)], window)
            known = sum(row["count"] == row["count"] for row in told)
            score = (told[0]["days"], known) if known > 1 else (0, 0)
            if score > most:
                best, most = told, score
    return best


def _told(rows: pd.DataFrame, window: Window) -> list[dict[str, Any]]:
    start, end = day_number(window.start), day_number(window.end)
    spans = rows[["first", "last"]].drop_duplicates()
    first, last = (spans[name].to_numpy(dtype=np.int64) for name in ("first", "last"))
    share = chosen(pd.Series(0, index=spans.index), first, last, start, end).share
    counts = spans.assign(part=share, days=np.minimum(last + 1, end) - np.maximum(first, start))
    inside = rows.merge(counts[share > 0], on=["first", "last"], how="inner", validate="many_to_one")
    if inside.empty:
        return []
    common = {
        "window": window.key,
        "measure": inside["measure"].iloc[0],
        "days": int(counts["days"][share > 0].sum()),
        "of_days": window.days,
        "rows": tuple(sorted(map(int, inside["row"]))),
    }
    # A step that only some rows tell is of other visits than the rest.
    return [
        {**common, "step": name, "count": _sum(inside[name].astype(float) * inside["part"])}
        for name in STEPS
        if inside[name].notna().any()
    ]


def _sum(counts: pd.Series) -> float:
    """The whole number, NaN where one of them is not known."""
    return float(np.floor(counts.sum(skipna=False) + 0.5))
