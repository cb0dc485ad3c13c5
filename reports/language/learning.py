"""The monthly read: what the month taught about products, and what the actions changed."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

#: Products that are to leave the catalogue.
RETIRE = Both("Retire", "Retirar")

TEXTS: Mapping[str, Text] = {
    "T-mix": Text("Mix", "Mezcla"),
    "L-MIX": Text("{list:,} of {n:unit|units} sold{more}.", "{list:,} de {n:unidad vendida|unidades vendidas}{more}."),
    "L-MIX-item": Text("{product} {k}", "{product} {k}"),
    "L-MIX-more": Text(" ({n:other product|other products} apart)", " ({n:producto más|productos más} aparte)"),
    "L-MIX-none": Text("No units sold {now}.", "Sin unidades vendidas {now}."),
    "L-MIX-unseen": Text("The orders tab doesn't cover that month.", "La pestaña de pedidos no cubre ese mes."),
    "T-discounts": Text("Discounts", "Descuentos"),
    "L-DISC": Text(
        "Sold mostly at a discount: {list:,}. A price that only sells discounted is a price to change.",
        "Se venden casi siempre con descuento: {list:,}. Si un precio solo se vende rebajado, toca cambiarlo.",
    ),
    "L-DISC-none": Text(
        "No product depends on discounts ({n:product|products} judged).",
        "Ningún producto depende del descuento ({n:producto juzgado|productos juzgados}).",
    ),
    "L-DISC-few": Text(
        "Too few units sold to tell whether a product depends on discounts.",
        "Muy pocas unidades vendidas para saber si algún producto depende del descuento.",
    ),
    "T-sizes": Text("Sizes", "Tallas"),
    "L-SIZE": Text("Core sizes out of stock: {list:,}.", "Tallas clave agotadas: {list:,}."),
    "L-SIZE-item": Text("{product} ({sizes:,})", "{product} ({sizes:,})"),
    "L-SIZE-none": Text("No core size is out of stock.", "Ninguna talla clave está agotada."),
    "L-SIZE-few": Text(
        "Too few units sold to know the core sizes.", "Muy pocas unidades vendidas para conocer las tallas clave."
    ),
    "T-moves": Text("Category moves", "Cambios de categoría"),
    "L-MOVE": Text("{list:·}.", "{list:·}."),
    "L-MOVE-item": Text("{product}: {old} → {new}", "{product}: {old} → {new}"),
    "L-MOVE-none": Text("No product changed its category {now}.", "Ningún producto cambió de categoría {now}."),
    "L-MOVE-first": Text(
        "No earlier record to compare categories with.", "Aún no hay registro anterior para comparar categorías."
    ),
    "T-direction": Text("Catalogue", "Catálogo"),
    "L-DIR-none": Text("No product to push, protect or clear.", "Ningún producto por impulsar, proteger o liquidar."),
    "T-changed": Text("Actions", "Acciones"),
    "L-DONE": Text(
        "{n:action|actions} done {now}: {list:;}{more}.", "{n:acción hecha|acciones hechas} {now}: {list:;}{more}."
    ),
    "L-DONE-more": Text(" and {n} more", " y {n} más"),
    "L-DONE-decided": Text("{n:changed|changed} a decision.", "{n:cambió|cambiaron} una decisión."),
    "L-DONE-none": Text(
        "No action was marked done {now}: what they changed can't be told.",
        "Ninguna acción quedó marcada como hecha {now}: no se puede decir qué cambiaron.",
    ),
    "T-payments": Text("Payments", "Pagos"),
    "E-payments": Text(
        "Only pending orders are visible, not failed attempts.", "Solo se ven pedidos pendientes, no intentos fallidos."
    ),
    "L-PAY": Text(
        "{n:order waits|orders wait} for payment{amt}: {orders:,}{more}.",
        "{n:pedido espera|pedidos esperan} pago{amt}: {orders:,}{more}.",
    ),
    "L-PAY-amount": Text(" ({p})", " ({p})"),
    "L-PAY-none": Text("No order waits for payment.", "Ningún pedido espera pago."),
}
