"""A draft and its episode become the row that is shown: its sentences, its owner, its link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reports.facts import Facts
from reports.folds import Draft
from reports.numbers import Both, Day, say
from reports.outcome import Episode, ExceptionRow, Line, Rows
from reports.rules import BY_ID
from reports.rules.late import data_age, where_to_confirm
from reports.rules.rule import clause, in_passing
from reports.shop_pages import shop_page

WORDS = {
    "critical": Both("CRITICAL", "CRÍTICA"),
    "warning": Both("WARNING", "ADVERTENCIA"),
    "info": Both("INFO", "AVISO"),
}
#: Marks a decision that does not hold any more, whatever the cell still says.
FALLEN = "!"
CONFIRM = Both("CRITICAL – confirm", "CRÍTICA – confirmar")
STILL_TRUE = Both("; still true in the data", "; sigue siendo cierto en los datos")
#: What a row says once a decision about it does not hold any more: by decision and by why (``Episode.fell``).
SINCE = {
    ("acknowledge", "worse"): Both(
        "; more urgent than when you acknowledged it ({d})", "; más urgente que cuando la marcaste como vista ({d})"
    ),
    ("acknowledge", "back"): Both(
        "; back after you acknowledged it ({d})", "; volvió después de que la marcaste como vista ({d})"
    ),
    ("snooze", "worse"): Both(
        "; more urgent than when you snoozed it ({d})", "; más urgente que cuando la pospusiste ({d})"
    ),
    ("snooze", "over"): Both("; back after the snooze of {d}", "; vuelve: la pospusiste el {d}"),
    ("snooze", "back"): Both("; back after the snooze of {d}", "; vuelve: la pospusiste el {d}"),
    ("not_a_problem", "worse"): Both(
        "; more urgent than when you said it is no problem ({d})",
        "; más urgente que cuando dijiste que no era problema ({d})",
    ),
    ("not_a_problem", "changed"): Both(
        "; changed since you said it is no problem ({d})", "; cambió desde que dijiste que no era problema ({d})"
    ),
}


def row_of(draft: Draft, episode: Episode, decision: str, owner: str, facts: Facts) -> ExceptionRow:
    """The row as it is shown."""
    rule, finding, weight = draft.rule, draft.finding, draft.weight
    word = CONFIRM if weight.confirm else WORDS[weight.severity]
    text, order = finding.evidence or rule.evidence, finding.action or rule.action
    role = finding.owner or rule.owner
    joint = ", " if draft.page else ": " if finding.entity_type == "group" else rule.joint
    late, since = _late(draft, facts), _since(episode)
    tail = clause("{late}{since}", "{late}{since}", late=late, since=since) if late or since else None
    told = {**finding.args, "title": finding.title, "late": tail, "conf": _confirm(draft, facts)}
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
        owner_role=role,
        owner=owner or str(facts.knobs.get(f"owner.{role}") or ""),
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
        target=finding.target,
        terms=dict(weight.terms),
        reasons=list(draft.rules) if draft.page else [],
        page=shop_page(facts, f"{finding.entity_type}:{finding.entity_id}") or shop_page(facts, finding.target),
    )


def _since(episode: Episode) -> Both | None:
    """What became of the decision about the row, where it does not hold or does not help."""
    if episode.decided.startswith("resolve|"):
        return STILL_TRUE
    words = SINCE.get((episode.decided.lstrip(FALLEN).partition("|")[0], episode.fell))
    if words is None or not episode.decided_at:
        return None
    return clause(words.en, words.es, d=Day(datetime.fromisoformat(episode.decided_at).date()))


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
    rule = BY_ID[episode.rule.split()[0]]
    was = in_passing(rule)
    # What stood there: an order's number alone does not say what was wrong with it.
    shown = Line(id=f"{rule.id}-gone", en=f"{title.en}: {was.en}.", es=f"{title.es}: {was.es}.")
    return ExceptionRow(
        key=episode.key,
        rule=rule.id,
        severity=episode.severity,
        urgency=0,
        state=episode.state,
        title=title,
        evidence=title,
        shown=shown,
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
