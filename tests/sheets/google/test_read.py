"""A Google Sheet reads as the same workbook does as a file; what Google leaves out, adds or only hints at is known."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sheets import headers, template
from sheets.cells import ReadingStyle
from sheets.errors import SheetsError
from sheets.excel.book import ExcelBook
from sheets.google import asked, cells, dates, read
from sheets.google.book import GoogleBook
from sheets.google.seen import SheetFacts
from sheets.tables import read as typed
from sheets.workbook import ErrorCell, Snapshot, Wanted
from tests.google.desk import Desk
from tests.google.model import Cell
from tests.sheets.made import BOGOTA, book
from tests.workbooks import golden, workbook

ORDER = ["Name", "Created at", "Financial Status", "Total"]


class Canned:
    """Answers as they stand in a test: tabs with rows; asked for ranges are kept."""

    def __init__(self, tabs: Mapping[str, Sequence[Sequence[Any]]], **grids: Mapping[str, Any]) -> None:
        self.tabs, self.grids, self.asked = tabs, grids, list[list[str]]()

    def look(self, id: str, fields: str, ranges: Sequence[str] = (), grid: bool = False) -> dict[str, Any]:
        sheets = []
        for number, (title, rows) in enumerate(self.tabs.items()):
            grid = {"rowCount": max(1000, len(rows)), "columnCount": 26} | dict(self.grids.get(title, {}))
            sheets.append({"properties": {"sheetId": number, "title": title, "index": number, "gridProperties": grid}})
        return {"properties": {"title": "Ruta", "locale": "es_CO", "timeZone": "America/Bogota"}, "sheets": sheets}

    def values(self, id: str, ranges: Sequence[str], render: str = "UNFORMATTED_VALUE") -> bytes:
        self.asked.append(list(ranges))
        found = []
        for one in ranges:
            title, _, place = one.rpartition("!")
            first = int("".join(filter(str.isdigit, place.partition(":")[0])))
            last = int("".join(filter(str.isdigit, place.partition(":")[2])) or first)
            rows = self.tabs[title.strip("'").replace("''", "'")][first - 1 : last]
            end = len(rows)
            while end and not rows[end - 1]:
                end -= 1
            rows = rows[:end]
            found.append({"range": one, "majorDimension": "ROWS", **({"values": rows} if rows else {})})
        return json.dumps({"spreadsheetId": id, "valueRanges": found}).encode()


def orders(*rows: Sequence[Any], name: str = "Orders") -> Snapshot:
    return read.read(Canned({name: [ORDER, *rows]}), "id")[0]


def rows_of(snapshot: Snapshot, tab: str = "Orders") -> list[list[Any]]:
    found = snapshot.tab(tab)
    assert found is not None
    return [list(row) for row in found.rows]


# The same workbook in both homes


def _template(language: str) -> Any:
    return lambda path: template.new(path, language, sample=True)


def _golden(*tabs: str, letter: str) -> Any:
    return lambda path: workbook(path, {tab: golden(f"{letter}_{tab.lower()}") for tab in tabs})


def _dirty(path: Path) -> None:
    rows = [
        ["Reporte", None, None, "1 nov"],
        [*ORDER, "Lineitem sku", "Notes"],
        ["#1", datetime(2026, 11, 2, 9, 30, 15), "paid", 1234.5600000000001, "007", "  "],
        ["#2", date(2026, 11, 3), "paid", "#N/A", 7, True],
        [],
        ["#3", "2026-11-04 10:00:00 -0500", " ", 0.1 + 0.2, None, "Loading..."],
        ["#4", 20261105, "paid", 12, "Loading…", "It's"],
        ["Total", None, None, 5],
    ]
    notes = [["Date", "Text"], [date(2026, 11, 1), "Rodada"], ["mañana", "x" * 600]]
    book(path, {"It's": [["a", "b"], [1, None]], "Orders": rows, "D3": [["x"]], "Notas": notes, "Empty": []})


def _shaped(path: Path) -> None:
    made = openpyxl.Workbook()
    orders = made.active
    orders.title = "Pedidos"
    for row in [
        ["Lineitem", None, "Order"],
        ["name", "sku", "Name"],
        *([f"L{n}", f"S{n}", f"#{n}"] for n in range(60)),
    ]:
        orders.append(row)
    orders.merge_cells("A1:B1")
    orders.merge_cells("E40:F41")
    orders.row_dimensions[5].hidden = orders.row_dimensions[45].hidden = True
    other = made.create_sheet("Mine")
    for number in range(80):
        other.append([f"row {number}", number])
    other.row_dimensions[3].hidden = other.row_dimensions[70].hidden = True
    made.create_sheet("Away").sheet_state = "hidden"
    made.save(path)


WORKBOOKS = {
    "template, English": _template("en"),
    "template, Spanish": _template("es"),
    "example A": _golden(
        "Definitions", "Orders", "Inventory", "Notes", "Sources", "Traffic", "Campaigns", "Support", letter="A"
    ),
    "example B": _golden("Definitions", "Orders", "Inventory", "Notes", letter="B"),
    "titles, errors, dates, ragged rows": _dirty,
    "merges, hidden rows and tabs": _shaped,
}


@pytest.mark.parametrize("made", WORKBOOKS.values(), ids=list(WORKBOOKS))
def test_a_google_sheet_reads_as_the_same_workbook_does_as_a_file(google: Desk, tmp_path: Path, made: Any) -> None:
    path = tmp_path / "shop.xlsx"
    made(path)
    file, sheet = ExcelBook(path).read(), GoogleBook(google.sheet(path)).read()
    assert [tab.name for tab in sheet.tabs] == [tab.name for tab in file.tabs]
    for of_file, of_sheet in zip(file.tabs, sheet.tabs, strict=True):
        assert _said(of_sheet) == _said(of_file), of_file.name
    assert sheet.date_1904 is False


def _said(tab: Any) -> dict[str, Any]:
    # A tab that is not used is as long as its grid says: only its head was read.
    extent = {"row_count": tab.row_count, "column_count": tab.column_count} if tab.complete else {}
    return extent | {
        "rows": [list(row) for row in tab.rows],
        "complete": tab.complete,
        "hidden_rows": tab.hidden_rows,
        "merges": sorted(tab.merges),
        "visible": tab.visible,
        "fingerprint": tab.fingerprint,
        "mark": tab.mark,
    }


def test_both_homes_give_the_same_tables_and_problems(google: Desk, tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    _dirty(path)
    of_file = typed(ExcelBook(path).read(), ReadingStyle(BOGOTA))
    of_sheet = typed(GoogleBook(google.sheet(path)).read(), ReadingStyle(BOGOTA))
    assert of_sheet.problems == of_file.problems
    assert len(of_sheet.problems) == len(of_file.problems) > 0
    assert of_sheet.by_key["orders"].frame.equals(of_file.by_key["orders"].frame)


def test_the_clock_and_the_language_of_the_sheet_are_told(google: Desk, tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    template.new(path, "es", sample=False)
    sheet = google.sheet(path, "Ruta Norte", locale="es_CO", time_zone="America/Bogota")
    snapshot = GoogleBook(sheet).read()
    assert snapshot.name == "Ruta Norte"
    assert snapshot.facts == {"time_zone": "America/Bogota", "locale": "es_CO"}


# What Google gives


def test_rows_that_end_early_and_inner_blank_rows_are_kept_in_their_places() -> None:
    found = rows_of(orders(["#1"], [], ["#2", "", "paid"], ["", ""]))
    assert found == [ORDER, ["#1"], [], ["#2", None, "paid"]]


def test_a_tab_without_any_value_is_an_empty_one() -> None:
    snapshot = read.read(Canned({"Orders": [], "Notes": []}), "id")[0]
    assert [(tab.name, tab.rows, tab.row_count) for tab in snapshot.tabs] == [("Orders", [], 0), ("Notes", [], 0)]


def test_whole_numbers_are_floats_and_long_fractions_have_the_digits_of_a_file() -> None:
    total = rows_of(orders(["#1", None, None, 12], ["#2", None, None, 0.1 + 0.2]))
    assert [row[3] for row in total[1:]] == [12.0, 0.3]
    assert type(total[1][3]) is float


@pytest.mark.parametrize("code", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!"])
def test_an_error_is_an_error_and_no_text(code: str) -> None:
    assert rows_of(orders(["#1", None, None, code]))[1][3] == ErrorCell(code)


def test_an_error_in_the_words_of_another_language_is_one_too() -> None:
    assert rows_of(orders(["#1", None, None, "#¡REF!"]))[1][3] == ErrorCell("#¡REF!")


def test_what_still_loads_is_no_value_and_the_founder_is_told_where() -> None:
    found = typed(orders(["#1", 46328, "paid", "Loading..."], ["#2", 46328, "paid", 7]), ReadingStyle(BOGOTA))
    assert found.by_key["orders"].frame["total"].tolist() == [None, 7]
    assert [(problem.kind, problem.cell) for problem in found.problems] == [("error_cell", "D2")]


def test_true_stays_true_beside_a_one() -> None:
    found = rows_of(orders(["#1", None, True, 1], ["#2", None, 1, True], ["#3", None, False, 0]))
    assert [[type(cell) for cell in row[2:]] for row in found[1:]] == [[bool, float], [float, bool], [bool, float]]


def test_texts_of_blanks_are_blank() -> None:
    assert rows_of(orders(["#1", " ", "\u00a0\t", 3]))[1] == ["#1", None, None, 3.0]


# Dates


def test_a_number_under_a_date_is_the_day_or_moment_on_the_clock_of_the_wall() -> None:
    found = rows_of(orders(["#1", 46328], ["#2", 46328.5], ["#3", 46328.39601851852], ["#4", 0.75]))
    assert [row[1] for row in found[1:]] == [
        date(2026, 11, 2),
        datetime(2026, 11, 2, 12, 0),
        datetime(2026, 11, 2, 9, 30, 16),
        time(18, 0),
    ]


def test_only_below_the_header_and_only_under_dates() -> None:
    rows = [["Reporte", 46328], ORDER, ["#1", 46328, "paid", 46328]]
    found = rows_of(read.read(Canned({"Orders": rows}), "id")[0])
    assert found == [["Reporte", 46328.0], ORDER, ["#1", date(2026, 11, 2), "paid", 46328.0]]


def test_a_number_that_can_be_no_date_stays_a_number() -> None:
    found = rows_of(orders(["#1", 5], ["#2", 20261105], ["#3", -3], ["#4", 1e12]))
    assert [row[1] for row in found[1:]] == [5.0, 20261105.0, -3.0, 1e12]


def test_dates_taken_one_by_one_and_all_at_once_are_the_same() -> None:
    serials = [46328.0, 46328.39601851852, 0.25, 18_264.0, 18_263.9, 2_958_465.5, 3e6, -1.0, 0.0, 46328.999999999]
    assert dates.moments(serials) == [dates.moment(serial) for serial in serials]
    assert dates.moment(46328.999999999) == datetime(2026, 11, 3)


def test_a_day_that_was_typed_beside_our_rows_is_a_day() -> None:
    rows: list[list[Any]] = [["Tu decisión", "Hasta", "Motivo", "key"], ["posponer", 46357.0, "llega", "abc"]]
    assert dates.own_dated(rows)[1] == ["posponer", date(2026, 12, 1), "llega", "abc"]
    without_key: list[list[Any]] = [["Hasta"], [46357.0]]
    assert dates.own_dated(without_key) == without_key


# Codes that were taken for dates


def test_a_sku_that_google_made_a_date_of_is_told_as_in_a_file(google: Desk, tmp_path: Path) -> None:
    rows = [
        ["SKU", "Product", "On hand"],
        ["JA-M", "Jersey", 3],
        [date(2026, 4, 3), "Media", 4],
        ["JA-L", "Jersey", 46115],
        [46115, "Gorra", 1],
    ]
    path = book(tmp_path / "shop.xlsx", {"Inventory": rows})
    sheet = GoogleBook(google.sheet(path)).read()
    assert rows_of(sheet, "Inventory") == [[*row] for row in rows]
    found = typed(sheet, ReadingStyle(BOGOTA))
    assert [(problem.kind, problem.cell) for problem in found.problems] == [("changed_sku", "A3")]
    assert found.problems == typed(ExcelBook(path).read(), ReadingStyle(BOGOTA)).problems
    assert len(google.log) == 3
    assert google.log[-1].query["ranges"] == ["'Inventory'!A3:A5", "'Inventory'!C4"]


def test_codes_that_are_numbers_altogether_are_not_doubted(google: Desk, tmp_path: Path) -> None:
    rows = [["SKU", "Product", "On hand"], *([46000 + n, "Media", n] for n in range(5)), ["JA-M", "Jersey", 3]]
    GoogleBook(google.sheet(book(tmp_path / "shop.xlsx", {"Inventory": rows}))).read()
    assert len(google.log) == 2


def test_a_quantity_that_google_made_a_date_of_is_not_counted_as_46_000(google: Desk, tmp_path: Path) -> None:
    # 1.5 in a sheet that writes 1,5 is the first of May.
    rows = [
        ["SKU", "Product", "On hand"],
        ["JA-M", "Jersey", 3],
        ["JA-L", "Jersey", date(2026, 5, 1)],
        ["GO", "Gorra", 4],
    ]
    path = book(tmp_path / "shop.xlsx", {"Inventory": rows})
    sheet = GoogleBook(google.sheet(path, locale="es_CO")).read()
    assert rows_of(sheet, "Inventory") == rows
    found = typed(sheet, ReadingStyle(BOGOTA))
    assert [problem.cell for problem in found.problems] == ["C3"]
    assert found.problems == typed(ExcelBook(path).read(), ReadingStyle(BOGOTA)).problems
    assert google.log[-1].query["ranges"] == ["'Inventory'!C3"]


def test_amounts_that_may_all_be_days_are_not_doubted(google: Desk, tmp_path: Path) -> None:
    rows = [["SKU", "Product", "On hand", "Unit cost"], *([f"A{n}", "Media", n, 44_000 + n] for n in range(5))]
    GoogleBook(google.sheet(book(tmp_path / "shop.xlsx", {"Inventory": rows}))).read()
    assert len(google.log) == 2


# What is asked for


def sheet(id: int, title: str, rows: int = 1000, columns: int = 26, key: str = "") -> SheetFacts:
    return SheetFacts(id, title, id, rows, columns, key=key)


def test_where_orders_and_inventory_are_named_only_the_heads_of_others_are_asked_for() -> None:
    tabs = [sheet(0, "Pedidos"), sheet(1, "Inventario"), sheet(2, "Mine"), sheet(3, "Brief", key="brief")]
    whole = asked.at_first(tabs, ["Other"])
    assert whole == {0, 1, 3}
    assert [[part.range for part in call] for call in asked.calls(tabs, whole)] == [
        ["'Pedidos'!A1:Z1000", "'Inventario'!A1:Z1000", "'Mine'!A1:Z30", "'Brief'!A1:Z1000"]
    ]


def test_an_orders_tab_of_another_name_is_found_in_the_same_call() -> None:
    source = Canned({"Export 3": [[*ORDER, "Lineitem sku"], *([f"#{n}", 46328, "paid", 1, "A"] for n in range(50))]})
    snapshot, _ = read.read(source, "id")
    assert headers.used(snapshot.tabs).by_key == {"orders": "Export 3"}
    assert len(rows_of(snapshot, "Export 3")) == 51
    assert len(source.asked) == 1


def test_a_large_one_of_another_name_takes_a_second_call() -> None:
    rows = [[*ORDER, "Lineitem sku"], *([f"#{n}", 46328, "paid", 1, "A"] for n in range(50))]
    source = Canned({"Export 3": rows}, **{"Export 3": {"rowCount": 50_000, "columnCount": 26}})
    snapshot, _ = read.read(source, "id")
    assert len(rows_of(snapshot, "Export 3")) == 51
    assert source.asked == [["'Export 3'!A1:Z30"], ["'Export 3'!A1:Z50000"]]


def test_ten_million_cells_are_read_in_parts_of_bounded_size() -> None:
    rows: list[list[Any]] = [ORDER, *([f"#{n}", 46328, "paid", n] for n in range(1, 10))]
    rows += [[]] * 399_990 + [["#last", 46328, "paid", 5]]
    source = Canned({"Orders": rows}, Orders={"rowCount": 400_001, "columnCount": 25})
    found = rows_of(read.read(source, "id")[0])
    assert len(found) == 400_001
    assert found[9] == ["#9", date(2026, 11, 2), "paid", 9.0]
    assert found[-1] == ["#last", date(2026, 11, 2), "paid", 5.0]
    assert len(source.asked) == 4


def test_more_filled_cells_than_can_be_held_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST_FILLED", 20)
    with pytest.raises(SheetsError, match="million filled cells") as caught:
        orders(*(["#1", 46328, "paid", 1] for _ in range(5)))
    assert caught.value.kind == "too_big"
    assert "millones de celdas" in caught.value.message("es")


def test_titles_like_an_address_or_with_a_quote_are_quoted(google: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "shop.xlsx", {"D3": [["here"]], "It's": [["there"]], "Orders": [ORDER]})
    snapshot = GoogleBook(google.sheet(path)).read()
    assert {tab.name: [list(row) for row in tab.rows] for tab in snapshot.tabs} == {
        "D3": [["here"]],
        "It's": [["there"]],
        "Orders": [ORDER],
    }
    assert [one for call in google.log for one in call.query.get("ranges", [])] == [
        "'D3'!A1:Z1000",
        "'It''s'!A1:Z1000",
        "'Orders'!A1:Z1000",
    ]


@pytest.mark.parametrize("kind", ["OBJECT", "DATA_SOURCE"])
def test_a_chart_or_a_connected_table_on_a_tab_of_its_own_is_not_asked_for(kind: str) -> None:
    source = Canned({"Orders": [ORDER]})
    looked = source.look("id", "")
    grid = {"gridProperties": {"rowCount": 500, "columnCount": 5}} if kind == "DATA_SOURCE" else {}
    properties = {"sheetId": 9, "title": "Chart", "index": 1, "sheetType": kind} | grid
    looked["sheets"].append({"properties": properties})
    source.look = lambda *_: looked  # type: ignore[method-assign]
    snapshot, _ = read.read(source, "id")
    told = snapshot.tab("Chart")
    assert told is not None
    assert (told.rows, told.complete, told.fingerprint) == ([], True, "")
    assert source.asked == [["'Orders'!A1:Z1000"]]


def test_a_tab_renamed_between_the_look_and_the_reading_is_read_by_its_new_name(google: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "shop.xlsx", {"Orders": [ORDER, ["#1", date(2026, 11, 2), "paid", 5]]})
    place = google.sheet(path)
    google.person("*batchGet*", lambda there: setattr(there.edit("Orders"), "title", "Pedidos"), place)
    found = rows_of(GoogleBook(place).read(), "Pedidos")
    assert found[1] == ["#1", date(2026, 11, 2), "paid", 5.0]


def test_a_body_that_is_no_answer_is_a_sentence() -> None:
    source = Canned({"Orders": [ORDER]})
    source.values = lambda *_, **__: b'{"valueRanges": [{"values": [[{"a": 1}]]}]}'  # type: ignore[method-assign]
    with pytest.raises(SheetsError) as caught:
        read.read(source, "id")
    assert caught.value.kind == "bad_answer"


def test_fewer_ranges_than_were_asked_for_are_no_answer() -> None:
    source = Canned({"Orders": [ORDER]})
    source.values = lambda *_, **__: b'{"valueRanges": []}'  # type: ignore[method-assign]
    with pytest.raises(SheetsError) as caught:
        read.read(source, "id")
    assert caught.value.kind == "bad_answer"


# One tab for a command


def test_for_a_command_one_tab_is_read_with_its_formulas(google: Desk, tmp_path: Path) -> None:
    path = tmp_path / "shop.xlsx"
    made = openpyxl.Workbook()
    made.active.title = "Orders"
    for row in [ORDER, ["#1", "2026-11-02", "paid", "=1+2"], ["#2", "2026-11-02", "paid", 4], [], ["#3"]]:
        made.active.append(row)
    made.active["D3"].value, made.active["D3"].data_type = "=text", "s"
    made.create_sheet("Inventory").append(["SKU"])
    made.save(path)
    place = google.sheet(path)
    with google.change(place) as there:
        there.edit("Orders").put(2, 3, Cell("=text"))
    snapshot = GoogleBook(place).read_for(Wanted("orders", "order_id"))
    told, other = snapshot.tab("Orders"), snapshot.tab("Inventory")
    assert told is not None
    assert other is not None
    assert told.formulas == {(2, 4)}
    assert told.emptied == {4}
    assert (told.complete, other.complete) == (True, False)
    assert rows_of(snapshot)[2][3] == "=text"


def test_every_number_of_a_body_is_a_float() -> None:
    body = b'{"valueRanges": [{"values": [["a", 1, true, null, 2.5, 12345678901234567890]]}]}'
    assert cells.decoded(body) == [[["a", 1.0, True, None, 2.5, 12345678901234567168.0]]]
    assert [type(cell) for cell in cells.decoded(body)[0][0]] == [str, float, bool, type(None), float, float]
