"""The row above new rows, as the model of how they look and what they compute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sheets.excel.formulas import Formula
from sheets.excel.rows import CellXml, Row, row_cells
from sheets.excel.survey import Above, Survey

#: What stands in column A of a row that only shows how to fill the tab in.
EXAMPLE = "example"

#: Excel fills a formula down where it stands in four of the five rows above.
_LOOKED_AT, _MAY_DIFFER = 4, 1

#: Some programs write every cell of a formatted row, 16,384 of them: so far beyond the last value a row is a model.
_MARGIN = 64


@dataclass(frozen=True, eq=False)
class RowModel:
    """``formats`` by column, the format of the row's empty cells (``None`` = none), and by column the formulas.

    ``computed`` are those that go on down: the rows above compute the same.
    """

    formats: Mapping[int, int] = field(default_factory=dict)
    row_format: int | None = None
    formulas: Mapping[int, Formula] = field(default_factory=dict)
    computed: Mapping[int, Formula] = field(default_factory=dict)


def row_model(above: Above, seen: Survey, shared_text: Callable[[int], str]) -> RowModel:
    """The model that these rows give; an empty one where they are a header, or a grey example.

    ``shared_text`` gives the shared string of a place.
    """
    headless = above.rows[:-1] if above.whole else above.rows
    rows = [row for row in headless if row.number > seen.frame.frozen_rows]
    if not rows:
        return RowModel()
    cells = row_cells(rows[0], seen.prefix)
    if _text(cells.get(1), seen.prefix, shared_text).strip().lower() == EXAMPLE:
        return RowModel()
    found = ((column, seen.formula(cell, rows[0].number, column)) for column, cell in cells.items())
    formulas = {column: formula for column, formula in found if formula}
    reach = max([0, *(column for column, cell in cells.items() if not cell.is_blank)]) + _MARGIN
    return RowModel(
        {column: cell.format for column, cell in cells.items() if column <= reach},
        rows[0].format,
        formulas,
        {column: formula for column, formula in formulas.items() if _goes_on(formula, rows[1:], seen)},
    )


def _goes_on(formula: Formula, rows: list[Row], seen: Survey) -> bool:
    same = 0
    for row in rows[:_LOOKED_AT]:
        cell = row_cells(row, seen.prefix).get(formula.column)
        found = seen.formula(cell, row.number, formula.column) if cell else None
        same += found is not None and found.text == formula.at(row.number, formula.column)
    return same > 0 and same >= min(len(rows), _LOOKED_AT) - (_MAY_DIFFER if len(rows) >= _LOOKED_AT else 0)


def _text(cell: CellXml | None, prefix: bytes, shared_text: Callable[[int], str]) -> str:
    if cell is None:
        return ""
    xml = cell.alone(prefix)
    text = "".join(str(piece) for piece in xml.itertext())
    return shared_text(int(text)) if xml.get("t") == "s" and text.isdigit() else text
