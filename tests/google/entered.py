"""USER_ENTERED: what Google makes of a text that is entered as if a person had typed it.

Recorded (en_US): numbers with thousands, ``0042``, formulas, ISO dates, texts. The rest follows the guide: percents,
currencies, truth values and a leading apostrophe. The product never enters anything this way; gspread's suite does.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from tests.google.model import Cell, Formula, Json, number
from tests.google.shown import comma

_NUMBER = re.compile(r"^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?(E[+-]?\d+)?$", re.IGNORECASE)
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_SLASHES = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_MOMENT = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$")


def entered(old: Cell, text: str, locale: str) -> Cell:
    """A cell after a text was typed into it."""
    value, format = understood(text, locale)
    kept = old.format
    if format and not (kept or {}).get("numberFormat"):
        kept = (kept or {}) | {"numberFormat": format}
    return old.but(value=value, cached=None, given=False, runs=(), format=kept)


def understood(text: str, locale: str) -> tuple[bool | int | float | str | None, Json | None]:
    """The value of a typed text, and the number format that Google gives it."""
    if text == "":
        return None, None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    if text.startswith("'"):
        return text[1:] or None, None
    bare = text.strip()
    if bare.upper() in ("TRUE", "FALSE"):
        return bare.upper() == "TRUE", None
    for read in (_number, _percent, _currency, _date):
        found = read(bare, locale)
        if found is not None:
            return found
    return text, None


Found = tuple[int | float, Json | None]


def _number(text: str, locale: str) -> Found | None:
    if comma(locale):
        text = text.translate(str.maketrans(",.", ".,"))
    if not _NUMBER.match(text) or not re.search(r"\d", text):
        return None
    grouped = "," in text
    value = number(float(text.replace(",", "")))
    if "e" in text.lower():
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if not grouped:
        return value, None
    return value, {"type": "NUMBER", "pattern": "#,##0.00" if "." in text else "#,##0"}


def _percent(text: str, locale: str) -> Found | None:
    found = _number(text[:-1].strip(), locale) if text.endswith("%") else None
    if found is None:
        return None
    decimals = "." in text or (comma(locale) and "," in text)
    return number(found[0] / 100), {"type": "PERCENT", "pattern": "0.00%" if decimals else "0%"}


def _currency(text: str, locale: str) -> Found | None:
    bare = text.replace("$", "", 1)
    found = _number(bare, locale) if bare != text and text.lstrip("-").startswith("$") else None
    if found is None:
        return None
    return found[0], {"type": "CURRENCY", "pattern": '"$"#,##0.00' if "." in text else '"$"#,##0'}


def _date(text: str, locale: str) -> Found | None:
    try:
        if match := _ISO.match(text):
            return _serial(date(*map(int, match.groups()))), {"type": "DATE", "pattern": "yyyy-mm-dd"}
        if match := _SLASHES.match(text):
            first, second, year = map(int, match.groups())
            month, day = (first, second) if locale == "en_US" else (second, first)
            return _serial(date(year, month, day)), {"type": "DATE", "pattern": "M/d/yyyy"}
        if match := _MOMENT.match(text):
            year, month, day, hour, minute = map(int, match.groups()[:5])
            at = datetime(year, month, day, hour, minute, int(match[6] or 0))
            serial = _serial(at.date()) + (at.hour * 3600 + at.minute * 60 + at.second) / 86400
            return number(serial), {
                "type": "DATE_TIME",
                "pattern": "yyyy-mm-dd h:mm:ss" if match[6] else "yyyy-mm-dd h:mm",
            }
    except ValueError:
        return None
    return None


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days
