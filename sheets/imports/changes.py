"""Gathering what an import changes in one tab: cells of rows that are there, rows that are not, rows refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets.errors import Text
from sheets.headers import KEYS
from sheets.imports import notes
from sheets.imports.kinds import Recognised
from sheets.imports.records import Record
from sheets.imports.target import Target
from sheets.imports.values import alike, carried, same, value
from sheets.problems import Problem
from sheets.workbook import Cell, CellEdit, Edit


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


class Changes:
    """What an import asks for, gathered row by row."""

    def __init__(self, target: Target, export: Recognised) -> None:
        self._target = target
        self._export = export
        self._columns = {column.name: column for column in target.declared.columns}
        self._also = target.take_over(export.left_out)
        self._samples = {label: target.sample(label) for label in self._also}
        self._imported = [name for name in (*sorted(export.columns), *self._also) if name in target.letters]
        self._names = {letters: name for name, letters in target.letters.items()}
        self._keys = [name for name in KEYS[target.declared.key] if name in target.letters]
        self._cells: list[CellEdit] = []
        self._rows: list[Mapping[str, Cell]] = []
        self._gone: list[int] = []
        self._kept: Counter[str] = Counter()
        self._refused: list[Problem] = []
        self._notes: list[Text] = []
        self._changed = self._same = 0

    def records(self) -> Iterator[Record]:
        """The rows of the export, with all that the tab has a column for."""
        return self._export.records(self._also)

    def value(self, column: str, cell: Cell) -> Cell:
        """What the tab would hold for this cell of the export."""
        if column not in self._columns:
            return carried(cell, self._samples.get(column))
        return value(cell, self._columns[column], self._export.plain)

    def update(self, row: int, wanted: Mapping[str, Cell]) -> None:
        """Let this row of the tab hold these values; cells that already do stay untouched, and so do formulas."""
        edits = self._edits(row, wanted)
        self._cells += edits
        if edits:
            self._changed += 1
        else:
            self._same += 1

    def append(self, wanted: Mapping[str, Cell], row: int = 0) -> None:
        """Add a row; ``row`` is that of the export, which is refused where the tab has no column for any key of it."""
        if all(wanted.get(name) is None for name in self._keys):
            self.refuse(row, notes.no_column_for_its_key(self._target.name))
            return
        letters = self._target.letters
        # By letters and without blanks, as it is written: there may be a million of them.
        self._rows.append(
            {letters[name]: cell for name, cell in wanted.items() if cell is not None and name in letters}
        )

    def clear(self, row: int) -> None:
        """Empty a row that is no longer in the export's order; what is the founder's own in it stays."""
        self._gone.append(row)

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
        placed = self._refill()
        edit = Edit(self._target.name, tuple(self._cells), *self._below(self._rows[placed:]))
        if lacking := [name for name in self._export.told if name not in self._target.letters]:
            titles = [self._columns[name].title for name in lacking]
            self.note(notes.without_a_column(self._target.name, titles))
        if self._kept:
            headers = [self._target.written(name) for name in self._kept]
            self.note(notes.formulas_kept(self._target.name, headers, self._kept.total()))
        return Merge(
            edits=(edit,) if edit.cells or edit.rows else (),
            new=len(self._rows),
            changed=self._changed,
            same=self._same,
            refused=tuple(self._refused),
            notes=tuple(self._notes),
            left_out=tuple(label for label in self._export.left_out if label not in self._also),
        )

    def _edits(self, row: int, wanted: Mapping[str, Cell]) -> list[CellEdit]:
        target = self._target
        edits = []
        for name, cell in wanted.items():
            if name not in target.letters:
                continue
            now = target.cell(row, name)
            if same(now, cell) or (name not in self._columns and alike(now, cell)):
                continue
            if target.computes(row, name):
                self._kept[name] += 1
            else:
                edits.append(CellEdit(f"{target.letters[name]}{row}", cell))
        return edits

    def _refill(self) -> int:
        """Empty the rows of lines that are gone, and let new rows fill those where nothing of the founder's stands.

        How many of the new rows found a place so.
        """
        blank: dict[str, Cell] = dict.fromkeys(self._imported)
        beside = {row: self._target.beside(row, self._imported) for row in self._gone}
        free = sorted([*(row for row in self._gone if not beside[row]), *self._target.emptied()])
        placed = dict(zip(free, self._rows, strict=False))
        for row in sorted({*self._gone, *placed}):
            told = {self._names[letters]: cell for letters, cell in placed.get(row, {}).items()}
            said = {**blank, **told}
            self._cells += self._edits(
                row, {name: cell for name, cell in said.items() if name in told or not self._target.computes(row, name)}
            )
        self._changed += len(self._gone)
        if own := [cell for row in sorted(self._gone) for cell in beside[row]]:
            self.note(notes.emptied_beside(self._target.name, own))
        return len(placed)

    def _below(self, wanted: Sequence[Mapping[str, Cell]]) -> tuple[tuple[Mapping[str, Cell], ...], int]:
        """The new rows in one piece, by column letters, and where it begins."""
        if not wanted:
            return (), 0
        target = self._target
        at = target.room(len(wanted))
        if at > target.last + 1:
            self.note(notes.further_below(target.name, target.last + 1, at))
        computed = target.computed
        return tuple(self._without_formulas(row, cells, computed) for row, cells in enumerate(wanted, start=at)), at

    def _without_formulas(self, row: int, cells: Mapping[str, Cell], computed: Collection[str]) -> Mapping[str, Cell]:
        """The cells of a new row but those in which the founder computes."""
        if row > self._target.extent and not computed:
            return cells
        kept = [
            letters
            for letters in cells
            if (name := self._names[letters]) in computed or self._target.computes(row, name)
        ]
        self._kept.update(self._names[letters] for letters in kept)
        return {letters: cell for letters, cell in cells.items() if letters not in kept} if kept else cells
