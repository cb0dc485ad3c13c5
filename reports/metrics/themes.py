"""What customers ask more of (domain.md M25, M26 and §2.1): themes of the week, and doubts of each product.

Somebody who asks five times has one doubt: tests and limits count the people who asked where they are known (a tally
without a customer counts as many as it says), and sentences tell the tickets.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from reports import stats
from reports.facts import SourceState, Window
from reports.metrics.demand import Demand
from reports.metrics.shop import Shop, gathered, local_days, objects
from reports.metrics.states import COUNTED
from reports.metrics.windows import covered, fit
from sheets.contract.patterns import THEMES

COLUMNS = (
    *("week", "before", "weeks", "people", "people_before", "orders", "orders_before", "load_p", "rate_p", "load"),
    *("rate", "rows", "products", "cells"),
)
DOUBTS = ("fit_questions", "doubt", "doubts", "doubts_per_100", "doubt_tickets", "doubt_units", "doubt_rows")
#: Themes that speak of the product itself: the others never count against it.
PRODUCT_THEMES = ("fit", "return", "product", "stock")
#: A rise counts from this multiple of what was expected on, and below these p.
TIMES, LOAD_P, CELL_P, RATE_P = 1.5, 0.05, 0.01, 0.10
#: A comparison needs so many covered weeks before.
LEAST_WEEKS = 2
DAYS = 28


def themes(
    shop: Shop, tickets: pd.DataFrame, orders: pd.DataFrame, spans: Mapping[str, Window], source: SourceState | None
) -> pd.DataFrame:
    """The themes of the last complete week against the covered weeks before it, at most ``baseline_weeks``.

    A ticket counts in every theme that it has, so that themes may add to more than there are tickets.
    """
    if tickets.empty:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
    week = spans["weekly"]
    covers = (source.covers_from, source.covers_to) if source else (None, None)
    known = (covers[0], covers[1]) if covers[0] is not None and covers[1] is not None else None
    weeks = _weeks_before(week.start, int(shop.knobs.get("baseline_weeks")), known)
    start = week.start - timedelta(days=7 * weeks)
    days = covered(week.start, week.end, known)
    comparable = weeks >= LEAST_WEEKS and fit(Window("", week.start, week.end, days))
    asked = _by_theme(tickets)
    now, before = _between(asked, week.start, week.end), _between(asked, start, week.start)
    sold = orders[orders["state"] == COUNTED]
    exposure = tuple(
        int(_inside(sold["dated_at"], *span).sum()) for span in ((week.start, week.end), (start, week.start))
    )
    least = int(shop.knobs.get("spike_min"))
    found = []
    for theme in THEMES:
        own, past = now[now["theme"] == theme], before[before["theme"] == theme]
        k, k0 = people(own), people(past)
        load = _p(k, k0, days, 7 * weeks) if comparable else float("nan")
        rate = _p(k, k0, *exposure) if comparable else float("nan")
        found.append(
            {
                "week": int(own["count"].sum()),
                "before": int(past["count"].sum()),
                "weeks": weeks,
                "people": k,
                "people_before": k0,
                "orders": exposure[0],
                "orders_before": exposure[1],
                "load_p": load,
                "rate_p": rate,
                "load": k >= least and _rose(k, k0, days, 7 * weeks) and load < LOAD_P,
                "rate": k >= least and _rose(k, k0, *exposure) and rate < RATE_P,
                "rows": tuple(sorted(map(int, own["row"]))),
                "products": tuple(own.loc[own["product"].notna(), "product"].value_counts(sort=True).index),
                "cells": _cells(own, past, days, 7 * weeks, least) if comparable else (),
            }
        )
    return pd.DataFrame(found, index=pd.Index(list(THEMES), name="theme"))[list(COLUMNS)]


def _weeks_before(start: date, most: int, covers: tuple[date, date] | None) -> int:
    """How many whole weeks before this day are covered, without a gap."""
    if covers is None:
        return 0
    return max(0, min(most, (start - covers[0]).days // 7))


def _p(k: int, k0: int, exposure: float, exposure_before: float) -> float:
    """P(X >= k) if nothing changed, of a conditional binomial; NaN without exposure."""
    both = exposure + exposure_before
    if exposure <= 0 or exposure_before <= 0:
        return float("nan")
    return stats.binomial_at_least(k, k + k0, exposure / both)


def _rose(k: int, k0: int, exposure: float, exposure_before: float) -> bool:
    """Whether there were at least so many times as many as were to be expected."""
    return exposure_before > 0 and k * exposure_before >= TIMES * k0 * exposure


def _cells(
    own: pd.DataFrame, past: pd.DataFrame, days: int, days_before: int, least: int
) -> tuple[tuple[str, int, int], ...]:
    """Single products whose questions rose: tickets of the week and before. So many are tried that it must be rare."""
    found = []
    # Most products have a question or two: only those that could reach the limit are looked at.
    counts = own.groupby("product")["count"].sum()
    for product in sorted(counts.index[counts >= least]):
        asked, earlier = own[own["product"] == product], past[past["product"] == product]
        k, k0 = people(asked), people(earlier)
        if k >= least and _rose(k, k0, days, days_before) and _p(k, k0, days, days_before) < CELL_P:
            found.append((str(product), int(asked["count"].sum()), int(earlier["count"].sum())))
    return tuple(found)


def _by_theme(tickets: pd.DataFrame) -> pd.DataFrame:
    """One row per ticket and theme."""
    told = tickets[["row", "created_at", "themes", "product", "customer", "count"]]
    exploded = told.explode("themes").rename(columns={"themes": "theme"})
    return exploded[exploded["theme"].notna()]


def _inside(moments: pd.Series, start: date, end: date) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    days = local_days(moments)
    return np.asarray((days >= np.datetime64(start)) & (days < np.datetime64(end)))


def _between(tickets: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    return tickets[_inside(tickets["created_at"], start, end)]


def people(tickets: pd.DataFrame) -> int:
    """How many people asked: each known customer once, and every question of those who are not known."""
    known = tickets["customer"].notna()
    return int(tickets.loc[known, "customer"].nunique() + tickets.loc[~known, "count"].sum())


def doubts(shop: Shop, tickets: pd.DataFrame, products: pd.DataFrame, demand: Demand) -> pd.DataFrame:
    """The doubts about each product (index of ``products``) of 28 complete days, by the people who have them."""
    index = products.index
    table = shop.tables.get("support")
    if table is None or not table.has("created_at"):
        return _no_doubts(index)
    start = shop.today - timedelta(days=DAYS)
    asked = _between(_by_theme(tickets), start, shop.today)
    asked = asked[asked["product"].notna() & asked["theme"].isin(PRODUCT_THEMES)]
    cells = _by_cell(asked)
    order = {theme: at for at, theme in enumerate(THEMES)}
    loudest: dict[str, str] = {}
    for product, own in gathered((key[0] for key in cells), cells).items():
        loudest[product] = min(own, key=lambda cell: (-cells[cell][0], order[cell[1]]))[1]
    chosen = [cells.get((key, loudest.get(key, "")), (0, 0, ())) for key in index]
    units = demand.last(shop.today, DAYS).groupby("product")["units"].sum()
    sold = [float(units.get(key, 0)) if demand.coverage else float("nan") for key in index]
    return pd.DataFrame(
        {
            "fit_questions": pd.array([cells.get((key, "fit"), (0,))[0] for key in index], dtype="Int64"),
            "doubt": objects([loudest.get(key) for key in index]),
            "doubts": pd.array([one[0] for one in chosen], dtype="Int64"),
            "doubts_per_100": [_per_100(one[0], of) for one, of in zip(chosen, sold, strict=True)],
            "doubt_tickets": pd.array([one[1] for one in chosen], dtype="Int64"),
            "doubt_units": pd.array([pd.NA if np.isnan(of) else int(of) for of in sold], dtype="Int64"),
            "doubt_rows": objects([one[2] for one in chosen]),
        },
        index=index,
    )


def _by_cell(asked: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int, tuple[int, ...]]]:
    """Of each product and theme: the people who asked, their tickets, and the rows of these."""
    by = ["product", "theme"]
    known = asked["customer"].notna()
    persons = asked[known].drop_duplicates([*by, "customer"]).groupby(by).size()
    persons = persons.add(asked[~known].groupby(by)["count"].sum(), fill_value=0)
    tickets = asked.groupby(by)["count"].sum()
    rows = gathered(zip(asked["product"], asked["theme"], strict=True), asked["row"])
    return {
        (str(cell[0]), str(cell[1])): (int(persons[cell]), int(total), tuple(sorted(map(int, rows[cell]))))
        for cell, total in tickets.items()
        if isinstance(cell, tuple)
    }


def _per_100(count: int, units: float) -> float:
    if np.isnan(units) or (not units and not count):
        return float("nan")
    return 100 * count / units if units else float("inf")


def _no_doubts(index: pd.Index) -> pd.DataFrame:
    unknown = pd.array([pd.NA] * len(index), dtype="Int64")
    return pd.DataFrame(
        {
            "fit_questions": unknown,
            "doubt": objects([None] * len(index)),
            "doubts": unknown,
            "doubts_per_100": float("nan"),
            "doubt_tickets": unknown,
            "doubt_units": unknown,
            "doubt_rows": objects([()] * len(index)),
        },
        index=index,
    )
