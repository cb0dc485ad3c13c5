"""AfterShip's list of shipments, as the screen names its columns or as its import template does."""

from __future__ import annotations

from sheets.errors import Text
from sheets.imports import parcels
from sheets.imports.kinds import Export

SHIPMENTS = Export(
    key="aftership_shipments",
    tool="AfterShip",
    kind=Text("AfterShip shipments", "los envíos de AfterShip"),
    table="shipments",
    needs=(
        ("Tracking number", "tracking_number"),
        ("Carrier", "courier"),
        (
            "Shipment title",
            "Sub-status",
            "Transit time",
            "On-time status",
            "Latest event",
            "order_path",
            "origin_country",
        ),
    ),
    columns={
        "Tracking number": "tracking_number",
        "Order number": "order_id",
        "order_id": "order_id",
        "Carrier": "carrier",
        "courier": "carrier",
        "Service": "service",
        "Status": "state_raw",
        "Issues": "exception_reason",
        "Latest event": "note",
        "Estimated delivery date": "promise_date",
        "order_path": "link",
    },
    shape=parcels.parcels,
    also_makes=("state", "kind"),
    follows=parcels.FOLLOWS,
    seen="documentation",
    quirks=("screen names and those of the import template", "the expected day is taken for the promise"),
)

EXPORTS = (SHIPMENTS,)
