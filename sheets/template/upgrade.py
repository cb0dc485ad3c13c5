"""What a newer version brings, added to an older workbook: tabs, columns and definitions, nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import openpyxl

from sheets import headers
from sheets.contract import CONTRACT_VERSION, STARTER, TABS, Column, Tab
from sheets.errors import SheetsError, Text
from sheets.headers import Header, letter
from sheets.template import book, rows
from sheets.workbook import Cell, CellEdit, Edit, Snapshot, TabSnapshot, Workbook


def upgrade(workbook: Workbook) -> list[Text]:
    """Add what is missing and stamp the workbook, in whatever home; what was added, as sentences.

    A tab that is shaped otherwise than a new workbook's (an export pasted as it is, a founder's own) keeps its columns:
    they are read by name as they are. Raises :class:`SheetsError` where the workbook cannot be written, or holds no tab
    that the brief reads.
    """
    snapshot = workbook.read()
    if not headers.recognised(snapshot):
        raise SheetsError(
            "not_ours",
            Text(
                f"{snapshot.name} holds no tab that the brief reads, so nothing was added.",
                f"{snapshot.name} no tiene ninguna pestaña que el informe lea, así que no se agregó nada.",
            ),
            Text(
                "Name one tab Orders and put your orders into it, or begin with operating-brief new.",
                "Llama Pedidos a una pestaña y pon allí tus pedidos, o empieza con operating-brief new.",
            ),
        )
    if snapshot.contract_version > CONTRACT_VERSION:
        return []
    language = language_of(snapshot)
    missing = _missing_tabs(snapshot)
    additions = [addition for tab in TABS for addition in _additions(snapshot, tab, language)]
    if missing or additions or snapshot.contract_version < CONTRACT_VERSION:
        workbook.upgrade(
            [edit for edit, _ in additions],
            drawn(missing, language) if missing else b"",
            CONTRACT_VERSION,
            snapshot.fingerprint,
        )
    return [*map(_added_tab, missing), *(said for _, said in additions)]


def language_of(snapshot: Snapshot) -> str:
    """The language in which most of the workbook's tabs are named."""
    names = headers.used(snapshot.tabs).by_key
    spanish = sum(1 for tab in TABS if names.get(tab.key) == tab.name.es)
    return "es" if spanish > sum(1 for tab in TABS if names.get(tab.key) == tab.name.en) else "en"


def _missing_tabs(snapshot: Snapshot) -> list[Tab]:
    found = headers.used(snapshot.tabs)
    return [tab for tab in STARTER if tab.key not in found.by_key and tab.key not in found.doubles]


def drawn(tabs: Sequence[Tab], language: str, filled: Mapping[str, Sequence[Mapping[str, Any]]] | None = None) -> bytes:
    """These tabs without data, as the bytes of an .xlsx that :meth:`Workbook.upgrade` adds.

    ``filled`` are rows that a tab (by its key) begins with, in the place of its example.
    """
    fresh = openpyxl.Workbook()
    fresh.remove(fresh.worksheets[0])
    for tab in tabs:
        sheet = fresh.create_sheet(tab.name.in_(language))
        shown = (filled or {}).get(tab.key) or book.tab_rows(tab, language, with_sample=False)
        book.draw_tab(sheet, tab, language, shown, long_lists=False)
    content = io.BytesIO()
    fresh.save(content)
    return content.getvalue()


def _added_tab(tab: Tab) -> Text:
    return Text(f"Added the tab {tab.name.en}.", f"Se agregó la pestaña {tab.name.es}.")


def _additions(snapshot: Snapshot, tab: Tab, language: str) -> Iterator[tuple[Edit, Text]]:
    name = headers.used(snapshot.tabs).by_key.get(tab.key)
    sheet = snapshot.tab(name) if name else None
    head = headers.header(sheet, tab.key) if sheet else None
    if sheet is None or head is None or not _is_as_new(head, tab):
        return
    lacking = [column for column in tab.columns if column.name not in head.places]
    if lacking:
        yield _columns(sheet, head, lacking, language)
    if tab.key == "definitions" and "default" in head.places:
        yield from _definitions(sheet, head, language)


def _is_as_new(head: Header, tab: Tab) -> bool:
    """Whether all of the tab's columns are the contract's, under the titles that a new workbook gives them."""
    titles = {title for column in tab.columns for title in (column.title.en, column.title.es)}
    return head.row == book.HEADER_ROW and set(head.labels.values()) <= titles


def _columns(sheet: TabSnapshot, head: Header, lacking: Sequence[Column], language: str) -> tuple[Edit, Text]:
    free = max((place for row in sheet.rows for place, cell in enumerate(row) if cell is not None), default=-1) + 1
    cells = tuple(
        CellEdit(f"{letter(free + at)}{head.row}", column.title.in_(language)) for at, column in enumerate(lacking)
    )
    said = Text(
        f"Added to {sheet.name}: " + ", ".join(column.title.en for column in lacking) + ".",
        f"Se agregó a {sheet.name}: " + ", ".join(column.title.es for column in lacking) + ".",
    )
    return Edit(sheet.name, cells), said


def _definitions(sheet: TabSnapshot, head: Header, language: str) -> Iterator[tuple[Edit, Text]]:
    place = head.places["key"]
    there = {str(row[place]).strip() for row in sheet.rows if place < len(row) and row[place] is not None}
    # A row of a key that is there in another scope may have been deleted on purpose.
    new = [row for row in rows.definitions(language) if row["key"] not in there]
    if not new:
        return
    added: list[dict[str, Cell]] = [
        {letter(head.places[name]): cell for name, cell in row.items() if name in head.places} for row in new
    ]
    names = ", ".join(dict.fromkeys(str(row["key"]) for row in new))
    said = Text(f"Added to {sheet.name}: {names}.", f"Se agregó a {sheet.name}: {names}.")
    yield Edit(sheet.name, rows=tuple(added)), said
