"""A workbook as a founder keeps it, and every cell of it as an independent reader sees it. Made by code, for tests."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from desktop import cli

#: Columns of an orders export: what is imported below.
EXPORT = "Name,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
#: The founder's own order of columns, in their own words; “Revisó”, “Margen” and “Regalo” are theirs alone.
HEADER = ("Revisó", "SKU", "Producto", "Margen", "Cantidad", "Pedido", "Estado de pago", "Pagado el", "Total", "Regalo")
HEADER_ROW = 4


def line(number: str, sku: str, name: str, quantity: int = 1, total: int | None = None, price: int = 10_000) -> str:
    """One line of the export; an order's own cells stand where it has a total."""
    paid = "" if total is None else "paid"
    when = "2026-11-13 10:00:00 -0500"
    told = ("" if total is None else when, "" if total is None else total, when, quantity, name, price, sku)
    return ",".join(map(str, (number, paid, *told))) + "\n"


def founders_book(path: Path, *rows: tuple[object, ...], filled_to: int = 0) -> Path:
    """Titles above, own columns before, between and after, in an order of their own; formulas down to ``filled_to``.

    ``rows`` are (checked by, SKU, product, quantity, order, status, paid at, total, gift).
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Pedidos"
    sheet["A1"] = "Ruta Norte, pedidos 2026"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:D1")
    sheet["F2"] = "=COUNTA(F5:F5000)"
    for column, title in enumerate(HEADER, 1):
        sheet.cell(HEADER_ROW, column, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 9 + 2 * column
    for number, (checked, sku, name, quantity, order, status, paid, total, gift) in enumerate(rows, HEADER_ROW + 1):
        told = (checked, sku, name, f"=I{number}*0.4", quantity, order, status, paid, total, gift)
        for column, value in enumerate(told, 1):
            cell = sheet.cell(number, column, value)
            cell.number_format = "#,##0" if column in (4, 9) else "@"
            cell.fill = PatternFill("solid", fgColor="FFF2CC" if column in (1, 4, 10) else "FFFFFF")
    for number in range(HEADER_ROW + 1 + len(rows), filled_to + 1):
        sheet.cell(number, 4, f"=I{number}*0.4").number_format = "#,##0"
    if rows:
        sheet["J5"].comment = Comment("Con tarjeta", "Ana")
        sheet["A5"].hyperlink = "https://example.com/ana"
    sheet.conditional_formatting.add("I5:I5000", CellIsRule(operator="greaterThan", formula=["100000"]))
    checked = DataValidation(type="list", formula1='"Ana,Luis"', allow_blank=True)
    checked.add("A5:A5000")
    sheet.add_data_validation(checked)
    sheet.freeze_panes = "B5"
    other = book.create_sheet("Metas")
    other.append(["Mes", "Meta"])
    other.append(["Noviembre", "=SUM(Pedidos!I5:I5000)"])
    book.save(path)
    return path


def seen(path: Path) -> dict[str, tuple[object, ...]]:
    """Each cell of each tab that holds anything or looks like anything: value, format, fill, boldness, note, link."""
    found: dict[str, tuple[object, ...]] = {}
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                looks = (cell.number_format, cell.fill.fgColor.rgb, cell.font.b, cell.font.sz)
                note = cell.comment.text if cell.comment else None
                link = cell.hyperlink.target if cell.hyperlink else None
                if cell.value is not None or cell.has_style or note:
                    found[f"{sheet.title}!{cell.coordinate}"] = (cell.value, cell.data_type, *looks, note, link)
        found[f"{sheet.title} widths"] = tuple(
            (letters, column.width) for letters, column in sorted(sheet.column_dimensions.items())
        )
        found[f"{sheet.title} merged"] = tuple(map(str, sheet.merged_cells.ranges))
        found[f"{sheet.title} validated"] = tuple(
            (str(each.sqref), each.formula1) for each in sheet.data_validations.dataValidation
        )
        found[f"{sheet.title} conditional"] = tuple(str(each.sqref) for each in sheet.conditional_formatting)
        found[f"{sheet.title} frozen"] = (sheet.freeze_panes,)
    return found


def values(path: Path, tab: str, *columns: str, first: int = HEADER_ROW + 1) -> list[tuple[object, ...]]:
    """These columns of a tab from a row on, rows of blanks left out."""
    sheet = openpyxl.load_workbook(path)[tab]
    rows = (tuple(sheet[f"{column}{row}"].value for column in columns) for row in range(first, sheet.max_row + 1))
    return [row for row in rows if any(cell is not None for cell in row)]


def take(book: Path, text: str, capsys, name: str = "export.csv") -> tuple[dict, list[str]]:
    """Import this text with the real command: what the command counted, and its sentences in English."""
    file = book.with_name(name)
    file.write_text(text, encoding="utf-8")
    code = cli.main(["import", str(file), "--into", str(book), "--events"])
    out = capsys.readouterr().out
    events = [json.loads(line) for line in out.splitlines()]
    assert code == 0, events[-1]
    said = [event["text"]["en"] for event in events if event["event"] in ("note", "warning")]
    return events[-1]["imports"][0], said[1:]
