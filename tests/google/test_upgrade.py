"""What a newer version brings, added to a founder's Google Sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sheets.contract import CONTRACT_VERSION, TABS
from sheets.google.book import GoogleBook
from tests.google import faults
from tests.google.desk import Desk
from tests.google.making import sample, sentences, told


def older(folder: Path, language: str) -> Path:
    """The example shop before there were decisions, a column of orders and a definition."""
    path = sample(folder, language)
    book = openpyxl.load_workbook(path)
    name = {tab.key: tab.name.in_(language) for tab in TABS}
    del book[name["decisions"]]
    del book.defined_names["_OB.contract"]
    orders, definitions = book[name["orders"]], book[name["definitions"]]
    orders.delete_cols(orders.max_column)
    definitions.delete_rows(definitions.max_row)
    definitions["C4"] = "CLP"
    book.save(path)
    return path


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_missing_is_added_and_nothing_typed_changes(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = older(tmp_path, language)
    sheet = google.sheet(path, locale="es_CO")
    before = google.book(sheet)
    on_google = sentences(told(capsys, "upgrade", sheet), language)
    after = google.book(sheet)
    assert on_google == sentences(told(capsys, "upgrade", path), language)
    assert len(on_google) == 3
    for was in before.sheets:
        now = after.sheet(was.id)
        assert all(now.cell(row, column) == cell for row, column, cell in was.cells() if cell.value is not None)
    name = {tab.key: tab.name.in_(language) for tab in TABS}
    assert google.tabs(sheet)[-1] == name["decisions"]
    orders = after.sheet(next(one.id for one in before.sheets if one.title == name["orders"]))
    last = max(column for row, column, cell in orders.cells() if row == 0 and cell.value)
    assert orders.cell(0, last).value == TABS[1].columns[-1].title.in_(language)
    # The header that is added looks like the one on its left.
    assert orders.cell(0, last).format == orders.cell(0, last - 1).format
    assert GoogleBook(sheet).read().contract_version == CONTRACT_VERSION


def test_it_is_one_write_and_a_second_one_adds_nothing(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = google.sheet(older(tmp_path, "es"))
    told(capsys, "upgrade", sheet)
    assert len(google.writes) <= 2
    google.log.clear()
    assert sentences(told(capsys, "upgrade", sheet)) == ["Nothing to add: the workbook is up to date."]
    assert google.writes == []


@pytest.mark.usefixtures("time")
def test_a_lost_answer_adds_nothing_twice(google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = older(tmp_path, "en")
    once, lost = google.sheet(path), google.sheet(path)
    told(capsys, "upgrade", once)
    google.faults.add(faults.cut_after(), "*:batchUpdate")
    told(capsys, "upgrade", lost)
    for tab in google.tabs(once):
        assert google.rows(lost, tab) == google.rows(once, tab)
    assert google.tabs(lost) == google.tabs(once)


def test_a_sheet_without_a_tab_of_the_brief_is_left_alone(
    google: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    failed = told(capsys, "upgrade", google.sheet(path), code=1)[-1]
    assert failed["kind"] == "not_ours"
    assert google.writes == []
