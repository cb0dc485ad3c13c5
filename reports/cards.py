"""The stat cards: each figure over today, 7 days and 30 days, and over the week of the read, with its series by day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import msgspec

from reports.facts import Change, Facts, Sales
from reports.figures import NO_STOCK_ROWS, number, return_rate, stock_figures
from reports.language.header import BEFORE
from reports.metrics.sales import daily_series
from reports.numbers import Age, Both, Count, Money, Percent, say
from reports.outcome import TOO_LITTLE, Card, Figure, Line
from reports.return_figures import reads_returns

#: A source's moment (ISO) and the words for it.
AsOf = tuple[str, Line]
#: A rate of fewer is told as its counts.
PERCENT_FROM = 30
#: One number a day, oldest first; ``None`` where the day is not covered.
Series = list[float | None]

PERIODS = ("today", "7d", "30d", "weekly", "daily", "monthly")

_BEFORE = BEFORE | {
    "today": Both("yesterday by this time", "ayer a esta hora"),
    "7d": Both("the 7 days before", "los 7 días anteriores"),
    "30d": Both("the 30 days before", "los 30 días anteriores"),
}


def cards(facts: Facts, open_exceptions: int) -> list[Card]:
    """Every card over every period, in the order in which they are shown."""
    orders, stock = _as_of(facts, "orders"), _as_of(facts, "inventory")
    revenue, placed = daily_series(facts, "revenue"), daily_series(facts, "orders")
    known = stock_figures(facts)
    made = []
    for period in PERIODS:
        now, before, change = facts.sales[period], facts.sales[f"{period}_before"], facts.changes[period]
        made += [
            _revenue(facts, period, now, before, change, orders, revenue),
            _orders(facts, period, now, before, change, orders, placed),
            _average(facts, period, now, before, change, orders),
            _return_rate(facts, period, return_rate(facts, period)),
            _low_stock(facts, period, known["M09"], stock),
            _value(facts, period, known["M14"].value, known["M14"].confidence, known["M14"].note, stock),
            _exceptions(facts, period, open_exceptions, orders),
        ]
    return [_dated(facts, card) for card in made]


def _dated(facts: Facts, card: Card) -> Card:
    """A series ends yesterday: the day of its first number follows from how many there are."""
    first = facts.as_of.date() - timedelta(days=len(card.series))
    return msgspec.structs.replace(card, first_day=first.isoformat()) if card.series else card


def _as_of(facts: Facts, source: str) -> AsOf:
    """The source's moment (ISO) and the words for it."""
    state = facts.sources.get(source)
    if state is None or state.as_of is None:
        return "", say("K-none", "no as-of", "sin fecha")
    minutes = int((state.age_hours or 0) * 60)
    age = Age(minutes, state.age_days or 0)
    return state.as_of.isoformat(), say("K-asof", "{age} ago", "hace {age}", age=age)


def _unknown() -> Line:
    return say("K-unknown", "unknown", "sin dato")


def _money(facts: Facts, amount: Decimal | None) -> Line:
    if amount is None:
        return _unknown()
    return say("K-money", "{m}", "{m}", m=Money(amount, facts.currency, facts.decimals))


def _against(period: str, before: Line, change: Change) -> Line:
    """The comparison in words, only where one may be made."""
    if not change.comparable:
        return say("K-alone", "no full period to compare", "sin período completo para comparar")
    line = {"before": before, "when": _BEFORE[period]}
    if change.too_few:
        return say("K-before", "{before} {when}", "{before} {when}", **line)
    if change.normal:
        return say(
            "K-normal", "{before} {when} · within normal variation", "{before} {when} · variación normal", **line
        )
    if change.percent is None:
        return say("K-before", "{before} {when}", "{before} {when}", **line)
    return say("K-moved", "{before} {when} · {p:+}", "{before} {when} · {p:+}", p=Percent(change.percent), **line)


def _revenue(facts: Facts, period: str, now: Sales, before: Sales, change: Change, at: AsOf, series: Series) -> Card:
    return Card(
        id="revenue",
        period=period,
        title=say("K-revenue", "Revenue", "Ingresos"),
        value_text=_money(facts, now.revenue),
        detail=_against(period, _money(facts, before.revenue), change),
        confidence=now.confidence,
        as_of=at[0],
        value=number(now.revenue),
        previous=number(before.revenue) if change.comparable else None,
        series=series,
    )


def _orders(facts: Facts, period: str, now: Sales, before: Sales, change: Change, at: AsOf, series: Series) -> Card:
    """Orders without a row say nothing: that none were made is not known."""
    known = not facts.orders.empty
    return Card(
        id="orders",
        period=period,
        title=say("K-orders", "Counted orders", "Pedidos contados"),
        value_text=say("K-count", "{n}", "{n}", n=now.orders) if known else _unknown(),
        detail=_against(period, say("K-count", "{n}", "{n}", n=before.orders), change)
        if known
        else say("K-no-orders", "no order rows yet", "aún no hay filas de pedidos"),
        confidence=now.confidence if known else TOO_LITTLE,
        as_of=at[0],
        value=now.orders if known else None,
        previous=before.orders if change.comparable else None,
        series=series,
    )


def _average(facts: Facts, period: str, now: Sales, before: Sales, change: Change, at: AsOf) -> Card:
    return Card(
        id="average_order",
        period=period,
        title=say("K-average", "Average order", "Pedido promedio"),
        value_text=_money(facts, now.average_order),
        detail=say("K-valued", "{n:order|orders} with value", "{n:pedido|pedidos} con valor", n=Count(now.valued)),
        confidence=now.confidence,
        as_of=at[0],
        value=number(now.average_order),
        previous=number(before.average_order) if change.comparable else None,
    )


def _return_rate(facts: Facts, period: str, figure: Figure) -> Card:
    """Returns against orders of the period (M22b); of few orders their counts, for a share of few says too much."""
    told = reads_returns(facts)
    at = _as_of(facts, "returns" if told else "orders")
    value = _unknown()
    if figure.value is not None and figure.n:
        value = say("K-rate", "{p}", "{p}", p=Percent(figure.value))
        if figure.n < PERCENT_FROM:
            part = round(figure.value * figure.n)
            value = say("K-of", "{k} of {n}", "{k} de {n}", k=Count(part), n=Count(figure.n))
    if told and figure.value is not None:
        detail = say(
            "K-return-period",
            "period ratio; returns may belong to earlier orders",
            "proporción del período; las devoluciones pueden ser de pedidos anteriores",
        )
    elif figure.value is not None:
        detail = say("K-return-refunds", "orders with any refund", "pedidos con algún reembolso")
    else:
        detail = figure.note or say("K-no-returns", "no Returns tab", "sin pestaña Devoluciones")
    return Card(
        id="return_rate",
        period=period,
        title=say("K-returns", "Return rate", "Tasa de devolución"),
        value_text=value,
        detail=detail,
        confidence=figure.confidence,
        as_of=at[0],
        value=figure.value,
        previous=figure.previous,
    )


def _low_stock(facts: Facts, period: str, known: Figure, at: AsOf) -> Card:
    if facts.tables.get("inventory") is None:
        detail = say("K-no-stock", "no Inventory tab", "sin pestaña Inventario")
    elif known.value is None:
        detail = NO_STOCK_ROWS
    else:
        detail = say("K-stock", "stock read {age}", "inventario leído {age}", age=at[1])
    return Card(
        id="low_stock",
        period=period,
        title=say("K-low", "Sizes below minimum", "Tallas bajo el mínimo"),
        value_text=_unknown() if known.value is None else say("K-count", "{n}", "{n}", n=int(known.value)),
        detail=detail,
        confidence="solid" if known.value is not None else TOO_LITTLE,
        as_of=at[0],
        value=known.value,
    )


def _value(facts: Facts, period: str, value: float | int | None, confidence: str, note: Line | None, at: AsOf) -> Card:
    detail = note or say("K-no-snapshot", "no earlier snapshot", "sin foto anterior")
    return Card(
        id="inventory_value",
        period=period,
        title=say("K-value", "Inventory at cost", "Inventario a costo"),
        value_text=_money(facts, None if value is None else Decimal(str(value))),
        detail=detail if value is not None or facts.variants.empty else say("K-no-cost", "no cost known", "sin costos"),
        confidence=confidence,
        as_of=at[0],
        value=value,
    )


def _exceptions(facts: Facts, period: str, open_exceptions: int, at: AsOf) -> Card:
    if open_exceptions:
        detail = say("K-now", "now", "ahora")
    elif facts.orders.empty or facts.variants.empty:
        detail = say("K-checked", "in what could be checked", "en lo que se pudo revisar")
    else:
        detail = say("K-quiet", "nothing needs you", "nada urgente")
    return Card(
        id="open_exceptions",
        period=period,
        title=say("K-exceptions", "Open exceptions", "Excepciones abiertas"),
        value_text=say("K-count", "{n}", "{n}", n=open_exceptions),
        detail=detail,
        confidence="solid",
        as_of=at[0],
        value=open_exceptions,
    )
