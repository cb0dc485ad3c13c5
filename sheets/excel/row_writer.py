"""Rows of a founder's tab as they are written anew: the named cells set, all else in them as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sheets.excel.areas import Area
from sheets.excel.cell_writer import CellWriter
from sheets.excel.changes import Block, Changes
from sheets.excel.formats import Formats
from sheets.excel.formulas import Formula, formula_of, formula_xml, without_result
from sheets.excel.row_model import RowModel
from sheets.excel.rows import CellXml, Row, row_cells, shown
from sheets.excel.survey import Survey
from sheets.workbook import Cell

_GROUPED = re.compile(rb"""\soutlineLevel\s*=\s*["'][1-7]""")


def is_blank(value: Cell) -> bool:
    """Whether the value empties a cell."""
    return value is None or value == ""


class RowWriter:
    """Writes rows. Formulas of a row in which a cell is set lose their results: they may read it.

    ``models`` and ``fills`` (the formulas that go on down) are by the first row of their block.
    """

    def __init__(
        self,
        seen: Survey,
        changes: Changes,
        formats: Formats,
        models: Mapping[int, RowModel],
        fills: Mapping[int, Mapping[int, Formula]],
        date_1904: bool,
    ) -> None:
        self._seen, self._changes, self._formats = seen, changes, formats
        self._models, self._fills = models, fills
        self._prefix = seen.prefix.decode()
        self._cell = CellWriter(self._prefix, date_1904).cell
        self._bases: dict[int, dict[int, int]] = {}

    def new(self, number: int) -> bytes:
        """A row that was not there: it has the format of its model, and no height of its own."""
        values, block = self._changes[number], self._changes.block(number)
        bases = self._block_bases(block) if block and number > self._seen.last_used else {}
        cell, shown = self._cell, self._formats.shown
        told = {
            column: cell(number, column, value, shown(bases[column], value))
            if column in bases
            else self._set(number, column, value, None, {})
            for column, value in values.items()
            if not is_blank(value)
        }
        if not told:
            return b""
        opening = f'<{self._prefix}row r="{number}"'
        if block:
            model = self._models[block.start]
            if self._fills[block.start]:
                told |= self._filled(block, number)
            for column, look in model.formats.items():
                if column not in told and look and look != self._seen.frame.column_format(column):
                    told[column] = self._cell(number, column, None, look)
            if model.row_format is not None:
                opening += f' s="{model.row_format}" customFormat="1"'
        return f"{opening}>{''.join(told[column] for column in sorted(told))}</{self._prefix}row>".encode()

    def changed(self, row: Row) -> bytes:
        """A row that is there, with the named cells set; one that is given values by a block is not hidden any more."""
        prefix, cells = self._seen.prefix, row_cells(row, self._seen.prefix)
        values, block = self._changes.get(row.number, {}), self._changes.block(row.number)
        told = {
            column: self._set(row.number, column, value, row, cells)
            for column, value in values.items()
            if column in cells or not is_blank(value)
        }
        opening = row.opening()
        if block and any(not is_blank(value) for value in values.values()):
            opening = opening if _GROUPED.search(opening) else shown(opening)
            if row.number > self._seen.last_used:
                told = self._filled(block, row.number) | told
        for column, cell in cells.items():
            if heir := self._seen.heirs.get((row.number, column)):
                told[column] = _inheriting(cell, *heir, prefix)
            elif values and column not in told and (bare := without_result(cell.xml, prefix)) != cell.xml:
                # It may read what is set here: an old result would be a wrong number until the workbook is opened.
                told[column] = bare.decode()
        body = row.xml[row.start :] if not row.empty else b"</%brow>" % prefix
        return opening + _spliced(body, row.start, cells, told)

    def _block_bases(self, block: Block) -> dict[int, int]:
        """The format of each column of a block in rows that were not there, before its value is known."""
        if block.start not in self._bases:
            model, usual = self._models[block.start].formats, self._seen.frame.column_format
            self._bases[block.start] = {column: model.get(column, usual(column)) for column in block.columns}
        return self._bases[block.start]

    def _filled(self, block: Block, number: int) -> dict[int, str]:
        filled = {}
        for column, formula in self._fills[block.start].items():
            look = self._models[block.start].formats.get(column, 0)
            cell = self._cell(number, column, None, look).removesuffix("/>")
            filled[column] = f"{cell}>{formula_xml(formula.at(number, column), self._prefix)}</{self._prefix}c>"
        return filled

    def _set(self, number: int, column: int, value: Cell, row: Row | None, cells: Mapping[int, CellXml]) -> str:
        return self._cell(number, column, value, self._format(number, column, value, row, cells))

    def _format(self, number: int, column: int, value: Cell, row: Row | None, cells: Mapping[int, CellXml]) -> int:
        block = self._changes.block(number)
        model = self._models[block.start].formats if block else {}
        if column in model and number > self._seen.last_used:
            base = model[column]
        elif column in cells:
            base = cells[column].format
        elif row and row.format is not None:
            base = row.format
        elif column in model:
            base = model[column]
        else:
            base = self._beside(number, column, value, cells)
        return self._formats.shown(base, value)

    def _beside(self, number: int, column: int, value: Cell, cells: Mapping[int, CellXml]) -> int:
        """A header that is added looks like the one on its left; any other cell like its column."""
        left = [at for at in cells if at < column]
        if left and isinstance(value, str) and number <= self._seen.frame.frozen_rows:
            return cells[max(left)].format
        return self._seen.frame.column_format(column)


def _spliced(body: bytes, start: int, cells: Mapping[int, CellXml], told: Mapping[int, str]) -> bytes:
    """The body of a row with cells put in the place of others, or between them; ``start`` is where it began."""
    pieces, at = [], 0
    places = sorted(cells)
    for column in sorted(told):
        if column in cells:
            first = cells[column].start - start
            last = first + len(cells[column].xml)
        else:
            before = [place for place in places if place < column]
            first = last = cells[before[-1]].start + len(cells[before[-1]].xml) - start if before else 0
        pieces += [body[at:first], told[column].encode()]
        at = last
    return b"".join([*pieces, body[at:]])


def _inheriting(cell: CellXml, formula: Formula, area: Area, prefix: bytes) -> str:
    """The cell, with the formula of its group written in it."""
    found = formula_of(cell.xml, prefix)
    assert found is not None
    told = formula_xml(formula.text, prefix.decode(), f' t="shared" ref="{area}" si="{found.group}"')
    return (cell.xml[: found.start] + told.encode() + cell.xml[found.end :]).decode()
