from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop import places
from desktop.pending import Pending
from desktop.session import Session

Calls = Callable[[], list[list[str]]]
Sessions = Callable[[str], Session]


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=15_000)


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
    assert not session.backlog.looking


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

    qtbot.waitUntil(lambda: len(calls()) == 3, timeout=15_000)
    assert session.waiting_brief() is not None  # a window that is closed now leaves it to the next one
    qtbot.waitUntil(lambda: len(calls()) == 4 and not session.doing, timeout=15_000)
    assert session.waiting_brief() is None
    assert [call[1] for call in calls()] == ["--write-cached", "--write-cached", "--no-write", "--write-cached"]
    assert session.notice is not None
    assert session.notice.tone == "good"


def test_a_workbook_opened_at_the_last_moment_gets_its_brief_when_it_is_closed(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("opened at the last moment")
    session.open(kept)

    session.write()

    qtbot.waitUntil(lambda: len(calls()) == 2 and not session.doing, timeout=15_000)
    assert session.waiting_brief() is None
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
    assert not session.backlog.looking


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
