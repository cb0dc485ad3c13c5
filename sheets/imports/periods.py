"""Rows that speak of some days: traffic, advertising. Two that share a day of the same thing would count it twice."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sheets.errors import Text
from sheets.imports.stretch import clock
from sheets.workbook import Cell

_PAIRS = (("date_from", "date_to"), ("starts_at", "ends_at"))
_DAY = timedelta(days=1)

#: From when until before when.
Period = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Clash:
    """A period and the row that overlaps it: of the tab, or else of the export itself."""

    period: Period
    other: Period
    row: int
    of_tab: bool

    def said(self, tab: str) -> Text:
        """Why the row cannot be taken, and what to do."""
        here, there = _days(self.period), _days(self.other)
        if self.of_tab:
            return Text(
                f"it covers {here.en}, and row {self.row} of {tab} covers {there.en} of the same: it would count "
                f"twice. Export by day, or delete row {self.row}.",
                f"cubre {here.es}, y la fila {self.row} de {tab} cubre {there.es} de lo mismo: contaría dos veces. "
                f"Exporta por día, o borra la fila {self.row}.",
            )
        return Text(
            f"it covers {here.en}, and row {self.row} of the file covers {there.en} of the same: it would count "
            "twice. Export by day.",
            f"cubre {here.es}, y la fila {self.row} del archivo cubre {there.es} de lo mismo: contaría dos veces. "
            "Exporta por día.",
        )


class Periods:
    """The periods that are taken, for each thing. ``start`` and ``end`` are their places in a row's name, if any."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.names = next((pair for pair in _PAIRS if pair[0] in columns), None)
        self.start = columns.index(self.names[0]) if self.names else -1
        self.end = columns.index(self.names[1]) if self.names and self.names[1] in columns else None
        self._taken: dict[tuple[object, ...], list[tuple[datetime, datetime, int, bool]]] = {}
        self._longest = _DAY

    def of(self, cell: Callable[[str], Cell]) -> Period | None:
        """The period of a row; ``None`` where it has none that can be read, or the rows have none at all."""
        if self.names is None or self.end is None:
            return None
        start, end = clock(cell(self.names[0])), clock(cell(self.names[1]))
        if start is None:
            return None
        end = start if end is None or end < start else end
        # A day without a time is all of it.
        return start, end + _DAY if end.time() == time() else end + timedelta(seconds=1)

    def add(self, name: tuple[object, ...], period: Period | None, row: int, *, of_tab: bool) -> None:
        """This row has this period."""
        if period is not None:
            insort(self._taken.setdefault(self._thing(name), []), (*period, row, of_tab))
            self._longest = max(self._longest, period[1] - period[0])

    def clash(self, name: tuple[object, ...], period: Period | None) -> Clash | None:
        """The first row of the same thing that overlaps this period."""
        taken = self._taken.get(self._thing(name)) if period else None
        if taken is None or period is None:
            return None
        for start, end, row, of_tab in taken[bisect_left(taken, (period[0] - self._longest,)) :]:
            if start >= period[1]:
                return None
            if end > period[0]:
                return Clash(period, (start, end), row, of_tab)
        return None

    def _thing(self, name: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(part for at, part in enumerate(name) if at not in (self.start, self.end))


def _days(period: Period) -> Text:
    first, last = period[0].date(), (period[1] - timedelta(seconds=1)).date()
    if first == last:
        return Text(f"{first}", f"el {first}")
    return Text(f"{first} to {last}", f"del {first} al {last}")
