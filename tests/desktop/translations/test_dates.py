from __future__ import annotations

from datetime import datetime

import pytest

from desktop.translations.dates import clock, duration, moment, period_title, size, to_the_second, when
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


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


NOW = datetime(2026, 11, 18, 0, 5)


@pytest.mark.parametrize(
    ("at", "english", "spanish"),
    [
        (datetime(2026, 11, 18, 0, 1), "today, 12:01 AM", "hoy, 12:01 a. m."),
        (datetime(2026, 11, 17, 23, 59), "yesterday, 11:59 PM", "ayer, 11:59 p. m."),
        (datetime(2026, 11, 16, 8, 0, 30), "Mon 16 Nov, 8:00 AM", "lun 16 nov, 8:00 a. m."),
        (datetime(2025, 11, 16, 13), "16 November 2025, 1:00 PM", "16 de noviembre de 2025, 1:00 p. m."),
        (datetime(2026, 11, 19, 8), "Thu 19 Nov, 8:00 AM", "jue 19 nov, 8:00 a. m."),
    ],
)
def test_a_moment_is_told_as_seen_from_now(at: datetime, english: str, spanish: str) -> None:
    assert plain(when(at, NOW, "en")) == english
    assert plain(when(at, NOW, "es")) == spanish


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "0.1 s"), (0.412, "0.4 s"), (59.94, "59.9 s"), (65.2, "1 min 5 s")]
)
def test_a_duration_is_told_in_seconds(seconds: float, said: str) -> None:
    assert plain(duration(seconds, "en")) == said
    assert plain(duration(0.412, "es")) == "0,4 s"


@pytest.mark.parametrize(("count", "said"), [(0, "1 kB"), (48_200, "48 kB"), (3_240_000, "3.2 MB")])
def test_a_size_is_told_in_round_numbers(count: int, said: str) -> None:
    assert plain(size(count, "en")) == said
    assert plain(size(3_240_000, "es")) == "3,2 MB"


def test_noon_and_midnight_are_twelve() -> None:
    assert [plain(clock(datetime(2026, 1, 1, hour), "en")) for hour in (0, 12)] == ["12:00 AM", "12:00 PM"]


def test_two_moments_of_one_minute_are_told_to_the_second() -> None:
    at = datetime(2026, 11, 18, 8, 5, 7)
    assert plain(to_the_second(when(at, NOW, "en"), at, "en")) == "today, 8:05:07 AM"
    assert plain(to_the_second(when(at, NOW, "es"), at, "es")) == "hoy, 8:05:07 a. m."
