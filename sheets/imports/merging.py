"""An export into a founder's tab, by key: what is new, what changed, what stays, what cannot be taken.

Only tabs shaped as a new workbook has them are written: the header in row 1, every column known, nothing computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sheets import headers
from sheets.contract import Tab, tab
from sheets.errors import SheetsError, Text
from sheets.imports import inventory_rows, order_rows
from sheets.imports.changes import Changes, Merge, Target
from sheets.imports.kinds import Recognised
from sheets.tables import Table
from sheets.workbook import Snapshot, TabSnapshot, Uncached

__all__ = ["Merge", "merge"]

_HEADER_ROW = 1

#: How the rows of each tab are matched.
_MATCHING: Mapping[str, Callable[[Recognised, Target, Changes], None]] = {
    "orders": order_rows.match,
    "inventory": inventory_rows.match,
}


def merge(export: Recognised, table: Table | None, snapshot: Snapshot) -> Merge:
    """What has to change in the tab so that it says what the export says.

    ``table`` is the tab as it was read, ``snapshot`` the same workbook's cells. Raises :class:`SheetsError` where the
    workbook has no such tab, or one that is not shaped as a new workbook has it.
    """
    declared = tab(export.table)
    sheet = snapshot.tab(table.name) if table else None
    if table is None or sheet is None:
        raise SheetsError(
            "no_tab",
            Text(
                f"The workbook has no {declared.name.en} tab that can be used, so nothing was imported.",
                f"El archivo no tiene una pestaña {declared.name.es} que se pueda usar, así que no se importó nada.",
            ),
            Text(
                "Add it with operating-brief upgrade, or import into a workbook made by operating-brief new.",
                "Agrégala con operating-brief upgrade, o importa en un archivo hecho con operating-brief new.",
            ),
        )
    target = _target(export, declared, table, sheet)
    changes = Changes(target, export)
    _MATCHING[export.table](export, target, changes)
    return changes.merge()


def _target(export: Recognised, declared: Tab, table: Table, sheet: TabSnapshot) -> Target:
    if table.header_row != _HEADER_ROW:
        raise _other_shape(
            sheet,
            Text(
                f"its header stands in row {table.header_row} instead of row 1",
                f"su encabezado está en la fila {table.header_row} y no en la 1",
            ),
        )
    written = [cell for cell in sheet.rows[_HEADER_ROW - 1] if cell is not None]
    foreign = [str(cell) for cell in written if not headers.column_of(declared.key, str(cell))]
    if foreign:
        named = ", ".join(foreign[:3]) + (" …" if len(foreign) > 3 else "")
        raise _other_shape(sheet, Text(f"it has other columns ({named})", f"tiene otras columnas ({named})"))
    found = [headers.column_of(declared.key, str(cell)) for cell in written]
    if len(set(found)) < len(found):
        raise _other_shape(sheet, Text("a column stands twice in it", "tiene una columna dos veces"))
    if lacking := [column for column in declared.columns if column.name in export.columns - set(table.letters)]:
        raise _other_shape(
            sheet,
            Text(
                "it lacks the column " + ", ".join(column.title.en for column in lacking),
                "le falta la columna " + ", ".join(column.title.es for column in lacking),
            ),
        )
    if any(isinstance(cell, Uncached) for row in sheet.rows for cell in row):
        raise _other_shape(sheet, Text("it holds formulas", "tiene fórmulas"))
    return Target(declared, table, sheet)


def _other_shape(sheet: TabSnapshot, why: Text) -> SheetsError:
    return SheetsError(
        "shape",
        Text(
            f"The tab {sheet.name} is not shaped as Operating Brief makes it: {why.en}. Nothing was imported.",
            f"La pestaña {sheet.name} no tiene la forma que hace Operating Brief: {why.es}. No se importó nada.",
        ),
        Text(
            "Import into a workbook made by operating-brief new (operating-brief upgrade adds missing columns), or "
            "paste the export into this one yourself.",
            "Importa en un archivo hecho con operating-brief new (operating-brief upgrade agrega las columnas que "
            "faltan), o pega la exportación en este.",
        ),
    )
