"""The shop's visits by window: one series for each use, nothing added that counts the same visits. Mon 16 Nov 2026."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.facts import Facts
from reports.metrics.stretches import chosen, share
from tests.reports.drawn import drawn, facts

STEPS = "sessions | add_to_carts | checkouts | purchases"


def read(text: str, at: str = "2026-11-16 08:00") -> Facts:
    return facts(drawn("traffic", text), at=at)


def row(found: Facts, use: str, window: str) -> Any:
    funnel = found.funnel
    own = funnel[(funnel["use"] == use) & (funnel["window"] == window)]
    assert len(own) == 1
    return own.iloc[0]


def daily(first: str, count: int, cells: str) -> str:
    start = date.fromisoformat(first)
    return "\n".join(f"{start + timedelta(days=n)} | {cells}" for n in range(count))


def test_visits_and_purchases_of_shopify_s_report_by_day_and_page() -> None:
    """Two pages a day: 7 x (60 + 40) visits, 7 x (2 + 1) that completed the checkout."""
    text = f"date_from | landing_page | {STEPS}\n{daily('2026-10-12', 35, '/ | 60 | 9 | 5 | 2')}"
    text += f"\n{daily('2026-10-12', 35, '/products/bib | 40 | 3 | 2 | 1')}"
    found = read(text)
    week = row(found, "conversion", "weekly")
    assert (week["part"], week["whole"], week["days"]) == (21, 700, 7)
    assert (row(found, "conversion", "baseline")["whole"], row(found, "conversion", "baseline")["weeks"]) == (2800, 4)
    # Visits that began on a product's page are not views of it.
    assert found.products.empty
    assert found.traffic.window is None


def test_trap_62_rows_by_page_beside_rows_of_the_whole_shop_are_not_added() -> None:
    text = f"date_from | landing_page | {STEPS}\n{daily('2026-10-12', 35, ' | 100 | 12 | 7 | 3')}"
    text += f"\n{daily('2026-10-12', 35, '/ | 60 | 9 | 5 | 2')}\n{daily('2026-10-12', 35, '/a | 40 | 3 | 2 | 1')}"
    week = row(read(text), "conversion", "weekly")
    assert (week["part"], week["whole"]) == (21, 700)


def test_users_of_one_tool_and_visits_of_another_stand_in_no_ratio() -> None:
    """Analytics tells 50 people a day, Shopify's purchases stand without their visits."""
    text = f"date_from | measure | sessions | purchases\n{daily('2026-10-12', 35, 'users | 50 | ')}"
    text += f"\n{daily('2026-10-12', 35, 'sessions |  | 3')}"
    found = read(text)
    assert row(found, "sessions", "weekly")["measure"] == "users"
    assert found.funnel[found.funnel["use"] == "conversion"].empty
    both = read(f"{text}\n{daily('2026-10-12', 35, 'sessions | 60 | 3')}")
    assert (row(both, "conversion", "weekly")["measure"], row(both, "conversion", "weekly")["whole"]) == (
        "sessions",
        420,
    )


def test_trap_62_weekly_rows_leave_a_daily_window_uncovered() -> None:
    weeks = "\n".join(
        f"{date(2026, 10, 12) + timedelta(weeks=n)} | {date(2026, 10, 18) + timedelta(weeks=n)} | 700" for n in range(5)
    )
    found = read(f"date_from | date_to | sessions\n{weeks}")
    assert row(found, "sessions", "weekly")["whole"] == 700
    assert math.isnan(row(found, "sessions", "daily")["whole"])
    assert math.isnan(row(found, "sessions", "30d")["whole"]) is False
    # 30 days to Sun 15 Nov hold four whole weeks: 28 are covered.
    assert (row(found, "sessions", "30d")["whole"], row(found, "sessions", "30d")["days"]) == (2800, 28)


def test_visits_without_a_source_are_the_rest_where_they_are_below_the_others() -> None:
    """Shopify's report by UTM source leaves direct visits blank: 40 + 60 a day, and on one day 70 + 60."""
    text = f"date_from | source | sessions | purchases\n{daily('2026-10-12', 35, ' | 40 | 1')}"
    text += f"\n{daily('2026-10-12', 35, 'instagram | 60 | 0')}"
    found = read(text)
    assert row(found, "conversion", "weekly")["whole"] == 700
    sources = found.funnel[(found.funnel["use"] == "source") & (found.funnel["window"] == "weekly")]
    assert dict(zip(sources["source"], sources["whole"], strict=True)) == {"direct": 280, "instagram": 420}


def test_visits_without_a_source_are_all_of_them_where_no_part_is_above_them() -> None:
    text = f"date_from | source | sessions | purchases\n{daily('2026-10-12', 35, ' | 100 | 3')}"
    text += f"\n{daily('2026-10-12', 35, 'instagram | 60 | 1')}\n{daily('2026-10-12', 35, 'google | 40 | 1')}"
    found = read(text)
    assert row(found, "conversion", "weekly")["whole"] == 700
    # Another tool may count a few less: where the parts name direct visits, the blank row is the whole.
    named = read(text.replace("google", "(direct)").replace(" | 100 | 3", " | 95 | 3"))
    assert row(named, "conversion", "weekly")["whole"] == 665


def test_today_is_not_over_and_tells_nothing() -> None:
    found = read(f"date_from | sessions\n{daily('2026-11-09', 8, '50')}")
    assert row(found, "sessions", "7d")["whole"] == 350
    assert "today" not in set(found.funnel["window"])


def test_the_last_day_stands_beside_the_days_before_it() -> None:
    text = f"date_from | sessions | checkouts\n{daily('2026-10-18', 28, '100 | 5')}\n2026-11-15 | 110 | 0\n2026-11-16 | 9 | 0"
    found = read(text)
    assert (row(found, "checkouts", "day")["whole"], row(found, "checkouts", "day")["part"]) == (110, 0)
    assert (row(found, "checkouts", "days_before")["whole"], row(found, "checkouts", "days_before")["days"]) == (
        2800,
        28,
    )


def test_a_row_counts_whole_inside_and_by_its_days_only_over_whole_weeks() -> None:
    first, last = np.array([0, 0, -7, -7, 7]), np.array([27, 13, 6, 5, 28])
    assert list(share(first, last, 0, 28)) == pytest.approx([1.0, 1.0, 0.5, 0.0, 0.0])


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 14)), min_size=1, max_size=7, unique=True)


@settings(max_examples=60, deadline=None)
@given(spans)
def test_chosen_rows_share_no_day_and_cover_as_many_as_any_choice(drawn_spans: list[tuple[int, int]]) -> None:
    """Against every subset of the rows that lie inside the window."""
    start, end = 7, 35
    first = np.array([at for at, _ in drawn_spans])
    last = np.array([at + length - 1 for at, length in drawn_spans])
    found = chosen(pd.Series(["p"] * len(first)), first, last, start, end)
    covered = [int(min(last[at] + 1, end) - max(first[at], start)) for at in range(len(first))]
    taken = [at for at in range(len(first)) if found.share[at] > 0]
    usable = [at for at in range(len(first)) if share(first, last, start, end)[at] > 0]

    def apart(places: tuple[int, ...]) -> bool:
        days = [day for at in places for day in range(first[at], last[at] + 1)]
        return len(days) == len(set(days))

    subsets = [tuple(at for n, at in enumerate(usable) if bits >> n & 1) for bits in range(1 << len(usable))]
    best = max(sum(covered[at] for at in places) for places in subsets if apart(places))
    assert apart(tuple(taken))
    assert sum(covered[at] for at in taken) == best
    assert all(found.overlapping[at] == (at in usable and at not in taken) for at in range(len(first)))
