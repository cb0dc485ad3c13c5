"""The body of a ``values:batchGet`` -> cells, as the reader of Excel files gives them.

Google's values are JSON of the plainest kind: numbers, texts, TRUE and FALSE. An error is a text like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

import msgspec

from sheets.google.dates import moments
from sheets.google.seen import Raw
from sheets.workbook import Cell, ErrorCell

#: What a cell shows for an error, in the languages in which Google writes it to us.
_ERRORS = frozenset(
    {"#N/A", "#N/D", "#REF!", "#¡REF!", "#VALUE!", "#¡VALOR!", "#DIV/0!", "#¡DIV/0!", "#NAME?", "#¿NOMBRE?", "#NULL!",
     "#¡NULO!", "#NUM!", "#¡NUM!", "#SPILL!", "#CALC!", "#ERROR!", "#¡ERROR!"}
)  # fmt: skip


class _Range(msgspec.Struct):
    values: list[list[Raw]] = []


class _Answer(msgspec.Struct):
    valueRanges: list[_Range] = []


#: What a text of blanks begins with.
_BLANKS = frozenset(chr(code) for code in range(0x3001) if chr(code).isspace())
#: So many rows are turned into columns at a time: they fit into the processor's own memory.
_ROWS_AT_ONCE = 1000

_DECODER = msgspec.json.Decoder(_Answer)


def decoded(body: bytes) -> list[list[list[Raw]]]:
    """The rows of each range that was asked for, in that order. Whole numbers come as ``float``.

    Raises ``msgspec.MsgspecError`` where the body is no such answer.
    """
    return [found.values for found in _DECODER.decode(body).valueRanges]


def said(text: str) -> Cell:
    """What a text of Google's is: ``None`` where it is blank, an error, or a text.

    What stands where a formula waits for another server, ``Loading...``, stays the text that a file would have there:
    every reader of a column knows it, and a founder may have typed it.
    """
    if not text or text.isspace():
        return None
    return ErrorCell(text) if text in _ERRORS else text


def tidied(rows: Sequence[Sequence[Raw]], dates: Collection[int] = ()) -> list[Sequence[Cell]]:
    """The rows without blank text, with errors as errors; blank ends of rows and of the whole are cut off.

    Numbers in the columns ``dates`` (from 0) are dates. Columns are gone through, not cells: most need no change.
    """
    made: list[Sequence[Cell]] = []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        block = rows[start : start + _ROWS_AT_ONCE]
        turned = enumerate(zip_longest(*block))  # a row that ends early is blank from there on
        columns = [_dated(cells) if place in dates else _tidied(cells) for place, cells in turned]
        made += [_trimmed(row) for row in zip(*columns, strict=True)] if columns else [()] * len(block)
    while made and not made[-1]:
        made.pop()
    return made


def _tidied(column: Sequence[Raw]) -> Iterable[Cell]:
    changed: dict[Raw, Cell] = {}
    for raw in set(column):
        if isinstance(raw, str):
            if not raw or raw[0] in _BLANKS or raw in _ERRORS:
                changed[raw] = said(raw)
        elif isinstance(raw, float) and not raw.is_integer():
            # To the 15 digits that a spreadsheet shows, so that a sum is the same in every home of the workbook.
            changed[raw] = float(f"{raw:.15g}")
    return map(changed.get, column, column) if changed else column


def _dated(column: Sequence[Raw]) -> Iterable[Cell]:
    places = [place for place, raw in enumerate(column) if type(raw) is float]
    if not places:
        return _tidied(column)
    cells: list[Cell] = [said(raw) if isinstance(raw, str) else raw for raw in column]
    for place, when in zip(places, moments([float(column[place] or 0) for place in places]), strict=True):
        cells[place] = when
    return cells


def _trimmed(row: Sequence[Cell]) -> Sequence[Cell]:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    return row if width == len(row) else row[:width]
