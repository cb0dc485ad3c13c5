"""``Inventory`` as variants: rows filled down, options told apart, locations summed.

One row of the result is one variant. Shopify leaves product cells blank on a product's second and later rows, and adds
rows that hold only a picture; founders' own lists may do either.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reports.metrics.shop import Shop, column, gathered, given, objects, picked
from sheets.contract import normal
from sheets.tables import Table

SIZE_NAMES = frozenset({"size", "sizes", "talla", "tallas", "talle", "tamano", "tamanos", "numero", "medida"})
COLOR_NAMES = frozenset({"color", "colors", "colour", "colours", "colores"})
_FILLED = ("product_title", "product_type", "status", "option1_name", "option2_name", "option3_name", "published_at")
_OF_VARIANT = ("sku", "size", "color", "available", "on_hand", "price", "unit_cost", "option1_value")
_GIFT = re.compile(
    r"\b(e?-?gift ?cards?|e-?gifts?|tarjetas? (de )?regalo|bonos? (de )?regalo|bonos?)\b", flags=re.IGNORECASE
)
_COLUMNS = (
    *("product", "title", "options", "size", "color", "sku", "label", "type", "status", "rows"),
    *("available", "on_hand", "committed", "incoming", "incoming_on", "tracked", "sold_here", "active", "gift_card"),
    *("price", "unit_cost", "twice", "published_on", "photo_count", "photo_quality", "size_guide", "copy_quality"),
    *("discount_ok", "clear_intent", "featured_now", "lead_time_days", "low_stock_units", "bundle_of"),
)
_QUANTITIES = ("available", "on_hand", "committed", "unavailable", "incoming")


@dataclass(frozen=True, eq=False)
class Stock:
    """``variants``: one row a variant (index = key); ``by_sku``: for each SKU the keys of the variants that carry it.

    Columns: ``product, title, options`` (tuple in their order), ``size, color, sku, label, type, status, rows,
    available, on_hand, committed, incoming`` (Int64), ``incoming_on, tracked, sold_here, active, gift_card, price,
    unit_cost, twice`` and what products read from rows (``published_on`` …).
    """

    variants: pd.DataFrame
    by_sku: dict[str, tuple[str, ...]]


def is_gift_card(*texts: str | None) -> bool:
    """Whether a type, a name or a SKU speaks of a gift card."""
    return any(_GIFT.search(text) for text in texts if text)


def slug(text: str) -> str:
    """A product's key from its title, where the sheet has none."""
    return re.sub(r"[^\w]+", "-", text.strip().casefold()).strip("-")


def stock(shop: Shop) -> Stock:
    """Every variant of ``Inventory``; none where the tab is missing."""
    table = shop.tables.get("inventory")
    if table is None or table.frame.empty:
        return Stock(_empty(), {})
    rows = _rows(table, shop)
    return _variants(rows)


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=object) for name in _COLUMNS}, index=pd.Index([], name="variant"))


def _rows(table: Table, shop: Shop) -> pd.DataFrame:
    """One row a variant and location, filled down and with its options."""
    frame = table.frame.reset_index(drop=True)
    frame = frame.assign(product=_products(table, frame))
    frame = frame[frame["product"].notna()].copy()
    filled = [name for name in (*_FILLED, "gift_card", "photo_count") if name in frame]
    if filled and frame["product"].duplicated().any():
        frame[filled] = frame.groupby("product", sort=False)[filled].transform("first")
    told = [name for name in _OF_VARIANT if name in frame]
    away = frame["row"].isin(_not_stocked(table))
    frame = frame[frame[told].notna().any(axis=1) | away].copy()
    title = column(table, frame, "product_title")
    frame["title"] = title.where(title.notna(), frame["product"])
    frame["type"] = column(table, frame, "product_type")
    named = [name for name in ("size", "color") if given(table, name)]
    options = [_options(record, named) for record in frame.to_dict("records")]
    frame["options"] = objects([option.values for option in options])
    frame["size"] = objects([option.size for option in options])
    frame["color"] = objects([option.color for option in options])
    frame["sku"] = column(table, frame, "sku")
    for name in _QUANTITIES:
        frame[name] = frame[name].astype("Int64") if name in frame else pd.array([pd.NA] * len(frame), dtype="Int64")
    frame = _derived_quantities(frame)
    locations = column(table, frame, "location")
    frame["location"] = locations
    sells = {place: shop.knobs.get("location.sells", location=str(place)) for place in locations.dropna().unique()}
    absent = frame["row"].isin(_not_stocked(table))
    frame["sells"] = [sells.get(place, True) and not gone for place, gone in zip(locations, absent, strict=True)]
    frame["tracked"] = _tracked(table, frame)
    return frame


def _not_stocked(table: Table) -> set[int]:
    """Rows that say ``not stocked``: the variant is real, but is not sold at that place."""
    return {row for name in ("available", "on_hand") for row in table.not_stocked.get(name, ())}


@dataclass(frozen=True, slots=True)
class _Options:
    values: tuple[str, ...]
    size: str | None
    color: str | None


def _products(table: Table, frame: pd.DataFrame) -> pd.Series:
    """Each row's product key: its handle, else the slug of its title (filled down where titles stand once)."""
    handle, title = column(table, frame, "product_id"), column(table, frame, "product_title")
    if handle.isna().all():
        own = frame[[name for name in _OF_VARIANT if name in frame]].notna().any(axis=1)
        title = title.where(title.notna() | ~own, title.ffill())
    slugs = title.map({text: slug(str(text)) or None for text in title.dropna().unique()})
    found = handle.where(handle.notna(), slugs.astype(object))
    # A list of SKUs alone is a list of products, each with one size.
    skus = column(table, frame, "sku")
    return found.where(found.notna(), skus) if found.isna().all() else found


def _options(record: dict[Hashable, Any], named: list[str]) -> _Options:
    """A row's options; ``named`` are the columns of its own that the sheet has for size and color."""
    values: list[str] = []
    size, color = (_text(record.get(name)) if name in named else None for name in ("size", "color"))
    for number in "123":
        name, value = (
            normal(_text(record.get(f"option{number}_name")) or ""),
            _text(record.get(f"option{number}_value")),
        )
        if not value or normal(value) == "defaulttitle":
            continue
        values.append(value)
        if name in SIZE_NAMES:
            size = size or value
        elif name in COLOR_NAMES:
            color = color or value
    if not values:
        values = [value for value in (size, color) if value and normal(value) != "defaulttitle"]
    return _Options(tuple(values), None if size and normal(size) == "defaulttitle" else size, color)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _derived_quantities(frame: pd.DataFrame) -> pd.DataFrame:
    """On hand = available + committed + unavailable; the missing one of the two is derived, incoming is apart."""
    held = frame["committed"].fillna(0) + frame["unavailable"].fillna(0)
    return frame.assign(
        available=frame["available"].fillna(frame["on_hand"] - held),
        on_hand=frame["on_hand"].fillna(frame["available"] + held),
    )


def _tracked(table: Table, frame: pd.DataFrame) -> pd.Series:
    """Where the sheet tells who tracks stock, a blank means nobody does; else a row with a quantity is tracked."""
    if given(table, "tracked"):
        return frame["tracked"].fillna(False).astype(bool)
    return frame["available"].notna()


def _variants(rows: pd.DataFrame) -> Stock:
    """Rows of one variant (same product, options and SKU) become one: locations summed, a row twice counted once."""
    rows = rows.assign(_options=objects([tuple(normal(value) for value in values) for values in rows["options"]]))
    identity = rows.groupby(["product", "_options", "sku"], dropna=False, sort=False).ngroup()
    rows = rows.assign(identity=identity)
    sku_of = rows["sku"][~rows["identity"].duplicated()]
    shared = sku_of.dropna().duplicated(keep=False)
    shared_skus = set(sku_of.dropna()[shared])
    again = rows.duplicated(["identity", "location"], keep="last")
    twice: set[int] = set()
    if again.any():
        differs = again & ~rows.duplicated(["identity", "location", "available", "on_hand"], keep="last")
        twice = set(rows.loc[differs, "identity"])
    kept = picked(rows, ~again.to_numpy())
    selling = kept[["identity", *_QUANTITIES]][kept["sells"]]
    sums = selling.groupby("identity")[list(_QUANTITIES)].sum(min_count=1).reindex(kept["identity"].unique())
    first = kept.groupby("identity", sort=False).first()
    first = first.assign(
        **{name: sums[name] for name in _QUANTITIES}, twice=[identity in twice for identity in first.index]
    )
    rows_of = gathered(rows["identity"], rows["row"].tolist())
    first["rows"] = objects([rows_of[identity] for identity in first.index])
    first["sold_here"] = first.index.isin(selling["identity"])
    options = kept[["identity", "options"]].drop_duplicates("identity").set_index("identity")["options"]
    first["options"] = options.reindex(first.index)
    first = _texts(first)
    keys = [
        sku if sku is not None and sku not in shared_skus else _key(product, size, color, options)
        for sku, product, size, color, options in zip(
            first["sku"], first["product"], first["size"], first["color"], first["options"], strict=True
        )
    ]
    variants = first.set_index(pd.Index(_unique(keys, list(first["sku"])), name="variant", dtype=object))
    variants = variants[list(_COLUMNS)]
    by_sku: dict[str, list[str]] = {}
    for key, sku in zip(variants.index, variants["sku"], strict=True):
        if sku is not None:
            by_sku.setdefault(sku, []).append(key)
    return Stock(variants, {sku: tuple(keys) for sku, keys in by_sku.items()})


def _key(product: str, size: str | None, color: str | None, options: tuple[str, ...]) -> str:
    plain = {value for value in (size, color) if value}
    if plain == set(options):
        return f"{product}|{size or ''}|{color or ''}"
    return "|".join((product, *options))


def _unique(keys: list[str], skus: list[str | None]) -> list[str]:
    """Keys that would stand twice (same options under two SKUs that others share too) carry their SKU as well."""
    twice = {key for key, count in pd.Series(keys, dtype=object).value_counts().items() if count > 1}
    return [f"{key}|{sku or ''}" if key in twice else key for key, sku in zip(keys, skus, strict=True)]


def _texts(first: pd.DataFrame) -> pd.DataFrame:
    """Missing texts as ``None``, and the columns that products and variants read."""
    found = first.copy()
    absent = [name for name in (*_COLUMNS, "published_at", "incoming_eta") if name not in found]
    nothing = pd.DataFrame(np.full((len(found), len(absent)), None, dtype=object), found.index, absent)
    found = pd.concat([found, nothing], axis=1)
    for name in ("sku", "type", "size", "color", "status", "title"):
        found[name] = found[name].astype(object).where(found[name].notna(), None)
    found["label"] = [
        " ".join((title, *options)) for title, options in zip(found["title"], found["options"], strict=True)
    ]
    flags = found["gift_card"].astype("boolean").fillna(False)
    found["gift_card"] = [
        bool(flag) or is_gift_card(type_, title, sku)
        for flag, type_, title, sku in zip(flags, found["type"], found["title"], found["sku"], strict=True)
    ]
    found["active"] = [status in (None, "active") for status in found["status"]]
    found["published_on"] = objects(_day(found["published_at"]))
    found["incoming_on"] = objects(_day(found["incoming_eta"]))
    found["unit_cost"] = [cost if cost else None for cost in found["unit_cost"].where(found["unit_cost"].notna(), None)]
    found["price"] = found["price"].astype(object).where(found["price"].notna(), None)
    return found


def _day(moments: pd.Series) -> list[object]:
    return [None if pd.isna(moment) else moment.date() for moment in moments]
