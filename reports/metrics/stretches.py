"""Rows that speak of stretches of days: which of them tell a window, so that no day counts twice.

A row inside the window counts whole. One that reaches beyond it counts by its days only where both are whole weeks (a
weekday is not like another); else the days are not covered. Of rows that share days those are taken that cover most of
the window, and of such sets the one with fewer rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

WEEK = 7
Days = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Chosen:
    """``share`` of each row that counts (0 = not at all), and the rows left out as they share days with a taken one."""

    share: NDArray[np.float64]
    overlapping: NDArray[np.bool_]


def share(first: Days, last: Days, start: int, end: int) -> NDArray[np.float64]:
    """The part of each row ``first … last`` (day numbers, both inside) that lies in ``[start, end)`` and may count."""
    length = last - first + 1
    inside = np.minimum(last + 1, end) - np.maximum(first, start)
    weeks = (length % WEEK == 0) & (inside % WEEK == 0)
    counts = (inside > 0) & ((inside == length) | weeks)
    return np.where(counts, inside / np.maximum(length, 1), 0.0)


def chosen(thing: pd.Series, first: Days, last: Days, start: int, end: int) -> Chosen:
    """Which rows tell ``[start, end)`` of their ``thing``; a thing and a stretch stand in one row alone."""
    part = share(first, last, start, end)
    overlapping = np.zeros(len(part), dtype=bool)
    codes = pd.factorize(thing)[0]
    used = np.flatnonzero(part > 0)
    order = used[np.lexsort((last[used], first[used], codes[used]))]
    if len(order) < 2:
        return Chosen(part, overlapping)
    reach = pd.Series(last[order]).groupby(codes[order]).cummax().to_numpy()
    again = np.flatnonzero((codes[order][1:] == codes[order][:-1]) & (first[order][1:] <= reach[:-1]))
    for code in np.unique(codes[order][again + 1]):
        own = order[codes[order] == code]
        kept = _apart([(int(first[at]), int(last[at]), float(part[at])) for at in own], start, end)
        left = np.delete(own, kept)
        part[left], overlapping[left] = 0.0, True
    return Chosen(part, overlapping)


def _apart(spans: Sequence[tuple[int, int, float]], start: int, end: int) -> list[int]:
    """The places of the spans that share no day and cover most of the window; of ties whole rows, then fewer."""
    order = sorted(range(len(spans)), key=lambda at: (spans[at][1], spans[at][0]))
    ends = [spans[at][1] for at in order]
    best: list[tuple[tuple[int, int, int], tuple[int, ...]]] = [((0, 0, 0), ())]
    for number, at in enumerate(order):
        first, last, part = spans[at]
        covers = min(last + 1, end) - max(first, start)
        score, before = best[bisect_right(ends, first - 1, 0, number)]
        cut = 0 if part == 1.0 else covers
        taken = ((score[0] + covers, score[1] - cut, score[2] - 1), (*before, at))
        best.append(max(best[-1], taken, key=lambda one: one[0]))
    return sorted(best[-1][1])
