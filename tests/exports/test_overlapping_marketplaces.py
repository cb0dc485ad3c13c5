"""Last week's report of a marketplace or a carrier and this week's come to the same tab as both in one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.exports.conftest import FIXTURES, Shop

#: The fixture, its lines above the header, and the lines of the first file and of the second, from 1 below the header.
WEEKS = {
    "amazon_all_orders": ("amazon/amazon_all_orders.txt", 0, range(1, 7), range(3, 10)),
    "mercado_libre_sales": ("mercado_libre/mercado_libre_sales.csv", 4, range(1, 7), range(2, 12)),
    "dropi_orders": ("dropi/dropi_orders.csv", 0, range(1, 5), range(3, 7)),
    "effi_guides": ("effi/effi_guides.csv", 0, range(1, 3), range(2, 5)),
    "shipstation_shipments": ("shipstation/shipstation_shipments.csv", 0, range(1, 4), range(3, 5)),
}
WORDS = {
    "orders": "order_id line_sku line_qty line_price total refunded_amount financial_status",
    "shipments": "tracking_number order_id state_raw kind cost",
}


def part(folder: Path, fixture: str, above: int, lines: range) -> Path:
    every = (FIXTURES / fixture).read_bytes().splitlines(keepends=True)
    path = folder / f"{lines.start}-{lines.stop}{Path(fixture).suffix}"
    path.write_bytes(b"".join([*every[: above + 1], *(every[above + at] for at in lines)]))
    return path


@pytest.mark.parametrize("key", WEEKS)
def test_overlapping_reports_are_their_union(tmp_path: Path, key: str) -> None:
    fixture, above, first, second = WEEKS[key]
    one, other = Shop(tmp_path / "one"), Shop(tmp_path / "other")
    for shop in (one, other):
        shop.folder.mkdir()
    table = "orders" if key in ("amazon_all_orders", "mercado_libre_sales") else "shipments"
    one.take(part(tmp_path, fixture, above, first))
    one.take(part(tmp_path, fixture, above, second))
    other.take(FIXTURES / fixture)
    assert one.rows(table, WORDS[table]) == other.rows(table, WORDS[table])
    briefs = [msgspec.to_builtins(shop.brief("2026-11-16T08:00").figures) for shop in (one, other)]
    assert briefs[0] == briefs[1]
