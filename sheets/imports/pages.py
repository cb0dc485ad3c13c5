"""A page: one run of rows of a file, read in one way. It may hold several tables below one another, or none.

A report such as Google Analytics' snapshot writes each table after a blank line and lines that begin with ``# ``; each
has a header and days of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sheets.contract import normal
from sheets.errors import SheetsError, Text
from sheets.imports.kinds import Sheet
from sheets.imports.sources import Tell
from sheets.imports.text_files import Head, TextFile
from sheets.workbook import HEAD_ROWS, Cell, TabSnapshot

#: A spreadsheet holds more columns, but no export has as many.
MOST_COLUMNS = 2_000
#: So many rows of a tab are looked through for further tables.
_LOOKED_AT = 2_000

_Numbered = Iterator[tuple[int, Sequence[Cell]]]


@dataclass(frozen=True, eq=False)
class Place:
    """Where a table may stand on a page: its header's row, from 1, and the first row that is no longer its own.

    ``until`` is 0 where its end cannot be seen from here.
    """

    headers: tuple[str, ...]
    header_row: int
    above: tuple[tuple[str, ...], ...]
    until: int = 0


@dataclass(frozen=True, eq=False)
class Page:
    """Rows of a file, as text as far as they were looked at, and how to have a table of them as a stream.

    ``separator`` and ``quotes`` tell the ways of reading the same text file from one another.
    """

    name: str
    rows: Sequence[Sequence[str]]
    sheet: Callable[[Place], Sheet]
    separator: str = ""
    quotes: bool = True

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Each row that could be a header: of the first thirty any, further down those at the top of a block."""
        found = []
        start, any_row = 0, False
        for at, cells in enumerate(self.rows):
            if at in self._breaks and any_row:
                start, any_row = at, False
            elif _could_be_header(cells):
                any_row = True
                if at < HEAD_ROWS or self._opens_a_block(at):
                    found.append(self._place(at, start))
        return tuple(found)

    def at(self, header_row: int) -> Place | None:
        """The table whose header stands in this row, from 1, as somebody says; ``None`` where no such row is seen."""
        if not 0 < header_row <= len(self.rows) or not _could_be_header(self.rows[header_row - 1]):
            return None
        return self._place(header_row - 1, max((row for row in self._breaks if row < header_row), default=0))

    def _place(self, at: int, start: int) -> Place:
        headers = tuple(cell.strip().lstrip("\ufeff") for cell in self.rows[at])
        above = tuple(tuple(row) for row in self.rows[start:at])
        end = next((row + 1 for row in self._breaks if row > at), 0)
        return Place(headers, at + 1, above, end)

    def too_wide(self) -> bool:
        """Whether one of the first rows has more columns than any export."""
        return any(len(cells) > MOST_COLUMNS for cells in self.rows[:HEAD_ROWS])

    def _opens_a_block(self, at: int) -> bool:
        return _is_blank(self.rows[at - 1]) or is_remark(self.rows[at - 1])

    @cached_property
    def _breaks(self) -> Sequence[int]:
        """Where lines of remarks begin, from 0: the table above has ended there."""
        rows = self.rows
        return [at for at in range(1, len(rows)) if is_remark(rows[at]) and _is_blank(rows[at - 1])]


def of_text(head: Head, name: str) -> list[Page]:
    """The pages that a text file may be: one for each separator, and for tabs one in which quotation marks are letters.

    Only files of tabs come with quotation marks that are letters; where a spreadsheet saved one with other separators,
    it quoted as usual.
    """
    pages = []
    for separator in head.separators:
        for quotes in (True, False) if separator == "\t" and '"' in head.text else (True,):
            file = head.file(separator, quotes)
            pages.append(Page(name, head.rows(separator, quotes), _text_sheet(name, file), separator, quotes))
    return pages


def of_tab(tab: TabSnapshot) -> Page:
    """The page that a tab of a workbook is."""
    rows = [["" if cell is None else _said(cell) for cell in cells] for cells in tab.rows[:_LOOKED_AT]]
    return Page(tab.name, rows, lambda place: _tab_sheet(tab, place))


def _said(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell)


def _text_sheet(name: str, file: TextFile) -> Callable[[Place], Sheet]:
    def sheet(place: Place) -> Sheet:
        def telling(tell: Tell | None) -> Callable[[], _Numbered]:
            return lambda: _below(name, place, file.rows(tell))

        return Sheet(name, place.headers, place.header_row, telling(None), above=place.above, telling=telling)

    return sheet


def _below(name: str, place: Place, rows: Iterator[tuple[int, Sequence[str]]]) -> _Numbered:
    """The rows of a table: without blank ones, and without its header where it stands again."""
    header: list[str] = []
    blank = False
    for number, cells in itertools.islice(rows, place.header_row - 1, None):
        if number == place.header_row:
            header = list(cells)
        elif number == place.until:
            return
        elif not cells or not (cells[0].strip() or any(map(str.strip, cells))):
            blank = True
        elif blank and is_remark(cells):
            _must_be_the_last(name, number, rows)
            return
        else:
            blank = False
            if cells[0] != header[0] or cells != header:
                yield number, cells


def _must_be_the_last(name: str, number: int, rows: Iterator[tuple[int, Sequence[str]]]) -> None:
    if any(_could_be_header(cells) for _, cells in rows):
        raise SheetsError(
            "several_tables",
            Text(
                f"In {name} another table begins below row {number}, beyond the part by which a file is recognised.",
                f"En {name} empieza otra tabla debajo de la fila {number}, más allá de la parte por la que se "
                "reconoce un archivo.",
            ),
            Text(
                "Export that report on its own, or keep one table in the file, and import it again.",
                "Exporta ese informe por separado, o deja una sola tabla en el archivo, e impórtalo de nuevo.",
            ),
        )


def _tab_sheet(tab: TabSnapshot, place: Place) -> Sheet:
    def lines() -> _Numbered:
        header = tuple(tab.rows[place.header_row - 1])
        end = place.until - 1 if place.until else None
        rows = itertools.islice(tab.rows, place.header_row, end)
        for number, cells in enumerate(rows, start=place.header_row + 1):
            if any(cell is not None for cell in cells) and tuple(cells) != header:
                yield number, cells

    return Sheet(tab.name, place.headers, place.header_row, lines, tab.complete, place.above)


def is_remark(cells: Sequence[str]) -> bool:
    """Whether this row is a line like ``# Start date: 20260501``: text of the report, and no row of it."""
    if not cells or not (cells[0] == "#" or cells[0].startswith(("# ", "#--"))):
        return False
    return not any(map(str.strip, cells[1:]))


def _is_blank(cells: Sequence[str]) -> bool:
    return not any(map(str.strip, cells))


def _could_be_header(cells: Sequence[str]) -> bool:
    """Whether at least two cells hold words. Columns of which there are too many are told apart elsewhere."""
    if len(cells) > MOST_COLUMNS:
        return False
    return len(list(itertools.islice(filter(normal, cells), 2))) == 2
