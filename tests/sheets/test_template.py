from __future__ import annotations

import csv
import os
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.definitions import KNOBS
from sheets import headers, tables, template
from sheets.contract import CONTRACT_VERSION, STARTER, Tab
from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.excel.read import read

NAMES = {
    "en": ["Start here", "Definitions", "Orders", "Inventory", "Notes", "Actions", "Sources", "Decisions"],
    "es": ["Empieza aquí", "Definiciones", "Pedidos", "Inventario", "Notas", "Acciones", "Fuentes", "Decisiones"],
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


def made(folder: Path, language: str = "en", sample: bool = False) -> Path:
    path = folder / f"{language}.xlsx"
    template.new(path, language, sample)
    return path


def visible(path: Path) -> list[str]:
    return [sheet.title for sheet in openpyxl.load_workbook(path).worksheets if sheet.sheet_state == "visible"]


def sheet_of(path: Path, declared: Tab, language: str) -> Worksheet:
    return openpyxl.load_workbook(path)[declared.name.in_(language)]


def rows_of(path: Path, name: str) -> list[dict[str, object]]:
    """The rows below the header, by header, blanks left out."""
    lines = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    return [
        {str(title): cell for title, cell in zip(lines[0], line, strict=True) if cell is not None} for line in lines[1:]
    ]


@LANGUAGES
def test_a_new_workbook_shows_the_tabs_of_level_one_and_nothing_of_ours(tmp_path: Path, language: str) -> None:
    assert visible(made(tmp_path, language)) == NAMES[language]


@LANGUAGES
def test_the_reader_finds_every_column_of_every_tab_in_row_one(tmp_path: Path, language: str) -> None:
    snapshot = read(made(tmp_path, language))
    found = headers.used(snapshot.tabs)
    assert set(found.by_key) == {declared.key for declared in STARTER}
    assert not found.doubles
    for declared in STARTER:
        head = headers.header(snapshot.tab(found.by_key[declared.key]), declared.key)
        assert head.row == 1
        assert set(head.places) == {column.name for column in declared.columns}
        assert head.again == ()


@LANGUAGES
def test_the_contract_is_stamped_out_of_sight(tmp_path: Path, language: str) -> None:
    path = made(tmp_path, language)
    name = openpyxl.load_workbook(path).defined_names["_OB.contract"]
    assert (name.attr_text, name.hidden) == (str(CONTRACT_VERSION), True)
    assert read(path).contract_version == CONTRACT_VERSION


@LANGUAGES
def test_headers_are_frozen_and_those_that_matter_stand_out(tmp_path: Path, language: str) -> None:
    path = made(tmp_path, language)
    for declared in STARTER:
        sheet = sheet_of(path, declared, language)
        assert sheet.freeze_panes == "B2"
        fills = {cell.value: cell.fill.start_color.rgb[-6:] for cell in sheet[1]}
        for column in declared.columns:
            matters = column.required or column.any_of
            assert fills[column.title.in_(language)] == ("1f5f4a" if matters else "efece6"), column.name


def test_what_a_spreadsheet_would_mangle_is_text(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(made(tmp_path))
    formats = {
        (name, cell.value): book[name].column_dimensions[cell.column_letter].number_format
        for name in ("Orders", "Inventory")
        for cell in book[name][1]
    }
    # 00123, MAY-1, 1E5, 36-38, +57 300 …
    for at in (("Orders", "Order"), ("Orders", "SKU"), ("Orders", "Shipping phone"), ("Orders", "Admin id")):
        assert formats[at] == "@", at
    for at in (("Inventory", "SKU"), ("Inventory", "Size"), ("Inventory", "Option1 value")):
        assert formats[at] == "@", at
    assert formats["Orders", "Total"] == "General"
    assert formats["Orders", "Promise date"] == "yyyy-mm-dd"


@LANGUAGES
def test_choices_have_lists_that_offer_but_do_not_forbid(tmp_path: Path, language: str) -> None:
    book = openpyxl.load_workbook(made(tmp_path, language))
    for declared in STARTER:
        sheet = book[declared.name.in_(language)]
        lists = {
            str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation if rule.type == "list"
        }
        for cell in sheet[1]:
            column = declared.column(headers.column_of(declared.key, str(cell.value)))
            if column.kind != "choice":
                continue
            rule = lists[f"{cell.column_letter}2"]
            assert rule.errorStyle == "warning"
            assert list(column.words(language)) == offered(book, rule.formula1)


def offered(book: openpyxl.Workbook, formula: str) -> list[str]:
    if formula.startswith('"'):
        assert len(formula) <= 257, "Excel takes no longer list inside a validation"
        return formula.strip('"').split(",")
    name, area = formula.split("!")
    assert book[name].sheet_state == "hidden"
    return [row[0].value for row in book[name][area.replace("$", "")]]


@LANGUAGES
def test_trap_28_the_grey_example_is_marked_and_not_read_as_data(tmp_path: Path, language: str) -> None:
    path = made(tmp_path, language)
    for declared in STARTER:
        if declared.key == "definitions":
            continue
        sheet = sheet_of(path, declared, language)
        assert sheet.max_row == 2
        assert sheet["A2"].value == "example"
        assert sheet["A2"].font.color.rgb[-6:] == "6b6760"
        assert sheet["A2"].font.italic
    read_tables = tables.read(read(path), tables.ReadingStyle(ZoneInfo("America/Bogota")))
    rows = {key: len(table.frame) for key, table in read_tables.by_key.items()}
    assert rows == {**{declared.key: 0 for declared in STARTER}, "definitions": len(KNOBS)}
    assert read_tables.problems == ()


@pytest.mark.parametrize(("name", "narrowest"), [("Orders", 9), ("Inventory", 6)])
def test_no_cell_of_the_example_is_left_beside_an_export_pasted_over_a1(
    tmp_path: Path, name: str, narrowest: int
) -> None:
    # The narrowest real exports seen have 34 and 6 columns.
    row = openpyxl.load_workbook(made(tmp_path))[name][2]
    assert all(cell.value is None for cell in row[narrowest:])


@LANGUAGES
def test_definitions_list_every_knob_with_its_default_and_its_meaning(tmp_path: Path, language: str) -> None:
    rows = read_definitions(made(tmp_path, language), language)
    assert [(row["key"], row.get("applies_to", "")) for row in rows] == [(knob.key, knob.applies_to) for knob in KNOBS]
    for row, knob in zip(rows, KNOBS, strict=True):
        assert row["plain_meaning_en"] == knob.told.en
        assert row["plain_meaning_es"] == knob.told.es
        assert row.get("value", "") == row.get("default", "")
        assert row.get("value", "") == (language if knob.key == "brief_language" else knob.default)


def read_definitions(path: Path, language: str) -> list[dict[str, object]]:
    lines = list(openpyxl.load_workbook(path)[NAMES[language][1]].iter_rows(values_only=True))
    names = [headers.column_of("definitions", str(title)) for title in lines[0]]
    return [{name: cell for name, cell in zip(names, line, strict=True) if cell is not None} for line in lines[1:]]


def test_hours_and_words_are_typed_so_that_no_spreadsheet_makes_a_date_of_them(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(made(tmp_path))["Definitions"]
    hours = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "business_hours")
    assert (hours[2].value, hours[2].number_format) == ("9-18", "@")
    units = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "max_actions")
    assert (units[2].value, units[2].number_format) == (7, "General")


def test_the_template_is_the_same_bytes_every_time_and_lies_in_the_project(tmp_path: Path, root: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    template.build(one)
    template.build(two)
    assert one.read_bytes() == two.read_bytes()
    assert (root / "templates" / "operating_brief.xlsx").read_bytes() == one.read_bytes(), "run make template"
    with zipfile.ZipFile(one) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_template_holds_no_data(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    template.build(path)
    with zipfile.ZipFile(path) as package:
        content = b"".join(package.read(name) for name in package.namelist())
    assert b"@example.com" not in content
    assert b"Ruta Norte" not in content


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "brand.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(SheetsError) as refused:
        template.new(path, "es", False)
    assert refused.value.kind == "exists"
    assert "nothing was overwritten" in refused.value.message("en")
    assert "no se reemplazó nada" in refused.value.message("es")
    assert path.read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["brand.xlsx"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        SheetsError, match=r"could not be made: No such file or directory\. Choose a folder that exists"
    ):
        template.new(tmp_path / "nowhere" / "brand.xlsx", "en", False)


def test_another_ending_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SheetsError, match=r"Call it brand\.xlsx"):
        template.new(tmp_path / "brand.csv", "en", False)
    assert list(tmp_path.iterdir()) == []


@LANGUAGES
def test_the_sample_is_the_worked_example(tmp_path: Path, shared: Path, language: str) -> None:
    path = made(tmp_path, language, sample=True)
    for key, position in (("orders", 2), ("inventory", 3)):
        written = rows_of(path, NAMES[language][position])
        with (shared / "golden" / f"A_{key}.csv").open(encoding="utf-8") as file:
            golden = [{name: cell for name, cell in line.items() if cell} for line in csv.DictReader(file)]
        by_name = [{headers.column_of(key, name): told(cell) for name, cell in row.items()} for row in written]
        assert by_name == [{headers.column_of(key, name): cell for name, cell in row.items()} for row in golden]


def told(cell: object) -> str:
    return cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


@LANGUAGES
def test_the_sample_is_read_at_its_own_moment_and_that_is_no_definition_of_the_founders(
    tmp_path: Path, language: str
) -> None:
    rows = {row["key"]: row for row in read_definitions(made(tmp_path, language, sample=True), language)}
    assert (rows["as_of"]["value"], rows["as_of"]["default"]) == ("2026-11-16T08:00", "2026-11-16T08:00")
    own = {key for key, row in rows.items() if row.get("value", "") != row.get("default", "")}
    assert own == {"brand_name", "high_value_order"}


def test_the_samples_notes_are_told_in_the_workbooks_language(tmp_path: Path) -> None:
    english = rows_of(made(tmp_path, "en", sample=True), "Notes")
    spanish = rows_of(made(tmp_path, "es", sample=True), "Notas")
    assert [row["Text"] for row in english] == ["Rodada weekend", "Club ride on Sunday"]
    assert [row["Texto"] for row in spanish] == ["Fin de semana de rodada", "Rodada del club el domingo"]
    assert [row["Date"] for row in english] == [row["Fecha"] for row in spanish]


# Upgrade


def older(path: Path, language: str) -> None:
    """Make the workbook one of an earlier contract: no stamp, no Notes, no columns L to N of Orders, no currency row."""
    notes, orders, definitions = (NAMES[language][at] for at in (4, 2, 1))
    book = openpyxl.load_workbook(path)
    del book[notes]
    del book.defined_names["_OB.contract"]
    book[orders].delete_cols(12, 3)
    book[orders]["A9"] = "mine: not to be touched"
    book[definitions].delete_rows(4)
    book[definitions]["C2"] = "My brand"
    book.save(path)


@LANGUAGES
def test_upgrade_adds_the_tab_the_columns_and_the_definition_that_are_missing(tmp_path: Path, language: str) -> None:
    path = made(tmp_path, language)
    before = [cell.value for cell in openpyxl.load_workbook(path)[NAMES[language][2]][1]]
    older(path, language)
    said = [text.in_(language) for text in template.upgrade(ExcelBook(path))]
    assert (
        said
        == {
            "en": [
                "Added the tab Notes.",
                "Added to Definitions: currency.",
                "Added to Orders: Email, Subtotal, Shipping.",
            ],
            "es": [
                "Se agregó la pestaña Notas.",
                "Se agregó a Definiciones: currency.",
                "Se agregó a Pedidos: Correo, Subtotal, Envío.",
            ],
        }[language]
    )
    book = openpyxl.load_workbook(path)
    assert sorted(cell.value for cell in book[NAMES[language][2]][1]) == sorted(before)
    assert book[NAMES[language][2]]["A9"].value == "mine: not to be touched"
    assert book[NAMES[language][1]]["C2"].value == "My brand"
    assert read(path).contract_version == CONTRACT_VERSION
    assert set(headers.used(read(path).tabs).by_key) == {declared.key for declared in STARTER}


def test_upgrade_of_an_up_to_date_workbook_changes_no_byte(tmp_path: Path) -> None:
    path = made(tmp_path)
    before = path.read_bytes()
    assert template.upgrade(ExcelBook(path)) == []
    assert path.read_bytes() == before


def test_upgrading_twice_adds_once(tmp_path: Path) -> None:
    path = made(tmp_path)
    older(path, "en")
    assert template.upgrade(ExcelBook(path)) != []
    once = path.read_bytes()
    assert template.upgrade(ExcelBook(path)) == []
    assert path.read_bytes() == once


def test_upgrade_leaves_every_part_that_it_need_not_touch_byte_for_byte(tmp_path: Path) -> None:
    path = made(tmp_path)
    older(path, "en")
    with zipfile.ZipFile(path) as package:
        before = {name: package.read(name) for name in package.namelist()}
    names = [sheet.title for sheet in openpyxl.load_workbook(path).worksheets]
    template.upgrade(ExcelBook(path))
    touched = {f"xl/worksheets/sheet{names.index(name) + 1}.xml" for name in ("Definitions", "Orders")}
    with zipfile.ZipFile(path) as package:
        changed = {name for name, content in before.items() if package.read(name) != content}
    index = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"}
    assert touched <= changed <= touched | index


def test_upgrade_leaves_a_pasted_export_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pasted.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Orders"
    book.active.append(["Name", "Financial Status", "Paid at", "Total", "Lineitem name", "My own column"])
    book.active.append(["#1", "paid", "2026-11-13 10:00:00 -0500", 10, "Jersey - M", "x"])
    book.save(path)
    said = [text.en for text in template.upgrade(ExcelBook(path))]
    assert said == [f"Added the tab {name}." for name in NAMES["en"][1:] if name != "Orders"]
    assert [cell.value for cell in openpyxl.load_workbook(path)["Orders"][1]][-1] == "My own column"


def test_upgrade_speaks_the_language_of_the_workbooks_tabs(tmp_path: Path) -> None:
    path = tmp_path / "pedidos.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Pedidos"
    book.active.append(["Pedido", "Fecha", "Estado de pago", "Total"])
    book.active.append(["#1", "2026-11-13", "pagado", 10])
    book.save(path)
    template.upgrade(ExcelBook(path))
    assert visible(path) == ["Pedidos", "Definiciones", "Inventario", "Notas", "Acciones", "Fuentes", "Decisiones"]


def test_a_workbook_without_any_tab_of_the_contract_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "payroll.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Payroll"
    book.active["A1"] = "Ana"
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(SheetsError, match="holds no tab that the brief reads, so nothing was added"):
        template.upgrade(ExcelBook(path))
    assert path.read_bytes() == before


def test_upgrade_can_be_taken_back(tmp_path: Path) -> None:
    path = made(tmp_path)
    older(path, "en")
    before = path.read_bytes()
    template.upgrade(ExcelBook(path))
    ExcelBook(path).restore()
    assert path.read_bytes() == before
