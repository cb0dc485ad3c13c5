"""A table of a file that is a known export: its rows by the tab's columns, and what is said of it before it goes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sheets.contract import normal, tab
from sheets.errors import SheetsError, Text
from sheets.imports import keys, personal
from sheets.imports.decided import Tool, Values
from sheets.imports.kinds import Export, Sheet, mapped, without_currency
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.sources import Tell
from sheets.imports.styles import Habits, Survey
from sheets.imports.totals import is_total_row
from sheets.workbook import Cell

#: Where neither a founder nor a workbook says anything.
NO_HABITS = Habits()


@dataclass(frozen=True, eq=False)
class Recognised:
    """A table of a file that is known: which export it is, and its rows.

    ``beside`` says, with the first of a file's tables, what else the file holds that is no export that is known.
    ``customers`` is what is wished of its names, streets and phones.
    """

    export: Export
    sheet: Sheet
    beside: tuple[Text, ...] = ()
    customers: personal.Wish = "all"

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
        named = self._named - self._withheld
        return named | {"currency"} if self.currency else named

    @cached_property
    def currency(self) -> str:
        """The currency that headers or, in all its amounts, cells name where no column does; else ``""``."""
        if code := self.export.currency(self.sheet.headers):
            return code
        if "currency" in self._named or all(column.name != "currency" for column in tab(self.table).columns):
            return ""
        try:
            named = self._survey.styles.currencies
        except SheetsError as error:
            if error.kind != "asks_period":
                raise
            # Once it is known which days it covers, it can be read.
            return ""
        return next(iter(named)) if len(named) == 1 else ""

    @cached_property
    def _named(self) -> frozenset[str]:
        """The columns that the file has itself and those that its shape makes."""
        named = {*self.export.places(self.sheet.headers), *self.export.also_makes}
        return frozenset(name for name in named if not name.startswith("_"))

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers of the file that have no column in the contract: as a rule they are not carried over."""
        return tuple(header for header in self._strangers if not self._is_withheld(header))

    @cached_property
    def _strangers(self) -> tuple[str, ...]:
        known = set(map(normal, (*self.export.columns, *self.export.also_reads(self.sheet))))
        return tuple(
            header
            for header in self.sheet.headers
            if header and known.isdisjoint({normal(header), normal(without_currency(header))})
        )

    def values(self, habits: Habits = NO_HABITS) -> Values:
        """How the cells of its records are written into the tab; ``habits`` speak where the file proves nothing."""
        export = self.export
        headers = {name: self.sheet.headers[at] for name, at in export.places(self.sheet.headers).items()}
        tool = Tool(export.tool, export.dates, export.decimal, export.zone)
        return Values(tab(self.table).columns, headers, self._survey.styles, tool, habits)

    def discreet(self, customers: personal.Wish) -> Recognised:
        """The same without such names, streets and phones of customers as are not wished for."""
        return replace(self, customers=customers)

    @property
    def withheld(self) -> tuple[str, ...]:
        """Headers of the file that are left out for its customers' sake, and under which anything stands."""
        places = self.export.places(self.sheet.headers)
        told = self._withheld - self._survey.blank
        mapped = {self.sheet.headers[at] for name, at in places.items() if name in told}
        return tuple(header for header in self.sheet.headers if header in mapped or self._is_withheld(header))

    @cached_property
    def _withheld(self) -> frozenset[str]:
        return personal.withheld(self.table, self.customers)

    def _is_withheld(self, header: str) -> bool:
        return self.customers != "all" and header in self._strangers and personal.is_personal(header)

    @property
    def orders(self) -> Mapping[str, int]:
        """How many rows each order has, by its number; ``""`` for those without one."""
        return self._survey.orders

    @property
    def told(self) -> tuple[str, ...]:
        """The columns of the tab that this file has itself and says something in, in the tab's order."""
        there = self.export.places(self.sheet.headers).keys() - self._survey.blank - self._withheld
        return tuple(column.name for column in tab(self.table).columns if column.name in there)

    def covering(self, first: date, last: date) -> Recognised:
        """The same, and it is known which days it covers."""
        return replace(self, sheet=replace(self.sheet, period=(first, last)))

    def telling(self, tell: Tell) -> Recognised:
        """The same, and each of its readings, of which there are several, says how far it is.

        ``tell`` is given the bytes read and the bytes in all (0 = not known), about once a megabyte, and may raise to
        put an end to it.
        """
        return replace(self, sheet=replace(self.sheet, lines=self.sheet.telling(tell))) if self.sheet.telling else self

    @cached_property
    def _survey(self) -> _Survey:
        # All of it is learnt in one reading, since a file may be large.
        orders: Counter[str] = Counter()
        told = self._named
        blank = set(told)
        styles = Survey([column for column in tab(self.table).columns if column.name in told])
        left: set[int] = set()
        for each in self._shaped():
            if isinstance(each, Left):
                left.add(each.row)
                continue
            values = each.values
            orders[keys.order(values.get("order_id"))] += 1
            if blank:
                blank.difference_update([name for name in blank if values.get(name) not in (None, "")])
            styles.see(each.row, values)
        undecided = styles.undecided
        if undecided and left:
            # A row that is left out says how the file writes dates all the same.
            places = {name: at for name, at in self.export.places(self.sheet.headers).items() if name in undecided}
            for line in mapped(self.sheet, places):
                if line.row in left:
                    for name, cell in line.values.items():
                        undecided[name].prove(cell)
        return _Survey(styles, orders, frozenset(blank))

    @cached_property
    def left(self) -> Mapping[Text, tuple[int, ...]]:
        """The rows of the file that are left out on purpose, by the reason."""
        rows: dict[Text, list[int]] = {}
        for each in self._shaped():
            if isinstance(each, Left):
                rows.setdefault(each.why, []).append(each.row)
        return {why: tuple(numbers) for why, numbers in rows.items()}

    def records(self, also: Collection[str] = ()) -> Iterator[Record]:
        """The rows to be imported, one after the other; starts anew at each call.

        ``also`` are further headers of the file whose cells come with each record, under the header itself.
        """
        code = self.currency
        withheld = self._withheld & self._named
        for each in self._shaped(also):
            if isinstance(each, Left):
                continue
            values = {"currency": code, **each.values} if code else each.values
            if withheld:
                values = {name: cell for name, cell in values.items() if name not in withheld}
            yield Record(each.row, values)

    def _shaped(self, also: Collection[str] = ()) -> Iterator[Record | Left]:
        places = self.export.places(self.sheet.headers)
        places |= {label: self.sheet.headers.index(label) for label in also}
        private = any(name.startswith("_") for name in places)
        totals: dict[int, Left] = {}
        told: set[int] = set()
        sheet = replace(self.sheet, lines=lambda: _without_totals(self.sheet, totals))
        for each in self.export.shape(sheet, mapped(sheet, places)):
            if len(told) < len(totals):
                above = {row for row in totals.keys() - told if row < each.row}
                yield from (totals[row] for row in sorted(above))
                told |= above
            if isinstance(each, Record) and private:
                yield Record(each.row, {name: cell for name, cell in each.values.items() if not name.startswith("_")})
            else:
                yield each
        yield from (totals[row] for row in sorted(totals.keys() - told))


@dataclass(frozen=True, slots=True)
class _Survey:
    """What can only be said of an export once all of it has been seen; see :class:`Recognised`."""

    styles: Survey
    orders: Mapping[str, int]
    blank: frozenset[str]


def _without_totals(sheet: Sheet, totals: dict[int, Left]) -> Iterator[tuple[int, Sequence[Cell]]]:
    for number, cells in sheet.lines():
        if is_total_row(cells):
            totals[number] = Left(number, TOTAL.why)
        else:
            yield number, cells
