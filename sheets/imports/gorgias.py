"""Gorgias' tickets export: one row per ticket, its times counted in seconds from when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record
from sheets.imports.tickets import Clock
from sheets.imports.words import is_nothing
from sheets.workbook import Cell

_DURATIONS = ("_first_response", "_resolution")


def _tickets(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    clock: Clock | None = None
    for record in records:
        told = record.values
        if clock is None and any(not is_nothing(told.get(name)) for name in _DURATIONS):
            clock = _clock(sheet)
        values: dict[str, Cell] = dict(told)
        if clock is not None:
            made = told.get("created_at")
            values["first_response_at"] = clock.after(made, told.get("_first_response"))
            if "resolved_at" not in told:
                values["resolved_at"] = clock.after(made, told.get("_resolution"))
        if "resolved_at" in told:
            values["status"] = "open" if is_nothing(told["resolved_at"]) else "closed"
        yield Record(record.row, values)


def _clock(sheet: Sheet) -> Clock:
    lines = [line.values for line in EXPORT.mapped(sheet)]
    durations = [line.get(name) for line in lines for name in _DURATIONS]
    return Clock(EXPORT, (line.get("created_at") for line in lines), durations, timedelta(seconds=1))


EXPORT = Export(
    key="gorgias_tickets",
    tool="Gorgias",
    kind=Text("Gorgias tickets export", "la exportación de tickets de Gorgias"),
    table="support",
    needs=(
        ("Ticket id",),
        ("Creation date",),
        ("Initial channel", "Tags", "Subject", "Customer email", "First response time (s)", "Ticket URL"),
    ),
    columns={
        "Ticket id": "ticket_id",
        "Creation date": "created_at",
        "Initial channel": "channel",
        "Tags": "tags",
        "Subject": "subject",
        "Customer email": "customer",
        "Closed date": "resolved_at",
        "Survey score": "csat",
        "First response time (s)": "_first_response",
        "Resolution time (s)": "_resolution",
        "Ticket URL": "link",
    },
    shape=_tickets,
    also_makes=("first_response_at", "resolved_at", "status"),
    blank_keeps=frozenset({"first_response_at", "resolved_at", "status"}),
    seen="public code",
    quirks=(
        "seconds to the first response and to the resolution are added to the creation date",
        "several tags in one cell",
        "dates without a zone are the workbook's",
        "a ticket without a closed date is open",
        "a rating that nobody gave stays blank",
    ),
)

EXPORTS = (EXPORT,)
