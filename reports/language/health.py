"""The tab Data health: what was read, what was not, and what was assumed."""

from __future__ import annotations

from collections.abc import Mapping

from sheets.errors import Text

TEXTS: Mapping[str, Text] = {
    "T-coverage": Text("Coverage", "Cobertura"),
    "HL-covers": Text("{source}: {days:year} ({n:row|rows}).", "{source}: {days:year} ({n:fila|filas})."),
    "HL-window": Text(
        "{what}: {covered} of {days:day|days} covered.", "{what}: {covered} de {days:día|días} con datos."
    ),
    "HL-alone": Text(
        "No comparison with {before}: it isn't covered.", "Sin comparación con {before}: falta cobertura."
    ),
    "T-rows": Text("Rows not counted", "Filas que no se cuentan"),
    "HL-total": Text(
        "{tab}: {n:total row|total rows} ({rows:,}{more}).", "{tab}: {n:fila|filas} de totales ({rows:,}{more})."
    ),
    "HL-header_again": Text(
        "{tab}: {n:repeated header row|repeated header rows} ({rows:,}{more}).",
        "{tab}: {n:fila|filas} de encabezado repetido ({rows:,}{more}).",
    ),
    "HL-example": Text(
        "{tab}: {n:example row|example rows} ({rows:,}{more}).", "{tab}: {n:fila|filas} de ejemplo ({rows:,}{more})."
    ),
    "HL-blank": Text(
        "{tab}: {n:blank row|blank rows} ({rows:,}{more}).", "{tab}: {n:fila|filas} en blanco ({rows:,}{more})."
    ),
    "HL-left": Text(
        "{tab}: {n:row|rows} left out: {why} ({rows:,}{more}).",
        "{tab}: {n:fila que no se usa|filas que no se usan}: {why} ({rows:,}{more}).",
    ),
    "HL-rows-more": Text(" and {n} more", " y {n} más"),
    "HL-hidden": Text(
        "{tab} has {n:hidden row; it is|hidden rows; they are} counted.",
        "{tab}: {n:fila oculta que sí se cuenta|filas ocultas que sí se cuentan}.",
    ),
    "HL-rows-none": Text("Every row was counted.", "Se contaron todas las filas."),
    "T-unmapped": Text("Not recognised", "Sin reconocer"),
    "HL-unmatched": Text(
        "{title}: {n:unit|units} sold, not found in Inventory.",
        "{title}: {n:unidad vendida|unidades vendidas}, sin encontrar en Inventario.",
    ),
    "HL-unmatched-more": Text("{n} more names not found.", "{n} nombres más sin encontrar."),
    "HL-unmapped-none": Text("Everything sold was found in Inventory.", "Todo lo vendido se encontró en Inventario."),
    "T-assumptions": Text("Assumed", "Supuestos"),
    "HL-said": Text("{tab}: {said}", "{tab}: {said}"),
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
