"""Rows that have a name of their own: a ticket, a payment, a day of traffic. By what names them, in all other tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sheets import moment_cells
from sheets.contract import Column
from sheets.errors import Text
from sheets.imports import keys, notes
from sheets.imports.changes import Changes
from sheets.imports.periods import Periods
from sheets.imports.recognised import Recognised
from sheets.imports.stretch import Stretch
from sheets.imports.target import Target
from sheets.workbook import Cell

_TWICE = Text(
    "it stands twice with different figures; the first row was taken.",
    "está dos veces con cifras distintas; se tomó la primera fila.",
)

#: Gives the cell under a column.
_Row = Callable[[str], Cell]


@dataclass(frozen=True, slots=True)
class _Name:
    """What tells a row from the others. ``exact`` has moments with an offset as the instant that they are.

    ``clock`` has them as a clock shows them: that is all that a spreadsheet leaves of them. ``aware`` says whether any
    has an offset.
    """

    exact: tuple[object, ...]
    clock: tuple[object, ...]
    aware: bool


class _Way:
    """One way to name rows: by these columns of the tab. The rows that are named so, to be found by their name."""

    def __init__(self, target: Target, columns: Sequence[str]) -> None:
        self.columns = [target.declared.column(name) for name in columns if name in target.letters]
        self.usable = columns[0] in target.letters
        self.ids = [column.name for column in self.columns if column.kind in ("id", "order")]
        self._exact: dict[tuple[object, ...], list[int]] = {}
        self._clock: dict[tuple[object, ...], list[tuple[int, bool]]] = {}
        self._by_time = any(column.kind in ("date", "moment") for column in self.columns)
        self.periods = Periods([column.name for column in self.columns])

    def name(self, row: _Row) -> _Name | None:
        """The name of a row; ``None`` where its first part is blank."""
        if not self.usable:
            return None
        parts = [_part(row(column.name), column) for column in self.columns]
        if not parts or parts[0] == "":
            return None
        end = self.periods.end
        if end is not None and parts[end] == "":
            # Without an end it is the day of its beginning.
            parts[end] = parts[self.periods.start]
        exact = tuple(map(_instant, parts))
        clock = tuple(part.replace(tzinfo=None) if isinstance(part, datetime) else part for part in parts)
        return _Name(exact, clock, any(_is_aware(part) for part in parts))

    def add(self, name: _Name, row: int) -> None:
        """This row of the tab is named so."""
        self._exact.setdefault(name.exact, []).append(row)
        if self._by_time:
            self._clock.setdefault(name.clock, []).append((row, name.aware))

    def find(self, name: _Name) -> list[int]:
        """The rows of the tab that are named so."""
        if rows := self._exact.get(name.exact):
            return rows
        return [row for row, aware in self._clock.get(name.clock, ()) if not (aware and name.aware)]


def match(export: Recognised, target: Target, changes: Changes) -> None:
    """Let each row that the tab has say what the export says of it, and add the others.

    The same row twice in the export is one. A row whose period overlaps another's of the same thing is refused: what
    happened in both would count twice.
    """
    ways = _ways(export, target)
    firsts = {row: _stand(row, target, ways, changes) for row in target.rows}
    stretch = Stretch(export, target)
    # Of each row that was taken what it said, as a hash alone: there may be very many.
    taken: dict[tuple[int, tuple[object, ...]], int] = {}
    for record in changes.records():
        wanted = changes.wanted(record)
        seen = _seen_by(target, wanted)
        named = [(at, name) for at, way in enumerate(ways) if (name := way.name(seen)) is not None]
        if not named:
            changes.refuse(record.row, _no_name(target, ways))
            continue
        at, name = named[0]
        if any(keys.is_rounded(record.values.get(column)) for column in ways[at].ids):
            changes.refuse(record.row, notes.ROUNDED)
            continue
        shown = keys.identifier(wanted.get(ways[at].columns[0].name))
        says = hash(tuple((column, repr(cell)) for column, cell in wanted.items()))
        if (at, name.exact) in taken:
            if taken[at, name.exact] != says:
                changes.refuse(record.row, _TWICE, kind="ambiguous", seen=shown)
            continue
        rows = _standing(named, ways, firsts, changes)
        periods = ways[at].periods
        period = periods.of(seen)
        if len(rows) > 1:
            changes.refuse(record.row, notes.fits_several(target.name, rows), kind="ambiguous", seen=shown)
            changes.touched.update(rows)
            continue
        if (not rows or changes.mode == "replace") and (clash := periods.clash(name.clock, period)):
            changes.refuse(record.row, clash.said(target.name), kind="overlap", seen=shown)
            continue
        taken[at, name.exact] = says
        if target.rows:
            stretch.saw(wanted.get)
        if rows:
            changes.update(rows[0], wanted)
        else:
            changes.append(wanted, record.row)
        if not rows or changes.mode == "replace":
            periods.add(name.clock, period, record.row, of_tab=False)
    for row in target.rows:
        if row in changes.touched:
            continue
        if not stretch.of_another_tool(row) if changes.mode == "replace" else stretch.covers(row):
            changes.missing(row)


def _ways(export: Recognised, target: Target) -> list[_Way]:
    """How rows are named: as the export says, else as the tab does, else by all that the export says of them."""
    said = (export.export.identity,) if export.export.identity else target.declared.identity
    return [_Way(target, columns) for columns in said or (tuple(sorted(export.columns)),)]


def _stand(row: int, target: Target, ways: Sequence[_Way], changes: Changes) -> int:
    """Note a row of the tab under each of its names; which way is the first that names it (-1 = none does)."""
    cells = _cells_of(target, row)
    first = -1
    for at, way in enumerate(ways):
        if (name := way.name(cells)) is None:
            continue
        way.add(name, row)
        if first < 0:
            first = at
            if changes.mode != "replace":
                # What is to be replaced takes no days from anybody.
                way.periods.add(name.clock, way.periods.of(cells), row, of_tab=True)
    return first


def _standing(
    named: Sequence[tuple[int, _Name]], ways: Sequence[_Way], firsts: Mapping[int, int], changes: Changes
) -> list[int]:
    """The rows of the tab that have the first of these names that any has.

    A customer who is known here by number and there by e-mail alone is one; two with different numbers are two, though
    they share an e-mail: by a further name only a row is found that has none before it.
    """
    own = named[0][0]
    for at, name in named:
        found = (row for row in ways[at].find(name) if row not in changes.touched)
        if rows := [row for row in found if at == own or firsts[row] == at]:
            return rows
    return []


def _cells_of(target: Target, row: int) -> _Row:
    return lambda name: target.cell(row, name)


def _seen_by(target: Target, wanted: Mapping[str, Cell]) -> _Row:
    """A row as far as the tab can tell it, so that it is found again once it stands there."""
    return lambda name: wanted.get(name) if name in target.letters else None


def _part(cell: Cell, column: Column) -> object:
    """One part of a name, in the form in which it is compared; ``""`` for a blank one."""
    match column.kind:
        case "date" | "moment":
            found = moment_cells.read(cell, date_1904=False) if isinstance(cell, str | date) else None
            if not isinstance(found, moment_cells.Found):
                return keys.identifier(str(cell or "")).casefold()
            when = found.when.replace(microsecond=0)
            return datetime(when.year, when.month, when.day) if column.kind == "date" else when
        case "order":
            return keys.order(cell)
        case "sku":
            return keys.sku(cell)
        case "count" | "money" | "rate":
            return _figure(cell)
    text = keys.identifier(cell)
    # Of an id upper and lower case may be two things; an address or a word is one in both.
    return text if column.kind == "id" and "@" not in text else text.casefold()


def _figure(cell: Cell) -> float | str:
    text = keys.identifier(cell)
    try:
        return float(text)
    except ValueError:
        return text


def _is_aware(part: object) -> bool:
    return isinstance(part, datetime) and part.tzinfo is not None


def _instant(part: object) -> object:
    return part.astimezone(UTC) if isinstance(part, datetime) and part.tzinfo is not None else part


def _no_name(target: Target, ways: Sequence[_Way]) -> Text:
    firsts = [way.columns[0].title for way in ways if way.usable]
    return notes.without_a_name(target.name, firsts) if firsts else notes.no_column_for_its_key(target.name)
