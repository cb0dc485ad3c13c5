"""Cells of equal looks as few rectangles, so that a tab is painted by few requests. Rows and columns count from 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from itertools import groupby
from typing import TypeVar

from sheets.google.ranges import Area

Look = TypeVar("Look", bound=Hashable)


def rectangles(looks: Mapping[tuple[int, int], Look]) -> list[tuple[Area, Look]]:
    """Rectangles that cover each of these cells (row, column) once: equal runs of a row, one below the other."""
    done: list[tuple[Area, Look]] = []
    open_: dict[tuple[int, int, Look], int] = {}
    last = -1
    for row, line in groupby(sorted(looks), key=lambda place: place[0]):
        here = set(_runs([column for _, column in line], row, looks))
        for run in [run for run in open_ if run not in here or row != last + 1]:
            done.append(_closed(run, open_.pop(run), last + 1))
        for run in here:
            open_.setdefault(run, row)
        last = row
    done += [_closed(run, first, last + 1) for run, first in open_.items()]
    return sorted(done, key=lambda found: (found[0].first_row, found[0].first_column))


def scattered_looks(looks: Mapping[tuple[int, int], Look], most: int) -> set[tuple[int, Look]]:
    """The looks that stand in more than ``most`` separate places of a column, with that column."""
    places: Counter[tuple[int, Look]] = Counter()
    above: dict[int, tuple[int, Look]] = {}
    for row, column in sorted(looks):
        look = looks[row, column]
        places[column, look] += above.get(column) != (row - 1, look)
        above[column] = (row, look)
    return {found for found, count in places.items() if count > most}


def stretches(values: Iterable[tuple[int, Look]]) -> list[tuple[int, int, Look]]:
    """``(place, value)`` in the order of their places as stretches of equal value: (first, end, value)."""
    found: list[tuple[int, int, Look]] = []
    for place, value in values:
        if found and found[-1][1] == place and found[-1][2] == value:
            found[-1] = (found[-1][0], place + 1, value)
        else:
            found.append((place, place + 1, value))
    return found


def _runs(columns: list[int], row: int, looks: Mapping[tuple[int, int], Look]) -> list[tuple[int, int, Look]]:
    return stretches((column, looks[row, column]) for column in columns)


def _closed(run: tuple[int, int, Look], first: int, end: int) -> tuple[Area, Look]:
    return Area(first, end, run[0], run[1]), run[2]
