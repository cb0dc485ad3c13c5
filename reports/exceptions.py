"""Findings become exceptions with memory: episodes, decisions, states, and the caps of the brief.

Everything here is a pure function of (memory, findings, moment): a run repeated with the same moment starts from what
was remembered before that moment, and so gives the same rows and the same memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from reports import aliases
from reports.decisions import Decision, decisions
from reports.exception_rows import FALLEN, gone_row, row_of
from reports.facts import Facts
from reports.folds import Draft, Drafts, drafts
from reports.memory import pruned
from reports.outcome import Episode, ExceptionRow, Memory, Skipped
from reports.rules import BY_ID
from reports.rules.rule import Finding
from reports.urgency import RANK

#: A row that comes back within so many days continues its episode.
REOPENS_DAYS = 3
#: A decision falls when the row presses by so much more.
RETURNS_FROM = 20
SNOOZE_CRITICAL, SNOOZE = timedelta(hours=24), timedelta(days=14)
#: The caps that keep the brief calm, beside ``max_exceptions``.
PER_RULE, INFOS = 3, 2
CLOSED = ("resolved", "unknown")
#: The state of what a stronger row, or one for several, stands for: remembered, not told.
COVERED = "covered"
#: So many of the rows that one row stands for are remembered by key.
PARTS = 200


def advance(
    memory: Memory, found: Sequence[Finding], facts: Facts, skipped: Sequence[Skipped]
) -> tuple[list[ExceptionRow], Memory]:
    """The exceptions of this run, and the memory after it."""
    now = facts.as_of
    kept, renamed = aliases.aliased(rolled_back(memory, now), memory.aliases, facts)
    past = {one.key: one for one in sorted(kept, key=lambda one: (one.key, one.episode))}
    decided = aliases.followed(decisions(facts.tables, now.date()), renamed)
    first = memory.first or now.isoformat()
    standing = [one for one in past.values() if one.state != "resolved"]
    made = drafts(
        found,
        facts,
        first_day=datetime.fromisoformat(first).date(),
        open_keys=frozenset([*(one.key for one in standing), *(part for one in standing for part in one.parts)]),
        own=_own(decided, past, {one.key for one in found}),
    )
    rows: list[ExceptionRow] = []
    episodes: list[Episode] = []
    for draft in made.rows:
        places = (draft.key, *made.places.get(draft.key, ()))
        before = _before(draft, past, made, now)
        episode = _episode(draft, before, _first(decided, "row", places), facts)
        owner = _first(decided, "assign", places)
        episodes.append(episode)
        rows.append(row_of(draft, episode, _in_force(episode), owner.value if owner else "", facts))
    drafted = {one.key for one in episodes}
    still = {place for places in made.places.values() for place in places}
    blind = {skip.rule for skip in skipped}
    for before in past.values():
        if before.key in drafted:
            continue
        gone = _left(before, before.key in made.covered, before.key in still, facts, blind)
        episodes.append(gone)
        told = before.state not in ("resolved", COVERED) and gone.state in CLOSED and before.key not in still
        if told and _rules(gone):
            rows.append(gone_row(gone, now))
    latest = {(one.key, one.episode) for one in episodes}
    episodes += [one for one in kept if (one.key, one.episode) not in latest]
    before_run = {(one.key, one.episode): one for one in kept}
    after = Memory(
        as_of=now.isoformat(),
        first=first,
        episodes=sorted(
            (msgspec.structs.replace(one, before=_plain(before_run.get((one.key, one.episode)))) for one in episodes),
            key=lambda one: (one.key, one.episode),
        ),
        typed=memory.typed,
        days=memory.days,
        aliases=renamed,
    )
    return capped(sorted(rows, key=_order), int(facts.knobs.get("max_exceptions"))), pruned(after, now.date())


def _own(
    decided: Mapping[tuple[str, str], Decision], past: Mapping[str, Episode], found: Iterable[str]
) -> frozenset[str]:
    """The findings about which something of their own was decided that still holds."""

    def holds(key: str) -> bool:
        said = decided.get(("row", key))
        fallen = key in past and past[key].decided.startswith(FALLEN)
        return (said is not None and said.kind != "reopen" and not fallen) or ("assign", key) in decided

    return frozenset(key for key in found if holds(key))


def _first(decided: Mapping[tuple[str, str], Decision], family: str, keys: Iterable[str]) -> Decision | None:
    """The decision about the row itself, else about a row that stands for it and others."""
    return next((decided[family, key] for key in keys if (family, key) in decided), None)


def _rules(episode: Episode) -> list[str]:
    return [rule for rule in episode.rule.split() if rule in BY_ID]


# What a row was before this run


def _before(draft: Draft, past: Mapping[str, Episode], made: Drafts, now: datetime) -> Episode | None:
    """The row's episode of before: its own, else what it was told as (a part of a row for several, or its parts)."""
    own = past.get(draft.key)
    if own is not None and own.state == COVERED:
        return _uncovered(own, draft, _holder(draft.key, past, made), now)
    if own is not None and own.state != "resolved":
        return own
    heir = _from_parts(draft, past, made) if draft.folded else _from_place(draft, past, made)
    if heir is None:
        return own
    return msgspec.structs.replace(heir, key=draft.key, episode=own.episode if own else 1)


def _holder(key: str, past: Mapping[str, Episode], made: Drafts) -> Episode | None:
    """The open row for several that stood for this finding."""
    places = (past[place] for place in made.places.get(key, ()) if place in past)
    return next((one for one in places if one.state != "resolved" and (not one.parts or key in one.parts)), None)


def _uncovered(own: Episode, draft: Draft, holder: Episode | None, now: datetime) -> Episode:
    """The episode of a row that another stood for: how it stood when it was last told says nothing of what rose."""
    weight = draft.weight
    made = msgspec.structs.replace(
        own,
        severity=weight.severity,
        urgency=weight.urgency,
        amount=draft.amount,
        count=draft.count,
        last_seen=now.isoformat(),
    )
    if holder is None or own.decided:
        return made
    return msgspec.structs.replace(
        made,
        decided=holder.decided,
        decided_at=holder.decided_at,
        decided_urgency=holder.decided_urgency,
        decided_severity=holder.decided_severity,
        decided_amount=holder.decided_amount,
        fell=holder.fell,
    )


def _from_place(draft: Draft, past: Mapping[str, Episode], made: Drafts) -> Episode | None:
    holder = _holder(draft.key, past, made)
    if holder is None:
        return None
    weight = draft.weight
    return msgspec.structs.replace(
        holder, severity=weight.severity, urgency=weight.urgency, amount=draft.amount, count=1, parts=[]
    )


def _from_parts(draft: Draft, past: Mapping[str, Episode], made: Drafts) -> Episode | None:
    known: dict[str, Episode] = {}
    for member in draft.members:
        own = past.get(member.key)
        told = own if own is not None and own.state != "resolved" else _holder(member.key, past, made)
        if told is not None:
            known[told.key] = told
    if not known:
        return None
    parts = list(known.values())
    amounts = [one.amount for one in parts if one.amount is not None]
    return msgspec.structs.replace(
        min(parts, key=lambda one: (datetime.fromisoformat(one.first_seen), one.key)),
        severity=max((one.severity for one in parts), key=lambda severity: RANK[severity]),
        urgency=max(one.urgency for one in parts),
        last_seen=max((one.last_seen for one in parts), key=datetime.fromisoformat),
        runs_seen=max(one.runs_seen for one in parts),
        due_at=min((one.due_at for one in parts), key=datetime.fromisoformat),
        amount=sum(amounts) if len(amounts) == len(parts) else None,
        count=sum(one.count for one in parts),
        decided="",
        fell="",
    )


def rolled_back(memory: Memory, as_of: datetime) -> list[Episode]:
    """The episodes as they stood before the run of this moment."""
    if memory.as_of != as_of.isoformat():
        return [msgspec.structs.replace(one, before=None) for one in memory.episodes]
    return [one.before for one in memory.episodes if one.before is not None]


def _plain(before: Episode | None) -> Episode | None:
    return None if before is None else msgspec.structs.replace(before, before=None)


def _episode(draft: Draft, before: Episode | None, decision: Decision | None, facts: Facts) -> Episode:
    """This run's episode of the row: a new one, the one that goes on, or the one that comes back."""
    now, weight, finding = facts.as_of, draft.weight, draft.finding
    due_at = draft.due(facts).isoformat()
    made = Episode(
        key=draft.key,
        rule=" ".join(draft.rules),
        episode=1,
        state="new",
        severity=weight.severity,
        urgency=weight.urgency,
        first_seen=now.isoformat(),
        last_seen=now.isoformat(),
        runs_seen=1,
        due_at=due_at,
        amount=draft.amount,
        count=draft.count,
        title_en=finding.title.en,
        title_es=finding.title.es,
        parts=sorted(one.key for one in draft.members) if draft.folded and draft.count <= PARTS else [],
        lasting=aliases.lasting(finding.entity_type, finding.entity_id, facts),
    )
    if before is not None:
        goes_on = before.state != "resolved"
        if goes_on or _days_between(before.resolved_at, now) <= REOPENS_DAYS:
            raised = goes_on and worse(weight.severity, before.severity)
            made = msgspec.structs.replace(
                made,
                episode=before.episode,
                state=_state(draft, before, now) if goes_on else "reopened",
                first_seen=before.first_seen,
                runs_seen=before.runs_seen + 1,
                due_at=min(due_at, before.due_at, key=datetime.fromisoformat) if raised else before.due_at,
            )
        else:
            made = msgspec.structs.replace(made, episode=before.episode + 1)
    return _decided(made, before, decision, facts)


def _state(draft: Draft, before: Episode, now: datetime) -> str:
    """Escalated on the run that finds it worse: past due twice over, more severe, or twice the amount or count."""
    first, due_at = datetime.fromisoformat(before.first_seen), datetime.fromisoformat(before.due_at)
    twice = first + 2 * (due_at - first)
    overdue = datetime.fromisoformat(before.last_seen) <= twice < now
    grew = draft.count >= 2 * before.count or bool(before.amount and draft.amount and draft.amount >= 2 * before.amount)
    return "escalated" if overdue or grew or worse(draft.weight.severity, before.severity) else "ongoing"


def _days_between(moment: str, now: datetime) -> int:
    return (now.date() - datetime.fromisoformat(moment).date()).days if moment else 0


# Decisions


def _decided(episode: Episode, before: Episode | None, decision: Decision | None, facts: Facts) -> Episode:
    """The episode with what was decided about it, and whether that still holds."""
    if decision is None:
        return _over(episode, before, facts.as_of)
    if decision.kind == "reopen":
        return episode
    now = facts.as_of
    at = facts.clock.local(decision.at) if decision.at else None
    said = f"{decision.kind}|{decision.until or ''}|{decision.reason}|{at.isoformat() if at else ''}"
    if before is None or before.decided.lstrip(FALLEN) != said:
        # A day without a clock says nothing of when a snooze of hours began.
        since = at if at and at <= now and (at.hour or at.minute) else now
        made = msgspec.structs.replace(
            episode,
            decided=said,
            decided_at=since.isoformat(),
            decided_urgency=episode.urgency,
            decided_severity=episode.severity,
            decided_amount=episode.amount,
            state="reopened" if decision.kind == "resolve" else episode.state,
        )
        return _fallen(made, "over") if _slept_out(made, decision, now) else made
    made = msgspec.structs.replace(
        episode,
        decided=before.decided,
        decided_at=before.decided_at,
        decided_urgency=before.decided_urgency,
        decided_severity=before.decided_severity,
        decided_amount=before.decided_amount,
        fell=before.fell,
    )
    why = "" if made.decided.startswith(FALLEN) else _falls(made, before, decision, now)
    return _fallen(made, why) if why else made


def _over(episode: Episode, before: Episode | None, now: datetime) -> Episode:
    """A decision that nobody took back and whose last day has passed has fallen, and the row says so."""
    if before is None or not before.decided or episode.episode > before.episode:
        return episode
    kind, _, rest = before.decided.lstrip(FALLEN).partition("|")
    until = rest.partition("|")[0]
    if kind == "resolve" or not until or until >= now.date().isoformat():
        return episode
    made = msgspec.structs.replace(episode, decided=before.decided, decided_at=before.decided_at, fell=before.fell)
    return made if made.decided.startswith(FALLEN) else _fallen(made, "over")


def _fallen(episode: Episode, why: str) -> Episode:
    state = "reopened" if episode.state == "ongoing" else episode.state
    return msgspec.structs.replace(episode, decided=f"{FALLEN}{episode.decided}", fell=why, state=state)


def _falls(episode: Episode, before: Episode, decision: Decision, now: datetime) -> str:
    """Why a decision that was seen before has come to its end, ``""`` where it holds."""
    if episode.episode > before.episode:
        return "past"
    if decision.kind == "resolve":
        return ""
    if episode.urgency - (episode.decided_urgency or 0) >= RETURNS_FROM:
        return "worse"
    if decision.kind == "not_a_problem":
        return "changed" if _changed(episode) else ""
    if before.state == "resolved":
        return "back"  # the condition has ended, and with it what was said of it
    return "over" if _slept_out(episode, decision, now) else ""


def _changed(episode: Episode) -> bool:
    """Whether the row is another one than that which is no problem: more severe, or of twice the money."""
    was, is_now = episode.decided_amount, episode.amount
    return worse(episode.severity, episode.decided_severity or episode.severity) or bool(
        was and is_now and is_now >= 2 * was
    )


def _slept_out(episode: Episode, decision: Decision, now: datetime) -> bool:
    longest = SNOOZE_CRITICAL if episode.severity == "critical" else SNOOZE
    return decision.kind == "snooze" and now >= datetime.fromisoformat(episode.decided_at) + longest


def worse(severity: str, before: str) -> bool:
    """Whether a severity stands above another."""
    return RANK[severity] > RANK[before]


def _in_force(episode: Episode) -> str:
    """The decision that keeps the row out of the brief; one resolved by hand and still true stays in."""
    kind = episode.decided.partition("|")[0]
    return "" if not kind or kind.startswith(FALLEN) or kind == "resolve" else kind


# Rows without a finding, and the caps


def _left(before: Episode, covered: bool, still: bool, facts: Facts, blind: Collection[str]) -> Episode:
    """What becomes of an episode that has no row of its own any more."""
    if before.state == "resolved":
        return before
    if covered:
        return msgspec.structs.replace(before, state=COVERED)
    now = facts.as_of.isoformat()
    if still:
        # What it stood for is told apart now: nothing is solved, and nothing is said.
        return msgspec.structs.replace(before, state="resolved", resolved_at=now)
    if _seen(before, facts, blind):
        return msgspec.structs.replace(before, state="resolved", resolved_at=now)
    return before if before.state == COVERED else msgspec.structs.replace(before, state="unknown")


def _seen(before: Episode, facts: Facts, blind: Collection[str]) -> bool:
    """Whether all that its rules stand on was read and is not late."""
    kind, _, entity = before.key.partition("|")[2].partition(":")
    for rule in _rules(before):
        needed = {*BY_ID[rule].sources, *({entity} if kind in ("source", "tab") else ())}
        sources = [facts.sources.get(key) for key in needed]
        if rule in blind or any(one is None or (one.late and BY_ID[rule].sources) for one in sources):
            return False
    return True


def _order(row: ExceptionRow) -> tuple[bool, int, str, float, str]:
    return row.state in CLOSED, -row.urgency, row.due_at, -(row.amount_at_risk or 0.0), row.key


def capped(rows: Sequence[ExceptionRow], most: int) -> list[ExceptionRow]:
    """Mark which rows the brief shows; a late source at info stands in the status row alone."""
    by_rule: dict[str, int] = {}
    shown = infos = 0
    marked = []
    for row in rows:
        info, told_by = row.severity == "info", row.key.partition("|")[0]
        fits = (
            row.state not in CLOSED
            and not row.decision
            and shown < most
            and by_rule.get(told_by, 0) < PER_RULE
            and not (info and (infos >= INFOS or row.rule == "D01"))
        )
        if fits:
            shown, infos = shown + 1, infos + info
            by_rule[told_by] = by_rule.get(told_by, 0) + 1
        marked.append(msgspec.structs.replace(row, in_brief=fits))
    return marked
