"""Learn: a product that is too new, or of which too little is known, and what it waits for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.categories.case import Case, Judged, known
from reports.categories.lines import words
from reports.language import line
from reports.language.products import CATEGORY, COST, PRICE, PUBLISHED, STOCK, TRAFFIC
from reports.numbers import Both, Count, Listing
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer


def evidence(one: Answer) -> Line:
    """C-LEARN: how new it is, or what is missing to judge it and which category is closest."""
    case = one.case
    row = case.row
    if one.deciding == "new":
        seen = line("C-NEW-views", v=Count(int(row.views))) if known(row.views) else None
        return line("C-NEW", d=Count(int(row.age_days)), seen=seen, u=Count(int(row.demand_units)), wait=_wait(case))
    lacking = missing(case, one.judged)
    if lacking:
        said = line("C-CANT-missing", list=Listing(tuple(lacking)))
    elif few := _few_events(one):
        said = few
    else:
        said = line("C-CANT-few")
    return line("C-CANT", said=said, u=Count(int(row.demand_units)), d=words.window(case), closest=_closest(one.judged))


def _wait(case: Case) -> Line:
    units = Count(int(case.limit("learn_units")))
    if known(case.row.views):
        return line("C-WAIT-both", v=Count(int(case.limit("learn_views"))), u=units)
    return line("C-WAIT-units", u=units)


def missing(case: Case, judged: Sequence[Judged]) -> list[Both]:
    """What is missing to judge the product, in the order of the brief; empty where only sales are too few."""
    asked = [verdict.missing for one in judged if one.holds is None for verdict in one.verdicts if verdict.missing]
    # Traffic would settle every doubt that is left open, so it is named wherever it is not there.
    wanted = {words.en for words in asked} | (set() if case.sees_pages else {TRAFFIC.en})
    return [words for words in (STOCK, COST, PRICE, TRAFFIC, PUBLISHED) if words.en in wanted]


def _short_of(one: Answer) -> tuple[int, int] | None:
    """Views and carts that its rate still lacks to be compared; ``None`` where it lacks none."""
    case = one.case
    row = case.row
    if not case.sees_pages or not known(row.views):
        return None
    events = max((int(value) for value in (row.carts, row.order_count) if known(value)), default=0)
    views, carts = case.limit("push_views") - int(row.views), case.limit("push_events") - events
    return (max(math.ceil(views), 0), max(math.ceil(carts), 0)) if views > 0 or carts > 0 else None


def _few_events(one: Answer) -> Line | None:
    case = one.case
    short = _short_of(one)
    if short is None:
        return None
    needed = case.limit("push_events")
    return line(
        "C-CANT-rates",
        v=Count(int(case.row.views)),
        n=Count(int(case.limit("push_views"))),
        k=Count(int(needed) - short[1]),
        m=Count(int(needed)),
    )


def _closest(judged: Sequence[Judged]) -> Line | None:
    """The category that an answer would most likely give; none where only its age is unknown."""
    waiting = [one for one in judged if one.holds is None and one.rule.id not in ("fix", "new")]
    if not waiting:
        return None
    closest = max(waiting, key=lambda one: one.passed / len(one.verdicts))
    cat = CATEGORY[closest.rule.category]
    return line("C-CANT-closest", cat=cat, k=Count(closest.passed), n=Count(len(closest.verdicts)))


def moves_out(one: Answer) -> Line:
    """What it waits for."""
    case = one.case
    row = case.row
    if one.deciding == "new":
        units = Count(max(int(case.limit("learn_units")) - int(row.demand_units), 0))
        if known(row.views):
            return line("M-NEW-views", v=Count(max(int(case.limit("learn_views")) - int(row.views), 0)), n=units)
        return line("M-NEW", n=units, d=Count(max(int(case.limit("learn_days")) - int(row.age_days), 0)))
    lacking = missing(case, one.judged)
    if lacking:
        return line("M-CANT", list=Listing(tuple(lacking)))
    if short := _short_of(one):
        return line("M-CANT-rates", v=Count(short[0]), k=Count(short[1]))
    window = Count(case.facts.windows["velocity"].days)
    return line("M-CANT-units", n=Count(int(case.limit("push_units"))), d=window)


def next_action(one: Answer) -> Line:
    """Wait, until what."""
    case = one.case
    if one.own is not None and one.computed != "learn":
        until = line("A-WAIT-own", reason=one.own.said)
    elif one.deciding == "new":
        until = line("A-WAIT-new", wait=_wait(case))
    elif lacking := missing(case, one.judged):
        until = line("A-WAIT-missing", list=Listing(tuple(lacking)))
    elif _short_of(one):
        views, carts = Count(int(case.limit("push_views"))), Count(int(case.limit("push_events")))
        until = line("A-WAIT-rates", v=views, k=carts)
    else:
        until = line("A-WAIT-new", wait=line("C-WAIT-units", u=Count(int(case.limit("push_units")))))
    return line("A-WAIT", product=case.row.title, until=until)
