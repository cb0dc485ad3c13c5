"""PayPal's activity report, English and Spanish, and its statement: one row a movement, in the account's own zone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.figures import Figures
from sheets.imports.kinds import Export, Sheet
from sheets.imports.payment_rows import CHARGEBACK, FEE, MADE, OTHER, PAYOUT, REFUND, SALE, Means, money
from sheets.imports.records import Left, Record
from sheets.imports.words import text
from sheets.workbook import Cell

_HOLD = Text("holds and authorizations, which move no money", "retenciones y autorizaciones, que no mueven dinero")
_CONVERSION = Text("conversions between your own currencies", "conversiones entre tus propias monedas")
_UNSETTLED = Text(
    "movements that are pending or denied; PayPal lists them again once they are settled",
    "movimientos pendientes o rechazados; PayPal los lista de nuevo cuando se completan",
)
_MEMO = Text("notes that do not change the balance", "anotaciones que no cambian el saldo")
#: Words of a movement's type, in comparison form; the first that it holds decides.
_LEFT_OUT = (
    ("conversion", _CONVERSION),
    ("conversiondedivisas", _CONVERSION),
    ("hold", _HOLD),
    ("authorization", _HOLD),
    ("retencion", _HOLD),
    ("autorizacion", _HOLD),
)
_MEANS = (
    ("chargeback", CHARGEBACK),
    ("contracargo", CHARGEBACK),
    ("dispute", CHARGEBACK),
    ("refund", REFUND),
    ("reversal", REFUND),
    ("reembolso", REFUND),
    ("devolucion", REFUND),
    ("withdrawal", PAYOUT),
    ("retiro", PAYOUT),
    ("transferenciaabanco", PAYOUT),
    ("fee", FEE),
    ("tarifa", FEE),
    ("comision", FEE),
)
_SETTLED = frozenset(
    {"", "completed", "completado", "completada", "refunded", "partiallyrefunded", "reversed", "cleared"}
)


def movements(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """Each settled movement, its day, hour and zone in one cell."""
    export = next(export for export in EXPORTS if export.fits(sheet.headers))
    figures = Figures(export, sheet, ("_gross", "_fee"))
    for line in records:
        values = line.values
        if (why := _why_not(values.get("_type"), values.get("_status"), values.get("_impact"))) is not None:
            yield Left(line.row, why)
            continue
        gross, fee = figures.of(line, "_gross"), figures.of(line, "_fee")
        means = _meaning(values.get("_type"), gross)
        yield Record(
            line.row,
            {
                **values,
                **money(gross, None if fee is None else -fee),
                "attempt_at": _moment(values.get("_date"), values.get("_time"), values.get("_zone")),
                "provider": "PayPal",
                "kind": means.kind,
                "status": means.status,
                "status_raw": values.get("_type"),
            },
        )


def _why_not(kind: Cell, status: Cell, impact: Cell) -> Text | None:
    if normal(text(impact)) == "memo":
        return _MEMO
    said = normal(text(kind))
    for word, why in _LEFT_OUT:
        if word in said:
            return why
    return None if normal(text(status)) in _SETTLED else _UNSETTLED


def _meaning(kind: Cell, gross: Decimal | None) -> Means:
    said = normal(text(kind))
    known = next((means for word, means in _MEANS if word in said), None)
    if known is not None:
        return known
    # A payment that leaves the balance is one that the shop made itself.
    return SALE if gross is not None and gross > 0 else OTHER


def _moment(day: Cell, hour: Cell, zone: Cell) -> Cell:
    if not isinstance(day, str):
        return day
    return " ".join(part for part in map(text, (day, hour, zone)) if part)


ENGLISH = Export(
    key="paypal_activity",
    tool="PayPal",
    kind=Text("PayPal activity report", "el informe de actividad de PayPal"),
    table="payments",
    needs=(("Date",), ("Time",), ("TimeZone", "Time Zone"), ("Type", "Description"), ("Gross",), ("Net",)),
    columns={
        "Date": "_date",
        "Time": "_time",
        "TimeZone": "_zone",
        "Time Zone": "_zone",
        "Type": "_type",
        "Description": "_type",
        "Status": "_status",
        "Balance Impact": "_impact",
        "Currency": "currency",
        "Gross": "_gross",
        "Fee": "_fee",
        "From Email Address": "customer",
        "Transaction ID": "reference",
        "Invoice Number": "order_id",
    },
    also_makes=("attempt_at", *(name for name in MADE if name != "reference")),
    also_reads=lambda _sheet: ("Net",),
    shape=movements,
    seen="public code",
    quirks=(
        "day, hour and zone in three columns",
        "day first or month first, as the account writes it",
        "holds, authorizations and conversions left out",
        "pending, denied and memo rows left out",
        "the statement's Description for Type",
    ),
)

SPANISH = Export(
    key="paypal_activity_es",
    tool="PayPal",
    kind=Text("PayPal activity report in Spanish", "el informe de actividad de PayPal"),
    table="payments",
    needs=(("Fecha",), ("Hora",), ("Zona horaria",), ("Tipo",), ("Bruto",), ("Neto",)),
    columns={
        "Fecha": "_date",
        "Hora": "_time",
        "Zona horaria": "_zone",
        "Tipo": "_type",
        "Estado": "_status",
        "Divisa": "currency",
        "Bruto": "_gross",
        "Tarifa": "_fee",
        "Comisión": "_fee",
        "Remitente": "customer",
        "Id. de transacción": "reference",
    },
    also_makes=("attempt_at", *(name for name in MADE if name != "reference")),
    also_reads=lambda _sheet: ("Neto",),
    shape=movements,
    dates="d/m",
    decimal=",",
    seen="fixture",
    quirks=("dates day first", "decimal comma", "Tarifa or Comisión"),
)

EXPORTS = (ENGLISH, SPANISH)
