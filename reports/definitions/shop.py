"""The shop itself: brand, language, number style, owners, links."""

from __future__ import annotations

from reports.definitions.knob import Knob
from sheets.errors import Text

SHOP = (
    Knob(
        "brand_name",
        "",
        "",
        "text",
        Text("Your brand, as the brief's title shows it.", "Tu marca, como sale en el título del informe."),
    ),
    Knob(
        "brief_language",
        "es",
        "",
        "choice",
        Text("Language of the brief: es, en or both.", "Idioma del informe: es, en o both (los dos)."),
        choices=("es", "en", "both"),
    ),
    Knob(
        "currency",
        "COP",
        "ISO 4217",
        "text",
        Text("Currency that sums are shown in.", "Moneda en la que se muestran las sumas."),
    ),
    Knob(
        "currency_decimals",
        "",
        "decimals",
        "count",
        Text(
            "Decimals shown in sums; blank: none for COP, else the currency's own.",
            "Decimales que se muestran; en blanco: ninguno en COP, si no los de la moneda.",
        ),
        high=4,
    ),
    Knob(
        "timezone",
        "America/Bogota",
        "zone",
        "zone",
        Text(
            "Time zone of the business: days and weeks start by it.",
            "Zona horaria del negocio: con ella empiezan los días y las semanas.",
        ),
    ),
    Knob(
        "week_starts_on",
        "monday",
        "",
        "choice",
        Text("First day of the week.", "Primer día de la semana."),
        choices=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ),
    Knob(
        "date_style",
        "auto",
        "",
        "choice",
        Text(
            "How 03/04/2026 is read: auto (by the column; day first if it cannot be told), d/m or m/d.",
            "Cómo se lee 03/04/2026: auto (según la columna; primero el día si no se sabe), d/m o m/d.",
        ),
        choices=("auto", "d/m", "m/d"),
    ),
    Knob(
        "number_style",
        "auto",
        "",
        "choice",
        Text(
            "How 1.234 and 1,234 are read: auto (by the column), 1.234,5 or 1,234.5.",
            "Cómo se leen 1.234 y 1,234: auto (según la columna), 1.234,5 o 1,234.5.",
        ),
        choices=("auto", "1.234,5", "1,234.5"),
    ),
    Knob(
        "number_region",
        "",
        "country",
        "choice",
        Text(
            "Country whose number marks are shown, such as CO or US; blank: by the language, CO in Spanish and US in "
            "English.",
            "País cuyas marcas se usan en los números, como CO o US; en blanco: según el idioma, CO en español y US en "
            "inglés.",
        ),
        choices=(
            "AR",
            "BR",
            "CA",
            "CH",
            "CL",
            "CO",
            "CR",
            "DE",
            "EC",
            "ES",
            "FR",
            "GB",
            "IN",
            "IT",
            "MX",
            "PE",
            "US",
            "UY",
        ),
    ),
    Knob(
        "customer_data",
        "needed",
        "",
        "choice",
        Text(
            "Names, streets and phones in an import: needed (only what the brief uses), all, or none.",
            "Nombres, direcciones y teléfonos al importar: needed (solo lo que usa el informe), all (todo) o none "
            "(nada).",
        ),
        choices=("needed", "all", "none"),
    ),
    Knob(
        "sku.ignore_chars",
        "",
        "characters",
        "text",
        Text(
            "Characters that don't count when SKUs are compared, such as - or a point.",
            "Caracteres que no cuentan al comparar SKU, como - o un punto.",
        ),
    ),
    Knob(
        "as_of",
        "",
        "date and time",
        "text",
        Text(
            "Moment to read this workbook at; blank: now. For sample workbooks.",
            "Momento en el que se lee el archivo; en blanco: ahora. Para archivos de muestra.",
        ),
    ),
    Knob(
        "interval_level",
        0.90,
        "share",
        "rate",
        Text("How sure a range is meant to be.", "Qué tan seguro debe ser cada rango de valores."),
        low=0.5,
        high=0.999,
    ),
    Knob(
        "max_actions",
        7,
        "rows",
        "count",
        Text("Most next actions in the brief.", "Máximo de próximas acciones en el informe."),
        low=1,
        high=20,
    ),
    Knob(
        "max_exceptions",
        7,
        "rows",
        "count",
        Text("Most exceptions in the brief.", "Máximo de excepciones en el informe."),
        low=1,
        high=50,
    ),
)
