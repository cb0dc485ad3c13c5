"""How demand and stock spread over the sizes of a product, as the Outcome has it (domain.md M12)."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from reports import stats
from reports.facts import Facts
from reports.numbers import Count, say
from reports.outcome import Line, Rows, SizeCurve, SizeShare
from sheets.contract import normal

#: Letter sizes from the smallest on, in comparison form.
LETTERS: tuple[str, ...] = (
    *("4xs", "3xs", "xxxs", "2xs", "xxs", "xs", "xss", "s", "sm", "m", "ml", "l", "lxl", "xl", "xxl", "2xl"),
    *("xxxl", "3xl", "4xl", "5xl", "6xl"),
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def size_curves(facts: Facts) -> list[SizeCurve]:
    """One curve for each product of several sizes; first where stock lies furthest from demand."""
    own = facts.variants
    if own.empty:
        return []
    own = own[own["sold_here"].astype(bool) & own["active"].astype(bool)]
    # A size whose stock nobody counts was asked for all the same; a product of nothing else has no curve.
    own = own[own["tracked"].astype(bool).groupby(own["product"]).transform("any")]
    own = own[own["size"].notna() & (own["size"] != "")]
    counts = own.groupby("product")["size"].nunique()
    several = own[own["product"].isin(counts.index[counts > 1])]
    products = facts.products
    found = [
        (_curve(facts, str(key), rows, products.loc[key]), key)
        for key, rows in several.groupby("product", sort=False)
        if key in products.index
    ]
    far = {key: gap for key, gap in products["size_imbalance"].items() if gap == gap}
    return [one for one, key in sorted(found, key=lambda pair: (-far.get(pair[1], -1.0), -pair[0].n, str(pair[1])))]


def _curve(facts: Facts, key: str, rows: pd.DataFrame, product: Any) -> SizeCurve:
    asked = bool((rows["days"] > 0).any())
    by_size: dict[str, list[Any]] = {}
    for row in rows.itertuples():
        by_size.setdefault(str(row.size), []).append(row)
    sizes = [
        SizeShare(
            size=size,
            demand_units=sum(int(row.demand_sizes) for row in own) if asked else None,
            available_units=_stock(own),
        )
        for size, own in sorted(by_size.items(), key=lambda pair: order_of(pair[0]))
    ]
    units = sum(size.demand_units or 0 for size in sizes)
    knobs = facts.knobs
    late = sum(state.late for name in ("inventory", "orders") if (state := facts.sources.get(name)))
    return SizeCurve(
        product=key,
        title=str(product["title"]),
        sizes=sizes,
        confidence=stats.confidence(units, knobs.get("min.M12"), knobs.get("solid.M12"), steps_down=min(late, 1)),
        n=units,
        said=_said(facts, sizes, units, asked, float(product["size_imbalance"])),
        rows=[Rows(tab="inventory", rows=sorted({int(row) for own in rows["rows"] for row in own}))],
    )


def _stock(rows: list[Any]) -> int | None:
    """What there is of a size; unknown where one variant of it is. Less than nothing is nothing to sell."""
    if any(pd.isna(row.available) or not row.tracked for row in rows):
        return None
    return sum(max(int(row.available), 0) for row in rows)


def order_of(size: str) -> tuple[int, float, str]:
    """Where a size stands: letters by their size, then numbers, then any others by name."""
    plain = normal(size)
    if plain in LETTERS:
        return 0, float(LETTERS.index(plain)), ""
    number = _NUMBER.match(size.strip())
    return (1, float(number[0].replace(",", ".")), size) if number else (2, 0.0, plain)


def _said(facts: Facts, sizes: list[SizeShare], units: int, asked: bool, imbalance: float) -> Line:
    days = Count(int(facts.knobs.get("size_days")))
    if not asked:
        return say(
            "SC-unknown",
            "What was asked for is not known: no order lines cover these days.",
            "No se sabe qué se pidió: ninguna línea de pedido cubre estos días.",
        )
    if not units:
        return say("SC-none", "None sold in {d} days.", "Sin ventas en {d} días.", d=days)
    stock = [size.available_units for size in sizes if size.available_units is not None]
    if len(stock) < len(sizes) or not sum(stock):
        most = max(sizes, key=lambda size: size.demand_units or 0)
        return say(
            "SC-asked",
            "{s} is asked for most: {k} of {n:unit|units} in {d} days.",
            "La más pedida es {s}: {k} de {n:unidad|unidades} en {d} días.",
            **_counts(most, units, days),
        )
    held = sum(stock)
    wanted = max(sizes, key=lambda size: (size.demand_units or 0) / units - (size.available_units or 0) / held)
    told = {**_counts(wanted, units, days), "a": Count(wanted.available_units or 0), "all": Count(held)}
    least = Count(int(facts.knobs.get("min.M12")))
    if units < least.value:
        return say(
            "SC-few",
            "{s}: {k} of {n:unit|units} asked for in {d} days, {a} of {all} in stock. Too few to judge (from {m} on).",
            "{s}: {k} de {n:unidad pedida|unidades pedidas} en {d} días, {a} de {all} en inventario. Muy pocas para "
            "juzgar (desde {m}).",
            **told,
            m=least,
        )
    if not imbalance >= facts.knobs.get("size_imbalance"):
        return say(
            "SC-even",
            "Stock lies about where demand does: {n:unit|units} asked for in {d} days.",
            "El inventario está donde está la demanda: {n:unidad pedida|unidades pedidas} en {d} días.",
            **told,
        )
    return say(
        "SC-short",
        "{s} falls shortest: {k} of {n:unit|units} asked for in {d} days, {a} of {all} in stock.",
        "La que más falta es {s}: {k} de {n:unidad pedida|unidades pedidas} en {d} días, {a} de {all} en inventario.",
        **told,
    )


def _counts(size: SizeShare, units: int, days: Count) -> dict[str, Any]:
    return {"s": size.size, "k": Count(size.demand_units or 0), "n": Count(units), "d": days}
