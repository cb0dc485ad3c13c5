"""Customers who wait, who are unhappy, or who are answered twice (K03, K04, K05)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from reports.each import each
from reports.metrics.tag_map import words_of
from reports.numbers import Both, Count, Day, Listing, Number
from reports.outcome import Rows
from reports.rules.orders import day_of, known, value_times
from reports.rules.questions import having, is_tally, last_days, name, of_order, rows_of, words
from reports.rules.rule import CRITICAL, WARNING, Due, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: What was said so many days ago is over, unless its ticket is still open elsewhere in the list.
DAYS = 14
LOW_RATING = 2
#: Conversations about one order's delivery in :data:`DAYS` from which they are too many.
TWICE = 2
#: Whole words that no answer may wait for; those of the second list speak of the law.
UNHAPPY = (
    *("reclamo", "reclamación", "queja formal", "estafa", "estafadores", "fraude", "contracargo", "nunca llegó"),
    *("nunca me llegó", "complaint", "scam", "fraud", "chargeback", "never arrived"),
)
LEGAL = (
    *("SIC", "superintendencia", "abogado", "abogada", "denuncia", "denunciar", "demandar"),
    *("lawyer", "attorney", "legal action", "consumer protection"),
)
_SIGNS = tuple((f" {' '.join(words_of(sign))} ", sign, sign in LEGAL) for sign in (*LEGAL, *UNHAPPY))
_NOT_SENT = ("unfulfilled", "partial")


def waiting_ticket(given: Given) -> Iterator[Finding]:
    """K03."""
    facts, tickets = given.facts, given.facts.tickets
    waits = tickets[tickets["open"].fillna(False).astype(bool) & tickets["first_response_at"].isna()]
    if waits.empty:
        return
    now = given.now("support")
    hours = _open_hours(given, waits, now)
    usual = float(facts.knobs.get("sla_first_response"))
    special = float(facts.knobs.get("sla_first_response_vip"))
    bought: Mapping[str, int] = {}
    values = _values(given, waits)
    rows: Iterator[Any] = each(waits)
    for ticket, waited in zip(rows, hours, strict=True):
        value = values.get(ticket.order, 0.0)
        limit = special if ticket.vip or value >= 1 else usual
        if is_tally(ticket) or not waited > limit:
            continue
        bought = bought or _bought(given)
        day = day_of(ticket.created_at)
        yield Finding(
            rule="K03",
            entity_type="ticket",
            entity_id=str(ticket.Index),
            title=name(ticket),
            severity=CRITICAL if ticket.vip else WARNING,
            source="support",
            rows=(Rows(tab="support", rows=[int(ticket.row)]),),
            since=day,
            limits_past=waited / limit - 1 if limit else 0.0,
            value_times=value,
            vip=bool(ticket.vip),
            shares={"day": (str(day), Both(Day(day).show("en", ""), Day(day).show("es", "")))} if day else {},
            target=f"ticket:{ticket.Index}",
            order=str(ticket.order) if known(ticket.order) else "",
            args={
                "h": Count(int(waited)),
                "l": Number(limit, 0 if limit == int(limit) else 1),
                "order": of_order(given, ticket),
                "vip": same(", VIP") if ticket.vip else None,
                "past": _customer(bought, ticket),
                "quote": words(ticket.subject),
                "id": name(ticket),
            },
        )


def _open_hours(given: Given, tickets: pd.DataFrame, now: Any) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Opening hours since each ticket was made; a day without a clock counts from its end."""
    made = tickets["created_at"].dt.tz_localize(None)
    made = made.where(tickets["has_time"].astype(bool), made.dt.normalize() + pd.Timedelta(hours=23, minutes=59))
    end = np.full(len(tickets), np.datetime64(now.replace(tzinfo=None), "m"))
    return given.facts.clock.open_hours(made.to_numpy(dtype="datetime64[m]"), end)


def _values(given: Given, tickets: pd.DataFrame) -> Mapping[str, float]:
    """How many high-value limits the orders of high value come to that these tickets are about."""
    orders = given.facts.orders
    chosen = orders[orders["high_value"].to_numpy(dtype=bool) & orders.index.isin(tickets["order"].dropna())]
    rows: Iterator[Any] = each(chosen)
    return {str(order.Index): value_times(given, order) for order in rows}


def _bought(given: Given) -> Mapping[str, int]:
    """Counted orders of each customer, by the name that tickets know them under."""
    orders = given.facts.orders
    people = orders["email"].where(orders["email"].notna(), orders["buyer"])
    people = people[(orders["state"] == "counted").to_numpy() & people.notna().to_numpy()]
    return {str(person): int(n) for person, n in people.astype(str).str.casefold().value_counts().items()}


def _customer(bought: Mapping[str, int], ticket: Any) -> Both | None:
    """How many orders the customer has made, where that is known."""
    n = bought.get(ticket.customer, 0) if known(ticket.customer) else 0
    return clause(", customer with {n:order|orders}", ", cliente con {n:pedido|pedidos}", n=Count(n)) if n else None


def negative_signal(given: Given) -> Iterator[Finding]:
    """K04."""
    recent = last_days(given, DAYS)
    if recent.empty:
        return
    bought: Mapping[str, int] = {}
    asked = given.facts.tickets["customer"].value_counts()
    rows: Iterator[Any] = each(recent)
    for ticket in rows:
        signs, legal = _signs(given, ticket)
        if not signs:
            continue
        bought = bought or _bought(given)
        critical = legal or bool(ticket.vip)
        day = day_of(ticket.created_at)
        yield Finding(
            rule="K04",
            entity_type="ticket",
            entity_id=str(ticket.Index),
            title=name(ticket),
            severity=CRITICAL if critical else WARNING,
            source="support",
            rows=(Rows(tab="support", rows=[int(ticket.row)]),),
            since=day,
            vip=bool(ticket.vip),
            shares={"day": (str(day), Both(Day(day).show("en", ""), Day(day).show("es", "")))} if day else {},
            target=f"ticket:{ticket.Index}",
            order=str(ticket.order) if known(ticket.order) else "",
            args={
                "signs": Listing(tuple(signs)),
                "order": of_order(given, ticket),
                "vip": same(", VIP") if ticket.vip else None,
                "past": _customer(bought, ticket),
                "before": _others(int(asked.get(ticket.customer, 1)) - 1 if known(ticket.customer) else 0),
                "quote": words(ticket.subject),
                "id": name(ticket),
            },
        )


def _signs(given: Given, ticket: Any) -> tuple[list[Both], bool]:
    """What is wrong in this ticket, in words, and whether it speaks of the law."""
    found, legal = [], False
    if known(ticket.csat) and 1 <= ticket.csat <= LOW_RATING:
        found.append(clause("rated {c} of 5", "calificación {c} de 5", c=Count(int(ticket.csat))))
    if known(ticket.open) and not ticket.open:
        return found, legal
    said = f" {' '.join(words_of(' '.join((str(ticket.subject or ''), *ticket.tags))))} "
    for plain, sign, is_legal in _SIGNS:
        if plain in said:
            found.append(clause("says “{w}”", "dice «{w}»", w=sign))
            legal = is_legal
            break
    if "return:refund" in ticket.subthemes and known(ticket.order):
        order = given.facts.orders.loc[ticket.order]
        if order["state"] in ("counted", "cod") and order["fulfillment_status"] in _NOT_SENT:
            found.append(
                clause(
                    "asks for a refund before {o} is sent", "pide reembolso antes de enviar {o}", o=str(order["label"])
                )
            )
    return found, legal


def _others(others: int) -> Both | None:
    if others < 1:
        return None
    return clause(", {n:other ticket|other tickets}", ", {n:ticket más|tickets más}", n=Count(others))


def two_conversations(given: Given) -> Iterator[Finding]:
    """K05: several tickets about the delivery of one order, one of them not closed."""
    recent = last_days(given, DAYS)
    if recent.empty:
        return
    about = having(recent[recent["order"].notna()], "themes", "delivery")
    sizes = about["order"].value_counts()
    for key in sorted(sizes.index[sizes >= TWICE]):
        own = about[about["order"] == key]
        if not own["open"].fillna(True).astype(bool).any():
            continue
        order, last = given.facts.orders.loc[key], own.iloc[-1]
        sent = order["fulfillment_status"]
        yield Finding(
            rule="K05",
            entity_type="order",
            entity_id=str(key),
            title=same(str(order["label"])),
            severity=WARNING,
            source="support",
            rows=rows_of(own),
            vip=bool(own["vip"].any()),
            value_times=value_times(given, order),
            target=f"order:{key}",
            args={
                "n": Count(len(own)),
                "state": _sent(sent),
                "d": Day(last["created_at"].date()),
                "quote": words(last["subject"]),
                "o": str(order["label"]),
            },
        )


def _sent(status: Any) -> Both | None:
    if not known(status):
        return None
    return Both("; not sent yet", "; sin despachar") if status in _NOT_SENT else Both("; sent", "; despachado")


RULES = (
    Rule(
        id="K03",
        title=Text("Ticket without an answer", "Ticket valioso sin respuesta"),
        meaning=Text(
            "An open ticket that has waited longer for its first answer than you allow, in opening hours; VIP "
            "customers and orders of high value wait less. Off where the tab has no column with the first answer.",
            "Un ticket abierto que espera su primera respuesta más de lo permitido, en horas hábiles; los clientes VIP "
            "y los pedidos de alto valor esperan menos. Apagada si la pestaña no tiene columna de primera respuesta.",
        ),
        family="support",
        level=2,
        severity=WARNING,
        raises=Text("critical for a VIP", "crítica si es VIP"),
        owner="support",
        find=waiting_ticket,
        needs=("support", "support.first_response_at"),
        any_of=(("support.status", "support.resolved_at"),),
        sources=("support",),
        limits=("sla_first_response", "sla_first_response_vip", "business_hours"),
        joint=": ",
        evidence=Text(
            "no answer for {h:opening hour|opening hours} (limit {l}){order}{vip}{past}{quote}",
            "sin respuesta hace {h:hora hábil|horas hábiles} (límite {l}){order}{vip}{past}{quote}",
        ),
        many=Text("{n:ticket|tickets} without an answer: {worst}", "{n:ticket|tickets} sin respuesta: {worst}"),
        action=Text(
            "Answer {id:low}{order}{vip}: it has waited {h:opening hour|opening hours} (limit {l}).",
            "Responde el {id:low}{order}{vip}: espera hace {h:hora hábil|horas hábiles} (límite {l}).",
        ),
        ends=Text("answered or closed", "respondido o cerrado"),
    ),
    Rule(
        id="K04",
        title=Text("Negative signal", "Señal negativa"),
        meaning=Text(
            "A ticket of the last 14 days that was rated 2 or less, or an open one that complains in words that do not "
            "wait (claim, scam, chargeback, never arrived, a lawyer, the SIC), or asks for a refund of an order that "
            "was not sent yet. Whole words only: Clásica is not SIC.",
            "Un ticket de los últimos 14 días calificado con 2 o menos, o uno abierto que reclama con palabras que no "
            "esperan (reclamo, estafa, contracargo, nunca llegó, abogado, SIC), o que pide el reembolso de un pedido "
            "sin despachar. Solo palabras completas: Clásica no es SIC.",
        ),
        family="support",
        level=2,
        severity=WARNING,
        raises=Text("critical for a VIP, or where it speaks of the law", "crítica si es VIP o si habla de lo legal"),
        owner="support",
        find=negative_signal,
        needs=("support",),
        sources=("support",),
        joint=": ",
        due={CRITICAL: Due(hours=4), WARNING: Due(hours=4)},
        evidence=Text("{signs}{order}{vip}{past}{before}{quote}", "{signs}{order}{vip}{past}{before}{quote}"),
        many=Text(
            "{n:ticket|tickets} with a negative signal: {worst}", "{n:ticket|tickets} con señal negativa: {worst}"
        ),
        action=Text(
            "Escalate {id:low}{order}{vip}{past}{before}: {signs}. One person answers.",
            "Escala el {id:low}{order}{vip}{past}{before}: {signs}. Que responda una sola persona.",
        ),
        ends=Text("closed, or 14 days old", "cerrado, o con 14 días"),
    ),
    Rule(
        id="K05",
        title=Text("Two conversations about one order", "Conversaciones duplicadas"),
        meaning=Text(
            "Two or more tickets about the delivery of one order in 14 days, and one of them is not closed: two people "
            "may answer it in two ways.",
            "Dos o más tickets sobre la entrega de un mismo pedido en 14 días, y alguno sin cerrar: dos personas "
            "podrían responder distinto.",
        ),
        family="support",
        level=2,
        severity=WARNING,
        owner="support",
        find=two_conversations,
        needs=("support", "support.order_id", "orders"),
        sources=("support",),
        evidence=Text(
            "has {n} delivery tickets in 14 days{state}; last {d}{quote}",
            "tiene {n} tickets de entrega en 14 días{state}; último {d}{quote}",
        ),
        many=Text(
            "{n:order|orders} with several delivery tickets: {worst}",
            "{n:pedido|pedidos} con varios tickets de entrega: {worst}",
        ),
        action=Text(
            "Give the {n} delivery tickets of {o} one owner and one answer{state}.",
            "Dale a los {n} tickets de entrega de {o} un solo responsable y una sola respuesta{state}.",
        ),
        ends=Text("all closed, or fewer than two in 14 days", "todos cerrados, o menos de dos en 14 días"),
    ),
)
