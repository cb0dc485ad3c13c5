from __future__ import annotations

import pytest

from sheets import imports
from tests.sheets.imports.conftest import Shop

PRODUCTS = (
    "Handle,Title,Type,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker,"
    "Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Gift Card,Cost per item,Status\n"
)
JERSEY = (
    "andes,Jersey Andes,jersey,Talla,S,Color,Rojo,JA-S,shopify,9,189900,,https://x/1.jpg,false,72000,active\n"
    "andes,,,,M,,Rojo,JA-M,shopify,3,189900,,https://x/2.jpg,,72000,\n"
    "andes,,,,,,,,,,,,https://x/3.jpg,,,\n"
)
CAP = "cap,Cap,accessory,Title,Default Title,,,CC-U,,64,49900,59900,,false,,draft\n"

LONG = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,SKU,Location,Incoming,Unavailable,Committed,Available,On hand\n"
AT_BOGOTA = "andes,Jersey Andes,Talla,S,Color,Rojo,JA-S,Bogotá,5,0,1,6,7\n"
AT_MEDELLIN = "andes,Jersey Andes,Talla,S,Color,Rojo,JA-S,Medellín,0,0,0,3,3\n"
NOT_STOCKED = (
    "andes,Jersey Andes,Talla,M,Color,Rojo,JA-M,Medellín,not stocked,not stocked,not stocked,not stocked,not stocked\n"
)


def counts(merge: imports.Merge) -> tuple[int, int, int, int]:
    return merge.new, merge.changed, merge.same, len(merge.refused)


def test_a_products_export_gives_a_row_for_each_variant_and_none_for_images(shop: Shop) -> None:
    assert counts(shop.take(PRODUCTS + JERSEY + CAP)) == (3, 0, 0, 0)
    columns = "product_id product_title product_type sku size color available price compare_at_price unit_cost status"
    assert shop.rows("inventory", columns) == [
        ("andes", "Jersey Andes", "jersey", "JA-S", "S", "Rojo", 9, 189900, None, 72000, "active"),
        ("andes", "Jersey Andes", "jersey", "JA-M", "M", "Rojo", 3, 189900, None, 72000, "active"),
        ("cap", "Cap", "accessory", "CC-U", None, None, 64, 49900, 59900, None, "draft"),
    ]


def test_photos_are_counted_by_product_and_a_blank_tracker_is_untracked(shop: Shop) -> None:
    shop.take(PRODUCTS + JERSEY + CAP)
    assert shop.rows("inventory", "sku photo_count tracked option1_name option1_value") == [
        ("JA-S", 3, "yes", "Talla", "S"),
        ("JA-M", 3, "yes", "Talla", "M"),
        ("CC-U", 0, "no", "Title", "Default Title"),
    ]


def test_the_export_of_2025_says_the_same_under_other_headers(shop: Shop) -> None:
    shop.take(PRODUCTS + JERSEY)
    merge = shop.take(
        "Title,URL handle,Type,Status,SKU,Option1 name,Option1 value,Option2 name,Option2 value,Price,Compare-at price,"
        "Cost per item,Inventory tracker,Inventory quantity,Product image URL,Gift card\n"
        "Jersey Andes,andes,jersey,active,JA-S,Talla,S,Color,Rojo,189900,,72000,shopify,9,https://x/1.jpg,false\n"
        ",andes,,,JA-M,,M,,Rojo,189900,,72000,shopify,3,https://x/2.jpg,\n"
        ",andes,,,,,,,,,,,,,https://x/3.jpg,\n"
    )
    assert counts(merge) == (0, 0, 2, 0)


def test_an_inventory_export_has_a_row_for_each_location(shop: Shop) -> None:
    assert counts(shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)) == (2, 0, 0, 0)
    assert shop.rows("inventory", "sku location available on_hand committed unavailable incoming") == [
        ("JA-S", "Bogotá", 6, 7, 1, 0, 5),
        ("JA-S", "Medellín", 3, 3, 0, 0, 0),
    ]


def test_trap_55_not_stocked_is_kept_as_said_and_is_not_zero(shop: Shop) -> None:
    shop.take(LONG + NOT_STOCKED)
    assert shop.rows("inventory", "sku available on_hand") == [("JA-M", "not stocked", "not stocked")]


def test_an_inventory_export_after_a_products_export_keeps_prices_and_costs(shop: Shop) -> None:
    shop.take(PRODUCTS + JERSEY)
    # The row of JA-S becomes Bogotá's; Medellín's is new and starts with what is known of the variant.
    assert counts(shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)) == (1, 1, 0, 0)
    assert shop.rows("inventory", "sku location available price unit_cost product_type status") == [
        ("JA-S", "Bogotá", 6, 189900, 72000, "jersey", "active"),
        ("JA-M", None, 3, 189900, 72000, "jersey", "active"),
        ("JA-S", "Medellín", 3, 189900, 72000, "jersey", "active"),
    ]
    assert counts(shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)) == (0, 0, 2, 0)


def test_a_products_export_after_an_inventory_export_keeps_the_stock_of_each_location(shop: Shop) -> None:
    shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)
    merge = shop.take(PRODUCTS + JERSEY)
    # Both rows of JA-S get price and cost; JA-M is new. The total of 9 must not stand beside 6 and 3.
    assert counts(merge) == (1, 2, 0, 0)
    assert [note.en[:40] for note in merge.notes] == ["Stock is kept by location in this tab, s"]
    assert shop.rows("inventory", "sku location available price unit_cost") == [
        ("JA-S", "Bogotá", 6, 189900, 72000),
        ("JA-S", "Medellín", 3, 189900, 72000),
        ("JA-M", None, 3, 189900, 72000),
    ]
    assert counts(shop.take(PRODUCTS + JERSEY)) == (0, 0, 3, 0)


def test_what_the_founder_judged_goes_with_the_variant_into_a_further_location(shop: Shop) -> None:
    shop.take(LONG + AT_BOGOTA)
    shop.type("inventory", T3=30, AH3="no")
    shop.take(LONG + AT_BOGOTA + AT_MEDELLIN)
    assert shop.rows("inventory", "location lead_time_days discount_ok") == [
        ("Bogotá", 30, "no"),
        ("Medellín", 30, "no"),
    ]


def test_a_cost_typed_by_hand_is_not_erased_by_a_blank_of_the_export(shop: Shop) -> None:
    shop.take(PRODUCTS + CAP)
    shop.type("inventory", I3=18000)
    assert counts(shop.take(PRODUCTS + CAP)) == (0, 0, 1, 0)
    assert shop.rows("inventory", "unit_cost") == [(18000,)]


def test_a_markdown_that_ended_is_taken_back(shop: Shop) -> None:
    shop.take(PRODUCTS + CAP)
    shop.take(PRODUCTS + CAP.replace("59900", ""))
    assert shop.rows("inventory", "price compare_at_price") == [(49900, None)]


def test_one_sku_for_all_sizes_never_merges_them(shop: Shop) -> None:
    same_sku = JERSEY.replace("JA-S", "JA").replace("JA-M", "JA")
    assert counts(shop.take(PRODUCTS + same_sku)) == (2, 0, 0, 0)
    assert shop.rows("inventory", "sku size available") == [("JA", "S", 9), ("JA", "M", 3)]
    assert counts(shop.take(PRODUCTS + same_sku.replace(",9,", ",8,"))) == (0, 1, 1, 0)
    assert shop.rows("inventory", "sku size available") == [("JA", "S", 8), ("JA", "M", 3)]


def test_trap_22_one_sku_on_two_products_stays_two(shop: Shop) -> None:
    assert counts(shop.take(PRODUCTS + CAP + CAP.replace("cap,Cap", "hat,Hat"))) == (2, 0, 0, 0)
    assert counts(shop.take(PRODUCTS + CAP + CAP.replace("cap,Cap", "hat,Hat"))) == (0, 0, 2, 0)


def test_trap_21_a_product_renamed_keeps_its_row_by_sku(shop: Shop) -> None:
    shop.take(PRODUCTS + CAP)
    assert counts(shop.take(PRODUCTS + CAP.replace("cap,Cap", "gorra,Gorra"))) == (0, 1, 0, 0)
    assert shop.rows("inventory", "product_id product_title sku") == [("gorra", "Gorra", "CC-U")]


def test_a_sku_renamed_keeps_its_row_by_product_and_options(shop: Shop) -> None:
    shop.take(PRODUCTS + CAP)
    assert counts(shop.take(PRODUCTS + CAP.replace("CC-U", "CAP-1"))) == (0, 1, 0, 0)
    assert shop.rows("inventory", "sku available") == [("CAP-1", 64)]


def test_trap_19_a_sku_typed_with_blanks_and_in_small_letters_is_the_same(shop: Shop) -> None:
    shop.type("inventory", B3="Cap", C3=" cc-u\u00a0", F3=60)
    assert counts(shop.take(PRODUCTS + CAP)) == (0, 1, 0, 0)
    assert shop.rows("inventory", "product_id available") == [("cap", 64)]


@pytest.mark.parametrize("dash", ["-", ""])
def test_a_dash_is_no_sku(shop: Shop, dash: str) -> None:
    lines = f"rail,Rail,,,,,{dash},Bodega,0,0,0,3,3\nhose,Hose,,,,,{dash},Bodega,0,0,0,4,4\n"
    assert counts(shop.take(LONG + lines)) == (2, 0, 0, 0)
    assert shop.rows("inventory", "product_id sku available") == [("rail", None, 3), ("hose", None, 4)]
    assert counts(shop.take(LONG + lines)) == (0, 0, 2, 0)


def test_a_sku_that_a_spreadsheet_damaged_is_refused(shop: Shop) -> None:
    merge = shop.take(PRODUCTS + CAP.replace("CC-U", "1.00E+05") + JERSEY)
    assert counts(merge) == (2, 0, 0, 1)
    assert merge.refused[0].said.en.startswith("any name.csv, row 2: a spreadsheet changed its SKU")
    assert merge.refused[0].value == "1.00E+05"


def test_a_row_without_product_and_sku_is_refused(shop: Shop) -> None:
    merge = shop.take(LONG + ",,,,,,-,Bodega,0,0,0,3,3\n" + AT_BOGOTA)
    assert counts(merge) == (1, 0, 0, 1)
    assert merge.refused[0].said.es == "any name.csv, fila 2: no tiene producto ni SKU."


def test_a_variant_that_stands_twice_in_one_location_is_refused_where_it_differs(shop: Shop) -> None:
    merge = shop.take(LONG + AT_BOGOTA + AT_BOGOTA + AT_BOGOTA.replace(",6,7", ",1,2"))
    assert counts(merge) == (1, 0, 0, 1)
    assert merge.refused[0].row == 4
    assert shop.rows("inventory", "available") == [(6,)]


def test_a_column_for_each_location_becomes_a_row_for_each(shop: Shop) -> None:
    merge = shop.take("Handle,Title,SKU,Barcode,Bodega,Tienda\ntee,Tee,T-1,111,8,4\nmug,Mug,M-1,,,not stocked\n")
    assert counts(merge) == (4, 0, 0, 0)
    assert shop.rows("inventory", "sku location available") == [
        ("T-1", "Bodega", 8),
        ("T-1", "Tienda", 4),
        ("M-1", "Bodega", None),
        ("M-1", "Tienda", "not stocked"),
    ]


def test_a_remark_beside_the_locations_is_no_location(shop: Shop) -> None:
    shop.take("Handle,Title,SKU,Bodega,Material\ntee,Tee,T-1,8,cotton\n")
    assert shop.rows("inventory", "sku location available") == [("T-1", "Bodega", 8)]


def test_a_count_that_somebody_meant_to_upload_is_not_stock(shop: Shop) -> None:
    shop.take(
        "Handle,Title,SKU,Location,Available (not editable),On hand (current),On hand (new)\ntee,Tee,T-1,Bodega,2,2,5\n"
    )
    assert shop.rows("inventory", "available on_hand") == [(2, 2)]


@pytest.mark.parametrize(("stands", "brings"), [("00123", "123"), ("123", "00123")])
def test_a_sku_that_lost_its_zeros_is_refused_and_not_added_beside_the_right_one(
    shop: Shop, stands: str, brings: str
) -> None:
    shop.take(PRODUCTS + f"cap,Cap,,,,,,{stands},,64,,,,,,\n")
    merge = shop.take(PRODUCTS + f"gorra,Gorra,,,,,,{brings},,60,,,,,,\n")
    assert counts(merge) == (0, 0, 0, 1)
    assert "a spreadsheet changed its SKU" in merge.refused[0].said.en
