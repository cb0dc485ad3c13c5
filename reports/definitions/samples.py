"""How much data a figure needs before it is shown as directional, and as solid."""

from __future__ import annotations

from collections.abc import Iterator

from reports.definitions.knob import Knob
from sheets.errors import Text


def sample_sizes() -> Iterator[Knob]:
    """``min.<metric>`` and ``solid.<metric>``: how much is needed before a figure is directional, and solid."""
    for metric, unit, least, solid, en, es in (
        ("M01", "orders", 5, 30, "revenue", "los ingresos"),
        ("M03", "orders", 5, 30, "the average order", "el promedio por pedido"),
        ("M06", "units", 5, 20, "velocity and days of cover", "la velocidad y los días de cobertura"),
        ("M08", "units", 5, 20, "sell-through", "la rotación (vendido frente a disponible)"),
        ("M11", "units", 5, 20, "the suggested reorder", "la reposición sugerida"),
        ("M12", "units", 20, 50, "size imbalance", "el desbalance de tallas"),
        ("M13", "units", 10, 30, "size availability", "la disponibilidad de tallas"),
        ("M16", "orders", 5, 30, "discount share", "la proporción de pedidos con descuento"),
        ("M17", "units", 15, 50, "discount dependency", "la dependencia del descuento"),
    ):
        yield Knob(
            f"min.{metric}",
            least,
            unit,
            "count",
            Text(
                f"Below this, {en} is shown as too little data.", f"Por debajo, {es} se muestra como muy pocos datos."
            ),
        )
        yield Knob(
            f"solid.{metric}",
            solid,
            unit,
            "count",
            Text(f"From here on, {en} is shown as solid.", f"Desde aquí, {es} se muestra como cifra sólida."),
        )
