"""The traps of reading, each with a workbook that holds it. Numbers are those of the list of traps."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from sheets import tables
from sheets.contract import TABS
from sheets.excel.read import read
from sheets.tables import ReadingStyle, SkippedRows
from tests.sheets.made import BOGOTA, ORDER, STYLE, book, orders_of, tables_of

ONE = ["#1001", "2026-11-10 09:00:00 -0500", "paid", 1000]
TWO = ["#1002", "2026-11-11 09:00:00 -0500", "paid", 2000]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BOGOTA)


def test_trap_01_title_rows_above_the_header_are_passed_over_and_row_numbers_stay_right(tmp_path: Path) -> None:
    rows = [["Pedidos de Ruta Norte"], [], ["Exportado el lunes", None, "Total general"], ORDER, ONE, TWO]
    table, problems = orders_of(tmp_path, rows)
    assert table.header_row == 4
    assert list(table.frame["row"]) == [5, 6]
    assert list(table.frame["total"]) == [1000, 2000]
    assert table.address("total", 6) == "Orders!D6"
    assert problems == []


def test_trap_02_a_merged_header_cell_gives_its_text_to_the_column_of_its_top_left_cell(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Orders"
    sheet.append(["Name", "Created at", "Financial Status", "Total", "Lineitem", None])
    sheet.append([None, None, None, None, "name", "sku"])
    sheet.append([*ONE, "Jersey Andes - M", "JA-M"])
    for merge in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"):
        sheet.merge_cells(merge)
    made.save(path)
    found = tables.read(read(path), STYLE)
    table = found.by_key["orders"]
    assert table.header_row == 2
    assert table.letters["order_id"] == "A"
    assert table.letters["line_sku"] == "F"
    assert table.frame.loc[0, ["row", "order_id", "total", "line_name", "line_sku"]].tolist() == [
        3, "1001", 1000, "Jersey Andes - M", "JA-M",
    ]  # fmt: skip


def test_trap_02_a_second_header_row_that_repeats_the_labels_is_skipped(tmp_path: Path) -> None:
    table, problems = orders_of(tmp_path, [ORDER, ["Pedido", "Fecha", "Estado de pago", "Total"], ONE])
    assert list(table.frame["order_id"]) == ["1001"]
    assert table.skipped == (SkippedRows("header_again", (2,)),)
    assert problems == []


def test_trap_02_a_header_that_stays_without_its_columns_is_named(tmp_path: Path) -> None:
    read_tables = tables_of(tmp_path, {"Orders": [["Name", "Created at", "Money in"], ["#1", "2026-11-10", 5]]})
    missing = {problem.column: problem for problem in read_tables.problems if problem.kind == "missing_column"}
    assert set(missing) == {"financial_status", "total"}
    assert "no column “Total”" in missing["total"].said.en
    assert "no tiene la columna «Total»" in missing["total"].said.es


def test_trap_03_a_total_row_and_subtotals_are_skipped_counted_and_never_summed(tmp_path: Path) -> None:
    rows = [
        ORDER,
        ONE,
        TWO,
        [None, "Subtotal", None, 3000],
        ["#1003", "2026-11-12", "paid", 500],
        ["TOTAL", None, None, 3500],
    ]
    table, problems = orders_of(tmp_path, rows)
    assert sum(table.frame["total"]) == 1000 + 2000 + 500
    assert table.skipped == (SkippedRows("total", (4, 6)),)
    assert problems == []


def test_trap_03_a_row_without_a_key_whose_numbers_are_the_sums_above_is_a_total_row(tmp_path: Path) -> None:
    header = [*ORDER, "Shipping"]
    rows = [header, [*ONE, 100], [*TWO, 200], [None, None, None, 3000, 300]]
    table, problems = orders_of(tmp_path, rows)
    assert list(table.frame["row"]) == [2, 3]
    assert table.skipped == (SkippedRows("total", (4,)),)
    assert problems == []


def test_trap_03_a_row_without_a_key_that_sums_nothing_is_no_total_row_but_a_problem(tmp_path: Path) -> None:
    header = [*ORDER, "Shipping"]
    table, problems = orders_of(tmp_path, [header, [*ONE, 100], [*TWO, 200], [None, None, None, 3000, 301]])
    assert table.skipped == ()
    assert [(problem.kind, problem.cell) for problem in problems] == [("key_missing", "A4")]
    assert list(table.frame["row"]) == [2, 3]


def test_trap_04_a_header_repeated_in_mid_tab_is_skipped(tmp_path: Path) -> None:
    table, _ = orders_of(tmp_path, [ORDER, ONE, ORDER, TWO])
    assert list(table.frame["row"]) == [2, 4]
    assert table.skipped == (SkippedRows("header_again", (3,)),)


def test_trap_04_below_a_header_with_its_columns_elsewhere_nothing_is_read_by_position(tmp_path: Path) -> None:
    moved = ["Total", "Name", "Financial Status", "Created at"]
    table, problems = orders_of(tmp_path, [ORDER, ONE, moved, [2000, "#1002", "paid", "2026-11-11"]])
    assert list(table.frame["order_id"]) == ["1001"]
    assert [(problem.kind, problem.cell, problem.row) for problem in problems] == [("unreadable", "A3", 3)]
    assert "nothing from there on was read" in problems[0].said.en
    assert "desde ahí no se leyó nada" in problems[0].said.es


def test_trap_05_hidden_rows_are_read_and_counted(tmp_path: Path) -> None:
    path = book(tmp_path / "hidden.xlsx", {"Orders": [ORDER, ONE, TWO]})
    made = openpyxl.load_workbook(path)
    made["Orders"].row_dimensions[3].hidden = True
    made.save(path)
    table = tables.read(read(path), STYLE).by_key["orders"]
    assert list(table.frame["order_id"]) == ["1001", "1002"]
    assert table.hidden_rows == 1


def test_trap_06_a_tab_with_headers_only_has_no_rows_and_no_problem(tmp_path: Path) -> None:
    table, problems = orders_of(tmp_path, [ORDER])
    assert len(table.frame) == 0
    assert str(table.frame["created_at"].dtype) == "datetime64[us, America/Bogota]"
    assert problems == []


def test_trap_06_formulas_that_give_empty_text_are_blank_rows(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "empty.xlsx")
    sheet = made.add_worksheet("Orders")
    sheet.write_row(0, 0, ORDER)
    for row in range(1, 20):
        for column in range(4):
            sheet.write_formula(row, column, '=IF(TRUE,"","")', None, "")
    made.close()
    found = tables.read(read(tmp_path / "empty.xlsx"), STYLE)
    assert len(found.by_key["orders"].frame) == 0
    assert found.problems == ()


@pytest.mark.parametrize(
    "name", ["Pedidos", "orders ", "ORDERS_EXPORT", "orders_export_1", "orders_export (1)", "Órdenes"]
)
def test_trap_07_a_renamed_or_translated_tab_is_found(tmp_path: Path, name: str) -> None:
    found = tables_of(tmp_path, {name: [ORDER, ONE]})
    assert found.by_key["orders"].name == name


def test_trap_07_between_two_similar_tabs_nobody_chooses(tmp_path: Path) -> None:
    found = tables_of(tmp_path, {"orders_export_1": [ORDER, ONE], "Ventas": [ORDER, TWO]})
    assert "orders" not in found.by_key
    assert [problem.kind for problem in found.problems] == ["two_tabs"]
    assert "“orders_export_1” and “Ventas”" in found.unusable["orders"].en
    assert "«orders_export_1» y «Ventas»" in found.unusable["orders"].es


def test_trap_07_the_exact_name_wins_over_an_alias_and_says_so(tmp_path: Path) -> None:
    found = tables_of(tmp_path, {"orders_export_1": [ORDER, ONE], "Orders": [ORDER, TWO]})
    table = found.by_key["orders"]
    assert list(table.frame["order_id"]) == ["1002"]
    assert any("“orders_export_1” was not read" in assumption.en for assumption in table.assumptions)


def test_trap_08_columns_are_found_by_name_wherever_they_stand(tmp_path: Path) -> None:
    rows = [
        ["Mi nota", "Total (COP)", "Estado de pago *", "Fecha del\npedido", "\u00a0Pedido "],
        ["x", 1000, "Pagado", "2026-11-10", "#1001"],
    ]
    table, problems = orders_of(tmp_path, rows)
    row = table.frame.loc[0]
    assert (row["order_id"], row["total"], row["financial_status"]) == ("1001", 1000, "paid")
    assert row["currency"] == "COP"
    assert problems == []


def test_trap_08_a_renamed_required_column_is_named_with_the_header_that_looks_like_it(tmp_path: Path) -> None:
    found = tables_of(tmp_path, {"Orders": [["Nombre pedidos", "Created at", "Financial Status", "Total"], ONE]})
    assert "orders" not in found.by_key
    assert "“Nombre pedidos” in column A looks like it" in found.unusable["orders"].en
    assert "«Nombre pedidos» en la columna A" in found.unusable["orders"].es


def test_trap_08_of_a_duplicated_column_the_first_is_read_and_the_other_listed(tmp_path: Path) -> None:
    table, problems = orders_of(tmp_path, [[*ORDER, "Total"], [*ONE, 99]])
    assert list(table.frame["total"]) == [1000]
    assert [(problem.kind, problem.cell) for problem in problems] == [("duplicate_header", "E1")]


def test_trap_09_error_cells_are_unknown_and_an_error_in_the_key_sets_the_row_aside(tmp_path: Path) -> None:
    rows = [
        ORDER,
        ["#1001", "2026-11-10 09:00", "paid", "#N/A"],
        ["#REF!", "2026-11-10 09:00", "paid", 2000],
        ["#1003", "Loading…", "paid", 3000],
    ]
    table, problems = orders_of(tmp_path, rows)
    assert list(table.frame["row"]) == [2, 4]
    assert list(table.frame["total"]) == [None, 3000]
    assert table.unread == {"total": frozenset({2}), "created_at": frozenset({4})}
    assert [(problem.kind, problem.cell, problem.value) for problem in problems] == [
        ("error_cell", "D2", "#N/A"),
        ("error_cell", "A3", "#REF!"),
        ("error_cell", "B4", "Loading…"),
    ]
    assert problems[0].said.es.startswith("Orders!D2 (Total) muestra #N/A")


def test_trap_10_a_formula_without_a_saved_result_is_unknown_and_says_how_to_mend_it(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Orders"
    sheet.append(ORDER)
    sheet.append(["#1001", "2026-11-10", "paid", "=500*2"])
    made.save(tmp_path / "openpyxl.xlsx")
    written_by_xlsxwriter = book(
        tmp_path / "xlsxwriter.xlsx", {"Orders": [ORDER, ["#1001", "2026-11-10", "paid", "=500*2"]]}
    )
    for path in (tmp_path / "openpyxl.xlsx", written_by_xlsxwriter):
        found = tables.read(read(path), STYLE)
        assert list(found.by_key["orders"].frame["total"]) == [None]
        assert [(problem.kind, problem.cell) for problem in found.problems] == [("uncached", "D2")]
        assert "Open the file once in Excel and save it" in found.problems[0].said.en
        assert "Abre el archivo una vez en Excel y guárdalo" in found.problems[0].said.es


@pytest.mark.parametrize(
    ("texts", "decimals", "values"),
    [
        (["189.900,00", "1.234"], 0, [189900, 1234]),
        (["189.900"], 0, [189900]),
        (["1,234", "189,900"], 0, [1234, 189900]),
        (["1,234"], 2, [None]),
        (["1,234.50", "1,234"], 2, [Decimal("1234.50"), 1234]),
        (["1.234,50", "1,234.50", "1.234"], 2, [Decimal("1234.50"), Decimal("1234.50"), None]),
        (["0.00", "189.900"], 0, [0, None]),
    ],
)
def test_trap_11_separators_are_decided_by_the_column_and_doubtful_cells_set_aside(
    tmp_path: Path, texts: list[str], decimals: int, values: list[object]
) -> None:
    rows = [ORDER, *([f"#{number}", "2026-11-10", "paid", text] for number, text in enumerate(texts))]
    table, problems = orders_of(tmp_path, rows, ReadingStyle(BOGOTA, currency_decimals=decimals))
    assert list(table.frame["total"]) == values
    assert len(problems) == values.count(None)
    assert all(problem.kind == "ambiguous" for problem in problems)


def test_trap_12_money_as_text_is_read_and_a_lone_hyphen_is_blank(tmp_path: Path) -> None:
    texts = [
        "$ 189.900",
        "COP 1.200",
        "\u00a0$189.900,00 ",
        "(12.000,00)",
        "12.000,00-",
        "-$ 500",
        "-",
        "$\u00a01.234.567",
    ]
    rows = [ORDER, *([f"#{number}", "2026-11-10", "paid", text] for number, text in enumerate(texts))]
    table, problems = orders_of(tmp_path, rows)
    assert list(table.frame["total"]) == [189900, 1200, 189900, -12000, -12000, -500, None, 1234567]
    assert problems == []
    assert table.unread == {}


@pytest.mark.parametrize("is_1904", [False, True])
def test_trap_13_serial_dates_and_the_1904_system_give_the_right_local_moment(tmp_path: Path, is_1904: bool) -> None:
    # 2026-11-15 is day 46341 from 1899-12-30 and day 44879 from 1904-01-01; .9791666667 of a day is 23:30.
    serial = 44879 if is_1904 else 46341
    rows = [
        ORDER,
        ["#1", datetime(2026, 11, 15, 23, 30), "paid", 1],
        ["#2", date(2026, 11, 15), "paid", 1],
        ["#3", serial + 0.9791666667, "paid", 1],
        ["#4", serial, "paid", 1],
    ]
    table, problems = orders_of(tmp_path, rows, date_1904=is_1904)
    assert list(table.frame["created_at"]) == [
        at("2026-11-15T23:30"),
        at("2026-11-15"),
        at("2026-11-15T23:30"),
        at("2026-11-15"),
    ]
    assert list(table.frame["created_at_has_time"]) == [True, False, True, False]
    assert problems == []


@pytest.mark.parametrize("number", [1763300000, 5, 60000, -3])
def test_trap_13_a_number_that_is_no_plausible_date_is_unknown(tmp_path: Path, number: int) -> None:
    table, problems = orders_of(tmp_path, [ORDER, ["#1", number, "paid", 1]])
    assert table.frame["created_at"].isna().all()
    assert [(problem.kind, problem.cell) for problem in problems] == [("out_of_range", "B2")]


def test_trap_14_the_day_comes_first_where_one_cell_of_the_column_proves_it(tmp_path: Path) -> None:
    table, _ = orders_of(tmp_path, [ORDER, ["#1", "03/04/2026", "paid", 1], ["#2", "15/11/2026 10:30", "paid", 1]])
    assert list(table.frame["created_at"]) == [at("2026-04-03"), at("2026-11-15T10:30")]
    assert table.assumptions == ()


def test_trap_14_an_unproven_order_of_day_and_month_is_assumed_aloud(tmp_path: Path) -> None:
    table, _ = orders_of(tmp_path, [ORDER, ["#1", "03/04/2026", "paid", 1]])
    assert list(table.frame["created_at"]) == [at("2026-04-03")]
    assert table.assumptions[0].en == "Created at: dates read as day/month (assumed)."
    assert table.assumptions[0].es == "Created at: fechas leídas como día/mes (supuesto)."


def test_trap_14_a_column_that_contradicts_itself_keeps_only_what_is_certain(tmp_path: Path) -> None:
    texts = ["15/11/2026", "11/15/2026", "03/04/2026", "05/05/2026"]
    rows = [ORDER, *([f"#{number}", text, "paid", 1] for number, text in enumerate(texts))]
    table, problems = orders_of(tmp_path, rows)
    assert list(table.frame["created_at"].dropna()) == [at("2026-11-15"), at("2026-11-15"), at("2026-05-05")]
    assert [(problem.kind, problem.cell) for problem in problems] == [("ambiguous", "B4")]


def test_trap_14_dates_that_a_spreadsheet_swapped_are_set_aside(tmp_path: Path) -> None:
    # An English spreadsheet opened 03/11, 05/11, 12/10 … : what could be a month became one, the rest stayed text.
    cells = [date(2026, 3, 11), date(2026, 5, 11), date(2026, 12, 10), "15/11/2026", "16/11/2026", "17/11/2026"]
    rows = [ORDER, *([f"#{number}", cell, "paid", 1] for number, cell in enumerate(cells))]
    table, problems = orders_of(tmp_path, rows)
    assert [(problem.kind, problem.cell) for problem in problems] == [
        ("ambiguous", "B2"),
        ("ambiguous", "B3"),
        ("ambiguous", "B4"),
    ]
    assert list(table.frame["created_at"].dropna()) == [at("2026-11-15"), at("2026-11-16"), at("2026-11-17")]


def test_trap_15_a_date_alone_has_no_time_of_day(tmp_path: Path) -> None:
    table, _ = orders_of(tmp_path, [ORDER, ["#1", "2026-11-15", "paid", 1], ["#2", "2026-11-15 08:00", "paid", 1]])
    assert list(table.frame["created_at_has_time"]) == [False, True]


def test_trap_16_monday_in_utc_is_still_sunday_in_bogota(tmp_path: Path) -> None:
    rows = [ORDER, ["#1", "2026-11-16T04:30:00Z", "paid", 1], ["#2", "2026-11-15 23:30:00 -0500", "paid", 1]]
    table, _ = orders_of(tmp_path, rows)
    assert list(table.frame["created_at"]) == [at("2026-11-15T23:30")] * 2
    assert list(table.frame["created_at"].dt.day_name()) == ["Sunday", "Sunday"]


def test_trap_17_an_hour_that_the_clock_repeats_is_read_as_the_earlier_one_and_says_so(tmp_path: Path) -> None:
    # Sources says that Orders is written in New York time, where 1 Nov 2026 has 01:30 twice: 05:30 and 06:30 UTC.
    sources = [["source", "timezone"], ["Orders", "America/New_York"]]
    rows = [ORDER, ["#1", "2026-11-01 01:30", "paid", 1], ["#2", "2026-11-01 01:30:00 -0500", "paid", 1]]
    table = tables_of(tmp_path, {"Orders": rows, "Sources": sources}).by_key["orders"]
    assert list(table.frame["created_at"]) == [at("2026-11-01T00:30"), at("2026-11-01T01:30")]
    assert any("read as the earlier one" in assumption.en for assumption in table.assumptions)


def test_trap_18_skus_that_the_spreadsheet_changed_are_flagged_and_not_matched(tmp_path: Path) -> None:
    rows = [
        ["SKU", "Title", "Available"],
        ["00123", "A", 1],
        [124, "B", 1],
        [date(2026, 5, 1), "C", 1],
        ["1E+05", "D", 1],
        ["JA-M", "E", 1],
    ]
    found = tables_of(tmp_path, {"Inventory": rows})
    assert list(found.by_key["inventory"].frame["sku"]) == ["00123", None, None, None, "JA-M"]
    assert [(problem.kind, problem.cell) for problem in found.problems] == [
        ("changed_sku", "A3"), ("changed_sku", "A4"), ("changed_sku", "A5"),
    ]  # fmt: skip


def test_trap_19_case_spaces_and_invisible_characters_make_no_other_sku_but_hyphens_do(tmp_path: Path) -> None:
    written = ["JA-M", "ja-m ", "\u00a0JA-M", "JA\u200b-M", "JAM", "ＪＡ-Ｍ"]
    rows = [["SKU", "Title", "Available"], *([sku, "Jersey", 1] for sku in written)]
    found = tables_of(tmp_path, {"Inventory": rows})
    assert list(found.by_key["inventory"].frame["sku"]) == ["JA-M", "JA-M", "JA-M", "JA-M", "JAM", "JA-M"]


def test_trap_20_a_line_without_a_sku_is_kept_and_its_sku_is_unknown(tmp_path: Path) -> None:
    header = [*ORDER, "Lineitem name", "Lineitem sku"]
    table, problems = orders_of(tmp_path, [header, [*ONE, "Jersey Andes - M", None], [*TWO, "Jersey Andes - L", "-"]])
    assert list(table.frame["line_sku"]) == [None, None]
    assert list(table.frame["line_name"]) == ["Jersey Andes - M", "Jersey Andes - L"]
    assert problems == []


@pytest.mark.parametrize("word", ["example", "Ejemplo", "EXAMPLE "])
def test_trap_28_example_rows_are_ignored_in_column_a_and_in_the_first_column(tmp_path: Path, word: str) -> None:
    shifted = [[None, *ORDER], [None, word, "2026-11-10", "paid", 77], [None, *ONE], [word, *TWO]]
    table, problems = orders_of(tmp_path, shifted)
    assert list(table.frame["order_id"]) == ["1001"]
    assert table.skipped == (SkippedRows("example", (2, 4)),)
    assert problems == []


def test_every_tab_of_the_contract_is_read_from_its_own_headers(tmp_path: Path) -> None:
    for language in ("en", "es"):
        tabs = {tab.name.in_(language): [[column.title.in_(language) for column in tab.columns]] for tab in TABS}
        found = tables_of(tmp_path, tabs)
        assert found.problems == ()
        for tab in TABS:
            assert set(found.by_key[tab.key].letters) == {column.name for column in tab.columns}
