"""The grid of the Brief, and what all of its parts write with."""

from __future__ import annotations

from dataclasses import dataclass

from reports.language import line
from reports.outcome import Outcome
from reports.render.draft import Draft
from reports.render.rich import Bold, Places
from reports.render.typed import Written

#: Margin, number, then what the cards and the tables share; the last column holds the keys and is hidden.
A, NUMBER, CHIP, TEXT, OWNER, DUE, STATUS, NOTE, KEY = range(1, 10)
WIDTHS = {A: 1.5, NUMBER: 4, CHIP: 18, TEXT: 32, OWNER: 14, DUE: 17, STATUS: 11.5, NOTE: 15, KEY: 12}


@dataclass(frozen=True)
class BriefPage:
    """One Brief being written in one language."""

    outcome: Outcome
    language: str
    draft: Draft
    bold: Bold
    places: Places
    written: Written

    def say(self, id: str) -> str:
        """A fixed text of the catalogues."""
        return line(id).text(self.language)


def heading(page: BriefPage, text: str, side: str = "") -> None:
    """A section's heading, with what stands at its right."""
    draft = page.draft
    draft.put(NUMBER, text, "heading", last=TEXT)
    draft.put(OWNER, side or None, "muted_right", last=NOTE)
    draft.height(24)
    draft.next()
