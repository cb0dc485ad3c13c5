"""Rows that are gathered before they are written: few in memory, the others in a nameless file that goes with them."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, overload

from sheets.references import column_number
from sheets.workbook import Cell

#: So many rows are held together. What is in memory at a time are the ones gathered last and the ones read last.
_BATCH = 2_000

_Row = tuple[Cell, ...]


class KeptRows(Sequence[Mapping[str, Cell]]):
    """Rows as column letters -> value, in the order in which they were appended; blanks are left out.

    There may be a million of them. They are read from front to back in no more memory than one batch; a row out of
    that order costs the reading of its batch.
    """

    def __init__(self) -> None:
        self._letters: dict[str, int] = {}
        self._order: list[str] = []
        self._fresh: list[_Row] = []
        self._file: IO[bytes] | None = None
        self._starts: list[int] = []
        self._seen: tuple[int, list[_Row]] = (-1, [])

    def append(self, row: Mapping[str, Cell]) -> None:
        """Add a row below the others."""
        places = self._letters
        for letters in row:
            if letters not in places:
                places[letters] = len(places)
        cells: list[Cell] = [None] * len(places)
        for letters, cell in row.items():
            cells[places[letters]] = cell
        self._fresh.append(tuple(cells))
        if len(self._fresh) == _BATCH:
            self._put_away()

    @property
    def letters(self) -> tuple[str, ...]:
        """The columns that the rows name, from the left."""
        return tuple(sorted(self._letters, key=column_number))

    def __len__(self) -> int:
        return len(self._starts) * _BATCH + len(self._fresh)

    def __iter__(self) -> Iterator[Mapping[str, Cell]]:
        return (self[number] for number in range(len(self)))

    @overload
    def __getitem__(self, at: int) -> Mapping[str, Cell]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Mapping[str, Cell]]: ...
    def __getitem__(self, at: int | slice) -> Mapping[str, Cell] | Sequence[Mapping[str, Cell]]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = at if at >= 0 else len(self) + at
        if not 0 <= number < len(self):
            raise IndexError(at)
        if len(self._order) != len(self._letters):
            self._order = list(self._letters)
        batch, place = divmod(number, _BATCH)
        cells = self._batch(batch)[place]
        return {letters: cell for letters, cell in zip(self._order, cells, strict=False) if cell is not None}

    def _batch(self, number: int) -> list[_Row]:
        if number == len(self._starts):
            return self._fresh
        if number != self._seen[0]:
            assert self._file is not None
            self._file.seek(self._starts[number])
            self._seen = (number, pickle.load(self._file))
        return self._seen[1]

    def _put_away(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="operating-brief-")  # noqa: SIM115 - it lives as long as the rows
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(self._fresh, self._file, pickle.HIGHEST_PROTOCOL)
        self._fresh = []
