"""One value as a cell of a sheet's XML. Text stands in its own cell, and is never a formula."""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta
from xml.sax.saxutils import escape

from sheets.grid import EXACT, LONGEST_TEXT, serial, text_of
from sheets.references import column_letters, column_number
from sheets.workbook import Cell, ErrorCell, Uncached

__all__ = ["CellWriter", "column_letters", "column_number", "number_of"]

#: Text with none of these, and no blank at either end, stands in the XML as it is.
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class CellWriter:
    """Writes cells with the sheet's own prefix (``"x:"`` or ``""``) and date system."""

    def __init__(self, prefix: str, date_1904: bool) -> None:
        self._date_1904 = date_1904
        self._open = f'<{prefix}c r="'
        self._number = (f"><{prefix}v>", f"</{prefix}v></{prefix}c>")
        self._text = (f' t="inlineStr"><{prefix}is><{prefix}t>', f"</{prefix}t></{prefix}is></{prefix}c>")
        self._spaced = self._text[0][:-1] + ' xml:space="preserve">'

    def cell(self, row: int, column: int, value: Cell, cell_format: int) -> str:
        """The cell's XML; a blank value leaves a cell with nothing but its format."""
        shown = f'" s="{cell_format}"' if cell_format else '"'
        start = f"{self._open}{column_letters(column)}{row}{shown}"
        if value is None or value == "":
            return start + "/>"
        if isinstance(value, bool):
            return f'{start} t="b"{self._number[0]}{int(value)}{self._number[1]}'
        if not isinstance(value, str):
            number = number_of(value, self._date_1904)
            if number is not None:
                return f"{start}{self._number[0]}{number!r}{self._number[1]}"
            value = str(value)
        if len(value) <= LONGEST_TEXT and not _SPECIAL.search(value):
            told = value
        else:
            told = escape(_ESCAPE_LIKE.sub("_x005F_", text_of(value)))
        opening = self._spaced if told[:1].isspace() or told[-1:].isspace() or "\n" in told else self._text[0]
        return start + opening + told + self._text[1]


def number_of(value: Cell, date_1904: bool) -> int | float | None:
    """The number that stands for the value in the file; ``None`` for what is written as text."""
    if isinstance(value, ErrorCell | Uncached) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(f"{value!r} is no value for a cell")
    if isinstance(value, int | float):
        # An identifier of many digits would lose its last ones as a number.
        return _short(value) if abs(value) <= EXACT else None
    if isinstance(value, date):
        return _short(serial(value, date_1904))
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return _short(value / timedelta(days=1)) if isinstance(value, timedelta) else None


def _short(number: float) -> int | float:
    return int(number) if isinstance(number, int) or number.is_integer() else number
