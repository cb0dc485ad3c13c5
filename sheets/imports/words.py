"""A tool's own words in the contract's, where it is known what the tool means by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheets.contract import normal
from sheets.imports.records import Left, Record
from sheets.workbook import Cell


def translated(cell: Cell, words: Mapping[str, str]) -> Cell:
    """The contract's word for this one of the tool's; a word that is not known stays, so that Data health lists it.

    ``words`` are keyed by their comparison form (:func:`sheets.contract.normal`).
    """
    return words.get(normal(cell), cell) if isinstance(cell, str) else cell


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


def is_blank(cell: Cell) -> bool:
    """Whether a cell of a file says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text(cell: Cell) -> str:
    """What stands in a cell, as text without blanks around it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def chosen(told: str, between: str, mark: str) -> str:
    """The options of a variant by their values alone: ``Size: M, Color: Red`` is ``M / Red``.

    ``between`` stands between two options and ``mark`` after an option's name; a value may hold either.
    """
    values: list[str] = []
    for part in told.split(between):
        name, named, value = part.partition(mark)
        if named and name.strip():
            values.append(value.strip())
        elif values:
            values[-1] += between + part
    return " / ".join(value.strip() for value in values)
