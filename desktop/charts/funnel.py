"""The funnel: how many reached each step from visit to order, and what part of the step before."""

from __future__ import annotations

from desktop.charts.bars import Bar, Bars
from desktop.charts.chart import Table
from desktop.theme import Look
from reports.outcome import Funnel, Step


def funnel_chart(look: Look, funnel: Funnel, name: str) -> Bars:
    """The steps of a funnel as bars of the largest."""
    words = look.words
    most = max((step.count or 0 for step in funnel.steps), default=0) or 1
    bars = [
        Bar(
            look.say(step.name),
            None if step.count is None else step.count / most,
            _value(look, step),
            f"{look.say(step.name)}: {_value(look, step)}",
        )
        for step in funnel.steps
    ]
    heads = (words("chart.step"), words("chart.reached"), words("chart.of_before"))
    rows = tuple((look.say(step.name), _count(look, step), _rate(look, step)) for step in funnel.steps)
    return Bars(look, name, look.say(funnel.said), Table(heads, rows), bars)


def _count(look: Look, step: Step) -> str:
    return look.words("chart.unknown") if step.count is None else look.words.number(step.count)


def _rate(look: Look, step: Step) -> str:
    return "" if step.rate is None else percent(look, step.rate)


def _value(look: Look, step: Step) -> str:
    rate = _rate(look, step)
    return f"{_count(look, step)} · {look.words('chart.went_on', rate=rate)}" if rate else _count(look, step)


def percent(look: Look, rate: float) -> str:
    """A rate as the brief shows it: one decimal below 10 %."""
    return look.words.percent(rate, 0 if round(rate * 1000) >= 100 else 1)
