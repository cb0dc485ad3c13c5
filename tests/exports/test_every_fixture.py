"""Every fixture of every tool, saved anew the ways that founders and their programs do: it stays what it is."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sheets import imports
from sheets.errors import SheetsError
from sheets.excel.read import read
from sheets.imports import Recognised
from sheets.imports.sources import of_file
from sheets.imports.text_files import Head
from tests.exports.conftest import FIXTURES

FILES = sorted(path for path in FIXTURES.rglob("*") if path.suffix in (".csv", ".txt", ".tsv"))
MOST_ROWS_ABOVE = 30


def recognised(path: Path) -> Sequence[Recognised]:
    return imports.recognise(path, read)


def _of_use(path: Path) -> bool:
    try:
        return bool(recognised(path))
    except SheetsError as refused:
        if refused.kind == "not_used":
            return False
        raise


TEXTS = list(filter(_of_use, FILES))
#: Mailchimp's report of one campaign is no table: it is known by its first words and labels.
TABLES = {path: recognised(path) for path in TEXTS if not path.stem.startswith("mailchimp_report")}
ALONE = {path: found[0].sheet.header_row for path, found in TABLES.items() if len(found) == 1}
LOW_ENOUGH = [path for path, row in ALONE.items() if row <= MOST_ROWS_ABOVE - 3]
ON_TOP = [path for path, row in ALONE.items() if row == 1]


def told(found: Sequence[Recognised]) -> list[tuple[str, object]]:
    """Each table's kind, and its lines: a cell that a file does not have at a row's end is blank."""
    return [(each.export.key, sorted(_filled(cells) for _, cells in each.sheet.lines())) for each in found]


def _filled(cells: Sequence[object]) -> tuple[str, ...]:
    return tuple(sorted(str(cell).strip() for cell in cells if cell not in (None, "") and str(cell).strip()))


def rows(path: Path, found: Sequence[Recognised]) -> list[list[str]]:
    """The file's rows as it is meant to be read."""
    head = Head(of_file(path), path.read_bytes())
    separator = max(head.separators, key=lambda each: max(map(len, head.rows(each))))
    return [list(row) for row in head.rows(separator, found[0].export.quotes or separator != "\t")]


def saved(path: Path, lines: Sequence[Sequence[str]], separator: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(lines)
    return path


@pytest.mark.parametrize("fixture", TEXTS, ids=lambda path: path.stem)
def test_it_is_the_same_however_it_was_saved(fixture: Path, tmp_path: Path) -> None:
    found = recognised(fixture)
    lines, before = rows(fixture, found), told(found)
    assert told(recognised(saved(tmp_path / "a.csv", lines, ";"))) == before
    assert told(recognised(saved(tmp_path / "b.csv", lines, ",", "utf-8-sig"))) == before
    if all(each.export.quotes for each in found):
        assert told(recognised(saved(tmp_path / "c.csv", lines, "\t", "utf-16"))) == before


@pytest.mark.parametrize("fixture", LOW_ENOUGH, ids=lambda path: path.stem)
def test_it_is_the_same_below_titles(fixture: Path, tmp_path: Path) -> None:
    found = recognised(fixture)
    titles = [["Ruta Norte"], ["exported by hand"], []]
    assert told(recognised(saved(tmp_path / "a.csv", [*titles, *rows(fixture, found)]))) == told(found)


@pytest.mark.parametrize("fixture", ON_TOP, ids=lambda path: path.stem)
def test_it_is_the_same_with_its_columns_the_other_way_round(fixture: Path, tmp_path: Path) -> None:
    found = recognised(fixture)
    width = len(found[0].sheet.headers)
    turned = [[*row, *[""] * (width - len(row))][::-1] for row in rows(fixture, found)]
    assert told(recognised(saved(tmp_path / "a.csv", turned))) == told(found)


@pytest.mark.parametrize("fixture", TEXTS, ids=lambda path: path.stem)
def test_it_is_the_same_in_a_tab_of_a_workbook(fixture: Path, tmp_path: Path) -> None:
    found = recognised(fixture)
    book = openpyxl.Workbook()
    book.active.title = "Hoja 1"
    for row in rows(fixture, found):
        book.active.append([cell or None for cell in row])
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s" if cell.value is not None else cell.data_type
    book.save(tmp_path / "a.xlsx")
    assert told(recognised(tmp_path / "a.xlsx")) == told(found)


@pytest.mark.parametrize("fixture", TEXTS, ids=lambda path: path.stem)
def test_each_column_that_its_rows_fill_is_one_that_it_speaks_of(fixture: Path) -> None:
    # Else it is not read where the export was pasted, and stays behind in a row that is emptied.
    for export in recognised(fixture):
        if export.export.asks_period and export.sheet.period is None:
            export = export.covering(date(2026, 11, 1), date(2026, 11, 15))
        filled = {name for row in export.records() for name, cell in row.values.items() if cell not in (None, "")}
        assert {name for name in filled if not name.startswith("_")} <= set(export.columns)
