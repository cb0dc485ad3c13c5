"""What earlier runs left, read from the workbook: ``_History``, and what the founder typed into our tabs.

It is written back by :mod:`reports.render.history_tab`, so that memory follows the file. Reading what was written
gives the same value again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec

from reports.decisions import as_said
from reports.language.tabs import ACTION_STATUS, ROLE, TEXTS
from reports.outcome import Episode, Memory, Remembered, Typed
from sheets.contract import normal
from sheets.workbook import Cell, Snapshot, TabSnapshot

COLUMNS = (
    *("kind", "key", "name", "day", "value", "rule", "episode", "state", "severity", "urgency", "first_seen"),
    *("last_seen", "runs_seen", "due_at", "amount", "count", "resolved_at", "title_en", "title_es"),
    *("decided", "decided_at", "decided_urgency", "decided_severity", "decided_amount", "fell", "parts", "lasting"),
)
#: Our tabs that a founder types into: (mark, where in memory, field -> the id of its header).
INPUTS = (
    ("brief", "actions", {"status": "B-status", "owner": "B-owner", "note": "B-note"}),
    ("exceptions", "exceptions", {"decision": "I-decision", "until": "I-until", "reason": "I-reason"}),
    ("products", "products", {"decision": "I-decision", "until": "I-until", "reason": "I-reason"}),
)
#: Those of them on which a decision is typed: it becomes a row of ``Decisions``.
DECIDED = ("exceptions", "products")
#: What stands, unseen, below the last of our rows on every tab of ours: all that follows is the founder's own.
END = "_end"
#: Episodes resolved, or seen last, so many days ago are forgotten; days are kept for two years, and so many values that
#: were typed beside actions.
EPISODE_DAYS, DAY_DAYS, TYPED = 90, 730, 500


def read(snapshot: Snapshot, owners: Sequence[str] = ()) -> Memory:
    """The memory of a workbook; ``owners`` are the names set in Definitions (writing one of them back is no typing)."""
    kept = _history(snapshot)
    typed = {(one.where, one.key, one.field): one.value for one in kept.typed}
    for mark, where, fields in INPUTS:
        tab = snapshot.marked(mark)
        if tab is None or not tab.complete:
            continue
        told = _decided(tab, where, fields, kept) if where in DECIDED else _acted(tab, fields, owners)
        for (key, field), value in told.items():
            if value is None:
                typed.pop((where, key, field), None)
            else:
                typed[where, key, field] = value
    ordered = [Typed(where=w, key=k, field=f, value=v) for (w, k, f), v in sorted(typed.items())]
    return Memory(
        as_of=kept.as_of,
        first=kept.first,
        episodes=kept.episodes,
        typed=ordered,
        shown=kept.shown,
        days=kept.days,
        aliases=kept.aliases,
    )


def keys(snapshot: Snapshot, where: str) -> tuple[str, ...]:
    """The keys of the rows that stand on Exceptions or Product board (``where`` as in :class:`Typed`)."""
    mark, _, fields = next(one for one in INPUTS if one[1] == where)
    tab = snapshot.marked(mark)
    return () if tab is None or not tab.complete else tuple(key for key, _ in _white_cells(tab, fields))


def rows(memory: Memory) -> list[list[str | float | int | None]]:
    """``_History`` as rows, the header first; :func:`read` gives the same memory from them again."""
    made: list[dict[str, str | float | int | None]] = []
    if memory.as_of:
        made.append({"kind": "as_of", "value": memory.as_of})
    if memory.first:
        made.append({"kind": "first", "value": memory.first})
    for episode in memory.episodes:
        made.append(_episode_row("episode", episode))
        if episode.before is not None:
            made.append(_episode_row("before", episode.before))
    made += [{"kind": "typed", "key": t.key, "name": f"{t.where}.{t.field}", "value": t.value} for t in memory.typed]
    made += [{"kind": "shown", "key": t.key, "name": f"{t.where}.{t.field}", "value": t.value} for t in memory.shown]
    made += [{"kind": "day", "key": d.key, "name": d.name, "day": d.day, "value": d.value} for d in memory.days]
    made += [{"kind": "alias", "key": old, "value": new} for old, new in memory.aliases]
    return [list(COLUMNS), *([row.get(name) for name in COLUMNS] for row in made)]


def earlier(memory: Memory, today: date) -> Memory:
    """The memory without the figures of today: a run repeated on the same day replaces them, and must not see them."""
    first = today.isoformat()
    return msgspec.structs.replace(memory, days=[one for one in memory.days if one.day < first])


def pruned(memory: Memory, today: date) -> Memory:
    """The memory without what is too old to matter."""
    oldest = (today - timedelta(days=EPISODE_DAYS)).isoformat()
    first_day = (today - timedelta(days=DAY_DAYS)).isoformat()
    # A decision that waits to be understood is never too old.
    acted = [one for one in memory.typed if one.where not in DECIDED]
    return Memory(
        as_of=memory.as_of,
        first=memory.first,
        episodes=[one for one in memory.episodes if (one.resolved_at or one.last_seen) >= oldest],
        typed=[*acted[-TYPED:], *(one for one in memory.typed if one.where in DECIDED)],
        shown=memory.shown,
        days=lasting(memory.days, sum(one.day < first_day for one in memory.days)),
        aliases=memory.aliases,
    )


def lasting(days: Sequence[Remembered], most: int) -> list[Remembered]:
    """The figures of the days, in order, without up to ``most`` of the oldest.

    The newest definition of each key stays however old: without it, it would look as if it had just been changed.
    """
    ordered = sorted(days, key=lambda one: (one.day, one.name, one.key))
    standing = {(one.name, one.key): one for one in ordered if one.name == "definition"}
    first = max(most, 0)
    kept = [one for one in ordered[:first] if standing.get((one.name, one.key)) is one]
    return [*kept, *ordered[first:]]


def _episode_row(kind: str, episode: Episode) -> dict[str, str | float | int | None]:
    told = {name: getattr(episode, name) for name in COLUMNS if hasattr(episode, name)}
    return {"kind": kind, **told, "parts": "\n".join(episode.parts)}


def _history(snapshot: Snapshot) -> Memory:
    tab = snapshot.marked("history")
    if tab is None or not tab.complete:
        return Memory()
    facts = {"as_of": "", "first": ""}
    episodes: list[Episode] = []
    typed: dict[str, list[Typed]] = {"typed": [], "shown": []}
    days: list[Remembered] = []
    aliases: list[tuple[str, str]] = []
    for row in _records(tab):
        kind, key, name, value = (_text(row.get(field)) for field in ("kind", "key", "name", "value"))
        if kind in facts:
            facts[kind] = value
        elif kind == "episode" and (episode := _episode(row)):
            episodes.append(episode)
        elif kind == "before" and episodes and (episode := _episode(row)):
            episodes[-1] = _with_before(episodes[-1], episode)
        elif kind in typed and "." in name:
            where, _, field = name.partition(".")
            typed[kind].append(Typed(where=where, key=key, field=field, value=value))
        elif kind == "day":
            raw = row.get("value")
            days.append(Remembered(day=_text(row.get("day")), name=name, key=key, value=_figure(raw)))
        elif kind == "alias":
            aliases.append((key, value))
    return Memory(
        as_of=facts["as_of"],
        first=facts["first"],
        episodes=episodes,
        typed=typed["typed"],
        shown=typed["shown"],
        days=days,
        aliases=aliases,
    )


def _figure(raw: Cell) -> float | str | None:
    if isinstance(raw, bool) or raw is None:
        return None
    return float(raw) if isinstance(raw, int | float) else _text(raw)


def _with_before(episode: Episode, before: Episode) -> Episode:
    kept = {name: getattr(episode, name) for name in Episode.__struct_fields__ if name != "before"}
    return Episode(**kept, before=before)


def _episode(row: dict[str, Cell]) -> Episode | None:
    """One episode; ``None`` where somebody changed the row so that it makes no sense any more."""

    def text(name: str) -> str:
        return _text(row.get(name))

    def whole(name: str) -> int:
        return int(float(text(name)))

    try:
        for moment in ("first_seen", "last_seen", "due_at"):
            datetime.fromisoformat(text(moment))
        return Episode(
            key=text("key"),
            rule=text("rule"),
            episode=whole("episode"),
            state=text("state"),
            severity=text("severity"),
            urgency=whole("urgency"),
            first_seen=text("first_seen"),
            last_seen=text("last_seen"),
            runs_seen=whole("runs_seen"),
            due_at=text("due_at"),
            amount=_optional(row.get("amount")),
            count=whole("count"),
            resolved_at=text("resolved_at"),
            title_en=text("title_en"),
            title_es=text("title_es"),
            decided=text("decided"),
            decided_at=text("decided_at"),
            decided_urgency=whole("decided_urgency") if text("decided_urgency") else None,
            decided_severity=text("decided_severity"),
            decided_amount=_optional(row.get("decided_amount")),
            fell=text("fell"),
            parts=text("parts").splitlines(),
            lasting=text("lasting"),
        )
    except ValueError:
        return None


def _optional(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _records(tab: TabSnapshot) -> Iterator[dict[str, Cell]]:
    names: list[str] | None = None
    for cells in tab.rows:
        texts = [_text(cell) for cell in cells]
        if names is None:
            names = texts if texts[:2] == ["kind", "key"] else None
            continue
        yield dict(zip(names, cells, strict=False))


def _acted(tab: TabSnapshot, fields: dict[str, str], owners: Sequence[str]) -> dict[tuple[str, str], str | None]:
    """What stands beside the actions: a status other than open, an owner other than the one set, a note."""
    told: dict[tuple[str, str], str | None] = {}
    for key, cells in _white_cells(tab, fields):
        for field, value in cells.items():
            ours = value == "open" if field == "status" else field == "owner" and (_is_role(value) or value in owners)
            told[key, field] = None if ours else value or None
    return told


def _decided(tab: TabSnapshot, where: str, fields: dict[str, str], kept: Memory) -> dict[tuple[str, str], str | None]:
    """What the founder typed since we wrote the tab, row by row: all three cells of a row that says something else.

    A row that says what we showed there tells nothing, in whichever language and form; of copies of a row, one that
    says something else counts. A decision that was shown and is cleared is told as ``""``.
    """
    shown: dict[str, dict[str, str]] = {}
    for one in kept.shown:
        if one.where == where:
            shown.setdefault(one.key, {})[one.field] = one.value
    told: dict[tuple[str, str], str | None] = {}
    changed: set[str] = set()
    for key, cells in _white_cells(tab, fields):
        if "decision" not in cells or key in changed:
            continue
        was = shown.get(key, {})
        now = {field: cells.get(field, was.get(field, "")) for field in fields}
        differs = as_said(where, now) != as_said(where, was)
        if differs:
            changed.add(key)
        for field, value in now.items():
            cleared = field == "decision" and bool(was.get("decision"))
            told[key, field] = value if differs and (value or cleared) else None
    return told


def _white_cells(tab: TabSnapshot, fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Key and cells of every row below a header that names the key and the input columns."""
    known = {normal(text): field for field, id in fields.items() for text in (TEXTS[id].en, TEXTS[id].es)}
    places: dict[str, int] = {}
    key_place = -1
    for cells in tab.rows:
        texts = [_text(cell) for cell in cells]
        if END in texts:
            return
        if "key" in texts and any(normal(text) in known for text in texts):
            key_place = texts.index("key")
            # What stands right of the key is the founder's own, whatever it is called.
            ours = enumerate(texts[:key_place])
            places = {known[normal(text)]: place for place, text in ours if normal(text) in known}
            continue
        if key_place < 0 or key_place >= len(texts) or not texts[key_place]:
            continue
        said = {field: texts[place] if place < len(texts) else "" for field, place in places.items()}
        yield texts[key_place], {**said, **({"status": _status(said["status"])} if "status" in said else {})}


def _status(value: str) -> str:
    plain = normal(value)
    for status, words in ACTION_STATUS.items():
        if plain in (normal(words.en), normal(words.es), status):
            return status
    return value


def _is_role(value: str) -> bool:
    return any(normal(value) in (normal(words.en), normal(words.es)) for words in ROLE.values())


def _text(cell: Cell | None) -> str:
    if isinstance(cell, datetime):
        at_midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if at_midnight else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if isinstance(cell, str | int | float) else ""
