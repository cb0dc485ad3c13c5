"""The figures of one read, by the metric ids of domain.md §2.3.

A metric that this workbook cannot tell is there all the same, with no value and a sentence that says why: unknown
is said, and never reads as zero.
"""

from __future__ import annotations

from decimal import Decimal

from reports.facts import Facts, Sales
from reports.numbers import Both, say
from reports.outcome import TOO_LITTLE, Figure, Line, Rows
from reports.return_figures import period_rate, return_figures
from reports.support_figures import support_figures
from reports.traffic_figures import traffic_figures

#: Metrics that need a tab beyond level 1: id -> (unit, the tab that would tell, in both languages).
NEEDS = {
    "M18": ("rate", "Traffic", "Tráfico"),
    "M19": ("rate", "Traffic", "Tráfico"),
    "M20": ("rate", "Traffic", "Tráfico"),
    "M21": ("count", "Traffic", "Tráfico"),
    "M22": ("rate", "Returns", "Devoluciones"),
    "M22b": ("rate", "Returns", "Devoluciones"),
    "M23": ("rate", "Returns", "Devoluciones"),
    "M24": ("rate", "Returns", "Devoluciones"),
    "M25": ("count", "Support", "Soporte"),
    "M26": ("count", "Support", "Soporte"),
    "M27": ("hours", "Support", "Soporte"),
    "M28": ("count", "Campaigns", "Campañas"),
    "M30": ("rate", "Payments", "Pagos"),
    "M31": ("rate", "Shipments", "Envíos"),
    "M33": ("count", "Support", "Soporte"),
    "M34": ("rate", "Counts", "Conteos"),
    "M35": ("count", "Listings", "Publicaciones"),
    "M42": ("rate", "Shipments", "Envíos"),
}


NO_STOCK_ROWS = say("F-no-stock-rows", "no stock rows yet", "aún no hay filas de inventario")


def figures(facts: Facts, key: str) -> dict[str, Figure]:
    """The figures of the window ``key`` (``weekly`` …), each beside the window before where the two can be compared."""
    now, before = facts.sales[key], facts.sales[f"{key}_before"]
    comparable = facts.changes[key].comparable
    # Orders without a row say nothing: that none were made is not known.
    counted = None if facts.orders.empty else now
    found = {
        "M01": _money(now.revenue, now.valued, now.confidence, before.revenue if comparable else None, now),
        "M02": _count(counted.orders if counted else None, now, before.orders if comparable else None),
        "M03": _money(
            now.average_order, now.valued, now.average_confidence, before.average_order if comparable else None, now
        ),
        "M04": _count(counted.units if counted else None, now, before.units if comparable else None, unit="units"),
        "M16": _share(now, before if comparable else None),
    }
    found |= stock_figures(facts)
    found |= {id: _unknown(unit, en, es) for id, (unit, en, es) in NEEDS.items()}
    found |= traffic_figures(facts, key)
    found |= return_figures(facts, key)
    found |= support_figures(facts, key)
    return dict(sorted(found.items()))


def number(value: Decimal | None) -> float | int | None:
    """A Decimal as a JSON number, whole where it is whole."""
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _rows(facts_sales: Sales) -> list[Rows]:
    return [Rows(tab="orders", rows=list(facts_sales.order_rows))] if facts_sales.order_rows else []


def _money(value: Decimal | None, n: int, confidence: str, previous: Decimal | None, sales: Sales) -> Figure:
    return Figure(
        value=number(value), unit="money", n=n, confidence=confidence, previous=number(previous), rows=_rows(sales)
    )


def _count(value: int | None, sales: Sales, previous: int | None, unit: str = "count") -> Figure:
    return Figure(
        value=value, unit=unit, n=sales.orders, confidence=sales.confidence, previous=previous, rows=_rows(sales)
    )


def _share(now: Sales, before: Sales | None) -> Figure:
    return Figure(
        value=_ratio(now.discounted, now.discountable),
        unit="rate",
        n=now.discountable,
        confidence=now.discount_confidence,
        previous=_ratio(before.discounted, before.discountable) if before else None,
        note=_of(now),
        rows=_rows(now),
    )


def _of(now: Sales) -> Line | None:
    if now.discounted is None:
        return None
    en, es = "{k} of {n:order|orders}", "{k} de {n:pedido|pedidos}"
    return say("F-share", en, es, k=now.discounted, n=now.discountable)


def _ratio(part: int | None, whole: int) -> float | None:
    return None if part is None or not whole else round(part / whole, 6)


def stock_figures(facts: Facts) -> dict[str, Figure]:
    """M09 and M14. Stock-type figures stand for the moment of the last read of ``Inventory``, whatever the window."""
    if facts.tables.get("inventory") is None:
        return _no_stock(_unknown("count", "Inventory", "Inventario").note)
    if facts.variants.empty:
        return _no_stock(NO_STOCK_ROWS)
    source = facts.sources["inventory"]
    confidence = "directional" if source.late else "solid"
    variants = facts.variants[["tracked", "active", "sold_here", "low", "rows"]]
    watched = variants[variants["tracked"] & variants["active"] & variants["sold_here"]]
    low = watched[watched["low"]]
    units_without_cost = int(facts.products["value_unknown_units"].sum())
    known = [value for value in facts.products["inventory_value"] if value is not None]
    rows = sorted({row for rows in low["rows"] for row in rows})
    return {
        "M09": Figure(
            value=len(low), unit="count", n=len(watched), confidence=confidence, rows=[Rows(tab="inventory", rows=rows)]
        ),
        "M14": Figure(
            value=number(sum(known, Decimal(0))) if known else None,
            unit="money",
            n=len(watched),
            confidence=confidence if known else TOO_LITTLE,
            note=_at_least(units_without_cost),
        ),
    }


def _no_stock(why: Line | None) -> dict[str, Figure]:
    return {
        id: Figure(value=None, unit=unit, n=None, confidence=TOO_LITTLE, note=why)
        for id, unit in (("M09", "count"), ("M14", "money"))
    }


def _at_least(units: int) -> Line | None:
    if not units:
        return None
    return say(
        "F-value",
        "at least; {n:unit has|units have} no cost",
        "al menos; {n:unidad no tiene|unidades no tienen} costo",
        n=units,
    )


def return_rate(facts: Facts, key: str) -> Figure:
    """M22b of the window ``key``."""
    return period_rate(facts, key) or _unknown(*NEEDS["M22b"])


def _unknown(unit: str, en: str, es: str) -> Figure:
    note = say(
        "F-unknown",
        "Not visible: the workbook has no {tab} tab.",
        "No se ve: el archivo no tiene la pestaña {tab}.",
        tab=Both(en, es),
    )
    return Figure(value=None, unit=unit, n=None, confidence=TOO_LITTLE, note=note)
