"""One column of raw cells -> moments. Which part of 03/04/2026 is the day is decided once, from the whole column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from sheets import date_order, moment_cells, stamped, typed_moments
from sheets.errors import Text
from sheets.moment_cells import FIRST_YEAR, LAST_YEAR, Doubtful, Found, Reading
from sheets.problems import Trouble
from sheets.workbook import Cell

#: So many real dates that may be swapped, and so many dates left as text, are no chance.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class Moments:
    """``values`` are moments in UTC without a zone, ``NaT`` where there is none; ``troubles`` say why, by position.

    ``has_time`` is false where only the day is known.
    """

    values: NDArray[np.datetime64]
    has_time: NDArray[np.bool_]
    troubles: Mapping[int, Trouble]
    assumptions: tuple[Text, ...] = ()


def moments(
    cells: Sequence[Cell], header: str, zone: ZoneInfo, source_zone: ZoneInfo, date_style: str, date_1904: bool
) -> Moments:
    """Read a column. Moments without an offset are the source's, days are days of the business zone ``zone``."""
    typed = typed_moments.typed(cells)
    if not len(typed.places) or _doubtful(typed.others) >= _TELLING:
        return _each(cells, header, zone, source_zone, date_style, date_1904)
    timed = typed.has_time
    made = _each(typed.others, header, zone, source_zone, date_style, date_1904, timed=bool(timed.any()))
    good = typed.in_range
    troubles = dict(made.troubles)
    for at in np.flatnonzero(~good).tolist():
        place = int(typed.places[at])
        troubles[place] = Trouble("out_of_range", moment_cells.shown(cells[place]))
    made.has_time[typed.places[good]] = timed[good]
    days, times = good & ~timed, good & timed
    made.values[typed.places[days]], _ = typed_moments.in_utc(typed.local[days], zone)
    made.values[typed.places[times]], twice = typed_moments.in_utc(typed.local[times], source_zone)
    said = [_read_as_first(header)] if twice and _read_as_first(header) not in made.assumptions else []
    return Moments(made.values, made.has_time, troubles, (*made.assumptions, *said))


def _doubtful(cells: Iterable[Cell]) -> int:
    """How many different texts are dates of which either part may be the day."""
    return sum(isinstance(moment_cells.read(cell, False), Doubtful) for cell in set(cells) if isinstance(cell, str))


def _each(
    cells: Sequence[Cell],
    header: str,
    zone: ZoneInfo,
    source_zone: ZoneInfo,
    date_style: str,
    date_1904: bool,
    timed: bool = False,
) -> Moments:
    """Read a column cell by cell; ``timed`` is true where a time of day stands in other cells of it."""
    # Each distinct cell is read once, and those that name their offset all at once.
    places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    distinct = list(places)
    sure = stamped.read(distinct)
    values = np.full(len(distinct), np.datetime64("NaT"), dtype="datetime64[us]")
    has_time = np.zeros(len(distinct), dtype=bool)
    values[sure.places], has_time[sure.places] = sure.moments, True
    rest = [distinct[place] for place in np.flatnonzero(~has_time)]
    read: dict[Cell, Reading] = {cell: moment_cells.read(cell, date_1904) for cell in rest}
    column = date_order.order(date_order.evidence(read.values()), date_style)
    swapped = _swapped(read.values())
    decided: dict[Cell, Found | Trouble | None] = {}
    for cell, found in read.items():
        if isinstance(found, Doubtful):
            decided[cell] = date_order.decided(found, cell, column)
        elif isinstance(found, Found) and found.typed and swapped and found.when.day != found.when.month:
            decided[cell] = Trouble("ambiguous", moment_cells.shown(found.when), "swapped")
        else:
            decided[cell] = found
    midnight_only = (
        not timed
        and sure.only_midnights
        and all(
            found.when.time() == time() for found in decided.values() if isinstance(found, Found) and found.has_time
        )
    )
    twice = False
    final: dict[int, datetime] = {}
    wrong: dict[int, Trouble] = {}
    for cell, one in decided.items():
        place = places[cell]
        if isinstance(one, Trouble):
            wrong[place] = one
        elif one is not None and not FIRST_YEAR <= one.when.year <= LAST_YEAR:
            wrong[place] = Trouble("out_of_range", moment_cells.shown(cell))
        elif one is not None:
            # A program that writes 00:00 after every date knows no time of day.
            has_time[place] = one.has_time and not (midnight_only and one.when.tzinfo is None)
            local = one.when if one.when.tzinfo else one.when.replace(tzinfo=source_zone if has_time[place] else zone)
            twice = twice or bool(has_time[place] and one.when.tzinfo is None and _happens_twice(local))
            final[place] = local.astimezone(UTC).replace(tzinfo=None)
    values[list(final)] = np.array(list(final.values()), dtype="datetime64[us]")
    assumptions = []
    if column.assumed:
        assumptions.append(date_order.assumed(header, column.day_first))
    if twice:
        assumptions.append(_read_as_first(header))
    of_cells = np.fromiter(map(places.__getitem__, cells), dtype=np.intp, count=len(cells))
    troubles = {
        int(position): wrong[int(of_cells[position])] for position in np.flatnonzero(np.isin(of_cells, list(wrong)))
    }
    return Moments(values[of_cells], has_time[of_cells], troubles, tuple(assumptions))


def dates(moments_read: Moments, zone: ZoneInfo) -> Moments:
    """The same with each moment taken back to the beginning of its local day."""
    distinct, of_cells = np.unique(moments_read.values, return_inverse=True)
    starts = [None if moment is None else _midnight(moment, zone) for moment in distinct.tolist()]
    values = np.array(starts, dtype="datetime64[us]")[of_cells]
    return Moments(values, np.zeros(len(values), dtype=bool), moments_read.troubles, moments_read.assumptions)


def _midnight(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    return datetime.combine(local.date(), time(), zone).astimezone(UTC).replace(tzinfo=None)


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


def _happens_twice(local: datetime) -> bool:
    return local.replace(fold=1).utcoffset() != local.utcoffset()


def _read_as_first(header: str) -> Text:
    return Text(
        f"{header}: times in the hour that the clock repeats were read as the earlier one.",
        f"{header}: las horas que el reloj repite se leyeron como la primera.",
    )
