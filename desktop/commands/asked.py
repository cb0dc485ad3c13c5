"""What FILE.json asks for: found in the workbook, compared with what stood there, made into edits."""

from __future__ import annotations

import codecs
import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec

from desktop.waiting import Plain, TabAsked
from sheets import contract
from sheets.contract import normal
from sheets.errors import SheetsError, Text

if TYPE_CHECKING:
    from sheets.workbook import Cell, Edit, More, Receipt, Snapshot, TabSnapshot, Workbook

SHAPE = (
    '{"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "…"}], '
    '"cells": [{"cell": "C5", "value": "…"}]}]}'
)
#: Earlier years are no dates in a spreadsheet, or others than they say.
FIRST_YEAR = 1905

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
    """The workbook, with every cell of the tabs that are to be changed."""
    snapshot = book.read()
    found = {tab.name: tab for item in asked if (tab := _known(item.tab, snapshot)) is not None}
    if all(tab.complete for tab in found.values()):
        return snapshot
    return book.read(whole=frozenset(found))


def change(asked: Sequence[TabAsked], snapshot: Snapshot) -> More:
    """What to change in which tabs; a tab Decisions that is not there yet is made, with the rows asked for in it."""
    from sheets.workbook import More

    made = [item for item in asked if _is_to_be_made(item, snapshot)]
    edits = tuple(edit(item, snapshot) for item in asked if item not in made)
    if not made:
        return More(edits)
    from desktop.commands import decisions_tab

    rows = [row for item in made for row in decisions_tab.by_column(_new_rows(item), snapshot)]
    return More(edits, decisions_tab.drawn(rows, snapshot))


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
    from sheets.workbook import CellEdit, Edit

    tab = _tab(item.tab, snapshot)
    cells = tuple(CellEdit(cell.cell.upper(), _value(cell.value)) for cell in item.cells)
    return Edit(tab.name, cells, tuple(_rows(item, tab)))


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


def conflicts(asked: Sequence[TabAsked], snapshot: Snapshot) -> list[Text]:
    """One sentence for each cell that says neither what it said when that was asked for, nor what was asked for."""
    found = []
    for item in (item for item in asked if item.cells):
        tab = _tab(item.tab, snapshot)
        for cell in item.cells:
            now = stands(tab, cell.cell)
            if cell.stood is msgspec.UNSET or now == cell.stood or _says(now, plain(_value(cell.value))):
                continue
            found.append(
                Text(
                    f"{tab.name}!{cell.cell.upper()} said {_quoted(cell.stood, 'en')} when you asked for "
                    f"{_quoted(cell.value, 'en')}; now it says {_quoted(now, 'en')}.",
                    f"{tab.name}!{cell.cell.upper()} decía {_quoted(cell.stood, 'es')} cuando pediste "
                    f"{_quoted(cell.value, 'es')}; ahora dice {_quoted(now, 'es')}.",
                )
            )
    return found


def was_set(item: TabAsked, snapshot: Snapshot) -> bool:
    """Whether a cell says what was asked for and is known to have said something else."""
    if not item.cells:
        return False
    tab = _tab(item.tab, snapshot)
    return any(
        cell.stood is not msgspec.UNSET
        and not _says(cell.stood, wanted := plain(_value(cell.value)))
        and _says(stands(tab, cell.cell), wanted)
        for cell in item.cells
    )


def stands(tab: TabSnapshot, address: str) -> Plain:
    """What the cell says, as JSON can; ``None`` where it is blank or no cell at all."""
    letters = address.rstrip("0123456789")
    number = address[len(letters) :]
    if not letters.isalpha() or not letters.isascii() or not number:
        return None
    return _at(tab, int(number), letters.upper())


def row_keys(asked: Sequence[TabAsked], snapshot: Snapshot) -> list[RowKey]:
    """Every row asked for, as it can be found again, also in a tab that is to be made."""
    return [key for item in asked for key in _row_keys(item, snapshot)]


def _row_keys(item: TabAsked, snapshot: Snapshot) -> Iterator[RowKey]:
    if _is_to_be_made(item, snapshot):
        from desktop.commands import decisions_tab

        name, rows = decisions_tab.name_in(snapshot), decisions_tab.by_letter(_new_rows(item), snapshot)
    else:
        tab = _tab(item.tab, snapshot)
        name, rows = tab.name, list(_rows(item, tab))
    for row in rows:
        filled = ((letters, plain(value)) for letters, value in row.items() if value not in (None, ""))
        yield name, tuple(sorted(filled))


def count_rows(keys: Sequence[RowKey], snapshot: Snapshot) -> Counter[RowKey]:
    """How many rows of the workbook say what each of these says."""
    found: Counter[RowKey] = Counter()
    for key in set(keys):
        tab = snapshot.tab(key[0])
        if tab is not None and key[1]:
            numbers = range(1, len(tab.rows) + 1)
            found[key] = sum(
                all(_says(_at(tab, number, letters), value) for letters, value in key[1]) for number in numbers
            )
    return found


def plain(cell: Cell) -> Plain:
    """A cell as JSON can say it: dates in ISO form, errors and results that nobody knows in brackets."""
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == datetime.min.time() else cell).isoformat()
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell or None if isinstance(cell, str) else cell
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())
    return str(cell)


def _says(cell: Plain, value: Plain) -> bool:
    """Whether a cell says this. Google gives a date as its number of days wherever it is not known that it is one."""
    if cell == value:
        return True
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isinstance(value, str):
        return False
    from sheets.grid import serial

    wanted = _value(value)
    return isinstance(wanted, date) and abs(serial(wanted, date_1904=False) - cell) < 1e-6


def _rows(item: TabAsked, tab: TabSnapshot) -> Iterator[dict[str, Cell]]:
    from sheets import headers

    letters = headers.letters(tab) if item.rows else {}
    for row in item.rows:
        yield {_letter(name, letters, tab.name): _value(value) for name, value in _in_words(row, tab).items()}


def _in_words(row: Mapping[str, Plain], tab: TabSnapshot) -> Mapping[str, Plain]:
    """A decision says its kind in the words of the tab's own language."""
    from sheets import headers

    if "kind" not in row or headers.key_of_name(tab.name) != "decisions":
        return row
    from desktop.commands import decisions_tab

    head = headers.header(tab, "decisions")
    language = decisions_tab.language_of(head.written.values()) if head else "en"
    return {**row, "kind": decisions_tab.word(str(row["kind"]), language)}


def _new_rows(item: TabAsked) -> list[dict[str, Cell]]:
    return [{normal(name): _value(value) for name, value in row.items()} for row in item.rows]


def _at(tab: TabSnapshot, row: int, letters: str) -> Plain:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    cells = tab.rows[row - 1] if 0 < row <= len(tab.rows) else ()
    return plain(cells[column - 1]) if column <= len(cells) else None


def _is_to_be_made(item: TabAsked, snapshot: Snapshot) -> bool:
    """Whether it only adds rows to a tab Decisions that the workbook has not."""
    if item.cells or contract.known(item.tab) != contract.tab("decisions") or _known(item.tab, snapshot) is not None:
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


def _letter(name: str, letters: dict[str, str], tab: str) -> str:
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
    for convert in (date.fromisoformat, datetime.fromisoformat):
        with contextlib.suppress(ValueError):
            return moment if (moment := convert(value)).year >= FIRST_YEAR else value
    return value


def _quoted(value: Plain, language: str) -> str:
    if value is None or value == "":
        return "nothing" if language == "en" else "nada"
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return f"“{text}”" if language == "en" else f"«{text}»"
