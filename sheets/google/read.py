"""A Google Sheet -> Snapshot, in two calls: a look at what it is, and the cells of all tabs at once.

The Snapshot says what that of the same workbook as an ``.xlsx`` would say, but for its name and its fingerprint.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

import msgspec

from sheets import headers
from sheets.errors import SheetsError
from sheets.google import asked, cells, codes, dates, errors, facts
from sheets.google.facts import Json
from sheets.google.ranges import quoted
from sheets.google.seen import Raw, Rows, Seen, SheetFacts
from sheets.workbook import HEAD_ROWS, Cell, Snapshot, TabSnapshot, Wanted, values_fingerprint

#: How often it is begun anew where a tab goes or is renamed between the look and the reading of the cells.
_TRIES = 3
_Made = TypeVar("_Made")


class Source(Protocol):
    """What is read through: a :class:`sheets.google.client.Client`."""

    def look(self, id: str, fields: str, ranges: Sequence[str] = (), grid: bool = False) -> Json:
        """What the spreadsheet is, its cells within ``ranges``."""

    def values(self, id: str, ranges: Sequence[str], render: str = "UNFORMATTED_VALUE") -> bytes:
        """The cells of these ranges, as the body of the answer."""


def read(source: Source, id: str, whole: Collection[str] = ()) -> tuple[Snapshot, Seen]:
    """All cells of the tabs that are used, of our own and of those named in ``whole``; the first rows of the others.

    Raises :class:`SheetsError` where the sheet cannot be had or is too large to be read.
    """
    return _settled(lambda: _Reading(source, id).all(whole))


def read_for(source: Source, id: str, wanted: Wanted) -> tuple[Snapshot, Seen]:
    """Of the tabs that are used only the one that is wanted, whole and with its formulas; of the others the first rows.

    Raises as :func:`read`.
    """
    return _settled(lambda: _Reading(source, id).one(wanted))


def _settled(reading: Callable[[], _Made]) -> _Made:
    with _many_cells():
        return _tried(reading)


@contextlib.contextmanager
def _many_cells() -> Iterator[None]:
    """For very many cells, none in a circle: looking for circles again and again is more than half of the time."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


def _tried(reading: Callable[[], _Made]) -> _Made:
    for _ in range(_TRIES - 1):
        try:
            return reading()
        except SheetsError as error:
            if error.kind != "changed":
                raise
    return reading()


class _Reading:
    """One reading of one Google Sheet."""

    def __init__(self, source: Source, id: str) -> None:
        self._source = source
        self._seen = facts.seen(id, source.look(id, facts.FIELDS))
        self._raw: dict[int, list[list[Raw]]] = {}
        self._filled = 0
        self._codes: Mapping[int, frozenset[codes.Place]] = {}

    def all(self, whole: Collection[str]) -> tuple[Snapshot, Seen]:
        chosen = asked.at_first(self._seen.sheets, whole)
        self._ask(chosen)
        heads = [self._head(sheet) for sheet in self._seen.sheets]
        used = headers.used(heads)
        titles = used.names | set(whole)
        wanted = {sheet.id for sheet in self._seen.sheets if sheet.key or sheet.title in titles}
        if missing := frozenset(wanted - chosen):
            self._ask(missing, heads=False)
        keys = {title: key for key, title in used.by_key.items()}
        self._look_at_codes(heads, keys)
        tabs = tuple(
            self._whole(sheet, head, keys.get(sheet.title, "")) if sheet.id in wanted and sheet.has_cells else head
            for sheet, head in zip(self._seen.sheets, heads, strict=True)
        )
        return self._done(tabs, wanted)

    def one(self, wanted: Wanted) -> tuple[Snapshot, Seen]:
        self._ask(frozenset())
        heads = [self._head(sheet) for sheet in self._seen.sheets]
        title = headers.used(heads).by_key.get(wanted.table)
        sheet = self._seen.sheet(title) if title else None
        if sheet is None:
            return self._done(tuple(heads), set())
        self._ask(frozenset({sheet.id}), heads=False)
        head = next(head for head in heads if head.name == sheet.title)
        self._look_at_codes([head], {sheet.title: wanted.table})
        whole = self._whole(sheet, head, wanted.table)
        whole = replace(whole, fingerprint="", formulas=self._formulas(sheet), emptied=_emptied(whole, wanted))
        tabs = tuple(whole if head.name == sheet.title else head for head in heads)
        return self._done(tabs, {sheet.id})

    def _ask(self, whole: Collection[int], heads: bool = True) -> None:
        for call in asked.calls(self._seen.sheets, whole, heads):
            for part, rows in zip(call, self._answered(call), strict=True):
                self._filled += sum(map(len, rows))
                if self._filled > asked.MOST_FILLED:
                    raise asked.too_big(self._seen.title)
                self._keep(part, rows)

    def _answered(self, call: Sequence[asked.Part], render: str = "UNFORMATTED_VALUE") -> list[list[list[Raw]]]:
        found = _decoded(self._source.values(self._seen.id, [part.range for part in call], render))
        if len(found) != len(call):
            raise errors.bad_answer()
        return found

    def _keep(self, part: asked.Part, rows: list[list[Raw]]) -> None:
        kept = self._raw.setdefault(part.sheet.id, []) if part.first_row > 1 else rows
        self._raw[part.sheet.id] = kept
        if kept is not rows and rows:
            # The rows of the part above may have been blank at their end.
            kept += [[] for _ in range(part.first_row - 1 - len(kept))]
            kept += rows

    def _head(self, sheet: SheetFacts) -> TabSnapshot:
        raw = self._raw.get(sheet.id, [])
        was_cut = len(raw) <= HEAD_ROWS < sheet.rows
        return TabSnapshot(
            name=sheet.title,
            rows=cells.tidied(raw[:HEAD_ROWS]),
            complete=not sheet.has_cells,
            row_count=sheet.rows if was_cut else len(raw),
            column_count=max(map(len, raw), default=0),
            hidden_rows=sum(row <= HEAD_ROWS for row in sheet.hidden_rows),
            visible=not sheet.hidden,
            mark=sheet.key,
        )

    def _look_at_codes(self, heads: Sequence[TabSnapshot], keys: Mapping[str, str]) -> None:
        """Ask how numbers are shown that stand among codes and may be dates: hardly ever is there one."""
        ranges = []
        for head in heads:
            sheet = self._seen.sheet(head.name)
            if sheet and head.name in keys and (found := self._header(sheet, head, keys[head.name])):
                areas = codes.doubtful(found, keys[head.name], self._raw[sheet.id])
                ranges += [f"{quoted(sheet.title)}!{area.a1}" for area in areas]
        if ranges:
            self._codes = codes.dates(self._source.look(self._seen.id, codes.FIELDS, ranges, grid=True))

    def _whole(self, sheet: SheetFacts, head: TabSnapshot, key: str) -> TabSnapshot:
        rows = self._all_rows(sheet, head, key)
        return TabSnapshot(
            name=sheet.title,
            rows=rows,
            row_count=len(rows),
            column_count=max(map(len, rows), default=0),
            hidden_rows=len(sheet.hidden_rows),
            merges=_merges(sheet),
            visible=not sheet.hidden,
            fingerprint=values_fingerprint(rows),
            mark=sheet.key,
        )

    def _all_rows(self, sheet: SheetFacts, head: TabSnapshot, key: str) -> list[Sequence[Cell]]:
        raw = self._raw[sheet.id]
        if sheet.key:
            return dates.own_dated(cells.tidied(raw))
        found = self._header(sheet, head, key) if key else None
        if found is None:
            return cells.tidied(raw)
        below = cells.tidied(raw[found.row :], dates.places(found, key))
        # Down to the header, where no date stands, row by row as they were read.
        rows = [*head.rows[: found.row], *below]
        for number, place in self._codes.get(sheet.id, ()):
            row = list(rows[number]) if number < len(rows) else []
            if place < len(row) and isinstance(cell := row[place], float):
                row[place] = dates.moment(cell)
                rows[number] = row
        return rows

    def _header(self, sheet: SheetFacts, head: TabSnapshot, key: str) -> headers.Header | None:
        return headers.header(replace(head, merges=_merges(sheet)), key)

    def _formulas(self, sheet: SheetFacts) -> frozenset[tuple[int, int]]:
        """The cells that hold a formula. A text may begin with an equals sign: then it is its own value."""
        found: set[tuple[int, int]] = set()
        values = self._raw[sheet.id]
        for call in asked.calls([sheet], {sheet.id}, heads=False):
            for part, rows in zip(call, self._answered(call, "FORMULA"), strict=True):
                for number, row in enumerate(rows, part.first_row):
                    shown = values[number - 1] if number <= len(values) else ()
                    for place, said in enumerate(row):
                        if isinstance(said, str) and said[:1] == "=" and shown[place : place + 1] != [said]:
                            found.add((number, place + 1))
        return frozenset(found)

    def _done(self, tabs: tuple[TabSnapshot, ...], whole: Collection[int]) -> tuple[Snapshot, Seen]:
        fingerprint = _fingerprint(self._seen, tabs)
        snapshot = Snapshot(
            name=self._seen.title,
            tabs=tabs,
            fingerprint=fingerprint,
            contract_version=self._seen.book.contract,
            facts={"time_zone": self._seen.time_zone, "locale": self._seen.locale},
        )
        values: Mapping[int, Rows] = {id: rows for id, rows in self._raw.items() if id in whole}
        return snapshot, replace(self._seen, values=values, fingerprint=fingerprint)


def _merges(sheet: SheetFacts) -> tuple[str, ...]:
    return tuple(merge.a1 for merge in sheet.merges if merge.first_row < HEAD_ROWS)


def _decoded(body: bytes) -> list[list[list[Raw]]]:
    try:
        return cells.decoded(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise errors.bad_answer() from error


def _emptied(tab: TabSnapshot, wanted: Wanted) -> frozenset[int]:
    """Blank rows: Google does not tell one that was cleared from one that was never filled."""
    found = headers.header(tab, wanted.table) if wanted.key else None
    if found is None or wanted.key not in found.places:
        return frozenset()
    return frozenset(number for number, row in enumerate(tab.rows, 1) if number > found.row and not row)


def _fingerprint(seen: Seen, tabs: tuple[TabSnapshot, ...]) -> str:
    """What is said of the sheet and its tabs, and the values that were read, as one hash."""
    said = [
        [sheet.id, sheet.title, sheet.key, tab.fingerprint or values_fingerprint(tab.rows)]
        for sheet, tab in zip(seen.sheets, tabs, strict=True)
    ]
    return hashlib.sha256(msgspec.json.encode([seen.title, seen.book.contract, said])).hexdigest()
