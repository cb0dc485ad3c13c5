"""The tabs of a whole brief: in a Google Sheet as in a file, cell by cell; and how much a large one weighs."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
import openpyxl
import pytest
from openpyxl.cell.cell import Cell as FileCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from reports.render.kept import with_kept
from reports.render.tabs import grids
from sheets.excel.draw import draw
from sheets.google.book import GoogleBook
from sheets.google.look import code
from sheets.google.write import batch
from sheets.grid import Grid
from sheets.workbook import Snapshot
from tests.google.model import Sheet
from tests.reports.sample import sample_outcome
from tests.sheets.google.writing import Home, grid

LANGUAGES = ("en", "es")
TABS = ("Brief", "Exceptions", "Product board", "Inventory risk", "Data health", "_History")


@cache
def tabs(language: str) -> tuple[Grid, ...]:
    return tuple(with_kept(grids(sample_outcome(), language), Snapshot("x", ()), language))


@cache
def sheet_of(language: str) -> Home:
    home = Home("Orders", "Inventory")
    home.write(*tabs(language))
    return home


@cache
def file_of(language: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(draw(tabs(language))), rich_text=True)


def both(language: str, title: str) -> tuple[Sheet, Worksheet]:
    return sheet_of(language).sheet(title), file_of(language)[title]


def in_file(cell: FileCell) -> object:
    value = cell.value
    if isinstance(value, CellRichText):
        return "".join(str(part) for part in value)
    if value == "":
        return None
    return to_excel(value) if cell.is_date and not isinstance(value, int | float) else value


def look_in_file(cell: FileCell) -> dict[str, object]:
    sides = {side: getattr(cell.border, side) for side in ("top", "bottom", "left", "right")}
    hidden = cell.number_format == ";;;"
    return {
        "font": (cell.font.name, cell.font.sz, bool(cell.font.b), bool(cell.font.i)),
        "color": "#ffffff" if hidden else f"#{cell.font.color.rgb[2:].lower()}",
        "fill": f"#{cell.fill.fgColor.rgb[2:].lower()}" if cell.fill.patternType else "",
        "align": (cell.alignment.horizontal, cell.alignment.vertical or "bottom", bool(cell.alignment.wrap_text)),
        "indent": int(cell.alignment.indent),
        "number": "General" if hidden else cell.number_format,
        "borders": {side: f"#{line.color.rgb[2:].lower()}" for side, line in sides.items() if line.style},
    }


def look_in_sheet(said: dict[str, Any]) -> dict[str, object]:
    look = said["userEnteredFormat"]
    text, padding = look["textFormat"], look["padding"]
    down = {"TOP": "top", "MIDDLE": "center", "BOTTOM": "bottom"}
    across = look["horizontalAlignment"].lower()
    return {
        "font": (text["fontFamily"], text["fontSize"], text["bold"], text["italic"]),
        "color": code(text["foregroundColorStyle"]),
        "fill": code(look.get("backgroundColorStyle", {})),
        "align": (across, down[look["verticalAlignment"]], look["wrapStrategy"] == "WRAP"),
        "indent": (padding["right" if across == "right" else "left"] - 3) // 9,
        "number": look.get("numberFormat", {}).get("pattern", "General"),
        "borders": {side: code(line["colorStyle"]) for side, line in look.get("borders", {}).items()},
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", TABS)
def test_every_cell_holds_and_looks_as_in_a_file(language: str, title: str) -> None:
    _, file = both(language, title)
    said = sheet_of(language).cells(title)
    places = {(row, column) for tab in tabs(language) if tab.name == title for row, column in tab.cells}
    drawn = {place: cell for place, cell in said.items() if "formulaValue" not in cell.get("userEnteredValue", {})}
    assert len(places) > 20
    assert drawn.keys() <= places | {place for place, cell in said.items() if "dataValidation" in cell}
    for row, column in places & drawn.keys():
        cell, found = file.cell(row, column), drawn[row, column]
        value = next(iter(found.get("userEnteredValue", {}).values()), None)
        if isinstance(cell, MergedCell):
            assert value is None
            continue
        assert value == in_file(cell), (row, column)
        assert look_in_sheet(found) == look_in_file(cell), (row, column)


@pytest.mark.parametrize("title", TABS)
def test_every_tab_is_laid_out_as_in_a_file(title: str) -> None:
    sheet, file = both("en", title)
    merges = {(area.top + 1, area.left + 1, area.bottom, area.right) for area in sheet.merges}
    assert merges == {(m.min_row, m.min_col, m.max_row, m.max_col) for m in file.merged_cells.ranges}
    frame = sheet.properties["gridProperties"]
    frozen = (frame.get("frozenRowCount", 0), frame.get("frozenColumnCount", 0))
    split = file.sheet_view.pane
    assert frozen == ((int(split.ySplit or 0), int(split.xSplit or 0)) if split else (0, 0))
    assert bool(file.sheet_view.showGridLines) == ("hideGridlines" not in frame)
    assert (file.sheet_state == "hidden") == bool(sheet.properties.get("hidden"))
    for letters, dimension in file.column_dimensions.items():
        for column in range(dimension.min, dimension.max + 1):
            meta = sheet.column_meta[column - 1]
            assert bool(meta.get("hiddenByUser")) == bool(dimension.hidden), letters
            # A file tells a width in digits with the cell's edges, of five pixels, in them.
            assert meta["pixelSize"] == pytest.approx(dimension.width * 7, abs=1), letters
    for row, dimension in file.row_dimensions.items():
        if dimension.height:
            assert sheet.row_meta[row - 1]["pixelSize"] == pytest.approx(dimension.height * 96 / 72, abs=0.51), row


def test_the_filter_and_the_lists_are_those_of_a_file() -> None:
    sheet, file = both("en", "Exceptions")
    span = (sheet.filter or {})["range"]
    assert file.auto_filter.ref == "A4:M9"
    assert (span["startRowIndex"], span["endRowIndex"], span["startColumnIndex"], span["endColumnIndex"]) == (
        3,
        9,
        0,
        13,
    )
    (choice,) = file.data_validations.dataValidation
    listed = {
        place: cell["dataValidation"]
        for place, cell in sheet_of("en").cells("Exceptions").items()
        if "dataValidation" in cell
    }
    assert {f"{'ABCDEFGHIJKLMN'[column - 1]}{row}" for row, column in listed} == {f"K{row}" for row in range(5, 9)}
    assert str(choice.sqref) == "K5:K8"
    options = [value["userEnteredValue"] for value in listed[5, 11]["condition"]["values"]]
    assert choice.formula1 == '"' + ",".join(options) + '"'


def test_the_status_of_an_action_wears_its_colour() -> None:
    rules = sheet_of("en").sheet("Brief").rules
    told = [
        (
            rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"],
            code(rule["booleanRule"]["format"]["backgroundColorStyle"]),
        )
        for rule in rules
    ]
    assert told == [("done", "#e8f2ee"), ("doing", "#edf2f8"), ("dropped", "#efece6")]


def test_the_charts_of_the_cards_are_drawn_from_our_numbers() -> None:
    formulas = {
        place: cell["userEnteredValue"]["formulaValue"]
        for place, cell in sheet_of("en").cells("Brief").items()
        if "formulaValue" in cell.get("userEnteredValue", {})
    }
    assert len(formulas) == 2
    assert all(
        text.startswith("=SPARKLINE('Data health'!") and text.endswith(";'_Google'!A1:B3)")
        for text in formulas.values()
    )


def test_the_links_of_a_brief_lead_to_the_founders_rows() -> None:
    home = sheet_of("en")
    orders, inventory = home.sheet("Orders").id, home.sheet("Inventory").id
    leads = {
        cell["userEnteredValue"]["stringValue"]: cell["textFormatRuns"][0]["format"]["link"]["uri"]
        for cell in home.cells("Exceptions").values()
        if cell.get("textFormatRuns", [{}])[0].get("format", {}).get("link")
    }
    assert leads["Orders, row 55 →"] == f"#gid={orders}&range=A55"
    assert leads["Inventory, row 3 →"] == f"#gid={inventory}&range=A3"


def exceptions(count: int, together: int = 1) -> list[Grid]:
    """A brief of so many exceptions: so many of one severity together, then of the next."""
    outcome = sample_outcome()
    rows = [msgspec.structs.replace(outcome.exceptions[at // together % 4], key=f"late:{at}") for at in range(count)]
    tab = next(tab for tab in grids(msgspec.structs.replace(outcome, exceptions=rows), "en") if tab.key == "exceptions")
    return [tab if each.key == "exceptions" else each for each in tabs("en")]


# Google recommends 2 MB for a request, and sets no limit. A brief tells the critical ones first, so that those of one
# severity stand together; where they do not, each row's colours are told by themselves.
@pytest.mark.parametrize(("together", "most_bytes"), [(500, 2_050_000), (1, 2_450_000)])
def test_two_thousand_exceptions_stay_near_what_google_recommends(together: int, most_bytes: int) -> None:
    home = Home("Orders", "Inventory")
    home.write(*tabs("en"))
    made = batch(exceptions(2000, together), home.look(), "again")
    assert len(msgspec.json.encode(made.requests)) < most_bytes
    assert len(made.requests) < 500


def test_the_number_of_requests_does_not_grow_with_the_rows() -> None:
    seen = Home("Orders", "Inventory").look()
    few, many = (len(batch(exceptions(count), seen, "run").requests) for count in (200, 2000))
    assert many <= few < 500


def test_whatever_the_rows_the_requests_stay_few() -> None:
    cells = {(row, column): row for row in range(1, 1001) for column in range(1, 10)}
    heights = {row: 18.0 + row % 7 for row in range(1, 1001)}
    tab = grid(cells, heights=heights, merges=())
    tab = replace(
        tab, cells={place: replace(cell, style=list(tab.styles)[sum(place) % 6]) for place, cell in tab.cells.items()}
    )
    assert len(batch([tab], Home().look(), "run").requests) < 40


def test_a_refresh_writes_them_through_the_whole_line(google: Any, tmp_path: Any) -> None:
    path = tmp_path / "shop.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "Orders"  # type: ignore[union-attr]
    made.save(path)
    place = google.sheet(path, locale="es_CO")
    book = GoogleBook(place)
    receipt = book.write(tabs("es"), book.read().fingerprint)
    assert receipt.calls == 3
    sheets = google.book(place).sheets
    assert [sheet.title for sheet in sheets] == ["Orders", *TABS, "_Google"]
    read = {tab.mark: tab.rows for tab in book.read().tabs}
    for tab in tabs("es"):
        for (row, column), cell in tab.cells.items():
            found = read[tab.key][row - 1] if row <= len(read[tab.key]) else ()
            assert type(cell.value) is not str or found[column - 1] == (cell.value or None), (tab.key, row, column)
