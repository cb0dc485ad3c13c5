"""Set cells and add rows in one tab of the founder's: that sheet's part alone, and all else in it as written.

A sheet's part may be hundreds of megabytes of rows. It is never held as a whole: it passes by once to find what must
be known before, once to be written, once to be compared with what was meant.

What goes along with new rows, as it does in Excel: they look like the row above; a table, a filter, and a validation
or conditional format of several rows that ended right above them reach them; a formula that the rows above compute in
a column that the edit does not name goes on down. A table's own part is the only other one that changes. Charts,
names and formulas elsewhere that end at the last row are the founder's, and stay as they are.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sheets.errors import SheetsError, Text
from sheets.excel.areas import Area, with_areas
from sheets.excel.cell_writer import column_number
from sheets.excel.changes import Block, Changes
from sheets.excel.formats import Formats, look_of
from sheets.excel.formulas import Formula
from sheets.excel.founder_tables import pivots_of, tables_of
from sheets.excel.index import Index, Sheet
from sheets.excel.package import Package
from sheets.excel.row_model import RowModel, row_model
from sheets.excel.row_writer import RowWriter, is_blank
from sheets.excel.rows import Passing, Row
from sheets.excel.strings import strings
from sheets.excel.survey import in_the_way, survey
from sheets.excel.verify_edit import Meant, edited_as_meant
from sheets.workbook import Cell, Edit

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9]\d{0,6})$")
_FILTER_NAME = "_xlnm._FilterDatabase"


def apply(package: Package, edits: Sequence[Edit]) -> Callable[[Path], None]:
    """Lay the edits over the package; what it returns compares the written file with them.

    Raises :class:`SheetsError`: ``no_tab`` where there is no such tab, ``no_cell`` for an address that is none,
    ``full`` where no row is left, ``protected``, and ``shape`` where something stands in the way that this program
    does not change: the header or the totals of a table, merged cells, a pivot table, a formula over several cells.
    """
    index = Index(package)
    asked: dict[str, list[Edit]] = {}
    for edit in edits:
        asked.setdefault(_sheet(index, edit.tab).name, []).append(edit)
    plans: list[_Plan] = []
    for tab, wanted in asked.items():
        if any(edit.cells or edit.rows for edit in wanted):
            plan = _Plan(index, _sheet(index, tab), wanted)
            plans.append(plan)
            package.put(plan.part, plan.pieces)
            for table, area in plan.grown.items():
                package.put(table.part, table.in_area(area))
    index.save()

    def check(result: Path) -> None:
        with Package(result) as after:
            for plan in plans:
                edited_as_meant(package, after, plan.meant)

    return check


def _sheet(index: Index, tab: str) -> Sheet:
    sheet = index.sheet(tab)
    if sheet is None:
        raise SheetsError(
            "no_tab",
            Text(f"The workbook has no tab “{tab}”.", f"El libro no tiene una pestaña «{tab}»."),
            Text("Check the tab's name.", "Revisa el nombre de la pestaña."),
        )
    return sheet


class _Plan:
    """What will be different in one sheet's part, and in the parts of its tables."""

    def __init__(self, index: Index, sheet: Sheet, edits: Sequence[Edit]) -> None:
        self.part, self.tab, self._package = sheet.part, sheet.name, index.package
        cells: dict[int, dict[int, Cell]] = {}
        for edit in edits:
            for cell in edit.cells:
                row, column = _place(cell.address)
                cells.setdefault(row, {})[column] = cell.value
        placed = [Block(edit.at, edit.rows) for edit in edits if edit.at and edit.rows]
        named = Changes(cells, placed)
        self._seen = survey(self._package.original(self.part), named, self.part)
        below = max(self._seen.last_used, named.last)
        appended = Block(below + 1, [row for edit in edits if not edit.at for row in edit.rows])
        self._seen.above[appended.start] = self._seen.above[0]
        self._changes = Changes(cells, [*placed, appended])
        self._tables = tables_of(self._package, self.part)
        self._pivots = pivots_of(self._package, self.part)
        self._refuse_what_is_in_the_way()
        self.grown = {table: area for table in self._tables if (area := table.grown(self._changes)) != table.area}
        self._refuse_what_stands_below()
        self._models = self._row_models(index)
        self._fills = {block.start: self._going_on(block) for block in self._changes.blocks}
        self._lengthen_filter_name(index, sheet)
        formats = Formats(lambda: index.styles, self._looks())
        self._writer = RowWriter(self._seen, self._changes, formats, self._models, self._fills, index.date_1904)
        # Excel trusts the results that it stored: without being told it would show sums of what stood here before.
        if any(self._fills.values()) or self._seen.result_gone or index.relations.of("calcChain"):
            index.recalculate()
        if self._seen.formula_gone:
            index.drop_calculation_chain()
        self.meant = Meant(
            self.tab,
            self.part,
            self._changes,
            self._seen.last_used,
            self._formula,
            self._seen.heirs,
            {table.part for table in self.grown},
        )

    # Refusing

    def _refuse_what_is_in_the_way(self) -> None:
        if self._changes.last > _LAST_ROW:
            raise SheetsError(
                "full",
                Text(
                    f"The tab “{self.tab}” has no room for so many rows.",
                    f"En la pestaña «{self.tab}» no caben tantas filas.",
                ),
                Text("Move older rows to another tab.", "Mueve las filas más antiguas a otra pestaña."),
            )
        frame = self._seen.frame
        if frame.root.find("{*}sheetProtection[@sheet]") is not None:
            raise SheetsError(
                "protected",
                Text(f"The tab “{self.tab}” is protected.", f"La pestaña «{self.tab}» está protegida."),
                Text(
                    "In Excel choose Review, Unprotect Sheet, then try again.",
                    "En Excel elige Revisar, Desproteger hoja y vuelve a intentarlo.",
                ),
            )
        for area in frame.areas("{*}mergeCells/{*}mergeCell"):
            if any((row, column) != (area.row, area.column) for row, column, _ in self._changes.named_in(area)):
                raise in_the_way("merged cells", "celdas combinadas")
        for area in self._seen.held:
            if any(True for _ in self._changes.named_in(area)):
                raise in_the_way("a formula over several cells", "una fórmula de varias celdas")
        for area in self._pivots:
            if any(True for _ in self._changes.named_in(area)):
                raise in_the_way("a pivot table", "una tabla dinámica")
        for table in self._tables:
            table.refuse_what_breaks_it(self._changes)

    def _refuse_what_stands_below(self) -> None:
        """A table grows only over cells that are free, or named."""
        taken = self._taken()
        for table, area in self.grown.items():
            new = Area(table.area.last_row + 1, area.column, area.last_row, area.last_column)
            others = [other.area for other in self._tables if other is not table]
            beside = [Area(row, at, row, at) for row, columns in self._seen.beside.items() for at in columns]
            if any(new.meets(other) for other in taken + others + beside):
                raise in_the_way(
                    f"something right below the table “{table.name}”",
                    f"algo justo debajo de la tabla «{table.name}»",
                )

    def _taken(self) -> list[Area]:
        """Cells that stand or fall together: merged ones, pivot tables, formulas over several."""
        return [*self._seen.frame.areas("{*}mergeCells/{*}mergeCell"), *self._seen.held, *self._pivots]

    # What goes along

    def _row_models(self, index: Index) -> dict[int, RowModel]:
        def shared_text(place: int) -> str:
            for relation in index.relations.of("sharedStrings"):
                return strings(index.package.stream(relation.part), frozenset((place,))).get(place, "")
            return ""

        above = self._seen.above
        return {block.start: row_model(above[block.start], self._seen, shared_text) for block in self._changes.blocks}

    def _going_on(self, block: Block) -> dict[int, Formula]:
        """The formulas that are filled down into a block, by column: none into a column that the edit names."""
        if block.end <= self._seen.last_used:
            return {}
        model = self._models[block.start]
        going_on = dict(model.computed)
        for table in self._tables:
            area = self.grown.get(table, table.area)
            if area.row < block.start and block.end <= area.last_row:
                for column in table.calculated:
                    if formula := table.formula(column, model.formulas.get(column)):
                        going_on[column] = formula
            else:
                # What a table computes in its rows means nothing below it.
                going_on = {column: formula for column, formula in going_on.items() if not table.reads(formula, column)}
        taken = self._taken()
        return {
            column: formula
            for column, formula in going_on.items()
            if column not in block.columns
            and not any(area.meets(Area(block.start, column, block.end, column)) for area in taken)
        }

    def _formula(self, row: int, column: int) -> str | None:
        """The formula that is filled into this cell, ``None`` where none is."""
        block = self._changes.block(row) if row > self._seen.last_used else None
        formula = self._fills[block.start].get(column) if block else None
        return formula.at(row, column) if formula else None

    def _longer(self, element: str, area: Area) -> Area:
        """The area as it is after the change: it reaches rows that were added right below it."""
        for block in self._changes.blocks:
            if element == "dimension":
                columns = block.columns | self._fills[block.start].keys()
                if columns:
                    area = area.including(block.start, min(columns)).including(block.end, max(columns))
            elif element == "autoFilter":
                reaches = any(area.column <= column <= area.last_column for column in block.columns)
                if reaches and area.row < block.start <= area.last_row + 1 and block.end > area.last_row:
                    area = area.down_to(block.end)
            elif area.row < area.last_row == block.start - 1:
                area = area.down_to(block.end)
        if element == "dimension":
            for row, values in self._changes.cells.items():
                for column, value in values.items():
                    area = area if is_blank(value) else area.including(row, column)
        return area

    def _lengthen_filter_name(self, index: Index, sheet: Sheet) -> None:
        for area in self._seen.frame.areas("{*}autoFilter"):
            longer = self._longer("autoFilter", area)
            for name in index.names() if longer != area else ():
                if name.get("name") == _FILTER_NAME and name.get("localSheetId") == str(sheet.place):
                    told = re.sub(r"\$(\d+)$", f"${longer.last_row}", name.text or "")
                    index.set_name(_FILTER_NAME, told, sheet.place)

    # Formats

    def _looks(self) -> Iterator[tuple[int, str]]:
        """Each format that a cell may have had, with the look that its new value wants."""
        frame, formats = self._seen.frame, self._seen.formats
        for row, values in self._changes.items():
            block = self._changes.block(row)
            model: Mapping[int, int] = self._models[block.start].formats if block else {}
            for column, value in values.items():
                if look := look_of(value):
                    own = None if column in model and row > self._seen.last_used else formats.get((row, column))
                    base = model.get(column, frame.column_format(column)) if own is None else own
                    yield base, look

    # Writing

    def pieces(self) -> Iterator[bytes]:
        """The part anew, piece by piece."""
        passing = Passing(self._package.original(self.part))
        yield with_areas(passing.head.xml, self._longer)
        yield from passing.until(self._seen.mark)
        waiting = heapq.merge(self._changes, sorted({row for row, _ in self._seen.heirs}))
        due = next(waiting, 0)
        for piece in passing.rows():
            number = piece.number if isinstance(piece, Row) else _LAST_ROW + 1
            while due and due < number:
                yield self._writer.new(due)
                due = next(waiting, 0)
            if not isinstance(piece, Row):
                yield with_areas(piece.xml, self._longer)
            elif number == due:
                yield self._writer.changed(piece)
                while due == number:
                    due = next(waiting, 0)
            else:
                yield piece.xml


def _place(address: str) -> tuple[int, int]:
    found = _ADDRESS.match(address)
    if found is None or int(found[2]) > _LAST_ROW or column_number(found[1]) > _LAST_COLUMN:
        raise SheetsError(
            "no_cell",
            Text(f"There is no cell {address}, so nothing was changed.", f"No hay celda {address}; no se cambió nada."),
            Text("Name a cell like C5.", "Nombra una celda como C5."),
        )
    return int(found[2]), column_number(found[1])
