"""``operating-brief rows``: some rows of a tab as they stand in the workbook, under their headers. Writes nothing."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop.commands.shared import (
    asked_password,
    many_cells,
    open_book,
    password_argument,
    talk_arguments,
    workbook_argument,
)
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.workbook import Cell, Snapshot, TabSnapshot, Workbook

#: So many rows are shown; whoever wants more opens the workbook.
MOST = 200
_STRETCH = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of a tab as text: ``letters`` and ``headers`` of the columns that say anything, and each row's cells.

    ``missing`` are the rows asked for in which nothing stands.
    """

    tab: str
    letters: list[str]
    headers: list[str]
    rows: list[tuple[int, list[str]]]
    missing: list[int]


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "rows",
        help="show some rows of a tab",
        description="Shows the rows behind a figure or an exception as they stand in the workbook, each cell under its "
        "header. TAB is a tab's name, or the name of what it holds (Orders finds Pedidos); a row is its number in the "
        f"sheet, several are numbers or stretches such as 5-9, at most {MOST}. Writes nothing. Exit codes: 0 done, "
        "1 could not, 2 wrong usage.",
    )
    workbook_argument(command)
    command.add_argument("tab", metavar="TAB", help="the tab")
    command.add_argument("rows", metavar="ROW", type=_stretch, nargs="+", help="a row's number, or a stretch like 5-9")
    password_argument(command)
    talk_arguments(command)
    command.set_defaults(run=run)


def _stretch(text: str) -> range:
    said = _STRETCH.fullmatch(text)
    first = int(said[1]) if said else 0
    last = int(said[2] or first) if said else 0
    if not 0 < first <= last:
        raise argparse.ArgumentTypeError(f"{text!r} is no row; write a number, or a stretch like 5-9")
    return range(first, last + 1)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Read the tab and tell its rows."""
    asked = _first(arguments.rows)
    book = open_book(arguments.workbook, speech, asked_password(arguments, speech))
    speech.step("read")
    with many_cells():
        snapshot, tab = _tab(book, arguments.tab)
    found = _found(snapshot, tab, asked)
    for number, cells in found.rows:
        said = [f"{header or letter}: {cell}" for letter, header, cell in _columns(found, cells) if cell]
        if not speech.events:
            speech.say(Text(f"{found.tab}, row {number}", f"{found.tab}, fila {number}"))
            for one in said:
                speech.say(Text(f"  {one}", f"  {one}"))
    if found.missing:
        numbers = ", ".join(map(str, found.missing))
        speech.warn(
            Text(
                f"Nothing stands in {found.tab} in row {numbers}.", f"En {found.tab} no hay nada en la fila {numbers}."
            )
        )
    speech.done(
        tab=found.tab,
        letters=found.letters,
        headers=found.headers,
        rows=[{"row": number, "cells": cells} for number, cells in found.rows],
        missing=found.missing,
    )
    return 0


def _columns(found: Found, cells: Sequence[str]) -> list[tuple[str, str, str]]:
    return list(zip(found.letters, found.headers, cells, strict=True))


def _first(stretches: Sequence[range]) -> list[int]:
    """The rows asked for, in order and once, as many as are shown."""
    found: dict[int, None] = {}
    for stretch in stretches:
        found.update(dict.fromkeys(stretch[:MOST]))
    return sorted(found)[:MOST]


def _tab(book: Workbook, name: str) -> tuple[Snapshot, TabSnapshot]:
    """The workbook, of which little more than this tab was read, and the tab."""
    from sheets import headers
    from sheets.workbook import Wanted

    key = headers.key_of_name(name)
    snapshot = book.read_for(Wanted(key))
    tab = snapshot.tab(name) or headers.find(snapshot, name)
    if tab is None:
        raise SheetsError(
            "no_tab",
            Text(f"{snapshot.name} has no tab {name}.", f"{snapshot.name} no tiene una pestaña {name}."),
            Text("Refresh: the tab may have been renamed.", "Actualiza: quizá la pestaña cambió de nombre."),
        )
    if not tab.complete:
        snapshot = book.read([tab.name])
        tab = snapshot.tab(tab.name) or tab
    return snapshot, tab


def _found(snapshot: Snapshot, tab: TabSnapshot, asked: Sequence[int]) -> Found:
    from sheets import headers
    from sheets.headers import letter

    keys = {name: key for key, name in headers.used(snapshot.tabs).by_key.items()}
    head = headers.header(tab, keys[tab.name]) if tab.name in keys else None
    labels = dict(head.labels) if head else {}
    rows = [(number, [as_text(cell) for cell in tab.rows[number - 1]]) for number in asked if number <= len(tab.rows)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    widest = max((len(cells) for _, cells in rows), default=0)
    used = [place for place in range(widest) if any(place < len(cells) and cells[place] for _, cells in rows)]
    there = {number for number, _ in rows}
    return Found(
        tab=tab.name,
        letters=[letter(place) for place in used],
        headers=[labels.get(place, "") for place in used],
        rows=[(number, [cells[place] if place < len(cells) else "" for place in used]) for number, cells in rows],
        missing=[number for number in asked if number not in there],
    )


def as_text(cell: Cell) -> str:
    """A cell as people read it: whole numbers without a decimal point, days and moments as in ISO, errors as shown."""
    from sheets.workbook import ErrorCell, Uncached

    if isinstance(cell, ErrorCell):
        return cell.code
    if cell is None or isinstance(cell, Uncached):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes" if not cell.second else "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()
