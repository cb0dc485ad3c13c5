"""What the founder decided: rows of ``Decisions``, and what was typed into our tabs' white columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from reports.discreet import Discreet
from reports.language.products import CATEGORY
from reports.outcome import Typed
from sheets.contract import normal, tab
from sheets.tables import Tables

#: Decisions about one row; of those that speak of the same thing the last one counts.
ON_ROWS = ("acknowledge", "snooze", "not_a_problem", "resolve", "reopen")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision in force. ``until`` is the last day on which it holds, ``None`` = no end given."""

    kind: str
    target: str
    value: str = ""
    until: date | None = None
    reason: str = ""


def decisions(tables: Tables, typed: Iterable[Typed], today: date) -> dict[tuple[str, str], Decision]:
    """By family (``row``, ``assign``, ``override_category`` …) and target: the last one that still holds."""
    found: dict[tuple[str, str], Decision] = {}
    for decision in [*_from_tab(tables), *_from_typing(typed)]:
        if decision.until is None or decision.until >= today:
            found[_family(decision.kind), decision.target] = decision
    return found


def _family(kind: str) -> str:
    return "row" if kind in ON_ROWS else kind


def _from_tab(tables: Tables) -> list[Decision]:
    table = tables.get("decisions")
    if table is None or not (table.has("kind") and table.has("target_key")):
        return []
    frame = table.frame
    if table.has("decided_at"):
        frame = frame.sort_values("decided_at", kind="stable", na_position="first")
    found = []
    for _, row in frame.iterrows():
        kind, target = row["kind"], row["target_key"]
        if isinstance(kind, str) and isinstance(target, str) and kind not in ("other", "unknown"):
            until = row.get("until")
            found.append(
                Decision(
                    kind=kind,
                    target=target,
                    value=_word(row.get("value")),
                    until=None if until is None or pd.isna(until) else until.date(),
                    reason=_reason(_word(row.get("reason"))),
                )
            )
    return found


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _reason(said: str) -> str:
    # It is quoted and remembered: a customer's address or telephone stays where it was typed.
    return Discreet().text(said)


def _from_typing(typed: Iterable[Typed]) -> list[Decision]:
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for one in typed:
        if one.where in ("exceptions", "products"):
            cells.setdefault((one.where, one.key), {})[one.field] = one.value
    found = []
    for (where, key), fields in cells.items():
        said = fields.get("decision", "")
        until, reason = day_of(fields.get("until", "")), _reason(fields.get("reason", ""))
        if where == "exceptions" and (kind := row_decision(said)):
            found.append(Decision(kind, key, "", until, reason))
        elif where == "products" and (category := category_of(said)):
            found.append(Decision("override_category", key, category, until, reason))
    return found


def row_decision(said: str) -> str:
    """The kind of decision that a typed word means, ``""`` where it means none."""
    choices: Mapping[str, tuple[str, ...]] = tab("decisions").column("kind").choices
    plain = normal(said)
    for kind in ON_ROWS:
        if plain and plain in {normal(kind), *(normal(word) for word in choices.get(kind, ()))}:
            return kind
    return ""


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
