"""What single cells of a file say: nothing, a text, a word of the tool's, the options of a variant."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.contract import normal
from sheets.workbook import Cell

_NOTHING = frozenset({"", "n/a", "na", "s/d"})


def translated(cell: Cell, words: Mapping[str, str]) -> Cell:
    """The contract's word for this one of the tool's; a word that is not known stays, so that Data health lists it.

    ``words`` are keyed by their comparison form (:func:`sheets.contract.normal`).
    """
    return words.get(normal(cell), cell) if isinstance(cell, str) else cell


def is_blank(cell: Cell) -> bool:
    """Whether a cell of a file says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_nothing(cell: Cell) -> bool:
    """Whether a cell says nothing, or says so: a dash, ``n/a``. For tools that write these where they know nothing."""
    return text(cell).strip("-–— ").lower() in _NOTHING


def text(cell: Cell) -> str:
    """What stands in a cell, as text without blanks around it; ``27.0`` of a workbook as ``27``."""
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
