"""A formula as it reads in another cell: which of its references move along."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_GONE = "#REF!"

#: What must be kept as it is comes first: texts, names of tabs, brackets of tables and of other workbooks.
_TOKEN = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    |(?P<cell>(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[1-9]\d{0,6})(?![\w.(!\[\\?]))
    |(?P<rows>(?P<r1>\$?[1-9]\d{0,6}):(?P<r2>\$?[1-9]\d{0,6})(?![\w.(!\[\\?]))
    |(?P<columns>(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})(?![\w.(!\[\\?$]))
    |(?P<word>[\w.\\?]+)""",
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """1 -> ``A``, 27 -> ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """``A`` -> 1, ``AA`` -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def moved(formula: str, rows: int, columns: int = 0) -> str:
    """The formula (without its ``=``) as it reads so many rows further down and columns further right.

    References without ``$`` move along; one that would leave the sheet becomes ``#REF!``, as it does in Excel.
    """

    def told(found: re.Match[str]) -> str:
        if found["cell"]:
            column, row = _column(found["c"], columns), _row(found["r"], rows)
            return found[0] if column is None else (column + row if column and row else _GONE)
        if found["rows"]:
            return _range(_row(found["r1"], rows), _row(found["r2"], rows))
        if found["columns"]:
            first, last = _column(found["c1"], columns), _column(found["c2"], columns)
            return found[0] if first is None or last is None else _range(first, last)
        return found[0]

    return _TOKEN.sub(told, formula)


def _range(first: str, last: str) -> str:
    return f"{first}:{last}" if first and last else _GONE


def _row(text: str, by: int) -> str:
    """The row so much further down, ``""`` where there is none."""
    if text.startswith("$"):
        return text
    number = int(text) + by
    return str(number) if 1 <= number <= _LAST_ROW else ""


def _column(text: str, by: int) -> str | None:
    """The column so much further right, ``""`` where there is none, ``None`` where these letters are no column."""
    number = column_number(text.lstrip("$").upper())
    if number > _LAST_COLUMN:
        return None
    if text.startswith("$") or by == 0:
        return text
    number += by
    return column_letters(number) if 1 <= number <= _LAST_COLUMN else ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the cell that it is written for."""

    text: str
    row: int
    column: int

    def at(self, row: int, column: int) -> str:
        """How it reads in another cell."""
        return moved(self.text, row - self.row, column - self.column)
