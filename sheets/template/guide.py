"""The first sheet of a new workbook: how to begin, and what each column means.

Instructions stand here and not above the headers, because an export is pasted over cell A1 of its tab.
"""

from __future__ import annotations

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.tokens import LIGHT
from sheets.contract import OUR_TABS, STARTER, Column
from sheets.errors import Text
from sheets.template import looks

NAME = Text("Start here", "Empieza aquí")

_TITLE = Text("Your operating workbook", "Tu libro de operación")
_LEAD = Text(
    "You fill the green tabs. Operating Brief reads them and writes back a short brief: what to do next, and why.",
    "Tú llenas las pestañas verdes. Operating Brief las lee y devuelve un informe corto: qué hacer y por qué.",
)
_STEPS = (
    Text(
        "Orders. Import your shop's orders export, or empty the tab and paste the export at A1 with its own header.",
        "Pedidos. Importa la exportación de pedidos de tu tienda, o vacía la pestaña y pégala en A1 con su encabezado.",
    ),
    Text(
        "Inventory. The same with the products export and the inventory export; they complete each other.",
        "Inventario. Igual con la exportación de productos y la de inventario; una completa a la otra.",
    ),
    Text(
        "Definitions. Look through the Value column: currency, time zone, minimums by type, who answers for what.",
        "Definiciones. Revisa la columna Valor: moneda, zona horaria, mínimos por tipo, quién responde por qué.",
    ),
    Text(
        "Notes. One line for what the figures can't know: a launch, a ride, a day without shipping.",
        "Notas. Una línea por lo que las cifras no saben: un lanzamiento, una rodada, un día sin despachos.",
    ),
    Text(
        "Refresh. Press Refresh in the window, or run: operating-brief refresh and this workbook's name or link.",
        "Actualiza. Oprime Actualizar en la ventana, o ejecuta: operating-brief refresh y el nombre o el enlace de "
        "este libro.",
    ),
)
_RULES = (
    Text(
        "Columns are found by their name, in English, Spanish or as your shop exports them. Order does not matter, and "
        "columns of your own are left alone.",
        "Las columnas se encuentran por su nombre, en inglés, en español o como las exporta tu tienda. El orden no "
        "importa y tus propias columnas no se tocan.",
    ),
    Text(
        "A grey row with the word example in column A is never counted. Delete it whenever you like.",
        "Una fila gris con la palabra example en la columna A nunca cuenta. Bórrala cuando quieras.",
    ),
    Text(
        "Blank means unknown, never zero. Write 0 where it is zero.",
        "En blanco significa que no se sabe, nunca cero. Escribe 0 donde sea cero.",
    ),
    Text(
        "Green headers are the ones that matter most; the grey ones sharpen the brief.",
        "Los encabezados verdes son los que más importan; los grises afinan el informe.",
    ),
)
_OURS = Text(
    "The program only writes its own tabs ({names}), and yours only when you ask it to.",
    "El programa solo escribe sus propias pestañas ({names}), y las tuyas solo cuando tú se lo pides.",
)
_HEADINGS = (
    Text("Tab", "Pestaña"),
    Text("Column", "Columna"),
    Text("Needed", "¿Hace falta?"),
    Text("What it means", "Qué significa"),
)
_BEGIN = Text("Begin", "Para empezar")
_KNOW = Text("Good to know", "Bueno saber")
_COLUMNS = Text("What each column means", "Qué significa cada columna")
_ALWAYS = Text("yes", "sí")
_ONE_OF = Text("one of these", "una de estas")

_WIDTHS = (14.0, 28.0, 15.0, 72.0)


def draw(sheet: Worksheet, language: str) -> None:
    """Draw the guide on this empty sheet."""
    sheet.title = NAME.in_(language)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = LIGHT.ink.removeprefix("#")
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    row = _band(sheet, language)
    row = _numbered(sheet, row, _BEGIN.in_(language), [step.in_(language) for step in _STEPS], numbers=True)
    ours = _OURS.in_(language).format(names=", ".join(tab.name for tab in OUR_TABS if not tab.hidden))
    row = _numbered(sheet, row, _KNOW.in_(language), [*(rule.in_(language) for rule in _RULES), ours], numbers=False)
    _columns(sheet, row, language)
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _band(sheet: Worksheet, language: str) -> int:
    for row, height in ((1, 34), (2, 22)):
        sheet.row_dimensions[row].height = height
        for column in range(1, 5):
            sheet.cell(row, column).fill = looks.fill(LIGHT.accent)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    _say(sheet.cell(1, 1), _TITLE.in_(language), size=16, bold=True, color=LIGHT.on_accent)
    _say(sheet.cell(2, 1), _LEAD.in_(language), color=LIGHT.on_accent)
    return 4


def _heading(sheet: Worksheet, row: int, text: str) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    _say(sheet.cell(row, 1), text, size=12, bold=True, color=LIGHT.accent)
    sheet.row_dimensions[row].height = 22


def _numbered(sheet: Worksheet, row: int, heading: str, lines: list[str], *, numbers: bool) -> int:
    _heading(sheet, row, heading)
    for number, line in enumerate(lines, start=1):
        row += 1
        mark = _say(sheet.cell(row, 1), str(number) if numbers else "·", bold=True, color=LIGHT.accent)
        mark.alignment = looks.MARK
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
        _say(sheet.cell(row, 2), line).alignment = looks.WRAPPED
        # Merged cells don't grow by themselves.
        sheet.row_dimensions[row].height = 16 if len(line) <= 118 else 30
    return row + 2


def _columns(sheet: Worksheet, row: int, language: str) -> None:
    _heading(sheet, row, _COLUMNS.in_(language))
    row += 1
    for number, heading in enumerate(_HEADINGS, start=1):
        cell = _say(sheet.cell(row, number), heading.in_(language), bold=True)
        cell.fill = looks.fill(LIGHT.quiet_soft)
        cell.border = looks.line_below()
    for tab in STARTER:
        row += 1
        name = tab.name.in_(language)
        first = _say(sheet.cell(row, 1), name, bold=True, color=LIGHT.accent)
        first.hyperlink = f"#'{name}'!A1"
        first.font = looks.font(bold=True, color=LIGHT.accent)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
        _say(sheet.cell(row, 2), tab.meaning.in_(language), bold=True)
        sheet.row_dimensions[row].height = 20 if len(tab.meaning.in_(language)) <= 112 else 32
        for column in tab.columns:
            row += 1
            _column(sheet, row, column, language)


def _column(sheet: Worksheet, row: int, column: Column, language: str) -> None:
    needed = _ALWAYS.in_(language) if column.required else _ONE_OF.in_(language) if column.any_of else ""
    for number, text in enumerate(("", column.title.in_(language), needed, column.meaning.in_(language)), start=1):
        cell = _say(sheet.cell(row, number), text, color=LIGHT.muted if number == 3 else LIGHT.ink)
        cell.border = looks.line_below()
        cell.alignment = looks.WRAPPED


def _say(
    cell: SheetCell | MergedCell, text: str, *, size: float = 10, bold: bool = False, color: str = LIGHT.ink
) -> SheetCell:
    assert isinstance(cell, SheetCell)
    cell.value = text or None
    cell.font = looks.font(size=size, bold=bold, color=color)
    cell.alignment = looks.MIDDLE
    return cell
