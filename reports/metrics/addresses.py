"""What is wrong with the address of an order that still has to be shipped: codes, never the address itself."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.metrics.order_rows import is_marketplace
from reports.metrics.shop import Mask, Shop, given, objects
from reports.metrics.states import COD, COUNTED, by_value
from sheets.contract import normal

#: Every doubt there is, in the order in which they are told.
NO_ADDRESS, NO_NAME, NO_STREET, NO_CITY, NO_PHONE = "address", "name", "street", "city", "phone"
SHORT_PHONE, NO_NUMBER, UNKNOWN_CITY = "short_phone", "number", "unknown_city"
CELLS = ("ship_name", "ship_address1", "ship_city", "ship_province", "ship_country", "ship_phone")
#: Digits of a telephone in Colombia.
PHONE_DIGITS = 10
_HOME = frozenset({"co", "col", "colombia"})
_ZONES = ("bogota", "main", "remote")


def address_doubts(shop: Shop, heads: pd.DataFrame, state: NDArray[np.object_]) -> NDArray[np.object_]:
    """A tuple of codes for each order (``heads``: one row an order, with :data:`CELLS`).

    Only orders that are to be shipped and have not been are judged, and only by columns in which the sheet tells
    anything. A blank is a doubt only in a column that at least half of all orders fill (what a shop never asks for is
    missing nowhere); orders of a marketplace that keeps the buyer's address to itself have none. What Colombian
    addresses look like is asked of Colombian ones.
    """
    found = objects([()] * len(heads))
    table = shop.tables.get("orders")
    told = [name for name in CELLS if table is not None and given(table, name)]
    open_ = np.isin(state, [COUNTED, COD]) & ~heads["fulfillment_status"].isin(["fulfilled", "restocked"]).to_numpy()
    if not told or not open_.any():
        return found
    rows = heads[open_]
    blank = {name: ~by_value(rows[name], lambda text: bool(str(text).strip())) for name in told}
    nothing = np.logical_and.reduce(list(blank.values()))
    kept_back = nothing & by_value(rows["channel"], lambda channel: is_marketplace(str(channel)))
    home = _at_home(shop, rows, told)
    usual = [name for name in told if int(heads[name].notna().sum()) * 2 >= len(heads)]
    doubts = dict(_doubts(shop, rows, told, blank, home, usual))
    # Where the whole address is missing, one word says it.
    wholly = nothing & (len(usual) > 1)
    codes = [
        () if away else (NO_ADDRESS,) if bare else tuple(code for code, mask in doubts.items() if mask[place])
        for place, (away, bare) in enumerate(zip(kept_back, wholly, strict=True))
    ]
    found[np.flatnonzero(open_)] = objects(codes)
    return found


def _at_home(shop: Shop, rows: pd.DataFrame, told: list[str]) -> Mask:
    """Orders that go to an address in Colombia; where no country is told, those of a shop that keeps its holidays."""
    usual = shop.knobs.get("holiday_calendar") == "CO" or shop.currency == "COP"
    if "ship_country" not in told:
        return np.full(len(rows), usual)
    named = by_value(rows["ship_country"], lambda text: normal(str(text)) in _HOME)
    return named | (rows["ship_country"].isna().to_numpy() & usual)


def _doubts(
    shop: Shop, rows: pd.DataFrame, told: list[str], blank: dict[str, Mask], home: Mask, usual: list[str]
) -> list[tuple[str, Mask]]:
    none = np.zeros(len(rows), dtype=bool)
    found = [
        (code, blank[name] if name in usual else none)
        for code, name in ((NO_NAME, "ship_name"), (NO_STREET, "ship_address1"), (NO_CITY, "ship_city"))
    ]
    if "ship_address1" in told:
        bare = ~by_value(rows["ship_address1"], lambda text: bool(re.search(r"\d", str(text))))
        found.append((NO_NUMBER, home & bare & ~blank["ship_address1"]))
    if "ship_city" in told and "ship_province" in usual:
        places = {normal(place) for zone in _ZONES for place in shop.knobs.get("zone_places", zone=zone)}
        strange = ~by_value(rows["ship_city"], lambda text: normal(str(text)) in places)
        found.append((UNKNOWN_CITY, home & strange & blank["ship_province"] & ~blank["ship_city"]))
    if "ship_phone" in told:
        missing = blank["ship_phone"]
        if "ship_phone" in usual:
            found.append((NO_PHONE, missing))
        short = ~by_value(rows["ship_phone"], lambda text: len(re.sub(r"\D", "", str(text))) >= PHONE_DIGITS)
        found.append((SHORT_PHONE, home & short & ~missing))
    return found
