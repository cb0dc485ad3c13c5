"""Each product's demand, stock, margin and sizes (domain.md M05–M17). One row a product (see ``reports.facts``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports import stats
from reports.facts import Window
from reports.metrics.demand import Demand, new_since
from reports.metrics.holdings import holdings
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop, gathered, local_days, objects, picked, units_by
from reports.metrics.size_curves import size_curves
from reports.metrics.variants import cover


def catalogue(shop: Shop, base: pd.DataFrame, sold: Sold, demand: Demand) -> pd.DataFrame:
    """Every product of ``Inventory``, then those that only ``Orders`` knows: what it is, and since when it sells."""
    told = base[["product", "title", "type", "status", "gift_card", "published_on"]]
    listed = told.groupby("product", sort=False).first() if len(told) else told.set_index("product")
    only_sold = _only_sold(sold.lines, set(listed.index))
    keys = pd.Index([*listed.index, *only_sold], name="product", dtype=object)
    first_sales = demand.units.groupby("product")["day"].min()
    published = [listed["published_on"].get(key) for key in keys]
    first = [_date(first_sales.get(key)) for key in keys]
    since = [new_since(shop, day, sale, demand.coverage) for day, sale in zip(published, first, strict=True)]
    statuses = [listed["status"].get(key) for key in keys]
    rows = gathered(base["product"], base["rows"])
    return pd.DataFrame(
        {
            "title": objects([listed["title"].get(key) or only_sold.get(key) for key in keys]),
            "type": objects([listed["type"].get(key) for key in keys]),
            "status": objects([status or "active" for status in statuses]),
            "active": np.array([status in (None, "active") for status in statuses], dtype=bool),
            "gift_card": np.array([bool(listed["gift_card"].get(key, False)) for key in keys], dtype=bool),
            "in_inventory": np.array([key in listed.index for key in keys], dtype=bool),
            "rows": objects([tuple(sorted({row for own in rows.get(key, ()) for row in own})) for key in keys]),
            "published_on": objects(published),
            "first_sale_on": objects(first),
            "since": objects([day for day, _ in since]),
            "age_days": np.array([(shop.today - day).days if day else np.nan for day, _ in since], dtype=float),
            "age_basis": objects([basis for _, basis in since]),
        },
        index=keys,
    )


def products(
    shop: Shop,
    known: pd.DataFrame,
    variants: pd.DataFrame,
    sold: Sold,
    demand: Demand,
    windows: Mapping[str, Window],
) -> pd.DataFrame:
    """All figures of every product of ``known`` (see :func:`catalogue`)."""
    window = windows["velocity"]
    recent = demand.between(window.start, window.end)
    units = _by(recent, known.index)
    found = known.assign(
        demand_units=units,
        demand_without_bulk=units - _by(recent[recent["bulk"]], known.index),
        demand_60=_by(demand.last(shop.today, 60), known.index),
        demand_90=_by(demand.last(shop.today, 90), known.index),
        days=[demand.days_on_sale(window, since) for since in known["since"]],
        **_weeks(sold.lines, known.index, windows),
        discount_dependent=_dependent(shop, sold.lines, known.index),
    )
    sized = demand.last(shop.today, shop.knobs.get("size_days")).groupby("variant")["units"].sum()
    held = holdings(shop, found.index, variants, sized)
    found = pd.concat([found, held, size_curves(shop, found, variants, sized)], axis=1)
    return found.assign(**_movement(shop, found)).drop(columns=["since"])


def _only_sold(lines: pd.DataFrame, listed: set[str]) -> dict[str, str]:
    """Products that lines name and Inventory does not, by key, with the title as it was first written."""
    if lines.empty:
        return {}
    new = lines[lines["product"].notna() & ~lines["product"].isin(listed) & ~lines["gift_card"].astype(bool)]
    first = new.drop_duplicates("product")
    return {str(product): str(title) for product, title in zip(first["product"], first["product_title"], strict=True)}


def _by(units: pd.DataFrame, index: pd.Index) -> Any:
    return units_by(units["product"], units["units"], index)


def _date(day: Any) -> date | None:
    return None if day is None or pd.isna(day) else pd.Timestamp(day).date()


def _weeks(lines: pd.DataFrame, index: pd.Index, windows: Mapping[str, Window]) -> dict[str, Any]:
    """Units and sales of the last complete week and of the one before."""
    found: dict[str, Any] = {}
    wanted = ["product", "quantity", "demand", "net", "dated_at"]
    sales = lines["counted"].to_numpy(dtype=bool) & ~lines["gift_card"].to_numpy(dtype=bool)
    counted = picked(lines[wanted], sales)
    days = local_days(counted["dated_at"]) if len(counted) else np.zeros(0, dtype="datetime64[D]")
    for key, name in (("weekly", "week"), ("weekly_before", "week_before")):
        window = windows[key]
        inside = picked(counted, (days >= np.datetime64(window.start)) & (days < np.datetime64(window.end)))
        asked = picked(inside, inside["demand"].to_numpy(dtype=bool))
        found[f"units_{name}"] = units_by(asked["product"], asked["quantity"], index)
        known = picked(inside, (inside["product"].notna() & inside["net"].notna()).to_numpy())
        told = known.groupby("product")["net"].sum().to_dict() if len(known) else {}
        found[f"sales_{name}"] = objects([told.get(key, Decimal(0)) for key in index])
    found["delta"] = found["sales_week"] - found["sales_week_before"]
    return found


def _dependent(shop: Shop, lines: pd.DataFrame, index: pd.Index) -> Any:
    """Whether most units sell at a discount; NA below the least units that could tell (M17)."""
    days = shop.knobs.get("dep_days")
    told = picked(
        lines[["product", "quantity", "demand", "net", "list_value", "markdown", "dated_at"]],
        lines["demand"].to_numpy(dtype=bool),
    )
    on = local_days(told["dated_at"]) if len(told) else np.zeros(0, dtype="datetime64[D]")
    first = np.datetime64(shop.today - timedelta(days=days))
    told = picked(told, (on >= first) & (on < np.datetime64(shop.today)))
    told = picked(told, (told["net"].notna() & told["list_value"].notna()).to_numpy())
    net, full = told["net"].to_numpy(dtype=float), told["list_value"].to_numpy(dtype=float)
    if shop.knobs.get("markdown_is_discount"):
        full = full / told["markdown"].to_numpy(dtype=float).clip(1e-9)
    cheap = net <= full * (1 - shop.knobs.get("dep_pct")) + 1e-6
    sums = (units_by(told["product"], units, index) for units in (told["quantity"], told["quantity"] * cheap))
    found: list[bool | None] = []
    for units, discounted in zip(*(sum_.tolist() for sum_ in sums), strict=True):
        enough = units >= shop.knobs.get("min.M17")
        found.append(stats.wilson(discounted, units, shop.knobs.get("interval_level"))[0] > 0.5 if enough else None)
    return pd.array(found, dtype="boolean")


def _movement(shop: Shop, found: pd.DataFrame) -> dict[str, Any]:
    """Velocity, cover and sell-through of whole products."""
    level = shop.knobs.get("interval_level")
    available = found["available"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    units, days = found["demand_units"].to_numpy(dtype=float), found["days"].to_numpy(dtype=float)
    covers = [
        cover(stock, int(count), int(span), level)
        for stock, count, span in zip(available.tolist(), units, days, strict=True)
    ]
    both = units + np.clip(available, 0, None)
    return {
        "velocity": np.divide(units, days, out=np.full(len(found), np.nan), where=days > 0),
        "cover_days": np.array([middle for middle, _, _ in covers], dtype=float),
        "cover_low": np.array([low for _, low, _ in covers], dtype=float),
        "cover_high": np.array([high for _, _, high in covers], dtype=float),
        "sell_through": np.divide(units, both, out=np.full(len(found), np.nan), where=(both > 0) & (days > 0)),
    }
