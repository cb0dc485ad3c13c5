"""Requests that move or copy cells: copyPaste, cutPaste, sortRange, findReplace.

Recorded: copyPaste and cutPaste of values, sortRange. By the documentation of PasteType: values, formats and rules are
copied apart; a destination that is a multiple of the source is filled with it.
"""

from __future__ import annotations

import re
from typing import Any

from tests.google.answers import GoogleError, Unknown
from tests.google.batch_cells import area_of, guard, sheet_of
from tests.google.model import EMPTY, Area, Book, Cell, Error, Formula, Json, Sheet, Store
from tests.google.references import moved

PASTE = (
    "PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMAT", "PASTE_NO_BORDERS", "PASTE_FORMULA",
    "PASTE_DATA_VALIDATION", "PASTE_CONDITIONAL_FORMATTING",
)  # fmt: skip


def copy_paste(store: Store, book: Book, request: Json) -> None:
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind not in PASTE:
        raise GoogleError(400, f"Unknown paste type {kind}")
    source = sheet_of(book, request["source"].get("sheetId"))
    area = area_of(source, request["source"])
    target = sheet_of(book, request["destination"].get("sheetId"))
    to = area_of(target, request["destination"])
    turned = request.get("pasteOrientation") == "TRANSPOSE"
    # All is read before anything is written: the two may overlap.
    block = {(row - area.top, column - area.left): cell for row, column, cell in source.cells(area)}
    rows, columns = area.rows, area.columns
    if turned:
        block = {(column, row): cell for (row, column), cell in block.items()}
        rows, columns = columns, rows
    area_to = _filled(to, rows, columns)
    if area_to.bottom > target.rows or area_to.right > target.columns:
        # By the documentation a paste that does not fit is an error of the range.
        raise GoogleError(
            400, f"The destination range exceeds the grid. Max rows: {target.rows}, max columns: {target.columns}"
        )
    guard(store, book, target, area_to)
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        _copy_merges(source, area, target, area_to)
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        raise Unknown("copyPaste of PASTE_CONDITIONAL_FORMATTING")
    for row in range(area_to.top, area_to.bottom):
        for column in range(area_to.left, area_to.right):
            at = ((row - area_to.top) % rows, (column - area_to.left) % columns)
            down = row - (area.top + at[0])
            right = column - (area.left + at[1])
            old = target.cell(row, column)
            new = pasted(old, block.get(at, EMPTY), kind, (down, right))
            if new is not old:
                target.put(row, column, new)


def _filled(to: Area, rows: int, columns: int) -> Area:
    """A destination that is a multiple of the source is filled; else it is the source's size at its first cell."""
    height = to.rows if to.rows % rows == 0 else rows
    width = to.columns if to.columns % columns == 0 else columns
    return Area(to.top, to.top + height, to.left, to.left + width)


def pasted(old: Cell, new: Cell, kind: str, by: tuple[int, int]) -> Cell:
    """A cell after another was pasted on it, ``by`` so many rows and columns from where it stood."""
    formula = isinstance(new.value, Formula)
    shown = new.shown
    if kind == "PASTE_VALUES":
        # An error has no value to enter: Google pastes its text as it stands.
        value: Any = shown.shown if isinstance(shown, Error) else shown
        return old.but(value=value, cached=None, given=False, runs=())
    if kind == "PASTE_FORMAT":
        return old.but(format=new.format)
    if kind == "PASTE_DATA_VALIDATION":
        return old.but(validation=new.validation)
    value = Formula(moved(new.value, *by)) if formula else new.value  # type: ignore[arg-type]
    if kind == "PASTE_FORMULA":
        return old.but(value=value, cached=new.cached, given=new.given, runs=new.runs)
    format = new.format
    if kind == "PASTE_NO_BORDERS":
        format = {k: v for k, v in (format or {}).items() if k != "borders"}
        borders = (old.format or {}).get("borders")
        format = (format | ({"borders": borders} if borders else {})) or None
    return new.but(value=value, format=format)


def _copy_merges(source: Sheet, area: Area, target: Sheet, to: Area) -> None:
    inside = [merge for merge in source.merges if area.holds(merge)]
    target.merges = [merge for merge in target.merges if not merge.meets(to)]
    for merge in inside:
        down, right = to.top - area.top, to.left - area.left
        target.merges.append(Area(merge.top + down, merge.bottom + down, merge.left + right, merge.right + right))


def cut_paste(store: Store, book: Book, request: Json) -> None:
    source = sheet_of(book, request["source"].get("sheetId"))
    area = area_of(source, request["source"])
    start = request["destination"]
    target = sheet_of(book, start.get("sheetId"))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    to = Area(top, top + area.rows, left, left + area.columns)
    if to.bottom > target.rows or to.right > target.columns:
        raise GoogleError(
            400, f"The destination range exceeds the grid. Max rows: {target.rows}, max columns: {target.columns}"
        )
    guard(store, book, source, area)
    guard(store, book, target, to)
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind not in ("PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMAT", "PASTE_FORMULA", "PASTE_NO_BORDERS"):
        raise Unknown(f"cutPaste of {kind}")
    block = {(row - area.top, column - area.left): cell for row, column, cell in source.cells(area)}
    for row, column in [(area.top + r, area.left + c) for r, c in block]:
        source.put(row, column, EMPTY)
    for row in range(area.rows):
        for column in range(area.columns):
            old = target.cell(top + row, left + column)
            target.put(top + row, left + column, pasted(old, block.get((row, column), EMPTY), kind, (0, 0)))


# --- sorting


def sort_range(store: Store, book: Book, request: Json) -> None:
    sheet = sheet_of(book, request["range"].get("sheetId"))
    area = area_of(sheet, request["range"])
    guard(store, book, sheet, area)
    specs = request.get("sortSpecs") or []
    if any(merge.meets(area) and merge.rows > 1 for merge in sheet.merges):
        raise GoogleError(400, "You can't sort a range with vertical merges.")
    rows = list(range(area.top, area.bottom))
    for spec in reversed(specs):
        if set(spec) - {"dimensionIndex", "sortOrder"}:
            raise Unknown("sortRange by colours")
        column = spec.get("dimensionIndex", 0)
        if not area.left <= column < area.right:
            raise GoogleError(400, f"dimensionIndex[{column}] is outside of the range")
        filled = [row for row in rows if sheet.cell(row, column).shown is not None]
        blank = [row for row in rows if sheet.cell(row, column).shown is None]
        # Blank cells stay at the end in either order.
        keys = {row: _order(sheet.cell(row, column)) for row in filled}
        filled.sort(key=keys.__getitem__, reverse=spec.get("sortOrder") == "DESCENDING")
        rows = filled + blank
    held = {
        row: {c: cell for c, cell in sheet.grid.get(row, {}).items() if area.left <= c < area.right} for row in rows
    }
    for new, old in enumerate(rows, start=area.top):
        for column in range(area.left, area.right):
            cell = held[old].get(column, EMPTY)
            if isinstance(cell.value, Formula) and new != old:
                cell = cell.but(value=Formula(moved(cell.value, new - old, 0)))
            if cell is not sheet.cell(new, column):
                sheet.put(new, column, cell)


def _order(cell: Cell) -> tuple[int, Any]:
    """Numbers before texts before truth values before errors, texts without regard to case."""
    shown = cell.shown
    if isinstance(shown, Error):
        return 3, shown.type
    if isinstance(shown, bool):
        return 2, shown
    if isinstance(shown, str):
        return 1, shown.casefold()
    return 0, shown


# --- finding and replacing


def find_replace(store: Store, book: Book, request: Json) -> Json:
    scopes = [name for name in ("range", "sheetId", "allSheets") if name in request and request[name] is not False]
    if len(scopes) != 1:
        raise GoogleError(400, "Exactly one of range, sheetId and allSheets must be set.")
    if request.get("includeFormulas"):
        raise Unknown("findReplace in formulas")
    find, replacement = request.get("find", ""), request.get("replacement", "")
    pattern = re.compile(
        find if request.get("searchByRegex") else re.escape(find), 0 if request.get("matchCase") else re.IGNORECASE
    )
    if scopes == ["range"]:
        sheet = sheet_of(book, request["range"].get("sheetId"))
        places = [(sheet, area_of(sheet, request["range"]))]
    elif scopes == ["sheetId"]:
        sheet = sheet_of(book, request["sheetId"])
        places = [(sheet, sheet.all)]
    else:
        places = [(book.edit(sheet.id), sheet.all) for sheet in list(book.sheets)]
    values, rows, sheets, times = 0, set(), set(), 0
    for sheet, area in places:
        for row, column, cell in list(sheet.cells(area)):
            if isinstance(cell.value, Formula) or not isinstance(cell.value, str):
                continue
            if request.get("matchEntireCell") and not pattern.fullmatch(cell.value):
                continue
            text, count = pattern.subn(
                replacement if request.get("searchByRegex") else lambda _: replacement, cell.value
            )
            if count:
                guard(store, book, sheet, Area(row, row + 1, column, column + 1))
                sheet.put(row, column, cell.but(value=text or None, runs=()))
                values, times = values + 1, times + count
                rows.add((sheet.id, row))
                sheets.add(sheet.id)
    said = {
        "valuesChanged": values,
        "rowsChanged": len(rows),
        "sheetsChanged": len(sheets),
        "occurrencesChanged": times,
    }
    return {name: count for name, count in said.items() if count}


KINDS = {"copyPaste": copy_paste, "cutPaste": cut_paste, "sortRange": sort_range, "findReplace": find_replace}
