"""The workbook that is open: its brief, what is being done with it, and what waits until it is closed elsewhere.

Refresh reads and shows; Write to workbook writes exactly what is shown; a note goes into the Notes tab. Each runs in a
child process. What cannot be written while the workbook is open in a spreadsheet waits on disk, and is written when
the workbook is free.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop import cache
from desktop.backlog import Backlog
from desktop.children import Children
from desktop.tasks import COMMAND, Failure, Queue, Step, Task
from desktop.translations import both
from desktop.watch import ASK_MS, POLL_MS
from sheets.errors import Text
from sheets.place import Place

if TYPE_CHECKING:
    from desktop.notices import Notice
    from desktop.pending import Brief
    from desktop.receipt import Receipt
    from desktop.waiting import Waiting

STALE_AFTER_HOURS = 24


class Session(QObject):
    """One workbook at a time. ``changed`` is emitted when anything that is shown may have changed.

    ``progressed`` tells of the task that runs, ``noticed`` of the notice, ``made`` a new workbook's path, and
    ``restore_asked`` that the founder has to choose the copy to go back to.
    """

    changed = Signal()
    progressed = Signal()
    noticed = Signal()
    made = Signal(object)
    restore_asked = Signal()

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
        self.fresh = False
        self._folder = Path()
        self._sections: dict[str, Any] = {}
        self._children = Children(command)
        self._cache_root = cache_root
        self._adopt = self._write_next = self._read_anew = False
        self._warnings: list[Text] = []
        self._queue = Queue(self)
        self._queue.changed.connect(self.progressed)
        self._backlog = Backlog(self, data_root, poll_ms, ask_ms)
        self._backlog.due.connect(self._try_waiting)

    def open(self, place: Place, as_of: str | None = None) -> None:
        """Show what is kept of this workbook; :meth:`refresh` reads it anew."""
        self._queue.clear()
        self.place, self.as_of = place, as_of
        self._folder = cache.folder(place, self._cache_root)
        self.fresh = self._write_next = self._read_anew = False
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
    def doing(self) -> str:
        """The name of the task that runs: ``refresh``, ``write``, ``edit``, ``restore``, ``new``; or nothing."""
        return self._queue.current.name if self._queue.current else ""

    @property
    def step(self) -> Step:
        """How far that task is."""
        return self._queue.current.step if self._queue.current else Step()

    @property
    def can_cancel(self) -> bool:
        """Whether that task may still be cancelled."""
        return self._queue.current is not None and self._queue.current.can_cancel

    @property
    def stale(self) -> bool:
        """Whether the workbook changed after the brief was made, or the brief is older than a day.

        Whether a Google Sheet changed is not known until it is read.
        """
        if self.head is None or self.place is None or self.fresh:
            return False
        try:
            kept_at = (self._folder / "head.json").stat().st_mtime
            changed = isinstance(self.place, Path) and self.place.stat().st_mtime > kept_at
            return changed or time.time() - kept_at > STALE_AFTER_HOURS * 3600
        except OSError:
            return True

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
        self._tell(None)
        self._adopt = self._adopt or adopt
        self._read_again()

    def write(self) -> None:
        """Write exactly the brief that is shown into the workbook."""
        if self.place is None or self.head is None or self._queue.has("write"):
            return
        kept = cache.head(self._folder)
        if kept is None or kept.generation != self.head.generation:
            from desktop.notices import Notice

            self._load()
            self._tell(Notice("info", both("newer.happened"), both("newer.remedy"), ("write",)))
            self.changed.emit()
            return
        self._tell(None)
        arguments = ["refresh", str(self.place), "--write-cached", "--events"]
        self._run("write", [*arguments, *(["--adopt"] if self._adopt else [])])

    def add_note(self, row: dict[str, str]) -> None:
        """Put one row into the Notes tab; ``row`` is keyed by canonical column names. It is on disk from here on."""
        if self.place is None:
            return
        try:
            self._backlog.add_note(row)
        except OSError:
            from desktop.notices import Notice

            self._tell(
                Notice("critical", both("note_lost.happened", text=row.get("text", "")), both("note_lost.remedy"))
            )
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

    def restore(self, when: str) -> None:
        """Put the workbook back as the copy of this moment has it (as it was listed)."""
        if self.place is not None and not self._queue.has("restore"):
            self._tell(None)
            self._run("restore", ["restore", str(self.place), "--to", when, "--events"])

    def undo(self) -> None:
        """Put back what the last write replaced, unless somebody has touched the workbook since."""
        receipt = self.notice.receipt if self.notice else None
        if receipt is None:
            return
        if not receipt.untouched:
            from desktop.notices import Notice

            self._tell(Notice("warning", both("undo.changed"), both("undo.remedy"), ("restore",)))
            return
        task = self.copies()
        task.setProperty("before", receipt.before)
        task.done.connect(self._undo)
        task.failed.connect(self._could_not_undo)

    def copies(self) -> Task:
        """A task, started, whose ``done`` lists the copies; beside all other work, since it only looks."""
        return self.look("copies", ["restore", str(self.place), "--list"])

    def look(self, name: str, arguments: Sequence[str]) -> Task:
        """Start a child that changes nothing in the workbook, beside all other work; whoever asks listens to it."""
        task = self._children.task(name, [*arguments, "--events"], self)
        for ended in (task.done, task.failed, task.cancelled):
            ended.connect(task.deleteLater)
        task.start()
        return task

    def new(self, path: Path, language: str, sample: bool) -> None:
        """Make a workbook; ``made`` tells its path when it is there."""
        task = self._run("new", ["new", str(path), "--lang", language, "--events", *(["--sample"] if sample else [])])
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
        self._tell(None)

    def close(self) -> None:
        """End all work before the window goes."""
        self._backlog.stop()
        for task in self.findChildren(Task, options=Qt.FindChildOption.FindDirectChildrenOnly):
            task.cancel()
            task.wait(1000)
        self._queue.close()

    # --- work

    def _run(self, name: str, arguments: Sequence[str]) -> Task:
        """Queue a task. Only methods of this object are connected: a closure would keep it alive in a circle."""
        task = self._children.task(name, arguments)
        task.setProperty("workbook", str(self.place or ""))
        task.setProperty("password", self.with_password)
        task.stepped.connect(self.progressed)
        task.committing.connect(self.progressed)
        task.warned.connect(self._warned)
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._queue.add(task)
        return task

    def _read_again(self) -> None:
        if self.place is None or self._queue.has("refresh"):
            return
        arguments = ["refresh", str(self.place), "--no-write", "--events"]
        arguments += ["--as-of", self.as_of] if self.as_of else []
        arguments += ["--adopt"] if self._adopt else []
        self._run("refresh", arguments)

    def _send_edits(self) -> None:
        """Let the child write what waits, if the workbook is free."""
        if not self._queue.has("edit"):
            self._run("edit", ["edit", str(self.place), "--events"])

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
            self._restored(said, warnings)
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
            self._tell(notices.not_refreshed(failure, bool(task.property("password"))))
            if failure.kind in notices.ENCRYPTED:
                self._children.password = ""
        elif task.name == "write":
            self._could_not_write(failure)
        elif task.name == "restore":
            self._tell(notices.not_restored(failure, self.place))
        else:
            self._backlog.tried()
            if task.name == "edit":
                self._backlog.held_by = failure.happened
            self._tell(notices.Notice("critical", failure.happened, failure.remedy))
            self.changed.emit()

    @Slot(object)
    def _warned(self, text: Text) -> None:
        if self._told():
            self._warnings.append(text)

    @Slot()
    def _cancelled(self) -> None:
        self._warnings = []
        self._write_next = False
        if self._told():
            from desktop.notices import Notice

            self._tell(Notice("info", both("cancelled.happened"), both("cancelled.remedy"), ("refresh",)))

    def _load(self) -> None:
        self.head = cache.head(self._folder)
        self._sections = {}

    def _tell(self, notice: Notice | None) -> None:
        self.notice = notice
        self.noticed.emit()

    def _refreshed(self, warnings: Sequence[Text]) -> None:
        self._load()
        self.fresh = self.head is not None
        if warnings and self.notice is None:
            from desktop.notices import Notice, joined

            self._tell(Notice("warning", joined(*warnings)))
        self.changed.emit()
        if self._write_next:
            self._write_next = False
            self.write()

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
            self._tell(notices.companion(Path(beside), str(kept.get("kind") or ""), reason))
        else:
            self._tell(notices.written(self._receipt(said), "written", warnings))
        self._backlog.keep_watch()
        self.changed.emit()
        if said.get("edits_written"):
            self._read_again()

    def _edited(self, said: dict[str, Any]) -> None:
        """What was written is told; what still waits stands in the line of what waits."""
        from desktop import notices

        assert self.place is not None
        self._backlog.held_by = notices.spoken(said["held_by"]) if said.get("held_by") else None
        self._backlog.tried_what_is_there()
        if said.get("edits_written"):
            self._tell(notices.written(self._receipt(said), "edited"))
            self._read_again()
        self._backlog.keep_watch()
        self.changed.emit()

    def _restored(self, said: dict[str, Any], warnings: Sequence[Text]) -> None:
        from desktop import notices

        facts = {"path": str(self.place), "after": said.get("fingerprint"), **said}
        self._tell(notices.written(self._receipt({"receipt": facts, **said}), "restored", warnings))
        self._read_again()

    def _receipt(self, said: dict[str, Any]) -> Receipt | None:
        from desktop.receipt import heard

        return heard(said.get("receipt"), datetime.now())

    def _could_not_write(self, failure: Failure) -> None:
        from desktop import notices

        assert self.place is not None
        waited = self.waiting_brief() is not None
        if failure.kind == "locked" or (waited and failure.kind == "busy"):
            self._backlog.held_by = failure.happened
            self._backlog.want_brief(self._adopt)
            self._backlog.keep_watch()
            self.changed.emit()
        elif waited and failure.kind == "changed" and not self._read_anew:
            # It was saved once more before it was closed. The founder has asked already: read it, then write.
            self._write_next = self._read_anew = True
            self._read_again()
        else:
            self._read_anew = False
            self._backlog.forget_brief()
            self._tell(notices.not_written(failure, self.place))
            self._backlog.keep_watch()
            self.changed.emit()

    @Slot(object)
    def _undo(self, said: dict[str, Any]) -> None:
        before = self.sender().property("before")
        whens = [copy.get("when") for copy in said.get("copies") or [] if copy.get("content") == before]
        if whens:
            self.restore(str(whens[0]))
        else:
            self.restore_asked.emit()

    @Slot(object)
    def _could_not_undo(self, failure: Failure) -> None:
        from desktop import notices

        if self.place is not None:
            self._tell(notices.not_restored(failure, self.place))

    @Slot()
    def _try_waiting(self) -> None:
        """Write what waits once nobody seems to hold the workbook; the child has the last word."""
        if self.place is None or self._queue.busy:
            return
        if self.waiting_brief() and self.head is not None:
            self.write()
        elif self._backlog.edits_are_due():
            self._send_edits()
