"""The tab that an import goes into, as its founder has it: where its columns stand, and what is theirs alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sheets import headers, rows
from sheets.contract import Tab, normal
from sheets.errors import SheetsError, Text
from sheets.headers import KEYS, Header, letter
from sheets.workbook import Cell, TabSnapshot, Uncached

#: So many rows at the top show what kind of cells a column holds.
_SAMPLE = 20
#: A formula goes on below where it stands in so many of the last rows, or in all if they are fewer; in one is none.
_LAST_ROWS, _LEAST_ROWS = 5, 2
#: A tab that shares so many columns with an export, besides those of the contract, is that export, pasted.
_LEAST_SHARED = 5
_LONGEST = 30


class Target:
    """The tab that is written, as it stands: its data rows by number, cell by canonical column.

    ``letters`` are the columns that the tab has, wherever they stand. A cell in which the founder computes is theirs:
    it is read and never written.
    """

    def __init__(self, declared: Tab, sheet: TabSnapshot, header: Header) -> None:
        self.declared = declared
        self.name = sheet.name
        self.letters = {name: letter(place) for name, place in header.places.items()}
        self._sheet = sheet
        self._header = header
        self._cells = sheet.rows
        self._places = dict(header.places)
        self._keys = [header.places[name] for name in KEYS[declared.key] if name in header.places]
        split = rows.split(sheet.rows, header, declared.key)
        self.rows: tuple[int, ...] = tuple(row for row in split.data if self._has_key(row))
        samples = [number for left in split.skipped if left.reason == "example" for number in left.rows]
        self._last = max(self.rows, default=max([header.row, *samples]))
        self._other_header = split.other_header

    def cell(self, row: int, column: str) -> Cell:
        """What stands in this row under this column."""
        return self._at(row, self._places.get(column, -1))

    def computes(self, row: int, column: str) -> bool:
        """Whether the founder computes what stands there."""
        return column in self._places and self._computed(row, self._places[column])

    @property
    def computed(self) -> frozenset[str]:
        """The columns, keys aside, in which the founder computes all of the last rows: a new one goes on so."""
        last = self.rows[-_LAST_ROWS:]
        if len(last) < _LEAST_ROWS:
            return frozenset()
        return frozenset(
            name
            for name, place in self._places.items()
            if place not in self._keys and all(self._computed(row, place) for row in last)
        )

    def written(self, column: str) -> str:
        """The header as it stands."""
        return self._header.written.get(column, column)

    def sample(self, column: str) -> Cell:
        """The first cell that holds anything under this column, of the rows at the top; ``None`` for none."""
        return next((cell for row in self.rows[:_SAMPLE] if (cell := self.cell(row, column)) is not None), None)

    def take_over(self, labels: Collection[str]) -> tuple[str, ...]:
        """Which of an export's columns the tab has though no contract knows them; they are its columns from now on.

        They are only where the tab is that export, pasted: otherwise a column that happens to be called alike may well
        be the founder's own.
        """
        known = set(self._places.values())
        free = {normal(label): place for place, label in self._header.labels.items() if place not in known}
        shared = {label: free[normal(label)] for label in labels if normal(label) in free}
        if len(shared) < _LEAST_SHARED or not headers.tool(self._header, self.declared.key):
            return ()
        self._places |= shared
        self.letters |= {label: letter(place) for label, place in shared.items()}
        return tuple(shared)

    def beside(self, row: int, columns: Collection[str]) -> list[str]:
        """What the founder wrote in this row themselves, outside these columns: each cell's address and text."""
        imported = {self._places[name] for name in columns if name in self._places}
        cells = self._row(row)
        return [
            f"{letter(place)}{row} “{_short(cell)}”"
            for place, cell in enumerate(cells)
            if cell is not None and place not in imported and not self._computed(row, place)
        ]

    def emptied(self) -> list[int]:
        """Rows above the last one that an import emptied, and in which nothing of the founder's stands."""
        return [row for row in sorted(self._sheet.emptied) if self._header.row < row < self._last and self._free(row)]

    def room(self, count: int) -> int:
        """The first of ``count`` rows, one below the other, in which nothing stands: as near to the last as may be.

        Rows in which only formulas are filled down are room. :class:`SheetsError` where another table is in the way.
        """
        start = row = self._last + 1
        while row < start + count and row <= self.extent:
            if not self._free(row):
                start = row + 1
            row += 1
        if self._other_header and start + count > self._other_header:
            raise SheetsError(
                "shape",
                Text(
                    f"In {self.name} a second table begins in row {self._other_header}, right below the first, so "
                    "there is no room for new rows. Nothing was imported.",
                    f"En {self.name} empieza una segunda tabla en la fila {self._other_header}, justo debajo de la "
                    "primera, y no hay espacio para filas nuevas. No se importó nada.",
                ),
                Text("Move the second table to a tab of its own.", "Pasa la segunda tabla a una pestaña propia."),
            )
        return start

    @property
    def last(self) -> int:
        """The last row that holds a key; the header's, or the example's below it, where none does."""
        return self._last

    @property
    def extent(self) -> int:
        """The last row in which anything stands at all."""
        return max(self._sheet.row_count, len(self._cells))

    def _has_key(self, row: int) -> bool:
        return any(self._at(row, place) is not None for place in self._keys)

    def _row(self, row: int) -> Sequence[Cell]:
        return self._cells[row - 1] if row <= len(self._cells) else ()

    def _at(self, row: int, place: int) -> Cell:
        cells = self._row(row)
        return cells[place] if 0 <= place < len(cells) else None

    def _computed(self, row: int, place: int) -> bool:
        return (row, place + 1) in self._sheet.formulas or isinstance(self._at(row, place), Uncached)

    def _free(self, row: int) -> bool:
        """Whether the row holds nothing but formulas, and its keys may be written."""
        if any(self._computed(row, place) for place in self._keys):
            return False
        return all(cell is None or self._computed(row, place) for place, cell in enumerate(self._row(row)))


def _short(cell: Cell) -> str:
    said = " ".join(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).split())
    return said if len(said) <= _LONGEST else said[:_LONGEST].rstrip() + "…"
