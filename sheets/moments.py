"""One column of raw cells -> moments. Which part of 03/04/2026 is the day is decided once, from the whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from sheets.contract import normal
from sheets.errors import Text
from sheets.problems import Trouble
from sheets.workbook import Cell

FIRST_YEAR, LAST_YEAR = 2015, 2035
#: So many real dates that may be swapped, and so many dates left as text, are no chance.
_TELLING = 3

_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "CET": 1, "CEST": 2, "COT": -5, "ART": -3, "BRT": -3, "CLT": -4, "PET": -5,
}  # fmt: skip
_MONTHS = (
    ("january", "enero"), ("february", "febrero"), ("march", "marzo"), ("april", "abril"), ("may", "mayo"),
    ("june", "junio"), ("july", "julio"), ("august", "agosto"), ("september", "septiembre", "setiembre"),
    ("october", "octubre"), ("november", "noviembre"), ("december", "diciembre"),
)  # fmt: skip
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?\s*"
    r"(?P<half>[ap]\.?\s?m\.?)?\s*(?P<zone>Z|[A-Z]{2,4}|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?"
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
class _Found:
    """A moment as written: local to its source unless ``when`` has an offset; ``typed`` = a real date of the sheet."""

    when: datetime
    has_time: bool
    typed: bool = False


@dataclass(frozen=True, slots=True)
class _Doubtful:
    """A date of two numbers and a year, either of which may be the day."""

    one: int
    two: int
    year: int
    at: time | None
    zone: tzinfo | None


_Read = _Found | _Doubtful | Trouble | None


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
    read: dict[Cell, _Read] = {cell: _read(cell, date_1904) for cell in set(cells)}
    day_first, contradictory, assumed = _order(read.values(), date_style)
    swapped = _swapped(read.values())
    decided: dict[Cell, _Found | Trouble | None] = {}
    for cell, found in read.items():
        if isinstance(found, _Doubtful):
            decided[cell] = _decided(found, cell, day_first, contradictory)
        elif isinstance(found, _Found) and found.typed and swapped and found.when.day != found.when.month:
            decided[cell] = Trouble("ambiguous", _shown(found.when), "swapped")
        else:
            decided[cell] = found
    midnight_only = all(
        found.when.time() == time() for found in decided.values() if isinstance(found, _Found) and found.has_time
    )
    twice = False
    final: dict[Cell, tuple[datetime | Trouble | None, bool]] = {}
    for cell, one in decided.items():
        if not isinstance(one, _Found):
            final[cell] = (one, False)
        elif not FIRST_YEAR <= one.when.year <= LAST_YEAR:
            final[cell] = (Trouble("out_of_range", _shown_raw(cell)), False)
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


def _order(read: Iterable[_Read], date_style: str) -> tuple[bool, bool, bool]:
    """Whether the day comes first, whether the column contradicts itself, whether the order is only assumed."""
    doubtful = [found for found in read if isinstance(found, _Doubtful)]
    day_first = any(found.one > 12 for found in doubtful)
    month_first = any(found.two > 12 for found in doubtful)
    if day_first or month_first:
        return day_first, day_first and month_first, False
    matters = any(found.one != found.two for found in doubtful)
    return date_style != "m/d", False, matters and date_style not in ("d/m", "m/d")


def _swapped(read: Iterable[_Read]) -> bool:
    """Whether a spreadsheet of the other habit has read this column.

    It turns 05/11 into 11 May and leaves 15/11 as text: then no real date has a day after the 12th, and every text
    has one.
    """
    found = list(read)
    typed = [each.when for each in found if isinstance(each, _Found) and each.typed]
    texts = [each for each in found if isinstance(each, _Doubtful)]
    if len(typed) < _TELLING or len(texts) < _TELLING:
        return False
    return all(when.day <= 12 for when in typed) and all(max(text.one, text.two) > 12 for text in texts)


def _decided(found: _Doubtful, cell: Cell, day_first: bool, contradictory: bool) -> _Found | Trouble:
    day, month = (found.one, found.two) if day_first else (found.two, found.one)
    if contradictory:
        if found.one <= 12 and found.two <= 12 and found.one != found.two:
            return Trouble("ambiguous", _shown_raw(cell), "date")
        day, month = max(found.one, found.two), min(found.one, found.two)
    return _found(found.year, month, day, found.at, found.zone) or Trouble("unreadable", _shown_raw(cell), "date")


def _read(cell: Cell, date_1904: bool) -> _Read:
    match cell:
        case None:
            return None
        case str():
            return _text(cell)
        case bool() | time() | timedelta():
            return Trouble("unreadable", _shown_raw(cell), "date")
        case datetime():
            return _Found(cell, cell.time() != time() or cell.tzinfo is not None, typed=cell.tzinfo is None)
        case date():
            return _Found(datetime.combine(cell, time()), False, typed=True)
        case int() | float():
            return _serial(float(cell), date_1904)
        case _:
            return Trouble("unreadable", _shown_raw(cell), "date")


def _serial(number: float, date_1904: bool) -> _Read:
    if number.is_integer() and (compact := _COMPACT.match(str(int(number)))):
        return _found(int(compact[1]), int(compact[2]), int(compact[3]), None, None) or Trouble(
            "out_of_range", _shown_raw(number)
        )
    first = datetime(1904, 1, 1) if date_1904 else datetime(1899, 12, 30)
    days = (datetime(FIRST_YEAR, 1, 1) - first).days, (datetime(LAST_YEAR + 1, 1, 1) - first).days
    if not days[0] <= number < days[1]:
        return Trouble("out_of_range", _shown_raw(number))
    whole, part = divmod(number, 1)
    milliseconds = round(part * 86_400_000)
    return _Found(first + timedelta(days=whole, milliseconds=milliseconds), milliseconds > 0)


def _text(text: str) -> _Read:
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
        return _Doubtful(one, two, _year(found["year"]), at[0], at[1])
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if (found := pattern.match(plain)) and (month := _month(found["name"])):
            return _timed(found, month, text)
    if compact := _COMPACT.match(plain):
        return _found(int(compact[1]), int(compact[2]), int(compact[3]), None, None) or Trouble(
            "unreadable", text.strip(), "date"
        )
    if plain.lower() in ("n/a", "na", "s/d", "null", "none", "nan"):
        return Trouble("absent", text.strip())
    return Trouble("unreadable", text.strip(), "date")


def _iso(plain: str) -> _Found | None:
    """The forms of nearly every export, fast: ``2025-12-06 10:36:16 -0500``, ``2026-11-16T08:00``, ``2026-11-16``."""
    if plain[4:5] != "-" or plain[7:8] != "-":
        return None
    try:
        when = datetime.fromisoformat(plain[:19] + plain[19:].lstrip())
    except ValueError:
        return None
    return _Found(when, len(plain) > 10)


def _timed(found: re.Match[str], month: int, text: str) -> _Found | Trouble:
    at = _time(found)
    read = _found(_year(found["year"]), month, int(found["day"]), at[0], at[1]) if at else None
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
    minutes = int(digits[1:3]) * 60 + int(digits[-2:])
    return timezone(timedelta(minutes=minutes if digits[0] == "+" else -minutes)) if minutes < 24 * 60 else None


def _found(year: int, month: int, day: int, at: time | None, zone: tzinfo | None) -> _Found | None:
    try:
        return _Found(datetime.combine(date(year, month, day), at or time(), zone), at is not None)
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


def _happens_twice(local: datetime) -> bool:
    return local.replace(fold=1).utcoffset() != local.utcoffset()


def _shown(when: datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M" if when.time() != time() else "%Y-%m-%d")


def _shown_raw(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return _shown(cell)
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip()


def _assumed(header: str, day_first: bool) -> Text:
    orders: Mapping[bool, tuple[str, str]] = {True: ("day/month", "día/mes"), False: ("month/day", "mes/día")}
    en, es = orders[day_first]
    return Text(f"{header}: dates read as {en} (assumed).", f"{header}: fechas leídas como {es} (supuesto).")
