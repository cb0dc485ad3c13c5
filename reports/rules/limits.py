"""Entering and leaving a limit: a row enters at its limit and leaves only well beyond it, so that it does not flap.

A rule asks where a value stands and gives the answer on: ``at = limits.high(rate, limit)``, ``if not at: continue``,
``Finding(…, lingers=at.lingers)``. What lingers stands only where it stood before (:mod:`reports.exception_rows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

#: Counts and rates leave at this share of their limit, cover and stock at this multiple (domain.md §4.1).
LEAVES_HIGH, LEAVES_LOW = 0.8, 1.25


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a value stands: ``inside`` the limit of leaving; ``lingers`` = not inside the limit of entering."""

    inside: bool
    lingers: bool = False

    def __bool__(self) -> bool:
        return self.inside


OUT, IN, LINGERS = Reach(False), Reach(True), Reach(True, lingers=True)


def high(value: Any, limit: Any, *, above: bool = False) -> Reach:
    """A count or a rate that is too high: enters at ``limit`` (``above`` it), leaves at 80 % of it. Unknown is out."""
    if _unknown(value) or _unknown(limit):
        return OUT
    number, edge = float(value), float(limit)
    if number > edge or (number == edge and not above):
        return IN
    return LINGERS if number > edge * LEAVES_HIGH else OUT


def low(value: Any, limit: Any, *, at: bool = False) -> Reach:
    """Stock, cover or a rate that is too low: enters below ``limit`` (``at`` it), leaves at 125 %. Unknown is out."""
    if _unknown(value) or _unknown(limit):
        return OUT
    number, edge = float(value), float(limit)
    if number < edge or (number == edge and at):
        return IN
    return LINGERS if number < edge * LEAVES_LOW else OUT


def every(*reaches: Reach | bool) -> Reach:
    """All of these conditions together: it lingers where any of them does. A plain condition is in or out."""
    if not all(reaches):
        return OUT
    return LINGERS if any(_lingers(one) for one in reaches) else IN


def some(*reaches: Reach | bool) -> Reach:
    """Any of these conditions: it lingers where all those that hold do."""
    inside = [one for one in reaches if one]
    if not inside:
        return OUT
    return LINGERS if all(_lingers(one) for one in inside) else IN


def _lingers(reach: Reach | bool) -> bool:
    return isinstance(reach, Reach) and reach.lingers


def _unknown(value: Any) -> bool:
    return value is None or bool(pd.isna(value))
