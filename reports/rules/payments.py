"""Payments, as far as the orders show them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from reports.each import each
from reports.numbers import Both, Count, Day
from reports.outcome import Rows
from reports.rules.orders import amount, day_of, known, made_at, rows_of, shares, value_times
from reports.rules.rule import CRITICAL, INFO, WARNING, Finding, Given, Rule, clause, same
from sheets.contract import normal
from sheets.errors import Text

#: A pending order older than this is no payment to wait for, but one to be tidied up.
OLD_DAYS = 14

#: The kind of payment that a method is, by words in its name; the first that fits.
KINDS = (
    ("pse", ("pse",)),
    ("nequi", ("nequi", "daviplata")),
    ("cash voucher", ("efecty", "baloto", "cashvoucher", "efectivo", "sured", "gana", "puntored", "oxxo")),
    ("transfer", ("transfer", "consignacion", "bankdeposit", "deposito", "bancolombia", "bre b")),
    ("card", ("card", "tarjeta", "visa", "master", "amex", "credit", "credito", "debito", "shopifypayments")),
)


def pending_long(given: Given) -> Iterator[Finding]:
    """P01."""
    orders, now = given.facts.orders, given.now("orders")
    if orders.empty:
        return
    old = []
    pending: Iterator[Any] = each(orders[orders["state"] == "pending"])
    for order in pending:
        began = made_at(order)
        if began is None:
            continue
        hours = (now - began).total_seconds() / 3600
        limit = _limit(given, order.method)
        if hours <= limit:
            continue
        if hours > OLD_DAYS * 24:
            old.append(order)
            continue
        yield _pending(given, order, began, hours, limit)
    if old:
        yield _old(given, old)


def _limit(given: Given, method: str | None) -> int:
    """The hours that this method may stay pending: by the founder's own row for it, else by the kind that it is."""
    knobs = given.facts.knobs
    usual = int(knobs.get("pending_hours") or 0)
    if not method:
        return usual
    own = int(knobs.get("pending_hours", method=method) or 0)
    if own != usual:
        return own
    plain = normal(method)
    kind = next((kind for kind, words in KINDS if any(normal(word) in plain for word in words)), "")
    return int(knobs.get("pending_hours", method=kind) or 0) if kind else usual


def _pending(given: Given, order: Any, began: datetime, hours: float, limit: int) -> Finding:
    money = amount(given, order)
    paying = _paying(order.method)
    return Finding(
        rule="P01",
        entity_type="order",
        entity_id=str(order.Index),
        title=same(order.label),
        severity=CRITICAL if _holds_last_unit(given, str(order.Index)) else WARNING,
        source="orders",
        rows=rows_of(order),
        amount=order.business_total if known(order.business_total) else None,
        since=began.date(),
        limits_past=(hours - limit) / max(limit, 1),
        value_times=value_times(given, order),
        vip=bool(order.vip),
        shares=shares(given, order, began.date()),
        target=f"order:{order.Index}",
        args={
            "what": clause("{paying} pending", "{paying} pendiente hace", paying=paying),
            "paying": paying,
            "h": Count(int(hours)),
            "limit": Count(limit),
            "amount": clause("; {amt}", "; {amt}", amt=money) if money else None,
            "o": order.label,
            "amt": clause(" ({amt})", " ({amt})", amt=money) if money else None,
            "d": Day(began.date()),
        },
    )


def _paying(method: str | None) -> Both:
    """``PSE payment``, or the method alone where it is called a payment already."""
    if not method:
        return Both("payment", "pago")
    words = normal(method)
    en = method if words.endswith(("payment", "payments")) else f"{method} payment"
    return Both(en, method if words.startswith("pago") else f"pago {method}")


def _holds_last_unit(given: Given, order: str) -> bool:
    """Whether the order holds the last unit of a product that is to be protected."""
    variants = given.facts.variants
    _, held = given.held(order)
    for key in held:
        if key not in variants.index:
            continue
        variant = variants.loc[key]
        left = variant["available"]
        if known(left) and left <= 0 and given.category(str(variant["product"])) == "protect":
            return True
    return False


def _old(given: Given, orders: list[Any]) -> Finding:
    totals = [order.business_total for order in orders if known(order.business_total)]
    money = given.money(sum(totals, Decimal(0))) if len(totals) == len(orders) else None
    count = Count(len(orders))
    return Finding(
        rule="P01",
        entity_type="group",
        entity_id="age:old",
        title=clause(
            "{n:pending order|pending orders} older than {d} days",
            "{n:pedido pendiente|pedidos pendientes} desde hace más de {d} días",
            n=count,
            d=Count(OLD_DAYS),
        ),
        severity=INFO,
        source="orders",
        rows=(Rows(tab="orders", rows=sorted(int(row) for order in orders for row in order.rows)),),
        amount=sum(totals, Decimal(0)) if totals else None,
        since=min((day for order in orders if (day := day_of(order.dated_at))), default=None),
        target="orders:pending-old",
        evidence=Text("void or chase{amount}", "anúlalos o cóbralos{amount}"),
        action=Text(
            "Void or chase {n:pending order|pending orders} older than {days} days{amt}.",
            "Anula o cobra {n:pedido pendiente|pedidos pendientes} desde hace más de {days} días{amt}.",
        ),
        args={
            "n": count,
            "days": Count(OLD_DAYS),
            "amount": clause("; {amt}", "; {amt}", amt=money) if money else None,
            "amt": clause(" ({amt})", " ({amt})", amt=money) if money else None,
        },
    )


RULES = (
    Rule(
        id="P01",
        title=Text("Payment pending too long", "Pago pendiente de más"),
        meaning=Text(
            "A payment that has been pending for longer than its method usually takes. Cash on delivery is none.",
            "Un pago pendiente por más tiempo del que su medio suele tomar. La contra entrega no cuenta.",
        ),
        family="payments",
        level=1,
        severity=WARNING,
        owner="finance",
        find=pending_long,
        needs=("orders", "orders.financial_status"),
        sources=("orders",),
        limits=("pending_hours",),
        raises=Text(
            "Critical where it holds back the last units of a protected product. Older than 14 days: one row to know.",
            "Crítica si retiene las últimas unidades de un producto protegido. De más de 14 días: una fila de aviso.",
        ),
        evidence=Text(
            "{what} {h:hour|hours} (limit {limit}){amount}",
            "{what} {h:hora|horas} (límite {limit}){amount}",
        ),
        joint=" ",
        many=Text(
            "{n:payment|payments} pending too long{amount}: {worst}",
            "{n:pago pendiente|pagos pendientes} de más{amount}: {worst}",
        ),
        action=Text(
            "Confirm or release {o}{amt}: {paying} pending since {d} (limit {limit:hour|hours}){conf}.",
            "Confirma o libera {o}{amt}: {paying} pendiente desde {d} (límite {limit:hora|horas}){conf}.",
        ),
        ends=Text("paid, voided or cancelled", "pagado, anulado o cancelado"),
    ),
)
