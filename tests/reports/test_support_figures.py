"""M25, M26, M27 and M33 of the week Mon 9 – Sun 15 Nov, and the opening hours that answers take."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from reports.clock import Clock
from tests.reports.rules.asked import asked, ticket


def test_the_figures_of_support(tmp_path):
    """First answers after 1, 2 and 9 + 1 = 10 opening hours; one still waits. Four orders, all sent."""
    found = asked(
        tmp_path,
        ticket("11-10 10:00", "talla", first_response_at="2026-11-10 11:00"),
        ticket("11-11 09:00", "guía", first_response_at="2026-11-11 11:00"),
        ticket("11-12 17:00", "guía; talla", first_response_at="2026-11-13 18:00"),
        ticket("11-13 10:00", "guía", status="open"),
        ticket("11-03 10:00", "guía", first_response_at="2026-11-03 14:00"),  # the week before
    )
    told = {id: found.figures[id] for id in ("M25", "M26", "M27", "M33")}
    assert {id: (figure.value, figure.previous) for id, figure in told.items()} == {
        "M25": (4, 1),
        "M26": (2, 0),
        "M27": (2.0, 4.0),
        "M33": (3, 1),
    }
    notes = {id: (figure.note.en, figure.note.es) for id, figure in told.items() if figure.note}
    assert notes == {
        "M25": ("100 per 100 orders (4)", "100 por cada 100 pedidos (4)"),
        "M27": ("1 ticket still waits", "1 ticket aún espera"),
        "M33": ("75 per 100 shipped orders (4)", "75 por cada 100 pedidos despachados (4)"),
    }
    # Four tickets are enough to point a direction, three first answers are not.
    assert (told["M25"].confidence, told["M27"].confidence) == ("directional", "too_little")
    assert told["M33"].rows[0].rows == [3, 4, 5]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-12T10:00", "2026-11-12T12:30", 2.5),
        ("2026-11-12T07:00", "2026-11-12T20:00", 9),
        ("2026-11-13T17:00", "2026-11-17T10:00", 2),  # a weekend and the holiday of Monday between
        ("2026-11-14T10:00", "2026-11-15T10:00", 0),
        ("2026-11-12T12:00", "2026-11-12T11:00", 0),
    ],
)
def test_opening_hours_between_two_moments(start, end, hours):
    found = Clock().open_hours(np.array([start], dtype="datetime64[m]"), np.array([end], dtype="datetime64[m]"))
    assert found.tolist() == [hours]


def test_half_a_saturday_and_a_closed_day():
    """Sat 14 is open until noon: 3 hours; Tue 17 is closed by a note."""
    clock = Clock(saturday="half", closed=frozenset({date(2026, 11, 17)}))
    moments = np.array(["2026-11-13T18:00", "2026-11-18T09:00", "NaT"], dtype="datetime64[m]")
    found = clock.open_hours(moments, np.full(3, np.datetime64("2026-11-18T10:00")))
    assert found[:2].tolist() == [4, 1]
    assert np.isnan(found[2])
