"""What was typed into the white columns of Exceptions and Product board becomes rows of ``Decisions``.

Everything here is pure: the rows are computed with the brief, count in it already, and are appended to the tab in the
same write that rewrites our tabs. What cannot be understood stays where it was typed, and is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import msgspec
import pandas as pd

from reports.aliases import followed
from reports.decisions import (
    COMPUTED,
    Decision,
    as_said,
    assignee,
    category_of,
    day_of,
    decisions,
    family,
    row_decision,
)
from reports.language import line
from reports.memory import DECIDED
from reports.outcome import Decided, Episode, ExceptionRow, Line, Memory, Product, Typed, Unclear
from sheets import contract
from sheets.contract import normal
from sheets.errors import Text
from sheets.tables import Table, Tables

FIELDS = ("decision", "until", "reason")
#: How the episode of a decision begins that does not hold any more.
_FALLEN = "!"
_COLUMNS = tuple(Decided.__struct_fields__)


@dataclass(frozen=True, eq=False)
class Harvest:
    """What was typed, sorted: rows for ``Decisions``, and what is not understood.

    ``memory`` is the memory without what was taken, ``tables`` the workbook's with the new rows.
    """

    memory: Memory
    tables: Tables
    decided: tuple[Decided, ...] = ()
    unclear: tuple[Unclear, ...] = ()


@dataclass(slots=True)
class _Row:
    """One row's white cells: where, whose, what stands there and what we showed there."""

    where: str
    key: str
    now: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)


def take(memory: Memory, tables: Tables, now: datetime, language: str, override_days: int) -> Harvest:
    """Sort what was typed since our tabs were written; ``language`` is that of a reason which we must give ourselves.

    An override without an end holds ``override_days``. What says the same as the decision that is in force is taken,
    and makes no row.
    """
    rows = _rows(memory)
    if not rows:
        return Harvest(memory, tables)
    in_force = followed(decisions(tables, now.date()), memory.aliases)
    fallen = _fallen(memory.episodes)
    obstacle = _obstacle(tables)
    decided: list[Decided] = []
    unclear: list[Unclear] = []
    kept: set[tuple[str, str]] = set()
    for row in rows:
        found = _understood(row, in_force, now, language, override_days)
        if isinstance(found, Decided) and obstacle is not None and not _says_it(found, in_force, fallen):
            found = [_unclear(row, "decision", obstacle)]
        if isinstance(found, list):
            unclear += found
            kept |= {(one.where, one.key) for one in found}
        elif not _says_it(found, in_force, fallen):
            decided.append(found)
    left = [one for one in memory.typed if one.where not in DECIDED or (one.where, one.key) in kept]
    after = msgspec.structs.replace(memory, typed=left)
    return Harvest(after, _with_rows(tables, decided, now), tuple(decided), tuple(unclear))


def shown(
    exceptions: Sequence[ExceptionRow], products: Sequence[Product], tables: Tables, memory: Memory, today: date
) -> list[Typed]:
    """What the white cells show: of each row the decision in force, in the form that :class:`Typed` has."""
    named = followed(decisions(tables, today), memory.aliases)
    told: list[Typed] = []
    for row in exceptions:
        on_row, assigned = (named.get((kind, row.key)) for kind in ("row", "assign"))
        if on_row is not None and on_row.kind == row.decision:
            told += _cells("exceptions", row.key, on_row.kind, on_row)
        elif assigned is not None:
            told += _cells("exceptions", row.key, f"assign {assigned.value}", assigned)
    for product in products:
        keys = (product.key, f"product:{product.key}")
        found = next((named["override_category", key] for key in keys if ("override_category", key) in named), None)
        if found is not None and product.override is not None:
            told += _cells("products", product.key, found.value, found)
    return told


def refused(decided: Sequence[Decided], memory: Memory, why: Text) -> tuple[Memory, list[Unclear]]:
    """The memory where these rows could not be written into ``Decisions``: what was typed stands where it was typed."""
    typed, unclear = list(memory.typed), []
    said = Line(id="I-refused", en=why.en, es=why.es)
    for one in decided:
        where = "products" if one.kind == "override_category" else "exceptions"
        value = f"assign {one.value}".strip() if one.kind == "assign" else one.value or one.kind
        cells = {"decision": value, "until": one.until, "reason": one.reason}
        typed += [
            Typed(where=where, key=one.target_key, field=name, value=cells[name]) for name in FIELDS if cells[name]
        ]
        unclear.append(Unclear(where=where, key=one.target_key, field="decision", value=value, said=said))
    taken = {(one.where, one.key) for one in unclear}
    left = [one for one in memory.shown if (one.where, one.key) not in taken]
    return msgspec.structs.replace(memory, typed=typed, shown=left), unclear


def _cells(where: str, key: str, decision: str, found: Decision) -> list[Typed]:
    until = found.until.isoformat() if found.until else ""
    # Our tabs are sent on: what the reason says of a customer stays in Decisions.
    said = zip(FIELDS, (decision, until, found.reason), strict=True)
    return [Typed(where=where, key=key, field=name, value=value) for name, value in said if value]


def _rows(memory: Memory) -> list[_Row]:
    found: dict[tuple[str, str], _Row] = {}
    for one in memory.typed:
        if one.where in DECIDED:
            found.setdefault((one.where, one.key), _Row(one.where, one.key)).now[one.field] = one.value
    for one in memory.shown:
        if (one.where, one.key) in found:
            found[one.where, one.key].was[one.field] = one.value
    return list(found.values())


def _fallen(episodes: Sequence[Episode]) -> frozenset[str]:
    """The keys whose last episode has a decision that does not hold any more: the same may be decided again."""
    last = {one.key: one for one in sorted(episodes, key=lambda one: one.episode)}
    return frozenset(key for key, one in last.items() if one.decided.startswith((_FALLEN, "resolve")))


def _understood(
    row: _Row, in_force: Mapping[tuple[str, str], Decision], now: datetime, language: str, override_days: int
) -> Decided | list[Unclear]:
    """The row of ``Decisions`` that is meant, or each cell that tells none; ``[]`` where nothing is to be done."""
    said, reason = row.now.get("decision", "").strip(), row.now.get("reason", "").strip()
    if not said and row.was.get("decision"):
        return _ended(row, in_force, now, language) or []
    kind, value = _kind(row.where, said, reason)
    until = day_of(row.now.get("until", ""))
    if troubles := list(_troubles(row, kind, value, until, now.date())):
        return troubles
    if not kind:
        return []
    if not reason and _needs_no_reason(kind, value):
        reason = line("I-cleared").text(language) if kind != "assign" else ""
    if kind == "override_category" and value != COMPUTED and until is None:
        until = now.date() + timedelta(days=override_days)
    reason = "" if kind == "assign" and reason == value else reason
    return _decided(kind, row.key, now, value, until.isoformat() if until else "", reason)


def _troubles(row: _Row, kind: str, value: str, until: date | None, today: date) -> Iterator[Unclear]:
    """What is wrong in a row's white cells, at most one sentence a cell."""
    if not kind:
        if any(row.now.values()):
            yield _unclear(row, "decision", line("I-unknown" if row.now.get("decision", "").strip() else "I-none"))
    elif kind == "assign" and not value:
        yield _unclear(row, "decision", line("I-who"))
    elif not row.now.get("reason", "").strip() and not _needs_no_reason(kind, value):
        yield _unclear(row, "reason", line("I-why"))
    if row.now.get("until", "").strip() and until is None:
        yield _unclear(row, "until", line("I-no-day"))
    elif until is not None and until < today:
        yield _unclear(row, "until", line("I-past"))


def _needs_no_reason(kind: str, value: str) -> bool:
    return kind in ("assign", "reopen") or value == COMPUTED


def _kind(where: str, said: str, reason: str) -> tuple[str, str]:
    """Kind and value of what is typed as a decision, ``("", "")`` where it is not known."""
    if where == "products":
        category = category_of(said) or (COMPUTED if normal(said) in (COMPUTED, "calculada") else "")
        return ("override_category", category) if category else ("", "")
    if kind := row_decision(said):
        return kind, ""
    whom = assignee(said)
    # Without a list of names, the name may stand under Reason.
    return ("", "") if whom is None else ("assign", whom or reason)


def _ended(row: _Row, in_force: Mapping[tuple[str, str], Decision], now: datetime, language: str) -> Decided | None:
    """A decision that was shown and is cleared ends, if it still holds."""
    reason = line("I-cleared").text(language)
    if row.where == "products":
        keys = (row.key, f"product:{row.key}")
        key = next((key for key in keys if ("override_category", key) in in_force), "")
        return _decided("override_category", key, now, COMPUTED, "", reason) if key else None
    if assignee(row.was["decision"]) is not None:
        return _decided("assign", row.key, now, "", "", reason) if ("assign", row.key) in in_force else None
    return _decided("reopen", row.key, now, "", "", reason) if ("row", row.key) in in_force else None


def _decided(kind: str, key: str, now: datetime, value: str, until: str, reason: str) -> Decided:
    at = now.replace(tzinfo=None, second=0, microsecond=0).isoformat(timespec="minutes")
    return Decided(decided_at=at, kind=kind, target_key=key, value=value, until=until, reason=reason)


def _says_it(new: Decided, in_force: Mapping[tuple[str, str], Decision], fallen: frozenset[str]) -> bool:
    """Whether the decision in force says the same; one that has fallen may be made again."""
    now = in_force.get((family(new.kind), new.target_key))
    if now is None or (family(new.kind) == "row" and new.target_key in fallen):
        return False
    until = now.until.isoformat() if now.until else ""
    told, asked = ({"until": one, "reason": reason} for one, reason in ((until, now.said), (new.until, new.reason)))
    return (now.kind, now.value) == (new.kind, new.value) and as_said("", told) == as_said("", asked)


def _unclear(row: _Row, name: str, said: Line) -> Unclear:
    return Unclear(where=row.where, key=row.key, field=name, value=row.now.get(name, ""), said=said)


def _obstacle(tables: Tables) -> Line | None:
    """Why nothing can be added to ``Decisions`` as it is, ``None`` where it can, or where there is no such tab."""
    if why := tables.unusable.get("decisions"):
        return Line(id="I-refused", en=why.en, es=why.es)
    table = tables.get("decisions")
    lacking = [name for name in ("kind", "target_key", "value", "until", "reason") if table and not table.has(name)]
    if table is None or not lacking:
        return None
    column = contract.tab("decisions").column(lacking[0])
    return line("I-no-column", tab=table.name, column=column.title.en)


def _with_rows(tables: Tables, decided: Sequence[Decided], now: datetime) -> Tables:
    """The tables as they will be read once these rows stand in ``Decisions``."""
    if not decided:
        return tables
    declared, table = contract.tab("decisions"), tables.get("decisions")
    frame = pd.DataFrame([{name: getattr(one, name) or None for name in _COLUMNS} for one in decided])
    for name in ("decided_at", "until"):
        frame[name] = pd.to_datetime(frame[name]).dt.tz_localize(now.tzinfo).dt.as_unit("us")
    if table is None:
        letters = {name: chr(65 + place) for place, name in enumerate(_COLUMNS)}
        titles = {name: declared.column(name).title.en for name in _COLUMNS}
        frame["row"] = range(2, 2 + len(frame))
        made = Table("decisions", declared.name.en, frame, letters, titles, header_row=1)
    else:
        first = int(table.frame["row"].max()) + 1 if len(table.frame) else table.header_row + 1
        frame["row"] = range(first, first + len(frame))
        made = replace(table, frame=pd.concat([table.frame, frame], ignore_index=True))
    return replace(tables, by_key={**tables.by_key, "decisions": made})
