"""The journal as the window shows it: what is in the brief, what waits, and what a note may be tied to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.letters import plain
from reports.outcome import NoteRow
from sheets.contract import known

if TYPE_CHECKING:
    from desktop.session import Session

TAB = "Notes"


def written(session: Session) -> list[NoteRow]:
    """The notes of the brief that is shown, the newest first."""
    return session.section("notes") or []


def waiting(session: Session) -> list[NoteRow]:
    """Notes that are not in the workbook yet, the last one first."""
    found = []
    for edit in session.waiting_edits():
        for item in edit.edits:
            if known(item.tab) == known(TAB):
                found += [_as_note(f"{edit.id}|{number}", row) for number, row in enumerate(item.rows)]
    return found[::-1]


def subjects(session: Session) -> list[str]:
    """What a note may be tied to: products by name, and campaigns and whatever else earlier notes were tied to."""
    products = [product.title for product in session.section("products") or []]
    earlier = [note.applies_to for note in written(session) if note.applies_to and not note.products]
    return list(dict.fromkeys([*products, *earlier]))


def fitting(notes: Sequence[NoteRow], text: str, kind: str) -> list[NoteRow]:
    """The notes of this kind in which every word that is looked for stands, whatever its accents and case."""
    wanted = plain(text).split()
    return [
        note
        for note in notes
        if (not kind or note.type == kind)
        and all(word in plain(f"{note.date} {note.text} {note.applies_to} {note.by}") for word in wanted)
    ]


def _as_note(key: str, row: object) -> NoteRow:
    said = {str(name): str(text or "") for name, text in dict(row).items()}  # type: ignore[call-overload]
    return NoteRow(
        key=key,
        date=said.get("date", ""),
        until=said.get("end_date", ""),
        type=said.get("type", ""),
        text=said.get("text", ""),
        applies_to=said.get("applies_to", ""),
    )
