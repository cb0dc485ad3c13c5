"""Which part of 03/04/2026 is the day: decided by a whole column, never by one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheets import moment_cells
from sheets.errors import Text
from sheets.moment_cells import Doubtful, Found, Reading
from sheets.problems import Trouble
from sheets.workbook import Cell


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the cells of a column say of their order of day and month.

    ``day_first`` and ``month_first``: a cell proves it. ``matters``: a cell reads as another day in the other order.
    """

    day_first: bool = False
    month_first: bool = False
    matters: bool = False

    def and_of(self, found: Doubtful) -> Evidence:
        """The same once this date was seen too."""
        return Evidence(
            self.day_first or found.one > 12, self.month_first or found.two > 12, self.matters or found.one != found.two
        )

    @property
    def proves(self) -> bool:
        """Whether the order is beyond doubt."""
        return self.day_first or self.month_first

    @property
    def contradicts(self) -> bool:
        """Whether the column has dates of both orders."""
        return self.day_first and self.month_first


@dataclass(frozen=True, slots=True)
class Order:
    """How the dates of a column are read; ``assumed`` where nobody has said it and no cell proves it."""

    day_first: bool
    contradictory: bool = False
    assumed: bool = False


def evidence(read: Iterable[Reading]) -> Evidence:
    """What these cells say."""
    seen = Evidence()
    for found in read:
        if isinstance(found, Doubtful):
            seen = seen.and_of(found)
    return seen


def order(seen: Evidence, date_style: str) -> Order:
    """The order of a column. Where no cell proves it, ``date_style`` (``d/m``, ``m/d``) does, else the day is first."""
    if seen.proves:
        return Order(seen.day_first, seen.contradicts)
    return Order(date_style != "m/d", assumed=seen.matters and date_style not in ("d/m", "m/d"))


def decided(found: Doubtful, cell: Cell, column: Order) -> Found | Trouble:
    """The date that is meant, or why nobody can know."""
    day, month = (found.one, found.two) if column.day_first else (found.two, found.one)
    if column.contradictory:
        if found.one <= 12 and found.two <= 12 and found.one != found.two:
            return Trouble("ambiguous", moment_cells.shown(cell), "date")
        day, month = max(found.one, found.two), min(found.one, found.two)
    return moment_cells.moment_of(found.year, month, day, found.at, found.zone) or Trouble(
        "unreadable", moment_cells.shown(cell), "date"
    )


def assumed(header: str, day_first: bool) -> Text:
    """The sentence about an order that was only assumed."""
    orders: Mapping[bool, tuple[str, str]] = {True: ("day/month", "día/mes"), False: ("month/day", "mes/día")}
    en, es = orders[day_first]
    return Text(f"{header}: dates read as {en} (assumed).", f"{header}: fechas leídas como {es} (supuesto).")
