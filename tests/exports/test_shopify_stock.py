"""Shopify's products and inventory exports: from the file to the stock of the brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.conftest import FIXTURES, Shop, known, left

FOLDER = FIXTURES / "shopify"
IMAGE = "a further image, not a variant"


def test_image_rows_are_left_out_and_their_photos_counted(shop: Shop) -> None:
    export = known(FOLDER / "shopify_products.csv")
    assert left(export) == [(IMAGE, (4, 5))]
    shop.take(FOLDER / "shopify_products.csv")
    # Photos 1, 2 and 3; the fourth row names the first photo again.
    assert shop.rows(
        "inventory", "product_id sku size color available price compare_at_price unit_cost photo_count"
    ) == [
        ("jersey-andes", "4849000260870", "S", "Rojo", 9, 189900, 219900, 72000, 3),
        ("jersey-andes", "4849000260870", "M", "Rojo", -1, 189900, None, 72000, 3),
        ("bono", None, None, None, 0, 50000, None, None, 0),
    ]


def test_what_stands_on_a_products_first_row_is_true_of_all_of_it(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_products.csv")
    assert shop.rows("inventory", "product_title product_type status tracked") == [
        ("Jersey Andes", "jersey", "active", "yes"),
        ("Jersey Andes", "jersey", "active", "yes"),
        ("Bono de regalo", "bono", "draft", "no"),
    ]


def test_market_metafield_and_google_columns_are_passed_over(shop: Shop) -> None:
    passed = known(FOLDER / "shopify_products.csv").ignored
    assert {"Price / Canada", "Included / Canada", "Compare At Price / Canada"} <= set(passed)
    assert {"Talla (product.metafields.custom.talla)", "Google Shopping / AdWords Grouping"} <= set(passed)


def test_two_headers_mixed_are_one_export(shop: Shop) -> None:
    assert known(FOLDER / "shopify_products_mixed.csv").export.key == "shopify_products"
    shop.take(FOLDER / "shopify_products_mixed.csv")
    assert shop.rows("inventory", "product_id sku available price unit_cost photo_count") == [
        ("cap-cumbre", "CC-U", 64, 59900, 18000, 2)
    ]


def test_the_stock_of_every_place_is_a_row_and_not_stocked_is_no_zero(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_inventory_2024.csv")
    assert shop.rows("inventory", "sku location available on_hand committed unavailable incoming") == [
        ("JA-S", "Bogotá", 6, 9, 2, 1, 5),  # 12 was typed as On hand (new): a count, not stock
        ("JA-S", "Medellín", *("not stocked",) * 5),
        (None, "Bogotá", 3, 3, 0, 0, 0),
    ]
    brief = shop.brief("2026-11-16T08:00")
    assert {row.product_title: row.available for row in brief.inventory} == {"Jersey Andes": 6, "Rack": 3}


def test_the_form_of_2023_goes_over_that_of_2024(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_inventory_2024.csv")
    merge = shop.take(FOLDER / "shopify_inventory_long.csv")
    assert (merge.new, merge.changed) == (0, 2)
    assert shop.rows("inventory", "location available on_hand") == [
        ("Bogotá", 4, 5),
        ("Medellín", 2, 2),
        ("Bogotá", 3, 3),
    ]


def test_a_column_for_each_place_becomes_a_row_for_each(shop: Shop) -> None:
    shop.take(FOLDER / "shopify_inventory_wide.csv")
    assert shop.rows("inventory", "product_id size location available") == [
        ("jersey-andes", "S", "Bogotá", 8),
        ("jersey-andes", "S", "Medellín", 4),
        ("jersey-andes", "M", "Bogotá", None),
        ("jersey-andes", "M", "Medellín", "not stocked"),
    ]


def test_a_metafield_of_numbers_and_a_price_are_no_places() -> None:
    assert {"Peso (product.metafields.custom.peso)", "Price / Canada"} <= set(
        known(FOLDER / "shopify_inventory_wide.csv").ignored
    )


@pytest.mark.parametrize(
    ("name", "variants", "images"),
    [
        ("shopify_products/shopify_official_apparel.csv", 22, 0),
        ("shopify_products/shopify_official_home-and-garden.csv", 21, 0),
        ("shopify_products/shopify_official_jewelery.csv", 23, 18),
    ],
)
def test_the_sample_products(shop: Shop, samples: Path, name: str, variants: int, images: int) -> None:
    export = known(samples / name)
    assert sum(len(rows) for _, rows in left(export)) == images
    assert shop.take(samples / name).new == variants


@pytest.mark.parametrize(
    ("name", "key", "stock"),
    [
        # 5 + 40 + 3; the plate is not stocked.
        ("shopify_inventory/fixture_inventory_not_stocked.csv", "shopify_inventory", 48),
        # 8 + 2 + 3
        ("shopify_inventory/fixture_inventory_on_hand_new.csv", "shopify_inventory", 13),
        # 8 + 4 + 3
        ("shopify_inventory/fixture_inventory_wide_locations.csv", "shopify_inventory_wide", 15),
    ],
)
def test_the_sample_stocks(shop: Shop, samples: Path, name: str, key: str, stock: int) -> None:
    assert known(samples / name).export.key == key
    shop.take(samples / name)
    assert sum(cell for (cell,) in shop.rows("inventory", "available") if isinstance(cell, int)) == stock
