"""Texts that tell their moment beyond doubt, a whole column at once: ``2025-12-06 10:36:16 -0500``, ``…T15:36:16Z``.

Nearly every export writes its moments so. Whatever is written otherwise is left to :mod:`sheets.moment_cells`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheets.moment_cells import FIRST_YEAR, LAST_YEAR
from sheets.workbook import Cell

_STAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d ?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)", re.ASCII).fullmatch
_YEARS = frozenset(str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
_MIDNIGHT = "00:00:00"


@dataclass(frozen=True, slots=True)
class Stamped:
    """The places of the cells that were read, their moments in UTC, and whether each is a midnight where written."""

    places: NDArray[np.intp]
    moments: NDArray[np.datetime64]
    only_midnights: bool


def read(cells: Sequence[Cell]) -> Stamped:
    """Read those of the cells that are such texts, name a day of the calendar and lie in the years that are read."""
    places = [
        place for place, cell in enumerate(cells) if isinstance(cell, str) and cell[:4] in _YEARS and _STAMP(cell)
    ]
    texts = [str(cells[place]) for place in places]
    if not texts:
        return Stamped(np.zeros(0, dtype=np.intp), np.zeros(0, dtype="datetime64[us]"), True)
    made = pd.to_datetime(texts, format="ISO8601", utc=True, errors="coerce")
    moments = made.tz_localize(None).to_numpy().astype("datetime64[us]")
    read = ~np.isnat(moments)
    only_midnights = all(text[11:19] == _MIDNIGHT for text, is_read in zip(texts, read, strict=True) if is_read)
    return Stamped(np.array(places, dtype=np.intp)[read], moments[read], only_midnights)
