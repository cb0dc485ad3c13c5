"""The workbook that is open: its brief, what is being done with it, and what waits until it is closed elsewhere.

Refresh reads and shows; Write to workbook writes exactly what is shown; a note goes into the Notes tab. Each runs in a
child process. What cannot be written while the workbook is open in a spreadsheet waits, notes in a file on disk, and
is written when the workbook is free.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop import cache, places
from desktop.tasks import COMMAND, Failure, Queue, Step, Task
from desktop.translations import both
from sheets.errors import Text

#: How often a workbook that is open elsewhere is looked at.
POLL_MS = 3000
STALE_AFTER_HOURS = 24


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the founder should know, and what may be done about it.

    ``tone`` is ``critical``, ``warning``, ``info`` or ``good``. ``offers`` name what the banner's buttons do:
    ``refresh``, ``adopt``, ``write``, ``stop_waiting``, ``open``.
    """

    tone: str
    happened: Text
    remedy: Text = NOTHING
    offers: tuple[str, ...] = ()


class Session(QObject):
    """One workbook at a time. ``changed`` is emitted when anything that is shown may have changed."""

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
    ) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.as_of: str | None = None
        self.head: cache.Head | None = None
        self.notice: Notice | None = None
        self.fresh = False
        self.wants_write = False
        self._folder = Path()
        self._sections: dict[str, Any] = {}
        self._command = command
        self._cache_root = cache_root
        self._data_root = data_root
        self._adopt = False
        self._queue = Queue(self)
        self._queue.changed.connect(self.progressed)
        self._poll = QTimer(self)
        self._poll.setInterval(poll_ms)
        self._poll.timeout.connect(self._try_waiting)

    def open(self, path: Path, as_of: str | None = None) -> None:
        """Show what is kept of this workbook; :meth:`refresh` reads it anew."""
        self._queue.clear()
        self.path, self.as_of = path, as_of
        self._folder = cache.folder(path, self._cache_root)
        self.fresh = self.wants_write = self._adopt = False
        self.notice = None
        self._load()
        self._watch()
        self.changed.emit()

    def section(self, name: str) -> Any | None:
        """One section of the brief that is shown, loaded when first asked for; ``None`` where it is gone."""
        if self.head is None:
            return None
        if name not in self._sections:
            self._sections[name] = cache.section(self._folder, name, self.head.generation)
        return self._sections[name]

    @property
    def doing(self) -> str:
        """The name of the task that runs: ``refresh``, ``write``, ``note``, ``new``; or nothing."""
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
        """Whether the workbook changed after the brief was made, or the brief is older than a day."""
        if self.head is None or self.path is None or self.fresh:
            return False
        try:
            kept_at = (self._folder / "head.json").stat().st_mtime
            return self.path.stat().st_mtime > kept_at or time.time() - kept_at > STALE_AFTER_HOURS * 3600
        except OSError:
            return True

    @property
    def notes_waiting(self) -> int:
        """How many notes wait for the workbook to be closed elsewhere."""
        return len(self._waiting_notes()) if self.path else 0

    def refresh(self, adopt: bool = False) -> None:
        """Read the workbook and compute its brief; nothing is written."""
        if self.path is None or self._queue.has("refresh"):
            return
        self._adopt = self._adopt or adopt
        arguments = ["refresh", str(self.path), "--no-write", "--events"]
        arguments += ["--as-of", self.as_of] if self.as_of else []
        arguments += ["--adopt"] if self._adopt else []
        self._tell(None)
        self._run(Task("refresh", arguments, command=self._command))

    def write(self) -> None:
        """Write exactly the brief that is shown into the workbook."""
        if self.path is None or self.head is None or self._queue.has("write"):
            return
        kept = cache.head(self._folder)
        if kept is None or kept.generation != self.head.generation:
            self._load()
            self._tell(Notice("info", both("newer.happened"), both("newer.remedy"), ("write",)))
            self.changed.emit()
            return
        self._tell(None)
        arguments = ["refresh", str(self.path), "--write-cached", "--events"]
        arguments += ["--adopt"] if self._adopt else []
        self._run(Task("write", arguments, command=self._command))

    def add_note(self, row: dict[str, str]) -> None:
        """Put one row into the Notes tab; ``row`` is keyed by canonical column names."""
        if self.path is None:
            return
        waiting = self._notes_folder()
        waiting.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = waiting / f"{time.time_ns()}.json"
        whole = file.with_suffix(".part")
        whole.write_text(json.dumps({"edits": [{"tab": "Notes", "rows": [row]}]}, ensure_ascii=False), encoding="utf-8")
        os.replace(whole, file)
        self._send_note(file)

    def new(self, path: Path, language: str, sample: bool) -> None:
        """Make a workbook; ``made`` tells its path when it is there."""
        arguments = ["new", str(path), "--lang", language, "--events", *(["--sample"] if sample else [])]
        task = Task("new", arguments, command=self._command)
        task.setProperty("file", str(path))
        self._run(task)

    def cancel(self) -> None:
        """Cancel what runs, if it still may be."""
        self._queue.cancel()

    def stop_waiting(self) -> None:
        """Give up writing the brief when the workbook is closed; notes still wait."""
        self.wants_write = False
        self._tell(None)
        self._watch()

    def reload(self) -> None:
        """Take what is kept now, as a start of the program would."""
        self._load()
        self.fresh = False

    def dismiss(self) -> None:
        """The founder has read the notice."""
        self._tell(None)

    def close(self) -> None:
        """End all work before the window goes."""
        self._poll.stop()
        self._queue.close()

    def _run(self, task: Task) -> None:
        """Queue a task. Only methods of this object are connected: a closure would keep it alive in a circle."""
        task.setProperty("workbook", str(self.path or ""))
        task.stepped.connect(self.progressed)
        task.committing.connect(self.progressed)
        task.warned.connect(self._warned)
        task.done.connect(self._done)
        task.failed.connect(self._failed)
        task.cancelled.connect(self._cancelled)
        self._queue.add(task)

    def _told(self) -> Task | None:
        """The task that tells something now; none if another workbook was opened since it was asked for."""
        task = self._queue.current
        return task if task and task.property("workbook") == str(self.path or "") else None

    @Slot(object)
    def _done(self, said: dict[str, Any]) -> None:
        if file := self._note_file():
            file.unlink(missing_ok=True)
        task = self._told()
        if task is None:
            return
        if task.name == "refresh":
            self._refreshed()
        elif task.name == "write":
            self._written(said)
        elif task.name == "note":
            self._note_added()
        else:
            self.made.emit(Path(str(task.property("file"))))

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        task = self._told()
        if task is None:
            return
        if task.name == "refresh":
            self._could_not_refresh(failure)
        elif task.name == "write":
            self._could_not_write(failure)
        elif task.name == "note":
            self._could_not_add(failure)
        else:
            self._tell(Notice("critical", failure.happened, failure.remedy))

    def _load(self) -> None:
        self.head = cache.head(self._folder)
        self._sections = {}

    def _tell(self, notice: Notice | None) -> None:
        self.notice = notice
        self.noticed.emit()

    def _refreshed(self) -> None:
        self._load()
        self.fresh = self.head is not None
        self.changed.emit()

    def _written(self, said: dict[str, Any]) -> None:
        self._load()
        self.wants_write = False
        if companion := str(said.get("companion") or ""):
            name = Path(companion).name
            self._tell(Notice("warning", both("companion.happened", name=name), both("companion.remedy"), ("write",)))
        else:
            self._tell(Notice("good", both("written.happened")))
        self._watch()
        self.changed.emit()

    @Slot(object)
    def _warned(self, text: Text) -> None:
        if self._told():
            self._tell(Notice("warning", text))

    @Slot()
    def _cancelled(self) -> None:
        if self._told():
            self._tell(Notice("info", both("cancelled.happened"), both("cancelled.remedy"), ("refresh",)))

    def _could_not_refresh(self, failure: Failure) -> None:
        if failure.kind == "not_ours":
            notice = Notice("warning", failure.happened, both("adopt.remedy"), ("adopt", "open"))
        elif failure.kind == "missing":
            notice = Notice("critical", failure.happened, failure.remedy, ("open", "refresh"))
        else:
            notice = Notice("critical", failure.happened, failure.remedy, ("refresh",))
        self._tell(notice)

    def _could_not_write(self, failure: Failure) -> None:
        if failure.kind == "locked":
            self.wants_write = True
            self._tell_waiting()
            self._watch()
            return
        self.wants_write = False
        offer = "refresh" if failure.kind in ("changed", "nothing_kept") else "write"
        self._tell(Notice("critical", failure.happened, failure.remedy, (offer,)))

    def _tell_waiting(self) -> None:
        name = self.path.name if self.path else ""
        offers = ("write", "stop_waiting") if self.wants_write else ()
        key = "waiting" if self.wants_write else "note_waits"
        self._tell(Notice("info", both(f"{key}.happened", name=name), both(f"{key}.remedy"), offers))

    def _notes_folder(self) -> Path:
        return (self._data_root or places.data_folder()) / "waiting" / self._folder.name

    def _waiting_notes(self) -> list[Path]:
        return sorted(self._notes_folder().glob("*.json"))

    def _send_note(self, file: Path) -> None:
        task = Task("note", ["edit", str(self.path), str(file), "--events"], command=self._command)
        task.setProperty("file", str(file))
        self._run(task)

    def _note_file(self) -> Path | None:
        task = self._queue.current
        return Path(str(task.property("file"))) if task and task.name == "note" else None

    def _note_added(self) -> None:
        self._tell(Notice("good", both("note_added.happened")))
        self._watch()
        self.changed.emit()
        self.refresh()

    def _could_not_add(self, failure: Failure) -> None:
        """A note that waits stays in its file; one that was refused is put aside, so that it is not tried for ever."""
        if failure.kind != "locked":
            file = self._note_file()
            if file is not None:
                os.replace(file, file.with_suffix(".refused"))
            self._tell(Notice("critical", failure.happened, failure.remedy))
        elif not self.wants_write:
            self._tell_waiting()
        self._watch()
        self.changed.emit()

    def _watch(self) -> None:
        """Look at the workbook from time to time only while something waits for it."""
        if self.wants_write or self.notes_waiting:
            self._poll.start()
        else:
            self._poll.stop()

    @Slot()
    def _try_waiting(self) -> None:
        """Write what waits once nobody seems to hold the workbook; the child has the last word."""
        if self.path is None or self._queue.busy or open_elsewhere(self.path):
            return
        if self.wants_write:
            self.write()
        for file in self._waiting_notes():
            self._send_note(file)


def open_elsewhere(path: Path) -> bool:
    """Whether a spreadsheet program seems to hold the workbook: by its lock file, or because it may not be opened."""
    if any((path.parent / name).exists() for name in (f"~${path.name}", f".~lock.{path.name}#")):
        return True
    try:
        with path.open("r+b"):
            return False
    except OSError:
        return True
