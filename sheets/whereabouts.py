"""Where the cells of a table stand in the founder's sheet, whatever form the tab was brought into to be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sheets.headers import Header, letter
from sheets.problems import SkippedRows
from sheets.workbook import TabSnapshot


def as_it_stands(tab: TabSnapshot, found: Header) -> Header:
    """The header as the founder sees it, for what is said of columns that it lacks."""
    origin = tab.origin
    return replace(found, row=origin.header_row, places={}, labels=origin.free) if origin else found


class Whereabouts:
    """The addresses of one tab: those of its own cells, or of the cells that they come from."""

    def __init__(self, tab: TabSnapshot, found: Header) -> None:
        self._found = found
        self._origin = tab.origin
        self.header_row = tab.origin.header_row if tab.origin else found.row

    def letter(self, column: str) -> str:
        """The letters of a column."""
        own = self._origin.letters.get(column) if self._origin else None
        return own or letter(self._found.places[column])

    def header(self, column: str) -> str:
        """The header of a column as it is written."""
        own = self._origin.headers.get(column) if self._origin else None
        return own or self._found.written[column]

    def row(self, number: int) -> int:
        """The row of the sheet that this row of the tab is; 0 for none."""
        return self._origin.rows[number - 2] if self._origin and number > 1 else number

    def rows(self, numbers: Sequence[int]) -> Sequence[int]:
        """The rows of the sheet that these rows of the tab are."""
        return [self.row(number) for number in numbers] if self._origin else numbers

    def skipped(self, skipped: Iterable[SkippedRows]) -> list[SkippedRows]:
        """Rows that were passed over, and those that an export has and no tab can use."""
        if self._origin is None:
            return list(skipped)
        moved = [SkippedRows(each.reason, tuple(self.rows(each.rows))) for each in skipped]
        return [*moved, *(SkippedRows("left", rows, why) for why, rows in self._origin.left.items())]
