"""Numbers that are shown as dates: which cell formats do that, and which moment a number is."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from lxml import etree

Shown = Literal["number", "moment", "duration"]

#: Formats that need not be declared. 27 to 36 and 50 to 58 are dates in East Asian editions only, and numbers in none.
_BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "moment"),
    46: "duration",
}
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_FRACTION = re.compile(r"s[.,]0+")
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL = 2958466.0
#: Excel keeps 255 letters of a format.
_LONGEST_CODE = 1000


def whole(text: str, otherwise: int = 0) -> int:
    """The whole number that an attribute is; ``otherwise`` where it is none (``²`` is a digit too, and no number)."""
    said = text.strip()
    return int(said) if len(said) < 16 and said.isascii() and said.isdigit() else otherwise


def shown_as(code: str) -> Shown:
    """What a number format makes of a number."""
    first = _NOT_A_CODE.sub("", code[:_LONGEST_CODE].split(";")[0])
    if _ELAPSED.search(first):
        return "duration"
    plain = _FRACTION.sub("s", first.lower().replace("general", ""))
    has_digits = any(digit in plain for digit in "0#?")
    return "moment" if not has_digits and any(letter in plain for letter in "dmyhs") else "number"


def cell_formats(styles: etree._Element) -> list[Shown]:
    """For each cell format (the ``s`` of a cell) what it makes of a number."""
    codes: dict[int, Shown] = dict(_BUILT_IN)
    for declared in styles.iter("{*}numFmt"):
        number = whole(declared.get("numFmtId", ""), -1)
        if number >= 0 and declared.getparent() is not None and _local(declared.getparent()) == "numFmts":
            codes[number] = shown_as(declared.get("formatCode", ""))
    for formats in styles.iter("{*}cellXfs"):
        return [codes.get(whole(xf.get("numFmtId", "0")), "number") for xf in formats.iter("{*}xf")]
    return []


def moment(serial: float, date_1904: bool) -> date | datetime | time | float:
    """The date, moment or time of day that a number shown as a date is; the number itself where it is none."""
    if not 0 <= serial < _LAST_SERIAL:
        return serial
    whole, part = divmod(serial, 1)
    milliseconds = round(part * 86_400_000)
    within = timedelta(milliseconds=milliseconds)
    if whole == 0 and not date_1904:
        return (datetime.min + min(within, timedelta(hours=23, minutes=59, seconds=59))).time()
    # Excel believes in 29 February 1900: the numbers before it are one too high.
    day = _EPOCH_1904 if date_1904 else _EPOCH + timedelta(days=1 if whole < 60 else 0)
    try:
        found = day + timedelta(days=whole) + within
    except OverflowError:
        return serial
    return found if milliseconds else found.date()


def duration(days: float) -> timedelta | float:
    """The length of time that a number shown as hours is; the number itself where that is too long to say."""
    try:
        return timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError:
        return days


def _local(element: etree._Element | None) -> str:
    return "" if element is None else etree.QName(element).localname
