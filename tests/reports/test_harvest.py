"""What stands in the white cells and differs from what we showed there becomes rows of Decisions; nothing else does."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import harvest, memory
from reports.outcome import Memory, Typed
from sheets.workbook import Snapshot, TabSnapshot
from tests.reports.rules.cells import inventory, order, orders, run
from tests.workbooks import outcome

KEY, OTHER = "F01|order:7", "F01|order:8"
LATE = order("#7", Fulfillment_Status="unfulfilled", Promise_date="2026-11-13")
TABS = {"Orders": orders(LATE), "Inventory": inventory({"unit_cost": 30000})}
HEAD = ["Decided at", "Kind", "Target key", "Value", "Until", "Reason", "By"]
SHOWN = [
    Typed(where="exceptions", key=KEY, field="decision", value="acknowledge"),
    Typed(where="exceptions", key=KEY, field="until", value="2026-11-20"),
    Typed(where="exceptions", key=KEY, field="reason", value="Ana is  on it"),
]


def typed(*rows, shown=(), head=("Your decision", "Until", "Reason", "key")):
    """What is typed in these rows of Exceptions, by key."""
    history = TabSnapshot("_History", memory.rows(Memory(shown=list(shown))), mark="history")
    tab = TabSnapshot("Exceptions", [list(head), *map(list, rows)], mark="exceptions")
    found = memory.read(Snapshot("x", (history, tab)))
    return {(one.key, one.field): one.value for one in found.typed}


@pytest.mark.parametrize(
    "cells",
    [
        ["acknowledged", date(2026, 11, 20), "Ana is on it"],
        ["Visto", "20/11/2026", " Ana is on it "],
        ["acknowledge", datetime(2026, 11, 20), "Ana is\non it"],
    ],
)
def test_trap_78_what_we_showed_is_not_typed_in_whichever_language_and_form(cells):
    assert typed([*cells, KEY], shown=SHOWN) == {}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["snoozed", date(2026, 11, 20), "Ana is on it"], {"decision": "snoozed", "until": "2026-11-20"}),
        (["acknowledged", None, "Ana is on it"], {"decision": "acknowledged"}),
        ([None, date(2026, 11, 20), "Ana is on it"], {"decision": "", "until": "2026-11-20"}),
        ([None, None, None], {"decision": ""}),
    ],
)
def test_a_row_that_says_something_else_is_typed_as_a_whole(cells, found):
    reason = {"reason": cells[2]} if cells[2] else {}
    assert typed([*cells, KEY], shown=SHOWN) == {(KEY, field): value for field, value in {**found, **reason}.items()}


def test_of_copies_of_a_row_the_one_counts_that_says_something_new():
    ours = ["acknowledged", date(2026, 11, 20), "Ana is on it", KEY]
    new = ["snoozed", None, "on Friday", KEY]
    for rows in ((ours, new), (new, ours), (new, ours, ours)):
        assert typed(*rows, shown=SHOWN) == {(KEY, "decision"): "snoozed", (KEY, "reason"): "on Friday"}


def test_a_white_column_that_was_deleted_clears_nothing():
    assert typed(["x", "Ana is on it", KEY], shown=SHOWN, head=("Mine", "Reason", "key")) == {}
    assert typed(["acknowledged", "Ana is on it", KEY], shown=SHOWN, head=("Your decision", "Reason", "key")) == {}


@settings(max_examples=25, deadline=None)
@given(st.permutations([[None, None, None, f"F01|order:{n}"] for n in range(4)] + [["visto", None, "ok", KEY]]))
def test_trap_78_the_order_of_the_rows_says_nothing(rows):
    assert typed(*rows) == {(KEY, "decision"): "visto", (KEY, "reason"): "ok"}


def decided(tmp_path, *rows, shown=(), remembered=None, tabs=None, as_of="2026-11-17T08:00", rest=()):
    """The rows that a run adds where these cells (key, decision, until, reason) were typed."""
    cells = [
        Typed(where=where, key=key, field=field, value=value)
        for where, key, *values in rows
        for field, value in zip(harvest.FIELDS, values, strict=False)
        if value or field == "decision"
    ]
    before = remembered or Memory()
    before = Memory(
        as_of=before.as_of, first=before.first, episodes=before.episodes, days=before.days, typed=cells,
        shown=list(shown), aliases=before.aliases,
    )  # fmt: skip
    made = outcome(tmp_path / "b.xlsx", {**(tabs or TABS), "Decisions": [HEAD, *rest]}, as_of, remembered=before)
    return made, [(one.kind, one.target_key, one.value, one.until, one.reason) for one in made.decided]


def test_trap_24_the_same_as_what_holds_is_no_second_row(tmp_path):
    there = ["2026-11-16", "visto", KEY, None, "2026-11-20", "Ana is on it"]
    _, rows = decided(tmp_path, ("exceptions", KEY, "acknowledged", "20/11/2026", "Ana is on it"), rest=[there])
    assert rows == []
    _, rows = decided(tmp_path, ("exceptions", KEY, "acknowledged", "", "Ana is on it"), rest=[there])
    assert rows == [("acknowledge", KEY, "", "", "Ana is on it")]


def test_trap_81_what_came_back_may_be_decided_again_in_the_same_words(tmp_path):
    """Snoozed on Tuesday 17 until Wednesday 18; on Thursday it is back, and snoozed in the same words."""
    first, rows = decided(tmp_path, ("exceptions", KEY, "snooze", "2026-11-18", "waiting for the courier"))
    (row,) = first.decided
    there = [datetime(2026, 11, 17, 8), "snooze", KEY, None, date(2026, 11, 18), row.reason]
    back, none = decided(tmp_path, remembered=first.memory, rest=[there], as_of="2026-11-19T08:00")
    assert (none, back.memory.shown) == ([], [])
    assert [one.decision for one in back.exceptions if one.key == KEY] == [""]
    again, rows = decided(
        tmp_path, ("exceptions", KEY, "snooze", "2026-11-20", "waiting for the courier"),
        remembered=back.memory, rest=[there], as_of="2026-11-19T09:00",
    )  # fmt: skip
    assert rows == [("snooze", KEY, "", "2026-11-20", "waiting for the courier")]
    assert [one.decision for one in again.exceptions if one.key == KEY] == ["snooze"]


def test_an_acknowledged_row_that_fell_is_acknowledged_again_with_the_same_words(tmp_path):
    seen, _ = decided(tmp_path, ("exceptions", KEY, "acknowledged", "", "known"))
    there = [datetime(2026, 11, 17, 8), "acknowledge", KEY, None, None, "known"]
    fallen = [one if one.key != KEY else memory_of(one) for one in seen.memory.episodes]
    worse = Memory(as_of=seen.memory.as_of, first=seen.memory.first, episodes=fallen)
    again, rows = decided(
        tmp_path, ("exceptions", KEY, "acknowledged", "", "known"),
        remembered=worse, rest=[there], as_of="2026-11-18T08:00",
    )  # fmt: skip
    assert rows == [("acknowledge", KEY, "", "", "known")]
    assert [one.decision for one in again.exceptions if one.key == KEY] == ["acknowledge"]


def memory_of(episode):
    return msgspec.structs.replace(episode, decided=f"!{episode.decided}", fell="worse")


def test_the_last_row_of_a_day_wins_and_the_newest_may_stand_on_top(tmp_path):
    def kind(*rows):
        made, _ = decided(tmp_path, rest=rows)
        return next(one.decision for one in made.exceptions if one.key == KEY)

    old, new = ["2026-11-15", "snooze", KEY, None, None, "a"], ["2026-11-16", "visto", KEY, None, None, "b"]
    last = ["2026-11-16", "reopen", KEY, None, None, "c"]
    assert kind(old, new) == kind(new, old) == "acknowledge"
    assert kind(old, new, last) == kind(last, new, old) == ""
    # a row of a day to come is one of today
    assert kind(["2027-11-16", "visto", KEY, None, None, "typo"], last) == "acknowledge"


def test_what_is_typed_where_nobody_knows_which_tab_is_meant_says_so_and_does_not_count(tmp_path):
    cells = [
        Typed(where="exceptions", key=KEY, field="decision", value="visto"),
        Typed(where="exceptions", key=KEY, field="reason", value="ok"),
    ]
    two = {**TABS, "Decisions 2": [HEAD], "Decisions 3": [HEAD]}
    made = outcome(tmp_path / "b.xlsx", two, "2026-11-17T08:00", remembered=Memory(typed=cells))
    assert made.decided == []
    assert [one.said.en for one in made.unclear] == [
        "The tabs “Decisions 2” and “Decisions 3” could both be Decisions; neither was read. "
        "Rename the right one to Decisions."
    ]
    assert [(one.key, one.decision) for one in made.exceptions if one.key == KEY] == [(KEY, "")]
    assert made.memory.typed == cells


def test_a_reason_is_kept_as_it_was_typed_and_quoted_without_whom_it_names(tmp_path):
    said = "ask ana@example.com, 300 123 4567"
    made, rows = decided(tmp_path, ("exceptions", KEY, "visto", "", said))
    assert rows == [("acknowledge", KEY, "", "", said)]
    # The white cells are sent on with the brief: they quote it as everything else is quoted.
    assert [one.value for one in made.memory.shown if one.field == "reason"] == ["ask …, …"]
    assert "ana@example.com" not in made.memory.episodes[0].decided


def test_two_runs_of_one_moment_are_one(tmp_path):
    """The second run finds the row that the first one added: same rows, same memory."""
    first, _ = decided(tmp_path, ("exceptions", KEY, "visto", "", "ok"))
    there = [datetime(2026, 11, 17, 8), "acknowledge", KEY, None, None, "ok"]
    second, rows = decided(tmp_path, remembered=first.memory, shown=first.memory.shown, rest=[there])
    assert rows == []
    assert second.exceptions == first.exceptions
    assert second.memory == first.memory


def test_a_run_without_anything_typed_reads_what_stands_in_decisions(tmp_path):
    tabs = {**TABS, "Decisions": [HEAD, ["2026-11-16", "asignar", KEY, "Luis", None, None]]}
    made = run(tmp_path, tabs)
    assert [one.owner for one in made.exceptions if one.key == KEY] == ["Luis"]
    assert [(one.key, one.value) for one in made.memory.shown] == [(KEY, "assign Luis")]
