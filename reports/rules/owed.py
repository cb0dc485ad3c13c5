"""What a return still owes the customer: refunds that are due and exchanges that were not sent (P06, F09)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports.each import each
from reports.numbers import Count, Day
from reports.outcome import Rows
from reports.rules.orders import known, shares, value_times
from reports.rules.rule import CRITICAL, WARNING, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: So many days before the limit for refunds a row opens, and becomes critical.
OPENS_BEFORE, CRITICAL_BEFORE = 5, 2
#: Business days that an exchange may wait once it was received.
EXCHANGE_DAYS = 3
#: A return that the shop said yes to, and that is not settled.
ACCEPTED = ("approved", "in_transit", "received")
REFUNDED = ("return", "refund_only")


def refund_due(given: Given) -> Iterator[Finding]:
    """P06."""
    facts, today = given.facts, given.now("returns").date()
    limit = int(facts.knobs.get("refund_days"))
    back = facts.returns
    waiting = back[
        back["type"].isin(REFUNDED)
        & back["status"].isin(ACCEPTED)
        & back["refunded_on"].isna()
        & ~back["marketplace"].astype(bool)
    ]
    orders = _orders(given, waiting)
    for key, own in waiting.groupby("key", sort=False):
        begun = [(day, asked) for day, asked in map(_begun, each(own)) if day is not None]
        if not begun:
            continue
        since, asked = min(begun)
        days = (today - since).days
        if days < limit - OPENS_BEFORE or _paid_back(given, own, orders.get(own["order"].iloc[0])):
            continue
        amount = _sum(own["amount"])
        yield _of_order(
            given,
            "P06",
            str(key),
            own,
            orders.get(own["order"].iloc[0]),
            CRITICAL if days >= limit - CRITICAL_BEFORE else WARNING,
            since,
            (days - (limit - OPENS_BEFORE)) / max(limit - OPENS_BEFORE, 1),
            amount,
            {
                "n": Count(days),
                "begun": clause("since it was asked for", "desde la solicitud")
                if asked
                else clause("since it was received", "desde que llegó"),
                "limit": Count(limit),
                "since": clause("asked for on {d}", "se pidió el {d}", d=Day(since))
                if asked
                else clause("received on {d}", "llegó el {d}", d=Day(since)),
            },
        )


def _begun(row: Any) -> tuple[date | None, bool]:
    """The day from which a return waits, and whether that is when it was asked for."""
    return (row.requested_on, True) if row.requested_on is not None else (row.received_on, False)


def _sum(amounts: Sequence[Decimal | None] | pd.Series) -> Decimal | None:
    told = [amount for amount in amounts if amount is not None]
    return sum(told, Decimal(0)) if told and len(told) == len(amounts) else None


def _orders(given: Given, waiting: pd.DataFrame) -> dict[str, Any]:
    """The orders of these returns, looked up once."""
    orders = given.facts.orders
    found: Iterator[Any] = each(orders[orders.index.isin(waiting["order"].dropna().unique())])
    return {str(order.Index): order for order in found}


def _paid_back(given: Given, own: pd.DataFrame, order: Any) -> bool:
    """Whether Orders already shows as much refunded as came back; a test or a cancelled order is not waited for."""
    if order is None:
        return False
    if order.state in ("test", "cancelled", "voided", "excluded"):
        return True
    if not known(order.refunded) or order.refunded <= 0:
        return False
    if order.currency != given.facts.currency:
        return True
    wanted = _sum(own["amount"])
    return bool(order.refunded >= (wanted if wanted is not None else _worth(given, own)))


def _worth(given: Given, own: pd.DataFrame) -> Decimal:
    """About what the units were sold for."""
    lines = given.facts.lines
    lines = lines[(lines["order"] == own["order"].iloc[0]) & lines["product"].isin(own["product"].dropna())]
    net, units = _sum(lines["net"]), int(lines["quantity"].sum())
    return net * int(own["quantity"].sum()) / units if net is not None and units else Decimal(0)


def exchange_not_shipped(given: Given) -> Iterator[Finding]:
    """F09."""
    facts, today = given.facts, given.now("returns").date()
    back = facts.returns
    waiting = back[
        (back["type"] == "exchange")
        & ~back["status"].isin(["exchanged", "refunded", "rejected"])
        & back["received_on"].notna()
        & back["refunded_on"].isna()
    ]
    orders = _orders(given, waiting)
    for key, own in waiting.groupby("key", sort=False):
        received = min(own["received_on"])
        late = facts.clock.business_days_after(received, today) if received <= today else 0
        if late <= EXCHANGE_DAYS:
            continue
        sent, waits = _sent(given, own)
        if sent:
            continue
        yield _of_order(
            given,
            "F09",
            str(key),
            own,
            orders.get(own["order"].iloc[0]),
            WARNING,
            received,
            (late - EXCHANGE_DAYS) / EXCHANGE_DAYS,
            None,
            {
                "n": Count(late),
                "d": Day(received),
                "waits": clause(
                    "exchange order {e} not fulfilled", "el pedido de cambio {e} sigue sin despachar", e=waits
                )
                if waits
                else clause("nothing sent", "sin enviar"),
            },
        )


def _sent(given: Given, own: pd.DataFrame) -> tuple[bool, str]:
    """Whether the exchange was sent as far as Orders tells, else the label of the exchange order that still waits.

    An exchange order that is named and not in Orders may have been sent: nothing is said of it.
    """
    orders, named = given.facts.orders, [key for key in own["exchange_order"] if key is not None]
    if named:
        found = orders[orders.index.isin(named)]
        if len(found) < len(set(named)):
            return True, ""
    else:
        found = _of_buyer(given, own)
    if found.empty:
        return False, ""
    waiting = found[found["fulfillment_status"].isin(["unfulfilled", "partial"])]
    return waiting.empty, "" if waiting.empty else str(waiting["label"].iloc[0])


def _of_buyer(given: Given, own: pd.DataFrame) -> pd.DataFrame:
    """Exchange orders of the same buyer, made since the exchange was asked for."""
    orders, key = given.facts.orders, own["order"].iloc[0]
    buyer = orders.at[key, "buyer"] if key is not None else None
    since = min((day for day in own["on"] if day is not None), default=None)
    if buyer is None or since is None:
        return orders.iloc[:0]
    theirs = orders[(orders["state"] == "exchange") & (orders["buyer"] == buyer)]
    later = [known(at) and at.date() >= since for at in theirs["created_at"]]
    found: pd.DataFrame = theirs[np.array(later, dtype=bool)]
    return found


def _of_order(
    given: Given,
    rule: str,
    key: str,
    own: pd.DataFrame,
    chosen: Any,
    severity: str,
    since: date,
    limits_past: float,
    amount: Decimal | None,
    args: dict[str, Any],
) -> Finding:
    """A row about one return, with what its order adds to it."""
    order, label = own["order"].iloc[0], str(own["label"].iloc[0])
    money = given.money(amount) if amount is not None else None
    vip = bool(chosen is not None and chosen.vip)
    return Finding(
        rule=rule,
        entity_type="return",
        entity_id=key,
        title=same(label),
        severity=severity,
        source="returns",
        rows=(Rows(tab="returns", rows=sorted(map(int, own["row"]))),),
        amount=amount,
        since=since,
        limits_past=limits_past,
        value_times=value_times(given, chosen) if chosen is not None else 0.0,
        vip=vip,
        shares=shares(given, chosen, since) if chosen is not None else {},
        target=f"order:{order}" if order is not None else f"return:{key}",
        order=str(order or ""),
        args={
            **args,
            "o": label,
            "amt": clause(" ({amt})", " ({amt})", amt=money) if money else None,
            "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
            "vip": same(", VIP") if vip else None,
            "ticket": given.ticket(str(order)) if order is not None else None,
        },
    )


RULES = (
    Rule(
        id="F09",
        title=Text("Exchange not shipped", "Cambio sin enviar"),
        meaning=Text(
            "An exchange that came back over three business days ago and for which no exchange order was sent, as far "
            "as Returns and Orders tell.",
            "Un cambio que llegó hace más de tres días hábiles y del que no consta el envío del nuevo pedido.",
        ),
        family="fulfilment",
        level=2,
        severity=WARNING,
        owner="fulfillment",
        find=exchange_not_shipped,
        needs=("returns", "returns.received_at"),
        sources=("returns",),
        evidence=Text(
            "exchange received {n:business day|business days} ago, {waits}{vip}{ticket}",
            "cambio recibido hace {n:día hábil|días hábiles}, {waits}{vip}{ticket}",
        ),
        many=Text("{n:exchange|exchanges} not shipped: {worst}", "{n:cambio|cambios} sin enviar: {worst}"),
        action=Text(
            "Send the exchange of {o}, or tell the customer: it came back on {d}{conf}.",
            "Envía el cambio de {o} o avísale al cliente: lo recibiste el {d}{conf}.",
        ),
        ends=Text("exchange order sent", "pedido de cambio enviado"),
    ),
    Rule(
        id="P06",
        title=Text("Refund due", "Reembolso por vencer"),
        meaning=Text(
            "A return that was accepted or received and whose money was not given back. It opens five days before "
            "refund_days and is critical two days before. The days are yours to verify: this is no legal advice.",
            "Una devolución aceptada o recibida cuyo dinero no se ha devuelto. Se abre cinco días antes de refund_days "
            "y es crítica dos días antes. El plazo debes verificarlo tú: no es asesoría legal.",
        ),
        family="payments",
        level=2,
        severity=WARNING,
        raises=Text("critical two days before refund_days", "crítica dos días antes de refund_days"),
        owner="finance",
        find=refund_due,
        needs=("returns",),
        any_of=(("returns.status", "returns.refunded_at"),),
        sources=("returns",),
        limits=("refund_days",),
        evidence=Text(
            "return not refunded: {n:day|days} {begun} (limit {limit}){amount}{vip}{ticket}",
            "devolución sin reembolsar: {n:día|días} {begun} (límite {limit}){amount}{vip}{ticket}",
        ),
        many=Text(
            "{n:return|returns} not refunded{amount}: {worst}",
            "{n:devolución|devoluciones} sin reembolsar{amount}: {worst}",
        ),
        action=Text(
            "Refund {o}{amt}, or tell the customer when: {since}. Your definitions say {limit:day|days}; verify which "
            "limit applies to it{conf}.",
            "Reembolsa {o}{amt} o dile al cliente cuándo: {since}. Tus definiciones dicen {limit:día|días}; verifica "
            "qué plazo aplica en este caso{conf}.",
        ),
        ends=Text("refunded or rejected", "reembolsada o rechazada"),
    ),
)
