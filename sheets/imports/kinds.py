"""What an importer is: a declaration of an export's columns. Each tool's file is almost only that."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sheets.contract import normal, tab
from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.records import Record
from sheets.imports.values import plain_columns
from sheets.workbook import Cell


@dataclass(frozen=True, eq=False)
class Sheet:
    """An export as a stream of rows below its header. ``lines`` starts anew at each call: (row number, cells).

    ``complete`` is false where only the first rows are at hand.
    """

    name: str
    headers: tuple[str, ...]
    header_row: int
    lines: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]
    complete: bool = True


@dataclass(frozen=True, eq=False)
class Export:
    """One type of export.

    ``needs``: of each group of headers one must be there, and none of ``without`` may be. ``columns`` says which
    header goes into which column of the tab ``table``; where several headers mean one column, the first one that the
    file has is taken. ``shape`` turns the mapped lines into records (fills down, leaves rows out, splits); by default
    a line is a record. ``also_makes`` are columns of the tab that ``shape`` fills, ``also_reads`` headers of a file
    that it makes them from. In the columns of ``blank_keeps`` a blank says nothing and what stands in the tab stays.
    """

    key: str
    tool: str
    kind: Text
    table: str
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    without: tuple[str, ...] = ()
    shape: Callable[[Sheet, Iterator[Record]], Iterator[Record]] = field(default=lambda _sheet, records: records)
    also_makes: tuple[str, ...] = ()
    also_reads: Callable[[Sheet], Iterable[str]] = field(default=lambda _sheet: ())
    blank_keeps: frozenset[str] = frozenset()

    def missing(self, headers: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The groups of which the file has no header."""
        there = set(map(normal, headers))
        return tuple(group for group in self.needs if there.isdisjoint(map(normal, group)))

    def fits(self, headers: Sequence[str]) -> bool:
        """Whether a file with these headers is this export."""
        there = set(map(normal, headers))
        return not self.missing(headers) and there.isdisjoint(map(normal, self.without))

    def places(self, headers: Sequence[str]) -> dict[str, int]:
        """Where each canonical column stands in a file with these headers, from 0."""
        at: dict[str, int] = {}
        for position, header in enumerate(headers):
            at.setdefault(normal(header), position)
        places: dict[str, int] = {}
        for header, column in self.columns.items():
            if normal(header) in at:
                places.setdefault(column, at[normal(header)])
        return places


@dataclass(frozen=True, eq=False)
class Recognised:
    """A file that is known: which export it is, and its rows."""

    export: Export
    sheet: Sheet

    @property
    def kind(self) -> Text:
        """What the file is, in words: "Shopify orders export"."""
        return self.export.kind

    @property
    def table(self) -> str:
        """The key of the tab that its rows belong to."""
        return self.export.table

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the tab that this file speaks about."""
        return frozenset((*self.export.places(self.sheet.headers), *self.export.also_makes))

    @property
    def left_out(self) -> tuple[str, ...]:
        """Headers of the file that have no column in the contract: as a rule they are not carried over."""
        known = set(map(normal, (*self.export.columns, *self.export.also_reads(self.sheet))))
        return tuple(header for header in self.sheet.headers if header and normal(header) not in known)

    @property
    def plain(self) -> frozenset[str]:
        """The money columns of which every cell is a plain number."""
        return self._survey.plain

    @property
    def orders(self) -> Mapping[str, int]:
        """How many rows each order has, by its number; ``""`` for those without one."""
        return self._survey.orders

    @property
    def told(self) -> tuple[str, ...]:
        """The columns of the tab that this file has itself and says something in, in the tab's order."""
        there = self.export.places(self.sheet.headers).keys() - self._survey.blank
        return tuple(column.name for column in tab(self.table).columns if column.name in there)

    @cached_property
    def _survey(self) -> _Survey:
        # All of it is learnt in one reading, since a file may be large.
        orders: Counter[str] = Counter()
        blank = set(self.columns)

        def seen() -> Iterator[Record]:
            for record in self.records():
                values = record.values
                orders[keys.order(values.get("order_id"))] += 1
                blank.difference_update([name for name in blank if values.get(name) not in (None, "")])
                yield record

        records = seen()
        plain = plain_columns(tab(self.table), records)
        deque(records, maxlen=0)
        return _Survey(plain, orders, frozenset(blank))

    def records(self, also: Collection[str] = ()) -> Iterator[Record]:
        """The rows to be imported, one after the other; starts anew at each call.

        ``also`` are further headers of the file whose cells come with each record, under the header itself.
        """
        places = self.export.places(self.sheet.headers)
        places |= {label: self.sheet.headers.index(label) for label in also}
        return self.export.shape(self.sheet, _mapped(self.sheet, places))


@dataclass(frozen=True, slots=True)
class _Survey:
    """What can only be said of an export once all of it has been seen; see :class:`Recognised`."""

    plain: frozenset[str]
    orders: Mapping[str, int]
    blank: frozenset[str]


def _mapped(sheet: Sheet, places: Mapping[str, int]) -> Iterator[Record]:
    for number, cells in sheet.lines():
        width = len(cells)
        yield Record(number, {column: cells[at] if at < width else None for column, at in places.items()})
