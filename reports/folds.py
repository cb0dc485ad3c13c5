"""From findings to drafts of rows: what a stronger finding makes superfluous, and what is told together in one row.

Three things fold: the backlog of a first run (one row a rule), more than three findings of one rule that share a
product, a carrier, a code or a day, and what several rules say of one product's page (domain.md §4.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reports import stats
from reports.facts import Facts
from reports.numbers import Both, Count, Listing, Money, say
from reports.outcome import Rows
from reports.rules import BY_ID
from reports.rules.rule import Finding, Rule, clause
from reports.urgency import RANK, Scales, Weight, due, order_of
from sheets.errors import Text

#: More findings of one rule than these that share something become one row; so many of them are named.
FOLDS_ABOVE, NAMED = 3, 3
DIMENSIONS = ("buyer", "product", "carrier", "code", "day")
BACKLOG, BACKLOG_ID = timedelta(days=14), "backlog:14"
#: What can be older than the first run: rows about one of these.
AGED = ("order", "ticket", "shipment")
#: Rules about a product's page: what they say of one product is told in one row.
PAGE_RULES = ("W01", "W02", "W03", "K02", "R01", "R02")


@dataclass(frozen=True, eq=False)
class Draft:
    """One row before it meets the memory. ``members`` are the findings that it stands for, more than one if it folds.

    ``page`` is the product whose page the row is about where several rules speak of it.
    """

    finding: Finding
    weight: Weight
    members: tuple[Finding, ...]
    weights: Mapping[str, Weight] = field(default_factory=dict)
    page: str = ""

    @property
    def key(self) -> str:
        """The row's key."""
        return page_key(self.page) if self.page else self.finding.key

    @property
    def rule(self) -> Rule:
        """The rule that found it; of a page's rules the one that presses most."""
        return BY_ID[self.finding.rule]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of all rules that it stands on."""
        return tuple(dict.fromkeys((self.finding.rule, *(one.rule for one in self.members))))

    @property
    def count(self) -> int:
        """How many findings it stands for."""
        return len(self.members)

    @property
    def folded(self) -> bool:
        """Whether it stands for several findings."""
        return bool(self.page) or (self.finding.entity_type == "group" and self.members[0] is not self.finding)

    @property
    def amount(self) -> float | None:
        """The money at stake, in major units of the business currency."""
        return None if self.finding.amount is None else float(self.finding.amount)

    def due(self, facts: Facts) -> datetime:
        """When the row is due if it is seen for the first time now; a page's row when its earliest part is."""
        parts = self.members if self.page else (self.finding,)
        severities = {one.key: self.weights.get(one.key, self.weight).severity for one in parts}
        return min(due(BY_ID[one.rule], severities[one.key], facts, facts.as_of) for one in parts)


@dataclass(frozen=True, eq=False)
class Drafts:
    """All rows of a run; ``covered`` are keys of findings that another row stands for.

    ``places`` are the keys of the folded rows that a finding could be part of, by its own key.
    """

    rows: list[Draft]
    covered: frozenset[str]
    places: Mapping[str, tuple[str, ...]]


def page_key(product: str) -> str:
    """The key of the row in which all that is said of a product's page stands."""
    return f"page|product:{product}"


def drafts(
    found: Sequence[Finding], facts: Facts, *, first_day: date, open_keys: frozenset[str], own: frozenset[str]
) -> Drafts:
    """The rows of these findings.

    What began over 14 days before the first run (``first_day``) is one row a rule. What lingers stands only where it
    is in ``open_keys``. ``own`` are the keys of findings about which something of their own was decided: they fold
    into nothing.
    """
    scales = Scales(facts)
    standing = [one for one in found if not one.lingers or one.key in open_keys]
    kept, hidden = _uncovered(standing)
    places = {one.key: tuple(_places(one, first_day - BACKLOG)) for one in kept}
    alone = [one for one in kept if one.key in own]
    groups, left = _backlog([one for one in kept if one.key not in own], first_day - BACKLOG)
    more, left = _shared(left)
    pages, left = _pages(left)
    rows = [Draft(one, scales.weigh(one), (one,)) for one in (*left, *alone)]
    rows += [_group(place, members, facts, scales) for place, members in (*groups, *more)]
    rows += [_page(product, members, facts, scales) for product, members in pages.items()]
    parts = {one.key for row in rows if row.folded for one in row.members}
    return Drafts(rows, frozenset(hidden | parts), places)


_Group = tuple[tuple[str, Both], list[Finding]]


def _uncovered(found: Sequence[Finding]) -> tuple[list[Finding], set[str]]:
    """What no stronger finding about the same thing makes superfluous, and the keys of the rest."""
    hidden_by = {(weak, *about) for one in found for weak in BY_ID[one.rule].hides for about in _about(one)}
    kept = [one for one in found if not any((one.rule, *about) in hidden_by for about in _about(one))]
    return kept, {one.key for one in found} - {one.key for one in kept}


def _about(one: Finding) -> Iterator[tuple[str, ...]]:
    """What a finding is about, as far as it can make another about the same superfluous."""
    yield one.entity_type, one.entity_id
    if one.theme and (product := one.product or (one.entity_id if one.entity_type == "product" else "")):
        yield "theme", one.theme, product
    if (order := order_of(one)) and one.entity_type != "order":
        yield "order", order


def _places(one: Finding, before: date) -> Iterator[str]:
    if _is_old(one, before):
        yield f"{one.rule}|group:{BACKLOG_ID}"
    for dimension in DIMENSIONS:
        if dimension in one.shares:
            yield f"{one.rule}|group:{dimension}:{one.shares[dimension][0]}"
    if product := _page_of(one):
        yield page_key(product)


def _is_old(one: Finding, before: date) -> bool:
    return one.entity_type in AGED and one.since is not None and one.since < before


def _page_of(one: Finding) -> str:
    """The product whose page the finding is about, ``""`` where it is about none."""
    if one.rule not in PAGE_RULES:
        return ""
    return one.product or (one.entity_id if one.entity_type in ("product", "page") else "")


def _backlog(found: Sequence[Finding], before: date) -> tuple[list[_Group], list[Finding]]:
    by_rule: dict[str, list[Finding]] = {}
    for one in found:
        if BY_ID[one.rule].many is not None and _is_old(one, before):
            by_rule.setdefault(one.rule, []).append(one)
    words = Both("Older than 14 days", "De hace más de 14 días")
    groups = [((BACKLOG_ID, words), members) for members in by_rule.values() if len(members) > 1]
    folded = {one.key for _, members in groups for one in members}
    return groups, [one for one in found if one.key not in folded]


def _shared(found: Sequence[Finding]) -> tuple[list[_Group], list[Finding]]:
    left, groups = list(found), list[_Group]()
    for dimension in DIMENSIONS:
        members: dict[tuple[str, str], list[Finding]] = {}
        for one in left:
            if dimension in one.shares and BY_ID[one.rule].many is not None:
                members.setdefault((one.rule, one.shares[dimension][0]), []).append(one)
        for (_, value), own in members.items():
            if len(own) > FOLDS_ABOVE:
                groups.append(((f"{dimension}:{value}", own[0].shares[dimension][1]), own))
        folded = {one.key for _, own in groups for one in own}
        left = [one for one in left if one.key not in folded]
    return groups, left


def _pages(found: Sequence[Finding]) -> tuple[dict[str, list[Finding]], list[Finding]]:
    by_product: dict[str, list[Finding]] = {}
    for one in found:
        if product := _page_of(one):
            by_product.setdefault(product, []).append(one)
    pages = {product: members for product, members in by_product.items() if len(members) > 1}
    folded = {one.key for members in pages.values() for one in members}
    return pages, [one for one in found if one.key not in folded]


def _group(place: tuple[str, Both], members: Sequence[Finding], facts: Facts, scales: Scales) -> Draft:
    """One row for many: how many, what they are worth together, the worst three by name."""
    entity, title = place
    rule = BY_ID[members[0].rule]
    assert rule.many is not None
    weights = {one.key: scales.weigh(one) for one in members}
    ranked = sorted(members, key=lambda one: (-weights[one.key].urgency, -(one.amount or Decimal(0)), one.key))
    worst = ranked[0]
    amounts = [one.amount for one in members if one.amount is not None]
    total = sum(amounts, Decimal(0)) if amounts else None
    names: tuple[Any, ...] = tuple(one.title for one in ranked[:NAMED])
    if len(members) > NAMED:
        names = (*names, clause("{n} more", "{n} más", n=Count(len(members) - NAMED)))
    money = Money(total, facts.currency, facts.decimals) if total and len(amounts) == len(members) else None
    backlog = entity == BACKLOG_ID
    finding = replace(
        worst,
        entity_type="group",
        entity_id=entity,
        title=title,
        severity=rule.severity if backlog else worst.severity,
        promise_on=None if backlog else worst.promise_on,
        limits_past=0.0 if backlog else worst.limits_past,
        order="" if backlog else order_of(worst),
        rows=_merged(one.rows for one in members),
        amount=total,
        shares={},
        lingers=False,
        scope="",
        target=f"group:{rule.id}:{entity}",
        args={
            "n": Count(len(members)),
            "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
            "worst": Listing(names),
        },
        evidence=Text(f"{rule.many.en}", f"{rule.many.es}"),
        action=Text(f"Work through {rule.many.en}.", f"Resuelve {rule.many.es}."),
    )
    return Draft(finding, scales.weigh(finding), tuple(ranked), weights)


def _page(product: str, members: Sequence[Finding], facts: Facts, scales: Scales) -> Draft:
    """One row for all that is said of a product's page: each part in its own words, the worst severity and urgency."""
    weights = {one.key: scales.weigh(one) for one in members}
    ranked = sorted(members, key=lambda one: (-RANK[weights[one.key].severity], -weights[one.key].urgency, one.key))
    worst, heaviest = ranked[0], max((weights[one.key] for one in ranked), key=lambda weight: weight.urgency)
    weight = replace(
        weights[worst.key],
        urgency=heaviest.urgency,
        terms=heaviest.terms,
        confidence=stats.lowest(*(weights[one.key].confidence for one in ranked)),
    )
    name = str(facts.products["title"].get(product, worst.title.en))
    page = clause("{product} page", "Página de {product}", product=name)
    finding = replace(
        worst,
        entity_type="product",
        entity_id=product,
        product=product,
        title=page,
        rows=_merged(one.rows for one in ranked),
        amount=None,
        shares={},
        lingers=False,
        scope="",
        target=f"product:{product}",
        args={
            **worst.args,
            "reasons": Count(len(ranked)),
            "parts": Listing(tuple(_part(one, name) for one in ranked)),
        },
        evidence=Text("{reasons:reason|reasons}: {parts:;}", "{reasons:motivo|motivos}: {parts:;}"),
        action=worst.action or BY_ID[worst.rule].action,
    )
    return Draft(finding, weight, tuple(ranked), weights, product)


def _part(one: Finding, product: str) -> Both:
    """A part's own sentence, without the name of the product."""
    text = one.evidence or BY_ID[one.rule].evidence
    said = say(one.rule, text.en, text.es, **{**one.args, "title": one.title, "late": None, "conf": None})
    part = Both(said.en.strip(" :,;"), said.es.strip(" :,;"))
    own = one.title.en.removeprefix(product).strip()
    return clause("{own}: {part}", "{own}: {part}", own=own, part=part) if own else part


def _merged(parts: Iterable[Sequence[Rows]]) -> tuple[Rows, ...]:
    by_tab: dict[str, set[int]] = {}
    for rows in parts:
        for one in rows:
            by_tab.setdefault(one.tab, set()).update(one.rows)
    return tuple(Rows(tab=tab, rows=sorted(rows)) for tab, rows in by_tab.items())
