"""How much a finding presses (domain.md §4.1): severity, urgency, confidence and due, weighed alike for every rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports import stats
from reports.facts import Facts
from reports.rules.rule import CRITICAL, INFO, WARNING, Due, Finding, Rule

BASE = {CRITICAL: 70, WARNING: 40, INFO: 10}
RANK = {CRITICAL: 2, WARNING: 1, INFO: 0}
PASSED, TODAY, SOON, SOON_DAYS = 20, 15, 10, 2
HIGH_VALUE, TWICE_HIGH_VALUE = 10, 15
VIP, LATE_SOURCE = 10, -15
#: Only rules of these families press more the longer they are past their own limit.
AGING = ("F", "P", "S", "K03")
RAISES_TO_CRITICAL, RAISES_TO_WARNING = 75, 40
STANDARD_DUE = {CRITICAL: Due(hours=4), WARNING: Due(days=1), INFO: Due(days=5)}


@dataclass(frozen=True, slots=True)
class Weight:
    """What a finding weighs. ``confirm``: a critical that stands on a late source."""

    severity: str
    urgency: int
    confidence: str
    confirm: bool
    late: bool
    too_old: bool


def weigh(finding: Finding, facts: Facts) -> Weight:
    """The finding's severity, urgency and confidence, the lateness of its source taken in."""
    source = facts.sources.get(finding.source)
    late, too_old = (source.late, source.too_old) if source else (False, False)
    now = min(facts.as_of, source.as_of) if source and source.as_of else facts.as_of
    severity = INFO if too_old else finding.severity
    urgency = BASE[severity] + _promise(facts, finding.promise_on, now.date()) + _value(finding.value_times)
    urgency += VIP if finding.vip else 0
    if finding.rule.startswith(AGING):
        urgency += 10 if finding.limits_past >= 3 else 5 if finding.limits_past >= 1 else 0
    urgency = max(0, min(100, urgency + (LATE_SOURCE if late else 0)))
    if severity == WARNING and urgency >= RAISES_TO_CRITICAL:
        severity = CRITICAL
    elif severity == INFO and urgency >= RAISES_TO_WARNING and not too_old:
        severity = WARNING
    confidence = stats.lowered(finding.confidence) if late else finding.confidence
    return Weight(severity, urgency, confidence, severity == CRITICAL and late, late, too_old)


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
