"""What our tabs in the workbook say around the brief's own sentences: headers, chips, drop-downs."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

ROLE = {
    "fulfillment": Both("Fulfillment", "Despachos"),
    "support": Both("Support", "Soporte"),
    "finance": Both("Finance", "Finanzas"),
    "marketing": Both("Marketing", "Mercadeo"),
    "operations": Both("Operations", "Operaciones"),
}
RISK = {
    "oversold": Both("Oversold", "Sobrevendido"),
    "out": Both("Sold out", "Agotado"),
    "low": Both("Below minimum", "Bajo el mínimo"),
    "ok": Both("Enough", "Suficiente"),
    "off": Both("Not watched", "Sin vigilar"),
    "unknown": Both("Unknown", "Sin dato"),
}
#: What an action's status list offers.
ACTION_STATUS = {
    "open": Both("open", "abierta"),
    "doing": Both("doing", "en curso"),
    "done": Both("done", "hecha"),
    "dropped": Both("dropped", "descartada"),
}
#: What the list of a row's decision offers.
DECISION = {
    "acknowledge": Both("acknowledged", "visto"),
    "snooze": Both("snoozed", "pospuesto"),
    "not_a_problem": Both("not a problem", "no es un problema"),
    "resolve": Both("resolved", "resuelto"),
}
#: How a row is given to somebody, in the place of a decision from the list.
ASSIGN = Both("assign {name}", "asignar a {name}")
STATUS = {
    "green": Both("Up to date", "Al día"),
    "amber": Both("Late", "Atrasada"),
    "red": Both("Not usable as it is", "No sirve así"),
    "grey": Both("Not in use", "Sin uso"),
}

TEXTS: Mapping[str, Text] = {
    "B-owner": Text("Owner", "Responsable"),
    "B-due": Text("Due", "Para"),
    "B-status": Text("Status", "Estado"),
    "B-note": Text("Note", "Nota"),
    "B-sources": Text("Sources", "Fuentes"),
    "B-row": Text("{tab}, row {row}", "{tab}, fila {row}"),
    "B-rows": Text("{tab}, {n:row|rows}", "{tab}, {n:fila|filas}"),
    "B-legend": Text(
        "Confidence: ● solid · ◐ directional · ○ too little data. Severity: ⬢ critical · ▲ warning · ● to know.",
        "Confianza: ● sólida · ◐ indicativa · ○ muy pocos datos. Gravedad: ⬢ crítica · ▲ advertencia · ● aviso.",
    ),
    "K-kept": Text("Kept from this tab", "Conservado de esta pestaña"),
    "B-yours": Text(
        "White cells are yours: what you write there is kept when the brief is made again.",
        "Las celdas blancas son tuyas: lo que escribas ahí se conserva cuando el informe se rehace.",
    ),
    "B-nothing": Text("Nothing here.", "Nada por aquí."),
    "I-decision": Text("Your decision", "Tu decisión"),
    "I-until": Text("Until", "Hasta"),
    "I-reason": Text("Reason", "Motivo"),
    "I-unknown": Text("Not understood: choose from the list.", "No se entiende: elige de la lista."),
    "I-no-day": Text("Not understood: write a date.", "No se entiende: escribe una fecha."),
    "I-past": Text("That day is over: write a later one.", "Ese día ya pasó: escribe uno posterior."),
    "I-why": Text("Say why, under Reason.", "Di por qué, en Motivo."),
    "I-who": Text("Say who: assign Ana.", "Di a quién: asignar a Ana."),
    "I-none": Text("Choose a decision from the list.", "Elige una decisión de la lista."),
    "I-cleared": Text("Cleared on the tab.", "Se borró en la pestaña."),
    "I-no-column": Text(
        "The tab {tab} has no column {column}: put its header back.",
        "La pestaña {tab} no tiene la columna {column}: vuelve a poner su encabezado.",
    ),
    "T-prepared": Text("Prepared {at}", "Preparado {at}"),
    "E-title": Text("Exceptions", "Excepciones"),
    "E-severity": Text("Severity", "Gravedad"),
    "E-evidence": Text("Evidence", "Evidencia"),
    "E-action": Text("Next action", "Próxima acción"),
    "E-state": Text("State", "Estado"),
    "E-seen": Text("First seen", "Vista desde"),
    "E-confidence": Text("Confidence", "Confianza"),
    "E-risk": Text("At risk ({currency})", "En riesgo ({currency})"),
    "E-source": Text("Source", "Fuente"),
    "P-title": Text("Product board", "Tablero de productos"),
    "P-product": Text("Product", "Producto"),
    "P-category": Text("Category", "Categoría"),
    "P-why": Text("Why", "Por qué"),
    "P-moves": Text("What moves it out", "Qué lo saca de ahí"),
    "P-also": Text("Also", "También"),
    "P-computed": Text("Computed", "Calculado"),
    "P-none": Text("no sales", "sin ventas"),
    "P-movement": Text("Units", "Unidades"),
    "P-cover": Text("Cover", "Cobertura"),
    "R-title": Text("Inventory risk", "Riesgo de inventario"),
    "R-variant": Text("Variant", "Variante"),
    "R-sku": Text("SKU", "SKU"),
    "R-risk": Text("Risk", "Riesgo"),
    "R-available": Text("Available", "Disponible"),
    "R-minimum": Text("Minimum", "Mínimo"),
    "R-incoming": Text("Incoming", "En camino"),
    "R-sold": Text("Units sold", "Vendidas"),
    "R-cover": Text("Cover (days)", "Cobertura (días)"),
    "R-range": Text("Range", "Rango"),
    "R-reorder": Text("Reorder", "Pedir"),
    "D-title": Text("Data health", "Salud de los datos"),
    "D-source": Text("Source", "Fuente"),
    "D-freshness": Text("Freshness", "Frescura"),
    "D-tab": Text("Tab", "Pestaña"),
    "D-rows": Text("Rows", "Filas"),
    "D-excluded": Text("Left out of revenue", "Fuera de los ingresos"),
    "D-cells": Text("Cells and headers that could not be read", "Celdas y encabezados que no se pudieron leer"),
    "D-cells-none": Text("Every cell that is used could be read.", "Se pudieron leer todas las celdas que se usan."),
    "D-more": Text("and {n} more", "y {n} más"),
    "D-bridge": Text("From the shop's own total to this revenue", "Del total de la tienda a estos ingresos"),
    "D-series": Text("The series behind the cards, day by day", "Las series de las tarjetas, día por día"),
}
