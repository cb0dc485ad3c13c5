"""What a spreadsheet makes of codes that look like something else: MAY-1 a date, 1E5 a number, long digits a power."""

from __future__ import annotations

import re

#: 1.00E+05 and 8,60E+12, with the plus sign that nobody types.
_POWER = re.compile(r"\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}(?: 00:00(?::00)?)?")
#: 1-May and 01-may, as spreadsheets show a day of this year; 1-MAY is a code that somebody typed.
_DAY_OF_MONTH = re.compile(
    r"\d{1,2}-(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec|[Ee]ne|[Aa]br"
    r"|[Aa]go|[Dd]ic)"
)


def is_power(text: str) -> bool:
    """Whether digits of this number are lost: it is shown as a power of ten."""
    return _POWER.fullmatch(text) is not None


def is_changed(text: str) -> bool:
    """Whether a spreadsheet made a day or a power of ten of this code."""
    return any(form.fullmatch(text) for form in (_POWER, _NUMBERS, _DAY_OF_MONTH))
