"""What the board shows beside a category, and which product stands first inside one."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from reports import stats
from reports.categories.case import Case, known
from reports.categories.conditions import low_cover
from reports.categories.fixing import late, sample
from reports.facts import Change
from reports.outcome import NO_SALES, SOLID, Figure

#: Cover in days at which a band ends.
BANDS = ((14, "<14"), (28, "14–28"), (180, "28–180"))


def rank(case: Case, category: str) -> tuple[Any, ...]:
    """Where it stands in its category: less is earlier (domain.md §3, ties)."""
    row = case.row
    worth = float(row.inventory_value) if known(row.inventory_value) else 0.0
    newer = float(row.age_days) if known(row.age_days) else math.inf
    views = float(row.views) if known(row.views) else -1.0
    first: tuple[float, ...] = ()
    if category == "push":
        # Profit of 100 views and profit of all sales are two things: who has views comes first.
        by_views, all_of_it = profit_per_100_views(case), _profit(case)
        first = (0.0, -by_views) if by_views is not None else (1.0, -(all_of_it or 0.0))
    elif category == "protect":
        first = (-_at_risk(case),)
    elif category == "clear":
        first = (-worth,)
    elif category in ("fix", "learn"):
        first = (-views,)
    return (*first, -worth, newer, case.key)


def profit_per_100_views(case: Case) -> float | None:
    """Gross profit that 100 views of its page bring at the present rate, in the business currency."""
    profit, views = _profit(case), case.row.views
    return None if profit is None or not known(views) or not views else profit / float(views) * 100


def _profit(case: Case) -> float | None:
    """Unit margin without tax, times the units of the window."""
    row, knobs = case.row, case.facts.knobs
    if not (known(row.list_margin) and known(row.price)):
        return None
    tax = 1 + float(knobs.get("tax_rate")) if knobs.get("prices_include_tax") else 1.0
    return float(row.price) / tax * float(row.list_margin) * int(row.demand_units)


def _at_risk(case: Case) -> float:
    """Sales that would be lost until stock can arrive: velocity, price, and each size's days short of the lead time."""
    own = case.variants
    if own.empty:
        return 0.0
    # A size that is out has no cover, one that does not sell is short of nothing.
    cover = np.where(
        own["available"].fillna(1).to_numpy(dtype=float) <= 0, 0.0, own["cover_days"].to_numpy(dtype=float)
    )
    short = np.nan_to_num(np.clip(own["lead_days"].to_numpy(dtype=float) - cover, 0, None))
    price = np.array([float(value) if known(value) else 0.0 for value in own["price"]])
    return float((np.nan_to_num(own["velocity"].to_numpy(dtype=float)) * price * short).sum())


def figures(case: Case) -> dict[str, Figure]:
    """The product's metrics by their ids of domain.md §2.3; ``profit_100`` is profit of 100 views."""
    row = case.row
    units = int(row.demand_units)
    late_stock = any(case.facts.sources[key].late for key in ("inventory", "orders") if key in case.facts.sources)

    def level(metric: str) -> str:
        return stats.lowered(case.sample(metric, units), int(late_stock))

    def figure(value: Any, unit: str, confidence: str, n: int | None = units) -> Figure:
        return Figure(value=float(value) if known(value) else None, unit=unit, n=n, confidence=confidence)

    found = {
        "M04": Figure(value=units, unit="units", n=units, confidence=SOLID, previous=None),
        "M06": figure(row.velocity, "units", level("M06")),
        "M07": figure(row.cover_days, "days", level("M06")),
        "M07_low": figure(low_cover(case), "days", level("M06")),
        "M08": figure(row.sell_through, "rate", level("M08")),
        # All sizes in stock is a fact, and no estimate.
        "M13": figure(row.size_availability, "rate", SOLID if row.size_availability == 1 else level("M13")),
        "M14": figure(row.inventory_value, "money", SOLID),
        "M15": figure(row.list_margin, "rate", SOLID),
    }
    if known(row.views):
        views = int(row.views)
        found["views"] = Figure(value=views, unit="count", n=views, confidence=late(case, "traffic", SOLID))
        if known(row.cart_rate):
            mark = late(case, "traffic", sample(case, int(row.cart_views), int(row.carts)))
            found["M19"] = figure(row.cart_rate, "rate", mark, int(row.cart_views))
        found["profit_100"] = figure(profit_per_100_views(case), "money", level("M06"), views)
    if case.sees_questions:
        asked = int(row.fit_questions)
        found["M26"] = figure(asked, "count", late(case, "support", case.sample("M26", asked)), asked)
    if known(row.mature_units) and row.mature_units:
        sent = int(row.mature_units)
        mark = late(case, "returns", case.sample("M22", sent))
        found["M22"] = figure(int(row.mature_back) / sent, "rate", mark, sent)
    return found


def movement(case: Case) -> str:
    """Units of the week against the week before: a direction only where it is more than chance.

    ``""`` where the week before is not covered: what was not seen did not rise.
    """
    change: Change | None = case.facts.changes.get("weekly")
    if change is None or not change.comparable:
        return ""
    now, before = int(case.row.units_week), int(case.row.units_week_before)
    if now == before or stats.same_rate_p(now, before) >= stats.NORMAL_P:
        return "▬"
    return "▲" if now > before else "▼"


def band(row: Any) -> str:
    """How long stock lasts: ``0``, ``<14``, ``14–28``, ``28–180``, ``>180`` or ``no sales``; ``""`` is unknown."""
    if not row.tracked or not known(row.available):
        return ""
    if row.available <= 0:
        return "0"
    if not known(row.cover_days):
        return NO_SALES
    return next((name for limit, name in BANDS if row.cover_days < limit), ">180")
