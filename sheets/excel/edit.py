"""Set cells and append rows in one tab of the founder's: that sheet's part alone, and all else in it as written.

A sheet's part may be hundreds of megabytes of rows. It is never held as a whole: it passes by row by row, once to
find what must be known before, once to be written, once to be compared with what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.excel.cell_writer import CellWriter, column_number
from sheets.excel.index import Index, Sheet
from sheets.excel.package import Package
from sheets.excel.rows import (
    Area,
    Head,
    Row,
    in_the_way,
    passing,
    row_cells,
    survey,
)
from sheets.excel.strings import strings
from sheets.excel.verify_edit import edited_as_meant
from sheets.workbook import Cell, Edit

#: What stands in column A of a row that only shows how to fill the tab in.
EXAMPLE = "example"

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")
_DATE_CODES: Mapping[type, str] = {
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}


def apply(package: Package, edits: Sequence[Edit]) -> Callable[[Path], None]:
    """Lay the edits over the package; what it returns compares the written file with them.

    Raises :class:`SheetsError`: ``no_tab`` where there is no such tab, ``shape`` where something stands in the
    way that this program does not change (a table, merged cells, an array formula).
    """
    index = Index(package)
    plans: list[_Plan] = []
    for tab in dict.fromkeys(edit.tab for edit in edits):
        sheet = index.sheet(tab)
        if sheet is None:
            raise SheetsError(
                "no_tab",
                Text(f"The workbook has no tab “{tab}”.", f"El libro no tiene una pestaña «{tab}»."),
                Text("Check the tab's name.", "Revisa el nombre de la pestaña."),
            )
        plan = _Plan(index, sheet, [edit for edit in edits if edit.tab == tab])
        if plan.rows:
            plans.append(plan)
            package.put(sheet.part, plan.pieces)
    index.save()

    def check(result: Path) -> None:
        with Package(result) as after:
            for plan in plans:
                before, now = package.original(plan.part), after.stream(plan.part)
                edited_as_meant(before, now, plan.rows, plan.below, Index(after), plan.tab)

    return check


class Changes(Mapping[int, Mapping[int, Cell]]):
    """The cells to set, by row number and column: some in rows that are there, the others in rows appended below.

    Appended rows are kept as the caller gave them, since there may be very many.
    """

    def __init__(self, cells: Mapping[int, Mapping[int, Cell]], rows: Sequence[Mapping[str, Cell]], below: int) -> None:
        self._cells, self._rows, self._below = cells, rows, below
        self.appended = len(rows)

    def __getitem__(self, number: int) -> Mapping[int, Cell]:
        if number <= self._below:
            return self._cells[number]
        if number - self._below > len(self._rows):
            raise KeyError(number)
        return {column_number(letters): value for letters, value in self._rows[number - self._below - 1].items()}

    def __iter__(self) -> Iterator[int]:
        yield from sorted(self._cells)
        yield from range(self._below + 1, self._below + 1 + len(self._rows))

    def __len__(self) -> int:
        return len(self._cells) + len(self._rows)

    def __contains__(self, number: object) -> bool:
        return number in self._cells or (
            isinstance(number, int) and self._below < number <= self._below + len(self._rows)
        )


class _Plan:
    """What will be different in one sheet's part: ``rows`` holds by row number the cells to set, by column."""

    def __init__(self, index: Index, sheet: Sheet, edits: Sequence[Edit]) -> None:
        self.part, self.tab, self._package = sheet.part, sheet.name, index.package
        self._date_1904 = index.date_1904
        cells: dict[int, dict[int, Cell]] = {}
        for edit in edits:
            for cell in edit.cells:
                row, column = _place(cell.address)
                cells.setdefault(row, {})[column] = cell.value
        self._seen = survey(self._package.stream(self.part), cells, self.part)
        self.below = max([self._seen.last_used, *cells])
        self.rows = Changes(cells, [row for edit in edits for row in edit.rows], self.below)
        self._writer = CellWriter(self._seen.prefix.decode(), self._date_1904)
        self._like_above = self._can_look_like_above(index)
        self._columns: dict[int, int] = {}
        if (number := self.below + self.rows.appended) > _LAST_ROW:
            raise SheetsError(
                "full",
                Text(
                    f"The tab “{self.tab}” has no room for so many rows.",
                    f"En la pestaña «{self.tab}» no caben tantas filas.",
                ),
                Text("Move older rows to another tab.", "Mueve las filas más antiguas a otra pestaña."),
            )
        self._refuse_what_is_in_the_way()
        self._filtered = self._longer_filter(index, sheet, number)
        self._formats = self._with_dates(index)
        if self._seen.formula_gone:
            index.drop_calculation_chain()

    def _refuse_what_is_in_the_way(self) -> None:
        if self._seen.frame.find("{*}sheetProtection[@sheet]") is not None:
            raise SheetsError(
                "protected",
                Text(f"The tab “{self.tab}” is protected.", f"La pestaña «{self.tab}» está protegida."),
                Text(
                    "In Excel choose Review, Unprotect Sheet, then try again.",
                    "En Excel elige Revisar, Desproteger hoja y vuelve a intentarlo.",
                ),
            )
        if self._seen.frame.find("{*}tableParts") is not None:
            raise in_the_way("a table", "una tabla")
        merges = self._seen.areas("{*}mergeCells/{*}mergeCell")
        if merges and any(
            area.holds(row, column) for row, values in self.rows.items() for column in values for area in merges
        ):
            raise in_the_way("merged cells", "celdas combinadas")

    def _longer_filter(self, index: Index, sheet: Sheet, last_row: int) -> Area | None:
        """The filter that reached the last row reaches the new last row; ``None`` where nothing changes."""
        for area in self._seen.areas("{*}autoFilter"):
            if self._seen.last_used <= area.last_row < last_row:
                longer = area.including(last_row, area.column)
                for name in index.names():
                    if name.get("name") == "_xlnm._FilterDatabase" and name.get("localSheetId") == str(sheet.place):
                        told = re.sub(r"\$(\d+)$", f"${last_row}", name.text or "")
                        index.set_name("_xlnm._FilterDatabase", told, sheet.place)
                return longer
        return None

    # Formats

    def _base(self, row: int, column: int, value: Cell) -> int:
        """The format that the cell has, or that a new one takes from the row above or its column."""
        seen = self._seen
        if (known := seen.formats.get((row, column))) is not None:
            return known
        if row > self.below and self._like_above and column in seen.above:
            return seen.above[column].format
        if row <= seen.frozen_rows and isinstance(value, str) and (row, column) in seen.left_of:
            return seen.left_of[row, column]
        return seen.column_format(column)

    def _can_look_like_above(self, index: Index) -> bool:
        """Whether new rows take the format of the last one: not of a header, and not of a grey example."""
        seen = self._seen
        if seen.used_rows < 2 or seen.last_used <= seen.frozen_rows:
            return False
        first = seen.above.get(1)
        if first is None:
            return True
        xml = first.alone(seen.prefix)
        text = "".join(str(piece) for piece in xml.itertext())
        if xml.get("t") == "s" and text.isdigit():
            for relation in index.relations.of("sharedStrings"):
                text = strings(index.package.stream(relation.part), frozenset((int(text),))).get(int(text), "")
        return text.strip().lower() != EXAMPLE

    def _with_dates(self, index: Index) -> dict[tuple[int, str], int]:
        """For each format that is to hold a date and shows none: its twin that does, by format and code."""
        twins: dict[tuple[int, str], int] = {}
        for row, values in self.rows.items():
            for column, value in values.items():
                code = _DATE_CODES.get(type(value))
                if code and (twin := (self._base(row, column, value), code)) not in twins:
                    shows = index.styles.is_date(twin[0])
                    twins[twin] = twin[0] if shows else index.styles.with_number_format(*twin)
        return twins

    def _format(self, row: int, column: int, value: Cell) -> int:
        base = self._base(row, column, value)
        code = _DATE_CODES.get(type(value))
        return self._formats[base, code] if code else base

    # Writing

    def pieces(self) -> Iterator[bytes]:
        """The part anew, piece by piece."""
        waiting = iter(self.rows)
        due = next(waiting, 0)
        for piece in passing(self._package.original(self.part)):
            if isinstance(piece, Head):
                yield self._with_extent(piece.xml)
                continue
            while due and (not isinstance(piece, Row) or due < piece.number):
                yield self._new_row(due)
                due = next(waiting, 0)
            if isinstance(piece, Row):
                yield self._changed_row(piece) if piece.number == due else piece.xml
                due = next(waiting, 0) if piece.number == due else due
            else:
                yield self._with_filter(piece.xml)

    def _new_row(self, number: int) -> bytes:
        cells = self._cells(number, self.rows[number], keep_blank=False)
        told = "".join(cells[column] for column in sorted(cells)).encode()
        prefix = self._seen.prefix
        return b'<%brow r="%d">%b</%brow>' % (prefix, number, told, prefix) if cells else b""

    def _changed_row(self, row: Row) -> bytes:
        prefix = self._seen.prefix
        there = row_cells(row, prefix)
        made = {column: cell.xml for column, cell in there.items()}
        for column, told in self._cells(row.number, self.rows[row.number], keep_blank=True).items():
            if column in made or self.rows[row.number][column] not in (None, ""):
                made[column] = told.encode()
        return row.opening() + b"".join(made[column] for column in sorted(made)) + b"</%brow>" % prefix

    def _cells(self, number: int, values: Mapping[int, Cell], *, keep_blank: bool) -> dict[int, str]:
        write, appended = self._writer.cell, number > self.below
        cells = {}
        for column, value in values.items():
            if value is None or value == "":
                if not keep_blank:
                    continue
            elif appended and type(value) not in _DATE_CODES:
                if column not in self._columns:
                    self._columns[column] = self._base(number, column, value)
                cells[column] = write(number, column, value, self._columns[column])
                continue
            cells[column] = write(number, column, value, self._format(number, column, value))
        return cells

    def _with_extent(self, head: bytes) -> bytes:
        extent = next(iter(self._seen.areas("{*}dimension")), None)
        if extent is None:
            return head
        for row, values in self.rows.items():
            columns = [column for column, value in values.items() if value is not None]
            if columns:
                extent = extent.including(row, min(columns)).including(row, max(columns))
        return _renamed_area(head, b"dimension", extent)

    def _with_filter(self, tail: bytes) -> bytes:
        return tail if self._filtered is None else _renamed_area(tail, b"autoFilter", self._filtered)


def _renamed_area(xml: bytes, element: bytes, area: Area) -> bytes:
    """The XML with the ``ref`` of its first element of this name set."""
    pattern = rb"""(<(?:[\w.-]+:)?%b\s[^>]*?ref\s*=\s*["'])[^"']*""" % element
    return re.sub(pattern, rb"\g<1>" + str(area).encode(), xml, count=1)


def _place(address: str) -> tuple[int, int]:
    found = _ADDRESS.match(address)
    if found is None or int(found[2]) > _LAST_ROW or column_number(found[1]) > _LAST_COLUMN:
        raise SheetsError(
            "no_cell",
            Text(f"There is no cell {address}, so nothing was changed.", f"No hay celda {address}; no se cambió nada."),
            Text("Name a cell like C5.", "Nombra una celda como C5."),
        )
    return int(found[2]), column_number(found[1])
