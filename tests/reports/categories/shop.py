"""A small shop for the categories' tests: Jersey Andes, which is judged, beside socks that sell enough to compare with.

The moment is Tue 17 Nov 2026, 8:00; the window is 20 Oct to 16 Nov. Prices include 19 % tax: 100,000 is 84,033.61
before tax.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reports.outcome import Memory, Outcome, Product, Remembered
from tests.reports.rules.cells import inventory, order, orders, run

#: Twenty-eight covered days: an order on the window's first day and one on its last, of another product.
SPAN = [
    order(f"#0{n}", at, Lineitem_sku="SN-U", Lineitem_name="Socks Niebla")
    for n, at in enumerate(("2026-10-20 09:00:00", "2026-11-16 09:00:00"))
]
SOCKS = {
    "product_id": "socks",
    "product_title": "Socks Niebla",
    "product_type": "socks",
    "size": None,
    "sku": "SN-U",
    "available": 900,
}
OLD = "2025-10-01"
#: A jersey that lacks nothing: 30 in stock, 64 % margin, long on sale.
GOOD = {"available": 30, "unit_cost": 30000, "published_at": OLD}
JERSEY = "jersey-andes"


def units(count: int, sku: str = "JA-M", each: int = 4, last: int = 15) -> list[dict[str, Any]]:
    """Orders of 4 units each (a line of 5 would be a bulk order), on 10 to 15 Nov."""
    made = []
    for n in range(0, count, each):
        quantity = min(each, count - n)
        made.append(
            order(
                f"#{sku}{n}",
                f"2026-11-{10 + n // each % (last - 9)} 09:00:00",
                Lineitem_sku=sku,
                Lineitem_quantity=quantity,
                Subtotal=100000 * quantity,
                Total=100000 * quantity,
            )
        )
    return made


def traffic(**pages: tuple[int, int | None]) -> dict[str, Any]:
    """The tab Traffic: views and carts of the window's days by product, ``jersey`` for Jersey Andes."""
    head = ["date_from", "date_to", "product_id", "product_views", "add_to_carts"]
    names = {"jersey": JERSEY}
    rows = [["2026-10-20", "2026-11-16", names.get(name, name), *told] for name, told in pages.items()]
    return {"Traffic": [head, *rows]}


def support(*tickets: tuple[str, str], product: str = JERSEY, day: str = "2026-11-12") -> dict[str, Any]:
    """The tab Support: tag and subject of each ticket about the product."""
    head = ["ticket_id", "created_at", "channel", "tags", "subject", "order_id", "product_id", "status"]
    rows = [
        [f"T{n}", f"{day} 09:{n:02d}", "email", tag, subject, None, product, "closed"]
        for n, (tag, subject) in enumerate(tickets)
    ]
    return {"Support": [head, *rows]}


def fit(count: int) -> dict[str, Any]:
    """So many fit questions about the jersey."""
    return support(*([("talla", "M o L")] * count))


def remembered(**values: str | float) -> Memory:
    """What yesterday left about the jersey, by name."""
    days = [Remembered(day="2026-11-16", name=name, key=JERSEY, value=value) for name, value in values.items()]
    return Memory(days=days)


def outcome(
    tmp_path: Path, made: list[dict[str, Any]], *variants: dict[str, Any], memory: Memory | None = None, **tabs: Any
) -> Outcome:
    """The Outcome of these orders and variants beside the socks."""
    as_of = tabs.pop("as_of", "2026-11-17T08:00")
    stock = inventory(SOCKS, *variants)
    cells = {"Orders": orders(*SPAN, *made), "Inventory": stock, **tabs}
    return run(tmp_path, cells, as_of, remembered=memory or Memory())


def judged(
    tmp_path: Path, made: list[dict[str, Any]], *variants: dict[str, Any], memory: Memory | None = None, **tabs: Any
) -> Product:
    """The jersey, judged."""
    return of(outcome(tmp_path, made, *variants, memory=memory, **tabs))


def of(result: Outcome, key: str = JERSEY) -> Product:
    """One product of an Outcome."""
    return next(product for product in result.products if product.key == key)


def flags(product: Product, language: str = "en") -> list[str]:
    """Its flags in words."""
    return [flag.text(language) for flag in product.flags]
