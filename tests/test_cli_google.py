"""The command line on a Google Sheet: what it says, how often it asks Google, and what waits while Google is away."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop import cli, waiting
from sheets.place import GoogleSheet
from tests.golden import test_example_a as a
from tests.google import faults
from tests.google.model import Cell
from tests.sheets.google.wire import Time
from tests.workbooks import golden, workbook

#: Nobody waits for Google here.
pytestmark = pytest.mark.usefixtures("time")
AS_OF = ("--as-of", "2026-11-16T08:00", "--lang", "en")


@pytest.fixture
def sheet(google: Any, tmp_path: Path) -> GoogleSheet:
    tabs = {name: golden(file) for name, file in a.TABS.items()}
    return google.sheet(workbook(tmp_path / "a.xlsx", tabs), "Ruta Norte")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    return code, said.out, said.err.strip()


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def note(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "note.json"
    rows = [{"date": "2026-11-14", "text": text}]
    file.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": rows}]}), "utf-8")
    return file


def notes(google: Any, sheet: GoogleSheet) -> list[object]:
    return [cell for row in google.rows(sheet, "Notes") for cell in row]


def test_a_refresh_is_three_requests_and_says_so(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    code, out, err = run(capsys, "refresh", sheet, *AS_OF, "--events")

    assert (code, err) == (0, "")
    done = events(out)[-1]
    assert done["event"] == "done"
    assert done["companion"] == ""
    assert done["receipt"]["path"] == str(sheet)
    assert done["receipt"]["calls"] == 3
    assert [call.method for call in google.log] == ["GET", "GET", "POST"]
    assert "Brief" in google.tabs(sheet)


def test_reading_alone_is_two_requests_and_changes_nothing(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    code, out, _ = run(capsys, "refresh", sheet, *AS_OF, "--no-write")

    assert code == 0
    assert "Revenue was COP 2,212,085" in out
    assert [call.method for call in google.log] == ["GET", "GET"]


def test_a_tab_that_changed_while_it_was_written_is_named_and_another_refresh_offered(
    google: Any, sheet: GoogleSheet, capsys: Any
) -> None:
    google.person("*:batchUpdate", lambda book: book.edit("Notes").put(1, 2, Cell("typed meanwhile")), sheet)

    code, _, err = run(capsys, "refresh", sheet, *AS_OF)

    assert code == 0
    assert err.startswith("Notes was changed in the Google Sheet while the brief was being written")
    assert err.endswith("Refresh once more.")
    assert "typed meanwhile" in notes(google, sheet)


def test_a_password_is_passed_over_with_a_sentence(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    code, out, err = run(capsys, "refresh", sheet, *AS_OF, "--no-write", "--password")

    assert code == 0
    assert out
    assert err == "A Google Sheet has no password of its own; --password was passed over."


def test_a_sheet_without_our_tabs_is_left_alone_until_it_is_adopted(google: Any, tmp_path: Path, capsys: Any) -> None:
    sheet = google.sheet(workbook(tmp_path / "b.xlsx", {"Letters": [["Dear founder"]]}), "Letters")

    code, out, err = run(capsys, "refresh", sheet, *AS_OF)
    assert (code, out) == (1, "")
    assert "Letters has no tab that the brief can read" in err
    assert google.tabs(sheet) == ["Letters"]

    assert run(capsys, "refresh", sheet, *AS_OF, "--adopt")[0] == 0
    assert "Brief" in google.tabs(sheet)


def test_a_brief_that_may_not_be_written_is_printed_and_kept_all_the_same(
    google: Any, sheet: GoogleSheet, capsys: Any
) -> None:
    from desktop import cache

    google.faults.add(faults.says(403), "*:batchUpdate")

    code, out, err = run(capsys, "refresh", sheet, *AS_OF)

    assert code == 1
    assert "Revenue was COP 2,212,085" in out
    assert "may be read by" in err
    assert "Brief" not in google.tabs(sheet)
    assert cache.head(cache.folder(sheet)).workbook == "Ruta Norte"
    assert cache.title(sheet) == "Ruta Norte"


def test_a_read_only_sheet_says_so_in_spanish(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    google.faults.add(faults.says(403), "*:batchUpdate")

    code, _, err = run(capsys, "refresh", sheet, "--as-of", "2026-11-16T08:00", "--lang", "es")

    assert code == 1
    assert err.startswith("Esta hoja de Google se puede leer con ")


def test_offline_is_one_sentence(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    google.offline = True

    code, out, err = run(capsys, "refresh", sheet, *AS_OF)

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith(
        "The connection to Google keeps breaking off. The last brief stays as it is."
    )
    assert all(line.startswith("Google cannot be reached; trying again in ") for line in err.splitlines()[:-1])


def test_waiting_for_google_is_counted_down_in_events(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    google.faults.add(faults.says(429, headers={"Retry-After": "1"}), "*spreadsheets/*")

    code, out, _ = run(capsys, "refresh", sheet, *AS_OF, "--no-write", "--events")

    assert code == 0
    waits = [event for event in events(out) if event["event"] == "wait"]
    assert waits[0]["seconds"] >= 1
    assert waits[-1]["seconds"] == 0
    assert {"en", "es"} == set(waits[0]["text"])


def test_another_clock_is_told_once(google: Any, tmp_path: Path, capsys: Any) -> None:
    tabs = {name: golden(file) for name, file in a.TABS.items()}
    sheet = google.sheet(workbook(tmp_path / "t.xlsx", tabs), "Ruta Norte", time_zone="Asia/Tokyo")

    said = [run(capsys, "refresh", sheet, *AS_OF, "--no-write")[2] for _ in range(2)]

    assert said[0].startswith("The clock of this Google Sheet is set to Asia/Tokyo, and the brief counts its days in ")
    assert said[1] == ""


def test_an_edit_asked_offline_waits_and_is_written_once_when_google_answers(
    google: Any, sheet: GoogleSheet, capsys: Any, tmp_path: Path
) -> None:
    google.offline = True
    code, _, err = run(capsys, "edit", sheet, note(tmp_path, "photos published"), "--lang", "en")
    assert code == 3
    assert err.endswith("Your change is kept, and will be written as soon as Google answers again.")
    assert run(capsys, "edit", sheet, "--waiting", "--lang", "en")[1].count("0 cells, 1 row for Notes") == 1

    google.offline = False
    assert run(capsys, "edit", sheet)[0] == 0
    assert run(capsys, "edit", sheet)[0] == 0

    assert notes(google, sheet).count("photos published") == 1
    assert waiting.waiting(sheet) == ()


def test_an_edit_that_waits_can_be_dropped(google: Any, sheet: GoogleSheet, capsys: Any, tmp_path: Path) -> None:
    google.offline = True
    run(capsys, "edit", sheet, note(tmp_path, "photos published"))
    (kept,) = waiting.waiting(sheet)

    assert run(capsys, "edit", sheet, "--drop", kept.id)[0] == 0

    google.offline = False
    assert run(capsys, "edit", sheet)[0] == 0
    assert "photos published" not in notes(google, sheet)


def test_an_edit_whose_answer_is_lost_before_google_goes_away_is_not_written_twice(
    google: Any, sheet: GoogleSheet, capsys: Any, tmp_path: Path
) -> None:
    def lost(serve: Any) -> Any:
        answer = replace(serve(), cut=0)
        google.offline = True
        return answer

    google.faults.add(lost, "*:batchUpdate")
    code, _, _ = run(capsys, "edit", sheet, note(tmp_path, "photos published"))
    assert code == 3
    assert notes(google, sheet).count("photos published") == 1
    assert len(waiting.waiting(sheet)) == 1

    google.offline = False
    assert run(capsys, "edit", sheet)[0] == 0

    assert notes(google, sheet).count("photos published") == 1
    assert waiting.waiting(sheet) == ()


def test_an_edit_that_waits_is_written_with_the_next_refresh(
    google: Any, sheet: GoogleSheet, capsys: Any, tmp_path: Path
) -> None:
    google.offline = True
    run(capsys, "edit", sheet, note(tmp_path, "photos published"))
    google.offline = False

    code, out, _ = run(capsys, "refresh", sheet, *AS_OF)

    assert code == 0
    assert "photos published" in out
    assert notes(google, sheet).count("photos published") == 1


def test_a_refresh_while_an_edit_waits_and_google_is_away_waits_for_google_once(
    google: Any, sheet: GoogleSheet, capsys: Any, tmp_path: Path, time: Time
) -> None:
    google.offline = True
    run(capsys, "edit", sheet, note(tmp_path, "photos published"))
    before = time.seconds
    run(capsys, "refresh", sheet, *AS_OF, "--no-write")
    alone, before = time.seconds - before, time.seconds

    code, out, err = run(capsys, "refresh", sheet, *AS_OF)

    assert (code, out) == (1, "")
    assert "keeps breaking off" in err
    assert time.seconds - before < 1.5 * alone
    assert len(waiting.waiting(sheet)) == 1


def test_what_the_window_shows_is_written_and_then_what_waits(
    google: Any, sheet: GoogleSheet, capsys: Any, tmp_path: Path
) -> None:
    run(capsys, "refresh", sheet, *AS_OF, "--no-write")
    google.offline = True
    run(capsys, "edit", sheet, note(tmp_path, "photos published"))
    google.offline = False

    code, out, _ = run(capsys, "refresh", sheet, "--write-cached", "--events")

    assert code == 0
    done = events(out)[-1]
    assert done["edits_written"] == 1
    assert notes(google, sheet).count("photos published") == 1
    assert "Brief" in google.tabs(sheet)


@pytest.mark.parametrize("more", [(), ("--list",), ("--to", "2026-11-16")])
def test_going_back_says_where_google_keeps_the_versions(
    google: Any, sheet: GoogleSheet, capsys: Any, more: tuple[str, ...]
) -> None:
    code, out, err = run(capsys, "restore", sheet, *more, "--lang", "en")

    assert (code, out) == (1, "")
    assert "File > Version history" in err
    assert google.log == []


@pytest.mark.parametrize(
    ("link", "language", "said"),
    [
        ("https://docs.google.com/document/d/1aaaaaaaaaaaaaaaaaaaaaaaa/edit", "en", "is no link of a Google Sheet."),
        ("https://example.com/sheet", "es", "no es un enlace de una hoja de Google."),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vQabcdefgh/pubhtml", "en", "leads to a published copy"),
        ("ftp://docs.google.com/spreadsheets/d/1aaaaaaaaaaaaaaaaaaaa/edit", "es", "no es un enlace"),
    ],
)
@pytest.mark.parametrize("command", ["refresh", "check", "restore", "edit"])
def test_a_link_of_another_kind_is_a_sentence_in_the_language_that_was_asked_for(
    capsys: Any, command: str, link: str, language: str, said: str
) -> None:
    code, out, err = run(capsys, command, link, f"--lang={language}")

    assert (code, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_check_tells_what_stands_in_a_google_sheet(google: Any, sheet: GoogleSheet, capsys: Any) -> None:
    code, out, _ = run(capsys, "check", sheet, "--lang", "en")

    assert code == 0
    assert out.startswith("Definitions:") or "Orders:" in out
    assert google.writes == []


def test_what_is_kept_of_a_google_sheet_lies_in_folders_named_after_its_id(sheet: GoogleSheet) -> None:
    from desktop import places

    assert places.folder(sheet).name.startswith("google-")
    assert os.sep not in places.folder(sheet).name
    assert places.folder(sheet) == places.folder(GoogleSheet(sheet.id))
    assert places.stamp(sheet) == (0, 0)
