"""A1 notation in all the forms that Google takes, and ranges as its answers write them.

Follows the recordings (``test_range_unbounded``, ``test_get_all_values_title_is_a1_notation``,
``test_update_works_with_swapped_values_and_range``, ``test_get_values_merge_cells_with_named_range``) and the guide
"A1 notation" of the Sheets API.
"""

from __future__ import annotations

import re

from tests.google.answers import GoogleError
from tests.google.model import Area, Book, Json, Sheet

_CELL = r"\$?([A-Za-z]{1,3})?\$?(\d+)?"
_RANGE = re.compile(rf"^{_CELL}(?::{_CELL})?$")
_R1C1 = re.compile(r"^R(\d+)C(\d+)(?::R(\d+)C(\d+))?$", re.IGNORECASE)
_PLAIN = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_LIKE_A_CELL = re.compile(r"^([A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|\d+)$")


def letters(column: int) -> str:
    """The letters of a column counted from 0: 27 is AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(text: str) -> int:
    """The column of letters, from 0."""
    value = 0
    for letter in text.upper():
        value = value * 26 + ord(letter) - 64
    return value - 1


def quoted(title: str) -> str:
    """A tab's title as Google writes it before the exclamation mark."""
    if _PLAIN.match(title) and not _LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def written(title: str, area: Area) -> str:
    """A range as Google's answers write it: one cell without a colon."""
    first = f"{letters(area.left)}{area.top + 1}"
    if area.rows == 1 and area.columns == 1:
        return f"{quoted(title)}!{first}"
    return f"{quoted(title)}!{first}:{letters(area.right - 1)}{area.bottom}"


def parse(book: Book, text: str) -> tuple[Sheet, Area, bool]:
    """The tab and rectangle of a range, and whether it has no end of its own (a tab, whole columns or rows).

    Raises GoogleError 400 "Unable to parse range", or where it begins outside of the grid "exceeds grid limits".
    """
    whole = _tab_alone(book, text)
    if whole is not None:
        return whole, whole.all, True
    sheet, cells = _split(book, text)
    named = next((n for n in book.named if n["name"].lower() == cells.lower()), None)
    if named is not None:
        # Whatever tab stands before it [recorded: test_get_values_merge_cells_with_named_range].
        sheet = book.sheet(named["range"].get("sheetId", 0))
        return sheet, grid_area(sheet, named["range"]), False
    match = _R1C1.match(cells)
    if match:
        top, left, bottom, right = (int(g) - 1 if g else None for g in match.groups())
        if bottom is None:
            bottom, right = top, left
    else:
        match = _RANGE.match(cells)
        if not match or not cells:
            raise GoogleError(400, f"Unable to parse range: {text}")
        a, b, c, d = match.groups()
        if ":" not in cells:
            if not (a and b):
                raise GoogleError(400, f"Unable to parse range: {text}")
            c, d = a, b
        left, right = (column_of(a) if a else None), (column_of(c) if c else None)
        top, bottom = (int(b) - 1 if b else None), (int(d) - 1 if d else None)
    open_ended = (bottom is None) or (right is None)
    if top is not None and bottom is not None and bottom < top:
        top, bottom = bottom, top
    if left is not None and right is not None and right < left:
        left, right = right, left
    top, left = top or 0, left or 0
    if top >= sheet.rows or left >= sheet.columns:
        raise GoogleError(
            400,
            f"Range ({_echo(sheet, cells)}) exceeds grid limits. Max rows: {sheet.rows}, max columns: {sheet.columns}",
        )
    return (
        sheet,
        Area(
            top,
            sheet.rows if bottom is None else min(bottom + 1, sheet.rows),
            left,
            sheet.columns if right is None else min(right + 1, sheet.columns),
        ),
        open_ended,
    )


def _echo(sheet: Sheet, cells: str) -> str:
    return f"{quoted(sheet.title)}!{cells}"


def _tab_alone(book: Book, text: str) -> Sheet | None:
    title = text
    if len(text) > 1 and text[0] == text[-1] == "'":
        title = text[1:-1].replace("''", "'")
    elif _LIKE_A_CELL.match(text):
        return None
    return _find(book, title)


def _find(book: Book, title: str) -> Sheet | None:
    for sheet in book.sheets:
        if sheet.title == title:
            return sheet
    return next((sheet for sheet in book.sheets if sheet.title.lower() == title.lower()), None)


def _split(book: Book, text: str) -> tuple[Sheet, str]:
    title, mark, cells = text.rpartition("!")
    if not mark:
        return book.sheets[0], text
    if len(title) > 1 and title[0] == title[-1] == "'":
        title = title[1:-1].replace("''", "'")
    sheet = _find(book, title)
    if sheet is None:
        raise GoogleError(400, f"Unable to parse range: {text}")
    return sheet, cells


def grid_area(sheet: Sheet, grid_range: Json) -> Area:
    """The rectangle of a GridRange on its tab: what is missing is unbounded; the end is cut to the grid."""
    return Area(
        grid_range.get("startRowIndex", 0),
        min(grid_range.get("endRowIndex", sheet.rows), sheet.rows),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endColumnIndex", sheet.columns), sheet.columns),
    )


def grid_range(sheet: Sheet, area: Area) -> Json:
    """A GridRange as Google's answers give it: the id of the first tab, 0, is left out."""
    return ({"sheetId": sheet.id} if sheet.id else {}) | {
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
