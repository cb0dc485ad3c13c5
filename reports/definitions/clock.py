"""Time: business days, deadlines, promises, freshness."""

from __future__ import annotations

from reports.definitions.knob import Knob, by_scope
from sheets.errors import Text

CLOCK = (
    Knob(
        "holiday_calendar",
        "CO",
        "",
        "choice",
        Text(
            "Public holidays that pause business days: CO (Colombia) or none.",
            "Festivos que detienen los días hábiles: CO (Colombia) o none (ninguno).",
        ),
        choices=("CO", "none"),
    ),
    Knob(
        "work_saturday",
        "no",
        "",
        "choice",
        Text(
            "Whether Saturday is a working day: no, half (until noon) or yes.",
            "Si el sábado es hábil: no, half (hasta mediodía) o yes (sí).",
        ),
        choices=("no", "half", "yes"),
    ),
    Knob(
        "business_hours",
        "9-18",
        "hours",
        "hours",
        Text("Opening hours; deadlines run inside them.", "Horario de atención; los plazos corren dentro de él."),
    ),
    Knob(
        "cutoff_hour",
        14,
        "hour",
        "count",
        Text(
            "An order paid from this hour on starts on the next business day.",
            "Un pedido pagado desde esta hora empieza el siguiente día hábil.",
        ),
        high=24,
    ),
    Knob(
        "handling_business_days",
        2,
        "business days",
        "count",
        Text(
            "Business days from the start of an order until it must be shipped.",
            "Días hábiles desde que empieza un pedido hasta que debe despacharse.",
        ),
        high=60,
    ),
    *by_scope(
        "transit_days",
        "business days",
        "count",
        Text(
            "Business days in transit, by zone; a promise date is estimated with them.",
            "Días hábiles de tránsito por zona; con ellos se estima la fecha prometida.",
        ),
        {"zone:bogota": 2, "zone:main": 3, "zone:other": 5, "zone:remote": 8},
    ),
    *by_scope(
        "zone_places",
        "cities or departments",
        "list",
        Text(
            "Cities or departments of the zone; any other is zone other, an unknown one zone main.",
            "Ciudades o departamentos de la zona; los demás son zona other, y si no se sabe, zona main.",
        ),
        {
            "zone:bogota": "Bogotá; Bogotá D.C.; Santafé de Bogotá; DC",
            "zone:main": "Medellín; Cali; Barranquilla; Cartagena; Bucaramanga; Pereira; Manizales; Armenia; Cúcuta; "
            "Ibagué; Santa Marta; Villavicencio; Neiva; Pasto; Montería; Popayán; Envigado; Itagüí; Soacha; Chía",
            "zone:remote": "Amazonas; Guainía; Guaviare; Vaupés; Vichada; Chocó; San Andrés; Leticia; "
            "AMA; GUA; GUV; VAU; VID; CHO; SAP",
        },
    ),
    *by_scope(
        "expected_every_hours",
        "hours",
        "count",
        Text(
            "How often this tab is expected to change; a row in Sources wins.",
            "Cada cuánto se espera que cambie esta pestaña; manda la fila en Sources.",
        ),
        {
            "source:orders": 24,
            "source:inventory": 24,
            "source:support": 48,
            "source:traffic": 168,
            "source:returns": 168,
            "source:campaigns": 168,
            "source:shipments": 24,
            "source:payments": 24,
            "source:listings": 24,
        },
    ),
    Knob(
        "compare_today_to",
        "yesterday",
        "",
        "choice",
        Text(
            "What today is compared with: yesterday or same_weekday (a week ago), up to the same hour.",
            "Con qué se compara hoy: yesterday (ayer) o same_weekday (hace una semana), hasta la misma hora.",
        ),
        choices=("yesterday", "same_weekday"),
    ),
)
