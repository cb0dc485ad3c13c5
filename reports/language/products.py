"""The five operating labels and what stands behind each name."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

#: Every category that a product may have; the first five are the labels of the brief, in print order.
CATEGORY = {
    "push": Both("Push now", "Impulsar ya"),
    "fix": Both("Fix before pushing", "Arreglar antes de impulsar"),
    "protect": Both("Protect", "Proteger"),
    "clear": Both("Clear intentionally", "Liquidar a propósito"),
    "learn": Both("Learn", "Aprender"),
    "steady": Both("Steady", "Sin cambios"),
    "not_on_sale": Both("Not on sale", "No está en venta"),
    "cant_read": Both("Can't read", "No se puede leer"),
}
LABELS = ("push", "fix", "protect", "clear", "learn")

#: What may be missing to judge a product.
COST, TRAFFIC = Both("cost", "costo"), Both("traffic", "tráfico")
PRICE = Both("price", "precio")
PUBLISHED, STOCK = Both("publication date", "fecha de publicación"), Both("stock", "inventario")

TEXTS: Mapping[str, Text] = {
    "T-products": Text("Products", "Productos"),
    "L-PROD": Text("{labels:·}{end}", "{labels:·}{end}"),
    "L-PROD-label": Text("{category}: {products:,}{more}", "{category}: {products:,}{more}"),
    "L-PROD-item": Text("{product} {mark}{why}", "{product} {mark}{why}"),
    "L-PROD-why": Text(" ({why})", " ({why})"),
    "L-PROD-more": Text(" and {n} more", " y {n} más"),
    "L-PROD-none": Text("No product needs a change.", "Ningún producto pide un cambio."),
    "L-PROD-clear": Text(
        "suggested; {pct} off keeps {m} margin", "sugerido; con {pct} de descuento conserva {m} de margen"
    ),
    "L-PROD-declared": Text(
        "as you marked; {pct} off keeps {m} margin", "como lo marcaste; con {pct} de descuento conserva {m} de margen"
    ),
    "L-PROD-new": Text(
        "{d:day|days} on sale, {u:unit|units}; wait for {wait:unit|units}",
        "{d:día|días} en venta, {u:unidad|unidades}; espera {wait:unidad|unidades}",
    ),
    "L-PROD-new-views": Text(
        "{d:day|days} on sale, {v:view|views}, {u:unit|units}; wait for {views:view|views} or {wait:unit|units}",
        "{d:día|días} en venta, {v:vista|vistas}, {u:unidad|unidades}; espera {views:vista|vistas} o "
        "{wait:unidad|unidades}",
    ),
    "L-PROD-set": Text("set by you", "fijado por ti"),
    "C-LEARN": Text(
        ". Can't tell yet: {missing} missing; {sold}.", ". No se puede decidir aún: falta {missing}; {sold}."
    ),
    "C-LEARN-few": Text(
        ". Can't tell yet: too little data; {sold}.", ". No se puede decidir aún: muy pocos datos; {sold}."
    ),
    "C-LEARN-part": Text("{what} ({k} of {n})", "{what} ({k} de {n})"),
    "C-LEARN-unseen": Text("no sales of the last {d:day|days} to see", "no se ven ventas de los últimos {d:día|días}"),
    "C-LEARN-one": Text("{u:unit|units} in {d:day|days}", "{u:unidad|unidades} en {d:día|días}"),
    "C-LEARN-each": Text("{u:unit|units} each in {d:day|days}", "{u:unidad|unidades} cada uno en {d:día|días}"),
    "C-LEARN-range": Text(
        "{a} to {u:unit|units} each in {d:day|days}", "de {a} a {u:unidad|unidades} cada uno en {d:día|días}"
    ),
    "E-lines": Text(
        "Orders have no product lines, so products can't be read.",
        "Los pedidos no traen líneas de producto; no se puede leer por producto.",
    ),
}
