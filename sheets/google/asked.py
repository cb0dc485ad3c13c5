"""Which cells of a Google Sheet are asked for: all of the tabs that are used, the first rows of the others.

One call reads every tab, so what is used must be known before any cell was seen: by its mark and by its title. Only
where the title of no tab says Orders or Inventory may one of any title turn out to be it, by its headers: then the
smaller tabs are asked for whole as well, and a large one in a second call once its head has shown it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sheets import headers
from sheets.errors import SheetsError, Text
from sheets.google.ranges import a1
from sheets.google.seen import SheetFacts
from sheets.workbook import HEAD_ROWS, TabSnapshot

#: So many cells of tabs that may turn out not to be used are asked for on the chance: some 10 MB when all are filled.
SPARE_CELLS = 500_000
#: So many cells are asked for in one call: some 50 MB when all are filled.
CELLS_A_CALL = 3_000_000
#: More filled cells than this in the tabs that are read whole are not read.
MOST_FILLED = 8_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one tab that are asked for with others in one call; ``first_row`` counts from 1."""

    sheet: SheetFacts
    first_row: int
    rows: int

    @property
    def cells(self) -> int:
        """How many there are at most."""
        return self.rows * self.sheet.columns

    @property
    def range(self) -> str:
        """As a request names it."""
        return a1(self.sheet.title, self.rows, self.sheet.columns, self.first_row)


def at_first(sheets: Sequence[SheetFacts], whole: Collection[str]) -> frozenset[int]:
    """The ids of the tabs to ask for whole before any cell was seen; ``whole`` are titles that must be among them."""
    named = headers.used([TabSnapshot(sheet.title, (), mark=sheet.key) for sheet in sheets])
    titles = named.names | set(whole)
    known = {sheet.id for sheet in sheets if sheet.key or sheet.title in titles}
    if not set(headers.FOUND_BY_HEADERS) <= {*named.by_key, *named.doubles}:
        left = SPARE_CELLS
        for sheet in sorted(sheets, key=lambda sheet: sheet.rows * sheet.columns):
            left -= 0 if sheet.id in known else sheet.rows * sheet.columns
            if left >= 0:
                known.add(sheet.id)
    return frozenset(sheet.id for sheet in sheets if sheet.id in known and sheet.has_cells)


def calls(sheets: Iterable[SheetFacts], whole: Collection[int], heads: bool = True) -> Iterator[list[Part]]:
    """What to ask for in each call: the tabs with these ids whole, and of the others the ``heads``."""
    call: list[Part] = []
    for part in _parts(sheets, whole, heads):
        if call and sum(one.cells for one in call) + part.cells > CELLS_A_CALL:
            yield call
            call = []
        call.append(part)
    if call:
        yield call


def _parts(sheets: Iterable[SheetFacts], whole: Collection[int], heads: bool) -> Iterator[Part]:
    for sheet in sheets:
        if not sheet.has_cells or not (heads or sheet.id in whole):
            continue
        rows = sheet.rows if sheet.id in whole else min(sheet.rows, HEAD_ROWS)
        at_once = max(HEAD_ROWS, CELLS_A_CALL // sheet.columns)
        for first in range(1, rows + 1, at_once):
            yield Part(sheet, first, min(at_once, rows - first + 1))


def too_big(title: str) -> SheetsError:
    """The error for a sheet of which more cells are filled than can be read."""
    return SheetsError(
        "too_big",
        Text(
            f"The tabs of {title} that the brief reads hold more than {MOST_FILLED // 1_000_000} million filled cells.",
            f"Las pestañas de {title} que lee el informe tienen más de {MOST_FILLED // 1_000_000} millones de celdas "
            "llenas.",
        ),
        Text(
            "Move the oldest rows to another Google Sheet, then refresh again.",
            "Pasa las filas más antiguas a otra hoja de Google y actualiza de nuevo.",
        ),
    )
