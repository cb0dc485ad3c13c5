"""Fulfilment: orders that should have left, and promises that cannot be kept any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from reports.numbers import Count, Day
from reports.outcome import DIRECTIONAL, SOLID
from reports.rules.orders import amount, day_of, flags, known, rows_of, shares, value_times, waiting, worth
from reports.rules.rule import CRITICAL, WARNING, Due, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: From so many business days after its ship-by an order is critical, promise or not.
LATE_DAYS = 2


def paid_not_fulfilled(given: Given) -> Iterator[Finding]:
    """F01."""
    today = given.now("orders").date()
    for order in waiting(given, "unfulfilled"):
        ship_by, promise = day_of(order.ship_by_on), day_of(order.promise_on)
        if ship_by is None or today <= ship_by:
            continue
        late = given.facts.clock.business_days_after(ship_by, today)
        passed = promise is not None and today > promise
        money = amount(given, order)
        start = order.created_at if order.state == "cod" else order.paid_at
        begun = day_of(start if known(start) else order.dated_at)
        yield Finding(
            rule="F01",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=CRITICAL if passed or late >= LATE_DAYS else WARNING,
            source="orders",
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=begun,
            promise_on=promise,
            limits_past=late / max(given.facts.clock.handling_business_days, 1),
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, ship_by),
            target=f"order:{order.Index}",
            args={
                "paid": _paid(order),
                "overdue": clause(
                    "{n:business day|business days} past ship-by",
                    "{n:día hábil|días hábiles} después del plazo",
                    n=Count(late),
                )
                if late
                else clause("past its ship-by", "después del plazo"),
                "promise": _promise(order, promise, passed),
                "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
                "vip": flags(given, order),
                "o": order.label,
                "amt": worth(money, bool(order.vip)),
                "p": _since(order, begun),
                "s": Day(ship_by),
                "d": _promised(order, promise),
                "free": money is None,
            },
        )


def _paid(order: Any) -> Any:
    if order.state == "cod":
        return clause("cash on delivery, not fulfilled", "contra entrega sin despachar")
    return clause("paid, not fulfilled", "pagado sin despachar")


def _promise(order: Any, promise: Any, passed: bool) -> Any:
    if promise is None:
        return None
    day = Day(promise)
    if order.promise_given:
        if passed:
            return clause(", promise passed {d}", ", promesa vencida el {d}", d=day)
        return clause(", promised {d}", ", prometido {d}", d=day)
    if passed:
        return clause(", estimated promise passed {d}", ", promesa estimada vencida el {d}", d=day)
    return clause(", estimated promise {d}", ", promesa estimada {d}", d=day)


def _promised(order: Any, promise: Any) -> Any:
    if promise is None:
        return None
    if order.promise_given:
        return clause(", promised {d}", ", prometido {d}", d=Day(promise))
    return clause(", estimated promise {d}", ", promesa estimada {d}", d=Day(promise))


def _since(order: Any, begun: Any) -> Any:
    if begun is None:
        return None
    if order.state == "cod":
        return clause("placed {p}, ", "pedido {p}, ", p=Day(begun))
    return clause("paid {p}, ", "pagado {p}, ", p=Day(begun))


def promise_at_risk(given: Given) -> Iterator[Finding]:
    """F03: while unfulfilled, the next business day and the usual transit would arrive after the promise."""
    clock, today = given.facts.clock, given.now("orders").date()
    next_day = clock.add_business_days(today, 1)
    for order in waiting(given, "unfulfilled", "partial"):
        promise = day_of(order.promise_on)
        if promise is None or today > promise:
            continue
        transit = int(order.transit_days)
        earliest = clock.add_business_days(next_day, transit)
        if earliest <= promise:
            continue
        money = amount(given, order)
        yield Finding(
            rule="F03",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=WARNING,
            source="orders",
            confidence=SOLID if order.promise_given else DIRECTIONAL,
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=day_of(order.dated_at),
            promise_on=promise,
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, promise),
            target=f"order:{order.Index}",
            args={
                "promise": clause("promised {d}", "prometido {d}", d=Day(promise))
                if order.promise_given
                else clause("estimated promise {d}", "promesa estimada {d}", d=Day(promise)),
                "e": Day(earliest),
                "t": Count(transit),
                "o": order.label,
                "amt": worth(money, bool(order.vip)),
                "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
                "vip": flags(given, order),
                "days": Count((promise - today) // timedelta(days=1)),
            },
        )


RULES = (
    Rule(
        id="F01",
        title=Text("Paid, not fulfilled", "Pagado sin despachar"),
        meaning=Text(
            "A paid or cash-on-delivery order that should have been shipped by now and was not.",
            "Un pedido pagado o contra entrega que ya debía estar despachado y no lo está.",
        ),
        family="fulfilment",
        level=1,
        severity=WARNING,
        owner="fulfillment",
        find=paid_not_fulfilled,
        needs=("orders", "orders.fulfillment_status"),
        sources=("orders",),
        limits=("handling_business_days", "cutoff_hour", "transit_days"),
        raises=Text(
            "Critical once its promise has passed, or from two business days after its ship-by.",
            "Crítica cuando pasó la promesa, o desde dos días hábiles después del plazo.",
        ),
        due={CRITICAL: Due(hours=4)},
        hides=("F03", "F06"),
        evidence=Text("{paid}: {overdue}{promise}{amount}{vip}", "{paid}: {overdue}{promise}{amount}{vip}"),
        many=Text(
            "{n:order|orders} past ship-by{amount}: {worst}",
            "{n:pedido|pedidos} con el despacho vencido{amount}: {worst}",
        ),
        action=Text(
            "Ship {o}{amt} first, or tell the customer: {p}ship-by {s}{d}{conf}.",
            "Despacha primero {o}{amt} o avísale al cliente: {p}despacho límite {s}{d}{conf}.",
        ),
        ends=Text("fulfilled or cancelled", "despachado o cancelado"),
    ),
    Rule(
        id="F03",
        title=Text("Promise at risk", "Promesa en riesgo"),
        meaning=Text(
            "An order that still waits and, shipped on the next business day, would arrive after its promise.",
            "Un pedido que sigue esperando y que, despachado el próximo día hábil, llegaría después de lo prometido.",
        ),
        family="fulfilment",
        level=1,
        severity=WARNING,
        owner="fulfillment",
        find=promise_at_risk,
        needs=("orders", "orders.fulfillment_status"),
        sources=("orders",),
        limits=("transit_days",),
        due={WARNING: Due(same_day=True)},
        evidence=Text(
            "{promise}, at the earliest delivered {e} ({t:business day|business days} in transit){amount}{vip}",
            "{promise}, lo más pronto que llegaría es el {e} ({t:día hábil|días hábiles} de tránsito){amount}{vip}",
        ),
        joint=": ",
        many=Text(
            "{n:order|orders} that would arrive after the promise{amount}: {worst}",
            "{n:pedido|pedidos} que llegarían después de lo prometido{amount}: {worst}",
        ),
        action=Text(
            "Upgrade the shipping of {o}{amt} or give it a new date: {promise}, at the earliest delivered {e}{conf}.",
            "Mejora el envío de {o}{amt} o acuerda otra fecha: {promise}, lo más pronto que llegaría es el {e}{conf}.",
        ),
        ends=Text("shipped, or promised for later", "despachado, o con nueva fecha"),
    ),
)
