"""Any edits on any sheet: what another program reads is what a plain model of it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.excel.cell_writer import column_letters
from sheets.workbook import Cell, CellEdit, Edit
from tests.sheets.excel.editing import SHEET, edited
from tests.sheets.excel.making import prefixed, rebuilt

Place = tuple[int, int]

_TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), min_size=1, max_size=8)
_VALUES = st.one_of(_TEXTS.filter(str.strip), st.integers(-(10**9), 10**9), st.booleans())
_NEW_VALUES = st.one_of(st.none(), _VALUES)
_PLACES = st.tuples(st.integers(1, 12), st.integers(1, 6))
_SHEETS = st.dictionaries(_PLACES, _VALUES, max_size=25)
_ROWS = st.lists(st.dictionaries(st.integers(1, 6).map(column_letters), _NEW_VALUES, max_size=4), max_size=4)
_EDITS = st.lists(
    st.builds(
        lambda cells, rows, at: Edit(
            "Orders",
            tuple(CellEdit(f"{column_letters(column)}{row}", value) for (row, column), value in cells.items()),
            tuple(rows),
            at,
        ),
        st.dictionaries(_PLACES, _NEW_VALUES, max_size=4),
        _ROWS,
        st.one_of(st.just(0), st.integers(1, 15)),
    ),
    min_size=1,
    max_size=2,
)


def made(path: Path, values: Mapping[Place, Cell]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Orders"
    for (row, column), value in sorted(values.items()):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
    book.save(path)
    return path


def expected(values: Mapping[Place, Cell], edits: list[Edit]) -> dict[Place, Cell]:
    """What the sheet holds afterwards: rows first, named cells over them, appended rows below all."""
    model = dict(values)
    named = [int(re.sub(r"\D", "", cell.address)) for edit in edits for cell in edit.cells]
    reached = [edit.at + len(edit.rows) - 1 for edit in edits if edit.at and edit.rows]
    below = max([0, *(row for row, _ in values), *named, *reached]) + 1
    # Blocks lie over each other from the top down.
    for edit in sorted(edits, key=lambda edit: edit.at or below):
        for offset, row in enumerate(edit.rows):
            start = edit.at or below
            for letters, value in row.items():
                model[start + offset, "ABCDEF".index(letters) + 1] = value
        below += 0 if edit.at else len(edit.rows)
    for edit in edits:
        for cell in edit.cells:
            letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell.address).groups()  # type: ignore[union-attr]
            model[int(number), "ABCDEF".index(letters) + 1] = cell.value
    return {place: value for place, value in model.items() if value is not None}


def found(path: Path) -> dict[Place, Cell]:
    sheet = openpyxl.load_workbook(path)["Orders"]
    return {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row if c.value is not None}


@pytest.mark.parametrize("way", ["plain", "prefixed", "unnumbered"])
@given(_SHEETS, _EDITS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_edits_of_any_sheet_do_what_they_say(
    tmp_path_factory: pytest.TempPathFactory, way: str, values: dict[Place, Cell], edits: list[Edit]
) -> None:
    path = made(tmp_path_factory.mktemp("any") / "a.xlsx", values)

    def change(parts: dict[str, bytes]) -> None:
        if way == "prefixed":
            parts[SHEET] = prefixed(parts[SHEET])
        if way == "unnumbered":
            # A cell needs no address where the one before it stands right beside it.
            parts[SHEET] = re.sub(rb'(<c r="A\d+".*?</c><c) r="B\d+"', rb"\1", parts[SHEET])

    before = found(rebuilt(path, change))
    assert found(edited(path, *edits)) == expected(before, edits)
