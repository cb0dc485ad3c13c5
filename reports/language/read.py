"""The read: at most five sentences that say what happened and why it may matter."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-read": Text("The read", "La lectura"),
    "S0": Text(
        "{k} of {n:order|orders} {now} are cash on delivery, not paid yet ({amt}): they become revenue when paid. "
        "Say in Definitions (count_cod_when) when yours should count.",
        "{k} de {n:pedido|pedidos} {now} son contra entrega y aún no se pagan ({amt}): serán ingresos "
        "cuando se paguen. Di en Definiciones (count_cod_when) cuándo cuentan los tuyos.",
    ),
    "S0-plain": Text(
        "{k} of {n:order|orders} {now} are cash on delivery, not paid yet: they become revenue when paid. "
        "Say in Definitions (count_cod_when) when yours should count.",
        "{k} de {n:pedido|pedidos} {now} son contra entrega y aún no se pagan: serán ingresos cuando se paguen. "
        "Di en Definiciones (count_cod_when) cuándo cuentan los tuyos.",
    ),
    "S1": Text(
        "Revenue was {rev} from {n:counted order|counted orders}{v}, against {rev0} from {n0} {before} ({chg}).",
        "Los ingresos fueron {rev} con {n:pedido contado|pedidos contados}{v}, frente a {rev0} con {n0} {before} "
        "({chg}).",
    ),
    "S1v": Text(" ({v} with value)", " ({v} con valor)"),
    "S1-alone": Text(
        "Revenue was {rev} from {n:counted order|counted orders}{v}.",
        "Los ingresos fueron {rev} con {n:pedido contado|pedidos contados}{v}.",
    ),
    "S1-foreign": Text(
        "{n:counted order|counted orders} {now}, {n:?in|all in} {currency}: put its rate (fx.{currency}) or your own "
        "currency (currency) in Definitions to see revenue.",
        "{n:pedido contado|pedidos contados} {now}, {n:?en|todos en} {currency}: pon su tasa (fx.{currency}) o tu "
        "moneda (currency) en Definiciones para ver los ingresos.",
    ),
    "S1-unread": Text(
        "{n:counted order|counted orders} {now}, but {n:?its|their} revenue can't be read.",
        "{n:pedido contado|pedidos contados} {now}, pero no se pueden leer sus ingresos.",
    ),
    "S1-unpaid": Text(
        "No counted orders {now}: {n:order|orders} left out, see below.",
        "Ningún pedido contado {now}: {n:pedido|pedidos} por fuera, ver abajo.",
    ),
    "S1-since": Text(
        "No comparison: the orders tab starts on {day:short}, so {before} isn't covered.",
        "Sin comparación: la pestaña de pedidos empieza el {day:short} y no cubre {before}.",
    ),
    "S1-until": Text(
        "No comparison: the orders tab ends on {day:short}, before the period does.",
        "Sin comparación: la pestaña de pedidos termina el {day:short}, antes que el período.",
    ),
    "S1-uncovered": Text(
        "No comparison: {before} isn't covered by the orders tab.",
        "Sin comparación: la pestaña de pedidos no cubre {before}.",
    ),
    "S1-before-unread": Text(
        "No comparison of revenue: it can't be read for {before} ({n0:counted order|counted orders}).",
        "Sin comparación de ingresos: no se pueden leer los de {before} ({n0:pedido contado|pedidos contados}).",
    ),
    "S1-percent": Text("{p:+}", "{p:+}"),
    "S1-times": Text("×{x}", "×{x}"),
    "S1-zero": Text("from zero", "desde cero"),
    "S1-delta": Text("{d:+}", "{d:+}"),
    "S1-same": Text("no change", "sin cambio"),
    "S1n": Text(
        "{n:order|orders} against {n0} is within normal {step} variation.",
        "{n:pedido|pedidos} frente a {n0} está dentro de la variación normal entre {step}.",
    ),
    "S1f": Text("Too few orders to call a direction.", "Muy pocos pedidos para hablar de una tendencia."),
    "S2": Text("The change came mainly from {list}.", "El cambio vino sobre todo de {list}."),
    "S2-item": Text("{product} ({d:+})", "{product} ({d:+})"),
    "S3": Text(
        "{product} in {size} is below safe stock: {n} left (minimum {t}), {cover} of cover{bulk}. "
        "Do not push it again until {size} is restocked.{conf}",
        "{product} talla {size} está por debajo del inventario seguro: {n:?queda|quedan} {n} (mínimo {t}), {cover} de "
        "cobertura{bulk}. No lo vuelvas a impulsar hasta reponer la talla {size}.{conf}",
    ),
    "S3-whole": Text(
        "{product} is below safe stock: {n} left (minimum {t}), {cover} of cover{bulk}. "
        "Do not push it again until it is restocked.{conf}",
        "{product} está por debajo del inventario seguro: {n:?queda|quedan} {n} (mínimo {t}), {cover} de "
        "cobertura{bulk}. No lo vuelvas a impulsar hasta reponerlo.{conf}",
    ),
    "S3-short": Text(
        "{product} in {size} runs short: {n} left, {cover} of cover{bulk}, {lead:day|days} to restock. "
        "Do not push it again until {size} is restocked.{conf}",
        "{product} talla {size} se está acabando: {n:?queda|quedan} {n}, {cover} de cobertura{bulk} y {lead:día|días} "
        "para reponer. No lo vuelvas a impulsar hasta reponer la talla {size}.{conf}",
    ),
    "S3-whole-short": Text(
        "{product} runs short: {n} left, {cover} of cover{bulk}, {lead:day|days} to restock. "
        "Do not push it again until it is restocked.{conf}",
        "{product} se está acabando: {n:?queda|quedan} {n}, {cover} de cobertura{bulk} y {lead:día|días} para reponer. "
        "No lo vuelvas a impulsar hasta reponerlo.{conf}",
    ),
    "S3-out": Text(
        "{product} in {size} is sold out: {u:unit|units} sold in {days:day|days} and none left. "
        "Do not push it again until {size} is restocked.{conf}",
        "{product} talla {size} está agotado: {u:unidad vendida|unidades vendidas} en {days:día|días} y no queda nada. "
        "No lo vuelvas a impulsar hasta reponer la talla {size}.{conf}",
    ),
    "S3-whole-out": Text(
        "{product} is sold out: {u:unit|units} sold in {days:day|days} and none left. "
        "Do not push it again until it is restocked.{conf}",
        "{product} está agotado: {u:unidad vendida|unidades vendidas} en {days:día|días} y no queda nada. "
        "No lo vuelvas a impulsar hasta reponerlo.{conf}",
    ),
    "S3-days": Text("about {c:day|days}", "{c:?cerca de|unos} {c:día|días}"),
    "S3-under": Text("less than a day", "menos de un día"),
    "S3b": Text(" ({c2} without bulk order {o})", " ({c2} sin el pedido grande {o})"),
    "S3-seen": Text(" ({d:day|days} of sales seen)", " ({d:día|días} de ventas a la vista)"),
    "S3-late": Text(" Confirm first: the stock is {age} old.", " Confirma antes: el inventario es de hace {age}."),
    "S-quiet": Text(
        "{quiet}: nothing moved beyond normal variation.",
        "{quiet}: nada se movió más allá de la variación normal.",
    ),
    "E-orders": Text(
        "No orders to read. Paste your orders export into Orders.",
        "No hay pedidos para leer. Pega tu exportación en Orders.",
    ),
    "E-window": Text(
        "No orders in {window} (the tab covers {days:short}).",
        "No hay pedidos en {window} (la pestaña cubre {days:short}).",
    ),
    "S1-was": Text(
        "{before:cap} had {n0:counted order|counted orders}{rev0}.",
        "{before:cap} tuvo {n0:pedido contado|pedidos contados}{rev0}.",
    ),
    "S1-was-rev": Text(" ({rev0})", " ({rev0})"),
    "E-window-plain": Text("No orders in {window}.", "No hay pedidos en {window}."),
    "N-head": Text(
        "{rev} from {n:counted order|counted orders} {now}", "{rev} con {n:pedido contado|pedidos contados} {now}"
    ),
    "N-head-change": Text(
        "{rev} from {n:counted order|counted orders} {now} ({chg} against {before})",
        "{rev} con {n:pedido contado|pedidos contados} {now} ({chg} frente a {before})",
    ),
    "N-head-unread": Text("{n:counted order|counted orders} {now}", "{n:pedido contado|pedidos contados} {now}"),
}
