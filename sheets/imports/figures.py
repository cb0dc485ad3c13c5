"""Amounts that an importer has to reckon with: a line's price of its total, an order's total of its lines.

They are read as the tab's reader will read them, each column decided by all of its cells; nothing is guessed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable
from decimal import ROUND_HALF_UP, Decimal

from sheets import amounts
from sheets.contract import Column
from sheets.imports import styles
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record
from sheets.imports.styles import Habits, Numbers, Survey
from sheets.workbook import NOTHING, Cell

#: Prices of one unit are kept so exactly, where the price of all of them does not divide evenly.
_SMALLEST = Decimal("0.000001")
#: From here on a cell's number is not exact, and what stands there is no amount but an id or a slip.
_TOO_LARGE = Decimal(10) ** 15
#: Cells that stand in no column that is asked for, and prove how the file writes all the same.
_BESIDE = Column("", "rate", NOTHING, NOTHING)


class Figures:
    """The numbers in some columns of one file, and what they prove for each other.

    Where no cell of a column proves its decimal mark, that of the other columns and of the cells ``also`` speaks, and
    where none does, the export's own. ``made`` are lines of which a ``shape`` has put cells into other columns.
    """

    def __init__(
        self,
        export: Export,
        sheet: Sheet,
        columns: Collection[str],
        also: Iterable[Cell] = (),
        made: Iterable[Record] = (),
    ) -> None:
        asked = [Column(name, "money", NOTHING, NOTHING) for name in columns]
        survey = Survey([*asked, _BESIDE])
        for cell in also:
            survey.see(0, {_BESIDE.name: cell})
        for line in itertools.chain(export.mapped(sheet), made):
            survey.see(line.row, line.values)
        self._readers = {
            column.name: _reader(styles.numbers(column, column.name, survey, export.decimal, export.tool, Habits()))
            for column in asked
        }

    def of(self, line: Record, column: str) -> Decimal | None:
        """The number, or ``None`` where the cell is blank or cannot be read, or the file has no such column."""
        if column not in self._readers:
            return None
        read = self._readers[column](line.values.get(column))
        return read if isinstance(read, Decimal) else None

    def or_nothing(self, line: Record, column: str) -> Decimal:
        """The number, and 0 where there is none."""
        return self.of(line, column) or Decimal()


def _reader(how: Numbers) -> Callable[[Cell], amounts.Amount]:
    read = amounts.reader_by(frozenset(), "money", how.decimals, how.style or "auto")
    if how.style is not None:
        return read
    return lambda cell: None if isinstance(cell, str) and amounts.proof(cell)[1] else read(cell)


def total(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or ``None`` where one of the parts is unknown: a part of a total is no total."""
    known = list(parts)
    return None if any(part is None for part in known) else sum(filter(None, known), Decimal())


def each(whole: Decimal | None, units: Decimal | None) -> Decimal | None:
    """What one of so many units costs; ``None`` where either is unknown or there are no units."""
    if whole is None or not units:
        return None
    try:
        return (whole / units).quantize(_SMALLEST, ROUND_HALF_UP)
    except ArithmeticError:
        # More digits than anything costs: a number from elsewhere in the wrong column.
        return None


def cell(number: Decimal | None) -> Cell:
    """A number as a cell holds it."""
    if number is None:
        return None
    if abs(number) >= _TOO_LARGE:
        return str(number)
    return int(number) if number == number.to_integral_value() else float(number)
