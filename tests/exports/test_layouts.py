"""Support, mail, advertising and visits: a header anywhere, columns in any order, only the columns that are needed."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets import imports
from sheets.errors import SheetsError
from sheets.excel.read import read
from sheets.imports.recognised import Recognised
from sheets.workbook import HEAD_ROWS, Cell
from tests.exports.conftest import FIXTURES, Shop

Rows = list[list[str]]

#: Each table of these is one table in the file; the reports of labels and the snapshot have no header to be moved.
FILES = [
    path
    for tool in (
        "gorgias",
        "zendesk",
        "freshdesk",
        "klaviyo",
        "mailchimp",
        "instagram",
        "meta_ads",
        "google_ads",
        "ga4",
    )
    for path in sorted((FIXTURES / tool).glob("*.csv"))
    if not path.stem.startswith(("mailchimp_report", "ga4_snapshot", "meta_billing"))
]


def one(path: Path) -> Recognised:
    (found,) = imports.recognise(path, read)
    return found


def told(found: Recognised, columns: Sequence[str] = ()) -> list[dict[str, Cell]]:
    """What is said in the columns, or in all of them: rows in the order of the file, blanks left out."""
    kept = columns or sorted(found.columns)
    return [
        {name: record.values[name] for name in kept if record.values.get(name) not in (None, "")}
        for record in found.records()
    ]


def rows_of(found: Recognised) -> list[int]:
    """The rows of the file of which the import says anything."""
    return sorted([*(record.row for record in found.records()), *(row for rows in found.left.values() for row in rows)])


def table(found: Recognised) -> tuple[list[tuple[str, ...]], Rows]:
    """The lines above the header, and the header with the rows below it."""
    rows = [[str(cell) for cell in cells] for _, cells in found.sheet.lines()]
    width = len(found.sheet.headers)
    return list(found.sheet.above), [list(found.sheet.headers), *([*row, *[""] * (width - len(row))] for row in rows)]


def written(path: Path, above: Sequence[Sequence[str]], rows: Rows) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows(above)
    csv.writer(out).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def columns_of(rows: Rows, places: Sequence[int]) -> Rows:
    return [[row[place] for place in places] for row in rows]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_header_may_stand_in_any_of_the_first_thirty_rows(tmp_path: Path, path: Path) -> None:
    expected = one(path)
    above, rows = table(expected)
    titles = [[f"Report {number}"] for number in range(HEAD_ROWS - len(above) - 1)]
    moved = one(written(tmp_path / "any name.csv", [*titles, *above], rows))
    assert moved.sheet.header_row == HEAD_ROWS
    assert (moved.export.key, told(moved)) == (expected.export.key, told(expected))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_columns_may_stand_in_any_order(tmp_path: Path, path: Path, seed: int) -> None:
    expected = one(path)
    above, rows = table(expected)
    places = list(range(len(rows[0])))
    random.Random(seed).shuffle(places)
    shuffled = one(written(tmp_path / "any name.csv", above, columns_of(rows, places)))
    assert (shuffled.export.key, told(shuffled)) == (expected.export.key, told(expected))
    assert {why.en: rows for why, rows in shuffled.left.items()} == {
        why.en: rows for why, rows in expected.left.items()
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_any_one_column_that_is_not_needed_may_be_missing(tmp_path: Path, path: Path) -> None:
    expected = one(path)
    above, rows = table(expected)
    for gone in range(len(rows[0])):
        places = [place for place in range(len(rows[0])) if place != gone]
        if not expected.export.fits(columns_of(rows, places)[0]):
            continue
        without = one(written(tmp_path / "any name.csv", above, columns_of(rows, places)))
        assert without.export.key == expected.export.key
        assert rows_of(without) == rows_of(expected), f"a row got lost without {rows[0][gone]}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_row_is_either_taken_or_left_out_with_a_reason(path: Path) -> None:
    found = one(path)
    assert rows_of(found) == sorted(number for number, _ in found.sheet.lines())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_smallest_set_of_columns_is_enough(tmp_path: Path, path: Path) -> None:
    expected = one(path)
    above, rows = table(expected)
    places = list(range(len(rows[0])))
    for place in reversed(range(len(rows[0]))):
        fewer = [each for each in places if each != place]
        if expected.export.fits(columns_of(rows, fewer)[0]) and not expected.export.alone:
            places = fewer
    if len(places) < 2:
        # A single column is no table: any other stands beside it.
        places = [*places, next(place for place in range(len(rows[0])) if place not in places)]
    assert one(written(tmp_path / "any name.csv", above, columns_of(rows, places))).export.key == expected.export.key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_semicolons_and_a_byte_order_mark_change_nothing(tmp_path: Path, path: Path) -> None:
    expected = one(path)
    above, rows = table(expected)
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([*above, *rows])
    saved = tmp_path / "any name.csv"
    saved.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    assert (one(saved).export.key, told(one(saved))) == (expected.export.key, told(expected))


NASTY = [
    "", " ", "--", "n/a", "=1+1", "9" * 400, "1e400", "NaN", "Infinity", "-0", "²", "٣", "1.2.3", "1,2,3", "12:99:99",
    "99999:59:59", "999999999999", "31/02/2026", "2026-13-45", "0000-00-00", "9999-12-31", "9999-12-31 23:59:59",
    "13/13/2026", "Total: x", "Grand total", "# x", "0", "\x00", "🚴", "20269999", "Nov 1 - Nov 30, 2026", "(5)", "5-",
    "1.234,5", "1,234.5", "1.234", "10,5%",
]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@settings(max_examples=8)
@given(data=st.data())
def test_whatever_stands_in_the_cells_is_taken_refused_or_asked_about(
    path: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    above, rows = table(one(path))
    for row in rows[1:]:
        for place in data.draw(st.sets(st.integers(0, len(row) - 1), max_size=4)):
            row[place] = data.draw(st.sampled_from(NASTY) | st.text(max_size=12))
    folder = tmp_path_factory.mktemp("nasty")
    try:
        shop = Shop(folder)
        shop.take(written(folder / "any name.csv", above, rows), kind=one(path).export.key)
        shop.table(one(path).table)
    except SheetsError:
        pass
