"""What every metric needs to know of the shop: its knobs, clock, currency and the moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api.extensions import ExtensionArray

from reports.clock import Clock
from reports.knobs import Knobs
from sheets.tables import Table, Tables

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Shop:
    """One shop at one moment. ``currency`` is the business currency, ``decimals`` what its sums are shown with."""

    tables: Tables
    knobs: Knobs
    clock: Clock
    as_of: datetime
    currency: str
    decimals: int

    @property
    def today(self) -> date:
        """The local day of the moment."""
        return self.as_of.date()


def given(table: Table, column: str) -> bool:
    """Whether the sheet tells anything in this column: it is there, and not blank all the way down.

    A new workbook has every column of the contract; one that nobody filled must read like one that is not there.
    """
    if column not in table.frame:
        return False
    values = table.frame[column].array
    # Most columns tell it on their first rows; the rest of a long sheet need not be looked at.
    return not _blank(values[:64]) or bool(table.unread.get(column)) or not _blank(values[64:])


def _blank(values: ExtensionArray) -> bool:
    return bool(np.asarray(values.isna()).all())


def column(table: Table, frame: pd.DataFrame, name: str) -> pd.Series:
    """The column of ``frame`` (rows of ``table``), or one full of ``None`` where the sheet has none."""
    if name in frame and given(table, name):
        return frame[name]
    return pd.Series(np.full(len(frame), None, dtype=object), index=frame.index)


def unread(table: Table, column: str, rows: pd.Series) -> Mask:
    """Which of these sheet rows hold something unreadable in the column."""
    bad = table.unread.get(column)
    return np.zeros(len(rows), dtype=bool) if not bad else rows.isin(bad).to_numpy()


def local_days(moments: pd.Series) -> NDArray[np.datetime64]:
    """Local days of tz-aware local moments (``NaT`` where missing)."""
    if not isinstance(moments.dtype, pd.DatetimeTZDtype):
        return np.full(len(moments), np.datetime64("NaT"), dtype="datetime64[D]")
    local: Any = moments.array
    return np.asarray(local.tz_localize(None).to_numpy(), dtype="datetime64[D]")


def picked(frame: pd.DataFrame, rows: Mask) -> pd.DataFrame:
    """``frame[rows]``, at hardly any price where that is all of it or nothing, as in most small workbooks."""
    if rows.all():
        return frame
    found: pd.DataFrame = frame[rows] if rows.any() else frame.iloc[:0]
    return found


def units_by(keys: pd.Series, units: pd.Series, index: pd.Index) -> NDArray[np.int64]:
    """The sum of the units of each key of the index; 0 where there is none."""
    codes, names = pd.factorize(keys.to_numpy(dtype=object))
    sums = np.zeros(len(names) + 1, dtype=np.int64)  # the last is of rows without a key
    np.add.at(sums, codes, units.to_numpy(dtype=np.int64))
    told = dict(zip(names, sums.tolist(), strict=False))
    return np.array([told.get(key, 0) for key in index], dtype=np.int64)


def dates(days: NDArray[np.datetime64]) -> list[date | None]:
    """Days as ``datetime.date``, ``None`` where missing."""
    return list(days.astype("datetime64[D]").astype(object))


def gathered(keys: Iterable[Any], values: Iterable[Any]) -> dict[Any, tuple[Any, ...]]:
    """For each key its values in order."""
    found: dict[Any, list[Any]] = {}
    for key, value in zip(keys, values, strict=True):
        found.setdefault(key, []).append(value)
    return {key: tuple(all_) for key, all_ in found.items()}


def objects(values: Sequence[object]) -> NDArray[np.object_]:
    """A column of objects as they are (tuples stay tuples)."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def texts(values: Iterable[object], index: pd.Index | None = None) -> pd.Series:
    """A column of texts as objects: a missing one is ``None``, which pandas would make a NaN (and that is true)."""
    return pd.Series(objects(list(values)), index=index, dtype=object)


def _plain(values: Any) -> NDArray[np.object_]:
    return np.asarray(values.to_numpy(dtype=object, na_value=None))


def plain_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every text column as :func:`texts` has it, its columns side by side in memory."""
    told = [name for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)]
    plain = {str(name): pd.Series(_plain(frame[name]), frame.index, dtype=object) for name in told}
    # A frame has as many pieces as columns that were put to it; a copy has one piece a type, and is cut as fast.
    return frame.assign(**plain).copy()
