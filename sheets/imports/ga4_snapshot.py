"""Google Analytics 4's reports snapshot: several small tables in one file. Two of them belong into Traffic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sheets.errors import Text
from sheets.imports import spans
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.summed import summed
from sheets.imports.words import text

_KIND = Text("Google Analytics reports snapshot", "el informe panorámico de Google Analytics")


def by_day(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The users of each day; ``0027`` is the 28th day of the range."""
    return summed(USERS, sheet, _days(sheet, records), by=("date_from",), add=("sessions",))


def _days(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    whole = spans.hashed(sheet)
    for record in records:
        number = text(record.values.get("_nth"))
        if not (number.isascii() and number.isdigit()):
            yield Left(record.row, TOTAL.why)
            continue
        whole = whole or spans.asked(sheet)
        day = whole[0] + timedelta(days=int(number[:5]))
        yield Record(record.row, {**record.values, "date_from": day, "date_to": day, "measure": "users"})


USERS = Export(
    key="ga4_snapshot",
    tool="Google Analytics 4",
    kind=Text("Google Analytics users by day", "los usuarios por día de Google Analytics"),
    table="traffic",
    needs=(("Nth day", "Día N"), ("Users", "Active users", "Usuarios", "Usuarios activos")),
    columns={
        "Nth day": "_nth",
        "Día N": "_nth",
        "Users": "sessions",
        "Active users": "sessions",
        "Usuarios": "sessions",
        "Usuarios activos": "sessions",
    },
    alone=True,
    shape=by_day,
    also_makes=("date_from", "date_to", "measure"),
    decimal=".",
    seen="real file",
    quirks=(
        "several tables in one file, each with \u201c#\u201d lines of its own; one may have no rows",
        "Nth day 0027 is counted from the table's own start date",
        "users are marked as users and never mixed with sessions",
        "sessions by channel and items purchased are read like their own reports",
        "tables that no tab can hold are named and left alone",
    ),
)

#: A further table of days: users counted over 30 or 7 days, new users, revenue, time.
_OTHER_DAYS = Export(
    key="ga4_snapshot_days",
    tool="Google Analytics 4",
    kind=_KIND,
    table="traffic",
    needs=(
        ("Nth day", "Día N"),
        (
            "New users",
            "Usuarios nuevos",
            "30 days",
            "30 días",
            "Average engagement time per active user",
            "Tiempo de interacción medio por usuario activo",
            "Total revenue",
            "Total de ingresos",
            "Event count",
            "Número de eventos",
        ),
    ),
    columns={"Nth day": "_nth", "Día N": "_nth"},
    unused=Text(
        "New users, users over several days and times are parts or means of the users by day: next to those they would "
        "count people twice. Traffic takes the users and the sessions.",
        "Los usuarios nuevos, los de varios días y los tiempos son partes o promedios de los usuarios por día: junto a "
        "ellos contarían dos veces a las personas. Tráfico toma los usuarios y las sesiones.",
    ),
    seen="real file",
    quirks=("recognised and not used: parts and means of the users by day",),
)

_OTHERS = Export(
    key="ga4_snapshot_others",
    tool="Google Analytics 4",
    kind=_KIND,
    table="traffic",
    needs=(
        (
            "First user primary channel group (Default Channel Group)",
            "First user default channel group",
            "First user source / medium",
            "Primer grupo de canales principal del usuario (Grupo de canales predeterminado)",
            "Primera fuente/medio",
            "Page title and screen class",
            "Título de página y clase de pantalla",
            "Event name",
            "Nombre del evento",
            "Country",
            "País",
            "Country ID",
            "ID del país",
            "City",
            "Ciudad",
            "Platform",
            "Plataforma",
        ),
        (
            "New users",
            "Usuarios nuevos",
            "Users",
            "Active users",
            "Usuarios",
            "Usuarios activos",
            "Views",
            "Vistas",
            "Event count",
            "Número de eventos",
            "Key events",
            "Conversions",
            "Eventos clave",
        ),
    ),
    columns={},
    without=("Sessions", "Sesiones"),
    unused=Text(
        "They count people, pages or events by country, page or name; Traffic holds visits by day, source or product. "
        "Export Traffic acquisition, or Ecommerce purchases.",
        "Cuentan personas, páginas o eventos por país, página o nombre; Tráfico guarda visitas por día, fuente o "
        "producto. Exporta Adquisición de tráfico, o Compras de comercio electrónico.",
    ),
    seen="real file",
    quirks=("recognised and not used: no visits by day, source or product",),
)

EXPORTS = (USERS, _OTHER_DAYS, _OTHERS)
