"""Money: what counts as revenue, as a test, as cash on delivery."""

from __future__ import annotations

from reports.definitions.knob import Knob, by_scope
from sheets.errors import Text

MONEY = (
    Knob(
        "revenue_basis",
        "total",
        "",
        "choice",
        Text(
            "What an order counts for: total (with shipping and tax), goods, or goods_ex_tax.",
            "Por cuánto cuenta un pedido: total (con envío e impuestos), goods (productos) o goods_ex_tax (sin IVA).",
        ),
        choices=("total", "goods", "goods_ex_tax"),
    ),
    Knob(
        "refund_basis",
        "order_date",
        "",
        "choice",
        Text(
            "Which week a refund lowers: the order's (order_date) or its own (refund_date, needs dated refunds).",
            "Qué semana baja un reembolso: la del pedido (order_date) o la suya (refund_date, si tiene fecha).",
        ),
        choices=("order_date", "refund_date"),
    ),
    Knob(
        "order_date_field",
        "paid_at",
        "",
        "choice",
        Text(
            "Which date puts an order into a week: paid_at or created_at.",
            "Qué fecha ubica un pedido en su semana: paid_at (pago) o created_at (creación).",
        ),
        choices=("paid_at", "created_at"),
    ),
    Knob(
        "count_gift_card_sales",
        "no",
        "",
        "flag",
        Text(
            "Whether gift cards count when sold instead of when redeemed.",
            "Si los bonos cuentan al venderse y no al redimirse.",
        ),
    ),
    Knob(
        "count_cod_when",
        "",
        "",
        "choice",
        Text(
            "When cash on delivery counts as revenue: paid or delivered; blank: paid, not decided.",
            "Cuándo es ingreso la contra entrega: paid (pagada) o delivered (entregada); en blanco: paid, sin decidir.",
        ),
        choices=("paid", "delivered"),
    ),
    Knob(
        "cod_methods",
        "contra entrega; contraentrega; cash on delivery; COD",
        "",
        "list",
        Text("Payment methods that mean cash on delivery.", "Medios de pago que significan contra entrega."),
    ),
    Knob(
        "test_markers",
        "",
        "",
        "list",
        Text("Tags or e-mails that mark test orders.", "Etiquetas o correos que marcan pedidos de prueba."),
    ),
    Knob(
        "internal_emails",
        "",
        "",
        "list",
        Text("Your own e-mails: their orders are tests.", "Tus propios correos: sus pedidos son de prueba."),
    ),
    Knob(
        "prices_include_tax",
        "yes",
        "",
        "flag",
        Text("Whether prices include tax.", "Si los precios incluyen impuesto."),
    ),
    Knob(
        "tax_rate",
        0.19,
        "share",
        "rate",
        Text("Sales tax (IVA), where an order does not tell its own.", "IVA, cuando el pedido no trae el suyo."),
        high=1,
    ),
    Knob(
        "payment_fee_pct",
        0,
        "share",
        "rate",
        Text("What payments cost, as a share of the sale.", "Lo que cuestan los pagos, como parte de la venta."),
        high=1,
    ),
    Knob(
        "fx.USD",
        "",
        "COP per unit",
        "number",
        Text(
            "Business currency for one unit of this currency; blank: such orders are not in revenue.",
            "Moneda del negocio por una unidad de esta moneda; en blanco: esos pedidos no entran en los ingresos.",
        ),
    ),
    Knob(
        "high_value_order",
        "",
        "money",
        "money",
        Text(
            "From this total on an order is of high value; blank: 2.5 times the median of 90 days.",
            "Desde este total un pedido es de alto valor; en blanco: 2,5 veces la mediana de 90 días.",
        ),
    ),
    Knob(
        "vip_tags", "VIP", "", "list", Text("Tags that mark a VIP customer.", "Etiquetas que marcan a un cliente VIP.")
    ),
    Knob(
        "vip_orders",
        4,
        "orders",
        "count",
        Text("From this many counted orders on a customer is VIP.", "Desde estos pedidos contados un cliente es VIP."),
        low=1,
    ),
    Knob(
        "vip_spend",
        1_500_000,
        "money",
        "money",
        Text("From this much spent on a customer is VIP.", "Desde este gasto un cliente es VIP."),
    ),
    Knob(
        "pending_hours",
        24,
        "hours",
        "count",
        Text(
            "Hours that a payment may stay pending, by method.",
            "Horas que un pago puede seguir pendiente, por medio de pago.",
        ),
        scopes=("method",),
    ),
    *by_scope(
        "pending_hours",
        "hours",
        "count",
        Text(
            "Hours that a payment may stay pending, by method.",
            "Horas que un pago puede seguir pendiente, por medio de pago.",
        ),
        {"method:card": 1, "method:pse": 24, "method:nequi": 2, "method:cash voucher": 72, "method:transfer": 72},
    ),
)
