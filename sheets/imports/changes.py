"""Gathering what an import changes in one tab: cells of rows that are there, rows that are not, rows refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sheets.errors import Text
from sheets.headers import KEYS
from sheets.imports import notes
from sheets.imports.kept_rows import KeptRows
from sheets.imports.keys import identifier
from sheets.imports.listing import Listed, Listing, Samples, What
from sheets.imports.recognised import NO_HABITS, Recognised
from sheets.imports.records import Record
from sheets.imports.styles import Habits
from sheets.imports.target import Target
from sheets.imports.values import alike, carried, same
from sheets.problems import Problem
from sheets.workbook import Cell, CellEdit, Edit

#: What becomes of rows that are there: they say what the export says, they stay and only new ones are added, or the
#: tab holds what the export holds and nothing else.
Mode = Literal["update", "append", "replace"]

#: So many refused rows are kept with their reasons; all are counted.
_REFUSED = 1000


@dataclass(frozen=True, slots=True)
class Merge:
    """What an import would do. Counts are rows; ``ignored`` are the export's columns without a place in the tab.

    ``missing`` are rows of the tab that the export does not have though it covers them, ``refused`` the first of
    ``refused_rows``; ``assumptions`` say what the file does not prove of itself. ``columns`` are the headers as they
    stand in the tab, by canonical column, of those that are filled.
    """

    edits: tuple[Edit, ...]
    new: int
    changed: int
    same: int
    refused: tuple[Problem, ...]
    notes: tuple[Text, ...] = ()
    ignored: tuple[str, ...] = ()
    missing: int = 0
    refused_rows: int = 0
    assumptions: tuple[Text, ...] = ()
    tab: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


class Changes:
    """What an import asks for, gathered row by row."""

    def __init__(
        self,
        target: Target,
        export: Recognised,
        mode: Mode = "update",
        listing: Listing | None = None,
        habits: Habits = NO_HABITS,
    ) -> None:
        self.mode = mode
        #: The rows of the tab that the export has.
        self.touched: set[int] = set()
        self._target = target
        self._listing = listing or Samples(0)
        self._export = export
        self._values = export.values(habits)
        self._columns = {column.name: column for column in target.declared.columns}
        self._also = target.take_over(export.ignored)
        self._samples = {label: target.sample(label) for label in self._also}
        self._imported = [name for name in (*sorted(export.columns), *self._also) if name in target.letters]
        self._names = {letters: name for name, letters in target.letters.items()}
        self._keys = [name for name in KEYS[target.declared.key] if name in target.letters]
        self._cells: list[CellEdit] = []
        self._rows = KeptRows()
        self._gone: list[int] = []
        self._kept: Counter[str] = Counter()
        self._refused: list[Problem] = []
        self._notes: list[Text] = []
        self._changed = self._same = self._missing = self._refused_rows = self._left_alone = 0

    def records(self) -> Iterator[Record]:
        """The rows of the export, with all that the tab has a column for."""
        return self._export.records(self._also)

    def value(self, column: str, cell: Cell) -> Cell:
        """What the tab would hold for this cell of the export."""
        if column not in self._columns:
            return carried(cell, self._samples.get(column))
        return self._values.cell(column, cell)

    def wanted(self, record: Record) -> dict[str, Cell]:
        """What the tab is to hold of this row of the export; what it says nothing of stays as it is."""
        keeps = self._export.export.blank_keeps
        # Most cells of a wide export are blank: nothing is asked of them.
        wanted = {
            name: None if cell is None or cell == "" else self.value(name, cell) for name, cell in record.values.items()
        }
        return (
            {name: cell for name, cell in wanted.items() if cell is not None or name not in keeps} if keeps else wanted
        )

    def over(self, standing: Mapping[str, Cell], wanted: Mapping[str, Cell]) -> dict[str, Cell]:
        """What of this goes over what stands there: all but the columns that an export only fills, and those of which
        it says nothing new.
        """
        fills, follows = self._export.export.fills, self._export.export.follows
        kept = {
            name for name, of in follows.items() if wanted.get(name) is None and same(standing.get(of), wanted.get(of))
        }
        return {
            name: cell
            for name, cell in wanted.items()
            if name not in kept and (name not in fills or standing.get(name) in (None, ""))
        }

    def update(self, row: int, wanted: Mapping[str, Cell]) -> None:
        """Let this row of the tab hold these values; cells that already do stay untouched, and so do formulas."""
        self.touched.add(row)
        if self._export.export.fills or self._export.export.follows:
            wanted = self.over({name: self._target.cell(row, name) for name in wanted}, wanted)
        edits = self._edits(row, wanted)
        if edits and self.mode == "append":
            self._left_alone += 1
            edits = []
        self._cells += edits
        if edits:
            self._changed += 1
            self._tell_change(row, edits)
        else:
            self._same += 1
            self._tell_row("same", row)

    def append(self, wanted: Mapping[str, Cell], row: int = 0) -> None:
        """Add a row; ``row`` is that of the export, which is refused where the tab has no column for any key of it."""
        if all(wanted.get(name) is None for name in self._keys):
            self.refuse(row, notes.no_column_for_its_key(self._target.name))
            return
        if self._listing.wants("new"):
            told = {name: cell for name, cell in wanted.items() if cell is not None and name in self._target.letters}
            self._listing.tell(Listed("new", row, told, key=self._key(told.get)))
        letters = self._target.letters
        # By letters and without blanks, as it is written: there may be a million of them.
        self._rows.append(
            {letters[name]: cell for name, cell in wanted.items() if cell is not None and name in letters}
        )

    def clear(self, row: int) -> None:
        """Empty a row that is no longer in the export's order; what is the founder's own in it stays."""
        if self.mode == "append":
            self._left_alone += 1
            return
        self._gone.append(row)
        self._changed += 1
        blank = {name: None for name in self._imported if not self._target.computes(row, name)}
        self._tell_change(row, self._edits(row, blank))

    def leave(self) -> None:
        """A row of the export that would change what is there, where only new rows are added."""
        self._left_alone += 1

    def missing(self, row: int) -> None:
        """A row of the tab that the export has not though it covers it; it is emptied only to replace what is there."""
        self._missing += 1
        self._tell_row("missing", row)
        if self.mode == "replace":
            self._gone.append(row)

    def refuse(self, row: int, why: Text, kind: str = "key_missing", seen: Cell = None) -> None:
        """Leave a row of the export out, and say why."""
        self._refused_rows += 1
        if self._listing.wants("refused"):
            self._listing.tell(Listed("refused", row, key="" if seen is None else str(seen), why=why))
        if len(self._refused) >= _REFUSED:
            return
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
        edit = Edit(self._target.name, tuple(self._cells), *self._below(placed))
        if lacking := [name for name in self._export.told if name not in self._target.letters]:
            titles = [self._columns[name].title for name in lacking]
            self.note(notes.without_a_column(self._target.name, titles))
        if self._left_alone:
            self.note(notes.left_alone(self._target.name, self._left_alone))
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
            ignored=tuple(label for label in self._export.ignored if label not in self._also),
            missing=self._missing,
            refused_rows=self._refused_rows,
            assumptions=self._values.said,
            tab=self._target.name,
            columns={name: self._target.written(name) for name in self._imported},
        )

    def _key(self, cell: Callable[[str], Cell]) -> str:
        """What a row is known by, in a few words."""
        said = [identifier(cell(name)) for name in self._keys]
        return " · ".join(text for text in said if text)

    def _tell_row(self, what: What, row: int) -> None:
        if self._listing.wants(what):
            target = self._target
            stands = {name: cell for name in target.letters if (cell := target.cell(row, name)) is not None}
            self._listing.tell(Listed(what, row, stands, key=self._key(stands.get)))

    def _tell_change(self, row: int, edits: Sequence[CellEdit]) -> None:
        if self._listing.wants("changed"):
            named = [(self._names[edit.address.rstrip("0123456789")], edit.value) for edit in edits]
            cells = tuple((name, self._target.cell(row, name), value) for name, value in named)
            key = self._key(lambda name: self._target.cell(row, name))
            self._listing.tell(Listed("changed", row, changes=cells, key=key))

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
        # A row that goes is known by nothing any more, whichever of its keys the export has.
        emptied = list(dict.fromkeys((*self._imported, *self._keys)))
        blank: dict[str, Cell] = dict.fromkeys(emptied)
        beside = {row: self._target.beside(row, emptied) for row in self._gone}
        free = sorted([*(row for row in self._gone if not beside[row]), *self._target.emptied()])
        placed = dict(zip(free, self._rows, strict=False))
        for row in sorted({*self._gone, *placed}):
            told = {self._names[letters]: cell for letters, cell in placed.get(row, {}).items()}
            said = {**blank, **told}
            self._cells += self._edits(
                row, {name: cell for name, cell in said.items() if name in told or not self._target.computes(row, name)}
            )
        if own := [cell for row in sorted(self._gone) for cell in beside[row]]:
            self.note(notes.emptied_beside(self._target.name, own))
        return len(placed)

    def _below(self, placed: int) -> tuple[Sequence[Mapping[str, Cell]], int]:
        """The new rows but those that found a place, in one piece, by column letters, and where it begins."""
        count = len(self._rows) - placed
        if not count:
            return (), 0
        target = self._target
        at = target.room(count)
        if at > target.last + 1:
            self.note(notes.further_below(target.name, target.last + 1, at))
        computed = target.computed
        if not placed and not computed and at > target.extent:
            return self._rows, at
        rows = KeptRows()
        for row, number in enumerate(range(placed, len(self._rows)), start=at):
            rows.append(self._without_formulas(row, self._rows[number], computed))
        return rows, at

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
