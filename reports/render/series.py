"""Where the numbers behind the sparklines stand: rows on Data health, right of what is printed."""

from __future__ import annotations

from reports.outcome import Card, Outcome
from sheets.contract import our_tab

#: The row of the first series and its first column.
FIRST_ROW, FIRST_COLUMN = 4, 9
#: Fewer known days than these make no line.
POINTS = 3


def drawn(outcome: Outcome) -> list[Card]:
    """One card for each series that can be drawn, in a fixed order."""
    found: dict[str, Card] = {}
    for card in outcome.cards:
        if sum(value is not None for value in card.series) >= POINTS:
            found.setdefault(card.id, card)
    return [found[id] for id in sorted(found)]


def place(outcome: Outcome, card: Card) -> tuple[str, int, int, int] | None:
    """Tab, row, first and last column of the card's series; ``None`` where it has none."""
    for offset, other in enumerate(drawn(outcome)):
        if other.id == card.id:
            last = FIRST_COLUMN + len(other.series) - 1
            return our_tab("health").name, FIRST_ROW + offset, FIRST_COLUMN, last
    return None
