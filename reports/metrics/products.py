"""Each product's demand, stock, margin and sizes (domain.md M05–M17). One row a product (see ``reports.facts``)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports import stats
from reports.facts import Window
from reports.metrics.demand import Demand, new_since
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop, gathered, local_days, objects
from reports.metrics.variants import cover


def catalogue(shop: Shop, base: pd.DataFrame, sold: Sold, demand: Demand) -> pd.DataFrame:
    """Every product of ``Inventory``, then those that only ``Orders`` knows: what it is, and since when it sells."""
    listed = base.groupby("product", sort=False).first() if len(base) else base.set_index("product")
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
    by_product = dict(tuple(variants.groupby("product", sort=False))) if len(variants) else {}
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
    stock = pd.DataFrame(
        [_stock(shop, by_product.get(key), sized) for key in found.index], index=found.index
    ).infer_objects()
    found = pd.concat([found, stock], axis=1) if len(found) else found.assign(**_no_stock())
    found = found.astype({"available": "Int64", "photo_count": "Int64", "incoming": "Int64", "size_guide": "boolean"})
    return found.assign(**_movement(shop, found)).drop(columns=["since"])


def _only_sold(lines: pd.DataFrame, listed: set[str]) -> dict[str, str]:
    """Products that lines name and Inventory does not, by key, with the title as it was first written."""
    if lines.empty:
        return {}
    new = lines[lines["product"].notna() & ~lines["product"].isin(listed) & ~lines["gift_card"].astype(bool)]
    first = new.drop_duplicates("product")
    return {str(product): str(title) for product, title in zip(first["product"], first["product_title"], strict=True)}


def _by(units: pd.DataFrame, index: pd.Index) -> Any:
    return units.groupby("product")["units"].sum().reindex(index).fillna(0).to_numpy(dtype=np.int64)


def _date(day: Any) -> date | None:
    return None if day is None or pd.isna(day) else pd.Timestamp(day).date()


def _weeks(lines: pd.DataFrame, index: pd.Index, windows: Mapping[str, Window]) -> dict[str, Any]:
    """Units and sales of the last complete week and of the one before."""
    found: dict[str, Any] = {}
    counted = lines[lines["counted"].astype(bool) & ~lines["gift_card"].astype(bool)] if len(lines) else lines
    days = local_days(counted["dated_at"]) if len(counted) else np.zeros(0, dtype="datetime64[D]")
    for key, name in (("weekly", "week"), ("weekly_before", "week_before")):
        window = windows[key]
        inside = counted[(days >= np.datetime64(window.start)) & (days < np.datetime64(window.end))]
        asked = inside[inside["demand"].astype(bool)] if len(inside) else inside
        found[f"units_{name}"] = (
            asked.groupby("product")["quantity"].sum().reindex(index).fillna(0).to_numpy(dtype=np.int64)
        )
        told: dict[str, Decimal] = {}
        for product, net in zip(inside["product"], inside["net"], strict=True):
            if product is not None and net is not None:
                told[product] = told.get(product, Decimal(0)) + net
        found[f"sales_{name}"] = objects([told.get(key, Decimal(0)) for key in index])
    found["delta"] = found["sales_week"] - found["sales_week_before"]
    return found


def _dependent(shop: Shop, lines: pd.DataFrame, index: pd.Index) -> Any:
    """Whether most units sell at a discount; NA below the least units that could tell (M17)."""
    days = shop.knobs.get("dep_days")
    told = lines[lines["demand"].astype(bool)] if len(lines) else lines
    on = local_days(told["dated_at"]) if len(told) else np.zeros(0, dtype="datetime64[D]")
    first = np.datetime64(shop.today - timedelta(days=days))
    told = told[(on >= first) & (on < np.datetime64(shop.today))]
    known = [net is not None and value is not None for net, value in zip(told["net"], told["list_value"], strict=True)]
    told = told[np.array(known, dtype=bool)]
    least = Decimal(str(1 - shop.knobs.get("dep_pct")))
    cheap = np.array(
        [net <= value * least for net, value in zip(told["net"], told["list_value"], strict=True)], dtype=bool
    )
    sums = told.assign(cheap=told["quantity"] * cheap).groupby("product")[["quantity", "cheap"]].sum()
    found: list[bool | None] = []
    for key in index:
        units, discounted = (int(value) for value in sums.loc[key]) if key in sums.index else (0, 0)
        enough = units >= shop.knobs.get("min.M17")
        found.append(stats.wilson(discounted, units, shop.knobs.get("interval_level"))[0] > 0.5 if enough else None)
    return pd.array(found, dtype="boolean")


def _no_stock() -> dict[str, Any]:
    return {name: [] for name in _stock_row()}


def _stock_row() -> dict[str, Any]:
    """What a product without Inventory rows has: everything unknown."""
    return {
        "sizes": (),
        "available": pd.NA,
        "tracked": False,
        "size_availability": np.nan,
        "broken_run": False,
        "core_out": (),
        "list_margin": np.nan,
        "price": None,
        "unit_cost": None,
        "clear_margin": np.nan,
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


def _stock(shop: Shop, own: pd.DataFrame | None, sized: pd.Series) -> dict[str, Any]:
    """A product's stock, sizes, margin and flags from its variants."""
    if own is None:
        return _stock_row()
    counted = own[own["tracked"].astype(bool) & own["sold_here"].astype(bool)]
    costs = [cost for cost in own["unit_cost"] if cost is not None]
    values = [
        cost * max(int(on_hand), 0)
        for cost, on_hand in zip(own["unit_cost"], own["on_hand"], strict=True)
        if cost is not None and not pd.isna(on_hand)
    ]
    held = own["on_hand"].clip(lower=0).fillna(0)
    sizes = tuple(dict.fromkeys(size for size in own["size"] if size is not None))
    pairs = [(p, c) for p, c in zip(own["price"], own["unit_cost"], strict=True) if p is not None and c is not None]
    prices = [price for price in own["price"] if price is not None]
    return {
        **_stock_row(),
        "sizes": sizes,
        "available": counted["available"].sum(min_count=1) if len(counted) else pd.NA,
        "tracked": bool(own["tracked"].any()),
        **_sizes(shop, counted, sized),
        "list_margin": _margin(shop, pairs, 0.0),
        "clear_margin": _margin(shop, pairs, shop.knobs.get("cat.clear_discount")),
        "price": max(set(prices), key=lambda price: (prices.count(price), price)) if prices else None,
        "unit_cost": max(set(costs), key=lambda cost: (costs.count(cost), cost)) if costs else None,
        "inventory_value": sum(values, Decimal(0)) if values else None,
        "value_unknown_units": int(held[[cost is None for cost in own["unit_cost"]]].sum()),
        "clear_intent": bool(own["clear_intent"].any()),
        "discount_ok": bool(own["discount_ok"].all()),
        "featured_now": bool(own["featured_now"].astype("boolean").fillna(False).any()),
        "photo_count": _first(own["photo_count"], pd.NA),
        "photo_quality": _first(own["photo_quality"], None),
        "size_guide": _first(own["size_guide"], pd.NA),
        "copy_quality": _first(own["copy_quality"], None),
        "lead_days": int(own["lead_days"].max()),
        "incoming": own["incoming"].sum(min_count=1),
    }


def _first(values: pd.Series, missing: Any) -> Any:
    told = values[values.notna()]
    return told.iloc[0] if len(told) else missing


def _margin(shop: Shop, pairs: Iterable[tuple[Decimal, Decimal]], discount: float) -> float:
    """Gross margin on the price without tax, at this discount; NaN where no price or cost is known."""
    tax = 1 + shop.knobs.get("tax_rate") if shop.knobs.get("prices_include_tax") else 1.0
    told = list(pairs)
    net = sum(float(price) * (1 - discount) / tax for price, _ in told)
    fee = shop.knobs.get("payment_fee_pct") * sum(float(price) * (1 - discount) for price, _ in told)
    cost = sum(float(cost) for _, cost in told)
    return (net - cost - fee) / net if net > 0 else math.nan


def _sizes(shop: Shop, own: pd.DataFrame, sized: pd.Series) -> dict[str, Any]:
    """Share of demand whose size is in stock, and the core sizes that are out (M13)."""
    by_size = own[own["size"].notna() & own["available"].notna()]
    nothing: dict[str, Any] = {"size_availability": np.nan, "broken_run": False, "core_out": ()}
    if len(by_size) < 2:
        return nothing
    asked = by_size.index.to_series().map(sized).fillna(0).groupby(by_size["size"], sort=False).sum()
    stock = by_size["available"].clip(lower=0).groupby(by_size["size"], sort=False).sum()
    if bool((stock > 0).all()):
        return {**nothing, "size_availability": 1.0}
    total = float(asked.sum())
    if total < shop.knobs.get("min.M13"):
        return nothing
    core: list[str] = []
    for size in asked.sort_values(ascending=False, kind="stable").index:
        if asked[core].sum() >= shop.knobs.get("core_share") * total:
            break
        core.append(str(size))
    out = tuple(size for size in core if stock[size] <= 0)
    return {
        "size_availability": float(asked[stock > 0].sum()) / total,
        "broken_run": bool(out) and bool(stock.sum() > 0),
        "core_out": out,
    }


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
