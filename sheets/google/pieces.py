"""What edits ask for in a Google Sheet, tab by tab and row by row, cut into pieces that one request can carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sheets.errors import SheetsError, Text
from sheets.google import ranges
from sheets.google.seen import Seen, SheetFacts
from sheets.workbook import Cell, Edit

#: Google recommends 2 MB a request; a cell is so many bytes besides its text.
_MOST_BYTES, _CELL_BYTES = 1_400_000, 60
#: What one look names, and what comes back: stretches of rows, and rows in all.
_MOST_STRETCHES, _MOST_ROWS = 60, 5000
#: Rows so near each other are looked at in one stretch.
_GAP = 12
_LAST_ROW, _LAST_COLUMN = 10_000_000, 18_278

Row = Mapping[int, Cell]
_Item = TypeVar("_Item")


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of what is asked for in one tab; rows and columns count from 1.

    ``cells`` are those with a place. ``blocks`` are the stretches of its rows that a command added below the others.
    ``added`` are the rows that go below the last used one, wherever that is.
    """

    sheet: SheetFacts
    cells: Mapping[int, Row] = field(default_factory=dict)
    blocks: tuple[tuple[int, int], ...] = ()
    added: tuple[Row, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it changes or adds."""
        return len(self.cells) + len(self.added)


def stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted rows as (first, last), near ones together."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number - found[-1][1] <= _GAP:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def pieces(seen: Seen, edits: Sequence[Edit]) -> list[list[Piece]]:
    """What each request carries, in the order of the edits; a row is never cut.

    Raises :class:`SheetsError`: ``no_tab``, ``no_cell``.
    """
    room = _Room()
    batches: list[list[Piece]] = [[]]
    for tab in dict.fromkeys(edit.tab for edit in edits):
        sheet = _sheet(seen, tab)
        placed, blocks, added = _rows([edit for edit in edits if edit.tab == tab])
        for numbers in room.split([(number, placed[number]) for number in sorted(placed)], batches):
            cells = {number: placed[number] for number in numbers}
            batches[-1].append(Piece(sheet, cells, _within(blocks, numbers)))
        for places in room.split(list(enumerate(added)), batches):
            batches[-1].append(Piece(sheet, added=tuple(added[at] for at in places)))
    return [batch for batch in batches if batch]


def rectangles(cells: Mapping[int, Mapping[int, _Item]]) -> Iterator[tuple[int, int, list[list[_Item]]]]:
    """These cells and no other as (row, column, rows of items), with rows that name the same columns in one."""
    growing: dict[tuple[int, int], tuple[int, list[list[_Item]]]] = {}
    for number in sorted(cells):
        still: dict[tuple[int, int], tuple[int, list[list[_Item]]]] = {}
        for first, last in _runs(sorted(cells[number])):
            start, rows = growing.get((first, last), (number, []))
            if start + len(rows) == number:
                growing.pop((first, last), None)
            else:
                start, rows = number, []
            rows.append([cells[number][column] for column in range(first, last + 1)])
            still[first, last] = (start, rows)
        yield from ((start, first, rows) for (first, _), (start, rows) in growing.items())
        growing = still
    yield from ((start, first, rows) for (first, _), (start, rows) in growing.items())


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for number in numbers:
        if last and number != last + 1:
            yield first, last
            first = 0
        first, last = first or number, number
    if last:
        yield first, last


class _Room:
    """How much the request that is being filled has room for."""

    def __init__(self) -> None:
        self._bytes = self._stretches = self._rows = 0

    def split(self, rows: Sequence[tuple[int, Row]], batches: list[list[Piece]]) -> Iterator[list[int]]:
        """The rows' numbers, in lists that go into the last of the batches; a new one is begun where it is full."""
        part: list[int] = []
        for number, row in rows:
            size = sum(_CELL_BYTES + (2 * len(cell) if isinstance(cell, str) else 0) for cell in row.values())
            looked = number - part[-1] if part and number - part[-1] <= _GAP else 1
            apart = not part or number - part[-1] > _GAP
            full = self._bytes + size > _MOST_BYTES or self._rows + looked > _MOST_ROWS
            if self._bytes and (full or self._stretches + apart > _MOST_STRETCHES):
                if part:
                    yield part
                batches.append([])
                self._bytes = self._stretches = self._rows = 0
                part, looked, apart = [], 1, True
            part.append(number)
            self._bytes += size
            self._rows += looked
            self._stretches += apart
        if part:
            yield part


def _rows(edits: Sequence[Edit]) -> tuple[dict[int, dict[int, Cell]], list[tuple[int, int]], list[Row]]:
    placed: dict[int, dict[int, Cell]] = {}
    blocks: list[tuple[int, int]] = []
    added: list[Row] = []
    for edit in edits:
        told = [{ranges.number(letters): cell for letters, cell in row.items()} for row in edit.rows]
        if edit.at and told:
            blocks.append((edit.at, edit.at + len(told) - 1))
            for number, row in enumerate(told, start=edit.at):
                placed.setdefault(number, {}).update(row)
        else:
            added += told
    for edit in edits:
        for cell in edit.cells:
            row_number, column = _place(cell.address)
            placed.setdefault(row_number, {})[column] = cell.value
    return {number: row for number, row in placed.items() if row}, blocks, [row for row in added if row]


def _within(blocks: Sequence[tuple[int, int]], numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """What of the blocks lies within these rows."""
    cut = ((max(first, numbers[0]), min(last, numbers[-1])) for first, last in blocks)
    return tuple((first, last) for first, last in cut if first <= last)


def _sheet(seen: Seen, tab: str) -> SheetFacts:
    sheet = seen.sheet(tab)
    if sheet is None or not sheet.has_cells:
        raise SheetsError(
            "no_tab",
            Text(f"The Google Sheet has no tab “{tab}”.", f"La hoja de Google no tiene una pestaña «{tab}»."),
            Text("Check the tab's name.", "Revisa el nombre de la pestaña."),
        )
    return sheet


def _place(address: str) -> tuple[int, int]:
    found = ranges.place(address)
    if found is None or found[0] > _LAST_ROW or found[1] > _LAST_COLUMN:
        raise SheetsError(
            "no_cell",
            Text(f"There is no cell {address}, so nothing was changed.", f"No hay celda {address}; no se cambió nada."),
            Text("Name a cell like C5.", "Nombra una celda como C5."),
        )
    return found
