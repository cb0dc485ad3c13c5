"""What follows when a task of the open workbook has ended: what is told, what is shown, and what is tried next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desktop.places import keeps
from desktop.tasks import SILENCE_MS, Failure, Task
from desktop.translations import both
from sheets.errors import Text

if TYPE_CHECKING:
    from desktop.notices import Notice
    from desktop.session import Session

#: The tasks of which :class:`desktop.intake.intake.Intake` hears.
OF_INTAKE = ("import", "undo_import", "add")


class Endings(QObject):
    """Listens to every task that the session runs. ``adopt`` says that a workbook without our tabs may be used."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.adopt = self._write_next = self._read_anew = False
        self._warnings: list[Text] = []
        self._hangs: Notice | None = None

    def forget(self) -> None:
        """Another workbook is opened: nothing of the last one follows."""
        self._write_next = self._read_anew = False

    def listen(self, task: Task) -> None:
        """Hear of this task. Only methods of this object are connected: a closure would keep it alive in a circle."""
        task.warned.connect(self._warned)
        task.hung.connect(self._hung)
        for heard in (task.stepped, task.done, task.failed, task.cancelled):
            heard.connect(self._heard)
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)

    def write_waiting(self) -> None:
        """Write what waits, if it may be tried now."""
        session = self._session
        if session.waiting_brief() and session.head is not None:
            session.write()
        elif session.backlog.edits_are_due():
            session.send_edits()

    def _told(self) -> Task | None:
        """The task that tells something now; none if another workbook was opened since it was asked for."""
        session = self._session
        task = session.queue.current
        return task if task and task.property("workbook") == str(session.place or "") else None

    @Slot(object)
    def _done(self, said: dict[str, Any]) -> None:
        task, session = self._told(), self._session
        # Why an edit still waits stands in the line of what waits.
        told = {edit.problem.en for edit in session.waiting_edits() if edit.problem}
        warnings = [text for text in self._warnings if not any(problem in text.en for problem in told)]
        self._warnings = []
        if task is None:
            return
        if task.name == "refresh":
            session.kept.take_new(partial(self._refreshed, self._state(), warnings))
        elif task.name == "write":
            session.kept.take_new(partial(self._written, said, warnings))
        elif task.name == "edit":
            self._edited(said)
        elif task.name == "restore":
            session.going_back.restored(said, warnings)
        elif task.name in OF_INTAKE:
            session.intake.done(task.name, said, warnings)
        else:
            session.made.emit(Path(str(task.property("file"))))

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        from desktop import notices

        task, session = self._told(), self._session
        self._warnings = []
        if task is None or session.place is None:
            return
        if task.name == "refresh":
            self._write_next = session.fresh = False
            session.away = session.on_google and failure.kind in notices.AWAY
            kept = session.head.prepared if session.head else ""
            session.tell(notices.not_refreshed(failure, bool(task.property("password")), kept))
            if failure.kind in notices.ENCRYPTED:
                session.program.password = ""
            (session.changed if session.away else session.progressed).emit()
        elif task.name == "write":
            self._could_not_write(failure)
        elif task.name == "restore":
            session.tell(notices.not_restored(failure, session.place))
        elif task.name in OF_INTAKE:
            session.intake.failed(task.name, failure)
        else:
            session.backlog.tried()
            if task.name == "edit":
                session.backlog.held_by = failure.happened
            session.tell(notices.not_done(failure))
            session.changed.emit()

    @Slot(object)
    def _warned(self, text: Text) -> None:
        if self._told():
            self._warnings.append(text)

    @Slot()
    def _hung(self) -> None:
        """It is said, and may be cancelled; it is not ended, since a large workbook on a slow disk takes its time."""
        if self._told():
            from desktop.notices import Notice

            said = both("hangs.happened", minutes=round(SILENCE_MS / 60_000))
            self._hangs = Notice("warning", said, both("hangs.remedy"), ("cancel_work",))
            self._session.tell(self._hangs)

    @Slot()
    def _heard(self) -> None:
        """What seemed to hang has said something."""
        if self._hangs is not None and self._session.notice is self._hangs:
            self._session.tell(None)
        self._hangs = None

    @Slot()
    def _cancelled(self) -> None:
        session = self._session
        self._warnings = []
        self._write_next = False
        if task := self._told():
            from desktop.notices import Notice

            key = "cancelled.sent" if task.is_committing else "cancelled"
            session.tell(Notice("info", both(f"{key}.happened"), both(f"{key}.remedy"), ("refresh",)))
            if task.name in OF_INTAKE:
                session.intake.cancelled(task.name)
            if session.on_google:
                # What was asked for goes on waiting: only waiting for Google right now was cancelled.
                session.backlog.keep_watch()
                session.changed.emit()

    def _state(self) -> tuple[str, str, bool, bool, object, object]:
        """What the pages show: which brief, of what, whether Google is away, and what waits."""
        session = self._session
        brief = (session.head.generation, session.head.since) if session.head else ("", "")
        return (*brief, session.kept.is_whole, session.away, session.waiting_edits(), session.waiting_brief())

    def _refreshed(self, before: tuple[str, str, bool, bool, object, object], warnings: Sequence[Text]) -> None:
        session = self._session
        session.fresh, session.away = session.head is not None, False
        if warnings and session.notice is None:
            from desktop.notices import Notice, joined

            session.tell(Notice("warning", joined(*warnings)))
        if session.notice is None and session.place is not None and keeps(session.place, session.data_root):
            session.intake.open(session.place)
        # The same brief again is only said to be fresh: nothing is built anew for that.
        (session.progressed if self._state() == before else session.changed).emit()
        if self._write_next:
            self._write_next = False
            session.write()
        elif session.on_google and session.head is not None:
            if session.head.since != before[1]:
                session.backlog.changed()
            self.write_waiting()

    def _written(self, said: dict[str, Any], warnings: Sequence[Text]) -> None:
        from desktop import notices

        session = self._session
        self._read_anew = False
        kept: dict[str, Any] = said.get("receipt") or {}
        if kept.get("kind") == "locked":
            # It was opened elsewhere at the last moment.
            session.backlog.want_brief(self.adopt)
        else:
            session.backlog.forget_brief()
        if beside := str(said.get("companion") or ""):
            reason = notices.spoken(kept.get("reason")) or (warnings[-1] if warnings else notices.NOTHING)
            session.tell(notices.companion(Path(beside), str(kept.get("kind") or ""), reason))
        else:
            session.tell(notices.written(session.receipt(said), "written", warnings))
        session.away = False
        session.backlog.keep_watch()
        session.changed.emit()
        if said.get("edits_written") or said.get("decisions_written"):
            session.read_again()

    def _edited(self, said: dict[str, Any]) -> None:
        """What was written is told; what still waits stands in the line of what waits."""
        from desktop import notices

        session = self._session
        assert session.place is not None
        session.backlog.held_by = notices.spoken(said["held_by"]) if said.get("held_by") else None
        session.backlog.tried_what_is_there()
        if said.get("edits_written"):
            session.tell(notices.written(session.receipt(said), "edited"))
            session.read_again()
        session.backlog.keep_watch()
        session.changed.emit()

    def _could_not_write(self, failure: Failure) -> None:
        from desktop import notices

        session = self._session
        assert session.place is not None
        waited = session.waiting_brief() is not None
        session.away = session.on_google and failure.kind in notices.AWAY
        if failure.kind == "locked" or session.away or (waited and failure.kind == "busy"):
            session.backlog.held_by = failure.happened
            session.backlog.want_brief(self.adopt)
            session.backlog.keep_watch()
            session.changed.emit()
        elif waited and failure.kind == "changed" and not self._read_anew:
            # It was saved once more before it was closed. The founder has asked already: read it, then write.
            self._write_next = self._read_anew = True
            session.read_again()
        else:
            self._read_anew = False
            session.backlog.forget_brief()
            session.tell(notices.not_written(failure, session.place))
            session.backlog.keep_watch()
            session.changed.emit()
