"""The values of knobs as text and as what they mean: read from a cell, or typed in the window. Stdlib only."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from reports.definitions import FAMILIES, KNOBS
from reports.definitions.knob import Knob
from sheets.contract import normal

#: Scopes as a Spanish sheet names them.
_SCOPE_NAMES = {
    "producto": "product",
    "tipo": "type",
    "fuente": "source",
    "zona": "zone",
    "transportadora": "carrier",
    "metodo": "method",
    "medio": "method",
    "sede": "location",
    "ubicacion": "location",
}
_YES = frozenset({"yes", "true", "si", "x", "1", "verdadero"})
_NO = frozenset({"no", "false", "0", "falso"})
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")
#: Both marks in one number tell which is which: the last one is the decimal.
_BOTH_MARKS = re.compile(r"-?\d{1,3}(?:\.\d{3})+,\d+|-?\d{1,3}(?:,\d{3})+\.\d+")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|a|to)\s*(\d{1,2})(?::(\d{2}))?")

_FIRST: dict[str, Knob] = {knob.key: knob for knob in reversed(KNOBS)}
_NAMES: dict[str, str] = {normal(key): key for key in _FIRST} | {
    normal(key.removeprefix("cat.")): key for key in _FIRST if key.startswith("cat.")
}


@lru_cache(maxsize=1024)
def canonical(key: str) -> str:
    """The declared spelling of a key (case, accents and spaces don't count; ``cat.`` may be left out).

    Raises ``KeyError`` where neither a knob nor a family is meant.
    """
    found = _NAMES.get(normal(key))
    if found is not None:
        return found
    stripped = key.strip()
    for family in FAMILIES:
        if stripped.lower().startswith(family.key) and len(stripped) > len(family.key):
            rest = stripped[len(family.key) :]
            return family.key + (rest.upper() if family.key == "fx." else rest.lower())
    raise KeyError(key)


def declaration(key: str) -> Knob:
    """The declaration of a canonical key."""
    if key in _FIRST:
        return _FIRST[key]
    return next(family for family in FAMILIES if key.startswith(family.key))


def scope_of(applies_to: str) -> tuple[str, str]:
    """``type:Jersey`` as its two parts in comparison form; both blank for all."""
    name, _, value = applies_to.partition(":")
    if normal(applies_to) in ("", "all", "todo", "todos", "todas"):
        return "", ""
    found = normal(name)
    return _SCOPE_NAMES.get(found, found), normal(value)


def as_text(value: Any) -> str:
    """A cell's value as it reads: ``8.0`` is ``8``, a flag ``yes`` or ``no``, nothing ``""``."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float | Decimal) and value == int(value):
        return str(int(value))
    return str(value).strip()


def same(text: str, default: str, knob: Knob) -> bool:
    """Whether a value says the same as its default cell."""
    if text == default:
        return True
    try:
        return bool(text and default) and parsed(text, knob) == parsed(default, knob)
    except ValueError:
        return False


def parsed(value: Any, knob: Knob) -> Any:
    """The typed value; ``ValueError`` names the kind of problem."""
    text = as_text(value)
    match knob.kind:
        case "text" | "link":
            if knob.key == "currency" and text and not _CURRENCY.fullmatch(text):
                # Orders name theirs by its code; under any other word none of them would be in the shop's own.
                raise ValueError("unreadable")
            return text
        case "list":
            return tuple(item.strip() for item in re.split(r"[;,]", text) if item.strip())
        case "flag":
            if normal(text) in _YES | _NO:
                return normal(text) in _YES
        case "choice":
            found = [choice for choice in knob.choices if normal(choice) == normal(text)]
            if knob.key in ("number_style", "date_style"):
                found = [choice for choice in knob.choices if choice == text]
            if found or (not text and not knob.default):
                return found[0] if found else ""
            raise ValueError("unknown_choice")
        case "zone":
            return _zone(text)
        case "hours":
            return _hours(text)
        case "date":
            return _day(text)
        case _:
            return _number(value, text, knob)
    raise ValueError("unreadable")


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, OSError, ValueError) as mistake:
        raise ValueError("unreadable") from mistake
    return text


def _day(text: str) -> date | None:
    """A date as its cell holds it, or written as 2026-11-16; what could be read in two ways is not guessed."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError as mistake:
        raise ValueError("unreadable") from mistake


def _hours(text: str) -> tuple[time, time]:
    found = _HOURS.fullmatch(text)
    if not found:
        raise ValueError("unreadable")
    first, first_minute, last, last_minute = (int(part or 0) for part in found.groups())
    if first > 23 or last > 23 or first_minute > 59 or last_minute > 59:
        raise ValueError("out_of_range")
    opens, closes = time(first, first_minute), time(last, last_minute)
    if opens >= closes:
        raise ValueError("out_of_range")
    return opens, closes


def _number(value: Any, text: str, knob: Knob) -> int | float | Decimal | None:
    if not text:
        return None
    percent = text.endswith("%")
    plain = re.sub(r"(?i)cop|us\$|[$€%\s\u00a0]", "", text)
    if isinstance(value, str) and _THOUSANDS.fullmatch(plain):
        if knob.kind in ("number", "rate"):
            raise ValueError("unreadable")  # 1.234 may be either here, and a guess would be off by a thousand
        plain = re.sub(r"[.,]", "", plain)
    elif isinstance(value, str) and _BOTH_MARKS.fullmatch(plain):
        plain = plain.replace("." if plain.rindex(",") > plain.rindex(".") else ",", "")
    try:
        number = Decimal(plain.replace(",", "."))
    except InvalidOperation as mistake:
        raise ValueError("unreadable") from mistake
    if not number.is_finite():
        raise ValueError("unreadable")
    if percent or (knob.kind == "rate" and 1 < number <= 100):
        number /= 100
    if not knob.low <= number <= knob.high:
        raise ValueError("out_of_range")
    if knob.kind == "count":
        if number != int(number):
            raise ValueError("unreadable")
        return int(number)
    return float(number) if knob.kind == "rate" else number
