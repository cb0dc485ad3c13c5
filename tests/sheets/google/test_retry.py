"""How long is waited, how often is tried, and what the founder sees of it. No test waits."""

from __future__ import annotations

import pytest

from sheets.errors import Text
from sheets.google import errors
from sheets.google.retry import Retry
from sheets.google.trouble import OFTEN, QUOTA, TWICE, Trouble
from tests.sheets.google.wire import Time

WHY = Text("Google cannot answer; trying again in", "Google no puede responder; nuevo intento en")


def trouble(**said: object) -> Trouble:
    return Trouble(errors.down(), **{"tries": OFTEN, "why": WHY, **said})  # type: ignore[arg-type]


def begun(time: Time, **bounds: float):
    return time.retry(**bounds).begin(time.shows)


def pauses(time: Time, **said: object) -> list[float]:
    """The seconds between the tries of a request that never succeeds."""
    tries, found, before = begun(time), [], time.seconds
    while tries.another(trouble(**said)):
        found.append(time.seconds - before)
        before = time.seconds
    return found


def test_five_tries_with_pauses_that_double():
    assert pauses(Time()) == [1, 2, 4, 8]


def test_a_quota_that_is_refilled_each_minute_is_waited_for_beyond_a_minute():
    found = pauses(Time(), pause=QUOTA)
    assert found == [5, 10, 20, 40]
    assert sum(found) > 60


def test_dice_add_up_to_a_quarter_so_that_programs_come_back_apart():
    time = Time()
    retry = Retry(clock=lambda: time.seconds, sleep=time.sleep, chance=lambda: 0.999)
    assert retry.begin(time.shows).another(trouble())
    assert time.seconds - 1000 == pytest.approx(1.25, abs=0.001)


def test_a_request_that_timed_out_is_tried_once_more():
    assert pauses(Time(), tries=TWICE) == [1]


def test_what_cannot_pass_is_not_tried_again():
    time = Time()
    assert not begun(time).another(Trouble(errors.sign_in()))
    assert time.shown == []


def test_as_long_as_google_asks_for():
    assert pauses(Time(), asked_pause=17.0) == [17, 17, 17, 17]


def test_more_than_a_minute_is_not_waited_for():
    assert pauses(Time(), asked_pause=61.0) == []
    assert pauses(Time(), asked_pause=60.0) == [60, 60, 60, 60]


def test_no_try_begins_later_than_four_minutes_after_the_first():
    time = Time()
    tries = begun(time)
    time.seconds += 181  # the first try timed out
    assert tries.another(trouble(asked_pause=30.0))
    assert not tries.another(trouble(asked_pause=30.0))
    assert time.seconds == 1000 + 181 + 30


def test_the_seconds_left_are_told_each_second_and_then_that_it_goes_on():
    time = Time()
    assert begun(time).another(trouble(asked_pause=2.5))
    assert time.shown == [(3, WHY.en), (2, WHY.en), (1, WHY.en), (0, WHY.en)]
    assert time.slept == [1.0, 1.0, 0.5]


def test_whoever_stops_stops_at_once_in_the_middle_of_a_pause():
    time = Time()

    def stops(seconds: float) -> None:
        time.sleep(seconds)
        if len(time.slept) == 2:
            raise KeyboardInterrupt

    tries = Retry(clock=lambda: time.seconds, sleep=stops, chance=lambda: 0.0).begin(time.shows)
    with pytest.raises(KeyboardInterrupt):
        tries.another(trouble(asked_pause=40.0))
    assert time.seconds == 1002
    assert time.shown == [(40, WHY.en), (39, WHY.en)]
