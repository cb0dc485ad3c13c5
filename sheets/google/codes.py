"""What a spreadsheet took for dates: a SKU typed as 3-4 is kept as the number of a day, and shown as 3-4.

So is 1.5 among quantities where the sheet's locale writes 1,5. A reading of values gives the number of the day alone.
Where one stands among codes of another kind, or far above the other numbers of its column, its format is asked for.
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
_CODES, _NUMBERS = ("sku", "id", "order"), ("count", "money", "rate")
#: A day typed without its year is one of this year's: days from 2015 to 2049 may be codes in disguise.
_FIRST, _END = 42_005.0, 54_789.0
#: Among numbers of which most are less than a tenth of a day's, one of a day's is doubtful.
_SMALL = _FIRST / 10

#: Row and column, both from 0.
Place = tuple[int, int]


def doubtful(found: Header, key: str, rows: Sequence[Sequence[Raw]]) -> list[Area]:
    """The stretch of each column in which a number may be a date.

    That is one of codes where most other codes are texts, and one of numbers where most others are far smaller.
    """
    kinds = {column.name: column.kind for column in contract.tab(key).columns}
    areas = []
    for name, place in found.places.items():
        if kinds.get(name) not in _CODES + _NUMBERS:
            continue
        cells = [row[place] if place < len(row) else None for row in rows[found.row :]]
        if float not in set(map(type, cells)):
            continue
        if kinds[name] in _NUMBERS and not _are_small(cells):
            continue
        numbers = [at for at, cell in enumerate(cells, found.row) if isinstance(cell, float) and _may_be_day(cell)]
        codes = sum(isinstance(cell, str) and cell != "" for cell in cells)
        if numbers and (kinds[name] in _NUMBERS or len(numbers) <= codes):
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


def _are_small(cells: Sequence[Raw]) -> bool:
    numbers = [cell for cell in cells if type(cell) is float]
    return max(numbers) >= _FIRST and 2 * sum(cell < _SMALL for cell in numbers) > len(numbers)
