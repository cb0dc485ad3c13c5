"""Trap 39: a wholesale order of 40 jerseys counts, and what it makes of the averages is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports.rules.cells import inventory, order, orders, run


def test_trap_39_a_wholesale_order_counts_and_the_average_is_told_with_and_without_it(tmp_path: Path) -> None:
    """3,000,000 for 40 and four orders of 100,000: 3,400,000 / 5 = 680,000, without it 400,000 / 4 = 100,000."""
    wholesale = order("#40", Total=3_000_000, Subtotal=3_000_000, Lineitem_quantity=40, Lineitem_price=75_000)
    few = [order(f"#{n}", f"2026-11-1{n} 09:00:00") for n in range(1, 5)]
    stock = inventory({"available": 44, "published_at": "2025-01-01"})
    result = run(tmp_path, {"Orders": orders(wholesale, *few), "Inventory": stock})
    assert result.figures["M01"].value == 3_400_000
    assert result.figures["M02"].value == 5
    assert result.figures["M03"].value == pytest.approx(680_000)
    line = next(part for part in result.brief if part.id == "sales").lines[0]
    assert "average order COP 680,000 (5 orders with value; COP 100,000 without bulk order #40)" in line.en
    assert "promedio $ 680.000 (5 pedidos con valor; $ 100.000 sin el pedido grande #40)" in line.es
    # 44 units asked for in the covered days, 4 of them not in bulk: cover with and without
    jersey = next(one for one in result.inventory if one.sku == "JA-M")
    assert jersey.demand_units == 44
    found = next(product for product in result.products if product.key == "jersey-andes")
    assert "without bulk order #40" in found.evidence.en


def test_a_bulk_order_that_moves_the_average_by_little_is_not_told_apart(tmp_path: Path) -> None:
    """500,000 for 5 and four of 420,000: 2,180,000 / 5 = 436,000, which is 3.8 % above 420,000."""
    bulk = order("#40", Total=500_000, Subtotal=500_000, Lineitem_quantity=5, Lineitem_price=100_000)
    others = [
        order(f"#{n}", f"2026-11-1{n} 09:00:00", Total=420_000, Subtotal=420_000, Lineitem_price=420_000)
        for n in range(1, 5)
    ]
    result = run(tmp_path, {"Orders": orders(bulk, *others), "Inventory": inventory({})})
    line = next(part for part in result.brief if part.id == "sales").lines[0]
    assert "average order COP 436,000 (5 orders with value)" in line.en
