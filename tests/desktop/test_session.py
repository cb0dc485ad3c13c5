from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.session import Session, open_elsewhere
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

    assert session.wants_write
    assert session.head is not None
    assert session.notice is not None
    assert session.notice.happened.en == "ruta-norte.xlsx is open in another program."
    lock.unlink()
    qtbot.waitUntil(lambda: not session.wants_write, timeout=15_000)
    assert [call[1] for call in calls()] == ["--write-cached", "--write-cached"]
    assert session.notice.tone == "good"


def test_waiting_can_be_given_up(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    (kept.parent / f"~${kept.name}").touch()
    session = session_for("locked")
    session.open(kept)
    session.write()
    settle(qtbot, session)

    session.stop_waiting()

    assert not session.wants_write
    assert not session._poll.isActive()


def test_a_workbook_that_changed_meanwhile_is_not_written_but_read_again(
    qtbot: QtBot, kept: Path, session_for: Sessions
) -> None:
    session = session_for("changed")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.offers == ("refresh",)
    assert not session.wants_write


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


def test_a_note_goes_to_the_child_as_one_row_and_the_brief_is_read_again(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(kept)

    session.add_note({"date": "2026-11-16", "text": "=1+1 photos published"})
    (file,) = session._waiting_notes()
    assert json.loads(file.read_text("utf-8")) == {
        "edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "text": "=1+1 photos published"}]}]
    }
    settle(qtbot, session)

    assert calls() == [["edit", str(file), "--events"], ["refresh", "--no-write", "--events"]]
    assert session.notes_waiting == 0


def test_a_note_is_not_lost_while_the_workbook_is_open_elsewhere(
    qtbot: QtBot, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    lock = kept.parent / f"~${kept.name}"
    lock.touch()
    first = session_for("locked")
    first.open(kept)
    first.add_note({"date": "2026-11-16", "text": "kept"})
    settle(qtbot, first)
    assert first.notes_waiting == 1
    first.close()

    later = session_for("locked")
    later.open(kept)
    assert later.notes_waiting == 1
    lock.unlink()

    qtbot.waitUntil(lambda: later.notes_waiting == 0, timeout=15_000)
    assert [call[0] for call in calls()][:2] == ["edit", "edit"]


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
