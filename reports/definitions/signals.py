"""Support, traffic, returns, payments in doubt; and what campaigns, deliveries and customers will be measured by."""

from __future__ import annotations

from reports.definitions.knob import OF_PRODUCTS, Knob, by_scope
from sheets.errors import Text

SUPPORT = (
    Knob(
        "baseline_weeks",
        4,
        "weeks",
        "count",
        Text(
            "Weeks before that this week's questions are compared with; at least two must be covered.",
            "Semanas anteriores con las que se comparan las preguntas de esta; se necesitan al menos dos.",
        ),
        low=2,
        high=26,
    ),
    Knob(
        "spike_min",
        4,
        "tickets",
        "count",
        Text("Fewer tickets of a theme are no rise.", "Menos tickets de un tema no son un alza."),
        low=1,
    ),
    Knob(
        "sla_first_response",
        8,
        "business hours",
        "number",
        Text(
            "Business hours in which a ticket gets its first answer.",
            "Horas hábiles en las que un ticket recibe su primera respuesta.",
        ),
    ),
    Knob(
        "sla_first_response_vip",
        2,
        "business hours",
        "number",
        Text(
            "The same for VIP customers and orders of high value.",
            "Lo mismo para clientes VIP y pedidos de alto valor.",
        ),
    ),
)

TRAFFIC = (
    Knob(
        "conv_baseline",
        "shop",
        "",
        "choice",
        Text(
            "What a product's rates are compared with: shop (all other products) or type (others of its type).",
            "Con qué se comparan las tasas de un producto: shop (todos los demás) o type (los demás de su tipo).",
        ),
        choices=("shop", "type"),
    ),
    Knob(
        "traffic_high",
        1.5,
        "times the median",
        "number",
        Text(
            "From this many times the usual product's views on, traffic is high.",
            "Desde estas veces las vistas de un producto usual, el tráfico es alto.",
        ),
        low=1,
    ),
    Knob(
        "traffic_low",
        0.5,
        "times the median",
        "number",
        Text(
            "Up to this part of the usual product's views, traffic is low.",
            "Hasta esta parte de las vistas de un producto usual, el tráfico es bajo.",
        ),
        high=1,
    ),
    Knob(
        "traffic_min_views",
        50,
        "views in 28 days",
        "count",
        Text(
            "Below this many views traffic is not called high, nor low where the usual product has fewer.",
            "Con menos vistas el tráfico no es alto, ni bajo si el producto usual tiene menos.",
        ),
        low=1,
    ),
)

RETURNS = (
    Knob(
        "return_from",
        14,
        "days",
        "count",
        Text(
            "A return rate looks at orders at least this old: younger ones may still come back.",
            "La tasa de devolución mira pedidos de al menos estos días: los más nuevos aún pueden volver.",
        ),
        high=365,
    ),
    Knob(
        "return_to",
        74,
        "days",
        "count",
        Text("And at orders at most this old.", "Y pedidos de máximo estos días."),
        low=1,
        high=730,
    ),
    Knob(
        "return_limit",
        0.12,
        "share",
        "rate",
        Text(
            "A rate of returns and fit exchanges that is surely above this asks for a fix.",
            "Una tasa de devoluciones y cambios de talla que supera esto con seguridad pide un arreglo.",
        ),
        high=1,
        scopes=OF_PRODUCTS,
    ),
    *by_scope(
        "return_limit",
        "share",
        "rate",
        Text(
            "The same for this product type.",
            "Lo mismo para este tipo de producto.",
        ),
        {"type:bib": 0.15},
        scopes=OF_PRODUCTS,
        high=1,
    ),
    Knob(
        "refund_days",
        15,
        "days",
        "count",
        Text(
            "Calendar days in which a return is refunded; a law's term, to verify.",
            "Días calendario para reembolsar una devolución; es un plazo legal por verificar.",
        ),
        low=5,
        high=120,
    ),
    Knob(
        "retracto_business_days",
        5,
        "business days",
        "count",
        Text(
            "Business days in which a customer may withdraw; for information, to verify.",
            "Días hábiles del derecho de retracto; es información por verificar.",
        ),
        high=60,
        later=True,
    ),
)

PAYMENTS = (
    Knob(
        "auth_days",
        5,
        "days",
        "count",
        Text(
            "Days that an authorized payment may wait to be captured.",
            "Días que un pago autorizado puede esperar su captura.",
        ),
        high=60,
    ),
    Knob(
        "cod_settle_days",
        8,
        "days",
        "count",
        Text(
            "Days in which a delivered cash-on-delivery order should be marked as paid.",
            "Días en los que una contra entrega entregada debe quedar pagada.",
        ),
        high=120,
    ),
    Knob(
        "max_discount",
        0.50,
        "share",
        "rate",
        Text(
            "A discount above this is a leak or an error.",
            "Un descuento mayor que este es una fuga o un error.",
        ),
        high=1,
    ),
    Knob(
        "margin_floor",
        0.35,
        "share",
        "rate",
        Text(
            "A campaign's gross margin should stay above this.",
            "El margen bruto de una campaña debe quedar por encima de esto.",
        ),
        high=1,
        later=True,
    ),
)

CAMPAIGNS = (
    Knob(
        "attribution_days",
        7,
        "days",
        "count",
        Text(
            "Days after a campaign in which a visit's mark still counts for it.",
            "Días después de una campaña en los que la marca de una visita aún cuenta para ella.",
        ),
        high=90,
        later=True,
    ),
    Knob(
        "code_grace_days",
        0,
        "days",
        "count",
        Text(
            "Days after a campaign in which its code still counts for it.",
            "Días después de una campaña en los que su código aún cuenta para ella.",
        ),
        high=90,
        later=True,
    ),
)

DELIVERY = (
    Knob(
        "stalled_bd",
        2,
        "business days",
        "count",
        Text(
            "Business days without a scan from which on a shipment has stalled.",
            "Días hábiles sin movimiento desde los que un envío está detenido.",
        ),
        low=1,
        high=30,
        scopes=("carrier",),
        later=True,
    ),
    Knob(
        "automation_started_on",
        "",
        "date",
        "date",
        Text(
            "Day from which on deliveries are followed with this program; before and after are compared.",
            "Día desde el que las entregas se siguen con este programa; se compara el antes y el después.",
        ),
        later=True,
    ),
)

CUSTOMERS = (
    Knob(
        "lapse_days",
        120,
        "days",
        "count",
        Text(
            "Days without an order after which a customer has lapsed.",
            "Días sin pedido después de los cuales un cliente está inactivo.",
        ),
        low=1,
        later=True,
    ),
    Knob(
        "recovery_window_days",
        30,
        "days",
        "count",
        Text(
            "Days after a contact in which an order counts as a recovery.",
            "Días después de un contacto en los que un pedido cuenta como recuperación.",
        ),
        low=1,
        high=365,
        later=True,
    ),
)
