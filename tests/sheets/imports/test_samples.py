from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from sheets import imports
from tests.sheets.imports.conftest import Shop

SAMPLES = [
    # Rows below the header that are data; image-only rows of the products exports are none.
    ("shopify_orders/inr_dev_store_orders_export_1.csv", "shopify_orders", 121),
    ("shopify_orders/fixture_subset_statuses.csv", "shopify_orders", 5),
    ("shopify_products/shopify_official_apparel.csv", "shopify_products", 22),
    ("shopify_products/shopify_official_home-and-garden.csv", "shopify_products", 21),
    ("shopify_products/shopify_official_jewelery.csv", "shopify_products", 23),
    ("shopify_inventory/fixture_inventory_not_stocked.csv", "shopify_inventory", 4),
    ("shopify_inventory/fixture_inventory_on_hand_new.csv", "shopify_inventory", 3),
    ("shopify_inventory/fixture_inventory_wide_locations.csv", "shopify_inventory_wide", 4),
]


@pytest.mark.parametrize(("name", "key", "rows"), SAMPLES)
def test_a_real_sample_is_known_taken_whole_and_taken_once(
    shop: Shop, shared: Path, name: str, key: str, rows: int
) -> None:
    path = shared / "exports" / "samples" / name
    assert imports.recognise(path)[0].export.key == key
    first, again = shop.take(path), shop.take(path)
    assert (first.new, first.changed, first.same, first.refused) == (rows, 0, 0, ())
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, rows, ())


def test_the_money_of_the_real_orders_is_all_there(shop: Shop, shared: Path) -> None:
    shop.take(shared / "exports" / "samples" / "shopify_orders" / "fixture_subset_statuses.csv")
    # 56.29 + 25.00 + 16.00 + 20.00, each order's total on its first line.
    totals = [total for (total,) in shop.rows("orders", "total") if total is not None]
    assert totals == [56.29, 25, 16, 20]
    assert sum(quantity for (quantity,) in shop.rows("orders", "line_qty")) == 2 + 1 + 1 + 1 + 1


def test_no_other_sample_is_taken_for_one_of_shopifys(shared: Path) -> None:
    taken = []
    for path in sorted((shared / "exports" / "samples").rglob("*.csv")):
        if not path.parent.name.startswith("shopify"):
            with contextlib.suppress(imports.recognition.SheetsError):
                taken += [found.export.key for found in imports.recognise(path)]
    assert taken
    assert [key for key in taken if key.startswith("shopify")] == []
