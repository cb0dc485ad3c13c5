"""Every export of a shop, whatever a founder or a spreadsheet did to its form: it stays known and says the same."""

from __future__ import annotations

import contextlib
import csv
import io
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from sheets import imports
from sheets.contract import normal
from sheets.errors import SheetsError
from sheets.imports import (
    EXPORTS,
    Recognised,
    bigcommerce_orders,
    bigcommerce_products,
    etsy,
    shopify_customers,
    shopify_discounts,
    shopify_inventory,
    shopify_orders,
    shopify_payments,
    shopify_products,
    shopify_sessions,
    square,
    woocommerce_orders,
    woocommerce_products,
    woocommerce_stock,
)
from sheets.workbook import NOTHING, Cell
from tests.exports.conftest import FIXTURES, known

OURS = (
    *shopify_orders.EXPORTS,
    *shopify_products.EXPORTS,
    *shopify_inventory.EXPORTS,
    *shopify_customers.EXPORTS,
    *shopify_discounts.EXPORTS,
    *shopify_payments.EXPORTS,
    *shopify_sessions.EXPORTS,
    *woocommerce_products.EXPORTS,
    *woocommerce_orders.EXPORTS,
    *woocommerce_stock.EXPORTS,
    *bigcommerce_orders.EXPORTS,
    *bigcommerce_products.EXPORTS,
    *etsy.EXPORTS,
    *square.EXPORTS,
)
KEYS = {
    "shopify/shopify_orders": "shopify_orders",
    "shopify/shopify_orders_trimmed": "shopify_orders",
    "shopify/shopify_products": "shopify_products",
    "shopify/shopify_products_mixed": "shopify_products",
    "shopify/shopify_inventory_2024": "shopify_inventory",
    "shopify/shopify_inventory_long": "shopify_inventory",
    "shopify/shopify_inventory_wide": "shopify_inventory_wide",
    "shopify/shopify_customers": "shopify_customers",
    "shopify/shopify_customers_older": "shopify_customers",
    "shopify/shopify_discounts": "shopify_discounts",
    "shopify/shopify_payment_transactions": "shopify_payment_transactions",
    "shopify/shopify_payouts": "shopify_payouts",
    "shopify/shopify_sessions": "shopify_sessions",
    "shopify/shopify_sessions_utm": "shopify_sessions",
    "shopify/shopify_sessions_period": "shopify_sessions_period",
    "woocommerce/woo_products": "woo_products",
    "woocommerce/woo_products_es": "woo_products_es",
    "woocommerce/woo_orders_analytics": "woo_orders_analytics",
    "woocommerce/woo_products_analytics": "woo_products_analytics",
    "woocommerce/woo_variations_analytics": "woo_variations_analytics",
    "woocommerce/woo_stock_analytics": "woo_stock_analytics",
    "bigcommerce/bigcommerce_orders": "bigcommerce_orders",
    "bigcommerce/bigcommerce_products": "bigcommerce_products",
    "etsy/etsy_sold_order_items": "etsy_sold_order_items",
    "etsy/etsy_sold_orders": "etsy_sold_orders",
    "square/square_items": "square_items",
}
WEEK = (date(2026, 11, 9), date(2026, 11, 15))
Rows = list[list[str]]


def table(name: str) -> Rows:
    text = (FIXTURES / f"{name}.csv").read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ","))


def written(folder: Path, rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "named otherwise.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def said(path: Path, key: str) -> list[dict[str, Cell]]:
    export = of_week(known(path))
    assert export.export.key == key
    return [
        {name: cell for name, cell in record.values.items() if cell not in (None, "")} for record in export.records()
    ]


def of_week(export: Recognised) -> Recognised:
    return export.covering(*WEEK) if export.export.asks_period else export


def without(rows: Rows, gone: set[int]) -> Rows:
    return [[cell for at, cell in enumerate(row) if at not in gone] for row in rows]


def needed(rows: Rows, key: str) -> set[int]:
    """The first column of each group of which the export needs one."""
    heads = [normal(header) for header in rows[0]]
    export = next(export for export in EXPORTS if export.key == key)
    return {next(heads.index(name) for name in map(normal, group) if name in heads) for group in export.needs}


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_the_header_may_stand_in_any_of_the_first_thirty_rows(tmp_path: Path, name: str, key: str) -> None:
    rows = table(name)
    plain = said(written(tmp_path, rows), key)
    assert plain
    for above in (1, 4, 29):
        assert said(written(tmp_path, [["Ruta Norte, noviembre"]] * above + rows), key) == plain


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_columns_may_stand_in_any_order(tmp_path: Path, name: str, key: str) -> None:
    rows = table(name)
    plain = said(written(tmp_path, rows), key)
    order = list(range(len(rows[0])))
    random.Random(name).shuffle(order)
    for places in (order, list(reversed(range(len(order))))):
        turned = said(written(tmp_path, [[row[at] for at in places] for row in rows]), key)
        # A column for each place becomes a row for each, in the order of the columns.
        assert sorted(map(sorted_cells, turned)) == sorted(map(sorted_cells, plain))


def sorted_cells(row: dict[str, Cell]) -> str:
    return str(sorted((name, str(cell)) for name, cell in row.items()))


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_columns_that_are_not_needed_may_be_missing(tmp_path: Path, name: str, key: str) -> None:
    rows = table(name)
    others = [at for at in range(len(rows[0])) if at not in needed(rows, key)]
    for gone in (set(others[::2]), set(others[1::2])):
        assert said(written(tmp_path, without(rows, gone)), key)


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_a_file_of_the_needed_columns_alone_is_known_or_asked_about(tmp_path: Path, name: str, key: str) -> None:
    rows = table(name)
    path = written(tmp_path, without(rows, set(range(len(rows[0]))) - needed(rows, key)))
    # Two kinds may share the few columns that are left: then the founder is asked and says which.
    with contextlib.suppress(SheetsError):
        assert imports.recognise(path)[0].export.key == key
    (export,) = imports.recognise(path, kind=key)
    assert export.export.key == key
    # Nothing that a shape looks for may be taken for granted; without its places a stock has no rows.
    read = [*of_week(export).records(), *of_week(export).left]
    assert bool(read) is (key != "shopify_inventory_wide")


ODD = (
    "9" * 400,
    "-99999999999999999999999999999.99",
    "1e999",
    "NaN",
    "∞",
    "-",
    "×,×,1×",
    "Product ID: 1, Product Qty: " * 300,
    "[RT]=,[",
    ":,:, :",
    "//",
    "https://[::1",
    "0000-00-00",
    "=1+1",
    "\u2028\u202e\x0b",
    "parent",
    "id:",
    " " * 3000,
)


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_cells_of_any_kind_are_read_or_refused_with_a_sentence(tmp_path: Path, name: str, key: str) -> None:
    rows = table(name)
    width = len(rows[0])
    # Each kind of cell in a whole row of its own, and then in the columns of a row in turn.
    odd = [[cell] * width for cell in ODD]
    mixed = [[ODD[(at + shift) % len(ODD)] for at in range(width)] for shift in range(len(ODD))]
    export = of_week(known(written(tmp_path, [*rows, *odd, *mixed])))
    assert export.export.key == key
    numbers = {record.row for record in export.records()} | {row for left in export.left.values() for row in left}
    assert numbers <= set(range(2, len(rows) + 2 * len(ODD) + 1))


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_the_same_file_saved_as_a_workbook_says_the_same(tmp_path: Path, name: str, key: str) -> None:
    rows = table(name)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    path = tmp_path / "saved.xlsx"
    book.save(path)
    assert said(path, key) == said(written(tmp_path, rows), key)


def test_every_export_of_a_shop_says_how_sure_it_is_and_has_a_fixture() -> None:
    assert {export.key for export in OURS if export.unused == NOTHING} == set(KEYS.values())
    assert [export.key for export in OURS if not export.quirks] == []
    assert all(export.kind.en and export.kind.es for export in OURS)
