"""Shopify Analytics: sessions by landing page or anything else, and the sales reports beside them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from sheets.errors import Text
from sheets.imports import spans
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import TOTAL, Left, Record
from sheets.imports.summed import summed
from sheets.imports.words import is_blank, text
from sheets.workbook import Cell

_FIGURES = ("sessions", "add_to_carts", "checkouts", "purchases")
_PLACES = ("date_from", "date_to", "landing_page", "source", "medium", "campaign")
_TOTALS = frozenset({"total", "totals", "summary", "grand total"})


def by_day(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """A record for each day, landing page and source; rows that differ in anything else are added up."""
    return summed(BY_DAY, sheet, _dated(lines), by=_PLACES, add=_FIGURES)


def by_period(sheet: Sheet, lines: Iterator[Record]) -> Iterator[Record | Left]:
    """The same of a report without days: it covers those that the founder says."""
    first, last = spans.asked(sheet)
    told = (Record(line.row, {**line.values, "date_from": first, "date_to": last}) for line in lines)
    return summed(WITHOUT_DAYS, sheet, (_measured(line) for line in told), by=_PLACES, add=_FIGURES)


def _dated(lines: Iterator[Record]) -> Iterator[Record | Left]:
    for line in lines:
        first, last = _days(line.values)
        if text(first).casefold() in _TOTALS or is_blank(first):
            yield Left(line.row, TOTAL.why)
        else:
            yield _measured(Record(line.row, {**line.values, "date_from": first, "date_to": last}))


def _measured(line: Record) -> Record:
    page = line.values.get("landing_page")
    if isinstance(page, str) and "//" in page:
        # The address of a page with its campaign's words is the page.
        page = "/" + re.split("[?#]", page.partition("//")[2])[0].partition("/")[2]
    told = {"landing_page": page} if "landing_page" in line.values else {}
    return Record(line.row, {**line.values, **told, "measure": "sessions"})


def _days(cells: Mapping[str, Cell]) -> tuple[Cell, Cell]:
    """The first and last day of a row; one that cannot be read stays as it is and is told."""
    if "date_from" in cells:
        day = _day(cells["date_from"])
        return day, day
    if "_week" in cells:
        day = _day(cells["_week"])
        return day, day + timedelta(days=6) if isinstance(day, date) else day
    day = _day(cells.get("_month"))
    if not isinstance(day, date):
        return day, day
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _day(cell: Cell) -> date | Cell:
    if isinstance(cell, datetime):
        return cell.date()
    said = text(cell)
    try:
        return cell if isinstance(cell, date) else date.fromisoformat(f"{said}-01" if len(said) == 7 else said[:10])
    except ValueError:
        return cell


_COLUMNS = {
    "Landing page path": "landing_page",
    "Landing page URL": "landing_page",
    "Landing page": "landing_page",
    "UTM source": "source",
    "UTM campaign source": "source",
    "Referrer source": "source",
    "Traffic source": "source",
    "Referring channel": "source",
    "UTM medium": "medium",
    "UTM campaign medium": "medium",
    "UTM campaign": "campaign",
    "UTM campaign name": "campaign",
    "Sessions": "sessions",
    "Sessions with cart additions": "add_to_carts",
    "Sessions that reached checkout": "checkouts",
    "Sessions that completed checkout": "purchases",
}
_PAIR = (
    ("Sessions", "Sessions with cart additions", "Sessions that reached checkout"),
    ("Sessions that completed checkout",),
)
_TIMES = ("Day", "Date", "Week", "Month")
_QUIRKS = (
    "any dimensions: known by its pair of columns",
    "UTM form, landing page as a path or an address",
    "the same page twice in a day, and rows that differ in other dimensions, are added up",
    "rates and averages are not taken: they are computed from counts",
)

BY_DAY = Export(
    key="shopify_sessions",
    tool="Shopify",
    kind=Text("Shopify sessions report", "el informe de sesiones de Shopify"),
    table="traffic",
    needs=(*_PAIR, _TIMES),
    columns={"Day": "date_from", "Date": "date_from", "Week": "_week", "Month": "_month", **_COLUMNS},
    shape=by_day,
    also_makes=("date_from", "date_to", "measure"),
    seen="public code",
    quirks=(*_QUIRKS, "by day, week or month"),
)

WITHOUT_DAYS = Export(
    key="shopify_sessions_period",
    tool="Shopify",
    kind=Text("Shopify sessions report without days", "el informe de sesiones de Shopify sin días"),
    table="traffic",
    needs=_PAIR,
    without=_TIMES,
    columns=_COLUMNS,
    shape=by_period,
    also_makes=("date_from", "date_to", "measure"),
    asks_period=True,
    seen="public code",
    quirks=(*_QUIRKS, "asks which days it covers"),
)

SALES = Export(
    key="shopify_sales_report",
    tool="Shopify",
    kind=Text("Shopify sales report", "el informe de ventas de Shopify"),
    table="orders",
    needs=(("Net items sold", "Net quantity", "Quantity ordered"), ("Gross sales", "Net sales", "Total sales")),
    without=("Name", "Sessions"),
    columns={},
    unused=Text(
        "It holds sums by day or product, and no orders: they would count the same sales a second time, with cancelled "
        "and unpaid ones among them. Import the orders export instead (Orders > Export); sales by day and by product "
        "are made from it.",
        "Trae sumas por día o producto, y no pedidos: contarían las mismas ventas otra vez, con las canceladas y sin "
        "pagar. Importa la exportación de pedidos (Pedidos > Exportar); de ella salen las ventas por día y por "
        "producto.",
    ),
    seen="public code",
    quirks=("known, and not used: sums beside the orders would count twice",),
)

EXPORTS = (BY_DAY, WITHOUT_DAYS, SALES)
