"""``operating-brief add``: a tab of a later level, in an Excel file and in a Google Sheet."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from sheets import headers, tables
from sheets.contract import STARTER, TABS, Tab
from sheets.contract.patterns import PATTERNS
from sheets.excel.read import read
from sheets.google.book import GoogleBook
from tests.google.desk import Desk
from tests.google.making import sample, sentences, told
from tests.invariants import unharmed
from tests.workbooks import workbook

LATER = [tab for tab in TABS if tab not in STARTER]
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])
STYLE = tables.ReadingStyle(ZoneInfo("America/Bogota"))


#: What a new tab holds beside its example: the words of Tag map, in both languages.
FILLED = {tab.key: len(PATTERNS) if tab.key == "tag_map" else 0 for tab in LATER}


def ids(tab: Tab) -> str:
    return tab.key


@LANGUAGES
def test_every_tab_can_be_added_and_is_read_as_itself_with_no_row_of_its_own_and_no_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = sample(tmp_path, language)
    before = tables.read(read(path), STYLE)
    told(capsys, "add", path, *(tab.key for tab in LATER))
    after = tables.read(read(path), STYLE)
    for tab in LATER:
        table = after.by_key[tab.key]
        assert table.name == tab.name.in_(language)
        assert set(table.letters) == {column.name for column in tab.columns}
        assert len(table.frame) == FILLED[tab.key]
        assert [(left.reason, left.rows) for left in table.skipped] == [("example", (2,))]
    assert after.problems == before.problems
    assert {key: len(table.frame) for key, table in after.by_key.items() if key in before.by_key} == {
        key: len(table.frame) for key, table in before.by_key.items()
    }


@LANGUAGES
@pytest.mark.parametrize("tab", LATER, ids=ids)
def test_the_example_would_be_read_without_a_word_of_trouble_if_it_were_no_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tab: Tab, language: str
) -> None:
    path = sample(tmp_path, language)
    told(capsys, "add", path, tab.key)
    book = openpyxl.load_workbook(path)
    sheet = book[tab.name.in_(language)]
    assert sheet["A2"].value == "example"
    assert sheet["A2"].font.italic
    first = tab.columns[0].kind
    sheet["A2"].value = {"date": "2026-11-09", "moment": "2026-11-09 10:00"}.get(first, "A-1")
    book.save(path)
    found = tables.read(read(path), STYLE)
    assert len(found.by_key[tab.key].frame) == 1 + FILLED[tab.key]
    assert [problem.said.en for problem in found.problems if problem.tab == sheet.title] == []


@pytest.mark.parametrize("tab", LATER, ids=ids)
def test_no_cell_of_an_example_is_left_beside_an_export_pasted_over_a1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], tab: Tab
) -> None:
    path = sample(tmp_path)
    told(capsys, "add", path, tab.key)
    row = openpyxl.load_workbook(path)[tab.name.en][2]
    # Seven columns: no export of these kinds has fewer, but for one of five, whose example ends before.
    assert all(cell.value is None for cell in row[5 if tab.key == "traffic" else 7 :])


def test_it_adds_what_was_named_and_changes_nothing_else_byte_for_byte(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample(tmp_path)
    before = tmp_path / "before.xlsx"
    before.write_bytes(path.read_bytes())
    events = told(capsys, "add", path, "Soporte", "payments")
    assert events[-1]["added"] == [{"table": "support", "tab": "Support"}, {"table": "payments", "tab": "Payments"}]
    with zipfile.ZipFile(before) as was, zipfile.ZipFile(path) as now:
        new = sorted(name for name in now.namelist() if name not in was.namelist())
        changed = {name for name in was.namelist() if now.read(name) != was.read(name)}
    assert [name.rpartition("/")[0] for name in new] == ["xl/worksheets"] * 2
    assert changed <= {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"}
    unharmed(before, path, {name.lower() for name in new})
    assert openpyxl.load_workbook(path).sheetnames[-2:] == ["Support", "Payments"]


def test_a_tab_that_is_there_is_said_and_not_a_byte_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample(tmp_path, "es")
    told(capsys, "add", path, "Envíos")
    before = path.read_bytes()
    events = told(capsys, "add", path, "shipments", "Guías")
    assert sentences(events, "es") == ["Ya hay una pestaña Envíos."]
    assert events[-1]["there"] == [{"table": "shipments", "tab": "Envíos"}]
    assert path.read_bytes() == before


def test_a_tab_under_another_name_is_there_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ticket = ["Ticket id", "Creation date", "Tags", "Subject"]
    path = workbook(tmp_path / "own.xlsx", {"Orders": [["Name"]], "Tickets": [ticket]})
    assert sentences(told(capsys, "add", path, "Support")) == [
        "There is a tab for that already: Tickets is read as Support."
    ]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Paymnts", "Did you mean Payments, Shipments or Campaigns?"),
        ("devolucione", "Did you mean Returns, Decisions or Definitions?"),
        ("qqqq", "“operating-brief add WORKBOOK --list” lists all that can be added."),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, remedy: str
) -> None:
    path = sample(tmp_path)
    before = path.read_bytes()
    failed = told(capsys, "add", path, "Support", name, code=1)[-1]
    assert failed["kind"] == "unknown_tab"
    assert failed["happened"]["en"] == f"There is no tab {name} to add."
    assert failed["remedy"]["en"] == remedy
    assert path.read_bytes() == before


def test_a_name_that_a_tab_of_the_founders_own_has_is_not_given_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stock: list[list[Any]] = [
        ["Handle", "Title", "Variant SKU", "Variant Inventory Qty", "Variant Price"],
        ["jersey", "Jersey", "JE-M", 9, 100],
    ]
    path = workbook(tmp_path / "own.xlsx", {"Orders": [["Name", "Total"]], "Products": stock})
    assert headers.used(read(path).tabs).by_key["inventory"] == "Products"
    failed = told(capsys, "add", path, "Products", code=1)[-1]
    assert failed["kind"] == "name_taken"
    assert failed["happened"]["en"] == "There is a tab Products already, and it is read as Inventory."


@LANGUAGES
def test_the_list_tells_each_tab_by_level_with_what_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = sample(tmp_path, language)
    told(capsys, "add", path, "traffic")
    events = told(capsys, "add", path, "--list")
    offered = {one["table"]: one for one in events[-1]["tabs"]}
    assert set(offered) == {tab.key for tab in TABS}
    assert offered["traffic"]["there"] == {"en": "Traffic", "es": "Tráfico"}[language]
    assert (offered["support"]["there"], offered["support"]["level"]) == ("", 2)
    lines = sentences(events, language)
    assert not any(tab.name.in_(language) + ":" in line for tab in STARTER for line in lines)
    assert sum(line.startswith("  ") for line in lines) == len(LATER)


def test_an_excel_file_without_any_tab_of_ours_speaks_the_language_of_the_brief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "own.xlsx", {"Hoja1": [["Ana"]]})
    told(capsys, "add", path, "Support")
    assert openpyxl.load_workbook(path).sheetnames == ["Hoja1", "Soporte"]


def test_nothing_named_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "add", sample(tmp_path), code=1)[-1]["kind"] == "no_tab"


@LANGUAGES
def test_a_google_sheet_gets_the_same_tabs(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = sample(tmp_path, language)
    sheet = google.sheet(path, locale="es_CO")
    before = google.book(sheet)
    names = [tab.key for tab in LATER]
    assert sentences(told(capsys, "add", sheet, *names)) == sentences(told(capsys, "add", path, *names))
    after = google.book(sheet)
    for was in before.sheets:
        assert list(after.sheet(was.id).cells()) == list(was.cells())
    file = openpyxl.load_workbook(path)
    for tab in LATER:
        name = tab.name.in_(language)
        assert google.rows(sheet, name)[0] == [cell.value for cell in file[name][1]]
    found = tables.read(GoogleBook(sheet).read(), STYLE)
    assert {tab.key: len(found.by_key[tab.key].frame) for tab in LATER} == FILLED
    assert len(google.writes) <= 2


@pytest.mark.usefixtures("tmp_path")
def test_in_a_google_sheet_a_second_time_writes_nothing(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = google.sheet(sample(tmp_path))
    told(capsys, "add", sheet, "Support")
    google.log.clear()
    events = told(capsys, "add", sheet, "Support")
    assert sentences(events) == ["There is a tab Support already."]
    assert google.writes == []
    assert json.dumps(events[-1]["there"]) == '[{"table": "support", "tab": "Support"}]'
