"""One row of an export on its way into a tab, or left out of it on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets.errors import Text
from sheets.workbook import Cell


@dataclass(frozen=True, slots=True)
class Record:
    """One row to be imported: values by canonical column, and the row of the file that it came from.

    A name that begins with ``_`` is a cell that only the export's own ``shape`` looks at; it goes into no tab.
    """

    row: int
    values: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Left:
    """One row of the file that is left out on purpose, such as a total. ``why`` follows "left out:" in a sentence."""

    row: int
    why: Text


TOTAL = Left(0, Text("a total of other rows", "un total de otras filas"))


def once_an_order(lines: Iterator[Record | Left], columns: frozenset[str]) -> Iterator[Record | Left]:
    """The lines with ``columns`` on the first line of each order only: many tools repeat them on every line."""
    begun: set[Cell] = set()
    for line in lines:
        if isinstance(line, Left):
            yield line
        elif (number := line.values.get("order_id")) not in begun:
            begun.add(number)
            yield line
        else:
            yield Record(line.row, {name: None if name in columns else cell for name, cell in line.values.items()})
