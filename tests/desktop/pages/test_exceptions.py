"""The page Exceptions: what a founder finds on it, does there, and gets back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.dialogs.decide import DecideDialog
from desktop.frame import Frame
from desktop.lacking import lacks
from desktop.pages.exceptions import AT_ONCE, ExceptionsPage
from desktop.pending import Pending
from desktop.theme import Look
from desktop.translations import Words
from desktop.widgets.exception_details import ExceptionDetails
from desktop.widgets.row_list import MORE
from reports.outcome import ExceptionRow, Line, Memory, Rows, Skipped, Typed, Unclear
from reports.tokens import LIGHT
from tests.desktop.dialogs.conftest import is_sound
from tests.desktop.sample import EXCEPTIONS, SOURCES, line, outcome


def shown(workbook: Path, window_for: Callable[..., Frame], rows: list[ExceptionRow], **of_brief: object) -> Frame:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), exceptions=rows, **of_brief))
    frame = window_for(workbook)
    frame.go("exceptions")
    QApplication.processEvents()
    return frame


def page_of(frame: Frame) -> ExceptionsPage:
    assert isinstance(frame.page, ExceptionsPage)
    return frame.page


def texts(page: ExceptionsPage) -> list[str]:
    """Everything that can be read on the page."""
    QApplication.processEvents()
    labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return labels + [said for row in page.list.rows for said in row.said] if page.list else labels


def headings(page: ExceptionsPage) -> list[str]:
    assert page.list is not None
    return [row.said[0] for row in page.list.rows]


def opened(page: ExceptionsPage, number: int) -> ExceptionDetails:
    assert page.list is not None
    page.list.rows[number].click()
    details = page.list.details
    assert isinstance(details, ExceptionDetails)
    return details


def changed(row: ExceptionRow, **changes: object) -> ExceptionRow:
    return msgspec.structs.replace(row, **changes)


def test_five_thousand_are_shown_a_part_at_a_time(workbook: Path, window_for: Callable[..., Frame]) -> None:
    many = [changed(EXCEPTIONS[0], key=f"e{number}") for number in range(5000)]
    page = page_of(shown(workbook, window_for, many))

    assert page.list is not None
    assert "5,000" in texts(page)
    assert len(page.list.rows) == AT_ONCE
    page.list.more.click()
    assert len(page.list.rows) == AT_ONCE + MORE
    # Arrow keys go on past the last one that is made.
    page.list.rows[-1].setFocus()
    QTest.keyClick(page.list.rows[-1], Qt.Key.Key_Down)
    assert len(page.list.rows) == AT_ONCE + 2 * MORE
    assert page.list.rows[AT_ONCE + MORE].hasFocus()
    # The last of all is found by name, without the others being made.
    assert page.filter is not None
    page.filter.search.setText("no such thing")
    assert "No exception matches. Clear the search or choose another severity." in texts(page)
    page._clear.click()
    assert len(page.list.rows) == AT_ONCE


def test_rows_are_filtered_searched_grouped_and_ordered(workbook: Path, window_for: Callable[..., Frame]) -> None:
    rows = [
        changed(EXCEPTIONS[0], amount_at_risk=10.0, due_at="2026-11-19"),
        changed(EXCEPTIONS[2], amount_at_risk=500.0, due_at="", owner_role="finance"),
        changed(EXCEPTIONS[4], due_at="2026-11-17T13:00:00-05:00", entity_type="variant", owner="Luis"),
        changed(EXCEPTIONS[6], amount_at_risk=0.0, due_at="2026-11-18", entity_type="product", owner="Luis"),
    ]
    frame = shown(workbook, window_for, rows)
    page = page_of(frame)
    assert page.filter is not None
    by_urgency = ["#1113 paid, not fulfilled", "#1103 PSE payment pending", "Jersey Andes M", "Cap Clásica"]
    assert headings(page) == by_urgency

    assert {key: button.text() for key, button in page.filter.severities.items()} == {
        "": "All 4", "critical": "1 critical", "warning": "2 warnings", "info": "1 to know",
    }  # fmt: skip
    page.filter.severities["warning"].click()
    assert headings(page) == by_urgency[1:3]
    assert "2 of 4 match" in texts(page)
    page.filter.search.setText("ANDES  restock")
    assert headings(page) == ["Jersey Andes M"]
    page._clear.click()
    assert headings(page) == by_urgency

    def choose(what: str, choice: str) -> list[str]:
        box = getattr(page.filter, what)
        box.setCurrentIndex(box.findData(choice))
        return headings(page)

    # What has no due day, or no amount, comes last: unknown is not zero.
    assert choose("sort", "due") == [by_urgency[2], by_urgency[3], by_urgency[0], by_urgency[1]]
    assert choose("sort", "amount") == [by_urgency[1], by_urgency[0], by_urgency[3], by_urgency[2]]
    choose("sort", "urgency")
    choose("group", "owner")
    assert headings(page) == by_urgency
    assert [text for text in texts(page) if " · " in text and text[-1].isdigit()] == [
        "Fulfillment · 1", "Finance · 1", "Luis · 2",
    ]  # fmt: skip
    choose("group", "type")
    assert headings(page) == by_urgency
    # How the list is ordered stays; what it was narrowed to stays as long as the page.
    page.filter.severities["warning"].click()
    frame.build()
    again = page_of(frame)
    assert again is not page
    assert (headings(again), again.filter is not None and again.filter.group.currentData()) == (by_urgency[1:3], "type")


def test_the_keyboard_goes_from_row_to_row_and_opens_one(workbook: Path, window_for: Callable[..., Frame]) -> None:
    page = page_of(shown(workbook, window_for, EXCEPTIONS))
    assert page.list is not None
    first, second, *_, last = page.list.rows
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_End)
    assert last.hasFocus()
    QTest.keyClick(last, Qt.Key.Key_Home)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert first.isChecked()
    assert isinstance(page.list.details, ExceptionDetails)
    # One stop for Tab in the list; the open row's buttons come next.
    assert [row.focusPolicy() for row in page.list.rows].count(Qt.FocusPolicy.StrongFocus) == 1
    buttons = []
    for _ in range(7):
        page.window().focusNextChild()
        buttons.append(page.window().focusWidget().accessibleName().partition(":")[0])
    assert buttons == [
        "Show the rows", "See the order", "Acknowledge", "Snooze", "Assign", "Not a problem", "Mark as done",
    ]  # fmt: skip
    # To a screen reader the row is what it says, by severity, and all of the rest is there too.
    assert first.accessibleName().startswith("Critical: #1113 paid, not fulfilled. 1 business day past")
    assert "Ship it first, or tell the customer." in first.accessibleDescription()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert page.list.details is None


@pytest.mark.parametrize(
    ("changes", "first", "signal", "told"),
    [
        ({"page": "https://shop.test/1113"}, "Open in the shop", "link_asked", ["https://shop.test/1113"]),
        ({}, "Show the rows", "rows_asked", [[Rows(tab="orders", rows=[12])]]),
        ({"entity_type": "source", "entity_id": "support"}, "Import data", "offered", ["add_data"]),
        ({"entity_type": "shop", "rows": []}, "Open the workbook", "offered", ["open_workbook"]),
    ],
)
def test_the_first_button_is_what_the_alert_needs(
    workbook: Path,
    window_for: Callable[..., Frame],
    qtbot: QtBot,
    changes: dict[str, object],
    first: str,
    signal: str,
    told: list[object],
) -> None:
    page = page_of(shown(workbook, window_for, [changed(EXCEPTIONS[0], **changes)]))
    for name in ("link_asked", "rows_asked", "offered"):
        getattr(page, name).disconnect()
    button = opened(page, 0).remedies[0]
    assert (button.text(), button.objectName()) == (first, "primary")
    with qtbot.waitSignal(getattr(page, signal)) as heard:
        button.click()
    assert heard.args == told


def test_another_page_brings_an_exception_into_sight(
    workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot
) -> None:
    many = [changed(EXCEPTIONS[0], key=f"e{number}", title=line(f"#{number}")) for number in range(300)]
    frame = shown(workbook, window_for, many)
    page = page_of(frame)
    assert page.filter is not None
    page.filter.search.setText("#299")
    page.show_what("e180")
    assert page.list is not None
    qtbot.waitUntil(lambda: page.list is not None and page.list.rows[180].hasFocus())
    assert page.list is not None
    row = page.list.rows[180]
    QApplication.processEvents()
    assert (row.isChecked(), row.hasFocus()) == (True, True)
    assert page.verticalScrollBar().value() > 0
    assert not row.visibleRegion().isEmpty()
    page.show_what("resolved meanwhile")
    assert page.list.open == 180


def test_resolved_and_unchecked_rows_stand_apart_from_the_open_ones(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    gone = changed(EXCEPTIONS[4], state="resolved")
    blind = changed(EXCEPTIONS[2], state="unknown")
    page = page_of(shown(workbook, window_for, [EXCEPTIONS[0], gone, blind]))

    said = texts(page)
    assert headings(page) == ["#1113 paid, not fulfilled"]
    assert any(text.startswith("Resolved – Jersey Andes M – 3 left") for text in said)
    assert any(text.startswith("Not checked now – #1103 PSE payment pending") for text in said)


def test_rules_that_were_not_run_are_never_told_as_fine(workbook: Path, window_for: Callable[..., Frame]) -> None:
    page = page_of(shown(workbook, window_for, []))

    said = texts(page)
    assert page.list is None
    assert "Nothing was found in what could be checked." in said
    assert "Nothing needs you today." not in said
    assert page.unchecked is not None
    (row,) = page.unchecked.rows
    assert row.said == ["Needs Shipments", "1 rule"]
    row.click()
    assert page.unchecked.details is not None
    assert [text.text() for text in page.unchecked.details.findChildren(QLabel)] == ["Stalled shipments"]
    # Only where every rule had its say, nothing found is nothing to do.
    assert "Nothing needs you today." in texts(page_of(shown(workbook, window_for, [], skipped=[])))


def test_where_nothing_could_be_looked_at_nothing_is_told_as_fine(
    workbook: Path, window_for: Callable[..., Frame], qtbot: QtBot
) -> None:
    blank = [msgspec.structs.replace(source, rows=0) for source in SOURCES]
    page = page_of(shown(workbook, window_for, [], sources=blank))
    assert "Nothing needs you today." not in texts(page)
    page.offered.disconnect()
    (add,) = [button for button in page.findChildren(QPushButton) if button.text() == "Add data"]
    with qtbot.waitSignal(page.offered) as heard:
        add.click()
    assert heard.args == ["add_data"]


def test_what_rules_lack_is_told_tab_by_tab_in_the_founders_language() -> None:
    wanted = [["traffic"], ["Orders: Fulfilled at"], ["traffic", "returns"], ["odd"]]
    skipped = [Skipped(rule=f"R{at}", title=line(f"Rule {at}"), missing=lack) for at, lack in enumerate(wanted)]
    look = Look(LIGHT, Words("es"), dark=False)
    assert [(lack.tab, lack.rules, lack.by_column) for lack in lacks(look, skipped)] == [
        ("Tráfico", ["Rule 0", "Rule 2"], {}),
        ("Pedidos", [], {"Despachado el": ["Rule 1"]}),
        ("odd", ["Rule 3"], {}),
    ]


def test_a_decision_goes_into_decisions_and_is_told_while_it_is_written(
    qtbot: QtBot, kept: Path, window_for: Callable[..., Frame]
) -> None:
    (kept.parent / f"~${kept.name}").touch()
    frame = window_for(kept, "locked")
    frame.go("exceptions")
    page = page_of(frame)
    opened(page, 0).decisions["snooze"].click()
    dialog = frame.window.findChild(DecideDialog)
    assert dialog is not None
    # What was pressed is what is asked about.
    assert dialog.chosen == "snooze"
    dialog.keep.click()
    assert dialog.wrong.text() == "Say why: you will want to know in a month."
    dialog.reason.setText("on Friday")
    dialog.until.setText("2020-01-01")
    dialog.keep.click()
    assert dialog.wrong.text() == "Write the day like 2026-11-20, today or later."
    dialog.days[7].click()
    assert date.fromisoformat(dialog.until.text()) - date.today() in (timedelta(days=7), timedelta(days=6))
    dialog.until.setText("2999-01-01")
    is_sound(dialog)
    dialog.keep.click()
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)

    (edit,) = Pending(kept).edits()
    (asked,) = edit.edits
    assert asked.tab == "Decisions"
    (row,) = asked.rows
    key = page.order.rows[0].key
    assert {name: row[name] for name in row if name != "decided_at"} == {
        "kind": "snooze", "target_key": key, "until": "2999-01-01", "reason": "on Friday",
    }  # fmt: skip
    waits = "Snoozed until 2999-01-01: on Friday: being written into Decisions"
    qtbot.waitUntil(lambda: waits in texts(page_of(frame)))
    again = page_of(frame)
    # The row that was open is open again.
    assert again.list is not None
    assert again.list.open == 0


def test_what_is_decided_is_told_with_its_reason_and_can_be_taken_back(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    first, second = EXCEPTIONS[0].key, EXCEPTIONS[1].key
    typed = [
        Typed(where="exceptions", key=first, field="decision", value="acknowledge"),
        Typed(where="exceptions", key=first, field="reason", value="Ana is on it"),
        Typed(where="exceptions", key=second, field="decision", value="assign Luis"),
    ]
    said = Line(id="I-unknown", en="Not understood: choose from the list.", es="No se entiende: elige de la lista.")
    unclear = [Unclear(where="exceptions", key=second, field="decision", value="maybe", said=said)]
    frame = shown(workbook, window_for, EXCEPTIONS, memory=Memory(shown=typed), unclear=unclear)
    page = page_of(frame)
    told = texts(page)
    assert "Acknowledged: Ana is on it" in told
    assert "Assigned to Luis" in told
    assert any(text.endswith("– maybe: Not understood: choose from the list.") for text in told)
    page.decided.disconnect(frame.session.decide)
    rows: list[dict[str, str]] = []
    page.decided.connect(rows.append)
    opened(page, 0).undo.click()
    opened(page, 1).undo.click()
    assert [(row["kind"], row["target_key"], "value" in row) for row in rows] == [
        ("reopen", first, False),
        ("assign", second, False),
    ]


def test_long_emoji_and_right_to_left_titles_break_into_lines(workbook: Path, window_for: Callable[..., Frame]) -> None:
    odd = ["Jersey " + "very-long-" * 30, "🚴" * 150, "ג׳רזי אנדס במידה M נגמר מהמלאי " * 8, "x" * 300]
    rows = [changed(EXCEPTIONS[4], key=title[:9], title=line(title)) for title in odd]
    frame = shown(workbook, window_for, rows)
    for width in (1366, 700):
        frame.window.resize(width, 500)
        for _ in range(3):
            QApplication.processEvents()
        page = page_of(frame)
        assert page.list is not None
        for row in page.list.rows:
            assert row.width() <= page.viewport().width()
            assert row.height() == row.heightForWidth(row.width())
            # The narrower, the more lines: nothing is cut off.
            assert row.heightForWidth(600) > row.heightForWidth(6000)
        bottoms = [row.geometry().bottom() for row in page.list.rows]
        tops = [row.geometry().top() for row in page.list.rows]
        assert all(top > bottom for top, bottom in zip(tops[1:], bottoms, strict=False))
    assert page.horizontalScrollBar().maximum() == 0
