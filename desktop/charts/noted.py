"""The notes of the journal as they stand on a series of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.charts.sparkline import Noted
from desktop.theme import Look
from desktop.translations.dates import moment
from reports.outcome import NoteRow


def told(look: Look, note: NoteRow) -> str:
    """``Fri 13 Nov to Sun 15 Nov: campaign launched, Rodada weekend``."""
    words = look.words
    day = moment(note.date, look.language)
    if note.until:
        day = words("note.days", first=day, last=moment(note.until, look.language))
    kind = words(f"note.{note.type}") if note.type and words.has(f"note.{note.type}") else ""
    return f"{day}: {', '.join(part for part in (kind, ' '.join(note.text.split())) if part)}"


def noted(look: Look, first_day: str, days: int, notes: Sequence[NoteRow]) -> list[Noted]:
    """The notes that fall on these days, oldest first; what began before or lasts beyond is cut at the edge."""
    try:
        start = date.fromisoformat(first_day)
    except ValueError:
        return []
    found = []
    for note in notes:
        begun, ended = date.fromisoformat(note.date), date.fromisoformat(note.until or note.date)
        first, last = (begun - start).days, (ended - start).days
        if first < days and last >= 0:
            found.append(Noted(max(first, 0), min(last, days - 1), told(look, note)))
    return sorted(found, key=lambda one: (one.first, one.last))
