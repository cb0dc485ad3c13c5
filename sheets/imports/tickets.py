"""What help desks write as durations -> the moment meant: so long after the ticket was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sheets import amounts, moment_cells, moments
from sheets.imports.kinds import Export
from sheets.imports.summed import is_nothing, words
from sheets.moment_cells import Found
from sheets.workbook import Cell

#: No ticket is open for longer.
_LONGEST = timedelta(days=3650)
_CLOCK = re.compile(r"(\d{1,5}):([0-5]?\d):([0-5]?\d)")
_UTC = ZoneInfo("UTC")


class Clock:
    """Adds durations to the moments of one column, of which the order of day and month is decided by all of its cells.

    ``unit`` is what a bare number counts, such as minutes; ``12:34:56`` is hours, minutes and seconds.
    """

    def __init__(self, export: Export, created: Iterable[Cell], durations: Iterable[Cell], unit: timedelta) -> None:
        cells = list(dict.fromkeys(created))
        read = moments.moments(cells, "", _UTC, _UTC, export.dates or "auto", False)
        doubtful = bool(read.assumptions)
        # At midnight, too, it is a moment where the column has any.
        timed = bool(read.has_time.any())
        self._moments: Mapping[Cell, datetime] = {
            cell: moment
            for cell, moment in zip(cells, read.values.tolist(), strict=True)
            # Where nobody can know which part of the date is the day, nothing is added to it.
            if timed and moment is not None and not (doubtful and not isinstance(moment_cells.read(cell, False), Found))
        }
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
            return f"{words(created)} + {words(duration)}"
        moment = self._moments[created] + lasted
        found = moment_cells.read(created, False)
        if isinstance(found, Found) and found.when.tzinfo is not None:
            return moment.replace(tzinfo=UTC).astimezone(found.when.tzinfo).strftime("%Y-%m-%d %H:%M:%S %z")
        return moment

    def _lasted(self, duration: Cell) -> timedelta | None:
        if isinstance(duration, timedelta):
            return duration
        if isinstance(duration, time):
            return timedelta(hours=duration.hour, minutes=duration.minute, seconds=duration.second)
        if clock := _CLOCK.fullmatch(words(duration)):
            return timedelta(hours=int(clock[1]), minutes=int(clock[2]), seconds=int(clock[3]))
        number = self._number(duration)
        if not isinstance(number, Decimal) or not 0 <= number < _LONGEST / self._unit:
            return None
        # The tools count whole seconds.
        return timedelta(seconds=round(float(number) * self._unit.total_seconds()))
