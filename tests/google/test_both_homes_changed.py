"""What the window changes and takes back does the same to a file and to a Google Sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import waiting
from desktop.waiting import RowChanged, TabAsked
from sheets.place import place
from tests.google.homes import Home, both
from tests.google.making import sample

NOTE = {"date": "2026-11-15", "type": "event", "text": "club ride"}
WHERE = [{"key": "low_stock_units", "applies_to": ""}]
ACTION = [{"action_id": "I02|variant:JA-M"}]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return sample(tmp_path, name="brand.xlsx")


def ask(home: Home, *edits: TabAsked) -> None:
    for one in edits:
        waiting.add(place(str(home.place)), [one])
    code, _, err = home.run("edit", home.place, "--lang", "en")
    assert (code, err) == (0, "")


def test_rows_are_found_changed_and_taken_back(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> list[object]:
        before = [home.look().rows(tab) for tab in ("Definitions", "Notes", "Actions")]
        row = {
            "action_id": ACTION[0]["action_id"],
            "title": "Order size M",
            "status": "done",
            "done_at": "2026-11-16T09:30",
        }
        ask(
            home,
            TabAsked("Definitions", changed=[RowChanged(where=WHERE, to={"value": 9}, stood={"value": 5})]),
            TabAsked("Notes", rows=[NOTE]),
            TabAsked("Actions", changed=[RowChanged(where=ACTION, to={"status": "done"}, otherwise=row)]),
        )
        now = home.look()
        changed = [line[2] for line in now.rows("Definitions") if line[:1] == ["low_stock_units"]]
        assert "club ride" in now.texts("Notes")
        assert [line[4] for line in now.rows("Actions") if line[:1] == [row["action_id"]]] == ["done"]
        back = RowChanged(where=ACTION, to={"status": "open"}, stood={"status": "done"}, added=row)
        ask(
            home,
            TabAsked("Definitions", changed=[RowChanged(where=WHERE, to={"value": 5}, stood={"value": 9})]),
            TabAsked("Notes", taken=[NOTE]),
            TabAsked("Actions", changed=[back]),
        )
        after = [home.look().rows(tab) for tab in ("Definitions", "Notes", "Actions")]
        assert [[line for line in rows if any(line)] for rows in after] == [
            [line for line in rows if any(line)] for rows in before
        ]
        return changed

    both(google, capsys, tmp_path, shop, steps)


def test_both_sides_are_kept_where_somebody_was_there_first(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> list[tuple[object, object, object]]:
        waiting.add(
            place(str(home.place)),
            [TabAsked("Definitions", changed=[RowChanged(where=WHERE, to={"value": 9}, stood={"value": 5})])],
        )
        with home.by_hand() as hand:
            number = hand.find("Definitions", "low_stock_units")[0]
            hand.put("Definitions", number, 3, 7)
        code, _, _ = home.run("edit", home.place, "--lang", "en")
        assert code == 3
        (kept,) = waiting.waiting(place(str(home.place)))
        return [(clash.stood, clash.theirs, clash.yours) for clash in kept.clashes]

    both(google, capsys, tmp_path, shop, steps)


def test_a_moment_that_a_sheet_keeps_as_a_number_is_found_again(google, capsys, tmp_path, shop) -> None:
    row = {"decided_at": "2026-11-16T09:20", "kind": "acknowledge", "target_key": "F01|order:1", "reason": "seen"}

    def steps(home: Home) -> None:
        ask(home, TabAsked("Decisions", rows=[row]))
        assert "F01|order:1" in home.look().texts("Decisions")
        ask(home, TabAsked("Decisions", taken=[row]))
        assert "F01|order:1" not in home.look().texts("Decisions")

    both(google, capsys, tmp_path, shop, steps)
