"""Definitions that changed, and published revenue that moved (domain.md X-def, X-rest).

Every figure is computed anew from the sheet at every run, so that both periods of a comparison follow today's
definitions; what is told here is that they differ from those of an earlier brief.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.definitions import SHOWN_ONLY
from reports.definitions.values import as_text, declaration
from reports.facts import Facts, Sales
from reports.knobs import standard
from reports.language import line
from reports.numbers import Both, Count, Day
from reports.outcome import Line, Memory
from reports.sections.given import Given, window_days

#: A change is told for so many days; no more than so many are named.
TOLD_DAYS, NAMED = 14, 3
#: Published revenue that moved by more than this share is told.
MOVED = Decimal("0.01")
#: Kinds whose value is not quoted: lists may hold e-mail addresses.
UNSAID = ("list", "text")


@dataclass(frozen=True, slots=True)
class Changed:
    """One definition that changed on a day; ``""`` = not set, ``None`` = standard."""

    key: str
    on: date
    old: str | None
    new: str | None


def definitions(facts: Facts, memory: Memory, named: int = NAMED) -> list[Line]:
    """One sentence a definition that changed in the last two weeks, the newest first; so many are named."""
    found = [one for one in changes(memory, facts) if not one.key.startswith(SHOWN_ONLY)]
    said = [_said(one, facts.as_of.date()) for one in found[:named]]
    return [*said, line("X-def-more", n=Count(len(found) - named))] if len(found) > named else said


def changes(memory: Memory, facts: Facts) -> list[Changed]:
    """What changed in the last two weeks, the newest first; what the first run found is how it began.

    ``memory`` is what earlier days left; the definitions of today are in ``facts``.
    """
    if not memory.first:
        return []
    today, began = facts.as_of.date(), date.fromisoformat(memory.first[:10])
    found = [one for one in _steps(memory, facts.knobs.overrides(), today) if one.on > began]
    recent = [one for one in found if (today - one.on).days < TOLD_DAYS]
    return sorted(recent, key=lambda one: (-one.on.toordinal(), one.key))


def _steps(memory: Memory, now: dict[str, str], today: date) -> Iterator[Changed]:
    """Every change of a definition, in order; one that was changed back on the same day is none."""
    told: dict[str, str | None] = {}
    for kept in sorted(memory.days, key=lambda kept: kept.day):
        if kept.name != "definition":
            continue
        value = None if kept.value is None else str(kept.value)
        if told.get(kept.key) != value:
            yield Changed(kept.key, date.fromisoformat(kept.day), told.get(kept.key), value)
        told[kept.key] = value
    for key in sorted({*told, *now}):
        if told.get(key) != now.get(key):
            yield Changed(key, today, told.get(key), now.get(key))


def _said(one: Changed, today: date) -> Line:
    key, _, scope = one.key.partition(" (")
    try:
        knob = declaration(key)
    except StopIteration:  # a definition of an earlier version
        return line("X-def-unsaid", d=Day(one.on, today), key=one.key)
    if knob.kind in UNSAID and knob.key != "currency":
        return line("X-def-unsaid", d=Day(one.on, today), key=one.key)
    standard = _standard(key, scope.rstrip(")"))
    old, new = (standard if value is None else value for value in (one.old, one.new))
    unset = line("X-def-unset")
    blank = Both(unset.en, unset.es)
    return line("X-def", d=Day(one.on, today), key=one.key, old=old or blank, new=new or blank)


def _standard(key: str, scope: str) -> str:
    """The standard value of a key, for this scope where it has one of its own."""
    name, _, value = scope.partition(":")
    return as_text(standard(key, **({name: value} if value else {})))


def published(given: Given) -> list[Line]:
    """Last weeks' revenue where it was published as something else."""
    changed = changes(given.memory, given.facts)
    said = []
    for key in ("weekly_before", "weekly"):
        sales = given.facts.sales[key]
        then = _first(given, "revenue", sales)
        if then is None or sales.revenue is None:
            continue
        on, was = then
        moved = sales.revenue - was
        if not was or abs(moved) <= MOVED * abs(was):
            continue
        refunds = _first(given, "refunds", sales)
        back = None if refunds is None or sales.refunds is None else sales.refunds - refunds[1]
        args = {"days": window_days(sales.window), "a": given.money(was), "b": given.money(sales.revenue)}
        if back is not None and moved < 0 and abs(back + moved) < 1:
            said.append(line("X-rest", **args))
        elif not any(one.on > on for one in changed):  # else a definition did it, and is told
            said.append(line("X-rest-other", **args))
    return said


def _first(given: Given, name: str, sales: Sales) -> tuple[date, Decimal] | None:
    """What was first told of a week, once it was over, and when."""
    week = sales.window.start.isoformat()
    kept = [
        one for one in given.memory.days if (one.name, one.key) == (name, week) and isinstance(one.value, float | int)
    ]
    if not kept:
        return None
    earliest = min(kept, key=lambda one: one.day)
    return date.fromisoformat(earliest.day), Decimal(str(earliest.value))
