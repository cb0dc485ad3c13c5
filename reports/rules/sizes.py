"""Sizes: stock that does not lie in the sizes that are asked for, and a run whose core sizes are out (I06)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reports import stats
from reports.each import each
from reports.numbers import Both, Count, Listing, Percent
from reports.outcome import Rows
from reports.rules import limits
from reports.rules.orders import known
from reports.rules.rule import INFO, WARNING, Finding, Given, Rule, clause, same
from sheets.errors import Text

#: In these categories a missing size costs what is being promoted or protected.
_MATTERS = ("push", "protect")


def size_imbalance(given: Given) -> Iterator[Finding]:
    """I06."""
    products = given.facts.products
    if products.empty:
        return
    active = (
        products["active"].astype(bool) & products["in_inventory"].astype(bool) & ~products["gift_card"].astype(bool)
    )
    chosen: Iterator[Any] = each(products[active & products["tracked"].astype(bool)])
    for product in chosen:
        if product.clear_intent:
            continue
        uneven = limits.high(product.size_imbalance, _limit(given, product))
        broken = bool(product.broken_run) and bool(product.core_out)
        at = limits.some(uneven, broken)
        if not at:
            continue
        yield Finding(
            rule="I06",
            entity_type="product",
            entity_id=str(product.Index),
            title=same(str(product.title)),
            severity=WARNING if given.category(str(product.Index)) in _MATTERS else INFO,
            source="inventory",
            confidence=_confidence(given, product, broken=broken),
            rows=(Rows(tab="inventory", rows=[int(row) for row in product.rows]),),
            lingers=at.lingers,
            product=str(product.Index),
            target=f"product:{product.Index}",
            args={
                "what": _broken(product) if broken else _uneven(given, product),
                "product": str(product.title),
                "size": Listing(tuple(product.core_out)) if broken else str(product.size_wanted),
            },
        )


def _limit(given: Given, product: Any) -> float:
    kind = product.type if isinstance(product.type, str) else ""
    return float(given.facts.knobs.get("size_imbalance", product=str(product.Index), type=kind))


def _confidence(given: Given, product: Any, *, broken: bool) -> str:
    knobs = given.facts.knobs
    if broken:
        return stats.confidence(int(product.demand_90), knobs.get("min.M13"), knobs.get("solid.M13"))
    level = stats.confidence(int(product.size_units), knobs.get("min.M12"), knobs.get("solid.M12"))
    return stats.lowered(level) if product.size_curve == "type" else level


def _broken(product: Any) -> Both:
    """The core sizes that are out, while the product as a whole has stock."""
    return clause(
        "{n:?size|sizes} {list} {n:?is|are} out while {left} {left:?is|are} left in others (what is out sells less "
        "than it could)",
        "{n:?la talla|las tallas} {list} {n:?está agotada|están agotadas} y {left:?queda|quedan} {left} en otras (lo "
        "agotado vende menos de lo que podría)",
        n=Count(len(product.core_out)),
        list=Listing(tuple(product.core_out)),
        left=Count(max(int(product.available), 0) if known(product.available) else 0),
    )


def _uneven(given: Given, product: Any) -> Both:
    of = (
        clause("asked for of its type", "pedidas de su tipo")
        if product.size_curve == "type"
        else clause("asked for", "pedidas")
    )
    return clause(
        "{s} is {k} of {n} units {of} in {d:day|days} and {m} of {t} in stock ({p} of the stock lies in other sizes "
        "than are asked for)",
        "{s} es {k} de {n} unidades {of} en {d:día|días} y {m} de {t} en inventario ({p} del inventario está en tallas "
        "distintas de las que se piden)",
        d=Count(int(given.facts.knobs.get("size_days"))),
        s=str(product.size_wanted),
        k=Count(int(product.size_wanted_units)),
        n=Count(int(product.size_units)),
        of=of,
        m=Count(int(product.size_wanted_stock)),
        t=Count(int(product.size_stock)),
        p=Percent(float(product.size_imbalance)),
    )


RULES = (
    Rule(
        id="I06",
        title=Text("Sizes out of balance", "Tallas desbalanceadas"),
        meaning=Text(
            "The stock of a product lies in other sizes than are asked for, or the sizes that make most of its demand "
            "are out while others are left. A warning where the product is to be pushed or protected.",
            "El inventario de un producto está en tallas distintas de las que se piden, o las tallas que más se venden "
            "están agotadas y quedan otras. Advertencia si el producto es para impulsar o proteger.",
        ),
        family="inventory",
        level=1,
        severity=INFO,
        owner="operations",
        find=size_imbalance,
        needs=("inventory", "orders"),
        any_of=(("inventory.available", "inventory.on_hand"), ("orders.line_sku", "orders.line_name")),
        sources=("inventory", "orders"),
        limits=("size_imbalance", "size_days", "core_share", "min.M12", "min.M12.stock", "min.M13"),
        raises=Text(
            "A warning where the product is to be pushed or protected.",
            "Advertencia si el producto es para impulsar o proteger.",
        ),
        evidence=Text("{what}", "{what}"),
        joint=": ",
        action=Text(
            "Rebalance the next purchase of {product} towards {size}, and say on its page which sizes are left{conf}.",
            "Ajusta la próxima compra de {product} hacia {size} y di en su página qué tallas quedan{conf}.",
        ),
        ends=Text("stock follows demand again", "el inventario vuelve a seguir la demanda"),
    ),
)
