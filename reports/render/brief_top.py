"""The top of the Brief: the band with whose brief and how sure, and the cards."""

from __future__ import annotations

from reports.language.header import LEVEL
from reports.outcome import MARKS, Card, Outcome, Section
from reports.render import series
from reports.render.brief_page import CHIP, DUE, NOTE, NUMBER, OWNER, STATUS, TEXT, WIDTHS, A, BriefPage
from reports.render.measure import column_pixels, text_pixels
from reports.render.styles import STYLES
from reports.tokens import LIGHT
from sheets.grid import Sparkline

#: The columns of each card; the sparkline stands in the last of the wide ones, which is never merged.
CARDS = ((NUMBER, CHIP, CHIP), (TEXT, TEXT, TEXT), (OWNER, DUE, DUE), (STATUS, NOTE, NOTE))
#: Cards in the order in which they are taken.
CARD_ORDER = ("revenue", "orders", "inventory_value", "open_exceptions", "average_order", "low_stock")


def title(page: BriefPage, header: Section) -> int:
    """The band with whose brief, which days and how sure; returns the last row of it."""
    draft, language = page.draft, page.language
    brand, _, kind = header.title.text(language).rpartition(" — ")
    days, _, rest = header.lines[0].text(language).partition(". ")
    level = page.outcome.confidence
    sure = f"{MARKS[level]} {LEVEL[level].show(language, 'cap')}"
    draft.height(10)
    draft.fill("band", A, NOTE)
    draft.next()
    draft.put(NUMBER, page.outcome.brand if brand else kind, "title", last=DUE)
    draft.put(STATUS, sure, "title_side", last=NOTE)
    draft.fill("band", A, NOTE)
    draft.height(32)
    draft.next()
    draft.put(NUMBER, f"{kind} · {days}" if brand else days, "subtitle", last=NOTE)
    draft.fill("band", A, NOTE)
    draft.height(20)
    draft.next()
    draft.height(8)
    draft.fill("band", A, NOTE)
    frozen = draft.row
    draft.next()
    draft.gap(6)
    for text in (rest, header.lines[1].text(language)):
        draft.put(NUMBER, text, "muted", last=NOTE)
        draft.next()
    draft.gap(8)
    return frozen


def cards(page: BriefPage) -> None:
    """The cards in one row, each with its sparkline where it has a series."""
    chosen = _chosen(page.outcome)
    if not chosen:
        return
    draft, language = page.draft, page.language
    draft.height(7)
    draft.fill("card", NUMBER, NOTE)
    draft.next()
    small = "_small" if any(map(_too_wide, chosen, CARDS, [language] * len(chosen))) else ""
    for part in ("title", "value", "detail"):
        for place, (first, last, _) in enumerate(CARDS):
            card = chosen[place] if place < len(chosen) else None
            edge = "_first" if place else ""
            if card is None:
                draft.put(first, None, f"card{edge}", last=last)
            elif part == "title":
                draft.put(first, f"{card.title.text(language)}  {MARKS[card.confidence]}", f"card{edge}", last=last)
            elif part == "value":
                draft.put(first, card.value_text.text(language), f"card_value{small}{edge}", last=last)
            else:
                draft.put(first, card.detail.text(language), f"card{edge}", last=last)
        draft.next()
    drawn = [(place, card) for place, card in enumerate(chosen) if series.place(page.outcome, card)]
    for place, (first, last, wide) in enumerate(CARDS):
        for column in range(first, last + 1):
            draft.put(column, None, "card_first" if place and column == first else "card")
        card = next((card for at, card in drawn if at == place), None)
        if card is not None:
            tab, row, begin, end = series.place(page.outcome, card) or ("", 0, 0, 0)
            draft.sparklines.append(Sparkline(draft.row, wide, tab, row, begin, end, LIGHT.accent_line))
    draft.height(28 if drawn else 7)
    draft.next()
    draft.gap(10)


def _chosen(outcome: Outcome) -> list[Card]:
    """The cards of this read: those with a value first, in the order of :data:`CARD_ORDER`."""
    periods = (outcome.read, "weekly", "7d")
    here = next((period for period in periods if any(card.period == period for card in outcome.cards)), "")
    cards = [card for card in outcome.cards if card.period == here and card.id in CARD_ORDER]
    cards.sort(key=lambda card: (card.value is None, CARD_ORDER.index(card.id)))
    return sorted(cards[: len(CARDS)], key=lambda card: CARD_ORDER.index(card.id))


def _too_wide(card: Card, columns: tuple[int, int, int], language: str) -> bool:
    """Whether the card's figure does not fit in large type: then all are shown smaller, so that they stay alike."""
    room = sum(column_pixels(WIDTHS[column]) for column in range(columns[0], columns[1] + 1)) - 20
    return text_pixels(card.value_text.text(language), STYLES["card_value"].size, bold=True) > room
