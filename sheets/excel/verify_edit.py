"""A founder's tab that was changed is opened again and compared with what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from sheets.excel.areas import Area, areas_in
from sheets.excel.changes import Changes
from sheets.excel.formulas import Formula, formula_of, without_result
from sheets.excel.index import Index
from sheets.excel.package import Package
from sheets.excel.rows import CellXml, Head, Passing, Row, Tail, row_cells, shown
from sheets.excel.verify import failed, read_alone, same_value

_ROWS_AT_ONCE = 4_000
_FAR = 1_000
_PIECE = 1 << 20
_NEW_ROW = re.compile(rb'<(?:[\w.-]+:)?row r="\d+"(?: s="\d+" customFormat="1")?>')
_FORMAT = re.compile(rb"""\ss\s*=\s*["']\d+["']""")
_BLANK = re.compile(rb'<(?:[\w.-]+:)?c r="[A-Z]+\d+"(?: s="\d+")?/>')
_EMPTY = re.compile(rb"<(?:[\w.-]+:)?c(?:\s[^>]*)?(?:/>|>\s*(?:<(?:[\w.-]+:)?v\s*/>)?\s*</[\w.:-]+\s*>)")


@dataclass(frozen=True, eq=False)
class Meant:
    """What was meant in one sheet: ``changes``, and the formulas that ``formula`` says of a row and column.

    ``last_used`` was the last row with a value. ``heirs`` are the cells in which a formula that several cells share
    stands from now on; ``tables`` the parts of tables that have grown.
    """

    tab: str
    part: str
    changes: Changes
    last_used: int
    formula: Callable[[int, int], str | None]
    heirs: Mapping[tuple[int, int], tuple[Formula, Area]]
    tables: Collection[str]


def edited_as_meant(before: Package, after: Package, meant: Meant) -> None:
    """Compare a founder's sheet as it was written, and its tables, with what was meant, and nothing else.

    What was not named must be equal byte for byte; what was is read as another program would, the named cells alone,
    since the others of their rows may need what stands elsewhere in the workbook.
    """
    index = Index(after)
    for skipping in (True, False):
        reader = _RowReader(meant, index)
        _compare(Passing(before.original(meant.part)), Passing(after.stream(meant.part)), meant, reader, skipping)
        # A cell may have held its new value all along: then its row was skipped, and is looked at now.
        if all(row in reader.seen or not any(map(_filled, values.values())) for row, values in meant.changes.items()):
            break
        if not skipping:
            raise failed(meant.tab)
    for table in meant.tables:
        _same_frame(b"".join(before.original(table)), after.read(table), meant)


def _filled(value: object) -> bool:
    return value is not None and value != ""


def _compare(old: Passing, new: Passing, meant: Meant, reader: _RowReader, skipping: bool) -> None:
    """One look at both. Where ``skipping``, what is equal from the first row on is not cut into rows."""
    prefix, sound = new.head.prefix, expat.ParserCreate()
    _same_frame(old.head.xml, new.head.xml, meant)
    reader.head = new.head
    while skipping and (seen := old.peek(_PIECE)) and seen == new.peek(_PIECE):
        if not (old.skip(seen) and new.skip(seen)):
            break
    try:
        sound.Parse(new.head.xml, False)
        was, rows = None, old.rows()
        for now in new.rows():
            was = was or next(rows)
            if isinstance(now, Tail):
                sound.Parse(now.xml, True)
                if not isinstance(was, Tail):
                    raise failed(meant.tab)
                _same_frame(was.xml, now.xml, meant)
                continue
            there = was if isinstance(was, Row) and was.number == now.number else None
            was = None if there else was
            named = now.number in meant.changes
            if there and not named and there.xml == now.xml:
                continue
            sound.Parse(now.xml, False)
            cells = row_cells(now, prefix)
            if not (_same_beside(there, now, cells, meant, prefix) if there else _new_row(now, cells, meant, prefix)):
                raise failed(f"{meant.tab}, row {now.number}")
            if named:
                reader.take(now, cells)
    except expat.ExpatError as error:
        raise failed(meant.tab) from error
    reader.compare()


def _new_row(now: Row, cells: Mapping[int, CellXml], meant: Meant, prefix: bytes) -> bool:
    """Whether a row that was not there holds the named cells, the formulas that go on, and blanks."""
    named = meant.changes.get(now.number, {})
    end = b"</%brow>" % prefix
    return (
        bool(named)
        and bool(_NEW_ROW.fullmatch(now.xml[: now.start]))
        # The cells and the end: nothing else stands in the row.
        and now.start + sum(len(cell.xml) for cell in cells.values()) + len(end) == len(now.xml)
        and now.xml.endswith(end)
        and all(
            _goes_on(cell.xml, now.number, column, meant, prefix) or _BLANK.fullmatch(cell.xml)
            for column, cell in cells.items()
            if column not in named
        )
    )


def _goes_on(xml: bytes, row: int, column: int, meant: Meant, prefix: bytes) -> bool:
    """Whether the cell holds the formula that goes on down to it, and no result."""
    found = formula_of(xml, prefix)
    alone = found is not None and xml[found.end :] == b"</%bc>" % prefix and found.kind == "normal"
    return alone and found is not None and found.text == meant.formula(row, column)


def _same_beside(was: Row, now: Row, cells: Mapping[int, CellXml], meant: Meant, prefix: bytes) -> bool:
    """Whether a row is the same but for the named cells, and what goes along with them."""
    before, opening = row_cells(was, prefix), was.opening()
    named = set(meant.changes.get(now.number, ()))
    filled = cells.keys() - named if now.number > meant.last_used else set[int]()
    added = {column for column in filled if meant.formula(now.number, column) is not None}
    heirs = {column for row, column in meant.heirs if row == now.number}
    told = named | added | heirs
    bare = {column: without_result(cell.xml, prefix) for column, cell in before.items() if named and column not in told}
    stale = {column for column, xml in bare.items() if xml != before[column].xml}
    return (
        now.opening() in ((opening, shown(opening)) if meant.changes.block(now.number) else (opening,))
        and all(_goes_on(cells[column].xml, now.number, column, meant, prefix) for column in added)
        and all(_EMPTY.fullmatch(before[column].xml) for column in added & before.keys())
        and all(_inherits(before[column], cells[column], meant.heirs[now.number, column], prefix) for column in heirs)
        and all(column in cells and cells[column].xml == bare[column] for column in stale)
        and _rest(was, before, told | stale, prefix) == _rest(now, cells, told | stale, prefix)
    )


def _inherits(was: CellXml, now: CellXml, meant: tuple[Formula, Area], prefix: bytes) -> bool:
    """Whether nothing changed in the cell but that the formula of its group is now written in it."""
    formula, area = meant
    before, after = formula_of(was.xml, prefix), formula_of(now.xml, prefix)
    return (
        before is not None
        and after is not None
        and (after.kind, after.group, after.text, after.area) == ("shared", before.group, formula.text, str(area))
        and was.xml[: before.start] + was.xml[before.end :] == now.xml[: after.start] + now.xml[after.end :]
    )


def _rest(row: Row, cells: Mapping[int, CellXml], without: Collection[int], prefix: bytes) -> bytes:
    """What stands in the row behind its opening tag, without some of its cells."""
    if row.empty:
        return b"</%brow>" % prefix
    kept, at = [], row.start
    for column, cell in cells.items():
        if column in without:
            kept.append(row.xml[at : cell.start])
            at = cell.start + len(cell.xml)
    return b"".join([*kept, row.xml[at:]])


def _same_frame(was: bytes, now: bytes, meant: Meant) -> None:
    """What stands around the rows, or a table's part: equal but for areas that reach the new rows."""
    (old, old_areas), (new, new_areas) = areas_in(was), areas_in(now)
    if old != new or len(old_areas) != len(new_areas):
        raise failed(meant.tab)
    for (element, before), (_, after) in zip(old_areas, new_areas, strict=True):
        pairs = list(zip(before.split(" "), after.split(" "), strict=False))
        if before.count(" ") != after.count(" ") or not all(
            one == other or _reaches(element, Area.read(one), Area.read(other), meant) for one, other in pairs
        ):
            raise failed(meant.tab)


def _reaches(element: str, old: Area | None, new: Area | None, meant: Meant) -> bool:
    """Whether an area became longer by rows that were added right below it."""
    if old is None or new is None:
        return False
    last = max(old.last_row, meant.changes.last)
    if element == "dimension":
        return (
            new == new.including(old.row, old.column).including(old.last_row, old.last_column) and new.last_row <= last
        )
    ends, starts = {block.end for block in meant.changes.blocks}, {block.start for block in meant.changes.blocks}
    right_below = min((start for start in starts if start > old.row), default=0) <= old.last_row + 1
    return new == old.down_to(new.last_row) and new.last_row > old.last_row and new.last_row in ends and right_below


def _plain(cell: CellXml) -> bytes:
    """The cell without its format: readers differ on which day a small number is, where it is shown as one."""
    if not cell.format:
        return cell.xml
    plain = cell.xml.replace(b' s="%d"' % cell.format, b"", 1)
    if len(plain) == len(cell.xml):
        tag, end, rest = cell.xml.partition(b">")
        return _FORMAT.sub(b"", tag) + end + rest
    return plain


class _RowReader:
    """Reads the rows that were changed, some thousands at a time, and compares the cells that were named."""

    def __init__(self, meant: Meant, index: Index) -> None:
        self.head = Head(b"", b"")
        self.seen: set[int] = set()
        self._meant, self._index = meant, index
        self._date_1904 = index.date_1904
        self._waiting: list[tuple[int, bytes]] = []

    def take(self, row: Row, cells: Mapping[int, CellXml]) -> None:
        # Readers make room for every row between the first and the last: far ones are read apart.
        if self._waiting and (len(self._waiting) == _ROWS_AT_ONCE or row.number - self._waiting[-1][0] > _FAR):
            self.compare()
        asked = self._meant.changes[row.number]
        named = b"".join([_plain(cell) for column, cell in cells.items() if column in asked])
        self._waiting.append((row.number, row.opening() + named + b"</%brow>" % self.head.prefix))
        self.seen.add(row.number)

    def compare(self) -> None:
        prefix, changes = self.head.prefix, self._meant.changes
        kept = [xml for _, xml in self._waiting]
        xml = self.head.xml + b"".join(kept) + b"</%bsheetData></%bworksheet>" % (prefix, prefix)
        sheet = read_alone(self._index, [xml]).get_sheet_by_index(0)
        seen = sheet.to_python()
        top, left = sheet.start or (0, 0)
        for number, _ in self._waiting:
            line = seen[number - 1 - top] if 0 <= number - 1 - top < len(seen) else []
            width = len(line)
            for column, value in changes[number].items():
                at = column - 1 - left
                found = line[at] if 0 <= at < width else None
                if value.__class__ is found.__class__ and value == found:
                    continue
                if not same_value(value, found, self._date_1904):
                    raise failed(f"{self._meant.tab}, row {number}, column {column}")
        self._waiting = []
