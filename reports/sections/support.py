"""Support: what was asked, what of it was fit, and whether what was mended quietened it."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from reports.facts import Loop, Window, days_of
from reports.language import joined, line
from reports.language.header import NOW
from reports.language.support import CHANGED, THEME
from reports.metrics.windows import covered
from reports.numbers import Count, Day, Days, Listing, Number
from reports.outcome import Line, Section
from reports.sections.given import Given, has_rows
from sheets.contract.patterns import THEMES

#: Where reads tell of what was mended, how many of them, and for how long after it was done.
TELLS_LOOPS, LOOPS, LOOP_DAYS = ("weekly", "monthly"), 3, 35
#: So many products are named.
NAMED = 5


def section(given: Given) -> Section:
    """Tickets by theme, then what was mended and the questions after it."""
    lines = [_asked(given)]
    if given.read in TELLS_LOOPS:
        lines += [_loop(given, loop) for loop in _told(given)[:LOOPS]]
    return Section(id="support", kind="label", title=line("T-support"), lines=lines)


def fit(given: Given) -> Section:
    """The month's questions about fit, by product."""
    return Section(id="fit", kind="label", title=line("T-fit"), lines=[_fit(given)])


def _inside(given: Given, window: Window) -> pd.DataFrame:
    tickets = given.facts.tickets
    if tickets.empty:
        return tickets
    days = days_of(tickets["created_at"])
    inside: pd.DataFrame = tickets[(days >= window.start) & (days < window.end)]
    return inside


def _covered_days(given: Given, window: Window) -> int:
    source = given.facts.sources.get("support")
    # Sources may declare the days of a tab that is not there.
    if given.facts.tickets.empty or source is None or source.covers_from is None or source.covers_to is None:
        return 0
    return covered(window.start, window.end, (source.covers_from, source.covers_to))


def _asked(given: Given) -> Line:
    if not has_rows(given.facts, "support"):
        return line("E-support")
    window = given.window
    tickets, days = _inside(given, window), _covered_days(given, window)
    total = int(tickets["count"].sum())
    part = line("L-SUP-part", k=Count(days), n=Count(window.days)) if days < window.days else None
    if not total:
        if not days:
            return line("E-support-uncovered", days=Days(window.start, window.end - timedelta(days=1)))
        said = [line("E-support-window", now=NOW[given.read])]
        return joined([*said, part] if part else said)
    counts = {theme: _count(tickets, theme) for theme in THEMES}
    unknown = int(tickets.loc[tickets["theme"].isna(), "count"].sum())
    if unknown == total and not tickets["mapped"].any():
        return line("L-SUP-untagged", n=Count(total))
    items = [
        line("L-SUP-theme", theme=THEME[theme], k=Count(k))
        for theme, k in sorted(counts.items(), key=lambda item: -item[1])
        if k
    ]
    items += [line("L-SUP-none", k=Count(unknown))] if unknown else []
    said = [line("L-SUP", n=Count(total), themes=Listing(tuple(items)))]
    if sum(counts.values()) + unknown > total:
        said.append(line("L-SUP-more"))
    return joined([*said, part] if part else said)


def _count(tickets: pd.DataFrame, theme: str) -> int:
    return sum(n for themes, n in zip(tickets["themes"], tickets["count"], strict=True) if theme in themes)


def _fit(given: Given) -> Line:
    tickets = _inside(given, given.window)
    if not _covered_days(given, given.window):
        return line("L-FIT-unseen")
    asked = tickets[[("fit" in themes) for themes in tickets["themes"]]] if len(tickets) else tickets
    if asked.empty:
        return line("L-FIT-none", now=NOW[given.read])
    by_product = asked[asked["product"].notna()].groupby("product")["count"].sum()
    sold = _sold(given)
    titles = given.facts.products["title"]
    ranked = sorted(by_product.items(), key=lambda item: (-int(item[1]), str(item[0])))
    items = []
    for key, k in ranked[:NAMED]:
        args = {"product": str(titles.get(key, key)), "k": Count(int(k))}
        items.append(
            line("L-FIT-plain", **args) if sold is None else line("L-FIT-item", u=Count(sold.get(str(key), 0)), **args)
        )
    unlinked = int(asked.loc[asked["product"].isna(), "count"].sum())
    items += [line("L-FIT-unlinked", k=Count(unlinked))] if unlinked else []
    more = line("L-FIT-more", n=Count(len(ranked) - NAMED)) if len(ranked) > NAMED else ""
    return line("L-FIT", list=Listing(tuple(items)), more=more)


def _sold(given: Given) -> dict[str, int] | None:
    """Units of demand of each product in the window; ``None`` where orders do not tell them."""
    lines, window = given.facts.lines, given.window
    if lines.empty or not window.covered_days:
        return None
    days = days_of(lines["dated_at"])
    inside = lines[(days >= window.start) & (days < window.end) & lines["demand"].astype(bool)]
    return {str(key): int(n) for key, n in inside.groupby("product")["quantity"].sum().items()}


def _told(given: Given) -> list[Loop]:
    """What was mended lately, or in the month that is told."""
    start = given.window.start if given.read == "monthly" else given.facts.as_of.date() - timedelta(days=LOOP_DAYS)
    return [loop for loop in given.facts.loops if loop.on >= start]


def _loop(given: Given, loop: Loop) -> Line:
    theme = Listing(tuple(THEME[one] for one in loop.themes))
    title = str(given.facts.products["title"].get(loop.product, "")) if loop.product else ""
    args = {
        "d": Day(loop.on, given.facts.as_of.date()),
        "verdict": line(f"L-LOOP-{loop.verdict}", theme=theme),
        "counts": _counts(loop, theme),
    }
    if loop.what == "action":
        return line("L-LOOP-done", title=loop.title, **args)
    product = line("L-LOOP-of", product=title) if title else ""
    return line("L-LOOP", what=CHANGED[loop.what], product=product, **args)


def _counts(loop: Loop, theme: Listing) -> Line:
    args = {
        "theme": theme,
        "k": Count(loop.questions),
        "n": Count(loop.orders),
        "k0": Count(loop.questions_before),
        "n0": Count(loop.orders_before),
        "its": line("L-LOOP-its") if loop.product else "",
    }
    if loop.verdict == "early":
        return line("L-LOOP-counts", **args)
    rates = (100 * loop.questions / loop.orders, 100 * loop.questions_before / loop.orders_before)
    r, r0 = (Number(rate, 0 if rate >= 10 or rate == int(rate) else 1) for rate in rates)
    return line("L-LOOP-rates", r=r, r0=r0, days=Count(loop.days), **args)
