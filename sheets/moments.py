"""One column of raw cells -> moments. Which part of 03/04/2026 is the day is decided once, from the whole column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sheets import moment_cells
from sheets.errors import Text
from sheets.moment_cells import FIRST_YEAR, LAST_YEAR, Doubtful, Found, Reading
from sheets.problems import Trouble
from sheets.workbook import Cell

#: So many real dates that may be swapped, and so many dates left as text, are no chance.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Moments:
    """``values`` are moments in UTC without a zone; ``has_time`` is false where only the day is known."""

    values: list[datetime | Trouble | None]
    has_time: list[bool]
    assumptions: tuple[Text, ...] = ()


def moments(
    cells: Sequence[Cell], header: str, zone: ZoneInfo, source_zone: ZoneInfo, date_style: str, date_1904: bool
) -> Moments:
    """Read a column. Moments without an offset are the source's, days are days of the business zone ``zone``."""
    read: dict[Cell, Reading] = {cell: moment_cells.read(cell, date_1904) for cell in set(cells)}
    day_first, contradictory, assumed = _order(read.values(), date_style)
    swapped = _swapped(read.values())
    decided: dict[Cell, Found | Trouble | None] = {}
    for cell, found in read.items():
        if isinstance(found, Doubtful):
            decided[cell] = _decided(found, cell, day_first, contradictory)
        elif isinstance(found, Found) and found.typed and swapped and found.when.day != found.when.month:
            decided[cell] = Trouble("ambiguous", moment_cells.shown(found.when), "swapped")
        else:
            decided[cell] = found
    midnight_only = all(
        found.when.time() == time() for found in decided.values() if isinstance(found, Found) and found.has_time
    )
    twice = False
    final: dict[Cell, tuple[datetime | Trouble | None, bool]] = {}
    for cell, one in decided.items():
        if not isinstance(one, Found):
            final[cell] = (one, False)
        elif not FIRST_YEAR <= one.when.year <= LAST_YEAR:
            final[cell] = (Trouble("out_of_range", moment_cells.shown(cell)), False)
        else:
            # A program that writes 00:00 after every date knows no time of day.
            has_time = one.has_time and not (midnight_only and one.when.tzinfo is None)
            local = one.when if one.when.tzinfo else one.when.replace(tzinfo=source_zone if has_time else zone)
            twice = twice or (has_time and one.when.tzinfo is None and _happens_twice(local))
            final[cell] = (local.astimezone(UTC).replace(tzinfo=None), has_time)
    assumptions = []
    if assumed:
        assumptions.append(_assumed(header, day_first))
    if twice:
        assumptions.append(
            Text(
                f"{header}: times in the hour that the clock repeats were read as the earlier one.",
                f"{header}: las horas que el reloj repite se leyeron como la primera.",
            )
        )
    results = [final[cell] for cell in cells]
    return Moments([value for value, _ in results], [has for _, has in results], tuple(assumptions))


def dates(moments_read: Moments, zone: ZoneInfo) -> Moments:
    """The same with each moment taken back to the beginning of its local day."""
    memory: dict[datetime, datetime] = {}

    def midnight(moment: datetime) -> datetime:
        if moment not in memory:
            local = moment.replace(tzinfo=UTC).astimezone(zone)
            start = datetime.combine(local.date(), time(), zone)
            memory[moment] = start.astimezone(UTC).replace(tzinfo=None)
        return memory[moment]

    values = [midnight(value) if isinstance(value, datetime) else value for value in moments_read.values]
    return Moments(values, [False] * len(values), moments_read.assumptions)


def _order(read: Iterable[Reading], date_style: str) -> tuple[bool, bool, bool]:
    """Whether the day comes first, whether the column contradicts itself, whether the order is only assumed."""
    doubtful = [found for found in read if isinstance(found, Doubtful)]
    day_first = any(found.one > 12 for found in doubtful)
    month_first = any(found.two > 12 for found in doubtful)
    if day_first or month_first:
        return day_first, day_first and month_first, False
    matters = any(found.one != found.two for found in doubtful)
    return date_style != "m/d", False, matters and date_style not in ("d/m", "m/d")


def _swapped(read: Iterable[Reading]) -> bool:
    """Whether a spreadsheet of the other habit has read this column.

    It turns 05/11 into 11 May and leaves 15/11 as text: then no real date has a day after the 12th, and every text
    has one.
    """
    found = list(read)
    typed = [each.when for each in found if isinstance(each, Found) and each.typed]
    texts = [each for each in found if isinstance(each, Doubtful)]
    if len(typed) < _TELLING or len(texts) < _TELLING:
        return False
    return all(when.day <= 12 for when in typed) and all(max(text.one, text.two) > 12 for text in texts)


def _decided(found: Doubtful, cell: Cell, day_first: bool, contradictory: bool) -> Found | Trouble:
    day, month = (found.one, found.two) if day_first else (found.two, found.one)
    if contradictory:
        if found.one <= 12 and found.two <= 12 and found.one != found.two:
            return Trouble("ambiguous", moment_cells.shown(cell), "date")
        day, month = max(found.one, found.two), min(found.one, found.two)
    return moment_cells.moment_of(found.year, month, day, found.at, found.zone) or Trouble(
        "unreadable", moment_cells.shown(cell), "date"
    )


def _happens_twice(local: datetime) -> bool:
    return local.replace(fold=1).utcoffset() != local.utcoffset()


def _assumed(header: str, day_first: bool) -> Text:
    orders: Mapping[bool, tuple[str, str]] = {True: ("day/month", "día/mes"), False: ("month/day", "mes/día")}
    en, es = orders[day_first]
    return Text(f"{header}: dates read as {en} (assumed).", f"{header}: fechas leídas como {es} (supuesto).")
