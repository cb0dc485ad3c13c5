"""Campaigns: until the Campaigns tab is there, what the codes tell."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-campaign": Text("Campaign", "Campaña"),
    "E-campaign": Text("No campaigns recorded.", "Sin campañas."),
    "E-campaign-unused": Text("Campaigns are read but not used yet.", "Las campañas se leen pero aún no se usan."),
    "E-campaign-codes": Text(
        "{n:order|orders} used a code: {codes:,}.", "{n:pedido usó|pedidos usaron} código: {codes:,}."
    ),
    "E-campaign-code": Text("{code} ({n})", "{code} ({n})"),
    "E-campaign-none": Text("No order used a code.", "Ningún pedido usó código."),
    "E-campaign-column": Text(
        "Codes can't be seen: no Discount Code column.", "No se ven códigos: falta la columna Discount Code."
    ),
}
