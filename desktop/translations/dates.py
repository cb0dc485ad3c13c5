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


def day(on: date, language: str) -> str:
    """``Monday 16 November`` / ``Lunes 16 de noviembre``."""
    weekday = _DAYS[language][on.weekday()]
    if language == "es":
        return f"{weekday.capitalize()} {on.day} de {_month(on, language)}"
    return f"{weekday} {on.day} {_month(on, language)}"


def moment(text: str, language: str) -> str:
    """An ISO moment as ``Mon 16 Nov, 8:00 AM`` / ``lun 16 nov, 8:00 a. m.``; other text stays as it is."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    short = f"{_DAYS[language][at.weekday()][:3]} {at.day} {_month(at, language)[:3]}"
    if len(text) <= 10:
        return short
    half = (("AM", "PM") if language == "en" else ("a.\N{NO-BREAK SPACE}m.", "p.\N{NO-BREAK SPACE}m."))[at.hour >= 12]
    return f"{short}, {at.hour % 12 or 12}:{at.minute:02d}\N{NO-BREAK SPACE}{half}"


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
