"""What stands in the founder's tab Actions already: open, done or dropped, by what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd

from reports.categories.past import page_fixed
from reports.facts import Facts
from reports.language.support import THEME
from sheets.contract import normal

OPEN = ("open", "doing")


@dataclass(frozen=True, slots=True)
class Agreed:
    """One row of Actions."""

    status: str
    created: date | None
    due_at: datetime | None
    done: date | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """The last row for each key of an action or an exception, and the open ones by what they are about."""

    by_key: Mapping[str, Agreed] = field(default_factory=dict)
    by_target: Mapping[str, Agreed] = field(default_factory=dict)

    def about(self, keys: Iterable[str], target: str) -> Agreed | None:
        """The row that speaks of the same thing: by one of its keys, else an open one about the same target."""
        found = next((self.by_key[key] for key in keys if key in self.by_key), None)
        return found or self.by_target.get(target)


def agreements(facts: Facts) -> Agreements:
    """All rows of Actions."""
    table = facts.tables.get("actions")
    if table is None or not table.has("status"):
        return Agreements()
    by_name = {normal(str(title)): str(key) for key, title in facts.products["title"].items()}
    by_name |= {normal(str(key)): str(key) for key in facts.products.index}
    themes = {normal(word): key for key, words in THEME.items() for word in (key, words.en, words.es)}
    by_key: dict[str, Agreed] = {}
    by_target: dict[str, Agreed] = {}
    for cells in table.frame.to_dict("records"):
        row = Agreed(
            status=str(cells.get("status") or ""),
            created=_day(cells.get("created_at")),
            due_at=_moment(cells.get("due")),
            done=_day(cells.get("done_at")),
        )
        for name in ("action_id", "exception_key"):
            key = cells.get(name)
            if isinstance(key, str) and key:
                by_key[key] = row
        if row.status in OPEN:
            by_target |= dict.fromkeys(_targets(cells, by_name, themes), row)
    return Agreements(by_key, by_target)


def _targets(cells: Mapping[Any, Any], products: Mapping[str, str], themes: Mapping[str, str]) -> list[str]:
    """What a row is about, by its own columns: an order, a theme, a product's page."""
    found = []
    order, theme = cells.get("order"), cells.get("theme")
    if isinstance(order, str) and order:
        found.append(f"order:{order.lstrip('#').upper()}")
    if isinstance(theme, str) and normal(theme) in themes:
        found.append(f"theme:{themes[normal(theme)]}")
    if page := page_fixed(cells, products):
        found.append(f"page:{page}")
    return found


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _moment(value: Any) -> datetime | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).to_pydatetime()
