"""What the figures had to assume, said once each: the sheet did not tell, or a definition cannot be followed."""

from __future__ import annotations

from reports.metrics.delivered import tells_deliveries
from reports.metrics.orders import Sold
from reports.metrics.refunds import Refunds
from reports.metrics.shop import Shop, given
from reports.numbers import Count, say
from reports.outcome import Line


def assumptions(shop: Shop, sold: Sold | None, twice: int, refunds: Refunds) -> tuple[Line, ...]:
    """All that was assumed; ``twice`` counts variants that stand in ``Inventory`` twice with different stock."""
    return (*(_of_orders(shop, sold, refunds) if sold is not None else ()), *_of_stock(twice))


def _of_orders(shop: Shop, sold: Sold, refunds: Refunds) -> list[Line]:
    table = shop.tables.get("orders")
    assert table is not None
    said = []
    if not given(table, "currency"):
        said.append(
            say(
                "Q-currency",
                "Orders name no currency; {code} is assumed.",
                "Los pedidos no dicen moneda; se asume {code}.",
                code=shop.currency,
            )
        )
    if not given(table, "total") and given(table, "line_price"):
        said.append(
            say(
                "Q-total",
                "Orders have no total: it is worked out from lines, discount and shipping.",
                "Los pedidos no traen total: se calcula con líneas, descuento y envío.",
            )
        )
    if not given(table, "subtotal") and given(table, "line_price"):
        said.append(
            say(
                "Q-subtotal",
                "Orders have no subtotal: discounts are worked out from what else they tell.",
                "Los pedidos no traen subtotal: los descuentos se calculan con lo demás que dicen.",
            )
        )
    if shop.knobs.get("refund_basis") == "refund_date" and len(refunds.dated) and refunds.undated:
        said.append(
            say(
                "Q-refund-some",
                "{k} of {n:refunded order has|refunded orders have} no day in Returns: those refunds lower the week of "
                "their order.",
                "{k} de {n:pedido reembolsado no tiene|pedidos reembolsados no tienen} día en Devoluciones: esos "
                "reembolsos bajan la semana de su pedido.",
                k=Count(refunds.undated),
                n=Count(refunds.orders),
            )
        )
    if shop.knobs.get("refund_basis") == "refund_date" and not len(refunds.dated):
        said.append(
            say(
                "Q-refund-date",
                "Refunds have no dates here: they lower the week of their order.",
                "Aquí los reembolsos no tienen fecha: bajan la semana de su pedido.",
            )
        )
    if shop.knobs.get("count_cod_when") == "delivered" and not tells_deliveries(shop):
        said.append(
            say(
                "Q-delivered",
                "Deliveries are not visible: cash on delivery counts once it is marked as paid.",
                "No se ven las entregas: la contra entrega cuenta cuando se marca como pagada.",
            )
        )
    unknown_part = sold.orders[(sold.orders["financial_status"] == "partially_paid")]
    unknown = sum(value is None for value in unknown_part["value"])
    if unknown:
        said.append(
            say(
                "Q-part-paid",
                "{n:part-paid order tells|part-paid orders tell} no open balance: not in revenue.",
                "{n:pedido pagado en parte no dice|pedidos pagados en parte no dicen} el saldo: fuera de los ingresos.",
                n=Count(unknown),
            )
        )
    if sold.repeated:
        said.append(
            say(
                "Q-repeated",
                "{n:row of Orders repeats another and counts|rows of Orders repeat others and count} once.",
                "{n:fila de pedidos repite otra y cuenta|filas de pedidos repiten otras y cuentan} una vez.",
                n=Count(len(sold.repeated)),
            )
        )
    return said


def _of_stock(twice: int) -> list[Line]:
    if not twice:
        return []
    return [
        say(
            "Q-twice",
            "{n:variant stands|variants stand} in Inventory twice with different stock; the lower row was used.",
            "{n:variante está|variantes están} dos veces en el inventario con cantidades distintas; "
            "se usó la fila de más abajo.",
            n=Count(twice),
        )
    ]
