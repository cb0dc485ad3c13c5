"""Inventory: what is low, what runs out before it can be restocked, what was sold and is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from reports import stats
from reports.numbers import Both, Count, Day, Listing, round_half_up
from reports.outcome import Rows
from reports.rules.orders import day_of, known
from reports.rules.rule import CRITICAL, INFO, WARNING, Due, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: Cover whose low bound is above this is no reason to hurry.
EASY_COVER_DAYS = 30
#: Fewer units than these in the velocity window say too little of when it runs out.
UNITS_FROM = 5
#: A row that was open stays so until stock or cover is this much above its limit.
LEAVES_AT = 1.25
#: So many waiting orders are named.
NAMED = 3


def _parts(variant: Any) -> dict[str, Any]:
    """How the variant is named: by its product, and by its size and color within it."""
    options = " ".join(str(part) for part in (variant.size, variant.color) if part)
    return {"item": variant.label, "product": variant.title, "s": f" {options}" if options else ""}


def _finding(rule: str, variant: Any, severity: str, args: Mapping[str, Any], **more: Any) -> Finding:
    return Finding(
        rule=rule,
        entity_type="variant",
        entity_id=str(variant.Index),
        title=same(str(variant.label)),
        severity=severity,
        source="inventory",
        rows=(Rows(tab="inventory", rows=[int(row) for row in variant.rows]),),
        shares={"product": (str(variant.product), same(str(variant.title)))},
        args={**_parts(variant), **args},
        **more,
    )


def low_stock(given: Given) -> Iterator[Finding]:
    """I01."""
    for variant in given.watched:
        left, minimum = int(variant.available), int(variant.minimum)
        if left >= minimum * LEAVES_AT or variant.clear_intent or variant.demand_90 < 1:
            continue
        easy = variant.demand_units < 1 or (known(variant.cover_low) and variant.cover_low > EASY_COVER_DAYS)
        yield _finding(
            "I01",
            variant,
            INFO if easy else WARNING,
            {
                "left": _left(left),
                "t": Count(minimum),
                "cover": _cover_clause(given, variant),
                "incoming": clause(", {n} incoming", ", {n} en camino", n=Count(int(variant.incoming)))
                if known(variant.incoming) and variant.incoming > 0
                else None,
            },
            lingers=left >= minimum,
            target=f"variant:{variant.Index}",
        )


def _left(left: int) -> Both:
    if left == 0:
        return clause("none left", "no queda ninguna")
    if left < 0:
        return clause("stock is {n}", "el inventario está en {n}", n=Count(left))
    return clause("{n} left", "{n:?queda|quedan} {n}", n=Count(left))


def _cover_clause(given: Given, variant: Any) -> Both | None:
    """About how long it lasts, where enough was sold to tell."""
    if variant.available <= 0 or not known(variant.cover_days):
        return None
    if variant.demand_units < given.facts.knobs.get("min.M06"):
        return None
    return _lasts(given, variant)


def _lasts(given: Given, variant: Any) -> Both:
    """The days of cover, and of how few days its sales are known where that is under a quarter of the usual."""
    seen, usual = int(variant.days), given.facts.windows["velocity"].days
    few = clause(" ({d:day|days} of sales seen)", " ({d:día|días} de ventas a la vista)", d=Count(seen))
    return clause(
        ", {c} of cover{few}",
        ", {c} de cobertura{few}",
        c=_days(variant.cover_days),
        few=few if seen * 4 < usual else None,
    )


def _days(days: float) -> Both:
    whole = int(round_half_up(days))
    if not whole:
        return Both("less than 1 day", "menos de 1 día")
    return clause("{c:day|days}", "{c:día|días}", c=Count(whole))


def stockout_before_restock(given: Given) -> Iterator[Finding]:
    """I02: at the present rate the stock ends before more can arrive."""
    today = given.now("inventory").date()
    for variant in given.watched:
        if variant.demand_units < UNITS_FROM or variant.clear_intent or not known(variant.cover_days):
            continue
        coming = int(variant.incoming) if known(variant.incoming) else 0
        arrives = day_of(variant.incoming_on) if coming > 0 else None
        wait = max((arrives - today) // timedelta(days=1), 0) if arrives else int(variant.lead_days)
        if variant.cover_days >= wait * LEAVES_AT:
            continue
        yield _finding(
            "I02",
            variant,
            WARNING,
            {
                "left": _left(int(variant.available)),
                "cover": _lasts(given, variant) if variant.available > 0 else None,
                "wait": Count(wait),
                "incoming": _incoming(coming, arrives),
                "share": _share(variant),
                **_reorder(variant),
            },
            confidence=_sample(given, int(variant.demand_units)),
            lingers=variant.cover_days >= wait,
            target=f"product:{variant.product}",
        )


def _sample(given: Given, units: int) -> str:
    """How sure the rate of sale and what to reorder by it are; a late source is weighed with the row."""
    knobs = given.facts.knobs
    samples = (stats.confidence(units, knobs.get(f"min.{id}"), knobs.get(f"solid.{id}")) for id in ("M06", "M11"))
    return stats.lowest(*samples)


def _incoming(coming: int, arrives: Any) -> Both:
    if not coming:
        return clause(", nothing incoming recorded", ", nada en camino registrado")
    if arrives is None:
        return clause(", {n} incoming without a date", ", {n} en camino sin fecha", n=Count(coming))
    return clause(", {n} arriving {d}", ", {n} llegan el {d}", n=Count(coming), d=Day(arrives))


def _share(variant: Any) -> Count | None:
    return Count(int(round_half_up(variant.size_share * 100))) if known(variant.size_share) else None


def _reorder(variant: Any) -> dict[str, Any]:
    """What to order, with its range."""
    if not known(variant.reorder) or int(variant.reorder) <= 0:
        return {"reorder": None, "size": _size(variant)}
    about = clause(
        ": about {q:unit|units} (range {a}–{b})",
        ": unas {q:unidad|unidades} (rango {a}–{b})",
        q=Count(int(variant.reorder)),
        a=Count(int(variant.reorder_low)),
        b=Count(int(variant.reorder_high)),
    )
    return {"reorder": about, "size": _size(variant)}


def _size(variant: Any) -> Both:
    options = " ".join(str(part) for part in (variant.size, variant.color) if part)
    return Both(f"size {options}", f"la talla {options}") if options else Both("it", "lo que falta")


def oversold(given: Given) -> Iterator[Finding]:
    """I03."""
    for variant in given.watched:
        left = int(variant.available)
        if left >= 0:
            continue
        waiting = list(variant.waiting_orders)
        orders = _orders(waiting)
        yield _finding(
            "I03",
            variant,
            CRITICAL if waiting else WARNING,
            {
                "n": Count(left),
                "waits": _waits(waiting),
                "needs": clause(
                    " and {o} {n:?needs|need} it", " y {o} lo {n:?necesita|necesitan}", o=orders, n=_n(waiting)
                )
                if waiting
                else None,
            },
            target=f"variant:{variant.Index}",
        )


def _n(waiting: list[str]) -> Count:
    return Count(len(waiting))


def _orders(waiting: list[str]) -> Listing:
    """The first waiting orders, and how many more."""
    if len(waiting) <= NAMED:
        return Listing(tuple(waiting))
    more = clause("{n} more", "{n} más", n=Count(len(waiting) - NAMED))
    return Listing((*waiting[:NAMED], more))


def _waits(waiting: list[str]) -> Both:
    if not waiting:
        return clause(", no unfulfilled order waits for it", ", ningún pedido sin despachar la espera")
    return clause(
        " and {n:?order|orders} {o} {n:?waits|wait}",
        " y {n:?el pedido|los pedidos} {o} {n:?espera|esperan}",
        n=_n(waiting),
        o=_orders(waiting),
    )


RULES = (
    Rule(
        id="I01",
        title=Text("Low stock", "Inventario bajo"),
        meaning=Text(
            "A size below its minimum that sold in the last 90 days.",
            "Una talla por debajo de su mínimo que se vendió en los últimos 90 días.",
        ),
        family="inventory",
        level=1,
        severity=WARNING,
        owner="operations",
        find=low_stock,
        needs=("inventory", "orders"),
        any_of=(("inventory.available", "inventory.on_hand"), ("orders.line_sku", "orders.line_name")),
        sources=("inventory",),
        limits=("low_stock_units",),
        raises=Text(
            "Only to know while its cover lasts over 30 days for sure, or where none was sold in 28 days.",
            "Solo un aviso mientras su cobertura dure seguro más de 30 días, o si no se vendió en 28 días.",
        ),
        evidence=Text("{left} (minimum {t}){cover}{incoming}", "{left} (mínimo {t}){cover}{incoming}"),
        joint=": ",
        many=Text("{n:size|sizes} below minimum: {worst}", "{n:talla|tallas} bajo el mínimo: {worst}"),
        action=Text("Check {product}{s}: {left} (minimum {t}).", "Revisa {product}{s}: {left} (mínimo {t})."),
        ends=Text("at or above the minimum", "en el mínimo o por encima"),
    ),
    Rule(
        id="I02",
        title=Text("Runs out before restock", "Se agota antes de reponer"),
        meaning=Text(
            "At its present rate of sale a size ends before more of it can arrive (the stock that is coming, else the "
            "lead time).",
            "Al ritmo de venta actual una talla se acaba antes de que pueda llegar más (lo que viene en camino, o el "
            "tiempo de reposición).",
        ),
        family="inventory",
        level=1,
        severity=WARNING,
        owner="operations",
        find=stockout_before_restock,
        needs=("inventory", "orders"),
        any_of=(("inventory.available", "inventory.on_hand"), ("orders.line_sku", "orders.line_name")),
        sources=("inventory", "orders"),
        limits=("lead_time_days", "velocity_days"),
        due={WARNING: Due(days=2), CRITICAL: Due(days=2)},
        hides=("I01", "I04"),
        evidence=Text(
            "{left}{cover}, {wait:day|days} to restock{incoming}",
            "{left}{cover}, {wait:día|días} para reponer{incoming}",
        ),
        joint=": ",
        many=Text(
            "{n:size|sizes} that run out before restock: {worst}",
            "{n:talla|tallas} que se agotan antes de reponer: {worst}",
        ),
        action=Text(
            "Stop promoting {product} and reorder {size}{reorder}.",
            "Deja de promocionar {product} y repón {size}{reorder}.",
        ),
        ends=Text("cover beyond the next arrival", "cobertura mayor que la próxima llegada"),
    ),
    Rule(
        id="I03",
        title=Text("Oversold", "Sobreventa"),
        meaning=Text(
            "Stock below zero: more was sold than there is.",
            "Inventario bajo cero: se vendió más de lo que hay.",
        ),
        family="inventory",
        level=1,
        severity=WARNING,
        owner="operations",
        find=oversold,
        needs=("inventory",),
        any_of=(("inventory.available", "inventory.on_hand"),),
        sources=("inventory",),
        raises=Text(
            "Critical where an unfulfilled order waits for it.", "Crítica si un pedido sin despachar lo espera."
        ),
        due={CRITICAL: Due(hours=4), WARNING: Due(hours=4)},
        hides=("I01", "I02", "I04"),
        evidence=Text("stock {n}{waits}", "inventario {n}{waits}"),
        joint=": ",
        many=Text("{n:size|sizes} sold below zero: {worst}", "{n:talla|tallas} en negativo: {worst}"),
        action=Text(
            "Resolve {product}{s}: stock is {n}{needs}{conf}. Count, then offer a change or a refund.",
            "Resuelve {product}{s}: el inventario está en {n}{needs}{conf}. Cuenta y luego ofrece cambio o reembolso.",
        ),
        ends=Text("zero or above", "en cero o más"),
    ),
)
