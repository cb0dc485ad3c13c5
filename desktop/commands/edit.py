"""``operating-brief edit``: set named cells and add named rows in a founder's tab, nothing else."""

from __future__ import annotations

import argparse
import codecs
import contextlib
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from desktop.commands.shared import open_book, talk_arguments, workbook_argument
from desktop.commands.speech import Speech
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.workbook import Cell, Edit, Snapshot, TabSnapshot

SHAPE = (
    '{"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "…"}], '
    '"cells": [{"cell": "C5", "value": "…"}]}]}'
)

Plain = str | int | float | bool | None
#: Earlier years are no dates in a spreadsheet, or others than they say.
FIRST_YEAR = 1905


class _Cell(msgspec.Struct, frozen=True):
    """One cell to set."""

    cell: str
    value: Plain


class _Asked(msgspec.Struct, frozen=True):
    """What to change in one tab."""

    tab: str
    cells: list[_Cell] = []
    rows: list[dict[str, Plain]] = []


class _File(msgspec.Struct, frozen=True):
    """The whole of FILE.json."""

    edits: Annotated[list[_Asked], msgspec.Meta(min_length=1)]


def add(commands: Any) -> None:
    """Declare the command."""
    command = commands.add_parser(
        "edit",
        help="set cells or add rows in one of your tabs",
        description="Sets exactly the cells and adds exactly the rows that FILE.json names. Rows name columns by their "
        f"header or canonical name. FILE.json looks like this: {SHAPE}",
    )
    workbook_argument(command)
    command.add_argument("file", metavar="FILE.json", type=Path, help="what to change")
    talk_arguments(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Apply the file's edits."""
    asked = _asked(arguments.file)
    book = open_book(arguments.workbook, speech)
    snapshot = book.read()
    edits = [_edit(item, snapshot) for item in asked]
    receipt = book.edit(edits, snapshot.fingerprint)
    cells = sum(len(edit.cells) for edit in edits)
    rows = sum(len(edit.rows) for edit in edits)
    speech.say(
        Text(
            f"Done: {cells} cells set, {rows} rows added in {', '.join(edit.tab for edit in edits)}.",
            f"Listo: {cells} celdas cambiadas y {rows} filas agregadas en {', '.join(edit.tab for edit in edits)}.",
        )
    )
    speech.done(fingerprint=receipt.fingerprint)
    return 0


def _asked(path: Path) -> list[_Asked]:
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


def _edit(item: _Asked, snapshot: Snapshot) -> Edit:
    from sheets.workbook import CellEdit, Edit

    tab = _tab(item.tab, snapshot)
    letters = _letters(tab) if item.rows else {}
    cells = tuple(CellEdit(cell.cell.upper(), _value(cell.value)) for cell in item.cells)
    rows = tuple({_letter(name, letters, tab.name): _value(value) for name, value in row.items()} for row in item.rows)
    return Edit(tab.name, cells, rows)


def _tab(name: str, snapshot: Snapshot) -> TabSnapshot:
    """The tab of this name, or the one that is known by it (``Notes`` finds ``Notas``)."""
    from sheets import headers

    found = snapshot.tab(name) or headers.find(snapshot, name)
    if found is None:
        raise SheetsError(
            "no_tab",
            Text(f"The workbook has no tab {name}.", f"El archivo no tiene la pestaña {name}."),
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


def _letters(tab: TabSnapshot) -> dict[str, str]:
    from sheets import headers

    return headers.letters(tab)


def _letter(name: str, letters: dict[str, str], tab: str) -> str:
    from sheets.contract import normal

    if letter := letters.get(normal(name)):
        return letter
    raise SheetsError(
        "no_column",
        Text(f"{tab} has no column {name}.", f"{tab} no tiene la columna {name}."),
        Text("Name the column by its header.", "Nombra la columna por su encabezado."),
    )


def _value(value: Plain) -> Cell:
    """JSON to cell: ISO dates and moments become real ones, everything else stays what it is."""
    if not isinstance(value, str) or len(value) < 10 or value[4] != "-":
        return value
    for read in (date.fromisoformat, datetime.fromisoformat):
        with contextlib.suppress(ValueError):
            return moment if (moment := read(value)).year >= FIRST_YEAR else value
    return value
