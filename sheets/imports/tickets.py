"""What help desks write as durations -> the moment meant: so long after the ticket was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from sheets import amounts, date_order, moment_cells
from sheets.imports.kinds import Export
from sheets.imports.words import is_nothing, text
from sheets.moment_cells import FIRST_YEAR, LAST_YEAR, Doubtful, Found
from sheets.workbook import Cell

#: No ticket is open for longer.
_LONGEST = timedelta(days=3650)
_CLOCK = re.compile(r"(\d{1,5}):([0-5]?\d):([0-5]?\d)")


class Clock:
    """Adds durations to the moments of one column, of which the order of day and month is decided by all of its cells.

    ``unit`` is what a bare number counts, such as minutes; ``12:34:56`` is hours, minutes and seconds.
    """

    def __init__(self, export: Export, created: Iterable[Cell], durations: Iterable[Cell], unit: timedelta) -> None:
        read = {cell: moment_cells.read(cell, False) for cell in dict.fromkeys(created)}
        order = date_order.order(date_order.evidence(read.values()), export.dates)
        found: dict[Cell, Found] = {}
        for cell, reading in read.items():
            # Where nobody can know which part of the date is the day, nothing is added to it.
            if isinstance(reading, Doubtful) and not order.assumed:
                reading = date_order.decided(reading, cell, order)
            if isinstance(reading, Found) and FIRST_YEAR <= reading.when.year <= LAST_YEAR:
                found[cell] = reading
        # At midnight, too, it is a moment where the column has any.
        timed = any(each.has_time for each in found.values())
        self._moments: Mapping[Cell, datetime] = {cell: each.when for cell, each in found.items() if timed}
        self._number = amounts.reader(durations, "money", 2, "1,234.5")
        self._unit = unit

    def after(self, created: Cell, duration: Cell) -> Cell:
        """The moment so long after; ``None`` for a blank duration.

        What cannot be reckoned comes as text that says so, which the reader tells as unreadable.
        """
        if is_nothing(duration):
            return None
        lasted = self._lasted(duration)
        if lasted is None or created not in self._moments:
            return f"{text(created)} + {text(duration)}"
        moment = self._moments[created] + lasted
        return moment.strftime("%Y-%m-%d %H:%M:%S %z") if moment.tzinfo else moment

    def _lasted(self, duration: Cell) -> timedelta | None:
        if isinstance(duration, timedelta):
            return duration
        if isinstance(duration, time):
            return timedelta(hours=duration.hour, minutes=duration.minute, seconds=duration.second)
        if clock := _CLOCK.fullmatch(text(duration)):
            return timedelta(hours=int(clock[1]), minutes=int(clock[2]), seconds=int(clock[3]))
        number = self._number(duration)
        if not isinstance(number, Decimal) or not 0 <= number < _LONGEST / self._unit:
            return None
        # The tools count whole seconds.
        return timedelta(seconds=round(float(number) * self._unit.total_seconds()))
