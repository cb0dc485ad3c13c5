"""What a founder decides, notes and types on our tabs does the same in both homes, day after day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheets import template
from tests.google.homes import Hand, Home, both, homes, shown
from tests.google.making import sample
from tests.google.model import Book

DECISION, UNTIL, REASON = 11, 12, 13


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return sample(tmp_path, name="brand.xlsx")


def row_of(hand: Hand, key: str, tab: str = "Exceptions") -> int:
    return hand.find(tab, key)[0]


@pytest.mark.parametrize(
    ("decision", "until", "reason"),
    [
        ("acknowledged", None, "Ana is on it"),
        ("snooze", date(2026, 11, 18), "on Wednesday"),
        ("dismissed", None, "=SUM(A1)"),
        ("no such word", None, None),
    ],
)
def test_a_decision_typed_beside_an_exception_is_kept(google, capsys, tmp_path, shop, decision, until, reason) -> None:
    def steps(home: Home) -> list[tuple[str, str]]:
        key = home.refresh()["exceptions"][0]["key"]
        with home.by_hand() as hand:
            row = row_of(hand, key)
            for column, value in ((DECISION, decision), (UNTIL, until), (REASON, reason)):
                if value is not None:
                    hand.put("Exceptions", row, column, value)
        states = []
        for day in (16, 17, 19):
            said = home.refresh(as_of=f"2026-11-{day}T08:00")
            states += [(row["key"], row["state"]) for row in said["exceptions"] if row["key"] == key]
        return states

    file, there = both(google, capsys, tmp_path, shop, steps)
    assert file.look().rows("Decisions") == there.look().rows("Decisions")


def decide(home: Home, key: str, *cells: object) -> None:
    with home.by_hand() as hand:
        row = row_of(hand, key)
        for column, value in enumerate(cells, DECISION):
            if value is not None:
                hand.put("Exceptions", row, column, value)


def test_what_is_typed_becomes_the_same_rows_in_both_homes_once(google, capsys, tmp_path, shop) -> None:
    """Also in the tab that the first decision makes, and while rows are sorted and words change their language."""

    def steps(home: Home) -> list[list[object]]:
        with home.by_hand() as hand:
            hand.delete("Decisions")
        keys = [row["key"] for row in home.refresh()["exceptions"]]
        assert "Decisions" not in home.look().tabs()
        decide(home, keys[0], "acknowledged", None, "=1+1")
        home.refresh(as_of="2026-11-17T08:00")
        decide(home, keys[1], "snooze", date(2026, 11, 19), "on Thursday")
        decide(home, keys[2], "assign Ana")
        with home.by_hand() as hand:
            row, column = hand.find("Definitions", "brief_language")
            hand.put("Definitions", row, column + 2, "es")
        for _ in range(2):
            home.refresh(as_of="2026-11-18T08:00")
        rows = home.look().rows("Decisions")
        assert sorted(row[1] for row in rows) == ["Kind", "acknowledge", "assign", "snooze"], home.kind
        return rows

    both(google, capsys, tmp_path, shop, steps)


def test_our_tabs_and_the_row_of_decisions_go_in_one_request(google, capsys, tmp_path, shop) -> None:
    _, home = homes(google, capsys, tmp_path, shop)
    key = home.refresh()["exceptions"][0]["key"]
    decide(home, key, "acknowledged", None, "Ana is on it")
    before = len(google.writes)
    home.refresh(as_of="2026-11-17T08:00")
    kinds = [[next(iter(each)) for each in write.body["requests"]] for write in google.writes[before:]]
    assert kinds[0].count("appendCells") == 1
    assert "setBasicFilter" in kinds[0]
    # then how the new row looks, and nothing else
    assert [
        set(each) <= {"copyPaste", "repeatCell", "createDeveloperMetadata", "updateDeveloperMetadata"}
        for each in kinds[1:]
    ] == [True]


def test_trap_24_what_somebody_types_while_the_brief_is_written_is_put_back_and_counts_once(
    google, capsys, tmp_path, shop
) -> None:
    _, home = homes(google, capsys, tmp_path, shop)
    first, second = (row["key"] for row in home.refresh()["exceptions"][:2])
    decide(home, first, "acknowledged", None, "Ana is on it")
    at = row_of(home.look(), first) - 1, row_of(home.look(), second) - 1

    def changes_their_mind(book: Book) -> None:
        sheet = book.edit("Exceptions")
        for column in (DECISION - 1, REASON - 1):
            sheet.put(at[0], column, sheet.cell(at[0], column).but(value=None))
        sheet.put(at[1], DECISION - 1, sheet.cell(at[1], DECISION - 1).but(value="not a problem"))
        sheet.put(at[1], REASON - 1, sheet.cell(at[1], REASON - 1).but(value="it shipped"))

    google.person("*:batchUpdate", changes_their_mind, home.sheet)
    said = home.refresh(as_of="2026-11-17T08:00")
    rows = [row[1:3] for row in home.look().rows("Decisions")[2:] if row]
    assert rows == [["not a problem", second]]
    assert {row["key"]: row["decision"] for row in said["exceptions"]}[first] == ""


def test_a_decisions_tab_that_others_protect_keeps_what_was_typed(google, capsys, tmp_path, shop) -> None:
    _, home = homes(google, capsys, tmp_path, shop)
    key = home.refresh()["exceptions"][0]["key"]
    decide(home, key, "acknowledged", None, "Ana is on it")
    with google.change(home.sheet) as book:
        sheet = book.edit("Decisions")
        book.access = "writer"
        sheet.protected.append({"protectedRangeId": 7, "range": {"sheetId": sheet.id}})
    code, _, err = home.run("refresh", home.place, "--as-of", "2026-11-17T08:00", "--lang", "en")
    assert code == 0
    assert "could not be added to Decisions and stays where you typed it" in err
    assert home.look().rows("Exceptions")[row_of(home.look(), key) - 1][DECISION - 1] == "acknowledge"


def test_a_decision_in_the_decisions_tab_moves_a_product(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> str:
        home.refresh()
        with home.by_hand() as hand:
            hand.append(
                "Decisions", ["2026-11-16", "category", "cap-clasica", "push", "2026-12-01", "fair on Saturday", "Ana"]
            )
        said = home.refresh(as_of="2026-11-17T08:00")
        (cap,) = [product for product in said["products"] if product["key"] == "cap-clasica"]
        return str(cap["category"])

    both(google, capsys, tmp_path, shop, steps)


def test_what_is_typed_on_our_tabs_stays_after_many_refreshes(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> None:
        home.refresh()
        with home.by_hand() as hand:
            hand.put("Brief", len(hand.rows("Brief")) + 2, 3, "Call the bank on Friday")
            hand.put("Product board", 4, 15, "Photographer")
            hand.put("Product board", 5, 15, "Ana")
            hand.put("Inventory risk", 5, 16, "in the blue box")
            hand.put("Data health", 2, 6, "ask Luis")
        for day in (17, 18, 19, 19):
            home.refresh(as_of=f"2026-11-{day}T08:00")
        now = home.look()
        for tab, said in (
            ("Brief", "Call the bank on Friday"),
            ("Product board", "Ana"),
            ("Inventory risk", "in the blue box"),
            ("Data health", "ask Luis"),
        ):
            assert now.texts(tab).count(said) == 1, (home.kind, tab)

    both(google, capsys, tmp_path, shop, steps)


def test_a_note_lands_in_notes_alone_and_is_read(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> None:
        before = {tab: home.look().rows(tab) for tab in home.look().tabs()}
        home.edit({"tab": "Notes", "rows": [{"date": "2026-11-15", "type": "event", "text": "=IMPORTXML(1)"}]})
        home.edit({"tab": "Definitions", "cells": [{"cell": "C5", "value": "USD"}]})
        after = home.look()
        assert [tab for tab in after.tabs() if after.rows(tab) != before[tab]] == ["Definitions", "Notes"]
        assert "=IMPORTXML(1)" in after.texts("Notes")
        home.refresh()

    both(google, capsys, tmp_path, shop, steps)


#: What may be set, one below the other.
VALUES = ["2026-11-16", "=1+1", "+57 300", "-5 units", "@ana", "0001-01-01", "2026-11-16 sale", 12, 0.1, True, None, ""]


def test_what_is_set_by_the_command_is_the_same_cell(google, capsys, tmp_path) -> None:
    path = tmp_path / "brand.xlsx"
    template.new(path, "en")

    def steps(home: Home) -> list[object]:
        cells = [{"cell": f"h{row}", "value": value} for row, value in enumerate(VALUES, 9)]
        home.edit({"tab": "Notes", "cells": cells})
        rows = [*home.look().rows("Notes"), *[[]] * 20][8 : 8 + len(VALUES)]
        return [row[7] if len(row) > 7 else None for row in rows]

    both(google, capsys, tmp_path, path, steps)


def test_an_edit_of_what_is_not_there_is_refused_alike(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> None:
        asked = home.folder / "edit.json"
        for said in ('{"edits": []}', '{"edits": [{"tab": "No such tab", "cells": [{"cell": "A1", "value": 1}]}]}'):
            asked.write_text(said)
            home.command("edit", home.place, asked, "--lang", "es", status=1)

    both(google, capsys, tmp_path, shop, steps)


def test_an_action_that_is_done_and_a_definition_that_changes(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> None:
        home.refresh(as_of="2026-11-14T08:00")
        with home.by_hand() as hand:
            hand.append("Actions", ["A-1", "Reorder jersey M", "Ana", "2026-11-18", "open", "jersey-andes"])
            row, column = hand.find("Definitions", "brief_language")
            hand.put("Definitions", row, column + 2, "es")
        home.refresh()
        with home.by_hand() as hand:
            row, column = hand.find("Actions", "A-1")
            hand.put("Actions", row, column + 4, "done")
        home.refresh(as_of="2026-11-18T08:00")

    both(google, capsys, tmp_path, shop, steps)


def test_our_tabs_renamed_moved_or_deleted_by_the_founder(google, capsys, tmp_path, shop) -> None:
    def steps(home: Home) -> list[str]:
        home.refresh()
        with home.by_hand() as hand:
            hand.rename("Brief", "Lunes")
            hand.delete("Product board")
        home.refresh(as_of="2026-11-17T08:00")
        now = home.look()
        assert "Brief" not in now.tabs()
        assert any("Tue 17 Nov" in str(said) for said in now.texts("Lunes"))
        # Google alone needs a hidden tab for the options of its sparklines.
        return sorted(tab for tab in now.tabs() if tab != "_Google")

    file, there = both(google, capsys, tmp_path, shop, steps)
    assert shown(there.look().rows("Lunes")) == shown(file.look().rows("Lunes"))
