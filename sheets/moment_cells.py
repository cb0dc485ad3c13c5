"""One raw cell -> a moment, a date whose day is in doubt, or the reason why it is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from sheets.contract import normal
from sheets.problems import Trouble
from sheets.workbook import Cell

FIRST_YEAR, LAST_YEAR = 2015, 2035

_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "WET": 0, "WEST": 1, "BST": 1, "COT": -5, "ART": -3, "BRT": -3, "CLT": -4, "PET": -5,
}  # fmt: skip
_MONTHS = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"), ("may", "mayo"),
    ("june", "junio"), ("july", "julio"), ("august", "agosto"), ("september", "septiembre", "setiembre"),
    ("october", "octubre"), ("november", "noviembre"), ("december", "diciembre"),
)  # fmt: skip
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?\s*(?:(?:hs?|hrs|horas|uhr)\b\.?\s*)?"
    r"(?P<zone>Z|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?:UTC|GMT)[+-]\d{1,2}|[A-Z]{2,4})?(?:\s*\([^()]*\))?"
)
_AFTER = rf"(?:(?:\s*[T,]\s*|\s+)(?:(?:at|a las)\s+)?{_TIME})?$"
_WEEKDAY = r"^(?:[^\W\d]{2,10}\.?,?\s+)?"
_YEAR_FIRST = re.compile(rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_AFTER}", re.IGNORECASE)
_NUMBERS = re.compile(
    rf"^(?P<one>\d{{1,2}})[-/.](?P<two>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}}){_AFTER}", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\s+de\s+|[\s./-]+)(?P<name>[^\W\d]{{3,12}})(?:\s+del?\s+|[\s.,/-]+)"
    rf"(?P<year>\d{{4}}|\d{{2}}){_AFTER}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}(?P<name>[^\W\d]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_AFTER}",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009", " "))


@dataclass(frozen=True, slots=True)
class Found:
    """A moment as written: local to its source unless ``when`` has an offset; ``typed`` = a real date of the sheet."""

    when: datetime
    has_time: bool
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A date of two numbers and a year, either of which may be the day."""

    one: int
    two: int
    year: int
    at: time | None
    zone: tzinfo | None


Reading = Found | Doubtful | Trouble | None


def read(cell: Cell, date_1904: bool) -> Reading:
    """What one cell says, before its column has decided which part of 03/04/2026 is the day."""
    match cell:
        case None:
            return None
        case str():
            return _text(cell)
        case bool() | time() | timedelta():
            return Trouble("unreadable", shown(cell), "date")
        case datetime():
            return Found(cell, cell.time() != time() or cell.tzinfo is not None, typed=cell.tzinfo is None)
        case date():
            return Found(datetime.combine(cell, time()), False, typed=True)
        case int() | float():
            return _serial(float(cell), date_1904)
        case _:
            return Trouble("unreadable", shown(cell), "date")


def _serial(number: float, date_1904: bool) -> Reading:
    if number.is_integer() and (compact := _COMPACT.match(str(int(number)))):
        return moment_of(int(compact[1]), int(compact[2]), int(compact[3]), None, None) or Trouble(
            "out_of_range", shown(number)
        )
    first = datetime(1904, 1, 1) if date_1904 else datetime(1899, 12, 30)
    days = (datetime(FIRST_YEAR, 1, 1) - first).days, (datetime(LAST_YEAR + 1, 1, 1) - first).days
    if not days[0] <= number < days[1]:
        return Trouble("out_of_range", shown(number))
    whole, part = divmod(number, 1)
    milliseconds = round(part * 86_400_000)
    return Found(first + timedelta(days=whole, milliseconds=milliseconds), milliseconds > 0)


def _text(text: str) -> Reading:
    plain = " ".join(text.translate(_SPACES).split()).lstrip("'")
    if not plain or not plain.strip("-–—"):
        return None
    if quick := _iso(plain):
        return quick
    if found := _YEAR_FIRST.match(plain):
        return _timed(found, int(found["month"]), text)
    if found := _NUMBERS.match(plain):
        one, two = int(found["one"]), int(found["two"])
        at = _time(found)
        if at is None or not (1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12):
            return Trouble("unreadable", text.strip(), "date")
        return Doubtful(one, two, _year(found["year"]), at[0], at[1])
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if (found := pattern.match(plain)) and (month := _month(found["name"])):
            return _timed(found, month, text)
    if compact := _COMPACT.match(plain):
        return moment_of(int(compact[1]), int(compact[2]), int(compact[3]), None, None) or Trouble(
            "unreadable", text.strip(), "date"
        )
    if plain.lower() in ("n/a", "na", "s/d", "null", "none", "nan"):
        return Trouble("absent", text.strip())
    return Trouble("unreadable", text.strip(), "date")


def _iso(plain: str) -> Found | None:
    """The forms of nearly every export, fast: ``2025-12-06 10:36:16 -0500``, ``2026-11-16T08:00``, ``2026-11-16``."""
    if plain[4:5] != "-" or plain[7:8] != "-":
        return None
    try:
        when = datetime.fromisoformat(plain[:19] + plain[19:].lstrip())
    except ValueError:
        return None
    return Found(when, len(plain) > 10)


def _timed(found: re.Match[str], month: int, text: str) -> Found | Trouble:
    at = _time(found)
    read = moment_of(_year(found["year"]), month, int(found["day"]), at[0], at[1]) if at else None
    return read or Trouble("unreadable", text.strip(), "date")


def _time(found: re.Match[str]) -> tuple[time | None, tzinfo | None] | None:
    """Time of day and offset, both ``None`` where only a day is written; ``None`` where they make no sense."""
    if found["hour"] is None:
        return None, None
    hour = int(found["hour"])
    if half := found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    zone = _offset(found["zone"]) if found["zone"] else None
    if found["zone"] and zone is None:
        return None
    part = (found["part"] or "0")[:6].ljust(6, "0")
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0), int(part)), zone
    except ValueError:
        return None


def _offset(text: str) -> tzinfo | None:
    name = text.upper()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    digits = name.removeprefix("UTC").removeprefix("GMT")
    if digits[:1] not in ("+", "-"):
        return None
    hours, rest = (digits[1:], "0") if len(digits) <= 3 else (digits[1:3], digits[-2:])
    minutes = int(hours) * 60 + int(rest)
    return timezone(timedelta(minutes=minutes if digits[0] == "+" else -minutes)) if minutes < 24 * 60 else None


def moment_of(year: int, month: int, day: int, at: time | None, zone: tzinfo | None) -> Found | None:
    """The moment of these parts; ``None`` where the calendar has no such day."""
    try:
        return Found(datetime.combine(date(year, month, day), at or time(), zone), at is not None)
    except ValueError:
        return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month(name: str) -> int:
    plain = normal(name)
    if len(plain) < 3:
        return 0
    for number, names in enumerate(_MONTHS, 1):
        if any(full.startswith(plain) for full in names):
            return number
    return 0


def shown(cell: Cell) -> str:
    """A cell as a sentence quotes it."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M" if cell.time() != time() else "%Y-%m-%d")
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()
