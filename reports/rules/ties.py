"""Whether the data agrees with itself: SKUs that Inventory does not know, orders whose parts miss their total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from reports.each import each
from reports.facts import days_of
from reports.numbers import Both, Count, Listing
from reports.outcome import Rows
from reports.rules.orders import amount, day_of, rows_of, shares
from reports.rules.rule import INFO, WARNING, Finding, Given, Rule, clause, same
from sheets.contract import normal
from sheets.errors import Text

#: From this share of the units on, lines that match nothing are a warning.
UNITS_SHARE = 0.05
#: Under this share of an order a difference is listed on Data health only.
LEAST_SHARE = 0.01
NAMED = 3
#: The orders whose units were sold, as far as can be told: not the voided, unpaid, cancelled or test ones.
SOLD = ("counted", "cod", "unknown")


def unknown_skus(given: Given) -> Iterator[Finding]:
    """D04: one row a tab, for the lines of the velocity window and for Inventory itself."""
    facts = given.facts
    sold = facts.lines
    if len(sold):
        start = facts.windows["velocity"].start
        sold = sold[(sold["dated_at"] <= facts.as_of) & sold["state"].isin(SOLD) & ~sold["gift_card"].astype(bool)]
        sold = sold[days_of(sold["dated_at"]) >= start]
    if len(sold):
        yield from _sold(sold)
    if len(facts.variants):
        yield from _listed(facts.variants)


def _sold(sold: pd.DataFrame) -> Iterator[Finding]:
    stranger = sold["match"] == "none"
    with_sku, ambiguous = sold["sku"].notna(), sold["ambiguous"].astype(bool) & sold["variant"].isna()
    parts = [
        _part(
            sold[stranger & with_sku & ~ambiguous],
            "sku",
            "{n:unit|units} sold of SKUs that Inventory does not have ({list})",
            "{n:unidad vendida|unidades vendidas} de SKU que no están en Inventario ({list})",
        ),
        _part(
            sold[stranger & ~with_sku & ~ambiguous],
            "title",
            "{n:unit|units} sold without a SKU, of products that Inventory does not have ({list})",
            "{n:unidad vendida|unidades vendidas} sin SKU, de productos que no están en Inventario ({list})",
        ),
        _part(
            sold[ambiguous],
            "title",
            "{n:unit|units} whose size cannot be told ({list})",
            "{n:unidad|unidades} sin talla que se pueda saber ({list})",
        ),
    ]
    told = [part for part in parts if part is not None]
    if not told:
        return
    bad = sold[stranger | ambiguous]
    share = float(bad["quantity"].sum()) / max(float(sold["quantity"].sum()), 1.0)
    yield Finding(
        rule="D04",
        entity_type="source",
        entity_id="orders",
        title=Both("Orders", "Pedidos"),
        severity=WARNING if share > UNITS_SHARE else INFO,
        rows=(Rows(tab="orders", rows=sorted(int(row) for row in bad["row"])),),
        target="skus:orders",
        args={"what": Listing(tuple(told)), "fix": _fix_sold(bad)},
    )


def _part(lines: pd.DataFrame, name: str, en: str, es: str) -> Both | None:
    if lines.empty:
        return None
    units = lines.groupby(name, sort=False)["quantity"].sum()
    names = sorted(units.index, key=lambda key: (-units[key], str(key)))
    return clause(en, es, n=Count(int(lines["quantity"].sum())), list=_named([str(one) for one in names]))


def _named(names: list[str]) -> Listing:
    if len(names) <= NAMED:
        return Listing(tuple(names))
    more = clause("{n} more", "{n} más", n=Count(len(names) - NAMED))
    return Listing((*names[:NAMED], more))


def _fix_sold(bad: pd.DataFrame) -> Both:
    names = [str(sku or title) for sku, title in zip(bad["sku"], bad["title"], strict=True)]
    return clause(
        "Add to Inventory, or correct in Orders: {list}",
        "Agrega a Inventario, o corrige en Pedidos: {list}",
        list=_named(list(dict.fromkeys(names))),
    )


def _listed(variants: pd.DataFrame) -> Iterator[Finding]:
    own = variants.loc[variants["sku"].notna(), ["sku", "product", "rows"]]
    products: dict[str, set[str]] = {}
    alike: dict[str, set[str]] = {}
    for sku, product in zip(map(str, own["sku"]), own["product"], strict=True):
        products.setdefault(sku, set()).add(product)
    for sku in products:
        alike.setdefault(normal(sku), set()).add(sku)
    shared = sorted(sku for sku, held in products.items() if len(held) > 1)
    close = [sorted(skus) for _, skus in sorted(alike.items()) if len(skus) > 1]
    near = [" / ".join(skus) for skus in close]
    parts = []
    if shared:
        parts.append(
            clause(
                "{n:SKU|SKUs} on more than one product ({list})",
                "{n:SKU|SKU} en más de un producto ({list})",
                n=Count(len(shared)),
                list=_named(shared),
            )
        )
    if near:
        parts.append(
            clause(
                "SKUs that differ by a hyphen only ({list})",
                "SKU que solo se diferencian en un guion ({list})",
                list=_named(near),
            )
        )
    if not parts:
        return
    rows = own["rows"][own["sku"].isin([*shared, *(sku for skus in close for sku in skus)])]
    yield Finding(
        rule="D04",
        entity_type="source",
        entity_id="inventory",
        title=Both("Inventory", "Inventario"),
        severity=INFO,
        rows=(Rows(tab="inventory", rows=sorted({int(row) for own_rows in rows for row in own_rows})),),
        target="skus:inventory",
        args={
            "what": Listing(tuple(parts)),
            "fix": clause(
                "Give each variant a SKU of its own: {list}",
                "Dale a cada variante su propio SKU: {list}",
                list=_named([*shared, *near]),
            ),
        },
    )


def totals_do_not_tie(given: Given) -> Iterator[Finding]:
    """D06."""
    orders = given.facts.orders
    if orders.empty:
        return
    odd = orders["off_by"].notna() | orders["other_totals"].map(bool) | orders["refund_over"].astype(bool)
    told = ~orders["state"].isin(["test", "cancelled", "voided", "excluded"])
    checked: Iterator[Any] = each(orders[odd & told])
    for order in checked:
        if (what := _difference(given, order)) is None:
            continue
        day = day_of(order.dated_at)
        yield Finding(
            rule="D06",
            entity_type="order",
            entity_id=str(order.Index),
            title=same(order.label),
            severity=WARNING,
            rows=rows_of(order),
            amount=order.business_total,
            since=day,
            shares=shares(given, order, day),
            target=f"order:{order.Index}",
            args={"what": what, "o": order.label},
        )


def _difference(given: Given, order: Any) -> Both | None:
    """What does not agree: two totals for one order, more refunded than paid, or parts that miss the total."""
    total = amount(given, order)
    if order.other_totals:
        others = Listing(tuple(given.money(other, order.currency) for other in sorted(order.other_totals)))
        return clause(
            "stands there twice with different totals: {t}, and {others}",
            "está dos veces con totales distintos: {t}, y {others}",
            t=total,
            others=others,
        )
    if order.refund_over:
        return clause(
            "more was refunded than was paid; the paid amount counts",
            "se reembolsó más de lo pagado; cuenta lo pagado",
        )
    if order.off_by is None or not order.total or abs(order.off_by) < LEAST_SHARE * float(order.total):
        return None
    parts = order.total - order.off_by
    return clause(
        "its parts make {p}, its total says {t}",
        "sus partes suman {p}, su total dice {t}",
        p=given.money(parts, order.currency),
        t=total,
    )


RULES = (
    Rule(
        id="D04",
        title=Text("Unknown or conflicting SKU", "SKU desconocido"),
        meaning=Text(
            "Units sold of something that Inventory does not have, or SKUs that cannot tell two variants apart.",
            "Unidades vendidas de algo que no está en Inventario, o SKU que no distinguen dos variantes.",
        ),
        family="data",
        level=1,
        severity=INFO,
        owner="operations",
        find=unknown_skus,
        needs=("orders", "inventory"),
        any_of=(("orders.line_sku", "orders.line_name"),),
        evidence=Text("{what:;}", "{what:;}"),
        joint=": ",
        action=Text("{fix}.", "{fix}."),
        ends=Text("every sold line is of a known variant", "cada línea vendida es de una variante conocida"),
    ),
    Rule(
        id="D06",
        title=Text("Totals do not tie", "Totales no cuadran"),
        meaning=Text(
            "An order whose parts miss its total by more than rounding, tips, duties or fees, or that has two totals.",
            "Un pedido cuyas partes no dan su total, más allá del redondeo, propinas, aranceles o cargos, o con dos.",
        ),
        family="data",
        level=1,
        severity=WARNING,
        owner="finance",
        find=totals_do_not_tie,
        needs=("orders",),
        any_of=(("orders.total", "orders.subtotal"),),
        evidence=Text("{what}", "{what}"),
        joint=": ",
        many=Text(
            "{n:order|orders} whose totals do not tie: {worst}",
            "{n:pedido|pedidos} con totales que no cuadran: {worst}",
        ),
        action=Text("Check the totals of {o}: {what}.", "Revisa los totales de {o}: {what}."),
        ends=Text("parts and total agree", "partes y total coinciden"),
    ),
)
