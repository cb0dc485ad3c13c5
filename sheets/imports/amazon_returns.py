"""What buyers sent back to Amazon's warehouses: one row a unit or a few."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.amazon_orders import PREFIX
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record


def returns(_sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    """Each return as received: that is when Amazon reports it."""
    for line in records:
        number = keys.order(line.values.get("order_id"))
        order = f"{PREFIX}{number}" if number else None
        yield Record(line.row, {**line.values, "order_id": order, "type": "return", "status": "received"})


RETURNS = Export(
    key="amazon_fba_returns",
    tool="Amazon",
    kind=Text("Amazon FBA customer returns", "las devoluciones de clientes de Amazon FBA"),
    table="returns",
    needs=(("return-date",), ("order-id",), ("detailed-disposition", "license-plate-number", "fulfillment-center-id")),
    columns={
        "return-date": "received_at",
        "order-id": "order_id",
        "sku": "sku",
        "quantity": "qty",
        "reason": "reason",
        "license-plate-number": "return_id",
        "customer-comments": "reason_text",
    },
    shape=returns,
    also_makes=("type", "status"),
    decimal=".",
    quotes=False,
    warns=Text(
        "The report says what came back, not how much money was given back.",
        "El informe dice qué devolvieron, no cuánto dinero se reembolsó.",
    ),
    seen="public code",
    quirks=("tab separated, quotation marks are letters", "the date is that of arrival", "no amounts"),
)

EXPORTS = (RETURNS,)
