"""The rows of a frame as named tuples, at the price of the rows alone."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """What ``frame.itertuples()`` gives. Of an empty frame nothing is made; a kind of tuple is made once."""
    if frame.empty:
        return iter(())
    columns = [frame.index, *(values for _, values in frame.items())]
    return map(_kind(tuple(map(str, frame.columns)))._make, zip(*columns, strict=True))


@lru_cache(maxsize=64)
def _kind(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *names), rename=True)
