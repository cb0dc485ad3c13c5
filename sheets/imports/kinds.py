"""What an importer is: a declaration of an export's columns. Each tool's file is almost only that."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from sheets import labels
from sheets.contract import normal, tab
from sheets.errors import SheetsError, Text
from sheets.imports import keys, personal
from sheets.imports.decided import Tool, Values
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.sources import Tell
from sheets.imports.styles import Habits, Survey
from sheets.imports.totals import is_total_row
from sheets.workbook import NOTHING, Cell

#: How sure it is that the tool writes these columns: in a real file, in the vendor's documentation, in public programs
#: that read them, in somebody's test data, or nowhere that was checked.
Seen = Literal["real file", "documentation", "public code", "fixture", "unchecked"]


#: Where neither a founder nor a workbook says anything.
NO_HABITS = Habits()


@dataclass(frozen=True, eq=False)
class Sheet:
    """An export as a stream of rows below its header. ``lines`` starts anew at each call: (row number, cells).

    ``above`` are the rows above the header, as text: titles, periods, accounts. ``complete`` is false where only the
    first rows are at hand. ``period`` is what the founder says that the file covers, first and last day.
    ``telling`` gives the same lines and says meanwhile how far the reading is, in bytes.
    """

    name: str
    headers: tuple[str, ...]
    header_row: int
    lines: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]
    complete: bool = True
    above: tuple[tuple[str, ...], ...] = ()
    period: tuple[date, date] | None = None
    telling: Callable[[Tell], Callable[[], Iterator[tuple[int, Sequence[Cell]]]]] | None = None


#: Turns mapped lines into what is imported and what is left out. It is asked anew at each reading of the file.
Shape = Callable[[Sheet, Iterator[Record]], Iterator[Record | Left]]


def as_it_is(_sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """A line is a record."""
    return records


@dataclass(frozen=True, eq=False)
class Export:
    """One type of export.

    ``needs``: of each group of headers one must be there, and none of ``without`` may be. ``columns`` says which
    header goes into which column of the tab ``table``; where several headers mean one column, the first one that the
    file has is taken. A header is found with or without a currency in brackets after it (``Amount spent (COP)``), which
    is kept. A column that begins with ``_`` is for ``shape`` alone, which turns the mapped lines
    into records (fills down, leaves rows out, splits); by default a line is a record. ``also_makes`` are columns of
    the tab that ``shape`` fills, ``also_reads`` headers of a file that it makes them from. In the columns of
    ``blank_keeps`` a blank says nothing and what stands in the tab stays. The columns of ``fills`` are written only
    where nothing stands yet: a marketplace's title or price is not the shop's. A blank in a column of ``follows`` says
    nothing as long as the column that it is named beside says the same as before.

    ``identity`` are the columns that together name a row; without them the tab's own are asked. ``dates`` (``d/m`` or
    ``m/d``) and ``decimal`` (``,`` or ``.``) say how the tool writes where no cell of a column proves it, ``zone`` the
    IANA zone of moments that name none. ``quotes`` is false where a quotation mark is a letter like others.
    ``asks_period``: the file does not say which days it covers. ``warns`` is said with every preview.
    ``alone``: the file has no other headers; for exports of two columns whose names many files have. ``unused`` says of
    an export that is known, and whose rows belong into no tab, why they do not.
    ``signature`` and ``header_row`` are for a founder's own map: it is of files with exactly these headers, and stands
    in this row. ``seen`` and ``quirks`` are for the handbook: how sure the columns are, and what of the form is dealt
    with.
    """

    key: str
    tool: str
    kind: Text
    table: str
    needs: tuple[tuple[str, ...], ...]
    columns: Mapping[str, str]
    without: tuple[str, ...] = ()
    shape: Shape = field(default=as_it_is)
    also_makes: tuple[str, ...] = ()
    also_reads: Callable[[Sheet], Iterable[str]] = field(default=lambda _sheet: ())
    blank_keeps: frozenset[str] = frozenset()
    fills: frozenset[str] = frozenset()
    follows: Mapping[str, str] = field(default_factory=dict)
    identity: tuple[str, ...] = ()
    dates: Literal["", "d/m", "m/d"] = ""
    zone: str = ""
    decimal: Literal["", ",", "."] = ""
    quotes: bool = True
    asks_period: bool = False
    alone: bool = False
    unused: Text = NOTHING
    warns: Text = NOTHING
    seen: Seen = "unchecked"
    quirks: tuple[str, ...] = ()
    signature: str = ""
    header_row: int = 0

    def missing(self, headers: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The groups of which the file has no header."""
        there = _places(tuple(headers)).keys()
        return tuple(group for group, names in zip(self.needs, self._groups, strict=True) if there.isdisjoint(names))

    def fits(self, headers: Sequence[str]) -> bool:
        """Whether a file with these headers is this export."""
        there = _places(tuple(headers)).keys()
        if any(there.isdisjoint(names) for names in self._groups) or not there.isdisjoint(self._never):
            return False
        if self.alone and not {normal(_without_currency(header)) for header in headers} - {""} <= self._known:
            return False
        return not self.signature or self.signature == signature(headers)

    def matched(self, headers: Sequence[str]) -> frozenset[int]:
        """The places, from 0, of all headers of the file that this export knows."""
        at = _places(tuple(headers))
        return frozenset(at[name] for name in self._known if name in at)

    def places(self, headers: Sequence[str]) -> dict[str, int]:
        """Where each column of ``columns`` stands in a file with these headers, from 0."""
        at = _places(tuple(headers))
        places: dict[str, int] = {}
        for name, column in self._columns:
            if name in at:
                places.setdefault(column, at[name])
        return places

    def mapped(self, sheet: Sheet) -> Iterator[Record]:
        """The lines of a file by column, as ``shape`` is given them: for one that has to look ahead."""
        return _mapped(sheet, self.places(sheet.headers))

    def currency(self, headers: Sequence[str]) -> str:
        """The currency that the brackets of the money columns name, where no column of the file does; else ``""``."""
        places = self.places(headers)
        if "currency" in places or not any(column.name == "currency" for column in tab(self.table).columns):
            return ""
        money = [column.name for column in tab(self.table).columns if column.kind == "money"]
        named = {labels.currency(headers[places[name]]) for name in money if name in places} - {""}
        return named.pop() if len(named) == 1 else ""

    # Recognising asks every export about every row at the top of a file: names are brought into their form once.

    @cached_property
    def _groups(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(normal, group)) for group in self.needs)

    @cached_property
    def _never(self) -> frozenset[str]:
        return frozenset(map(normal, self.without))

    @cached_property
    def _columns(self) -> tuple[tuple[str, str], ...]:
        return tuple((normal(header), column) for header, column in self.columns.items())

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(name for name, _ in self._columns).union(*self._groups)


def signature(headers: Sequence[str]) -> str:
    """A short name for a file's headers, the same in whatever order they stand."""
    names = sorted(filter(None, map(normal, headers)))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]


@lru_cache(maxsize=128)
def _places(headers: tuple[str, ...]) -> Mapping[str, int]:
    """Where each header stands, by its comparison form, and by that of the words before a currency in brackets."""
    at: dict[str, int] = {}
    for position, header in enumerate(headers):
        at.setdefault(normal(header), position)
    for position, header in enumerate(headers):
        at.setdefault(normal(_without_currency(header)), position)
    at.pop("", None)
    return at


def _without_currency(header: str) -> str:
    return labels.without_bracket(header) if labels.currency(header) else header


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
    def left_out(self) -> tuple[str, ...]:
        """Headers of the file that have no column in the contract: as a rule they are not carried over."""
        return tuple(header for header in self._strangers if not self._is_withheld(header))

    @cached_property
    def _strangers(self) -> tuple[str, ...]:
        known = set(map(normal, (*self.export.columns, *self.export.also_reads(self.sheet))))
        return tuple(
            header
            for header in self.sheet.headers
            if header and known.isdisjoint({normal(header), normal(_without_currency(header))})
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
        return personal.left_out(self.table, self.customers)

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
            for line in _mapped(self.sheet, places):
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
        for each in self.export.shape(sheet, _mapped(sheet, places)):
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


def _mapped(sheet: Sheet, places: Mapping[str, int]) -> Iterator[Record]:
    for number, cells in sheet.lines():
        width = len(cells)
        yield Record(number, {column: cells[at] if at < width else None for column, at in places.items()})
