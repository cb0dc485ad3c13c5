from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.session import Session
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
