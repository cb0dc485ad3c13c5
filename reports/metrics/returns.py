"""``Returns`` as facts: one row per row of the tab (see ``reports.facts``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports.discreet import Discreet
from reports.metrics.order_rows import MARKETPLACES
from reports.metrics.orders import Sold, label
from reports.metrics.shop import Shop, column, given, objects
from reports.metrics.tag_map import TagMap
from sheets.contract import normal
from sheets.tables import Table

#: What came back for money or for another of its kind: these take a unit of the order with them.
BACK = ("return", "exchange")
#: Mapped reasons that mean fit.
FIT = "fit"
COLUMNS = (
    *("row", "key", "order", "product", "variant", "size", "quantity", "over", "type", "reason", "fit", "on"),
    *("requested_on", "received_on", "refunded_on", "amount", "status", "exchange_order", "label", "marketplace"),
    "mature",
)


def returns(shop: Shop, bought: Sold, variants: pd.DataFrame, words: Discreet, means: TagMap) -> pd.DataFrame:
    """The returns; ``variants`` are those of Inventory, ``words`` what must not be quoted.

    A return that stands there twice under its own number counts once, as it stands last. Where a row names no SKU, an
    order of one product tells it. No more units come back than were sold.
    """
    table = shop.tables.get("returns")
    if table is None or table.frame.empty or not table.has("order_id"):
        return _nothing()
    frame = _once(table)
    orders = _orders(frame["order_id"], bought.orders.index)
    skus = column(table, frame, "sku")
    variant, product = _items(orders, skus, bought.lines, variants)
    types = column(table, frame, "type")
    status = _status(table, frame)
    asked = column(table, frame, "qty").astype("Int64").fillna(1).clip(lower=0).to_numpy(dtype=np.int64)
    counts = types.isin(BACK).to_numpy() & (status != "rejected").to_numpy()
    quantity, over = _at_most_sold(orders, product, asked, counts, bought.lines)
    reason = _reasons(table, frame, words, means)
    size = variants["size"] if len(variants) else pd.Series(dtype=object)
    number = orders.where(orders.notna(), column(table, frame, "order_id")).astype(str)
    days = {name: _days(table, frame, f"{name}_at") for name in ("requested", "received", "refunded")}
    found = pd.DataFrame(
        {
            "row": frame["row"].to_numpy(dtype=np.int64),
            "key": objects(_keys(table, frame, skus, variant)),
            "order": orders,
            "product": product,
            "variant": variant,
            "size": variant.map(size).astype(object),
            "quantity": quantity,
            "over": over,
            "type": types,
            "reason": reason,
            "fit": _fit(table, frame, types, reason, variant, variants),
            "on": objects(_first_known(*days.values())),
            **{f"{name}_on": objects(own) for name, own in days.items()},
            "amount": objects(_amounts(shop, table, frame)),
            "status": status,
            "exchange_order": column(table, frame, "exchange_order_id"),
            "label": number.map(label).where(frame["order_id"].notna(), None),
            "marketplace": number.str.partition(":")[0].isin(MARKETPLACES.values()) & number.str.contains(":"),
            "mature": False,
        }
    )
    texts = ("order", "product", "variant", "size", "type", "reason", "status", "exchange_order", "label")
    return found.assign(**{name: found[name].astype(object).where(found[name].notna(), None) for name in texts})


def _nothing() -> pd.DataFrame:
    kinds = {"row": np.int64, "quantity": np.int64, "over": bool, "fit": bool, "marketplace": bool, "mature": bool}
    return pd.DataFrame({name: pd.Series(dtype=kinds.get(name, object)) for name in COLUMNS})


def _once(table: Table) -> pd.DataFrame:
    frame = table.frame
    if given(table, "return_id"):
        same = [name for name in ("return_id", "sku") if name in frame]
        frame = frame[frame["return_id"].isna() | ~frame.duplicated(same, keep="last")]
    return frame.reset_index(drop=True)


def _orders(written: pd.Series, known: pd.Index) -> pd.Series:
    """The order's key, ``None`` where Orders has none such; a marketplace's number may stand without our letters."""
    names = {key: key for key in written.dropna().unique() if key in known}
    prefixed = known[known.astype(str).str.contains(":", regex=False)].astype(str)
    tails = pd.Series(prefixed, index=[key.rpartition(":")[2] for key in prefixed], dtype=object)
    tails = tails[~tails.index.duplicated(keep=False)]
    found = {**{tail: key for tail, key in tails.items() if tail not in names}, **names}
    return pd.Series(objects([found.get(key) for key in written]), index=written.index, dtype=object)


def _items(
    orders: pd.Series, skus: pd.Series, lines: pd.DataFrame, variants: pd.DataFrame
) -> tuple[pd.Series, pd.Series]:
    """Each return's variant and product: by the order's own line, else by Inventory, else by an order of one thing."""
    own = lines[lines["order"].isin(orders.dropna().unique()) & ~lines["gift_card"].astype(bool)]
    by_line = _alone(own[own["sku"].notna()], ["order", "sku"])
    by_order = _alone(own, ["order"])
    carried = variants["sku"][variants["sku"].notna()]
    carried = carried[~carried.duplicated(keep=False)]
    by_sku = pd.DataFrame(
        {"variant": carried.index, "product": variants.loc[carried.index, "product"].to_numpy()},
        index=carried.to_numpy(),
    )
    pairs = pd.MultiIndex.from_arrays([orders.astype(object), skus.astype(object)])
    found = by_line.reindex(pairs).to_numpy(dtype=object)
    for further in (by_sku.reindex(skus), by_order.reindex(orders)):
        empty = pd.isna(found[:, 1])
        found = np.where(empty[:, None], further.to_numpy(dtype=object), found)
    variant, product = (pd.Series(found[:, place], index=orders.index, dtype=object) for place in (0, 1))
    return variant, product


def _alone(lines: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """For each group of lines the one variant and the one product that they hold; ``None`` where they hold several."""
    sold = lines[lines["product"].notna()]
    found = {}
    for name in ("variant", "product"):
        groups = sold.groupby(by, sort=False)[name]
        # A line whose variant cannot be told may be of any.
        alone = (groups.nunique(dropna=False) == 1).to_numpy()
        found[name] = groups.first().where(alone, None)
    return pd.DataFrame(found, columns=["variant", "product"])


def _at_most_sold(
    orders: pd.Series, product: pd.Series, asked: Any, counts: Any, lines: pd.DataFrame
) -> tuple[Any, Any]:
    """Units of each row, in their order no more than the order held of that product; and the rows that told more.

    What an order is not known to have held is taken as it is told.
    """
    held = lines[lines["order"].isin(orders.dropna().unique()) & lines["product"].notna()]
    sold = held.groupby(["order", "product"])["quantity"].sum()
    pairs = pd.MultiIndex.from_arrays([orders.astype(object), product.astype(object)])
    limit = sold.reindex(pairs).to_numpy(dtype=float)
    told = pd.DataFrame({"order": orders, "product": product, "units": np.where(counts, asked, 0)})
    before = told.groupby(["order", "product"], dropna=False)["units"].cumsum().to_numpy() - told["units"].to_numpy()
    left = np.where(np.isnan(limit), np.inf, np.clip(limit - np.where(counts, before, 0), 0, None))
    return np.minimum(asked, left).astype(np.int64), asked > left


def _status(table: Table, frame: pd.DataFrame) -> pd.Series:
    """How far it is: as told, else as its days tell."""
    told = column(table, frame, "status")
    refunded, received = (column(table, frame, f"{name}_at").notna() for name in ("refunded", "received"))
    by_days = np.select([refunded.to_numpy(), received.to_numpy()], ["refunded", "received"], default="requested")
    return told.where(told.notna(), pd.Series(by_days, index=frame.index, dtype=object))


def _keys(table: Table, frame: pd.DataFrame, skus: pd.Series, variant: pd.Series) -> list[str]:
    """The return's own number, else its order and what came back: it must be the same whenever it is read."""
    numbers = column(table, frame, "return_id")
    return [
        str(number) if isinstance(number, str) else "/".join(str(part) for part in (order, sku or item) if part)
        for number, order, sku, item in zip(
            *(
                values.astype(object).where(values.notna(), None)
                for values in (numbers, frame["order_id"], skus, variant)
            ),
            strict=True,
        )
    ]


def _reasons(table: Table, frame: pd.DataFrame, words: Discreet, means: TagMap) -> pd.Series:
    """Why: what Tag map makes of it, else as it is written; a customer's comment only for what it means."""
    written, said = column(table, frame, "reason"), column(table, frame, "reason_text")
    told: dict[str, str | None] = {}
    first: dict[str, str] = {}
    for text in written.dropna().unique():
        found, plain = means.means(text), " ".join(str(text).split())
        # What the founder maps to nothing is no reason; what nothing maps is one in its own words.
        own = first.setdefault(normal(plain), words.text(plain)) if normal(plain) else None
        told[text] = (found[0].maps_to or None) if found else own
    meant = {
        text: found[0].maps_to or None
        for text in said[written.isna()].dropna().unique()
        if (found := means.means(text))
    }
    return written.map(told).where(written.notna(), said.map(meant)).astype(object)


def _fit(
    table: Table, frame: pd.DataFrame, types: pd.Series, reason: pd.Series, variant: pd.Series, variants: pd.DataFrame
) -> Any:
    """Whether it is about fit: its reason is, or without one it went for another size of the same product."""
    wanted = column(table, frame, "exchange_sku")
    carried = variants["sku"][variants["sku"].notna()] if len(variants) else pd.Series(dtype=object)
    carried = carried[~carried.duplicated(keep=False)]
    by_sku = pd.Series(carried.index, index=carried.to_numpy(), dtype=object)
    instead = wanted.map(by_sku) if len(by_sku) else pd.Series(None, index=frame.index, dtype=object)
    parts = {name: (variant.map(variants[name]), instead.map(variants[name])) for name in ("product", "size", "color")}
    product, size, color = (
        parts[name][0].notna() & (parts[name][0] == parts[name][1]) for name in ("product", "size", "color")
    )
    no_color = parts["color"][0].isna() & parts["color"][1].isna()
    other_size = product & parts["size"][0].notna() & parts["size"][1].notna() & ~size & (color | no_color)
    exchanged = (types == "exchange") & reason.isna() & other_size
    return ((reason == FIT) | exchanged).to_numpy(dtype=bool)


def _days(table: Table, frame: pd.DataFrame, name: str) -> list[date | None]:
    moments = column(table, frame, name)
    return [None if pd.isna(moment) else moment.date() for moment in moments]


def _first_known(*days: Sequence[date | None]) -> list[date | None]:
    """The day on which each is told to have begun: when it was asked for, else received, else refunded."""
    return [next((day for day in own if day is not None), None) for own in zip(*days, strict=True)]


def _amounts(shop: Shop, table: Table, frame: pd.DataFrame) -> list[Decimal | None]:
    """What was given back, in the business currency; ``None`` where it is not told, or has no rate."""
    amounts = column(table, frame, "amount")
    codes = column(table, frame, "currency")
    plain = {code: str(code).strip().upper() for code in codes.dropna().unique()}
    rates = {
        code: Decimal(1) if own in ("", shop.currency) else shop.knobs.get(f"fx.{own}") for code, own in plain.items()
    }
    found: list[Decimal | None] = []
    for amount, code in zip(amounts, codes, strict=True):
        rate = rates[code] if isinstance(code, str) else Decimal(1)
        known = amount is not None and not pd.isna(amount) and rate is not None
        found.append(abs(amount) * rate if known else None)
    return found
