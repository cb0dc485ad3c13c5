"""Sources by their names, and how fresh each is."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.contract import TABS
from sheets.errors import Text

NAME = {tab.key: Both(tab.name.en, tab.name.es) for tab in TABS}

#: How often a source is expected to change, by its hours.
EXPECTED = {
    1.0: Both("hourly", "cada hora"),
    24.0: Both("daily", "diario"),
    168.0: Both("weekly", "semanal"),
}

TEXTS: Mapping[str, Text] = {
    "FR-read-orders": Text("Orders read {age} ago", "Pedidos leídos hace {age}"),
    "FR-read-inventory": Text("Inventory read {age} ago", "Inventario leído hace {age}"),
    "FR-read-support": Text("Support read {age} ago", "Soporte leído hace {age}"),
    "FR-age": Text("{source} {age} ago", "{source} hace {age}"),
    "FR-hand": Text("{source} updated by hand {when}", "{source} a mano {when}"),
    "FR-hand-support": Text("Support tagged by hand {when}", "Soporte etiquetado a mano {when}"),
    "FR-covers": Text("{source} covers {days:short}", "{source} cubre {days:short}"),
    "FR-seen": Text(
        "{source} seen {at} (newest record: {day})", "{source}: contenido visto {at} (registro más reciente: {day})"
    ),
    "FR-seen-plain": Text("{source} seen {at}", "{source}: contenido visto {at}"),
    "FR-record": Text("{source}: newest record {day}", "{source}: registro más reciente {day}"),
    "FR-late": Text(
        "{source} last changed {age} ago (expected {expected})",
        "{source}: último cambio hace {age} (se espera {expected})",
    ),
    "FR-lag": Text("{label}; lags by {n:hour|hours}", "{label}; llega con {n:hora|horas} de retraso"),
    "FR-error": Text("{source} could not be refreshed", "{source} no se pudo actualizar"),
    "FR-off": Text("{source} is switched off", "{source} está apagada"),
    "FR-there": Text("{source}: {n:row|rows}", "{source}: {n:fila|filas}"),
    "FR-empty": Text("{source}: no rows yet", "{source}: aún sin filas"),
    "FR-unused": Text("{source}: no row that can be used", "{source}: ninguna fila que se pueda usar"),
    "FR-unknown": Text("{source}: no time known", "{source}: sin fecha conocida"),
    "FR-hours": Text("every {n:hour|hours}", "cada {n:hora|horas}"),
    "FR-today": Text("today {at:time}", "hoy {at:time}"),
    "FR-yesterday": Text("yesterday {at:time}", "ayer {at:time}"),
    "FR-day": Text("{at:plain}", "{at:plain}"),
}
