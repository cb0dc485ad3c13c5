from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.dialogs.decide import DecideDialog
from desktop.frame import Frame
from desktop.pages.exceptions import AT_ONCE, ExceptionsPage
from desktop.pending import Pending
from desktop.widgets.chip import Chip
from desktop.widgets.decision_row import DecisionRow
from reports.outcome import ExceptionRow, Line, Memory, Typed, Unclear
from tests.desktop.sample import EXCEPTIONS, outcome


def shown(workbook: Path, window_for: Callable[..., Frame], rows: list[ExceptionRow]) -> ExceptionsPage:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), exceptions=rows))
    frame = window_for(workbook)
    frame.go("exceptions")
    QApplication.processEvents()
    assert isinstance(frame.page, ExceptionsPage)
    return frame.page


def texts(page: ExceptionsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_thousands_are_shown_a_page_at_a_time(workbook: Path, window_for: Callable[..., Frame]) -> None:
    many = [msgspec.structs.replace(EXCEPTIONS[0], key=f"e{number}") for number in range(5000)]
    page = shown(workbook, window_for, many)

    assert "5000" in texts(page)
    assert len(page.findChildren(Chip)) == AT_ONCE
    page._panel.more.click()
    QApplication.processEvents()
    assert len(page.findChildren(Chip)) == 2 * AT_ONCE
    assert page._panel.more.isVisible()


def test_resolved_and_unchecked_rows_stand_apart_from_the_open_ones(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    gone = msgspec.structs.replace(EXCEPTIONS[4], state="resolved")
    blind = msgspec.structs.replace(EXCEPTIONS[2], state="unknown")
    page = shown(workbook, window_for, [EXCEPTIONS[0], gone, blind])

    said = texts(page)
    assert len(page.findChildren(Chip)) == 1
    assert any(text.startswith("Resolved – Jersey Andes M – 3 left") for text in said)
    assert any(text.startswith("Not checked now – #1103 PSE payment pending") for text in said)


def test_rules_that_were_not_run_are_never_told_as_fine(workbook: Path, window_for: Callable[..., Frame]) -> None:
    said = texts(shown(workbook, window_for, []))

    assert "Nothing needs you today." in said
    assert "Stalled shipments: needs Shipments" in said


def decision_of(page: ExceptionsPage, number: int) -> DecisionRow:
    return page.findChildren(DecisionRow)[number]


def test_a_decision_goes_into_decisions_and_is_told_while_it_is_written(
    qtbot: QtBot, kept: Path, window_for: Callable[..., Frame]
) -> None:
    (kept.parent / f"~${kept.name}").touch()
    frame = window_for(kept, "locked")
    frame.go("exceptions")
    assert isinstance(frame.page, ExceptionsPage)
    decision_of(frame.page, 0).decide.click()
    dialog = frame.window.findChild(DecideDialog)
    assert dialog is not None
    dialog.keep.click()
    assert dialog.wrong.text() == "Say why: you will want to know in a month."
    dialog.kind.setCurrentIndex(dialog.kind.findData("snooze"))
    dialog.reason.setText("on Friday")
    dialog.until.setText("2020-01-01")
    dialog.keep.click()
    assert dialog.wrong.text() == "Write the day like 2026-11-20, today or later."
    dialog.until.setText("2999-01-01")
    dialog.keep.click()
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)

    (edit,) = Pending(kept).edits()
    (asked,) = edit.edits
    assert asked.tab == "Decisions"
    (row,) = asked.rows
    key = frame.page._open[0].key
    assert {name: row[name] for name in row if name != "decided_at"} == {
        "kind": "snooze", "target_key": key, "until": "2999-01-01", "reason": "on Friday",
    }  # fmt: skip
    assert isinstance(frame.page, ExceptionsPage)
    assert "Snoozed until 2999-01-01: on Friday: being written into Decisions" in texts(frame.page)


def test_what_is_decided_is_told_with_its_reason_and_can_be_taken_back(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    first, second = EXCEPTIONS[0].key, EXCEPTIONS[1].key
    shown = [
        Typed(where="exceptions", key=first, field="decision", value="acknowledge"),
        Typed(where="exceptions", key=first, field="reason", value="Ana is on it"),
        Typed(where="exceptions", key=second, field="decision", value="assign Luis"),
    ]
    said = Line(id="I-unknown", en="Not understood: choose from the list.", es="No se entiende: elige de la lista.")
    unclear = [Unclear(where="exceptions", key=second, field="decision", value="maybe", said=said)]
    cache.save(
        cache.folder(workbook),
        msgspec.structs.replace(outcome(), memory=Memory(shown=shown), unclear=unclear),
    )
    frame = window_for(workbook)
    frame.go("exceptions")
    QApplication.processEvents()
    page = frame.page
    assert isinstance(page, ExceptionsPage)
    told = texts(page)
    assert "Acknowledged: Ana is on it" in told
    assert "Assigned to Luis" in told
    assert any(text.endswith("– maybe: Not understood: choose from the list.") for text in told)
    page.decided.disconnect(frame.session.decide)
    rows: list[dict[str, str]] = []
    page.decided.connect(rows.append)
    decision_of(page, 0).undo.click()
    decision_of(page, 1).undo.click()
    assert [(row["kind"], row["target_key"], "value" in row) for row in rows] == [
        ("reopen", first, False),
        ("assign", second, False),
    ]
