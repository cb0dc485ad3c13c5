"""Fulfilment and delivery."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-delivery": Text("Delivery", "Entrega"),
    "E-delivery": Text(
        "Delivery isn't visible: only whether orders were marked fulfilled.",
        "No se ve la entrega: solo si el pedido se marcó despachado.",
    ),
    "E-delivery-blind": Text(
        "Neither delivery nor fulfilment is visible: no Fulfillment Status column.",
        "No se ven ni la entrega ni el despacho: falta la columna Fulfillment Status.",
    ),
    "E-delivery-blank": Text(
        "Neither delivery nor fulfilment is visible: the Fulfillment Status column is blank.",
        "No se ven ni la entrega ni el despacho: la columna Fulfillment Status está vacía.",
    ),
    "L-DEL": Text(
        "{m:paid order is inside its|paid orders are inside their} ship-by ({dates}).",
        "{m:pedido pagado está dentro de su|pedidos pagados están dentro de su} plazo de despacho ({dates}).",
    ),
    "L-DEL-past": Text(
        "{m:paid order is|paid orders are} past ship-by.",
        "{m:pedido pagado pasó|pedidos pagados pasaron} su plazo de despacho.",
    ),
    "L-DEL-none": Text("No paid order is waiting to ship.", "Ningún pedido pagado está por despachar."),
}
