"""Protect: the size that runs out, what must be restocked, and the order to stop promoting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from reports.categories.case import ALMOST, Case, known
from reports.categories.conditions import protect_cover_days, short_cover, short_sizes
from reports.categories.lines import words
from reports.language import line
from reports.numbers import Both, Count, Day, Listing, Number, round_half_up
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer

#: So many short sizes are named beside the tightest one.
NAMED = 3


def tight_sizes(case: Case) -> list[pd.Series]:
    """The sizes for which the product is protected, the one that lasts least first; none where all do together."""
    sizes = short_sizes(case)
    ranked = sizes.assign(cover=sizes["cover_days"].fillna(0.0)).sort_values(
        ["cover", "demand_units"], ascending=[True, False], kind="stable"
    )
    return [size for _, size in ranked.iterrows()]


def evidence(one: Answer) -> Line:
    """C-PROT."""
    case = one.case
    sizes = tight_sizes(case)
    if not sizes:
        return _whole(case)
    size = sizes[0]
    units = int(size["available"])
    bulk = None
    if size["bulk_order"] and known(size["cover_without_bulk"]) and units > 0:
        days = Count(int(round_half_up(float(size["cover_without_bulk"]))))
        bulk = line("C-PROT-bulk", c2=days, o=str(size["bulk_order"]))
    lasts = (
        line("C-PROT-cover", c=words.cover(float(size["cover_days"])))
        if units > 0 and known(size["cover_days"])
        else None
    )
    others = [line("C-PROT-one", s=words.name(other), left=words.left(int(other["available"]))) for other in sizes[1:]]
    return line(
        "C-PROT",
        size=_size(size, "Size", "Talla"),
        s=words.name(size),
        left=words.left(units),
        cover=lasts,
        bulk=bulk,
        k=Count(int(size["demand_units"])),
        u=Count(int(case.row.demand_units)),
        d=words.window(case),
        understated=line("C-PROT-understated") if bool(size["understated"]) else None,
        more=line("C-PROT-more", sizes=Listing(tuple(others[:NAMED]))) if others else None,
    )


def _size(size: pd.Series, en: str, es: str) -> Both:
    """The size with its word; a colour alone is no size."""
    name = words.name(size)
    return Both(f"{en} {name}", f"{es} {name}") if size["size"] else Both(name, name)


def _whole(case: Case) -> Line:
    row = case.row
    return line(
        "C-PROT-whole",
        n=Count(max(int(row.available), 0)),
        c=words.cover(float(row.cover_days)),
        u=Count(int(row.demand_units)),
        d=words.window(case),
    )


def moves_out(one: Answer) -> Line:
    """How much stock would end it, beyond the limit so that it does not flap."""
    case = one.case
    leaves = case.limit("protect_cover_days") * case.limit("protect_leave")
    sizes = tight_sizes(case)
    if sizes:
        items = [line("M-PROT-one", s=words.name(size), n=Count(_needed(size, leaves))) for size in sizes[:NAMED]]
        return line("M-PROT", list=Listing(tuple(items)), c=_days(leaves))
    row = case.row
    if row.cover_days > protect_cover_days(case) and short_cover(case):
        leaves = float(row.lead_days)
    return line("M-PROT-whole", n=Count(math.ceil(float(row.velocity) * leaves - ALMOST)), c=_days(leaves))


def _needed(size: pd.Series, days: float) -> int:
    return max(math.ceil(float(size["velocity"]) * days - ALMOST), 1) if known(size["velocity"]) else 1


def _days(days: float) -> Number:
    return Number(days, 0 if days == int(days) else 1)


def next_action(one: Answer) -> Line:
    """A-PROT with the reorder where it is known; a pause where nothing is to be ordered."""
    case = one.case
    if one.own is not None and not one.protected:
        return line("A-PAUSE-own", product=case.row.title, reason=one.own.said)
    sizes = tight_sizes(case)
    wanted: Sequence[Any] = sizes or [size for _, size in case.variants.iterrows()]
    if bool(case.row.clear_intent):
        return line("A-PAUSE-clear", product=case.row.title)
    told = [size for size in wanted if known(size["reorder"]) and int(size["reorder"]) > 0]
    nothing_to_order = not told and all(known(size["reorder"]) for size in wanted)
    if nothing_to_order and (pause := _until_it_arrives(case, wanted)):
        return pause
    about = None
    if told:
        about = line(
            "A-PROT-about",
            q=Count(sum(int(size["reorder"]) for size in told)),
            a=Count(sum(int(size["reorder_low"]) for size in told)),
            b=Count(sum(int(size["reorder_high"]) for size in told)),
        )
    return line("A-PROT", product=case.row.title, what=_what(sizes), about=about)


def _what(sizes: Sequence[pd.Series]) -> Both:
    """The sizes to be reordered, with their word where they are sizes."""
    if not sizes:
        return Both("it", "lo que falta")
    names = Listing(tuple(words.name(size) for size in sizes))
    en, es = names.show("en", ""), names.show("es", "")
    if not all(size["size"] for size in sizes):
        return Both(en, es)
    several = len(sizes) > 1
    return Both(f"{'sizes' if several else 'size'} {en}", f"{'las tallas' if several else 'la talla'} {es}")


def _until_it_arrives(case: Case, sizes: Sequence[Any]) -> Line | None:
    coming = sum(int(size["incoming"]) for size in sizes if known(size["incoming"]))
    if coming <= 0:
        return None
    days = [size["incoming_on"] for size in sizes if known(size["incoming_on"])]
    on = line("A-PAUSE-on", d=Day(min(days), case.facts.as_of.date())) if days else None
    return line("A-PAUSE", product=case.row.title, n=Count(coming), on=on)
