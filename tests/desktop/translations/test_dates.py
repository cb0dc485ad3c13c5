from __future__ import annotations

import pytest

from desktop.translations.dates import moment, period_title
from reports.outcome import Period

CASES = [
    ("weekly", "2026-11-09", "2026-11-16", "Week of 9–15 November", "Semana del 9–15 de noviembre"),
    (
        "weekly",
        "2026-10-26",
        "2026-11-02",
        "Week of 26 October – 1 November",
        "Semana del 26 de octubre al 1 de noviembre",
    ),
    ("daily", "2026-11-16", "2026-11-17", "Monday 16 November", "Lunes 16 de noviembre"),
    ("daily", "2026-11-13", "2026-11-16", "13–15 November", "13–15 de noviembre"),
    ("monthly", "2026-10-01", "2026-11-01", "October 2026", "Octubre de 2026"),
    ("monthly", "2026-02-01", "2026-03-01", "February 2026", "Febrero de 2026"),
    ("monthly", "2026-10-17", "2026-11-16", "17 October – 15 November", "17 de octubre al 15 de noviembre"),
    ("weekly", "", "", "", ""),
]


@pytest.mark.parametrize(("read", "start", "end", "english", "spanish"), CASES)
def test_a_period_is_named_in_words(read: str, start: str, end: str, english: str, spanish: str) -> None:
    period = Period(start=start, end=end)
    assert period_title(read, period, "en") == english
    assert period_title(read, period, "es") == spanish


def test_a_moment_is_local_as_it_stands() -> None:
    assert moment("2026-11-16T08:00:00-05:00", "en") == "Mon 16 Nov, 8:00\N{NO-BREAK SPACE}AM"
    assert moment("2026-11-14T00:05:00-05:00", "es") == "sáb 14 nov, 12:05\N{NO-BREAK SPACE}a.\N{NO-BREAK SPACE}m."
    assert moment("2026-11-18", "es") == "mié 18 nov"
    assert moment("yesterday", "en") == "yesterday"
