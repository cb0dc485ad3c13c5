"""One product to be judged, the limits that it is judged by, and what a condition answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from reports import stats
from reports.facts import STOOD_ON, Facts
from reports.knobs import Knobs
from reports.numbers import Both
from reports.outcome import DIRECTIONAL, SOLID

#: Comparisons of days of cover and of rates bear the rounding of a division.
ALMOST = 1e-9
#: Days that questions about a product look back.
ASKED_DAYS = 28


#: The families of limits that are read here.
_READ = ("cat.", "min.", "solid.")


class Limits:
    """``cat.*`` and least samples for one product after another; asked once where none has a scope."""

    def __init__(self, knobs: Knobs) -> None:
        self._knobs = knobs
        self._scoped = any(one.applies_to and one.key.startswith(_READ) for one in knobs.settings)
        self._told: dict[tuple[str, str, str], float] = {}

    def get(self, key: str, product: str, kind: str) -> float:
        """The limit ``key`` (with its ``cat.``) for this product of this type."""
        place = (key, product, kind) if self._scoped else (key, "", "")
        if place not in self._told:
            self._told[place] = float(self._knobs.get(key, product=place[1], type=place[2]))
        return self._told[place]


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier days left about one product.

    ``computed`` is its category of the last earlier day, ``""`` where none is remembered; ``stock`` what it had in
    stock when it became protected. ``fixed_on`` is the day on which a fix of its page was last marked as done.
    """

    computed: str = ""
    stock: float | None = None
    fixed_on: date | None = None


@dataclass(frozen=True, eq=False)
class Case:
    """One product to be judged: its ``row`` of the facts, its ``variants``, and what is the same for all."""

    key: str
    row: Any
    variants: pd.DataFrame
    facts: Facts
    limits: Limits
    past: Past = field(default_factory=Past)
    usual_sell_through: float | None = None
    sees_pages: bool = False

    def limit(self, knob: str) -> float:
        """A limit of ``cat.*``."""
        return self.limits.get(f"cat.{knob}", self.key, self._kind)

    def sample(self, metric: str, count: float) -> str:
        """How sure a figure of ``metric`` with so many observations is."""
        least, solid = (self.limits.get(f"{end}.{metric}", self.key, self._kind) for end in ("min", "solid"))
        return stats.confidence(count, least, solid)

    @property
    def _kind(self) -> str:
        return self.row.type if isinstance(self.row.type, str) else ""

    @property
    def push_factor(self) -> float:
        """What the limits of Push are multiplied with."""
        return self.limit("push_leave") if self.past.computed == "push" else 1.0

    @property
    def fix_factor(self) -> float:
        """What the limits of Fix are multiplied with."""
        return self.limit("fix_leave") if self.past.computed == "fix" else 1.0

    @property
    def protect_factor(self) -> float:
        """What cover's limits of Protect are multiplied with: more while it is protected, until stock arrives."""
        if self.past.computed != "protect" or self._restocked:
            return 1.0
        return self.limit("protect_leave")

    @property
    def _restocked(self) -> bool:
        row, then = self.row, self.past.stock
        if then is None or not known(row.available) or not known(row.cover_days):
            return False
        return bool(row.available > then and row.cover_days >= self.limit("protect_restock_days"))

    @property
    def whole(self) -> bool:
        """Whether the days of the velocity window are all covered, and the product was on sale on all of them."""
        return bool(known(self.row.days) and self.row.days >= self.facts.windows["velocity"].days)

    def has(self, tab: str) -> bool:
        """Whether the workbook has this tab, and categories look at it."""
        return tab in STOOD_ON and self.facts.tables.get(tab) is not None

    @property
    def sees_questions(self) -> bool:
        """Whether anybody could see what customers ask about this product."""
        return self.has("support") and known(self.row.fit_questions)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``holds`` is ``None`` where it cannot be told; ``missing`` is what it would take; ``level`` how sure it is."""

    holds: bool | None
    missing: Both | None = None
    level: str = SOLID


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

    @property
    def level(self) -> str:
        """The least sure of its conditions."""
        return stats.lowest(*(verdict.level for verdict in self.verdicts))


def known(value: Any) -> bool:
    """Whether a cell of a frame holds a value."""
    return value is not None and not bool(pd.isna(value))


def told(holds: Any, level: str = SOLID) -> Verdict:
    """A verdict that could be reached; a frame's own truth values become Python's."""
    return Verdict(bool(holds), level=level)


def bound(level: str) -> str:
    """The level of what was decided on the bound of an interval, which carries the doubt already."""
    return DIRECTIONAL if level != SOLID else SOLID
