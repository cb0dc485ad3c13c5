"""Returns: reasons that repeat, products that come back, refunds and exchanges that are due (R01, R02, P06, F09)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from reports import stats
from reports.language.returned import reason_words
from reports.metrics.cohort import REASON_DAYS, by_reason, reasoned
from reports.numbers import Both, Count, Day, Percent
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.orders import known, shares, value_times
from reports.rules.rule import CRITICAL, WARNING, Finding, Given, Rule, clause, same
from sheets.contract import normal
from sheets.errors import Text

#: From so many units with a reason on, a share of them tells something.
SHARE_FROM = 5
#: A size is no worse than the others for fewer units than these.
SIZE_FROM = 3
#: So many days before the limit for refunds a row opens, and becomes critical.
OPENS_BEFORE, CRITICAL_BEFORE = 5, 2
#: Business days that an exchange may wait once it was received.
EXCHANGE_DAYS = 3
#: From so many units on a share is told in percent too.
PERCENT_FROM = 30
#: A return that the shop said yes to, and that is not settled.
ACCEPTED = ("approved", "in_transit", "received")
REFUNDED = ("return", "refund_only")


def reason_repeating(given: Given) -> Iterator[Finding]:
    """R01."""
    facts, today = given.facts, given.now("returns").date()
    back = reasoned(facts.returns, today, REASON_DAYS)
    since = [day is not None and 0 <= (today - day).days < REASON_DAYS for day in facts.returns["on"]]
    silent = facts.returns[facts.returns["reason"].isna() & pd.Series(since, index=facts.returns.index, dtype=bool)]
    without = silent.groupby("product")["quantity"].sum()
    knobs, products = facts.knobs, facts.products
    found: Iterator[Any] = by_reason(back, ["product"]).itertuples()
    for one in found:
        if one.product not in products.index:
            continue
        scopes = {"product": str(one.product), "type": str(products.at[one.product, "type"] or "")}
        units, of = int(one.units), int(one.of)
        at = limits.some(
            limits.high(units, knobs.get("cat.fix_reason_count", **scopes)),
            limits.every(
                limits.high(of, SHARE_FROM), limits.high(units / of, knobs.get("cat.fix_reason_share", **scopes))
            ),
        )
        if not at:
            continue
        silent_units = int(without.get(one.product, 0))
        yield Finding(
            rule="R01",
            entity_type="product",
            entity_id=str(one.product),
            scope=normal(one.reason) or one.reason,
            title=same(str(products.at[one.product, "title"])),
            severity=WARNING,
            source="returns",
            confidence=stats.confidence(of, knobs.get("min.M24"), knobs.get("solid.M24")),
            rows=(Rows(tab="returns", rows=sorted(one.rows)),),
            lingers=at.lingers,
            product=str(one.product),
            target=f"product:{one.product}",
            action=_FIT_ACTION if one.reason == "fit" else None,
            args={
                "reason": reason_words(one.reason),
                "k": Count(units),
                "n": Count(of),
                "d": Count(REASON_DAYS),
                "product": str(products.at[one.product, "title"]),
                "without": clause(" ({m} more without a reason)", " ({m} más sin motivo)", m=Count(silent_units))
                if silent_units
                else None,
            },
        )


_FIT_ACTION = Text(
    "Add fit notes to the page of {product}: reason “{reason}” on {k} of {n:unit|units} sent back in {d} days{conf}.",
    "Agrega notas de talla a la página de {product}: motivo «{reason}» en {k} de {n:unidad devuelta|unidades "
    "devueltas} en {d} días{conf}.",
)


def return_rate_high(given: Given) -> Iterator[Finding]:
    """R02: a product above its limit, or one size of it above the others."""
    facts = given.facts
    least, solid = facts.knobs.get("min.M22"), facts.knobs.get("solid.M22")
    judged = facts.products[(facts.products["mature_units"] >= least).fillna(False).to_numpy(dtype=bool)]
    mature = facts.returns[facts.returns["mature"].astype(bool)]
    rows = dict(iter(mature.groupby("product"))) if len(mature) else {}
    sizes = _by_size(facts.variants)
    products: Iterator[Any] = judged.itertuples()
    for product in products:
        own = rows.get(product.Index, mature.iloc[:0])
        at = limits.high(product.back_low, product.return_limit, above=True)
        units, came = int(product.mature_units), int(product.mature_back)
        if at:
            yield _rate(
                own,
                product,
                "",
                at.lingers,
                stats.confidence(units, least, solid),
                {
                    "came": clause(
                        "{k} of {n:unit|units} in orders {a}–{b} days old came back or were exchanged for fit{p} "
                        "(limit {limit})",
                        "{k} de {n:unidad|unidades} de pedidos de hace {a}–{b} días {k:?volvió|volvieron} o se "
                        "{k:?cambió|cambiaron} por talla{p} (límite {limit})",
                        k=Count(came),
                        n=Count(units),
                        a=Count(facts.knobs.get("return_from")),
                        b=Count(facts.knobs.get("return_to")),
                        p=_percent(came, units),
                        limit=Percent(float(product.return_limit)),
                    ),
                },
            )
        if product.Index in sizes:
            yield from _sizes(given, product, sizes[product.Index], own, least, solid)


def _by_size(variants: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Of each product with several sizes what was sent and came back by size."""
    if variants.empty:
        return {}
    sums = variants.groupby(["product", "size"], sort=False)[["mature_units", "mature_back"]].sum().reset_index()
    return {str(key): own for key, own in sums.groupby("product") if len(own) > 1}


def _percent(part: int, whole: int) -> Both | None:
    return clause(", {p}", ", {p}", p=Percent(part / whole)) if whole >= PERCENT_FROM else None


def _sizes(
    given: Given, product: Any, sums: pd.DataFrame, own: pd.DataFrame, least: int, solid: int
) -> Iterator[Finding]:
    """Sizes that surely come back more often than the other sizes of the product together."""
    level = given.facts.knobs.get("interval_level")
    whole, back = int(sums["mature_units"].sum()), int(sums["mature_back"].sum())
    for size, units, came in zip(sums["size"], sums["mature_units"], sums["mature_back"], strict=True):
        others, others_back = whole - int(units), back - int(came)
        if units < least or others < least or came < SIZE_FROM:
            continue
        at = limits.high(stats.wilson(int(came), int(units), level)[0], others_back / others, above=True)
        if not at:
            continue
        yield _rate(
            own,
            product,
            str(size),
            at.lingers,
            stats.confidence(min(int(units), others), least, solid),
            {
                "came": clause(
                    "size {s}: {k} of {n:unit|units} came back, {k2} of {n2} of the other sizes",
                    "talla {s}: {k:?volvió|volvieron} {k} de {n:unidad|unidades}; de las otras tallas, {k2} de {n2}",
                    s=str(size),
                    k=Count(int(came)),
                    n=Count(int(units)),
                    k2=Count(others_back),
                    n2=Count(others),
                ),
            },
            _SIZE_ACTION,
        )


_SIZE_ACTION = Text(
    "Measure size {s} of {product} against its size guide: {came}{conf}.",
    "Mide la talla {s} de {product} frente a su guía: {came}{conf}.",
)


def _rate(
    own: pd.DataFrame,
    product: Any,
    size: str,
    lingers: bool,
    confidence: str,
    args: dict[str, Any],
    action: Text | None = None,
) -> Finding:
    rows = own[own["size"] == size] if size else own
    return Finding(
        rule="R02",
        entity_type="product",
        entity_id=str(product.Index),
        scope=normal(size) or size,
        title=same(str(product.title)),
        severity=WARNING,
        source="returns",
        confidence=confidence,
        rows=(Rows(tab="returns", rows=sorted(map(int, rows["row"]))),),
        lingers=lingers,
        product=str(product.Index),
        target=f"product:{product.Index}",
        action=action,
        args={**args, "product": str(product.title), "s": size},
    )


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
        begun = [(day, asked) for day, asked in map(_begun, own.itertuples()) if day is not None]
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
    found: Iterator[Any] = orders[orders.index.isin(waiting["order"].dropna().unique())].itertuples()
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
    Rule(
        id="R01",
        title=Text("Reason repeats", "Motivo repetido"),
        meaning=Text(
            "The same reason on several units of a product that were sent back in 60 days.",
            "El mismo motivo en varias unidades de un producto devueltas en 60 días.",
        ),
        family="returns",
        level=2,
        severity=WARNING,
        owner="marketing",
        find=reason_repeating,
        needs=("returns",),
        any_of=(("returns.reason", "returns.reason_text"),),
        sources=("returns",),
        limits=("cat.fix_reason_count", "cat.fix_reason_share", "min.M24"),
        joint=": ",
        evidence=Text(
            "reason “{reason}” on {k} of {n:unit|units} sent back in {d} days{without}",
            "motivo «{reason}» en {k} de {n:unidad devuelta|unidades devueltas} en {d} días{without}",
        ),
        action=Text(
            "Check what {product} is and what its page says: reason “{reason}” on {k} of {n:unit|units} sent back in "
            "{d} days{conf}.",
            "Revisa {product} y lo que dice su página: motivo «{reason}» en {k} de {n:unidad devuelta|unidades "
            "devueltas} en {d} días{conf}.",
        ),
        ends=Text("the reason is given less often", "el motivo se repite menos"),
    ),
    Rule(
        id="R02",
        title=Text("High returns", "Devoluciones altas"),
        meaning=Text(
            "More of a product comes back, or is exchanged for fit, than its limit allows; or more of one size than of "
            "the others. Only orders that are old enough count, and only what is surely above.",
            "De un producto vuelve, o se cambia por talla, más de lo que permite su límite; o de una talla más que de "
            "las otras. Solo cuentan los pedidos con edad suficiente, y solo lo que con seguridad está por encima.",
        ),
        family="returns",
        level=2,
        severity=WARNING,
        owner="operations",
        find=return_rate_high,
        needs=("returns", "orders"),
        any_of=(("orders.line_sku", "orders.line_name"),),
        sources=("returns", "orders"),
        limits=("return_limit", "return_from", "return_to", "min.M22", "interval_level"),
        joint=": ",
        evidence=Text("{came}", "{came}"),
        action=Text(
            "Find out what comes back of {product} before you sell more of it: {came}{conf}.",
            "Averigua qué vuelve de {product} antes de vender más: {came}{conf}.",
        ),
        ends=Text("at or below the limit, and no size apart", "en el límite o menos, y ninguna talla aparte"),
    ),
)
