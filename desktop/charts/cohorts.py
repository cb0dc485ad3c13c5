"""What came back of each month's orders; months whose orders are too young are hatched."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.charts.bars import Bar, Bars
from desktop.charts.chart import Table
from desktop.charts.funnel import percent
from desktop.theme import Look
from desktop.translations.dates import month
from reports.outcome import Cohort


def cohort_chart(look: Look, cohorts: Sequence[Cohort], name: str) -> Bars:
    """One bar a month, oldest first."""
    words = look.words
    most = max((_rate(cohort) or 0 for cohort in cohorts), default=0) or 1
    bars, rows = [], []
    for cohort in cohorts:
        rate, name_of = _rate(cohort), month(cohort.month, look.language)
        came = words("chart.unknown") if cohort.returned is None else words.number(cohort.returned)
        part = "" if rate is None else percent(look, rate)
        value = words("chart.unknown")
        if rate is not None:
            value = words("chart.came_back", k=came, n=words.number(cohort.orders), rate=part)
        young = "" if cohort.mature else words("chart.young")
        bars.append(
            Bar(
                name_of,
                None if rate is None else rate / most,
                " · ".join(text for text in (value, young) if text),
                f"{name_of}: " + ", ".join(text for text in (value, young) if text),
                open=not cohort.mature,
            )
        )
        rows.append((name_of, words.number(cohort.orders), came, part, young))
    heads = ("chart.month", "chart.orders", "chart.back", "chart.rate", "chart.note")
    basis = cohorts[0].basis if cohorts else "returns"
    return Bars(look, name, words(f"chart.cohorts.{basis}"), Table(tuple(map(words, heads)), tuple(rows)), bars)


def _rate(cohort: Cohort) -> float | None:
    return None if cohort.returned is None or not cohort.orders else cohort.returned / cohort.orders
