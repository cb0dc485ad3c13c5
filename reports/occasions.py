"""What makes a moment press: a launch that runs or has just ended, and an event that a customer's note names a day for.

Launches are notes of the type ``campaign_launched``: from their day to their end, and three days more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from reports.facts import Facts
from reports.named import Named

#: A launch presses on for so many days after its end.
AFTER = timedelta(days=3)
#: A day that a note names is an event's only where it lies at most so far after the order.
FAR = timedelta(days=183)
MONTHS = {
    **{"ene": 1, "jan": 1, "feb": 2, "mar": 3, "abr": 4, "apr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "aug": 8},
    **{"sep": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12, "dec": 12},
}
_NAMES = r"(?P<{0}>[a-záéíóú]{{3,10}})\.?"
_YEAR = r"(?:(?:\s+(?:de|del)|,)?\s+(?P<year>20\d\d))?"
#: Days as people write them. A bare 12/10 is a size, an address or a time unless something says that it is a day.
_FORMS = (
    re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>20\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:de\s+)?{_NAMES.format('name')}{_YEAR}\b"),
    re.compile(rf"\b{_NAMES.format('name')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}\b"),
    re.compile(r"\b(?:el|del|al|on|by|before|hasta)\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d))?\b"),
)
#: Short names that are also words ("2 mar azul", "may I"): days only where something else says so.
_WORDS = ("mar", "may", "set")
_LED = re.compile(r"\b(?:el|del|al|on|by|before|for|until|hasta)\s+$")


@dataclass(frozen=True, slots=True)
class Launch:
    """A launch, both days included. ``products`` and ``variants`` are keys; empty where the note names none."""

    start: date
    end: date
    products: frozenset[str]
    variants: frozenset[str]


def launches(facts: Facts) -> list[Launch]:
    """The launches that run now or ended at most three days ago."""
    notes, today = facts.notes, facts.as_of.date()
    if notes.empty:
        return []
    chosen = notes[notes["type"] == "campaign_launched"]
    found, named = [], Named(facts)
    for on, until, what in zip(chosen["on"], chosen["until"], chosen["applies_to"], strict=True):
        if on <= today <= until + AFTER:
            found.append(Launch(on, until, named.products(what), named.variants(what)))
    return found


def event_on(note: object, placed: date, today: date) -> date | None:
    """The first day from ``today`` on that an order's note names; ``None`` where it names none that can be meant.

    Days are read day first. A day without a year is the next one after the order was placed.
    """
    if not isinstance(note, str):
        return None
    found = [day for form in _FORMS for match in form.finditer(note.lower()) if (day := _day(match, placed))]
    return min((day for day in found if today <= day <= placed + FAR), default=None)


def _day(match: re.Match[str], placed: date) -> date | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else MONTHS.get(str(parts.get("name"))[:3], 0)
    name = parts.get("name")
    if name and not any(full.startswith(name) for full in _FULL):
        return None
    if name in _WORDS and not (
        parts.get("year") or " de " in match.group() or _LED.search(match.string[: match.start()])
    ):
        return None
    for year in [int(parts["year"])] if parts.get("year") else [placed.year, placed.year + 1]:
        try:
            day = date(year, month, int(parts["day"]))
        except ValueError:
            return None
        if day >= placed:
            return day
    return None


_FULL = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre"),
    *("octubre", "noviembre", "diciembre", "january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
