"""The body of a ``values:batchGet`` -> cells, as the reader of Excel files gives them.

Google's values are JSON of the plainest kind: numbers, texts, TRUE and FALSE. An error is a text like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sheets.google.seen import Raw
from sheets.workbook import Cell, ErrorCell, Uncached

#: What a cell shows for an error, in the languages in which Google writes it to us.
_ERRORS = frozenset(
    {"#N/A", "#N/D", "#REF!", "#¡REF!", "#VALUE!", "#¡VALOR!", "#DIV/0!", "#¡DIV/0!", "#NAME?", "#¿NOMBRE?", "#NULL!",
     "#¡NULO!", "#NUM!", "#¡NUM!", "#SPILL!", "#CALC!", "#ERROR!", "#¡ERROR!"}
)  # fmt: skip
#: What stands in a cell whose formula waits for another server.
_LOADING = frozenset({"Loading...", "Loading…", "Cargando...", "Cargando…"})


class _Range(msgspec.Struct):
    values: list[list[Raw]] = []


class _Answer(msgspec.Struct):
    valueRanges: list[_Range] = []


_DECODER = msgspec.json.Decoder(_Answer)


def decoded(body: bytes) -> list[list[list[Raw]]]:
    """The rows of each range that was asked for, in that order. Whole numbers come as ``float``.

    Raises ``msgspec.MsgspecError`` where the body is no such answer.
    """
    return [found.values for found in _DECODER.decode(body).valueRanges]


def may_hold_flags(body: bytes) -> bool:
    """Whether any cell may be TRUE or FALSE: far faster than looking at every cell, and hardly ever wrong."""
    return b"true" in body or b"false" in body


class _Kept(dict[Raw, Cell]):
    """Each value once. ``True`` and ``1.0`` would be one value here."""

    def __missing__(self, raw: Raw) -> Cell:
        kept: Cell = raw
        if isinstance(raw, str):
            kept = said(raw)
        elif isinstance(raw, float) and not raw.is_integer():
            # To the 15 digits that a spreadsheet shows, so that a sum is the same in every home of the workbook.
            kept = float(f"{raw:.15g}")
        self[raw] = kept
        return kept


def said(text: str) -> Cell:
    """What a text of Google's is: ``None`` where it is blank, an error, a result that is still to come, or a text."""
    if not text or text.isspace():
        return None
    if text[0] == "#" and text in _ERRORS:
        return ErrorCell(text)
    return Uncached() if text in _LOADING else text


def tidied(rows: Iterable[Sequence[Raw]], has_flags: bool) -> list[list[Cell]]:
    """The rows without blank text, with errors as errors; blank ends of rows and of the whole are cut off."""
    once = _Kept().__getitem__
    made: list[list[Cell]] = []
    for row in rows:
        tidy = (
            [cell if cell is True or cell is False else once(cell) for cell in row]
            if has_flags
            else list(map(once, row))
        )
        while tidy and tidy[-1] is None:
            tidy.pop()
        made.append(tidy)
    while made and not made[-1]:
        made.pop()
    return made
