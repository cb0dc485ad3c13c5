"""The row above new rows, as the model of how they look and what they compute; as in a file, see ADR 13."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sheets.google.around import Around
from sheets.google.ranges import Area, grid_range
from sheets.google.seen import Rows
from sheets.references import moved

#: What stands in column A of a row that only shows how to fill the tab in.
_EXAMPLE = "example"
#: A formula is filled down where it stands in four of the five rows above.
_ROWS_ABOVE, _MAY_DIFFER = 5, 1


@dataclass(frozen=True, slots=True)
class Model:
    """``row`` is the model's number, 0 where there is none; ``others`` those above it, the nearest first."""

    row: int = 0
    others: tuple[int, ...] = ()


def last_used(values: Rows) -> int:
    """The last row in which anything stands; 0 for none."""
    return next((number for number in range(len(values), 0, -1) if values[number - 1]), 0)


def model(values: Rows, frozen_rows: int, start: int) -> Model:
    """The model for rows from ``start`` on; none where only a header or a grey example stands above."""
    filled = (number for number in range(min(start - 1, len(values)), 0, -1) if values[number - 1])
    rows = [number for number, _ in zip(filled, range(_ROWS_ABOVE + 1), strict=False)]
    # The topmost row of all is a header.
    rows = [
        number for number in (rows[:-1] if len(rows) <= _ROWS_ABOVE else rows[:_ROWS_ABOVE]) if number > frozen_rows
    ]
    if not rows or str(values[rows[0] - 1][0]).strip().lower() == _EXAMPLE:
        return Model()
    return Model(rows[0], tuple(rows[1:]))


def looks(sheet: int, of: Model, first: int, last: int, columns: int) -> Iterator[dict[str, Any]]:
    """The requests that give rows the formats and the drop-down lists of the model."""
    for what in ("PASTE_FORMAT", "PASTE_DATA_VALIDATION"):
        yield _copy(sheet, of.row, Area(first - 1, last, 0, columns), what)


def formulas(
    sheet: int, of: Model, now: Around, first: int, last: int, named: Collection[int]
) -> Iterator[dict[str, Any]]:
    """The requests that fill formulas on down: of columns that the rows above compute and that nothing names."""
    for column in range(1, now.size[1] + 1):
        if column not in named and _goes_on(of, now, column):
            yield _copy(sheet, of.row, Area(first - 1, last, column - 1, column), "PASTE_FORMULA")


def _goes_on(of: Model, now: Around, column: int) -> bool:
    formula = now.formula(of.row, column) if of.row else ""
    if not formula:
        return False
    same = sum(now.formula(row, column) == moved(formula, row - of.row) for row in of.others)
    least = len(of.others) - (_MAY_DIFFER if len(of.others) >= _ROWS_ABOVE - 1 else 0)
    return same > 0 and same >= least


def _copy(sheet: int, row: int, to: Area, what: str) -> dict[str, Any]:
    # Google itself moves the references along, in whatever language the founder's formulas are written.
    source = Area(row - 1, row, to.first_column, to.end_column)
    return {
        "copyPaste": {
            "source": grid_range(sheet, source),
            "destination": grid_range(sheet, to),
            "pasteType": what,
            "pasteOrientation": "NORMAL",
        }
    }
