"""The marks inside a number, by country: those of ``reports.marks``, without Babel, which the window does not load.

A test holds them against each other.
"""

from __future__ import annotations

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
#: What stands between thousands, and before the decimals.
COMMA, POINT = (",", "."), (".", ",")
#: Where each language is at home: whose marks it uses unless told otherwise.
_HOME = {"en": "US", "es": "CO"}
_MARKS = {
    **dict.fromkeys(("CA", "GB", "IN", "MX", "PE", "US"), COMMA),
    **dict.fromkeys(("AR", "BR", "CL", "CO", "DE", "EC", "ES", "IT", "UY"), POINT),
    "CH": ("’", "."),
    "CR": (NBSP, ","),
    "FR": (NARROW, ","),
}
#: Spanish is spoken in Brazil too, and has marks of its own there.
_SPOKEN = {("es", "BR"): COMMA}
#: Countries that group by two beyond the first thousand: 12,34,567.
_BY_TWO = ("IN",)


def number(value: float, language: str, region: str = "", decimals: int = 0) -> str:
    """A number with so many decimals: ``1,234.5``; the true minus sign before one that is below zero."""
    country = region if region in _MARKS else _HOME[language]
    group, point = _SPOKEN.get((language, country), _MARKS[country])
    whole, _, rest = f"{abs(value):.{decimals}f}".partition(".")
    size = 2 if country in _BY_TWO else 3
    head, last = whole[:-3], whole[-3:]
    parts = [head[max(end - size, 0) : end] for end in range(len(head), 0, -size)][::-1]
    said = group.join([*parts, last]) + (point + rest if rest else "")
    return f"\N{MINUS SIGN}{said}" if value < 0 and float(f"{value:.{decimals}f}") else said


def percent(rate: float, language: str, region: str = "", decimals: int = 0) -> str:
    """A rate of 0 to 1 in hundredths: ``12%`` / ``12 %``."""
    return number(rate * 100, language, region, decimals) + ("%" if language == "en" else f"{NBSP}%")
