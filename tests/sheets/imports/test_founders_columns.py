"""Tabs that lack columns of the export, or have the export's own further ones."""

from __future__ import annotations

import openpyxl
import pytest

from sheets import imports
from sheets.errors import SheetsError
from tests.sheets.imports.conftest import Shop
from tests.sheets.imports.test_inventory_rows import AT_BOGOTA, AT_MEDELLIN, LONG, PRODUCTS

ORDERS = "Name,Financial Status,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Vendor,Risk Level,Device ID,Employee,Lineitem taxable\n"
ONE = "#1001,paid,2026-11-13 10:00:00 -0500,100,2026-11-13 10:00:00 -0500,1,Cap,CC-U,Ruta,Low,12,,true\n"
TWO = ONE.replace("#1001", "#1002").replace("Low", "High")


def kept(shop: Shop, tab: str, *lines: list[object]) -> None:
    """The workbook is this tab, as somebody made it."""
    book = openpyxl.Workbook()
    book.active.title = tab
    for line in lines:
        book.active.append(line)
    book.save(shop.path)


def cells(shop: Shop, tab: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(shop.path)[tab].iter_rows(values_only=True))[1:]


def counts(merge: imports.Merge) -> tuple[int, int, int, int]:
    return merge.new, merge.changed, merge.same, len(merge.refused)


# The export, pasted


def test_the_export_pasted_has_its_further_columns_filled_too(shop: Shop) -> None:
    pasted = [cell.strip() for cell in ONE.split(",")]
    pasted[3], pasted[5], pasted[10], pasted[12] = 100, 1, 12, True  # type: ignore[call-overload]
    kept(shop, "orders_export_1", ORDERS.strip().split(","), pasted)
    assert counts(shop.take(ORDERS + ONE + TWO)) == (1, 0, 1, 0)
    assert cells(shop, "orders_export_1")[1][8:] == ("Ruta", "High", 12, None, True)
    assert counts(shop.take(ORDERS + ONE + TWO)) == (0, 0, 2, 0)


def test_a_column_of_the_founders_that_is_called_alike_is_theirs(shop: Shop) -> None:
    kept(
        shop,
        "Orders",
        ["Order", "Paid at", "Financial status", "Total", "SKU", "Vendor"],
        ["#1001", "", "paid", 100, "CC-U", "Ana sold it"],
    )
    shop.take(ORDERS + ONE + TWO)
    assert [row[5] for row in cells(shop, "Orders")] == ["Ana sold it", None]


# Columns that are not there


def test_columns_that_the_tab_has_not_are_said_once_and_counted(shop: Shop) -> None:
    kept(shop, "Pedidos", ["Pedido", "Pagado el", "Estado de pago", "Total"])
    merge = shop.take(ORDERS + ONE + TWO)
    assert [note.es for note in merge.notes] == [
        "Pedidos no tiene columna para Fecha, Producto, SKU, Cantidad: no se trajeron estas 4."
    ]


def test_a_column_in_which_the_export_says_nothing_is_not_missed(shop: Shop) -> None:
    kept(shop, "Orders", ["Order", "Paid at", "Created at", "Financial status", "Total", "SKU", "Product"])
    merge = shop.take(
        "Name,Financial Status,Paid at,Created at,Total,Lineitem name,Lineitem sku,Tags\n#1,paid,,2026-11-13,10,Cap,CC-U,\n"
    )
    assert merge.notes == ()


def test_sizes_that_the_tab_cannot_tell_apart_are_refused_and_not_piled_up(shop: Shop) -> None:
    kept(shop, "Inventory", ["Product", "Available"], ["Jersey Andes", 1])
    two = "andes,Jersey Andes,,Talla,S,,,,shopify,9,,,,,,\nandes,,,,M,,,,shopify,3,,,,,,\n"
    for _ in range(2):
        merge = shop.take(PRODUCTS + two)
        assert (merge.new, len(merge.refused)) == (0, 1)
        assert cells(shop, "Inventory") == [("Jersey Andes", 9)]


def test_a_variant_without_the_only_key_that_the_tab_has_is_refused(shop: Shop) -> None:
    kept(shop, "Inventory", ["SKU", "Available"], ["CC-U", 1])
    for _ in range(2):
        merge = shop.take(PRODUCTS + "cap,Cap,,,,,,CC-U,,64,,,,,,\nhat,Hat,,,,,,,,8,,,,,,\n")
        assert (merge.new, len(merge.refused)) == (0, 1)
        assert cells(shop, "Inventory") == [("CC-U", 64)]
    assert merge.refused[0].said.en == "any name.csv, row 3: Inventory has no column for the name by which it is known."


def test_stock_of_two_locations_needs_a_column_that_tells_them_apart(shop: Shop) -> None:
    kept(shop, "Inventory", ["SKU", "Available"], ["JA-S", 1])
    before = shop.path.read_bytes()
    with pytest.raises(SheetsError, match="stock by location and Inventory has no column Location"):
        shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)
    assert shop.path.read_bytes() == before
    shop.take(LONG + AT_BOGOTA)
    assert cells(shop, "Inventory") == [("JA-S", 6)]


def test_two_tabs_that_could_both_be_meant_are_never_chosen_between(shop: Shop) -> None:
    book = openpyxl.Workbook()
    book.active.title = "orders_export_1"
    book.create_sheet("orders_export_2")
    for sheet in book:
        sheet.append(["Name", "Paid at", "Financial Status", "Total"])
    book.save(shop.path)
    with pytest.raises(SheetsError, match="The tabs “orders_export_1” and “orders_export_2” could both be Orders"):
        shop.take(ORDERS + ONE)


# Inventory of the founder's own shape


def test_a_price_that_the_founder_computes_is_not_carried_into_a_further_location_as_a_number(shop: Shop) -> None:
    kept(
        shop,
        "Inventory",
        ["Mine", "SKU", "Location", "Available", "Cost", "Price"],
        ["x", "JA-S", "Bogotá", 1, 10, "=E2*2"],
    )
    shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)
    rows = cells(shop, "Inventory")
    assert rows[0] == ("x", "JA-S", "Bogotá", 6, 10, "=E2*2")
    assert rows[1][:5] == (None, "JA-S", "Medellín", 3, 10)
    assert rows[1][5] in (None, "=E3*2")


def test_a_variant_that_is_gone_from_the_export_stays(shop: Shop) -> None:
    kept(shop, "Inventory", ["Mine", "SKU", "Available"], ["x", "CC-U", 4], ["y", "OLD-1", 7])
    shop.take(PRODUCTS + "cap,Cap,,,,,,CC-U,,64,,,,,,\n")
    assert cells(shop, "Inventory") == [("x", "CC-U", 64), ("y", "OLD-1", 7)]


@pytest.mark.parametrize("when", ["2026-11-13 10:00:00 -0500", "2026-11-13T10:00:00-05:00"])
def test_a_date_that_a_spreadsheet_made_of_the_exports_text_says_the_same(shop: Shop, when: str) -> None:
    from datetime import datetime

    kept(
        shop,
        "Orders",
        ["Order", "Paid at", "Financial status", "Total", "SKU"],
        ["#1001", datetime(2026, 11, 13, 10), "paid", 100, "CC-U"],
    )
    merge = shop.take(
        "Name,Financial Status,Paid at,Created at,Total,Lineitem sku\n" + f"#1001,paid,{when},2026-11-13,100,CC-U\n"
    )
    assert counts(merge) == (0, 0, 1, 0)
