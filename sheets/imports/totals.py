"""Totals that somebody's spreadsheet put below an export: no order, no payment, no parcel of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sheets.rows import is_total
from sheets.workbook import Cell

#: An amount, a share or a length of time, with or without its currency; or the dash of a cell without one.
_FIGURE = re.compile(
    r"[\s'(+−-]*(?:[^\W\d_]{0,3}[$€£¥₹৳]|[A-Z]{3}\s)?[\s+−-]*\d[\d.,:'\s]*[)%−-]?(?:\s?(?:%|[A-Z]{3}|[$€£¥]))?|[-–—\s]+"
)
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_CURRENCY = re.compile(r"[A-Z]{3}")


#: What the words for a total, a figure and a currency's code may begin with: nearly every row ends at its first cell.
_WORDS = frozenset("tTsSgG")
_BEGINS = frozenset("0123456789+-−–—($€£¥₹৳' ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00a0") | _WORDS


def is_total_row(cells: Sequence[Cell]) -> bool:
    """Whether a row says that it is a total, and holds nothing but figures beside."""
    says = False
    currency = 0
    for cell in cells:
        if cell is None or cell == "" or (isinstance(cell, int | float) and not isinstance(cell, bool)):
            continue
        if not isinstance(cell, str) or cell[0] not in _BEGINS:
            return False
        if cell.isdecimal():
            continue
        if cell.lstrip()[:1] in _WORDS and is_total(cell):
            says = True
        elif _FIGURE.fullmatch(cell):
            if _DOTTED_DAY.match(cell):
                return False
        elif _CURRENCY.fullmatch(cell):
            currency += 1
        elif cell.strip():
            return False
    return says and currency <= 1
