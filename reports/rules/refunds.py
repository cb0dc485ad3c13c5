"""Money that is held and must go back, be captured or come in (F04, P04, P07), as far as the orders show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reports.each import each
from reports.numbers import Count, Day
from reports.outcome import DIRECTIONAL
from reports.rules.orders import amount, day_of, flags, in_business, known, made_at, rows_of, shares, value_times
from reports.rules.rule import CRITICAL, WARNING, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: Business days after which a cancelled order should be refunded, and after which it is critical.
REFUND_DAYS, CRITICAL_DAYS = 1, 5
_PAID = ("paid", "partially_paid", "partially_refunded")


def cancelled_not_refunded(given: Given) -> Iterator[Finding]:
    """F04."""
    orders, today = given.facts.orders, given.now("orders").date()
    if orders.empty:
        return
    chosen = each(orders[(orders["state"] == "cancelled") & orders["financial_status"].isin(_PAID)])
    for order in chosen:
        on = day_of(order.cancelled_at)
        days = given.facts.clock.business_days_after(on, today) if on else 0
        if on is None or days <= REFUND_DAYS:
            continue
        held = _held(order)
        if held is not None and held <= 0:
            continue
        money = given.money(held, order.currency) if held is not None else None
        part = held is not None and known(order.total) and held < order.total
        whole = clause(" of {t}", " de {t}", t=amount(given, order)) if part else None
        yield Finding(
            rule="F04",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=CRITICAL if days > CRITICAL_DAYS else WARNING,
            source="orders",
            rows=rows_of(order),
            amount=in_business(given, order, held) if held is not None else None,
            since=on,
            limits_past=(days - REFUND_DAYS) / REFUND_DAYS,
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, on),
            target=f"order:{order.Index}",
            args={
                "days": Count(days),
                "d": Day(on),
                "held": clause("{amt}{whole} held", "{amt}{whole} por devolver", amt=money, whole=whole)
                if money
                else clause("how much is held is not told", "no se sabe cuánto falta por devolver"),
                "vip": flags(given, order),
                "o": order.label,
                "amt": clause(" ({amt}{whole})", " ({amt}{whole})", amt=money, whole=whole) if money else None,
            },
        )


def _held(order: Any) -> Decimal | None:
    """What came in and has not gone back, in the order's currency; ``None`` where the sheet does not tell."""
    if not known(order.total):
        return None
    paid: Decimal = order.total - (order.outstanding if known(order.outstanding) else Decimal(0))
    if known(order.refunded):
        held: Decimal = paid - order.refunded
        return held
    return paid if order.financial_status != "partially_refunded" else None


def authorization_expiring(given: Given) -> Iterator[Finding]:
    """P04."""
    orders, now = given.facts.orders, given.now("orders")
    if orders.empty:
        return
    limit = int(given.facts.knobs.get("auth_days") or 0)
    chosen = each(orders[orders["state"] == "authorized"])
    for order in chosen:
        began: datetime | None = made_at(order)
        if began is None or now - began <= timedelta(days=limit):
            continue
        days = (now - began).total_seconds() / 86400
        money = amount(given, order)
        yield Finding(
            rule="P04",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=WARNING,
            source="orders",
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=began.date(),
            limits_past=(days - limit) / max(limit, 1),
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, began.date()),
            target=f"order:{order.Index}",
            args={
                "d": Day(began.date()),
                "days": Count(int(days)),
                "limit": Count(limit),
                "amount": clause("; {amt}", "; {amt}", amt=money) if money else None,
                "o": order.label,
                "amt": clause(" ({amt})", " ({amt})", amt=money) if money else None,
            },
        )


def cod_not_settled(given: Given) -> Iterator[Finding]:
    """P07: without the carriers' own data, delivered is reckoned from the day it left and the usual transit."""
    orders, today = given.facts.orders, given.now("orders").date()
    if orders.empty:
        return
    limit = int(given.facts.knobs.get("cod_settle_days") or 0)
    chosen = each(
        orders[orders["cod_open"] & (orders["fulfillment_status"] == "fulfilled") & orders["fulfilled_at"].notna()]
    )
    for order in chosen:
        delivered = _delivered(given, order)
        days = (today - delivered).days
        if days <= limit:
            continue
        money = amount(given, order)
        yield Finding(
            rule="P07",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=WARNING,
            source="orders",
            confidence=DIRECTIONAL,
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=delivered,
            limits_past=(days - limit) / max(limit, 1),
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, delivered),
            target=f"order:{order.Index}",
            args={
                "d": Day(delivered),
                "days": Count(days),
                "limit": Count(limit),
                "amount": clause("; {amt}", "; {amt}", amt=money) if money else None,
                "o": order.label,
                "amt": clause(" ({amt})", " ({amt})", amt=money) if money else None,
            },
        )


def _delivered(given: Given, order: Any) -> date:
    left = day_of(order.fulfilled_at)
    assert left is not None
    return given.facts.clock.add_business_days(left, int(order.transit_days))


RULES = (
    Rule(
        id="F04",
        title=Text("Cancelled, not refunded", "Cancelado sin reembolso"),
        meaning=Text(
            "A cancelled order whose money is still held more than one business day later. Critical after five.",
            "Un pedido cancelado cuyo dinero no se ha devuelto más de un día hábil después. Crítica después de cinco.",
        ),
        family="fulfilment",
        level=1,
        severity=WARNING,
        owner="finance",
        find=cancelled_not_refunded,
        needs=("orders", "orders.financial_status", "orders.cancelled_at"),
        sources=("orders",),
        raises=Text(
            "Critical after five business days.",
            "Crítica después de cinco días hábiles.",
        ),
        evidence=Text(
            "cancelled {d}, not refunded after {days:business day|business days}; {held}{vip}",
            "cancelado el {d}, sin reembolso tras {days:día hábil|días hábiles}; {held}{vip}",
        ),
        many=Text(
            "{n:cancelled order|cancelled orders} not refunded{amount}: {worst}",
            "{n:pedido cancelado|pedidos cancelados} sin reembolso{amount}: {worst}",
        ),
        action=Text(
            "Refund {o}{amt}: cancelled {d}{conf}.",
            "Reembolsa {o}{amt}: cancelado el {d}{conf}.",
        ),
        ends=Text("refunded", "reembolsado"),
    ),
    Rule(
        id="P04",
        title=Text("Authorization expiring", "Autorización por vencer"),
        meaning=Text(
            "A payment authorized and neither captured nor voided for longer than authorizations usually last.",
            "Un pago autorizado que no se ha capturado ni anulado por más tiempo del que suele durar una autorización.",
        ),
        family="payments",
        level=1,
        severity=WARNING,
        owner="finance",
        find=authorization_expiring,
        needs=("orders", "orders.financial_status"),
        sources=("orders",),
        limits=("auth_days",),
        evidence=Text(
            "authorized {days:day|days} ago, not captured (limit {limit}){amount}",
            "autorizado hace {days:día|días} y sin capturar (límite {limit}){amount}",
        ),
        many=Text(
            "{n:authorization|authorizations} not captured{amount}: {worst}",
            "{n:autorización|autorizaciones} sin capturar{amount}: {worst}",
        ),
        action=Text(
            "Capture or void {o}{amt}: authorized since {d} (limit {limit:day|days}){conf}.",
            "Captura o anula {o}{amt}: autorizado desde el {d} (límite {limit:día|días}){conf}.",
        ),
        ends=Text("captured, voided or cancelled", "capturado, anulado o cancelado"),
    ),
    Rule(
        id="P07",
        title=Text("Cash on delivery not settled", "Contra entrega sin conciliar"),
        meaning=Text(
            "A cash-on-delivery order that should have reached its buyer (the day it left and the usual transit) and "
            "is still unpaid for longer than carriers take to settle.",
            "Un pedido contra entrega que ya debió llegar (el día que salió más el tránsito usual) y sigue sin pago "
            "por más tiempo del que tarda la transportadora en liquidar.",
        ),
        family="payments",
        level=1,
        severity=WARNING,
        owner="finance",
        find=cod_not_settled,
        needs=("orders", "orders.financial_status", "orders.fulfilled_at", "orders.payment_method"),
        sources=("orders",),
        limits=("cod_settle_days", "cod_methods", "transit_days"),
        evidence=Text(
            "cash on delivery, unpaid {days:day|days} after its estimated delivery on {d} (limit {limit}){amount}",
            "contra entrega, sin pago {days:día|días} después de su entrega estimada el {d} (límite {limit}){amount}",
        ),
        many=Text(
            "{n:cash-on-delivery order|cash-on-delivery orders} not settled{amount}: {worst}",
            "{n:pedido|pedidos} contra entrega sin conciliar{amount}: {worst}",
        ),
        action=Text(
            "Reconcile {o}{amt} with the carrier: cash on delivery, estimated delivery {d}{conf}.",
            "Concilia {o}{amt} con la transportadora: contra entrega, entrega estimada el {d}{conf}.",
        ),
        ends=Text("paid or cancelled", "pagado o cancelado"),
    ),
)
