from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import cache, onboarding
from desktop.frame import Frame
from desktop.pages.start import StartPage
from desktop.pages.week import WeekPage
from desktop.widgets.start_line import StartLine
from reports.outcome import Setting
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def settled() -> None:
    """What was asked for anew is built in slices, and then stands."""
    for _ in range(40):
        QApplication.processEvents()


FULL = {"basics": 1, "limits": 2, "owners": 1, "notes": 3, "written": 1}


def kept_with(workbook: Path, counts: dict[str, int], rows: int = 42) -> None:
    made = outcome()
    sources = [msgspec.structs.replace(one, rows=rows) for one in made.sources]
    settings = [
        Setting(key="brand_name", scope="all", value="Ruta Norte"),
        Setting(key="currency", scope="", value="USD"),
    ]
    changed = msgspec.structs.replace(made, counts=made.counts | counts, sources=sources, settings=settings)
    cache.save(cache.folder(workbook), changed)


def page(frame: Frame) -> StartPage:
    frame.go("start")
    settled()
    assert isinstance(frame.page, StartPage)
    return frame.page


def left(frame: Frame) -> list[str]:
    return [step.key for step in onboarding.steps(frame.session, frame.settings) if not step.over]


def texts(frame: Frame) -> str:
    settled()
    assert frame.page is not None
    return "\n".join(label.text() for label in frame.page.findChildren(QLabel))


@pytest.mark.parametrize(
    ("counts", "rows", "missing"),
    [
        ({}, 0, ["orders", "inventory", "basics", "limits", "owners", "note", "write"]),
        ({}, 42, ["basics", "limits", "owners", "note", "write"]),
        ({**FULL, "owners": 0}, 42, ["owners"]),
        (FULL, 42, []),
    ],
)
def test_a_step_is_done_by_what_is_really_there(
    workbook: Path, window_for: Windows, counts: dict[str, int], rows: int, missing: list[str]
) -> None:
    kept_with(workbook, counts, rows)
    frame = window_for(workbook)
    assert left(frame) == missing
    assert onboarding.progress(frame.session, frame.settings) == (9 - len(missing), 9)
    assert isinstance(frame.page, WeekPage)
    assert bool(frame.page.findChildren(StartLine)) == bool(missing)


def test_before_the_first_brief_only_the_workbook_is_there(workbook: Path, window_for: Windows) -> None:
    frame = window_for(workbook)
    assert onboarding.progress(frame.session, frame.settings) == (1, 9)
    assert page(frame).rows["brief"].buttons["refresh"].isVisible()


def test_every_step_has_the_button_that_helps(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    kept_with(workbook, {}, rows=0)
    frame = window_for(workbook)
    shown = page(frame)
    assert "Brand: Ruta Norte. Currency: USD. Time zone: America/Bogota. The week starts on Monday." in texts(frame)
    frame.page = None  # so that what is asked for is only told
    asked = []
    shown.offered.disconnect()
    shown.went.disconnect()
    shown.offered.connect(asked.append)
    shown.went.connect(lambda key, what: asked.append(f"{key} {what}"))
    for step, key in (
        ("orders", "add_data"), ("inventory", "add_data"), ("basics", "change"), ("limits", "limits"),
        ("owners", "owners"), ("note", "note"), ("write", "write"),
    ):  # fmt: skip
        shown.rows[step].buttons[key].click()
    assert asked == [
        "add_data", "add_data", "definitions brand_name", "definitions low_stock_units",
        "definitions owner.fulfillment", "note", "write",
    ]  # fmt: skip
    assert not shown.rows["workbook"].buttons


def test_steps_are_skipped_confirmed_made_small_and_started_again(workbook: Path, window_for: Windows) -> None:
    before = workbook.read_bytes()
    kept_with(workbook, {"notes": 1, "written": 1})
    frame = window_for(workbook)
    page(frame).rows["basics"].buttons["confirm"].click()
    page(frame).rows["limits"].buttons["skip"].click()
    assert left(frame) == ["owners"]
    assert "Getting started · 8 of 9" in texts(frame)
    assert page(frame).rows["limits"].accessibleName() == "Set when stock is low: Skipped"
    page(frame).small.click()
    frame.go("week")
    settled()
    assert frame.page is not None
    (line,) = frame.page.findChildren(StartLine)
    assert line.accessibleName() == "Getting started · 8 of 9"

    page(frame).rows["limits"].buttons["skip"].click()
    assert left(frame) == ["limits", "owners"]
    page(frame).again.click()
    assert left(frame) == ["basics", "limits", "owners"]
    assert not onboarding.is_small(frame.settings, workbook)
    assert workbook.read_bytes() == before
    # What was said of one workbook holds for that one only.
    onboarding.skip(frame.settings, workbook, "owners", True)
    assert [step.key for step in onboarding.steps(frame.session, frame.settings) if step.skipped] == ["owners"]
    other = workbook.with_name("other.xlsx")
    other.write_bytes(b"another")
    frame.session.open(other)
    assert not any(step.skipped for step in onboarding.steps(frame.session, frame.settings))


def test_the_first_write_is_known_by_its_receipt_until_it_is_read(
    qtbot: QtBot, workbook: Path, window_for: Windows
) -> None:
    kept_with(workbook, {**FULL, "written": 0, "notes": 0})
    frame = window_for(workbook)
    assert left(frame) == ["note", "write"]
    # A note that is written is no brief.
    frame.session.add_note({"date": "2026-11-16", "text": "x"})
    qtbot.waitUntil(lambda: frame.session.notice is not None and not frame.session.doing, timeout=15_000)
    assert "write" in left(frame)
    frame.session.write()
    qtbot.waitUntil(lambda: "write" not in left(frame), timeout=15_000)
    frame.session.dismiss()
    assert "write" not in left(frame)
