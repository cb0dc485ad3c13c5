"""The cells of a sheet part read one by one, however the part is written and wherever the cells stand.

Slower than calamine and used where calamine must not or cannot go: a stray cell far out, the strict edition of the
format, parts that other programs write in unusual ways, and the first rows of the tabs that are not used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sheets.excel import serials
from sheets.excel.strings import guarded_parser, local_name, parse_piece, unescaped
from sheets.workbook import Cell, ErrorCell, Uncached

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 32_767
_ADDRESS = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")
#: More places than this, blank ones included, are no longer kept; see :func:`as_rows`.
_MOST_PLACES = 8_000_000


@dataclass(frozen=True, slots=True)
class Shared:
    """The place of a shared string, before the strings are known."""

    place: int


Raw = Cell | Shared


@dataclass(frozen=True, slots=True)
class Formats:
    """What is needed to know what a cell says: the cell formats, the date system, and :func:`unknown`'s last word."""

    shown: Sequence[serials.Shown] = ()
    date_1904: bool = False
    unknown_result: str = ""


@dataclass
class Cells:
    """What was found in a sheet part: the cells that hold anything by (row, column) from 1, and more."""

    by_place: dict[tuple[int, int], Raw] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: int = 0
    merges: list[str] = field(default_factory=list)
    dimension: str = ""

    def shared(self) -> frozenset[int]:
        """The places of the shared strings that the cells show."""
        return frozenset(cell.place for cell in self.by_place.values() if isinstance(cell, Shared))


def column_number(letters: str) -> int:
    """``"A"`` -> 1, ``"AA"`` -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def place(address: str) -> tuple[int, int] | None:
    """Row and column of ``"C5"``; ``None`` where it is no address of a sheet."""
    if not (found := _ADDRESS.match(address)):
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN else None


class _Done(Exception):
    """Enough rows were read."""


class _Parser:
    def __init__(self, formats: Formats, last_row: int) -> None:
        self.cells = Cells()
        self._formats = formats
        self._last_row = last_row
        self._row = self._column = 0
        self._type = self._format = ""
        self._text: list[str] = []
        self._inline: list[str] = []
        self._has_formula = self._has_value = False
        self._taking: list[str] | None = None
        self._aid = 0
        self._parser = guarded_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data

    def read(self, pieces: Iterable[bytes]) -> Cells:
        try:
            for piece in pieces:
                parse_piece(self._parser, piece, False)
            parse_piece(self._parser, b"", True)
        except _Done:
            pass
        return self.cells

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._has_value, self._taking = True, self._text
        elif name == "f":
            self._has_formula = True
        elif name == "t" and self._column and not self._aid:
            self._taking = self._inline
        elif name == "rPh":
            self._aid += 1
        elif name == "row":
            given = serials.whole(attributes.get("r", ""))
            self._row = given if 1 <= given <= LAST_ROW else self._row + 1
            self._column = 0
            if self._row > self._last_row:
                raise _Done
            if attributes.get("hidden") in ("1", "true"):
                self.cells.hidden_rows += 1
        elif name == "mergeCell":
            self.cells.merges.append(attributes.get("ref", ""))
        elif name == "dimension":
            self.cells.dimension = attributes.get("ref", "")

    def _start_cell(self, attributes: dict[str, str]) -> None:
        where = place(attributes.get("r", ""))
        self._row, self._column = where or (max(self._row, 1), self._column + 1)
        self._type = attributes.get("t", "n")
        self._format = attributes.get("s", "0")
        self._text, self._inline = [], []
        self._has_formula = self._has_value = False

    def _data(self, data: str) -> None:
        if self._taking is not None:
            self._taking.append(data)

    def _end(self, name: str) -> None:
        name = local_name(name)
        if name in ("v", "t"):
            self._taking = None
        elif name == "rPh":
            self._aid -= 1
        elif name == "c" and self._row <= self._last_row:
            cell = self._cell()
            if self._has_formula:
                self.cells.formulas.add((self._row, self._column))
            if cell is not None:
                self.cells.by_place[self._row, self._column] = cell

    def _cell(self) -> Raw:
        text = "".join(self._text)
        if self._has_formula and unknown(self._type, self._has_value, text, self._formats.unknown_result):
            return Uncached()
        match self._type:
            case "s":
                shared = serials.whole(text, -1)
                return Shared(shared) if shared >= 0 else None
            case "inlineStr":
                return filled(unescaped("".join(self._inline)))
            case "str":
                return filled(unescaped(text))
            case "e":
                return ErrorCell(text.strip() or "#ERROR!")
            case "b":
                return text.strip() in ("1", "true")
            case "d":
                return _iso(text.strip())
            case _:
                return self._number(text.strip())

    def _number(self, text: str) -> Cell:
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            return text
        if not math.isfinite(number):
            return text
        index = serials.whole(self._format)
        shown = self._formats.shown[index] if index < len(self._formats.shown) else "number"
        if shown == "moment":
            return serials.moment(number, self._formats.date_1904)
        if shown == "duration":
            return serials.duration(number)
        return tidy(number)


def parse(pieces: Iterable[bytes], formats: Formats, last_row: int = LAST_ROW) -> Cells:
    """Every cell that holds anything, down to ``last_row``; no more of ``pieces`` is taken than that needs."""
    return _Parser(formats, last_row).read(pieces)


def unknown(kind: str, has_value: bool, value: str, unknown_result: str) -> bool:
    """Whether a formula's result is not in the file.

    A text result may well be empty. ``unknown_result`` is what the program that made the file writes where it does not
    know: nothing, or ``0`` (see :mod:`sheets.excel.workbook_part`).
    """
    return not has_value or (kind == "n" and value.strip() == unknown_result)


def tidy(number: float) -> float:
    """A number to the 15 digits that Excel keeps, so that every program that saved it gives the same one."""
    return number if number.is_integer() else float(f"{number:.15g}")


def filled(text: str) -> str | None:
    """Text, or ``None`` where it is blank. No more of it than a cell can hold."""
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT]
    return None if not text or text.isspace() else text


def as_rows(cells: Cells, strings: dict[int, str], head_rows: int) -> list[Sequence[Cell]]:
    """The cells as rows from row 1. Rows are as long as they need to be, blank ones share one empty row.

    Where stray cells would make the page absurdly large, columns to the right of every header-like row go: what is
    kept is the width of the first ``head_rows`` rows, and never less than 256 columns.
    """
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), raw in cells.by_place.items():
        cell = filled(strings.get(raw.place, "")) if isinstance(raw, Shared) else raw
        if cell is not None:
            by_row.setdefault(row, {})[column] = cell
    widths = {row: max(found) for row, found in by_row.items()}
    if sum(widths.values()) > _MOST_PLACES:
        widest = max([256, *(width for row, width in widths.items() if row <= head_rows and width < LAST_COLUMN)])
        widths = {row: min(width, widest) for row, width in widths.items()}
    blank: Sequence[Cell] = ()
    rows: list[Sequence[Cell]] = [blank] * max(by_row, default=0)
    for row, found in by_row.items():
        rows[row - 1] = [found.get(column) for column in range(1, widths[row] + 1)]
    return rows


def _iso(text: str) -> Cell:
    for read in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            return read(text)
        except ValueError:
            continue
    return text or None
