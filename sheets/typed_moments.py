"""Real dates of the sheet, a whole column at once. A zone's clock is looked up once a day where it does not change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheets.moment_cells import FIRST_YEAR, LAST_YEAR
from sheets.workbook import Cell

_FIRST, _END = (np.datetime64(f"{year}-01-01", "us") for year in (FIRST_YEAR, LAST_YEAR + 1))
_DAY = timedelta(days=1)
_KINDS = frozenset({date, datetime})


@dataclass(frozen=True, eq=False)
class Typed:
    """Those cells of a column that are dates, and ``others``: the column with ``None`` in their places.

    ``places`` are their positions, ``local`` what they say on the clock of the wall.
    """

    places: NDArray[np.intp]
    local: NDArray[np.datetime64]
    others: Sequence[Cell]

    @property
    def has_time(self) -> NDArray[np.bool_]:
        """Whether it is more than a day."""
        days: NDArray[np.datetime64] = self.local.astype("datetime64[D]")
        return np.asarray(self.local != days, dtype=bool)

    @property
    def in_range(self) -> NDArray[np.bool_]:
        """Whether it lies in the years that are read."""
        return np.asarray((self.local >= _FIRST) & (self.local < _END), dtype=bool)


def typed(cells: Sequence[Cell]) -> Typed:
    """Tell the dates of a column from all else; one that names its offset is none of them."""
    kinds = list(map(type, cells))
    if _KINDS.isdisjoint(kinds):
        return Typed(np.zeros(0, dtype=np.intp), np.zeros(0, dtype="datetime64[us]"), cells)
    places = [place for place, kind in enumerate(kinds) if kind in _KINDS and not getattr(cells[place], "tzinfo", None)]
    others: list[Cell] = list(cells)
    for place in places:
        others[place] = None
    # Ten times as fast as numpy alone.
    local = pd.DatetimeIndex([cells[place] for place in places]).to_numpy().astype("datetime64[us]")
    return Typed(np.array(places, dtype=np.intp), local, others)


def in_utc(local: NDArray[np.datetime64], zone: ZoneInfo) -> tuple[NDArray[np.datetime64], bool]:
    """Moments of the clock of ``zone`` in UTC, and whether one of them happens twice: it is read as the first."""
    days, of_moments = np.unique(local.astype("datetime64[D]"), return_inverse=True)
    offsets = np.array(
        [_steady(datetime(day.year, day.month, day.day), zone) for day in days.tolist()], "timedelta64[us]"
    )
    made = local - offsets[of_moments]
    twice = False
    for place in np.flatnonzero(np.isnat(made)).tolist():
        moment = local[place].item().replace(tzinfo=zone)
        twice = twice or moment.replace(fold=1).utcoffset() != moment.utcoffset()
        made[place] = moment.astimezone(UTC).replace(tzinfo=None)
    return made, twice


def _steady(day: datetime, zone: ZoneInfo) -> timedelta | None:
    """What the zone is ahead of UTC all that day; ``None`` where its clock is changed."""
    edges = [edge.replace(tzinfo=zone, fold=fold).utcoffset() for edge in (day, day + _DAY) for fold in (0, 1)]
    return edges[0] if len(set(edges)) == 1 else None
