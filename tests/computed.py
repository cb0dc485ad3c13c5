"""The same brief is computed once: :func:`reports.run.run` is pure, so what went into it tells what comes out of it.

The key is all that went in, typed value by typed value. What is computed is given that and nothing else (a snapshot
without its tabs), so that a run which looked at anything beside the key would lose it, and be seen to.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import msgspec
import pandas as pd

from reports import memory, run_log
from reports import run as reports_run
from reports.knobs import Knobs
from reports.outcome import Memory, Offer, Outcome
from reports.run_log import RunLog
from sheets.tables import Tables
from sheets.workbook import Snapshot

#: So many briefs are remembered; a test seldom meets one that is older.
KEPT = 40


class Once:
    """Stands in for :func:`reports.run.run`: it takes the same and gives the same."""

    def __init__(self, whole: Callable[..., Outcome]) -> None:
        self._whole = whole
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()

    def __call__(
        self,
        snapshot: Snapshot,
        as_of: datetime,
        *,
        remembered: Memory | None = None,
        log: RunLog | None = None,
        read: str = "weekly",
        language: str = "",
        offers: Sequence[Offer] = (),
        cells: Tables | None = None,
    ) -> Outcome:
        cells = reports_run.tables(snapshot) if cells is None else cells
        log = run_log.read(snapshot) if log is None else log
        if remembered is None:
            knobs: Any = SimpleNamespace(knobs=Knobs.read(cells.get("definitions")))
            remembered = memory.read(snapshot, reports_run.owners(knobs))
        given = (cells, log, remembered, as_of, read, language, tuple(offers), snapshot.name)
        key = hashlib.sha256("\n".join(told(given)).encode()).digest()
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            bare = replace(snapshot, tabs=(), fingerprint="", facts={})
            made = self._whole(
                bare, as_of, remembered=remembered, log=log, read=read, language=language, offers=offers, cells=cells
            )
            self._kept[key] = msgspec.json.encode(made)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        # Each time a value of its own, so that what one command does to it no other meets.
        return msgspec.json.decode(self._kept[key], type=Outcome)


def told(value: Any) -> Iterator[str]:
    """Every value in it with its type, in its order."""
    if isinstance(value, pd.DataFrame):
        yield f"{list(value.columns)} {list(value.dtypes)} {value.index.tolist()} {value.attrs}"
        for column in range(value.shape[1]):
            yield repr(value.iloc[:, column].tolist())
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__
        for field in fields(value):
            yield from told(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield f"mapping of {len(value)}"
        for name, held in value.items():
            yield repr(name)
            yield from told(held)
    elif isinstance(value, list | tuple):
        yield f"{len(value)} in a row"
        for each in value:
            yield from told(each)
    elif isinstance(value, AbstractSet):
        yield repr(sorted(value))
    else:
        said = repr(value)
        assert " at 0x" not in said, f"{said} does not tell its value"
        yield said
