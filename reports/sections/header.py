"""The header: title, days, when prepared, how fresh, and how far the brief can be trusted."""

from __future__ import annotations

from reports.facts import Facts
from reports.language import line
from reports.language.header import LEVEL, NOW, PERIOD, TITLE
from reports.numbers import Both, Count, Day, Listing, Moment
from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE, Line, Section
from reports.sections.given import Given, age, has_rows, source_name, window_days

SOLID_FROM, DIRECTIONAL_FROM = 30, 5
#: The sources that the brief's figures stand on.
USED = ("orders", "inventory")


def section(given: Given) -> Section:
    """Title, days and freshness, confidence."""
    facts = given.facts
    brand, title = str(facts.knobs.get("brand_name") or "").strip(), TITLE[given.read]
    return Section(
        id="header",
        kind="header",
        title=line("H1", brand=brand.upper(), title=title) if brand else line("H1-plain", title=title),
        lines=[_days(given), confidence(facts, given.read)[1]],
    )


def confidence(facts: Facts, read: str) -> tuple[str, Line]:
    """The confidence of the whole brief, and the sentence that says why (domain.md §2.1, ladder)."""
    if not has_rows(facts, "orders"):
        reasons: list[Line] = [line("H3-none")]
        return TOO_LITTLE, line("H3", level=LEVEL[TOO_LITTLE], reasons=Listing(tuple(reasons)))
    orders = facts.sales[read].orders
    late = _late(facts)
    level = TOO_LITTLE if orders < DIRECTIONAL_FROM else DIRECTIONAL
    if orders >= SOLID_FROM and not late:
        level = SOLID
    from_ = line("H3-from", solid=SOLID_FROM) if level == DIRECTIONAL and orders < SOLID_FROM else ""
    told = line("H3-orders", n=Count(orders), now=NOW[read], from_=from_)
    if not orders and not facts.windows[read].covered_days:
        told = line("H3-uncovered", days=window_days(facts.windows[read]))
    reasons = [told, *late]
    return level, line("H3", level=LEVEL[level], reasons=Listing(tuple(reasons)))


def _late(facts: Facts) -> list[Line]:
    said = []
    for key in USED:
        source = facts.sources.get(key)
        if source is None or facts.tables.get(key) is None:
            continue
        if source.status == "error":
            said.append(line("H3-error", source=source_name(source)))
        elif source.late:
            id = {"declared": "H3-refreshed", "seen": "H3-unchanged"}.get(source.basis, "H3-record")
            said.append(line(id, source=source_name(source), age=age(source)))
    return said


def _days(given: Given) -> Line:
    facts = given.facts
    days = window_days(given.window)
    period = Both("Day", "Día") if days.first == days.last and given.read == "daily" else PERIOD[given.read]
    return line(
        "H2",
        period=period,
        days=days,
        tz=str(facts.clock.zone),
        run=Moment(facts.as_of),
        hol=line("H2-hol") if facts.clock.is_holiday(facts.as_of.date()) else "",
        seen=_seen(facts),
        std="" if facts.tables.get("definitions") else line("H2-std"),
    )


def _seen(facts: Facts) -> Line:
    source = facts.sources.get("orders")
    if source is None or source.as_of is None or facts.tables.get("orders") is None:
        return line("H2-none")
    at = Moment(source.as_of)
    if source.basis == "declared":
        return line("H2-today" if source.as_of.date() == facts.as_of.date() else "H2-asof", at=at)
    if source.basis == "seen":
        if source.newest_record is None:
            return line("H2s-plain", at=at)
        return line("H2s", at=at, day=Day(source.newest_record.date(), facts.as_of.date()))
    return line("H2-record", day=Day(source.as_of.date(), facts.as_of.date()))
