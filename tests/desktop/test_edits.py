"""What is changed in the window: kept at once, written into the founder's tabs, taken back before and after that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache, edits, waiting
from desktop.frame import Frame
from desktop.pending import Pending
from desktop.session import Session
from desktop.waiting import Clash
from desktop.widgets.labels import Text as Label
from reports.definitions import KNOBS
from reports.outcome import Setting
from sheets.errors import Text
from tests.desktop.sample import ACTIONS, outcome

SOON = 120_000
Sessions = Callable[[str], Session]
SETTINGS = [
    Setting(key="low_stock_units", scope="all", value="5"),
    Setting(key="low_stock_units", scope="type:jersey", value="8"),
]


@pytest.fixture
def locked(workbook: Path, session_for: Sessions) -> Session:
    """A workbook that is open elsewhere, with its brief."""
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), settings=SETTINGS), "read")
    (workbook.parent / f"~${workbook.name}").touch()
    session = session_for("locked")
    session.open(workbook)
    return session


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.doing, timeout=SOON)


def test_a_definition_waits_with_what_stood_there_and_the_row_that_may_be_needed(locked: Session) -> None:
    locked.define("low_stock_units", "type:jersey", "12")
    locked.define("low_stock_units", "type:jersey", "13")
    first, second = (edit.edits[0].changed[0] for edit in locked.waiting_edits())
    assert (first.stood, first.to) == ({"value": 8}, {"value": 12})
    # The second stands on the first, which is not written yet.
    assert (second.stood, second.to) == ({"value": 12}, {"value": 13})
    assert first.otherwise["applies_to"] == "type:jersey"
    assert edits.waiting_settings(locked) == {("low_stock_units", "type:jersey"): "13"}


def test_going_back_to_the_standard_writes_the_standard_and_nothing_where_there_is_none(locked: Session) -> None:
    locked.define("low_stock_units", "", "")
    locked.define("low_stock_units", "product:vest", "")
    changes = [edit.edits[0].changed[0].to for edit in locked.waiting_edits()]
    assert changes == [{"value": 5}, {"value": None}]


def test_an_action_gets_its_row_in_actions(locked: Session) -> None:
    action = ACTIONS[0]
    locked.act(action.key, "dropped", "not worth it")
    (edit,) = locked.waiting_edits()
    (asked,) = edit.edits
    (change,) = asked.changed
    assert asked.tab == "Actions"
    assert (change.where[0], change.to, change.stood) == (
        {"action_id": action.key},
        {"status": "dropped"},
        {"status": "open"},
    )
    row = change.otherwise
    assert (row["title"], row["origin"], row["result_note"]) == (action.line.en, "brief", "not worth it")
    assert edits.waiting_statuses(locked) == {action.key: "dropped"}
    locked.act("no such action", "done")
    assert len(locked.waiting_edits()) == 1


def test_what_waits_is_taken_back_and_made_again(locked: Session, workbook: Path) -> None:
    locked.add_note({"date": "2026-11-16", "text": "raining"})
    locked.define("low_stock_units", "", "9")
    said = locked.edits.undo_said
    assert said is not None
    assert said.en == "low_stock_units = 9"
    locked.edits.undo()
    assert [edit.edits[0].tab for edit in locked.waiting_edits()] == ["Notes"]
    locked.edits.undo()
    assert locked.waiting_edits() == ()
    assert not locked.can_undo
    # Nothing of it is lost before the child has seen that nothing is to be written.
    assert len(Pending(workbook).edits()) == 4
    locked.edits.redo()
    (edit,) = locked.waiting_edits()
    assert edit.edits[0].rows == [{"date": "2026-11-16", "text": "raining"}]


def test_what_was_dropped_in_the_queue_is_not_there_to_be_taken_back(locked: Session) -> None:
    locked.add_note({"date": "2026-11-16", "text": "kept"})
    locked.add_note({"date": "2026-11-16", "text": "dropped"})
    locked.drop_edit(locked.waiting_edits()[1].id)
    said = locked.edits.undo_said
    assert said is not None
    assert "kept" in said.en
    locked.edits.undo()
    assert locked.waiting_edits() == ()


def test_another_workbook_has_nothing_to_be_taken_back(locked: Session, tmp_path: Path) -> None:
    locked.add_note({"date": "2026-11-16", "text": "raining"})
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"another")
    locked.open(other)
    assert not locked.can_undo


def test_nothing_is_changed_from_the_brief_of_a_past_day(locked: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "may_change", property(lambda _self: False))
    locked.add_note({"date": "2026-11-16", "text": "raining"})
    assert locked.waiting_edits() == ()
    assert locked.notice is not None


def test_what_cannot_be_kept_is_told_whole_and_is_not_there_to_be_taken_back(
    locked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(waiting, "add", full)
    long = "a note " * 40
    locked.add_note({"date": "2026-11-16", "text": long})
    assert locked.notice is not None
    assert long in locked.notice.happened.es
    locked.define("low_stock_units", "", "9")
    assert "low_stock_units = 9" in locked.notice.happened.en
    assert not locked.can_undo


@pytest.mark.parametrize(
    ("key", "typed", "cell"),
    [
        ("low_stock_units", "7", 7),
        ("service_level", "95%", 0.95),
        ("service_level", "0,95", 0.95),
        ("high_value_order", "250.000", 250000),
        ("work_saturday", "Half", "half"),
        ("timezone", "America/Lima", "America/Lima"),
        ("vip_tags", "VIP; gold", "VIP; gold"),
        ("brand_name", "2026-11-16", "2026-11-16"),
    ],
)
def test_what_is_typed_becomes_the_cell_that_means_it(key: str, typed: str, cell: object) -> None:
    assert edits.checked(key, typed) is None
    assert edits.typed(edits.knob_of(key, ""), typed) == cell


@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("low_stock_units", "a few", "A whole number is needed here."),
        ("low_stock_units", "2.5", "A whole number is needed here."),
        ("lead_time_days", "9000", "A number from 0 to 730 is needed here."),
        ("work_saturday", "maybe", "One of these: no, half, yes."),
        ("business_hours", "18-9", "Hours are needed here, such as 9-18."),
        ("timezone", "Bogota", "A time zone is needed here, such as America/Bogota."),
        ("link.order", "javascript:alert(1)", "An address is needed here that begins with https://"),
    ],
)
def test_what_cannot_be_a_value_says_what_is_needed(key: str, typed: str, why: str) -> None:
    said = edits.checked(key, typed)
    assert said is not None
    assert said.en == why
    assert edits.checked(key, "") is None


def test_every_definition_takes_its_own_standard_value() -> None:
    refused = [knob.key for knob in KNOBS if edits.checked(knob.key, str(knob.default)) is not None]
    assert refused == []


def test_both_sides_of_a_clash_are_shown_and_either_can_be_kept(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), settings=SETTINGS), "read")
    (workbook.parent / f"~${workbook.name}").touch()
    frame = window_for(workbook, "locked")
    session = frame.session
    session.define("low_stock_units", "", "9")
    id = session.waiting_edits()[0].id
    clash = Clash(at=(0, "changed", 0), cell="Definitions!C4", column="value", stood=5, theirs=7, yours=9)
    waiting.explain(workbook, id, Text("It said 5.", "Decía 5."), clashes=[clash])
    frame.build()
    assert frame.strips.waiting is not None
    frame.strips.waiting.disclose(True)
    QApplication.processEvents()
    shown = [one.text() for one in frame.window.findChildren(Label)]
    assert "▲ Definitions!C4: theirs “7” · yours “9” (it said “5”)" in shown
    buttons = {one.text(): one for one in frame.strips.waiting.findChildren(QPushButton)}
    assert buttons["Keep theirs"].accessibleName() == "Keep theirs: Definitions: low_stock_units = 9"

    buttons["Write mine"].click()
    (edit,) = session.waiting_edits()
    assert (edit.problem, edit.clashes, edit.edits[0].changed[0].stood) == (None, [], {"value": 7})
    # Taking it back now gives back what the other side had.
    session.edits.undo()
    assert Pending(workbook).edits()[-1].edits[0].changed[0].to == {"value": 7}


@pytest.fixture
def real(qtbot: QtBot) -> Iterator[Session]:
    session = Session(poll_ms=100)
    yield session
    session.close()


def cells(book: Path) -> dict[str, list[tuple[object, ...]]]:
    opened = openpyxl.load_workbook(book)
    told = {}
    for name in ("Definitions", "Notes", "Actions", "Orders"):
        rows = list(opened[name].iter_rows(values_only=True))
        while rows and not any(cell is not None for cell in rows[-1]):
            rows.pop()
        told[name] = rows
    return told


def test_the_real_child_writes_them_and_takes_them_back_cell_by_cell(
    qtbot: QtBot, real: Session, tmp_path: Path
) -> None:
    book = tmp_path / "Ruta Norte.xlsx"
    with qtbot.waitSignal(real.made, timeout=SOON):
        real.new(book, "en", sample=True)
    real.open(book, "2026-11-16T08:00")
    real.refresh()
    settle(qtbot, real)
    before = cells(book)
    assert real.head is not None
    action = real.head.actions[0]

    real.define("low_stock_units", "", "6")
    real.define("lead_time_days", "product:jersey-andes", "45")
    real.add_note({"date": "2026-11-15", "type": "event", "text": "club ride"})
    real.act(action.key, "doing")
    qtbot.waitUntil(lambda: not real.waiting_edits() and not real.doing, timeout=SOON)

    after = cells(book)
    changed = [(was, now) for was, now in zip(before["Definitions"], after["Definitions"], strict=False) if was != now]
    assert [(now[0], now[2]) for _, now in changed] == [("low_stock_units", 6)]
    (added,) = after["Definitions"][len(before["Definitions"]) :]
    assert added[:3] == ("lead_time_days", "product:jersey-andes", 45)
    assert [row for row in after["Notes"] if "club ride" in row]
    assert [row[4] for row in after["Actions"] if row[0] == action.key] == ["doing"]
    assert after["Orders"] == before["Orders"]
    settings: list[Setting] = real.section("settings")
    assert {(one.key, one.scope): one.value for one in settings}["low_stock_units", "all"] == "6"
    assert action.key not in [one.key for one in real.head.actions]

    for _ in range(4):
        real.edits.undo()
    qtbot.waitUntil(lambda: not real.waiting_edits() and not real.doing, timeout=SOON)
    now = cells(book)
    assert now == before
    assert action.key in [one.key for one in real.head.actions]
