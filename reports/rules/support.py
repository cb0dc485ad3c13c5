"""Support: themes that rise, products that raise doubts, and tickets that nobody tagged (K01, K02, K06)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from reports import stats
from reports.each import each
from reports.facts import days_of
from reports.metrics.shop import picked
from reports.numbers import Both, Count, Listing, Number
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.questions import quoted, rows_of
from reports.rules.rule import INFO, WARNING, Finding, Given, Rule, clause, same
from reports.themes import Surface, surface
from sheets.errors import Text

#: A backlog: more than this share of the week's tickets without a theme, and at least so many of them.
UNTAGGED_SHARE, UNTAGGED = 0.30, 10
#: So many unknown tags are named.
NAMED = 3


def theme_rising(given: Given) -> Iterator[Finding]:
    """K01: a theme as a whole, else single products about which it is asked more."""
    themes: Iterator[Any] = each(given.facts.themes)
    for row in themes:
        theme = str(row.Index)
        if row.load:
            yield _rising(given, theme, row, int(row.week), int(row.before))
            continue
        for product, week, before in row.cells:
            yield _rising(given, theme, row, week, before, product)


def _rising(given: Given, theme: str, row: Any, week: int, before: int, product: str = "") -> Finding:
    """The finding of a theme (``product`` blank) or of one product in it."""
    facts, told = given.facts, surface(given.facts, theme)
    knobs = facts.knobs
    only = product or (row.products[0] if len(row.products) == 1 and _all_linked(given, row) else "")
    title = clause("{theme:cap} questions", "Preguntas de {theme}", theme=told.name)
    if product:
        title = clause(
            "{product}: {theme} questions",
            "{product}: preguntas de {theme}",
            product=_title(given, product),
            theme=told.name,
        )
    return Finding(
        rule="K01",
        entity_type="theme",
        entity_id=theme,
        scope=f"product:{product}" if product else "",
        title=title,
        severity=WARNING if row.rate and not product else INFO,
        source="support",
        confidence=stats.confidence(week, knobs.get("min.M25"), knobs.get("solid.M25")),
        rows=(Rows(tab="support", rows=_rows(given, row, product)),),
        shares={"product": (product, same(_title(given, product)))} if product else {},
        target=f"theme:{theme}",
        product=only,
        theme=theme,
        owner=told.owner,
        args={
            "k": Count(week),
            "k0": Count(before),
            "w": Count(int(row.weeks)),
            "people": _people(int(row.people), week) if not product else None,
            "rate": _rate(row, week, before) if not product else None,
            **_mending(told),
        },
    )


def _rows(given: Given, row: Any, product: str) -> list[int]:
    """The theme's rows of the week, or those of one product among them."""
    if not product:
        return [int(number) for number in row.rows]
    tickets = given.facts.tickets
    own = tickets[tickets["row"].isin(row.rows) & (tickets["product"] == product)]
    return sorted(map(int, own["row"]))


def _all_linked(given: Given, row: Any) -> bool:
    tickets = given.facts.tickets
    return bool(tickets.loc[tickets["row"].isin(row.rows), "product"].notna().all())


def _title(given: Given, product: str) -> str:
    return str(given.facts.products["title"].get(product, product))


def _people(people: int, tickets: int) -> Both | None:
    """How many customers asked, where some asked more than once."""
    return (
        None
        if people >= tickets
        else clause(" (from {p:customer|customers})", " (de {p:cliente|clientes})", p=Count(people))
    )


def _rate(row: Any, week: int, before: int) -> Both | None:
    """What the rise is per order, where it is one too."""
    if not row.rate or not row.orders or not row.orders_before:
        return None
    now, then = 100 * week / row.orders, 100 * before / row.orders_before
    return clause(
        "; {r} per 100 orders against {r0}",
        "; {r} por cada 100 pedidos frente a {r0}",
        r=_rounded(now),
        r0=_rounded(then),
    )


def _rounded(rate: float) -> Number:
    return Number(rate, 0 if rate >= 10 or rate == int(rate) else 1)


def _mending(told: Surface) -> dict[str, Any]:
    return {"verb": told.verb, "place": told.at, "theme": told.name}


def product_theme(given: Given) -> Iterator[Finding]:
    """K02: the loudest doubt about a product, asked by enough people."""
    facts = given.facts
    products = facts.products
    doubted: Iterator[Any] = each(picked(products, products["doubt"].notna().to_numpy()) if len(products) else products)
    for product in doubted:
        least = facts.knobs.get("cat.fix_tickets", product=str(product.Index), type=str(product.type or ""))
        at = limits.high(product.doubts, least)
        if not at:
            continue
        theme, told = str(product.doubt), surface(facts, str(product.doubt))
        tickets = facts.tickets[facts.tickets["row"].isin(product.doubt_rows)]
        minima = "M26" if theme == "fit" else "M25"
        yield Finding(
            rule="K02",
            entity_type="product",
            entity_id=str(product.Index),
            title=same(str(product.title)),
            severity=WARNING if _is(product.high_traffic) else INFO,
            source="support",
            confidence=stats.confidence(
                int(product.doubts), facts.knobs.get(f"min.{minima}"), facts.knobs.get(f"solid.{minima}")
            ),
            rows=(Rows(tab="support", rows=list(product.doubt_rows)),),
            target=f"product:{product.Index}",
            product=str(product.Index),
            theme=theme,
            lingers=at.lingers,
            args={
                "k": Count(int(product.doubts)),
                "tickets": _tickets(int(product.doubt_tickets), int(product.doubts)),
                "units": _units(product),
                "quotes": quoted(tickets),
                "product": str(product.title),
                **_mending(told),
            },
        )


def _is(flag: Any) -> bool:
    return bool(pd.notna(flag) and flag)


def _tickets(tickets: int, people: int) -> Both | None:
    """How many tickets these questions are, where somebody asked more than once."""
    return None if tickets <= people else clause(" ({n:ticket|tickets})", " ({n:ticket|tickets})", n=Count(tickets))


def _units(product: Any) -> Both | None:
    """Units sold in the same days; nothing where they are unknown."""
    if pd.isna(product.doubt_units):
        return None
    units = Count(int(product.doubt_units))
    return clause(" on {u:unit|units} sold", " con {u:unidad vendida|unidades vendidas}", u=units)


def untagged_backlog(given: Given) -> Iterator[Finding]:
    """K06: too many tickets of the week without a theme."""
    window, tickets = given.facts.windows["weekly"], given.facts.tickets
    if tickets.empty:
        return
    days = days_of(tickets["created_at"])
    week = tickets[(days >= window.start) & (days < window.end)]
    unknown = week[~week["mapped"].astype(bool)]
    total, k = int(week["count"].sum()), int(unknown["count"].sum())
    at = limits.every(limits.high(k / total if total else None, UNTAGGED_SHARE, above=True), limits.high(k, UNTAGGED))
    if not at:
        return
    words = Counter(word for words in unknown["words"] for word in words).most_common()
    named = Listing(tuple(word for word, _ in sorted(words, key=lambda item: (-item[1], item[0]))[:NAMED]))
    yield Finding(
        rule="K06",
        entity_type="source",
        entity_id="support",
        title=Both("Support", "Soporte"),
        severity=INFO,
        source="support",
        rows=rows_of(unknown),
        target="source:support",
        lingers=at.lingers,
        args={
            "k": Count(k),
            "n": Count(total),
            "words": clause("; most often tagged {list:,}", "; lo más frecuente: {list:,}", list=named)
            if words
            else None,
        },
    )


RULES = (
    Rule(
        id="K01",
        title=Text("Support theme rising", "Tema de soporte en alza"),
        meaning=Text(
            "Customers asked more about one theme in the last complete week than in the covered weeks before: at least "
            "four people (spike_min), half as many again as expected, and hardly by chance (under 5 in 100). One "
            "product's questions count alone only where chance is under 1 in 100, because so many products are looked "
            "at. Who asks several times counts once.",
            "Los clientes preguntaron más por un tema en la última semana completa que en las semanas anteriores: al "
            "menos cuatro personas (spike_min), la mitad más de lo esperado y difícilmente por azar (menos de 5 en "
            "100). Las de un solo producto cuentan aparte si el azar es menor de 1 en 100, porque se miran muchos "
            "productos. Quien pregunta varias veces cuenta una.",
        ),
        family="support",
        level=2,
        severity=INFO,
        raises=Text("warning where the questions also rose per order", "advertencia si también subieron por pedido"),
        owner="support",
        find=theme_rising,
        needs=("support",),
        sources=("support",),
        limits=("spike_min", "baseline_weeks"),
        joint=": ",
        evidence=Text(
            "{k} this week, {k0} in the {w:week|weeks} before{people}{rate}",
            "{k} esta semana, {k0} en las {w:semana|semanas} anteriores{people}{rate}",
        ),
        many=Text("{n:theme|themes} rising: {worst}", "{n:tema|temas} en alza: {worst}"),
        action=Text(
            "{verb} {place}: {k} {theme} {k:?question|questions} this week.",
            "{verb} {place}: {k} {k:?pregunta|preguntas} de {theme} esta semana.",
        ),
        ends=Text("a week without such a rise", "una semana sin esa alza"),
    ),
    Rule(
        id="K02",
        title=Text("Same doubt about a product", "Tema repetido en producto"),
        meaning=Text(
            "Several people had the same doubt about one product in 28 days: its fit, its quality, its availability or "
            "how to return it. Questions about delivery, payment and discounts never count against a product.",
            "Varias personas tuvieron la misma duda sobre un producto en 28 días: ajuste, calidad, disponibilidad o "
            "cómo devolverlo. Las preguntas de entrega, pago y descuentos nunca cuentan contra un producto.",
        ),
        family="support",
        level=2,
        severity=INFO,
        raises=Text("warning where the product has much traffic", "advertencia si el producto tiene mucho tráfico"),
        owner="marketing",
        find=product_theme,
        needs=("support",),
        sources=("support",),
        limits=("cat.fix_tickets",),
        hides=("K01",),
        joint=": ",
        evidence=Text(
            "{k} {theme} {k:?question|questions} in 28 days{tickets}",
            "{k} {k:?pregunta|preguntas} de {theme} en 28 días{tickets}",
        ),
        many=Text(
            "{n:product|products} with the same doubt: {worst}", "{n:producto|productos} con la misma duda: {worst}"
        ),
        action=Text(
            "{verb} of {product} {place}: {k} {theme} {k:?question|questions} in 28 days{units}{quotes}.",
            "{verb} de {product} {place}: {k} {k:?pregunta|preguntas} de {theme} en 28 días{units}{quotes}.",
        ),
        ends=Text("fewer than the limit in 28 days", "menos que el límite en 28 días"),
    ),
    Rule(
        id="K06",
        title=Text("Tickets without a theme", "Tickets sin etiqueta"),
        meaning=Text(
            "More than 30 % of the week's tickets, and at least ten, say nothing that Tag map knows.",
            "Más del 30 % de los tickets de la semana, y al menos diez, no dicen nada que esté en Mapa de etiquetas.",
        ),
        family="support",
        level=2,
        severity=INFO,
        owner="support",
        find=untagged_backlog,
        needs=("support",),
        sources=("support",),
        joint=": ",
        evidence=Text(
            "{k} of {n:ticket|tickets} this week {k:?has|have} no theme{words}",
            "{k} de {n:ticket|tickets} de esta semana no {k:?tiene|tienen} tema{words}",
        ),
        action=Text(
            "Tag {k:ticket|tickets}, or say in Tag map what their tags mean{words}.",
            "Etiqueta {k:ticket|tickets}, o di en Mapa de etiquetas qué significan sus etiquetas{words}.",
        ),
        ends=Text("most of a week's tickets have a theme", "casi todos los tickets de una semana tienen tema"),
    ),
)
