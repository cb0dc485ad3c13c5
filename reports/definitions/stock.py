"""Stock, velocity and the limits of the product categories."""

from __future__ import annotations

from reports.definitions.knob import Knob, by_scope
from sheets.errors import Text

STOCK = (
    Knob(
        "low_stock_units",
        5,
        "units",
        "count",
        Text("Below this many units a size is low.", "Por debajo de estas unidades una talla está baja."),
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
    ),
    Knob(
        "lead_time_days",
        20,
        "days",
        "count",
        Text("Days from ordering stock until it arrives.", "Días desde que pides inventario hasta que llega."),
        high=730,
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
)

CATEGORIES = (
    Knob(
        "cat.protect_min_units",
        8,
        "units in 28 days",
        "count",
        Text("Protect: least demand.", "Proteger: demanda mínima."),
    ),
    Knob(
        "cat.protect_cover_days",
        14,
        "days",
        "count",
        Text("Protect: cover at or below this.", "Proteger: cobertura igual o menor."),
    ),
    Knob(
        "cat.protect_size_share",
        0.35,
        "share",
        "rate",
        Text(
            "Protect: a size with this share of demand decides.",
            "Proteger: decide una talla con esta parte de la demanda.",
        ),
        high=1,
    ),
    Knob(
        "cat.learn_days",
        28,
        "days",
        "count",
        Text("Learn: a product younger than this is new.", "Aprender: un producto con menos días es nuevo."),
    ),
    Knob(
        "cat.learn_units",
        20,
        "units",
        "count",
        Text("Learn: until this many units are sold.", "Aprender: hasta vender estas unidades."),
    ),
    Knob(
        "cat.learn_views",
        300,
        "views",
        "count",
        Text("Learn: until this many views.", "Aprender: hasta tener estas vistas."),
    ),
    Knob(
        "cat.clear_age_days",
        120,
        "days",
        "count",
        Text("Clear: on sale for at least this long.", "Liquidar: al menos estos días en venta."),
    ),
    Knob(
        "cat.clear_cover_days",
        180,
        "days",
        "count",
        Text("Clear: stock lasts at least this long.", "Liquidar: el inventario dura al menos esto."),
    ),
    Knob(
        "cat.clear_stock",
        10,
        "units",
        "count",
        Text("Clear: at least this much stock.", "Liquidar: al menos este inventario."),
    ),
    Knob(
        "cat.clear_discount",
        0.30,
        "share",
        "rate",
        Text("Clear: the discount that is tried.", "Liquidar: el descuento que se prueba."),
        high=0.95,
    ),
    Knob(
        "cat.clear_margin_floor",
        0.15,
        "share",
        "rate",
        Text("Clear: gross margin that must remain.", "Liquidar: margen bruto que debe quedar."),
        high=1,
    ),
    Knob(
        "cat.push_cover_days",
        28,
        "days",
        "count",
        Text("Push: stock lasts at least this long.", "Impulsar: el inventario dura al menos esto."),
    ),
    Knob(
        "cat.push_size_availability",
        0.80,
        "share",
        "rate",
        Text(
            "Push: share of demand whose size is in stock.", "Impulsar: parte de la demanda cuya talla está disponible."
        ),
        high=1,
    ),
    Knob(
        "cat.push_margin",
        0.45,
        "share",
        "rate",
        Text("Push: list gross margin of at least this.", "Impulsar: margen bruto de lista de al menos esto."),
        high=1,
    ),
)
