"""How a new workbook looks: the tokens of the look as openpyxl formats."""

from __future__ import annotations

import math
from collections.abc import Iterable

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from reports.tokens import LIGHT, SHEET_FACE
from sheets.contract import Column

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm"
#: With room on the right, or it would touch the text in the next column.
MONEY_FORMAT = "#,##0_)"

#: Text that is read, not compared: a text format would show ##### for long ones in older Excel.
LONG_TEXT = frozenset(
    {
        "note",
        "note_attributes",
        "text",
        "title",
        "reason",
        "message",
        "result_note",
        "plain_meaning_en",
        "plain_meaning_es",
    }
)

_WIDTHS = {"date": 12.0, "moment": 22.0, "count": 11.0, "money": 13.0, "rate": 10.0, "flag": 12.0, "url": 26.0}
_WIDTHS_BY_NAME = {
    "order_id": 12.0,
    "line_name": 28.0,
    "product_title": 26.0,
    "email": 26.0,
    "text": 60.0,
    "note": 36.0,
    "title": 52.0,
    "reason": 44.0,
    "message": 36.0,
    "result_note": 36.0,
    "key": 28.0,
    "value": 24.0,
    "default": 18.0,
    "unit": 21.0,
    "plain_meaning_en": 64.0,
    "plain_meaning_es": 64.0,
    "currency": 10.0,
    "size": 10.0,
    "color": 12.0,
    "target_key": 34.0,
    "exception_key": 30.0,
    "note_attributes": 30.0,
    "ship_address1": 28.0,
    "kind": 24.0,
    "pattern": 28.0,
    "maps_to": 20.0,
    "surface": 24.0,
}


def font(*, bold: bool = False, italic: bool = False, size: float = 10, color: str = LIGHT.ink) -> Font:
    """The sheet's face in this weight and colour."""
    return Font(name=SHEET_FACE, size=size, bold=bold, italic=italic, color=color.removeprefix("#"))


def fill(color: str) -> PatternFill:
    """A plain ground."""
    return PatternFill("solid", start_color=color.removeprefix("#"))


def line_below(color: str = LIGHT.line) -> Border:
    """A hairline under the cell."""
    return Border(bottom=Side(style="thin", color=color.removeprefix("#")))


WRAPPED = Alignment(vertical="top", wrap_text=True)
MARK = Alignment(horizontal="right", vertical="top", indent=1)
LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
MIDDLE_RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
MIDDLE = Alignment(vertical="center", wrap_text=True)


def column_format(column: Column) -> str:
    """The number format of a column's empty cells: what a spreadsheet would mangle is text."""
    if column.kind in ("id", "order", "sku", "list"):
        return TEXT_FORMAT
    if column.kind == "text" and column.name not in LONG_TEXT:
        return TEXT_FORMAT
    return {"date": DATE_FORMAT, "moment": MOMENT_FORMAT}.get(column.kind, "General")


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """Points for a row whose texts wrap in columns of these widths: LibreOffice does not grow rows of a new file."""
    lines = max((math.ceil(len(text) / width) for text, width in texts), default=1)
    return 2.0 + 13.0 * max(1, lines)


def column_width(column: Column, title: str) -> float:
    """Wide enough for what the column holds and for the longest word of its title."""
    usual = _WIDTHS_BY_NAME.get(column.name, _WIDTHS.get(column.kind, 16.0))
    return max(usual, max((len(word) for word in title.split()), default=0) * 1.25 + 2.5)
