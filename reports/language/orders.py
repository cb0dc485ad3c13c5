"""Words of the list of orders: how far an order is with its payment and with its dispatch."""

from __future__ import annotations

from reports.numbers import Both

#: By ``financial_status``.
PAYMENT = {
    "paid": Both("paid", "pagado"),
    "partially_paid": Both("part-paid", "con pago parcial"),
    "partially_refunded": Both("paid, part of it refunded", "pagado, con reembolso parcial"),
    "refunded": Both("refunded", "reembolsado"),
    "pending": Both("payment pending", "pago pendiente"),
    "authorized": Both("payment authorized", "pago autorizado"),
    "voided": Both("payment voided", "pago anulado"),
    "expired": Both("payment expired", "pago vencido"),
    "unpaid": Both("not paid", "sin pagar"),
    "overdue": Both("payment overdue", "pago atrasado"),
}
CASH_ON_DELIVERY = Both("paid on delivery", "pago contra entrega")
NO_PAYMENT = Both("payment unknown", "pago desconocido")
#: By ``fulfillment_status``.
DISPATCH = {
    "unfulfilled": Both("not shipped", "sin despachar"),
    "partial": Both("partly shipped", "despachado en parte"),
    "fulfilled": Both("shipped", "despachado"),
    "restocked": Both("back in stock", "de vuelta en el inventario"),
}
NO_DISPATCH = Both("shipping unknown", "despacho desconocido")
#: What an order is besides, by ``state``: said first.
STATE = {
    "cancelled": Both("cancelled", "cancelado"),
    "test": Both("test order", "pedido de prueba"),
    "exchange": Both("exchange", "cambio"),
    "replacement": Both("replacement", "reposición"),
    "excluded": Both("left out by you", "excluido por ti"),
}
TODAY, YESTERDAY = Both("today", "hoy"), Both("yesterday", "ayer")
AHEAD, NO_DAY = Both("dated in the future", "con fecha futura"), Both("day unknown", "fecha desconocida")
