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
from desktop.going_back import GoingBack
from desktop.places import keeps
from desktop.tasks import COMMAND, Failure, Pause, Queue, Step, Task
from desktop.translations import both
from desktop.watch import ASK_MS, POLL_MS
from sheets.errors import Text
from sheets.place import GoogleSheet, Place

if TYPE_CHECKING:
    from desktop.intake.intake import Intake
    from desktop.notices import Notice
    from desktop.pending import Brief
    from desktop.receipt import Receipt
    from desktop.waiting import Waiting

STALE_AFTER_HOURS = 24
#: The tasks of which :class:`desktop.intake.intake.Intake` hears.
OF_INTAKE = ("import", "undo_import", "add")


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
        self.head: cache.Head | None = None
        self.notice: Notice | None = None
        self.fresh = self.away = False
        self._folder = Path()
        self._sections: dict[str, Any] = {}
        self._children = Children(command)
        self.account = Account(self, self._children)
        self.going_back = GoingBack(self)
        self._cache_root, self.data_root = cache_root, data_root
        self._poll_ms = poll_ms
        self._intake: Intake | None = None
        self._adopt = self._write_next = self._read_anew = False
        self._warnings: list[Text] = []
        self._queue = Queue(self)
        self._queue.changed.connect(self.progressed)
        self._backlog = Backlog(self, data_root, poll_ms, ask_ms)
        self._backlog.due.connect(self._try_waiting)

    def open(self, place: Place, as_of: str | None = None) -> None:
        """Show what is kept of this workbook; :meth:`refresh` reads it anew."""
        self._queue.clear()
        if self._intake is not None:
            self._intake.leave()
        self.place, self.as_of = place, as_of
        self._folder = cache.folder(place, self._cache_root)
        self.fresh = self.away = self._write_next = self._read_anew = False
        self.notice = None
        self._children.password = ""
        self._backlog.open(place)
        wish = self.waiting_brief()
        self._adopt = wish is not None and wish.adopt
        self._load()
        self._backlog.keep_watch()
        self.changed.emit()

    @property
    def title(self) -> str:
        """What the workbook is called: its file's name, or the title of the Google Sheet as its brief has it."""
        if self.place is None or isinstance(self.place, Path):
            return self.place.name if self.place else ""
        return (self.head.workbook if self.head else "") or self.place.name

    def section(self, name: str) -> Any | None:
        """One section of the brief that is shown, loaded when first asked for; ``None`` where it is gone."""
        if self.head is None:
            return None
        if name not in self._sections:
            self._sections[name] = cache.section(self._folder, name, self.head.generation)
        return self._sections[name]

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
        :data:`OF_INTAKE`; or nothing."""
        return self._queue.current.name if self._queue.current else ""

    @property
    def step(self) -> Step:
        """How far that task is."""
        return self._queue.current.step if self._queue.current else Step()

    @property
    def is_committing(self) -> bool:
        """Whether that task is putting what it wrote in place."""
        return self._queue.current is not None and self._queue.current.is_committing

    @property
    def pause(self) -> Pause:
        """How long that task waits for Google now, and why."""
        return self._queue.current.pause if self._queue.current else Pause()

    @property
    def on_google(self) -> bool:
        """Whether the workbook is a Google Sheet."""
        return isinstance(self.place, GoogleSheet)

    @property
    def can_cancel(self) -> bool:
        """Whether that task may still be cancelled."""
        return self._queue.current is not None and self._queue.current.can_cancel

    @property
    def stale(self) -> bool:
        """Whether the workbook changed after the brief was made, as far as is known, or that is a day ago."""
        if self.head is None or self.place is None or self.fresh:
            return False
        return cache.is_stale(self._folder, self.place, STALE_AFTER_HOURS)

    @property
    def with_password(self) -> bool:
        """Whether the workbook is read with a password. It is kept for as long as the workbook is open here."""
        return bool(self._children.password)

    @property
    def held_by(self) -> Text | None:
        """Who has the workbook open, where something waits for that and it is known."""
        return self._backlog.held_by

    def waiting_edits(self) -> tuple[Waiting, ...]:
        """The edits that wait for the workbook to be closed elsewhere, in the order in which they were asked for."""
        return self._backlog.edits()

    def waiting_brief(self) -> Brief | None:
        """The wish to write the brief as soon as the workbook is closed elsewhere, if there is one."""
        return self._backlog.brief()

    # --- what the founder asks for

    def refresh(self, adopt: bool = False) -> None:
        """Read the workbook and compute its brief; nothing is written."""
        self.tell(None)
        self._adopt = self._adopt or adopt
        self.read_again()

    def write(self) -> None:
        """Write exactly the brief that is shown into the workbook."""
        if self.place is None or self.head is None or self._queue.has("write"):
            return
        kept = cache.head(self._folder)
        if kept is None or kept.generation != self.head.generation:
            from desktop.notices import Notice

            self._load()
            self.tell(Notice("info", both("newer.happened"), both("newer.remedy"), ("write",)))
            self.changed.emit()
            return
        self.tell(None)
        arguments = ["refresh", str(self.place), "--write-cached", "--events"]
        self.run("write", [*arguments, *(["--adopt"] if self._adopt else [])])

    def add_note(self, row: dict[str, str]) -> None:
        """Put one row into the Notes tab; ``row`` is keyed by canonical column names. It is on disk from here on."""
        self._add("Notes", row)

    def decide(self, row: dict[str, str]) -> None:
        """Put one row into the tab Decisions, which is made where there is none; it is kept as a note is."""
        self._add("Decisions", row)
        self.changed.emit()

    def _add(self, tab: str, row: dict[str, str]) -> None:
        if self.place is None:
            return
        try:
            self._backlog.add_row(tab, row)
        except OSError:
            from desktop.notices import Notice

            said = row.get("text") or row.get("target_key", "")
            self.tell(Notice("critical", both("note_lost.happened", text=said), both("note_lost.remedy")))
            return
        self._send_edits()

    def drop_edit(self, id: str) -> None:
        """Forget an edit that waits."""
        self._backlog.drop_edit(id)
        self.changed.emit()

    def stop_waiting(self) -> None:
        """Give up writing the brief when the workbook is closed; edits still wait."""
        self._backlog.forget_brief()
        self._backlog.keep_watch()
        self.changed.emit()

    def use_password(self, password: str) -> None:
        """Read the workbook with this password. It stays in memory only, and goes with the workbook."""
        self._children.password = password
        self.refresh()

    def look(self, name: str, arguments: Sequence[str]) -> Task:
        """Start a child that changes nothing in the workbook, beside all other work; whoever asks listens to it."""
        task = self._children.task(name, [*arguments, "--events"], self)
        for ended in (task.done, task.failed, task.cancelled):
            ended.connect(task.deleteLater)
        task.start()
        return task

    def is_asked(self, name: str) -> bool:
        """Whether a task of this name runs or waits for its turn."""
        return self._queue.has(name)

    def new(self, path: Path, language: str, sample: bool) -> None:
        """Make a workbook; ``made`` tells its path when it is there."""
        task = self.run("new", ["new", str(path), "--lang", language, "--events", *(["--sample"] if sample else [])])
        task.setProperty("file", str(path))

    def cancel(self) -> None:
        """Cancel what runs, if it still may be."""
        self._queue.cancel()

    def reload(self) -> None:
        """Take what is kept now, as a start of the program would."""
        self._load()
        self.fresh = False

    def dismiss(self) -> None:
        """The founder has read the notice."""
        self.tell(None)

    def close(self) -> None:
        """End all work before the window goes."""
        self._backlog.stop()
        self.account.close()
        if self._intake is not None:
            self._intake.close()
        for task in self.findChildren(Task, options=Qt.FindChildOption.FindDirectChildrenOnly):
            task.cancel()
            task.wait(1000)
        self._queue.close()

    # --- work

    def run(self, name: str, arguments: Sequence[str]) -> Task:
        """Queue a task. Only methods of this object are connected: a closure would keep it alive in a circle."""
        task = self._children.task(name, arguments)
        task.setProperty("workbook", str(self.place or ""))
        task.setProperty("password", self.with_password)
        task.stepped.connect(self.progressed)
        task.paused.connect(self.progressed)
        task.committing.connect(self.progressed)
        task.warned.connect(self._warned)
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._queue.add(task)
        return task

    def read_again(self) -> None:
        """Read the workbook and compute its brief; what is told of something else stays."""
        if self.place is None or self._queue.has("refresh"):
            return
        arguments = ["refresh", str(self.place), "--no-write", "--events"]
        arguments += ["--as-of", self.as_of] if self.as_of else []
        arguments += ["--adopt"] if self._adopt else []
        self.run("refresh", arguments)

    def _send_edits(self) -> None:
        """Let the child write what waits, if the workbook is free."""
        if not self._queue.has("edit"):
            self.run("edit", ["edit", str(self.place), "--events"])

    def _told(self) -> Task | None:
        """The task that tells something now; none if another workbook was opened since it was asked for."""
        task = self._queue.current
        return task if task and task.property("workbook") == str(self.place or "") else None

    @Slot(object)
    def _done(self, said: dict[str, Any]) -> None:
        task = self._told()
        # Why an edit still waits stands in the line of what waits.
        told = {edit.problem.en for edit in self.waiting_edits() if edit.problem}
        warnings = [text for text in self._warnings if not any(problem in text.en for problem in told)]
        self._warnings = []
        if task is None:
            return
        if task.name == "refresh":
            self._refreshed(warnings)
        elif task.name == "write":
            self._written(said, warnings)
        elif task.name == "edit":
            self._edited(said)
        elif task.name == "restore":
            self.going_back.restored(said, warnings)
        elif task.name in OF_INTAKE:
            self.intake.done(task.name, said, warnings)
        else:
            self.made.emit(Path(str(task.property("file"))))

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        from desktop import notices

        task = self._told()
        self._warnings = []
        if task is None or self.place is None:
            return
        if task.name == "refresh":
            self._write_next = False
            self.away = self.on_google and failure.kind in notices.AWAY
            kept = self.head.prepared if self.head else ""
            self.tell(notices.not_refreshed(failure, bool(task.property("password")), kept))
            if failure.kind in notices.ENCRYPTED:
                self._children.password = ""
            (self.changed if self.away else self.progressed).emit()
        elif task.name == "write":
            self._could_not_write(failure)
        elif task.name == "restore":
            self.tell(notices.not_restored(failure, self.place))
        elif task.name in OF_INTAKE:
            self.intake.failed(task.name, failure)
        else:
            self._backlog.tried()
            if task.name == "edit":
                self._backlog.held_by = failure.happened
            self.tell(notices.not_done(failure))
            self.changed.emit()

    @Slot(object)
    def _warned(self, text: Text) -> None:
        if self._told():
            self._warnings.append(text)

    @Slot()
    def _cancelled(self) -> None:
        self._warnings = []
        self._write_next = False
        if task := self._told():
            from desktop.notices import Notice

            key = "cancelled.sent" if task.is_committing else "cancelled"
            self.tell(Notice("info", both(f"{key}.happened"), both(f"{key}.remedy"), ("refresh",)))
            if task.name in OF_INTAKE:
                self.intake.cancelled(task.name)
            if self.on_google:
                # What was asked for goes on waiting: only waiting for Google right now was cancelled.
                self._backlog.keep_watch()
                self.changed.emit()

    def _load(self) -> None:
        self.head = cache.head(self._folder)
        self._sections = {}

    def tell(self, notice: Notice | None) -> None:
        """Show this notice in the place of any before."""
        self.notice = notice
        self.noticed.emit()

    def _refreshed(self, warnings: Sequence[Text]) -> None:
        since = self.head.since if self.head else ""
        self._load()
        self.fresh, self.away = self.head is not None, False
        if warnings and self.notice is None:
            from desktop.notices import Notice, joined

            self.tell(Notice("warning", joined(*warnings)))
        if self.place is not None and keeps(self.place, self.data_root):
            self.intake.open(self.place)
        self.changed.emit()
        if self._write_next:
            self._write_next = False
            self.write()
        elif self.on_google and self.head is not None:
            if self.head.since != since:
                self._backlog.changed()
            self._write_waiting()

    def _written(self, said: dict[str, Any], warnings: Sequence[Text]) -> None:
        from desktop import notices

        self._load()
        self._read_anew = False
        kept: dict[str, Any] = said.get("receipt") or {}
        if kept.get("kind") == "locked":
            # It was opened elsewhere at the last moment.
            self._backlog.want_brief(self._adopt)
        else:
            self._backlog.forget_brief()
        if beside := str(said.get("companion") or ""):
            reason = notices.spoken(kept.get("reason")) or (warnings[-1] if warnings else notices.NOTHING)
            self.tell(notices.companion(Path(beside), str(kept.get("kind") or ""), reason))
        else:
            self.tell(notices.written(self.receipt(said), "written", warnings))
        self.away = False
        self._backlog.keep_watch()
        self.changed.emit()
        if said.get("edits_written") or said.get("decisions_written"):
            self.read_again()

    def _edited(self, said: dict[str, Any]) -> None:
        """What was written is told; what still waits stands in the line of what waits."""
        from desktop import notices

        assert self.place is not None
        self._backlog.held_by = notices.spoken(said["held_by"]) if said.get("held_by") else None
        self._backlog.tried_what_is_there()
        if said.get("edits_written"):
            self.tell(notices.written(self.receipt(said), "edited"))
            self.read_again()
        self._backlog.keep_watch()
        self.changed.emit()

    def receipt(self, said: dict[str, Any]) -> Receipt | None:
        """The receipt of a child's ``done``, written just now."""
        from desktop.receipt import heard

        return heard(said.get("receipt"), datetime.now(), self.title)

    def _could_not_write(self, failure: Failure) -> None:
        from desktop import notices

        assert self.place is not None
        waited = self.waiting_brief() is not None
        self.away = self.on_google and failure.kind in notices.AWAY
        if failure.kind == "locked" or self.away or (waited and failure.kind == "busy"):
            self._backlog.held_by = failure.happened
            self._backlog.want_brief(self._adopt)
            self._backlog.keep_watch()
            self.changed.emit()
        elif waited and failure.kind == "changed" and not self._read_anew:
            # It was saved once more before it was closed. The founder has asked already: read it, then write.
            self._write_next = self._read_anew = True
            self.read_again()
        else:
            self._read_anew = False
            self._backlog.forget_brief()
            self.tell(notices.not_written(failure, self.place))
            self._backlog.keep_watch()
            self.changed.emit()

    @Slot()
    def _try_waiting(self) -> None:
        """Write what waits once nobody seems to hold the workbook; the child has the last word."""
        if self.place is not None and not self._queue.busy:
            self._write_waiting()

    def _write_waiting(self) -> None:
        if self.waiting_brief() and self.head is not None:
            self.write()
        elif self._backlog.edits_are_due():
            self._send_edits()
