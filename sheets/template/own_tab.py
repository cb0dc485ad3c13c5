"""Drawing a tab as a founder has shaped it: its headers, widths and formats, and no row."""

from __future__ import annotations

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.tokens import LIGHT
from sheets import headers
from sheets.contract import Column, tab
from sheets.looks import Look
from sheets.template import book, looks
from sheets.template.shape import Shape, ShapeColumn

_NARROWEST, _WIDEST = 4.0, 80.0
_USUAL = 14.0
_LAST_ROW = 1_048_576


def draw(sheet: Worksheet, shape: Shape, language: str) -> None:
    """Draw the shape on this empty sheet, its headers in row 1."""
    if shape.key:
        sheet.sheet_properties.tabColor = LIGHT.accent.removeprefix("#")
    sheet.freeze_panes = f"A{book.HEADER_ROW + 1}"
    sheet.row_dimensions[book.HEADER_ROW].height = 32
    for number, column in enumerate(shape.columns, start=1):
        known = _known(shape.key, column.label)
        letter = get_column_letter(number)
        size = sheet.column_dimensions[letter]
        size.width = min(_WIDEST, max(_NARROWEST, column.width or _usual(column)))
        size.number_format = _number(column, known)
        size.font = looks.font()
        _header(sheet, number, column)
        words = book.offered(known, language) if known else ()
        if words:
            book.word_list(sheet, f"{letter}{book.HEADER_ROW + 1}:{letter}{_LAST_ROW}", words, language)
    book.page(sheet)


def _known(key: str, label: str) -> Column | None:
    name = headers.column_of(key, label) if key and label else ""
    return tab(key).column(name) if name else None


def _usual(column: ShapeColumn) -> float:
    return max(_USUAL, max((len(word) for word in column.label.split()), default=0) * 1.25 + 2.5)


def _number(column: ShapeColumn, known: Column | None) -> str:
    if column.number != "General" or known is None:
        return column.number
    return looks.column_format(known)


def _header(sheet: Worksheet, number: int, column: ShapeColumn) -> None:
    cell = sheet.cell(book.HEADER_ROW, number)
    cell.value = column.label or None
    if column.label:
        # What begins with "=" is text all the same.
        cell.data_type = "s"
    head = column.head
    cell.font = looks.font(bold=head.bold, italic=head.italic, color=_ink(head))
    if head.fill:
        cell.fill = looks.fill(head.fill)
    cell.alignment = Alignment(horizontal=head.side or None, vertical="center", wrap_text=True)
    cell.border = looks.line_below()


def _ink(head: Look) -> str:
    """The header's own colour, or one that can be read on its ground."""
    if head.color:
        return head.color
    red, green, blue = (int((head.fill or "ffffff")[at : at + 2], 16) for at in (0, 2, 4))
    return LIGHT.ink if 299 * red + 587 * green + 114 * blue > 140_000 else LIGHT.on_accent
