"""Stock, sizes and velocity."""

from __future__ import annotations

from reports.definitions.knob import OF_PRODUCTS, OF_VARIANTS, Knob, by_scope
from sheets.errors import Text

STOCK = (
    Knob(
        "low_stock_units",
        5,
        "units",
        "count",
        Text("Below this many units a size is low.", "Por debajo de estas unidades una talla está baja."),
        scopes=OF_VARIANTS,
    ),
    *by_scope(
        "low_stock_units",
        "units",
        "count",
        Text(
            "Below this many units a size of this product type is low.",
            "Por debajo de estas unidades una talla de este tipo está baja.",
        ),
        {"type:jersey": 8, "type:bib": 5, "type:vest": 5, "type:socks": 20, "type:accessory": 10},
        scopes=OF_VARIANTS,
    ),
    Knob(
        "lead_time_days",
        20,
        "days",
        "count",
        Text("Days from ordering stock until it arrives.", "Días desde que pides inventario hasta que llega."),
        high=730,
        scopes=OF_VARIANTS,
    ),
    *by_scope(
        "lead_time_days",
        "days",
        "count",
        Text(
            "Days from ordering stock of this product type until it arrives.",
            "Días desde que pides inventario de este tipo hasta que llega.",
        ),
        {"type:jersey": 30, "type:bib": 30, "type:vest": 30},
        scopes=OF_VARIANTS,
        high=730,
    ),
    Knob(
        "review_days",
        14,
        "days",
        "count",
        Text("Days between two purchase decisions.", "Días entre dos decisiones de compra."),
        high=365,
    ),
    Knob(
        "service_level",
        0.90,
        "share",
        "rate",
        Text("How often safety stock should be enough.", "Qué tan seguido debe alcanzar el inventario de seguridad."),
        low=0.5,
        high=0.999,
    ),
    Knob(
        "velocity_days",
        28,
        "days",
        "count",
        Text(
            "Complete days that velocity and cover look back.", "Días completos que miran la velocidad y la cobertura."
        ),
        low=7,
        high=365,
    ),
    Knob(
        "bulk_line_qty",
        5,
        "units",
        "count",
        Text(
            "From this many units on a line is a bulk order; figures are then shown without it too.",
            "Desde estas unidades una línea es pedido grande; las cifras se muestran también sin él.",
        ),
        low=2,
    ),
    Knob(
        "location.sells",
        "yes",
        "",
        "flag",
        Text(
            "Whether stock of a location may be sold; add rows such as location:Bodega = no.",
            "Si se puede vender el inventario de una sede; agrega filas como location:Bodega = no.",
        ),
        scopes=("location",),
    ),
    Knob(
        "size_days",
        90,
        "days",
        "count",
        Text("Days that a size's share of demand looks back.", "Días que mira la parte de cada talla en la demanda."),
        low=7,
        high=730,
    ),
    Knob(
        "core_share",
        0.70,
        "share",
        "rate",
        Text(
            "Core sizes are the fewest that make this share of demand.",
            "Las tallas centrales son las mínimas que suman esta parte de la demanda.",
        ),
        high=1,
    ),
    Knob(
        "dep_pct",
        0.10,
        "share",
        "rate",
        Text(
            "From this discount on a unit counts as sold on discount.",
            "Desde este descuento una unidad cuenta como vendida con descuento.",
        ),
        high=1,
    ),
    Knob(
        "dep_days",
        60,
        "days",
        "count",
        Text("Days that discount dependency looks back.", "Días que mira la dependencia del descuento."),
        low=7,
        high=365,
    ),
    Knob(
        "markdown_is_discount",
        "no",
        "",
        "flag",
        Text(
            "Whether a price below its compare-at price counts as a discount.",
            "Si un precio por debajo del precio de comparación cuenta como descuento.",
        ),
    ),
    Knob(
        "size_imbalance",
        0.30,
        "share",
        "rate",
        Text(
            "From this difference between demand and stock by size on, sizes are out of balance.",
            "Desde esta diferencia entre demanda e inventario por talla, las tallas están desbalanceadas.",
        ),
        high=1,
        scopes=OF_PRODUCTS,
    ),
    Knob(
        "stale_sales",
        5,
        "units",
        "count",
        Text(
            "From this many units sold since the stock was last read on, a late inventory is a warning.",
            "Desde estas unidades vendidas después de leer el inventario, un inventario atrasado es advertencia.",
        ),
        low=1,
    ),
    Knob(
        "count_tolerance",
        1,
        "units",
        "count",
        Text(
            "A count that differs by no more than this is right.",
            "Un conteo que difiere en no más de esto está bien.",
        ),
        scopes=OF_VARIANTS,
        later=True,
    ),
    Knob(
        "count_tolerance_pct",
        0.02,
        "share",
        "rate",
        Text(
            "A count that differs by no more than this share is right as well.",
            "Un conteo que difiere en no más de esta parte también está bien.",
        ),
        high=1,
        scopes=OF_VARIANTS,
        later=True,
    ),
    Knob(
        "count_every_days",
        30,
        "days",
        "count",
        Text(
            "How often best sellers and protected sizes should be counted.",
            "Cada cuánto contar lo más vendido y las tallas protegidas.",
        ),
        low=1,
        later=True,
    ),
)
