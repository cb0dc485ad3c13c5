from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import cache, places
from desktop.pending import Pending
from desktop.session import Session
from desktop.watch import open_elsewhere
from tests.desktop.sample import outcome

Calls = Callable[[], list[list[str]]]
Sessions = Callable[[str], Session]


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=15_000)


def test_opening_shows_what_is_kept_and_starts_nothing(kept: Path, session_for: Sessions, calls: Calls) -> None:
    session = session_for("good")

    session.open(kept)

    assert session.head is not None
    assert session.head.brand == "Ruta Norte"
    assert not session.fresh
    assert calls() == []


def test_refresh_reads_and_never_writes(qtbot: QtBot, workbook: Path, session_for: Sessions, calls: Calls) -> None:
    session = session_for("good")
    session.open(workbook, "2026-11-16T08:00")

    session.refresh()
    settle(qtbot, session)

    assert calls() == [["refresh", "--no-write", "--events", "--as-of", "2026-11-16T08:00"]]
    assert session.fresh
    assert session.head is not None


def test_a_second_refresh_while_one_runs_is_not_started(
    qtbot: QtBot, workbook: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(workbook)

    session.refresh()
    session.refresh()
    settle(qtbot, session)

    assert len(calls()) == 1


def test_write_writes_the_brief_that_is_shown(qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls) -> None:
    session = session_for("good")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert calls() == [["refresh", "--write-cached", "--events"]]
    assert session.notice is not None
    assert session.notice.tone == "good"


def test_a_newer_brief_is_shown_before_it_may_be_written(kept: Path, session_for: Sessions, calls: Calls) -> None:
    session = session_for("good")
    session.open(kept)
    cache.save(cache.folder(kept), outcome(), "read by a scheduler meanwhile")

    session.write()

    assert calls() == []
    assert session.head is not None
    assert session.head.since == "read by a scheduler meanwhile"
    assert session.notice is not None
    assert session.notice.offers == ("write",)


def test_nothing_is_written_before_there_is_a_brief(workbook: Path, session_for: Sessions, calls: Calls) -> None:
    session = session_for("good")
    session.open(workbook)

    session.write()

    assert calls() == []


def test_while_the_workbook_is_open_elsewhere_the_write_waits_and_then_happens(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    lock = kept.parent / f"~${kept.name}"
    lock.touch()
    session = session_for("locked")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.waiting_brief() is not None
    assert session.held_by is not None
    assert session.held_by.en == "It is locked."
    lock.unlink()
    qtbot.waitUntil(lambda: session.waiting_brief() is None, timeout=15_000)
    assert [call[1] for call in calls()] == ["--write-cached", "--write-cached"]
    assert session.notice is not None
    assert session.notice.tone == "good"
    assert session.held_by is None


def test_waiting_can_be_given_up(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    (kept.parent / f"~${kept.name}").touch()
    session = session_for("locked")
    session.open(kept)
    session.write()
    settle(qtbot, session)

    session.stop_waiting()

    assert session.waiting_brief() is None
    assert not session._watch.looking


def test_a_workbook_that_changed_meanwhile_is_not_written_but_read_again(
    qtbot: QtBot, kept: Path, session_for: Sessions
) -> None:
    session = session_for("changed")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.offers == ("refresh",)
    assert session.waiting_brief() is None


def test_a_companion_file_is_named(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    session = session_for("companion")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert "brief beside.xlsx" in session.notice.happened.en


def test_a_foreign_workbook_is_used_only_when_the_founder_says_so(
    qtbot: QtBot, workbook: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("not_ours")
    session.open(workbook)
    session.refresh()
    settle(qtbot, session)
    assert session.notice is not None
    assert session.notice.offers == ("adopt", "open")
    assert session.head is None

    session.refresh(adopt=True)
    settle(qtbot, session)
    session.write()
    settle(qtbot, session)

    assert session.head is not None
    assert ["--adopt" in call for call in calls()] == [False, True, True]


def test_cancel_keeps_the_brief_from_before(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    session = session_for("hangs")
    session.open(kept)
    session.refresh()
    qtbot.waitUntil(lambda: session.step.done == 1200, timeout=15_000)

    session.cancel()
    settle(qtbot, session)

    assert session.head is not None
    assert session.notice is not None
    assert session.notice.happened.en == "Cancelled; nothing was written."


def test_a_note_is_on_disk_before_the_child_writes_it_and_the_brief_is_read_again(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(kept)

    session.add_note({"date": "2026-11-16", "text": "=1+1 photos published"})
    (note,) = Pending(kept).edits()
    assert [(one.tab, one.rows) for one in note.edits] == [
        ("Notes", [{"date": "2026-11-16", "text": "=1+1 photos published"}])
    ]
    settle(qtbot, session)

    assert calls() == [["edit", "--events"], ["refresh", "--no-write", "--events"]]
    assert session.waiting_edits() == ()
    assert session.notice is not None
    assert session.notice.receipt is not None


def test_a_note_is_not_lost_while_the_workbook_is_open_elsewhere(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    lock = kept.parent / f"~${kept.name}"
    lock.touch()
    first = session_for("locked")
    first.open(kept)
    first.add_note({"date": "2026-11-16", "text": "kept"})
    settle(qtbot, first)
    assert len(first.waiting_edits()) == 1
    assert first.held_by is not None
    assert first.held_by.en == "It is open by Ana."
    first.close()

    later = session_for("locked")
    later.open(kept)
    assert len(later.waiting_edits()) == 1
    lock.unlink()

    qtbot.waitUntil(lambda: later.waiting_edits() == (), timeout=15_000)
    assert [call[0] for call in calls()][:2] == ["edit", "edit"]


def test_a_brief_that_waits_is_written_by_the_next_window_too(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    lock = kept.parent / f"~${kept.name}"
    lock.touch()
    first = session_for("locked")
    first.open(kept)
    first.write()
    settle(qtbot, first)
    first.close()

    later = session_for("locked")
    later.open(kept)
    lock.unlink()

    qtbot.waitUntil(lambda: later.waiting_brief() is None, timeout=15_000)
    assert [call[1] for call in calls()] == ["--write-cached", "--write-cached"]


def test_a_workbook_saved_before_it_was_closed_is_read_again_and_written_without_being_asked_twice(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    lock = kept.parent / f"~${kept.name}"
    lock.touch()
    session = session_for("saved then closed")
    session.open(kept)
    session.write()
    settle(qtbot, session)

    lock.unlink()

    qtbot.waitUntil(lambda: len(calls()) == 4 and not session.doing, timeout=15_000)
    assert [call[1] for call in calls()] == ["--write-cached", "--write-cached", "--no-write", "--write-cached"]
    assert session.notice is not None
    assert session.notice.tone == "good"


def test_an_edit_that_the_workbook_refuses_waits_with_its_reason_and_is_not_tried_for_ever(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(kept)

    session.add_note({"date": "2026-11-16", "text": "refused"})
    settle(qtbot, session)
    qtbot.wait(200)

    (edit,) = session.waiting_edits()
    assert edit.problem is not None
    assert calls() == [["edit", "--events"]]
    kept.write_bytes(b"saved by the founder")
    qtbot.waitUntil(lambda: len(calls()) == 2, timeout=15_000)
    settle(qtbot, session)
    session.drop_edit(edit.id)
    assert session.waiting_edits() == ()
    assert not session._watch.looking


def test_a_note_whose_child_dies_waits_and_is_not_tried_for_ever(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("dies")
    session.open(kept)

    session.add_note({"date": "2026-11-16", "text": "photos published"})
    settle(qtbot, session)
    qtbot.wait(200)

    assert len(session.waiting_edits()) == 1
    assert len(calls()) == 1


def test_notes_that_an_earlier_version_kept_are_taken_over(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    old = places.data_folder() / "waiting" / places.folder(kept).name
    old.mkdir(parents=True)
    for name, text in (("1.json", "first"), ("2.refused", "second"), ("3.json", "")):
        row = {"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": text}]}]}
        (old / name).write_text(json.dumps(row) if text else "{damaged", "utf-8")
    session = session_for("good")

    session.open(kept)

    texts = [row["text"] for edit in session.waiting_edits() for one in edit.edits for row in one.rows]
    assert texts == ["first", "second"]
    assert [file.name for file in old.iterdir()] == ["3.json"]
    qtbot.waitUntil(lambda: session.waiting_edits() == (), timeout=15_000)


def test_a_note_that_cannot_be_kept_is_given_back(kept: Path, session_for: Sessions) -> None:
    (places.data_folder()).parent.mkdir(parents=True, exist_ok=True)
    places.data_folder().write_text("a file where the folder should be")
    session = session_for("good")
    session.open(kept)

    session.add_note({"date": "2026-11-16", "text": "photos published"})

    assert session.notice is not None
    assert "photos published" in session.notice.happened.en


def test_a_write_tells_its_receipt(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    session = session_for("good")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    receipt = session.notice.receipt
    assert receipt is not None
    assert (receipt.before, receipt.after, len(receipt.changed)) == ("b" * 64, "a" * 64, 7)
    assert session.notice.happened.en.startswith("Written to ruta-norte.xlsx at ")
    assert session.notice.remedy.en == (
        "7 parts changed, everything else byte for byte as it was, in 0.4\N{NO-BREAK SPACE}s."
    )
    assert session.notice.offers == ("undo",)


def test_undo_goes_back_to_the_copy_that_the_receipt_names(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(kept)
    session.write()
    settle(qtbot, session)

    session.undo()
    qtbot.waitUntil(lambda: len(calls()) == 4 and not session.doing, timeout=15_000)

    assert calls()[1:] == [
        ["restore", "--list", "--events"],
        ["restore", "--to", "2026-11-16T08:00:00.250Z", "--events"],
        ["refresh", "--no-write", "--events"],
    ]
    assert session.notice is not None
    assert session.notice.happened.en.startswith("ruta-norte.xlsx was put back at ")
    assert session.notice.offers == ("undo",)


def test_undo_does_not_take_back_what_the_founder_saved_since(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(kept)
    session.write()
    settle(qtbot, session)
    kept.write_bytes(b"saved by the founder after the write")

    session.undo()
    settle(qtbot, session)

    assert len(calls()) == 1
    assert session.notice is not None
    assert session.notice.offers == ("restore",)


def test_a_full_disk_is_said_with_what_helps(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    session = session_for("full")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert (session.notice.tone, session.notice.offers, session.notice.place) == ("critical", ("again", "show"), kept)


def test_a_password_goes_to_the_child_by_its_standard_input_and_nowhere_else(
    qtbot: QtBot, workbook: Path, session_for: Sessions, calls: Calls, tmp_path_factory: pytest.TempPathFactory
) -> None:
    session = session_for("encrypted")
    session.open(workbook)
    session.refresh()
    settle(qtbot, session)
    assert session.notice is not None
    assert session.notice.offers == ("password", "open")

    session.use_password("jersey 2026 ñ")
    settle(qtbot, session)
    assert session.head is not None
    assert session.with_password
    session.write()
    settle(qtbot, session)

    assert [call[-1] for call in calls()] == ["--events", "--password", "--password"]
    assert session.notice is not None
    assert session.notice.tone == "info"
    assert session.notice.happened.en.startswith("Read with its password; the brief is in brief beside.xlsx")
    for file in [*workbook.parent.rglob("*"), *Path(os.environ["HOME"]).rglob("*")]:
        assert not file.is_file() or "jersey 2026 ñ".encode() not in file.read_bytes(), file


def test_a_wrong_password_is_said_and_forgotten(qtbot: QtBot, workbook: Path, session_for: Sessions) -> None:
    session = session_for("encrypted")
    session.open(workbook)

    session.use_password("wrong")
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.happened.en == "It is wrong_password."
    assert session.notice.offers == ("password", "open")
    assert not session.with_password


def test_a_password_is_forgotten_with_its_workbook(
    qtbot: QtBot, workbook: Path, session_for: Sessions, tmp_path: Path
) -> None:
    session = session_for("encrypted")
    session.open(workbook)
    session.use_password("jersey 2026 ñ")
    settle(qtbot, session)

    session.open(tmp_path / "other.xlsx")

    assert not session.with_password


def test_a_child_that_dies_leaves_the_brief_on_the_screen(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    session = session_for("dies")
    session.open(kept)

    session.refresh()
    settle(qtbot, session)

    assert session.head is not None
    assert session.notice is not None
    assert session.notice.tone == "critical"


def test_a_brief_is_stale_when_the_workbook_is_newer(kept: Path, session_for: Sessions) -> None:
    session = session_for("good")
    session.open(kept)
    head = cache.folder(kept) / "head.json"
    os.utime(kept, (head.stat().st_mtime - 5, head.stat().st_mtime - 5))
    assert not session.stale

    os.utime(kept, (head.stat().st_mtime + 5, head.stat().st_mtime + 5))

    assert session.stale


def test_opening_another_workbook_ends_the_work_on_the_first(
    qtbot: QtBot, kept: Path, session_for: Sessions, tmp_path: Path
) -> None:
    session = session_for("hangs")
    session.open(kept)
    session.refresh()
    qtbot.waitUntil(lambda: session.step.done == 1200, timeout=15_000)

    session.open(tmp_path / "other.xlsx")

    assert session.head is None
    settle(qtbot, session)


def test_a_brief_of_the_workbook_before_is_not_shown_for_the_next(
    qtbot: QtBot, workbook: Path, session_for: Sessions, tmp_path: Path
) -> None:
    second = tmp_path / "second.xlsx"
    cache.save(cache.folder(second), outcome())
    (workbook.parent / "go").touch()
    session = session_for("commits")
    session.open(workbook)
    session.refresh()
    qtbot.waitUntil(lambda: bool(session.doing) and not session.can_cancel, timeout=15_000)

    session.open(second)
    settle(qtbot, session)

    assert not session.fresh


@pytest.mark.parametrize("lock", ["~$ruta-norte.xlsx", ".~lock.ruta-norte.xlsx#"])
def test_a_lock_file_shows_that_a_workbook_is_open_elsewhere(workbook: Path, lock: str) -> None:
    assert not open_elsewhere(workbook)
    (workbook.parent / lock).touch()

    assert open_elsewhere(workbook)
