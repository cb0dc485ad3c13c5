"""One tab of the contract -> one Table, with what could not be read of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from sheets import amounts, cells, contract, headers, notices, rows
from sheets.cells import Read, ReadingStyle
from sheets.contract import Column
from sheets.errors import Text
from sheets.headers import KEYS, Header, letter
from sheets.problems import NO_PROBLEM, Problem, SkippedRows, Trouble, quoted, said_of
from sheets.table import Table
from sheets.whereabouts import Whereabouts, as_it_stands
from sheets.workbook import Cell, TabSnapshot


@dataclass(frozen=True, eq=False)
class Outcome:
    """The table, or why there is none, and the problems either way."""

    table: Table | None
    problems: tuple[Problem, ...]
    why: Text = field(default_factory=lambda: Text("", ""))


def read(
    tab: TabSnapshot, key: str, style: ReadingStyle, zone: ZoneInfo, date_1904: bool, passed: Sequence[str] = ()
) -> Outcome:
    """Type one tab. ``zone`` is that of its source; ``passed`` are tabs that might have been meant as well."""
    found = headers.header(tab, key)
    if found is None:
        why = notices.no_header(tab)
        return Outcome(None, (Problem("missing_column", tab.name, why),), why)
    missing = notices.missing_columns(tab, as_it_stands(tab, found))
    if not any(name in found.places for name in KEYS[key]):
        return Outcome(None, missing, missing[0].said)
    return _Reading(tab, key, found, style, zone, date_1904).outcome(missing, passed)


class _Reading:
    """One reading of one tab whose header is known."""

    def __init__(
        self, tab: TabSnapshot, key: str, found: Header, style: ReadingStyle, zone: ZoneInfo, date_1904: bool
    ) -> None:
        self._tab = tab
        self._key = key
        self._found = found
        self._style = style
        self._zone = zone
        self._date_1904 = date_1904
        split = rows.split(tab.rows, found, key)
        self._where = Whereabouts(tab, found)
        self._numbers, self._skipped = self._where.rows(split.data), self._where.skipped(split.skipped)
        self._other_header = self._where.row(split.other_header)
        self._data = [tab.rows[number - 1] for number in split.data]
        self._keys = [name for name in KEYS[key] if name in found.places]

    def outcome(self, missing: tuple[Problem, ...], passed: Sequence[str]) -> Outcome:
        columns = {
            column.name: column for column in contract.tab(self._key).columns if column.name in self._found.places
        }
        raw = self._cells()
        read = {name: self._typed(column, raw[name]) for name, column in columns.items()}
        without_key, without_value = self._keyless(read)
        totals = frozenset(rows.sums(without_value, self._summed(columns, read))) if without_value else frozenset()
        out = frozenset(without_key)
        keep = np.array([position not in out for position in range(len(self._numbers))], dtype=bool)
        problems = [*missing, *self._again(), *self._below()]
        for position in without_value:
            if position not in totals:
                problems.append(self._key_missing(position))
        in_cells = [
            problem
            for name, one in read.items()
            for problem in self._cell_problems(name, one, totals if name in self._keys else out)
        ]
        problems += sorted(in_cells, key=lambda problem: (problem.row, self._found.places[problem.column]))
        return Outcome(
            Table(
                key=self._key,
                name=self._tab.name,
                frame=self._frame(read, keep),
                letters=self._letters(),
                headers=self._headers(),
                header_row=self._where.header_row,
                fingerprint=self._tab.fingerprint,
                skipped=(skipped := self._with_totals(totals)),
                ignored=self._ignored(),
                aside=self._aside(skipped, [position for position in without_key if position not in totals]),
                strangers=self._strangers(read, out),
                unread=self._rows_of(read, out, lambda _: True),
                not_stocked=self._rows_of(read, out, lambda trouble: trouble.kind == "not_stocked"),
                assumptions=self._assumptions(columns, raw, read, passed),
                hidden_rows=self._tab.hidden_rows,
                tool=self._tab.origin.tool if self._tab.origin else headers.tool(self._found, self._key),
            ),
            tuple(problems),
        )

    def _cells(self) -> dict[str, Sequence[Cell]]:
        """The cells of each column that was found; all rows are turned at once, which is the fast way."""
        names = {place: name for name, place in self._found.places.items()}
        turned = islice(zip_longest(*self._data), max(names) + 1)
        found: dict[str, Sequence[Cell]] = {names[place]: cells for place, cells in enumerate(turned) if place in names}
        nothing = [None] * len(self._data)
        return {name: found.get(name, nothing) for name in names.values()}

    def _typed(self, column: Column, raw: Sequence[Cell]) -> Read:
        written = self._where.header(column.name)
        return cells.read(column, raw, written, self._style, self._zone, self._date_1904)

    def _keyless(self, read: Mapping[str, Read]) -> tuple[list[int], list[int]]:
        """Positions of rows that have no key, and of those among them where nothing stands in its place."""
        blank = np.ones(len(self._numbers), dtype=bool)
        for name in self._keys:
            blank &= read[name].values.isna().to_numpy()
        without_key = [int(position) for position in np.flatnonzero(blank)]
        return without_key, [row for row in without_key if not any(row in read[name].troubles for name in self._keys)]

    def _summed(self, columns: Mapping[str, Column], read: Mapping[str, Read]) -> list[list[Any]]:
        names = [name for name, column in columns.items() if column.kind in ("money", "count")]
        return [[None if pd.isna(value) else value for value in read[name].values] for name in names]

    def _frame(self, read: Mapping[str, Read], keep: np.ndarray[Any, Any]) -> pd.DataFrame:
        series: dict[str, pd.Series[Any]] = {"row": pd.Series(np.array(self._numbers, dtype="int64"))}
        for name, one in read.items():
            series[name] = one.values
            if one.has_time is not None:
                series[f"{name}_has_time"] = one.has_time
        if code := self._currency():
            series["currency"] = pd.Series([code] * len(self._numbers), dtype=object)
        frame = pd.DataFrame(series)
        return frame if keep.all() else frame[keep].reset_index(drop=True)

    def _currency(self) -> str:
        """What the header of Total says of its currency, where no column does."""
        if self._key != "orders" or "currency" in self._found.places:
            return ""
        return self._found.currency.get("total", "")

    def _letters(self) -> dict[str, str]:
        found = {name: self._where.letter(name) for name in self._found.places}
        return {**found, "currency": found["total"]} if self._currency() else found

    def _headers(self) -> dict[str, str]:
        written = {name: self._where.header(name) for name in self._found.written}
        return {**written, "currency": written["total"]} if self._currency() else written

    def _with_totals(self, totals: frozenset[int]) -> tuple[SkippedRows, ...]:
        if not totals:
            return tuple(self._skipped)
        said = [number for skipped in self._skipped if skipped.reason == "total" for number in skipped.rows]
        numbers = sorted([*said, *(self._numbers[position] for position in totals)])
        others = [skipped for skipped in self._skipped if skipped.reason != "total"]
        return (*others, SkippedRows("total", tuple(numbers)))

    def _ignored(self) -> tuple[str, ...]:
        """The headers that mean no column."""
        if self._tab.origin:
            return tuple(map(quoted, self._tab.origin.ignored))
        known = {*self._found.places.values(), *(place for _, place, _ in self._found.again)}
        return tuple(quoted(label) for place, label in self._found.labels.items() if place not in known)

    def _aside(self, skipped: Sequence[SkippedRows], keyless: Sequence[int]) -> tuple[SkippedRows, ...]:
        aside = [left for left in skipped if left.reason != "blank"]
        if keyless:
            aside.append(SkippedRows("no_key", tuple(self._numbers[position] for position in keyless)))
        if self._other_header:
            below = range(self._other_header, len(self._tab.rows) + 1)
            filled = (number for number in below if any(cell is not None for cell in self._tab.rows[number - 1]))
            aside.append(SkippedRows("below", tuple(filled)))
        return tuple(aside)

    def _strangers(self, read: Mapping[str, Read], out: frozenset[int]) -> dict[str, dict[str, tuple[int, ...]]]:
        """The words that no choice knows, with their rows, column by column."""
        found: dict[str, dict[str, tuple[int, ...]]] = {}
        for name, one in read.items():
            for word, positions in one.strangers.items():
                if rows := tuple(self._numbers[position] for position in positions if position not in out):
                    words = found.setdefault(name, {})
                    words[quoted(word)] = (*words.get(quoted(word), ()), *rows)
        return found

    def _rows_of(
        self, read: Mapping[str, Read], out: frozenset[int], wanted: Callable[[Trouble], bool]
    ) -> dict[str, frozenset[int]]:
        found = {}
        for name, one in read.items():
            numbers = frozenset(
                self._numbers[position]
                for position, trouble in one.troubles.items()
                if position not in out and wanted(trouble)
            )
            if numbers:
                found[name] = numbers
        return found

    def _assumptions(
        self,
        columns: Mapping[str, Column],
        raw: Mapping[str, Sequence[Cell]],
        read: Mapping[str, Read],
        passed: Sequence[str],
    ) -> tuple[Text, ...]:
        said = list(self._tab.origin.said) if self._tab.origin else []
        said += [assumption for one in read.values() for assumption in one.assumptions]
        for name, column in columns.items():
            if column.kind == "money" and not self._letters().get("currency"):
                for code in sorted(amounts.foreign_marks(raw[name], self._style.currency)):
                    said.append(notices.foreign(self._where.header(name), code, self._style.currency))
        return (*said, *(notices.passed_over(self._tab.name, name) for name in passed))

    # Problems

    def _at(self, name: str, position: int) -> tuple[str, int]:
        number = self._numbers[position]
        return f"{self._where.letter(name)}{number}", number

    def _cell_problems(self, name: str, one: Read, heard: frozenset[int]) -> list[Problem]:
        header = self._where.header(name)
        problems = []
        for position, trouble in sorted(one.troubles.items()):
            if position in heard or trouble.kind in NO_PROBLEM or trouble.kind == "unknown_choice":
                continue
            cell, number = self._at(name, position)
            said = said_of(trouble, self._tab.name, cell, header)
            seen = quoted(trouble.value)
            problems.append(Problem(trouble.kind, self._tab.name, said, cell, number, name, header, seen))
        for word, positions in one.strangers.items():
            kept = [position for position in positions if position not in heard]
            if kept:
                cell, number = self._at(name, kept[0])
                seen = quoted(word)
                said = notices.stranger(f"{self._tab.name}!{cell}", header, seen, len(kept))
                problems.append(Problem("unknown_choice", self._tab.name, said, cell, number, name, header, seen))
        return problems

    def _key_missing(self, position: int) -> Problem:
        name = self._keys[0]
        header = self._where.header(name)
        cell, number = self._at(name, position)
        said = Text(
            f"Row {number} of {self._tab.name} has no {header}, so it was left out. Fill {cell}.",
            f"La fila {number} de {self._tab.name} no tiene {header}; se dejó por fuera. Llena {cell}.",
        )
        return Problem("key_missing", self._tab.name, said, cell, number, name, header)

    def _below(self) -> list[Problem]:
        if not self._other_header:
            return []
        name = self._keys[0]
        cell = f"{self._where.letter(name)}{self._other_header}"
        said = notices.other_header(self._tab.name, self._other_header)
        return [Problem("unreadable", self._tab.name, said, cell, self._other_header, name, self._where.header(name))]

    def _again(self) -> list[Problem]:
        problems = []
        for name, place, label in self._found.again:
            used = self._where.letter(name)
            said = Text(
                f"{self._tab.name} has “{label}” in column {letter(place)} too; column {used} "
                f"(“{self._found.written[name]}”) was read.",
                f"{self._tab.name} también tiene «{label}» en la columna {letter(place)}; se leyó la columna {used} "
                f"(«{self._found.written[name]}»).",
            )
            cell = f"{letter(place)}{self._found.row}"
            problems.append(Problem("duplicate_header", self._tab.name, said, cell, self._found.row, name, label))
        return problems
