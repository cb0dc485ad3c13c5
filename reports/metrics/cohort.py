"""What came back of orders that are old enough to have come back (domain.md M22, M23).

An order of last week has had no time to be returned: it says nothing yet, and a rate with it would be too good.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from reports import stats
from reports.facts import SourceState
from reports.metrics.orders import Sold
from reports.metrics.returns import BACK
from reports.metrics.shop import Shop, local_days, objects

#: Days that a reason of a product looks back (domain.md R01).
REASON_DAYS = 60


def matured(
    shop: Shop, back: pd.DataFrame, bought: Sold, products: pd.DataFrame, source: SourceState | None
) -> pd.DataFrame:
    """What of each product's orders that are old enough came back (index of ``products``); NA without Returns."""
    if source is None or _blank(shop):
        return _unknown(products.index)
    counted = _counts(shop, back, bought, "product", products.index, source)
    level = shop.knobs.get("interval_level")
    low = [
        stats.wilson(part, whole, level)[0] if whole else np.nan
        for part, whole in zip(counted["mature_back"], counted["mature_units"], strict=True)
    ]
    limits = [
        float(shop.knobs.get("return_limit", product=str(key), type=type_ if isinstance(type_, str) else ""))
        for key, type_ in zip(products.index, products["type"], strict=True)
    ]
    return counted.assign(
        back_low=np.array(low, dtype=float),
        return_limit=np.array(limits, dtype=float),
        **_reasons(back, products.index, read_on(shop, source)),
    )


def matured_variants(shop: Shop, back: pd.DataFrame, bought: Sold, index: pd.Index, source: SourceState | None) -> Any:
    """``mature_units`` and ``mature_back`` of each variant; NA without Returns."""
    if source is None or _blank(shop):
        return _unknown(index)[["mature_units", "mature_back"]]
    return _counts(shop, back, bought, "variant", index, source)[["mature_units", "mature_back"]]


def _blank(shop: Shop) -> bool:
    """Whether there is no ``Returns`` that tells orders and types, or one of headers alone: that is no zero."""
    table = shop.tables.get("returns")
    return table is None or table.frame.empty or not (table.has("order_id") and table.has("type"))


def read_on(shop: Shop, source: SourceState) -> date:
    """The day up to which returns are known: orders age up to then, and not up to a day nobody looked at."""
    return min(shop.today, source.as_of.date()) if source.as_of else shop.today


def old_enough(shop: Shop, source: SourceState) -> tuple[date, date]:
    """The first and the last day of orders that are old enough to judge."""
    day = read_on(shop, source)
    first = day - timedelta(days=shop.knobs.get("return_to"))
    declared = source.covers_from if source.covers_declared else None
    return max(first, declared) if declared else first, day - timedelta(days=shop.knobs.get("return_from"))


def ripe(shop: Shop, back: pd.DataFrame, bought: Sold, source: SourceState | None) -> pd.Series:
    """Which returns are of orders that are old enough, and count: neither refused nor of an unknown order."""
    if source is None or back.empty:
        return pd.Series(False, index=back.index)
    first, last = old_enough(shop, source)
    days = local_days(bought.orders["dated_at"])
    inside = bought.orders.index[(days >= np.datetime64(first)) & (days <= np.datetime64(last))]
    return back["order"].isin(inside) & back["type"].isin(BACK) & (back["status"] != "rejected")


def cohort(shop: Shop, bought: Sold, source: SourceState) -> pd.DataFrame:
    """The order lines that were sent and are old enough: ``order``, ``product``, ``variant``, ``quantity``."""
    lines = bought.lines
    if lines.empty:
        return lines[["order", "product", "variant", "quantity"]]
    first, last = old_enough(shop, source)
    days = local_days(lines["dated_at"])
    lines = lines[
        (days >= np.datetime64(first))
        & (days <= np.datetime64(last))
        & lines["counted"].to_numpy(dtype=bool)
        & ~lines["gift_card"].to_numpy(dtype=bool)
    ]
    orders = bought.orders
    state = orders["fulfillment_status"]
    # Where nothing tells what was sent, what was paid is taken as sent.
    sent = (state == "fulfilled") | orders["fulfilled_at"].notna() | state.isna()
    went = lines["order"].map(sent).to_numpy(dtype=bool) | lines["shipped"].to_numpy(dtype=bool)
    found: pd.DataFrame = lines.loc[went, ["order", "product", "variant", "quantity"]]
    return found


def _counts(
    shop: Shop, back: pd.DataFrame, bought: Sold, by: str, index: pd.Index, source: SourceState
) -> pd.DataFrame:
    """Units sent, returned, exchanged and back (returned, or exchanged for fit), one row a key of ``index``."""
    lines = cohort(shop, bought, source)
    sent = lines[lines[by].notna()].groupby(["order", by], sort=False)["quantity"].sum()
    came = back[back["mature"].astype(bool) & back[by].notna()]
    kinds = {
        "mature_returned": came["type"] == "return",
        "mature_exchanged": came["type"] == "exchange",
        "mature_back": (came["type"] == "return") | came["fit"].astype(bool),
    }
    found = {"mature_units": sent.groupby(level=by).sum()}
    for name, mask in kinds.items():
        units = came[mask].groupby(["order", by], sort=False)["quantity"].sum()
        both = units.index.intersection(sent.index)
        found[name] = units.reindex(both).clip(upper=sent.reindex(both)).groupby(level=by).sum()
    return pd.DataFrame(
        {name: values.reindex(index).fillna(0).astype("Int64").to_numpy() for name, values in found.items()},
        index=index,
    ).astype("Int64")


def reasoned(back: pd.DataFrame, today: date, days: int) -> pd.DataFrame:
    """The returns with a reason of so many days up to ``today``: what came back, and what was mended or refunded."""
    told = back["reason"].notna() & (back["status"] != "rejected") & (back["type"] != "lost") & (back["quantity"] > 0)
    since = today - timedelta(days=days)
    return back[told & np.array([day is not None and since < day <= today for day in back["on"]], dtype=bool)]


def by_reason(back: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Units and sheet rows of each reason in each group of ``by``, most units first; ``of`` are the group's units."""
    told = back[back[by].notna().all(axis=1)]
    units: dict[tuple[str, ...], int] = {}
    rows: dict[tuple[str, ...], list[int]] = {}
    whole: dict[tuple[str, ...], int] = {}
    groups = zip(*(told[name] for name in by), strict=True)
    for group, reason, quantity, row in zip(groups, told["reason"], told["quantity"], told["row"], strict=True):
        key = (*group, reason)
        units[key] = units.get(key, 0) + quantity
        rows.setdefault(key, []).append(row)
        whole[group] = whole.get(group, 0) + quantity
    ordered = sorted(units, key=lambda key: (key[:-1], -units[key], key[-1]))
    return pd.DataFrame(
        {
            **{name: pd.Series([key[place] for key in ordered], dtype=object) for place, name in enumerate(by)},
            "reason": pd.Series([key[-1] for key in ordered], dtype=object),
            "units": np.array([units[key] for key in ordered], dtype=np.int64),
            "rows": objects([tuple(rows[key]) for key in ordered]),
            "of": np.array([whole[key[:-1]] for key in ordered], dtype=np.int64),
        }
    )


def _reasons(back: pd.DataFrame, index: pd.Index, today: date) -> dict[str, Any]:
    """The reason given most for each product, its units, and all units with a reason."""
    told = by_reason(reasoned(back, today, REASON_DAYS), ["product"]).drop_duplicates("product").set_index("product")
    told = told.reindex(index)
    return {
        "reason": objects([None if pd.isna(reason) else reason for reason in told["reason"]]),
        "reason_units": told["units"].fillna(0).astype("Int64").to_numpy(),
        "reasoned_units": told["of"].fillna(0).astype("Int64").to_numpy(),
    }


def _unknown(index: pd.Index) -> pd.DataFrame:
    unknown = pd.array([pd.NA] * len(index), dtype="Int64")
    counts = ("mature_units", "mature_returned", "mature_exchanged", "mature_back", "reason_units", "reasoned_units")
    return pd.DataFrame(
        {
            **dict.fromkeys(counts, unknown),
            "back_low": float("nan"),
            "return_limit": float("nan"),
            "reason": objects([None] * len(index)),
        },
        index=index,
    )
