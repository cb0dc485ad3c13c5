"""What changed in a Google Sheet between the reading and the write, as the answer of the write shows it.

Google has no "only if nobody has changed it". But the answer of a write shows cells as they are at that moment: the
copies of what our own tabs held, and the founder's tabs that the brief was computed from. The small ones are shown
whole, of a large one the first rows and the last ones, where rows are added and pasted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sheets.errors import SheetsError, Text
from sheets.google.cells import said
from sheets.google.ranges import Area, quoted
from sheets.google.seen import Raw, Rows, Seen, SheetFacts
from sheets.workbook import HEAD_ROWS, Cell, ErrorCell, Uncached

#: What the answer must show of each cell that was asked for. The result of a formula is no change by a person.
FIELDS = (
    "updatedSpreadsheet(sheets(properties(sheetId,gridProperties(rowCount,columnCount)),"
    "data(startRow,startColumn,rowData(values(effectiveValue,userEnteredValue)))))"
)
#: The same of a look, where the answer was lost.
LOOK_FIELDS = FIELDS.removeprefix("updatedSpreadsheet(").removesuffix(")")
#: A tab of more filled cells than this is not shown whole.
SMALL = 5_000
#: So many rows and columns beyond the filled ones are shown, since that is where a founder adds something.
_MORE_ROWS, _MORE_COLUMNS, _LAST_ROWS = 50, 3, 3

Json = Mapping[str, Any]
_Cells = dict[tuple[int, int], Cell]


def shown(seen: Seen) -> dict[int, tuple[Area, ...]]:
    """Which cells of the founder's tabs that are used the answer is to show, by the tab's id."""
    found = {}
    for sheet in seen.sheets:
        rows = seen.values.get(sheet.id)
        if rows is not None and not sheet.key:
            found[sheet.id] = tuple(_areas(sheet, rows))
    return found


def _areas(sheet: SheetFacts, rows: Rows) -> Iterator[Area]:
    last = len(rows)
    columns = min(sheet.columns, max(map(len, rows), default=0) + _MORE_COLUMNS)
    end = min(sheet.rows, last + _MORE_ROWS)
    if sum(map(len, rows)) <= SMALL:
        yield Area(0, end, 0, columns)
    else:
        yield Area(0, HEAD_ROWS, 0, columns)
        yield Area(max(HEAD_ROWS, last - _LAST_ROWS), end, 0, columns)


def ranges(seen: Seen, areas: Mapping[int, Sequence[Area]]) -> list[str]:
    """The areas as a request names them."""
    titles = {sheet.id: sheet.title for sheet in seen.sheets}
    return [f"{quoted(titles[id])}!{area.a1}" for id, found in areas.items() for area in found]


def outdated(
    seen: Seen, areas: Mapping[int, Sequence[Area]], answer: Json, added: Mapping[int, Collection[int]]
) -> tuple[str, ...]:
    """The titles of the founder's tabs that do not say any more what was read.

    ``added`` are the rows (by the tab's id, from 1) that this very write put there.
    """
    titles = {sheet.id: sheet.title for sheet in seen.sheets}
    now = _now(answer)
    changed = []
    for id, found in areas.items():
        cells, formulas = now.get(id, ({}, set()))
        was = {
            place: cell
            for place, cell in _read(seen.values[id])
            if place not in formulas and any(_within(area, place) for area in found)
        }
        if was != {place: cell for place, cell in cells.items() if place[0] + 1 not in added.get(id, ())}:
            changed.append(titles[id])
    return tuple(changed)


def differences(read: Rows, held: Rows) -> frozenset[tuple[int, int, str]]:
    """The cells (row, column; from 0) of one tab that held something else than was read, and what they held.

    Of an error only that it is one counts: Google names it in one way here and in another there.
    """
    was, then = dict(_read(read)), dict(_read(held))
    return frozenset(
        (*place, repr(then.get(place))) for place in was.keys() | then.keys() if was.get(place) != then.get(place)
    )


def _now(answer: Json) -> dict[int, tuple[_Cells, set[tuple[int, int]]]]:
    """What each tab of the answer shows, by its id: its cells but those with a formula, and the places of these."""
    found: dict[int, tuple[_Cells, set[tuple[int, int]]]] = {}
    for sheet in answer.get("updatedSpreadsheet", answer).get("sheets", ()):
        cells, formulas = found.setdefault(sheet.get("properties", {}).get("sheetId", 0), ({}, set()))
        for block in sheet.get("data", ()):
            for row, values in enumerate(block.get("rowData", ()), block.get("startRow", 0)):
                for column, cell in enumerate(values.get("values", ()), block.get("startColumn", 0)):
                    if "formulaValue" in cell.get("userEnteredValue", {}):
                        formulas.add((row, column))
                    elif (value := _alike(_effective(cell))) is not None:
                        cells[row, column] = value
    return found


def _effective(cell: Json) -> Raw:
    """A cell's value as a reading of values has it."""
    value = cell.get("effectiveValue", {})
    if "errorValue" in value:
        return "#ERROR!"
    return next((value[name] for name in ("numberValue", "stringValue", "boolValue") if name in value), None)


def _read(rows: Iterable[Sequence[Raw]]) -> Iterator[tuple[tuple[int, int], Cell]]:
    for number, row in enumerate(rows):
        for place, raw in enumerate(row):
            if (cell := _alike(raw)) is not None:
                yield (number, place), cell


def _alike(raw: Raw) -> Cell:
    """The cell in the form in which it is compared. ``1`` and ``TRUE`` are not the same."""
    if isinstance(raw, bool):
        return str(raw)
    cell = said(raw) if isinstance(raw, str) else raw
    return ErrorCell("") if isinstance(cell, ErrorCell | Uncached) else float(cell) if isinstance(cell, int) else cell


def _within(area: Area, place: tuple[int, int]) -> bool:
    return area.first_row <= place[0] < area.end_row and area.first_column <= place[1] < area.end_column


def changed_since() -> SheetsError:
    """The error for a sheet that is not any more what was read, before anything was written."""
    return SheetsError(
        "changed",
        Text(
            "The Google Sheet was changed after it was read, so nothing was written over it.",
            "La hoja de Google cambió después de leerla, así que no se escribió nada encima.",
        ),
        Text("Refresh again.", "Actualiza de nuevo."),
    )


def typed(titles: str) -> SheetsError:
    """The error for tabs of ours that held something new when they were written; by now they hold it again."""
    return SheetsError(
        "changed",
        Text(
            f"Somebody changed {titles} while the brief was being made; what they wrote is there again.",
            f"Alguien cambió {titles} mientras se hacía el informe; lo que escribió está ahí de nuevo.",
        ),
        Text("Refresh again.", "Actualiza de nuevo."),
    )


def not_put_back(titles: str, why: SheetsError) -> SheetsError:
    """The error where what somebody typed meanwhile could not be put back: it is safe, but not where they typed it."""
    return SheetsError(
        "not_put_back",
        Text(
            f"Somebody changed {titles} while the brief was being written over it, and it could not be put back: "
            f"{why.happened.en}",
            f"Alguien cambió {titles} mientras el informe se escribía encima, y no se pudo volver a poner: "
            f"{why.happened.es}",
        ),
        Text(
            "Open the sheet, choose File > Version history, copy what they wrote from the version before, then "
            "refresh.",
            "Abre la hoja, elige Archivo > Historial de versiones, copia lo que escribió de la versión anterior y "
            "luego actualiza.",
        ),
    )


def unseen(why: SheetsError) -> SheetsError:
    """The error where the brief was written and it could not be seen whether somebody typed into it meanwhile."""
    return SheetsError(
        "lost",
        Text(
            "The brief was written, but Google's answer was lost, so it is not known whether somebody typed a decision "
            f"into it at that moment. {why.happened.en}",
            "El informe se escribió, pero se perdió la respuesta de Google y no se sabe si alguien escribió una "
            f"decisión en él en ese momento. {why.happened.es}",
        ),
        Text(
            "Look at your decisions in the sheet: one that is missing stands in File > Version history. Then refresh "
            "again.",
            "Mira tus decisiones en la hoja: una que falte está en Archivo > Historial de versiones. Luego actualiza "
            "de nuevo.",
        ),
    )
