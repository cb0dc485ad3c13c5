"""Mastershop's history of orders (Colombia): the state of the business and that of the carrier side by side."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import keys, parcels
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.workbook import Cell

_DELIVERED = frozenset({"entregado", "entregada"})


def orders(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each order's parcel with the carrier's word, and the business's beside it."""
    return parcels.parcels(sheet, (Record(line.row, _told(line)) for line in records))


def _told(line: Record) -> dict[str, Cell]:
    values = dict(line.values)
    carrier, business = values.get("_carrier_state"), values.get("_business_state")
    values["order_id"] = parcels.own("MASTERSHOP", values.get("_own_number"))
    values["state_raw"] = carrier if keys.identifier(carrier) else business
    values["note"] = business if keys.identifier(carrier) else None
    # Before it is delivered, the day is the one on which it should be.
    if _DELIVERED.isdisjoint({normal(keys.identifier(word)) for word in (carrier, business)}):
        values["delivered_at"] = None
    if not keys.identifier(values.get("exception_reason")) and parcels.is_yes(values.get("_had_trouble")):
        values["exception_reason"] = "Novedad"
    return values


ORDERS = Export(
    key="mastershop_orders",
    tool="Mastershop",
    kind=Text("Mastershop order history", "el historial de pedidos de Mastershop"),
    table="shipments",
    needs=(("ID pedido",), ("N° de guía",), ("Estado en Transportadora", "Estado del Pedido"), ("Transportadora",)),
    columns={
        "ID pedido": "_own_number",
        "N° de guía": "tracking_number",
        "Transportadora": "carrier",
        "Estado en Transportadora": "_carrier_state",
        "Estado del Pedido": "_business_state",
        "Fecha de entrega": "delivered_at",
        "Última actualización": "last_event_at",
        "Presentó novedad": "_had_trouble",
        "Razón de cancelación": "exception_reason",
        "Ciudad": "city",
        "Valor del envío": "cost",
    },
    shape=orders,
    also_makes=("order_id", "state_raw", "note", "state", "kind"),
    follows=parcels.FOLLOWS,
    identity=("order_id",),
    dates="d/m",
    decimal=",",
    seen="public code",
    quirks=(
        "two columns of states: the carrier's is taken, the business's stands beside it",
        "an order's number on Mastershop is none of the shop's",
        "a day of delivery counts once delivered",
    ),
)

EXPORTS = (ORDERS,)
