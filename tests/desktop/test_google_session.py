"""The window's session on a Google Sheet: waits, being away, signing in for as long as the window is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.session import Session
from sheets.place import GoogleSheet
from tests.desktop.child import TOKEN

Calls = Callable[[], list[list[str]]]
Sessions = Callable[[str], Session]
SOON = 15_000


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Google cannot be reached while this file is there."""
    monkeypatch.setenv("AWAY", str(tmp_path / "away"))
    return tmp_path / "away"


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def test_a_sheet_is_called_by_the_title_of_its_last_brief(kept_sheet: GoogleSheet, session_for: Sessions) -> None:
    session = session_for("good")

    session.open(kept_sheet)

    assert session.title == "Ruta Norte 2026"
    assert session.on_google
    assert not session.stale


def test_a_written_brief_tells_tabs_requests_and_where_the_version_from_before_is(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("good")
    session.open(kept_sheet)

    session.write()
    settle(qtbot, session)

    assert calls() == [["refresh", "--write-cached", "--events"]]
    assert session.notice is not None
    assert session.notice.happened.en.startswith("Written to Ruta Norte 2026 at ")
    assert session.notice.remedy.en.startswith("6 tabs written, nothing else touched, in ")
    assert session.notice.offers == ("versions",)
    assert session.notice.receipt is not None
    assert session.notice.receipt.calls == 3


def test_a_sheet_that_changed_while_it_was_written_offers_another_refresh(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions
) -> None:
    session = session_for("outdated")
    session.open(kept_sheet)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.tone == "warning"
    assert session.notice.remedy.en == "Notes was changed meanwhile."
    assert session.notice.offers == ("refresh",)


def test_offline_the_last_brief_stays_with_its_date(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions, away: Path
) -> None:
    away.touch()
    session = session_for("good")
    session.open(kept_sheet)

    session.refresh()
    settle(qtbot, session)

    assert session.head is not None
    assert session.head.brand == "Ruta Norte"
    assert session.away
    assert session.notice is not None
    assert session.notice.tone == "warning"
    said = session.notice.remedy.en.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "You see the brief of Mon 16 Nov, 8:00 AM, as it was kept."
    away.unlink()
    session.refresh()
    settle(qtbot, session)
    assert not session.away
    assert session.notice is None


def test_a_note_asked_while_google_is_away_waits_is_tried_more_and_more_rarely_and_then_written(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions, calls: Calls, away: Path
) -> None:
    away.touch()
    session = session_for("good")
    session.open(kept_sheet)

    session.add_note({"date": "2026-11-16", "text": "kept"})
    qtbot.waitUntil(lambda: len(calls()) >= 3, timeout=SOON)

    assert len(session.waiting_edits()) == 1
    assert session.held_by is not None
    assert session.held_by.en == "Google cannot be reached."
    # the first pause is 100 ms; every one is twice as long as the one before
    assert session.backlog.pause_ms >= 400
    away.unlink()
    qtbot.waitUntil(lambda: session.waiting_edits() == (), timeout=SOON)
    settle(qtbot, session)
    assert not session.backlog.looking
    assert calls()[-1] == ["refresh", "--no-write", "--events"]


def test_what_waits_is_written_as_soon_as_a_refresh_shows_that_google_answers(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions, calls: Calls, away: Path
) -> None:
    away.touch()
    session = session_for("good")
    session.backlog._watch._ask_ms = 600_000
    session.open(kept_sheet)
    session.add_note({"date": "2026-11-16", "text": "kept"})
    settle(qtbot, session)
    away.unlink()

    session.refresh()
    qtbot.waitUntil(lambda: session.waiting_edits() == () and not session.doing, timeout=SOON)

    assert [call[0] for call in calls()] == ["edit", "refresh", "edit", "refresh"]


def test_a_brief_to_be_written_while_google_is_away_waits_too(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions, away: Path
) -> None:
    away.touch()
    session = session_for("good")
    session.open(kept_sheet)
    session.write()
    settle(qtbot, session)
    assert session.waiting_brief() is not None

    away.unlink()

    qtbot.waitUntil(lambda: session.waiting_brief() is None, timeout=SOON)
    assert session.notice is not None
    assert session.notice.tone == "good"


def test_the_countdown_is_told_and_cancel_works_within_it(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions
) -> None:
    session = session_for("waits")
    session.open(kept_sheet)

    session.refresh()
    qtbot.waitUntil(lambda: session.pause.seconds == 12, timeout=SOON)
    assert session.pause.why.en == "Too many requests; trying again in"
    assert session.can_cancel
    session.cancel()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.happened.en == "Cancelled; nothing was written."


def test_cancelling_what_was_sent_to_google_does_not_claim_that_nothing_was_written(
    qtbot: QtBot, kept_sheet: GoogleSheet, session_for: Sessions
) -> None:
    session = session_for("sent")
    session.open(kept_sheet)

    session.write()
    qtbot.waitUntil(lambda: session.is_committing, timeout=SOON)
    assert session.can_cancel
    session.cancel()
    settle(qtbot, session)

    assert session.notice is not None
    assert session.notice.happened.en == "Cancelled after it was sent to Google; it may be in the sheet all the same."
    assert session.notice.offers == ("refresh",)


@pytest.mark.parametrize(
    ("scenario", "tone", "offers"),
    [
        ("signed out", "warning", ("sign_in",)),
        ("not_shared", "critical", ("sign_in", "open_sheet", "refresh")),
    ],
)
def test_what_keeps_a_sheet_from_being_read_comes_with_the_way_out(
    qtbot: QtBot, sheet: GoogleSheet, session_for: Sessions, scenario: str, tone: str, offers: tuple[str, ...]
) -> None:
    session = session_for(scenario)
    session.open(sheet)

    session.refresh()
    settle(qtbot, session)

    assert session.notice is not None
    assert (session.notice.tone, session.notice.offers) == (tone, offers)


def test_without_a_keyring_the_sign_in_goes_from_child_to_window_to_child_and_is_forgotten(
    qtbot: QtBot, sheet: GoogleSheet, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("signed out")
    session.open(sheet)
    with qtbot.waitSignal(session.account.sign_in(sheet).done, timeout=SOON):
        pass
    assert session.account.until_closed

    session.refresh()
    settle(qtbot, session)
    assert session.fresh
    with qtbot.waitSignal(session.account.sign_out().done, timeout=SOON):
        pass

    assert not session.account.until_closed
    assert calls() == [
        ["connect", str(sheet), "--hand-over", "DOOR", "--events"],
        ["refresh", "--no-write", "--events", "--signed-in"],
        ["disconnect", "--events", "--signed-in"],
    ]
    assert TOKEN not in str(calls())


def test_a_child_that_works_on_a_file_is_never_given_the_sign_in(
    qtbot: QtBot, sheet: GoogleSheet, kept: Path, session_for: Sessions, calls: Calls
) -> None:
    session = session_for("signed out")
    with qtbot.waitSignal(session.account.sign_in(sheet).done, timeout=SOON):
        pass
    session.open(kept)

    session.refresh()
    settle(qtbot, session)

    assert calls()[-1] == ["refresh", "--no-write", "--events"]


def test_nobody_else_may_open_the_door_and_it_is_gone_after_the_sign_in(
    qtbot: QtBot, sheet: GoogleSheet, session_for: Sessions
) -> None:
    session = session_for("good")
    task = session.account.sign_in(sheet)
    assert session.account._door is not None
    door = Path(session.account._door.name)
    assert door.parent.stat().st_mode & 0o077 == 0
    with qtbot.waitSignal(task.done, timeout=SOON):
        pass

    assert not door.exists()
    assert not door.parent.exists()
