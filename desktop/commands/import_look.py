"""What a file holds, for a founder who matches its columns themselves; and how such a match is remembered."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.commands.import_told import both
from desktop.commands.shared import open_book
from desktop.commands.speech import Speech
from sheets.errors import Text

if TYPE_CHECKING:
    from sheets.imports import Look, Recognised
    from sheets.imports.kinds import Export
    from sheets.workbook import Edit, Snapshot


def run(arguments: argparse.Namespace, speech: Speech) -> int:
    """Say what each file is, its headers and its first rows. Nothing is imported."""
    from desktop.commands import importing
    from sheets import imports
    from sheets.excel.read import read_export

    known = importing.definitions(open_book(arguments.into, speech))
    also = importing.maps(arguments, known)
    row = also[0].header_row if arguments.map else 0
    files = []
    for file in arguments.files:
        looks = imports.look(file, read_export, also, row)
        files.append({"file": file.name, "sheets": [_facts(look) for look in looks]})
        for look in looks:
            _say(file.name, look, speech)
    speech.done(files=files)
    return 0


@dataclass(frozen=True, slots=True)
class Remembering:
    """The edit that keeps a match of columns in Definitions, and key and scope of its row."""

    edit: Edit
    row: tuple[str, str]


def remembering(known: Snapshot, export: Recognised) -> Remembering | None:
    """How to keep, for the next time, where the founder sends the columns of this file; ``None`` where it is known."""
    from sheets import headers
    from sheets.headers import letter
    from sheets.imports import maps
    from sheets.workbook import CellEdit, Edit

    sheet = known.tab(headers.used(known.tabs).by_key.get("definitions", ""))
    head = headers.header(sheet, "definitions") if sheet else None
    if sheet is None or head is None or not {"key", "applies_to", "value"} <= head.places.keys():
        return None
    key, applies_to, value = maps.definition(export.export, export.sheet.headers)
    places = [head.places[name] for name in ("key", "applies_to", "value")]
    for number, cells in enumerate(sheet.rows[head.row :], start=head.row + 1):
        was = [cells[place] if place < len(cells) else None for place in places]
        if was[:2] == [key, applies_to]:
            cell = CellEdit(f"{letter(places[2])}{number}", value)
            return None if was[2] == value else Remembering(Edit(sheet.name, (cell,)), (key, applies_to))
    said = dict(zip(map(letter, places), (key, applies_to, value), strict=True))
    # Where it goes is said: the edit is made on a reading that may hold only the first rows of Definitions.
    filled = (number for number, cells in enumerate(sheet.rows, start=1) if any(cell is not None for cell in cells))
    return Remembering(Edit(sheet.name, rows=(said,), at=max([head.row, *filled]) + 1), (key, applies_to))


def _say(file: str, look: Look, speech: Speech) -> None:
    if look.kinds:
        what = Text(
            " or ".join(export.kind.en for export in look.kinds), " o ".join(export.kind.es for export in look.kinds)
        )
    elif look.mapped:
        what = look.mapped.kind
    elif look.nearest:
        what = Text(f"nearest to {look.nearest.kind.en}", f"parecido a {look.nearest.kind.es}")
    else:
        what = Text("no export that is known here", "ninguna exportación que se conozca aquí")
    columns = ", ".join(header for header in look.headers if header)
    speech.say(
        Text(
            f"{file}: {what.en}. Header in row {look.header_row}: {columns}.",
            f"{file}: {what.es}. Encabezado en la fila {look.header_row}: {columns}.",
        )
    )


def _facts(look: Look) -> dict[str, Any]:
    nearest = {**_kind(look.nearest), "lacks": [list(group) for group in look.lacking]} if look.nearest else None
    mapped = look.mapped
    return {
        "name": look.name,
        "header_row": look.header_row,
        "headers": list(look.headers),
        "rows": [list(row) for row in look.rows],
        "kinds": [_kind(export) for export in look.kinds],
        "nearest": nearest,
        "mapped": {"table": mapped.table, "columns": dict(mapped.columns)} if mapped else None,
    }


def _kind(export: Export) -> dict[str, Any]:
    return {"key": export.key, "kind": both(export.kind), "table": export.table}
