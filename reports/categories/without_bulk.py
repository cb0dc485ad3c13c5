"""The same product as it would look without its bulk orders."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from reports.categories.case import Case, known
from reports.metrics.variants import cover


def without_bulk(case: Case) -> Case | None:
    """The case with the units of bulk orders taken out; ``None`` where it had none in the window."""
    row, own = case.row, case.variants
    units, days = int(row.demand_without_bulk), int(row.days) if known(row.days) else 0
    if units == row.demand_units:
        return None
    level = float(case.facts.knobs.get("interval_level"))
    available = float(row.available) if known(row.available) else math.nan
    middle, low, high = cover(available, units, days, level)
    stock = units + max(available, 0.0)
    asked = own["demand_without_bulk"].to_numpy(dtype=float)
    changed = own.assign(
        demand_units=own["demand_without_bulk"],
        cover_days=own["cover_without_bulk"],
        size_share=np.divide(asked, units, out=np.full(len(own), np.nan), where=units > 0),
    )
    return replace(
        case,
        row=row._replace(
            demand_units=units,
            velocity=units / days if days else math.nan,
            cover_days=middle,
            cover_low=low,
            cover_high=high,
            sell_through=units / stock if stock > 0 and days else math.nan,
        ),
        variants=changed,
    )
