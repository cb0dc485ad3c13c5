"""A new workbook, drawn from the contract with openpyxl: the same bytes on every machine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.definitions import KNOBS
from reports.tokens import LIGHT
from sheets.contract import CONTRACT_VERSION, STARTER, Column, Tab
from sheets.template import examples, guide, looks, rows, sample, tags

#: The hidden name under which a workbook carries the version of the contract that it was made from.
CONTRACT_NAME = "_OB.contract"

HEADER_ROW = 1
_LAST_ROW = 1_048_576
#: Excel takes a list inside a validation only up to this many characters; a longer one stands in a hidden tab.
_LONGEST_LIST = 255
LISTS = "_Lists"
_YES_NO = {"en": ("yes", "no"), "es": ("sí", "no")}
_FREE_WORD = {
    "en": "The brief does not know this word. Keep it all the same?",
    "es": "El informe no conoce esta palabra. ¿Dejarla de todos modos?",
}
#: In other tabs a hint shows what a column means when its header is chosen: these are explained on the first sheet, and
#: their header is pasted over.
_NOT_HINTED = frozenset({"orders", "inventory"})
_BORN = datetime(2026, 1, 1)


def workbook_bytes(language: str, sample: bool) -> bytes:
    """A whole new workbook as the bytes of an .xlsx file."""
    return same_bytes(workbook(language, sample))


def workbook(language: str, with_sample: bool) -> Workbook:
    """A whole new workbook, not saved yet."""
    return assembled(language, lambda sheet, tab: draw_tab(sheet, tab, language, tab_rows(tab, language, with_sample)))


def assembled(language: str, draw: Callable[[Worksheet, Tab], None]) -> Workbook:
    """A new workbook, not saved yet: the guide, and each first input tab as ``draw`` draws it."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    guide.draw(first, language)
    for tab in STARTER:
        draw(book.create_sheet(tab.name.in_(language)), tab)
    if LISTS in book.sheetnames:
        book.move_sheet(LISTS, len(book.sheetnames))
    book.defined_names[CONTRACT_NAME] = DefinedName(CONTRACT_NAME, attr_text=str(CONTRACT_VERSION), hidden=True)
    book.properties.creator = "Operating Brief"
    book.properties.created = _BORN
    book.properties.title = "Operating Brief"
    return book


def tab_rows(tab: Tab, language: str, with_sample: bool) -> Sequence[rows.Row]:
    """What stands below the header of this tab in a new workbook."""
    if tab.key == "definitions":
        return rows.definitions(language, sample.DEFINITIONS if with_sample else None)
    if with_sample and (filled := sample.rows(tab.key, language)):
        return filled
    shown = examples.example(tab, language)
    return (*((shown,) if shown else ()), *(tags.prefilled(language) if tab.key == "tag_map" else ()))


def draw_tab(sheet: Worksheet, tab: Tab, language: str, filled: Sequence[rows.Row], *, long_lists: bool = True) -> None:
    """Draw one input tab: header in row 1, so that an export pasted over A1 puts its own in the same place.

    ``long_lists``: whether lists too long for a validation may stand in a hidden tab beside it.
    """
    sheet.sheet_properties.tabColor = LIGHT.accent.removeprefix("#")
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    sheet.row_dimensions[HEADER_ROW].height = 32
    columns = shown_columns(tab, language)
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        title = column.title.in_(language)
        _header(sheet.cell(HEADER_ROW, number), title, column)
        sheet.column_dimensions[letter].width = looks.column_width(column, title)
        sheet.column_dimensions[letter].number_format = looks.column_format(column)
        sheet.column_dimensions[letter].font = looks.font()
        if tab.key not in _NOT_HINTED:
            _hint(sheet, f"{letter}{HEADER_ROW}", column, language)
        words = offered(column, language)
        if words and (long_lists or len(",".join(words)) <= _LONGEST_LIST):
            word_list(sheet, f"{letter}{HEADER_ROW + 1}:{letter}{_LAST_ROW}", words, language)
    for number, row in enumerate(filled, start=HEADER_ROW + 1):
        _row(sheet, number, tab, columns, row)
    if tab.key == "definitions":
        _definition_lists(sheet, columns, filled)
    page(sheet)


def shown_columns(tab: Tab, language: str) -> tuple[Column, ...]:
    """The tab's columns in the order in which a workbook of this language shows them."""
    if tab.key != "definitions":
        return tab.columns
    # The meaning that is read stands near the value; the other language's goes to the end.
    other = tab.column("plain_meaning_en" if language == "es" else "plain_meaning_es")
    return (*(column for column in tab.columns if column is not other), other)


def _header(cell: SheetCell | MergedCell, title: str, column: Column) -> None:
    assert isinstance(cell, SheetCell)
    cell.value = title
    needed = column.required or bool(column.any_of)
    cell.font = looks.font(bold=True, color=LIGHT.on_accent if needed else LIGHT.ink)
    cell.fill = looks.fill(LIGHT.accent if needed else LIGHT.quiet_soft)
    cell.alignment = looks.MIDDLE_RIGHT if column.kind in ("money", "count", "rate") else looks.MIDDLE
    cell.border = looks.line_below()


def _row(sheet: Worksheet, number: int, tab: Tab, columns: tuple[Column, ...], row: rows.Row) -> None:
    is_example = row.get(tab.columns[0].name) == examples.EXAMPLE
    for position, column in enumerate(columns, start=1):
        if column.name not in row and not (tab.key == "definitions" and column.name == "value"):
            continue
        cell = sheet.cell(number, position)
        value = row.get(column.name)
        cell.value = value
        if isinstance(value, str):
            # What begins with "=" or "+" is text all the same.
            cell.data_type = "s"
        cell.number_format = _cell_format(column, value)
        cell.font = looks.font(
            italic=is_example, color=LIGHT.muted if is_example or _is_aside(tab, column) else LIGHT.ink
        )
        cell.alignment = looks.LEFT if column.kind == "any" else looks.WRAPPED
        if tab.key == "definitions":
            cell.border = looks.line_below()
            if column.name == "value":
                cell.font = looks.font(bold=True)
                cell.fill = looks.fill(LIGHT.good_soft)
    if tab.key == "definitions":
        texts = ((str(row.get(column.name, "")), looks.column_width(column, "")) for column in columns)
        sheet.row_dimensions[number].height = looks.row_height(texts)


def _is_aside(tab: Tab, column: Column) -> bool:
    return tab.key == "definitions" and column.name in ("unit", "default")


def _cell_format(column: Column, value: object) -> str:
    if isinstance(value, datetime):
        return looks.MOMENT_FORMAT
    if isinstance(value, date):
        return looks.DATE_FORMAT
    if isinstance(value, str):
        return (
            looks.TEXT_FORMAT if looks.column_format(column) == looks.TEXT_FORMAT or column.kind == "any" else "General"
        )
    return looks.MONEY_FORMAT if column.kind == "money" else "General"


def offered(column: Column, language: str) -> tuple[str, ...]:
    """The words that a cell of this column may be chosen from; none where it takes any."""
    if column.kind == "choice":
        return column.words(language)
    return _YES_NO[language] if column.kind == "flag" else ()


def _hint(sheet: Worksheet, address: str, column: Column, language: str) -> None:
    hint = DataValidation(
        showInputMessage=True, promptTitle=column.title.in_(language)[:32], prompt=column.meaning.in_(language)[:255]
    )
    hint.add(address)
    sheet.add_data_validation(hint)


def word_list(sheet: Worksheet, area: str, words: tuple[str, ...], language: str) -> None:
    """Offer these words in every cell of the area."""
    # A warning, not a stop: a founder may keep a word of their own, and it is listed as not understood.
    joined = ",".join(words)
    source = f'"{joined}"' if len(joined) <= _LONGEST_LIST else _hidden_list(sheet, words)
    choice = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        error=_FREE_WORD[language],
    )
    choice.add(area)
    sheet.add_data_validation(choice)


def _hidden_list(sheet: Worksheet, words: tuple[str, ...]) -> str:
    book = sheet.parent
    assert book is not None
    lists = book[LISTS] if LISTS in book.sheetnames else book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    position = lists.max_column + 1 if lists["A1"].value else 1
    for number, word in enumerate(words, start=1):
        lists.cell(number, position, word)
    letter = get_column_letter(position)
    return f"{LISTS}!${letter}$1:${letter}${len(words)}"


def _definition_lists(sheet: Worksheet, columns: tuple[Column, ...], filled: Sequence[rows.Row]) -> None:
    names = [column.name for column in columns]
    value = get_column_letter(names.index("value") + 1)
    declared = {knob.key: knob for knob in KNOBS}
    for number, row in enumerate(filled, start=HEADER_ROW + 1):
        knob = declared.get(str(row["key"]))
        words = () if knob is None else ("yes", "no") if knob.kind == "flag" else knob.choices
        if words:
            choice = DataValidation(type="list", formula1='"' + ",".join(words) + '"', allow_blank=True)
            choice.add(f"{value}{number}")
            sheet.add_data_validation(choice)


def page(sheet: Worksheet) -> None:
    """Print the tab on landscape pages, as wide as one, with its header on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def same_bytes(book: Workbook) -> bytes:
    """Save without the hour of saving: the same contract gives the same file."""
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*",
                    rb"\g<1>" + _BORN.isoformat().encode() + b"Z",
                    content,
                )
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, content, compresslevel=6)
    return out.getvalue()
