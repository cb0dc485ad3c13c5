"""E-mail campaigns: one send is one row of Campaigns, however many rows its variations and lists take in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sheets import moment_cells
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.summed import summed
from sheets.imports.words import is_nothing, text
from sheets.moment_cells import Found
from sheets.workbook import Cell

FIGURES = (
    "emails_sent",
    "emails_opened",
    "emails_clicked",
    "unsubscribes",
    "orders_claimed",
    "revenue_claimed",
    "spend",
)
_EMAILS = ("emails_sent", "emails_opened", "emails_clicked", "unsubscribes")
_SEVERAL = "[multiple variations]"
_NOT_SENT = Text("a campaign that has not been sent", "una campaña que no se ha enviado")
_NAMELESS = Text("a row without a campaign", "una fila sin campaña")
_A_PART = Text(
    "a variation of a campaign whose whole stands in another row",
    "una variante de una campaña que está completa en otra fila",
)
_REPEATED = Text(
    "the same campaign and figures once more, for another list", "la misma campaña y cifras otra vez, por otra lista"
)


def sends(export: Export, sheet: Sheet, records: Iterable[Record | Left], channel: str) -> Iterator[Record | Left]:
    """One record for each campaign. ``channel`` is that of a row that names none.

    Its variations, and its lists where they have figures of their own, are added up. A row of the whole beside its
    parts, and the same figures said once more for each list, count once.
    """
    yield from summed(export, sheet, _once(_named(records, channel)), by=("campaign_id",), add=FIGURES)


def _named(records: Iterable[Record | Left], channel: str) -> Iterator[Record | Left]:
    for record in records:
        if isinstance(record, Left):
            yield record
            continue
        told = record.values
        if is_nothing(told.get("campaign_id")) and is_nothing(told.get("name")):
            yield Left(record.row, _NAMELESS)
        elif is_nothing(told.get("starts_at")):
            yield Left(record.row, _NOT_SENT)
        else:
            number = _by_name(told) if is_nothing(told.get("campaign_id")) else told["campaign_id"]
            by = text(told.get("channel")) or channel
            # A text message is no e-mail, though the file counts both in one column.
            others = {} if by.lower() in ("email", "e-mail") else {name: None for name in _EMAILS if name in told}
            yield Record(record.row, {**told, "campaign_id": number, "channel": by, **others})


def _by_name(told: Mapping[str, Cell]) -> str:
    """The name of a send that has no number, and when it was sent: every newsletter may be called Newsletter."""
    found = moment_cells.read(told.get("starts_at"), False)
    sent = f"{found.when:%Y-%m-%d %H:%M}" if isinstance(found, Found) else text(told.get("starts_at"))
    return f"{text(told.get('name'))} {sent}"


def _once(lines: Iterable[Record | Left]) -> Iterator[Record | Left]:
    campaigns: dict[str, list[Record]] = {}
    for each in lines:
        if isinstance(each, Left):
            yield each
        else:
            campaigns.setdefault(text(each.values["campaign_id"]), []).append(each)
    for rows in campaigns.values():
        yield from _without_parts(rows) if len(rows) > 1 else rows


def _without_parts(rows: Collection[Record]) -> Iterator[Record | Left]:
    wholes = [row for row in rows if text(row.values.get("_subject")).lower() == _SEVERAL]
    seen = set()
    for row in rows:
        told = (text(row.values.get("_subject")), *(text(row.values.get(name)) for name in FIGURES))
        if wholes and row is not wholes[0]:
            yield Left(row.row, _A_PART)
        elif told in seen:
            yield Left(row.row, _REPEATED)
        else:
            seen.add(told)
            yield row
