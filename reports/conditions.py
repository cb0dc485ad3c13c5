"""The conditions of the product categories, each true, false or unknown, and the ordered list that they make.

The first rule of the list whose conditions hold decides (domain.md §3). A condition whose data is missing is unknown,
never false: a rule with an unknown and no false condition could not be judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reports.facts import STOOD_ON, Facts
from reports.language.products import COST, PUBLISHED, STOCK, TRAFFIC
from reports.numbers import Both

#: A product stays protected until cover is this much above the limit; Push holds until it is this much below its own.
STAYS_PROTECTED, STAYS_PUSHED = 1.25, 0.9
#: Fewer units in 28 days than these say nothing of how it sells.
PUSH_UNITS = 5


@dataclass(frozen=True, eq=False)
class Case:
    """One product to be judged. ``before`` is its category of an earlier day, ``""`` where none is remembered."""

    key: str
    row: Any
    variants: pd.DataFrame
    facts: Facts
    before: str
    usual_sell_through: float | None

    def limit(self, knob: str) -> float:
        """A limit of ``cat.*``."""
        return float(self.facts.knobs.get(f"cat.{knob}"))

    @property
    def push_factor(self) -> float:
        """What the limits of Push are multiplied with."""
        return STAYS_PUSHED if self.before == "push" else 1.0

    @property
    def protect_cover_days(self) -> float:
        """Cover up to which the product is protected."""
        factor = STAYS_PROTECTED if self.before == "protect" else 1.0
        return self.limit("protect_cover_days") * factor

    def has(self, tab: str) -> bool:
        """Whether the workbook has this tab, and categories look at it."""
        return tab in STOOD_ON and self.facts.tables.get(tab) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``holds`` is ``None`` where it cannot be told; ``missing`` is what it would take."""

    holds: bool | None
    missing: Both | None = None


YES, NO = Verdict(True), Verdict(False)


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """One line of the decision list: a category, and conditions that all must hold."""

    id: str
    category: str
    conditions: tuple[Callable[[Case], Verdict], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule applied to one product."""

    rule: CategoryRule
    verdicts: tuple[Verdict, ...]

    @property
    def holds(self) -> bool | None:
        """True, false, or ``None`` = could not be judged."""
        if any(verdict.holds is False for verdict in self.verdicts):
            return False
        return None if any(verdict.holds is None for verdict in self.verdicts) else True

    @property
    def passed(self) -> int:
        """How many of its conditions hold."""
        return sum(verdict.holds is True for verdict in self.verdicts)


def known(value: Any) -> bool:
    """Whether a cell of a frame holds a value."""
    return value is not None and not bool(pd.isna(value))


def _told(holds: bool) -> Verdict:
    return YES if holds else NO


def enough_demand(case: Case) -> Verdict:
    """Protect only what sells."""
    return _told(case.row.demand_units >= case.limit("protect_min_units"))


def short_of_stock(case: Case) -> Verdict:
    """The product's cover, a size's cover, or stock below zero."""
    if not case.row.tracked:
        return NO
    return _told(short_cover(case) or bool(_short(case).any()))


def short_cover(case: Case) -> bool:
    """Whether the whole product runs out soon; against the lead time only where arriving stock can be seen."""
    row = case.row
    if not known(row.cover_days):
        return False
    inventory = case.facts.tables.get("inventory")
    sees_incoming = inventory is not None and inventory.has("incoming") and inventory.frame["incoming"].notna().any()
    nothing_comes = sees_incoming and not (known(row.incoming) and row.incoming > 0)
    return bool(row.cover_days <= case.protect_cover_days or (nothing_comes and row.cover_days < row.lead_days))


def short_sizes(case: Case) -> pd.DataFrame:
    """The sizes that make the product one to protect: wanted and short, or sold below zero."""
    return case.variants[_short(case)]


def _short(case: Case) -> NDArray[np.bool_]:
    own = case.variants
    left = _floats(own["available"])
    wanted = _floats(own["size_share"]) >= case.limit("protect_size_share")
    short = (_floats(own["cover_days"]) <= case.protect_cover_days) | (left <= 0)
    found: NDArray[np.bool_] = (wanted & short) | (left < 0)
    return found


def _floats(cells: pd.Series) -> NDArray[np.float64]:
    """A column's numbers, ``NaN`` (which is neither below nor above anything) where one is missing."""
    return cells.to_numpy(dtype=np.float64, na_value=np.nan)


def marked_to_clear(case: Case) -> Verdict:
    """The founder's own mark."""
    return _told(bool(case.row.clear_intent))


def cost_known(case: Case) -> Verdict:
    """Without a cost nobody knows what a discount costs."""
    return YES if known(case.row.unit_cost) else Verdict(None, COST)


def may_be_discounted(case: Case) -> Verdict:
    """Some products never are."""
    return _told(bool(case.row.discount_ok))


def no_open_doubt(case: Case) -> Verdict:
    """A page that may confuse must be judged by its traffic and its questions before it gets more of them.

    Weak photos (F1) wait for views, a missing size guide or unclear copy (F5) for views or questions. Rates, questions
    and returns (F2–F4) are simply not visible without their tabs, and do not block.
    """
    row = case.row
    weak_photos = (known(row.photo_count) and row.photo_count == 0) or row.photo_quality in ("weak", "missing")
    unclear = bool(row.sizes) and ((known(row.size_guide) and not row.size_guide) or row.copy_quality == "unclear")
    return Verdict(None, TRAFFIC) if weak_photos or unclear else YES


def doubt(case: Case) -> Verdict:
    """The rule Fix, which level-1 data can suspect but never prove."""
    return Verdict(None, TRAFFIC) if no_open_doubt(case).holds is None else NO


def is_new(case: Case) -> Verdict:
    """On sale for less than four weeks; an unknown age is not new, only unknown."""
    if not known(case.row.age_days):
        return Verdict(None, PUBLISHED)
    return _told(case.row.age_days < case.limit("learn_days"))


def few_units(case: Case) -> Verdict:
    """New products are judged from enough units on (from views too, where they are known)."""
    return _told(case.row.demand_units < case.limit("learn_units"))


def old_enough(case: Case) -> Verdict:
    """Long enough on sale to be given up."""
    if not known(case.row.age_days):
        return Verdict(None, PUBLISHED)
    return _told(case.row.age_days >= case.limit("clear_age_days"))


def slow(case: Case) -> Verdict:
    """Stock for half a year even at the best rate that its sales allow, or nothing sold in 60 days."""
    row = case.row
    if row.demand_60 == 0 and row.days >= case.facts.windows["velocity"].days:
        return YES
    if not known(row.cover_low):
        return Verdict(None)
    return _told(row.cover_low >= case.limit("clear_cover_days"))


def much_stock(case: Case) -> Verdict:
    """Enough of it to be worth a discount."""
    if not case.row.tracked:
        return NO
    return _told(case.row.available >= case.limit("clear_stock")) if known(case.row.available) else Verdict(None, STOCK)


def margin_after_discount(case: Case) -> Verdict:
    """What remains must still be a margin."""
    margin = case.row.clear_margin
    return _told(margin >= case.limit("clear_margin_floor")) if known(margin) else Verdict(None, COST)


def safe_cover(case: Case) -> Verdict:
    """Enough stock for the demand that pushing brings."""
    if not case.row.tracked:
        return YES
    if not known(case.row.cover_low):
        return Verdict(None)
    return _told(case.row.cover_low >= case.limit("push_cover_days") * case.push_factor)


def sizes_in_stock(case: Case) -> Verdict:
    """A buyer of the usual size finds it."""
    if len(case.row.sizes) < 2 or not case.row.tracked:
        return YES
    share = case.row.size_availability
    return _told(share >= case.limit("push_size_availability") * case.push_factor) if known(share) else Verdict(None)


def good_margin(case: Case) -> Verdict:
    """It earns enough at list price."""
    margin = case.row.list_margin
    return _told(margin >= case.limit("push_margin") * case.push_factor) if known(margin) else Verdict(None, COST)


def sells_well(case: Case) -> Verdict:
    """Without traffic: at least the usual sell-through of its type, on enough units to tell."""
    row, usual = case.row, case.usual_sell_through
    if row.demand_units < PUSH_UNITS:
        # Nothing sold in a whole window is an answer; a few units are none.
        whole = row.demand_units == 0 and row.days >= case.facts.windows["velocity"].days
        return NO if whole else Verdict(None, None if case.has("traffic") else TRAFFIC)
    if not known(row.sell_through) or usual is None:
        return Verdict(None)
    return _told(row.sell_through >= usual * case.push_factor)


def sold_at_full_price(case: Case) -> Verdict:
    """Not dependent on discounts; unknown is allowed, and said."""
    return _told(not (known(case.row.discount_dependent) and bool(case.row.discount_dependent)))


#: Domain.md §3, top to bottom; "Learn (not enough data)" and "Steady" follow where none of these decides.
LIST: tuple[CategoryRule, ...] = (
    CategoryRule("protect", "protect", (enough_demand, short_of_stock)),
    CategoryRule("declared", "clear", (marked_to_clear, cost_known, may_be_discounted)),
    CategoryRule("fix", "fix", (doubt,)),
    CategoryRule("new", "learn", (is_new, few_units)),
    CategoryRule(
        "suggested", "clear", (old_enough, slow, much_stock, cost_known, may_be_discounted, margin_after_discount)
    ),
    CategoryRule(
        "push", "push", (safe_cover, sizes_in_stock, good_margin, sells_well, no_open_doubt, sold_at_full_price)
    ),
)
