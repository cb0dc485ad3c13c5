"""A founder's own map: which column of a file that is not known goes into which column of a tab.

It is kept in the workbook, as a row of Definitions, and knows a file by its headers: the same export needs no map the
next time. A map is an :class:`Export` like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from sheets import contract, headers, labels
from sheets.contract import Tab, normal
from sheets.errors import SheetsError, Text
from sheets.imports.kinds import Export, signature
from sheets.workbook import Cell, Snapshot

#: What the key of a remembered map begins with: ``map.payments``.
PREFIX = "map."
#: Tabs that no export fills.
_NOT_FILLED = frozenset({"definitions", "decisions", "sources"})
_FIRST_HEADERS = 3
_SIGNATURE = re.compile(r"\b[0-9a-f]{8}\b")
#: ``;`` and ``=`` part the pairs of a map; in a header they stand behind a ``\``.
_ESCAPED = re.compile(r"\\(.)")
_PAIRS = re.compile(r"(?:\\.|[^;\\])+")
_SIDES = re.compile(r"((?:\\.|[^=\\])*)=(.*)", re.DOTALL)


def export(table: str, columns: Mapping[str, str], header_row: int = 0, of: str = "") -> Export:
    """The map as an export: header of the file -> column of the tab, each by any of its names.

    ``header_row`` is 0 where the header is to be found; ``of`` the signature of the only headers that it is for. Raises
    :class:`SheetsError` where there is no such tab or column, where two headers go into one column, or where nothing
    tells the rows from one another.
    """
    tab = _tab(table)
    named: dict[str, str] = {}
    for header, column in columns.items():
        name = _column(tab, column)
        if name in named.values():
            twice = tab.column(name).title
            raise _wrong(
                Text(
                    f"Two columns of the file are said to be {twice.en}.",
                    f"Dos columnas del archivo dicen ser {twice.es}.",
                )
            )
        named[header] = name
    if not any(name in tab.keys for name in named.values()):
        keys = [tab.column(name).title for name in tab.keys]
        en, es = " or ".join(key.en for key in keys), " o ".join(key.es for key in keys)
        raise _wrong(
            Text(
                f"No column of the file is said to be {en}, so the rows of {tab.name.en} could not be told apart.",
                f"Ninguna columna del archivo dice ser {es}, así que no se distinguirían las filas de {tab.name.es}.",
            )
        )
    return Export(
        key=f"{PREFIX}{tab.key}",
        tool="",
        kind=Text(f"export that you matched to {tab.name.en}", f"la exportación que emparejaste con {tab.name.es}"),
        table=tab.key,
        needs=tuple((header,) for header in named),
        columns=named,
        signature=of,
        header_row=header_row,
    )


def from_json(text: str) -> Export:
    """The map that a file says: ``{"table": "payments", "columns": {"Fecha": "attempt_at"}, "header_row": 4}``."""
    try:
        said = json.loads(text)
        table, columns, row = said["table"], said["columns"], said.get("header_row") or 0
        told = {str(header): str(column) for header, column in columns.items() if column}
        if not isinstance(row, int) or row < 0 or not told:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _wrong(Text("The map cannot be read.", "No se puede leer el mapa.")) from None
    return export(str(table), told, row)


def definition(mapped: Export, of: Sequence[str]) -> tuple[str, str, str]:
    """The row of Definitions that keeps a map for files with the headers ``of``: key, applies to, value."""
    first = [header for header in of if header][:_FIRST_HEADERS]
    pairs = (f"{_escape(header)}={column}" for header, column in mapped.columns.items())
    return f"{PREFIX}{mapped.table}", f"file {signature(of)} ({', '.join(first)} …)", "; ".join(pairs)


def remembered(snapshot: Snapshot) -> tuple[Export, ...]:
    """The maps that the workbook keeps, the latest first; a row that no longer makes sense is none.

    The Definitions tab has to be read whole.
    """
    sheet = snapshot.tab(headers.used(snapshot.tabs).by_key.get("definitions", ""))
    header = headers.header(sheet, "definitions") if sheet else None
    if sheet is None or header is None or not {"key", "applies_to", "value"} <= header.places.keys():
        return ()
    found = []
    for cells in reversed(sheet.rows[header.row :]):
        key, applies_to, value = (_at(cells, header.places[name]) for name in ("key", "applies_to", "value"))
        of = _SIGNATURE.search(applies_to)
        if key.lower().startswith(PREFIX) and of:
            try:
                found.append(export(key[len(PREFIX) :], _pairs(value), of=of[0]))
            except SheetsError:
                continue
    return tuple(found)


def _pairs(value: str) -> dict[str, str]:
    sides = (_SIDES.fullmatch(pair.strip()) for pair in _PAIRS.findall(value))
    return {_ESCAPED.sub(r"\1", side[1]).strip(): side[2].strip() for side in sides if side}


def _escape(header: str) -> str:
    return re.sub(r"([\\;=])", r"\\\1", header)


def _at(cells: Sequence[Cell], place: int) -> str:
    cell = cells[place] if place < len(cells) else None
    return cell if isinstance(cell, str) else ""


def _tab(table: str) -> Tab:
    for tab in contract.TABS:
        if normal(table) in tab.known_as and tab.key not in _NOT_FILLED:
            return tab
    raise _wrong(Text(f"There is no tab {table} to fill.", f"No hay una pestaña {table} que se pueda llenar."))


def _column(tab: Tab, said: str) -> str:
    if name := labels.column_of(tab.key, said):
        return name
    raise _wrong(
        Text(
            f"{tab.name.en} has no column {said}.",
            f"{tab.name.es} no tiene una columna {said}.",
        )
    )


def _wrong(happened: Text) -> SheetsError:
    return SheetsError(
        "wrong_map",
        happened,
        Text(
            'Match the columns again. A map in a file reads like {"table": "payments", "columns": {"Fecha": '
            '"attempt_at", "Monto": "amount"}}; what each tab may hold stands in the handbook (docs/workbook.md).',
            'Empareja las columnas de nuevo. Un mapa en un archivo se escribe así: {"table": "payments", "columns": '
            '{"Fecha": "attempt_at", "Monto": "amount"}}; lo que puede tener cada pestaña está en el manual '
            "(docs/workbook.md).",
        ),
    )
