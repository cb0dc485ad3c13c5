"""Dropi's orders report (Colombia, Ecuador, Mexico …): one row an order, or one for each of its products."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports import keys, parcels
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.workbook import Cell


def orders(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each parcel under its shop's order number; where the report has none, under Dropi's own."""
    return parcels.parcels(sheet, (Record(line.row, _numbered(line)) for line in records))


def _numbered(line: Record) -> dict[str, Cell]:
    values = dict(line.values)
    number = values.get("_shop_number")
    values["order_id"] = number if keys.order(number) else parcels.own("DROPI", values.get("_own_number"))
    return values


ORDERS = Export(
    key="dropi_orders",
    tool="Dropi",
    kind=Text("Dropi orders report", "el reporte de órdenes de Dropi"),
    table="shipments",
    needs=(("ID",), ("ESTATUS",), ("TRANSPORTADORA",), ("NÚMERO GUIA",)),
    columns={
        "ID": "_own_number",
        "NUMERO DE PEDIDO DE TIENDA": "_shop_number",
        "NÚMERO GUIA": "tracking_number",
        "TRANSPORTADORA": "carrier",
        "ESTATUS": "state_raw",
        "CONCEPTO ÚLTIMO MOVIMIENTO": "note",
        "FECHA DE ÚLTIMO MOVIMIENTO": "last_event_at",
        "NOVEDAD": "exception_reason",
        "CIUDAD DESTINO": "city",
        "PRECIO FLETE": "cost",
    },
    shape=orders,
    also_makes=("order_id", "state", "kind"),
    follows=parcels.FOLLOWS,
    dates="d/m",
    decimal=",",
    seen="public code",
    quirks=(
        "dates as 01-10-2026",
        "amounts as 27044,5",
        "the order's state and the guide's last movement in two columns",
        "an order's number on Dropi is none of the shop's",
        "one row for each product of an order",
    ),
)

EXPORTS = (ORDERS,)
