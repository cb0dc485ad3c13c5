"""What customers asked, as figures (domain.md M25, M26, M27, M33): of the window that a read tells."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports import stats
from reports.facts import Facts, Window
from reports.metrics.shop import local_days
from reports.metrics.states import COUNTED
from reports.metrics.windows import covered, fit
from reports.numbers import Count, Number, say
from reports.outcome import TOO_LITTLE, Figure, Line, Rows


def support_figures(facts: Facts, key: str) -> dict[str, Figure]:
    """Tickets, fit questions, opening hours to the first answer and delivery questions; nothing without tickets."""
    if facts.tickets.empty:
        return {}
    window, before = facts.windows[key], facts.windows.get(f"{key}_before")
    now = _asked(facts, window)
    then = _asked(facts, before) if before is not None and _covers(facts, window) and _covers(facts, before) else None
    return {
        "M25": _tickets(facts, now, then, _counted(facts, window)),
        "M26": _themed(facts, "M26", "fit", now, then),
        "M27": _answered(facts, now, then),
        "M33": _themed(facts, "M33", "delivery", now, then, _shipped(facts, window)),
    }


def _covers(facts: Facts, window: Window) -> bool:
    source = facts.sources.get("support")
    if source is None or source.covers_from is None or source.covers_to is None:
        return False
    days = covered(window.start, window.end, (source.covers_from, source.covers_to))
    return fit(Window(window.key, window.start, window.end, days))


def _asked(facts: Facts, window: Window) -> pd.DataFrame:
    asked: pd.DataFrame = facts.tickets[_inside(facts.tickets["created_at"], window.start, window.end)]
    return asked


def _inside(moments: pd.Series, start: date, end: date) -> NDArray[np.bool_]:
    days = local_days(moments)
    return np.asarray((days >= np.datetime64(start)) & (days < np.datetime64(end)))


def _counted(facts: Facts, window: Window) -> int:
    counted = (facts.orders["state"] == COUNTED).to_numpy()
    return int((counted & _inside(facts.orders["dated_at"], window.start, window.end)).sum())


def _shipped(facts: Facts, window: Window) -> int | None:
    """Orders sent in the window: by the day they were, else by their own; ``None`` where nothing tells it."""
    orders = facts.orders
    if orders.empty or not orders["fulfillment_status"].notna().any():
        return None
    sent = (orders["fulfillment_status"] == "fulfilled").to_numpy()
    on = orders["fulfilled_at"].where(orders["fulfilled_at"].notna(), orders["dated_at"])
    return int((sent & _inside(on, window.start, window.end)).sum())


def _tickets(facts: Facts, now: pd.DataFrame, then: pd.DataFrame | None, orders: int) -> Figure:
    total = int(now["count"].sum())
    return _figure(
        facts, "M25", now, total, None if then is None else int(then["count"].sum()), _per_100(total, orders)
    )


def _themed(
    facts: Facts, id: str, theme: str, now: pd.DataFrame, then: pd.DataFrame | None, shipped: int | None = None
) -> Figure:
    own = now[_has(now, theme)]
    total = int(own["count"].sum())
    past = None if then is None else int(then.loc[_has(then, theme), "count"].sum())
    note = None
    if shipped:
        note = say(
            "F-per-shipped",
            "{r} per 100 shipped orders ({n})",
            "{r} por cada 100 pedidos despachados ({n})",
            r=_rate(total, shipped),
            n=Count(shipped),
        )
    return _figure(facts, id, own, total, past, note)


def _has(tickets: pd.DataFrame, theme: str) -> NDArray[np.bool_]:
    return np.array([theme in themes for themes in tickets["themes"]], dtype=bool)


def _answered(facts: Facts, now: pd.DataFrame, then: pd.DataFrame | None) -> Figure:
    """Median opening hours to the first answer, of those answered; how many still wait is said, not dropped."""
    hours = _hours(facts, now)
    n, waits = len(hours), int((now["first_response_at"].isna() & now["open"].fillna(False).astype(bool)).sum())
    past = _hours(facts, then) if then is not None else np.zeros(0)
    least, solid = facts.knobs.get("min.M27"), facts.knobs.get("solid.M27")
    note = None
    if n and waits:
        note = say(
            "F-waiting",
            "{k:ticket still waits|tickets still wait}",
            "{k:ticket aún espera|tickets aún esperan}",
            k=Count(waits),
        )
    return Figure(
        value=round(float(np.median(hours)), 2) if n else None,
        unit="hours",
        n=n,
        confidence=_lowered(facts, stats.confidence(n, least, solid)) if n else TOO_LITTLE,
        previous=round(float(np.median(past)), 2) if len(past) else None,
        note=note,
        rows=[Rows(tab="support", rows=sorted(map(int, now.loc[now["first_response_at"].notna(), "row"])))]
        if n
        else [],
    )


def _hours(facts: Facts, tickets: pd.DataFrame) -> NDArray[np.float64]:
    done = tickets[(tickets["first_response_at"].notna() & tickets["has_time"]).to_numpy()]
    if done.empty:
        return np.zeros(0)
    starts, ends = (done[name].dt.tz_localize(None) for name in ("created_at", "first_response_at"))
    return facts.clock.open_hours(starts.to_numpy(dtype="datetime64[m]"), ends.to_numpy(dtype="datetime64[m]"))


def _figure(
    facts: Facts, id: str, tickets: pd.DataFrame, value: int, previous: int | None, note: Line | None = None
) -> Figure:
    least, solid = facts.knobs.get(f"min.{id}"), facts.knobs.get(f"solid.{id}")
    rows = sorted(map(int, tickets["row"]))
    return Figure(
        value=value,
        unit="count",
        n=value,
        confidence=_lowered(facts, stats.confidence(value, least, solid)),
        previous=previous,
        note=note,
        rows=[Rows(tab="support", rows=rows)] if rows else [],
    )


def _lowered(facts: Facts, level: str) -> str:
    source = facts.sources.get("support")
    return stats.lowered(level) if source is not None and source.late else level


def _per_100(count: int, orders: int) -> Line | None:
    if not orders:
        return None
    said = "{r} per 100 orders ({n})", "{r} por cada 100 pedidos ({n})"
    return say("F-per-100", *said, r=_rate(count, orders), n=Count(orders))


def _rate(count: int, of: int) -> Number:
    rate = 100 * count / of
    return Number(rate, 0 if rate >= 10 or rate == int(rate) else 1)
