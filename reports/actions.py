"""Choosing at most seven next actions: tiers, one per thing, not too many for one person (domain.md §6.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reports.agreed import OPEN, Agreements, agreements
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
RESTOCK, DATA = ("I01", "I02", "I04"), ("D", "N01", "I09")
#: Rules about a product's page, which are mended together with what its category says; and about a promise elsewhere.
PAGE, SURFACE = ("W01", "W02", "W03", "K02", "R01", "R02"), ("K01", "C02", "C03", "C04", "W04")
#: Tiers whose due is told to the hour.
TO_THE_HOUR = ("a", "b")
STANDARD_DAYS = 5
CLOSED = ("resolved", "unknown")
#: Pages to fix stand in the order of their views, before every other row of their tier.
FIRST = 1000


@dataclass(frozen=True, eq=False)
class Candidate:
    """One thing that could be done; ``same`` are keys of exceptions that it settles too.

    ``status`` is that of its row in Actions, where it has one."""

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
    same: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()
    status: str = "open"

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key under which it may stand in Actions."""
        return tuple(key for key in (self.key, self.exception_key, *self.same) if key)

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
        *_fixing(rows, products, targets, facts),
        *_opportunities(products, facts),
    ]
    agreed = agreements(facts)
    fresh = [said for one in candidates if (said := _against(one, agreed, facts)) is not None]
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
    against = {f"product:{product.key}" for product in products if _pushed_anyway(product)}
    told = [_of_row(row, tier, targets) for row in rows if (tier := _tier(row, protected))]
    return [one for one in told if one.tier != "c" or one.target not in against]


def _of_row(row: ExceptionRow, tier: str, targets: Mapping[str, str]) -> Candidate:
    return Candidate(
        key=row.key,
        tier=tier,
        line=row.next_action,
        owner_role=row.owner_role,
        owner=row.owner,
        due_at=datetime.fromisoformat(row.due_at),
        confidence=row.confidence,
        target=_target(row, targets),
        urgency=row.urgency,
        amount=row.amount_at_risk or 0.0,
        exception_key=row.key,
        rows=tuple(row.rows),
    )


def _target(row: ExceptionRow, targets: Mapping[str, str]) -> str:
    return row.target or targets.get(row.key, row.key)


def _tier(row: ExceptionRow, protected: bool) -> str:
    """The tier of an exception, ``""`` where it asks for no action of its own."""
    if row.severity == "critical":
        return "a"
    if row.rule in SURFACE:
        return "f"
    if row.severity != "warning":
        return ""
    if row.rule.startswith(WAITING_CUSTOMER):
        return "b"
    if row.rule == "I03" or (row.rule in RESTOCK and not protected):
        return "c"
    return "g" if row.rule.startswith(DATA) else ""


def _is_protected(product: Product) -> bool:
    """Whether nothing may be promoted there: protected, or set to push against its stock."""
    return product.category == "protect" or _in_conflict(product)


def _pushed_anyway(product: Product) -> bool:
    """Whether the founder pushes it although its stock is short, and said so (``push!``)."""
    return product.category == "push" and product.computed == "protect" and not _in_conflict(product)


def _in_conflict(product: Product) -> bool:
    return product.override is not None and bool(product.override.args.get("conflict"))


def _protecting(rows: Sequence[ExceptionRow], products: Sequence[Product], facts: Facts) -> list[Candidate]:
    """Stop promoting and restock: once a product, due when its tightest size is due."""
    by_product: dict[str, list[ExceptionRow]] = {}
    for row in rows:
        if row.rule in (*RESTOCK, "I03"):
            by_product.setdefault(_product_of(row, facts), []).append(row)
    found = []
    for product in products:
        if not _is_protected(product) or product.next_action is None:
            continue
        own = by_product.get(product.key, [])
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


def _fixing(
    rows: Sequence[ExceptionRow], products: Sequence[Product], targets: Mapping[str, str], facts: Facts
) -> list[Candidate]:
    """The pages to fix, those with most views first; then other pages that a rule warns of."""
    pages: dict[str, list[ExceptionRow]] = {}
    for row in rows:
        if row.rule in PAGE:
            pages.setdefault(_target(row, targets), []).append(row)
    found = []
    for place, product in enumerate(product for product in products if product.category == "fix"):
        own = pages.pop(f"product:{product.key}", [])
        if product.next_action is None:
            continue
        found.append(
            Candidate(
                key=f"fix|product:{product.key}",
                tier="d",
                line=product.next_action,
                owner_role="marketing",
                owner=_owner("marketing", facts),
                due_at=min((datetime.fromisoformat(row.due_at) for row in own), default=None)
                or facts.clock.due_days(facts.as_of, STANDARD_DAYS),
                confidence=product.confidence,
                target=f"product:{product.key}",
                urgency=FIRST - place,
                exception_key=own[0].key if own else "",
                same=_page_keys(product.key, own),
                rows=tuple(product.rows),
            )
        )
    warned = [row for own in pages.values() for row in own if row.severity == "warning"]
    return [*found, *(_of_row(row, "d", targets) for row in warned)]


def _page_keys(product: str, own: Sequence[ExceptionRow]) -> tuple[str, ...]:
    """Under which keys the fix of a page may have been agreed on: its own rows', the folded one's and the parts'."""
    return (*(row.key for row in own), f"page|product:{product}", *(f"{rule}|product:{product}" for rule in PAGE))


def _opportunities(products: Sequence[Product], facts: Facts) -> list[Candidate]:
    """Homepage, then an e-mail for the second, then the first to clear."""
    pushed = [product for product in products if product.category == "push" and product.next_action is not None]
    home = next((product for product in pushed if _says(product, "A-HOME")), None)
    mail = next((product for product in pushed if _says(product, "A-MAIL")), None)
    cleared = next((product for product in products if product.category == "clear"), None)
    named = (("home", home), ("mail", mail), ("clear", cleared))
    chosen = [(what, product, product.next_action) for what, product in named if product is not None]
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


def _says(product: Product, id: str) -> bool:
    return product.next_action is not None and product.next_action.id == id


# Against what stands in Actions already


def _against(one: Candidate, agreed: Agreements, facts: Facts) -> Candidate | None:
    """The candidate as it stands against Actions: open ones come back only overdue, dropped ones not at all."""
    page = one.target.replace("product:", "page:", 1) if one.tier == "d" else one.target
    row = agreed.about(one.keys, page)
    if row is None:
        return one
    if row.status == "dropped":
        return None
    if row.status in OPEN:
        if row.due_at is None or row.due_at >= facts.as_of:
            return None
        since = row.created and say("", " since {d}", " desde el {d}", d=Day(row.created))
        return replace(
            one, line=_noted(one.line, say("", "already open{d}", "ya abierta{d}", d=since)), status=row.status
        )
    if row.status == "done":
        on = row.done and say("", "{d}", "el {d}", d=Day(row.done))
        note = say("", "done{s}{d}; no change yet", "hecha{s}{d}; aún sin cambio", s=" " if on else "", d=on)
        return replace(one, line=_noted(one.line, note), status="done")
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
        status=one.status,
        rows=list(one.rows),
    )
