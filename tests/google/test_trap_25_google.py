"""Trap 25 on the Google side, and trap 26: what happens to our tabs and to the connection, and two computers at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sheets.google.marks import book_mark
from tests.google import faults
from tests.google.allowed import ours_of, used_rows
from tests.google.homes import AS_OF, Home, shown
from tests.google.making import sample
from tests.google.model import Book, Cell, Formula
from tests.workbooks import workbook

LATER = "2026-11-17T08:00"


@pytest.fixture
def home(google, capsys, tmp_path: Path) -> Home:
    path = sample(tmp_path, name="brand.xlsx")
    return Home("google", str(google.sheet(path, path.name)), capsys, tmp_path, google)


def findings(outcome: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [row for row in outcome["exceptions"] if row["rule"] == rule]


def refers(book: Book, formula: str) -> None:
    """A founder's own tab computes with a cell of ours."""
    sheet = book.edit("Notes")
    sheet.set_size(sheet.rows, 40)
    sheet.put(0, 30, Cell(Formula(formula)))


def test_trap_25_a_tab_of_ours_that_was_deleted_is_made_again_with_what_was_decided(google, home) -> None:
    key = home.refresh()["exceptions"][0]["key"]
    with home.by_hand() as hand:
        hand.put("Exceptions", hand.find("Exceptions", key)[0], 11, "acknowledged")
    home.refresh()
    with home.by_hand() as hand:
        hand.delete("Exceptions")
    with google.unharmed(home.sheet):
        home.refresh()
    now = home.look()
    assert now.tabs().count("Exceptions") == 1
    row = now.find("Exceptions", key)[0]
    assert now.rows("Exceptions")[row - 1][10] == "acknowledged"


def test_trap_25_all_our_tabs_deleted_are_made_again(google, home) -> None:
    first = home.refresh()
    ours = ours_of(google.book(home.sheet))
    with google.change(home.sheet) as book:
        book.sheets = [sheet for sheet in book.sheets if sheet.id not in ours]
    second = home.refresh()
    assert second["figures"] == first["figures"]
    assert {"Brief", "Exceptions", "Product board", "Inventory risk", "Data health"} <= set(home.look().tabs())


def test_trap_25_a_tab_of_ours_that_was_renamed_and_moved_is_followed_and_founders_formulas_live_on(
    google, home
) -> None:
    home.refresh()
    with google.change(home.sheet) as book:
        sheet = book.edit("Brief")
        sheet.title = "Lunes"
        book.sheets.remove(sheet)
        book.sheets.insert(0, sheet)
        refers(book, "=Lunes!B2")
    with google.unharmed(home.sheet):
        home.refresh(as_of=LATER)
    book = google.book(home.sheet)
    assert [sheet.title for sheet in book.sheets].index("Lunes") == 0
    assert "Brief" not in home.look().tabs()
    assert any("Tue 17 Nov" in str(said) for said in home.look().texts("Lunes"))
    assert book.sheet("Notes").cell(0, 30).shown == book.sheet("Lunes").cell(1, 1).shown is not None


def test_trap_25_a_founder_s_own_tab_that_is_called_brief_is_never_touched(google, capsys, tmp_path) -> None:
    tabs = {
        "Orders": [["Name", "Created at", "Financial Status", "Total"], ["#1", "2026-11-10", "paid", 5]],
        "BRIEF": [["mine"]],
    }
    sheet = google.sheet(workbook(tmp_path / "m.xlsx", tabs))
    home = Home("google", str(sheet), capsys, tmp_path, google)
    with google.unharmed(sheet):
        home.refresh()
        home.refresh(as_of=LATER)
    assert home.look().rows("BRIEF") == [["mine"]]
    assert any("mar 17 nov" in str(said) for said in home.look().texts("Brief (2)"))


def test_trap_25_a_copy_of_our_tab_that_the_founder_keeps_is_theirs(google, home) -> None:
    home.refresh()
    with google.change(home.sheet) as book:
        copy = book.sheet("Brief").copy()
        copy.id, copy.title = 4242, "Copy of Brief"
        book.add(copy, 0)
    with google.unharmed(home.sheet):
        home.refresh(as_of=LATER)
    assert any("Mon 16 Nov" in str(said) for said in home.look().texts("Copy of Brief"))


def test_trap_25_a_tab_of_ours_that_is_protected_from_us_is_named_and_the_brief_is_told_all_the_same(
    google, home
) -> None:
    home.refresh()
    before = google.book(home.sheet)
    with google.change(home.sheet) as book:
        book.access = "writer"
        sheet = book.edit("Brief")
        sheet.protected.append({"protectedRangeId": 77, "range": {"sheetId": sheet.id}})
    code, _, err = home.run("refresh", home.place, "--as-of", LATER, "--lang", "en")
    assert code == 1
    assert "protect" in err
    assert "Brief" in err
    after = google.book(home.sheet)
    assert [sheet.grid for sheet in after.sheets] == [sheet.grid for sheet in before.sheets]
    with google.change(home.sheet) as book:
        book.edit("Brief").protected.clear()
    (told,) = findings(home.refresh(as_of="2026-11-17T09:00"), "D07")
    assert "protect" in json.dumps(told)
    assert any("Tue 17 Nov" in str(said) for said in home.look().texts("Brief"))


def test_trap_25_a_tab_that_is_protected_with_a_warning_only_is_written(google, home) -> None:
    home.refresh()
    with google.change(home.sheet) as book:
        book.access = "writer"
        sheet = book.edit("Brief")
        sheet.protected.append({"protectedRangeId": 77, "range": {"sheetId": sheet.id}, "warningOnly": True})
    home.refresh(as_of=LATER)
    assert google.book(home.sheet).sheet("Brief").protected[0]["protectedRangeId"] == 77
    assert any("Tue 17 Nov" in str(said) for said in home.look().texts("Brief"))


def test_trap_25_with_the_quota_used_up_it_waits_and_goes_on_by_itself(google, home, time) -> None:
    quota = faults.Window(limit=60, seconds=60, clock=lambda: time.seconds)
    google.faults.add(quota, "sheets.googleapis.com/*", times=None)
    for _ in range(59):  # somebody else's program of the same account
        quota(lambda: faults.error(500))
    code, out, _ = home.run("refresh", home.place, "--as-of", AS_OF, "--events", "--lang", "en")
    events = [json.loads(line) for line in out.splitlines()]
    waits = [event for event in events if event["event"] == "wait"]
    assert code == 0
    assert waits[0]["text"]["en"].startswith("Google has too many requests; it goes on in")
    assert waits[-1]["seconds"] == 0
    assert time.seconds >= 59
    assert [call.status for call in google.log].count(429) >= 1
    assert len(google.wrote) == 1


def test_trap_25_offline_the_last_good_brief_stays_with_its_date(google, home, time) -> None:
    home.refresh()
    google.offline = True
    before = google.book(home.sheet)
    code, _, err = home.run("refresh", home.place, "--as-of", LATER, "--lang", "en")
    assert code == 1
    assert "cannot be reached" in err
    google.offline = False
    assert google.book(home.sheet) is before
    assert any("Mon 16 Nov" in str(said) for said in home.look().texts("Brief"))
    (told,) = findings(home.refresh(as_of="2026-11-18T08:00"), "D07")
    assert "stopped at “read”" in json.dumps(told, ensure_ascii=False)
    assert err.splitlines()[-1].split(".")[0] in json.dumps(told, ensure_ascii=False)


def test_a_look_without_writing_that_finds_google_away_is_no_failed_run(google, home, time) -> None:
    home.refresh()
    google.offline = True
    assert home.run("refresh", home.place, "--as-of", LATER, "--no-write")[0] == 1
    google.offline = False
    assert not findings(home.refresh(as_of="2026-11-18T08:00"), "D07")


def test_trap_25_a_brief_that_could_not_be_written_is_told_in_the_next_one(google, home, time) -> None:
    home.refresh()
    google.faults.add(faults.cut_before(), "*:batchUpdate", times=None)
    code, out, err = home.run("refresh", home.place, "--as-of", LATER, "--lang", "en")
    assert code == 1
    assert "Tue 17 Nov" in out
    assert any("Mon 16 Nov" in str(said) for said in home.look().texts("Brief"))
    google.faults.clear()
    (told,) = findings(home.refresh(as_of="2026-11-18T08:00"), "D07")
    assert told["severity"] == "critical"
    assert err.splitlines()[-1].split(".")[0] in json.dumps(told, ensure_ascii=False)
    (over,) = findings(home.refresh(as_of="2026-11-18T09:00"), "D07")
    assert over["state"] == "resolved"


# Trap 26: two computers at once


def runs(home: Home) -> list[list[Any]]:
    return [row for row in home.look().rows("_Run log")[1:] if row]


def test_trap_26_of_two_refreshes_at_once_the_second_looks_again_and_neither_loses_the_other(google, home) -> None:
    home.refresh(as_of="2026-11-14T08:00")
    said: list[int] = []

    def other() -> None:
        # The other computer: a process of its own.
        command = [
            sys.executable,
            "-m",
            "desktop.cli",
            "refresh",
            home.place,
            "--as-of",
            AS_OF,
            "--out",
            str(home.folder / "o.md"),
        ]
        said.append(subprocess.run(command, check=False, capture_output=True).returncode)

    google.faults.add(faults.person(other), "*:batchUpdate")
    code, out, _ = home.run("refresh", home.place, "--as-of", AS_OF, "--events")
    assert (code, said) == (0, [0])
    steps = [event["step"] for line in out.splitlines() if (event := json.loads(line))["event"] == "step"]
    assert steps.count("compute") >= 2
    ids = {row[0] for row in runs(home) if any("2026-11-16T08:00" in str(cell) for cell in row)}
    assert len(ids) == 2


def test_trap_26_six_computers_at_once_leave_one_sound_brief(google, home) -> None:
    home.refresh(as_of="2026-11-14T08:00")
    with google.unharmed(home.sheet):
        command = [sys.executable, "-m", "desktop.cli", "refresh", home.place, "--as-of", AS_OF, "--lang", "en"]
        started = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(6)
        ]
        ended = [(each.communicate(timeout=300), each.returncode) for each in started]
    assert all(code == 0 or "changed" in err.lower() for (_, err), code in ended), ended
    assert any(code == 0 for _, code in ended)
    now = home.look()
    assert [tab for tab in now.tabs() if tab.startswith("Brief")] == ["Brief"]
    alone = home.refresh()
    assert alone["figures"]["M01"]["value"] == 2_212_085  # the sample's week, as in the worked example


def test_trap_26_what_is_typed_while_it_is_written_is_never_lost(google, home) -> None:
    key = home.refresh()["exceptions"][0]["key"]

    def typed(book: Book) -> None:
        sheet = book.edit("Exceptions")
        row = next(row for row, _, cell in sheet.cells() if cell.value == key)
        sheet.put(row, 10, Cell("acknowledged"))

    google.person("*:batchUpdate", typed, home.sheet)
    home.refresh(as_of=LATER)
    row = home.look().find("Exceptions", key)[0]
    assert home.look().rows("Exceptions")[row - 1][10] == "acknowledged"


def test_trap_26_a_founder_s_row_that_came_while_it_was_written_is_told_and_another_refresh_takes_it(
    google, home
) -> None:
    home.refresh()

    def typed(book: Book) -> None:
        sheet = book.edit("Notes")
        below = used_rows(sheet)
        sheet.put(below, 0, Cell("2026-11-16"))
        sheet.put(below, 2, Cell("Market on Saturday"))

    google.person("*:batchUpdate", typed, home.sheet)
    code, _, err = home.run("refresh", home.place, "--as-of", LATER, "--lang", "en")
    assert code == 0
    assert "Notes" in err
    assert "refresh" in err.lower()
    assert "Market on Saturday" in home.look().texts("Notes")


# Bad input of Google's own


@pytest.mark.parametrize("when", ["*/values:batchGet", "*:batchUpdate"])
def test_a_tab_deleted_between_reading_and_writing(google, home, when) -> None:
    home.refresh()
    google.person(when, lambda book: book.sheets.remove(book.sheet("Product board")), home.sheet)
    home.refresh(as_of=LATER)
    now = home.look()
    assert now.tabs().count("Product board") == 1
    assert any("Tue 17 Nov" in str(said) for said in now.texts("Brief"))


def test_a_founder_s_tab_deleted_between_reading_and_writing_is_not_brought_back(google, home) -> None:
    home.refresh()
    google.person("*/values:batchGet", lambda book: book.sheets.remove(book.sheet("Notes")), home.sheet)
    home.refresh(as_of=LATER)
    assert "Notes" not in home.look().tabs()


def test_a_sheet_of_ten_million_cells_is_full_and_stays_as_it_is(google, home) -> None:
    with google.change(home.sheet) as book:
        left = 10_000_000 - book.cells
        sheet = book.edit("Notes")
        sheet.set_size(sheet.rows + left // sheet.columns, sheet.columns)
    before = google.book(home.sheet)
    assert before.cells > 9_999_000
    code, _, err = home.run("refresh", home.place, "--as-of", AS_OF, "--lang", "en")
    assert code == 1
    assert "10 million cells" in err or "10,000,000" in err, err
    assert google.book(home.sheet) is before


def test_a_sheet_that_is_nearly_full_and_huge_is_still_read_and_refreshed(google, home) -> None:
    first = home.refresh()
    with google.change(home.sheet) as book:
        left = 10_000_000 - book.cells
        sheet = book.edit("Notes")
        sheet.set_size(sheet.rows + left // sheet.columns - 40_000, sheet.columns)
    calls = len(google.log)
    assert home.refresh() == first
    # a look, the cells in pieces of three million, the write
    assert len(google.log) - calls <= 6


def test_three_calls_and_the_receipt_says_so(google, home) -> None:
    home.refresh()
    calls = len(google.log)
    home.refresh(as_of=LATER)
    assert [call.path.rpartition("/")[2].rpartition(":")[2] for call in google.log[calls:]] == [
        home.sheet.id, "batchGet", "batchUpdate",
    ]  # fmt: skip
    code, out, _ = home.run("refresh", home.place, "--as-of", LATER, "--events")
    assert code == 0
    done = json.loads(out.splitlines()[-1])
    assert json.dumps(done).count('"calls": 3') == 1


def test_a_lost_answer_is_recognised_and_never_applied_twice(google, home, time) -> None:
    home.refresh()
    google.faults.add(faults.cut_after(), "*:batchUpdate")
    home.refresh(as_of=LATER)
    assert len([wrote for wrote in google.wrote if wrote.path.endswith(":batchUpdate")]) == 2
    assert shown(home.look().rows("Brief"))


def test_the_mark_of_the_whole_names_the_last_run(google, home) -> None:
    home.refresh()
    book = google.book(home.sheet)
    first = book_mark({"developerMetadata": book.metadata})
    home.refresh(as_of=LATER)
    second = book_mark({"developerMetadata": google.book(home.sheet).metadata})
    assert first.id == second.id
    assert first.run != second.run
