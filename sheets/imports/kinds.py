"""What an importer is: a declaration of an export's columns. Each tool's file is almost only that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from sheets import labels
from sheets.contract import normal, tab
from sheets.errors import Text
from sheets.imports.records import Left, Record
from sheets.imports.sources import Tell
from sheets.workbook import NOTHING, Cell

#: How sure it is that the tool writes these columns: in a real file, in the vendor's documentation, in public programs
#: that read them, in somebody's test data, or nowhere that was checked.
Seen = Literal["real file", "documentation", "public code", "fixture", "unchecked"]


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
        if self.alone and not {normal(without_currency(header)) for header in headers} - {""} <= self._known:
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
        return mapped(sheet, self.places(sheet.headers))

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
        at.setdefault(normal(without_currency(header)), position)
    at.pop("", None)
    return at


def without_currency(header: str) -> str:
    """A header without the currency in brackets after it."""
    return labels.without_bracket(header) if labels.currency(header) else header


def mapped(sheet: Sheet, places: Mapping[str, int]) -> Iterator[Record]:
    """Each line by column, as ``places`` says where each stands."""
    for number, cells in sheet.lines():
        width = len(cells)
        yield Record(number, {column: cells[at] if at < width else None for column, at in places.items()})
