"""Buyers that need a word before their order leaves: an address that will not do, an order worth a note (F05, F06)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from reports.metrics import addresses
from reports.numbers import Both, Count, Day, Listing
from reports.rules.orders import amount, day_of, flags, known, rows_of, shares, value_times, waiting, worth
from reports.rules.rule import CRITICAL, INFO, WARNING, Due, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: A second order within so many days is one to say thank you for.
AGAIN_DAYS = 7
DOUBTS = {
    addresses.NO_ADDRESS: Both("nothing filled in", "sin ningún dato"),
    addresses.NO_NAME: Both("no name", "sin nombre"),
    addresses.NO_STREET: Both("no street", "sin calle"),
    addresses.NO_CITY: Both("no city", "sin ciudad"),
    addresses.NO_PHONE: Both("no phone", "sin teléfono"),
    addresses.SHORT_PHONE: Both("phone of fewer than 10 digits", "teléfono de menos de 10 dígitos"),
    addresses.NO_NUMBER: Both("street without a number", "calle sin número"),
    addresses.UNKNOWN_CITY: Both(
        "city not in the list and no department", "ciudad fuera de la lista y sin departamento"
    ),
}


def address_problem(given: Given) -> Iterator[Finding]:
    """F05."""
    today = given.now("orders").date()
    for order in waiting(given, "unfulfilled"):
        if not order.address_doubts:
            continue
        ship_by = day_of(order.ship_by_on)
        money = amount(given, order)
        yield Finding(
            rule="F05",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=CRITICAL if ship_by is not None and ship_by <= today else WARNING,
            source="orders",
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=day_of(order.dated_at),
            promise_on=day_of(order.promise_on),
            value_times=value_times(given, order),
            vip=bool(order.vip),
            shares=shares(given, order, ship_by),
            target=f"order:{order.Index}",
            args={
                "what": Listing(tuple(DOUBTS[code] for code in order.address_doubts)),
                "by": clause("; to ship by {d}", "; se despacha a más tardar el {d}", d=Day(ship_by))
                if ship_by
                else None,
                "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
                "vip": flags(given, order),
                "o": order.label,
                "amt": worth(money, bool(order.vip)),
            },
        )


def order_to_note(given: Given) -> Iterator[Finding]:
    """F06: new since the last brief; one that was told before stays until it is shipped or its action is done."""
    orders = given.facts.orders
    if orders.empty:
        return
    since, done = _since(given), _done(given)
    again = _again(orders)
    chosen = [
        order
        for order in waiting(given, "unfulfilled", "partial")
        if order.state == "counted" and (order.high_value or order.vip or str(order.Index) in again)
    ]
    items = _items(given, [order.Index for order in chosen])
    lives = _lifetimes(given, [order.buyer for order in chosen])
    for order in chosen:
        second = str(order.Index) in again
        paid = order.paid_at if known(order.paid_at) else order.dated_at
        if not known(paid) or f"F06|order:{order.Index}" in done:
            continue
        money = amount(given, order)
        why = [
            *([Both("high value", "alto valor")] if order.high_value else []),
            *([Both("VIP", "VIP")] if order.vip else []),
            *([clause("second order in {n:day|days}", "segundo pedido en {n:día|días}", n=Count(AGAIN_DAYS))] * second),
        ]
        yield Finding(
            rule="F06",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=INFO,
            source="orders",
            rows=rows_of(order),
            amount=order.business_total if known(order.business_total) else None,
            since=day_of(paid),
            promise_on=day_of(order.promise_on),
            value_times=value_times(given, order),
            vip=bool(order.vip),
            lingers=bool(paid < since),
            shares={**_buyer(order), **shares(given, order, day_of(paid))},
            target=f"order:{order.Index}",
            args={
                "why": Listing(tuple(why)),
                "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
                "items": items.get(order.Index),
                "life": lives.get(order.buyer),
                "o": order.label,
                "amt": worth(money, bool(order.vip)),
            },
        )


def _buyer(order: Any) -> dict[str, tuple[str, Both]]:
    """One buyer's many orders are one row; the key tells nobody who it is."""
    if not known(order.buyer):
        return {}
    same_person = hashlib.sha256(str(order.buyer).casefold().encode()).hexdigest()[:12]
    return {"buyer": (same_person, Both("One buyer", "Un mismo cliente"))}


def _since(given: Given) -> datetime:
    """The moment of the last brief before this one; on a first run the beginning of the week that is read."""
    last = [
        moment
        for entry in given.log.entries
        if entry.content and (moment := _moment(given, entry.read_at)) and moment < given.facts.as_of
    ]
    return max(last, default=given.facts.clock.midnight(given.facts.windows["weekly"].start))


def _moment(given: Given, text: str) -> datetime | None:
    try:
        return given.facts.clock.local(datetime.fromisoformat(text))
    except ValueError:
        return None


def _again(orders: pd.DataFrame) -> set[str]:
    """Counted orders whose buyer had another one in the days before."""
    counted = (orders["state"] == "counted") & ~orders["free"].astype(bool)
    told = counted & orders["buyer"].notna() & orders["dated_at"].notna()
    own = orders.loc[told, ["buyer", "dated_at"]].sort_values("dated_at", kind="stable")
    gap = own.groupby(own["buyer"].str.casefold())["dated_at"].diff()
    return set(own.index[(gap <= timedelta(days=AGAIN_DAYS)).to_numpy()])


def _done(given: Given) -> set[str]:
    """Keys of exceptions whose row in Actions is done."""
    table = given.facts.tables.get("actions")
    if table is None or not table.has("status") or not table.has("exception_key"):
        return set()
    frame = table.frame
    return set(frame["exception_key"][(frame["status"] == "done").fillna(False)].dropna())


def _items(given: Given, keys: Sequence[str]) -> dict[str, Both]:
    """``: 2 × Bib Páramo S`` for each of these orders that has lines."""
    lines, labels = given.facts.lines, given.facts.variants["label"].to_dict()
    held: dict[str, dict[str, int]] = {}
    own = lines[lines["order"].isin(keys)]
    for order, variant, title, units in zip(own["order"], own["variant"], own["title"], own["quantity"], strict=True):
        name, in_order = str(labels.get(variant, title)), held.setdefault(order, {})
        in_order[name] = in_order.get(name, 0) + int(units)
    found = {}
    for order, names in held.items():
        told = [f"{units} × {name}" if units > 1 else name for name, units in names.items()]
        more = (clause("{n} more", "{n} más", n=Count(len(told) - 3)),) if len(told) > 3 else ()
        found[order] = clause(": {list}", ": {list}", list=Listing((*told[:3], *more)))
    return found


def _lifetimes(given: Given, buyers: Sequence[Any]) -> dict[str, Both]:
    """What each of these buyers has bought in all, as far as Orders goes back."""
    orders = given.facts.orders
    plain = {buyer: str(buyer).casefold() for buyer in buyers if known(buyer)}
    if not plain:
        return {}
    counted = orders.loc[(orders["state"] == "counted") & orders["buyer"].notna(), ["buyer", "value"]]
    folded = counted["buyer"].str.casefold()
    theirs = folded.isin(set(plain.values()))
    values: dict[str, list[Any]] = {}
    for name, value in zip(folded[theirs], counted["value"][theirs], strict=True):
        values.setdefault(name, []).append(value)
    found = {}
    for buyer, name in plain.items():
        worth_ = [value for value in values.get(name, ()) if value is not None]
        if len(values.get(name, ())) > 1 and worth_:
            found[buyer] = clause(
                "; {n:order|orders} and {amt} in all that Orders holds",
                "; {n:pedido|pedidos} y {amt} en todo lo que tiene Pedidos",
                n=Count(len(values[name])),
                amt=given.money(sum(worth_)),
            )
    return found


RULES = (
    Rule(
        id="F05",
        title=Text("Address problem", "Dirección con problema"),
        meaning=Text(
            "An order that waits to be shipped and whose address is incomplete or cannot be right. Only columns that "
            "the sheet fills are judged. Critical once it must leave today.",
            "Un pedido por despachar cuya dirección está incompleta o no puede ser correcta. Solo se miran las "
            "columnas que la hoja llena. Crítica cuando debe salir hoy.",
        ),
        family="fulfilment",
        level=1,
        severity=WARNING,
        owner="support",
        find=address_problem,
        needs=("orders", "orders.fulfillment_status"),
        any_of=(("orders.ship_address1", "orders.ship_city", "orders.ship_name", "orders.ship_phone"),),
        sources=("orders",),
        limits=("zone_places",),
        raises=Text("Critical once it must be shipped today.", "Crítica cuando debe salir hoy."),
        due={CRITICAL: Due(hours=4), WARNING: Due(hours=4)},
        evidence=Text("address: {what}{by}{amount}{vip}", "dirección: {what}{by}{amount}{vip}"),
        joint=" ",
        many=Text(
            "{n:order|orders} with an address problem{amount}: {worst}",
            "{n:pedido|pedidos} con la dirección por corregir{amount}: {worst}",
        ),
        action=Text(
            "Ask the buyer of {o}{amt} by WhatsApp or e-mail before the label is made: {what}{conf}.",
            "Escríbele por WhatsApp o correo a quien compró {o}{amt} antes de hacer la guía: {what}{conf}.",
        ),
        ends=Text("the address is complete, or the order shipped", "dirección completa, o pedido despachado"),
    ),
    Rule(
        id="F06",
        title=Text("High-value or VIP order", "Pedido de alto valor o VIP"),
        meaning=Text(
            "A paid order, new since the last brief and not yet shipped, of high value, of a VIP, or the second of its "
            "buyer within 7 days.",
            "Un pedido pagado, nuevo desde el último informe y sin despachar, de alto valor, de un cliente VIP o el "
            "segundo del mismo cliente en 7 días.",
        ),
        family="fulfilment",
        level=1,
        severity=INFO,
        owner="support",
        find=order_to_note,
        needs=("orders", "orders.fulfillment_status"),
        sources=("orders",),
        limits=("high_value_order", "vip_tags", "vip_orders", "vip_spend"),
        due={INFO: Due(days=1)},
        evidence=Text("{why}{amount}{items}{life}", "{why}{amount}{items}{life}"),
        joint=": ",
        many=Text(
            "{n:order|orders} to follow up{amount}: {worst}", "{n:pedido|pedidos} para acompañar{amount}: {worst}"
        ),
        action=Text(
            "Add a note to {o}{amt} and write to its buyer in person: {why}{conf}.",
            "Ponle una nota a {o}{amt} y escríbele en persona a quien compró: {why}{conf}.",
        ),
        ends=Text("shipped, or its follow-up is done", "despachado, o con el seguimiento hecho"),
    ),
)
