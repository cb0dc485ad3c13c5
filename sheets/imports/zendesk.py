"""Zendesk's tickets export, the full one and the shorter one of a view, with whatever custom fields a shop has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from sheets import labels
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.imports.tickets import Clock
from sheets.imports.words import is_nothing, text
from sheets.workbook import Cell

_CUSTOM = re.compile(r"\s*\[(list|txt|int|date|flag|dec|crdt)\]\s*$", re.IGNORECASE)
#: What a custom field may be for: "Order number [txt]", "Idioma [list]".
_OF_CUSTOM = ("order_id", "sku", "product_id", "language", "campaign")
_MERGED = Text("a ticket that was merged into another", "un ticket que se unió a otro")
_DELETED = Text("a ticket that was deleted", "un ticket que se borró")
_DURATIONS = ("_first_reply", "_resolution")


def _tickets(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    custom = _custom(sheet)
    clock: Clock | None = None
    for record, (_, cells) in zip(records, sheet.lines(), strict=True):
        told = record.values
        tags = re.split(r"[\s,;]+", text(told.get("tags")))
        if "closed_by_merge" in tags:
            yield Left(record.row, _MERGED)
            continue
        if text(told.get("status")).lower() == "deleted":
            yield Left(record.row, _DELETED)
            continue
        values: dict[str, Cell] = {name: cells[at] for name, at in custom.items() if at < len(cells)}
        values |= told
        if "tags" in told:
            # A tag of Zendesk has no blank in it: blanks stand between them.
            values["tags"] = ", ".join(filter(None, tags))
        if "csat" in told:
            values["csat"] = _rating(told["csat"])
        if clock is None and any(not is_nothing(told.get(name)) for name in _DURATIONS):
            clock = _clock(sheet)
        if clock is not None:
            values["first_response_at"] = clock.after(told.get("created_at"), told.get("_first_reply"))
            if "resolved_at" not in told:
                values["resolved_at"] = clock.after(told.get("created_at"), told.get("_resolution"))
        yield Record(record.row, values)


def _rating(told: Cell) -> Cell:
    """Zendesk asks "good or bad"; who was asked and did not answer has not rated."""
    said = text(told).lower()
    if said in ("offered", "not offered", "unoffered"):
        return None
    if said.startswith("good"):
        return 5
    return 1 if said.startswith("bad") else told


def _custom(sheet: Sheet) -> Mapping[str, int]:
    """Where the custom fields stand that mean a column of Support, by that column."""
    found: dict[str, int] = {}
    for at, header in enumerate(sheet.headers):
        if _CUSTOM.search(header):
            meant = labels.column_of("support", _CUSTOM.sub("", header))
            if meant in _OF_CUSTOM:
                found.setdefault(meant, at)
    return found


def _clock(sheet: Sheet) -> Clock:
    lines = [line.values for line in EXPORT.mapped(sheet)]
    durations = [line.get(name) for line in lines for name in _DURATIONS]
    return Clock(EXPORT, (line.get("created_at") for line in lines), durations, timedelta(minutes=1))


EXPORT = Export(
    key="zendesk_tickets",
    tool="Zendesk",
    kind=Text("Zendesk tickets export", "la exportación de tickets de Zendesk"),
    table="support",
    # A view's export is shorter; "Id" and "Created at" alone are also columns of a shop's orders.
    needs=(
        ("Id", "Ticket ID"),
        ("Created at",),
        (
            "Requester",
            "Requester id",
            "Requester email",
            "Ticket type",
            "Satisfaction Score",
            "Solved at",
            "First reply time in minutes",
            "Initially assigned at",
        ),
    ),
    without=("Lineitem name", "Financial Status", "Lineitem quantity"),
    columns={
        "Id": "ticket_id",
        "Ticket ID": "ticket_id",
        "Created at": "created_at",
        "Via": "channel",
        "Tags": "tags",
        "Subject": "subject",
        "Requester email": "customer",
        "Requester id": "customer",
        "Status": "status",
        "Solved at": "resolved_at",
        "Satisfaction Score": "csat",
        "First reply time in minutes": "_first_reply",
        "Full resolution time in minutes": "_resolution",
        "Summation column": "count",
    },
    shape=_tickets,
    also_makes=("first_response_at", "resolved_at", *_OF_CUSTOM),
    also_reads=lambda sheet: [sheet.headers[at] for at in _custom(sheet).values()],
    blank_keeps=frozenset({"first_response_at", "resolved_at", *_OF_CUSTOM}),
    warns=Text(
        "Zendesk's Good is written as a rating of 5, its Bad as 1.",
        "El «Good» de Zendesk se escribe como calificación 5 y el «Bad» como 1.",
    ),
    seen="public code",
    quirks=(
        "minutes to the first reply are added to the creation date; those within business hours are not used",
        "Summation column is the count",
        "tags with blanks between them",
        "Good and Bad become 5 and 1, Offered and Not Offered stay blank",
        "custom fields [list], [txt], [int] that name the order, SKU, product, language or campaign are taken",
        "views with fewer columns",
        "merged and deleted tickets are left out",
    ),
)

EXPORTS = (EXPORT,)
