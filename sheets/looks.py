"""How a tab of a founder's looks, told alike by every home of a workbook: no word and no value that stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Look:
    """A cell's look: colours as ``rrggbb`` (``""`` = none of its own), ``side`` as left, center, right or ``""``.

    ``number`` is the code of its number format, as the founder wrote it.
    """

    bold: bool = False
    italic: bool = False
    color: str = ""
    fill: str = ""
    side: str = ""
    number: str = "General"


@dataclass(frozen=True, eq=False)
class TabLook:
    """The first rows and columns of a tab; rows and columns count from 1.

    ``widths`` are in characters (0 = the usual), ``columns`` the looks of cells that nothing is said of.
    """

    cells: Mapping[tuple[int, int], Look] = field(default_factory=dict)
    columns: Mapping[int, Look] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    frozen_rows: int = 0

    def look(self, row: int, column: int) -> Look:
        """The look of a cell."""
        return self.cells.get((row, column)) or self.columns.get(column, Look())
