"""Words of the charts: steps of a visit, and what is counted."""

from __future__ import annotations

from reports.numbers import Both

#: What the first step counts.
MEASURE = {
    "sessions": Both("Visits", "Visitas"),
    "users": Both("People", "Personas"),
    "events": Both("Events", "Eventos"),
}
STEP = {
    "product_views": Both("Product pages", "Páginas de producto"),
    "add_to_carts": Both("Carts", "Carritos"),
    "checkouts": Both("Checkouts", "Pagos iniciados"),
    "shipping_shown": Both("Shipping shown", "Envío mostrado"),
    "payment_started": Both("Payment started", "Pago en curso"),
    "purchases": Both("Purchases", "Compras"),
}
#: The last step inside a sentence.
BOUGHT = Both("purchases", "compras")
