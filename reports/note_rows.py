"""The journal as the Outcome has it: each dated note, the newest first, with the products that it names."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from reports.facts import Facts
from reports.named import Named
from reports.outcome import NoteRow, Rows


def note_rows(facts: Facts) -> list[NoteRow]:
    """One row a note. What belongs to customers is left out of its words, as everywhere in a brief."""
    if facts.notes.empty:
        return []
    authors, named = _authors(facts), Named(facts)
    seen: Counter[date] = Counter()
    rows = []
    for note in facts.notes.to_dict("records"):
        seen[note["on"]] += 1
        rows.append(
            NoteRow(
                key=f"note|{note['on'].isoformat()}|{seen[note['on']]}",
                date=note["on"].isoformat(),
                until=note["until"].isoformat() if note["until"] > note["on"] else "",
                type=note["type"] or "",
                text=note["text"] or "",
                applies_to=note["applies_to"] or "",
                products=named.products_meant(note["applies_to"]),
                by=authors.get(note["row"], ""),
                rows=[Rows(tab="notes", rows=[int(note["row"])])],
            )
        )
    return rows[::-1]


def _authors(facts: Facts) -> dict[int, str]:
    """Who wrote the note of each row, where the tab says so."""
    table = facts.tables.get("notes")
    if table is None or "author" not in table.frame:
        return {}
    frame = table.frame[table.frame["author"].notna()]
    return {int(row): str(author) for row, author in zip(frame["row"], frame["author"], strict=True) if pd.notna(row)}
