"""Rows of a frame as tuples: what pandas' own ``itertuples`` gives."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pandas as pd

from reports.each import each

FRAME = pd.DataFrame(
    {
        "count": [1, 2],
        "rate": [0.5, float("nan")],
        "left": pd.array([3, None], dtype="Int64"),
        "flag": [True, False],
        "at": pd.to_datetime([datetime(2026, 11, 16), None]),
        "money": [Decimal("1.10"), None],
        "two words": ["a", None],
        "class": [(1, 2), ()],
    },
    index=pd.Index(["#1", "#2"], name="order"),
)


def test_each_row_has_the_names_the_values_and_the_types_of_itertuples() -> None:
    ours, theirs = list(each(FRAME)), list(FRAME.itertuples())
    assert [row._fields for row in ours] == [row._fields for row in theirs]
    assert [repr(tuple(row)) for row in ours] == [repr(tuple(row)) for row in theirs]
    assert [list(map(type, row)) for row in ours] == [list(map(type, row)) for row in theirs]


def test_an_empty_frame_has_none() -> None:
    assert list(each(FRAME.iloc[:0])) == []
    assert list(each(pd.DataFrame())) == []
