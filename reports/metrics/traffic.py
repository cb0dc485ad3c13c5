"""Who came, and how far they went (domain.md M18, M20): the shop's visits by window, from rows of the whole shop.

Each use takes one series alone: rows that count the same thing (visits before people before events) in one way (all of
them, else by source, campaign or first page), and that tell both numbers of a ratio.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.facts import Window
from reports.metrics.shop import Shop
from reports.metrics.stretches import chosen
from reports.metrics.visits import CAMPAIGN, PAGE, SOURCE, WHOLE, Visits
from reports.metrics.windows import fit

#: One row a use, window and source. ``use``: ``sessions``, ``conversion`` (M18: ``part`` bought of ``whole`` visits),
#: ``shipping`` (M20: ``part`` began to pay of ``whole`` that saw shipping), ``payment`` (bought of those at the
#: checkout), ``checkouts`` (reached the checkout, of visits), ``source`` (bought of the visits of that ``source``).
#: ``window``: a key of ``Facts.windows``; ``baseline`` = the weeks before the last complete one that are covered, and
#: ``weeks`` how many; ``day`` and ``days_before`` = the last covered day and 28 before it. ``days`` are the covered
#: days (of ``of_days``), ``measure`` what is counted (``sessions``, ``users``, ``events``). ``part`` and ``whole`` are
#: NaN where nothing of the window is covered, ``part`` where the use has one number alone. ``rows`` in the sheet.
FUNNEL: tuple[str, ...] = (
    *("use", "window", "source", "measure", "part", "whole", "days", "of_days", "weeks", "rows"),
)
USES: Mapping[str, tuple[str, ...]] = {
    "sessions": ("sessions",),
    "conversion": ("sessions", "purchases"),
    "shipping": ("shipping_shown", "payment_started"),
    "payment": ("checkouts", "purchases"),
    "checkouts": ("sessions", "checkouts"),
    "source": ("sessions", "purchases"),
}
MEASURES = ("sessions", "users", "events")
WAYS = (WHOLE, SOURCE, CAMPAIGN, PAGE)
#: A day is compared with so many before it.
DAYS_BEFORE = 28


def funnel(shop: Shop, came: Visits, spans: Mapping[str, Window]) -> pd.DataFrame:
    """The shop's visits by use, window and source (see :data:`FUNNEL`)."""
    week = spans["weekly"]
    before = [
        Window("week", week.start - timedelta(weeks=n), week.start - timedelta(weeks=n - 1), 0)
        for n in range(1, int(shop.knobs.get("baseline_weeks")) + 1)
    ]
    found: list[dict[str, Any]] = []
    # Nothing looks further back, and a year of days by page is long.
    since = min(day_number(span.start) for span in (*spans.values(), *before))
    near = came.shop[came.shop["last"] >= since]
    if near.empty:
        return pd.DataFrame(found, columns=list(FUNNEL))
    for use, needed in USES.items():
        rows = _series(near, needed, [week, *before], only=SOURCE if use == "source" else None)
        if rows.empty:
            continue
        windows = {key: span for key, span in spans.items() if not key.startswith("today")}
        for key, span in windows.items() if use != "source" else [("weekly", week)]:
            found += _told(use, key, needed, [_inside(rows, needed, span)])
        weeks = [_inside(rows, needed, span) for span in before]
        found += _told(use, "baseline", needed, [one for one in weeks if fit(one.window)])
        if use == "checkouts":
            found += _last_day(shop, rows, needed)
    return pd.DataFrame(found, columns=list(FUNNEL))


def _series(rows: pd.DataFrame, needed: tuple[str, ...], windows: list[Window], only: str | None) -> pd.DataFrame:
    """The one series that covers most of these windows (of ties the plainest), one row a stretch of days and source.

    ``rows`` then are tuples of sheet rows; without a source of its own where the series is not by source.
    """
    told = rows[rows[list(needed)].notna().all(axis=1)]
    best, most = told.iloc[:0], -1
    places = told.groupby(["measure", "by"], sort=False).indices if len(told) else {}
    for measure in MEASURES:
        for way in WAYS if only is None else (only,):
            if (measure, way) not in places:
                continue
            own = told.iloc[places[measure, way]]
            covered = sum(_covered(own, window) for window in windows)
            if covered > most:
                best, most = own, covered
    if best.empty:
        return best
    part = best["key"].str.partition("|")[0] if only is not None else pd.Series("", index=best.index)
    return (
        best.assign(part=part)
        .groupby(["first", "last", "part"], as_index=False, sort=True)
        .agg(
            measure=("measure", "first"),
            source=("source", "first"),
            rows=("row", tuple),
            **{name: (name, "sum") for name in needed},
        )
    )


def _covered(rows: pd.DataFrame, window: Window) -> int:
    """How many days of the window these rows tell."""
    spans = rows[["first", "last"]].drop_duplicates()
    return _shares(spans, window)[1]


def _shares(spans: pd.DataFrame, window: Window) -> tuple[NDArray[np.float64], int]:
    """The part of each of these stretches that counts in the window, and how many days they cover."""
    start, end = day_number(window.start), day_number(window.end)
    first, last = (spans[name].to_numpy(dtype=np.int64) for name in ("first", "last"))
    share = chosen(pd.Series(0, index=spans.index), first, last, start, end).share
    inside = np.minimum(last + 1, end) - np.maximum(first, start)
    return share, int(inside[share > 0].sum())


@dataclass(frozen=True, eq=False)
class _Inside:
    """What a series tells of one window: the window with its covered days, and its rows with the part that counts."""

    window: Window
    rows: pd.DataFrame


def _inside(rows: pd.DataFrame, needed: tuple[str, ...], window: Window) -> _Inside:
    start, end = day_number(window.start), day_number(window.end)
    near = rows[((rows["last"] >= start) & (rows["first"] < end)).to_numpy(dtype=bool)]
    spans = near[["first", "last"]].drop_duplicates()
    share, days = _shares(spans, window)
    of_span = dict(zip(zip(spans["first"], spans["last"], strict=True), share, strict=True))
    part = np.array([of_span[span] for span in zip(near["first"], near["last"], strict=True)], dtype=float)
    own = near.assign(**{name: near[name].to_numpy(dtype=float) * part for name in needed})[part > 0]
    return _Inside(Window(window.key, window.start, window.end, days), own)


def _told(use: str, key: str, needed: tuple[str, ...], parts: list[_Inside]) -> list[dict[str, Any]]:
    """One row for the window, or one for each source."""
    days, of_days = (
        sum(count) for count in ([one.window.covered_days for one in parts], [one.window.days for one in parts])
    )
    rows = pd.concat([one.rows for one in parts]) if parts else pd.DataFrame()
    common = {"use": use, "window": key, "days": days, "of_days": of_days, "weeks": len(parts)}
    if rows.empty:
        nothing = {"source": None, "measure": None, "part": np.nan, "whole": np.nan, "rows": ()}
        return [] if use == "source" else [{**common, **nothing}]
    if use == "source":
        return [_one(common, needed, own, str(own["source"].iloc[0])) for _, own in rows.groupby("part", sort=True)]
    return [_one(common, needed, rows, None)]


def _one(common: Mapping[str, Any], needed: tuple[str, ...], rows: pd.DataFrame, source: str | None) -> dict[str, Any]:
    return {
        **common,
        "source": source,
        "measure": rows["measure"].iloc[0],
        "part": _whole(rows[needed[1]]) if len(needed) > 1 else np.nan,
        "whole": _whole(rows[needed[0]]),
        "rows": tuple(sorted({int(row) for own in rows["rows"] for row in own})),
    }


def _whole(counts: pd.Series) -> float:
    """Rows that count by their days alone leave parts of people."""
    return float(np.floor(counts.sum() + 0.5))


def _last_day(shop: Shop, rows: pd.DataFrame, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    """The last complete day that a row tells, and the days before it; nothing where rows are longer than days."""
    single = rows[(rows["first"] == rows["last"]) & (rows["last"] < day_number(shop.today))]
    if single.empty:
        return []
    day = date.fromordinal(int(single["last"].max()) + _EPOCH)
    one = timedelta(days=1)
    spans = (Window("day", day, day + one, 0), Window("days_before", day - DAYS_BEFORE * one, day, 0))
    return [row for span in spans for row in _told("checkouts", span.key, needed, [_inside(single, needed, span)])]


_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """The day as the rows of :class:`Visits` number it."""
    return day.toordinal() - _EPOCH
