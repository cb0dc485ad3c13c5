"""Exceptions: open rows by urgency, counted in the heading; what is left out is counted, never dropped."""

from __future__ import annotations

from collections.abc import Sequence

from reports.exceptions import capped
from reports.language import line
from reports.numbers import Count, Listing
from reports.outcome import ExceptionRow, Line, Section
from reports.rules import BY_ID
from reports.rules.rule import in_passing
from reports.sections.given import Given, has_rows, tells_shipping

SEVERITIES = ("critical", "warning", "info")
#: So many of one rule are named among what was resolved.
NAMED = 3
#: States that mean something happened since the last look.
NEWS = ("new", "escalated", "reopened")


def section(given: Given) -> Section:
    """The rows that the caps let in, "and n more", and what was resolved."""
    open_rows = [row for row in given.exceptions if is_open(row)]
    told = open_rows
    if given.read == "daily":
        # What went on before takes no place from what is new.
        told = capped([row for row in open_rows if row.state in NEWS], int(given.facts.knobs.get("max_exceptions")))
    shown = [row for row in told if row.in_brief]
    lines = [_linked(row) for row in shown]
    if len(told) > len(shown):
        lines.append(line("X-more", n=Count(len(told) - len(shown))))
    if not lines:
        lines.append(_nothing(given, len(open_rows)))
    resolved = [row for row in given.exceptions if row.state == "resolved"]
    if resolved:
        lines.append(line("X-resolved", list=_of_rules(resolved)))
    return Section(id="exceptions", kind="bullets", title=heading(told), lines=lines)


def _of_rules(rows: Sequence[ExceptionRow]) -> Listing:
    """What each rule had found, some by name: an order's number alone does not say what was wrong with it."""
    titles: dict[str, list[Line]] = {}
    for row in rows:
        titles.setdefault(row.rule, []).append(row.title)
    told = []
    for rule, named in titles.items():
        left = len(named) - NAMED
        shown = [*named[:NAMED], *([line("X-resolved-more", n=Count(left))] if left > 0 else [])]
        told.append(line("X-resolved-of", what=in_passing(BY_ID[rule]), list=Listing(tuple(shown))))
    return Listing(tuple(told))


def is_open(row: ExceptionRow) -> bool:
    """Whether the row still asks for attention: not closed, not set aside, no late source that lowers nothing."""
    folded = row.rule == "D01" and row.severity == "info"  # its place is the status row
    return row.state not in ("resolved", "unknown") and not row.decision and not folded


def heading(rows: Sequence[ExceptionRow]) -> Line:
    """``Exceptions (1 critical, 4 warnings)``: how many of each severity."""
    counts = [
        line(f"X-{severity}", n=Count(n))
        for severity in SEVERITIES
        if (n := sum(row.severity == severity for row in rows))
    ]
    return line("T-exceptions-counted", counts=Listing(tuple(counts))) if counts else line("T-exceptions")


def _nothing(given: Given, ongoing: int) -> Line:
    if ongoing:
        return line("X-ongoing", n=Count(ongoing))
    seen = has_rows(given.facts, "orders") and has_rows(given.facts, "inventory") and tells_shipping(given.facts)
    return line("X-nothing" if seen else "X-nothing-blind")


def _linked(row: ExceptionRow) -> Line:
    return Line(id=row.shown.id, en=row.shown.en, es=row.shown.es, args=row.shown.args, link=row.link)
