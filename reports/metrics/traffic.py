"""Who came, and how far they went (domain.md M18, M20): the shop's visits by window, from rows of the whole shop.

Each use takes one series alone: rows that count the same thing (visits before people before events) in one way (all of
them, else by source, campaign or first page), and that tell both numbers of a ratio.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

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
    for use, needed in USES.items():
        rows = _series(came.shop, needed, [week, *before], only=SOURCE if use == "source" else None)
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
    """The rows of the one series that covers most of these windows; of ties the plainest."""
    told = rows[rows[list(needed)].notna().all(axis=1)]
    if only is not None:
        told = told[told["by"] == only]
    best, most = told.iloc[:0], 0
    for measure in MEASURES:
        for way in WAYS:
            own = told[(told["measure"] == measure) & (told["by"] == way)]
            covered = sum(_inside(own, needed, window).window.covered_days for window in windows) if len(own) else 0
            if covered > most or (len(own) and not most and best.empty):
                best, most = own, covered
    return best


class _Inside:
    """What a series tells of one window: the window with its covered days, the rows and the part of each."""

    def __init__(self, window: Window, rows: pd.DataFrame) -> None:
        self.window, self.rows = window, rows


def _inside(rows: pd.DataFrame, needed: tuple[str, ...], window: Window) -> _Inside:
    start, end = day_number(window.start), day_number(window.end)
    spans = rows[["first", "last"]].drop_duplicates()
    first, last = (spans[name].to_numpy(dtype=np.int64) for name in ("first", "last"))
    share = chosen(pd.Series(0, index=spans.index), first, last, start, end).share
    spans = spans.assign(share=share)[share > 0]
    own = rows.merge(spans, on=["first", "last"], how="inner", validate="many_to_one")
    own = own.assign(**{name: own[name].astype(float) * own["share"] for name in needed})
    days = sum(
        int(min(until + 1, end) - max(since, start)) for since, until in zip(spans["first"], spans["last"], strict=True)
    )
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
        plain = rows["key"].str.partition("|")[0]
        return [_one(common, needed, own, str(own["source"].iloc[0])) for _, own in rows.groupby(plain, sort=True)]
    return [_one(common, needed, rows, None)]


def _one(common: Mapping[str, Any], needed: tuple[str, ...], rows: pd.DataFrame, source: str | None) -> dict[str, Any]:
    return {
        **common,
        "source": source,
        "measure": rows["measure"].iloc[0],
        "part": _whole(rows[needed[1]]) if len(needed) > 1 else np.nan,
        "whole": _whole(rows[needed[0]]),
        "rows": tuple(sorted({int(row) for row in rows["row"]})),
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
