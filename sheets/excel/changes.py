"""What edits ask for in one tab, by row: cells of their own, and blocks of rows."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheets.excel.areas import Area
from sheets.excel.cell_writer import column_number
from sheets.workbook import Cell


@dataclass(frozen=True, eq=False)
class Block:
    """Rows one below the other from row ``start`` on, each as column letters -> value, as the caller gave them."""

    start: int
    rows: Sequence[Mapping[str, Cell]]

    @cached_property
    def end(self) -> int:
        """The last of the rows."""
        return self.start + len(self.rows) - 1

    @cached_property
    def columns(self) -> frozenset[int]:
        """Every column that one of the rows names."""
        return frozenset(column_number(letters) for letters in {letters for row in self.rows for letters in row})

    def holds(self, row: int) -> bool:
        """Whether the row is one of these."""
        return self.start <= row <= self.end


class Changes(Mapping[int, Mapping[int, Cell]]):
    """The cells to set, by row number and column, in the order of the rows.

    Rows of blocks are kept as the caller gave them, since there may be very many.
    """

    def __init__(self, cells: Mapping[int, Mapping[int, Cell]], blocks: Sequence[Block]) -> None:
        #: The cells that were named one by one.
        self.cells = cells
        self._numbers = sorted(cells)
        # A row is asked for many times on end.
        self._told: tuple[int, Mapping[int, Cell]] = (0, {})
        self._within: Block | None = None
        #: From the top down.
        self.blocks = tuple(sorted((block for block in blocks if block.rows), key=lambda block: block.start))

    def __getitem__(self, number: int) -> Mapping[int, Cell]:
        if number == self._told[0]:
            return self._told[1]
        if number not in self:
            raise KeyError(number)
        told: dict[int, Cell] = {}
        for block in self.blocks if len(self.blocks) > 1 else [self.block(number)]:
            if block and block.holds(number):
                row = block.rows[number - block.start]
                told.update({column_number(letters): value for letters, value in row.items()})
        if self.cells:
            told.update(self.cells.get(number, {}))
        self._told = (number, told)
        return told

    def __iter__(self) -> Iterator[int]:
        last = 0
        for number in heapq.merge(self._numbers, *(range(block.start, block.end + 1) for block in self.blocks)):
            if number != last:
                yield number
            last = number

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, number: object) -> bool:
        return number in self.cells or (isinstance(number, int) and self.block(number) is not None)

    def block(self, number: int) -> Block | None:
        """The block that the row is one of."""
        if self._within is None or not self._within.start <= number <= self._within.end:
            self._within = next((block for block in self.blocks if block.holds(number)), None)
        return self._within

    @property
    def last(self) -> int:
        """The last row that is named; 0 where none is."""
        return max([0, *self._numbers[-1:], *(block.end for block in self.blocks)])

    def named_in(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and value of each cell in this area that is to be set."""
        first = bisect_left(self._numbers, area.row)
        ranges = (range(max(block.start, area.row), min(block.end, area.last_row) + 1) for block in self.blocks)
        rows = heapq.merge(self._numbers[first : bisect_left(self._numbers, area.last_row + 1)], *ranges)
        for row in sorted(set(rows)):
            for column, value in self[row].items():
                if area.column <= column <= area.last_column:
                    yield row, column, value
