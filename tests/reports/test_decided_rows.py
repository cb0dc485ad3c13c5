"""What becomes of a row about which the founder decided something: out of the brief, and back when it must be."""

from __future__ import annotations

import pytest

from reports import memory
from reports.outcome import Memory
from sheets.workbook import Snapshot, TabSnapshot
from tests.reports.rules.cells import inventory, order, orders, rows, run

LATE = order("#7", "2026-11-10 09:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-13")
SENT = {**LATE, "Fulfillment Status": "fulfilled"}
#: A business day late with its promise ahead: a warning of 40 + 10; once the promise has passed 70 + 20 and more.
MILD = order("#7", "2026-11-10 15:00:00", Fulfillment_Status="unfulfilled", Promise_date="2026-11-18")
KEY = "F01|order:7"
#: A payment that has waited for days: a warning of 50 that stays one.
WAITING = order("#7", "2026-11-10 09:00:00", Financial_Status="pending", Payment_Method="PSE", Paid_at=None)
PAYMENT = "P01|order:7"


def tabs(made, *decided):
    """The workbook with the order ``made`` and these rows of Decisions: (decided at, kind, until, reason, key)."""
    head = ["decided_at", "kind", "until", "reason", "target_key", "value"]
    kept = [[at, kind, until, reason, *(more or [KEY])] for at, kind, until, reason, *more in decided]
    return {
        "Orders": orders(made, order("#1")),
        "Inventory": inventory({}),
        **({"Decisions": [head, *kept]} if kept else {}),
    }


def steps(tmp_path, *runs):
    """Runs one after another: (moment of November, order, rows of Decisions so far)."""
    results, kept = [], Memory()
    for moment, made, *decided in runs:
        results.append(run(tmp_path, tabs(made, *decided), f"2026-11-{moment}", remembered=kept))
        kept = results[-1].memory
    return results


def told(result, key=KEY):
    """State, decision, whether the brief prints it: of the row about #7."""
    found = row(result, key)
    return found.state, found.decision, found.in_brief


def row(result, key=KEY):
    return next(one for one in result.exceptions if one.key == key)


def test_acknowledged_leaves_the_brief_and_its_actions_and_stays_in_the_tab(tmp_path):
    seen = ("2026-11-17 09:00", "acknowledge", None, "Sale hoy")
    _, result = steps(tmp_path, ("17T08:00", LATE), ("17T10:00", LATE, seen))
    assert told(result) == ("ongoing", "acknowledge", False)
    assert not result.actions
    assert not any("#7" in line.en for section in result.brief if section.id == "exceptions" for line in section.lines)


def test_trap_81_acknowledged_and_then_worse_comes_back_and_says_so(tmp_path):
    """Urgency 50 when acknowledged; on Thu 19 its promise of the 18th has passed: 70 + 20 + 5, 45 more."""
    seen = ("2026-11-17 08:30", "acknowledge", None, "Lo sé")
    first, quiet, worse, still = steps(
        tmp_path, ("17T08:00", MILD), ("17T09:00", MILD, seen), ("19T08:00", MILD, seen), ("20T08:00", MILD, seen)
    )
    assert (first.exceptions[0].urgency, told(quiet)[1]) == (50, "acknowledge")
    assert told(worse) == ("escalated", "", True)
    assert (worse.exceptions[0].severity, worse.exceptions[0].urgency) == ("critical", 95)
    assert worse.exceptions[0].shown.en.endswith("; more urgent than when you acknowledged it (Tue 17 Nov).")
    assert worse.exceptions[0].shown.es.endswith("; más urgente que cuando la marcaste como vista (mar 17 nov).")
    assert told(still)[1:] == ("", True)


def test_trap_81_a_snooze_ends_on_its_day_and_the_row_says_that_it_is_back(tmp_path):
    """Snoozed until Wed 18: silent on the 18th, back on the 19th, as news of the day; then it goes on."""
    asleep = ("2026-11-17 08:30", "snooze", "2026-11-18", "El banco responde el jueves", PAYMENT)
    results = steps(
        tmp_path,
        ("17T08:00", WAITING),
        ("17T09:00", WAITING, asleep),
        ("18T08:00", WAITING, asleep),
        ("19T08:00", WAITING, asleep),
        ("20T08:00", WAITING, asleep),
    )
    assert [told(result, PAYMENT)[1] for result in results] == ["", "snooze", "snooze", "", ""]
    back = results[3]
    assert told(back, PAYMENT)[0] in ("reopened", "escalated")
    assert row(back, PAYMENT).shown.en.endswith("; back after the snooze of Tue 17 Nov.")
    assert row(back, PAYMENT).shown.es.endswith("; vuelve: la pospusiste el mar 17 nov.")
    daily = next(section for section in back.reads["daily"].brief if section.id == "exceptions")
    assert any("back after the snooze" in line.en for line in daily.lines)


@pytest.mark.parametrize(
    ("until", "moment", "decision"), [("2026-11-30", "18T08:29", "snooze"), (None, "18T08:31", "")]
)
def test_a_critical_sleeps_for_24_hours_at_most_whatever_was_said(tmp_path, until, moment, decision):
    asleep = ("2026-11-17 08:30", "posponer", until, "Mañana")
    *_, last = steps(tmp_path, ("17T08:00", LATE), ("17T10:00", LATE, asleep), (moment, LATE, asleep))
    assert told(last)[1] == decision


def test_another_sleeps_for_14_days_at_most(tmp_path):
    stock = {"available": 1, "low_stock_units": 8}
    key = "I01|variant:JA-M"
    head = ["decided_at", "kind", "until", "reason", "target_key"]
    asleep = [head, ["2026-11-17 09:00", "snooze", "2026-12-31", "Llega en enero", key]]
    made = {"Orders": orders(order("#1")), "Inventory": inventory(stock)}
    left, seen = Memory(), []
    for moment, kept in (
        ("11-17T08:00", None),
        ("11-17T10:00", asleep),
        ("11-30T10:00", asleep),
        ("12-01T10:00", asleep),
    ):
        result = run(tmp_path, {**made, **({"Decisions": kept} if kept else {})}, f"2026-{moment}", remembered=left)
        left = result.memory
        seen.append([row.decision for row in rows(result, "I01")])
    assert seen == [[""], ["snooze"], ["snooze"], [""]]


def test_no_problem_stays_no_problem_past_its_due_and_comes_back_only_as_another_row(tmp_path):
    """Twice past its due it escalates: nothing about the order has changed, so it stays out. Dearer it comes back."""
    fine = ("2026-11-17 08:30", "not a problem", None, "Paga en la tienda", PAYMENT)
    dear = {**WAITING, "Total": 200000, "Subtotal": 200000, "Lineitem price": 200000}
    _, quiet, overdue, changed = steps(
        tmp_path,
        ("17T08:00", WAITING),
        ("17T09:00", WAITING, fine),
        ("18T20:00", WAITING, fine),
        ("18T21:00", dear, fine),
    )
    assert told(quiet, PAYMENT)[1] == "not_a_problem"
    assert told(overdue, PAYMENT) == ("escalated", "not_a_problem", False)
    assert told(changed, PAYMENT)[1:] == ("", True)
    assert row(changed, PAYMENT).shown.en.endswith("; changed since you said it is no problem (Tue 17 Nov).")
    assert row(changed, PAYMENT).shown.es.endswith("; cambió desde que dijiste que no era problema (mar 17 nov).")
    # All of it survives the workbook: why the decision fell, and what the row was when it was made.
    (kept,) = [one for one in changed.memory.episodes if one.key == PAYMENT]
    assert (kept.fell, kept.decided_severity, kept.decided_amount) == ("changed", "warning", 100000)
    history = TabSnapshot("_History", memory.rows(changed.memory), mark="history")
    assert memory.read(Snapshot("x", (history,))) == changed.memory


def test_acknowledged_means_until_it_ends_so_what_begins_again_is_told(tmp_path):
    seen = ("2026-11-17 08:30", "acknowledge", None, "Sale hoy")
    *_, gone, back = steps(
        tmp_path, ("17T08:00", LATE), ("17T09:00", LATE, seen), ("18T08:00", SENT, seen), ("19T08:00", LATE, seen)
    )
    assert told(gone)[0] == "resolved"
    assert told(back) == ("reopened", "", True)
    assert "back after you acknowledged it" in back.exceptions[0].shown.en


def test_a_decision_about_an_earlier_episode_says_nothing_of_the_next(tmp_path):
    fine = ("2026-11-17 08:30", "not a problem", None, "Lo recoge")
    *_, back = steps(
        tmp_path, ("17T08:00", LATE), ("17T09:00", LATE, fine), ("18T08:00", SENT, fine), ("23T08:00", LATE, fine)
    )
    assert told(back) == ("new", "", True)
    assert back.exceptions[0].episode == 2
    assert "problem" not in back.exceptions[0].shown.en


def test_resolved_by_hand_and_still_true_comes_back_and_says_so(tmp_path):
    solved = ("2026-11-17 09:00", "resuelto", None, "Salió")
    _, result, after = steps(tmp_path, ("17T08:00", LATE), ("18T08:00", LATE, solved), ("18T09:00", LATE, solved))
    assert told(result) == ("reopened", "", True)
    assert result.exceptions[0].shown.en.endswith("COP 100,000; still true in the data.")
    assert result.exceptions[0].shown.es.endswith("sigue siendo cierto en los datos.")
    assert told(after)[0] != "reopened"


def test_deciding_again_in_the_same_words_is_a_new_decision(tmp_path):
    one = ("2026-11-17 08:30", "snooze", None, "Luego")
    two = ("2026-11-18 09:30", "snooze", None, "Luego")
    *_, awake, asleep = steps(
        tmp_path, ("17T08:00", LATE), ("17T09:00", LATE, one), ("18T09:00", LATE, one), ("18T10:00", LATE, one, two)
    )
    assert told(awake)[1] == ""
    assert told(asleep) == ("ongoing", "snooze", False)


def test_reopened_by_hand_it_is_as_if_nothing_had_been_decided(tmp_path):
    seen = ("2026-11-17 08:30", "acknowledge", None, "x")
    again = ("2026-11-17 09:30", "reabrir", None, "Me equivoqué")
    *_, result = steps(tmp_path, ("17T08:00", LATE), ("17T09:00", LATE, seen), ("17T10:00", LATE, seen, again))
    assert told(result)[1:] == ("", True)
    assert result.exceptions[0].shown.en.endswith("COP 100,000.")


def test_assigned_it_is_somebody_elses_and_asks_as_before(tmp_path):
    given = ("2026-11-17 08:30", "assign", None, None, KEY, "Ana")
    _, result = steps(tmp_path, ("17T08:00", LATE), ("17T09:00", LATE, given))
    assert (result.exceptions[0].owner, told(result)[1:]) == ("Ana", ("", True))
    assert result.actions[0].owner == "Ana"


def test_a_row_with_a_decision_of_its_own_does_not_vanish_into_a_group(tmp_path):
    """Four late orders of one day are one row; the one that is snoozed keeps its own, and the other three stay three."""
    late = [
        {**MILD, "Name": f"#{n}", "Lineitem sku": f"X-{n}", "Lineitem name": f"P {n}", "Promise date": "2026-11-30"}
        for n in (7, 8, 9, 10)
    ]
    head = ["decided_at", "kind", "until", "reason", "target_key"]
    kept = [head, ["2026-11-17 08:30", "snooze", None, "Luego", KEY]]
    made = {"Orders": orders(*late), "Inventory": inventory({})}
    first = run(tmp_path, made)
    assert [row.key for row in rows(first, "F01")] == ["F01|group:day:2026-11-13"]
    second = run(tmp_path, {**made, "Decisions": kept}, "2026-11-17T09:00", remembered=first.memory)
    assert {row.key: row.decision for row in rows(second, "F01")} == {
        "F01|order:7": "snooze",
        "F01|order:8": "",
        "F01|order:9": "",
        "F01|order:10": "",
    }
    assert all(row.state == "ongoing" and row.first_seen == first.as_of for row in rows(second, "F01"))
    assert not any(row.state == "resolved" for row in second.exceptions)
