"""A sheet part as it streams by, of which only some rows are wanted: the key of each row, and those rows as written.

An import asks for the rows of the orders that it brings, in a tab that may hold a hundred times as many. It understands
the way in which nearly all programs write a sheet, and says so where a part is written otherwise.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sheets.excel.cell_parser import filled, tidy
from sheets.workbook import HEAD_ROWS, Cell

_ROW, _CELL_END, _ROW_END = b"<row ", b"</c>", b"</row>"
_TEXT, _TEXT_END = b"<is><t>", b"</t></is>"
_NUMBER, _NUMBER_END = b"<v>", b"</v>"
_SLASH = ord("/")
#: So many rows show what the founder computes in each: new ones go below them.
LAST_ROWS = 5
_ENCODING = re.compile(rb"""^[^>]*encoding=["']([\w-]+)["']""")
#: Wanted rows are held as written: beyond this, reading the tab as a whole is cheaper.
_MOST_BYTES = 24 << 20


@dataclass
class Narrow:
    """What was seen of a part.

    ``plain`` is false where it is written in a way that is not understood here: then nothing else counts. ``keys`` are
    the keys of the rows that were left out, by row; ``emptied`` the rows whose key is a cell without a value. ``part``
    is the part with the wanted rows alone, or ``None`` where they are too many to be read so.
    """

    plain: bool = True
    keys: dict[int, Cell] = field(default_factory=dict)
    emptied: set[int] = field(default_factory=set)
    last_row: int = 0
    part: list[bytes] | None = field(default_factory=list)


def narrow(pieces: Iterable[bytes], letters: str, strings: Mapping[int, str], rows: Callable[[Cell], bool]) -> Narrow:
    """Go through a sheet part whose key stands in the column ``letters``.

    ``rows`` says of a key whether its row is wanted; rows without a key, with one that is not plainly text or a number,
    the first :data:`HEAD_ROWS` and the last :data:`LAST_ROWS` with a key always are.
    """
    return _Narrowing(letters, strings, rows).through(pieces)


class _Narrowing:
    def __init__(self, letters: str, strings: Mapping[int, str], rows: Callable[[Cell], bool]) -> None:
        self._needle = b'<c r="' + letters.encode()
        self._strings = strings
        self._rows = rows
        self._seen = Narrow()
        self._held = 0
        self._left_out: deque[tuple[int, bytes]] = deque(maxlen=LAST_ROWS)

    def through(self, pieces: Iterable[bytes]) -> Narrow:
        seen = self._seen
        tail = b""
        in_rows = False
        for piece in pieces:
            # Every piece is consumed, so that its checksum is tested.
            if not seen.plain:
                continue
            tail += piece
            if not in_rows:
                head, found, rest = tail.partition(_ROW)
                if not found:
                    continue
                seen.plain = _is_plain(head)
                self._keep(head)
                in_rows, tail = True, _ROW + rest
            end = tail.rfind(_ROW_END)
            if end >= 0:
                end += len(_ROW_END)
                self._block(tail[:end])
                tail = tail[end:]
        seen.plain = seen.plain and in_rows and b"<c " not in tail and b"<row>" not in tail
        for number, row in self._left_out:
            del seen.keys[number]
            self._keep(_ROW + row)
        self._keep(tail)
        return seen

    def _block(self, block: bytes) -> None:
        if b"<!" in block or b"<row>" in block:
            self._seen.plain = False
            return
        before, *rows = block.split(_ROW)
        self._seen.plain = not before.strip()
        for row in rows:
            number = row[3 : row.find(b'"', 3)]
            if not row.startswith(b'r="') or not number.isdigit() or int(number) <= self._seen.last_row:
                self._seen.plain = False
                return
            self._row(int(number), number, row)

    def _row(self, number: int, written: bytes, row: bytes) -> None:
        seen = self._seen
        seen.last_row = number
        at = row.find(self._needle + written + b'"')
        key: Cell = None
        if at >= 0:
            opened = row.find(b">", at)
            inner = b"" if row[opened - 1] == _SLASH else row[opened + 1 : row.find(_CELL_END, opened)]
            if inner:
                key = self._key(row[at:opened], inner)
            else:
                seen.emptied.add(number)
        if key is not None and number > HEAD_ROWS and not self._rows(key):
            seen.keys[number] = key
            self._left_out.append((number, row))
        elif key is not None or b"<v" in row or b"<is" in row or b"<f" in row:
            self._keep(_ROW + row)

    def _key(self, tag: bytes, inner: bytes) -> Cell:
        """What the cell says, where that is plain to see."""
        if inner.startswith(_NUMBER) and inner.endswith(_NUMBER_END):
            said = inner[len(_NUMBER) : -len(_NUMBER_END)]
            if b' t="s"' in tag and said.isdigit():
                return filled(self._strings.get(int(said), ""))
            if b' t="' not in tag:
                try:
                    return tidy(float(said))
                except ValueError:
                    return None
        if inner.startswith(_TEXT) and inner.endswith(_TEXT_END):
            said = inner[len(_TEXT) : -len(_TEXT_END)]
            if not any(odd in said for odd in (b"&", b"<", b"_x")):
                return filled(said.decode("utf-8", "replace"))
        return None

    def _keep(self, xml: bytes) -> None:
        self._held += len(xml)
        if self._held > _MOST_BYTES:
            self._seen.part = None
        if self._seen.part is not None:
            self._seen.part.append(xml)


def _is_plain(head: bytes) -> bool:
    """Whether the sheet is written without prefixes and entities, in the encoding that nearly all have."""
    declared = _ENCODING.search(head)
    return b"<sheetData>" in head and b"<!" not in head and (declared is None or declared[1].upper() == b"UTF-8")
