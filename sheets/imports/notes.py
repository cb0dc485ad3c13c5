"""What an import says of the tab it went into, each once."""

from __future__ import annotations

from collections.abc import Sequence

from sheets.errors import Text

#: So many things are named; the others are counted.
_NAMED = 6

ROUNDED = Text(
    "a spreadsheet rounded its number, so several may have become one. Export it again and import that file unopened.",
    "una hoja de cálculo redondeó su número y varios pueden haber quedado en uno. Expórtalo de nuevo e impórtalo sin "
    "abrirlo.",
)


def without_a_column(tab: str, titles: Sequence[Text]) -> Text:
    """Columns of the export that the tab does not have."""
    count = len(titles)
    return Text(
        f"{tab} has no column for {_listed([title.en for title in titles], 'and {} more')}: "
        f"{'this was' if count == 1 else f'these {count} were'} not carried over.",
        f"{tab} no tiene columna para {_listed([title.es for title in titles], 'y {} más')}: "
        f"{'no se trajo' if count == 1 else f'no se trajeron estas {count}'}.",
    )


def formulas_kept(tab: str, headers: Sequence[str], cells: int) -> Text:
    """Cells in which the founder computes what the export says otherwise."""
    return Text(
        f"Your formulas in {tab} stay as they are ({_listed(headers, 'and {} more')}): {cells} "
        f"{'cell was' if cells == 1 else 'cells were'} not taken from the export.",
        f"Tus fórmulas en {tab} se quedan como están ({_listed(headers, 'y {} más')}): {cells} "
        f"{'celda no se tomó' if cells == 1 else 'celdas no se tomaron'} de la exportación.",
    )


def emptied_beside(tab: str, cells: Sequence[str]) -> Text:
    """Rows that were emptied because their line is gone, and in which something of the founder's stands."""
    spanish = [cell.replace("“", "«").replace("”", "»") for cell in cells]
    return Text(
        f"Lines that are gone from the export are emptied in {tab}; what you wrote beside them stays: "
        f"{_listed(cells, 'and {} more')}.",
        f"En {tab} se vacían las líneas que ya no están en la exportación; lo que escribiste al lado se queda: "
        f"{_listed(spanish, 'y {} más')}.",
    )


def left_alone(tab: str, rows: int) -> Text:
    """Rows that say something else than the export, which only adds new ones."""
    return Text(
        f"{rows} {'row' if rows == 1 else 'rows'} of {tab} {'says' if rows == 1 else 'say'} something else than the "
        "export and stayed: only new rows are added.",
        f"{rows} {'fila' if rows == 1 else 'filas'} de {tab} {'dice' if rows == 1 else 'dicen'} otra cosa que la "
        f"exportación y {'se quedó' if rows == 1 else 'se quedaron'}: solo se agregan filas nuevas.",
    )


def further_below(tab: str, wanted: int, row: int) -> Text:
    """New rows that could not go right below the last one."""
    return Text(
        f"Something of yours stands in {tab} below its last row: the new rows begin in row {row} and not in {wanted}.",
        f"En {tab} hay algo tuyo debajo de la última fila: las filas nuevas empiezan en la {row} y no en la {wanted}.",
    )


def no_column_for_its_key(tab: str) -> Text:
    """Why a row cannot be told from the others once it is in the tab."""
    return Text(
        f"{tab} has no column for the name by which it is known.",
        f"{tab} no tiene columna para el nombre con que se conoce.",
    )


def without_a_name(tab: str, titles: Sequence[Text]) -> Text:
    """Why a row cannot be told from the others: it has none of the cells that name one."""
    en, es = " or ".join(title.en for title in titles), " ni ".join(title.es for title in titles)
    return Text(
        f"it has no {en}, so it cannot be told from other rows of {tab}.",
        f"no tiene {es}, y no se distingue de otras filas de {tab}.",
    )


def fits_several(tab: str, rows: Sequence[int]) -> Text:
    """Why a row is not put into any of those of the tab that have its name."""
    listed = _listed([str(row) for row in rows], "and {} more")
    spanish = _listed([str(row) for row in rows], "y {} más")
    return Text(
        f"rows {listed} of {tab} all have its name: delete those that are too many.",
        f"las filas {spanish} de {tab} tienen todas su nombre: borra las que sobran.",
    )


def _listed(names: Sequence[str], more: str) -> str:
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} {more.format(len(names) - _NAMED)}"
