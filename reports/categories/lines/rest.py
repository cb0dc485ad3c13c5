"""Steady, and what is not ranked: not on sale, or without stock to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.categories.case import known
from reports.categories.lines import words
from reports.language import line
from reports.language.products import CATEGORY
from reports.numbers import Count
from reports.outcome import Line

if TYPE_CHECKING:
    from reports.categories.judging import Answer

_OFF = {"not_on_sale": ("C-OFF", "M-OFF"), "cant_read": ("C-UNREAD", "M-UNREAD")}


def evidence(one: Answer) -> Line:
    """That nothing stands out, or why it is not ranked."""
    if one.computed in _OFF:
        return line(_OFF[one.computed][0])
    row = one.case.row
    cover = line("C-STEADY-cover", c=words.cover(float(row.cover_days))) if known(row.cover_days) else None
    return line("C-STEADY", u=Count(int(row.demand_units)), d=words.window(one.case), cover=cover)


def moves_out(one: Answer) -> Line:
    """How far it is from being pushed, or what would rank it."""
    if one.computed in _OFF:
        return line(_OFF[one.computed][1])
    push = next(judged for judged in one.judged if judged.rule.id == "push")
    return line("M-STEADY", k=Count(push.passed), n=Count(len(push.verdicts)), cat=CATEGORY["push"])
