from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.chosen_cards import of_period
from desktop.theme import Look
from desktop.translations import Words
from desktop.widgets.cards import Cards
from desktop.widgets.stat_card import Figure, StatCard
from reports.outcome import NoteRow
from reports.tokens import LIGHT
from tests.desktop.sample import cards

LOOK = Look(LIGHT, Words("en"), False)
FIRST = ["revenue", "orders", "average_order", "low_stock", "inventory_value", "open_exceptions"]


def stood(qtbot: QtBot, in_one_line: bool = False) -> Cards:
    shown = Cards(LOOK, of_period(cards(), "weekly"), in_one_line)
    qtbot.addWidget(shown)
    shown.resize(1100, 300)
    shown.show()
    QApplication.processEvents()
    return shown


def drag(shown: Cards, id: str, onto: str, share: float) -> None:
    """Pull a card onto another one, to this share of its width."""
    card, other = shown.card(id), shown.card(onto)
    start = card.mapToGlobal(QPoint(20, 20))
    end = other.mapToGlobal(QPoint(int(other.width() * share), 20))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, button in (
        (QEvent.Type.MouseButtonPress, start, left),
        (QEvent.Type.MouseMove, start + QPoint(30, 0), none),
        (QEvent.Type.MouseMove, end, none),
        (QEvent.Type.MouseButtonRelease, end, left),
    ):
        if kind == QEvent.Type.MouseButtonRelease:
            assert other.edge == (1 if share > 0.5 else -1)
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        event = QMouseEvent(kind, card.mapFromGlobal(at), at, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(card, event)


def moved_to(card: QWidget, at: QPoint) -> QMouseEvent:
    """The pointer at this place of the card, with its button held."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    nothing = Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, at, card.mapToGlobal(at), none, left, nothing)


def test_each_read_shows_one_card_of_each_kind() -> None:
    for read, period in (("daily", "today"), ("weekly", "weekly"), ("monthly", "monthly")):
        chosen = of_period(cards(), read)
        assert {card.period for card in chosen} == {period}
        assert [card.id for card in chosen] == FIRST


def test_a_period_that_is_missing_is_stood_in_for() -> None:
    only = [card for card in cards() if card.period in ("7d", "30d")]

    assert {card.period for card in of_period(only, "weekly")} == {"7d"}
    assert of_period(only, "daily") == []


def test_no_figure_is_cut_off_however_narrow(qtbot: QtBot) -> None:
    shown = stood(qtbot)
    for width in (1200, 900, 500, 200):
        shown.resize(width, 900)
        qtbot.wait(1)
        for card in shown.findChildren(StatCard):
            assert not card.figure.overflows(), f"{card.figure.text()} at {width}"


def test_as_of_and_confidence_are_one_hover_away(qtbot: QtBot) -> None:
    card = StatCard(LOOK, of_period(cards(), "weekly")[0])
    qtbot.addWidget(card)

    assert "as of Mon 16 Nov" in card.toolTip()
    assert "Directional" in card.toolTip()
    assert card.accessibleName() == "Revenue: COP 2,212,085"
    assert "Ctrl" in card.accessibleDescription()


def test_a_figure_over_days_of_its_own_says_which(qtbot: QtBot) -> None:
    card = StatCard(LOOK, of_period(cards(), "weekly", "30d")[0], "30d")
    qtbot.addWidget(card)
    assert card.accessibleName() == "Revenue, last 30 days: COP 2,212,085"


def test_a_card_is_moved_by_dragging_it_before_or_behind_another(qtbot: QtBot) -> None:
    shown = stood(qtbot)
    with qtbot.waitSignal(shown.ordered) as told:
        drag(shown, "revenue", "low_stock", 0.9)
    assert told.args == [["orders", "average_order", "low_stock", "revenue", "inventory_value", "open_exceptions"]]
    drag(shown, "open_exceptions", "orders", 0.1)
    assert shown.ids[:2] == ["open_exceptions", "orders"]
    assert {card.edge for card in shown.findChildren(StatCard)} == {0}
    QApplication.processEvents()
    # They stand where they are said to stand.
    assert sorted(shown.ids, key=lambda id: (shown.card(id).y(), shown.card(id).x())) == shown.ids


def test_a_card_is_moved_with_the_keyboard_and_keeps_it(qtbot: QtBot) -> None:
    for in_one_line in (False, True):
        shown = stood(qtbot, in_one_line)
        card = shown.card("orders")
        card.setFocus()
        qtbot.keyClick(card, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert shown.ids[:3] == ["revenue", "average_order", "orders"]
        assert card.hasFocus()
        for _ in range(4):
            qtbot.keyClick(card, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert shown.ids == ["orders", "revenue", *FIRST[2:]]
        qtbot.keyClick(card, Qt.Key.Key_Right)
        assert shown.card("revenue").hasFocus()
        # The tab key follows the new order.
        shown.focusNextChild()
        assert shown.card("average_order").hasFocus()


def test_a_click_or_enter_opens_it_and_a_drag_does_not(qtbot: QtBot) -> None:
    shown = stood(qtbot)
    opened: list[str] = []
    shown.opened.connect(opened.append)
    qtbot.mouseClick(shown.card("orders"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(shown.card("revenue"), Qt.Key.Key_Return)
    drag(shown, "revenue", "orders", 0.9)
    card = shown.card("low_stock")
    # Pulled away and put back where it was, it is neither moved nor opened.
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.mouseMove(card, QPoint(90, 10))
    QApplication.sendEvent(card, moved_to(card, QPoint(90, 10)))
    qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(90, 10))
    assert opened == ["orders", "revenue"]
    assert isinstance(stood(qtbot, in_one_line=True).card("orders"), Figure)


def test_notes_are_marked_on_the_days_of_a_figure(qtbot: QtBot) -> None:
    import msgspec

    made = [msgspec.structs.replace(card, first_day="2026-10-17") for card in of_period(cards(), "weekly")]
    shown = Cards(LOOK, made, in_one_line=False)
    qtbot.addWidget(shown)
    notes = [
        NoteRow(key="1", date="2026-11-13", until="2026-11-15", type="campaign_launched", text="Rodada weekend"),
        NoteRow(key="2", date="2026-01-01", type="", text="Long ago"),
    ]
    shown.show_notes(notes)
    card = shown.card("revenue")
    assert isinstance(card, StatCard)
    assert card.line is not None
    assert card.line.accessibleDescription() == "Fri 13 Nov to Sun 15 Nov: Campaign launched, Rodada weekend"
