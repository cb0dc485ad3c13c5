"""Gathering what an import changes in one tab: cells of rows that are there, rows that are not, rows refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets.contract import Tab
from sheets.errors import Text
from sheets.headers import letter
from sheets.imports.kinds import Recognised
from sheets.imports.values import plain_columns, same, value
from sheets.tables import Problem, Table
from sheets.workbook import Cell, CellEdit, Edit, TabSnapshot


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import would do. Counts are rows; ``left_out`` are the export's columns without a place in the tab."""

    edits: tuple[Edit, ...]
    new: int
    changed: int
    same: int
    refused: tuple[Problem, ...]
    notes: tuple[Text, ...] = ()
    left_out: tuple[str, ...] = ()


class Target:
    """The tab that is written, as it stands: its data rows by number, cell by canonical column."""

    def __init__(self, declared: Tab, table: Table, sheet: TabSnapshot) -> None:
        self.declared = declared
        self.name = sheet.name
        self.letters: Mapping[str, str] = table.letters
        self.rows: tuple[int, ...] = tuple(int(row) for row in table.frame["row"])
        self._cells = sheet.rows
        by_letter = {letter(place): place for place in range(max(map(len, sheet.rows), default=0))}
        self._places = {name: by_letter[at] for name, at in table.letters.items() if at in by_letter}

    def cell(self, row: int, column: str) -> Cell:
        """What stands in this row under this column."""
        cells: Sequence[Cell] = self._cells[row - 1]
        place = self._places.get(column, len(cells))
        return cells[place] if place < len(cells) else None


class Changes:
    """What an import asks for, gathered row by row."""

    def __init__(self, target: Target, export: Recognised) -> None:
        self._target = target
        self._export = export
        self._columns = {column.name: column for column in target.declared.columns}
        self._plain = plain_columns(target.declared, export.records())
        self._cells: list[CellEdit] = []
        self._rows: list[dict[str, Cell]] = []
        self._refused: list[Problem] = []
        self._notes: list[Text] = []
        self._changed = self._same = 0

    def value(self, column: str, cell: Cell) -> Cell:
        """What the tab would hold for this cell of the export."""
        return value(cell, self._columns[column], self._plain)

    def update(self, row: int, wanted: Mapping[str, Cell]) -> None:
        """Let this row of the tab hold these values; cells that already do stay untouched."""
        edits = [
            CellEdit(f"{self._target.letters[name]}{row}", cell)
            for name, cell in wanted.items()
            if not same(self._target.cell(row, name), cell)
        ]
        self._cells += edits
        if edits:
            self._changed += 1
        else:
            self._same += 1

    def append(self, wanted: Mapping[str, Cell]) -> None:
        """Add a row below the last one."""
        self._rows.append({self._target.letters[name]: cell for name, cell in wanted.items() if cell is not None})

    def clear(self, row: int) -> None:
        """Empty a row that is no longer in the export's order."""
        self._cells += [
            CellEdit(f"{self._target.letters[name]}{row}", None)
            for name in self._target.letters
            if not same(self._target.cell(row, name), None)
        ]
        self._changed += 1

    def refuse(self, row: int, why: Text, kind: str = "key_missing", seen: Cell = None) -> None:
        """Leave a row of the export out, and say why."""
        name = self._export.sheet.name
        said = Text(f"{name}, row {row}: {why.en}", f"{name}, fila {row}: {why.es}")
        self._refused.append(Problem(kind, name, said, row=row, value="" if seen is None else str(seen)))

    def note(self, text: Text) -> None:
        """Say something about the import as a whole, once."""
        if text not in self._notes:
            self._notes.append(text)

    def merge(self) -> Merge:
        """All of it."""
        edit = Edit(self._target.name, tuple(self._cells), tuple(self._rows))
        return Merge(
            edits=(edit,) if self._cells or self._rows else (),
            new=len(self._rows),
            changed=self._changed,
            same=self._same,
            refused=tuple(self._refused),
            notes=tuple(self._notes),
            left_out=self._export.left_out,
        )
