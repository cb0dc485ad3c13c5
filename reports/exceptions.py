"""Findings become exceptions with memory: episodes, decisions, states, and the caps of the brief.

Everything here is a pure function of (memory, findings, moment): a run repeated with the same moment starts from what
was remembered before that moment, and so gives the same rows and the same memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from reports.decisions import Decision, decisions
from reports.exception_rows import Draft, drafts, gone_row, row_of, worse
from reports.facts import Facts
from reports.memory import pruned
from reports.outcome import Episode, ExceptionRow, Memory, Skipped
from reports.rules import BY_ID
from reports.rules.rule import Finding

#: A row that comes back within so many days continues its episode.
REOPENS_DAYS = 3
#: A decision falls when the row presses by so much more.
RETURNS_FROM = 20
SNOOZE_CRITICAL, SNOOZE = timedelta(hours=24), timedelta(days=14)
#: The caps that keep the brief calm, beside ``max_exceptions``.
PER_RULE, INFOS = 3, 2
CLOSED = ("resolved", "unknown")
#: Marks a decision that does not hold any more, whatever the cell still says.
FALLEN = "!"


def advance(
    memory: Memory, found: Sequence[Finding], facts: Facts, skipped: Sequence[Skipped]
) -> tuple[list[ExceptionRow], Memory]:
    """The exceptions of this run, and the memory after it."""
    now = facts.as_of
    kept = rolled_back(memory, now)
    past = {one.key: one for one in sorted(kept, key=lambda one: (one.key, one.episode))}
    decided = decisions(facts.tables, memory.typed, now.date())
    first = memory.first or now.isoformat()
    made = drafts(
        found,
        facts,
        first_day=datetime.fromisoformat(first).date(),
        open_keys=frozenset(key for key, one in past.items() if one.state != "resolved"),
    )
    rows: list[ExceptionRow] = []
    episodes: list[Episode] = []
    for draft in made.rows:
        episode = _episode(draft, past.pop(draft.key, None), decided.get(("row", draft.key)), facts)
        episodes.append(episode)
        rows.append(row_of(draft, episode, _in_force(episode), _assigned(decided, draft.key), facts))
    blind = {skip.rule for skip in skipped}
    for before in past.values():
        gone = before if before.key in made.covered or before.state == "resolved" else _gone(before, facts, blind)
        episodes.append(gone)
        if gone is not before and gone.rule in BY_ID:
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
        aliases=memory.aliases,
    )
    return _capped(sorted(rows, key=_order), int(facts.knobs.get("max_exceptions"))), pruned(after, now.date())


def rolled_back(memory: Memory, as_of: datetime) -> list[Episode]:
    """The episodes as they stood before the run of this moment."""
    if memory.as_of != as_of.isoformat():
        return [msgspec.structs.replace(one, before=None) for one in memory.episodes]
    return [one.before for one in memory.episodes if one.before is not None]


def _plain(before: Episode | None) -> Episode | None:
    return None if before is None else msgspec.structs.replace(before, before=None)


def _episode(draft: Draft, before: Episode | None, decision: Decision | None, facts: Facts) -> Episode:
    """This run's episode of the row: a new one, the one that goes on, or the one that comes back."""
    now, weight = facts.as_of, draft.weight
    due_at = draft.due(facts).isoformat()
    made = Episode(
        key=draft.key,
        rule=draft.finding.rule,
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
        title_en=draft.finding.title.en,
        title_es=draft.finding.title.es,
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
    return _decided(made, before, decision, now)


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


def _decided(episode: Episode, before: Episode | None, decision: Decision | None, now: datetime) -> Episode:
    """The episode with what was decided about it, and whether that still holds."""
    if decision is None or decision.kind == "reopen":
        return episode
    said = f"{decision.kind}|{decision.until or ''}|{decision.reason}"
    known = before is not None and before.decided.lstrip(FALLEN) == said
    if not known or before is None:
        state = "reopened" if decision.kind == "resolve" else episode.state
        return msgspec.structs.replace(
            episode, decided=said, decided_at=now.isoformat(), decided_urgency=episode.urgency, state=state
        )
    fallen = before.decided.startswith(FALLEN) or _falls(episode, before, decision, now)
    return msgspec.structs.replace(
        episode,
        decided=f"{FALLEN}{said}" if fallen else said,
        decided_at=before.decided_at,
        decided_urgency=before.decided_urgency,
    )


def _falls(episode: Episode, before: Episode, decision: Decision, now: datetime) -> bool:
    """Whether a decision that was seen before has come to its end."""
    if episode.episode > before.episode or episode.urgency - (before.decided_urgency or 0) >= RETURNS_FROM:
        return True
    if decision.kind == "not_a_problem":
        return episode.state == "escalated"
    if decision.kind == "snooze":
        longest = SNOOZE_CRITICAL if episode.severity == "critical" else SNOOZE
        return now >= datetime.fromisoformat(before.decided_at) + longest
    return False


def _in_force(episode: Episode) -> str:
    """The decision that keeps the row out of the brief; one resolved by hand and still true stays in."""
    kind = episode.decided.partition("|")[0]
    return "" if not kind or kind.startswith(FALLEN) or kind == "resolve" else kind


def _assigned(decided: Mapping[tuple[str, str], Decision], key: str) -> str:
    decision = decided.get(("assign", key))
    return decision.value if decision else ""


# Rows without a finding, and the caps


def _gone(before: Episode, facts: Facts, blind: set[str]) -> Episode:
    """Resolved if all that the rule stands on was read and is not late; else not known."""
    now = facts.as_of.isoformat()
    rule = BY_ID.get(before.rule)
    if rule is None:
        return msgspec.structs.replace(before, state="resolved", resolved_at=now)
    kind, _, entity = before.key.partition("|")[2].partition(":")
    needed = {*rule.sources, *({entity} if kind in ("source", "tab") else ())}
    sources = [facts.sources.get(key) for key in needed]
    seen = before.rule not in blind and all(
        source is not None and (not source.late or not rule.sources) for source in sources
    )
    if seen:
        return msgspec.structs.replace(before, state="resolved", resolved_at=now)
    return msgspec.structs.replace(before, state="unknown")


def _order(row: ExceptionRow) -> tuple[bool, int, str, float, str]:
    return row.state in CLOSED, -row.urgency, row.due_at, -(row.amount_at_risk or 0.0), row.key


def _capped(rows: Sequence[ExceptionRow], most: int) -> list[ExceptionRow]:
    """Mark which rows the brief shows; a late source at info stands in the status row alone."""
    by_rule: dict[str, int] = {}
    shown = infos = 0
    marked = []
    for row in rows:
        info = row.severity == "info"
        fits = (
            row.state not in CLOSED
            and not row.decision
            and shown < most
            and by_rule.get(row.rule, 0) < PER_RULE
            and not (info and (infos >= INFOS or row.rule == "D01"))
        )
        if fits:
            shown, infos = shown + 1, infos + info
            by_rule[row.rule] = by_rule.get(row.rule, 0) + 1
        marked.append(msgspec.structs.replace(row, in_brief=fits))
    return marked
