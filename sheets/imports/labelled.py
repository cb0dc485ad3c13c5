"""Reports that are no table: a label and its value on each line, in sections under a title of their own.

They are read as a table with a row for each section, whose headers are the labels. Labels above the first section
belong to all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sheets.contract import normal
from sheets.imports.kinds import Sheet
from sheets.imports.pages import Page, Place
from sheets.workbook import Cell

#: What such a report begins with.
_TITLES = frozenset({"campaignreport", "emailcampaignreport"})
#: The column that says of which section a row is.
SECTION = "Section"
#: "141 (8.1%)"
_WITH_RATE = re.compile(r"^(.*\d)\s*\([^()]*%\)$")
_FEWEST = 3


def also(ordinary: Sequence[Page]) -> list[Page]:
    """The pages, and before them the same ones read by their labels where they have labels."""
    return [*filter(None, map(page, ordinary)), *ordinary]


def page(ordinary: Page) -> Page | None:
    """The same page read by its labels; ``None`` where it is an ordinary one."""
    at = next((number for number, cells in enumerate(ordinary.rows) if any(map(str.strip, cells))), None)
    if at is None or not _is_title(ordinary.rows[at]) or normal(ordinary.rows[at][0]) not in _TITLES:
        return None
    labels = tuple(dict.fromkeys(cells[0].strip() for cells in ordinary.rows if _is_labelled(cells)))
    if len(labels) < _FEWEST:
        return None
    headers = (SECTION, *labels)

    def sheet(place: Place) -> Sheet:
        whole = ordinary.sheet(Place((), at + 1, ()))

        def lines() -> Iterator[tuple[int, Sequence[Cell]]]:
            for number, told in _sections(whole):
                yield number, [told.get(header) for header in headers]

        return Sheet(ordinary.name, headers, place.header_row, lines, whole.complete)

    return Page(ordinary.name, [headers], sheet, ordinary.separator, ordinary.quotes)


def _sections(whole: Sheet) -> Iterator[tuple[int, dict[str, Cell]]]:
    shared: dict[str, Cell] = {}
    section: dict[str, Cell] = shared
    began = whole.header_row
    several = False
    for number, row in whole.lines():
        cells = ["" if cell is None else str(cell) for cell in row]
        if _is_title(cells):
            if several and len(section) > 1:
                yield began, {**shared, **section}
            several = True
            section, began = {SECTION: cells[0].strip()}, number
        elif _is_labelled(cells):
            section[cells[0].strip()] = _without_rate(cells[1].strip())
    if not several or len(section) > 1:
        yield began, {**shared, **section}


def _is_title(cells: Sequence[str]) -> bool:
    return bool(cells) and bool(cells[0].strip()) and not any(map(str.strip, cells[1:]))


def _is_labelled(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and cells[0].strip().endswith(":") and not any(map(str.strip, cells[2:]))


def _without_rate(told: str) -> str:
    found = _WITH_RATE.match(told)
    return found[1] if found else told
