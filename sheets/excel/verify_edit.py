"""A founder's tab that was changed is opened again and compared with what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.parsers import expat

from sheets.excel.index import Index
from sheets.excel.rows import Head, Row, passing, row_cells
from sheets.excel.verify import failed, read_alone, same_value
from sheets.workbook import Cell

_ROWS_AT_ONCE = 4_000
_FAR = 1_000
#: The two areas that grow with the rows.
_AREAS = re.compile(rb"""(<(?:[\w.-]+:)?(?:dimension|autoFilter)\s[^>]*?ref\s*=\s*["'])[^"']*""")


def edited_as_meant(
    before: Iterable[bytes],
    now: Iterable[bytes],
    rows: Mapping[int, Mapping[int, Cell]],
    below: int,
    index: Index,
    tab: str,
) -> None:
    """Compare a founder's sheet as it was written with what was meant: ``rows``, and nothing else.

    What was not named must be equal byte for byte; what was is read as another program would, and up to ``below``
    the named cells alone, since the others of their rows may need what stands elsewhere in the workbook.
    """
    sound = expat.ParserCreate()
    reader = _RowReader(rows, below, index, tab)
    frame: list[bytes] = []
    old_frame: list[bytes] = []
    old = _rows(before, old_frame)
    was = next(old, None)
    try:
        for piece in passing(now):
            sound.Parse(piece.xml, False)
            if isinstance(piece, Head):
                reader.head = piece
            if not isinstance(piece, Row):
                frame.append(_AREAS.sub(rb"\g<1>", piece.xml))
            else:
                named = piece.number in rows
                if was is not None and was.number == piece.number:
                    if not (_same_beside(was, piece, rows[was.number], reader.head) if named else was.xml == piece.xml):
                        raise failed(f"{tab}, row {piece.number}")
                    was = next(old, None)
                elif not named:
                    raise failed(f"{tab}, row {piece.number}")
                if named:
                    reader.take(piece)
        sound.Parse(b"", True)
    except expat.ExpatError as error:
        raise failed(tab) from error
    reader.compare()
    missing = [row for row in rows.keys() - reader.seen if any(value not in (None, "") for value in rows[row].values())]
    if missing or was is not None or frame != old_frame:
        raise failed(tab)


def _rows(pieces: Iterable[bytes], frame: list[bytes]) -> Iterator[Row]:
    """The rows; what stands around them goes to ``frame``, its areas left out."""
    for piece in passing(pieces):
        if isinstance(piece, Row):
            yield piece
        else:
            frame.append(_AREAS.sub(rb"\g<1>", piece.xml))


def _same_beside(was: Row, now: Row, named: Mapping[int, Cell], head: Head) -> bool:
    """Whether a row's cells are the same but for the named ones."""
    before, after = ({c: cell.xml for c, cell in row_cells(row, head.prefix).items()} for row in (was, now))
    beside = before.keys() - named.keys()
    return (
        was.opening() == now.opening()
        and beside == after.keys() - named.keys()
        and (all(before[column] == after[column] for column in beside))
    )


class _RowReader:
    """Reads the rows that were changed, some thousands at a time, and compares the cells that were named."""

    def __init__(self, rows: Mapping[int, Mapping[int, Cell]], below: int, index: Index, tab: str) -> None:
        self.head = Head(b"", b"")
        self.seen: set[int] = set()
        self._rows, self._below, self._index, self._tab = rows, below, index, tab
        self._date_1904 = index.date_1904
        self._waiting: list[Row] = []

    def take(self, row: Row) -> None:
        # Readers make room for every row between the first and the last: far ones are read apart.
        if self._waiting and (len(self._waiting) == _ROWS_AT_ONCE or row.number - self._waiting[-1].number > _FAR):
            self.compare()
        self._waiting.append(row)
        self.seen.add(row.number)

    def compare(self) -> None:
        prefix, kept = self.head.prefix, []
        for row in self._waiting:
            if row.number > self._below:
                kept.append(row.xml)
                continue
            cells = row_cells(row, prefix)
            named = (cells[column].xml for column in sorted(self._rows[row.number].keys() & cells.keys()))
            kept.append(row.opening() + b"".join(named) + b"</%brow>" % prefix)
        xml = self.head.xml + b"".join(kept) + b"</%bsheetData></%bworksheet>" % (prefix, prefix)
        sheet = read_alone(self._index, [xml]).get_sheet_by_index(0)
        seen = sheet.to_python()
        top, left = sheet.start or (0, 0)
        for row in self._waiting:
            line = seen[row.number - 1 - top] if 0 <= row.number - 1 - top < len(seen) else []
            width = len(line)
            for column, value in self._rows[row.number].items():
                at = column - 1 - left
                found = line[at] if 0 <= at < width else None
                if value.__class__ is found.__class__ and value == found:
                    continue
                if not same_value(value, found, self._date_1904):
                    raise failed(f"{self._tab}, row {row.number}, column {column}")
        self._waiting = []
