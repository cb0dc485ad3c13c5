"""One row of an export on its way into a tab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sheets.workbook import Cell


@dataclass(frozen=True, slots=True)
class Record:
    """One row to be imported: values by canonical column, and the row of the file that it came from."""

    row: int
    values: Mapping[str, Cell]
