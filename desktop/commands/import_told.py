"""What ``operating-brief import`` says of one table: in a few calm sentences, and whole for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sheets.errors import Text

if TYPE_CHECKING:
    from desktop.commands.speech import Speech
    from sheets.imports import Merge, Recognised
    from sheets.imports.listing import Listed, Samples
    from sheets.workbook import Cell

#: So many sentences of one kind are said; how many more there are is said with them.
_SAID = 5
#: So many rows are named of those that are left out for one reason.
_FIRST = 5


def say(file: str, export: Recognised, merge: Merge, speech: Speech) -> None:
    """What the import does, or would."""
    more_en, more_es = "", ""
    if merge.missing:
        more_en = f", {merge.missing} not in the file"
        more_es = f", {merge.missing} que no {'está' if merge.missing == 1 else 'están'} en el archivo"
    speech.say(
        Text(
            f"{file}: {export.kind.en}. {merge.tab}: {merge.new} new, {merge.changed} changed, {merge.same} the same, "
            f"{merge.refused_rows} refused{more_en}.",
            f"{file}: {export.kind.es}. {merge.tab}: {_rows(merge.new, 'nueva')}, "
            f"{_rows(merge.changed, 'cambiada')}, {merge.same} {'igual' if merge.same == 1 else 'iguales'}, "
            f"{_rows(merge.refused_rows, 'rechazada')}{more_es}.",
        )
    )
    for text in notes(export, merge):
        speech.say(text)
    if withheld := export.withheld:
        listed = ", ".join(withheld)
        speech.say(
            Text(
                f"Left out for your customers' sake: {listed}. Set customer_data in Definitions to have them.",
                f"Sin traer, por privacidad de tus clientes: {listed}. Define customer_data en Definiciones para "
                "tenerlas.",
            )
        )
    for why, rows in export.left.items():
        speech.say(
            Text(
                f"Left out: {len(rows)} {'row' if len(rows) == 1 else 'rows'}, {why.en}.",
                f"Sin tomar: {len(rows)} {'fila' if len(rows) == 1 else 'filas'}, {why.es}.",
            )
        )
    for problem in merge.refused[:_SAID]:
        speech.warn(problem.said)
    if merge.refused_rows > _SAID:
        more = merge.refused_rows - _SAID
        speech.warn(
            Text(
                f"{more} more were refused; see them all with --list refused.",
                f"Se rechazaron {more} más; míralas todas con --list refused.",
            )
        )


def _rows(count: int, what: str) -> str:
    """So many rows that are ``what``, in Spanish."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def notes(export: Recognised, merge: Merge) -> tuple[Text, ...]:
    """Everything that is said of the import as a whole, each once."""
    warns = (export.export.warns,) if export.export.warns.en else ()
    return tuple(dict.fromkeys((*warns, *export.beside, *merge.assumptions, *merge.notes)))


def facts(file: str, export: Recognised, merge: Merge, samples: Samples) -> dict[str, Any]:
    """One table of a file in the ``done`` event."""
    places = export.export.places(export.sheet.headers)
    return {
        "file": file,
        "sheet": export.sheet.name,
        "kind": both(export.kind),
        "key": export.export.key,
        "table": export.table,
        "tab": merge.tab,
        "tab_is_new": False,
        "new": merge.new,
        "changed": merge.changed,
        "same": merge.same,
        "missing": merge.missing,
        "refused": merge.refused_rows,
        "left": [
            {"why": both(why), "rows": len(rows), "first": list(rows[:_FIRST])} for why, rows in export.left.items()
        ],
        "columns": [
            {"header": export.sheet.headers[at], "column": merge.columns[name], "name": name}
            for name, at in sorted(places.items(), key=lambda each: each[1])
            if name in merge.columns
        ],
        "ignored": list(merge.ignored),
        "personal": list(export.withheld),
        "assumptions": [both(text) for text in merge.assumptions],
        "notes": [both(text) for text in notes(export, merge) if text not in merge.assumptions],
        "samples": {what: [each for row in rows for each in listed(row)] for what, rows in samples.rows.items()},
    }


def listed(row: Listed) -> list[dict[str, Any]]:
    """One row of a list for programs; of one that changed, each cell."""
    if row.what == "changed":
        return [
            {"row": row.row, "key": row.key, "column": name, "was": shown(was), "now": shown(now)}
            for name, was, now in row.changes
        ]
    if row.what in ("refused", "left"):
        return [{"row": row.row, "key": row.key, "why": both(row.why)}]
    return [{"row": row.row, "key": row.key, "values": {name: shown(cell) for name, cell in row.values.items()}}]


def line(row: Listed, columns: Mapping[str, str]) -> Text:
    """One row of a list for people."""
    if row.what == "changed":
        cells = [f"{columns.get(name, name)}: {_quoted(was)} → {_quoted(now)}" for name, was, now in row.changes]
        told = "; ".join(cells)
    elif row.what in ("refused", "left"):
        return Text(f"row {row.row}: {row.why.en}", f"fila {row.row}: {row.why.es}")
    else:
        told = ", ".join(str(shown(cell)) for cell in row.values.values())
    key = f" {row.key}:" if row.key else ""
    return Text(f"row {row.row}{key} {told}", f"fila {row.row}{key} {told}")


def both(text: Text) -> dict[str, str]:
    """A text as events have it."""
    return {"en": text.en, "es": text.es}


def shown(cell: Cell) -> str | int | float | bool | None:
    """A cell as JSON can say it."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if cell is None or isinstance(cell, str | int | float | bool):
        return cell
    return str(cell)


def _quoted(cell: Cell) -> str:
    return "–" if cell is None else str(shown(cell))
