"""Each product's page (domain.md M19, M21): its views, carts and orders of 28 days, against those of all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import page_doubts, stats
from reports.facts import SourceState, TrafficSeen, Window
from reports.metrics.inventory import Stock
from reports.metrics.orders import Sold
from reports.metrics.shop import Shop, gathered, local_days, objects
from reports.metrics.stretches import chosen
from reports.metrics.traffic import day_number
from reports.metrics.visits import WHOLE, Visits, market, products_of
from reports.metrics.windows import LEAST_COVERED
from sheets.contract import normal

COUNTS = ("product_views", "add_to_carts", "cart_views")
RATES = ("cart_rate", "cart_high", "cart_others", "order_rate", "order_high", "order_others")


@dataclass(frozen=True, eq=False)
class Pages:
    """``products`` has the index of the products it was asked for (see ``Facts.products``, "From Traffic")."""

    products: pd.DataFrame
    seen: TrafficSeen


@dataclass(frozen=True, eq=False)
class _Told:
    """One row a product with ``COUNTS`` and ``rows``; the days that are covered, and the sheet rows left out."""

    counts: pd.DataFrame
    days: NDArray[np.int64]
    overlapping: tuple[int, ...]


def pages(
    shop: Shop, came: Visits, stock: Stock, bought: Sold, products: pd.DataFrame, sources: Mapping[str, SourceState]
) -> Pages:
    """How each product's page does against all others; unknown (not 0) for what ``Traffic`` does not name."""
    rows = came.pages[came.pages["product_views"].notna()]
    if rows.empty:
        return Pages(_unknown(products.index), TrafficSeen(overlapping=came.repeated))
    rows = rows.join(products_of(shop, stock, products, rows["name"]))
    unmatched = gathered(rows.loc[rows["product"].isna(), "name"], rows.loc[rows["product"].isna(), "row"])
    names = tuple((str(name), tuple(sorted(int(row) for row in own))) for name, own in sorted(unmatched.items()))
    place, rows, others = _one_series(shop, rows[rows["product"].notna()])
    window = _window(shop, rows)
    if window is None:
        return Pages(_unknown(products.index), TrafficSeen(overlapping=came.repeated, unmatched=names))
    told = _counts(rows, window)
    left = tuple(sorted({*came.repeated, *told.overlapping, *others}))
    window = Window(window.key, window.start, window.end, len(told.days))
    found = _unknown(products.index).assign(**_counted(told, products.index))
    found["order_count"] = _orders(place, bought, products.index, told.days, sources.get("orders"), found["views"])
    fit = (~products["gift_card"].astype(bool)).to_numpy()
    level = float(shop.knobs.get("interval_level"))
    groups = _groups(shop, products)
    least = int(shop.knobs.get("min.M19"))
    found = found.assign(
        **_rates("cart", found["carts"], found["cart_views"], fit, groups, least, level),
        **_rates("order", found["order_count"], found["views"], fit, groups, least, level),
    )
    usual = found["views"][products["active"].astype(bool).to_numpy() & fit & found["views"].notna().to_numpy()]
    found["views_median"] = float(usual.astype(float).median()) if len(usual) else np.nan
    more = (found["carts"] > found["cart_views"]).fillna(False) | (found["order_count"] > found["views"]).fillna(False)
    seen = TrafficSeen(
        window=window if len(told.days) else None,
        asked=window,
        overlapping=left,
        unmatched=names,
        disagree=tuple(str(key) for key in found.index[more.astype(bool)]),
    )
    return Pages(found.assign(**_levels(shop, found)), seen)


def _unknown(index: pd.Index) -> pd.DataFrame:
    whole = pd.array([pd.NA] * len(index), dtype="Int64")
    flag = pd.array([pd.NA] * len(index), dtype="boolean")
    return pd.DataFrame(
        {
            **dict.fromkeys(("views", "carts", "cart_views", "order_count"), whole),
            **dict.fromkeys((*RATES, "views_median"), float("nan")),
            "high_traffic": flag,
            "low_traffic": flag,
            "traffic_rows": objects([()] * len(index)),
        },
        index=index,
    )


def _one_series(shop: Shop, rows: pd.DataFrame) -> tuple[str, pd.DataFrame, tuple[int, ...]]:
    """The place (own shop before any marketplace) and rows of the series with most views; the sheet rows of others.

    Views of people, visits and events, and views by source beside all views, are never added.
    """
    if rows.empty:
        return "", rows, ()
    recent = rows[rows["last"] >= day_number(shop.today) - 2 * int(shop.knobs.get("velocity_days"))]
    sums = (recent if len(recent) else rows).groupby(["place", "measure", "by"], as_index=False)["product_views"].sum()
    ranked = sums.assign(elsewhere=sums["place"] != "", parted=sums["by"] != WHOLE).sort_values(
        ["elsewhere", "product_views", "parted", "place", "measure", "by"],
        ascending=[True, False, True, True, True, True],
    )
    place, measure, by = (str(ranked[name].iloc[0]) for name in ("place", "measure", "by"))
    here = rows["place"] == place
    own = here & (rows["measure"] == measure) & (rows["by"] == by)
    # Another place's pages are other pages; what counts the same pages otherwise would count them twice.
    return place, rows[own], tuple(sorted({int(row) for row in rows.loc[here & ~own, "row"]}))


def _window(shop: Shop, rows: pd.DataFrame) -> Window | None:
    """The days that pages are judged on: they end with the last complete day that ``Traffic`` tells of.

    ``None`` where that day is so long ago that the window would hold nothing of the present one.
    """
    days = int(shop.knobs.get("velocity_days"))
    complete = [int(day) for day in rows["last"] if day < day_number(shop.today)]
    if not complete:
        return None
    end = shop.today - timedelta(days=day_number(shop.today) - max(complete) - 1)
    if (shop.today - end).days >= days:
        return None
    return Window("traffic", end - timedelta(days=days), end, 0)


def _counts(rows: pd.DataFrame, window: Window) -> _Told:
    """The counts of the window by product: of the names that tell most of it, so that none counts twice."""
    start, end = day_number(window.start), day_number(window.end)
    rows = rows.assign(
        part=rows["name"].where(~rows["whole"], rows["product"] + "|" + rows["name"]),
        cart_views=rows["product_views"].where(rows["add_to_carts"].notna()),
    )
    # A stretch of one name may stand in several rows (by source, say): they are taken or left together.
    by = ["product", "part", "first", "last"]
    code = rows.groupby(by, sort=False).ngroup().to_numpy()
    blocks = rows.drop_duplicates(by)
    first, last = (blocks[name].to_numpy(dtype=np.int64) for name in ("first", "last"))
    thing = blocks.groupby(["product", "part"], sort=False).ngroup()
    taken = chosen(thing, first, last, start, end)
    left = rows["row"].to_numpy()[taken.overlapping[code]]
    covers = np.where(taken.share > 0, np.minimum(last + 1, end) - np.maximum(first, start), 0)
    days = blocks.assign(days=covers).groupby(["product", "whole", "part"])["days"].sum()
    used = rows.assign(share=taken.share[code])[taken.share[code] > 0]
    used = used.assign(**{name: used[name].to_numpy() * used["share"].to_numpy() for name in COUNTS})
    sums = used.groupby(["product", "whole", "part"], sort=True).agg(
        **{name: (name, "sum") for name in COUNTS}, carted=("cart_views", "count"), rows=("row", tuple)
    )
    merged, dropped = _by_product(sums.join(days).reset_index())
    told = {(max(since, start), min(until + 1, end)) for since, until in zip(used["first"], used["last"], strict=True)}
    spans = [np.arange(since, until) for since, until in told]
    covered = np.unique(np.concatenate(spans)) if spans else np.zeros(0, dtype=np.int64)
    return _Told(merged, covered, tuple(sorted({*left.tolist(), *dropped})))


def _by_product(parts: pd.DataFrame) -> tuple[pd.DataFrame, tuple[int, ...]]:
    """One row a product: the name of the whole that tells most days, or its variants together if they tell more."""
    parts = parts.assign(part=parts["part"].where(parts["whole"], ""))
    sums = parts.groupby(["product", "whole", "part"], as_index=False, sort=True).agg(
        **{name: (name, "sum") for name in COUNTS},
        carted=("carted", "sum"),
        days=("days", "max"),
        rows=("rows", _rows_of),
    )
    ranked = sums.sort_values(
        ["product", "days", "whole", "product_views", "part"], ascending=[True, False, False, False, True]
    )
    again = ranked.duplicated("product").to_numpy()
    return ranked[~again].set_index("product"), _rows_of(ranked["rows"][again])


def _rows_of(rows: pd.Series) -> tuple[int, ...]:
    return tuple(sorted({int(row) for own in rows for row in own}))


def _counted(told: _Told, index: pd.Index) -> dict[str, Any]:
    own = told.counts.reindex(index)
    carted = (own["carted"] > 0).to_numpy()
    return {
        "views": _whole(own["product_views"]),
        "carts": _whole(own["add_to_carts"].where(carted)),
        "cart_views": _whole(own["cart_views"].where(carted)),
        "traffic_rows": objects([rows if isinstance(rows, tuple) else () for rows in own["rows"]]),
    }


def _whole(counts: pd.Series) -> Any:
    return pd.array(np.floor(counts.astype(float) + 0.5), dtype="Float64").astype("Int64")


def _orders(
    place: str,
    bought: Sold,
    index: pd.Index,
    days: NDArray[np.int64],
    source: SourceState | None,
    views: pd.Series,
) -> Any:
    """Counted orders of the same days and place that hold the product (not free: nobody had to decide to buy)."""
    unknown = pd.array([pd.NA] * len(index), dtype="Int64")
    if source is None or source.covers_from is None or source.covers_to is None or bought.lines.empty:
        return unknown
    inside = days[(days >= day_number(source.covers_from)) & (days <= day_number(source.covers_to))]
    if len(inside) < LEAST_COVERED * len(days) and len(days) - len(inside) > 1:
        return unknown
    lines = bought.lines[bought.lines["demand"].astype(bool) & bought.lines["product"].notna()]
    on = local_days(lines["dated_at"]).astype(np.int64) if len(lines) else np.zeros(0, dtype=np.int64)
    channels = bought.orders["channel"]
    places = {channel: market(normal(channel)) if channel else "" for channel in channels.unique()}
    of_order = pd.Series([places[channel] for channel in channels], index=channels.index, dtype=object)
    where = lines["order"].map(of_order).to_numpy()
    held = lines[np.isin(on, inside) & (where == place)].drop_duplicates(["order", "product"])
    counts = held["product"].value_counts().reindex(index).fillna(0).astype("Int64")
    return counts.where(views.notna()).array


def _groups(shop: Shop, products: pd.DataFrame) -> pd.Series:
    """What each product is compared within: all together, or its type (``conv_baseline``)."""
    if shop.knobs.get("conv_baseline") != "type":
        return pd.Series("", index=products.index)
    return products["type"].fillna("").astype(str)


def _rates(
    name: str, events: pd.Series, of: pd.Series, fit: NDArray[np.bool_], groups: pd.Series, least: int, level: float
) -> dict[str, Any]:
    """The rate, its upper bound, and the rate of all others; unknown where more happened than could."""
    n, whole = (series.astype("Float64").to_numpy(dtype=float, na_value=np.nan) for series in (events, of))
    told = (whole > 0) & (n <= whole)
    rate = np.divide(n, whole, out=np.full(len(n), np.nan), where=told)
    high = [
        stats.wilson(int(k), int(views), level)[1] if ok else np.nan
        for k, views, ok in zip(n, whole, told, strict=True)
    ]
    kept = told & fit
    sums = pd.DataFrame({"n": np.where(kept, n, 0.0), "of": np.where(kept, whole, 0.0)}, index=groups.index)
    alike, all_ = sums.groupby(groups).transform("sum") - sums, sums.sum() - sums
    # Where its type alone has too few views to compare with, all other products do.
    both = alike.where(alike["of"] >= least, all_)
    enough = (both["of"] >= least).to_numpy() & told
    others = np.divide(both["n"].to_numpy(), both["of"].to_numpy(), out=np.full(len(n), np.nan), where=enough)
    return {f"{name}_rate": rate, f"{name}_high": np.array(high, dtype=float), f"{name}_others": others}


def _levels(shop: Shop, found: pd.DataFrame) -> dict[str, Any]:
    rows = [
        SimpleNamespace(views=views, views_median=usual)
        for views, usual in zip(found["views"], found["views_median"], strict=True)
    ]
    return {
        "high_traffic": pd.array([page_doubts.busy(row, shop.knobs) for row in rows], dtype="boolean"),
        "low_traffic": pd.array([page_doubts.quiet(row, shop.knobs) for row in rows], dtype="boolean"),
    }
