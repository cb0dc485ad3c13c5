"""Numbers that stand where dates stand. Google gives a date as its number of days and does not say that it is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import numpy as np

from sheets import contract
from sheets.headers import Header
from sheets.workbook import Cell

_DAY = 86_400_000
_EPOCH = datetime(1899, 12, 30)
#: From 1950 on, to the last day of 9999: a smaller number under a date is a number, and is said to be no date.
_FIRST, _END = 18_264.0, 2_958_466.0
#: Written without dashes, 20261116 is a day as well, and is understood as what it says.
_KINDS = ("date", "moment")


def moment(serial: float) -> date | datetime | time | float:
    """The wall-clock moment, day or time of day that a number is; the number itself where it can be none.

    The clock is that of the spreadsheet, or of the source whose export was pasted.
    """
    if 0 < serial < 1:
        within = timedelta(milliseconds=round(serial * _DAY))
        return (datetime.min + min(within, timedelta(hours=23, minutes=59, seconds=59))).time()
    if not _FIRST <= serial < _END:
        return serial
    days, part = divmod(serial, 1)
    milliseconds = round(part * _DAY)
    found = _EPOCH + timedelta(days, 0, 0, milliseconds)
    return found if milliseconds else found.date()


def places(found: Header, key: str) -> list[int]:
    """The columns, from 0, under which dates stand in the tab ``key``; a second column of the same name counts too."""
    kinds = {column.name: column.kind for column in contract.tab(key).columns}
    there = [(name, place) for name, place in found.places.items()] + [(name, place) for name, place, _ in found.again]
    return sorted(place for name, place in there if kinds.get(name) in _KINDS)


def own_dated(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows of a tab of ours in which the days that a founder gave beside them are dates.

    They stand under the header that the Decisions tab has for them; the row of headers is the one that says ``key``.
    """
    until = contract.tab("decisions").column("until").known_as
    columns: list[int] = []
    made: list[Sequence[Cell]] = []
    for row in rows:
        if "key" in row:
            labels = [contract.normal(cell) if isinstance(cell, str) else "" for cell in row]
            columns = [place for place, label in enumerate(labels) if label in until]
        days = {place: moment(cell) for place in columns if place < len(row) and type(cell := row[place]) is float}
        made.append([days.get(place, cell) for place, cell in enumerate(row)] if days else row)
    return made


def moments(serials: Sequence[float]) -> list[Cell]:
    """:func:`moment` of each number, nearly all of them at once."""
    numbers = np.array(serials, dtype=float)
    usual = (numbers >= _FIRST) & (numbers < _END - 1)
    days, parts = np.divmod(np.where(usual, numbers, 0.0), 1)
    milliseconds = np.rint(parts * _DAY)
    since = (days * _DAY + milliseconds).astype("int64").astype("timedelta64[ms]")
    found: list[Cell] = (np.datetime64(_EPOCH, "ms") + since).tolist()
    for at in np.flatnonzero((milliseconds == 0) | ~usual).tolist():
        found[at] = moment(serials[at])
    return found
