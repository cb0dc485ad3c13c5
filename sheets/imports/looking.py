"""A look into a file without importing it: its headers, its first rows, what it is or comes nearest to.

It is what a founder matches columns by, so it is quick and shows a table even where nothing is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sheets.imports import unrecognised
from sheets.imports.kinds import Export, signature
from sheets.imports.pages import Page, Place
from sheets.imports.parts import WorkbookReader, parts
from sheets.imports.recognition import known

_SAMPLE = 20
_WORDS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, eq=False)
class Look:
    """A table of a file. ``rows`` are its first ones, as text, below the header in row ``header_row`` (from 1).

    ``kinds`` are the exports that it fits: none, one, or those from which the founder has to choose; ``mapped`` the
    founder's own map of such headers. ``lacking`` are the groups of headers that ``nearest`` needs and the file lacks.
    """

    name: str
    headers: tuple[str, ...]
    header_row: int
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[Export, ...] = ()
    nearest: Export | None = None
    lacking: tuple[tuple[str, ...], ...] = ()
    mapped: Export | None = None

    @property
    def signature(self) -> str:
        """The name by which a map of such headers is remembered."""
        return signature(self.headers)


def look(
    path: Path, exports: Sequence[Export], read_workbook: WorkbookReader | None = None, header_row: int = 0
) -> tuple[Look, ...]:
    """Each table of the file, or each part of it as a table; ``header_row`` is the founder's own word for the header.

    Raises :class:`SheetsError` where the file cannot be read or holds nothing that has rows.
    """
    return tuple(
        each
        for part in parts(Path(path), read_workbook, lambda _page: False)
        for each in _of_part(part.pages, exports, header_row)
    )


def _of_part(pages: Sequence[Page], exports: Sequence[Export], header_row: int) -> list[Look]:
    if not header_row and (tables := known(pages, exports)):
        return [_look(table.page, table.place, table.exports, exports) for table in tables]
    if header_row:
        guesses = [(page, place) for page in pages if (place := page.at(header_row))]
    else:
        guesses = [(page, place) for page in pages for place in page.places]
    best = max(guesses, key=lambda guess: _likeness(*guess), default=None)
    return [_look(*best, (), exports)] if best else []


def _likeness(page: Page, place: Place) -> tuple[int, int]:
    """How much a row looks like a header: different words above rows of the same width; the first such one."""
    words = len({header for header in place.headers if _WORDS.search(header)})
    below = page.rows[place.header_row : place.header_row + _SAMPLE]
    width = len(place.headers)
    return words, sum(len(cells) == width for cells in below)


def _look(page: Page, place: Place, fits: Sequence[Export], exports: Sequence[Export]) -> Look:
    end = place.until - 1 if place.until else None
    below = (tuple(cells) for cells in page.rows[place.header_row : end] if any(map(str.strip, cells)))
    own = next((export for export in fits if export.signature), None)
    near = None if fits else unrecognised.nearest([place.headers], exports)
    return Look(
        page.name,
        place.headers,
        place.header_row,
        tuple(islice(below, _SAMPLE)),
        tuple(export for export in fits if not export.signature),
        near[0] if near else None,
        near[0].missing(place.headers) if near else (),
        own,
    )
