"""A sheet's part as it passes by: what stands before its rows, each row, what stands after them.

Nothing is rebuilt: the pieces joined are the part, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel.cell_writer import column_letters, column_number
from sheets.excel.relations import parse

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\b[^>]*?(/?)>")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d+["']""")
_FORMAT = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_AREA = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?$")
_LONGEST_PIECE = 1 << 26


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

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column

    def __str__(self) -> str:
        return f"{column_letters(self.column)}{self.row}:{column_letters(self.last_column)}{self.last_row}"


@dataclass(frozen=True, slots=True)
class Head:
    """All that stands before the first row."""

    xml: bytes
    prefix: bytes


@dataclass(frozen=True, slots=True)
class Tail:
    """All that stands after the last row."""

    xml: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the blanks before it; ``start`` bytes of it are the blanks and the opening tag."""

    number: int
    xml: bytes
    start: int
    empty: bool

    def opening(self) -> bytes:
        """The opening tag, without the hint of how far the cells reach, which may not be true any more."""
        tag = _SPANS.sub(b"", self.xml[: self.start])
        return tag[:-2].rstrip() + b">" if self.empty else tag

    @property
    def format(self) -> int | None:
        """The format of the row's empty cells, where it has one of its own."""
        tag = self.xml[: self.start]
        found = _FORMAT.search(tag)
        return int(found[1]) if found and re.search(rb"""\scustomFormat\s*=\s*["'](?:1|true)["']""", tag) else None


@dataclass(frozen=True, slots=True)
class CellXml:
    """One cell as written."""

    xml: bytes
    format: int

    def alone(self, prefix: bytes) -> etree._Element:
        """The cell's XML by itself."""
        space = b' xmlns:%b="cell"' % prefix.rstrip(b":") if prefix else b""
        return parse(self.xml.replace(b"<%bc" % prefix, b"<%bc%b" % (prefix, space), 1), "cell")


def passing(pieces: Iterable[bytes]) -> Iterator[Head | Row | Tail]:
    """Cut a sheet's part into its head, its rows and its tail. :class:`SheetsError` where it is written otherwise."""
    source = iter(pieces)
    buffer = b""
    while not (found := _SHEET_DATA.search(buffer)):
        buffer += _more(source, buffer)
    if b"\0" in buffer[:64] or b"<!" in buffer[: found.start()]:
        raise _odd()
    prefix = found[1]
    if found[2]:
        yield Head(buffer[: found.end() - 2].rstrip() + b">", prefix)
        yield Tail(b"</%bsheetData>" % prefix + buffer[found.end() :] + b"".join(source))
        return
    yield Head(buffer[: found.end()], prefix)
    opening = re.compile(rb"\s*<%brow\b([^>]*)>" % re.escape(prefix))
    closing = b"</%brow>" % prefix
    finish = re.compile(rb"\s*</%bsheetData\s*>" % re.escape(prefix))
    at, number = found.end(), 0
    while True:
        tag = opening.match(buffer, at)
        empty = tag is not None and tag[1].endswith(b"/")
        last = -1 if tag is None else tag.end() if empty else buffer.find(closing, tag.end())
        if tag is None or last < 0:
            if tag is None and finish.match(buffer, at):
                yield Tail(buffer[at:] + b"".join(source))
                return
            buffer = buffer[at:] + _more(source, buffer)
            at = 0
            continue
        last += 0 if empty else len(closing)
        said = _NUMBER.search(tag[0])
        if said and int(said[1]) <= number:
            raise _odd()
        number = int(said[1]) if said else number + 1
        row = Row(number, buffer[at:last], tag.end() - at, empty)
        if b"<!" in row.xml:
            raise _odd()
        yield row
        at = last


def _more(source: Iterator[bytes], buffer: bytes) -> bytes:
    piece = next(source, b"")
    if not piece or len(buffer) > _LONGEST_PIECE:
        raise _odd()
    return piece


def row_cells(row: Row, prefix: bytes) -> dict[int, CellXml]:
    """The row's cells by column."""
    pattern = re.compile(
        rb"<%bc(?=[\s/>])([^>]*?)(?:/>|>.*?</%bc>)" % (re.escape(prefix), re.escape(prefix)), re.DOTALL
    )
    cells, column = {}, 0
    for found in pattern.finditer(row.xml, row.start):
        address, said = _ADDRESS.search(found[1]), _FORMAT.search(found[1])
        column = column_number(address[1].decode()) if address else column + 1
        cells[column] = CellXml(found[0], int(said[1]) if said else 0)
    return cells


@dataclass(eq=False)
class Survey:
    """What must be known of a sheet before it is changed.

    ``last_used`` is the last row with a value in it (0 = none), ``used_rows`` how many there are up to 2, ``above``
    the cells of the last used row. ``formats`` holds for each wanted cell the format that it has, or would
    have from its row, or ``None``; ``formula_gone`` whether a wanted cell holds a formula.
    """

    prefix: bytes = b""
    last_used: int = 0
    used_rows: int = 0
    above: dict[int, CellXml] = field(default_factory=dict)
    formats: dict[tuple[int, int], int | None] = field(default_factory=dict)
    left_of: dict[tuple[int, int], int] = field(default_factory=dict)
    formula_gone: bool = False
    frame: etree._Element = field(default_factory=lambda: etree.Element("worksheet"))

    def areas(self, path: str, attribute: str = "ref") -> list[Area]:
        """The areas that elements beside the rows name, such as merged cells."""
        found = (Area.read(element.get(attribute, "")) for element in self.frame.iterfind(path))
        return [area for area in found if area]

    def column_format(self, column: int) -> int:
        """The format of a whole column."""
        for element in self.frame.iterfind("{*}cols/{*}col"):
            if int(element.get("min", "0")) <= column <= int(element.get("max", "0")):
                return int(element.get("style", "0"))
        return 0

    @property
    def frozen_rows(self) -> int:
        """How many rows stand still when scrolling: the header."""
        pane = self.frame.find("{*}sheetViews/{*}sheetView/{*}pane")
        if pane is None or not pane.get("state", "").startswith("frozen"):
            return 0
        return int(float(pane.get("ySplit", "0")))


def survey(pieces: Iterable[bytes], wanted: Mapping[int, Iterable[int]], part: str) -> Survey:
    """Look through a sheet once. ``wanted`` names the cells that will be set: row -> columns.

    Raises :class:`SheetsError` where one of them is part of an array or shared formula.
    """
    seen = Survey()
    head, last, has_value = b"", None, re.compile(b"")
    for piece in passing(pieces):
        if isinstance(piece, Head):
            head, seen.prefix = piece.xml, piece.prefix
            prefix = re.escape(seen.prefix)
            has_value = re.compile(rb"<%bv(?:\s[^>]*)?>[^<]|<%bis[\s>]|<%bf[\s/>]" % (prefix, prefix, prefix))
        elif isinstance(piece, Tail):
            seen.frame = parse(head + piece.xml, part)
        else:
            if has_value.search(piece.xml, piece.start):
                seen.last_used, last = piece.number, piece
                seen.used_rows = min(2, seen.used_rows + 1)
            if piece.number in wanted:
                _look_at(seen, piece, wanted[piece.number])
    if last is not None:
        seen.above = row_cells(last, seen.prefix)
    return seen


def _look_at(seen: Survey, row: Row, columns: Iterable[int]) -> None:
    cells = row_cells(row, seen.prefix)
    for column in columns:
        cell = cells.get(column)
        seen.formats[row.number, column] = cell.format if cell else row.format
        left = [at for at in cells if at < column]
        if left:
            seen.left_of[row.number, column] = cells[max(left)].format
        formula = re.search(rb"<%bf[\s/>][^>]*" % re.escape(seen.prefix), cell.xml) if cell else None
        if formula:
            if re.search(rb"""\st\s*=\s*["'](?!normal)""", formula[0]):
                raise in_the_way("a formula over several cells", "una fórmula de varias celdas")
            seen.formula_gone = True


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


def _odd() -> SheetsError:
    return SheetsError(
        "shape",
        Text(
            "This tab is written in a way that this program does not change.",
            "Esta pestaña está escrita de una forma que este programa no modifica.",
        ),
        Text(
            "Save the workbook once in Excel and try again.", "Guarda el libro una vez en Excel y vuelve a intentarlo."
        ),
    )
