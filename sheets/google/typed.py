"""A value as a cell of Google's holds it: typed, so that no text becomes a formula and no locale reads a number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sheets.grid import EXACT, text_of
from sheets.workbook import Cell, ErrorCell, Uncached

_EPOCH = datetime(1899, 12, 30)

#: The kinds of number format under which a number is shown as a date, a moment or a time.
DATES = frozenset({"DATE", "TIME", "DATE_TIME"})
_FORMATS: Mapping[type, Mapping[str, str]] = {
    datetime: {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"},
    date: {"type": "DATE", "pattern": "yyyy-mm-dd"},
    time: {"type": "TIME", "pattern": "hh:mm:ss"},
    timedelta: {"type": "TIME", "pattern": "[h]:mm:ss"},
}


def extended(value: Cell) -> dict[str, Any]:
    """The value as Google's ``ExtendedValue``; ``{}`` for a blank one. Text is text, whatever it begins with."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, ErrorCell | Uncached) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(f"{value!r} is no value for a cell")
    if isinstance(value, str) or (isinstance(value, int | float) and abs(value) > EXACT):
        return {"stringValue": text_of(str(value))}
    return {"numberValue": value if isinstance(value, int | float) else serial(value)}


def number_format(value: Cell) -> Mapping[str, str] | None:
    """The number format that a date, a moment or a time is shown in; ``None`` for every other value."""
    return _FORMATS.get(type(value))


def serial(value: date | time | timedelta) -> int | float:
    """The number that a spreadsheet keeps: days since 30 December 1899, on the clock of the wall."""
    if isinstance(value, time):
        since = timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )  # fmt: skip
    elif isinstance(value, timedelta):
        since = value
    elif isinstance(value, datetime):
        since = value.replace(tzinfo=None) - _EPOCH
    else:
        since = datetime(value.year, value.month, value.day) - _EPOCH
    days = since / timedelta(days=1)
    return int(days) if days.is_integer() else days
