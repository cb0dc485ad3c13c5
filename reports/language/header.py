"""What stands at the top: whose brief, which days, when it was prepared, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from reports.outcome import DIRECTIONAL, SOLID, TOO_LITTLE
from sheets.errors import Text

TITLE = {
    "daily": Both("Daily operating brief", "Informe operativo del día"),
    "weekly": Both("Weekly operating brief", "Informe operativo semanal"),
    "monthly": Both("Monthly operating brief", "Informe operativo mensual"),
}

PERIOD = {
    "daily": Both("Days", "Días"),
    "weekly": Both("Week", "Semana"),
    "monthly": Both("Month", "Mes"),
}

#: The window inside a sentence, and the one before it.
NOW = {
    "daily": Both("since the last read", "desde la última lectura"),
    "weekly": Both("this week", "esta semana"),
    "monthly": Both("in the month", "en el mes"),
}
BEFORE = {
    "daily": Both("the days before", "los días anteriores"),
    "weekly": Both("the week before", "la semana anterior"),
    "monthly": Both("the month before", "el mes anterior"),
}

#: The window as a noun, and a quiet one.
WINDOW = {
    "daily": Both("these days", "estos días"),
    "weekly": Both("this week", "esta semana"),
    "monthly": Both("that month", "ese mes"),
}
QUIET = {
    "daily": Both("Quiet days", "Días tranquilos"),
    "weekly": Both("A quiet week", "Una semana tranquila"),
    "monthly": Both("A quiet month", "Un mes tranquilo"),
}
STEP = {
    "daily": Both("day-to-day", "días"),
    "weekly": Both("week-to-week", "semanas"),
    "monthly": Both("month-to-month", "meses"),
}

LEVEL = {
    SOLID: Both("solid", "sólida"),
    DIRECTIONAL: Both("directional", "indicativa"),
    TOO_LITTLE: Both("too little data", "muy pocos datos"),
}

TEXTS: Mapping[str, Text] = {
    "H1": Text("{brand} — {title}", "{brand} — {title}"),
    "H1-plain": Text("{title}", "{title}"),
    "H2": Text(
        "{period} {days:year} · {tz}. Prepared {run}{hol}. {seen}{std}",
        "{period} {days:year} · {tz}. Preparado {run}{hol}. {seen}{std}",
    ),
    "H2-hol": Text(
        " (public holiday: business-day clocks are paused)", " (festivo: los plazos en días hábiles están en pausa)"
    ),
    "H2-today": Text("Orders as of {at:time}.", "Pedidos al {at}."),
    "H2-asof": Text("Orders as of {at}.", "Pedidos al {at}."),
    "H2s": Text("Orders seen {at} (newest record: {day}).", "Pedidos vistos {at} (registro más reciente: {day})."),
    "H2s-plain": Text("Orders seen {at}.", "Pedidos vistos {at}."),
    "H2-record": Text("Newest order record: {day}.", "Registro de pedidos más reciente: {day}."),
    "H2-none": Text("No orders to read.", "No hay pedidos para leer."),
    "H2-std": Text(" Standard definitions.", " Definiciones estándar."),
    "H3": Text("Confidence: {level} — {reasons:;}.", "Confianza: {level} — {reasons:;}."),
    "H3-orders": Text(
        "{n:counted order|counted orders} {now}{from_}", "{n:pedido contado|pedidos contados} {now}{from_}"
    ),
    "H3-uncovered": Text("the orders tab doesn't cover {days:short}", "la pestaña de pedidos no cubre {days:short}"),
    "H3-from": Text(" (solid from {solid})", " (sólida desde {solid})"),
    "H3-none": Text("no orders to read", "no hay pedidos para leer"),
    "H3-unchanged": Text("{source:low} unchanged for {age}", "{source:low} sin cambios hace {age}"),
    "H3-refreshed": Text("{source:low} last refreshed {age} ago", "{source:low}: última actualización hace {age}"),
    "H3-record": Text("newest record in {source} {age} old", "registro más reciente de {source} hace {age}"),
    "H3-error": Text("{source:low} could not be refreshed", "{source:low} sin poder actualizar"),
}
