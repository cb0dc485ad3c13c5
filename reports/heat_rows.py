"""What customers ask, theme by week, as the Outcome has it; a week that Support does not cover is not zero."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from reports.facts import Facts, Window
from reports.language.support import THEME
from reports.metrics.shop import local_days
from reports.metrics.windows import covered, fit
from reports.numbers import Both, Count, Day, say
from reports.outcome import Heat, Line
from sheets.contract.patterns import THEMES

WEEKS = 8


def heats(facts: Facts) -> list[Heat]:
    """The questions of the last eight complete weeks; nothing where no ticket of them has a theme."""
    if facts.tickets.empty:
        return []
    start = facts.windows["weekly"].start
    weeks = [start - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    counts = _counts(facts.tickets, weeks)
    total = {theme: sum(row) for theme, row in counts.items()}
    asked = sorted((theme for theme in THEMES if total[theme]), key=lambda theme: -total[theme])  # ties by priority
    seen = [_seen(facts, week) for week in weeks]
    if not asked or not any(seen):
        return []
    return [
        Heat(
            id="questions",
            title=say("H-questions", "Questions by theme and week", "Preguntas por tema y semana"),
            rows=[_capital(theme) for theme in asked],
            columns=[say("H-week", "{d:short}", "{d:short}", d=Day(week)) for week in weeks],
            cells=[
                [count if known else None for count, known in zip(counts[theme], seen, strict=True)] for theme in asked
            ],
            said=_said(asked, counts, seen),
        )
    ]


def _counts(tickets: pd.DataFrame, weeks: list[date]) -> dict[str, list[int]]:
    """Tickets of each theme in each week; one of two themes counts in both."""
    told = tickets[["created_at", "themes", "count"]].explode("themes")
    days = local_days(told["created_at"])
    found = {}
    for theme in THEMES:
        own = (told["themes"] == theme).to_numpy(dtype=bool)
        found[theme] = [
            int(told["count"][own & (days >= np.datetime64(week)) & (days < np.datetime64(week + _WEEK))].sum())
            for week in weeks
        ]
    return found


_WEEK = timedelta(weeks=1)


def _seen(facts: Facts, week: date) -> bool:
    """Whether Support covers the week."""
    state = facts.sources.get("support")
    if state is None or state.covers_from is None or state.covers_to is None:
        return False
    days = covered(week, week + _WEEK, (state.covers_from, state.covers_to))
    return fit(Window("", week, week + _WEEK, days))


def _capital(theme: str) -> Line:
    words = THEME[theme]
    return Line(id=f"theme-{theme}", en=words.en.capitalize(), es=words.es.capitalize())


def _said(asked: list[str], counts: dict[str, list[int]], seen: list[bool]) -> Line:
    if not seen[-1]:
        return say(
            "H-late",
            "Support does not cover the last complete week.",
            "Soporte no cubre la última semana completa.",
        )
    top = max(asked, key=lambda theme: counts[theme][-1])
    if not counts[top][-1]:
        return say("H-quiet", "Nobody asked in the last complete week.", "Nadie preguntó en la última semana completa.")
    words = THEME[top]
    return say(
        "H-most",
        "Asked most in the last complete week: {theme}, {n:question|questions}.",
        "Lo más preguntado en la última semana completa: {theme}, {n:pregunta|preguntas}.",
        theme=Both(words.en, words.es),
        n=Count(counts[top][-1]),
    )
