"""Mercado Libre's sales: packages, kits, cancellations and refunds, before its fees."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.exports.conftest import FIXTURES, Shop, known, left

SALES = FIXTURES / "mercado_libre" / "mercado_libre_sales.csv"
#: Where the names of groups begin above the header, and how many columns each has.
GROUPS = "A4:M4", "O4:U4", "V4:Z4", "AA4:AC4", "AD4:AI4"


@pytest.fixture(params=["csv", "xlsx"])
def sales(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The report as text and as the workbook that Mercado Libre gives: numbers typed, names of groups merged."""
    if request.param == "csv":
        return SALES
    book = openpyxl.Workbook()
    book.active.title = "Ventas CO"
    with SALES.open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(file):
            book.active.append([_typed(cell) for cell in cells])
    for group in GROUPS:
        book.active.merge_cells(group)
    path = tmp_path / "Ventas.xlsx"
    book.save(path)
    return path


def _typed(cell: str) -> str | int | None:
    return int(cell) if cell.lstrip("-").isdigit() and len(cell) < 12 else cell or None


def test_a_package_is_one_order_with_its_amounts_once(shop: Shop, sales: Path) -> None:
    shop.take(sales)
    assert shop.rows("orders", "order_id line_sku line_qty line_price subtotal shipping total")[:3] == [
        ("ML:2000011111111111", "JA-M", 1, 189900, 189900, 8000, 197900),  # 189,900 + 8,000, not the 159,900 left of it
        ("ML:2000012222222222", "BP-L", 1, 219900, 239700, 0, 239700),
        ("ML:2000012222222222", "SO-U", 2, 19900, None, None, None),
    ]


def test_the_rows_that_are_no_sale_of_their_own_are_named(sales: Path) -> None:
    assert left(known(sales)) == [
        ("the head of a package, whose amounts stand on its first product", (7,)),
        ("a part of a kit that is counted whole", (15, 16)),
    ]


def test_cancellations_refunds_and_claims(shop: Shop, sales: Path) -> None:
    shop.take(sales)
    assert shop.rows("orders", "order_id financial_status fulfillment_status total refunded_amount") == [
        ("ML:2000011111111111", "paid", "fulfilled", 197900, 0),
        ("ML:2000012222222222", "paid", "fulfilled", 239700, 0),
        ("ML:2000012222222222", None, None, None, None),
        ("ML:2000013333333333", "voided", None, 89900, None),
        ("ML:2000014444444444", "refunded", None, 59900, 59900),
        ("ML:2000015555555555", "partially_refunded", "fulfilled", 119800, 59900),
        ("ML:2000016666666666", "Reclamo abierto", None, 79900, 0),
        ("ML:2000017777777777", "paid", None, 150000, 0),
    ]


def test_the_state_of_the_sale_is_not_the_buyers_department(shop: Shop, sales: Path) -> None:
    shop.take(sales)
    assert shop.rows("orders", "ship_province channel currency")[:2] == [
        ("Antioquia", "Mercado Libre", "COP"),
        (None, "Mercado Libre", "COP"),
    ]


def test_variants_and_spanish_dates(shop: Shop, sales: Path) -> None:
    shop.take(sales)
    assert shop.rows("orders", "line_name")[:2] == [("Jersey Páramo - Talla : M",), ("Bib Páramo - Talla : L",)]
    assert shop.typed("orders", "created_at")[0].isoformat() == "2026-11-10T14:05:00-05:00"
    assert shop.typed("orders", "fulfilled_at")[0].isoformat() == "2026-11-11T09:00:00-05:00"


def test_the_brief_counts_what_buyers_paid_less_what_they_got_back(shop: Shop, sales: Path) -> None:
    """197,900 + 239,700 + (59,900 - 59,900) + (119,800 - 59,900) + 150,000 = 647,500 in 5 orders.

    Units 1 + 1 + 2 + 1 + 2 + 1 = 8: the cancelled vest, the gloves of the claim and the kit's parts are none of them.
    """
    shop.start("orders")
    shop.take(sales)
    figures = shop.brief("2026-11-16T08:00").figures
    assert (figures["M01"].value, figures["M02"].value, figures["M04"].value) == (647_500, 5, 8)


def test_a_second_import_changes_nothing(shop: Shop, sales: Path) -> None:
    first, again = shop.take(sales), shop.take(sales)
    assert (first.new, first.refused) == (8, ())
    assert (again.new, again.changed, again.same) == (0, 0, 8)


def test_one_product_of_a_package_is_cancelled(shop: Shop) -> None:
    """Of 239,700 the socks of 2 x 19,900 go back: 199,900 stay, and one unit is sold."""
    text = SALES.read_text("utf-8")
    text = text.replace(
        "2000012222222224,10 de noviembre de 2026 18:20 hs.,En camino",
        "2000012222222224,10 de noviembre de 2026 18:20 hs.,Cancelada por el comprador",
    ).replace("239700,,-38000,,,201700", "239700,,-38000,,-39800,161900")
    shop.take(text)
    assert shop.rows("orders", "line_sku line_qty financial_status refunded_amount")[1:3] == [
        ("BP-L", 1, "partially_refunded", 39800),
        ("SO-U", 0, None, None),
    ]


def test_a_number_that_a_spreadsheet_rounded_is_left_out(shop: Shop) -> None:
    text = SALES.read_text("utf-8").replace("2000016666666666", '"2,00002E+15"')
    assert ("a number that a spreadsheet has changed", (13,)) in left(known(shop.file(text)))


def test_other_countries_say_their_currency_in_the_brackets(shop: Shop) -> None:
    shop.take(SALES.read_text("utf-8").replace("(COP)", "(MXN)"))
    assert {code for (code,) in shop.rows("orders", "currency")} == {"MXN", None}
