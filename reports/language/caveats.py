"""What the brief can't prove, in a fixed order: what was left out, what is not covered, what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

#: Why an order is not in revenue: said after its number, and after a count of such orders.
REASON = {
    "pending": Both("pending", "pendiente"),
    "authorized": Both("authorized, not captured", "autorizado sin capturar"),
    "cod": Both("cash on delivery not paid", "contra entrega sin pagar"),
    "voided": Both("voided", "anulado"),
    "expired": Both("expired", "vencido"),
    "cancelled": Both("cancelled", "cancelado"),
    "test": Both("test", "de prueba"),
    "excluded": Both("left out by you", "excluido por ti"),
    "exchange": Both("exchange", "cambio"),
    "replacement": Both("replacement", "reposición"),
    "unknown": Both("with unknown payment", "con pago desconocido"),
    "unread": Both("without a readable total (counted as an order)", "sin total legible (contado como pedido)"),
}

TEXTS: Mapping[str, Text] = {
    "T-caveats": Text("What this can't prove", "Lo que esto no puede probar"),
    "X-excl": Text("Not in revenue: {list:,}.", "Fuera de los ingresos: {list:,}."),
    "X-excl-item": Text("{order} {reason}", "{order} {reason}"),
    "X-excl-rate": Text(
        "{order} in {currency} without a rate (counted as an order)",
        "{order} en {currency} sin tasa (contado como pedido)",
    ),
    "X-excl-many": Text("{reason} ({orders:,}{more})", "{reason} ({orders:,}{more})"),
    "X-many-pending": Text("{n} pending", "{n:pendiente|pendientes}"),
    "X-many-authorized": Text("{n} authorized, not captured", "{n:autorizado|autorizados} sin capturar"),
    "X-many-cod": Text("{n} cash on delivery not paid", "{n} contra entrega sin pagar"),
    "X-many-voided": Text("{n} voided", "{n:anulado|anulados}"),
    "X-many-expired": Text("{n} expired", "{n:vencido|vencidos}"),
    "X-many-cancelled": Text("{n} cancelled", "{n:cancelado|cancelados}"),
    "X-many-test": Text("{n} test", "{n} de prueba"),
    "X-many-excluded": Text("{n} left out by you", "{n:excluido|excluidos} por ti"),
    "X-many-exchange": Text("{n:exchange|exchanges}", "{n:cambio|cambios}"),
    "X-many-replacement": Text("{n:replacement|replacements}", "{n:reposición|reposiciones}"),
    "X-many-unknown": Text("{n} with unknown payment", "{n} con pago desconocido"),
    "X-many-unread": Text(
        "{n} without a readable total but counted as {n:?an order|orders}",
        "{n} sin total legible, {n:?contado como pedido|contados como pedidos}",
    ),
    "X-many-rate": Text(
        "{n} in {currency} without a rate but counted as {n:?an order|orders}",
        "{n} en {currency} sin tasa, {n:?contado como pedido|contados como pedidos}",
    ),
    "X-excl-more": Text(" and {n} more", " y {n} más"),
    "X-free": Text(
        "{orders} {n:?was|were} free: not in average order value or demand.",
        "{orders} {n:?fue|fueron} gratis: fuera del promedio y de la demanda.",
    ),
    "X-free-many": Text(
        "{n:order was|orders were} free: not in average order value or demand.",
        "{n:pedido fue|pedidos fueron} gratis: fuera del promedio y de la demanda.",
    ),
    "X-undated": Text(
        "{n:order has|orders have} no readable date and {n:?is|are} in no period: {orders:,}{more}.",
        "{n:pedido no tiene|pedidos no tienen} fecha legible y no {n:?entra|entran} en ningún período: "
        "{orders:,}{more}.",
    ),
    "X-future": Text(
        "{n:order is|orders are} dated later than this brief and not counted: {orders:,}{more}.",
        "{n:pedido tiene|pedidos tienen} fecha posterior a este informe y no {n:?cuenta|cuentan}: {orders:,}{more}.",
    ),
    "X-rate": Text("{currency} counted at {rate}.", "{currency} contados a {rate}."),
    "X-from": Text(
        "The orders tab starts on {day:short}; {before} may be incomplete.",
        "La pestaña de pedidos empieza el {day:short}; {before} puede estar incompleta.",
    ),
    "X-from-month": Text(
        "The orders tab starts on {day:short}; {before} may be incomplete.",
        "La pestaña de pedidos empieza el {day:short}; {before} puede estar incompleto.",
    ),
    "X-from-now": Text(
        "The orders tab starts on {day:short}: {covered} of {days:day|days} {are} covered.",
        "La pestaña de pedidos empieza el {day:short}: {are} {covered} de {days:día|días}.",
    ),
    "X-until-now": Text(
        "The orders tab ends on {day:short}: {covered} of {days:day|days} {are} covered.",
        "La pestaña de pedidos termina el {day:short}: {are} {covered} de {days:día|días}.",
    ),
    "X-total": Text(
        "{n:total row was|total rows were} skipped.", "{n:?Se omitió|Se omitieron} {n:fila|filas} de totales."
    ),
    "X-header_again": Text(
        "{n:repeated header row was|repeated header rows were} skipped.",
        "{n:?Se omitió|Se omitieron} {n:fila|filas} de encabezado repetido.",
    ),
    "X-example": Text(
        "{n:example row was|example rows were} not counted.",
        "{n:?No se contó|No se contaron} {n:fila|filas} de ejemplo.",
    ),
    "X-hidden": Text(
        "{source} has {n:hidden row; it is|hidden rows; they are} counted.",
        "{source}: {n:fila oculta que sí se cuenta|filas ocultas que sí se cuentan}.",
    ),
    "X-cells": Text(
        "{n:cell|cells} could not be read (see Data health).",
        "{n:?No se pudo leer|No se pudieron leer} {n:celda|celdas} (ver Data health).",
    ),
    "X-uncached": Text(
        "{n:formula has|formulas have} no stored result: open the workbook and save it once.",
        "{n:fórmula no tiene|fórmulas no tienen} resultado guardado: abre el archivo y guárdalo una vez.",
    ),
    "X-assumed": Text("{said}", "{said}"),
    "X-returns": Text("Returns: refunds only, no reasons.", "Devoluciones: solo reembolsos, sin motivos."),
    "X-cost": Text(
        "Margin unknown for {n:product|products} (no cost).",
        "Margen desconocido en {n:producto|productos} (falta costo).",
    ),
    "X-traffic": Text(
        "Traffic isn't connected: demand is read from sales only.", "Sin tráfico: la demanda se lee solo por ventas."
    ),
    "X-traffic-part": Text(
        "Product pages are read on {covered} of {days:day|days} ({span:short}): Traffic tells no more.",
        "Las páginas de producto se leen en {covered} de {days:día|días} ({span:short}): Tráfico no trae más.",
    ),
    "X-traffic-days": Text(
        "Product pages can't be judged: no row of Traffic lies inside {span:short}. Export those days, or day by day.",
        "No se pueden juzgar las páginas de producto: ninguna fila de Tráfico cae en {span:short}. Exporta esos días, "
        "o día por día.",
    ),
    "X-traffic-products": Text(
        "Traffic tells no recent views by product: product pages can't be judged.",
        "Tráfico no trae vistas recientes por producto: no se pueden juzgar las páginas.",
    ),
    "X-traffic-names": Text(
        "Traffic names {n:product|products} that nothing else knows, not counted: {names:,}{more}.",
        "Tráfico nombra {n:producto que no está|productos que no están} en ninguna otra pestaña y no "
        "{n:?se cuenta|se cuentan}: {names:,}{more}.",
    ),
    "X-traffic-twice": Text(
        "{n:row of Traffic speaks|rows of Traffic speak} of days that other rows tell too; not counted.",
        "{n:fila de Tráfico habla|filas de Tráfico hablan} de días que otras filas ya cuentan; no se {n:?suma|suman}.",
    ),
    "X-traffic-more": Text(
        "Sources disagree on {list:,}{more}: more carts or orders than views, so no rate.",
        "Las fuentes no cuadran en {list:,}{more}: más carritos o pedidos que vistas, así que no hay tasa.",
    ),
    "X-traffic-bought": Text(
        "Traffic tells {k:purchase|purchases} of {n:visit|visits}: no conversion is read from it.",
        "Tráfico trae {k:compra|compras} de {n:visita|visitas}: no se lee conversión.",
    ),
    "X-not-configured": Text("Not configured: {list:,}.", "Sin configurar: {list:,}."),
    "X-refunds": Text(
        "No refunds column: revenue is before refunds.", "Sin columna de reembolsos: los ingresos no los descuentan."
    ),
    "X-freshness": Text("{labels:·}.", "{labels:·}."),
    "X-definitions": Text(
        "Definitions: {n} of your own, the rest standard.", "Definiciones: {n:propia|propias}, el resto estándar."
    ),
    "X-standard": Text("Definitions: all standard.", "Definiciones: todas estándar."),
    "X-overrides": Text("Set by you: {list:,}.", "Fijado por ti: {list:,}."),
    "X-overrides-item": Text("{product} ({category})", "{product} ({category})"),
    "X-decided": Text(
        "{n:exception|exceptions} snoozed or acknowledged.",
        "{n:excepción pospuesta o vista|excepciones pospuestas o vistas}.",
    ),
}
