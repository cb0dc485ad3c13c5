"""How much data a figure needs before it is shown as directional, and as solid."""

from __future__ import annotations

from collections.abc import Iterator

from reports.definitions.knob import Knob
from sheets.errors import Text

#: Metrics that no figure shows yet.
LATER = frozenset({"M28", "M29", "M30", "M31", "M32", "M34", "M35", "M42"})


def sample_sizes() -> Iterator[Knob]:
    """``min.<metric>`` and ``solid.<metric>``: how much is needed before a figure is directional, and solid."""
    for metric, unit, least, solid, en, es in (
        ("M01", "orders", 5, 30, "revenue", "los ingresos"),
        ("M03", "orders", 5, 30, "the average order", "el promedio por pedido"),
        ("M06", "units", 5, 20, "velocity and days of cover", "la velocidad y los días de cobertura"),
        ("M08", "units", 5, 20, "sell-through", "la rotación (vendido frente a disponible)"),
        ("M11", "units", 5, 20, "the suggested reorder", "la reposición sugerida"),
        ("M12", "units", 20, 50, "size imbalance", "el desbalance de tallas"),
        ("M13", "units", 10, 30, "size availability", "la disponibilidad de tallas"),
        ("M16", "orders", 5, 30, "discount share", "la proporción de pedidos con descuento"),
        ("M17", "units", 15, 50, "discount dependency", "la dependencia del descuento"),
        ("M18", "sessions", 100, 1000, "the shop's conversion", "la conversión de la tienda"),
        ("M19", "views", 60, 400, "a product's cart and order rate", "la tasa de carrito y de pedido de un producto"),
        ("M20", "sessions", 30, 200, "the loss at a checkout step", "el abandono en un paso del pago"),
        ("M22", "units", 15, 50, "the return rate", "la tasa de devolución"),
        ("M22b", "orders", 10, 30, "the return rate of a period", "la tasa de devolución de un período"),
        ("M23", "units", 15, 50, "the exchange rate", "la tasa de cambios"),
        ("M24", "returns", 3, 10, "a return reason", "un motivo de devolución"),
        ("M25", "tickets", 4, 20, "support per 100 orders", "el soporte por cada 100 pedidos"),
        ("M26", "tickets", 3, 10, "fit questions", "las preguntas de talla"),
        ("M27", "tickets", 5, 20, "the time to a first answer", "el tiempo hasta la primera respuesta"),
        ("M28", "orders", 5, 30, "a campaign", "una campaña"),
        ("M29", "orders", 5, 30, "new against returning customers", "clientes nuevos frente a los que vuelven"),
        ("M30", "checkouts", 10, 50, "payment failures", "los pagos fallidos"),
        ("M31", "orders", 5, 30, "delivery on time", "la entrega a tiempo"),
        ("M32", "orders", 5, 30, "the time to ship", "el tiempo de despacho"),
        ("M33", "tickets", 4, 20, "questions about deliveries", "las preguntas sobre entregas"),
        ("M34", "variants", 5, 30, "stock accuracy", "la exactitud del inventario"),
        ("M35", "listings", 5, 5, "the buy-box rate", "la tasa de caja de compra"),
        ("M42", "shipments", 10, 30, "a carrier's reliability", "el cumplimiento de una transportadora"),
    ):
        yield Knob(
            f"min.{metric}",
            least,
            unit,
            "count",
            Text(
                f"Below this, {en} is shown as too little data.", f"Por debajo, {es} se muestra como muy pocos datos."
            ),
            later=metric in LATER,
        )
        yield Knob(
            f"solid.{metric}",
            solid,
            unit,
            "count",
            Text(f"From here on, {en} is shown as solid.", f"Desde aquí, {es} se muestra como cifra sólida."),
            later=metric in LATER,
        )
    yield Knob(
        "min.M12.stock",
        10,
        "units in stock",
        "count",
        Text(
            "Below this stock, size imbalance is shown as too little data.",
            "Con menos inventario, el desbalance de tallas se muestra como muy pocos datos.",
        ),
    )
    yield Knob(
        "solid.events",
        10,
        "purchases or carts",
        "count",
        Text(
            "A rate of visits is solid only with at least this many purchases or carts.",
            "Una tasa de visitas es sólida solo con al menos estas compras o carritos.",
        ),
    )
