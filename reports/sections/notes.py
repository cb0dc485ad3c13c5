"""The founder's own notes of these days."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reports.language import line
from reports.language.header import NOW
from reports.language.notes import TYPE
from reports.numbers import Count, Day, Days, Listing
from reports.outcome import Line, Section
from reports.sections.given import Given, known

#: So many are shown, and so much of each.
SHOWN, LENGTH = 6, 120


def section(given: Given) -> Section:
    """Each note with its day and kind."""
    return Section(id="notes", kind="label", title=line("T-notes"), lines=[_line(given)])


def _line(given: Given) -> Line:
    notes = given.facts.notes
    if notes.empty:
        return line("E-notes")
    last = pd.Series([until if known(until) else on for on, until in zip(notes["on"], notes["until"], strict=True)])
    inside = notes[(notes["on"] < given.window.end).to_numpy() & (last >= given.window.start).to_numpy()]
    if inside.empty:
        return line("E-notes-window", now=NOW[given.read])
    rows = inside.sort_values(["on", "row"]).to_dict("records")
    said = [_note(row["on"], row["until"], row["type"], row["text"]) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        said.append(line("L-NOTES-more", n=Count(len(rows) - SHOWN)))
    return line("L-NOTES", list=Listing(tuple(said)))


def _note(on: date, until: date | None, kind: str | None, text: str) -> Line:
    days = Days(on, until) if known(until) and until is not None and until > on else Day(on)
    kept = " ".join(str(text).split())
    if len(kept) > LENGTH:
        kept = kept[: LENGTH - 1].rstrip() + "…"
    words = TYPE.get(str(kind))
    kept = kept.rstrip(".")
    return (
        line("L-NOTES-item", days=days, type=words, text=kept) if words else line("L-NOTES-plain", days=days, text=kept)
    )
