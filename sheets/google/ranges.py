"""Ranges as Google writes them: ``'It''s'!A1:Z1000``. The title is always quoted: a tab may be called ``D3``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sheets.headers import letter

_ADDRESS = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,8})$")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of one sheet as Google counts them: rows and columns from 0, the ends not included."""

    first_row: int
    end_row: int
    first_column: int
    end_column: int

    @property
    def a1(self) -> str:
        """The area in letters: ``"A1:C3"``, one cell as ``"A1"``."""
        first = f"{letter(self.first_column)}{self.first_row + 1}"
        last = f"{letter(self.end_column - 1)}{self.end_row}"
        return first if first == last else f"{first}:{last}"


def quoted(title: str) -> str:
    """A tab's title as a range begins with it."""
    return "'" + title.replace("'", "''") + "'"


def a1(title: str, rows: int, columns: int, first_row: int = 1, first_column: int = 1) -> str:
    """The range of so many rows and columns of a tab, from a cell on that is counted from 1."""
    last = f"{letter(first_column + columns - 2)}{first_row + rows - 1}"
    return f"{quoted(title)}!{letter(first_column - 1)}{first_row}:{last}"


def number(letters: str) -> int:
    """The column of these letters, counted from 1: ``"A"`` -> 1, ``"AA"`` -> 27."""
    found = 0
    for each in letters.upper():
        found = found * 26 + ord(each) - 64
    return found


def place(address: str) -> tuple[int, int] | None:
    """Row and column of ``"C5"``, counted from 1; ``None`` where it is no address of a cell."""
    found = _ADDRESS.match(address)
    if not found or int(found[2]) < 1:
        return None
    return int(found[2]), number(found[1])


def area(grid_range: Mapping[str, Any], rows: int, columns: int) -> Area:
    """Google's ``GridRange`` in a sheet of so many rows and columns: a side that it does not name has no end."""
    return Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("endRowIndex", rows),
        grid_range.get("startColumnIndex", 0),
        grid_range.get("endColumnIndex", columns),
    )


def grid_range(sheet_id: int, area: Area) -> dict[str, int]:
    """The area of a sheet as a request names it."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": area.first_row,
        "endRowIndex": area.end_row,
        "startColumnIndex": area.first_column,
        "endColumnIndex": area.end_column,
    }
