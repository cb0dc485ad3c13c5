"""Real Shopify exports, imported into a new workbook and refreshed at a moment inside their dates."""

from __future__ import annotations

import csv
import json
from decimal import Decimal

import openpyxl
import pytest

from desktop import cli


@pytest.fixture
def shop(tmp_path, capsys, shared):
    """A new workbook with some exports in it and some definitions of its own; gives the Outcome's JSON at a moment."""

    def refreshed(files, as_of, **definitions):
        book = tmp_path / "shop.xlsx"
        assert cli.main(["new", str(book), "--lang", "en"]) == 0
        paths = [str(shared / "exports" / "samples" / file) for file in files]
        assert cli.main(["import", *paths, "--into", str(book)]) == 0
        rows = list(openpyxl.load_workbook(book)["Definitions"].iter_rows())
        header = [
            str(cell.value).lower()
            for row in rows
            for cell in row
            if row[0].value and "key" in str(row[0].value).lower()
        ]
        column = header.index("value")
        cells = [
            {"cell": row[column].coordinate, "value": definitions[str(row[0].value)]}
            for row in rows
            if str(row[0].value) in definitions and not row[1].value
        ]
        assert len(cells) == len(definitions)
        asked = tmp_path / "edit.json"
        asked.write_text(json.dumps({"edits": [{"tab": "Definitions", "cells": cells}]}))
        assert cli.main(["edit", str(book), str(asked)]) == 0
        capsys.readouterr()
        assert cli.main(["refresh", str(book), "--as-of", as_of, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    return refreshed


def test_the_development_store_of_51_orders(shop, shared):
    """51 orders of 6 December 2025, all paid and unfulfilled, 121 lines.

    #1044 17,758.28 + #1002 6,722.46 + #1001 27,244.55 = 51,725.29; the other 48 orders 538,958.00 (each equal to its
    outstanding balance: sent as "paid" by hand, so they count); together 590,683.29.
    """
    said = shop(["shopify_orders/inr_dev_store_orders_export_1.csv"], "2025-12-08T08:00", currency="INR")
    with (shared / "exports/samples/shopify_orders/inr_dev_store_orders_export_1.csv").open(
        encoding="utf-8-sig"
    ) as file:
        lines = list(csv.DictReader(file))
    units = sum(int(line["Lineitem quantity"]) for line in lines)
    assert sum(Decimal(line["Total"]) for line in lines if line["Total"]) == Decimal("590683.29")
    figures = said["figures"]
    assert figures["M01"]["value"] == 590683.29
    assert figures["M02"]["value"] == 51
    assert figures["M03"]["value"] == pytest.approx(590683.29 / 51, abs=0.01)
    assert figures["M04"]["value"] == units
    assert said["currency"] == "INR"
    assert said["period"] == {"start": "2025-12-01", "end": "2025-12-08"}


def test_the_subset_of_statuses(shop):
    """Week 7–13 September 2026: #1002 paid 25.00; #1003 is voided and cancelled. The week before: #1001 56.29."""
    said = shop(["shopify_orders/fixture_subset_statuses.csv"], "2026-09-14T08:00", currency="USD")
    assert said["figures"]["M01"]["value"] == 25
    assert said["figures"]["M02"]["value"] == 1
    left_out = {left["reason"]: left["orders"] for left in said["excluded"]}
    assert left_out == {"cancelled": ["#1003"]}


def test_a_currency_without_a_rate_is_named_and_never_summed(shop):
    """The same orders in a shop that counts in COP and knows no rate: an order, but no revenue."""
    said = shop(["shopify_orders/fixture_subset_statuses.csv"], "2026-09-14T08:00", currency="COP")
    assert said["figures"]["M02"]["value"] == 1
    assert not said["figures"]["M01"]["value"]
    assert ["#1002"] in [left["orders"] for left in said["excluded"] if left["reason"] == "no_rate"]


def test_the_official_product_files_become_variants(shop, shared):
    """Every row with a price is a variant, every other row an image of one."""
    files = ["apparel", "home-and-garden", "jewelery"]
    said = shop([f"shopify_products/shopify_official_{name}.csv" for name in files], "2026-11-16T08:00")
    variants = products = 0
    for name in files:
        with (shared / f"exports/samples/shopify_products/shopify_official_{name}.csv").open(
            encoding="utf-8-sig"
        ) as file:
            rows = list(csv.DictReader(file))
        variants += sum(bool(row["Variant Price"]) for row in rows)
        products += len({row["Handle"] for row in rows})
    assert len(said["products"]) == products
    assert len(said["inventory"]) == variants


def test_not_stocked_is_not_zero(shop):
    """``not stocked`` at a location is no stock-out: plate has no stock figure at all, mug has 5 + 3."""
    said = shop(["shopify_inventory/fixture_inventory_not_stocked.csv"], "2026-11-16T08:00")
    stock = {variant["product_title"]: variant["available"] for variant in said["inventory"]}
    assert stock["Mug, Large"] == 8
    assert stock["Bowl"] == 40
    assert stock["Plate"] is None
