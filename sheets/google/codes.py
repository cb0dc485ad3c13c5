"""Codes that a spreadsheet took for dates: a SKU typed as 3-4 is kept as the number of a day, and shown as 3-4.

A reading of values gives the number alone. Where one stands among codes of another kind, its format is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sheets import contract
from sheets.google.ranges import Area
from sheets.google.seen import Raw
from sheets.google.typed import DATES
from sheets.headers import Header

#: What a look at the formats asks for.
FIELDS = "sheets(properties(sheetId),data(startRow,startColumn,rowData(values(effectiveFormat(numberFormat(type))))))"
_KINDS = ("sku", "id", "order")
#: A day typed without its year is one of this year's: days from 2015 to 2049 may be codes in disguise.
_FIRST, _END = 42_005.0, 54_789.0

#: Row and column, both from 0.
Place = tuple[int, int]


def doubtful(found: Header, key: str, rows: Sequence[Sequence[Raw]]) -> list[Area]:
    """The stretch of each column of codes in which a number may be a date: where most other codes are texts."""
    kinds = {column.name: column.kind for column in contract.tab(key).columns}
    areas = []
    for name, place in found.places.items():
        if kinds.get(name) not in _KINDS:
            continue
        cells = [row[place] if place < len(row) else None for row in rows[found.row :]]
        if float not in set(map(type, cells)):
            continue
        numbers = [at for at, cell in enumerate(cells, found.row) if isinstance(cell, float) and _may_be_day(cell)]
        if numbers and len(numbers) <= sum(isinstance(cell, str) and cell != "" for cell in cells):
            areas.append(Area(numbers[0], numbers[-1] + 1, place, place + 1))
    return areas


def dates(answer: Mapping[str, Any]) -> dict[int, frozenset[Place]]:
    """The cells that are shown as dates, by the id of their tab; ``answer`` is the one to :data:`FIELDS`."""
    return {
        sheet.get("properties", {}).get("sheetId", 0): frozenset(_shown(sheet.get("data", ())))
        for sheet in answer.get("sheets", ())
    }


def _shown(data: Iterable[Mapping[str, Any]]) -> Iterable[Place]:
    for block in data:
        for row, values in enumerate(block.get("rowData", ()), block.get("startRow", 0)):
            for column, cell in enumerate(values.get("values", ()), block.get("startColumn", 0)):
                if cell.get("effectiveFormat", {}).get("numberFormat", {}).get("type") in DATES:
                    yield row, column


def _may_be_day(number: float) -> bool:
    return number.is_integer() and _FIRST <= number < _END
