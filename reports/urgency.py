"""How much a finding presses (domain.md §4.1): severity, urgency, confidence and due, weighed alike for every rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from reports import stats
from reports.facts import Facts
from reports.occasions import Launch, event_on, launches
from reports.rules.rule import CRITICAL, INFO, WARNING, Due, Finding, Rule, open_tickets

BASE = {CRITICAL: 70, WARNING: 40, INFO: 10}
RANK = {CRITICAL: 2, WARNING: 1, INFO: 0}
PASSED, TODAY, SOON, SOON_DAYS = 20, 15, 10, 2
HIGH_VALUE, TWICE_HIGH_VALUE = 10, 15
VIP, LATE_SOURCE = 10, -15
LAUNCH, HIGH_TRAFFIC, TICKET, EVENT = 10, 5, 5, 10
#: Only rules of these families press more the longer they are past their own limit.
AGING = ("F", "P", "S", "K03")
#: Rows about the data itself do not press less because the data is late.
OF_DATA = "D"
#: Rows about one of these are about a product.
ON_PRODUCTS = ("product", "variant", "page")
RAISES_TO_CRITICAL, RAISES_TO_WARNING = 75, 40
STANDARD_DUE = {CRITICAL: Due(hours=4), WARNING: Due(days=1), INFO: Due(days=5)}


@dataclass(frozen=True, slots=True)
class Weight:
    """What a finding weighs. ``confirm``: a critical that stands on a late source.

    ``terms`` are what its urgency is made of, by name (``base``, ``promise``, ``value``, ``vip``, ``age``, ``launch``,
    ``traffic``, ``ticket``, ``event``, ``late``); their sum is the urgency, but for 0 and 100.
    """

    severity: str
    urgency: int
    confidence: str
    confirm: bool
    late: bool
    too_old: bool
    terms: tuple[tuple[str, int], ...] = ()


class Scales:
    """What findings are weighed with: the run's facts, and what presses beside a finding's own."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def tickets(self) -> frozenset[str]:
        """Orders with an open ticket."""
        return open_tickets(self.facts)

    @cached_property
    def launches(self) -> list[Launch]:
        """Launches that run or have just ended."""
        return launches(self.facts)

    @cached_property
    def busy(self) -> frozenset[str]:
        """Products with much traffic."""
        products = self.facts.products
        if products.empty or "high_traffic" not in products:
            return frozenset()
        many = products["high_traffic"].astype("boolean").fillna(False).to_numpy(dtype=bool)
        return frozenset(map(str, products.index[many]))

    def weigh(self, finding: Finding) -> Weight:
        """The finding's severity, urgency and confidence, the lateness of its source taken in."""
        source = None if finding.rule.startswith(OF_DATA) else self.facts.sources.get(finding.source)
        late, too_old = (source.late, source.too_old) if source else (False, False)
        severity = INFO if too_old else finding.severity
        terms = self._terms(finding, severity, late)
        urgency = max(0, min(100, sum(points for _, points in terms)))
        if severity == WARNING and urgency >= RAISES_TO_CRITICAL:
            severity = CRITICAL
        elif severity == INFO and urgency >= RAISES_TO_WARNING and not too_old:
            severity = WARNING
        confidence = stats.lowered(finding.confidence) if late else finding.confidence
        return Weight(severity, urgency, confidence, severity == CRITICAL and late, late, too_old, terms)

    def _terms(self, finding: Finding, severity: str, late: bool) -> tuple[tuple[str, int], ...]:
        facts, product, order = self.facts, self.product(finding), order_of(finding)
        source = facts.sources.get(finding.source)
        now = min(facts.as_of, source.as_of) if source and source.as_of else facts.as_of
        past = finding.limits_past if finding.rule.startswith(AGING) else 0.0
        terms = (
            ("base", BASE[severity]),
            ("promise", _promise(facts, finding.promise_on, now.date())),
            ("value", _value(finding.value_times)),
            ("vip", VIP if finding.vip else 0),
            ("age", 10 if past >= 3 else 5 if past >= 1 else 0),
            ("launch", LAUNCH if self._launched(finding, product) else 0),
            ("traffic", HIGH_TRAFFIC if product in self.busy else 0),
            ("ticket", TICKET if order and order in self.tickets else 0),
            ("event", EVENT if order and self._event(order) else 0),
            ("late", LATE_SOURCE if late else 0),
        )
        return tuple((name, points) for name, points in terms if points)

    def product(self, finding: Finding) -> str:
        """The product that a row about a product, a size of it or its page is about; ``""`` for others."""
        if finding.entity_type == "group":
            return finding.product if finding.entity_id.startswith("product:") else ""
        if finding.entity_type not in ON_PRODUCTS:
            return ""
        if finding.product or finding.entity_type != "variant":
            return finding.product or finding.entity_id
        variants = self.facts.variants
        return str(variants.at[finding.entity_id, "product"]) if finding.entity_id in variants.index else ""

    def _launched(self, finding: Finding, product: str) -> bool:
        if finding.theme and finding.entity_type == "theme":
            return any(self._asked(finding.theme, launch) for launch in self.launches)
        if not product:
            return False
        return any(
            product in launch.products or (finding.entity_type == "variant" and finding.entity_id in launch.variants)
            for launch in self.launches
        )

    def _asked(self, theme: str, launch: Launch) -> bool:
        tickets = self.facts.tickets
        if tickets.empty:
            return False
        days: Any = tickets.loc[tickets["theme"] == theme, "created_at"].dropna()
        return any(launch.start <= moment.date() <= launch.end for moment in days)

    def _event(self, order: str) -> bool:
        orders = self.facts.orders
        note: Any = orders["note"].get(order)
        if not note:
            return False
        moments: list[Any] = [orders[name].get(order) for name in ("created_at", "dated_at")]
        placed = next((moment for moment in moments if pd.notna(moment)), None)
        return placed is not None and event_on(note, placed.date(), self.facts.as_of.date()) is not None


def order_of(finding: Finding) -> str:
    """The key of the order that a row is about, ``""`` where it is about none."""
    return finding.order or (finding.entity_id if finding.entity_type == "order" else "")


def _promise(facts: Facts, promised: date | None, today: date) -> int:
    if promised is None:
        return 0
    if today > promised:
        return PASSED
    if today == promised:
        return TODAY
    return SOON if facts.clock.business_days_after(today, promised) <= SOON_DAYS else 0


def _value(times: float) -> int:
    return TWICE_HIGH_VALUE if times >= 2 else HIGH_VALUE if times >= 1 else 0


def due(rule: Rule, severity: str, facts: Facts, since: datetime) -> datetime:
    """When a row of this severity is due, counted from its first detection."""
    limit = rule.due.get(severity, STANDARD_DUE[severity])
    clock, at = facts.clock, facts.clock.local(since)
    if limit.hours:
        return clock.due_hours(at, limit.hours)
    today = at.date()
    if limit.same_day and clock.is_business(today) and at.time() < clock.closing(today):
        return datetime.combine(today, clock.closing(today), clock.zone)
    return clock.due_days(at, max(limit.days, 1))
