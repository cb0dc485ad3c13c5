"""Shippo's tracking report: one row a parcel, without the order."""

from __future__ import annotations

from sheets.errors import Text
from sheets.imports import parcels
from sheets.imports.kinds import Export

TRACKING = Export(
    key="shippo_tracking",
    tool="Shippo",
    kind=Text("Shippo tracking report", "el informe de seguimiento de Shippo"),
    table="shipments",
    needs=(("tracking_number",), ("tracking_status",), ("carrier",)),
    columns={
        "tracking_number": "tracking_number",
        "carrier": "carrier",
        "tracking_status": "state_raw",
        "first_delivered_at": "delivered_at",
    },
    shape=parcels.parcels,
    also_makes=("state", "kind"),
    follows=parcels.FOLLOWS,
    seen="documentation",
    quirks=("no order number",),
)

EXPORTS = (TRACKING,)
