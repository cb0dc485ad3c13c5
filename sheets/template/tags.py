"""A founder's ``Tag map``: which tags and words of theirs mean what, without any row that may name somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheets.contract import normal
from sheets.contract.patterns import PATTERNS, REASONS, SUBTHEMES, THEMES, Pattern
from sheets.contract.tag_map import TAG_MAP
from sheets.template.examples import EXAMPLE
from sheets.template.personal import names_somebody
from sheets.template.rows import Row
from sheets.workbook import HEAD_ROWS, Cell

#: More rows than anybody maps tags with.
MOST_ROWS = 5000
_COLUMNS = tuple(column for column in TAG_MAP.columns if column.kind != "url")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Tags:
    """The rows that may be shared, as new cells, and how many may not. ``found`` is whether there is such a table."""

    rows: tuple[Row, ...] = ()
    left_out: int = 0
    found: bool = False


def prefilled(language: str) -> tuple[Row, ...]:
    """The rows that a new ``Tag map`` is filled with: our patterns, their meaning in the words of ``language``."""
    return tuple(_prefilled(pattern, language) for pattern in PATTERNS)


def _prefilled(pattern: Pattern, language: str) -> Row:
    names = THEMES if pattern.kind == "support_tag" else REASONS
    row = {
        "pattern": pattern.pattern,
        "kind": TAG_MAP.column("kind").choices[pattern.kind][1 if language == "es" else 0],
        "maps_to": "; ".join(names[key].in_(language) for key in pattern.maps_to),
    }
    return {**row, "subtheme": SUBTHEMES[pattern.subtheme].in_(language)} if pattern.subtheme else row


def tags(rows: Sequence[Sequence[Cell]], language: str) -> Tags:
    """Read the tab's cells: the declared columns only, the kinds in the words of ``language``."""
    number, places = _header(rows)
    if not places:
        return Tags()
    shared, left = [], 0
    for row in rows[number : number + MOST_ROWS]:
        cells = {name: row[at] for name, at in places.items() if at < len(row) and row[at] is not None}
        if not cells or cells.get(TAG_MAP.columns[0].name) == EXAMPLE:
            continue
        told = _told(cells, language)
        if told is None:
            left += 1
        else:
            shared.append(told)
    return Tags(tuple(shared), left, found=True)


def _header(rows: Sequence[Sequence[Cell]]) -> tuple[int, Mapping[str, int]]:
    needed = {column.name for column in TAG_MAP.columns if column.required}
    for number, row in enumerate(rows[:HEAD_ROWS], start=1):
        places: dict[str, int] = {}
        for at, cell in enumerate(row):
            column = next(
                (column for column in _COLUMNS if isinstance(cell, str) and normal(cell) in column.known_as), None
            )
            if column is not None:
                places.setdefault(column.name, at)
        if needed <= places.keys():
            return number, places
    return 0, {}


def _told(cells: Mapping[str, Cell], language: str) -> Row | None:
    """The row in a template's words; ``None`` where it is none, or may name somebody."""
    told: dict[str, str | int | float] = {}
    for column in _COLUMNS:
        cell = cells.get(column.name)
        if cell is None:
            if column.required:
                return None
        elif column.kind == "choice":
            meant = next((words for words in column.choices.items() if _is(str(cell), *words)), None)
            if meant is None:
                return None
            told[column.name] = meant[1][1 if language == "es" else 0]
        elif column.kind == "count":
            if isinstance(cell, int | float) and 0 <= cell < 1000 and cell == int(cell):
                told[column.name] = int(cell)
        else:
            text = " ".join(str(cell).split())
            if not isinstance(cell, str) or len(text) > _LONGEST or names_somebody(text):
                return None
            told[column.name] = text
    return told


def _is(text: str, name: str, words: Sequence[str]) -> bool:
    return normal(text) in map(normal, (name, *words))
