"""Exports that a founder pasted into the workbook as they are: read where they stand, or offered.

Under a table's own name an export is read as that table through its importer; each row and column keeps the address
that it has in the sheet. Under any other name it is only offered: nobody has said what it is for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sheets import contract, headers
from sheets.contract import Column, Tab
from sheets.errors import SheetsError, Text
from sheets.headers import KEYS, Header, letter
from sheets.imports import EXPORTS, labelled, pages, recognition
from sheets.imports.kinds import Export, as_it_is
from sheets.imports.recognised import NO_HABITS, Recognised
from sheets.imports.styles import Habits
from sheets.workbook import HEAD_ROWS, NOTHING, Cell, Origin, Snapshot, TabSnapshot

#: An export is offered where so many headers are known, and so many of all that stand there: a founder's own tab may
#: well have a column or two that are called alike.
_LEAST_KNOWN, _LEAST_SHARE = 4, 0.5


@dataclass(frozen=True, slots=True)
class Offer:
    """A tab of no known name that holds a known export: what it is, the table that it belongs to, how many rows.

    ``rows`` is 0 where only the first rows of the tab were read; ``said`` is the whole sentence, with what to do.
    """

    tab: str
    kind: Text
    table: str
    rows: int
    said: Text


def in_place(snapshot: Snapshot, habits: Habits = NO_HABITS) -> Snapshot:
    """The same workbook with each export that stands under a table's name brought into that table's form.

    A tab that the contract's own names read as well stays as it is, and so does one whose export lacks something, such
    as the days that it covers: then reading it says what is missing.
    """
    put = {
        tab.name: brought
        for tab, key in _named(snapshot)
        if tab.complete and (brought := _brought(tab, key, habits)) is not None
    }
    return replace(snapshot, tabs=tuple(put.get(tab.name, tab) for tab in snapshot.tabs)) if put else snapshot


def offers(snapshot: Snapshot) -> tuple[Offer, ...]:
    """The tabs that nothing reads and that hold a known export."""
    used = {tab.name: key for tab, key in _named(snapshot)}
    there = frozenset(used.values())
    free = [tab for tab in snapshot.tabs if not tab.mark and tab.name not in used and tab.rows]
    taken = {name for names in headers.used(snapshot.tabs).passed.values() for name in names}
    undated = [(tab, used[tab.name]) for tab in snapshot.tabs if tab.name in used]
    return (
        *(offer for tab, key in undated if (offer := _undated(tab, key)) is not None),
        *(offer for tab in free if tab.name not in taken and (offer := _offer(tab, there)) is not None),
    )


def _named(snapshot: Snapshot) -> list[tuple[TabSnapshot, str]]:
    """The tabs that are a table's by their name, with the table's key."""
    used = headers.used(snapshot.tabs)
    by_name = {name: key for key, name in used.by_key.items()}
    spoken_for = {*used.by_key, *used.doubles}
    for tab in snapshot.tabs:
        key = headers.key_of_name(tab.name)
        if key and key not in spoken_for and not tab.mark and any(_fits(tab, key)):
            by_name.setdefault(tab.name, key)
            spoken_for.add(key)
    return [(tab, by_name[tab.name]) for tab in snapshot.tabs if tab.name in by_name]


@lru_cache
def _exports_of(key: str) -> tuple[Export, ...]:
    return tuple(export for export in EXPORTS if export.table == key and export.unused == NOTHING)


def _fits(tab: TabSnapshot, key: str) -> list[tuple[Export, tuple[str, ...]]]:
    """The exports of this table whose headers stand in one of the first rows, each with that row."""
    exports = _exports_of(key)
    if not exports:
        return []
    rows = [_row(cells) for cells in tab.rows[:HEAD_ROWS]]
    return [(export, row) for row in rows if sum(map(bool, row)) >= 2 for export in exports if export.fits(row)]


def _row(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.strip() if isinstance(cell, str) else "" for cell in cells)


def _brought(tab: TabSnapshot, key: str, habits: Habits) -> TabSnapshot | None:
    own = headers.header(tab, key)
    if own and own.places and foreign(tab, key) is None and not _is_report(tab):
        return None
    try:
        found = [each for each in recognition.recognise_tab(tab, EXPORTS) if each.table == key]
        if not found or any(each.export.asks_period for each in found):
            return None
        return _in_form(tab, contract.tab(key), found, habits)
    except SheetsError:
        return None


def _is_report(tab: TabSnapshot) -> bool:
    """Whether it is no table at all, but a tool's report of labels and values."""
    return labelled.page(pages.of_tab(replace(tab, rows=tab.rows[:HEAD_ROWS]))) is not None


def foreign(tab: TabSnapshot, key: str) -> Export | None:
    """The export that stands in this tab in its own form; ``None`` where the tab's columns are the contract's."""
    own = headers.header(tab, key)
    if own is None or not own.places:
        return next((export for export, _ in _fits(tab, key)), None)
    return next((export for export, row in _fits(tab, key) if _reads_more(export, row, own, key)), None)


def _reads_more(export: Export, row: Sequence[str], own: Header, key: str) -> bool:
    """Whether the importer makes more of the tab than the contract's own names do.

    Where it knows as many columns it does, if it does more than name them: it knows of totals, of lists and of the
    tool's own words. The exports that the contract's names were made for are read by these unless a column is lacking.
    """
    named = {name for name in (*export.places(row), *export.also_makes) if not name.startswith("_")}
    more = max(len(named), len(export.matched(row))) - len(own.places)
    if headers.tool(own, key) or (own.missing and more <= 0):
        return any(_has(named, column, key) for column in own.missing)
    return more > 0 or (more == 0 and export.shape is not as_it_is)


def _has(named: Collection[str], wanted: Column, key: str) -> bool:
    """Whether this column is among ``named``, or one that does as well."""
    return any(
        column.name in named
        for column in contract.tab(key).columns
        if column is wanted or (wanted.any_of and column.any_of == wanted.any_of)
    )


def _in_form(tab: TabSnapshot, declared: Tab, found: Sequence[Recognised], habits: Habits) -> TabSnapshot | None:
    columns = [column.name for column in declared.columns if any(column.name in each.columns for each in found)]
    rows: list[Sequence[Cell]] = [columns]
    numbers: list[int] = []
    left: dict[Text, tuple[int, ...]] = {}
    said = [_read_as(found[0])]
    for each in found:
        values = each.values(habits)
        for record in each.records():
            rows.append([values.cell(name, record.values.get(name)) for name in columns])
            numbers.append(record.row)
        for why, there in each.left.items():
            left[why] = (*left.get(why, ()), *there)
        said += values.said
    letters, written = _columns(tab, found, columns, KEYS[declared.key])
    origin = Origin(
        header_row=found[0].sheet.header_row,
        rows=numbers,
        letters=letters,
        headers=written,
        tool=found[0].export.tool,
        left=left,
        free={at: label for each in found for at, label in enumerate(each.sheet.headers) if label in each.ignored},
        said=tuple(dict.fromkeys(said)),
    )
    return replace(tab, rows=rows, merges=(), origin=origin)


def _columns(
    tab: TabSnapshot, found: Sequence[Recognised], columns: Sequence[str], keys: Sequence[str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The letters and headers in the sheet; a column that a shape makes of others has those of the key."""
    letters: dict[str, str] = {}
    written: dict[str, str] = {}
    for each in found:
        # The headers of a report of labels stand in no row.
        as_they_stand = _row(tab.rows[each.sheet.header_row - 1])[: len(each.sheet.headers)] == each.sheet.headers
        for name, at in each.export.places(each.sheet.headers).items():
            letters.setdefault(name, letter(at) if as_they_stand else "A")
            written.setdefault(name, each.sheet.headers[at])
    key = next((name for name in keys if name in letters), next(iter(letters), ""))
    return (
        {name: letters.get(name, letters.get(key, "A")) for name in columns},
        {name: written.get(name, written.get(key, name)) for name in columns},
    )


def _read_as(export: Recognised) -> Text:
    return Text(
        f"read as {export.kind.en}, in the columns that it has.",
        f"se leyó como {export.kind.es}, en las columnas que trae.",
    )


def _offer(tab: TabSnapshot, there: frozenset[str]) -> Offer | None:
    known = recognition.known([pages.of_tab(tab)], EXPORTS)
    for table in known:
        export = table.exports[0]
        filled = sum(map(bool, table.place.headers))
        matched = len(export.matched(table.place.headers))
        if export.unused == NOTHING and matched >= _LEAST_KNOWN and matched >= _LEAST_SHARE * filled:
            rows = _filled(tab, table.place.header_row)
            return Offer(tab.name, export.kind, export.table, rows, _offered(tab.name, export, export.table in there))
    return None


def _filled(tab: TabSnapshot, header_row: int) -> int:
    """How many rows below the header hold anything; 0 where only the first were read."""
    return sum(any(cell is not None for cell in row) for row in tab.rows[header_row:]) if tab.complete else 0


def _undated(tab: TabSnapshot, key: str) -> Offer | None:
    """A tab under a table's name whose export does not say which days it covers: it cannot be read as it is."""
    own = headers.header(tab, key)
    for export, row in _fits(tab, key):
        if export.asks_period and (own is None or own.missing):
            at = next(number for number, cells in enumerate(tab.rows, 1) if _row(cells) == row)
            said = Text(
                f"“{tab.name}” looks like {export.kind.en}, which does not say its days, so it can't be read as it is. "
                "Give the tab another name, then import it and say which days it covers.",
                f"«{tab.name}» parece ser {export.kind.es}, que no dice sus días; así no se puede leer. "
                "Ponle otro nombre a la pestaña, luego impórtala y di qué días cubre.",
            )
            return Offer(tab.name, export.kind, key, _filled(tab, at), said)
    return None


def _offered(name: str, export: Export, is_there: bool) -> Text:
    table = contract.tab(export.table).name
    if is_there:
        return Text(
            f"“{name}” looks like {export.kind.en}. Import it: its rows go into {table.en}.",
            f"«{name}» parece ser {export.kind.es}. Impórtala: sus filas van a {table.es}.",
        )
    return Text(
        f"“{name}” looks like {export.kind.en}. Call the tab {table.en} to have it read as it is, or import it.",
        f"«{name}» parece ser {export.kind.es}. Llama {table.es} a la pestaña para que se lea como está, o impórtala.",
    )
