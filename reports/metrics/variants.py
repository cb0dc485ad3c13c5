"""Each variant's demand, cover and reorder (domain.md M06–M11). One row a variant (see ``reports.facts``)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import stats
from reports.facts import SourceState, Window
from reports.metrics.demand import Demand
from reports.metrics.inventory import Stock
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop, gathered, objects, picked, texts, units_by
from reports.metrics.states import COD, COUNTED

_WAITING = ("unfulfilled", "partial")
#: Tie-breaking dust of floating point must not add a unit to what is rounded up.
_DUST = 1e-9


def variants(
    shop: Shop,
    stock: Stock,
    sold: Sold,
    demand: Demand,
    since: Mapping[str, date | None],
    windows: Mapping[str, Window],
    sources: Mapping[str, SourceState],
) -> pd.DataFrame:
    """All variants of ``Inventory``; ``since`` is each product's first day on sale, where it is known."""
    base = stock.variants
    window = windows["velocity"]
    recent = demand.between(window.start, window.end)
    units = _units(recent, base.index)
    bulk = picked(recent, recent["bulk"].to_numpy(dtype=bool))
    days = np.array([demand.days_on_sale(window, since.get(product)) for product in base["product"]], dtype=np.int64)
    without = units - _units(bulk, base.index)
    biggest = bulk.sort_values("units", kind="stable").drop_duplicates("variant", keep="last").set_index("variant")
    biggest_of, labels = biggest["order"].to_dict(), sold.orders["label"].to_dict()
    found = base.assign(
        minimum=_limits(shop, base, "low_stock_units"),
        lead_days=_limits(shop, base, "lead_time_days"),
        clear_intent=base["clear_intent"].astype("boolean").fillna(False).to_numpy(dtype=bool),
        discount_ok=base["discount_ok"].astype("boolean").fillna(True).to_numpy(dtype=bool),
        demand_units=units,
        demand_without_bulk=without,
        demand_90=_units(demand.last(shop.today, 90), base.index),
        demand_sizes=_units(demand.last(shop.today, shop.knobs.get("size_days")), base.index),
        bulk_order=texts((labels.get(biggest_of.get(key)) for key in base.index), base.index),
        days=days,
    )
    found = found.assign(**_cover(shop, found), **_waiting(sold, base.index))
    of_product = units_by(recent["product"], recent["units"], pd.Index(base["product"], dtype=object))
    found["size_share"] = np.divide(units, of_product, out=np.full(len(found), np.nan), where=of_product > 0)
    found["understated"] = (found["available"].fillna(1) <= 0).to_numpy(dtype=bool) & (units > 0)
    found["low"] = (found["available"] < found["minimum"]).fillna(False).to_numpy(dtype=bool) & watched(found)
    found = found.assign(**_reorder(shop, found))
    least, solid = shop.knobs.get("min.M06"), shop.knobs.get("solid.M06")
    doubts = sum(bool(sources[key].late) for key in ("orders", "inventory") if key in sources)
    found["confidence"] = [stats.confidence(count, least, solid, steps_down=doubts) for count in units]
    return found


def watched(found: pd.DataFrame) -> NDArray[np.bool_]:
    """Variants whose stock can run out: tracked, sold here, of an active product, no gift card."""
    return np.asarray(
        found["tracked"].to_numpy(dtype=bool)
        & found["sold_here"].to_numpy(dtype=bool)
        & found["active"].to_numpy(dtype=bool)
        & ~found["gift_card"].to_numpy(dtype=bool)
    )


def cover(available: float, units: int, days: int, level: float) -> tuple[float, float, float]:
    """Days that stock lasts, with its low and high bound; 0 with nothing to sell, NaN without sales or days."""
    if available <= 0:
        return 0.0, 0.0, 0.0
    if math.isnan(available) or days <= 0 or units <= 0:
        return math.nan, math.nan, math.nan
    low, high = stats.garwood(units, level)
    return available * days / units, available * days / high, available * days / low


def _units(recent: pd.DataFrame, index: pd.Index) -> NDArray[np.int64]:
    return units_by(recent["variant"], recent["units"], index)


def _limits(shop: Shop, base: pd.DataFrame, key: str) -> NDArray[np.int64]:
    """A limit by the row's own cell, else by the definitions of its SKU, product, type or of all."""
    own = base[key]
    told: dict[tuple[str, str, str], int] = {}
    found = []
    for value, sku, product, type_ in zip(own, base["sku"], base["product"], base["type"], strict=True):
        if value is not None and not pd.isna(value):
            found.append(int(value))
            continue
        place = (sku or "", product, type_ or "")
        if place not in told:
            told[place] = int(shop.knobs.get(key, sku=place[0], product=place[1], type=place[2]) or 0)
        found.append(told[place])
    return np.array(found, dtype=np.int64)


def _cover(shop: Shop, found: pd.DataFrame) -> dict[str, NDArray[np.float64]]:
    level = shop.knobs.get("interval_level")
    available = found["available"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    rows = list(
        zip(
            available.tolist(), found["demand_units"], found["demand_without_bulk"], found["days"].tolist(), strict=True
        )
    )
    covers = [cover(stock, units, days, level) for stock, units, _, days in rows]
    plain = [cover(stock, units, days, level)[0] for stock, _, units, days in rows]
    days = found["days"].to_numpy(dtype=float)
    return {
        "velocity": np.divide(found["demand_units"], days, out=np.full(len(found), np.nan), where=days > 0),
        "cover_days": np.array([middle for middle, _, _ in covers], dtype=float),
        "cover_low": np.array([low for _, low, _ in covers], dtype=float),
        "cover_high": np.array([high for _, _, high in covers], dtype=float),
        "cover_without_bulk": np.array(plain, dtype=float),
    }


def _reorder(shop: Shop, found: pd.DataFrame) -> dict[str, pd.Series]:
    """Safety stock, reorder point, and what to order with its range; nothing for what is cleared or not on sale."""
    level, service = shop.knobs.get("interval_level"), shop.knobs.get("service_level")
    review = shop.knobs.get("review_days")
    names = ("safety_stock", "reorder_point", "reorder", "reorder_low", "reorder_high")
    rows: list[tuple[int | None, ...]] = []
    wanted = watched(found) & ~found["clear_intent"].to_numpy(dtype=bool)
    for on, available, incoming, due, units, days, lead in zip(
        wanted,
        found["available"],
        found["incoming"],
        found["incoming_on"],
        found["demand_units"],
        found["days"],
        found["lead_days"],
        strict=True,
    ):
        if not on or pd.isna(available) or days <= 0:
            rows.append((None,) * len(names))
            continue
        velocity = units / days
        safety = stats.safety_stock(velocity, lead, service)
        coming = 0 if pd.isna(incoming) or (due and due > shop.today + timedelta(days=int(lead))) else int(incoming)
        low, high = stats.garwood(units, level) if units else (0.0, 0.0)
        need = [
            max(0, math.ceil(rate * (lead + review) + safety - int(available) - coming - _DUST))
            for rate in (velocity, low / days, high / days)
        ]
        rows.append((safety, math.ceil(velocity * lead + safety - _DUST), *need))
    return {
        name: pd.Series([row[place] for row in rows], index=found.index, dtype="Int64")
        for place, name in enumerate(names)
    }


def _waiting(sold: Sold, index: pd.Index) -> dict[str, Any]:
    """Which paid or cash-on-delivery orders still wait for a variant."""
    orders = sold.orders
    waits = orders.index[orders["state"].isin([COUNTED, COD]) & orders["fulfillment_status"].isin(_WAITING)]
    lines = sold.lines
    lines = lines[lines["order"].isin(waits) & ~lines["shipped"].astype(bool) & lines["variant"].notna()]
    labels = lines["order"].map(orders["label"])
    by_variant = gathered(lines["variant"], labels)
    units = gathered(lines["variant"], lines["quantity"].tolist())
    return {
        "waiting_orders": objects([tuple(dict.fromkeys(by_variant.get(key, ()))) for key in index]),
        "waiting_units": np.array([sum(units.get(key, ())) for key in index], dtype=np.int64),
    }
