"""Google Ads' campaign report in English and Spanish, and the curve of the whole account's cost by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sheets.errors import Text
from sheets.imports import spans
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.spans import Span
from sheets.imports.summed import summed
from sheets.imports.words import is_nothing, text
from sheets.workbook import Cell

_FIGURES = ("spend", "impressions", "social_clicks", "orders_claimed", "revenue_claimed")
#: Rows that say the others again: "Total: Account", "Total: Cuenta", "Gesamt: Konto".
_TOTALS = ("total:", "totales:", "gesamt:")
_MAKES = ("campaign_id", "name", "channel", "starts_at", "ends_at")
_NAMELESS = Text("a row without a campaign", "una fila sin campaña")


def _periods(export: Export, sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return summed(
        export,
        sheet,
        _campaigns(sheet, records),
        by=("campaign_id", "starts_at", "ends_at"),
        add=_FIGURES,
    )


def _campaigns(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    whole = spans.above(sheet)
    for record, (_, cells) in zip(records, sheet.lines(), strict=True):
        told = record.values
        if any(text(cell).lower().startswith(_TOTALS) for cell in cells):
            yield Left(record.row, TOTAL.why)
        elif is_nothing(told.get("name")) and is_nothing(told.get("campaign_id")):
            yield Left(record.row, _NAMELESS)
        else:
            first, last = _days(sheet, record, whole)
            own = told.get("campaign_id")
            name = told.get("campaign_id") if is_nothing(told.get("name")) else told.get("name")
            yield Record(
                record.row,
                {
                    **told,
                    "campaign_id": name if is_nothing(own) else own,
                    "name": name,
                    "channel": "google ads",
                    "starts_at": first,
                    "ends_at": last,
                },
            )


def _days(sheet: Sheet, record: Record, whole: Span | None) -> tuple[Cell, Cell]:
    """The row's own day or week, else the range that stands above the header, else what the founder says."""
    if "_day" in record.values:
        return record.values["_day"], record.values["_day"]
    if "_week" in record.values:
        monday = spans.day(record.values["_week"])
        if monday is None:
            return record.values["_week"], record.values["_week"]
        last = monday + timedelta(days=6)
        # The first and the last week of a range are cut off where the range begins and ends.
        return (max(monday, whole[0]), min(last, whole[1])) if whole else (monday, last)
    return whole or spans.asked(sheet)


def _english(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return _periods(ENGLISH, sheet, records)


def _spanish(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return _periods(SPANISH, sheet, records)


def _account(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The whole account's cost of each day, as one campaign."""
    whole = {"campaign_id": "google-ads-account", "name": "Google Ads", "channel": "google ads"}
    days = (
        Left(record.row, TOTAL.why)
        if text(record.values.get("_day")).lower().startswith(_TOTALS)
        else Record(
            record.row,
            {**record.values, **whole, "starts_at": record.values["_day"], "ends_at": record.values["_day"]},
        )
        for record in records
    )
    return summed(SERIES, sheet, days, by=("starts_at",), add=_FIGURES)


_QUIRKS = (
    "lines above the header are read for the range; \u201cAll time\u201d or none asks for the days",
    "UTF-16 with tabs (\u201cCSV for Excel\u201d)",
    "\u201cTotal: \u2026\u201d rows are left out",
    "\u201c --\u201d is not zero",
    "a day or a week where the report is split so, the weeks at the ends cut to the range",
    "thousands in quotation marks; the decimal mark is decided by the whole file",
    "several rows of a campaign and day are added up",
    "average cost, cost per conversion and rates are never taken",
    "conversions stay with their decimals, as what Google claims",
)
_WARNS = Text(
    "Orders and revenue are the conversions that Google claims; they are kept apart from your orders.",
    "Pedidos e ingresos son las conversiones que Google se atribuye; quedan aparte de tus pedidos.",
)

ENGLISH = Export(
    key="google_ads_campaigns",
    tool="Google Ads",
    kind=Text("Google Ads campaign report", "el informe de campañas de Google Ads (en inglés)"),
    table="campaigns",
    needs=(("Campaign",), ("Cost",), ("Impr.", "Impressions", "Clicks", "Campaign status", "Campaign type")),
    columns={
        "Campaign ID": "campaign_id",
        "Campaign": "name",
        "Day": "_day",
        "Week": "_week",
        "Currency code": "currency",
        "Cost": "spend",
        "Impr.": "impressions",
        "Impressions": "impressions",
        "Clicks": "social_clicks",
        "Conversions": "orders_claimed",
        "Conv. value": "revenue_claimed",
    },
    shape=_english,
    also_makes=_MAKES,
    decimal=".",
    warns=_WARNS,
    seen="public code",
    quirks=_QUIRKS,
)

SPANISH = Export(
    key="google_ads_campaigns_es",
    tool="Google Ads",
    kind=Text("Google Ads campaign report in Spanish", "el informe de campañas de Google Ads"),
    table="campaigns",
    needs=(
        ("Campaña",),
        ("Coste", "Costo", "Inversión"),
        ("Impr.", "Impresiones", "Clics", "Estado de la campaña", "Tipo de campaña"),
    ),
    columns={
        "Campaña": "name",
        "Día": "_day",
        "Semana": "_week",
        "Código de moneda": "currency",
        "Coste": "spend",
        "Costo": "spend",
        "Inversión": "spend",
        "Impr.": "impressions",
        "Impresiones": "impressions",
        "Clics": "social_clicks",
        "Conversiones": "orders_claimed",
        "Valor de conv.": "revenue_claimed",
    },
    shape=_spanish,
    also_makes=_MAKES,
    decimal=",",
    warns=_WARNS,
    seen="public code",
    quirks=(
        *_QUIRKS,
        "Coste, Costo and Inversión are one column",
        "1.247 is a thousand unless the file proves points as decimal mark",
        "ranges in Spanish words, with setiembre",
    ),
)

SERIES = Export(
    key="google_ads_series",
    tool="Google Ads",
    kind=Text("Google Ads cost by day", "el costo por día de Google Ads"),
    table="campaigns",
    needs=(("Fecha",), ("Coste", "Costo", "Inversión")),
    columns={
        "Fecha": "_day",
        "Coste": "spend",
        "Costo": "spend",
        "Inversión": "spend",
        "Impr.": "impressions",
        "Impresiones": "impressions",
        "Clics": "social_clicks",
        "Conversiones": "orders_claimed",
    },
    alone=True,
    shape=_account,
    also_makes=_MAKES,
    decimal=",",
    warns=Text(
        "It has no campaigns: each day goes into Campaigns as the whole account's. Do not import the campaign report "
        "of the same days too, or the cost counts twice.",
        "No trae campañas: cada día entra en Campañas como de toda la cuenta. No importes además el informe de "
        "campañas de los mismos días, o el costo contará dos veces.",
    ),
    seen="public code",
    quirks=("days in words, such as \u201csáb, 1 ago 2026\u201d", "known only where the file has no other columns"),
)

EXPORTS = (ENGLISH, SPANISH, SERIES)
