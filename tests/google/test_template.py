"""New Google Sheets, and templates from a Google Sheet and to one."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from reports.tokens import LIGHT
from sheets import template
from sheets.contract import CONTRACT_VERSION, tab
from sheets.excel.book import ExcelBook
from sheets.google.book import GoogleBook
from sheets.google.look import code
from tests import marked_workbook
from tests.google import faults
from tests.google.desk import Desk
from tests.google.making import made, sample, sentences, told
from tests.google.model import Book, Formula
from tests.marked_workbook import marks_in

LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])
SAMPLES = pytest.mark.parametrize("filled", [True, False])


@LANGUAGES
@SAMPLES
def test_a_new_sheet_reads_as_a_new_file_does(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, filled: bool
) -> None:
    events = told(capsys, "new", "--google", "Ruta Norte", "--lang", language, *(["--sample"] if filled else []))
    template.new(tmp_path / "a.xlsx", language, sample=filled)
    file, sheet = ExcelBook(tmp_path / "a.xlsx").read(), GoogleBook(made(events)).read()
    assert sheet.name == "Ruta Norte"
    assert sheet.contract_version == file.contract_version == CONTRACT_VERSION
    # A list that is too long for a file's own stands there in a hidden tab.
    visible = [tab for tab in file.tabs if tab.visible]
    assert [(tab.name, tab.mark) for tab in sheet.tabs] == [(tab.name, tab.mark) for tab in visible]
    for one, other in zip(visible, sheet.tabs, strict=True):
        assert [tuple(row) for row in other.rows] == [tuple(row) for row in one.rows], one.name


def test_the_link_is_said_and_numbers_and_clock_are_the_brand_s(
    google: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    events = told(capsys, "new", "--google", "Ruta Norte", "--lang", "es")
    link = events[-1]["path"]
    assert sentences(events, "es") == [
        f"Se creó {link}. Pega tus exportaciones y luego: operating-brief refresh {link}"
    ]
    properties = google.book(made(events)).properties
    assert (properties["title"], properties["locale"], properties["timeZone"]) == (
        "Ruta Norte",
        "es_CO",
        "America/Bogota",
    )


def test_a_new_sheet_holds_no_formula_and_is_made_in_few_calls(
    google: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = made(told(capsys, "new", "--google", "Ruta", "--lang", "es", "--sample"))
    assert [cell.value for cell in _cells(google.book(sheet)) if isinstance(cell.value, Formula)] == []
    assert len(google.writes) <= 3


def test_a_new_sheet_looks_like_a_new_file(google: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    book = google.book(made(told(capsys, "new", "--google", "Ruta", "--lang", "es")))
    orders, definitions = book.sheet("Pedidos"), book.sheet("Definiciones")
    grid = orders.properties["gridProperties"]
    assert (grid["frozenRowCount"], grid["frozenColumnCount"], grid["rowCount"]) == (1, 1, 1000)
    header = next(cell for row, column, cell in orders.cells() if cell.value == "Pedido")
    assert header.format["textFormat"]["bold"] is True
    assert code(header.format["backgroundColorStyle"]) == LIGHT.accent
    titles = {cell.value: column for row, column, cell in orders.cells() if row == 0}
    # Far below the example the columns know what they hold: an order's number is text, a day is a day.
    assert orders.cell(900, titles["Pedido"]).format["numberFormat"] == {"type": "TEXT", "pattern": "@"}
    moment = orders.cell(900, titles[tab("orders").column("created_at").title.es]).format["numberFormat"]
    assert moment == {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"}
    paid = orders.cell(900, titles["Estado de pago"]).validation
    assert {"userEnteredValue": "pagado"} in paid["condition"]["values"]
    assert (paid["condition"]["type"], paid.get("strict", False)) == ("ONE_OF_LIST", False)
    value = next(cell for row, column, cell in definitions.cells() if row == 0 and cell.value == "Valor")
    assert value.note.startswith("Valor\n")


def test_a_sheet_whose_making_is_cut_off_is_named(google: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    google.faults.add(faults.says(403), "*:batchUpdate")
    failed = told(capsys, "new", "--google", "Ruta", code=1)[-1]
    link = f"https://docs.google.com/spreadsheets/d/{next(iter(google.store.books))}/edit"
    assert link in failed["happened"]["en"]
    assert "Delete it and begin anew." in failed["remedy"]["en"]
    assert "Bórrala" in failed["remedy"]["es"]


def test_a_sheet_of_which_nobody_knows_whether_it_was_made_is_looked_for_in_drive(
    google: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    google.faults.add(faults.cut_after(), "*/v4/spreadsheets")
    failed = told(capsys, "new", "--google", "Ruta", code=1)[-1]
    assert failed["kind"] == "lost"
    assert "Google Drive" in failed["remedy"]["en"]
    assert len(google.store.books) == 1


# Templates


def _filled(google: Desk, folder: Path, language: str = "en") -> tuple[Path, str]:
    shop = sample(folder, language)
    return shop, str(google.sheet(shop))


@LANGUAGES
def test_a_template_of_a_sheet_is_that_of_the_same_file(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    shop, link = _filled(google, tmp_path, language)
    listed = {source: told(capsys, "export-template", source, "--list")[-1]["tabs"] for source in (shop, link)}
    assert listed[link] == listed[shop]
    tabs = [f"--tab={tab['tab']}" for tab in listed[link]]
    assert len(tabs) == 6
    of_file = told(capsys, "export-template", shop, tmp_path / "file.xlsx", *tabs)[-1]
    of_sheet = told(capsys, "export-template", link, tmp_path / "sheet.xlsx", *tabs)[-1]
    assert (of_sheet["taken"], of_sheet["left_out"]) == (of_file["taken"], of_file["left_out"])
    assert _drawn(tmp_path / "sheet.xlsx") == _drawn(tmp_path / "file.xlsx")


def test_a_template_on_google_reads_as_the_one_in_a_file_whatever_it_is_made_of(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, link = _filled(google, tmp_path)
    told(capsys, "export-template", shop, tmp_path / "out.xlsx", "--tab=Notes")
    wanted = [(tab.name, [tuple(row) for row in tab.rows]) for tab in ExcelBook(tmp_path / "out.xlsx").read().tabs]
    for source in (shop, link):
        events = told(capsys, "export-template", source, "--google", "Plantilla", "--tab=Notes")
        snapshot = GoogleBook(made(events)).read()
        assert [(tab.name, [tuple(row) for row in tab.rows]) for tab in snapshot.tabs] == [
            tab for tab in wanted if tab[0] != "_Lists"
        ]
        assert snapshot.contract_version == CONTRACT_VERSION


def test_making_a_template_changes_nothing_in_the_sheet(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, link = _filled(google, tmp_path)
    told(capsys, "export-template", link, tmp_path / "out.xlsx", "--tab=Orders")
    assert google.writes == []


@LANGUAGES
def test_a_template_of_a_marked_sheet_holds_no_mark(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    # What hides in the parts of a package has no place in a Google Sheet.
    monkeypatch.setattr(marked_workbook, "_mark_package", lambda _path: None)
    marked = marked_workbook.marked_workbook(tmp_path / "marked.xlsx")
    sheet = google.sheet(marked, marked_workbook.secret("title"))
    _mark_what_only_google_has(google, sheet)
    tabs = [tab["tab"] for tab in told(capsys, "export-template", sheet, "--list")[-1]["tabs"]]
    assert {"Orders", "Notes", "Suppliers"} <= set(tabs)
    ticked = [f"--tab={tab}" for tab in tabs]
    assert len(marks_in(json.dumps(_said(google.book(sheet))).encode())) > 100
    told(capsys, "export-template", sheet, tmp_path / "out.xlsx", "--lang", language, *ticked)
    assert marks_in((tmp_path / "out.xlsx").read_bytes()) == set()
    google.log.clear()
    clean = made(told(capsys, "export-template", sheet, "--google", "Plantilla", "--lang", language, *ticked))
    sent = [json.dumps(call.body) for call in google.writes]
    assert marks_in("".join(sent).encode()) == set()
    assert marks_in(json.dumps(_said(google.book(clean))).encode()) == set()
    assert "Suppliers" in google.tabs(clean)


def _mark_what_only_google_has(google: Desk, sheet: object) -> None:
    mark = marked_workbook.secret
    with google.change(sheet) as book:  # type: ignore[arg-type]
        suppliers = book.edit("Suppliers")
        first = suppliers.cell(0, 0)
        rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": mark("word")}]}}
        suppliers.put(0, 0, first.but(note=mark("note"), validation={**rule, "inputMessage": mark("hint")}))
        said = {"metadataId": 77, "metadataKey": mark("key"), "metadataValue": mark("value"), "visibility": "DOCUMENT"}
        suppliers.metadata = [{**said, "location": {"locationType": "SHEET", "sheetId": suppliers.id}}]
        pattern = {"type": "NUMBER", "pattern": f'0 "{mark("pattern")}"'}
        suppliers.put(1, 1, suppliers.cell(1, 1).but(format={"numberFormat": pattern}))
        link = {"startIndex": 0, "format": {"link": {"uri": f"https://example.com/{mark('uri')}"}}}
        suppliers.put(1, 0, suppliers.cell(1, 0).but(runs=(link,)))


def _said(book: Book) -> list[object]:
    sheets = [(one.title, one.metadata, one.rules, one.protected, one.charts) for one in book.sheets]
    cells = [(cell.value, cell.note, cell.format, cell.validation, cell.runs) for cell in _cells(book)]
    return [book.properties, book.named, book.metadata, sheets, cells]


def _cells(book: Book):  # type: ignore[no-untyped-def]
    return [cell for sheet in book.sheets for _, _, cell in sheet.cells()]


def _drawn(path: Path) -> dict[str, object]:
    """Each cell of a file with its look, and the widths of its columns as they are shown."""
    found: dict[str, object] = {}
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                font = (cell.font.b, cell.font.i, cell.font.color.rgb if cell.font.color else None)
                looks = (cell.number_format, cell.fill.fgColor.rgb, cell.alignment.horizontal, font)
                found[f"{sheet.title}!{cell.coordinate}"] = (cell.value, looks)
        for letters, column in sheet.column_dimensions.items():
            found[f"{sheet.title} {letters}"] = (round(column.width), column.number_format)
    return found
