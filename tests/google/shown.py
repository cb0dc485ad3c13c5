"""What a cell shows: FORMATTED_VALUE, UNFORMATTED_VALUE and FORMULA, dates as serial numbers or texts.

Recorded: ``test_get_all_values_date_time_render_options``, ``test_numeric_value``. Number formats follow the guide
"Date and number formats" for the tokens that the recordings and this project use; texts follow the locale's decimal
sign.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.google.model import Cell, Error, Formula, Json, Shown, number

_EPOCH = datetime(1899, 12, 30)
#: Languages that write 1.234,5.
COMMA = ("es", "de", "fr", "pt", "it", "nl", "ru", "pl", "sv", "da", "nb", "fi", "cs", "tr", "id")
#: Spanish as it is written with a decimal point.
POINT = ("es_MX", "es_GT", "es_HN", "es_NI", "es_PA", "es_PE", "es_PR", "es_SV", "es_DO", "es_US")
DATES = ("DATE", "TIME", "DATE_TIME")
DEFAULTS = {
    "DATE": "M/d/yyyy",
    "TIME": "h:mm:ss am/pm",
    "DATE_TIME": "M/d/yyyy H:mm:ss",
    "PERCENT": "0.00%",
    "CURRENCY": "$#,##0.00",
}


def comma(locale: str) -> bool:
    """Numbers of this locale have a decimal comma."""
    return locale not in POINT and locale.partition("_")[0] in COMMA


def plain(value: float) -> str:
    """A number without a format: at most ten significant decimals, as a sheet shows it."""
    if isinstance(value, int):
        text = str(value)
        return text if len(text.lstrip("-")) <= 15 else f"{value:.14E}".replace("E+0", "E+")
    if value != 0 and (abs(value) >= 1e15 or abs(value) < 1e-9):
        mantissa, exponent = f"{value:.14E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}"
    text = f"{value:.10f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_date(format: Json | None) -> bool:
    """The cell's number format is of a date, a time or both."""
    return ((format or {}).get("numberFormat") or {}).get("type") in DATES


def formatted(value: Shown, format: Json | None, locale: str) -> str:
    """The text that stands in the cell."""
    if value is None:
        return ""
    if isinstance(value, Error):
        return value.shown
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = ((format or {}).get("numberFormat") or {}).get("type", "")
    pattern = ((format or {}).get("numberFormat") or {}).get("pattern") or DEFAULTS.get(kind, "")
    if kind in DATES:
        return date_text(value, pattern)
    if not pattern or kind == "TEXT":
        text = plain(value)
        return text.replace(".", ",") if comma(locale) else text
    return number_text(value, pattern, locale)


def number_text(value: float, pattern: str, locale: str) -> str:
    """A number in a format such as ``#,##0.00`` or ``0%``; sections of ``;`` for negatives, texts in quotes."""
    sections = pattern.split(";")
    negative = value < 0
    if negative and len(sections) > 1:
        pattern, value, negative = sections[1], -value, False
    else:
        pattern = sections[0]
    match = re.search(r"[#0,.]+(?:\.[#0]+)?", re.sub(r'"[^"]*"', lambda m: " " * len(m.group()), pattern))
    if not match:
        return re.sub(r'"', "", pattern)
    body = match.group()
    whole, _, decimals = body.partition(".")
    exact = Decimal(repr(value) if isinstance(value, float) else value) * (100 if "%" in pattern else 1)
    rounded = abs(exact.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP))
    integer, _, fraction = f"{rounded:f}".partition(".")
    integer = integer.rjust(whole.replace(",", "").count("0"), "0")
    if "," in whole:
        integer = f"{int(integer):,}"
    least = len(decimals.rstrip("#"))
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    text = integer + ("." + fraction if fraction else "")
    if comma(locale):
        text = text.translate(str.maketrans(",.", ".,"))
    before, after = pattern[: match.start()], pattern[match.end() :]
    clean = [re.sub(r'["\\_*]', "", part) for part in (before, after)]
    return ("-" if negative and rounded else "") + clean[0] + text + clean[1]


def moment(serial: float) -> datetime:
    """The date and time of a serial number: days since 30 December 1899."""
    return _EPOCH + timedelta(seconds=round(serial * 86400))


def date_text(serial: float, pattern: str) -> str:
    """A serial number in a format such as ``yyyy-mm-dd`` or ``d/m/yyyy h:mm:ss``."""
    at = moment(serial)
    out = []
    after_hours = False
    half = re.search(r"am/pm|a/p", pattern, re.IGNORECASE)
    for token in re.findall(
        r'"[^"]*"|\\.|yyyy|yy|y|MMMM|mmmm|MMM|mmm|MM|mm|M|m|dddd|ddd|dd|d|HH|hh|H|h|ss|s|am/pm|a/p|.', pattern
    ):
        low = token.lower()
        if token[0] == '"':
            out.append(token[1:-1])
        elif token[0] == "\\":
            out.append(token[1:])
        elif low[0] == "y":
            out.append(f"{at.year:04d}" if len(low) > 2 else f"{at.year % 100:02d}")
        elif low[0] == "m" and (after_hours or (low in ("mm", "m") and _before_seconds(pattern, out))):
            out.append(f"{at.minute:02d}" if len(low) > 1 else str(at.minute))
            after_hours = False
        elif low[0] == "m":
            names = {3: "%b", 4: "%B"}
            out.append(
                at.strftime(names[len(low)]) if len(low) > 2 else f"{at.month:02d}" if len(low) == 2 else str(at.month)
            )
        elif low[0] == "d":
            names = {3: "%a", 4: "%A"}
            out.append(
                at.strftime(names[len(low)]) if len(low) > 2 else f"{at.day:02d}" if len(low) == 2 else str(at.day)
            )
        elif low[0] == "h":
            hour = (at.hour % 12 or 12) if half else at.hour
            out.append(f"{hour:02d}" if len(low) == 2 else str(hour))
            after_hours = True
        elif low[0] == "s":
            out.append(f"{at.second:02d}" if len(low) == 2 else str(at.second))
        elif low in ("am/pm", "a/p"):
            out.append("AM" if at.hour < 12 else "PM")
        else:
            out.append(token)
    return "".join(out)


def _before_seconds(pattern: str, out: list[str]) -> bool:
    return pattern.lower().startswith(("mm:ss", "m:ss")) and not out


def rendered(cell: Cell, value_option: str, date_option: str, locale: str) -> object:
    """One value of a ValueRange; an empty cell is an empty text."""
    shown = cell.shown
    if value_option == "FORMULA":
        return "" if cell.value is None else str(cell.value) if isinstance(cell.value, Formula) else _raw(cell.value)
    if shown is None:
        return ""
    if value_option == "UNFORMATTED_VALUE":
        if isinstance(shown, Error):
            return shown.shown
        if isinstance(shown, int | float) and not isinstance(shown, bool):
            if date_option == "FORMATTED_STRING" and is_date(cell.format):
                return formatted(shown, cell.format, locale)
            return number(shown)
        return shown
    return formatted(shown, cell.format, locale)


def _raw(value: object) -> object:
    return number(value) if isinstance(value, float) else value
