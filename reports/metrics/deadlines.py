"""An order's deadlines: when work on it starts, when it must be shipped, when the buyer was promised it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.clock import Days
from reports.metrics.shop import Mask, Shop, local_days
from sheets.contract import normal

ZONES = ("bogota", "main", "remote")


@dataclass(frozen=True, eq=False)
class Deadlines:
    """One entry an order. ``promise_given`` tells a date from the sheet from an estimate."""

    start: Days
    ship_by: Days
    promise: Days
    promise_given: Mask
    transit_days: NDArray[np.int64]


def deadlines(
    shop: Shop,
    started: pd.Series,
    has_time: Mask,
    promised: pd.Series,
    created: Days,
    cities: pd.Series,
    provinces: pd.Series,
) -> Deadlines:
    """All deadlines of whole columns; missing where the order has no date."""
    clock = shop.clock
    days = local_days(started)
    hours = np.where(has_time, started.dt.hour.fillna(0).to_numpy(dtype=np.int64), 24)
    start = clock.order_starts(days, hours)
    ship_by = clock.days_later(start, clock.handling_business_days)
    transit = transit_days(shop, cities, provinces)
    given = local_days(promised)
    # A promise before the order itself was made is a slip of the pen, and no promise.
    promise_given = ~np.isnat(given) & ~(given < created)
    promise = np.where(promise_given, given, clock.days_later(ship_by, transit))
    return Deadlines(start, ship_by, promise, promise_given, transit)


def transit_days(shop: Shop, cities: pd.Series, provinces: pd.Series) -> NDArray[np.int64]:
    """Business days in transit by the zone of each address; an unknown city counts as ``main``."""
    zone_of = {
        normal(place): zone for zone in reversed(ZONES) for place in shop.knobs.get("zone_places", zone=zone) if place
    }
    days = {zone: shop.knobs.get("transit_days", zone=zone) for zone in (*ZONES, "other")}
    if cities.isna().all() and provinces.isna().all():
        return np.full(len(cities), days["main"], dtype=np.int64)
    addresses = pd.DataFrame({"city": cities, "province": provinces})
    codes = addresses.groupby(["city", "province"], dropna=False, sort=False).ngroup().to_numpy()
    first = addresses.iloc[np.unique(codes, return_index=True)[1]] if len(codes) else addresses
    found = [days[_zone(city, province, zone_of)] for city, province in first.itertuples(index=False)]
    return np.array(found, dtype=np.int64)[codes] if len(codes) else np.zeros(0, dtype=np.int64)


def _zone(city: object, province: object, zone_of: dict[str, str]) -> str:
    places = [normal(place) for place in (city, province) if isinstance(place, str)]
    known = [zone_of[place] for place in places if place in zone_of]
    if known:
        return "remote" if "remote" in known else known[0]
    return "other" if places and places[0] else "main"
