"""Klaviyo's campaigns export, one row per send, and its flow performance by day, one row per message and day."""

from __future__ import annotations

from collections.abc import Iterator

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.sends import FIGURES, sends
from sheets.imports.summed import summed
from sheets.imports.words import is_nothing, text

_NAMELESS = Text("a row without a flow", "una fila sin flujo")
_WARNS = Text(
    "Orders and revenue are what Klaviyo attributes; they are kept apart from your orders.",
    "Pedidos e ingresos son los que Klaviyo atribuye; quedan aparte de tus pedidos.",
)


def _campaigns(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return sends(CAMPAIGNS, sheet, records, "email")


def _flows(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    return summed(FLOWS, sheet, map(_of_a_day, records), by=("campaign_id", "starts_at", "channel"), add=FIGURES)


def _of_a_day(record: Record) -> Record | Left:
    told = record.values
    flow = told.get("name") if is_nothing(told.get("_flow")) else told.get("_flow")
    if is_nothing(flow) or is_nothing(told.get("starts_at")):
        return Left(record.row, _NAMELESS)
    channel = text(told.get("channel")).lower() or "email"
    email = channel in ("email", "e-mail")
    values = {
        **told,
        # The text messages of a flow are a row of their own: no e-mails, but orders and revenue.
        "campaign_id": flow if email else f"{text(flow)}-{channel}",
        "channel": channel,
        "ends_at": told.get("starts_at"),
    }
    if not email:
        values |= {name: None for name in ("emails_sent", "emails_opened", "emails_clicked") if name in told}
    return Record(record.row, values)


CAMPAIGNS = Export(
    key="klaviyo_campaigns",
    tool="Klaviyo",
    kind=Text("Klaviyo campaigns export", "la exportación de campañas de Klaviyo"),
    table="campaigns",
    needs=(
        ("Campaign Name", "Campaign ID"),
        ("Send Time",),
        ("Total Recipients", "Successful Deliveries", "Unique Opens", "Revenue"),
    ),
    columns={
        "Campaign ID": "campaign_id",
        "Campaign Name": "name",
        "Campaign Channel": "channel",
        "Subject": "_subject",
        "Send Time": "starts_at",
        "Total Recipients": "emails_sent",
        "Unique Opens": "emails_opened",
        "Unique Clicks": "emails_clicked",
        "Unsubscribes": "unsubscribes",
        "Unique Placed Order": "orders_claimed",
        "Revenue": "revenue_claimed",
    },
    shape=_campaigns,
    also_makes=("campaign_id", "channel"),
    identity=("campaign_id",),
    decimal=".",
    warns=_WARNS,
    seen="real file",
    quirks=(
        "counts written as 64517.0",
        "rates are never taken, neither 70.80% nor 0.0031",
        "several lists in one cell; line breaks, emoji and [MULTIPLE VARIATIONS] in the subject",
        "rows of a campaign's variations are added up, the whole beside its parts and repetitions by list count once",
        "text messages and pushes count as no e-mails",
        "a campaign without a send time is left out",
    ),
)

FLOWS = Export(
    key="klaviyo_flows",
    tool="Klaviyo",
    kind=Text("Klaviyo flow performance by day", "el rendimiento por día de los flujos de Klaviyo"),
    table="campaigns",
    needs=(("Day",), ("Flow ID", "Flow Name"), ("Delivered", "Unique Opens", "Revenue", "Placed Order")),
    columns={
        "Flow ID": "_flow",
        "Flow Name": "name",
        "Flow Message Channel": "channel",
        "Day": "starts_at",
        "Delivered": "emails_sent",
        "Unique Opens": "emails_opened",
        "Unique Clicks": "emails_clicked",
        "Placed Order": "orders_claimed",
        "Revenue": "revenue_claimed",
    },
    shape=_flows,
    also_makes=("campaign_id", "channel", "ends_at"),
    decimal=".",
    warns=_WARNS,
    seen="public code",
    quirks=(
        "one row per flow and day: its messages are added up",
        "delivered stands for sent, as the file has no other count",
        "the text messages of a flow are a row of their own and no e-mails",
        "rates and revenue per recipient are never taken",
    ),
)

EXPORTS = (CAMPAIGNS, FLOWS)
