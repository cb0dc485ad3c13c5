"""What came back of each month's orders, as the Outcome has it: only months whose orders had the time to come back."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from reports import stats
from reports.facts import Facts, days_of
from reports.metrics.returns import BACK
from reports.outcome import Cohort
from reports.return_figures import reads_returns, sees_refunds

MONTHS = 12


def cohorts(facts: Facts) -> list[Cohort]:
    """The months of a year that have orders, oldest first; none where neither returns nor refunds can be seen.

    ``returned`` counts orders of which anything was returned or exchanged; without ``Returns`` those with any refund.
    """
    orders = facts.orders
    by_returns = reads_returns(facts)
    if orders.empty or not (by_returns or sees_refunds(facts)):
        return []
    counted = orders[(orders["state"] == "counted") & orders["dated_at"].notna()]
    months = days_of(counted["dated_at"]).map(lambda day: day.replace(day=1))
    if by_returns:
        back = facts.returns[facts.returns["type"].isin(BACK) & (facts.returns["status"] != "rejected")]
        came = counted.index.isin(list(back["order"].dropna()))
        known = np.ones(len(counted), dtype=bool)
    else:
        known = counted["refunded"].notna().to_numpy(dtype=bool)
        came = np.array([amount > 0 for amount in counted["refunded"].where(known, 0)], dtype=bool)
    table = pd.DataFrame({"month": months, "came": came, "known": known}, index=counted.index)
    last = facts.as_of.date().replace(day=1)
    first = _back(last, MONTHS - 1)
    table = table[(table["month"] >= first) & (table["month"] <= last)]
    since, until = _seen(facts, by_returns)
    basis = "returns" if by_returns else "refunds"
    return [
        _cohort(facts, month, table[table["month"] == month], since, until, basis)
        for month in sorted(set(table["month"]))
    ]


def _cohort(facts: Facts, month: date, own: pd.DataFrame, since: date | None, until: date, basis: str) -> Cohort:
    ends = _back(month, -1)
    visible = bool(own["known"].all()) and month <= until and (since is None or since <= month)
    settled = until - timedelta(days=int(facts.knobs.get("return_from")))
    state = facts.sources.get("returns" if basis == "returns" else "orders")
    knobs = facts.knobs
    doubts = int(bool(state and state.late)) + int(basis == "refunds")
    return Cohort(
        month=month.isoformat()[:7],
        orders=len(own),
        returned=int(own["came"].sum()) if visible else None,
        mature=ends - timedelta(days=1) <= settled,
        confidence=stats.confidence(len(own), knobs.get("min.M22b"), knobs.get("solid.M22b"), steps_down=doubts),
        basis=basis,
    )


def _seen(facts: Facts, by_returns: bool) -> tuple[date | None, date]:
    """From which day on what came back is told (``None`` = of all orders), and up to which."""
    state = facts.sources.get("returns" if by_returns else "orders")
    today = facts.as_of.date()
    until = min(today, state.as_of.date()) if state and state.as_of else today
    return (state.covers_from if by_returns and state and state.covers_declared else None), until


def _back(month: date, months: int) -> date:
    """The first day of the month so many before this one."""
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
