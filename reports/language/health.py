"""The tab Data health: what was read, what was not, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-read-sources": Text("What was read", "Lo que se leyó"),
    "HS-rows": Text("{n:row|rows} read, {u} used.{covers}", "{n:fila leída|filas leídas}, {u} en uso.{covers}"),
    "HS-rows-all": Text(
        "{n:row|rows} read, {n:?and used|all used}.{covers}",
        "{n:fila leída|filas leídas}, {n:?en uso|todas en uso}.{covers}",
    ),
    "HS-covers": Text(" Covers {days:year}.", " Cubre {days:year}."),
    "HS-total": Text(
        "Left out: {n:row|rows} of totals ({rows:,}{more}).", "Por fuera: {n:fila|filas} de totales ({rows:,}{more})."
    ),
    "HS-header_again": Text(
        "Left out: {n:repeated header row|repeated header rows} ({rows:,}{more}).",
        "Por fuera: {n:fila|filas} de encabezado repetido ({rows:,}{more}).",
    ),
    "HS-example": Text(
        "Left out: {n:example row|example rows} ({rows:,}{more}).",
        "Por fuera: {n:fila|filas} de ejemplo ({rows:,}{more}).",
    ),
    "HS-blank": Text(
        "Passed over: {n:blank row|blank rows} ({rows:,}{more}).",
        "Se saltaron: {n:fila|filas} en blanco ({rows:,}{more}).",
    ),
    "HS-left": Text(
        "Left out: {n:row|rows}, {why} ({rows:,}{more}).", "Por fuera: {n:fila|filas}, {why} ({rows:,}{more})."
    ),
    "HS-no_key": Text(
        "Left out: {n:row|rows} without {header} ({rows:,}{more}).",
        "Por fuera: {n:fila|filas} sin {header} ({rows:,}{more}).",
    ),
    "HS-below": Text(
        "Left out: {n:row|rows} below another header ({rows:,}{more}).",
        "Por fuera: {n:fila|filas} debajo de otro encabezado ({rows:,}{more}).",
    ),
    "HS-hidden": Text(
        "{n:row is hidden and|rows are hidden and} counted all the same.",
        "{n:fila oculta que sí se cuenta|filas ocultas que sí se cuentan}.",
    ),
    "HS-columns": Text("Columns read: {list:,}.", "Columnas leídas: {list:,}."),
    "HS-ignored": Text("Columns not used: {list:,}.", "Columnas sin usar: {list:,}."),
    "HS-assumed": Text("Assumed: {said}", "Supuesto: {said}"),
    "HS-currency": Text(
        "Assumed: amounts are {code}, because no column says their currency.",
        "Supuesto: los valores están en {code}, porque ninguna columna dice la moneda.",
    ),
    "HS-unmapped": Text(
        "Not known: “{word}” in {header}, {n:cell|cells}.", "Sin conocer: «{word}» en {header}, {n:celda|celdas}."
    ),
    "HS-words-more": Text("{n} more words are not known.", "{n} palabras más sin conocer."),
    "HS-unused": Text(
        "No line of the brief stands on this tab yet.", "Ninguna línea del informe se basa aún en esta pestaña."
    ),
    "T-coverage": Text("Coverage", "Cobertura"),
    "HL-window": Text(
        "{what}: {covered} of {days:day|days} covered.", "{what}: {covered} de {days:día|días} con datos."
    ),
    "HL-alone": Text(
        "No comparison with {before}: it isn't covered.", "Sin comparación con {before}: falta cobertura."
    ),
    "HL-rows-more": Text(" and {n} more", " y {n} más"),
    "T-unmapped": Text("Not recognised", "Sin reconocer"),
    "HL-unmatched": Text(
        "{title}: {n:unit|units} sold, not found in Inventory.",
        "{title}: {n:unidad vendida|unidades vendidas}, sin encontrar en Inventario.",
    ),
    "HL-unmatched-more": Text("{n} more names not found.", "{n} nombres más sin encontrar."),
    "HL-unmapped-none": Text("Everything sold was found in Inventory.", "Todo lo vendido se encontró en Inventario."),
    "T-shop-figures": Text(
        "Shopify's gross and net sales of the same orders", "Ventas brutas y netas de Shopify de los mismos pedidos"
    ),
    "T-assumptions": Text("Assumed", "Supuestos"),
    "HL-assumed-none": Text("Nothing had to be assumed.", "No hubo que suponer nada."),
    "HL-first-sight": Text(
        "First look at this workbook: ages count from now, so nothing here is late yet.",
        "Es la primera mirada: las edades cuentan desde ahora, así que nada está atrasado aún.",
    ),
    "T-definitions": Text("Definitions", "Definiciones"),
    "HL-own": Text("{key}{scope}: {value}", "{key}{scope}: {value}"),
    "HL-scope": Text(" ({scope})", " ({scope})"),
    "HL-standard": Text("All standard.", "Todas estándar."),
    "HL-no-definitions": Text(
        "No Definitions tab: standard definitions are used.", "Sin pestaña de definiciones: se usan las estándar."
    ),
    "T-offers": Text("Exports that nothing reads yet", "Exportaciones que nadie lee todavía"),
    "T-unusable": Text("Tabs that can't be used", "Pestañas que no se pueden usar"),
    "HL-unusable": Text("{tab}: {said}", "{tab}: {said}"),
    "T-skipped": Text("Not checked", "Sin verificar"),
    "HL-not-checked": Text("{rule} {title}: needs {missing:,}.", "{rule} {title}: falta {missing:,}."),
    "HL-all-checked": Text("Every rule was checked.", "Se verificaron todas las reglas."),
}
