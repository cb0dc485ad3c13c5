"""Rows that a person moved between the look and the write: which they are, and what we overwrote in them.

Google's own answer to the write shows the rows around what was set. Beside our cells each row still says what it said;
where one says what another said before, rows were inserted, deleted or sorted, and our cells stand in the wrong ones.
What stood there is known from the look, and is put back; where it is not known for sure, the cells are named.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets.google.around import FORMULA, Around, entered_as, shows
from sheets.google.pieces import Piece, rectangles
from sheets.google.seen import Raw
from sheets.headers import letter

#: How far rows are looked for that moved together.
_FURTHEST = 10
#: Stands for a row that was put in: nothing had stood in it.
_NOWHERE = 0


@dataclass(frozen=True, slots=True)
class Back:
    """The requests that put back what stood there, and the cells of which that is not known."""

    requests: tuple[dict[str, Any], ...]
    unknown: tuple[str, ...]


def says_what_was_read(now: Around, number: int, read: Sequence[Raw]) -> bool:
    """Whether a row still says what was read of it; what formulas show may differ each time."""
    for column in range(1, max(len(read), len(now.rows.get(number, ()))) + 1):
        cell = now.cell(number, column)
        if entered_as(cell) is FORMULA or now.is_filled_from_elsewhere(number, column):
            continue
        was = read[column - 1] if column <= len(read) else None
        if not _alike(shows(cell), None if was == "" else was):
            return False
    return True


def put_back(piece: Piece, was: Around, now: Around, looked: Collection[int]) -> Back | None:
    """What has to be put back; ``None`` where every row that was meant was hit.

    ``looked`` are the rows that both looks were asked for.
    """
    known = {*looked, *(number for number in piece.cells if number > was.size[0])}
    grown = now.size[0] - max(was.size[0], max(piece.cells, default=0))
    fits = {number: _fits(piece, was, now, number, grown, known) for number in sorted(known)}
    if all(0 in found for found in fits.values()):
        return None
    sure = {number: found[0] for number, found in fits.items() if len(found) == 1}
    back: dict[int, dict[int, dict[str, Any]]] = {}
    unknown: list[str] = []
    moved = False
    for number, row in piece.cells.items():
        rows = _stood(number, fits, sure, piece, was, now)
        if rows == {number}:
            continue
        moved = True
        stood = [{at: was.cell(one, at).get("userEnteredValue", {}) for at in row} for one in rows]
        certain = bool(rows) and rows <= {_NOWHERE, *known} and all(one == stood[0] for one in stood)
        for at in row:
            if certain and "formulaValue" not in stood[0][at]:
                back.setdefault(number, {})[at] = {"userEnteredValue": stood[0][at]} if stood[0][at] else {}
            else:
                unknown.append(f"{letter(at - 1)}{number}")
    return Back(tuple(_requests(piece.sheet.id, back)), tuple(unknown)) if moved else None


def cleared(sheet: int, rows: Mapping[int, Collection[int]]) -> Sequence[dict[str, Any]]:
    """The requests that empty these cells, by row the columns."""
    return _requests(sheet, {number: {column: {} for column in columns} for number, columns in rows.items()})


def _fits(piece: Piece, was: Around, now: Around, number: int, grown: int, known: Collection[int]) -> list[int]:
    """By how many rows this row may have moved down, judged by what stands beside our cells in it."""
    ours = piece.cells.get(number, {})
    there = _beside(now, number, ours)
    nearby = [by for far in range(1, _FURTHEST + 1) for by in (far, -far)]
    return [
        by
        for by in dict.fromkeys([0, grown, *nearby])
        if number - by in known and _beside(was, number - by, ours) == there
    ]


def _stood(
    number: int, fits: Mapping[int, Sequence[int]], sure: Mapping[int, int], piece: Piece, was: Around, now: Around
) -> set[int]:
    """The rows that may have stood where this one is now, by their numbers before; none where that is not known."""
    found = fits[number]
    if len(found) == 1:
        return {number - found[0]}
    if not found:
        ours = piece.cells[number]
        there, before = _beside(now, number, ours), _beside(was, number, ours)
        same = sum(there.get(at) == value for at, value in before.items())
        # Somebody wrote beside our cells, and moved nothing.
        if before and same * 2 >= len(before.keys() | there.keys()):
            return {number}
        if not there:
            return {_NOWHERE}
        alike = [row for row in fits if _beside(was, row, ours) == there]
        return set(alike) if len(alike) == 1 else set()
    above = next((sure[row] for row in sorted(sure, reverse=True) if row < number), None)
    below = next((sure[row] for row in sorted(sure) if row > number), None)
    likely = {by for by in (above, below) if by is not None} or {0}
    return {number - by for by in (likely & set(found) or likely)}


def _beside(of: Around, number: int, ours: Collection[int]) -> dict[int, object]:
    """What was entered in the row beside our cells; what is computed there moves along in ways of its own."""
    return {at: value for at, value in of.said(number).items() if at not in ours and value is not FORMULA}


def _alike(now: Raw, read: Raw) -> bool:
    if isinstance(now, bool) or isinstance(read, bool) or isinstance(now, str) or isinstance(read, str):
        return type(now) is type(read) and now == read
    if now is None or read is None:
        return now is read
    return math.isclose(now, read, rel_tol=1e-12)


def _requests(sheet: int, cells: Mapping[int, Mapping[int, dict[str, Any]]]) -> Sequence[dict[str, Any]]:
    return [
        {
            "updateCells": {
                "start": {"sheetId": sheet, "rowIndex": number - 1, "columnIndex": column - 1},
                "rows": [{"values": row} for row in rows],
                "fields": "userEnteredValue",
            }
        }
        for number, column, rows in rectangles(cells)
    ]
