from __future__ import annotations

from datetime import date

from reports.facts import Facts
from tests.reports.drawn import drawn, facts


def read(text: str) -> Facts:
    return facts(drawn("notes", "date | end_date | type | applies_to | text\n" + text))


def test_notes_stand_in_the_order_of_their_days() -> None:
    found = read("""
        2026-11-14 |            | event | | Rodada
        2026-11-13 | 2026-11-15 | campaign_launched | rodada | Fin de semana
    """).notes
    assert found["text"].tolist() == ["Fin de semana", "Rodada"]
    assert found["until"].tolist() == [date(2026, 11, 15), date(2026, 11, 14)]
    assert found["row"].tolist() == [3, 2]
    assert found["applies_to"].tolist() == ["rodada", None]


def test_closed_days_pause_the_clock() -> None:
    clock = read("2026-11-17 | 2026-11-18 | closed_day | | Inventario").clock
    assert clock.add_business_days(date(2026, 11, 13), 1) == date(2026, 11, 19)


def test_a_pause_of_one_carrier_does_not_close_the_shop() -> None:
    assert not read("2026-11-17 | | shipping_paused | | Paro").clock.is_business(date(2026, 11, 17))
    assert read("2026-11-17 | | shipping_paused | coordinadora | Paro").clock.is_business(date(2026, 11, 17))


def test_other_notes_change_nothing() -> None:
    assert read("2026-11-17 | | event | | Feria").clock.is_business(date(2026, 11, 17))


def test_a_note_without_a_day_is_left_out() -> None:
    assert read(" | | event | | Algún día").notes.empty
