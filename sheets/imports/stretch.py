"""What an export covers: which rows of the tab it would have if they still existed.

Last week's orders say nothing of those of the year before, and one processor's payments nothing of another's. A list of
customers or of stock, though, is all that there is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta

from sheets import moment_cells
from sheets.contract import Tab
from sheets.imports import keys
from sheets.imports.recognised import Recognised
from sheets.imports.target import Target
from sheets.workbook import Cell

#: Tables that are lists of what there is, not of what happened.
_LISTS = frozenset(
    {"inventory", "customers", "listings", "products", "discount_codes", "thresholds", "owners", "tag_map"}
)
#: What tells whose rows they are: an export says nothing of rows that another tool brought.
_WHOSE = ("provider", "marketplace", "channel", "carrier", "kind", "measure")
#: Where an export replaces what is there, what another tool brought stays all the same.
_TOOLS = ("provider", "marketplace", "measure")
#: The columns that may say when a row happened, where that is not only the tab's first one.
_WHEN = {"orders": ("created_at", "paid_at"), "returns": ("requested_at", "received_at", "refunded_at")}

#: Order numbers that follow each other this densely are the shop's own count; others are drawn at random.
_DENSE = 0.02
_COUNTED = re.compile(r"(.*?)(\d{1,18})")


def clock(cell: Cell) -> datetime | None:
    """A cell as a moment, as it is shown: without its offset; ``None`` where it is none, or its day is in doubt."""
    found = moment_cells.read(cell, date_1904=False) if isinstance(cell, str | date) else None
    return found.when.replace(tzinfo=None) if isinstance(found, moment_cells.Found) else None


class Stretch:
    """From when to when an export reaches, learnt row by row as it passes, and whose rows it has."""

    def __init__(self, export: Recognised, target: Target) -> None:
        self._target = target
        self._is_list = export.table in _LISTS
        self._when = _times(export, target.declared)
        self._whose = [name for name in _WHOSE if name in export.columns and name in target.letters]
        self._names: dict[str, set[str]] = {name: set() for name in self._whose}
        self._first: datetime | None = None
        self._last: datetime | None = None
        if export.sheet.period:
            first, last = export.sheet.period
            self._first = datetime.combine(first, time())
            self._last = datetime.combine(last, time()) + timedelta(days=1, seconds=-1)

    def saw(self, cell: Callable[[str], Cell]) -> None:
        """The export has this row: ``cell`` gives what the tab is to hold of it."""
        for name in self._whose:
            self._names[name].add(keys.identifier(cell(name)).casefold())
        if self._is_list or (at := self._at(cell)) is None:
            return
        self._first = at if self._first is None else min(self._first, at)
        self._last = at if self._last is None else max(self._last, at)

    def of_another_tool(self, row: int) -> bool:
        """Whether another tool brought this row of the tab."""
        return self._of_others(row, [name for name in self._whose if name in _TOOLS])

    def _of_others(self, row: int, whose: Collection[str]) -> bool:
        said = {name: keys.identifier(self._target.cell(row, name)).casefold() for name in whose}
        return any(text and text not in self._names[name] for name, text in said.items())

    def covers(self, row: int) -> bool | None:
        """Whether the export would have this row of the tab; ``None`` where its moment cannot be told."""
        if self._of_others(row, self._whose):
            return False
        if self._is_list:
            return True
        at = self._at(lambda name: self._target.cell(row, name))
        if at is None or self._first is None or self._last is None:
            return None
        return self._first <= at <= self._last

    def _at(self, cell: Callable[[str], Cell]) -> datetime | None:
        return next((at for name in self._when if (at := clock(cell(name))) is not None), None)


def _times(export: Recognised, declared: Tab) -> tuple[str, ...]:
    # Not just any moment of a row: the last news of a parcel says nothing of when it was sent.
    first = tuple(column.name for column in declared.columns if column.kind in ("date", "moment"))[:1]
    return tuple(name for name in _WHEN.get(export.table, first) if name in export.columns)[:1]


class Numbers:
    """The order numbers between an export's first and last, for each way in which its numbers begin."""

    def __init__(self, numbers: Collection[str]) -> None:
        series: dict[str, list[int]] = {}
        for number in numbers:
            begin, count = _series(number)
            if number:
                series.setdefault(begin, []).append(count)
        self._reach: dict[str, tuple[int, int] | None] = {}
        for begin, counts in series.items():
            low, high = min(counts), max(counts)
            dense = high and len(counts) >= _DENSE * (high - low + 1)
            self._reach[begin] = (low, high) if dense else None

    def near(self, number: str) -> bool:
        """Whether the number stands between two of the export's, or may have been drawn together with them."""
        begin, count = _series(number)
        if begin not in self._reach:
            return False
        reach = self._reach[begin]
        return reach is None or reach[0] <= count <= reach[1]

    def between(self, number: str) -> bool:
        """Whether the number stands between two of the export's in a shop's own count."""
        begin, count = _series(number)
        reach = self._reach.get(begin)
        return reach is not None and reach[0] <= count <= reach[1]


def _series(number: str) -> tuple[str, int]:
    """How the number begins, and its count; 0 where it is none of a count, such as a marketplace's."""
    market, colon, _ = number.partition(":")
    if colon:
        return market, 0
    counted = _COUNTED.fullmatch(number)
    return (counted[1], int(counted[2])) if counted else (number, 0)
