from __future__ import annotations

import pandas as pd
import pytest

from reports.facts import Facts
from reports.metrics.inventory import is_gift_card
from tests.reports.drawn import drawn, facts


def read(text: str, definitions: str = "") -> Facts:
    tables = [drawn("inventory", text)]
    if definitions:
        tables.append(drawn("definitions", "key | applies_to | value\n" + definitions))
    return facts(*tables)


def test_shopifys_rows_are_filled_down_and_pictures_are_no_variants() -> None:
    found = read("""
        product_id | product_title | product_type | status | option1_name | option1_value | sku  | available
        andes      | Jersey Andes  | jersey       | active | Talla        | S             | JA-S | 4
        andes      |               |              |        |              | M             | JA-M | 5
        andes      |               |              |        |              |               |      |
        gorra      | Gorra         | accessory    | draft  | Title        | Default Title | GO   | 6
    """)
    assert list(found.variants.index) == ["JA-S", "JA-M", "GO"]
    assert found.variants["title"].tolist() == ["Jersey Andes", "Jersey Andes", "Gorra"]
    assert found.variants["size"].tolist() == ["S", "M", None]
    assert found.variants["label"].tolist() == ["Jersey Andes S", "Jersey Andes M", "Gorra"]
    assert found.variants["minimum"].tolist() == [8, 8, 10]
    assert found.variants["active"].tolist() == [True, True, False]
    assert found.products.loc["andes", "rows"] == (2, 3)


def test_the_options_name_decides_which_is_size_and_which_is_colour() -> None:
    found = read("""
        product_id | option1_name | option1_value | option2_name | option2_value | sku | available
        andes      | Color        | Rojo          | Talla        | M             | A   | 4
        vaso       | Material     | Vidrio        |              |               | B   | 4
    """)
    assert found.variants[["size", "color"]].values.tolist() == [["M", "Rojo"], [None, None]]
    assert found.variants["label"].tolist() == ["andes Rojo M", "vaso Vidrio"]


def test_one_sku_on_all_sizes_is_no_key() -> None:
    found = read("""
        product_id | size | sku  | available
        andes      | S    | JA   | 4
        andes      | M    | JA   | 5
    """)
    assert list(found.variants.index) == ["andes|S|", "andes|M|"]
    assert found.products.loc["andes", "available"] == 9


def test_trap_22_one_sku_on_two_products_is_not_merged() -> None:
    found = read("""
        product_id | sku | available
        andes      | X1  | 4
        paramo     | X1  | 5
    """)
    assert list(found.variants.index) == ["andes||", "paramo||"]


def test_trap_51_negative_stock_is_kept_and_worth_nothing() -> None:
    found = read("""
        product_id | sku  | available | unit_cost
        andes      | JA-S | -2        | 100
        andes      | JA-M | 3         | 100
    """)
    assert found.variants.loc["JA-S", "available"] == -2
    assert found.variants.loc["JA-S", "cover_days"] == 0
    assert found.variants.loc["JA-S", "low"]
    assert found.products.loc["andes", "inventory_value"] == 300


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("tracked", "no"),
        ("status", "archived"),
        ("status", "draft"),
        ("gift_card", "yes"),
        ("product_type", "Tarjeta de regalo"),
    ],
)
def test_trap_55_what_cannot_run_out_is_no_stockout(columns: str, cells: str) -> None:
    found = read(f"""
        product_id | sku | available | {columns}
        bono-2     | BO  | 0         | {cells}
        otro       | OT  | 0         | {"yes" if columns in ("tracked",) else ""}
    """)
    assert found.variants["low"].to_dict() == {"BO": False, "OT": True}
    assert found.variants["reorder"].isna().to_dict()["BO"]


def test_trap_55_not_stocked_is_not_zero() -> None:
    table = drawn("inventory", "product_id | sku | available\nandes | JA | ")
    stocked = drawn("inventory", "product_id | sku | available\nandes | JA | 0")
    absent = type(table)(**{**vars(table), "not_stocked": {"available": frozenset({2})}})
    found = facts(absent)
    assert not found.variants.loc["JA", "sold_here"]
    assert not found.variants.loc["JA", "low"]
    assert facts(stocked).variants.loc["JA", "low"]


def test_trap_56_only_places_that_sell_count_and_incoming_stands_apart() -> None:
    text = """
        product_id | sku | location | available | incoming
        andes      | JA  | Tienda   | 3         | 10
        andes      | JA  | Bodega   | 40        | 5
    """
    found = read(text, "location.sells | location:Bodega | no")
    assert (found.variants.loc["JA", "available"], found.variants.loc["JA", "incoming"]) == (3, 10)
    assert read(text).variants.loc["JA", "available"] == 43
    assert found.variants.loc["JA", "rows"] == (2, 3)


def test_a_variant_held_by_no_place_that_sells_is_not_sold_here() -> None:
    found = read(
        "product_id | sku | location | available\nandes | JA | Bodega | 4", "location.sells | location:bodega | no"
    )
    assert not found.variants.loc["JA", "sold_here"]
    assert not found.variants.loc["JA", "low"]


def test_trap_57_a_cost_of_nothing_is_unknown_and_a_cost_over_the_price_is_a_negative_margin() -> None:
    found = read("""
        product_id | sku | available | price | unit_cost
        andes      | JA  | 4         | 119   | 0
        paramo     | BP  | 4         | 119   | 150
        gorra      | GO  | 4         | 119   |
    """)
    assert found.products.loc["andes", "unit_cost"] is None
    assert pd.isna(found.products.loc["andes", "list_margin"])
    assert found.products.loc["paramo", "list_margin"] == pytest.approx((100 - 150) / 100)
    assert found.products["value_unknown_units"].to_dict() == {"andes": 4, "paramo": 0, "gorra": 4}
    assert found.products.loc["gorra", "inventory_value"] is None


def test_the_missing_one_of_available_and_on_hand_is_derived() -> None:
    found = read("""
        product_id | sku | available | on_hand | committed | unavailable
        andes      | A   |           | 10      | 3         | 1
        paramo     | B   | 6         |         | 2         |
    """)
    assert found.variants["available"].tolist() == [6, 6]
    assert found.variants["on_hand"].tolist() == [10, 8]


def test_a_row_that_stands_twice_counts_once_and_a_difference_is_said() -> None:
    same = read("product_id | sku | available\nandes | JA | 4\nandes | JA | 4")
    assert same.variants.loc["JA", "available"] == 4
    assert same.assumptions == ()
    other = read("product_id | sku | available\nandes | JA | 4\nandes | JA | 7")
    assert other.variants.loc["JA", "available"] == 7
    assert [line.id for line in other.assumptions] == ["Q-twice"]


def test_a_list_of_titles_and_sizes_needs_no_handle() -> None:
    found = read("""
        product_title | size | available
        Jersey Andes  | S    | 4
                      | M    | 5
        Gorra         |      | 6
    """)
    assert list(found.products.index) == ["jersey-andes", "gorra"]
    assert found.products["available"].tolist() == [9, 6]


@pytest.mark.parametrize(
    ("text", "gift"),
    [
        ("Tarjeta de regalo", True),
        ("Gift Card 50", True),
        ("Bono regalo", True),
        ("Bono", True),
        ("Abono floral", False),
        ("Caja de regalo", False),
    ],
)
def test_gift_cards_are_known_by_whole_words(text: str, gift: bool) -> None:
    assert is_gift_card(text) is gift
