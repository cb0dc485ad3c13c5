"""What ``Traffic`` cannot prove: days that no row tells, names of no product, rows that would count twice."""

from __future__ import annotations

from datetime import date, timedelta

from reports.facts import Facts
from reports.language import line
from reports.numbers import Count, Days, Listing
from reports.outcome import Line
from reports.sections.given import Given, has_rows

#: So many names are told.
NAMED = 3


def traffic(given: Given) -> list[Line]:
    """The sentences, in a fixed order; one alone where there is no Traffic."""
    facts = given.facts
    if not has_rows(facts, "traffic"):
        return [line("X-traffic")]
    return [*_pages(facts), *_names(facts), *_twice(facts), *_disagree(given)]


def _pages(facts: Facts) -> list[Line]:
    """Whether product pages can be judged, and on which days."""
    seen = facts.traffic
    if seen.window is not None:
        window = seen.window
        if window.covered_days >= window.days:
            return []
        covered, days = Count(window.covered_days), Count(window.days)
        return [line("X-traffic-part", covered=covered, days=days, span=_days(window.start, window.end))]
    if seen.asked is not None:
        return [line("X-traffic-days", span=_days(seen.asked.start, seen.asked.end))]
    return [] if seen.unmatched else [line("X-traffic-products")]


def _days(start: date, end: date) -> Days:
    return Days(start, end - timedelta(days=1))


def _names(facts: Facts) -> list[Line]:
    """Products that Traffic names and nothing else knows."""
    names = [name for name, _ in facts.traffic.unmatched]
    if not names:
        return []
    more = line("X-excl-more", n=Count(len(names) - NAMED)) if len(names) > NAMED else ""
    return [line("X-traffic-names", n=Count(len(names)), names=Listing(tuple(names[:NAMED])), more=more)]


def _twice(facts: Facts) -> list[Line]:
    n = len(facts.traffic.overlapping)
    return [line("X-traffic-twice", n=Count(n))] if n else []


def _disagree(given: Given) -> list[Line]:
    """More carts, orders or purchases than views or visits: no rate is shown of them."""
    facts, said = given.facts, []
    titles = [str(facts.products["title"][key]) for key in facts.traffic.disagree if key in facts.products.index]
    if titles:
        more = line("X-excl-more", n=Count(len(titles) - NAMED)) if len(titles) > NAMED else ""
        said.append(line("X-traffic-more", list=Listing(tuple(titles[:NAMED])), more=more))
    found = facts.funnel
    if not found.empty:
        own = found[(found["use"] == "conversion") & (found["window"] == given.read) & (found["part"] > found["whole"])]
        both = zip(own["part"], own["whole"], strict=True)
        said += [line("X-traffic-bought", k=Count(int(part)), n=Count(int(whole))) for part, whole in both]
    return said
