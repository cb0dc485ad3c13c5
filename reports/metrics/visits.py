"""``Traffic`` as rows that may be added up: what counts the same thing in the same way stands in one series.

Three things are never added: rows of the whole shop and rows of a product; what counts visits, people and events; and
two ways of parting the same visits (all of them, by source, by campaign, by the page where they began).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.metrics.inventory import Stock, slug
from reports.metrics.matching import Match, matches
from reports.metrics.order_rows import MARKETPLACES
from reports.metrics.shop import Shop, column, local_days
from sheets.contract import normal
from sheets.tables import Table

STEPS = (*("sessions", "product_views", "add_to_carts", "checkouts", "shipping_shown", "payment_started", "purchases"),)
PLACES = ("source", "medium", "campaign", "landing_page")
#: How a tool calls visits without a source.
DIRECT = frozenset({"direct", "directo", "directa", "directnone", "none", "ninguno", "ninguna"})
WHOLE, SOURCE, CAMPAIGN, PAGE = "", "source", "campaign", "page"
_PAGE_OF = re.compile(r"(?:https?://[^/]+)?/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:.*/)?products/([^/?#]+)", re.IGNORECASE)

#: One row of Traffic: sheet ``row``; days ``first`` and ``last`` (day numbers, both inside); ``measure`` (``sessions``,
#: ``users``, ``events``; blank is visits); ``by`` (what parts it: ``WHOLE``, ``SOURCE``, ``CAMPAIGN``, ``PAGE``);
#: ``key`` (the part, in comparison form), ``source`` (as written), ``name`` (its product as written, ``None`` = the
#: shop), ``place`` (the marketplace whose page it is, ``""`` = the own shop); ``STEPS`` as floats, NaN unknown.
COLUMNS = (*("row", "first", "last", "measure", "by", "key", "source", "name", "place"), *STEPS)


@dataclass(frozen=True, eq=False)
class Visits:
    """``shop`` and ``pages`` have :data:`COLUMNS`; ``repeated`` are sheet rows for the same days as others."""

    shop: pd.DataFrame
    pages: pd.DataFrame
    repeated: tuple[int, ...] = ()


def visits(shop: Shop) -> Visits:
    """Every dated row of ``Traffic``; nothing where there is no such tab."""
    table = shop.tables.get("traffic")
    if table is None or table.frame.empty or not table.has("date_from"):
        nothing = pd.DataFrame(columns=list(COLUMNS), dtype=object)
        return Visits(nothing, nothing)
    rows = _rows(table)
    # A day that was exported again later is told more fully by the larger of its rows, wherever that stands.
    told = rows.sort_values([*STEPS, "row"], ascending=False, na_position="last", kind="stable")
    again = told.duplicated(["name", "measure", "place", "key", "by", "first", "last"], keep="first")
    repeated = tuple(sorted(int(row) for row in told.loc[again, "row"]))
    rows = told[~again].sort_values("row", kind="stable")
    own = rows[rows["name"].isna()]
    return Visits(_with_the_rest(own), rows[rows["name"].notna()], repeated)


def _rows(table: Table) -> pd.DataFrame:
    frame = table.frame[table.frame["date_from"].notna()].reset_index(drop=True)
    first = local_days(frame["date_from"]).astype(np.int64)
    until = local_days(frame["date_to"]) if "date_to" in frame else np.full(len(frame), np.datetime64("NaT"))
    last = np.where(np.isnat(until), first, until.astype("datetime64[D]").astype(np.int64))
    found = pd.DataFrame({"row": frame["row"], "first": first, "last": np.maximum(first, last)})
    found["measure"] = _texts(table, frame, "measure").map(lambda text: text or "sessions")
    places = {name: _texts(table, frame, name) for name in PLACES}
    found["name"] = _texts(table, frame, "product_id")
    plain = {name: _each(texts, _plain) for name, texts in places.items()}
    found["place"] = np.where(found["name"].notna(), _each(plain["source"], market), "")
    # What a marketplace shows of a product is all there is of that page.
    source = plain["source"].where(found["place"] == "", "")
    found["source"] = places["source"]
    by = np.where(source != "", SOURCE, WHOLE)
    by = np.where((source == "") & ((plain["campaign"] != "") | (plain["medium"] != "")), CAMPAIGN, by)
    found["by"] = np.where(plain["landing_page"] != "", PAGE, by)
    found["key"] = source + "|" + plain["medium"] + "|" + plain["campaign"] + "|" + _each(places["landing_page"], str)
    for name in STEPS:
        counts = frame[name].astype("Float64") if name in frame else pd.array([pd.NA] * len(frame), dtype="Float64")
        told = pd.Series(counts).to_numpy(dtype=float, na_value=np.nan)
        # Nobody looks fewer than no times: such a count is not known.
        found[name] = np.where(told < 0, np.nan, told)
    return found[found[list(STEPS)].notna().any(axis=1)][list(COLUMNS)]


def _texts(table: Table, frame: pd.DataFrame, name: str) -> pd.Series:
    """A column of texts as objects, ``None`` where there is none."""
    told = column(table, frame, name)
    cleaned = {text: str(text).strip() or None for text in told.dropna().unique()}
    found = told.map(cleaned).astype(object)
    return found.where(found.notna(), None)


def _plain(text: str) -> str:
    """The comparison form; of a text of signs alone (the home page is ``/``) the text itself."""
    return normal(text) or text.strip().casefold()


def _each(texts: pd.Series, say: Callable[[str], str]) -> pd.Series:
    """What ``say`` makes of each text, once for each; ``""`` where there is none."""
    told = {text: say(text) if text else "" for text in texts.unique()}
    return pd.Series([told[text] for text in texts], index=texts.index, dtype=object)


def market(source: str) -> str:
    """The marketplace that a source or channel (in comparison form) is, ``""`` for the own shop and all else."""
    return next((prefix for name, prefix in MARKETPLACES.items() if source.startswith(name)), "")


def _with_the_rest(rows: pd.DataFrame) -> pd.DataFrame:
    """The same, with rows that only seem to be of the whole shop told as visits without a source.

    A report by source leaves the source of direct visits blank, and a report of the whole shop does so as well. A whole
    is never below the sum of its parts; where one is, and no part is called direct, it is the part that is left.
    """
    blank, parts = rows[rows["by"] == WHOLE], rows[rows["by"] == SOURCE]
    if blank.empty or parts.empty:
        return rows
    named = parts["source"].map({text: normal(text) in DIRECT for text in parts["source"].unique()})
    spans = ["measure", "first", "last"]
    sums = (
        parts.assign(direct=named.astype(bool))
        .groupby(spans)
        .agg(direct=("direct", "any"), **{name: (name, "sum") for name in STEPS})
    )
    both = blank[[*spans, "row", *STEPS]].merge(
        sums, on=spans, how="inner", suffixes=("", "_parts"), validate="many_to_one"
    )
    below = pd.concat([both[name] < both[f"{name}_parts"] for name in STEPS], axis=1).any(axis=1)
    rest = {
        measure
        for measure, own in both.assign(below=below).groupby("measure")
        if own["below"].any() and not own["direct"].any()
    }
    is_rest = rows["row"].isin(both.loc[both["measure"].isin(rest), "row"]) & (rows["by"] == WHOLE)
    return rows.assign(
        by=rows["by"].where(~is_rest, SOURCE),
        source=rows["source"].where(~is_rest, "direct"),
        key=rows["key"].where(~is_rest, "direct|||"),
    )


def products_of(shop: Shop, stock: Stock, known: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """For each of these names its ``product`` (``None`` unknown) and ``whole``: it names the product, not one variant.

    A name may be a handle, the shop's inner number, a title, a SKU, a title with its option, or the page's address.
    """
    unique = pd.Series(list(names.dropna().unique()), dtype=object)
    plain = unique.map(_of_address)
    inner = _inner_numbers(shop)
    different, place = matches(stock, plain.str.upper(), plain)
    found: list[Match] = [different[number] for number in place]
    titles: dict[str, set[str]] = {}
    for key, title in zip(known.index, known["title"], strict=True):
        for name in (str(key), str(title)):
            titles.setdefault(normal(name), set()).add(str(key))
    told: dict[str, tuple[str | None, bool]] = {}
    for name, text, match in zip(unique, plain, found, strict=True):
        own = titles.get(normal(text), set())
        if len(own) == 1:
            told[name] = next(iter(own)), True
        elif text in inner:
            told[name] = inner[text], True
        elif match.product is not None and match.product in known.index and not own:
            told[name] = match.product, False
        else:
            told[name] = None, False
    return pd.DataFrame(
        {
            "product": pd.Series([told[name][0] if name else None for name in names], index=names.index, dtype=object),
            "whole": np.array([bool(name) and told[name][1] for name in names], dtype=bool),
        },
        index=names.index,
    )


def _of_address(name: str) -> str:
    match = _PAGE_OF.fullmatch(name.strip()) or _PAGE_OF.match(name.strip())
    return match[1] if match else name


def _inner_numbers(shop: Shop) -> Mapping[str, str]:
    """The product of each inner number that ``Inventory`` gives."""
    table = shop.tables.get("inventory")
    if table is None or "product_admin_id" not in table.frame:
        return {}
    frame = table.frame
    handles, titles = column(table, frame, "product_id"), column(table, frame, "product_title")
    return {
        str(number): str(handle) if handle is not None and handle == handle else slug(str(title))
        for number, handle, title in zip(frame["product_admin_id"], handles, titles, strict=True)
        if number is not None and number == number and (handle == handle or title == title)
    }
