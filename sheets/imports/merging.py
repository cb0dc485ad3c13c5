"""An export into a founder's tab, by key: what is new, what changed, what stays, what cannot be taken.

The tab is the founder's: its header may stand anywhere at the top, its columns in any order with others between them.
What is not the export's is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sheets import headers
from sheets.contract import Tab, tab
from sheets.errors import SheetsError, Text
from sheets.headers import KEYS, Header
from sheets.imports import inventory_rows, keyed_rows, keys, order_rows
from sheets.imports.changes import Changes, Merge, Mode
from sheets.imports.listing import Listing
from sheets.imports.recognised import NO_HABITS, Recognised
from sheets.imports.stretch import Numbers
from sheets.imports.styles import Habits
from sheets.imports.target import Target
from sheets.workbook import Cell, Snapshot, TabSnapshot, Wanted

__all__ = ["Merge", "merge", "wanted"]

#: How the rows of these tabs are matched; those of all others by what names a row.
_MATCHING: Mapping[str, Callable[[Recognised, Target, Changes], None]] = {
    "orders": order_rows.match,
    "inventory": inventory_rows.match,
}


def wanted(export: Recognised, mode: Mode = "update") -> Wanted:
    """What has to be read of the workbook that the export goes into."""
    if export.table != "orders" or mode == "replace":
        return Wanted(export.table)
    numbers = Numbers(export.orders)

    def in_question(cell: Cell) -> bool:
        # What does not end like a number may be no order: a total, a header that was pasted again.
        if isinstance(cell, str) and not cell[-1:].isdigit():
            return True
        number = keys.order(cell)
        return number in export.orders or numbers.near(number)

    return Wanted("orders", "order_id", in_question)


def merge(
    export: Recognised,
    snapshot: Snapshot,
    mode: Mode = "update",
    listing: Listing | None = None,
    habits: Habits = NO_HABITS,
) -> Merge:
    """What has to change in the workbook, read for what is :func:`wanted`, so that it says what the export says.

    ``listing`` hears of the rows that it wants to hear of; ``habits`` say how the workbook writes.

    Raises :class:`SheetsError` where the workbook has no such tab, or one whose rows cannot be told from one another.
    """
    declared = tab(export.table)
    sheet, header = _tab(declared, snapshot)
    target = Target(declared, sheet, header)
    changes = Changes(target, export, mode, listing, habits)
    _MATCHING.get(export.table, keyed_rows.match)(export, target, changes)
    return changes.merge()


def _tab(declared: Tab, snapshot: Snapshot) -> tuple[TabSnapshot, Header]:
    found = headers.used(snapshot.tabs)
    if doubles := found.doubles.get(declared.key):
        en, es = " and ".join(f"“{name}”" for name in doubles), " y ".join(f"«{name}»" for name in doubles)
        raise SheetsError(
            "two_tabs",
            Text(
                f"The tabs {en} could both be {declared.name.en}, so nothing was imported.",
                f"Las pestañas {es} podrían ser ambas {declared.name.es}; no se importó nada.",
            ),
            Text(f"Rename the right one to {declared.name.en}.", f"Llama {declared.name.es} a la correcta."),
        )
    sheet = snapshot.tab(found.by_key.get(declared.key, ""))
    header = headers.header(sheet, declared.key) if sheet else None
    if sheet is not None:
        _must_not_be_an_export(declared, sheet)
    if sheet is None:
        raise SheetsError(
            "no_tab",
            Text(
                f"The workbook has no {declared.name.en} tab that can be used, so nothing was imported.",
                f"El archivo no tiene una pestaña {declared.name.es} que se pueda usar, así que no se importó nada.",
            ),
            Text(
                f"Add it: operating-brief add WORKBOOK {declared.name.en!r}, or Add a data source in the window.",
                f"Agrégala: operating-brief add WORKBOOK {declared.name.es!r}, o Agregar una fuente en la ventana.",
            ),
        )
    if header is None or not any(name in header.places for name in KEYS[declared.key]):
        lacking = declared.column(KEYS[declared.key][0]).title
        raise SheetsError(
            "missing_column",
            Text(
                f"The tab {sheet.name} has no column “{lacking.en}”, so its rows cannot be told from one another. "
                "Nothing was imported.",
                f"La pestaña {sheet.name} no tiene la columna «{lacking.es}», así que no se distinguen sus filas. "
                "No se importó nada.",
            ),
            Text(
                f"Write {lacking.en} above the column that holds it, or add one.",
                f"Escribe {lacking.es} sobre la columna que lo tiene, o agrégala.",
            ),
        )
    return sheet, header


def _must_not_be_an_export(declared: Tab, sheet: TabSnapshot) -> None:
    """An export that was pasted as it is has its tool's own columns and ids: nothing else can be put among them."""
    # Not at the top: which exports there are is known above this module.
    from sheets.imports import in_place

    if export := in_place.foreign(sheet, declared.key):
        raise SheetsError(
            "pasted",
            Text(
                f"The tab {sheet.name} holds {export.kind.en} in its own columns, so nothing else can be put into it. "
                "Nothing was imported.",
                f"La pestaña {sheet.name} contiene {export.kind.es} con sus propias columnas, así que no se le puede "
                "agregar nada más. No se importó nada.",
            ),
            Text(
                f"Give that tab another name. Then import it (--tab) and this file: both go into a new tab "
                f"{declared.name.en}.",
                f"Ponle otro nombre a esa pestaña. Luego impórtala (--tab) e importa este archivo: ambos van a una "
                f"pestaña nueva {declared.name.es}.",
            ),
        )
