"""What one reading of a Google Sheet saw beside the cells: all that a write, an edit or an upgrade needs to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sheets.google.marks import BookMark
from sheets.google.ranges import Area

#: A cell as ``values:batchGet`` gives it, unformatted: dates are days since 30 December 1899.
Raw = None | float | str | bool
Rows = Sequence[Sequence[Raw]]


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected range: ``area`` is ``None`` where it is the whole sheet; ``mine`` where this account may edit it."""

    id: int
    area: Area | None
    mine: bool
    warning_only: bool = False


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """One tab. ``rows`` and ``columns`` are its grid's size, both 0 for one without cells (a chart, a data source).

    ``key`` is our key for the tab, ``""`` where it is the founder's; ``mark`` is what our mark says (its role, the
    notes that are ours …). ``rules`` are the conditional formats in their order, ``frozen`` the rows and columns,
    ``hidden_rows`` the numbers (from 1) of those that a filter or a person hides.
    """

    id: int
    title: str
    index: int
    rows: int
    columns: int
    hidden: bool = False
    frozen: tuple[int, int] = (0, 0)
    key: str = ""
    mark_id: int = 0
    mark: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Mapping[str, Any], ...] = ()
    merges: tuple[Area, ...] = ()
    filter: Area | None = None
    protected: tuple[Protected, ...] = ()
    hidden_rows: tuple[int, ...] = ()

    @property
    def has_cells(self) -> bool:
        """Whether it is a grid of cells."""
        return self.rows > 0 and self.columns > 0


@dataclass(frozen=True, eq=False)
class Seen:
    """A Google Sheet as it was read.

    ``values`` holds for a sheet's id its cells as Google gave them, from A1 on: rows of different lengths, blank ends
    cut off; a sheet of which only the head was read is not in it. ``fingerprint`` is the one of the Snapshot.
    """

    id: str
    title: str
    locale: str
    time_zone: str
    book: BookMark
    sheets: tuple[SheetFacts, ...]
    values: Mapping[int, Rows] = field(default_factory=dict)
    fingerprint: str = ""

    def sheet(self, title: str) -> SheetFacts | None:
        """The tab of exactly this title."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def of(self, id: int) -> SheetFacts | None:
        """The tab of this id."""
        return next((sheet for sheet in self.sheets if sheet.id == id), None)

    def marked(self, key: str) -> SheetFacts | None:
        """Our own tab with this key, whatever its title is now."""
        return next((sheet for sheet in self.sheets if sheet.key == key), None)

    def free_title(self, wanted: str) -> str:
        """``wanted``, or ``"wanted (2)"`` where a tab has that title: Google compares them without regard to case."""
        taken = {sheet.title.casefold() for sheet in self.sheets}
        number, title = 1, wanted
        while title.casefold() in taken:
            number += 1
            title = f"{wanted} ({number})"
        return title


__all__ = ["Area", "BookMark", "Protected", "Raw", "Rows", "Seen", "SheetFacts"]
