from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.chosen_cards import choice
from desktop.dialogs.act import ActDialog
from desktop.dialogs.card_details import CardDetails
from desktop.dialogs.choose_cards import ChooseCards
from desktop.frame import Frame
from desktop.pages.exceptions import ExceptionsPage
from desktop.pages.products import ProductsPage
from desktop.pages.week import WeekPage
from desktop.widgets.cards import Cards
from desktop.widgets.pressable import Pressable
from desktop.widgets.rows import ActionRow, ExceptionLine, MoreLine
from desktop.widgets.start_line import StartLine
from desktop.widgets.stat_card import StatCard
from reports.outcome import NoteRow, Outcome
from tests.desktop import audit
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]


def settled() -> None:
    """What was asked for anew is built in slices, and then stands."""
    for _ in range(40):
        QApplication.processEvents()


NOTE = NoteRow(key="1", date="2026-11-13", type="campaign_launched", text="Rodada weekend")


def with_notes() -> Outcome:
    made = outcome()
    cards = [msgspec.structs.replace(card, first_day="2026-10-17") if card.series else card for card in made.cards]
    return msgspec.structs.replace(made, cards=cards, notes=[NOTE])


def page_of(
    workbook: Path, window_for: Windows, made: Outcome | None = None, scenario: str = "good"
) -> tuple[Frame, WeekPage]:
    cache.save(cache.folder(workbook), made or with_notes())
    frame = window_for(workbook, scenario)
    assert isinstance(frame.page, WeekPage)
    return frame, frame.page


def cards_of(frame: Frame) -> Cards:
    assert frame.page is not None
    QApplication.sendPostedEvents(None, 52)  # what is to be deleted goes
    return frame.page.findChildren(Cards)[-1]


def texts(frame: Frame) -> str:
    settled()
    assert frame.page is not None
    return "\n".join(label.text() for label in frame.page.findChildren(QLabel) if label.isVisible())


def menu_of(frame: Frame) -> QMenu:
    menu = frame.window.findChildren(QMenu)[-1]
    assert isinstance(menu, QMenu)
    return menu


def press(menu: QMenu, word: str) -> None:
    action = next(action for action in menu.actions() if action.text() == word)
    menu.close()
    action.trigger()


def test_what_is_chosen_about_figures_stands_there_at_the_next_start_too(
    qtbot: QtBot, workbook: Path, window_for: Windows
) -> None:
    frame, _ = page_of(workbook, window_for)
    cards = cards_of(frame)
    assert cards.ids == ["revenue", "orders", "average_order", "low_stock", "inventory_value"]
    qtbot.keyClick(cards.card("orders"), Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert choice(frame.settings).order[:2] == ("orders", "revenue")

    frame.do("cards")
    dialog = frame.window.findChild(ChooseCards)
    assert dialog is not None
    assert audit.found(dialog) == []
    named = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert named[:2] == ["Counted orders", "Revenue"]
    assert "Open exceptions" in named
    dialog.list.setCurrentRow(1)
    dialog.up.click()
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.over.setCurrentIndex(dialog.over.findData("7d"))
    dialog.keep.click()
    again = cards_of(frame)
    assert again.ids == ["revenue", "average_order", "low_stock", "inventory_value"]
    assert again.card("revenue").accessibleName().startswith("Revenue, last 7 days:")

    later = window_for(workbook)
    assert cards_of(later).ids == again.ids


def test_hiding_every_figure_leaves_a_way_back(workbook: Path, window_for: Windows) -> None:
    frame, page = page_of(workbook, window_for)
    for id in cards_of(frame).ids:
        page._card_menu(id, page.mapToGlobal(page.rect().center()))
        press(menu_of(frame), "Hide this figure")
    assert "No figures are shown. Choose figures" in texts(frame)
    line = next(one for one in page.findChildren(MoreLine) if "Choose figures" in one.accessibleName())
    line.click()
    assert frame.window.findChild(ChooseCards) is not None


def test_a_figure_opens_with_its_as_of_its_days_and_its_notes(
    qtbot: QtBot, workbook: Path, window_for: Windows
) -> None:
    frame, _ = page_of(workbook, window_for)
    revenue = cards_of(frame).card("revenue")
    assert isinstance(revenue, StatCard)
    assert revenue.line is not None
    assert "Rodada weekend" in revenue.line.accessibleDescription()
    told = QAccessible.queryAccessibleInterface(revenue)
    assert told.role() == QAccessible.Role.Button
    qtbot.keyClick(revenue, Qt.Key.Key_Return)
    dialog = frame.window.findChild(CardDetails)
    assert dialog is not None
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "as of Mon 16 Nov" in said
    assert audit.found(dialog) == []
    assert dialog.chart is not None
    assert dialog.chart.table.rows[27] == ("Fri 13 Nov", "231,900", "Fri 13 Nov: Campaign launched, Rodada weekend")
    assert dialog.chart.table.rows[14][1] == "not known"
    dialog.choose.click()
    assert frame.window.findChild(ChooseCards) is not None


def test_the_rows_lead_on(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    frame, page = page_of(workbook, window_for)
    line = page.findChildren(ExceptionLine)[1]
    with qtbot.waitSignal(page.went) as went:
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert went.args == ["exceptions", "e2"]
    assert isinstance(frame.page, ExceptionsPage)

    frame.go("week")
    assert isinstance(frame.page, WeekPage)
    name = next(one for one in frame.page.findChildren(Pressable) if one.accessibleName().startswith("Bib Páramo"))
    with qtbot.waitSignal(frame.page.went) as went:
        qtbot.mouseClick(name, Qt.MouseButton.LeftButton)
    assert went.args == ["products", "bib-páramo"]
    assert isinstance(frame.page, ProductsPage)


def test_what_became_of_an_action_goes_into_the_workbook_and_is_seen_at_once(
    qtbot: QtBot, workbook: Path, window_for: Windows
) -> None:
    (workbook.parent / f"~${workbook.name}").touch()
    frame, page = page_of(workbook, window_for, scenario="locked")
    rows = page.findChildren(ActionRow)
    assert rows[1].mark.accessibleName().startswith("Action 2, Open: Confirm the address of #1104")
    rows[1].mark.click()
    press(menu_of(frame), "Doing")
    qtbot.waitUntil(lambda: not frame.session.doing, timeout=15_000)
    settled()
    (change,) = frame.session.waiting_edits()[0].edits[0].changed
    assert (change.where[0], change.to) == ({"action_id": "a2"}, {"status": "doing"})
    assert "Doing (not in the workbook yet)" in texts(frame)

    assert frame.page is not None
    row = frame.page.findChildren(ActionRow)[1]
    assert row.mark.status == "doing"
    row.mark.click()
    assert [action.text() for action in menu_of(frame).actions()][:3] == ["Open", "Done", "Dropped"]
    press(menu_of(frame), "With a note …")
    dialog = frame.window.findChild(ActDialog)
    assert dialog is not None
    assert dialog.status.currentData() == "doing"
    assert audit.found(dialog) == []
    dialog.status.setCurrentIndex(dialog.status.findData("done"))
    dialog.note.setText("Ana called")
    dialog.keep.click()
    (last,) = frame.session.waiting_edits()[-1].edits[0].changed
    assert (last.to, last.also["result_note"]) == ({"status": "done"}, "Ana called")


def test_who_drops_an_action_says_why(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    frame, page = page_of(workbook, window_for)
    page.findChildren(ActionRow)[0].mark.click()
    press(menu_of(frame), "Dropped")
    dialog = frame.window.findChild(ActDialog)
    assert dialog is not None
    with qtbot.assertNotEmitted(page.edited):
        dialog.keep.click()
    assert dialog.wrong.isVisible()
    dialog.note.setText("Sold at the market")
    with qtbot.waitSignal(page.edited) as edited:
        dialog.keep.click()
    (change,) = edited.args[0].asked.changed
    assert (change.to, change.also["result_note"]) == ({"status": "dropped"}, "Sold at the market")


def test_a_status_of_the_workbook_is_told_in_words_with_its_note(workbook: Path, window_for: Windows) -> None:
    made = outcome()
    first, *others = made.actions
    first = msgspec.structs.replace(first, status="doing", note="box is packed")
    frame, page = page_of(workbook, window_for, msgspec.structs.replace(made, actions=[first, *others]))
    assert "Doing: box is packed" in texts(frame)
    assert page.findChildren(ActionRow)[0].mark.status == "doing"


@pytest.mark.parametrize("rows", [0, 42])
def test_without_orders_the_first_step_stands_on_top_with_its_button(
    qtbot: QtBot, workbook: Path, window_for: Windows, rows: int
) -> None:
    made = outcome()
    sources = [
        msgspec.structs.replace(source, rows=rows) if source.key == "orders" else source for source in made.sources
    ]
    _, page = page_of(workbook, window_for, msgspec.structs.replace(made, sources=sources))
    (line,) = page.findChildren(StartLine)
    adds = [one for one in page.findChildren(QPushButton) if one.text() == "Add data…"]
    actions = page.findChildren(ActionRow)[0]
    on_top = line.mapToGlobal(line.rect().topLeft()).y() < actions.mapToGlobal(actions.rect().topLeft()).y()
    assert (on_top, len(adds)) == (rows == 0, 1 if rows == 0 else 0)
    with qtbot.waitSignal(page.went) as went:
        line.click()
    assert went.args == ["start", ""]


def test_before_the_first_brief_the_page_says_what_it_needs(qtbot: QtBot, workbook: Path, window_for: Windows) -> None:
    frame = window_for(workbook)
    page = frame.page
    assert isinstance(page, WeekPage)
    assert "No brief yet" in texts(frame)
    with qtbot.waitSignal(page.offered) as offered:
        next(one for one in page.findChildren(QPushButton) if one.text() == "Refresh").click()
    assert offered.args == ["refresh"]
    assert page.findChildren(StartLine)
