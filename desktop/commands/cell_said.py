"""What a cell says, in the plain values that JSON has; and what such a value is as a cell."""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.waiting import Plain

if TYPE_CHECKING:
    from sheets.workbook import Cell, TabSnapshot

#: Earlier years are no dates in a spreadsheet, or others than they say.
FIRST_YEAR = 1905


def stands(tab: TabSnapshot, address: str) -> Plain:
    """What the cell says, as JSON can; ``None`` where it is blank or no cell at all."""
    letters = address.rstrip("0123456789")
    number = address[len(letters) :]
    if not letters.isalpha() or not letters.isascii() or not number:
        return None
    return at(tab, int(number), letters.upper())


def at(tab: TabSnapshot, row: int, letters: str) -> Plain:
    """What the cell in this row (from 1) and under these letters says; ``None`` where it is blank."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    cells = tab.rows[row - 1] if 0 < row <= len(tab.rows) else ()
    return plain(cells[column - 1]) if column <= len(cells) else None


def plain(cell: Cell) -> Plain:
    """A cell as JSON can say it: dates in ISO form, errors and results that nobody knows in brackets."""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell or None if isinstance(cell, str) else cell
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())
    return str(cell)


def says(cell: Plain, value: Plain) -> bool:
    """Whether a cell says this. Google gives a date as its number of days wherever it is not known that it is one."""
    if cell == value:
        return True
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isinstance(value, str):
        return False
    from sheets.grid import serial

    wanted = value_of(value)
    return isinstance(wanted, date) and abs(serial(wanted, date_1904=False) - cell) < 1e-6


def value_of(value: Plain) -> Cell:
    """JSON to cell: ISO dates and moments become real ones, everything else stays what it is."""
    if not isinstance(value, str) or len(value) < 10 or value[4] != "-":
        return value
    for convert in (date.fromisoformat, datetime.fromisoformat):
        with contextlib.suppress(ValueError):
            return moment if (moment := convert(value)).year >= FIRST_YEAR else value
    return value


def quoted(value: Plain, language: str) -> str:
    """What a cell says, in a sentence."""
    if value is None or value == "":
        return "nothing" if language == "en" else "nada"
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return f"“{text}”" if language == "en" else f"«{text}»"


def place_of(address: str) -> tuple[int, int]:
    """Row and column of an address, from 1; 0 where it is none."""
    letters = address.rstrip("0123456789")
    if not letters.isalpha() or not letters.isascii() or letters == address:
        return 0, 0
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]), column
