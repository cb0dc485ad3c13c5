"""What came back in the month's read: how much of what was sold, why, and of which product and size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from reports.facts import Facts
from reports.language import line
from reports.language.returned import reason_words
from reports.numbers import Count, Listing, Percent
from reports.outcome import Line, Reason, Section
from reports.reasons import reasons
from reports.return_figures import REASON_DAYS, mature, reads_returns
from reports.sections.given import Given

#: So many reasons, and so many products, are named.
NAMED = 3
#: From so many units on a share is told in percent too.
PERCENT_FROM = 30


def section(given: Given) -> Section:
    """Returns, after what the orders taught; one line where there are none to read."""
    facts = given.facts
    if not reads_returns(facts):
        return _label([line("E-returns")])
    told = reasons(facts)
    return _label([_rate(facts), _why(facts, told), *_products(facts, told), *_left_out(facts)])


def _rate(facts: Facts) -> Line:
    units, returned, exchanged, fit = mature(facts)
    days = {name: Count(int(facts.knobs.get(key))) for name, key in (("a", "return_from"), ("b", "return_to"))}
    least = facts.knobs.get("min.M22")
    if units < least:
        return line("L-RET-early", n=Count(units), least=Count(least), **days)
    return line(
        "L-RET-rate",
        k=Count(returned),
        n=Count(units),
        p=line("L-RET-percent", p=Percent(returned / units)) if units >= PERCENT_FROM else "",
        x=Count(exchanged),
        fit=line("L-RET-fit", f=Count(fit)) if fit else "",
        **days,
    )


def _why(facts: Facts, told: Sequence[Reason]) -> Line:
    """The reasons of all products together, and how many gave none."""
    units: dict[str, int] = {}
    for one in told:
        if not one.size:
            units[one.reason] = units.get(one.reason, 0) + one.units
    days = Count(REASON_DAYS)
    if not units:
        return line("L-RET-none", d=days)
    most = sorted(units.items(), key=lambda item: (-item[1], item[0]))[:NAMED]
    items = [line("L-RET-why-item", reason=reason_words(reason), k=Count(k)) for reason, k in most]
    silent = _without(facts)
    more: Any = line("L-RET-without", m=Count(silent)) if silent else ""
    return line("L-RET-why", d=days, list=Listing(tuple(items)), without=more)


def _without(facts: Facts) -> int:
    """Units of the same days that came back without a reason."""
    back, today = facts.returns, facts.as_of.date()
    recent = np.array([day is not None and 0 <= (today - day).days < REASON_DAYS for day in back["on"]], dtype=bool)
    silent = back["reason"].isna() & (back["status"] != "rejected") & (back["type"] != "lost")
    return int(back.loc[recent & silent.to_numpy(dtype=bool), "quantity"].sum())


def _products(facts: Facts, told: Sequence[Reason]) -> list[Line]:
    """Products whose reason repeats, with the size that it is most of."""
    least, titles = facts.knobs.get("min.M24"), facts.products["title"]
    repeated = [one for one in told if not one.size and one.units >= least and one.product in titles.index][:NAMED]
    items = []
    for one in repeated:
        sizes = [s for s in told if s.size and (s.product, s.reason) == (one.product, one.reason) and s.units > 1]
        size: Any = line("L-RET-size", s=sizes[0].size, k=Count(sizes[0].units)) if sizes else ""
        items.append(
            line(
                "L-RET-product",
                product=str(titles[one.product]),
                reason=reason_words(one.reason),
                k=Count(one.units),
                n=Count(one.of),
                size=size,
            )
        )
    return [line("L-RET-products", list=Listing(tuple(items)))] if items else []


def _left_out(facts: Facts) -> list[Line]:
    back = facts.returns
    unknown, over = int(back["order"].isna().sum()), int(back["over"].sum())
    said = [line("L-RET-unknown", n=Count(unknown))] if unknown else []
    return [*said, line("L-RET-over", n=Count(over))] if over else said


def _label(lines: list[Line]) -> Section:
    return Section(id="returns", kind="label", title=line("T-returns"), lines=lines)
