"""The Outcome of the sample with stock, sizes, visits, questions and months: what the charts draw."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reports.outcome import (
    Cohort,
    Funnel,
    Heat,
    Outcome,
    Period,
    Product,
    Rows,
    SizeCurve,
    SizeShare,
    Step,
    Variant,
)
from tests.desktop.sample import line, outcome

WEEK = Period(start="2026-11-09", end="2026-11-16")


def variant(product: str, size: str, available: int | None, **told: object) -> Variant:
    """One variant; what is not told is not known."""
    given: dict[str, object] = {
        "key": f"{product} {size}",
        "product": product.lower().replace(" ", "-"),
        "product_title": product,
        "sku": f"{product[:2].upper()}-{size}",
        "size": size,
        "color": "",
        "available": available,
        "minimum": 8,
        "incoming": None,
        "demand_units": None,
        "cover_days": None,
        "cover_low": None,
        "cover_high": None,
        "cover_note": None,
        "reorder": None,
        "reorder_low": None,
        "reorder_high": None,
        "confidence": "directional",
        "risk": "ok",
        "rows": [Rows(tab="inventory", rows=[2])],
    }
    return msgspec.convert({**given, **told}, Variant)


VARIANTS = [
    variant("Jersey Andes", "L", 11, cover_days=77.0, cover_low=33.6, cover_high=225.4),
    variant(
        "Jersey Andes", "M", 3, risk="low", demand_units=12, cover_days=7.0, cover_low=4.3, cover_high=12.1,
        reorder=21, reorder_low=13, reorder_high=33, rows=[Rows(tab="inventory", rows=[3])],
    ),
    variant("Bib Páramo", "S", 0, risk="out", cover_days=0.0, cover_low=0.0, cover_high=0.0, reorder=2),
    variant("Gloves Brisa", "S", 10, cover_note=line("no sales in 6 days", "sin ventas en 6 días")),
    variant("Gloves Brisa", "M", None, risk="unknown", cover_note=line("stock unknown", "inventario desconocido")),
]  # fmt: skip

CURVES = [
    SizeCurve(
        product="jersey-andes",
        title="Jersey Andes",
        sizes=[
            SizeShare(size="S", demand_units=1, available_units=9),
            SizeShare(size="M", demand_units=12, available_units=0),
            SizeShare(size="L", demand_units=4, available_units=None),
        ],
        confidence="too_little",
        n=17,
        said=line("M is asked for most: 12 of 17 units in 90 days."),
    ),
    SizeCurve(
        product="bib-páramo",
        title="Bib Páramo",
        sizes=[SizeShare(size="S", demand_units=None, available_units=5), SizeShare(size="M", demand_units=None, available_units=2)],
        confidence="too_little",
        n=0,
        said=line("What was asked for is not known."),
    ),
]  # fmt: skip

FUNNEL = Funnel(
    period=WEEK,
    measure="sessions",
    steps=[
        Step(key="sessions", name=line("Visits", "Visitas"), count=1200),
        Step(key="add_to_carts", name=line("Carts", "Carritos"), count=None),
        Step(key="checkouts", name=line("Checkouts", "Pagos iniciados"), count=60),
        Step(key="purchases", name=line("Purchases", "Compras"), count=24, rate=0.4),
    ],
    confidence="solid",
    said=line("1,200 visits, 24 purchases, in 7 days.", "1.200 visitas, 24 compras, en 7 días."),
)
COHORTS = [
    Cohort(month="2026-09", orders=40, returned=2, mature=True, confidence="solid"),
    Cohort(month="2026-10", orders=50, returned=None, mature=True, confidence="solid"),
    Cohort(month="2026-11", orders=20, returned=0, mature=False, confidence="directional"),
]
HEAT = Heat(
    id="questions",
    title=line("Questions by theme and week", "Preguntas por tema y semana"),
    rows=[line("Delivery", "Entrega"), line("Fit", "Talla")],
    columns=[line("26 Oct", "26 oct"), line("2 Nov", "2 nov"), line("9 Nov", "9 nov")],
    cells=[[None, 1, 6], [None, 0, 3]],
    said=line("Asked most: delivery, 6 questions.", "Lo más preguntado: entrega, 6 preguntas."),
)


def placed(products: Sequence[Product]) -> list[Product]:
    """The same products, each with a place in the matrix."""
    places = (("▬", "<14"), ("▲", "28–180"), ("▼", ">180"), ("▬", "no sales"), ("▬", "28–180"))
    return [
        msgspec.structs.replace(
            product, movement=movement, cover_band=band, rows=[Rows(tab="inventory", rows=[number + 2])]
        )
        for number, product in enumerate(products)
        for movement, band in [places[number % len(places)]]
    ]


def stocked() -> Outcome:
    """Everything that the pages Products and Inventory show."""
    made = outcome()
    return msgspec.structs.replace(
        made,
        products=placed(made.products),
        inventory=VARIANTS,
        curves=CURVES,
        funnels=[FUNNEL, msgspec.structs.replace(FUNNEL, said=line("In 30 days.", "En 30 días."))],
        cohorts=COHORTS,
        heats=[HEAT],
    )
