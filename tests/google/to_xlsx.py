"""A Google Sheet of the loopback server as an .xlsx, so that LibreOffice can draw how it looks.

``python -m tests.google.to_xlsx`` is not a thing: a test or a page of pictures calls :func:`save`. Sparklines, which
.xlsx says in a way of its own, show as their formula's text; everything else that our tabs use comes along.
"""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tests.google.model import Book, Cell, Error, Formula, Json, Sheet

_SIDES = {
    "SOLID": "thin",
    "SOLID_MEDIUM": "medium",
    "SOLID_THICK": "thick",
    "DOTTED": "dotted",
    "DASHED": "dashed",
    "DOUBLE": "double",
}
_ACROSS = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_DOWN = {"TOP": "top", "MIDDLE": "center", "BOTTOM": "bottom"}
_DEFAULT_HEIGHT = 21


def save(book: Book, path: Path) -> Path:
    """Write the whole book; a hidden tab stays hidden."""
    path.write_bytes(content(book))
    return path


def content(book: Book) -> bytes:
    """The file's bytes."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        _tab(made.create_sheet(sheet.title), sheet)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _tab(made: Worksheet, sheet: Sheet) -> None:
    properties = sheet.properties
    made.sheet_state = "hidden" if properties.get("hidden") else "visible"
    grid = properties.get("gridProperties", {})
    frozen = (grid.get("frozenColumnCount", 0), grid.get("frozenRowCount", 0))
    if any(frozen):
        made.freeze_panes = f"{get_column_letter(frozen[0] + 1)}{frozen[1] + 1}"
    made.sheet_view.showGridLines = not grid.get("hideGridlines", False)
    if colour := _rgb(properties.get("tabColorStyle", {}).get("rgbColor") or properties.get("tabColor")):
        made.sheet_properties.tabColor = colour
    for row, column, cell in sheet.cells():
        _put(made.cell(row + 1, column + 1), cell)
    for area in sheet.merges:
        made.merge_cells(start_row=area.top + 1, end_row=area.bottom, start_column=area.left + 1, end_column=area.right)
    for at, meta in sheet.column_meta.items():
        dimension = made.column_dimensions[get_column_letter(at + 1)]
        dimension.width = meta.get("pixelSize", 100) / 7
        dimension.hidden = bool(meta.get("hiddenByUser"))
    for at, meta in sheet.row_meta.items():
        if meta.get("pixelSize", _DEFAULT_HEIGHT) != _DEFAULT_HEIGHT:
            made.row_dimensions[at + 1].height = meta["pixelSize"] * 0.75
        made.row_dimensions[at + 1].hidden = bool(meta.get("hiddenByUser") or meta.get("hiddenByFilter"))
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.page_setup.fitToHeight, made.page_setup.paperSize = 0, 9
    if sheet.filter and "range" in sheet.filter:
        made.auto_filter.ref = _reference(sheet, sheet.filter["range"])
    for rule in sheet.rules:
        _rule(made, sheet, rule)


def _put(made: XlsxCell, cell: Cell) -> None:
    value = cell.value
    if isinstance(value, Formula):
        value = cell.cached.shown if isinstance(cell.cached, Error) else cell.cached
        value = str(cell.value) if value is None else value
    try:
        made.value = value
    except IllegalCharacterError:
        made.value = repr(value)
    if isinstance(value, str):
        made.data_type = "s"
    if cell.format:
        _dress(made, cell.format)
    if len(cell.runs) > 1 and isinstance(value, str):
        made.value = _rich(value, cell)
    if cell.note:
        made.comment = Comment(cell.note, "")
    if cell.validation:
        _check(made, cell.validation)
    links = [run["format"]["link"]["uri"] for run in cell.runs if run.get("format", {}).get("link")]
    link = (cell.format or {}).get("textFormat", {}).get("link", {}).get("uri") or (links[0] if links else "")
    if link.startswith(("http", "mailto")):
        made.hyperlink = link
        made.font = made.font + Font(underline="single")


def _dress(made: XlsxCell, look: Json) -> None:
    if background := _rgb(look.get("backgroundColorStyle", {}).get("rgbColor") or look.get("backgroundColor")):
        made.fill = PatternFill("solid", fgColor=background)
    text = look.get("textFormat", {})
    made.font = Font(
        name=text.get("fontFamily", "Arial").split(",")[0],
        size=text.get("fontSize", 10),
        bold=text.get("bold"),
        italic=text.get("italic"),
        strike=text.get("strikethrough"),
        underline="single" if text.get("underline") else None,
        color=_rgb(text.get("foregroundColorStyle", {}).get("rgbColor") or text.get("foregroundColor")) or "000000",
    )
    made.alignment = Alignment(
        horizontal=_ACROSS.get(look.get("horizontalAlignment", "")),
        vertical=_DOWN.get(look.get("verticalAlignment", "BOTTOM")),
        wrap_text=look.get("wrapStrategy") == "WRAP",
        indent=_indent(look),
    )
    number = look.get("numberFormat", {})
    if number.get("type") == "TEXT":
        made.number_format = "@"
    elif number.get("pattern"):
        made.number_format = number["pattern"]
    if borders := look.get("borders"):
        sides = {name: _side(borders[name]) for name in ("top", "bottom", "left", "right") if name in borders}
        made.border = Border(**sides)


def _indent(look: Json) -> int:
    """Google has padding in its place; a step of indent is about nine pixels."""
    side = "right" if look.get("horizontalAlignment") == "RIGHT" else "left"
    return round((look.get("padding", {}).get(side, 3) - 3) / 9)


def _rich(text: str, cell: Cell) -> CellRichText:
    """A text with its runs, which Google counts in units of UTF-16; what a run does not say it has from its cell."""
    units = text.encode("utf-16-le")
    starts = [run.get("startIndex", 0) for run in cell.runs]
    whole = (cell.format or {}).get("textFormat", {})
    parts: list[str | TextBlock] = [units[: 2 * starts[0]].decode("utf-16-le")] if starts[0] else []
    for run, start, end in zip(cell.runs, starts, [*starts[1:], len(units) // 2], strict=True):
        look = whole | run.get("format", {})
        font = InlineFont(
            rFont=look.get("fontFamily", "Arial"),
            sz=look.get("fontSize", 10),
            b=look.get("bold"),
            i=look.get("italic"),
            color=_rgb(look.get("foregroundColorStyle", {}).get("rgbColor")) or "000000",
        )
        parts.append(TextBlock(font, units[2 * start : 2 * end].decode("utf-16-le")))
    return CellRichText(parts)


def _side(said: Json) -> Side:
    colour = _rgb(said.get("colorStyle", {}).get("rgbColor") or said.get("color")) or "000000"
    return Side(style=_SIDES.get(said.get("style", "")), color=colour)


def _check(made: XlsxCell, rule: Json) -> None:
    condition = rule.get("condition", {})
    if condition.get("type") == "ONE_OF_LIST":
        words = ",".join(each.get("userEnteredValue", "") for each in condition.get("values", ()))
        check = DataValidation(type="list", formula1=f'"{words[:253]}"', showErrorMessage=bool(rule.get("strict")))
        check.add(made.coordinate)
        made.parent.add_data_validation(check)


def _rule(made: Worksheet, sheet: Sheet, rule: Json) -> None:
    condition = rule.get("booleanRule", {}).get("condition", {})
    ranges = [_reference(sheet, each) for each in rule.get("ranges", ())]
    if condition.get("type") != "TEXT_EQ" or not ranges:
        return
    look = rule["booleanRule"].get("format", {})
    background = _rgb(look.get("backgroundColorStyle", {}).get("rgbColor") or look.get("backgroundColor"))
    text = look.get("textFormat", {})
    colour = _rgb(text.get("foregroundColorStyle", {}).get("rgbColor") or text.get("foregroundColor"))
    word = condition["values"][0]["userEnteredValue"].replace('"', '""')
    first = ranges[0].partition(":")[0]
    made.conditional_formatting.add(
        " ".join(ranges),
        FormulaRule(
            formula=[f'{first}="{word}"'],
            fill=PatternFill("solid", end_color=background) if background else None,
            font=Font(color=colour, bold=text.get("bold")) if colour or text.get("bold") else None,
        ),
    )


def _reference(sheet: Sheet, said: Json) -> str:
    left, right = said.get("startColumnIndex", 0) + 1, said.get("endColumnIndex", sheet.columns)
    top, bottom = said.get("startRowIndex", 0) + 1, said.get("endRowIndex", sheet.rows)
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _rgb(colour: Json | None) -> str:
    """Six hexadecimal digits, empty where no colour is said."""
    if colour is None:
        return ""
    return "".join(f"{round(colour.get(part, 0) * 255):02X}" for part in ("red", "green", "blue"))
