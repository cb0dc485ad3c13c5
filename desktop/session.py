"""The workbook that is open: its brief, what is being done with it, and what waits until it is closed elsewhere.

Refresh reads and shows; Write to workbook writes exactly what is shown; a note goes into the Notes tab. Each runs in a
child process. What cannot be written while the workbook is open in a spreadsheet waits on disk, and is written when
the workbook is free.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop import cache
from desktop.account import Account
from desktop.backlog import Backlog
from desktop.children import Children
from desktop.endings import Endings
from desktop.going_back import GoingBack
from desktop.kept_brief import KeptBrief
from desktop.tasks import COMMAND, Pause, Queue, Step, Task
from desktop.translations import both
from desktop.watch import ASK_MS, POLL_MS
from sheets.errors import Text
from sheets.place import GoogleSheet, Place

if TYPE_CHECKING:
    from desktop.auto_refresh import AutoRefresh
    from desktop.edits import Edits
    from desktop.intake.intake import Intake
    from desktop.notices import Notice
    from desktop.pending import Brief
    from desktop.receipt import Receipt
    from desktop.waiting import Waiting

STALE_AFTER_HOURS = 24


class Session(QObject):
    """One workbook at a time. ``changed`` is emitted when anything that is shown may have changed.

    ``fresh`` says that the brief was read since the workbook was opened, ``away`` that Google could not be reached.
    ``progressed`` tells of the task that runs, ``noticed`` of the notice, ``made`` a new workbook's path.
    """

    changed = Signal()
    progressed = Signal()
    noticed = Signal()
    made = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        command: Sequence[str] = COMMAND,
        cache_root: Path | None = None,
        data_root: Path | None = None,
        poll_ms: int = POLL_MS,
        ask_ms: int = ASK_MS,
    ) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        self.as_of: str | None = None
        self.notice: Notice | None = None
        self.fresh = self.away = False
        self.kept = KeptBrief(self)
        self.program = Children(command)
        self.account = Account(self, self.program)
        self.going_back = GoingBack(self)
        self._cache_root, self.data_root = cache_root, data_root
        self._poll_ms = poll_ms
        self._intake: Intake | None = None
        self._edits: Edits | None = None
        self._auto: AutoRefresh | None = None
        self.endings = Endings(self)
        self.queue = Queue(self)
        self.queue.changed.connect(self.progressed)
        self.backlog = Backlog(self, data_root, poll_ms, ask_ms)
        self.backlog.due.connect(self._try_waiting)

    def open(self, place: Place, as_of: str | None = None) -> None:
        """Show what is kept of this workbook; :meth:`refresh` reads it anew."""
        self.queue.clear()
        if self._intake is not None:
            self._intake.leave()
        if self._edits is not None:
            self._edits.forget()
        self.place, self.as_of = place, as_of
        self.fresh = self.away = False
        self.endings.forget()
        self.notice = None
        self.program.password = ""
        self.backlog.open(place)
        wish = self.waiting_brief()
        self.endings.adopt = wish is not None and wish.adopt
        self.kept.open(cache.folder(place, self._cache_root))
        self.backlog.keep_watch()
        self.changed.emit()

    @property
    def head(self) -> cache.Head | None:
        """The head of the brief that is shown, if there is one."""
        return self.kept.head

    @property
    def past(self) -> str:
        """The day whose brief is shown; ``""`` where it is today's."""
        return self.kept.past

    @property
    def may_change(self) -> bool:
        """Whether anything may be written: from the brief of a past day nothing is."""
        return self.place is not None and not self.past

    def past_days(self) -> tuple[str, ...]:
        """The past days whose brief is kept, as ISO days, the newest first."""
        return self.kept.days() if self.place is not None else ()

    def show_past(self, day: str) -> None:
        """Show the brief of that day. It is only shown: nothing can be written from there."""
        if self.kept.show_past(day):
            self.tell(None)
            self.changed.emit()
        else:
            from desktop.notices import Notice

            self.tell(Notice("warning", both("past.gone.happened"), both("past.gone.remedy")))

    def show_today(self) -> None:
        """Show the brief of today again."""
        if self.past:
            self.kept.show_today()
            self.tell(None)
            self.changed.emit()

    def refuse(self) -> None:
        """Say that nothing is written from the brief of a past day."""
        from desktop.notices import Notice

        self.tell(Notice("info", both("past.refused.happened"), both("past.refused.remedy"), ("today",)))

    @property
    def title(self) -> str:
        """What the workbook is called: its file's name, or the title of the Google Sheet as its brief has it."""
        if self.place is None or isinstance(self.place, Path):
            return self.place.name if self.place else ""
        return (self.head.workbook if self.head else "") or self.place.name

    def section(self, name: str) -> Any | None:
        """One section of the brief that is shown, loaded when first asked for; ``None`` where it is gone."""
        return self.kept.section(name)

    @property
    def auto(self) -> AutoRefresh:
        """Refreshing by itself; loaded when it is first told what to follow."""
        if self._auto is None:
            from desktop.auto_refresh import AutoRefresh

            self._auto = AutoRefresh(self)
        return self._auto

    @property
    def edits(self) -> Edits:
        """What the founder changes in the workbook's tabs; loaded with the first change."""
        if self._edits is None:
            from desktop.edits import Edits

            self._edits = Edits(self)
        return self._edits

    @property
    def can_undo(self) -> bool:
        """Whether a change that was made in the window can be taken back."""
        return self._edits is not None and self._edits.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a change that was taken back can be made again."""
        return self._edits is not None and self._edits.can_redo

    @property
    def intake(self) -> Intake:
        """Files on their way into the workbook; loaded when there is one."""
        if self._intake is None:
            from desktop.intake.intake import Intake

            self._intake = Intake(self, self._poll_ms)
        return self._intake

    @property
    def doing(self) -> str:
        """The name of the task that runs: ``refresh``, ``write``, ``edit``, ``restore``, ``new``, one of
        :data:`desktop.endings.OF_INTAKE`; or nothing."""
        return self.queue.current.name if self.queue.current else ""

    @property
    def step(self) -> Step:
        """How far that task is."""
        return self.queue.current.step if self.queue.current else Step()

    @property
    def is_committing(self) -> bool:
        """Whether that task is putting what it wrote in place."""
        return self.queue.current is not None and self.queue.current.is_committing

    @property
    def pause(self) -> Pause:
        """How long that task waits for Google now, and why."""
        return self.queue.current.pause if self.queue.current else Pause()

    @property
    def on_google(self) -> bool:
        """Whether the workbook is a Google Sheet."""
        return isinstance(self.place, GoogleSheet)

    @property
    def can_cancel(self) -> bool:
        """Whether that task may still be cancelled."""
        return self.queue.current is not None and self.queue.current.can_cancel

    @property
    def stale(self) -> bool:
        """Whether the workbook changed after the brief was made, as far as is known, or that is a day ago."""
        if self.head is None or self.place is None or self.fresh:
            return False
        return cache.is_stale(self.kept.folder, self.place, STALE_AFTER_HOURS)

    @property
    def with_password(self) -> bool:
        """Whether the workbook is read with a password. It is kept for as long as the workbook is open here."""
        return bool(self.program.password)

    @property
    def held_by(self) -> Text | None:
        """Who has the workbook open, where something waits for that and it is known."""
        return self.backlog.held_by

    def waiting_edits(self) -> tuple[Waiting, ...]:
        """The edits that wait for the workbook to be closed elsewhere, in the order in which they were asked for."""
        return self.backlog.edits()

    def waiting_brief(self) -> Brief | None:
        """The wish to write the brief as soon as the workbook is closed elsewhere, if there is one."""
        return self.backlog.brief()

    # --- what the founder asks for

    def refresh(self, adopt: bool = False) -> None:
        """Read the workbook and compute its brief; nothing is written."""
        self.show_today()
        self.tell(None)
        self.endings.adopt = self.endings.adopt or adopt
        self.read_again()

    def write(self) -> None:
        """Write exactly the brief that is shown into the workbook."""
        if self.place is None or self.head is None or self.queue.has("write"):
            return
        if self.past:
            self.refuse()
            return
        kept = cache.head(self.kept.folder)
        if kept is None or kept.generation != self.head.generation:
            from desktop.notices import Notice

            self.kept.load()
            self.tell(Notice("info", both("newer.happened"), both("newer.remedy"), ("write",)))
            self.changed.emit()
            return
        self.tell(None)
        arguments = ["refresh", str(self.place), "--write-cached", "--events"]
        self.run("write", [*arguments, *(["--adopt"] if self.endings.adopt else [])])

    def add_note(self, row: dict[str, str]) -> None:
        """Put one row into the Notes tab; ``row`` is keyed by canonical column names. It is on disk from here on."""
        from desktop import edits

        self.edits.make(edits.note(row))

    def decide(self, row: dict[str, str]) -> None:
        """Put one row into the tab Decisions, which is made where there is none; it is kept as a note is."""
        from desktop import edits

        self.edits.make(edits.decision(row))

    def act(self, key: str, status: str, note: str = "") -> None:
        """Give a next action its status in the tab Actions: ``open``, ``doing``, ``done`` or ``dropped``."""
        from desktop import edits

        if (change := edits.action(self, key, status, note)) is not None:
            self.edits.make(change)

    def define(self, key: str, scope: str, value: str) -> None:
        """Set a definition for this scope (``""`` = for all); ``""`` goes back to its standard value."""
        from desktop import edits

        self.edits.make(edits.definition(self, key, scope, value))

    def drop_edit(self, id: str) -> None:
        """Forget an edit that waits."""
        self.edits.drop(id)
        self.changed.emit()

    def write_mine(self, id: str) -> None:
        """Write an edit that waits over what somebody else has put there."""
        self.edits.insist(id)

    def stop_waiting(self) -> None:
        """Give up writing the brief when the workbook is closed; edits still wait."""
        self.backlog.forget_brief()
        self.backlog.keep_watch()
        self.changed.emit()

    def use_password(self, password: str) -> None:
        """Read the workbook with this password. It stays in memory only, and goes with the workbook."""
        self.program.password = password
        self.refresh()

    def look(self, name: str, arguments: Sequence[str]) -> Task:
        """Start a child that changes nothing in the workbook, beside all other work; whoever asks listens to it."""
        task = self.program.task(name, [*arguments, "--events"], self)
        for ended in (task.done, task.failed, task.cancelled):
            ended.connect(task.deleteLater)
        task.start()
        return task

    def is_asked(self, name: str) -> bool:
        """Whether a task of this name runs or waits for its turn."""
        return self.queue.has(name)

    def new(self, path: Path, language: str, sample: bool) -> None:
        """Make a workbook; ``made`` tells its path when it is there."""
        task = self.run("new", ["new", str(path), "--lang", language, "--events", *(["--sample"] if sample else [])])
        task.setProperty("file", str(path))

    def cancel(self) -> None:
        """Cancel what runs, if it still may be."""
        self.queue.cancel()

    def reload(self) -> None:
        """Take what is kept now, as a start of the program would."""
        self.kept.load()
        self.fresh = False

    def dismiss(self) -> None:
        """The founder has read the notice."""
        self.tell(None)

    def close(self) -> None:
        """End all work before the window goes."""
        self.backlog.stop()
        self.account.close()
        if self._intake is not None:
            self._intake.close()
        for task in self.findChildren(Task, options=Qt.FindChildOption.FindDirectChildrenOnly):
            task.cancel()
            task.wait(1000)
        self.queue.close()

    # --- work

    def run(self, name: str, arguments: Sequence[str]) -> Task:
        """Queue a task; :class:`desktop.endings.Endings` hears of its end."""
        if name != "refresh":
            self.show_today()  # what it does to the workbook is to be seen
        task = self.program.task(name, arguments)
        task.setProperty("workbook", str(self.place or ""))
        task.setProperty("password", self.with_password)
        task.stepped.connect(self.progressed)
        task.paused.connect(self.progressed)
        task.committing.connect(self.progressed)
        task.hung.connect(self.progressed)
        self.endings.listen(task)
        self.queue.add(task)
        return task

    def read_again(self) -> None:
        """Read the workbook and compute its brief; what is told of something else stays."""
        if self.place is None or self.queue.has("refresh"):
            return
        arguments = ["refresh", str(self.place), "--no-write", "--events"]
        arguments += ["--as-of", self.as_of] if self.as_of else []
        arguments += ["--adopt"] if self.endings.adopt else []
        self.run("refresh", arguments)

    def send_edits(self) -> None:
        """Let the child write what waits, if the workbook is free."""
        if not self.queue.has("edit"):
            self.run("edit", ["edit", str(self.place), "--events"])

    def tell(self, notice: Notice | None) -> None:
        """Show this notice in the place of any before."""
        self.notice = notice
        self.noticed.emit()

    def receipt(self, said: dict[str, Any]) -> Receipt | None:
        """The receipt of a child's ``done``, written just now."""
        from desktop.receipt import heard

        return heard(said.get("receipt"), datetime.now(), self.title)

    @Slot()
    def _try_waiting(self) -> None:
        """Write what waits once nobody seems to hold the workbook; the child has the last word."""
        if self.place is not None and not self.queue.busy:
            self.endings.write_waiting()
