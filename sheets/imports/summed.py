"""Several rows of an export that are one row of the tab: an advertisement's rows of a campaign and a day.

Counts and money are added; a rate never is, and neither are people: who saw two advertisements is one person.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from sheets.errors import Text
from sheets.imports.figures import Figures, cell
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.words import is_nothing, text
from sheets.workbook import Cell

ADDED = Text(
    "no row of its own, its figures were added to those of the same name and days",
    "no es una fila propia, sus cifras se sumaron a las del mismo nombre y los mismos días",
)
#: Beyond this a spreadsheet no longer counts exactly.
_LARGEST = 10**15


def summed(
    export: Export,
    sheet: Sheet,
    lines: Iterable[Record | Left],
    *,
    by: Collection[str],
    add: Collection[str],
    people: Collection[str] = (),
) -> Iterator[Record | Left]:
    """One record for each combination of what stands in the columns ``by``, in the order of their first rows.

    The columns ``add`` come as numbers. The columns ``people`` are unknown where several rows became one. What is left
    out passes through; of several rows that became one, all but the first are left out as well.
    """
    groups: dict[tuple[str, ...], list[Record]] = {}
    for each in lines:
        if isinstance(each, Left):
            yield each
        else:
            groups.setdefault(tuple(text(each.values.get(name)) for name in by), []).append(each)
    made = itertools.chain.from_iterable(groups.values())
    figures = Figures(export, sheet, (*add, *people), _rates(sheet), made)
    for first, *others in groups.values():
        values = dict(first.values)
        for name in add:
            if name in values:
                values[name] = _total(figures, (first, *others), name)
        for name in people:
            if name in values:
                values[name] = None if others else _total(figures, (first,), name)
        yield Record(first.row, values)
        yield from (Left(other.row, ADDED) for other in others)


def _total(figures: Figures, lines: Collection[Record], name: str) -> Cell:
    """The sum of what is known; a cell that cannot be read stands for the whole, so that it is told."""
    known: list[Decimal] = []
    for line in lines:
        number = figures.of(line, name)
        if number is not None and abs(number) < _LARGEST:
            known.append(number)
        elif not is_nothing(line.values.get(name)):
            return line.values.get(name)
    return cell(sum(known, Decimal())) if known else None


def _rates(sheet: Sheet) -> set[Cell]:
    """The cells that end in a percent sign, wherever they stand: they prove the file's decimal mark."""
    return {
        told for _, cells in sheet.lines() for told in cells if isinstance(told, str) and told.rstrip().endswith("%")
    }
