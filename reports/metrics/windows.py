"""The windows of a run: which local days each read, card and metric looks at, and how much of them is covered.

- ``weekly``: the last complete week; ``monthly``: the last complete month; each against the one before.
- ``daily``: from the business day before today (its read was the previous one) up to today, so that a Monday's read
  holds the weekend; against as many days before.
- ``today``: today so far, against yesterday up to the same clock time.
- ``7d``, ``30d``, ``velocity``: complete days ending yesterday.
"""

from __future__ import annotations

from datetime import date, timedelta

from reports.facts import Window
from reports.metrics.shop import Shop

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: A window is fit for comparison from this share of covered days on, or with one day short.
LEAST_COVERED = 0.90


def windows(shop: Shop, covers: tuple[date, date] | None) -> dict[str, Window]:
    """All windows by key; ``covers`` are the first and the last day that ``Orders`` covers."""
    today = shop.today
    week_end = today - timedelta(days=(today.weekday() - DAYS.index(shop.knobs.get("week_starts_on"))) % 7)
    month_end = today.replace(day=1)
    month_start = (month_end - timedelta(days=1)).replace(day=1)
    read = today - timedelta(days=1)
    while not shop.clock.is_business(read) and (today - read).days < 30:
        read -= timedelta(days=1)
    same_day = 7 if shop.knobs.get("compare_today_to") == "same_weekday" else 1
    day = timedelta(days=1)
    spans = {
        "weekly": (week_end - 7 * day, week_end),
        "weekly_before": (week_end - 14 * day, week_end - 7 * day),
        "daily": (read, today),
        "daily_before": (read - (today - read), read),
        "monthly": (month_start, month_end),
        "monthly_before": ((month_start - day).replace(day=1), month_start),
        "today": (today, today + day),
        "today_before": (today - same_day * day, today - (same_day - 1) * day),
        "7d": (today - 7 * day, today),
        "7d_before": (today - 14 * day, today - 7 * day),
        "30d": (today - 30 * day, today),
        "30d_before": (today - 60 * day, today - 30 * day),
        "velocity": (today - shop.knobs.get("velocity_days") * day, today),
    }
    return {key: Window(key, start, end, covered(start, end, covers)) for key, (start, end) in spans.items()}


def covered(start: date, end: date, covers: tuple[date, date] | None) -> int:
    """How many days of ``[start, end)`` are covered."""
    if covers is None:
        return 0
    first, last = max(start, covers[0]), min(end, covers[1] + timedelta(days=1))
    return max(0, (last - first).days)


def fit(window: Window) -> bool:
    """Whether enough of the window is covered to be compared."""
    return window.covered_days >= LEAST_COVERED * window.days or (
        window.covered_days > 0 and window.days - window.covered_days <= 1
    )
