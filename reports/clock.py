"""The business clock: local days, business days with Colombian holidays, opening hours, and an order's deadlines.

Nothing here asks what time it is. Days are ``datetime.date`` of the business zone; moments are tz-aware in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]

#: Every moment that we accept lies in here (domain.md §1.2); the holidays around it are known once.
YEARS = range(2014, 2038)
HALF_SATURDAY_CLOSES = time(12)


@lru_cache(maxsize=4)
def public_holidays(calendar: str) -> frozenset[date]:
    """The public holidays of ``"CO"`` (none for any other name).

    The library's dates, and the Virgin of Chiquinquirá from 2026 on (9 July, moved to Monday: Ley 2578 of 2026),
    which versions of the library before June 2026 do not know.
    """
    if calendar != "CO":
        return frozenset()
    known = set(holidays.country_holidays("CO", years=YEARS))
    for year in range(2026, YEARS.stop):
        ninth = date(year, 7, 9)
        known.add(ninth + timedelta(days=-ninth.weekday() % 7))
    return frozenset(known)


@dataclass(frozen=True, eq=False)
class Clock:
    """The business zone and its working time.

    ``closed`` are days that notes take out of business days; ``saturday`` is ``no``, ``half`` (until noon) or ``yes``;
    ``cutoff_hour`` is the hour from which an order starts on the next business day.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("America/Bogota"))
    holiday_calendar: str = "CO"
    closed: frozenset[date] = frozenset()
    saturday: str = "no"
    opens: time = time(9)
    closes: time = time(18)
    cutoff_hour: int = 14
    handling_business_days: int = 2
    _calendar: np.busdaycalendar = field(init=False, repr=False)

    def __post_init__(self) -> None:
        free = public_holidays(self.holiday_calendar) | self.closed
        week = "1111110" if self.saturday in ("half", "yes") else "1111100"
        calendar = np.busdaycalendar(weekmask=week, holidays=sorted(free))
        object.__setattr__(self, "_calendar", calendar)

    def local(self, moment: datetime) -> datetime:
        """The moment on the business's wall clock; a naive one already stands there (of two such, the earlier)."""
        return moment.replace(tzinfo=self.zone) if moment.tzinfo is None else moment.astimezone(self.zone)

    def midnight(self, day: date) -> datetime:
        """The moment at which the local day begins."""
        return datetime.combine(day, time(), self.zone)

    def is_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday (a day closed by a note is none)."""
        return day in public_holidays(self.holiday_calendar)

    def is_business(self, day: date) -> bool:
        """Whether the business works on this day."""
        return bool(np.is_busday(day, busdaycal=self._calendar))

    def closing(self, day: date) -> time:
        """When the business closes on this business day."""
        return min(self.closes, HALF_SATURDAY_CLOSES) if self.saturday == "half" and day.weekday() == 5 else self.closes

    def add_business_days(self, day: date, n: int) -> date:
        """The ``n``-th business day after ``day``; for 0, ``day`` itself or else the next business day."""
        return _date(self.days_later(_days([day]), n)[0])

    def days_later(self, days: Days, n: int | NDArray[np.int64]) -> Days:
        """:meth:`add_business_days` for whole columns; a missing day stays missing."""
        known = ~np.isnat(days)
        steps = np.broadcast_to(np.asarray(n), days.shape)
        found = np.full(days.shape, np.datetime64("NaT"), dtype="datetime64[D]")
        for same, roll in ((known & (steps > 0), "backward"), (known & (steps <= 0), "forward")):
            found[same] = np.busday_offset(days[same], steps[same].clip(0), roll=roll, busdaycal=self._calendar)  # type: ignore[call-overload]
        return found

    def business_days_after(self, day: date, until: date) -> int:
        """How many business days lie in ``(day, until]``; 0 where ``until`` is not later."""
        return int(self.count_after(_days([day]), until)[0])

    def count_after(self, days: Days, until: date) -> NDArray[np.int64]:
        """:meth:`business_days_after` for a column without missing days."""
        after = np.busday_count(days + 1, np.datetime64(until) + 1, busdaycal=self._calendar)
        return np.asarray(after, dtype=np.int64).clip(0)

    def order_start(self, paid_at: datetime, has_time: bool = True) -> date:
        """The business day on which the work on an order starts.

        Its own day where that is a business day and the order came before the cut-off; a date without a time gets the
        benefit of the doubt (the end of that day).
        """
        paid = self.local(paid_at)
        hour = np.array([paid.hour if has_time else 24])
        return _date(self.order_starts(_days([paid.date()]), hour)[0])

    def order_starts(self, days: Days, hours: NDArray[np.int64]) -> Days:
        """:meth:`order_start` for whole columns: local days, and their hours (24 = no time known)."""
        cutoff = np.full(days.shape, self.cutoff_hour)
        if self.saturday == "half":
            saturdays = (days.astype("datetime64[D]").view("int64") - 2) % 7 == 0
            cutoff[saturdays] = min(self.cutoff_hour, HALF_SATURDAY_CLOSES.hour)
        known = ~np.isnat(days)
        in_time = known & (hours < cutoff)
        in_time[known] &= np.is_busday(days[known], busdaycal=self._calendar)
        return np.where(in_time, days, self.days_later(days, 1))

    def due_hours(self, at: datetime, hours: float) -> datetime:
        """``at`` plus so many opening hours; the count starts at the next opening."""
        now, left = self.local(at), timedelta(hours=hours)
        while True:
            day = now.date()
            if self.is_business(day):
                start = max(now, datetime.combine(day, self.opens, self.zone))
                end = datetime.combine(day, self.closing(day), self.zone)
                if end - start >= left and start < end:
                    return start + left
                left -= max(end - start, timedelta(0))
            now = self.midnight(self.add_business_days(day, 1))

    def open_hours(self, starts: NDArray[np.datetime64], ends: NDArray[np.datetime64]) -> NDArray[np.float64]:
        """Opening hours between two moments of the wall clock, for whole columns; NaN where one of them is missing."""
        found = np.full(len(starts), np.nan)
        known = ~(np.isnat(starts) | np.isnat(ends))
        if not known.any():
            return found
        minutes = [moments[known].astype("datetime64[m]") for moments in (starts, ends)]
        first = min(moments.min() for moments in minutes).astype("datetime64[D]")
        days = np.arange(first, max(moments.max() for moments in minutes).astype("datetime64[D]") + 1)
        opens = self.opens.hour * 60 + self.opens.minute
        closes = np.full(len(days), self.closes.hour * 60 + self.closes.minute)
        if self.saturday == "half":
            saturdays = (days.view("int64") - 2) % 7 == 0
            closes[saturdays] = np.minimum(closes[saturdays], HALF_SATURDAY_CLOSES.hour * 60)
        length = np.where(np.is_busday(days, busdaycal=self._calendar), closes - opens, 0).clip(0)
        before = np.concatenate([[0], np.cumsum(length)])
        at = []
        for moments in minutes:
            day = (moments.astype("datetime64[D]") - first).astype(np.int64)
            clock = (moments - moments.astype("datetime64[D]")).astype(np.int64)
            at.append(before[day] + np.clip(clock - opens, 0, length[day]))
        found[known] = np.clip(at[1] - at[0], 0, None) / 60
        return found

    def due_days(self, at: datetime, n: int) -> datetime:
        """Closing time of the ``n``-th business day that opens after ``at``."""
        now = self.local(at)
        opened = self.is_business(now.date()) and now < datetime.combine(now.date(), self.opens, self.zone)
        day = self.add_business_days(now.date(), n - 1 if opened else n)
        return datetime.combine(day, self.closing(day), self.zone)


def closed_days(ranges: Iterable[tuple[date, date]]) -> frozenset[date]:
    """All days of these ranges, both ends included; a range of over a year is a slip of the pen and not taken."""
    found: set[date] = set()
    for first, last in ranges:
        if 0 <= (last - first).days <= 366:
            found.update(first + timedelta(days=day) for day in range((last - first).days + 1))
    return frozenset(found)


def _days(days: list[date]) -> Days:
    return np.array(days, dtype="datetime64[D]")


def _date(day: np.datetime64) -> date:
    found = day.astype("datetime64[D]").item()
    assert isinstance(found, date)
    return found
