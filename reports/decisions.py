"""What the founder decided: the rows of ``Decisions``, and the words in which a decision is typed or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import pandas as pd

from reports.discreet import Discreet
from reports.language.products import CATEGORY
from sheets.contract import normal, tab
from sheets.tables import Tables

#: Decisions about one row; of those that speak of the same thing the last one counts.
ON_ROWS = ("acknowledge", "snooze", "not_a_problem", "resolve", "reopen")
#: Decisions about a record, such as an order that is to be left out.
ON_RECORDS = ("exclude_record", "include_record")
#: What ends an override where it stands in the place of a category.
COMPUTED = "computed"
_COLUMNS = ("kind", "target_key", "value", "until", "decided_at", "reason")
_ASSIGN = re.compile(
    r"\s*(?:assigned|assign|asignado|asignada|asignar)\b(?:\s+(?:to|a)\b)?\s*[:\-–—]?\s*(.*)", re.I | re.S
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision in force.

    ``until`` is the last day on which it holds, ``None`` = no end given. ``reason`` is fit to be quoted; ``said`` is
    the same as it stands in the tab. ``at`` is when it was decided (business zone), ``None`` where that is not said.
    """

    kind: str
    target: str
    value: str = ""
    until: date | None = None
    reason: str = ""
    at: datetime | None = None
    said: str = ""

    @property
    def decided_on(self) -> date | None:
        """The day on which it was decided, where that is said."""
        return None if self.at is None else self.at.date()


def decisions(tables: Tables, today: date) -> dict[tuple[str, str], Decision]:
    """By family (``row``, ``assign``, ``override_category``, ``record``) and target: the last one that still holds.

    What ends another one (an override with no category, nobody assigned) leaves nothing; ``reopen`` is kept.
    """
    found: dict[tuple[str, str], Decision] = {}
    for decision in _in_order(tables, today):
        if decision.until is None or decision.until >= today:
            found[family(decision.kind), decision.target] = decision
    return {place: decision for place, decision in found.items() if not _ends(decision)}


def family(kind: str) -> str:
    """What a decision speaks of: of the same family and target the last one counts."""
    return "row" if kind in ON_ROWS else "record" if kind in ON_RECORDS else kind


def _ends(decision: Decision) -> bool:
    if decision.kind == "override_category":
        return normal(decision.value) in ("", COMPUTED)
    return decision.kind == "assign" and not decision.value


def _in_order(tables: Tables, today: date) -> list[Decision]:
    """The rows from the oldest to the newest; those of one day as they stand, and none counts as later than today."""
    found = list(_from_tab(tables))
    days = [decision.decided_on for decision in found if decision.decided_on]
    if days and days[0] > days[-1]:
        found.reverse()  # the founder keeps the newest on top
    return sorted(found, key=lambda decision: min(decision.decided_on or date.min, today))


def _from_tab(tables: Tables) -> Iterator[Decision]:
    table = tables.get("decisions")
    if table is None or not (table.has("kind") and table.has("target_key")):
        return
    frame = table.frame
    cells = {name: frame[name].tolist() if name in frame else [None] * len(frame) for name in _COLUMNS}
    for kind, target, value, until, at, reason in zip(*cells.values(), strict=True):
        if isinstance(kind, str) and isinstance(target, str) and kind not in ("other", "unknown"):
            said, worth = _word(reason), _word(value)
            yield Decision(
                kind=kind,
                target=target,
                value=(category_of(worth) or worth) if kind == "override_category" else worth,
                until=None if until is None or pd.isna(until) else until.date(),
                reason=_quotable(said),
                at=None if at is None or pd.isna(at) else at.to_pydatetime(),
                said=said,
            )


@lru_cache(maxsize=4096)
def _quotable(said: str) -> str:
    """The reason as it is quoted and remembered: a customer's address or telephone stays where it was typed."""
    return Discreet().text(said)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def row_decision(said: str) -> str:
    """The kind of decision that a typed word means, ``""`` where it means none."""
    choices: Mapping[str, tuple[str, ...]] = tab("decisions").column("kind").choices
    plain = normal(said)
    for kind in ON_ROWS:
        if plain and plain in {normal(kind), *(normal(word) for word in choices.get(kind, ()))}:
            return kind
    return ""


def assignee(said: str) -> str | None:
    """Whom a text assigns (``assign Ana``, ``asignar a Ana``): ``""`` = nobody is named, ``None`` = it assigns none."""
    found = _ASSIGN.fullmatch(said)
    return None if found is None else found[1].strip()


def category_of(said: str) -> str:
    """The category that a typed word means (``push!`` keeps its mark), ``""`` where it means none."""
    mark = "!" if said.strip().endswith("!") else ""
    plain = normal(said)
    for category, words in CATEGORY.items():
        if plain and plain in (normal(category), normal(words.en), normal(words.es)):
            return f"{category}{mark}" if category == "push" else category
    return ""


def day_of(text: str) -> date | None:
    """The day that a typed text means, ``None`` where it means none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    return None


def as_said(where: str, cells: Mapping[str, str]) -> tuple[str, str, str]:
    """What stands in a row's white cells, in a form that neither language, spelling nor blanks change."""
    text, until = cells.get("decision", "").strip(), cells.get("until", "").strip()
    known = category_of(text) if where == "products" else row_decision(text)
    if not known:
        named = assignee(text) if where == "exceptions" else None
        known = text if named is None else f"assign {' '.join(named.split())}"
    day = day_of(until)
    return known, day.isoformat() if day else until, " ".join(cells.get("reason", "").split())
