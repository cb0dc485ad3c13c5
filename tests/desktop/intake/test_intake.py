from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.intake import drafts
from desktop.intake.asked import Mapped
from desktop.intake.intake import Intake
from desktop.session import Session
from desktop.tasks import Step
from tests.desktop.exports import ORDERS, done, export, failed, orders

Calls = Callable[[], list[list[str]]]
Sessions = Callable[[str], Session]
SOON = 15_000


@pytest.fixture
def intake(kept: Path, session_for: Sessions) -> Intake:
    session = session_for("good")
    session.open(kept)
    return session.intake


def previewed(qtbot: QtBot, intake: Intake) -> None:
    qtbot.waitUntil(lambda: not intake.busy, timeout=SOON)


def imported(qtbot: QtBot, intake: Intake) -> None:
    with qtbot.waitSignal(intake.ended, timeout=SOON):
        intake.run()


def settled(qtbot: QtBot, intake: Intake) -> None:
    session = intake.parent()
    assert isinstance(session, Session)
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def told(intake: Intake) -> str:
    session = intake.parent()
    assert isinstance(session, Session)
    return session.notice.happened.en if session.notice else ""


def test_each_file_is_previewed_by_itself_and_nothing_is_written(
    qtbot: QtBot, intake: Intake, tmp_path: Path, calls: Calls
) -> None:
    good, bad = (
        orders(tmp_path / "orders.csv"),
        export(tmp_path / "bad.csv", ([], failed("empty", "bad.csv is empty."))),
    )

    intake.add([good, bad, good])
    previewed(qtbot, intake)

    assert calls() == [
        ["import", "orders.csv", "--into", "ruta-norte.xlsx", "--preview", "--events"],
        ["import", "bad.csv", "--into", "ruta-norte.xlsx", "--preview", "--events"],
    ]
    first, second = intake.asked
    assert (first.state, second.state) == ("ready", "failed")
    assert first.found[0].counts == {"new": 2, "changed": 1, "same": 41, "missing": 1, "refused": 1, "left": 1}
    assert second.failure is not None
    assert second.failure.happened.en == "bad.csv is empty."
    assert intake.ready() == [first]


def test_what_is_ready_is_imported_told_and_the_brief_read_anew(
    qtbot: QtBot, intake: Intake, tmp_path: Path, calls: Calls
) -> None:
    stock = {**ORDERS, "table": "inventory", "tab": "Inventory", "new": 0, "changed": 5, "refused": 0}
    intake.add([orders(tmp_path / "orders.csv", refused=0), orders(tmp_path / "stock.csv", **stock)])
    previewed(qtbot, intake)

    imported(qtbot, intake)
    assert told(intake) == "Imported. Orders: 2 new, 1 changed; Inventory: 5 changed."
    settled(qtbot, intake)

    assert [call[1:] for call in calls()[2:]] == [
        ["orders.csv", "--into", "ruta-norte.xlsx", "--events"],
        ["stock.csv", "--into", "ruta-norte.xlsx", "--events"],
        ["--no-write", "--events"],
    ]
    session = intake.parent()
    assert isinstance(session, Session)
    assert session.notice is not None
    assert session.notice.offers == ("undo_import",)


def test_a_file_that_waits_to_be_imported_tells_nothing_of_how_far_its_reading_was(
    qtbot: QtBot, intake: Intake, tmp_path: Path
) -> None:
    intake.add([orders(tmp_path / "a.csv"), orders(tmp_path / "b.csv")])
    previewed(qtbot, intake)
    for one in intake.asked:
        one.step = Step(done=100, total=100)

    with qtbot.waitSignal(intake.ended, timeout=SOON):
        intake.run()
        assert [(one.state, one.step) for one in intake.asked] == [("importing", Step()), ("held", Step())]


def test_undo_takes_back_every_file_that_was_imported(
    qtbot: QtBot, intake: Intake, tmp_path: Path, calls: Calls
) -> None:
    export(tmp_path / "undo.json", ([], done()))
    intake.add([orders(tmp_path / "a.csv"), orders(tmp_path / "b.csv")])
    previewed(qtbot, intake)
    imported(qtbot, intake)
    settled(qtbot, intake)
    before = len(calls())

    intake.undo()
    qtbot.waitUntil(lambda: told(intake).startswith("Taken back"), timeout=SOON)
    settled(qtbot, intake)

    undone = [call for call in calls()[before:] if call[0] == "import"]
    assert undone == [["import", "--into", "ruta-norte.xlsx", "--undo", "--events"]] * 2
    assert calls()[-1] == ["refresh", "--no-write", "--events"]


def test_what_the_founder_says_goes_to_the_child_at_the_preview_and_at_the_import(
    qtbot: QtBot, intake: Intake, tmp_path: Path, calls: Calls
) -> None:
    intake.add([orders(tmp_path / "a.csv")])
    previewed(qtbot, intake)
    (asked,) = intake.asked
    days = (date(2026, 11, 9), date(2026, 11, 15))

    intake.choose(asked, replace(asked.choices, kind="shopify_orders", mode="replace", days=days, dates="m/d"))
    previewed(qtbot, intake)
    imported(qtbot, intake)

    flags = [
        "--mode",
        "replace",
        "--as",
        "shopify_orders",
        "--from",
        "2026-11-09",
        "--to",
        "2026-11-15",
        "--dates",
        "m/d",
    ]
    assert calls()[1] == ["import", "a.csv", "--into", "ruta-norte.xlsx", *flags, "--preview", "--events"]
    assert calls()[2] == ["import", "a.csv", "--into", "ruta-norte.xlsx", *flags, "--events"]


def test_a_map_goes_to_the_child_in_a_file_of_its_own(
    qtbot: QtBot, intake: Intake, tmp_path: Path, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "temporary"
    own.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(own))
    intake.add([export(tmp_path / "a.csv", (["--map"], done(imports=[ORDERS])), ([], failed("unknown_export")))])
    previewed(qtbot, intake)
    (asked,) = intake.asked
    assert asked.state == "unknown"

    intake.choose(asked, replace(asked.choices, mapped=Mapped("payments", {"Fecha": "attempt_at"}, 4)))
    previewed(qtbot, intake)

    assert asked.state == "ready"
    assert calls()[-1][-1] == '{"columns": {"Fecha": "attempt_at"}, "header_row": 4, "table": "payments"}'
    (file,) = Path(tempfile.gettempdir()).glob("operating-brief-*/*.json")
    assert file.stat().st_mode & 0o777 == 0o600
    session = intake.parent()
    assert isinstance(session, Session)
    session.close()
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("kind", "state"),
    [("several_kinds", "asks"), ("asks_period", "asks"), ("asks_dates", "asks"), ("unknown_export", "unknown"),
     ("bomb", "failed"), ("missing", "failed")],
)  # fmt: skip
def test_what_stands_in_the_way_is_a_question_a_map_or_a_failure(
    qtbot: QtBot, intake: Intake, tmp_path: Path, kind: str, state: str
) -> None:
    intake.add([export(tmp_path / "a.csv", ([], failed(kind)))])
    previewed(qtbot, intake)

    assert intake.asked[0].state == state
    assert intake.ready() == []


def test_a_large_file_may_be_left_out_while_it_is_read_and_the_next_one_is(
    qtbot: QtBot, intake: Intake, tmp_path: Path
) -> None:
    step = {"event": "step", "step": "read", "done": 400_000, "total": 1_000_000}
    slow = export(tmp_path / "slow.csv", ([], [step, {"event": "sleep"}]))
    intake.add([slow, orders(tmp_path / "quick.csv")])
    qtbot.waitUntil(lambda: intake.asked[0].step.done == 400_000, timeout=SOON)

    intake.drop(intake.asked[0])
    previewed(qtbot, intake)

    assert [(asked.name, asked.state) for asked in intake.asked] == [("quick.csv", "ready")]


def test_while_the_workbook_is_open_elsewhere_the_import_waits_and_then_goes_on(
    qtbot: QtBot, intake: Intake, tmp_path: Path, kept: Path
) -> None:
    owner = kept.parent / f"~${kept.name}"
    owner.write_text("Ana")
    intake.add([orders(tmp_path / "a.csv")])
    previewed(qtbot, intake)

    intake.run()
    qtbot.waitUntil(lambda: intake.asked[0].failure is not None, timeout=SOON)
    assert intake.asked[0].state == "held"
    assert told(intake) == ""
    with qtbot.waitSignal(intake.ended, timeout=SOON):
        owner.unlink()

    assert intake.asked[0].state == "imported"
    assert told(intake).startswith("Imported.")


def test_cancel_stops_waiting_and_the_file_can_still_be_imported(
    qtbot: QtBot, intake: Intake, tmp_path: Path, kept: Path
) -> None:
    (kept.parent / f"~${kept.name}").write_text("Ana")
    intake.add([orders(tmp_path / "a.csv")])
    previewed(qtbot, intake)
    intake.run()
    qtbot.waitUntil(lambda: intake.asked[0].failure is not None, timeout=SOON)

    intake.cancel()

    assert intake.asked[0].state == "ready"
    assert intake.ready() == intake.asked


def test_an_import_that_is_cancelled_leaves_the_file_to_be_imported(
    qtbot: QtBot, intake: Intake, tmp_path: Path
) -> None:
    slow = export(
        tmp_path / "slow.csv", (["--preview"], done(imports=[ORDERS])), ([], [{"event": "step"}, {"event": "sleep"}])
    )
    intake.add([slow])
    previewed(qtbot, intake)
    intake.run()
    qtbot.waitUntil(lambda: intake.asked[0].state == "importing", timeout=SOON)

    with qtbot.waitSignal(intake.ended, timeout=SOON):
        intake.cancel()

    assert intake.asked[0].state == "ready"
    assert told(intake) == "Cancelled; nothing was written."


def test_what_was_asked_for_outlives_the_window(
    qtbot: QtBot, intake: Intake, tmp_path: Path, kept: Path, session_for: Sessions
) -> None:
    intake.add([orders(tmp_path / "a.csv")])
    previewed(qtbot, intake)
    intake.choose(
        intake.asked[0], replace(intake.asked[0].choices, mode="append", mapped=Mapped("orders", {"A": "sku"}))
    )
    previewed(qtbot, intake)
    first = intake.parent()
    assert isinstance(first, Session)
    first.close()

    session = session_for("good")
    session.open(kept)
    session.refresh()
    qtbot.waitUntil(lambda: session.notice is not None, timeout=SOON)
    assert session.notice is not None
    assert session.notice.happened.en == "Not imported yet: a.csv."
    assert session.notice.offers == ("resume_import", "drop_import")
    session.intake.resume()

    (asked,) = session.intake.asked
    assert asked.path == tmp_path / "a.csv"
    assert asked.choices.mode == "append"
    assert asked.choices.mapped == Mapped("orders", {"A": "sku"})


def test_what_is_imported_or_not_wanted_is_not_offered_again(
    qtbot: QtBot, intake: Intake, tmp_path: Path, kept: Path
) -> None:
    intake.add([orders(tmp_path / "a.csv")])
    assert drafts.is_there(kept)
    previewed(qtbot, intake)
    imported(qtbot, intake)
    assert not drafts.is_there(kept)

    intake.add([orders(tmp_path / "b.csv")])
    intake.clear()

    assert not drafts.is_there(kept)
    assert intake.asked == []


def test_a_draft_that_cannot_be_read_is_no_draft(kept: Path, intake: Intake, tmp_path: Path) -> None:
    intake.add([orders(tmp_path / "a.csv")])
    drafts._file(kept, None).write_text("{not json")

    assert drafts.kept(kept) == []


def test_another_workbook_takes_nothing_over(qtbot: QtBot, intake: Intake, tmp_path: Path, kept: Path) -> None:
    intake.add([orders(tmp_path / "a.csv")])
    session = intake.parent()
    assert isinstance(session, Session)

    session.open(tmp_path / "other.xlsx")

    assert intake.asked == []
    assert [one.name for one in drafts.kept(kept)] == ["a.csv"]


def test_tabs_are_added_and_the_brief_read_anew(qtbot: QtBot, intake: Intake, tmp_path: Path, calls: Calls) -> None:
    added = [{"table": "support", "tab": "Support"}, {"table": "returns", "tab": "Returns"}]
    export(tmp_path / "sources.json", ([], done(added=added)))

    intake.add_tabs(["support", "returns"])
    qtbot.waitUntil(lambda: told(intake) != "", timeout=SOON)
    settled(qtbot, intake)

    assert told(intake) == "Added: Support and Returns."
    assert calls() == [
        ["add", "ruta-norte.xlsx", "support", "returns", "--events"],
        ["refresh", "--no-write", "--events"],
    ]
