"""Which rows of a tab are data. Everything that is left out is counted, with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheets.contract import normal
from sheets.headers import KEYS, Header
from sheets.labels import column_of
from sheets.problems import SkippedRows
from sheets.workbook import Cell

_TOTAL_WORDS = frozenset(
    {
        "total",
        "totals",
        "totales",
        "suma",
        "sumatoria",
        "grandtotal",
        "grantotal",
        "totalgeneral",
        "subtotal",
        "subtotales",
    }
)
_TOTAL_OF = re.compile(r"^(?:sub)?total(?:es)?\s*(?::|for\s|de\s|del\s)", re.IGNORECASE)
_EXAMPLE_WORDS = frozenset({"example", "ejemplo"})
#: A row of sums needs this many equal sums, over this many rows: one row above would only be the same row again.
_LEAST_SUMS, _LEAST_ROWS = 2, 2
#: So many headers in one row are no row of data.
_LEAST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Split:
    """The numbers of the rows below the header: ``data``, and the others by reason.

    ``other_header`` is the row from which on another table stands, whose columns are elsewhere: nothing from there on
    is data of this one. It is 0 where there is none.
    """

    data: list[int]
    skipped: list[SkippedRows]
    other_header: int = 0


def split(rows: Sequence[Sequence[Cell]], found: Header, key: str) -> Split:
    """Tell the rows of data from all others."""
    places = sorted(found.labels)
    keys = [found.places[name] for name in KEYS[key] if name in found.places]
    first = places[0]
    telling = sorted({0, first, *keys})
    data: list[int] = []
    left: dict[str, list[int]] = {"blank": [], "header_again": [], "example": [], "total": []}
    pending: list[int] = []
    # Where the key alone tells, nearly every row is told by a look at one cell.
    alone = telling[0] if telling == keys else -1
    plain = _Plain()
    for number in range(found.row + 1, len(rows) + 1):
        row = rows[number - 1]
        width = len(row)
        if 0 <= alone < width and not pending and plain[row[alone]]:
            data.append(number)
            continue
        if all(row[place] is None for place in keys if place < width) and all(
            row[place] is None for place in places if place < width
        ):
            pending.append(number)
            continue
        # Blank rows count only where data follows: below the last row of data there is no end of them.
        left["blank"] += pending
        pending.clear()
        if any(row[place] is not None for place in keys if place < width) and not any(
            _may_tell(row[place]) for place in telling if place < width
        ):
            data.append(number)
            continue
        reason = _reason(row, found, key, keys, first)
        if reason == "other_header":
            return Split(data, _skipped(left), number)
        (left[reason] if reason else data).append(number)
    return Split(data, _skipped(left))


class _Plain(dict[Cell, bool]):
    """Whether a cell is a key and can be nothing else: each distinct one is looked at once."""

    def __missing__(self, cell: Cell) -> bool:
        self[cell] = found = cell is not None and not _may_tell(cell)
        return found


def _skipped(left: Mapping[str, list[int]]) -> list[SkippedRows]:
    return [SkippedRows(reason, tuple(numbers)) for reason, numbers in left.items() if numbers]


def _reason(row: Sequence[Cell], found: Header, key: str, keys: Sequence[int], first: int) -> str:
    width = len(row)
    if width and (_is_word(row[0], _EXAMPLE_WORDS) or (first < width and _is_word(row[first], _EXAMPLE_WORDS))):
        return "example"
    given = [row[place] for place in keys if place < width and row[place] is not None]
    if not given or (_may_be_label(given[0]) and column_of(key, str(given[0]))):
        texts = {place: row[place] for place in found.places.values() if place < width and row[place] is not None}
        if len(texts) > 1 and _repeats(texts, found, key):
            return "header_again"
        if _is_other_header(row, found, key):
            return "other_header"
    if all(is_total(cell) for cell in given) and any(is_total(row[place]) for place in found.labels if place < width):
        return "total"
    return ""


def _may_tell(cell: Cell) -> bool:
    """Whether a key may be anything else than a key: in nearly all rows no other word has to be compared."""
    return isinstance(cell, str) and (not cell[-1:].isdigit() or _TOTAL_OF.match(cell) is not None)


def _repeats(texts: Mapping[int, Cell], found: Header, key: str) -> bool:
    names = {place: name for name, place in found.places.items()}
    return all(isinstance(cell, str) and column_of(key, cell) == names[place] for place, cell in texts.items())


def _is_other_header(row: Sequence[Cell], found: Header, key: str) -> bool:
    """Whether a second export was pasted below with its columns in another order."""
    filled = {place: cell for place, cell in enumerate(row) if cell is not None}
    meant = {place: column_of(key, cell) for place, cell in filled.items() if isinstance(cell, str)}
    known = {place: name for place, name in meant.items() if name}
    moved = [name for place, name in known.items() if found.places.get(name, place) != place]
    return bool(moved) and len(meant) == len(filled) and len(known) >= _LEAST_LABELS and 2 * len(known) > len(filled)


def _may_be_label(cell: Cell) -> bool:
    # No key's header ends in a digit and nearly every order number does: a look at one letter spares the comparison.
    return isinstance(cell, str) and not cell[-1:].isdigit()


def _is_word(cell: Cell, words: frozenset[str]) -> bool:
    return isinstance(cell, str) and len(cell) < 30 and not cell[-1:].isdigit() and normal(cell) in words


def is_total(cell: Cell) -> bool:
    """Whether a cell says that its row is a sum of others."""
    return isinstance(cell, str) and (_is_word(cell, _TOTAL_WORDS) or bool(_TOTAL_OF.match(cell)))


def sums(candidates: Sequence[int], columns: Sequence[Sequence[Decimal | int | None]]) -> list[int]:
    """Of the rows without a key, those whose numbers are the sums of the rows above: totals that don't say so.

    ``candidates`` are positions in the columns; a sum may be of all rows above or of those since the last such row.
    """
    totals: list[int] = []
    asked = frozenset(candidates)
    overall = _Block(len(columns))
    since = _Block(len(columns))
    for position in range(max(candidates, default=-1) + 1):
        numbers = [column[position] for column in columns]
        if position in asked and (overall.is_sum(numbers) or since.is_sum(numbers)):
            totals.append(position)
            since = _Block(len(columns))
            continue
        overall.add(numbers)
        since.add(numbers)
    return totals


class _Block:
    """Rows that a total may sum up."""

    def __init__(self, width: int) -> None:
        self._rows = 0
        self._sums: list[Decimal | int] = [0] * width

    def add(self, numbers: Sequence[Decimal | int | None]) -> None:
        self._rows += 1
        self._sums = [total + (number or 0) for total, number in zip(self._sums, numbers, strict=True)]

    def is_sum(self, numbers: Sequence[Decimal | int | None]) -> bool:
        equal = sum(bool(number) and number == total for number, total in zip(numbers, self._sums, strict=True))
        return self._rows >= _LEAST_ROWS and equal >= _LEAST_SUMS
