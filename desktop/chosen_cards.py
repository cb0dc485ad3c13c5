"""Which figures stand on This week, in which order and over which days: kept on this computer, not in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.outcome import Card

if TYPE_CHECKING:
    from desktop.settings import Settings

#: What is shown for each period of the switch: the first of these periods that a card knows.
PERIODS = {"daily": ("today", "daily"), "weekly": ("weekly", "7d"), "monthly": ("monthly", "30d")}
#: Days that the figures may keep whatever read is shown; ``""`` = those of the read.
FIXED = ("", "today", "7d", "30d")
_CARDS, _PERIOD, _HIDDEN = "cards", "cards_over", "-"
#: The panel beside the figures says the same.
COUNTED_BELOW = "open_exceptions"


@dataclass(frozen=True, slots=True)
class Choice:
    """``order`` holds the ids of the cards as they were put, ``hidden`` those that are not shown."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    over: str = ""


def choice(settings: Settings) -> Choice:
    """What was chosen; where nothing was, all as the brief has it but for what a panel beside it counts."""
    named = [name.strip() for name in settings.kept(_CARDS).split(",") if name.strip(" -")]
    over = settings.kept(_PERIOD)
    if not named:
        return Choice((), frozenset({COUNTED_BELOW}), over if over in FIXED else "")
    return Choice(
        order=tuple(name.removeprefix(_HIDDEN) for name in named),
        hidden=frozenset(name.removeprefix(_HIDDEN) for name in named if name.startswith(_HIDDEN)),
        over=over if over in FIXED else "",
    )


def keep(settings: Settings, chosen: Choice) -> None:
    """Remember the choice."""
    settings.keep(_CARDS, ",".join(f"{_HIDDEN if id in chosen.hidden else ''}{id}" for id in chosen.order))
    settings.keep(_PERIOD, chosen.over)


def of_period(cards: Sequence[Card], read: str, over: str = "") -> list[Card]:
    """One card of each kind for this read, or over the days that were fixed, in the order of the brief."""
    wanted = (over, *PERIODS[read]) if over else PERIODS[read]
    best: dict[str, Card] = {}
    for card in cards:
        if card.period not in wanted:
            continue
        if card.id not in best or wanted.index(card.period) < wanted.index(best[card.id].period):
            best[card.id] = card
    return list(best.values())


def arranged(cards: Sequence[Card], chosen: Choice) -> list[Card]:
    """All cards in the order that was chosen; one that is new since stands where the brief has it, at the end."""
    place = {id: number for number, id in enumerate(chosen.order)}
    return sorted(cards, key=lambda card: place.get(card.id, len(place)))


def shown(cards: Sequence[Card], read: str, chosen: Choice) -> list[Card]:
    """The cards that stand on the page."""
    return [card for card in arranged(of_period(cards, read, chosen.over), chosen) if card.id not in chosen.hidden]


def moved(ids: Sequence[str], id: str, to: int) -> list[str]:
    """The ids with this one at place ``to``, or as near to it as there are places."""
    others = [other for other in ids if other != id]
    at = min(max(to, 0), len(others))
    return [*others[:at], id, *others[at:]]


def reordered(chosen: Choice, order: Sequence[str], all_ids: Sequence[str]) -> Choice:
    """The choice with the shown cards in this order; the hidden ones keep their place behind what they stood behind."""
    wanted = iter(order)
    visible = set(order)
    known = [*chosen.order, *(id for id in all_ids if id not in chosen.order)]
    return Choice(tuple(next(wanted) if id in visible else id for id in known), chosen.hidden, chosen.over)
