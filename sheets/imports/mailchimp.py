"""Mailchimp's campaigns report, one row per send, and the report of a single campaign, which is labels and values."""

from __future__ import annotations

from collections.abc import Iterator

from sheets import amounts
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.sends import sends
from sheets.imports.words import text

_OVERALL = "overall stats"
_A_PART = Text(
    "a part of the report whose whole stands in Overall Stats", "una parte del informe; el total está en Overall Stats"
)


def _campaigns(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return sends(CAMPAIGNS, sheet, records, "email")


def _report(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    """The one campaign of a report, its combinations added up."""
    return sends(REPORT, sheet, _sections(records), "email")


def _sections(records: Iterator[Record]) -> Iterator[Record | Left]:
    sections = list(records)
    overall = any(text(each.values.get("_section")).lower() == _OVERALL for each in sections)
    for record in sections:
        if overall and text(record.values.get("_section")).lower() != _OVERALL:
            yield Left(record.row, _A_PART)
            continue
        values = dict(record.values)
        money = text(values.get("revenue_claimed"))
        if named := amounts.currencies(money):
            values["currency"] = min(named)
        # Two combinations may well have the same figures: they are told apart by their section.
        values["_subject"] = values.get("_section")
        yield Record(record.row, values)


_WARNS = Text(
    "Orders and revenue are what Mailchimp attributes; they are kept apart from your orders.",
    "Pedidos e ingresos son los que Mailchimp atribuye; quedan aparte de tus pedidos.",
)

CAMPAIGNS = Export(
    key="mailchimp_campaigns",
    tool="Mailchimp",
    kind=Text("Mailchimp campaigns report", "el informe de campañas de Mailchimp"),
    table="campaigns",
    needs=(
        ("Title", "Unique Id"),
        ("Send Date",),
        ("Total Recipients", "Successful Deliveries", "Unique Opens"),
        ("Unique Id", "Soft Bounces", "Hard Bounces", "Abuse Complaints", "Times Forwarded", "Send Weekday"),
    ),
    columns={
        "Unique Id": "campaign_id",
        "Title": "name",
        "Subject": "_subject",
        "Send Date": "starts_at",
        "Total Recipients": "emails_sent",
        "Unique Opens": "emails_opened",
        "Unique Clicks": "emails_clicked",
        "Unsubscribes": "unsubscribes",
        "Total Orders": "orders_claimed",
        "Total Revenue": "revenue_claimed",
        "Campaign Cost": "spend",
    },
    shape=_campaigns,
    also_makes=("campaign_id", "channel"),
    identity=("campaign_id",),
    decimal=".",
    warns=_WARNS,
    seen="real file",
    quirks=(
        "dates such as \u201cJun 09, 2018 09:30 pm\u201d",
        "rates with % are never taken; n/a in the analytics columns is not zero",
        "a campaign's repeated rows count once",
    ),
)

REPORT = Export(
    key="mailchimp_report",
    tool="Mailchimp",
    kind=Text("Mailchimp report of one campaign", "el informe de una campaña de Mailchimp"),
    table="campaigns",
    needs=(("Title:",), ("Delivery Date/Time:",), ("Total Recipients:", "Successful Deliveries:")),
    columns={
        "Title:": "name",
        "Delivery Date/Time:": "starts_at",
        "Section": "_section",
        "Total Recipients:": "emails_sent",
        "Recipients Who Opened:": "emails_opened",
        "Recipients Who Clicked:": "emails_clicked",
        "Total Unsubs:": "unsubscribes",
        "Total Orders:": "orders_claimed",
        "Total Sales:": "revenue_claimed",
    },
    shape=_report,
    also_makes=("campaign_id", "channel", "currency"),
    blank_keeps=frozenset({"currency"}),
    identity=("campaign_id",),
    decimal=".",
    warns=Text(
        "Its combinations were added up; whoever got two of them counts twice. The report has no campaign id: its "
        "title and date stand for it, and where the campaigns report is in the tab too, the campaign is there twice.",
        "Sus combinaciones se sumaron; quien recibió dos cuenta dos veces. El informe no trae el id de la campaña: "
        "valen su título y su fecha, y si el informe de campañas también está en la pestaña, queda dos veces.",
    ),
    seen="real file",
    quirks=(
        "labels and values, no table: known by its labels",
        "the combinations of an A/B test are added up; Overall Stats, where there is one, counts alone",
        "rates in brackets (141 (8.1%)) are dropped, the currency of CA$0.00 is kept",
        "the clicks by URL below are left alone",
    ),
)

EXPORTS = (CAMPAIGNS, REPORT)
