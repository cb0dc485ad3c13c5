"""What customers report before any figure shows it: a shop that does not work, a code that is refused (W07, C03)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from reports.metrics.tag_map import words_of
from reports.metrics.themes import people
from reports.numbers import Both, Count, Listing
from reports.occasions import launches
from reports.outcome import DIRECTIONAL, Rows
from reports.rules import limits
from reports.rules.checkout import no_checkouts
from reports.rules.questions import having, last_days, quoted, rows_of
from reports.rules.rule import CRITICAL, WARNING, Due, Finding, Given, Rule, clause
from sheets.errors import Text

#: Customers who say in 24 hours that something does not work.
BROKEN = 2
#: Customers whose code was refused in so many days.
REFUSED, DAYS = 3, 7


def broken_link(given: Given) -> Iterator[Finding]:
    """W07: two customers say so, or visitors came as usual and none reached the checkout."""
    asked = _technical(given)
    silent = _silent_day(given)
    told = people(asked) >= BROKEN if len(asked) else False
    if not told and silent is None:
        return
    reasons = []
    if told:
        reasons.append(
            clause(
                "{n:ticket|tickets} in 24 hours{quotes}",
                "{n:ticket|tickets} en 24 horas{quotes}",
                n=Count(int(asked["count"].sum())),
                quotes=quoted(asked),
            )
        )
    rows = rows_of(asked) if told else ()
    if silent is not None:
        said, where = silent
        reasons.append(said)
        rows = (*rows, where)
    yield Finding(
        rule="W07",
        entity_type="shop",
        entity_id="checkout",
        title=Both("Possible broken link", "Posible enlace roto"),
        severity=CRITICAL,
        source="support" if told else "traffic",
        confidence=DIRECTIONAL,
        rows=rows,
        target="shop:checkout",
        theme="technical",
        args={"reasons": Listing(tuple(reasons))},
    )


def _technical(given: Given) -> pd.DataFrame:
    recent = last_days(given, 1)
    if recent.empty:
        return recent
    return having(recent, "subthemes", "technical:broken")


def _silent_day(given: Given) -> tuple[Both, Rows] | None:
    """The last day that Traffic covers, where nobody reached the checkout although as many came as usual."""
    found = no_checkouts(given)
    if found is None:
        return None
    visits, _, rows = found
    said = clause(
        "no checkout in {n:visit|visits} on the last day read",
        "ningún pago iniciado en {n:visita|visitas} el último día leído",
        n=Count(visits),
    )
    return said, Rows(tab="traffic", rows=list(rows))


def code_refused(given: Given) -> Iterator[Finding]:
    """C03 by tickets: the attempts themselves are rarely exported."""
    recent = last_days(given, DAYS)
    if recent.empty:
        return
    refused = having(recent, "subthemes", "discount:rejected")
    k = people(refused)
    at = limits.high(k, REFUSED)
    if not at:
        return
    codes = _codes(given, refused)
    tickets = int(refused["count"].sum())
    yield Finding(
        rule="C03",
        entity_type="theme",
        entity_id="discount",
        scope="rejected",
        title=Both("Discount code", "Código de descuento"),
        severity=CRITICAL if launches(given.facts) else WARNING,
        source="support",
        confidence=DIRECTIONAL,
        rows=rows_of(refused),
        target="theme:discount",
        theme="discount",
        lingers=at.lingers,
        args={
            "k": Count(tickets),
            "codes": clause(" {codes:,}", " {codes:,}", codes=Listing(tuple(codes))) if codes else None,
            "quotes": quoted(refused),
        },
    )


def _codes(given: Given, tickets: pd.DataFrame) -> list[str]:
    """The codes that orders have used and these questions name."""
    orders = given.facts.orders
    known = {code for codes in orders["codes"] for code in codes} if len(orders) else set()
    said = {word for subject in tickets["subject"] if subject for word in words_of(subject)}
    return sorted(code for code in known if set(words_of(code)) <= said)


RULES = (
    Rule(
        id="W07",
        title=Text("Possible broken link", "Posible enlace roto"),
        meaning=Text(
            "Two customers said within 24 hours that the shop, a page or a link does not work; or on the last day that "
            "Traffic tells nobody reached the checkout although as many came as usual. Support hears it first.",
            "Dos clientes dijeron en 24 horas que la tienda, una página o un enlace no funciona; o el último día que "
            "cuenta Tráfico nadie llegó al pago aunque llegaron tantas visitas como siempre. Soporte lo oye primero.",
        ),
        family="support",
        level=2,
        severity=CRITICAL,
        owner="operations",
        find=broken_link,
        any_of=(("support.created_at", "traffic.checkouts"),),
        sources=(),
        joint=": ",
        due={CRITICAL: Due(hours=2)},
        evidence=Text("{reasons:;}", "{reasons:;}"),
        action=Text("Test a purchase now: {reasons:;}.", "Prueba una compra ya: {reasons:;}."),
        ends=Text(
            "24 hours without such a ticket, and checkouts again", "24 horas sin esos tickets y con pagos de nuevo"
        ),
    ),
    Rule(
        id="C03",
        title=Text("Code failing", "Código que falla"),
        meaning=Text(
            "At least three customers wrote in seven days that a discount code was refused. Indirect: it is read from "
            "tickets, because few shops can export the attempts.",
            "Al menos tres clientes escribieron en siete días que un código de descuento no fue aceptado. Indirecto: "
            "se lee de los tickets, porque pocas tiendas exportan los intentos.",
        ),
        family="campaigns",
        level=2,
        severity=WARNING,
        raises=Text("critical during a launch", "crítica durante un lanzamiento"),
        owner="marketing",
        find=code_refused,
        needs=("support",),
        sources=("support",),
        joint="",
        due={CRITICAL: Due(hours=4), WARNING: Due(hours=4)},
        evidence=Text(
            "{codes} refused: {k:ticket|tickets} in 7 days (from tickets; attempts are not recorded){quotes}",
            "{codes} no aceptado: {k:ticket|tickets} en 7 días (según tickets; no hay registro de intentos){quotes}",
        ),
        action=Text(
            "Correct the terms of the code{codes}, or the message in the cart: {k:ticket|tickets} in 7 days say it is "
            "refused{quotes}.",
            "Corrige las condiciones del código{codes} o el mensaje del carrito: {k:ticket|tickets} en 7 días dicen "
            "que no lo acepta{quotes}.",
        ),
        ends=Text("fewer than three in seven days", "menos de tres en siete días"),
    ),
)
