"""From findings to rows: suppression, folding many into one, the backlog of a first run, and each row's sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reports.facts import Facts
from reports.numbers import Both, Count, Listing, Money, say
from reports.outcome import Episode, ExceptionRow, Line, Rows
from reports.rules import BY_ID
from reports.rules.late import data_age, where_to_confirm
from reports.rules.rule import Finding, Rule, clause
from reports.urgency import RANK, Weight, due, weigh
from sheets.errors import Text

#: More findings of one rule than these that share something become one row; so many of them are named.
FOLDS_ABOVE, NAMED = 3, 3
DIMENSIONS = ("product", "carrier", "code", "day")
BACKLOG = timedelta(days=14)
WORDS = {
    "critical": Both("CRITICAL", "CRÍTICA"),
    "warning": Both("WARNING", "ADVERTENCIA"),
    "info": Both("INFO", "AVISO"),
}
CONFIRM = Both("CRITICAL – confirm", "CRÍTICA – confirmar")
STILL_TRUE = Both("; still true in the data", "; sigue siendo cierto en los datos")


@dataclass(frozen=True, eq=False)
class Draft:
    """One row before it meets the memory. ``count`` is how many findings it stands for."""

    finding: Finding
    weight: Weight
    count: int = 1

    @property
    def key(self) -> str:
        """The row's key."""
        return self.finding.key

    @property
    def rule(self) -> Rule:
        """The rule that found it."""
        return BY_ID[self.finding.rule]

    @property
    def amount(self) -> float | None:
        """The money at stake, in major units of the business currency."""
        return None if self.finding.amount is None else float(self.finding.amount)

    def due(self, facts: Facts) -> datetime:
        """When the row is due if it is seen for the first time now."""
        return due(self.rule, self.weight.severity, facts, facts.as_of)


@dataclass(frozen=True, eq=False)
class Drafts:
    """All rows of a run; ``covered`` are keys of findings that another row stands for."""

    rows: list[Draft]
    covered: frozenset[str]


def drafts(found: Sequence[Finding], facts: Facts, *, first_day: date, open_keys: frozenset[str]) -> Drafts:
    """The rows of these findings; what began over 14 days before the first run (``first_day``) is one row a rule."""
    standing = [one for one in found if not one.lingers or one.key in open_keys]
    kept, hidden = _uncovered(standing)
    groups, left = _backlog(kept, first_day - BACKLOG)
    more, left = _shared(left)
    groups += more
    covered = hidden | {one.key for _, members in groups for one in members}
    rows = [Draft(one, weigh(one, facts)) for one in left]
    rows += [_folded(title, members, facts) for title, members in groups]
    return Drafts(rows, frozenset(covered))


_Group = tuple[tuple[str, Both], list[Finding]]


def _uncovered(found: Sequence[Finding]) -> tuple[list[Finding], set[str]]:
    """What no stronger finding about the same thing makes superfluous, and the keys of the rest."""
    hidden_by = {(weak, one.entity_type, one.entity_id) for one in found for weak in BY_ID[one.rule].hides}
    kept = [one for one in found if (one.rule, one.entity_type, one.entity_id) not in hidden_by]
    return kept, {one.key for one in found} - {one.key for one in kept}


def _backlog(found: Sequence[Finding], before: date) -> tuple[list[_Group], list[Finding]]:
    old = [one for one in found if one.entity_type == "order" and one.since is not None and one.since < before]
    by_rule: dict[str, list[Finding]] = {}
    for one in old:
        by_rule.setdefault(one.rule, []).append(one)
    words = Both("Older than 14 days", "De hace más de 14 días")
    groups = [(("backlog:14", words), members) for members in by_rule.values() if len(members) > 1]
    folded = {one.key for _, members in groups for one in members}
    return groups, [one for one in found if one.key not in folded]


def _shared(found: Sequence[Finding]) -> tuple[list[_Group], list[Finding]]:
    left, groups = list(found), list[_Group]()
    for dimension in DIMENSIONS:
        members: dict[tuple[str, str], list[Finding]] = {}
        for one in left:
            if dimension in one.shares:
                members.setdefault((one.rule, one.shares[dimension][0]), []).append(one)
        for (_, value), own in members.items():
            if len(own) > FOLDS_ABOVE:
                groups.append(((f"{dimension}:{value}", own[0].shares[dimension][1]), own))
        folded = {one.key for _, own in groups for one in own}
        left = [one for one in left if one.key not in folded]
    return groups, left


def _folded(place: tuple[str, Both], members: Sequence[Finding], facts: Facts) -> Draft:
    """One row for many: how many, what they are worth together, the worst three by name."""
    entity, title = place
    rule = BY_ID[members[0].rule]
    assert rule.many is not None
    weights = {one.key: weigh(one, facts) for one in members}
    ranked = sorted(members, key=lambda one: (-weights[one.key].urgency, -(one.amount or Decimal(0)), one.key))
    worst = ranked[0]
    amounts = [one.amount for one in members if one.amount is not None]
    total = sum(amounts, Decimal(0)) if amounts else None
    names: tuple[Any, ...] = tuple(one.title for one in ranked[:NAMED])
    if len(members) > NAMED:
        names = (*names, clause("{n} more", "{n} más", n=Count(len(members) - NAMED)))
    money = Money(total, facts.currency, facts.decimals) if total and len(amounts) == len(members) else None
    backlog = entity.startswith("backlog")
    finding = replace(
        worst,
        entity_type="group",
        entity_id=entity,
        title=title,
        severity=rule.severity if backlog else worst.severity,
        promise_on=None if backlog else worst.promise_on,
        limits_past=0.0 if backlog else worst.limits_past,
        rows=_merged(one.rows for one in members),
        amount=total,
        shares={},
        lingers=False,
        target=f"group:{rule.id}:{entity}",
        args={
            "n": Count(len(members)),
            "amount": clause(", {amt}", ", {amt}", amt=money) if money else None,
            "worst": Listing(names),
        },
        evidence=Text(f"{rule.many.en}", f"{rule.many.es}"),
        action=Text(f"Work through {rule.many.en}.", f"Resuelve {rule.many.es}."),
    )
    return Draft(finding, weigh(finding, facts), len(members))


def _merged(parts: Iterable[Sequence[Rows]]) -> tuple[Rows, ...]:
    by_tab: dict[str, set[int]] = {}
    for rows in parts:
        for one in rows:
            by_tab.setdefault(one.tab, set()).update(one.rows)
    return tuple(Rows(tab=tab, rows=sorted(rows)) for tab, rows in by_tab.items())


def row_of(draft: Draft, episode: Episode, decision: str, owner: str, facts: Facts) -> ExceptionRow:
    """The row as it is shown."""
    rule, finding, weight = draft.rule, draft.finding, draft.weight
    word = CONFIRM if weight.confirm else WORDS[weight.severity]
    text, order = finding.evidence or rule.evidence, finding.action or rule.action
    joint = ": " if finding.entity_type == "group" else rule.joint
    late = _late(draft, facts)
    told = {**finding.args, "title": finding.title, "late": late, "conf": _confirm(draft, facts)}
    if episode.decided.lstrip("!").startswith("resolve"):
        told["late"] = Both(f"{late.en if late else ''}{STILL_TRUE.en}", f"{late.es if late else ''}{STILL_TRUE.es}")
    link = _link(finding.rows, facts)
    evidence = say(rule.id, f"{{title}}{joint}{text.en}{{late}}", f"{{title}}{joint}{text.es}{{late}}", link, **told)
    source = facts.sources.get(finding.source)
    return ExceptionRow(
        key=draft.key,
        rule=rule.id,
        severity=weight.severity,
        urgency=weight.urgency,
        state=episode.state,
        title=Line(id=f"{rule.id}-title", en=finding.title.en, es=finding.title.es),
        evidence=evidence,
        shown=Line(
            id=rule.id,
            en=f"{word.en} {evidence.en}.",
            es=f"{word.es} {evidence.es}.",
            args=evidence.args,
            link=link,
        ),
        owner_role=rule.owner,
        owner=owner or str(facts.knobs.get(f"owner.{rule.owner}") or ""),
        due_at=episode.due_at,
        first_seen=episode.first_seen,
        last_seen=episode.last_seen,
        confidence=weight.confidence,
        as_of=(source.as_of if source and source.as_of else facts.as_of).isoformat(),
        next_action=say(f"A-{rule.id}", order.en, order.es, link, **told),
        entity_type=finding.entity_type,
        entity_id=finding.entity_id,
        confirm=weight.confirm,
        episode=episode.episode,
        runs_seen=episode.runs_seen,
        amount_at_risk=draft.amount,
        link=link,
        group=finding.entity_id if finding.entity_type == "group" else "",
        decision=decision,
        rows=list(finding.rows),
    )


def _late(draft: Draft, facts: Facts) -> Both | None:
    """``; data from 4 days ago``, and where to confirm it once it is too old to act on."""
    if not draft.weight.late:
        return None
    age = data_age(facts, draft.finding.source)
    if not draft.weight.too_old:
        return Both(f"; {age.en}", f"; {age.es}")
    where = where_to_confirm(facts, draft.finding.source)
    return Both(f"; {age.en}, confirm in {where.en}", f"; {age.es}, confirma en {where.es}")


def _confirm(draft: Draft, facts: Facts) -> Both | None:
    """What an action says of its data where it must be confirmed first."""
    if draft.weight.too_old:
        where = where_to_confirm(facts, draft.finding.source)
        return Both(f" (confirm in {where.en})", f" (confirma en {where.es})")
    if not draft.weight.confirm:
        return None
    age = data_age(facts, draft.finding.source)
    return Both(f" (confirm: {age.en})", f" (confirma: {age.es})")


def _link(rows: Sequence[Rows], facts: Facts) -> str:
    """The place of the first of these rows in the workbook."""
    for one in rows:
        table = facts.tables.get(one.tab)
        if one.rows and table is not None:
            return "#'{}'!A{}".format(table.name.replace("'", "''"), one.rows[0])
    return ""


def gone_row(episode: Episode, now: datetime) -> ExceptionRow:
    """A row whose finding is gone: resolved, or not checked now."""
    title = Line(id=f"{episode.rule}-title", en=episode.title_en, es=episode.title_es)
    kind, _, entity = episode.key.partition("|")[2].partition(":")
    rule = BY_ID[episode.rule]
    return ExceptionRow(
        key=episode.key,
        rule=episode.rule,
        severity=episode.severity,
        urgency=0,
        state=episode.state,
        title=title,
        evidence=title,
        shown=title,
        owner_role=rule.owner,
        owner="",
        due_at=episode.due_at,
        first_seen=episode.first_seen,
        last_seen=episode.last_seen,
        confidence="solid",
        as_of=now.isoformat(),
        next_action=Line(id="", en="", es=""),
        entity_type=kind,
        entity_id=entity,
        episode=episode.episode,
        runs_seen=episode.runs_seen,
        in_brief=False,
    )


def worse(severity: str, before: str) -> bool:
    """Whether a severity stands above another."""
    return RANK[severity] > RANK[before]
