"""Google Analytics 4: visits by source, items, and the snapshot whose tables are told apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sheets import imports
from sheets.excel.read import read
from tests.exports.conftest import FIXTURES, Shop, known, left

GA4 = FIXTURES / "ga4"
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_sessions_by_channel_over_the_days_of_the_lines_above(shop: Shop) -> None:
    merge = shop.take(GA4 / "ga4_traffic_acquisition.csv")
    assert (merge.new, merge.refused) == (3, ())
    assert shop.rows("traffic", "date_from date_to source sessions measure revenue_claimed") == [
        (FIRST, LAST, "Organic Search", 400, "sessions", 1500000.25),
        (FIRST, LAST, "Direct", 350, "sessions", 2000000.25),
        (FIRST, LAST, "Paid Social", 250, "sessions", 0),
    ]
    # 400 + 350 + 250 are the 1,000 of Grand total, 1,500,000.25 + 2,000,000.25 its 3,500,000.50.
    assert (400 + 350 + 250, 1500000.25 + 2000000.25) == (1000, 3500000.5)
    assert left(known(GA4 / "ga4_traffic_acquisition.csv")) == [("a total of other rows", (11,))]


def test_neither_key_events_nor_rates_become_purchases(shop: Shop) -> None:
    shop.take(GA4 / "ga4_traffic_acquisition.csv")
    assert shop.rows("traffic", "purchases add_to_carts checkouts") == [(None, None, None)] * 3
    assert {"Key events", "Engagement rate"} <= set(known(GA4 / "ga4_traffic_acquisition.csv").ignored)


def test_source_and_medium_in_spanish_with_a_total_that_has_no_label(shop: Shop) -> None:
    merge = shop.take(GA4 / "ga4_traffic_acquisition_es.csv")
    assert (merge.new, merge.refused) == (2, ())
    assert shop.rows("traffic", "date_from date_to source medium sessions revenue_claimed") == [
        # Two countries of one source: 100 + 20 sessions.
        (FIRST, LAST, "google", "organic", 120, 600000),
        (FIRST, LAST, "(direct)", "(none)", 60, 400000),
    ]


def test_a_comparison_is_two_periods_and_its_changes_are_no_counts(shop: Shop) -> None:
    merge = shop.take(GA4 / "ga4_traffic_acquisition_comparison.csv")
    assert (merge.new, merge.refused) == (4, ())
    before, end = date(2026, 10, 2), date(2026, 10, 31)
    assert shop.rows("traffic", "date_from date_to source sessions") == [
        # The property calls its channel groups by a name of its own.
        (FIRST, LAST, "Club", 200),
        (before, end, "Club", 120),
        (FIRST, LAST, "Marketplace", 100),
        (before, end, "Marketplace", 80),
    ]
    assert left(known(GA4 / "ga4_traffic_acquisition_comparison.csv")) == [
        ("a total of other rows", (11, 12)),
        ("a change between two periods, no count", (15,)),
    ]


def test_what_became_of_each_item_is_counted_in_events(shop: Shop) -> None:
    merge = shop.take(GA4 / "ga4_item_purchases.csv")
    assert (merge.new, merge.refused) == (2, ())
    columns = "date_from date_to product_id product_views add_to_carts purchases revenue_claimed measure sessions"
    assert shop.rows("traffic", columns) == [
        (FIRST, LAST, "Jersey Andes, rojo", 500, 60, 15, 2000000.5, "events", None),
        (FIRST, LAST, "Chaleco lluvia", 200, 20, 5, 500000, "events", None),
    ]
    # The row without a name says 500 + 200 = 700 views again.
    assert left(known(GA4 / "ga4_item_purchases.csv")) == [("a total of other rows", (11,))]


@pytest.mark.parametrize("verb", ["añadidos", "agregados"])
def test_items_in_spanish(shop: Shop, verb: str) -> None:
    text = (GA4 / "ga4_item_purchases_es.csv").read_text().replace("añadidos", verb)
    shop.take(text)
    assert shop.rows("traffic", "product_id product_views add_to_carts purchases revenue_claimed") == [
        ("Jersey Andes, rojo", 500, 60, 15, 2000000.5)
    ]


def test_the_snapshots_tables_are_read_each_by_its_own_days() -> None:
    found = imports.recognise(GA4 / "ga4_snapshot.csv", read)
    assert [each.export.key for each in found] == [
        "ga4_snapshot",
        "ga4_traffic_acquisition",
        "ga4_snapshot",
        "ga4_item_purchases",
    ]
    days, channels, before, items = [[dict(record.values) for record in each.records()] for each in found]
    # "0000" is the first day of the table's own range.
    assert [(row["date_from"], row["sessions"], row["measure"]) for row in days] == [
        (date(2026, 11, 1), 40, "users"),
        (date(2026, 11, 2), 55, "users"),
        (date(2026, 11, 3), 35, "users"),
    ]
    assert [(row["date_from"], row["sessions"]) for row in before] == [
        (date(2026, 10, 29), 10),
        (date(2026, 10, 30), 11),
        (date(2026, 10, 31), 12),
    ]
    assert [(row["source"], row["sessions"], row["measure"]) for row in channels] == [
        ("Direct", 90, "sessions"),
        ("Organic Search", 60, "sessions"),
    ]
    assert [(row["product_id"], row["purchases"], row["date_to"]) for row in items] == [
        ("Jersey Andes", 4, date(2026, 11, 3))
    ]


def test_the_snapshots_other_tables_are_named_with_the_reason() -> None:
    beside = imports.recognise(GA4 / "ga4_snapshot.csv", read)[0].beside
    assert [text.en.split(". ")[0] for text in beside] == [
        "Not taken from ga4_snapshot.csv: the table in row 17",
        "Not taken from ga4_snapshot.csv: the tables in rows 24, 43, 49",
    ]
    assert "would count people twice" in beside[0].en
    assert "Exporta Adquisición de tráfico" in beside[1].es


def test_the_snapshot_in_spanish() -> None:
    (found,) = imports.recognise(GA4 / "ga4_snapshot_es.csv", read)
    assert [(row.values["date_from"], row.values["sessions"]) for row in found.records()] == [
        (date(2026, 11, 1), 40),
        (date(2026, 11, 2), 55),
    ]
    assert "Tráfico guarda visitas" in found.beside[0].es


def test_users_and_sessions_of_a_day_stay_two_rows(shop: Shop) -> None:
    shop.take("# Start date: 20261101\n# End date: 20261101\nNth day,Users\n0000,40\n")
    merge = shop.take(
        "# Start date: 20261101\n# End date: 20261101\n"
        "Session source / medium,Sessions,Engaged sessions\ngoogle / organic,55,30\n"
    )
    # A file of sessions says nothing of users: theirs are not missing from it.
    assert merge.missing == 0
    assert shop.rows("traffic", "date_from source sessions measure") == [
        (FIRST, None, 40, "users"),
        (FIRST, "google", 55, "sessions"),
    ]


def test_a_table_of_which_the_lines_above_were_cut_off_asks_for_its_days(shop: Shop) -> None:
    from sheets.errors import SheetsError

    text = "Session source / medium,Sessions,Engaged sessions\ngoogle / organic,55,30\n"
    with pytest.raises(SheetsError) as error:
        shop.take(text)
    assert error.value.kind == "asks_period"
    shop.take(text, period=(FIRST, LAST))
    assert shop.rows("traffic", "date_from date_to sessions") == [(FIRST, LAST, 55)]


@pytest.mark.parametrize(
    "name", ["ga4_traffic_acquisition", "ga4_traffic_acquisition_es", "ga4_item_purchases", "ga4_item_purchases_es"]
)
def test_the_same_visits_once_more_change_nothing(shop: Shop, name: str) -> None:
    first, again = shop.take(GA4 / f"{name}.csv"), shop.take(GA4 / f"{name}.csv")
    assert (again.new, again.changed, again.same, again.edits) == (0, 0, first.new, ())


def test_the_days_of_the_range_are_kept_apart_by_a_date_column(shop: Shop) -> None:
    shop.take(
        "# Start date: 20261101\n# End date: 20261130\n"
        "Session source / medium,Date,Sessions,Engaged sessions\n"
        "google / organic,20261101,30,10\ngoogle / organic,20261102,25,9\n"
    )
    assert shop.rows("traffic", "date_from date_to source sessions") == [
        (date(2026, 11, 1), date(2026, 11, 1), "google", 30),
        (date(2026, 11, 2), date(2026, 11, 2), "google", 25),
    ]


def test_no_file_of_analytics_is_taken_for_another_tool(root: Path) -> None:
    for path in sorted(GA4.glob("*.csv")):
        assert {each.export.tool for each in imports.recognise(path, read)} == {"Google Analytics 4"}
