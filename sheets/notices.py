"""Sentences about whole tabs and columns; those about single cells stand in :mod:`sheets.problems`."""

from __future__ import annotations

from sheets import headers
from sheets.errors import Text
from sheets.headers import Header
from sheets.problems import Problem
from sheets.workbook import HEAD_ROWS, TabSnapshot


def no_header(tab: TabSnapshot) -> Text:
    """Why a tab without a header cannot be read."""
    if not tab.rows:
        return Text(
            f"The tab {tab.name} is empty. Paste your export there, with its headers.",
            f"La pestaña {tab.name} está vacía. Pega ahí tu exportación, con sus encabezados.",
        )
    return Text(
        f"The first {HEAD_ROWS} rows of {tab.name} have no header that is known, so it could not be read.",
        f"Las primeras {HEAD_ROWS} filas de {tab.name} no tienen ningún encabezado conocido; no se pudo leer.",
    )


def missing_columns(tab: TabSnapshot, found: Header) -> tuple[Problem, ...]:
    """One problem for each column that the tab needs and has not, with the header that looks most like it."""
    problems = []
    for column in found.missing:
        near = headers.nearest(found, column)
        en = f"The {tab.name} tab has no column “{column.title.en}” (header row {found.row})."
        es = f"La pestaña {tab.name} no tiene la columna «{column.title.es}» (encabezados en la fila {found.row})."
        if near:
            en += f" “{near[0]}” in column {near[1]} looks like it: rename it if it is."
            es += f" «{near[0]}» en la columna {near[1]} se le parece: cámbiale el nombre si lo es."
        else:
            en += " Add it, or restore its header."
            es += " Agrégala o recupera su encabezado."
        cell = f"{near[1]}{found.row}" if near else ""
        header = near[0] if near else column.title.en
        problems.append(Problem("missing_column", tab.name, Text(en, es), cell, found.row, column.name, header))
    return tuple(problems)


def stranger(at: str, header: str, word: str, count: int) -> Text:
    """A word that no choice knows, said once for all its cells."""
    if count == 1:
        return Text(
            f"{at} ({header}) says “{word}”, a word that is not known here.",
            f"{at} ({header}) dice «{word}», una palabra que aquí no se conoce.",
        )
    return Text(
        f"{header} says “{word}” in {count} cells (the first is {at}), a word that is not known here.",
        f"{header} dice «{word}» en {count} celdas (la primera es {at}), una palabra que aquí no se conoce.",
    )


def foreign(header: str, code: str, currency: str) -> Text:
    """Amounts that name another currency where no column says the currency."""
    return Text(
        f"{header}: some amounts name {code}; they were read as {currency}, because no column says the currency.",
        f"{header}: algunos montos dicen {code}; se leyeron como {currency}, porque ninguna columna dice la moneda.",
    )


def passed_over(name: str, other: str) -> Text:
    """A tab that was left alone because another has the exact name."""
    return Text(
        f"“{other}” was not read, because “{name}” has the exact name.",
        f"«{other}» no se leyó, porque «{name}» tiene el nombre exacto.",
    )


def other_header(name: str, row: int) -> Text:
    """A second table below the first, whose columns stand elsewhere."""
    return Text(
        f"Row {row} of {name} is another header, whose columns stand elsewhere: nothing from there on was read. "
        "Paste both exports with the same columns, or import them.",
        f"La fila {row} de {name} es otro encabezado, con las columnas en otro lugar: desde ahí no se leyó nada. "
        "Pega ambas exportaciones con las mismas columnas, o impórtalas.",
    )
