"""From visit to order as the Outcome has it: each step with its count, and what part of the step before reached it."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from reports import stats
from reports.facts import Facts
from reports.language.charts import BOUGHT, MEASURE, STEP
from reports.numbers import Both, Count, Percent, say
from reports.outcome import Funnel, Line, Period, Rows, Step

#: The steps of which a rate is that of the shop's conversion.
FIRST, LAST = "sessions", "purchases"


def funnels(facts: Facts) -> list[Funnel]:
    """The last complete week and the last 30 days, where rows of the whole shop tell two steps of them at least."""
    if facts.steps.empty:
        return []
    return [_funnel(facts, str(key), rows) for key, rows in facts.steps.groupby("window", sort=False)]


def _funnel(facts: Facts, key: str, rows: pd.DataFrame) -> Funnel:
    window, measure = facts.windows[key], str(rows["measure"].iloc[0])
    steps: list[Step] = []
    before: int | None = None
    for row in rows.itertuples():
        count = _whole(row.count)
        steps.append(
            Step(key=str(row.step), name=_name(str(row.step), measure), count=count, rate=_rate(count, before))
        )
        before = count
    return Funnel(
        period=Period(start=window.start.isoformat(), end=window.end.isoformat()),
        measure=measure,
        steps=steps,
        confidence=_confidence(facts, steps),
        said=_said(steps, int(rows["days"].iloc[0]), window.days),
        rows=[Rows(tab="traffic", rows=list(rows["rows"].iloc[0]))],
    )


def _whole(count: Any) -> int | None:
    return None if math.isnan(count) else int(count)


def _rate(count: int | None, before: int | None) -> float | None:
    """The part that went on; more than there were before is no part of them."""
    if count is None or not before or count > before:
        return None
    return round(count / before, 6)


def _name(step: str, measure: str) -> Line:
    words = MEASURE[measure] if step == FIRST else STEP[step]
    return Line(id=f"funnel-{step}", en=words.en, es=words.es)


def _confidence(facts: Facts, steps: list[Step]) -> str:
    knobs, state = facts.knobs, facts.sources.get("traffic")
    known = [step.count for step in steps if step.count is not None]
    solid = knobs.get("solid.M18") if known[-1] >= knobs.get("solid.events") else math.inf
    late = int(bool(state and state.late))
    return stats.confidence(known[0], knobs.get("min.M18"), solid, steps_down=late)


def _said(steps: list[Step], days: int, of_days: int) -> Line:
    """The way from the first step to the last that are known, and where most stop."""
    known = [step for step in steps if step.count is not None]
    first, last = known[0], known[-1]
    lost = min((step for step in steps if step.rate is not None), key=lambda step: step.rate or 0.0, default=None)
    parts = {
        "a": Count(first.count or 0),
        "b": Count(last.count or 0),
        "first": Both(first.name.en.lower(), first.name.es.lower()),
        "last": _reached(last),
        "d": Count(days),
        "all": Count(of_days),
    }
    of_en, of_es = (" of {all}", " de {all}") if days < of_days else ("", "")
    head_en = f"{{a}} {{first}}, {{b}} {{last}}, in {{d}}{of_en} days."
    head_es = f"{{a}} {{first}}, {{b}} {{last}}, en {{d}}{of_es} días."
    if lost is None:
        return say("FN-steps", head_en, head_es, **parts)
    place = Both(lost.name.en.lower(), lost.name.es.lower())
    return say(
        "FN-loss",
        f"{head_en} Most stop before {{place}}: {{r}} of the step before went on.",
        f"{head_es} Donde más se quedan es antes de {{place}}: siguió el {{r}} del paso anterior.",
        **parts,
        place=place,
        r=Percent(lost.rate or 0.0),
    )


def _reached(step: Step) -> Both:
    return BOUGHT if step.key == LAST else Both(step.name.en.lower(), step.name.es.lower())
