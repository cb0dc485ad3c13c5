from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from desktop import cache, past
from desktop.session import Session
from reports.outcome import Outcome
from tests.desktop.sample import EXCEPTIONS, outcome


def of(day: str, exceptions: int = 7) -> Outcome:
    return msgspec.structs.replace(outcome(), as_of=f"{day}T08:00:00-05:00", exceptions=EXCEPTIONS[:exceptions])


@pytest.fixture
def week(workbook: Path) -> Path:
    """A workbook with a brief on Monday, two on Tuesday and one on Wednesday."""
    folder = cache.folder(workbook)
    cache.save(folder, of("2026-11-16", 1))
    cache.save(folder, of("2026-11-17", 2))
    cache.save(folder, of("2026-11-17", 3))
    cache.save(folder, of("2026-11-18", 4))
    return workbook


def test_the_last_brief_of_each_past_day_is_kept(week: Path) -> None:
    session = Session()
    session.open(week)

    assert session.past_days() == ("2026-11-17", "2026-11-16")
    session.show_past("2026-11-17")
    assert session.head is not None
    assert session.head.as_of.startswith("2026-11-17")
    assert len(session.section("exceptions") or []) == 3


def test_going_back_to_today_shows_today(week: Path) -> None:
    session = Session()
    session.open(week)
    session.show_past("2026-11-16")
    session.section("exceptions")

    session.show_today()

    assert (session.past, session.may_change) == ("", True)
    assert len(session.section("exceptions") or []) == 4


def test_nothing_is_written_from_a_past_brief(week: Path) -> None:
    session = Session(command=("/nowhere",))
    session.open(week)
    session.show_past("2026-11-16")

    session.write()
    session.add_note({"date": "2026-11-18", "text": "Stock came."})

    assert not session.may_change
    assert session.doing == ""
    assert session.waiting_edits() == ()
    assert session.notice is not None
    assert session.notice.offers == ("today",)


def test_a_past_brief_that_is_damaged_is_told_and_today_stays(week: Path) -> None:
    archive = next((cache.folder(week) / "past").glob("2026-11-16*"))
    archive.write_bytes(archive.read_bytes()[:200])
    session = Session()
    session.open(week)

    session.show_past("2026-11-16")

    assert session.past == ""
    assert session.head is not None
    assert session.notice is not None
    assert "no longer be read" in session.notice.happened.en


def test_no_more_days_than_promised_and_no_more_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "DAYS", 3)
    for day in range(10, 16):
        cache.save(tmp_path, of(f"2026-11-{day}"))
    assert past.days(tmp_path, "2026-11-15") == ("2026-11-14", "2026-11-13", "2026-11-12")

    one = max(path.stat().st_size for path in (tmp_path / "past").iterdir())
    monkeypatch.setattr(past, "BYTES", 2 * one)
    cache.save(tmp_path, of("2026-11-16"))
    assert past.days(tmp_path, "2026-11-16") == ("2026-11-15", "2026-11-14")


def test_a_folder_that_cannot_be_written_costs_no_brief(tmp_path: Path) -> None:
    cache.save(tmp_path, of("2026-11-16"))
    (tmp_path / "past").write_text("in the way")
    cache.save(tmp_path, of("2026-11-17"))

    kept = cache.head(tmp_path)
    assert kept is not None
    assert kept.as_of.startswith("2026-11-17")
    assert past.days(tmp_path, "2026-11-17") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder is the user's own by where it lies")
def test_nobody_else_on_this_computer_reads_a_brief_that_is_kept(week: Path) -> None:
    folder = cache.folder(week)
    folder.chmod(0o755)  # as an earlier version left it
    cache.save(folder, of("2026-11-19", 1))

    assert folder.stat().st_mode & 0o077 == 0
    assert [file.name for file in folder.rglob("*") if file.is_file() and file.stat().st_mode & 0o077] == []
