"""Choosing at most seven next actions: tiers, one per thing, not too many for one person (domain.md §6.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from reports.categories import homepage
from reports.facts import Facts
from reports.language.tabs import ROLE
from reports.numbers import Day, Moment, say
from reports.outcome import MARKS, Action, ExceptionRow, Line, Product, Rows
from reports.rules.rule import Finding

PER_OWNER = 4
#: How many of each tier are taken before the next is looked at.
FILL = (("a", 4), ("b", 2), ("c", 1), ("d", 1), ("e", 1), ("f", 1))
#: Data work gets a second place only where there is little else.
LITTLE_ELSE = 5
WAITING_CUSTOMER = ("F", "P", "S", "K03", "K04")
RESTOCK, DATA = ("I01", "I02"), ("D", "N01", "I09")
#: Tiers whose due is told to the hour.
TO_THE_HOUR = ("a", "b")
STANDARD_DAYS = 5
CLOSED = ("resolved", "unknown")


@dataclass(frozen=True, eq=False)
class Candidate:
    """One thing that could be done."""

    key: str
    tier: str
    line: Line
    owner_role: str
    owner: str
    due_at: datetime
    confidence: str
    target: str
    urgency: int = 0
    amount: float = 0.0
    exception_key: str = ""
    rows: tuple[Rows, ...] = ()

    @property
    def order(self) -> tuple[int, datetime, float, str]:
        """Inside a tier: urgency, due, amount, key."""
        return -self.urgency, self.due_at, -self.amount, self.key


def choose(
    exceptions: Sequence[ExceptionRow], products: Sequence[Product], facts: Facts, findings: Sequence[Finding]
) -> list[Action]:
    """The next actions, in the order in which they are told."""
    targets = {finding.key: finding.target for finding in findings}
    rows = [row for row in exceptions if row.state not in CLOSED and not row.decision]
    candidates = [
        *_from_exceptions(rows, products, targets),
        *_protecting(rows, products, facts),
        *_opportunities(products, facts),
    ]
    open_rows = _open_rows(facts)
    fresh = [said for one in candidates if (said := _against(one, open_rows, facts)) is not None]
    by_tier: dict[str, list[Candidate]] = {}
    for one in sorted(fresh, key=lambda one: one.order):
        by_tier.setdefault(one.tier, []).append(one)
    return [_action(one, facts) for one in _filled(by_tier, int(facts.knobs.get("max_actions")))]


def _filled(by_tier: Mapping[str, Sequence[Candidate]], most: int) -> list[Candidate]:
    """Fill the places in the order of the tiers."""
    chosen: list[Candidate] = []
    targets: set[str] = set()
    owners: dict[str, int] = {}

    def take(tier: str, places: int) -> None:
        for one in by_tier.get(tier, ()):
            if places <= 0 or len(chosen) >= most:
                return
            person = one.owner or one.owner_role
            if one.target in targets or owners.get(person, 0) >= PER_OWNER:
                continue
            chosen.append(one)
            targets.add(one.target)
            owners[person] = owners.get(person, 0) + 1
            places -= 1

    for tier, places in FILL:
        take(tier, places)
    take("g", 2 if len(chosen) < LITTLE_ELSE else 1)
    take("e", 1)
    return sorted(chosen, key=lambda one: "abcdefg".index(one.tier))


def _from_exceptions(
    rows: Sequence[ExceptionRow], products: Sequence[Product], targets: Mapping[str, str]
) -> list[Candidate]:
    protected = any(_is_protected(product) for product in products)
    found = []
    for row in rows:
        tier = _tier(row, protected)
        if tier:
            found.append(
                Candidate(
                    key=row.key,
                    tier=tier,
                    line=row.next_action,
                    owner_role=row.owner_role,
                    owner=row.owner,
                    due_at=datetime.fromisoformat(row.due_at),
                    confidence=row.confidence,
                    target=targets.get(row.key, row.key),
                    urgency=row.urgency,
                    amount=row.amount_at_risk or 0.0,
                    exception_key=row.key,
                    rows=tuple(row.rows),
                )
            )
    return found


def _tier(row: ExceptionRow, protected: bool) -> str:
    """The tier of an exception, ``""`` where it asks for no action of its own."""
    if row.severity == "critical":
        return "a"
    if row.severity != "warning":
        return ""
    if row.rule.startswith(WAITING_CUSTOMER):
        return "b"
    if row.rule == "I03" or (row.rule in RESTOCK and not protected):
        return "c"
    return "g" if row.rule.startswith(DATA) else ""


def _is_protected(product: Product) -> bool:
    """Whether its stock forbids promoting it: protected, or set to push against its stock."""
    against = product.override is not None and bool(product.override.args.get("conflict"))
    return product.category == "protect" or (product.computed == "protect" and against)


def _protecting(rows: Sequence[ExceptionRow], products: Sequence[Product], facts: Facts) -> list[Candidate]:
    """Stop promoting and restock: once a product, due when its tightest size is due."""
    found = []
    for product in products:
        if not _is_protected(product) or product.next_action is None:
            continue
        own = [row for row in rows if row.rule in (*RESTOCK, "I03") and _product_of(row, facts) == product.key]
        due_at = min((datetime.fromisoformat(row.due_at) for row in own if row.rule != "I03"), default=None)
        found.append(
            Candidate(
                key=f"protect|product:{product.key}",
                tier="c",
                line=product.next_action,
                owner_role="operations",
                owner=_owner("operations", facts),
                due_at=due_at or facts.clock.due_days(facts.as_of, STANDARD_DAYS),
                confidence=product.confidence,
                target=f"product:{product.key}",
                urgency=max((row.urgency for row in own), default=40),
                exception_key=next((row.key for row in own if row.rule == "I02"), ""),
                rows=tuple(product.rows),
            )
        )
    return found


def _product_of(row: ExceptionRow, facts: Facts) -> str:
    if row.entity_type == "variant" and row.entity_id in facts.variants.index:
        return str(facts.variants.loc[row.entity_id, "product"])
    return row.entity_id.removeprefix("product:") if row.entity_type == "group" else ""


def _opportunities(products: Sequence[Product], facts: Facts) -> list[Candidate]:
    """Homepage, then an e-mail for the second, then the first to clear."""
    pushed = [product for product in products if product.category == "push" and not _is_protected(product)]
    first = homepage(pushed, facts)
    chosen = [("home", first, first.next_action)] if first is not None else []
    second = next((product for product in pushed if product is not first), None)
    if second is not None and second.next_action is not None:
        mail = say(
            "A-MAIL",
            "Feature {product} in the next e-mail.",
            "Destaca {product} en el próximo correo.",
            product=second.title,
        )
        chosen.append(("mail", second, mail))
    cleared = next((product for product in products if product.category == "clear"), None)
    if cleared is not None:
        chosen.append(("clear", cleared, cleared.next_action))
    due_at = facts.clock.due_days(facts.as_of, STANDARD_DAYS)
    return [
        Candidate(
            key=f"{what}|product:{product.key}",
            tier="e",
            line=line,
            owner_role="marketing",
            owner=_owner("marketing", facts),
            due_at=due_at,
            confidence=product.confidence,
            target=f"product:{product.key}",
            urgency=-place,
            rows=tuple(product.rows),
        )
        for place, (what, product, line) in enumerate(chosen)
        if line is not None
    ]


# What stands in Actions already


@dataclass(frozen=True, slots=True)
class _Row:
    status: str
    created: date | None
    due_at: datetime | None
    done: date | None


def _open_rows(facts: Facts) -> dict[str, _Row]:
    """The last row of Actions for each key of an exception or of an action."""
    table = facts.tables.get("actions")
    if table is None or not table.has("status"):
        return {}
    found: dict[str, _Row] = {}
    for cells in table.frame.to_dict("records"):
        row = _Row(
            status=str(cells.get("status") or ""),
            created=_day(cells.get("created_at")),
            due_at=_moment(cells.get("due")),
            done=_day(cells.get("done_at")),
        )
        for name in ("action_id", "exception_key"):
            key = cells.get(name)
            if isinstance(key, str) and key:
                found[key] = row
    return found


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _moment(value: Any) -> datetime | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).to_pydatetime()


def _against(one: Candidate, rows: Mapping[str, _Row], facts: Facts) -> Candidate | None:
    """The candidate as it stands against Actions: open ones come back only overdue, dropped ones not at all."""
    row = rows.get(one.key) or rows.get(one.exception_key)
    if row is None:
        return one
    if row.status == "dropped":
        return None
    if row.status in ("open", "doing"):
        if row.due_at is None or row.due_at >= facts.as_of:
            return None
        since = row.created and say("", " since {d}", " desde el {d}", d=Day(row.created))
        return replace(one, line=_noted(one.line, say("", "already open{d}", "ya abierta{d}", d=since)))
    if row.status == "done":
        on = row.done and say("", "{d}", "el {d}", d=Day(row.done))
        note = say("", "done{s}{d}; no change yet", "hecha{s}{d}; aún sin cambio", s=" " if on else "", d=on)
        return replace(one, line=_noted(one.line, note))
    return one


def _noted(line: Line, note: Line) -> Line:
    return Line(id=line.id, en=f"{line.en} ({note.en})", es=f"{line.es} ({note.es})", args=line.args, link=line.link)


def _owner(role: str, facts: Facts) -> str:
    return str(facts.knobs.get(f"owner.{role}") or "")


def _action(one: Candidate, facts: Facts) -> Action:
    due_at = facts.clock.local(one.due_at)
    to_the_hour = one.tier in TO_THE_HOUR
    shown: Moment | Day = Moment(due_at) if to_the_hour else Day(due_at.date())
    tail = say(
        "A-tail",
        "[{owner} · due {due:plain} · {mark}]" if to_the_hour else "[{owner} · due {due} · {mark}]",
        "[{owner} · para {due:plain} · {mark}]" if to_the_hour else "[{owner} · para {due} · {mark}]",
        owner=one.owner or ROLE[one.owner_role],
        due=shown,
        mark=MARKS[one.confidence],
    )
    return Action(
        key=one.key,
        tier=one.tier,
        line=one.line,
        tail=tail,
        owner_role=one.owner_role,
        owner=one.owner,
        due_at=due_at.isoformat() if to_the_hour else due_at.date().isoformat(),
        confidence=one.confidence,
        exception_key=one.exception_key,
        target=one.target,
        rows=list(one.rows),
    )
