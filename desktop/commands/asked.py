"""What FILE.json asks for: found in the workbook, compared with what stood there, made into edits."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

from desktop.commands.cell_said import at, place_of, plain, quoted, says, stands, value_of
from desktop.waiting import Clash, Plain, TabAsked
from sheets import contract
from sheets.contract import normal
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.workbook import Cell, Edit, More, Receipt, Snapshot, TabSnapshot, Workbook

SHAPE = (
    '{"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "…"}], '
    '"cells": [{"cell": "C5", "value": "…"}]}]}'
)
#: A cell further out than this is not laid over what was read: nothing is looked for there.
FAR = 1000

#: One row that is asked for, so that rows that say the same are the same: its tab, and its values by column letters.
RowKey = tuple[str, tuple[tuple[str, Plain], ...]]


class _File(msgspec.Struct, frozen=True):
    """The whole of FILE.json."""

    edits: Annotated[list[TabAsked], msgspec.Meta(min_length=1)]


def read(path: Path) -> list[TabAsked]:
    """What the file asks for."""
    try:
        return msgspec.json.decode(path.read_bytes().removeprefix(codecs.BOM_UTF8), type=_File).edits
    except FileNotFoundError:
        raise SheetsError(
            "missing",
            Text(f"There is no file {path}.", f"No existe el archivo {path}."),
            Text("Check its name and try again.", "Revisa el nombre e intenta de nuevo."),
        ) from None
    except (OSError, ValueError):
        raise SheetsError(
            "bad_edit",
            Text(f"{path} does not say what to change.", f"{path} no dice qué cambiar."),
            Text(f"It has to look like this: {SHAPE}", f"Debe verse así: {SHAPE}"),
        ) from None


def whole(book: Workbook, asked: Sequence[TabAsked]) -> Snapshot:
    """The workbook, with every cell of the tabs that are to be changed, and which of them hold formulas."""
    found_by_rows = [item for item in asked if item.changed or item.taken]
    # What is read last is what a Google Sheet is compared with when it is written.
    formulas = _formulas(book, found_by_rows) if found_by_rows else {}
    snapshot = book.read()
    found = {tab.name: tab for item in asked if (tab := _known(item.tab, snapshot)) is not None}
    if not all(tab.complete for tab in found.values()):
        snapshot = book.read(whole=frozenset(found))
    if not formulas:
        return snapshot
    return replace(snapshot, tabs=tuple(replace(t, formulas=formulas.get(t.name, t.formulas)) for t in snapshot.tabs))


def _formulas(book: Workbook, asked: Sequence[TabAsked]) -> dict[str, frozenset[tuple[int, int]]]:
    """By tab the cells that hold a formula: it is the founder's, whatever it comes to."""
    from sheets import headers
    from sheets.workbook import Wanted

    found: dict[str, frozenset[tuple[int, int]]] = {}
    for key in dict.fromkeys(headers.key_of_name(item.tab) for item in asked):
        snapshot = book.read_for(Wanted(key)) if key else None
        name = headers.used(snapshot.tabs).by_key.get(key) if snapshot else None
        if snapshot and name and (tab := snapshot.tab(name)) is not None:
            found[name] = tab.formulas
    return found


def change(asked: Sequence[TabAsked], snapshot: Snapshot) -> More:
    """What to change in which tabs; a tab Decisions that is not there yet is made, with the rows asked for in it."""
    from sheets.workbook import More

    return More(edits(asked, snapshot), new_tabs(asked, snapshot))


def edits(asked: Sequence[TabAsked], snapshot: Snapshot) -> tuple[Edit, ...]:
    """What to change in the tabs that are there."""
    return tuple(edit(item, snapshot) for item in asked if not _is_to_be_made(item, snapshot))


def new_tabs(asked: Sequence[TabAsked], snapshot: Snapshot) -> bytes:
    """The tab Decisions with the rows asked for in it, where it is not there yet; else nothing."""
    made = [item for item in asked if _is_to_be_made(item, snapshot)]
    if not made:
        return b""
    from desktop.commands import decisions_tab

    rows = [row for item in made for row in decisions_tab.by_column(_new_rows(item), snapshot)]
    return decisions_tab.drawn(rows, snapshot)


def laid(edits: Sequence[Edit], snapshot: Snapshot) -> tuple[Snapshot, dict[str, int]]:
    """The workbook as it will be with these edits in it, and by tab the number of the first row that they add."""
    tabs = {tab.name: tab for tab in snapshot.tabs}
    added: dict[str, int] = {}
    for one in edits:
        rows = [list(row) for row in tabs[one.tab].rows]
        for cell in one.cells:
            row, column = place_of(cell.address)
            if not row or row > len(rows) + FAR or column > FAR:
                continue
            rows += [[] for _ in range(row - len(rows))]
            rows[row - 1] += [None] * (column - len(rows[row - 1]))
            rows[row - 1][column - 1] = cell.value
        while rows and all(cell is None for cell in rows[-1]):
            rows.pop()
        if one.rows:
            added.setdefault(one.tab, len(rows) + 1)
        for told in one.rows:
            places = {place_of(f"{letters}1")[1]: value for letters, value in told.items()}
            rows.append([places.get(number) for number in range(1, max(places, default=0) + 1)])
        tabs[one.tab] = replace(tabs[one.tab], rows=rows)
    return replace(snapshot, tabs=tuple(tabs[tab.name] for tab in snapshot.tabs)), added


def put(book: Workbook, change: More, since: str) -> Receipt:
    """Write the change into the workbook, if it still is as ``since`` says."""
    if change.tabs:
        return book.upgrade(change.edits, change.tabs, 0, since)
    return book.edit(change.edits, since)


def named(item: TabAsked, snapshot: Snapshot) -> str:
    """What the tab is called in which this is asked for."""
    if _is_to_be_made(item, snapshot):
        from desktop.commands import decisions_tab

        return decisions_tab.name_in(snapshot)
    return _tab(item.tab, snapshot).name


def edit(item: TabAsked, snapshot: Snapshot) -> Edit:
    """What to change in one tab, by its own name and its columns' letters."""
    from desktop.commands.found import resolved
    from sheets.workbook import CellEdit, Edit

    tab = _tab(item.tab, snapshot)
    cells = [CellEdit(cell.cell.upper(), value_of(cell.value)) for cell in item.cells]
    rows = list(_rows(item, tab))
    if item.changed or item.taken:
        found = resolved(item, 0, tab)
        cells, rows = [*cells, *found.cells], [*rows, *found.rows]
    return Edit(tab.name, tuple(cells), tuple(rows))


def with_what_stands(asked: Sequence[TabAsked], snapshot: Snapshot) -> list[TabAsked]:
    """The same, each cell with what it says now, unless it was said what stood there."""
    return [
        msgspec.structs.replace(
            item,
            cells=[
                msgspec.structs.replace(cell, stood=stands(_tab(item.tab, snapshot), cell.cell))
                if cell.stood is msgspec.UNSET
                else cell
                for cell in item.cells
            ],
        )
        for item in asked
    ]


def clashes(asked: Sequence[TabAsked], snapshot: Snapshot) -> list[Clash]:
    """Both sides of each cell that says neither what it said when that was asked for, nor what was asked for.

    So of each row to be taken back that says something else by now.
    """
    found = []
    for number, item in enumerate(asked):
        if not (item.cells or item.changed or item.taken) or _is_to_be_made(item, snapshot):
            continue
        tab = _tab(item.tab, snapshot)
        for place, cell in enumerate(item.cells):
            now = stands(tab, cell.cell)
            if cell.stood is msgspec.UNSET or now == cell.stood or says(now, plain(value_of(cell.value))):
                continue
            address = f"{tab.name}!{cell.cell.upper()}"
            at = (number, "cells", place)
            found.append(Clash(at=at, cell=address, stood=cell.stood, theirs=now, yours=cell.value))
        if item.changed or item.taken:
            from desktop.commands.found import resolved

            found += resolved(item, number, tab).clashes
    return found


def told(clashes: Sequence[Clash]) -> Text:
    """One sentence for each clash."""
    said = [_told(clash) for clash in clashes]
    return Text(" ".join(one.en for one in said), " ".join(one.es for one in said))


def _told(clash: Clash) -> Text:
    if clash.row:
        return Text(
            f"{clash.cell} is not the row any more that you want to take back: it said {quoted(clash.stood, 'en')}, "
            f"now it says {quoted(clash.theirs, 'en')}.",
            f"{clash.cell} ya no es la fila que quieres deshacer: decía {quoted(clash.stood, 'es')}; ahora dice "
            f"{quoted(clash.theirs, 'es')}.",
        )
    return Text(
        f"{clash.cell} said {quoted(clash.stood, 'en')} when you asked for {quoted(clash.yours, 'en')}; "
        f"now it says {quoted(clash.theirs, 'en')}.",
        f"{clash.cell} decía {quoted(clash.stood, 'es')} cuando pediste {quoted(clash.yours, 'es')}; "
        f"ahora dice {quoted(clash.theirs, 'es')}.",
    )


def was_set(item: TabAsked, snapshot: Snapshot) -> bool:
    """Whether a cell says what was asked for and is known to have said something else."""
    if not (item.cells or item.changed) or _is_to_be_made(item, snapshot):
        return False
    tab = _tab(item.tab, snapshot)
    if item.changed:
        from desktop.commands.found import was_changed

        if was_changed(item, tab):
            return True
    return any(
        cell.stood is not msgspec.UNSET
        and not says(cell.stood, wanted := plain(value_of(cell.value)))
        and says(stands(tab, cell.cell), wanted)
        for cell in item.cells
    )


def row_keys(asked: Sequence[TabAsked], snapshot: Snapshot) -> list[RowKey]:
    """Every row asked for, as it can be found again, also in a tab that is to be made; so each that may be added."""
    return [key for item in asked for key in _row_keys(item, snapshot)]


def taken_keys(asked: Sequence[TabAsked], snapshot: Snapshot) -> list[RowKey]:
    """Every row that is to be taken back, likewise."""
    from desktop.commands.found import Sheet

    found = []
    for item in asked:
        if item.taken and (tab := _known(item.tab, snapshot)) is not None:
            sheet = Sheet(tab)
            for row in item.taken:
                told = {name: value for name, value in row.items() if normal(name) in sheet.letters}
                found.append((tab.name, _filled(sheet.cells(told))))
    return found


def _row_keys(item: TabAsked, snapshot: Snapshot) -> Iterator[RowKey]:
    if _is_to_be_made(item, snapshot):
        from desktop.commands import decisions_tab

        name, rows = decisions_tab.name_in(snapshot), decisions_tab.by_letter(_new_rows(item), snapshot)
    else:
        from desktop.commands.found import Sheet, for_tab, kept_rows

        tab = _tab(item.tab, snapshot)
        sheet = Sheet(tab)
        name, rows = tab.name, list(_rows(item, tab))
        rows += [sheet.cells(for_tab(row, {}, sheet)) for row in kept_rows(item)]
    yield from ((name, _filled(row)) for row in rows)


def _filled(row: Mapping[str, Cell]) -> tuple[tuple[str, Plain], ...]:
    return tuple(sorted((letters, plain(value)) for letters, value in row.items() if value not in (None, "")))


def count_rows(keys: Sequence[RowKey], snapshot: Snapshot) -> Counter[RowKey]:
    """How many rows of the workbook say what each of these says."""
    found: Counter[RowKey] = Counter()
    for key in set(keys):
        tab = snapshot.tab(key[0])
        if tab is not None and key[1]:
            numbers = range(1, len(tab.rows) + 1)
            found[key] = sum(
                all(says(at(tab, number, letters), value) for letters, value in key[1]) for number in numbers
            )
    return found


def _rows(item: TabAsked, tab: TabSnapshot) -> Iterator[dict[str, Cell]]:
    from desktop.commands.found import Sheet

    sheet = Sheet(tab)
    yield from (sheet.cells(row) for row in item.rows)


def _new_rows(item: TabAsked) -> list[dict[str, Cell]]:
    return [{normal(name): value_of(value) for name, value in row.items()} for row in item.rows]


def _is_to_be_made(item: TabAsked, snapshot: Snapshot) -> bool:
    """Whether it only adds rows to a tab Decisions that the workbook has not."""
    if (
        item.cells
        or item.changed
        or item.taken
        or contract.known(item.tab) != contract.tab("decisions")
        or _known(item.tab, snapshot) is not None
    ):
        return False
    from sheets import headers

    return "decisions" not in headers.used(snapshot.tabs).doubles


def _known(name: str, snapshot: Snapshot) -> TabSnapshot | None:
    from sheets import headers

    return snapshot.tab(name) or headers.find(snapshot, name)


def _tab(name: str, snapshot: Snapshot) -> TabSnapshot:
    """The tab of this name, or the one that is known by it (``Notes`` finds ``Notas``)."""
    found = _known(name, snapshot)
    if found is None:
        raise SheetsError(
            "no_tab",
            Text(f"The workbook has no tab {name}.", f"No hay ninguna pestaña {name}."),
            Text(
                "Add the tab, or run operating-brief upgrade to get the standard ones.",
                "Agrega la pestaña, o usa operating-brief upgrade para obtener las estándar.",
            ),
        )
    if found.mark:
        raise SheetsError(
            "not_yours",
            Text(f"{found.name} is written by Operating Brief itself.", f"{found.name} la escribe Operating Brief."),
            Text("Edit a tab of your own, such as Notes.", "Edita una pestaña tuya, como Notas."),
        )
    return found
