"""Traps of domain.md §7 about stock and demand, through a whole run: what its founder would read.

Tienda holds 9 jerseys with 10 more coming, Bodega (which does not sell) 40 with 5 coming. Each of 6 kits is two jerseys
and a cap, so 12 jerseys and 6 caps were asked for in kits, and one jersey by itself: 13 and 6 in 28 days.
"""

from __future__ import annotations

import pytest

from reports.outcome import Outcome
from tests.reports.rules.cells import inventory, order, orders, rows, run, said

OLD = "2025-01-01"
STOCK = inventory(
    {"location": "Tienda", "available": 9, "incoming": 10, "unit_cost": 0, "published_at": OLD},
    {"location": "Bodega", "available": 40, "incoming": 5, "unit_cost": 0, "published_at": OLD},
    {
        **{"product_id": "kit", "product_title": "Kit", "sku": "KIT", "size": None, "available": None},
        **{"bundle_of": "JA-M*2;CAP", "location": "Tienda", "published_at": OLD},
    },
    {
        **{"product_id": "cap", "product_title": "Cap", "sku": "CAP", "size": None, "available": 30},
        **{"unit_cost": 120_000, "location": "Tienda", "published_at": OLD},
    },
)
SOURCES = [["source", "last_refreshed_at", "covers_from"], ["Orders", "2026-11-17 07:00", "2026-08-01"]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Outcome:
    kits = order("#1", Lineitem_sku="KIT", Lineitem_name="Kit", Lineitem_quantity=6, Total=600_000, Subtotal=600_000)
    tabs = {
        "Orders": orders(kits, order("#2", "2026-11-11 09:00:00")),
        "Inventory": STOCK,
        "Definitions": [["key", "applies_to", "value"], ["location.sells", "location:Bodega", "no"]],
        "Sources": SOURCES,
    }
    return run(tmp_path_factory.mktemp("stock"), tabs)


def one(result: Outcome, sku: str):
    return next(variant for variant in result.inventory if variant.sku == sku)


def test_trap_56_a_store_room_that_does_not_sell_is_no_stock_and_what_is_coming_is_not_here(shop):
    """9 and not 49; 10 and not 15 on the way. 9 × 28 / 13 = 19.4 days, under the 30 that a jersey takes to arrive."""
    jersey = one(shop, "JA-M")
    assert (jersey.available, jersey.incoming) == (9, 10)
    assert jersey.cover_days == pytest.approx(9 * 28 / 13, abs=1e-3)
    assert said(shop, "I02") == [
        (
            "WARNING Jersey Andes M: 9 left, 19 days of cover, 30 days to restock, 10 incoming without a date.",
            "ADVERTENCIA Jersey Andes M: quedan 9, 19 días de cobertura, 30 días para reponer, 10 en camino sin fecha.",
        )
    ]


def test_trap_59_what_is_sold_in_kits_is_asked_of_its_parts(shop):
    """6 × 2 + 1 jerseys and 6 caps: 30 × 28 / 6 = 140 days of caps. The kit itself has no stock to run out of."""
    assert [one(shop, sku).demand_units for sku in ("JA-M", "CAP", "KIT")] == [13, 6, 6]
    assert one(shop, "CAP").cover_days == pytest.approx(140)
    assert (one(shop, "KIT").cover_days, one(shop, "KIT").cover_note.en) == (None, "not tracked")
    assert shop.figures["M04"].value == 7  # sold: six kits and a jersey


def test_trap_57_a_cost_of_nothing_is_not_known_and_a_cost_over_the_price_is_a_loss(shop):
    """A cap costs 120,000 and sells at 100,000, which is 84,034 without 19 % of tax: (84,034 − 120,000) / 84,034."""
    figures = {product.key: product.figures for product in shop.products}
    assert figures["jersey-andes"]["M15"].value is None
    assert figures["jersey-andes"]["M14"].value is None
    assert figures["cap"]["M15"].value == pytest.approx(-0.428)
    assert [flag.es for flag in next(p for p in shop.products if p.key == "cap").flags] == [
        "se vende por debajo de su costo"
    ]
    lines = [line for part in shop.brief if part.id == "caveats" for line in part.lines]
    assert any("Margin unknown for 2 products (no cost)." in line.en for line in lines)


def test_trap_60_on_stock_of_five_days_ago_nothing_is_sure_and_it_says_so(tmp_path):
    """Read Thu 12 at 8:00. The same stock an hour old is a sure warning; now it is to be confirmed, and I09 tells why."""
    sold = [order(f"#{n}", f"2026-11-1{n % 5} 0{n % 9 + 1}:00:00") for n in range(24)]
    sold += [order(f"#4{n}", f"2026-11-1{n} 09:00:00") for n in (3, 4, 5, 6)]
    stock = inventory({"available": 9, "published_at": OLD})
    fresh = run(tmp_path, {"Orders": orders(*sold), "Inventory": stock, "Sources": SOURCES})
    assert [(row.severity, row.confidence) for row in rows(fresh, "I02")] == [("warning", "solid")]
    assert rows(fresh, "I09") == []

    late = [[*SOURCES[0]], [*SOURCES[1]], ["Inventory", "2026-11-12 08:00", None]]
    found = run(tmp_path, {"Orders": orders(*sold), "Inventory": stock, "Sources": late})
    assert [(row.severity, row.confidence) for row in rows(found, "I02")] == [("info", "directional")]
    assert rows(found, "I02")[0].shown.en.endswith("; data from 5 days ago, confirm in Inventory.")
    assert rows(found, "I02")[0].shown.es.endswith("; dato de hace 5 días, confirma en Inventario.")
    # Of the 24, one on Thu 12 after 8:00, five on Fri 13 and four on Sat 14; and the four of 13–16 Nov.
    assert said(found, "I09")[0][0].startswith("WARNING Inventory: 14 units sold since Thu 12 Nov, 8:00 AM")
    assert found.products[0].confidence == "directional"
    told = " ".join(line.en for part in found.brief if part.id == "read" for line in part.lines)
    assert "Confirm first: the stock is 5 days old." in told
