"""Freshdesk's and Freshservice's tickets exports, which differ in capitals only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sheets import moment_cells
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Record
from sheets.imports.tickets import Clock
from sheets.imports.words import is_nothing
from sheets.problems import Trouble
from sheets.workbook import Cell

_DURATIONS = ("_first_response", "_resolution", "_initial")


def _tickets(sheet: Sheet, records: Iterator[Record]) -> Iterator[Record]:
    clock: Clock | None = None
    for record in records:
        told = record.values
        if clock is None and any(not is_nothing(told.get(name)) for name in _DURATIONS):
            clock = _clock(sheet)
        values: dict[str, Cell] = dict(told)
        if clock is not None:
            made, initial = told.get("created_at"), told.get("_initial")
            # "Initial response time" is the moment itself in some accounts and a duration in others.
            values["first_response_at"] = (
                initial if _is_moment(initial) else clock.after(made, _first(initial, told.get("_first_response")))
            )
            if "resolved_at" not in told and "_closed" not in told:
                values["resolved_at"] = clock.after(made, told.get("_resolution"))
        if is_nothing(values.get("resolved_at")) and not is_nothing(told.get("_closed")):
            values["resolved_at"] = told["_closed"]
        yield Record(record.row, values)


def _first(*cells: Cell) -> Cell:
    return next((cell for cell in cells if not is_nothing(cell)), None)


def _is_moment(told: Cell) -> bool:
    if isinstance(told, int | float) or is_nothing(told):
        return False
    return not isinstance(moment_cells.read(told, False), Trouble)


def _clock(sheet: Sheet) -> Clock:
    lines = [line.values for line in EXPORT.mapped(sheet)]
    durations = [line.get(name) for line in lines for name in _DURATIONS]
    return Clock(EXPORT, (line.get("created_at") for line in lines), durations, timedelta(hours=1))


EXPORT = Export(
    key="freshdesk_tickets",
    tool="Freshdesk",
    kind=Text("Freshdesk tickets export", "la exportación de tickets de Freshdesk"),
    table="support",
    needs=(
        ("Ticket ID",),
        ("Created time",),
        ("Subject", "Status", "Source", "Tags", "Due by Time", "First response time (in hrs)"),
    ),
    columns={
        "Ticket ID": "ticket_id",
        "Created time": "created_at",
        "Source": "channel",
        "Tags": "tags",
        "Subject": "subject",
        "Status": "status",
        "Contact ID": "customer",
        "Resolved time": "resolved_at",
        "Closed time": "_closed",
        "Initial response time": "_initial",
        "First response time (in hrs)": "_first_response",
        "Resolution time (in hrs)": "_resolution",
    },
    shape=_tickets,
    also_makes=("first_response_at", "resolved_at"),
    blank_keeps=frozenset({"first_response_at", "resolved_at"}),
    seen="public code",
    quirks=(
        "durations as hh:mm:ss are added to the creation time, also beyond 24 hours",
        "Freshservice's capitals (Ticket Id, Created Time)",
        "Initial response time as a moment or as a duration",
        "a ticket closed without being resolved is resolved when it was closed",
        "several tags in one cell",
    ),
)

EXPORTS = (EXPORT,)
