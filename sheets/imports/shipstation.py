"""ShipStation's orders export and its report of shipments: columns that the merchant picks, named "Word - Word"."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports import parcels
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record

#: Only a report of shipments has any of these.
_OF_A_LABEL = (
    "Shipment - Tracking Number",
    "Shipment - Void Flag",
    "Shipment - Zone",
    "Date - Label Create Date",
    "Carrier - Fee",
    "Return - Return Label Flag",
)
_COLUMNS = {
    "Order - Number": "order_id",
    "Order - Status": "state_raw",
    "Date - Shipped Date": "shipped_at",
    "Market - Marketplace Name": "_marketplace",
    "Carrier - Name": "carrier",
    "Carrier - Carrier Selected": "carrier",
    "Carrier - Service Selected": "service",
    "Carrier - Service Requested": "service",
    "Ship To - City": "city",
}


def labels(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each label that was not voided; one for the way back is a return."""
    voided: list[Left] = []

    def valid() -> Iterator[Record]:
        for record in records:
            if parcels.is_yes(record.values.get("_voided")):
                voided.append(Left(record.row, parcels.VOIDED))
            else:
                kind = "return" if parcels.is_yes(record.values.get("_return")) else "order"
                yield Record(record.row, {**record.values, "kind": kind})

    yield from parcels.parcels(sheet, valid())
    yield from voided


ORDERS = Export(
    key="shipstation_orders",
    tool="ShipStation",
    kind=Text("ShipStation orders export", "la exportación de pedidos de ShipStation"),
    table="shipments",
    needs=(
        ("Order - Number",),
        (
            "Order - Status",
            "Date - Order Date",
            "Date - Shipped Date",
            "Item - SKU",
            "Ship To - State",
            "Ship To - City",
        ),
    ),
    without=_OF_A_LABEL,
    columns={**_COLUMNS, "Amount - Shipping Cost": "cost"},
    shape=parcels.parcels,
    also_makes=("state", "kind"),
    follows=parcels.FOLLOWS,
    identity=("order_id", "kind"),
    dates="m/d",
    decimal=".",
    seen="public code",
    quirks=(
        "the merchant picks the columns",
        "one row for each product of an order",
        "dates as 4/2/2021 4:00:00 AM",
        "numbers of marketplaces' orders",
    ),
)

SHIPMENTS = Export(
    key="shipstation_shipments",
    tool="ShipStation",
    kind=Text("ShipStation shipment report", "el informe de envíos de ShipStation"),
    table="shipments",
    needs=(("Order - Number",), _OF_A_LABEL),
    # When it was delivered only the carrier knows: the report's states are those of the order.
    columns={
        **_COLUMNS,
        "Shipment - Tracking Number": "tracking_number",
        "Shipment - Void Flag": "_voided",
        "Return - Return Label Flag": "_return",
        "Amount - Shipping Cost": "cost",
        "Carrier - Fee": "cost",
        "Shipping Rate": "cost",
        "Shipment - Zone": "zone",
    },
    shape=labels,
    also_makes=("state", "kind"),
    follows=parcels.FOLLOWS,
    dates="m/d",
    decimal=".",
    seen="public code",
    quirks=(
        "the merchant picks the columns",
        "voided labels",
        "return labels",
        "no state of delivery",
        "dates as 4/2/2021 4:00:00 AM",
    ),
)

EXPORTS = (ORDERS, SHIPMENTS)
