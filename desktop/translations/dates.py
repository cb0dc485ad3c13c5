"""Days and moments in words, for what the window itself says about a brief."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.outcome import Period

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip


def period_title(read: str, period: Period, language: str) -> str:
    """``Week of 9–15 November``, ``Monday 16 November``, ``November 2026`` or ``17 October – 15 November``."""
    try:
        first, last = date.fromisoformat(period.start), date.fromisoformat(period.end) - timedelta(days=1)
    except ValueError:
        return ""
    days = _span(first, last, language)
    if read == "weekly":
        return f"Semana del {days}" if language == "es" else f"Week of {days}"
    if first == last:
        return day(first, language)
    whole_month = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.month == last.month
    if whole_month and language == "es":
        return f"{_month(first, language).capitalize()} de {first.year}"
    return f"{_month(first, language)} {first.year}" if whole_month else days


def month(text: str, language: str) -> str:
    """``2026-10`` as ``October 2026`` / ``Octubre de 2026``."""
    first = date.fromisoformat(f"{text}-01")
    if language == "es":
        return f"{_month(first, language).capitalize()} de {first.year}"
    return f"{_month(first, language)} {first.year}"


def day(on: date, language: str) -> str:
    """``Monday 16 November`` / ``Lunes 16 de noviembre``."""
    weekday = _DAYS[language][on.weekday()]
    if language == "es":
        return f"{weekday.capitalize()} {on.day} de {_month(on, language)}"
    return f"{weekday} {on.day} {_month(on, language)}"


def full_day(on: date, language: str) -> str:
    """``Monday 16 November 2026`` / ``lunes 16 de noviembre de 2026``, as within a sentence."""
    if language == "es":
        return f"{day(on, language).lower()} de {on.year}"
    return f"{day(on, language)} {on.year}"


def moment(text: str, language: str) -> str:
    """An ISO moment as ``Mon 16 Nov, 8:00 AM`` / ``lun 16 nov, 8:00 a. m.``; other text stays as it is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    short = f"{_DAYS[language][at.weekday()][:3]} {at.day} {_month(at, language)[:3]}"
    if len(text) <= 10:
        return short
    return f"{short}, {clock(at, language)}"


def clock(at: datetime, language: str) -> str:
    """``8:00 AM`` / ``8:00 a. m.``."""
    half = (("AM", "PM") if language == "en" else ("a.\N{NO-BREAK SPACE}m.", "p.\N{NO-BREAK SPACE}m."))[at.hour >= 12]
    return f"{at.hour % 12 or 12}:{at.minute:02d}\N{NO-BREAK SPACE}{half}"


def to_the_second(told: str, at: datetime, language: str) -> str:
    """The same moment with its seconds, where another one is told by the same words: ``today, 8:00:07 AM``."""
    minute = clock(at, language)
    return told.replace(minute, minute.replace(f":{at.minute:02d}", f":{at.minute:02d}:{at.second:02d}"))


def when(at: datetime, now: datetime, language: str) -> str:
    """A moment seen from now: ``today, 8:00 AM``, ``yesterday, …``, ``Mon 16 Nov, …``, ``16 November 2025, …``."""
    days = (now.date() - at.date()).days
    if days in (0, 1):
        words = ("today", "yesterday") if language == "en" else ("hoy", "ayer")
        return f"{words[days]}, {clock(at, language)}"
    if at.year == now.year:
        return moment(at.isoformat(timespec="minutes"), language)
    of = " de " if language == "es" else " "
    return f"{at.day}{of}{_month(at, language)}{of}{at.year}, {clock(at, language)}"


def duration(seconds: float, language: str) -> str:
    """``0.4 s`` / ``0,4 s``; a minute and more as ``1 min 5 s``."""
    if seconds >= 60:
        return f"{int(seconds) // 60} min {int(seconds) % 60} s"
    short = f"{max(seconds, 0.1):.1f}"
    return f"{short.replace('.', ',') if language == 'es' else short}\N{NO-BREAK SPACE}s"


def size(count: int, language: str) -> str:
    """Bytes as ``48 kB`` or ``3.2 MB`` / ``3,2 MB``."""
    if count < 1_000_000:
        return f"{max(round(count / 1000), 1)}\N{NO-BREAK SPACE}kB"
    short = f"{count / 1_000_000:.1f}"
    return f"{short.replace('.', ',') if language == 'es' else short}\N{NO-BREAK SPACE}MB"


def _month(on: date, language: str) -> str:
    return _MONTHS[language][on.month - 1]


def _span(first: date, last: date, language: str) -> str:
    of = " de " if language == "es" else " "
    if first == last:
        return f"{first.day}{of}{_month(first, language)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day}{of}{_month(last, language)}"
    joined = " al " if language == "es" else " – "
    return f"{first.day}{of}{_month(first, language)}{joined}{last.day}{of}{_month(last, language)}"
