"""Real dates of a column are read all at once, and say what they say one by one: on every day on which a clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sheets import moments, typed_moments
from sheets.workbook import Cell

BOGOTA = ZoneInfo("America/Bogota")
#: Clocks that change at two, at midnight, by half an hour, around Ramadan, in winter; and one that never does.
ZONES = (
    *("America/New_York", "America/Santiago", "Australia/Lord_Howe", "Africa/Casablanca", "Europe/Dublin"),
    "America/Bogota",
)


@pytest.mark.parametrize("name", ZONES)
def test_every_half_hour_of_a_year_is_the_moment_that_it_is_alone(name: str) -> None:
    zone = ZoneInfo(name)
    local: list[Cell] = [datetime(2026, 1, 1, 0, 15) + timedelta(minutes=30 * number) for number in range(48 * 365)]
    read = moments.moments(local, "Created at", zone, zone, "auto", False)
    alone = [each.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) for each in local]  # type: ignore[union-attr,call-arg]
    assert read.values.tolist() == alone
    assert len(read.assumptions) == (name != "America/Bogota")


def test_days_are_of_the_business_and_times_of_the_source() -> None:
    cells: list[Cell] = [date(2026, 11, 2), datetime(2026, 11, 2, 9, 30), None, datetime(2026, 11, 2)]
    read = moments.moments(cells, "Created at", BOGOTA, ZoneInfo("UTC"), "auto", False)
    assert read.values.tolist() == [
        datetime(2026, 11, 2, 5, 0),
        datetime(2026, 11, 2, 9, 30),
        None,
        datetime(2026, 11, 2, 5, 0),
    ]
    assert read.has_time.tolist() == [False, True, False, False]


def test_years_that_are_not_read_are_told_by_their_place() -> None:
    cells: list[Cell] = [date(2014, 12, 31), date(2015, 1, 1), datetime(2036, 1, 1, 8, 0), date(2035, 12, 31)]
    read = moments.moments(cells, "Created at", BOGOTA, BOGOTA, "auto", False)
    assert {place: trouble.kind for place, trouble in read.troubles.items()} == {0: "out_of_range", 2: "out_of_range"}


def test_what_is_no_date_is_left_in_its_place() -> None:
    found = typed_moments.typed(["a", date(2026, 11, 2), 3.0, datetime(2026, 11, 3, tzinfo=UTC)])
    assert found.places.tolist() == [1]
    assert found.others == ["a", None, 3.0, datetime(2026, 11, 3, tzinfo=UTC)]
