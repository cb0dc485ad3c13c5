"""How fresh each source is, how we know, and which days it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from reports.facts import SourceState
from reports.metrics.shop import Shop, given
from sheets.contract import TABS, normal
from sheets.tables import Table

#: Triggers of a run that confirm a source even where its content is the same.
CONFIRMING = frozenset({"import", "nothing_new"})
#: Hours at which a source is expected to change, where neither Sources nor Definitions tell (domain.md §2.1).
EXPECTED_HOURS = {
    **{"orders": 24, "inventory": 24, "support": 48, "traffic": 168, "shipments": 24, "payments": 24},
    **{"returns": 168, "listings": 24, "campaigns": 168},
}
_HOW_HOURS = {"live": 1, "hourly": 1, "daily": 24, "weekly": 168}
#: What somebody set up once and changes when it changes.
_STANDING = ("products", "discount_codes", "thresholds", "owners", "counts")
NEVER_LATE = frozenset({"definitions", "notes", "actions", "decisions", "sources", "tag_map", *_STANDING})
LATE_TIMES, TOO_OLD_TIMES = 2, 4
#: A silence of up to so many usual gaps between records is an ordinary one.
ORDINARY_GAPS = 3
#: The columns that say when a record is from, and those of them by which days are covered where these are fewer.
_RECORDS = {
    "orders": ("created_at", "paid_at", "fulfilled_at", "cancelled_at"),
    "support": ("created_at", "first_response_at", "resolved_at"),
    "returns": ("requested_at", "received_at", "refunded_at"),
    "traffic": ("date_from", "date_to"),
    "campaigns": ("starts_at", "ends_at"),
    "discount_attempts": ("at",),
    "shipments": ("shipped_at", "last_event_at", "delivered_at"),
    "shipment_events": ("event_at",),
    "payments": ("attempt_at",),
    "abandoned_checkouts": ("created_at",),
    "counts": ("counted_at",),
}
_COVERED_BY = {"orders": ("created_at", "paid_at"), "support": ("created_at",)}
_GAP_DAYS = 90


@dataclass(frozen=True, slots=True)
class Look:
    """One earlier look at a source: ``source`` is the tab, ``content`` its fingerprint, ``trigger`` what caused it."""

    source: str
    content: str
    read_at: datetime
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class _Declared:
    """A row of ``Sources``."""

    name: str
    how: str
    expected_hours: float | None
    refreshed_at: datetime | None
    covers_from: date | None
    covers_to: date | None
    status: str
    lag_hours: float | None


def sources(shop: Shop, looks: Sequence[Look]) -> dict[str, SourceState]:
    """The state of every tab that was read, and of every other source that ``Sources`` declares."""
    declared = _declared(shop)
    found = {
        key: _state(shop, key, table, declared.get(key), looks)
        for key, table in shop.tables.by_key.items()
        if key != "sources"
    }
    for key, row in declared.items():
        if key not in found:
            found[key] = _state(shop, key, None, row, looks)
    return found


def source_key(name: str) -> str:
    """The key of a source by its name: a tab of the contract by any of its names, else the name's comparison form."""
    plain = normal(name)
    return next((tab.key for tab in TABS if plain in tab.known_as), plain)


def _declared(shop: Shop) -> dict[str, _Declared]:
    table = shop.tables.get("sources")
    if table is None:
        return {}
    found: dict[str, _Declared] = {}
    for row in table.frame.to_dict("records"):
        name = row.get("source")
        if isinstance(name, str) and normal(name):
            found[source_key(name)] = _Declared(
                name=name,
                how=_text(row.get("how")),
                expected_hours=_number(row.get("expected_every_hours")),
                refreshed_at=_moment(row.get("last_refreshed_at")),
                covers_from=_day(row.get("covers_from")),
                covers_to=_day(row.get("covers_to")),
                status=_text(row.get("status")) or "ok",
                lag_hours=_number(row.get("lag_hours")),
            )
    return found


def _state(shop: Shop, key: str, table: Table | None, declared: _Declared | None, looks: Sequence[Look]) -> SourceState:
    name = table.name if table is not None else declared.name if declared is not None else key
    oldest, newest, gap_hours = _records(shop, key, table)
    as_of, basis = _as_of(shop, key, table, declared, looks, newest)
    expected = _expected(shop, key, declared)
    age = None if as_of is None else max((shop.as_of - as_of).total_seconds() / 3600, 0.0)
    late = too_old = False
    if age is not None and expected is not None:
        if basis == "declared":
            late, too_old = age > LATE_TIMES * expected, age > TOO_OLD_TIMES * expected
        else:
            limit = max(expected, ORDINARY_GAPS * gap_hours)
            late, too_old = age > limit, age > TOO_OLD_TIMES * limit
    first, last = _covers(declared, as_of, basis, oldest, newest, gap_hours)
    return SourceState(
        key=key,
        name=name,
        as_of=as_of,
        basis=basis,
        age_hours=age,
        age_days=None if as_of is None else (shop.today - as_of.date()).days,
        expected_hours=expected,
        late=late,
        too_old=too_old,
        rows=0 if table is None else len(table.frame),
        covers_from=first,
        covers_to=last,
        newest_record=newest,
        how=declared.how if declared else "",
        lag_hours=declared.lag_hours if declared else None,
        declared=declared is not None,
        status=declared.status if declared else "ok",
        tool=table.tool if table is not None else "",
        covers_declared=declared is not None and declared.covers_from is not None,
    )


def _as_of(
    shop: Shop,
    key: str,
    table: Table | None,
    declared: _Declared | None,
    looks: Sequence[Look],
    newest: datetime | None,
) -> tuple[datetime | None, str]:
    """When the source stood as we see it: as declared, as first seen with this content, or its newest record."""
    if declared is not None and declared.refreshed_at is not None:
        return min(shop.clock.local(declared.refreshed_at), shop.as_of), "declared"
    if table is not None and given(table, "as_of") and table.frame["as_of"].notna().any():
        return min(table.frame["as_of"].max().to_pydatetime(), shop.as_of), "declared"
    if table is None:
        return None, ""
    if not table.fingerprint:
        return (min(newest, shop.as_of), "record") if newest is not None else (None, "")
    # A founder's own log may say moments without an offset, ours says them with one.
    own = [(shop.clock.local(look.read_at), look) for look in looks if source_key(look.source) == key]
    own = [(moment, look) for moment, look in own if moment <= shop.as_of]
    # Content that went away and came back stands since it came back.
    other = max((moment for moment, look in own if look.content != table.fingerprint), default=None)
    same = [(moment, look) for moment, look in own if look.content == table.fingerprint]
    same = [(moment, look) for moment, look in same if other is None or moment > other]
    moments = [moment for moment, _ in same]
    confirmed = [moment for moment, look in same if look.trigger in CONFIRMING]
    first = min(moments, default=shop.as_of)
    return max(first, *confirmed) if confirmed else first, "seen"


def _expected(shop: Shop, key: str, declared: _Declared | None) -> float | None:
    if key in NEVER_LATE:
        return None
    if declared is not None and declared.expected_hours:
        return declared.expected_hours
    if declared is not None and declared.how in _HOW_HOURS:
        return float(_HOW_HOURS[declared.how])
    said = shop.knobs.get("expected_every_hours", source=key)
    return float(said) if said else float(EXPECTED_HOURS.get(key, 168))


def _records(shop: Shop, key: str, table: Table | None) -> tuple[datetime | None, datetime | None, float]:
    """Oldest and newest record (none of the future), and the usual hours between two records."""
    if table is None:
        return None, None, 0.0
    named = [name for name in _RECORDS.get(key, ()) if name in table.frame]
    told = [table.frame[name].dropna() for name in named]
    moments = pd.concat(told) if told else pd.Series(dtype=object)
    if moments.empty:
        return None, None, 0.0
    moments = moments[moments <= shop.as_of + timedelta(hours=1)]
    if moments.empty:
        return None, None, 0.0
    made = [table.frame[name].dropna() for name in _COVERED_BY.get(key, _RECORDS[key]) if name in table.frame]
    ordered = pd.concat(made).drop_duplicates() if made else moments
    ordered = ordered[ordered <= shop.as_of]
    newest = moments.max().to_pydatetime()
    recent = ordered[ordered > newest - timedelta(days=_GAP_DAYS)]
    gap = 0.0
    if len(recent) > 1:
        gap = (recent.max() - recent.min()).total_seconds() / 3600 / (len(recent) - 1)
    oldest = ordered.min().to_pydatetime() if len(ordered) else newest
    return oldest, newest, gap


def _covers(
    declared: _Declared | None,
    as_of: datetime | None,
    basis: str,
    oldest: datetime | None,
    newest: datetime | None,
    gap_hours: float,
) -> tuple[date | None, date | None]:
    """The first and last day covered: as declared, else of the records.

    Up to a declared refresh nothing can be missing at the end. Where we only saw the tab, the days since the newest
    record are covered if such a silence is ordinary for this shop; else the export is probably older.
    """
    first = declared.covers_from if declared and declared.covers_from else oldest.date() if oldest else None
    if declared and declared.covers_to:
        return first, declared.covers_to
    if newest is None or as_of is None:
        return first, newest.date() if newest else None
    silence = (as_of - newest).total_seconds() / 3600
    ordinary = basis == "declared" or silence <= max(24.0, ORDINARY_GAPS * gap_hours)
    return first, as_of.date() if ordinary else newest.date()


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _moment(value: Any) -> datetime | None:
    return None if value is None or pd.isna(value) else value.to_pydatetime()


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else value.date()
