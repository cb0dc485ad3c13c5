"""How fresh each source is, in words (domain.md §5.5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from reports.facts import Facts, SourceState
from reports.language import TEXTS, line
from reports.language.sources import EXPECTED
from reports.numbers import Both, Count, Day, Days, Moment
from reports.outcome import Line
from reports.sections.given import age, source_name


def freshness(facts: Facts, key: str) -> Line:
    """One source's label: how old, what it covers, or that nothing is known of its time, or stands in it."""
    source, table = facts.sources[key], facts.tables.get(key)
    if table is None or not is_empty(facts, key):
        return _label(facts, source, first=True)
    unused = any(left.rows and left.reason not in ("example", "blank") for left in table.aside)
    return line("FR-unused" if unused else "FR-empty", source=source_name(source))


def is_empty(facts: Facts, key: str) -> bool:
    """Whether a tab holds no row that is used, so that its time says nothing."""
    table = facts.tables.get(key)
    return table is not None and not len(table.frame) and facts.sources[key].status != "error"


def declared(facts: Facts) -> list[Line]:
    """One label a row of ``Sources``, the first of the read ones with its verb."""
    said, first = [], True
    for source in facts.sources.values():
        if source.declared:
            said.append(_label(facts, source, first=first))
            first = first and source.how in ("manual", "weekly")
    return said


def expected(hours: float) -> Both | Line:
    """How often a source should change: ``daily``, or ``every 48 hours``."""
    return EXPECTED.get(hours) or line("FR-hours", n=Count(round(hours)))


def _label(facts: Facts, source: SourceState, *, first: bool) -> Line:
    said = _said(facts, source, first=first)
    return line("FR-lag", label=said, n=Count(round(source.lag_hours))) if source.lag_hours else said


def _said(facts: Facts, source: SourceState, *, first: bool) -> Line:
    name = source_name(source)
    if source.status in ("error", "off"):
        return line(f"FR-{source.status}", source=name)
    if source.as_of is None:
        return line("FR-there", source=name, n=Count(source.rows)) if source.rows else line("FR-unknown", source=name)
    if source.basis == "declared":
        return _declared(facts, source, name, first=first)
    if source.late and source.expected_hours is not None:
        return line("FR-late", source=name, age=age(source), expected=expected(source.expected_hours))
    if source.basis == "record":
        return line("FR-record", source=name, day=Day(source.as_of.date(), facts.as_of.date()))
    if source.newest_record is None:
        return line("FR-seen-plain", source=name, at=Moment(source.as_of))
    return line(
        "FR-seen", source=name, at=Moment(source.as_of), day=Day(source.newest_record.date(), facts.as_of.date())
    )


def _declared(facts: Facts, source: SourceState, name: Both | str, *, first: bool) -> Line:
    assert source.as_of is not None
    if source.how == "manual":
        hand = f"FR-hand-{source.key}"
        when = _when(source.as_of, facts.as_of)
        return line(hand, when=when) if hand in TEXTS else line("FR-hand", source=name, when=when)
    if source.how == "weekly" and source.covers_from and source.covers_to:
        return line("FR-covers", source=name, days=Days(source.covers_from, source.covers_to, facts.as_of.date()))
    verb = f"FR-read-{source.key}"
    if first and verb in TEXTS:
        return line(verb, age=age(source))
    return line("FR-age", source=name, age=age(source))


def _when(at: datetime, now: datetime) -> Line:
    if at.date() == now.date():
        return line("FR-today", at=Moment(at))
    if at.date() == now.date() - timedelta(days=1):
        return line("FR-yesterday", at=Moment(at))
    return line("FR-day", at=Moment(at))
