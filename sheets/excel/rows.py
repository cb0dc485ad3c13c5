"""A sheet's part as it passes by: what stands before its rows, each row, what stands after them.

Nothing is rebuilt: the pieces joined are the part, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from sheets.errors import SheetsError, Text
from sheets.excel.cell_writer import column_number
from sheets.excel.relations import parse

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData\b[^>]*?(/?)>")
_ENCODING = re.compile(rb"""^[^<]*<\?xml[^>]*?\sencoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d+["']""")
_FORMAT = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'][^"']*["']""")
_BLANK_CELL = re.compile(rb"<[^<>]*?(?:/>|>\s*(?:<(?:[\w.-]+:)?v\s*/>|<((?:[\w.-]+:)?v)></\1>)?\s*</[\w.:-]+\s*>)")
_LONGEST_PIECE = 1 << 26


class Head(NamedTuple):
    """All that stands before the first row."""

    xml: bytes
    prefix: bytes


class Tail(NamedTuple):
    """All that stands after the last row."""

    xml: bytes


class Row(NamedTuple):
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


def shown(opening: bytes) -> bytes:
    """The opening tag of a row that is not hidden."""
    return _HIDDEN.sub(b"", opening)


class CellXml(NamedTuple):
    """One cell as written, and where in its row's XML it stands."""

    xml: bytes
    format: int
    start: int

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but a format."""
        return _BLANK_CELL.fullmatch(self.xml) is not None

    def alone(self, prefix: bytes) -> etree._Element:
        """The cell's XML by itself."""
        space = b' xmlns:%b="cell"' % prefix.rstrip(b":") if prefix else b""
        return parse(self.xml.replace(b"<%bc" % prefix, b"<%bc%b" % (prefix, space), 1), "cell")


class Mark(NamedTuple):
    """A place between two rows: bytes of the part before it, and the number of the row before it."""

    offset: int
    number: int


class Passing:
    """A sheet's part in its head, its rows and its tail. :class:`SheetsError` where it is written otherwise.

    Rows may be skipped unread from the start on, by :meth:`until` or :meth:`peek` and :meth:`skip`.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._source = iter(pieces)
        self._buffer = b""
        while not (found := _SHEET_DATA.search(self._buffer)):
            self._buffer += self._more(self._buffer)
        start = self._buffer[: found.start()]
        if b"\0" in start[:64] or b"<!" in start or _ENCODING.search(start):
            raise odd()
        prefix = found[1]
        self._alone = bool(found[2])
        before = self._buffer[: found.end() - 2].rstrip() + b">" if self._alone else self._buffer[: found.end()]
        self.head = Head(before, prefix)
        self._buffer = self._buffer[found.end() :]
        self._row_end = b"</%brow>" % prefix
        #: The place that was reached.
        self.mark = Mark(found.end(), 0)

    def until(self, mark: Mark) -> Iterator[bytes]:
        """Everything up to the mark, which lies ahead."""
        left = mark.offset - self.mark.offset
        while left:
            if not self._buffer:
                self._buffer = self._more(b"")
            piece = self._buffer[:left]
            self._buffer = self._buffer[left:]
            left -= len(piece)
            yield piece
        self.mark = mark

    def peek(self, count: int) -> bytes:
        """So many of the bytes that come next, fewer only at the end of the part."""
        while len(self._buffer) < count and (piece := next(self._source, b"")):
            self._buffer += piece
        return self._buffer[:count]

    def skip(self, seen: bytes) -> bool:
        """Pass over the whole rows among the bytes that :meth:`peek` gave; false where no numbered row ends there."""
        end = seen.rfind(self._row_end) + len(self._row_end)
        last = seen.rfind(b"<%brow" % self.head.prefix, 0, max(end, 0))
        number = _NUMBER.search(seen, last, seen.find(b">", last)) if last >= 0 else None
        if number is None or end < len(self._row_end):
            return False
        self._buffer = self._buffer[end:]
        self.mark = Mark(self.mark.offset + end, int(number[1]))
        return True

    def rows(self) -> Iterator[Row | Tail]:
        """Every row that is left, then the tail; :attr:`mark` is the place behind what was given last."""
        buffer, prefix = self._buffer, self.head.prefix
        if self._alone:
            yield Tail(b"</%bsheetData>" % prefix + buffer + b"".join(self._source))
            return
        opening = re.compile(rb"\s*<%brow\b([^>]*)>" % re.escape(prefix)).match
        finish = re.compile(rb"\s*</%bsheetData\s*>" % re.escape(prefix))
        closing, length = self._row_end, len(self._row_end)
        (offset, number), at = self.mark, 0
        while True:
            tag = opening(buffer, at)
            empty = tag is not None and tag[1][-1:] == b"/"
            last = -1 if tag is None else tag.end() if empty else buffer.find(closing, tag.end())
            if tag is None or last < 0:
                if tag is None and finish.match(buffer, at):
                    yield Tail(buffer[at:] + b"".join(self._source))
                    return
                buffer = buffer[at:]
                buffer += self._more(buffer)
                at = 0
                continue
            last += 0 if empty else length
            said = _NUMBER.search(tag[0])
            if said and int(said[1]) <= number:
                raise odd()
            number = int(said[1]) if said else number + 1
            xml = buffer[at:last]
            if b"<!" in xml:
                raise odd()
            offset += last - at
            self.mark = Mark(offset, number)
            yield Row(number, xml, tag.end() - at, empty)
            at = last

    def _more(self, buffer: bytes) -> bytes:
        piece = next(self._source, b"")
        if not piece or len(buffer) > _LONGEST_PIECE:
            raise odd()
        return piece


@lru_cache(maxsize=8)
def _cell_pattern(prefix: bytes) -> re.Pattern[bytes]:
    """A cell; its column, its format and its other attributes, where they are written in the usual order."""
    name = re.escape(prefix) + b"c"
    usual = rb"""<%b(?=[\s/>])(?: r="([A-Z]{1,3})\d+")?(?: s="(\d+)")?([^>]*?)(?:/>|>.*?</%b\s*>)"""
    return re.compile(usual % (name, name), re.DOTALL)


@lru_cache(maxsize=20_000)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def row_cells(row: Row, prefix: bytes) -> dict[int, CellXml]:
    """The row's cells by column. :class:`SheetsError` where they stand in another order."""
    cells: dict[int, CellXml] = {}
    column = 0
    for found in _cell_pattern(prefix).finditer(row.xml, row.start):
        letters, said, others = found.groups()
        if others:
            if letters is None and (address := _ADDRESS.search(others)):
                letters = address[1]
            if said is None and b"s" in others and (named := _FORMAT.search(others)):
                said = named[1]
        following = _column(letters) if letters else column + 1
        if following <= column:
            raise odd()
        column = following
        cells[column] = CellXml(found[0], int(said) if said else 0, found.start())
    return cells


def odd() -> SheetsError:
    """The error for a part that is sound, and written in a way that few programs write."""
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
