"""A tab while it is being written: cells, merges, and row heights that fit what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.render.measure import column_pixels, height_points, lines_needed
from reports.render.styles import STYLES
from sheets.grid import Choice, ColorRule, Grid, GridCell, Merge, Page, Rich, Sparkline, Value

#: No row is lower than this, nor higher than a spreadsheet allows.
LOWEST, HIGHEST = 18.0, 400.0


class Draft:
    """Collects what :class:`sheets.grid.Grid` needs; :attr:`row` is the row being written, from 1."""

    def __init__(self, widths: Mapping[int, float]) -> None:
        self.widths = widths
        self.row = 1
        self.cells: dict[tuple[int, int], GridCell] = {}
        self.heights: dict[int, float] = {}
        self.merges: list[Merge] = []
        self.choices: list[Choice] = []
        self.sparklines: list[Sparkline] = []
        self.color_rules: list[ColorRule] = []

    def put(
        self, column: int, value: Value | Rich, style: str, *, last: int = 0, link: str = "", note: str = ""
    ) -> None:
        """One cell of the present row, over the columns to ``last``; the row grows to fit it."""
        last = max(last, column)
        self.cells[self.row, column] = GridCell(value, style, link, note)
        for other in range(column + 1, last + 1):
            self.cells[self.row, other] = GridCell(None, style)
        if last > column:
            self.merges.append(Merge(self.row, column, self.row, last))
        self._grow(self._needed(value, style, column, last))

    def fill(self, style: str, first: int, last: int) -> None:
        """Give the row's empty cells from ``first`` to ``last`` a look."""
        for column in range(first, last + 1):
            self.cells.setdefault((self.row, column), GridCell(None, style))

    def height(self, points: float) -> None:
        """Set the present row's height, whatever it holds."""
        self.heights[self.row] = points

    def next(self) -> None:
        """Go to the next row."""
        self.heights.setdefault(self.row, LOWEST)
        self.row += 1

    def gap(self, points: float) -> None:
        """Leave an empty row of this height."""
        self.heights[self.row] = points
        self.row += 1

    def grid(self, key: str, name: str, **layout: Any) -> Grid:
        """The finished tab."""
        return Grid(
            key=key,
            name=name,
            cells=dict(sorted(self.cells.items())),
            styles=STYLES,
            widths=dict(self.widths),
            heights=dict(sorted(self.heights.items())),
            merges=tuple(self.merges),
            choices=tuple(self.choices),
            sparklines=tuple(self.sparklines),
            color_rules=tuple(self.color_rules),
            page=layout.pop("page", Page()),
            **layout,
        )

    def pixels(self, column: int, last: int) -> float:
        """The width of these columns together."""
        return sum(column_pixels(self.widths.get(place, 9)) for place in range(column, last + 1))

    def _needed(self, value: Value | Rich, style: str, column: int, last: int) -> float:
        look = STYLES[style]
        text = value.text if isinstance(value, Rich) else ("" if value is None else str(value))
        bold = 1.0 if look.bold else _bold_share(value)
        lines = 1
        if look.wrap and isinstance(value, str | Rich):
            lines = lines_needed(text, look.size, self.pixels(column, last) - 9 * look.indent, bold=bold)
        return height_points(lines, look.size)

    def _grow(self, points: float) -> None:
        self.heights[self.row] = min(HIGHEST, max(self.heights.get(self.row, LOWEST), points))


def _bold_share(value: Value | Rich) -> float:
    if not isinstance(value, Rich) or not value.text:
        return 0.0
    return sum(len(run.text) for run in value.runs if run.bold) / len(value.text)
