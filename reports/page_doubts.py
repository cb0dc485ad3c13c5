"""What speaks against a product's page: its pictures, and rates below those of the others (domain.md §3 F1, F2).

``row`` is one row of ``Facts.products``. ``None`` means that it cannot be told; ``looser`` below 1 widens every limit
by that share, for what stands already.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from reports.knobs import Knobs

CARTS, ORDERS = "carts", "orders"
WEAK_PHOTOS = ("weak", "missing")


def known(value: Any) -> bool:
    """Whether a cell holds a value."""
    return value is not None and not bool(pd.isna(value))


def weak_photos(row: Any) -> bool | None:
    """No picture at all, or pictures that the founder marked as weak or missing."""
    if known(row.photo_count) and row.photo_count == 0:
        return True
    if known(row.photo_quality):
        return row.photo_quality in WEAK_PHOTOS
    return False if known(row.photo_count) else None


def weak(row: Any, knobs: Knobs, looser: float = 1.0) -> tuple[str, ...] | None:
    """Which of its rates are surely low: the upper bound under ``cat.fix_rate`` times the rate of the others.

    Only from ``cat.fix_views`` views on; ``None`` below those, and where no rate can be compared.
    """
    if not known(row.views) or row.views < _limit(knobs, "cat.fix_views", row) * looser:
        return None
    rates = (
        (CARTS, row.cart_rate, row.cart_high, row.cart_others),
        (ORDERS, row.order_rate, row.order_high, row.order_others),
    )
    told = [(name, high, others) for name, rate, high, others in rates if known(rate) and known(others)]
    limit = _limit(knobs, "cat.fix_rate", row) / looser
    return tuple(name for name, high, others in told if high < limit * others) if told else None


def fair(row: Any, knobs: Knobs, looser: float = 1.0) -> bool | None:
    """Whether its page does at least as well as the others: a cart or order rate that is not below theirs.

    Only rates on ``cat.push_views`` views and ``cat.push_events`` carts or orders can tell.
    """
    views, events = _limit(knobs, "cat.push_views", row) * looser, _limit(knobs, "cat.push_events", row) * looser
    rates = (
        (row.cart_views, row.carts, row.cart_rate, row.cart_others),
        (row.views, row.order_count, row.order_rate, row.order_others),
    )
    told = [
        rate >= others * looser
        for of, n, rate, others in rates
        if known(rate) and known(others) and of >= views and n >= events
    ]
    return any(told) if told else None


def busy(row: Any, knobs: Knobs, looser: float = 1.0) -> bool | None:
    """High traffic (M21): ``traffic_high`` times the usual product's views, and ``traffic_min_views``."""
    if not known(row.views) or not known(row.views_median):
        return None
    limit = max(float(knobs.get("traffic_high")) * row.views_median, knobs.get("traffic_min_views"))
    return bool(row.views >= limit * looser)


def quiet(row: Any, knobs: Knobs, looser: float = 1.0) -> bool | None:
    """Low traffic (M21): up to ``traffic_low`` times the usual product's views, where that has enough to compare."""
    if not known(row.views) or not known(row.views_median):
        return None
    enough = row.views_median >= knobs.get("traffic_min_views")
    return bool(enough and row.views <= float(knobs.get("traffic_low")) * row.views_median / looser)


def _limit(knobs: Knobs, key: str, row: Any) -> float:
    """The limit for this product: of its own, of its type, or of all."""
    return float(knobs.get(key, product=str(getattr(row, "Index", None) or row.name), type=row.type or ""))
