"""Inventory pressure."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-inventory": Text("Inventory", "Inventario"),
    "T-stock": Text("Stock at risk", "Inventario en riesgo"),
    "L-INV": Text("{n:size|sizes} below minimum: {list:,}{more}.", "{n:talla|tallas} bajo el mínimo: {list:,}{more}."),
    "L-INV-items": Text(
        "{n:item|items} below minimum: {list:,}{more}.", "{n:referencia|referencias} bajo el mínimo: {list:,}{more}."
    ),
    "L-INV-item": Text("{label} ({n} of {t})", "{label} ({n} de {t})"),
    "L-INV-more": Text(" and {n} more", " y {n} más"),
    "L-INV-none": Text("Nothing is below its minimum.", "Nada está bajo el mínimo."),
    "L-INV-unread": Text(
        "{n:item has|items have} no readable stock.", "{n:referencia|referencias} sin inventario legible."
    ),
    "L-INV-untracked": Text("No item has its stock tracked.", "Ninguna referencia lleva seguimiento de inventario."),
    "E-inventory": Text(
        "No stock data: nothing here says it is safe to promote.",
        "Sin datos de inventario: nada aquí dice que sea seguro promocionar.",
    ),
}
