"""What each category says of a product: why, what moves it out, and what to do next; one file a category."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reports.categories.lines import clear, fix, learn, protect, push, rest
from reports.categories.lines.beside import changed, flags, opinion
from reports.categories.planning import Plan
from reports.language import line
from reports.language.products import CATEGORY
from reports.numbers import Day, Listing
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer

__all__ = ["changed", "evidence", "flags", "moves_out", "next_action", "opinion"]

Say = Callable[["Answer"], Line]
_SAID: Mapping[str, tuple[Say, Say]] = {
    "protect": (protect.evidence, protect.moves_out),
    "clear": (clear.evidence, clear.moves_out),
    "fix": (fix.evidence, fix.moves_out),
    "push": (push.evidence, push.moves_out),
    "learn": (learn.evidence, learn.moves_out),
    "steady": (rest.evidence, rest.moves_out),
    "not_on_sale": (rest.evidence, rest.moves_out),
    "cant_read": (rest.evidence, rest.moves_out),
}
_NEXT: Mapping[str, Callable[[Answer], Line | None]] = {
    "protect": protect.next_action,
    "fix": fix.next_action,
    "learn": learn.next_action,
}
#: Those that depend on the other products too.
_AMONG_OTHERS: Mapping[str, Callable[[Answer, Plan], Line]] = {
    "clear": clear.next_action,
    "push": push.next_action,
}


def evidence(one: Answer) -> Line:
    """Why the product has its computed category; and what it would have without bulk orders, where that differs."""
    said = _SAID[one.computed][0](one)
    if not one.otherwise:
        return said
    orders = dict.fromkeys(str(order) for order in one.case.variants["bulk_order"] if order)
    bulk = line("C-BULK", orders=Listing(tuple(orders)), cat=CATEGORY[one.otherwise])
    return Line(id=said.id, en=said.en + bulk.en, es=said.es + bulk.es, args={**said.args, **bulk.args}, link=said.link)


def moves_out(one: Answer) -> Line:
    """What would change the category: its end where it was set by hand, and what would change the computed one."""
    computed = _SAID[one.computed][1](one)
    return line("M-OVR", until=Day(one.own.until), rest=computed) if one.own else computed


def next_action(one: Answer, plan: Plan) -> Line | None:
    """What to do: by the category in force, but for stock that forbids promoting it, which comes first."""
    category = "protect" if one.protected and one.blocked else one.category
    if one.computed in ("not_on_sale", "cant_read"):
        return None
    if category in _AMONG_OTHERS:
        return _AMONG_OTHERS[category](one, plan)
    return _NEXT[category](one) if category in _NEXT else None
