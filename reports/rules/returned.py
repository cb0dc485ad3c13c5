"""Returns: reasons that repeat, products and sizes that come back more than they should (R01, R02)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from reports import stats
from reports.each import each
from reports.language.returned import reason_words
from reports.metrics.cohort import REASON_DAYS, by_reason, reasoned
from reports.numbers import Both, Count, Percent
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.rule import WARNING, Finding, Given, Rule, clause, same
from sheets.contract import normal
from sheets.errors import Text

#: From so many units with a reason on, a share of them tells something.
SHARE_FROM = 5
#: A size is no worse than the others for fewer units than these.
SIZE_FROM = 3
#: From so many units on a share is told in percent too.
PERCENT_FROM = 30


def reason_repeating(given: Given) -> Iterator[Finding]:
    """R01."""
    facts, today = given.facts, given.now("returns").date()
    back = reasoned(facts.returns, today, REASON_DAYS)
    since = [day is not None and 0 <= (today - day).days < REASON_DAYS for day in facts.returns["on"]]
    silent = facts.returns[facts.returns["reason"].isna() & pd.Series(since, index=facts.returns.index, dtype=bool)]
    without = silent.groupby("product")["quantity"].sum()
    knobs, products = facts.knobs, facts.products
    found: Iterator[Any] = each(by_reason(back, ["product"]))
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
    products: Iterator[Any] = each(judged)
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


RULES = (
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
