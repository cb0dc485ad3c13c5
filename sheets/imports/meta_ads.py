"""Meta Ads Manager's table exports, in English and Spanish: one row per campaign, ad set or ad, and day if chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sheets.errors import Text
from sheets.imports import keys
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.summed import summed
from sheets.imports.words import is_nothing, text
from sheets.workbook import Cell

_FIGURES = ("spend", "impressions", "social_clicks", "orders_claimed", "revenue_claimed")
#: A row of the account's total has none of these, a row of a campaign's total lacks the lower ones.
_LEVELS = ("name", "_ad_set", "_ad")
_MAKES = ("campaign_id", "name", "channel", "starts_at", "ends_at", "orders_claimed")
#: Meta shows Purchases only where the founder chose it.
_KEEPS = frozenset({"orders_claimed", "revenue_claimed", "social_clicks"})


def _periods(export: Export, sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return summed(
        export,
        sheet,
        map(_campaign, records),
        by=("campaign_id", "starts_at", "ends_at"),
        add=_FIGURES,
        people=("social_reach",),
    )


def _campaign(record: Record) -> Record | Left:
    told = record.values
    levels = [name for name in (*_LEVELS, "_day") if name in told]
    if any(not text(told[name]) for name in levels) or not (_known(told) or _name(told)):
        return Left(record.row, TOTAL.why)
    # With a column Day, the report's first and last day still say the whole range.
    day = told.get("_day")
    values: dict[str, Cell] = {
        **told,
        "campaign_id": _known(told) or _name(told),
        "name": _name(told),
        "channel": "meta",
        "starts_at": day if "_day" in told else told.get("starts_at"),
        "ends_at": day if "_day" in told else told.get("ends_at"),
    }
    if is_nothing(told.get("orders_claimed")) and "purchase" in text(told.get("_indicator")).lower():
        # "Results" are purchases only where the campaign's goal is one.
        values["orders_claimed"] = told.get("_results")
    return Record(record.row, values)


def _known(told: Mapping[str, Cell]) -> Cell:
    """The campaign's own number, unless a spreadsheet has shortened it."""
    number = told.get("campaign_id")
    return None if is_nothing(number) or keys.is_damaged(number) else number


def _name(told: Mapping[str, Cell]) -> Cell:
    """The campaign's name; where the table has only ad sets or ads, theirs."""
    return next((told[name] for name in _LEVELS if text(told.get(name))), None)


def _english(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return _periods(ENGLISH, sheet, records)


def _spanish(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return _periods(SPANISH, sheet, records)


_QUIRKS = (
    "the currency in brackets in the header is kept",
    "the account's total row, without a name, is left out wherever it stands",
    "with a column Day a row is one day, else the report's range",
    "rows of ad sets and ads are added up to their campaign; reach is not, it is left unknown",
    "without campaigns in the table, ad sets or ads stand for them",
    "purchases only where Meta says that the results are purchases; costs per result and rates are never taken",
    "a campaign's number that a spreadsheet has shortened gives way to its name",
)
_WARNS = Text(
    "Orders and revenue are what Meta claims; they are kept apart from your orders.",
    "Pedidos e ingresos son los que Meta se atribuye; quedan aparte de tus pedidos.",
)

ENGLISH = Export(
    key="meta_ads_en",
    tool="Meta Ads",
    kind=Text("Meta Ads export", "la exportación de Meta Ads (en inglés)"),
    table="campaigns",
    needs=(
        ("Campaign name", "Campaign ID", "Ad set name", "Ad name"),
        ("Reporting starts", "Day"),
        ("Amount spent", "Reporting starts"),
    ),
    columns={
        "Campaign ID": "campaign_id",
        "Campaign name": "name",
        "Ad set name": "_ad_set",
        "Ad name": "_ad",
        "Reporting starts": "starts_at",
        "Reporting ends": "ends_at",
        "Day": "_day",
        "Amount spent": "spend",
        "Impressions": "impressions",
        "Reach": "social_reach",
        "Link clicks": "social_clicks",
        "Purchases": "orders_claimed",
        "Website purchases": "orders_claimed",
        "Purchases conversion value": "revenue_claimed",
        "Website purchases conversion value": "revenue_claimed",
        "Results": "_results",
        "Result indicator": "_indicator",
    },
    shape=_english,
    also_makes=_MAKES,
    blank_keeps=_KEEPS,
    decimal=".",
    warns=_WARNS,
    seen="fixture",
    quirks=_QUIRKS,
)

SPANISH = Export(
    key="meta_ads_es",
    tool="Meta Ads",
    kind=Text("Meta Ads export in Spanish", "la exportación de Meta Ads"),
    table="campaigns",
    needs=(
        (
            "Nombre de la campaña",
            "Identificador de la campaña",
            "Nombre del conjunto de anuncios",
            "Nombre del anuncio",
        ),
        ("Inicio del informe", "Día"),
        ("Importe gastado", "Inicio del informe"),
    ),
    columns={
        "Identificador de la campaña": "campaign_id",
        "Nombre de la campaña": "name",
        "Nombre del conjunto de anuncios": "_ad_set",
        "Nombre del anuncio": "_ad",
        "Inicio del informe": "starts_at",
        "Fin del informe": "ends_at",
        "Día": "_day",
        "Importe gastado": "spend",
        "Impresiones": "impressions",
        "Alcance": "social_reach",
        "Clics en el enlace": "social_clicks",
        "Compras": "orders_claimed",
        "Valor de conversión de compras": "revenue_claimed",
        "Resultados": "_results",
        "Indicador de resultado": "_indicator",
    },
    shape=_spanish,
    also_makes=_MAKES,
    blank_keeps=_KEEPS,
    decimal=".",
    warns=_WARNS,
    seen="public code",
    quirks=(*_QUIRKS, "Costo and Coste por resultado are no spend"),
)

BILLING = Export(
    key="meta_billing",
    tool="Meta Ads",
    kind=Text("Meta Ads billing report", "el informe de facturación de Meta Ads"),
    table="campaigns",
    needs=(("Fecha",), ("Identificador de la transacción",), ("Importe",), ("Divisa",)),
    columns={
        "Fecha": "starts_at",
        "Identificador de la transacción": "campaign_id",
        "Importe": "spend",
        "Divisa": "currency",
    },
    unused=Text(
        "It says when Meta charged your card, not what a campaign spent: Campaigns needs the table of Ads Manager, and "
        "with both the same money would count twice. Payments is about what your customers pay. Export the campaigns "
        "from Ads Manager.",
        "Dice cuándo Meta cobró en tu tarjeta, no cuánto gastó cada campaña: Campañas necesita la tabla del "
        "Administrador de anuncios, y con las dos el mismo dinero contaría dos veces. Pagos trata de lo que pagan tus "
        "clientes. Exporta las campañas desde el Administrador de anuncios.",
    ),
    seen="public code",
    quirks=(
        "ten lines before the header",
        "recognised and not used: charges of the card are no campaign's spend, and the last row is a total",
    ),
)

EXPORTS = (ENGLISH, SPANISH, BILLING)
