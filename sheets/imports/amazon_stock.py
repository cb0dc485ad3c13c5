"""What lies in Amazon's warehouses: the plain stock report, and the one with age and cover ("inventory health")."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record

#: The place in which all of it lies: beside the founder's own, never instead.
PLACE = "Amazon FBA"
_COUNTED = Text(
    "more units of a SKU that has a row already, where they are counted",
    "más unidades de un SKU que ya tiene fila, donde se cuentan",
)


def by_sku(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """One record a SKU: what can be sold, and what cannot, which the report has in rows of its own."""
    units = Figures(STOCK, sheet, ("_units",))
    good: dict[str, int] = {}
    bad: dict[str, int] = {}
    for line in STOCK.mapped(sheet):
        at = bad if _unsellable(line) else good
        sku = keys.sku(line.values.get("sku"))
        at[sku] = at.get(sku, 0) + int(units.or_nothing(line, "_units"))
    begun: set[str] = set()
    for line in records:
        sku = keys.sku(line.values.get("sku"))
        if sku and sku in begun:
            yield Left(line.row, _COUNTED)
            continue
        begun.add(sku)
        values = {**line.values, "location": PLACE, "available": good.get(sku, 0), "unavailable": bad.get(sku, 0)}
        yield Record(line.row, values)


def _unsellable(line: Record) -> bool:
    return normal(keys.identifier(line.values.get("_condition"))) == "unsellable"


def healthy(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each SKU in Amazon's warehouses; a price of 0.0 is none, and a price says its currency."""
    prices = Figures(HEALTH, sheet, ("price",))
    for line in records:
        price = prices.of(line, "price")
        code = keys.identifier(line.values.get("_currency")).upper()
        told = f"{code} {price}".strip() if price else None
        yield Record(
            line.row, {**line.values, "location": PLACE, **({"price": told} if "price" in line.values else {})}
        )


STOCK = Export(
    key="amazon_fba_inventory",
    tool="Amazon",
    kind=Text("Amazon FBA inventory report", "el informe de inventario de Amazon FBA"),
    table="inventory",
    needs=(("seller-sku",), ("Quantity Available",), ("Warehouse-Condition-code", "fulfillment-channel-sku")),
    columns={
        "seller-sku": "sku",
        "Warehouse-Condition-code": "_condition",
        "Quantity Available": "_units",
    },
    shape=by_sku,
    also_makes=("location", "available", "unavailable"),
    quotes=False,
    seen="public code",
    quirks=("sellable and unsellable units of a SKU in two rows", "a location of its own"),
)

HEALTH = Export(
    key="amazon_fba_inventory_health",
    tool="Amazon",
    kind=Text("Amazon inventory health report", "el informe de salud del inventario de Amazon"),
    table="inventory",
    needs=(("snapshot-date",), ("sku",), ("available",), ("fnsku", "asin")),
    columns={
        "snapshot-date": "as_of",
        "sku": "sku",
        "product-name": "product_title",
        "available": "available",
        "Total Reserved Quantity": "committed",
        "unfulfillable-quantity": "unavailable",
        "inbound-quantity": "incoming",
        "your-price": "price",
        "currency": "_currency",
    },
    shape=healthy,
    also_makes=("location",),
    # The shop's own title and price stand where a shop keeps them.
    fills=frozenset({"product_title", "price"}),
    decimal=".",
    seen="public code",
    quirks=("all cells quoted", "a price of 0.0 is none", "a price in a currency of its own", "a location of its own"),
)

EXPORTS = (STOCK, HEALTH)
