"""Support as facts: one row per ticket, with its theme, product and order (see ``reports.facts``)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.discreet import Discreet
from reports.metrics.orders import Sold
from reports.metrics.shop import Mask, Shop, column, given, objects
from reports.metrics.tag_map import Meaning, TagMap, tag_map, words_of
from sheets.contract import normal
from sheets.contract.patterns import REFUSED, THEMES, meant
from sheets.tables import Table

Objects = NDArray[np.object_]

COLUMNS = (
    *("row", "created_at", "has_time", "theme", "themes", "subthemes", "mapped", "tags", "words", "product"),
    *(
        "order",
        "customer",
        "vip",
        "open",
        "first_response_at",
        "resolved_at",
        "csat",
        "count",
        "channel",
        "subject",
        "campaign",
    ),
    "link",
)
#: Tags and states of what no customer asked, or what was asked in another ticket.
_LEFT = frozenset(
    {
        *("spam", "junk", "nodeseado", "correonodeseado", "merged", "closedbymerge", "mergedticket", "duplicateticket"),
        *("fusionado", "fusionada", "unificado", "unificada"),
    }
)
_REFUSED = tuple(f" {' '.join(words_of(words))} " for words in REFUSED)


@dataclass(frozen=True, slots=True)
class _About:
    """What a ticket's tags and subject mean. ``subthemes`` are written ``discount:rejected``."""

    themes: tuple[str, ...]
    subthemes: tuple[str, ...]
    mapped: bool
    words: tuple[str, ...]


def tickets(shop: Shop, bought: Sold, known: pd.DataFrame, variants: pd.DataFrame, words: Discreet) -> pd.DataFrame:
    """The tickets; ``known`` are the products, ``variants`` those of Inventory, ``words`` what must not be quoted.

    A ticket that stands in the tab twice is read where it stands last. What cannot be dated, spam and tickets that
    were merged into others are left out.
    """
    table = shop.tables.get("support")
    if table is None or table.frame.empty or not table.has("created_at"):
        return _none(shop.clock.zone).copy()
    frame = _kept(table)
    frame = frame.assign(ticket=_keys(table, frame)).drop_duplicates("ticket", keep="last")
    order = _orders(table, frame, bought)
    person, vip = _people(table, frame, order, bought)
    # Tags are few, and a text that many send alike is looked at once.
    shown = lru_cache(maxsize=None)(words.text)
    about = _about(table, frame, tag_map(shop.tables, "support_tag"))
    found = pd.DataFrame(
        {
            "row": frame["row"].to_numpy(dtype=np.int64),
            "created_at": frame["created_at"].array,
            "has_time": frame["created_at_has_time"].to_numpy(dtype=bool),
            "theme": objects([one.themes[0] if one.themes else None for one in about]),
            "themes": objects([one.themes for one in about]),
            "subthemes": objects([one.subthemes for one in about]),
            "mapped": np.array([one.mapped for one in about], dtype=bool),
            "tags": objects(
                [tuple(map(shown, tags)) if isinstance(tags, tuple) else () for tags in column(table, frame, "tags")]
            ),
            "words": objects([tuple(map(shown, one.words)) for one in about]),
            "product": _products(table, frame, order, bought, known, variants),
            "order": order,
            "customer": person,
            "vip": vip,
            "open": _open(table, frame),
            "first_response_at": _moments(shop, table, frame, "first_response_at"),
            "resolved_at": _moments(shop, table, frame, "resolved_at"),
            "csat": column(table, frame, "csat").astype("Int64").array,
            "count": column(table, frame, "count").astype("Int64").fillna(1).clip(lower=0).to_numpy(dtype=np.int64),
            "channel": _texts(table, frame, "channel"),
            "subject": objects([shown(text) if text else None for text in _texts(table, frame, "subject")]),
            "campaign": _texts(table, frame, "campaign"),
            "link": _texts(table, frame, "link"),
        },
        index=pd.Index(frame["ticket"].to_numpy(dtype=object), name="ticket"),
    )
    return _typed(found.sort_values(["created_at", "row"], kind="stable"), shop.clock.zone)


@lru_cache(maxsize=8)
def _none(zone: ZoneInfo) -> pd.DataFrame:
    return _typed(pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS}), zone)


def _typed(found: pd.DataFrame, zone: ZoneInfo) -> pd.DataFrame:
    """The frame with the dtypes that an empty one has as well."""
    kinds: dict[str, Any] = {
        **dict.fromkeys(("row", "count"), "int64"),
        **dict.fromkeys(("has_time", "vip", "mapped"), "bool"),
        **dict.fromkeys(("created_at", "first_response_at", "resolved_at"), pd.DatetimeTZDtype("us", zone)),
        "open": "boolean",
        "csat": "Int64",
    }
    return found.astype(kinds)[list(COLUMNS)]


def _kept(table: Table) -> pd.DataFrame:
    """The rows that can be dated and are a question of their own."""
    frame = table.frame
    left = {row for word, rows in table.strangers.get("status", {}).items() if normal(word) in _LEFT for row in rows}
    junk = np.array(
        [
            isinstance(tags, tuple) and any(normal(tag) in _LEFT for tag in tags)
            for tags in column(table, frame, "tags")
        ],
        dtype=bool,
    )
    keep = frame["created_at"].notna().to_numpy() & ~junk & ~frame["row"].isin(left).to_numpy()
    kept: pd.DataFrame = frame[keep].reset_index(drop=True)
    return kept


def _keys(table: Table, frame: pd.DataFrame) -> list[str]:
    """The ticket's number; in a tally without one, a hash of what the row says, told apart where two say the same."""
    told = zip(
        *(column(table, frame, name) for name in ("created_at", "channel", "tags", "subject", "product_id")),
        strict=True,
    )
    numbers = column(table, frame, "ticket_id")
    seen: Counter[str] = Counter()
    keys = []
    for number, cells in zip(numbers, told, strict=True):
        if isinstance(number, str) and number:
            keys.append(number)
            continue
        said = "|".join(map(str, cells))
        key = f"row:{hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()[:12]}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}:{seen[key]}")
    return keys


def _texts(table: Table, frame: pd.DataFrame, name: str) -> Objects:
    return objects([value if isinstance(value, str) and value else None for value in column(table, frame, name)])


def _moments(shop: Shop, table: Table, frame: pd.DataFrame, name: str) -> Any:
    values = column(table, frame, name)
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        return values.array
    return pd.Series(pd.NaT, index=frame.index, dtype=pd.DatetimeTZDtype("us", shop.clock.zone)).array


def _open(table: Table, frame: pd.DataFrame) -> Any:
    """Open or waiting, by its status; where that is blank, by whether it was resolved."""
    status, resolved = column(table, frame, "status"), column(table, frame, "resolved_at")
    found = status.map({"open": True, "pending": True, "closed": False}).astype("boolean")
    if given(table, "resolved_at"):
        found = found.where(found.notna(), resolved.isna())
    return found.array


def _orders(table: Table, frame: pd.DataFrame, bought: Sold) -> Objects:
    """The key of the order that each ticket names, where ``Orders`` has it."""
    named = column(table, frame, "order_id")
    known = set(bought.orders.index)
    # A ticket names a marketplace's order without the mark that keeps its numbers apart from the shop's own.
    marked = [str(key) for key in known if ":" in str(key)]
    often = Counter(key.rpartition(":")[2] for key in marked)
    whole = {short: key for key in marked if often[short := key.rpartition(":")[2]] == 1}
    return objects([name if name in known else whole.get(name) if isinstance(name, str) else None for name in named])


def _people(table: Table, frame: pd.DataFrame, order: Iterable[object], bought: Sold) -> tuple[Objects, Mask]:
    """Who asked: as the ticket says, else who bought the order; and whether that is a VIP."""
    orders = bought.orders[["email", "buyer", "vip"]]
    order = list(order)
    named = orders[orders.index.isin([key for key in order if key is not None])]
    by_order = {key: email or buyer for key, email, buyer in named[["email", "buyer"]].itertuples(name=None)}
    vips = orders[orders["vip"].to_numpy(dtype=bool)]
    special = {str(name).casefold() for name in (*vips["email"].dropna(), *vips["buyer"].dropna())}
    vip_orders = set(vips.index)
    told = column(table, frame, "customer")
    people = [
        (name if isinstance(name, str) and name else by_order.get(key)) for name, key in zip(told, order, strict=True)
    ]
    plain = [name.casefold() if isinstance(name, str) else None for name in people]
    vip = [key in vip_orders or name in special for name, key in zip(plain, order, strict=True)]
    return objects(plain), np.array(vip, dtype=bool)


def _products(
    table: Table,
    frame: pd.DataFrame,
    order: Iterable[object],
    bought: Sold,
    known: pd.DataFrame,
    variants: pd.DataFrame,
) -> Objects:
    """The product of the order where that holds one alone, else the one that the ticket names, else none."""
    order = list(order)
    lines = bought.lines
    held = lines[lines["order"].isin([key for key in order if key is not None]) & lines["product"].notna()]
    held = held[["order", "product"]].drop_duplicates()
    held = held[~held["order"].duplicated(keep=False)]
    alone = dict(zip(held["order"], held["product"], strict=True))
    names: dict[str, set[str]] = {}
    for key, title in zip(known.index, known["title"], strict=True):
        for name in (str(key), str(title)):
            names.setdefault(normal(name), set()).add(str(key))
    skus: dict[str, set[str]] = {}
    for sku, product in zip(variants["sku"], variants["product"], strict=True):
        if sku:
            skus.setdefault(str(sku), set()).add(str(product))
    found = []
    for key, sku, name in zip(order, column(table, frame, "sku"), column(table, frame, "product_id"), strict=True):
        meant = [alone.get(key)] if key in alone else []
        meant += _one(skus, sku) + (_one(names, normal(name)) if isinstance(name, str) else [])
        found.append(next((product for product in meant if product), None))
    return objects(found)


def _one(by_name: dict[str, set[str]], name: object) -> list[str]:
    found = by_name.get(name, set()) if isinstance(name, str) else set()
    return list(found) if len(found) == 1 else []


def _about(table: Table, frame: pd.DataFrame, patterns: TagMap) -> list[_About]:
    tags, subjects = column(table, frame, "tags"), column(table, frame, "subject")
    known: dict[tuple[tuple[str, ...], str], _About] = {}
    found = []
    for own, subject in zip(tags, subjects, strict=True):
        said = (own if isinstance(own, tuple) else (), subject if isinstance(subject, str) else "")
        if said not in known:
            known[said] = _meant(*said, patterns)
        found.append(known[said])
    return found


def _refused(subject: str) -> bool:
    """Whether a question about a code says that it was refused."""
    said = f" {' '.join(words_of(subject))} "
    return any(words in said for words in _REFUSED)


def _named(tag: str) -> tuple[Meaning, ...]:
    """A tag that is the name of a theme itself, in either language; in a question such words tell nothing."""
    theme = meant("support_tag", tag)
    return (Meaning(theme),) if theme else ()


def _meant(tags: tuple[str, ...], subject: str, patterns: TagMap) -> _About:
    """Tags are read first, the subject only where none of them is known; parts of a theme are taken from both."""
    by_tag = [patterns.means(tag) or _named(tag) for tag in tags]
    said = patterns.means(subject)
    chosen = [meaning for meanings in by_tag for meaning in meanings] or list(said)
    themes = tuple(theme for theme in THEMES if any(meaning.maps_to == theme for meaning in chosen))
    parts = [
        f"{meaning.maps_to}:{meaning.subtheme}"
        for meaning in (*chosen, *said)
        if meaning.subtheme and meaning.maps_to in themes
    ]
    # A code that has run out is refused as well.
    if "discount:expired" in parts or ("discount" in themes and _refused(subject)):
        parts.append("discount:rejected")
    # Who tags a ticket as technical says that something does not work; "link" in a question need not.
    if any(meaning.maps_to == "technical" for meanings in by_tag for meaning in meanings):
        parts.append("technical:broken")
    unknown = tuple(tag for tag, meanings in zip(tags, by_tag, strict=True) if not meanings)
    return _About(themes, tuple(dict.fromkeys(parts)), bool(chosen), unknown)
