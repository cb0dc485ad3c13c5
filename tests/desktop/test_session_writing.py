from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.session import Session

Calls = Callable[[], list[list[str]]]
Sessions = Callable[[str], Session]


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=15_000)


def test_a_companion_file_is_named(qtbot: QtBot, kept: Path, session_for: Sessions) -> None:
    session = session_for("companion")
    session.open(kept)

    session.write()
    settle(qtbot, session)

    assert session.notice is not None
    assert "brief beside.xlsx" in session.notice.happened.en


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

    session.going_back.undo()
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

    session.going_back.undo()
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
    assert session.notice.happened.en.startswith(
        "Read with its password; the brief is in a companion file, brief beside.xlsx"
    )
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
