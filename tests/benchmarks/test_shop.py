"""The generated shop is the one that the bounds are stated for, and the same one every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.shop import AS_OF, ORDER_COLUMNS, TIERS, shop

ORDER_CELLS = ("Financial Status", "Total", "Id", "Shipping City")


def test_tier_m_is_the_one_the_bounds_are_stated_for() -> None:
    medium = shop(TIERS["M"])
    rows = list(medium.order_rows())
    assert len(rows) == 41_000
    assert len({row[0] for row in rows}) == 24_000
    assert {len(row) for row in rows} == {79}
    assert len({variant.sku for variant in medium.variants}) == len(medium.variants) == 1_000


def test_order_cells_stand_on_first_lines_only() -> None:
    seen = set()
    for row in shop(TIERS["S"]).order_rows():
        cells = dict(zip(ORDER_COLUMNS, row, strict=True))
        first = cells["Name"] not in seen
        seen.add(cells["Name"])
        assert all((cells[column] is not None) == first for column in ORDER_CELLS)
        assert cells["Created at"] is not None
        assert cells["Lineitem name"] is not None


def test_nothing_happens_after_the_moment_of_the_benchmark() -> None:
    limit = AS_OF.strftime("%Y-%m-%d %H:%M:%S")
    moments = [ORDER_COLUMNS.index(name) for name in ("Created at", "Paid at", "Fulfilled at", "Cancelled at")]
    late = [row for row in shop(TIERS["S"]).order_rows() for i in moments if row[i] and str(row[i])[:19] > limit]
    assert late == []


def test_the_same_shop_every_time() -> None:
    assert list(shop(TIERS["S"]).order_rows()) == list(shop(TIERS["S"]).order_rows())


@pytest.mark.real
def test_the_header_is_shopifys_own(shared: Path) -> None:
    kinds = json.loads((shared / "exports" / "headers.json").read_text("utf-8"))
    (orders,) = (kind for kind in kinds if kind["id"] == "shopify_orders")
    assert orders["columns"] == list(ORDER_COLUMNS)
