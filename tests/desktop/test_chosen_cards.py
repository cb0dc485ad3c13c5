from __future__ import annotations

import pytest

from desktop.chosen_cards import Choice, choice, keep, moved, of_period, reordered, shown
from desktop.settings import Settings
from tests.desktop.sample import cards

ALL = ["revenue", "orders", "average_order", "low_stock", "inventory_value", "open_exceptions"]


def ids(settings: Settings, read: str = "weekly") -> list[str]:
    return [card.id for card in shown(cards(), read, choice(settings))]


def test_at_first_all_stand_there_but_what_the_panel_beside_them_counts(settings: Settings) -> None:
    assert ids(settings) == ALL[:5]


def test_what_is_chosen_is_kept_with_its_order_and_its_days(settings: Settings) -> None:
    keep(settings, Choice(("orders", "open_exceptions", "revenue"), frozenset({"revenue"}), "30d"))
    assert choice(settings) == Choice(("orders", "open_exceptions", "revenue"), frozenset({"revenue"}), "30d")
    # Figures that nobody had seen when it was chosen stand behind.
    assert ids(settings) == ["orders", "open_exceptions", "average_order", "low_stock", "inventory_value"]
    assert {card.period for card in shown(cards(), "weekly", choice(settings))} == {"30d"}


def test_fixed_days_that_a_figure_lacks_are_stood_in_for_by_those_of_the_read() -> None:
    some = [card for card in cards() if card.period != "7d" or card.id == "revenue"]
    assert [(card.id, card.period) for card in of_period(some, "monthly", "7d")][:2] == [
        ("revenue", "7d"), ("orders", "monthly"),
    ]  # fmt: skip


def test_what_stands_in_the_settings_file_by_mistake_is_passed_over(settings: Settings) -> None:
    settings.keep("cards", "gone,, -also_gone ,orders")
    settings.keep("cards_over", "a year")
    assert ids(settings)[0] == "orders"
    assert choice(settings).over == ""


@pytest.mark.parametrize(
    ("id", "to", "expected"),
    [("a", 2, "bcad"), ("d", 0, "dabc"), ("b", 9, "acdb"), ("b", -3, "bacd"), ("c", 2, "abcd")],
)
def test_a_card_is_moved_to_a_place(id: str, to: int, expected: str) -> None:
    assert "".join(moved("abcd", id, to)) == expected


def test_hidden_figures_keep_their_place_while_others_are_moved() -> None:
    before = Choice(("a", "h", "b"), frozenset({"h"}))
    assert reordered(before, ["c", "b", "a"], ["a", "h", "b", "c"]).order == ("c", "h", "b", "a")
