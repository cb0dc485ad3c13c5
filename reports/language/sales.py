"""The sales line and its parts."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-sales": Text("Sales", "Ventas"),
    "L-SALES": Text("{parts:·}", "{parts:·}"),
    "L-SALES-orders": Text("{n:order|orders}", "{n:pedido|pedidos}"),
    "L-SALES-revenue": Text("{rev}", "{rev}"),
    "L-SALES-unread": Text("revenue can't be read", "ingresos ilegibles"),
    "L-SALES-average": Text(
        "average order {aov} ({v:order|orders} with value{few}{bulk})",
        "promedio {aov} ({v:pedido|pedidos} con valor{few}{bulk})",
    ),
    "L-SALES-bulk": Text(
        "; {aov} without bulk {n:?order|orders} {list}", "; {aov} sin {n:?el pedido grande|los pedidos grandes} {list}"
    ),
    "L-SALES-bulk-more": Text("{n} more", "{n} más"),
    "L-SALES-few": Text(", too little data", ", muy pocos datos"),
    "L-SALES-discounts": Text(
        "{k} of {m:paid order|paid orders} discounted", "{k} de {m:pedido pagado|pedidos pagados} con descuento"
    ),
    "L-SALES-markdown": Text("{n} at marked-down prices", "{n} con precio rebajado"),
    "L-SALES-free": Text("{f} free", "{f} gratis"),
    "L-SALES-exchanges": Text("{n:exchange|exchanges}", "{n:cambio|cambios}"),
    "L-SALES-part": Text("{n} part-paid", "{n} con pago parcial"),
    "L-SALES-refunds": Text("refunds {r}", "reembolsos {r}"),
    "L-SALES-pending": Text("pending {p} ({i})", "pendiente {p} ({i})"),
    "L-SALES-pending-unread": Text("{i} pending", "{i:pendiente|pendientes}"),
    "L-SALES-cod": Text("cash on delivery in progress {c} ({i})", "contra entrega en curso {c} ({i})"),
    "L-SALES-cod-unread": Text("{i} cash on delivery in progress", "{i} contra entrega en curso"),
    "L-SALES-gift": Text("gift cards sold {g}", "bonos de regalo vendidos {g}"),
}
