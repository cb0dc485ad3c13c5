from __future__ import annotations

from datetime import date

import pytest

from reports.facts import SourceState
from reports.metrics import Look
from tests.reports.drawn import drawn, facts, moment

STOCK = "product_id | sku | available\np | A | 4"


def inventory(*looks: Look, sources: str = "", content: str = "now") -> SourceState:
    tables = [drawn("inventory", STOCK, fingerprint=content)]
    if sources:
        tables.append(drawn("sources", sources))
    return facts(*tables, looks=looks).sources["inventory"]


def look(content: str, at: str, trigger: str = "auto", source: str = "Inventory") -> Look:
    return Look(source, content, moment(at), trigger)


def test_what_was_never_seen_before_is_seen_now() -> None:
    found = inventory(look("old", "2026-11-12 08:00"))
    assert (found.basis, found.as_of, found.late) == ("seen", moment("2026-11-16 08:00"), False)


def test_the_same_content_is_as_old_as_its_first_look() -> None:
    found = inventory(look("now", "2026-11-13 08:00"), look("now", "2026-11-15 08:00"))
    assert (found.as_of, found.age_hours, found.late) == (moment("2026-11-13 08:00"), 72.0, True)


@pytest.mark.parametrize("trigger", ["import", "nothing_new"])
def test_an_import_or_a_refresh_with_nothing_new_confirms_the_content(trigger: str) -> None:
    found = inventory(look("now", "2026-11-09 08:00"), look("now", "2026-11-15 20:00", trigger))
    assert (found.as_of, found.late) == (moment("2026-11-15 20:00"), False)


def test_looks_at_another_tab_or_of_the_future_tell_nothing() -> None:
    found = inventory(look("now", "2026-11-09 08:00", source="Orders"), look("now", "2026-11-20 08:00"))
    assert found.as_of == moment("2026-11-16 08:00")


def test_a_tab_is_known_by_any_of_its_names() -> None:
    assert inventory(look("now", "2026-11-13 08:00", source="Inventario")).age_hours == 72.0


@pytest.mark.parametrize(
    ("refreshed", "late", "too_old"),
    [
        ("2026-11-14 08:00", False, False),  # 48 hours, twice what is expected
        ("2026-11-14 07:00", True, False),
        ("2026-11-12 08:00", True, False),
        ("2026-11-12 07:00", True, True),
    ],
)
def test_a_declared_source_is_late_after_twice_and_too_old_after_four_times(
    refreshed: str, late: bool, too_old: bool
) -> None:
    found = inventory(sources=f"source | last_refreshed_at\nInventory | {refreshed}")
    assert (found.basis, found.late, found.too_old) == ("declared", late, too_old)


def test_sources_decide_what_is_expected() -> None:
    weekly = inventory(sources="source | how | last_refreshed_at\nInventory | weekly | 2026-11-05 08:00")
    assert (weekly.expected_hours, weekly.late) == (168.0, False)
    hours = inventory(sources="source | expected_every_hours | last_refreshed_at\nInventory | 12 | 2026-11-15 07:00")
    assert (hours.expected_hours, hours.late) == (12.0, True)


def test_a_source_beyond_our_tabs_is_told_as_declared() -> None:
    found = facts(
        drawn("inventory", STOCK),
        drawn(
            "sources", "source | how | last_refreshed_at | covers_to\nTraffic | weekly | 2026-11-16 07:00 | 2026-11-15"
        ),
    ).sources
    assert found["traffic"].expected_hours == 168.0
    assert found["traffic"].covers_to == date(2026, 11, 15)


def test_definitions_and_notes_are_never_late() -> None:
    notes = drawn("notes", "date | text\n2020-01-01 | x", fingerprint="n")
    found = facts(notes, looks=[Look("Notes", "n", moment("2020-01-02 08:00"))]).sources["notes"]
    assert (found.expected_hours, found.late) == (None, False)


def orders(last: str, looked: str = "") -> SourceState:
    days = ["2026-10-01", "2026-10-11", "2026-10-21", last]
    rows = "\n".join(f"#{n} | {day} 08:00 | paid | 5" for n, day in enumerate(days))
    table = drawn("orders", f"order_id | created_at | financial_status | total\n{rows}", fingerprint="o")
    looks = [Look("Orders", "o", moment(looked))] if looked else []
    return facts(table, looks=looks).sources["orders"]


def test_a_shop_that_sells_every_ten_days_is_not_late_after_three() -> None:
    assert not orders("2026-10-31", "2026-11-02 08:00").late
    assert orders("2026-10-31", "2026-10-15 08:00").late  # 32 days, over three gaps of ten


def test_an_ordinary_silence_is_covered_and_a_long_one_is_not() -> None:
    assert orders("2026-10-31").covers_to == date(2026, 11, 16)  # 16 days since, 30 are ordinary
    quick = drawn(
        "orders",
        "order_id | created_at | financial_status | total\n"
        + "\n".join(f"#{n} | 2026-11-{n:02d} 08:00 | paid | 5" for n in range(1, 11)),
        fingerprint="o",
    )
    found = facts(quick)
    assert found.sources["orders"].covers_to == date(2026, 11, 10)  # six days without one is no ordinary silence
    assert found.windows["weekly"].covered_days == 2


def test_records_of_the_future_are_no_records() -> None:
    table = drawn(
        "orders",
        "order_id | created_at | financial_status | total\n#1 | 2026-11-15 08:00 | paid | 5\n#2 | 2062-11-15 08:00 | paid | 5",
    )
    newest = facts(table).sources["orders"].newest_record
    assert newest is not None
    assert newest.date() == date(2026, 11, 15)


def test_without_a_fingerprint_the_newest_record_tells() -> None:
    table = drawn("orders", "order_id | created_at | financial_status | total\n#1 | 2026-11-14 08:00 | paid | 5")
    found = facts(table).sources["orders"]
    assert (found.basis, found.as_of) == ("record", moment("2026-11-14 08:00"))


def test_the_first_run_is_known_by_having_no_looks() -> None:
    assert facts(drawn("inventory", STOCK)).first_sight
    assert not facts(drawn("inventory", STOCK), looks=[look("x", "2026-11-12 08:00")]).first_sight


def test_content_that_went_and_came_back_is_as_old_as_its_return() -> None:
    """Seen Thu 12, something else on Sat 14, back on Sun 15: unchanged since the 15th, one local day ago."""
    found = inventory(
        look("now", "2026-11-12 08:00"), look("other", "2026-11-14 08:00"), look("now", "2026-11-15 08:00")
    )
    assert (found.as_of, found.late) == (moment("2026-11-15 08:00"), False)
