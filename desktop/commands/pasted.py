"""Exports that a founder pasted into the workbook: read where they stand, offered where nobody says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.outcome import Offer
    from sheets.workbook import Snapshot


def in_form(snapshot: Snapshot) -> Snapshot:
    """The workbook as it is computed from: exports under a table's name are that table, each cell with its address."""
    from reports.knobs import Knobs
    from sheets import tables
    from sheets.imports.in_place import in_place
    from sheets.imports.styles import Habits

    style = Knobs.read(tables.definitions(snapshot)).reading_style()
    habits = Habits("", style.date_style, style.number_style, style.currency, style.currency_decimals)
    return in_place(snapshot, habits)


def offers(snapshot: Snapshot) -> list[Offer]:
    """The tabs that nothing reads and that hold an export of a known tool, for the Outcome."""
    from reports.outcome import Line, Offer
    from sheets.imports.in_place import offers as found

    return [
        Offer(
            tab=offer.tab,
            kind=Line(id="export", en=offer.kind.en, es=offer.kind.es),
            table=offer.table,
            said=Line(id="offer", en=offer.said.en, es=offer.said.es, args={"tab": offer.tab, "table": offer.table}),
            rows=offer.rows,
        )
        for offer in found(snapshot)
    ]
