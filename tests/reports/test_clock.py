from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from reports.clock import Clock, closed_days, public_holidays

BOGOTA = ZoneInfo("America/Bogota")
CLOCK = Clock()
#: domain.md §2.1, all of 2026 and 2027; the Virgin of Chiquinquirá was made a holiday after that list (Ley 2578 of 2026).
LISTED = {
    2026: "01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-20 08-07 08-17 10-12 11-02 11-16 12-08 12-25",
    2027: "01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-20 08-07 08-16 10-18 11-01 11-15 12-08 12-25",
}
CHIQUINQUIRA = {2026: "07-13", 2027: "07-12"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BOGOTA)


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_holidays_of_a_year_are_the_listed_ones_and_the_virgin_of_chiquinquira(year: int) -> None:
    found = {day.strftime("%m-%d") for day in public_holidays("CO") if day.year == year}
    assert found == {*LISTED[year].split(), CHIQUINQUIRA[year]}


def test_2025_has_seventeen_dates_since_two_holidays_fall_on_one_monday() -> None:
    assert sum(day.year == 2025 for day in public_holidays("CO")) == 17
    assert CLOCK.is_holiday(date(2025, 6, 30))


def test_without_a_calendar_no_day_is_a_holiday() -> None:
    assert not Clock(holiday_calendar="none").is_holiday(date(2026, 11, 16))
    assert Clock(holiday_calendar="none").is_business(date(2026, 11, 16))


def test_a_day_closed_by_a_note_is_no_business_day_and_no_holiday() -> None:
    clock = Clock(closed=frozenset({date(2026, 11, 17)}))
    assert not clock.is_business(date(2026, 11, 17))
    assert not clock.is_holiday(date(2026, 11, 17))
    assert clock.add_business_days(date(2026, 11, 13), 1) == date(2026, 11, 18)


@pytest.mark.parametrize(("saturday", "works"), [("no", False), ("half", True), ("yes", True)])
def test_saturday_works_as_the_definition_says(saturday: str, works: bool) -> None:
    assert Clock(saturday=saturday).is_business(date(2026, 11, 14)) is works


def test_trap_16_a_utc_moment_of_monday_morning_is_sunday_night_in_bogota() -> None:
    assert CLOCK.local(datetime.fromisoformat("2026-11-16T04:30:00+00:00")) == at("2026-11-15 23:30")
    assert CLOCK.local(datetime.fromisoformat("2026-11-16T04:30:00+00:00")).date() == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("paid", "has_time", "start", "ship_by"),
    [
        ("2026-11-10 09:00", True, "2026-11-10", "2026-11-12"),
        ("2026-11-12 15:20", True, "2026-11-13", "2026-11-18"),  # after the cut-off; Monday 16 is a holiday
        ("2026-11-14 09:00", True, "2026-11-17", "2026-11-19"),  # a Saturday
        ("2026-11-15 00:00", False, "2026-11-17", "2026-11-19"),
        ("2026-11-10 00:00", False, "2026-11-11", "2026-11-13"),  # a date alone counts as the end of its day
        ("2026-11-10 13:59", True, "2026-11-10", "2026-11-12"),
        ("2026-11-10 14:00", True, "2026-11-11", "2026-11-13"),
    ],
)
def test_an_order_starts_before_the_cut_off_or_on_the_next_business_day(
    paid: str, has_time: bool, start: str, ship_by: str
) -> None:
    found = CLOCK.order_start(at(paid), has_time)
    assert found == date.fromisoformat(start)
    assert CLOCK.add_business_days(found, CLOCK.handling_business_days) == date.fromisoformat(ship_by)


def test_a_half_saturday_takes_orders_until_noon() -> None:
    clock = Clock(saturday="half")
    assert clock.order_start(at("2026-11-14 11:00")) == date(2026, 11, 14)
    assert clock.order_start(at("2026-11-14 12:30")) == date(2026, 11, 17)


def test_due_hours_start_at_the_next_opening() -> None:
    assert CLOCK.due_hours(at("2026-11-16 08:00"), 4) == at("2026-11-17 13:00")  # Monday 16 is a holiday
    assert CLOCK.due_hours(at("2026-11-17 16:00"), 4) == at("2026-11-18 11:00")  # 2 hours today, 2 tomorrow
    assert CLOCK.due_hours(at("2026-11-17 19:00"), 4) == at("2026-11-18 13:00")


def test_due_days_count_days_that_open_later() -> None:
    monday = at("2026-11-16 08:00")
    assert CLOCK.due_days(monday, 1) == at("2026-11-17 18:00")
    assert CLOCK.due_days(monday, 2) == at("2026-11-18 18:00")
    assert CLOCK.due_days(monday, 5) == at("2026-11-23 18:00")
    assert CLOCK.due_days(at("2026-11-17 08:00"), 1) == at("2026-11-17 18:00")
    assert CLOCK.due_days(at("2026-11-17 09:00"), 1) == at("2026-11-18 18:00")


def test_due_keeps_other_opening_hours() -> None:
    clock = Clock(opens=time(8), closes=time(12), saturday="half")
    assert clock.due_hours(at("2026-11-13 11:00"), 2) == at("2026-11-14 09:00")
    assert clock.due_days(at("2026-11-13 11:00"), 1) == at("2026-11-14 12:00")


def test_business_days_after_leave_the_weekend_and_the_holiday_out() -> None:
    assert CLOCK.business_days_after(date(2026, 11, 12), date(2026, 11, 16)) == 1  # Friday 13
    assert CLOCK.business_days_after(date(2026, 11, 16), date(2026, 11, 16)) == 0
    assert CLOCK.business_days_after(date(2026, 11, 18), date(2026, 11, 16)) == 0


def test_whole_columns_agree_with_single_days_and_keep_what_is_missing() -> None:
    days = np.array(["2026-11-13", "NaT", "2026-11-14"], dtype="datetime64[D]")
    assert CLOCK.days_later(days, 2).astype(str).tolist() == ["2026-11-18", "NaT", "2026-11-18"]
    found = CLOCK.order_starts(days, np.array([9, 9, 9]))
    assert found.astype(str).tolist() == ["2026-11-13", "NaT", "2026-11-17"]


def test_a_closed_range_holds_both_its_ends_and_none_of_over_a_year() -> None:
    assert closed_days([(date(2026, 12, 24), date(2026, 12, 26))]) == {
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }
    assert closed_days([(date(2026, 12, 24), date(2062, 12, 26))]) == frozenset()
