"""Bad cells and odd tabs in both homes: what a founder's data can do to a reader, it does the same in each.

The workbooks are those of the traps of reading (``tests/sheets/test_traps_reading.py``), run through the real command.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.google.homes import AS_OF, Home, both, homes
from tests.sheets.made import ORDER
from tests.workbooks import workbook

ONE = ["#1001", "2026-11-10 09:00:00 -0500", "paid", 1000]
TWO = ["#1002", "2026-11-11 09:00:00 -0500", "paid", 2000]
STOCK = ["SKU", "Title", "Available"]

Rows = list[list[Any]]


def orders(*rows: list[Any]) -> dict[str, Rows]:
    return {"Orders": [ORDER, *rows]}


def paid(*totals: object, when: object = "2026-11-10") -> dict[str, Rows]:
    return orders(*([f"#{number}", when, "paid", total] for number, total in enumerate(totals, 1)))


def made_on(*whens: object) -> dict[str, Rows]:
    return orders(*([f"#{number}", when, "paid", 1] for number, when in enumerate(whens, 1)))


CASES: dict[str, dict[str, Rows]] = {
    "titles above the header": {
        "Orders": [["Pedidos de Ruta Norte"], [], ["Exportado el lunes", None, "Total general"], ORDER, ONE, TWO]
    },
    "a second header that repeats the labels": {
        "Orders": [ORDER, ["Pedido", "Fecha", "Estado de pago", "Total"], ONE]
    },
    "a header without its columns": {"Orders": [["Name", "Created at", "Money in"], ["#1", "2026-11-10", 5]]},
    "totals and subtotals": orders(ONE, TWO, [None, "Subtotal", None, 3000], ["TOTAL", None, None, 3000]),
    "a header in mid-tab": orders(ONE, ORDER, TWO),
    "a header in mid-tab with other columns": orders(
        ONE, ["Total", "Name", "Financial Status", "Created at"], [2000, "#1002", "paid", "2026-11-11"]
    ),
    "headers only": orders(),
    "a translated tab": {"Pedidos": [ORDER, ONE]},
    "a tab with a space at its end": {"orders ": [ORDER, ONE]},
    "two similar tabs": {"orders_export_1": [ORDER, ONE], "Ventas": [ORDER, TWO]},
    "an exact name and an alias": {"orders_export_1": [ORDER, ONE], "Orders": [ORDER, TWO]},
    "columns in another order and language": {
        "Orders": [
            ["Mi nota", "Total (COP)", "Estado de pago *", "Fecha del\npedido", "\u00a0Pedido "],
            ["x", 1000, "Pagado", "2026-11-10", "#1001"],
        ]
    },
    "a duplicated column": {"Orders": [[*ORDER, "Total"], [*ONE, 99]]},
    "error cells": orders(
        ["#1001", "2026-11-10 09:00", "paid", "#N/A"],
        ["#REF!", "2026-11-10 09:00", "paid", 2000],
        ["#1003", "Loading…", "paid", 3000],
        ["#1004", "#VALUE!", "#DIV/0!", "#NAME?"],
    ),
    "decimal commas": paid("189.900,00", "1.234"),
    "separators in doubt": paid("1.234,50", "1,234.50", "1.234"),
    "money as text": paid("$ 189.900", "COP 1.200", "\u00a0$189.900,00 ", "(12.000,00)", "-$ 500", "-", "$\u00a01.234.567"),
    "numbers of many digits": paid(0.1 + 0.2, 1e15, 123456789.123456, -0.5, 1 / 3, 2**53),
    "dates and moments": made_on(
        datetime(2026, 11, 15, 23, 30), date(2026, 11, 15), datetime(2026, 11, 15, 8, 0, 1), date(2026, 2, 28)
    ),
    "numbers that are no dates": made_on(1763300000, 5, -3),
    "text dates proven by one": made_on("03/04/2026", "15/11/2026 10:30"),
    "text dates not proven": made_on("03/04/2026"),
    "text dates that contradict": made_on("15/11/2026", "11/15/2026", "03/04/2026", "05/05/2026"),
    "dates that a spreadsheet swapped": made_on(
        date(2026, 3, 11), date(2026, 5, 11), date(2026, 12, 10), "15/11/2026", "16/11/2026", "17/11/2026"
    ),
    "Monday in UTC": made_on("2026-11-16T04:30:00Z", "2026-11-15 23:30:00 -0500"),
    "an hour twice": {
        "Orders": [ORDER, ["#1", "2026-11-01 01:30", "paid", 1], ["#2", "2026-11-01 01:30:00 -0500", "paid", 1]],
        "Sources": [["source", "timezone"], ["Orders", "America/New_York"]],
    },
    "changed SKUs": {
        "Inventory": [STOCK, ["00123", "A", 1], [124, "B", 1], ["1E+05", "D", 1]]
    },
    "invisible characters in SKUs": {
        "Inventory": [STOCK, *([sku, "Jersey", 1] for sku in ("JA-M", "ja-m ", "\u00a0JA-M", "JA\u200b-M", "JAM", "ＪＡ-Ｍ"))]
    },
    "lines without a SKU": {
        "Orders": [[*ORDER, "Lineitem name", "Lineitem sku"], [*ONE, "Jersey - M", None], [*TWO, "Jersey - L", "-"]]
    },
    "example rows": {"Orders": [[None, *ORDER], [None, "Ejemplo", "2026-11-10", "paid", 77], [None, *ONE], ["example", *TWO]]},
    "text that looks like formulas": orders(
        ['=IMPORTXML("https://example.org","//a")', "2026-11-10", "paid", 5], ["@SUM(1+1)", "2026-11-10", "paid", 6],
        ["+573001234567", "2026-11-11", "-1+1", 7],
    ),
    "ragged rows": {"Orders": [[*ORDER, None, None, "Note attributes"], ["#1", "2026-11-10"], [*ONE, *[None] * 2, "x"], [], TWO[:3]]},
    "ones and zeros, true and false": {"Inventory": [[*STOCK, "Tracked"], ["A", "x", True, True], ["B", "y", 0, False]]},
    "texts of one letter and of very many": {"Inventory": [STOCK, ["A", "x" * 30_000, 1], ["B", "ñ🧦", 2]]},
    "a definition that is no number": {
        **paid(1000), "Definitions": [["key", "scope", "value"], ["low_stock_units", None, "doce"], ["currency", None, "COP"]],
    },
    "tabs named like cells and with an apostrophe": {
        "D3": [["mine"], [1]], "It's": [["x"], ["=1+1"]], "R1C1": [[5]], **paid(1000),
    },
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_odd_is_odd_in_both_homes(google, capsys, tmp_path, case) -> None:
    path = workbook(tmp_path / "mine.xlsx", CASES[case])
    if case == "text that looks like formulas":
        as_text(path)

    def steps(home: Home) -> None:
        home.command("check", home.place, "--format", "json", "--as-of", AS_OF)
        home.refresh("--lang", "es")

    both(google, capsys, tmp_path, path, steps)


def as_text(path: Path) -> None:
    made = openpyxl.load_workbook(path)
    for row in made["Orders"].rows:
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    made.save(path)


def test_a_number_without_a_date_s_format_is_the_same_moment_in_both_homes(google, capsys, tmp_path) -> None:
    """A file says of a number whether it is shown as a date, Google's values do not: only the fingerprints differ."""
    path = workbook(tmp_path / "m.xlsx", made_on(46341.9791666667, 46341))
    here, there = homes(google, capsys, tmp_path, path)
    of_file, of_sheet = here.refresh(), there.refresh()
    for outcome in (of_file, of_sheet):
        outcome["sources"] = [{**source, "content": ""} for source in outcome["sources"]]
    assert of_sheet == of_file


@pytest.mark.parametrize("locale", ["en_US", "es_CO", "de_DE"])
def test_the_locale_of_a_sheet_changes_nothing_that_is_read(google, capsys, tmp_path, locale) -> None:
    tabs = {**CASES["numbers of many digits"], **CASES["changed SKUs"]}
    both(
        google,
        capsys,
        tmp_path,
        workbook(tmp_path / "m.xlsx", tabs),
        lambda home: home.refresh() and None,
        locale=locale,
    )


def test_hidden_rows_and_merged_headers(google, capsys, tmp_path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Orders"
    sheet.append(["Name", "Created at", "Financial Status", "Total", "Lineitem", None])
    sheet.append([None, None, None, None, "name", "sku"])
    sheet.append([*ONE, "Jersey Andes - M", "JA-M"])
    sheet.append([*TWO, "Jersey Andes - M", "JA-M"])
    for merge in ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"):
        sheet.merge_cells(merge)
    sheet.row_dimensions[4].hidden = True
    other = made.create_sheet("Apart")
    other.sheet_state = "hidden"
    other.append(["nothing"])
    made.save(tmp_path / "merged.xlsx")

    def steps(home: Home) -> None:
        home.command("check", home.place, "--format", "json", "--as-of", AS_OF)
        said = home.refresh()
        assert said["figures"]["M01"]["value"] == 3000  # 1,000 + 2,000: hidden rows count

    both(google, capsys, tmp_path, tmp_path / "merged.xlsx", steps)


def test_formulas_are_read_by_their_results_and_one_without_is_unknown(google, capsys, tmp_path) -> None:
    path = tmp_path / "formulas.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("Orders")
    sheet.write_row(0, 0, ORDER)
    for row, (number, shown) in enumerate((("#1", 1000), ("#2", 2500.5), ("#3", ""), ("#4", "1.200")), 1):
        sheet.write_row(row, 0, [number, "2026-11-10", "paid"])
        sheet.write_formula(row, 3, "=XLOOKUP(A2,Z:Z,Y:Y)", None, shown)
    for row in range(5, 12):
        for column in range(4):
            sheet.write_formula(row, column, '=IF(TRUE,"","")', None, "")
    made.close()
    both(google, capsys, tmp_path, path, lambda home: home.refresh() and None)
