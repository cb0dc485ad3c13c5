"""Rectangles of cells, and the places of a part's XML that name them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from sheets.excel.cell_writer import column_letters, column_number

_AREA = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_NAMED = re.compile(
    rb"""<(?:[\w.-]+:)?(?P<element>%b)(?=\s)[^<>]*?\s(?:ref|sqref)\s*=\s*["'](?P<areas>[^"'<>]*)["']"""
    % b"dimension|autoFilter|conditionalFormatting|dataValidation|table"
    + rb"""|<(?:[\w.-]+:)?(?P<inside>sqref)\s*>(?P<listed>[^<>]*)<"""
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from 1, its last row and column included."""

    row: int
    column: int
    last_row: int
    last_column: int

    @staticmethod
    def read(text: str) -> Area | None:
        """``A1:C5`` or ``A1``; ``None`` for anything else."""
        found = _AREA.match(text)
        if found is None:
            return None
        first, last = (
            (column_number(found[1]), int(found[2])),
            (column_number(found[3] or found[1]), int(found[4] or found[2])),
        )
        return Area(first[1], first[0], last[1], last[0])

    def including(self, row: int, column: int) -> Area:
        """The smallest area around this one and one cell more."""
        return Area(
            min(self.row, row),
            min(self.column, column),
            max(self.last_row, row),
            max(self.last_column, column),
        )

    def down_to(self, row: int) -> Area:
        """The same with another last row."""
        return replace(self, last_row=row)

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column

    def meets(self, other: Area) -> bool:
        """Whether they share a cell."""
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def __str__(self) -> str:
        first, last = column_letters(self.column), column_letters(self.last_column)
        if (self.row, self.column) == (self.last_row, self.last_column):
            return f"{first}{self.row}"
        return f"{first}{self.row}:{last}{self.last_row}"


def with_areas(xml: bytes, change: Callable[[str, Area], Area]) -> bytes:
    """The XML with the areas of its filters, tables, validations … as ``change(element, area)`` says.

    ``sqref`` stands for the areas that newer kinds of formats and validations list inside an element. Areas that do
    not change, and all else, stay as they are written.
    """

    def told(found: re.Match[bytes]) -> bytes:
        element = (found["element"] or found["inside"]).decode()
        group = "areas" if found["element"] else "listed"
        start, end = (place - found.start() for place in found.span(group))
        listed = [_one(text, element, change) for text in found[group].decode().split(" ")]
        return found[0][:start] + " ".join(listed).encode() + found[0][end:]

    return _NAMED.sub(told, xml)


def _one(text: str, element: str, change: Callable[[str, Area], Area]) -> str:
    area = Area.read(text)
    changed = change(element, area) if area else area
    return text if area is None or changed == area else str(changed)


def areas_in(xml: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """The XML with these areas blanked, and each list of them beside the name of its element."""
    seen: list[tuple[str, str]] = []

    def told(found: re.Match[bytes]) -> bytes:
        group = "areas" if found["element"] else "listed"
        seen.append(((found["element"] or found["inside"]).decode(), found[group].decode()))
        start, end = (place - found.start() for place in found.span(group))
        return found[0][:start] + found[0][end:]

    return _NAMED.sub(told, xml), seen
