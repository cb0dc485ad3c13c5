"""Who answers for what, and where things are opened and promised."""

from __future__ import annotations

from reports.definitions.knob import Knob
from sheets.errors import Text

_ROLES = (
    ("fulfillment", "shipping", "los despachos"),
    ("support", "support", "el soporte"),
    ("finance", "payments and refunds", "los pagos y reembolsos"),
    ("marketing", "marketing and product pages", "el mercadeo y las páginas de producto"),
    ("operations", "stock, data and everything unowned", "el inventario, los datos y lo que no tiene dueño"),
)

OWNERS = tuple(
    Knob(
        f"owner.{role}",
        "",
        "name",
        "text",
        Text(
            f"Who answers for {en}; blank: the founder.", f"Quién responde por {es}; en blanco: quien fundó la marca."
        ),
    )
    for role, en, es in _ROLES
) + tuple(
    Knob(
        f"owner.{role}.escalate_to",
        "",
        "name",
        "text",
        Text(
            f"Who is told when {en} waits too long; blank: nobody.",
            f"A quién se avisa cuando {es} esperan de más; en blanco: a nadie.",
        )
        if role != "support"
        else Text(
            "Who is told when support waits too long; blank: nobody.",
            "A quién se avisa cuando el soporte espera de más; en blanco: a nadie.",
        ),
        later=True,
    )
    for role, en, es in _ROLES
)

LINKS = tuple(
    Knob(
        f"link.{name}",
        "",
        "https://…",
        "link",
        Text(f"Address of {en}; blank: the row in the sheet.", f"Dirección de {es}; en blanco: la fila en la hoja."),
        later=later,
    )
    for name, en, es, later in (
        (
            "order",
            "an order, with {order_admin_id} or {order_id}",
            "un pedido, con {order_admin_id} o {order_id}",
            False,
        ),
        (
            "product",
            "a product in your shop's admin, with {product_admin_id}",
            "un producto en tu administrador, con {product_admin_id}",
            False,
        ),
        ("pdp", "a product's page, with {product_id}", "la página de un producto, con {product_id}", False),
        ("inventory", "a variant's stock, with {sku}", "el inventario de una variante, con {sku}", False),
        ("size_guide", "the size guide", "la guía de tallas", False),
        ("confirmation_email", "the confirmation e-mail", "el correo de confirmación", False),
        ("shipping_policy", "the shipping policy", "la política de envíos", False),
        ("return_policy", "the return policy", "la política de devoluciones", False),
        ("campaign_terms", "a campaign's terms", "los términos de una campaña", False),
        ("cart", "the cart and its message", "el carrito y su mensaje", False),
        ("checkout", "the checkout", "el pago", False),
        ("checkout_recovery", "the message that brings a checkout back", "el mensaje que recupera un pago", False),
        ("provider", "the payment provider's panel", "el panel del proveedor de pagos", False),
        ("discount", "a discount code", "un código de descuento", False),
        ("customer", "a customer, with {customer_id}", "un cliente, con {customer_id}", True),
    )
)

PROMISES = tuple(
    Knob(
        f"promise.{theme}",
        "",
        "",
        "text",
        Text(
            f"What you promise about {en}, in the words that customers see; blank: “{own_en}”.",
            f"Lo que prometes sobre {es}, con las palabras que ven los clientes; en blanco: «{own_es}».",
        ),
    )
    for theme, en, es, own_en, own_es in (
        ("fit", "fit", "la talla", "It will fit me", "Me va a quedar bien"),
        ("payment", "payment", "el pago", "I can pay safely", "Puedo pagar con seguridad"),
        ("delivery", "delivery", "la entrega", "It arrives when you said", "Llega cuando dijiste"),
        (
            "discount",
            "discounts",
            "los descuentos",
            "The code works as announced",
            "El código funciona como se anunció",
        ),
        ("return", "returns", "las devoluciones", "Returning is simple and fair", "Devolver es fácil y justo"),
        ("product", "the product", "el producto", "It is as shown", "Es como se ve"),
        ("stock", "stock", "el inventario", "What I see I can buy", "Lo que veo lo puedo comprar"),
        ("technical", "the shop itself", "la tienda misma", "The shop works", "La tienda funciona"),
    )
)
