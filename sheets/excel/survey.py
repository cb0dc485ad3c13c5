"""What must be known of a sheet before it is changed, found while it passes by once."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel.areas import Area
from sheets.excel.changes import Changes
from sheets.excel.formats import look_of
from sheets.excel.formulas import Formula, formula_of
from sheets.excel.relations import parse
from sheets.excel.rows import CellXml, Mark, Passing, Row, Tail, odd, row_cells

#: So many rows above a new one are looked at, as Excel does before it fills a formula down.
_ROWS_ABOVE = 5


@dataclass(frozen=True, slots=True)
class Above:
    """The last rows with a value above a place, the nearest first; ``whole`` where these are all there are."""

    rows: tuple[Row, ...]
    whole: bool


@dataclass(eq=False)
class Frame:
    """What stands around the rows of a sheet."""

    root: etree._Element
    _formats: dict[int, int] = field(default_factory=dict)

    def areas(self, path: str) -> list[Area]:
        """The areas that elements name, such as merged cells."""
        found = (Area.read(element.get("ref", "")) for element in self.root.iterfind(path))
        return [area for area in found if area]

    def column_format(self, column: int) -> int:
        """The format of a whole column."""
        if column not in self._formats:
            self._formats[column] = self._column_format(column)
        return self._formats[column]

    def _column_format(self, column: int) -> int:
        for element in self.root.iterfind("{*}cols/{*}col"):
            if int(element.get("min", "0")) <= column <= int(element.get("max", "0")):
                return int(element.get("style", "0"))
        return 0

    @property
    def frozen_rows(self) -> int:
        """How many rows stand still when scrolling: the header."""
        pane = self.root.find("{*}sheetViews/{*}sheetView/{*}pane")
        if pane is None or not pane.get("state", "").startswith("frozen"):
            return 0
        return int(float(pane.get("ySplit", "0")))


@dataclass(eq=False)
class Survey:
    """``last_used`` is the last row with a value in it (0 = none).

    ``above`` has by first row of a block the rows over it (0 = over rows that are appended). ``mark`` is the first
    place where anything is to change. ``formats`` are those of the wanted cells whose value wants a look of its own,
    as far as cell or row say one; ``beside`` the columns of other cells with a value in rows of blocks. ``held`` are
    the areas of formulas over several cells, ``shared`` the formulas that groups of cells share, ``heirs`` the cells
    that take one over because the cell where it is written is to be set. ``formula_gone``: one is to be replaced;
    ``result_gone``: one stands in a row in which a cell is set, and may read it.
    """

    prefix: bytes = b""
    last_used: int = 0
    above: dict[int, Above] = field(default_factory=dict)
    mark: Mark = field(default_factory=lambda: Mark(0, 0))
    beside: dict[int, frozenset[int]] = field(default_factory=dict)
    formats: dict[tuple[int, int], int | None] = field(default_factory=dict)
    held: list[Area] = field(default_factory=list)
    shared: dict[str, Formula] = field(default_factory=dict)
    heirs: dict[tuple[int, int], tuple[Formula, Area]] = field(default_factory=dict)
    formula_gone: bool = False
    result_gone: bool = False
    frame: Frame = field(default_factory=lambda: Frame(etree.Element("worksheet")))

    def formula(self, cell: CellXml, row: int, column: int) -> Formula | None:
        """The formula of one cell alone or of one that shares it; ``None`` for any other."""
        found = formula_of(cell.xml, self.prefix)
        if found is None or found.kind not in ("normal", "shared"):
            return None
        if not found.text and found.group in self.shared:
            return Formula(self.shared[found.group].at(row, column), row, column)
        return Formula(found.text, row, column) if found.text else None


def survey(pieces: Iterable[bytes], wanted: Changes, part: str) -> Survey:
    """Look through a sheet once. ``wanted`` are the cells that will be set, appended rows apart."""
    return _Surveyor(wanted, part).look(Passing(pieces))


class _Surveyor:
    def __init__(self, wanted: Changes, part: str) -> None:
        self._wanted, self._part = wanted, part
        self._first = next(iter(wanted), 0)
        self._starts = [block.start for block in wanted.blocks]
        self._recent: deque[Row] = deque(maxlen=_ROWS_ABOVE)
        self._valued = 0
        self._leaving: dict[str, tuple[Formula, Area]] = {}
        self._seen = Survey()

    def look(self, passing: Passing) -> Survey:
        seen, prefix = self._seen, re.escape(passing.head.prefix)
        seen.prefix = passing.head.prefix
        has_value = re.compile(rb"<%bv(?:\s[^>]*)?>[^<]|<%bis[\s>]|<%bf[\s/>]" % (prefix, prefix, prefix)).search
        has_kind = re.compile(rb"<%bf\s" % prefix).search
        end = before = passing.mark
        touched: Mark | None = None
        for piece in passing.rows():
            if isinstance(piece, Tail):
                seen.frame = Frame(parse(passing.head.xml + piece.xml, self._part))
                continue
            number = piece.number
            if self._first and touched is None and number >= self._first:
                touched = before
            while self._starts and self._starts[0] <= number:
                seen.above[self._starts.pop(0)] = self._above()
            if has_kind(piece.xml, piece.start):
                self._kinds(piece)
            if number in self._wanted:
                self._look_at(piece)
            before = passing.mark
            if has_value(piece.xml, piece.start):
                seen.last_used, end = number, before
                self._recent.appendleft(piece)
                self._valued += 1
        for start in [*self._starts, 0]:
            seen.above[start] = self._above()
        seen.mark = min([end] if touched is None else [end, touched])
        return seen

    def _above(self) -> Above:
        return Above(tuple(self._recent), self._valued <= _ROWS_ABOVE)

    def _kinds(self, row: Row) -> None:
        """Note the formulas that several cells share, and hand over those whose own cell is to be set."""
        seen = self._seen
        named: Iterable[int] = self._wanted.get(row.number, ())
        for column, cell in row_cells(row, seen.prefix).items():
            found = formula_of(cell.xml, seen.prefix)
            if found is None or found.kind == "normal":
                continue
            area = Area.read(found.area)
            if found.kind == "shared" and found.text and area is None and column in named:
                raise odd()
            if found.kind != "shared":
                seen.held.append(area or Area(row.number, column, row.number, column))
            elif area and found.text:
                seen.shared[found.group] = Formula(found.text, row.number, column)
                self._leaving.pop(found.group, None)
                if column in named:
                    self._leaving[found.group] = (seen.shared[found.group], area)
            elif column not in named and found.group in self._leaving:
                formula, reach = self._leaving.pop(found.group)
                left = column if reach.row == reach.last_row else reach.column
                heir = Area(row.number, left, reach.last_row, reach.last_column)
                seen.heirs[row.number, column] = (Formula(formula.at(row.number, column), row.number, column), heir)

    def _look_at(self, row: Row) -> None:
        seen, named = self._seen, self._wanted[row.number]
        cells = row_cells(row, seen.prefix)
        for column, value in named.items():
            cell = cells.get(column)
            if cell and formula_of(cell.xml, seen.prefix):
                seen.formula_gone = True
            if look_of(value):
                seen.formats[row.number, column] = cell.format if cell else row.format
        if named and any(formula_of(cell.xml, seen.prefix) for column, cell in cells.items() if column not in named):
            seen.result_gone = True
        if self._wanted.block(row.number):
            others = (column for column, cell in cells.items() if column not in named and not cell.is_blank)
            if found := frozenset(others):
                seen.beside[row.number] = found


def in_the_way(what_en: str, what_es: str) -> SheetsError:
    """The error for something in a founder's tab that a change would break."""
    return SheetsError(
        "shape",
        Text(
            f"The tab has {what_en} where the change would go, so nothing was changed.",
            f"La pestaña tiene {what_es} donde iría el cambio, así que no se cambió nada.",
        ),
        Text(
            "Move it elsewhere, or use a tab of a workbook made with “operating-brief new”.",
            "Muévelo a otro lugar, o usa una pestaña de un libro hecho con «operating-brief new».",
        ),
    )
