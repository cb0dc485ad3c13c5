"""What each product has in stock, over its variants: sizes, value, margin, and what the sheet says of its page."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from reports.metrics.shop import Shop

_FIELDS = (
    *("type", "size", "available", "on_hand", "incoming", "tracked", "sold_here", "price", "unit_cost", "lead_days"),
    *("clear_intent", "discount_ok", "featured_now", "photo_count", "photo_quality", "size_guide", "copy_quality"),
)
#: Columns of a product that this module fills, with what stands there where Inventory tells nothing.
NOTHING: Mapping[str, Any] = {
    "sizes": (),
    "available": pd.NA,
    "tracked": False,
    "size_availability": math.nan,
    "broken_run": False,
    "core_out": (),
    "list_margin": math.nan,
    "price": None,
    "unit_cost": None,
    "clear_margin": math.nan,
    "inventory_value": None,
    "value_unknown_units": 0,
    "clear_intent": False,
    "discount_ok": True,
    "featured_now": False,
    "photo_count": pd.NA,
    "photo_quality": None,
    "size_guide": pd.NA,
    "copy_quality": None,
    "lead_days": 0,
    "incoming": pd.NA,
}
_TYPES = {"available": "Int64", "photo_count": "Int64", "incoming": "Int64", "size_guide": "boolean"}


@dataclass(frozen=True, slots=True)
class _Held:
    """One variant; ``None`` is unknown everywhere. ``asked`` is its demand in ``size_days``."""

    type: str | None
    size: str | None
    available: int | None
    on_hand: int | None
    incoming: int | None
    tracked: bool
    sold_here: bool
    price: Decimal | None
    unit_cost: Decimal | None
    lead_days: int
    clear_intent: bool
    discount_ok: bool
    featured_now: bool | None
    photo_count: int | None
    photo_quality: str | None
    size_guide: bool | None
    copy_quality: str | None
    asked: int


def holdings(shop: Shop, keys: pd.Index, variants: pd.DataFrame, asked: pd.Series) -> pd.DataFrame:
    """One row for each product of ``keys``; ``asked`` is the demand by variant that sizes are judged by."""
    own: dict[str, list[_Held]] = {}
    columns = [_plain(variants[name]) for name in _FIELDS]
    units = asked.reindex(variants.index).fillna(0).astype(int)
    for product, *values in zip(variants["product"], *columns, units, strict=True):
        own.setdefault(product, []).append(_Held(*values))
    rows = [{**NOTHING, **_holding(shop, str(key), own[key])} if key in own else NOTHING for key in keys]
    numbers = {name: type(value).__name__ for name, value in NOTHING.items() if isinstance(value, bool | int | float)}
    kinds: dict[str, Any] = {**numbers, **_TYPES}
    told = {name: pd.Series([row[name] for row in rows], index=keys, dtype=object) for name in NOTHING}
    # A column at a time: a frame of objects would be taken apart and put together again for it.
    found = {name: column.astype(kinds[name]) if name in kinds else column for name, column in told.items()}
    return pd.DataFrame(found, index=keys)


def _plain(values: pd.Series) -> list[Any]:
    return [None if value is pd.NA or value != value else value for value in values.astype(object)]


def _holding(shop: Shop, key: str, own: Sequence[_Held]) -> dict[str, Any]:
    discount = shop.knobs.get(
        "cat.clear_discount", product=key, type=next((held.type for held in own if held.type), "")
    )
    counted = [held for held in own if held.tracked and held.sold_here]
    pairs = [(held.price, held.unit_cost) for held in own if held.price is not None and held.unit_cost is not None]
    values = [
        held.unit_cost * max(held.on_hand, 0) for held in own if held.unit_cost is not None and held.on_hand is not None
    ]
    return {
        "sizes": tuple(dict.fromkeys(held.size for held in own if held.size is not None)),
        "available": _sum(held.available for held in counted),
        "tracked": any(held.tracked for held in own),
        **_sizes(shop, [held for held in counted if held.size is not None and held.available is not None]),
        "list_margin": margin(shop, pairs, 0.0),
        "clear_margin": margin(shop, pairs, discount),
        "price": _usual(held.price for held in own),
        "unit_cost": _usual(held.unit_cost for held in own),
        "inventory_value": sum(values, Decimal(0)) if values else None,
        "value_unknown_units": sum(max(held.on_hand or 0, 0) for held in own if held.unit_cost is None),
        "clear_intent": any(held.clear_intent for held in own),
        "discount_ok": all(held.discount_ok for held in own),
        "featured_now": any(held.featured_now for held in own),
        "photo_count": _first((held.photo_count for held in own), pd.NA),
        "photo_quality": _first((held.photo_quality for held in own), None),
        "size_guide": _first((held.size_guide for held in own), pd.NA),
        "copy_quality": _first((held.copy_quality for held in own), None),
        "lead_days": max(held.lead_days for held in own),
        "incoming": _sum(held.incoming for held in own),
    }


def _sum(values: Iterable[int | None]) -> Any:
    told = [value for value in values if value is not None]
    return sum(told) if told else pd.NA


def _first(values: Iterable[Any], missing: Any) -> Any:
    return next((value for value in values if value is not None), missing)


def _usual(values: Iterable[Decimal | None]) -> Decimal | None:
    """The amount that most variants have; of several the highest."""
    told = Counter(value for value in values if value is not None)
    return max(told, key=lambda value: (told[value], value)) if told else None


def margin(shop: Shop, pairs: Iterable[tuple[Decimal, Decimal]], discount: float) -> float:
    """Gross margin of (price, cost) pairs without tax, at this discount; NaN where there is none."""
    tax = 1 + shop.knobs.get("tax_rate") if shop.knobs.get("prices_include_tax") else 1.0
    told = list(pairs)
    paid = sum(float(price) * (1 - discount) for price, _ in told)
    net = paid / tax
    cost = sum(float(cost) for _, cost in told)
    return (net - cost - shop.knobs.get("payment_fee_pct") * paid) / net if net > 0 else math.nan


def _sizes(shop: Shop, own: Sequence[_Held]) -> dict[str, Any]:
    """Share of demand whose size is in stock, and the core sizes that are out (domain.md M13)."""
    asked: dict[str, int] = {}
    stock: dict[str, int] = {}
    for held in own:
        assert held.size is not None
        assert held.available is not None
        asked[held.size] = asked.get(held.size, 0) + held.asked
        stock[held.size] = stock.get(held.size, 0) + max(held.available, 0)
    if len(stock) < 2:
        return {}
    if all(units > 0 for units in stock.values()):
        return {"size_availability": 1.0}
    total = sum(asked.values())
    if total < shop.knobs.get("min.M13"):
        return {}
    core: list[str] = []
    for size in sorted(asked, key=lambda size: -asked[size]):
        if sum(asked[one] for one in core) >= shop.knobs.get("core_share") * total:
            break
        core.append(size)
    out = tuple(size for size in core if stock[size] == 0)
    return {
        "size_availability": sum(units for size, units in asked.items() if stock[size] > 0) / total,
        "broken_run": bool(out) and any(stock.values()),
        "core_out": out,
    }
