"""Twenty kinds of workbook, most of them made here, some taken from the shared samples where those are present."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

from sheets import template
from tests.proof.shop import ORDERS, order
from tests.proof.shop import workbook as shop
from tests.sheets.excel.making import openpyxl_workbook, prefixed, rebuilt, rich_workbook, strict, swap

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Kind:
    """One kind of workbook: the file's name, what it is in both languages, how it is made (``None`` = not here)."""

    name: str
    en: str
    es: str
    make: Callable[[Path], Path | None]
    suffix: str = ".xlsx"


def sample(name: str) -> Callable[[Path], Path | None]:
    """A workbook of the shared samples, where they lie beside the project."""

    def make(path: Path) -> Path | None:
        source = CORPUS / name
        return Path(shutil.copyfile(source, path)) if source.is_file() else None

    return make


def orders(
    path: Path, change: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None], **options: object
) -> Path:
    """Eight orders, and whatever else belongs to the kind."""
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet("Orders")
    sheet.write_row(0, 0, ORDERS)
    for place in range(8):
        sheet.write_row(place + 1, 0, order(1000 + place, (date(2026, 11, 4) + timedelta(days=place)).isoformat()))
    change(book, sheet)
    book.close()
    return path


def table(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        columns = [{"header": header} for header in ORDERS]
        sheet.add_table(
            0, 0, 8, len(ORDERS) - 1, {"name": "OrdersTable", "columns": columns, "style": "Table Style Medium 9"}
        )

    return orders(path, add)


def charts(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        own = book.add_worksheet("Charts")
        for place, kind in enumerate(("column", "line", "pie", "bar", "area", "scatter", "doughnut", "radar")):
            chart = book.add_chart({"type": kind})
            chart.add_series({"name": kind, "categories": "=Orders!$A$2:$A$9", "values": "=Orders!$J$2:$J$9"})
            own.insert_chart(16 * (place // 2), 8 * (place % 2), chart)

    return orders(path, add)


def notes(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_comment("A2", "Called on Monday", {"author": "María", "visible": True})
        sheet.write_comment("J3", "Paid twice?", {"author": "Juan"})
        sheet.insert_textbox("L12", "Remember the fair", {"fill": {"color": "#FFF2CC"}})

    return orders(path, add)


def sparklines(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for row, kind in enumerate(("line", "column", "win_loss"), 1):
            sheet.add_sparkline(row, len(ORDERS) + 1, {"range": "Orders!$J$2:$J$9", "type": kind, "markers": True})

    return orders(path, add)


def conditional(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        red = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        sheet.conditional_format("J2:J20", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("L2:L20", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        sheet.conditional_format("G2:G20", {"type": "3_color_scale"})
        sheet.conditional_format("C2:C20", {"type": "text", "criteria": "containing", "value": "paid", "format": red})
        sheet.conditional_format("A2:A20", {"type": "duplicate", "format": red})
        sheet.conditional_format("D2:D20", {"type": "formula", "criteria": "=$J2>50000", "format": red})

    return orders(path, add)


def validation(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, ["fulfilled", "unfulfilled", "partial"])
        book.define_name("States", "=Lists!$A$1:$A$3")
        sheet.data_validation("E2:E50", {"validate": "list", "source": "=States"})
        sheet.data_validation("J2:J50", {"validate": "decimal", "criteria": ">=", "value": 0, "input_title": "Total"})

    return orders(path, add)


def since_1904(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(1, 9):
            sheet.write_datetime(row, len(ORDERS) + 1, date(2026, 11, row), day)

    return orders(path, add, date_1904=True)


def in_the_strict_edition(path: Path) -> Path:
    return rebuilt(shop(path), strict)


def with_prefixes(path: Path) -> Path:
    def change(parts: dict[str, bytes]) -> None:
        for name in parts:
            if name.startswith(("xl/worksheets/sheet", "xl/styles", "xl/workbook.xml", "xl/sharedStrings")):
                parts[name] = prefixed(parts[name])

    return rebuilt(orders(path, lambda book, sheet: None), change)


def by_libre_office(path: Path) -> Path | None:
    if not shutil.which("soffice"):
        return None
    made = path.with_name("made")
    made.mkdir()
    shop(made / path.name)
    profile = (made / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(made / path.name)], capture_output=True, check=True, timeout=180
    )
    shutil.rmtree(made)
    return path


def many_styles(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        own = book.add_worksheet("Colours")
        for number in range(5000):
            made = book.add_format({"bg_color": f"#{number * 3331 % 0xFFFFFF:06X}", "font_size": 8 + number % 12})
            own.write(number // 50, number % 50, number, made)

    return orders(path, add)


def guarded(path: Path) -> Path:
    def add(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.protect("", {"format_columns": True})
        book.add_worksheet("Guarded too").protect("secret")

    return orders(path, add)


def threaded(path: Path) -> Path:
    """A conversation in a cell, as Excel of the present day writes it, beside the note that older ones show."""

    def change(parts: dict[str, bytes]) -> None:
        space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        kind = "http://schemas.microsoft.com/office/2017/10/relationships/"
        person, thread, answer = (f"{{{number * 8}-1111-4111-8111-111111111111}}" for number in "123")
        parts["xl/persons/person.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><personList xmlns="{space}"><person displayName="María" '
            f'id="{person}" userId="maria" providerId="None"/></personList>'
        ).encode()
        parts["xl/threadedComments/threadedComment1.xml"] = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><ThreadedComments xmlns="{space}"><threadedComment ref="A2" '
            f'dT="2026-11-10T10:00:00.00" personId="{person}" id="{thread}"><text>Called?</text></threadedComment>'
            f'<threadedComment ref="A2" dT="2026-11-10T11:00:00.00" personId="{person}" id="{answer}" parentId="{thread}">'
            "<text>On Monday.</text></threadedComment></ThreadedComments>"
        ).encode()
        swap(parts, "xl/comments1.xml", "<author>x</author>", f"<author>tc={thread}</author>")
        swap(
            parts, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>",
            f'<Relationship Id="rId90" Type="{kind}threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
        )  # fmt: skip
        swap(
            parts, "xl/_rels/workbook.xml.rels", "</Relationships>",
            f'<Relationship Id="rId90" Type="{kind}person" Target="persons/person.xml"/></Relationships>',
        )  # fmt: skip
        types = "application/vnd.ms-excel"
        swap(
            parts, "[Content_Types].xml", "</Types>",
            f'<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="{types}.threadedcomments+xml"/>'
            f'<Override PartName="/xl/persons/person.xml" ContentType="{types}.person+xml"/></Types>',
        )  # fmt: skip

    text = "[Threaded comment]\n\nYour version of Excel shows this as a note.\n\nComment:\n    Called?\nReply:\n    On Monday."
    made = orders(path, lambda book, sheet: sheet.write_comment("A2", text, {"author": "x"}))
    return rebuilt(made, change)


def by_openpyxl(path: Path) -> Path:
    book = openpyxl.load_workbook(openpyxl_workbook(path))
    sheet = book.create_sheet("Orders", 0)
    sheet.append(ORDERS)
    sheet.append(order(1000, "2026-11-10"))
    sheet["A2"].comment = Comment("called", "me")
    book.save(path)
    return path


def founders(language: str) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        template.new(path, language, sample=True)
        return path

    return make


KINDS = (
    Kind("plain", "a plain list of orders", "una lista simple de pedidos", lambda path: orders(path, lambda book, sheet: None)),
    Kind("table", "orders as a table of Excel", "pedidos como tabla de Excel", table),
    Kind("charts", "eight charts", "ocho gráficos", charts),
    Kind("pivot", "pivot tables", "tablas dinámicas", sample("epplus/PivotTableCalculation.xlsx")),
    Kind("slicers and controls", "slicers, form controls and macros", "segmentaciones, controles y macros", sample("epplus/Control.xlsm"), ".xlsm"),
    Kind("macros", "a macro behind a button", "una macro detrás de un botón", sample("xlsxwriter/button07.xlsm"), ".xlsm"),
    Kind("notes", "notes and a text box", "notas y un cuadro de texto", notes),
    Kind("conversations", "conversations in cells (threaded comments)", "conversaciones en celdas (comentarios)", threaded),
    Kind("sparklines", "sparklines", "minigráficos", sparklines),
    Kind("conditional formats", "bars, icons, scales and rules", "barras, iconos, escalas y reglas", conditional),
    Kind("validation", "lists to choose from", "listas para elegir", validation),
    Kind("strict", "saved as strict Open XML", "guardado como Open XML estricto", in_the_strict_edition),
    Kind("1904", "dates counted from 1904 (Mac)", "fechas desde 1904 (Mac)", since_1904),
    Kind("prefixed", "written by a library with prefixes", "escrito por una biblioteca con prefijos", with_prefixes),
    Kind("libreoffice", "saved by LibreOffice", "guardado por LibreOffice", by_libre_office),
    Kind("openpyxl", "made by openpyxl", "hecho con openpyxl", by_openpyxl),
    Kind("xlsxwriter", "made by XlsxWriter, with a tab Brief of one's own", "hecho con XlsxWriter, con una pestaña Brief propia", rich_workbook),
    Kind("ruta norte", "the sample in Spanish", "el ejemplo en español", founders("es")),
    Kind("many styles", "5,000 cell formats", "5.000 formatos de celda", many_styles),
    Kind("protected tabs", "protected tabs", "pestañas protegidas", guarded),
    Kind("pictures and shapes", "SmartArt, shapes and pictures", "SmartArt, formas e imágenes", sample("ooxmlsdk/Complex01.xlsx")),
    Kind("imported and edited", "orders imported, a note added", "pedidos importados, una nota agregada", shop),
    Kind("template", "a template exported to share", "una plantilla exportada para compartir", founders("en")),
)  # fmt: skip
