"""What the rules about tickets share: their rows, what they are called, and their words as far as they may be shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from reports.facts import days_of
from reports.numbers import Both, Day, Listing
from reports.outcome import Rows
from reports.rules.orders import known
from reports.rules.rule import Given, clause

#: So many questions are quoted, and so much of each.
QUOTED, LENGTH = 2, 60


def rows_of(tickets: pd.DataFrame) -> tuple[Rows, ...]:
    """The tickets' rows in their sheet."""
    return (Rows(tab="support", rows=sorted(map(int, tickets["row"]))),)


def name(ticket: Any) -> Both:
    """What a ticket is called: its number, or the day of a question without one."""
    if is_tally(ticket):
        return clause("Question of {d}", "Pregunta del {d}", d=Day(ticket.created_at.date()))
    return clause("Ticket {id}", "Ticket {id}", id=str(ticket.Index))


def is_tally(ticket: Any) -> bool:
    """Whether the row has no number of its own: a count kept by hand."""
    return str(ticket.Index).startswith("row:")


def quote(subject: Any) -> str:
    """The question's first words; ``""`` where there are none."""
    text = " ".join(str(subject).split()) if known(subject) else ""
    return text if len(text) <= LENGTH else text[: LENGTH - 1].rstrip() + "…"


def quoted(tickets: pd.DataFrame) -> Both | None:
    """The newest questions in brackets, ` (“M or L?”, “Does it run small?”)`; nothing where none was written."""
    said = list(dict.fromkeys(text for text in map(quote, tickets["subject"][::-1]) if text))[:QUOTED]
    if not said:
        return None
    items = Listing(tuple(clause("“{q}”", "«{q}»", q=text) for text in said))
    return clause(" ({list:,})", " ({list:,})", list=items)


def words(subject: Any) -> Both | None:
    """A question's words after a comma: `, “Where is my order?”`."""
    text = quote(subject)
    return clause(", “{q}”", ", «{q}»", q=text) if text else None


def last_days(given: Given, days: int) -> pd.DataFrame:
    """The tickets of the last days up to the moment at which Support stood."""
    tickets = given.facts.tickets
    if tickets.empty:
        return tickets
    now = given.now("support")
    inside: pd.DataFrame = tickets[
        (tickets["created_at"] > pd.Timestamp(now) - pd.Timedelta(days=days))
        & (days_of(tickets["created_at"]) <= now.date())
    ]
    return inside


def having(tickets: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    """The tickets with this among their ``themes`` or ``subthemes``."""
    chosen: pd.DataFrame = tickets[np.array([value in own for own in tickets[column]], dtype=bool)]
    return chosen


def of_order(given: Given, ticket: Any) -> Both | None:
    """The order that a ticket is about, after a comma."""
    if not known(ticket.order):
        return None
    return clause(", {o}", ", {o}", o=str(given.facts.orders.at[ticket.order, "label"]))
