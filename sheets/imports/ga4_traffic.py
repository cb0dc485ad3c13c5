"""Google Analytics 4: sessions by channel, source or campaign, and what became of each item, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports import spans
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.spans import Span
from sheets.imports.summed import summed
from sheets.imports.words import text
from sheets.workbook import Cell

_TOTALS = frozenset({"", "grandtotal", "total", "totals", "totales", "totalgeneral", "sumatotal"})
_FIGURES = ("sessions", "product_views", "add_to_carts", "purchases", "revenue_claimed")
_WITHIN = ("source", "medium", "campaign", "landing_page")
_NAMELESS = Text("the column of the sources is missing", "falta la columna de las fuentes")
_UNDATED = Text("its date range could not be read", "su intervalo de fechas no se pudo leer")
_CHANGE = Text("a change between two periods, no count", "un cambio entre dos periodos, no una cantidad")
#: A comparison names its two ranges, and then how much the one is above the other.
_CHANGES = re.compile(r"%|change|cambio|difference|diferencia", re.IGNORECASE)

_CHANNELS = {
    "Session primary channel group (Default Channel Group)": "source",
    "Session default channel group": "source",
    "Session source / medium": "_source_medium",
    "Session source": "source",
    "Session medium": "medium",
    "Session campaign": "campaign",
    "Grupo de canales principal de la sesión (Grupo de canales predeterminado)": "source",
    "Fuente/medio de la sesión": "_source_medium",
    "Fuente de la sesión": "source",
    "Medio de la sesión": "medium",
    "Campaña de la sesión": "campaign",
}
_DAYS = {
    "Date": "_date",
    "Fecha": "_date",
    "Date range": "_range",
    "Intervalo de fechas": "_range",
}


def by_source(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Sessions of each source and period; further dimensions are added up."""
    place = _dimension(sheet)
    named = [name for name in (*_WITHIN, "_source_medium") if name in TRAFFIC.places(sheet.headers)]
    if place is None and not named:
        yield from (Left(record.row, _NAMELESS) for record in records)
        return

    def labelled() -> Iterator[tuple[Record, Cell]]:
        for record, (_, cells) in zip(records, sheet.lines(), strict=True):
            if place is None:
                yield record, record.values[named[0]]
            else:
                label = cells[place] if place < len(cells) else None
                yield Record(record.row, {**record.values, "source": label}), label

    yield from summed(
        TRAFFIC,
        sheet,
        (_within(each, "sessions") for each in _dated(sheet, labelled())),
        by=("date_from", "date_to", *_WITHIN),
        add=_FIGURES,
    )


def by_item(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Views, carts and purchases of each item and period."""
    named = ((record, record.values.get("product_id")) for record in records)
    lines = (_within(each, "events") for each in _dated(sheet, named))
    return summed(ITEMS, sheet, lines, by=("date_from", "date_to", "product_id"), add=_FIGURES)


def _dimension(sheet: Sheet) -> int | None:
    """Where the labels stand, when the property's own channel group has a name that nobody knows."""
    known = set(map(normal, _CHANNELS))
    if any(normal(header) in known for header in sheet.headers):
        return None
    others = TRAFFIC.places(sheet.headers).values()
    metrics = re.compile(r"rate|time|events?|count|revenue|tasa|tiempo|evento|ingreso|interacc|engage", re.IGNORECASE)
    unknown = [at for at, header in enumerate(sheet.headers) if header and at not in others]
    told = [
        at for at in unknown if re.search(r"channel|source|medium|canal|fuente|medio", sheet.headers[at], re.IGNORECASE)
    ]
    told = [at for at in told if not metrics.search(sheet.headers[at])]
    return next(iter(told or [at for at in unknown if not metrics.search(sheet.headers[at])]), None)


def _dated(sheet: Sheet, lines: Iterator[tuple[Record, Cell]]) -> Iterator[Record | Left]:
    """Each line with the days that it is about; totals are left out."""
    whole = spans.hashed(sheet)
    for record, label in lines:
        if normal(text(label)) in _TOTALS:
            yield Left(record.row, TOTAL.why)
        elif "_range" in record.values:
            told = text(record.values["_range"])
            found = spans.of_text(told)
            if found:
                yield _over(record, found)
            else:
                yield Left(record.row, _CHANGE if _CHANGES.search(told) else _UNDATED)
        elif "_date" in record.values:
            day: Cell = spans.day(record.values["_date"]) or record.values["_date"]
            yield Record(record.row, {**record.values, "date_from": day, "date_to": day})
        else:
            whole = whole or spans.above(sheet) or spans.asked(sheet)
            yield _over(record, whole)


def _over(record: Record, days: Span) -> Record:
    return Record(record.row, {**record.values, "date_from": days[0], "date_to": days[1]})


def _within(each: Record | Left, measure: str) -> Record | Left:
    if isinstance(each, Left):
        return each
    values: dict[str, Cell] = {**each.values, "measure": measure}
    if "_source_medium" in values:
        # "google / organic"
        source, _, medium = text(values["_source_medium"]).partition("/")
        values |= {"source": source.strip(), "medium": medium.strip()}
    return Record(each.row, values)


def _named(columns: Mapping[str, str], *kept: str) -> Sequence[str]:
    return tuple(header for header, column in columns.items() if column in kept)


_WARNS = Text(
    "Revenue is what Analytics saw; it is kept apart from your orders.",
    "Los ingresos son los que vio Analytics; quedan aparte de tus pedidos.",
)

TRAFFIC = Export(
    key="ga4_traffic_acquisition",
    tool="Google Analytics 4",
    kind=Text("Google Analytics traffic acquisition", "la adquisición de tráfico de Google Analytics"),
    table="traffic",
    needs=(
        ("Sessions", "Sesiones"),
        (
            *_CHANNELS,
            "Engaged sessions",
            "Sesiones con interacción",
            "Session key event rate",
            "Events per session",
            "Eventos por sesión",
        ),
    ),
    columns={
        **_CHANNELS,
        **_DAYS,
        "Landing page + query string": "landing_page",
        "Landing page": "landing_page",
        "Página de destino y cadena de consulta": "landing_page",
        "Página de destino": "landing_page",
        "Sessions": "sessions",
        "Sesiones": "sessions",
        "Total revenue": "revenue_claimed",
        "Ingresos totales": "revenue_claimed",
        "Total de ingresos": "revenue_claimed",
    },
    without=("Visitor ID", "Online store visitors"),
    shape=by_source,
    also_makes=("date_from", "date_to", "source", "medium", "measure"),
    also_reads=lambda sheet: [sheet.headers[place]] if (place := _dimension(sheet)) is not None else [],
    decimal=".",
    warns=_WARNS,
    seen="fixture",
    quirks=(
        "the days are read from the \u201c#\u201d lines above the header, in any language",
        "the first column is the source, whatever the property calls its channel group",
        "a total without a label, or Grand total, is left out, first or last",
        "with a comparison each range has rows of its own (two tables, or a Date range column)",
        "\u201cgoogle / organic\u201d becomes source and medium; further dimensions are added up",
        "rates, times and key events are not taken, users never mixed with sessions",
    ),
)

_ITEM_COUNTS = {
    "Items viewed": "product_views",
    "Artículos vistos": "product_views",
    "Items added to cart": "add_to_carts",
    "Artículos añadidos al carrito": "add_to_carts",
    "Artículos agregados al carrito": "add_to_carts",
    "Items purchased": "purchases",
    "Artículos comprados": "purchases",
}

ITEMS = Export(
    key="ga4_item_purchases",
    tool="Google Analytics 4",
    kind=Text("Google Analytics purchases by item", "las compras por artículo de Google Analytics"),
    table="traffic",
    needs=(("Item name", "Nombre del artículo"), tuple(_ITEM_COUNTS)),
    columns={
        "Item name": "product_id",
        "Nombre del artículo": "product_id",
        **_ITEM_COUNTS,
        **_DAYS,
        "Item revenue": "revenue_claimed",
        "Ingresos por artículos": "revenue_claimed",
    },
    shape=by_item,
    also_makes=("date_from", "date_to", "measure"),
    decimal=".",
    warns=_WARNS,
    seen="public code",
    quirks=(
        "the days are read from the \u201c#\u201d lines above the header",
        "a total without a label, or Grand total, is left out",
        "items are counted in events: never added to sessions or users",
        "an item is known by its name, as Analytics writes it",
    ),
)

EXPORTS = (TRAFFIC, ITEMS)
