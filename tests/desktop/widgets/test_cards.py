from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.chosen_cards import of_period
from desktop.theme import Look
from desktop.translations import Words
from desktop.widgets.cards import Cards
from desktop.widgets.stat_card import StatCard
from reports.tokens import LIGHT
from tests.desktop.sample import cards

LOOK = Look(LIGHT, Words("en"), False)


def test_each_read_shows_one_card_of_each_kind() -> None:
    for read, period in (("daily", "today"), ("weekly", "weekly"), ("monthly", "monthly")):
        chosen = of_period(cards(), read)
        assert {card.period for card in chosen} == {period}
        assert [card.id for card in chosen] == [
            "revenue", "orders", "average_order", "low_stock", "inventory_value", "open_exceptions",
        ]  # fmt: skip


def test_a_period_that_is_missing_is_stood_in_for() -> None:
    only = [card for card in cards() if card.period in ("7d", "30d")]

    assert {card.period for card in of_period(only, "weekly")} == {"7d"}
    assert of_period(only, "daily") == []


def test_no_figure_is_cut_off_however_narrow(qtbot: QtBot) -> None:
    shown = Cards(LOOK, of_period(cards(), "weekly"), in_one_line=False)
    qtbot.addWidget(shown)
    shown.show()
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
