"""What waits to be shipped beyond single orders: partly shipped orders and the whole queue (F02, F08)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from reports.each import each
from reports.metrics.shop import local_days
from reports.numbers import Both, Count, Day, Listing, Number
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.orders import amount, day_of, flags, known, rows_of, shares, value_times, waiting, worth
from reports.rules.rule import WARNING, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: A partly shipped order gets so many business days more than one that waits as a whole.
GRACE_DAYS = 1
#: So many missing lines are named.
NAMED = 3
#: What is due within so many business days is compared with the pace, so much of which is too much.
AHEAD_DAYS, TIMES_PACE = 2, 1.5
#: The pace looks back so far, and is known from so many dated shipments on; so many orders at least make a queue.
PACE_DAYS, LEAST_SHIPMENTS, LEAST_WAITING = 28, 10, 5
_LEAVE = ("counted", "cod", "exchange", "replacement")


def partial_stuck(given: Given) -> Iterator[Finding]:
    """F02."""
    clock, today = given.facts.clock, given.now("orders").date()
    late = [
        order
        for order in waiting(given, "partial")
        if (ship_by := day_of(order.ship_by_on)) and today > clock.add_business_days(ship_by, GRACE_DAYS)
    ]
    missing = _missing(given, {str(order.Index) for order in late})
    for order in late:
        ship_by = day_of(order.ship_by_on)
        assert ship_by is not None
        days = clock.business_days_after(ship_by, today)
        money = amount(given, order)
        lines = missing.get(str(order.Index))
        yield Finding(
            rule="F02",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=WARNING,
            source="orders",
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=day_of(order.dated_at),
            promise_on=day_of(order.promise_on),
            limits_past=(days - GRACE_DAYS) / max(clock.handling_business_days + GRACE_DAYS, 1),
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, ship_by),
            target=f"order:{order.Index}",
            args={
                "overdue": Count(days),
                "missing": clause("; to go: {list}", "; falta: {list}", list=lines)
                if lines
                else clause("; which lines are missing is not told", "; no se sabe qué líneas faltan"),
                "rest": lines or clause("the rest", "lo que falta"),
                "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
                "vip": flags(given, order),
                "o": order.label,
                "amt": worth(money, bool(order.vip)),
                "s": Day(ship_by),
            },
        )


def _missing(given: Given, orders: Collection[str]) -> dict[str, Listing]:
    """The lines that have not left, with their stock, of orders whose sheet tells which ones have."""
    lines = given.facts.lines
    if not orders or lines.empty:
        return {}
    own = lines[lines["order"].isin(orders) & lines["requires_shipping"].astype(bool)]
    found: dict[str, list[Both]] = {}
    told: set[str] = set()
    rows: Iterator[Any] = each(own)
    for line in rows:
        if line.shipped:
            told.add(line.order)
        else:
            found.setdefault(line.order, []).append(_line(given, line))
    return {order: _listed(items) for order, items in found.items() if order in told}


def _line(given: Given, line: Any) -> Both:
    """``2 × Jersey Andes M (none in stock)``; on hand counts, for what is committed may be committed to this order."""
    variants = given.facts.variants
    held = variants.loc[line.variant] if line.variant in variants.index else None
    name = str(held["label"]) if held is not None else str(line.title)
    times = f"{line.quantity} × " if line.quantity > 1 else ""
    stock: Any = held["on_hand"] if held is not None and held["tracked"] else None
    if not known(stock):
        return same(f"{times}{name}")
    left = int(stock)
    words = clause("none in stock", "sin inventario") if left <= 0 else clause("{n} in stock", "hay {n}", n=Count(left))
    return clause("{item} ({stock})", "{item} ({stock})", item=f"{times}{name}", stock=words)


def _listed(items: list[Both]) -> Listing:
    rest = len(items) - NAMED
    more = (clause("{n} more", "{n} más", n=Count(rest)),) if rest > 0 else ()
    return Listing((*items[:NAMED], *more))


def queue_over_capacity(given: Given) -> Iterator[Finding]:
    """F08."""
    clock, today = given.facts.clock, given.now("orders").date()
    pace = _pace(given, today)
    if pace is None:
        return
    until = clock.add_business_days(today, AHEAD_DAYS)
    due = [order for order in waiting(given, "unfulfilled") if (on := day_of(order.ship_by_on)) and on <= until]
    at = limits.every(len(due) >= LEAST_WAITING, limits.high(len(due), TIMES_PACE * pace, above=True))
    if not at:
        return
    past = sum((day_of(order.ship_by_on) or today) < today for order in due)
    yield Finding(
        rule="F08",
        entity_type="shop",
        entity_id="queue",
        title=Both("Shipping queue", "Cola de despacho"),
        severity=WARNING,
        source="orders",
        rows=(Rows(tab="orders", rows=sorted(int(row) for order in due for row in order.rows)),),
        lingers=at.lingers,
        target="promise.delivery",
        args={
            "n": Count(len(due)),
            "d": Day(until),
            "late": clause(" ({n} already past ship-by)", " ({n} ya con el plazo vencido)", n=Count(past))
            if past
            else None,
            "p": Number(pace, 0 if pace >= 10 else 1),
            "can": Count(max(round(pace), 1)),
            "days": Count(AHEAD_DAYS),
        },
    )


def _pace(given: Given, today: date) -> float | None:
    """Orders that leave in two business days, as they did in the last weeks; ``None`` where too few are dated."""
    orders, source = given.facts.orders, given.state("orders")
    if orders.empty:
        return None
    first = today - timedelta(days=PACE_DAYS)
    if source is not None and source.covers_from is not None:
        first = max(first, source.covers_from)
    left = local_days(orders["fulfilled_at"][orders["state"].isin(_LEAVE)])
    shipped = int(((left >= np.datetime64(first)) & (left < np.datetime64(today))).sum())
    days = given.facts.clock.business_days_after(first - timedelta(days=1), today - timedelta(days=1))
    return shipped * AHEAD_DAYS / days if shipped >= LEAST_SHIPMENTS and days else None


RULES = (
    Rule(
        id="F02",
        title=Text("Partly shipped and stuck", "Despacho parcial detenido"),
        meaning=Text(
            "An order of which a part has left, and the rest has not by one business day after its ship-by.",
            "Un pedido del que ya salió una parte y el resto no, un día hábil después del plazo de despacho.",
        ),
        family="fulfilment",
        level=1,
        severity=WARNING,
        owner="fulfillment",
        find=partial_stuck,
        needs=("orders", "orders.fulfillment_status"),
        sources=("orders",),
        limits=("handling_business_days", "cutoff_hour"),
        evidence=Text(
            "partly shipped: {overdue:business day|business days} past ship-by{amount}{vip}{missing}",
            "despachado en parte: {overdue:día hábil|días hábiles} después del plazo{amount}{vip}{missing}",
        ),
        many=Text(
            "{n:order|orders} partly shipped and past ship-by{amount}: {worst}",
            "{n:pedido despachado|pedidos despachados} en parte y con el plazo vencido{amount}: {worst}",
        ),
        action=Text(
            "Ship {rest} of {o}{amt} or offer to refund it: ship-by was {s}{conf}.",
            "Despacha {rest} de {o}{amt} u ofrece reembolsarlo: el plazo era el {s}{conf}.",
        ),
        ends=Text("shipped whole or cancelled", "despachado completo o cancelado"),
    ),
    Rule(
        id="F08",
        title=Text("Queue over capacity", "Cola mayor a la capacidad"),
        meaning=Text(
            "More orders must leave within two business days than one and a half times what left in two business days "
            "of the last 28 days; known from 10 dated shipments and 5 waiting orders on.",
            "En dos días hábiles deben salir más pedidos que una vez y media los que salieron en dos días hábiles de "
            "los últimos 28 días; se sabe desde 10 despachos con fecha y 5 pedidos en espera.",
        ),
        family="fulfilment",
        level=1,
        severity=WARNING,
        owner="operations",
        find=queue_over_capacity,
        needs=("orders", "orders.fulfillment_status", "orders.fulfilled_at"),
        sources=("orders",),
        limits=("handling_business_days", "cutoff_hour"),
        evidence=Text(
            "{n:order|orders} to ship by {d}{late}; the usual pace is {p} in {days:business day|business days}",
            "{n:pedido|pedidos} por despachar a más tardar el {d}{late}; el ritmo usual es de {p} en "
            "{days:día hábil|días hábiles}",
        ),
        joint=": ",
        action=Text(
            "Add hands to packing or move the delivery promise: {n:order|orders} must leave by {d} and about {can} "
            "can; shipping promises are not realistic this week{conf}.",
            "Refuerza el empaque o mueve la promesa de entrega: deben salir {n:pedido|pedidos} a más tardar el {d} y "
            "{can:?alcanza|alcanzan} unos {can}; esta semana las promesas de envío no son realistas{conf}.",
        ),
        ends=Text("the queue is back within the usual pace", "la cola vuelve a caber en el ritmo usual"),
    ),
)
