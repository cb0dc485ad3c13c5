"""What the founder changes in the window: each goes into the workbook's own tabs, and can be taken back.

A change is kept on disk before anything else. The child writes it when the workbook is free, if what it stands on still
says what it said; taking it back is another such edit, that clears or resets exactly what was written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop import waiting
from desktop.translations import both
from desktop.waiting import Plain, RowChanged, TabAsked, Waiting
from reports.definitions import KNOBS, Knob
from reports.definitions.values import as_text, declaration, parsed, scope_of
from sheets.contract import known
from sheets.errors import Text

if TYPE_CHECKING:
    from desktop.session import Session
    from reports.outcome import Action, Setting

STATUSES = ("open", "doing", "done", "dropped")
#: Kinds of knobs that a cell holds as a number.
NUMBERS = ("count", "number", "rate", "money")
LONGEST = 60


@dataclass(frozen=True)
class Change:
    """One change of a tab, what takes it back, and what it is called."""

    asked: TabAsked
    back: TabAsked
    said: Text


class Edits(QObject):
    """Every change goes through :meth:`make`. ``changed`` tells that another one would be taken back now."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self._told)

    def make(self, change: Change) -> None:
        """Keep the change, and let the child write it. It is on disk from here on, or the founder is told."""
        id = self._send(change.asked, change.said)
        if id:
            self._stack.push(_Made(self, change, id))

    @property
    def can_undo(self) -> bool:
        """Whether a change can be taken back."""
        return self._session.may_change and self._next_back() is not None

    @property
    def can_redo(self) -> bool:
        """Whether a change that was taken back can be made again."""
        return self._session.may_change and self._stack.canRedo()

    @property
    def undo_said(self) -> Text | None:
        """What would be taken back."""
        made = self._next_back()
        return made.change.said if made else None

    @property
    def redo_said(self) -> Text | None:
        """What would be made again."""
        made = self._at(self._stack.index())
        return made.change.said if made else None

    def undo(self) -> None:
        """Take the last change back."""
        if self.can_undo:
            while (made := self._at(self._stack.index() - 1)) is not None:
                dropped = made.isObsolete()
                self._stack.undo()
                if not dropped:
                    return

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self.can_redo:
            self._stack.redo()

    def forget(self) -> None:
        """Another workbook is open: nothing of the one before can be taken back from here."""
        self._stack.clear()

    def drop(self, id: str) -> None:
        """Forget an edit that waits; there is nothing of it to be taken back then."""
        for made in self._all():
            if made.edit == id:
                made.setObsolete(True)
        self._session.backlog.drop_edit(id)
        self.changed.emit()

    def insist(self, id: str) -> None:
        """Write this edit over what the other side says by now; taking it back gives theirs back."""
        session = self._session
        if session.place is None:
            return
        clashes = next((one.clashes for one in session.waiting_edits() if one.id == id), [])
        try:
            waiting.insist(session.place, id, session.data_root)
        except OSError:
            session.tell(_not_kept(None, both("edit.yours")))
            return
        for made in self._all():
            if made.edit == id:
                made.change = _over_theirs(made.change, clashes)
        session.backlog.changed()
        session.send_edits()
        session.changed.emit()

    def send(self, asked: TabAsked, said: Text, undoes: str) -> str:
        """Keep this edit, which takes back another one; its id, or ``""`` where it could not be kept."""
        return self._send(asked, said, undoes)

    def _send(self, asked: TabAsked, said: Text, undoes: str = "") -> str:
        session = self._session
        if session.place is None:
            return ""
        if not session.may_change:
            session.refuse()
            return ""
        try:
            id = session.backlog.add(asked, undoes).id
        except OSError:
            session.tell(_not_kept(asked, said))
            return ""
        session.send_edits()
        session.changed.emit()
        return id

    def _at(self, number: int) -> _Made | None:
        made = self._stack.command(number) if 0 <= number < self._stack.count() else None
        return made if isinstance(made, _Made) else None

    def _all(self) -> list[_Made]:
        return [made for number in range(self._stack.count()) if (made := self._at(number)) is not None]

    def _next_back(self) -> _Made | None:
        made = (self._at(number) for number in range(self._stack.index() - 1, -1, -1))
        return next((one for one in made if one is not None and not one.isObsolete()), None)

    def _told(self, _index: int) -> None:
        self.changed.emit()


class _Made(QUndoCommand):
    """One change on the stack. ``edit`` is the id of the one that was kept last for it."""

    def __init__(self, edits: Edits, change: Change, edit: str) -> None:
        super().__init__()
        self.change, self.edit = change, edit
        self._edits, self._is_new = edits, True

    def redo(self) -> None:
        """Called when it is put on the stack too: then it has been made already."""
        if self._is_new:
            self._is_new = False
        else:
            self.edit = self._edits.send(self.change.asked, self.change.said, self.edit) or self.edit

    def undo(self) -> None:
        """Ask for the edit that takes it back."""
        if not self.isObsolete():
            self.edit = self._edits.send(self.change.back, self.change.said, self.edit) or self.edit


def note(row: dict[str, str]) -> Change:
    """One row for the tab Notes."""
    return _added("Notes", row, both("edit.note", text=_short(row.get("text", ""))))


def decision(row: dict[str, str]) -> Change:
    """One row for the tab Decisions."""
    kind = row.get("kind", "")
    said = both(f"edit.{kind}") if kind in _DECISIONS else both("edit.decision")
    return _added("Decisions", row, said)


def action(session: Session, key: str, status: str, note: str = "") -> Change | None:
    """The status of one of the next actions, in its row of the tab Actions; ``None`` where there is no such action."""
    found = next((one for one in _actions(session) if one.key == key), None)
    if found is None or status not in STATUSES:
        return None
    waits = waiting_statuses(session)
    was = waits.get(key, found.status) or "open"
    language = session.head.language if session.head else "en"
    now = _now(session)
    also: dict[str, Plain] = {"done_at": now if status == "done" else None}
    if note:
        also["result_note"] = note
    where: list[dict[str, Plain]] = [{"action_id": key}, {"exception_key": found.exception_key or key}]
    row: dict[str, Plain] = {
        "action_id": key,
        "title": found.line.text(language),
        "owner": found.owner,
        "due": _local(found.due_at),
        "status": status,
        "created_at": now,
        "origin": "brief",
        "exception_key": found.exception_key,
        **{name: value for name, value in also.items() if value},
    }
    if found.target.startswith("order:"):
        row["order"] = found.target.removeprefix("order:")
    row = {name: value for name, value in row.items() if value not in (None, "")}
    added = row if key not in waits and found.status == "open" else {}
    before: dict[str, Plain] = {"done_at": None, **({"result_note": found.note or None} if note else {})}
    title = _short(found.line.en), _short(found.line.es)
    label = both(f"edit.{status}")
    return Change(
        TabAsked(
            "Actions",
            changed=[RowChanged(where=where, to={"status": status}, stood={"status": was}, also=also, otherwise=row)],
        ),
        TabAsked(
            "Actions",
            changed=[
                RowChanged(where=where, to={"status": was}, stood={"status": status}, also=before, added=added),
            ],
        ),
        Text(f"{label.en}: {title[0]}", f"{label.es}: {title[1]}"),
    )


def definition(session: Session, key: str, scope: str, value: str) -> Change:
    """A value of Definitions for this scope (``""`` or ``all`` = for all); ``""`` goes back to the standard one."""
    applies_to = "" if scope_of(scope) == ("", "") else scope.strip()
    knob = knob_of(key, applies_to)
    shown, waits = setting(session, key, applies_to), waiting_settings(session)
    was = waits.get((key, applies_to), shown.value if shown else "")
    declared = knob.default if knob.applies_to == applies_to else ""
    standard: Plain = typed(knob, shown.standard) if shown and shown.standard else declared
    new = typed(knob, value) if value.strip() else (standard if standard != "" else None)
    where: list[dict[str, Plain]] = [{"key": key, "applies_to": applies_to}]
    row: dict[str, Plain] = {
        "key": key,
        "applies_to": applies_to,
        "value": new,
        "unit": knob.unit,
        "plain_meaning_en": knob.told.en,
        "plain_meaning_es": knob.told.es,
        "default": standard,
    }
    row = {name: cell for name, cell in row.items() if cell not in (None, "")}
    to: dict[str, Plain] = {"value": new}
    before: dict[str, Plain] = {"value": typed(knob, was) if was else None}
    # Without a brief that lists them nobody knows what stands there. A row that is there already stays there: what this
    # would have added may say just the same.
    listed = session.section("settings") is not None
    stood: dict[str, Plain] = dict(before) if listed else {}
    added = row if listed and shown is None and (key, applies_to) not in waits else {}
    what = f"{key} ({applies_to})" if applies_to else key
    says = as_text(new) if new is not None else ""
    return Change(
        TabAsked("Definitions", changed=[RowChanged(where=where, to=to, stood=stood, otherwise=row)]),
        TabAsked("Definitions", changed=[RowChanged(where=where, to=before, stood=to, added=added)]),
        both("edit.definition", what=what, value=_short(says)) if says else both("edit.unset", what=what),
    )


def checked(key: str, text: str) -> Text | None:
    """Why this text is no value for the knob; ``None`` where it is one. Nothing typed is: it stands for the default."""
    knob = knob_of(key, "")
    if not text.strip():
        return None
    try:
        parsed(text, knob)
    except ValueError as mistake:
        if str(mistake) == "out_of_range" and knob.kind in NUMBERS:
            return both("setting.out_of_range", low=as_text(knob.low), high=_highest(knob))
        if knob.choices:
            return both("setting.unknown_choice", choices=", ".join(knob.choices))
        return both(f"setting.no_{knob.kind}")
    if knob.kind == "link" and not text.strip().lower().startswith(("https://", "http://")):
        return both("setting.no_link")
    return None


def typed(knob: Knob, text: str) -> Plain:
    """What is typed as the cell that holds it: a number as a number, a choice in its own spelling."""
    text = text.strip()
    try:
        value = parsed(text, knob)
    except ValueError:
        return text
    if knob.kind in NUMBERS:
        return value if value is None or isinstance(value, int) else _whole(float(value))
    if knob.kind == "flag":
        return "yes" if value else "no"
    return str(value) if knob.kind in ("choice", "zone") else text


def knob_of(key: str, scope: str) -> Knob:
    """The declaration of this knob for this scope; the one for all where the scope has none of its own."""
    wanted = scope_of(scope)
    named = [knob for knob in KNOBS if knob.key == key]
    return next((knob for knob in named if scope_of(knob.applies_to) == wanted), None) or declaration(key)


def setting(session: Session, key: str, scope: str) -> Setting | None:
    """The row of Definitions for this knob and scope, as the brief that is shown read it."""
    rows: list[Setting] = session.section("settings") or []
    wanted = scope_of(scope)
    return next((one for one in reversed(rows) if one.key == key and scope_of(one.scope) == wanted), None)


def waiting_statuses(session: Session) -> dict[str, str]:
    """By key of an action the status that is not written yet."""
    changes = (change for change in _changes(session, "Actions") if "status" in change.to)
    return {str(one.where[0].get("action_id") or ""): str(one.to["status"] or "") for one in changes}


def waiting_settings(session: Session) -> dict[tuple[str, str], str]:
    """By key and scope (``""`` = for all) the value of a definition that is not written yet."""
    changes = (change for change in _changes(session, "Definitions") if "value" in change.to)
    return {
        (str(one.where[0].get("key") or ""), str(one.where[0].get("applies_to") or "")): as_text(one.to["value"])
        for one in changes
    }


_DECISIONS = ("acknowledge", "snooze", "assign", "not_a_problem", "resolve", "reopen", "override_category")


def _changes(session: Session, tab: str) -> list[RowChanged]:
    edits: tuple[Waiting, ...] = session.waiting_edits()
    return [change for edit in edits for item in edit.edits if known(item.tab) == known(tab) for change in item.changed]


def _actions(session: Session) -> list[Action]:
    if session.head is None:
        return []
    reads: dict[str, Any] = session.section("reads") or {}
    return [*session.head.actions, *(one for read in reads.values() for one in read.actions)]


def _added(tab: str, row: dict[str, str], said: Text) -> Change:
    plain: dict[str, Plain] = dict(row)
    return Change(TabAsked(tab, rows=[plain]), TabAsked(tab, taken=[plain]), said)


def _over_theirs(change: Change, clashes: list[waiting.Clash]) -> Change:
    changed = list(change.back.changed)
    for clash in clashes:
        _, part, place = clash.at
        if part == "changed" and place < len(changed):
            to = {**changed[place].to, clash.column: clash.theirs}
            changed[place] = msgspec.structs.replace(changed[place], to=to)
    return replace(change, back=msgspec.structs.replace(change.back, changed=changed))


def _not_kept(asked: TabAsked | None, said: Text) -> Any:
    """What could not be kept on the disk; what somebody typed stands there whole, to be copied."""
    from desktop.notices import Notice

    row = asked.rows[0] if asked and asked.rows else {}
    if text := row.get("text") or row.get("reason"):
        return Notice("critical", both("note_lost.happened", text=text), both("note_lost.remedy"))
    happened = both("edit_lost.happened")
    told = Text(happened.en.format(what=said.en), happened.es.format(what=said.es))
    return Notice("critical", told, both("edit_lost.remedy"))


def _highest(knob: Knob) -> str:
    return "∞" if knob.high == float("inf") else as_text(knob.high)


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _now(session: Session) -> str:
    zone = datetime.fromisoformat(session.head.as_of).tzinfo if session.head is not None else None
    return datetime.now(zone).replace(tzinfo=None, second=0, microsecond=0).isoformat(timespec="minutes")


def _local(moment: str) -> str:
    """A moment or a day as a cell of the business's own zone holds it."""
    if len(moment) <= 10:
        return moment
    try:
        return datetime.fromisoformat(moment).replace(tzinfo=None).isoformat(timespec="minutes")
    except ValueError:
        return moment
