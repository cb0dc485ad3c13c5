"""A thin look at a sheet part as it streams by, for what calamine does not report.

Error cells and formulas without a result (both are blank to calamine), the real extent (a stray cell far out makes
calamine abort the process), hidden rows, merges. It understands the way in which nearly all programs write a sheet;
where a part is written otherwise it says so (``plain`` is false), and the cells are read one by one instead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sheets.excel.cell_parser import LAST_COLUMN, LAST_ROW, column_number, unknown

_ROW_END = b"</row>"
_PLAIN_START = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)?<worksheet[\s>]", re.DOTALL)
# Neither ">" nor "<" ends an expression below by accident: a search never goes on beyond the tag or the cell that it
# began in, so that a part made of nothing but beginnings takes no longer than any other.
_HIDDEN_ROW = re.compile(rb'<row\s[^<>]*\bhidden="(?:1|true)"')
#: Letters become A and digits 0, so that one plain search finds every reference of three letters or six digits; small
#: letters too, because calamine reads a reference of small letters as well.
_SHAPE = bytes(65 if chr(code).isalpha() and code < 128 else 48 if 48 <= code <= 57 else code for code in range(256))
_FAR_OUT = (b'<A A="AAA', b'<A A="A000000', b'<A A="AA000000')
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*\bt="e"[^<>]*>(?:(?!</c>|<c ).)*?<v(?:\s[^<>]*)?>([^<]*)</v>', re.DOTALL
)
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*)>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*'
    rb"(?:<v(?:\s[^<>]*)?(?:/>|>([^<]*)</v>))?"
)
_ODD_CELL = re.compile(rb"<c[\t\r\n]")
_TYPE = re.compile(rb'\bt="(\w+)"')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z0-9:$]+)"')

#: Calamine makes a dense page of the extent. A page of which less than one place in forty is filled is left to the
#: cell parser, unless it is small; so is one that would not fit in memory with comfort.
_SMALL_PAGE, _LARGEST_PAGE, _LEAST_FILLED = 2_000_000, 50_000_000, 40
#: More bytes than this without the end of a row are not kept.
_LONGEST_ROW = 64 << 20


@dataclass
class Look:
    """What was seen. ``cells`` counts styled blanks too; errors and unknown results are by (row, column) from 1."""

    plain: bool = True
    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden_rows: int = 0
    has_flags: bool = False
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    merges: list[str] = field(default_factory=list)
    formulas: set[tuple[int, int]] | None = None

    @property
    def is_sane(self) -> bool:
        """Whether calamine may read the part."""
        page = self.last_row * self.last_column
        if not self.plain or page > _LARGEST_PAGE:
            return False
        return page <= max(_SMALL_PAGE, self.cells * _LEAST_FILLED)


def look(pieces: Iterable[bytes], unknown_result: str = "", formulas: set[tuple[int, int]] | None = None) -> Look:
    """Look at a sheet part. Every piece is consumed, so its checksum is tested.

    The places of all formulas are put into ``formulas``, by (row, column) from 1, where it is given.
    """
    seen = Look(formulas=formulas)
    tail = b""
    for number, piece in enumerate(pieces):
        if number == 0:
            seen.plain = _is_plain(piece)
        if not seen.plain:
            continue
        tail += piece
        if len(tail) > _LONGEST_ROW:
            seen.plain = False
            continue
        end = tail.rfind(_ROW_END)
        if end >= 0:
            end += len(_ROW_END)
            _rows(tail[:end], seen, unknown_result)
            tail = tail[end:]
    # A cell outside every row, or in a row without an end.
    seen.plain = seen.plain and b"<c " not in tail
    if seen.plain:
        _after_rows(tail, seen)
    return seen


def _is_plain(start: bytes) -> bool:
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start or _ODD_CELL.search(start):
        return False
    return bool(_PLAIN_START.match(start))


def _rows(block: bytes, seen: Look, unknown_result: str) -> None:
    cells = block.count(b"<c ")
    if b"<c>" in block or block.count(b'<c r="') != cells or b"<!--" in block or b"<![CDATA[" in block:
        seen.plain = False
        return
    seen.cells += cells
    if b'hidden="' in block:
        seen.hidden_rows += len(_HIDDEN_ROW.findall(block))
    shape = block.translate(_SHAPE)
    if any(far in shape for far in _FAR_OUT):
        references = _REFERENCE.findall(block)
        seen.plain = seen.plain and len(references) == cells
        for letters, row in references:
            _reach(seen, int(row), letters)
    else:
        _reach_of_rows(block, seen)
    if not seen.has_flags:
        seen.has_flags = b' t="b"' in block
    if b' t="e"' in block:
        for letters, row, code in _ERROR.findall(block):
            seen.errors[int(row), column_number(letters.decode())] = html.unescape(code.decode("utf-8", "replace"))
    if b"<f" in block:
        _formulas(block, seen, unknown_result)


def _reach_of_rows(block: bytes, seen: Look) -> None:
    # The cells of a row stand in order, so its last one reaches furthest.
    start = 0
    while (end := block.find(_ROW_END, start)) >= 0:
        last = block.rfind(b'<c r="', start, end)
        if last >= 0:
            if found := _REFERENCE.match(block, last):
                _reach(seen, int(found[2]), found[1])
            else:
                seen.plain = False
        start = end + len(_ROW_END)


def _reach(seen: Look, row: int, letters: bytes) -> None:
    column = column_number(letters.decode())
    if row > LAST_ROW or column > LAST_COLUMN:
        seen.plain = False
    seen.last_row = max(seen.last_row, row)
    seen.last_column = max(seen.last_column, column)


def _formulas(block: bytes, seen: Look, unknown_result: str) -> None:
    for found in _FORMULA.finditer(block):
        kind = _TYPE.search(found[3])
        value = (found[4] or b"").decode("utf-8", "replace")
        has_value = b"<v" in found[0][found[0].rfind(b"<f") + 2 :]
        place = int(found[2]), column_number(found[1].decode())
        if seen.formulas is not None:
            seen.formulas.add(place)
        if unknown((kind[1] if kind else b"n").decode(), has_value, value, unknown_result):
            seen.uncached.add(place)


def _after_rows(tail: bytes, seen: Look) -> None:
    if b'hidden="' in tail:
        seen.hidden_rows += len(_HIDDEN_ROW.findall(tail))
    seen.merges = [found.decode() for found in _MERGE.findall(tail)]
