"""What is said of a file that is no export that is known, or more than one: in sentences, and as facts for programs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from sheets.errors import SheetsError, Text
from sheets.imports.kinds import Export

#: An export of which the file has fewer headers does not come near it.
_LEAST_ALIKE = 2
_SHOWN = 6


def told(export: Export) -> dict[str, object]:
    """An export as programs are told of it."""
    return {"key": export.key, "kind": {"en": export.kind.en, "es": export.kind.es}, "table": export.table}


def nearest(rows: Iterable[Sequence[str]], exports: Sequence[Export]) -> tuple[Export, Sequence[str]] | None:
    """The export that comes nearest to one of these rows of headers, and that row; ``None`` where none comes near."""
    best: tuple[tuple[int, int], Export, Sequence[str]] | None = None
    for headers in rows:
        for export in exports:
            if export.signature:
                continue
            alike = len(export.matched(headers))
            if alike < _LEAST_ALIKE:
                continue
            rank = (alike - len(export.missing(headers)), alike)
            if best is None or rank > best[0]:
                best = (rank, export, headers)
    return best[1:] if best else None


def unknown(
    name: str, near: tuple[Export, Sequence[str]] | None, exports: Sequence[Export], parts: Sequence[Text] = ()
) -> SheetsError:
    """The file is no export that is known: which came nearest, what it lacks, and what can be done.

    ``parts`` are those of a file that has several: its tabs, or what an archive holds.
    """
    tools = sorted({export.tool for export in exports if export.tool}, key=str.casefold)
    mapped = Text(
        "ay which of its columns is which: in the window with Match columns, on the command line with --map. "
        f"Known are exports of {', '.join(tools)}.",
        "i cuál de sus columnas es cuál: en la ventana con Emparejar columnas, en la línea de comandos con --map. "
        f"Se conocen exportaciones de {', '.join(tools)}.",
    )
    if near is None:
        return SheetsError(
            "unknown_export",
            Text(
                f"{name} is no export that is known here{_holding(parts, 'en')}.",
                f"{name} no es una exportación que se conozca aquí{_holding(parts, 'es')}.",
            ),
            Text(f"S{mapped.en}", f"D{mapped.es}"),
            {"nearest": None},
        )
    export, headers = near
    missing = export.missing(headers)
    lacks_en = "; ".join(" or ".join(f"“{header}”" for header in group) for group in missing)
    lacks_es = "; ".join(" o ".join(f"«{header}»" for header in group) for group in missing)
    return SheetsError(
        "unknown_export",
        Text(
            f"{name} comes nearest to the {export.kind.en}"
            + (f", but has no column {lacks_en}." if missing else ", but has columns that it never has."),
            f"{name} se parece más a {export.kind.es}"
            + (f", pero no tiene la columna {lacks_es}." if missing else ", pero tiene columnas que esa nunca trae."),
        ),
        Text(
            f"Export it again with all its columns, or s{mapped.en}",
            f"Expórtala de nuevo con todas sus columnas, o d{mapped.es}",
        ),
        {"nearest": {**told(export), "lacks": [list(group) for group in missing]}},
    )


def several_kinds(name: str, fitting: Sequence[Export]) -> SheetsError:
    """The columns fit several exports, and none of them knows all that the others know: the founder says which."""
    en = " or the ".join(f"{export.kind.en}" for export in fitting)
    es = " o ".join(export.kind.es for export in fitting)
    return SheetsError(
        "several_kinds",
        Text(
            f"{name} could be the {en}: its columns fit each.",
            f"{name} podría ser {es}: sus columnas sirven a cada una.",
        ),
        Text(
            "Say which: in the window choose it from the list, on the command line add "
            + " or ".join(f"--as {export.key}" for export in fitting)
            + ".",
            "Di cuál: en la ventana elígela de la lista, en la línea de comandos agrega "
            + " o ".join(f"--as {export.key}" for export in fitting)
            + ".",
        ),
        {"kinds": [told(export) for export in fitting]},
    )


def not_used(name: str, export: Export) -> SheetsError:
    """It is known, and no tab can hold it."""
    return SheetsError(
        "not_used",
        Text(f"{name} is the {export.kind.en}: it is not used.", f"{name} es {export.kind.es}: no se usa."),
        export.unused,
        told(export),
    )


def no_such_kind(kind: str, exports: Sequence[Export]) -> SheetsError:
    """No export has this key."""
    keys = ", ".join(difflib.get_close_matches(kind, [export.key for export in exports], 3, 0.0))
    return SheetsError(
        "unknown_kind",
        Text(f"No export is called {kind}.", f"Ninguna exportación se llama {kind}."),
        Text(f"The nearest are {keys}.", f"Las más parecidas son {keys}."),
    )


def first_rows_only(name: str, tab: str) -> SheetsError:
    """Not all of a tab could be had."""
    return SheetsError(
        "not_whole",
        Text(
            f"Only the first rows of the tab {tab} can be had from {name}.",
            f"De {name} solo se pueden tener las primeras filas de la pestaña {tab}.",
        ),
        Text(
            "Save that tab as CSV and import the CSV file.",
            "Guarda esa pestaña como CSV e importa el archivo CSV.",
        ),
    )


def too_many_columns(name: str) -> SheetsError:
    """Nothing in it fits, and one of its first rows is wider than any export's."""
    return SheetsError(
        "too_wide",
        Text(
            f"{name} has more than 2,000 columns, which no export has.",
            f"{name} tiene más de 2.000 columnas, y ninguna exportación es así.",
        ),
        Text(
            "Export it again, or delete the columns that hold nothing of use, and import it once more.",
            "Expórtalo de nuevo, o borra las columnas que no sirvan, e impórtalo otra vez.",
        ),
    )


def useless(name: str, rows: Sequence[int], why: Text) -> Text:
    """Tables of a file, by the rows of their headers, that are known and that no tab can hold."""
    numbers = ", ".join(map(str, rows))
    if len(rows) == 1:
        return Text(
            f"Not taken from {name}: the table in row {numbers}. {why.en}",
            f"No se tomó de {name} la tabla de la fila {numbers}. {why.es}",
        )
    return Text(
        f"Not taken from {name}: the tables in rows {numbers}. {why.en}",
        f"No se tomaron de {name} las tablas de las filas {numbers}. {why.es}",
    )


def not_taken(name: str, what: Sequence[Text]) -> Text:
    """Parts of a file beside its exports."""
    return Text(
        f"Not taken from {name}, because no tab is known that it could fill: {_listed(what, 'en')}.",
        f"No se tomó de {name}, porque no se conoce una pestaña que pueda llenar: {_listed(what, 'es')}.",
    )


def _holding(parts: Sequence[Text], language: str) -> str:
    return f" ({_listed(parts, language)})" if len(parts) > 1 else ""


def _listed(what: Sequence[Text], language: str) -> str:
    return "; ".join(part.in_(language) for part in what[:_SHOWN]) + (f" … ({len(what)})" if len(what) > _SHOWN else "")
