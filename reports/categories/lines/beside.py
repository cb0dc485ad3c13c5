"""Beside the category: further words, an opinion, and since when it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reports.categories.case import known
from reports.categories.fixing import reasons, watching
from reports.categories.lines.fix import ON_THE_SHEET
from reports.categories.past import Kept, settled
from reports.language import line
from reports.language.products import CATEGORY
from reports.language.support import THEME
from reports.numbers import Day, Listing
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer

#: A reason to fix the page, in the words of a flag.
_REASON = {"photos": "W-photos", "cart": "W-page", "order": "W-page", "fit": "W-fit", "returns": "W-returns"}
_REASON |= {"reason": "W-returns", "guide": "W-guide", "copy": "W-copy"}
#: Categories with an opinion of their own.
_OPINION = {"push": "O-push", "fix": "O-fix", "protect": "O-protect"}


def flags(one: Answer) -> list[Line]:
    """All other rules that hold, and what else a founder should know, in words."""
    found: dict[str, Line] = {}
    for said in _flags(one):
        found.setdefault(said.en, said)
    return list(found.values())


def _flags(one: Answer) -> Iterator[Line]:
    case, row = one.case, one.case.row
    if one.computed in ("not_on_sale", "cant_read"):
        return
    for judged in one.judged:
        if judged.holds and judged.rule.id not in ("fix", one.deciding):
            yield line(f"W-{judged.rule.id}")
    found = reasons(case)
    alone = all(reason.id in ON_THE_SHEET for reason in found)
    for reason in found:
        # What the evidence of Fix says already is not told twice.
        if one.deciding == "fix" and (alone or reason.id not in ON_THE_SHEET):
            continue
        yield line("W-theme", theme=THEME[row.doubt]) if reason.id == "theme" else line(_REASON[reason.id])
    if fixed := watching(case):
        yield line("W-watch", d=Day(fixed))
    if known(row.discount_dependent) and bool(row.discount_dependent):
        yield line("W-discounts")
    if row.broken_run and row.core_out and not one.protected:
        yield line("W-core", sizes=Listing(tuple(row.core_out)))
    if known(row.list_margin) and row.list_margin < 0:
        yield line("W-loss")


def opinion(one: Answer) -> Line | None:
    """OPIN of the computed category: a founder's other word does not change what the figures say."""
    if one.computed == "fix" and {reason.id for reason in reasons(one.case)} == {"photos"}:
        return line("O-photos")
    return line(_OPINION[one.computed]) if one.computed in _OPINION else None


def changed(one: Answer, kept: Kept | None) -> Line | None:
    """Since when the category holds, once it held on enough days (a new Protect at once); ``None`` without a change."""
    facts = one.case.facts
    today = facts.as_of.date()
    if kept is None or not settled(kept, one.category, today, int(facts.knobs.get("cat.hold_days"))):
        return None
    same = kept.category == one.category
    day, before = (date.fromisoformat(kept.since), kept.before) if same else (today, kept.category)
    return line("C-SINCE", d=Day(day, today), cat=CATEGORY[before]) if before in CATEGORY else None
