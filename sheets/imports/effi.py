"""Effi's report of guides (Colombia): one row a guide, with the guide of the way back beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import keys, parcels
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record

#: Of the seven words that Effi has for all carriers, the one that ends well.
_DELIVERED = normal("Entregada a destino")


def guides(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each guide, and each return guide as a parcel of its own."""
    return parcels.parcels(sheet, _ways(records))


def _ways(records: Iterator[Record]) -> Iterator[Record]:
    for line in records:
        values = line.values
        clean, dirty = values.get("_global"), values.get("_detail")
        there = {
            **values,
            "state_raw": clean if keys.identifier(clean) else dirty,
            "note": dirty if keys.identifier(clean) else None,
            "kind": "order",
        }
        if normal(keys.identifier(clean)) == _DELIVERED:
            there["delivered_at"] = values.get("last_event_at")
        yield Record(line.row, there)
        if keys.identifier(values.get("_return_guide")):
            yield Record(
                line.row,
                {
                    "tracking_number": values.get("_return_guide"),
                    "carrier": values.get("carrier"),
                    "state_raw": values.get("_return_global"),
                    "kind": "return",
                },
            )


GUIDES = Export(
    key="effi_guides",
    tool="Effi",
    kind=Text("Effi guides report", "el reporte de guías de Effi"),
    table="shipments",
    needs=(("Guía transportadora",), ("Estado global guía inicial", "Estado guía inicial")),
    columns={
        "Guía transportadora": "tracking_number",
        "Guía devolución transportadora": "_return_guide",
        "Nombre transportadora Efficommerce": "carrier",
        "Estado global guía inicial": "_global",
        "Estado guía inicial": "_detail",
        "Estado global guía devolución": "_return_global",
        "Fecha de envío": "shipped_at",
        "Fecha de entrega esperada": "promise_date",
        "Fecha de estado final": "last_event_at",
        "Ciudad destinatario": "city",
        "Precio flete total a cliente": "cost",
    },
    shape=guides,
    also_makes=("state_raw", "note", "delivered_at", "state", "kind"),
    follows=parcels.FOLLOWS,
    dates="d/m",
    decimal=",",
    seen="public code",
    quirks=(
        "a clean state and one with the city's name: the clean one is taken, the other stands beside it",
        "the guide of the way back is a parcel of its own",
        "no order number",
    ),
)

EXPORTS = (GUIDES,)
