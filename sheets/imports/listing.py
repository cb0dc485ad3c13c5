"""What an import does, row by row, for whoever wants to see it: the first few of each kind, or all of one kind.

There may be a million rows, so a row is only put together where somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

from sheets.errors import Text
from sheets.workbook import NOTHING, Cell

What = Literal["new", "changed", "same", "missing", "refused", "left"]
#: In the order in which they are told.
KINDS: tuple[What, ...] = get_args(What)
#: So many rows of each kind show what is meant.
SAMPLES = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One row. ``row`` is its number in the tab, or in the export for what is new, refused or left out.

    ``values`` are its cells by canonical column: those that a new row gets, those that stand in another. ``changes``
    are (column, what stood there, what is to stand there); ``key`` is what the row is known by.
    """

    what: What
    row: int
    values: Mapping[str, Cell] = field(default_factory=dict)
    changes: tuple[tuple[str, Cell, Cell], ...] = ()
    key: str = ""
    why: Text = NOTHING


class Listing(Protocol):
    """Hears of the rows that it wants to hear of."""

    def wants(self, what: What) -> bool:
        """Whether the next row of this kind is to be told."""

    def tell(self, listed: Listed) -> None:
        """One row."""


class Samples:
    """The first rows of each kind; of what changed, so many cells."""

    def __init__(self, most: int = SAMPLES) -> None:
        self._most = most
        self.rows: dict[What, list[Listed]] = {what: [] for what in KINDS}
        self._cells = 0

    def wants(self, what: What) -> bool:
        """Whether there are few of this kind as yet."""
        return (self._cells if what == "changed" else len(self.rows[what])) < self._most

    def tell(self, listed: Listed) -> None:
        """Keep it."""
        self._cells += len(listed.changes)
        self.rows[listed.what].append(listed)


class Each:
    """Every row of one kind, as it comes; none is kept."""

    def __init__(self, what: What, show: Callable[[Listed], None]) -> None:
        self._what, self._show = what, show

    def wants(self, what: What) -> bool:
        """Whether it is this kind."""
        return what == self._what

    def tell(self, listed: Listed) -> None:
        """Show it."""
        self._show(listed)
