"""What is remembered survives the workbook, stays small, and holds what people typed."""

from __future__ import annotations

from datetime import date

from reports import memory
from reports.outcome import Memory, Remembered, Typed
from sheets.workbook import Snapshot, TabSnapshot
from tests.reports.rules.cells import inventory, order, orders, run

LATE = order("#7", Fulfillment_Status="unfulfilled", Promise_date="2026-11-13")
TABS = {"Orders": orders(LATE), "Inventory": inventory({"unit_cost": 30000})}


def history(rows):
    return TabSnapshot("_History", rows, mark="history")


def brief(*rows):
    return TabSnapshot("Brief", rows, mark="brief")


def test_written_and_read_again_it_is_the_same(tmp_path):
    first = run(tmp_path, TABS)
    second = run(tmp_path, TABS, "2026-11-18T08:00", remembered=first.memory)
    kept = second.memory
    assert kept.episodes[0].before is not None
    assert memory.read(Snapshot("x", (history(memory.rows(kept)),))) == kept


def test_rows_that_somebody_changed_into_nonsense_are_left_out(tmp_path):
    rows = memory.rows(run(tmp_path, TABS).memory)
    place = rows[0].index("first_seen")
    broken = [[*row[:place], "yesterday", *row[place + 1 :]] if row[0] == "episode" else row for row in rows]
    assert memory.read(Snapshot("x", (history(broken),))).episodes == []


def test_what_is_typed_is_found_by_its_key_in_either_language():
    head = ["#", "", "Responsable", "Para", "Estado", "Nota", "key"]
    tab = brief(
        ["RUTA NORTE"], head, [1, "Despacha #7", "Despachos", "mar 17 nov", "hecha", "Salió hoy", "F01|order:7"]
    )
    assert memory.read(Snapshot("x", (tab,))).typed == [
        Typed(where="actions", key="F01|order:7", field="note", value="Salió hoy"),
        Typed(where="actions", key="F01|order:7", field="status", value="done"),
    ]


def test_a_column_of_the_founders_own_is_never_taken_for_ours_whatever_it_is_called():
    head = ["Your decision", "Until", "Reason", "key", "Reason", "key"]
    rows = [head, ["seen", None, "asked Ana", "F01|order:7", "mine", "mine too"]]
    below = [[None, None, None, memory.END], ["my list", "no day", "none", "F01|order:8"]]
    found = memory.read(Snapshot("x", (TabSnapshot("Exceptions", [*rows, *below], mark="exceptions"),)))
    assert [(one.key, one.field, one.value) for one in found.typed] == [
        ("F01|order:7", "decision", "seen"),
        ("F01|order:7", "reason", "asked Ana"),
    ]


def test_what_was_cleared_is_forgotten_and_what_is_not_shown_is_kept():
    kept = Memory(
        typed=[
            Typed(where="exceptions", key="F01|order:7", field="decision", value="visto"),
            Typed(where="exceptions", key="F01|order:8", field="decision", value="visto"),
        ]
    )
    tab = TabSnapshot(
        "Exceptions",
        [["Your decision", "Until", "Reason", "key"], [None, None, None, "F01|order:7"]],
        mark="exceptions",
    )
    found = memory.read(Snapshot("x", (history(memory.rows(kept)), tab)))
    assert [one.key for one in found.typed] == ["F01|order:8"]


def test_only_changes_of_a_day_are_kept(tmp_path):
    first = run(tmp_path, TABS)
    assert Remembered(day="2026-11-17", name="inventory_value", key="", value=1800000.0) in first.memory.days
    again = run(tmp_path, TABS, "2026-11-18T08:00", remembered=first.memory)
    assert again.memory.days == first.memory.days
    less = {**TABS, "Inventory": inventory({"unit_cost": 30000, "available": 50})}
    later = run(tmp_path, less, "2026-11-18T09:00", remembered=again.memory)
    assert [(one.day, one.value) for one in later.memory.days if one.name == "inventory_value"] == [
        ("2026-11-17", 1800000.0),
        ("2026-11-18", 1500000.0),
    ]


def test_what_is_too_old_goes(tmp_path):
    kept = run(tmp_path, TABS).memory
    old = [Remembered(day="2024-01-01", name="category", key="a", value="push")]
    pruned = memory.pruned(Memory(as_of=kept.as_of, first=kept.first, days=[*old, *kept.days]), date(2026, 11, 17))
    assert pruned.days == kept.days
