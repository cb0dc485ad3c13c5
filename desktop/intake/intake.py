"""Files that were dropped on the window, on their way into the workbook: each is previewed, then all are imported.

A preview runs beside all other work, one file after another; an import is queued with what else writes the workbook.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.intake import drafts, heard, told
from desktop.intake.asked import Asked, Choices, Mapped
from desktop.intake.heard import Found
from desktop.tasks import Failure, Step, Task
from desktop.watch import Watch
from sheets.errors import Text
from sheets.place import Place

if TYPE_CHECKING:
    from desktop.session import Session

#: The workbook cannot be written now, but some time it can.
HELD = ("locked", "busy")


class Intake(QObject):
    """``changed`` tells that a file has moved on, ``ended`` that nothing more is being imported.

    ``added`` tells the tabs that were added to the workbook, ``not_added`` why none was.
    """

    changed = Signal()
    ended = Signal()
    added = Signal(object)
    not_added = Signal(object)

    def __init__(self, session: Session, poll_ms: int) -> None:
        super().__init__(session)
        self._session = session
        self.asked: list[Asked] = []
        self._reading: tuple[Asked, Task] | None = None
        self._importing: Asked | None = None
        self._imported: list[Found] = []
        self._warnings: list[Text] = []
        self._can_undo = False
        self._undoing = 0
        self._maps: Path | None = None
        self._watch = Watch(self, poll_ms)
        self._watch.free.connect(self._next_import)

    # --- what is asked for

    def add(self, paths: Iterable[Path]) -> None:
        """Read these files too; one that is there already is not read twice."""
        known = {one.path for one in self.asked}
        self._take([Asked(path) for path in dict.fromkeys(paths) if path not in known])

    def add_tab(self, name: str) -> None:
        """Read a tab of the workbook, in which an export was pasted."""
        if name not in {one.tab for one in self.asked}:
            self._take([Asked(None, name)])

    def resume(self) -> None:
        """Take up what was kept when the window was closed."""
        assert self._session.place is not None
        if not self.asked:
            self._take(drafts.kept(self._session.place, self._root))

    def choose(self, asked: Asked, choices: Choices) -> None:
        """The founder said something of this file: it is read anew."""
        if asked in self.asked and choices != asked.choices:
            asked.choices = choices
            self.read_again(asked)

    def read_again(self, asked: Asked) -> None:
        """Read this file once more."""
        self._stop_reading(asked)
        asked.state, asked.failure, asked.step = "waits", None, Step()
        self._keep()
        self._read_next()

    def drop(self, asked: Asked) -> None:
        """Leave this file out."""
        self._stop_reading(asked)
        self.asked = [one for one in self.asked if one is not asked]
        self._keep()
        self._read_next()

    def clear(self) -> None:
        """Forget all files: they are imported, or not wanted. What is being imported goes on to its end."""
        self._forget()
        if self._session.place is not None:
            drafts.keep(self._session.place, [], self._root)

    def leave(self) -> None:
        """Another workbook is opened; what was asked for this one is kept on disk for the next time."""
        self._forget()
        self._importing, self._imported, self._undoing = None, [], 0

    def _forget(self) -> None:
        self._watch.stop()
        if self._reading is not None:
            self._stop_reading(self._reading[0])
        self.asked = []

    # --- what is shown

    @property
    def busy(self) -> bool:
        """Whether a file is being read or imported, or waits for that."""
        return any(one.state in ("waits", "reading", "importing", "held") for one in self.asked)

    @property
    def importing(self) -> bool:
        """Whether a file is being imported, or waits until the workbook is free."""
        return any(one.state in ("importing", "held") for one in self.asked)

    def ready(self) -> list[Asked]:
        """The files that would change the workbook; those that replace a tab first, since they would empty the rest."""
        ready = [one for one in self.asked if one.state == "ready" and one.brings]
        return sorted(ready, key=lambda one: one.choices.mode != "replace")

    def clash(self) -> str:
        """The key of the tab that two files would replace, so that only the last would remain; else nothing."""
        replaced = [found.table for one in self.asked if one.choices.mode == "replace" for found in one.found]
        return next((table for table in replaced if replaced.count(table) > 1), "")

    # --- reading

    def preview(self, asked: Asked, choices: Choices) -> Task:
        """A task, started, that says how this file would be read; beside all other work."""
        return self._session.look("preview", ["import", *self._line(asked, choices), "--preview"])

    def look(self, asked: Asked, header_row: int = 0) -> Task:
        """A task, started, that says what stands in this file; ``header_row`` where the founder has said it."""
        # a map says which row it is; what it maps does not matter while the file is only looked at
        mapped = Mapped("notes", {"-": "date"}, header_row) if header_row else None
        return self._session.look("look", ["import", *self._line(asked, Choices(mapped=mapped)), "--look"])

    def _take(self, more: Sequence[Asked]) -> None:
        self.asked += more
        self._keep()
        self._read_next()

    def _keep(self) -> None:
        if self._session.place is not None:
            drafts.keep(self._session.place, [one for one in self.asked if one.state != "imported"], self._root)
        self.changed.emit()

    @property
    def _root(self) -> Path | None:
        return self._session.data_root

    def _read_next(self) -> None:
        waiting = next((one for one in self.asked if one.state == "waits"), None)
        if self._reading is not None or waiting is None:
            self.changed.emit()
            return
        waiting.state = "reading"
        task = self.preview(waiting, waiting.choices)
        self._reading = (waiting, task)
        task.stepped.connect(self._stepped)
        task.done.connect(self._read)
        task.failed.connect(self._unread)
        task.cancelled.connect(self._unread)
        self.changed.emit()

    def _stop_reading(self, asked: Asked) -> None:
        if self._reading is not None and self._reading[0] is asked:
            task = self._reading[1]
            self._reading = None
            task.cancel()

    def _ended(self) -> Asked | None:
        """The file whose preview ends now; none where it was stopped."""
        if self._reading is None or self.sender() is not self._reading[1]:
            return None
        asked = self._reading[0]
        self._reading = None
        return asked

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        if self._reading is not None and self.sender() is self._reading[1]:
            self._reading[0].step = step
            self.changed.emit()

    @Slot(object)
    def _read(self, said: dict[str, Any]) -> None:
        if (asked := self._ended()) is not None:
            asked.found = heard.found(said)
            asked.state = "ready"
            self._read_next()

    @Slot(object)
    @Slot()
    def _unread(self, failure: Failure | None = None) -> None:
        if (asked := self._ended()) is not None:
            asked.hear(failure or told.STOPPED)
            self._read_next()

    def _line(self, asked: Asked, choices: Choices) -> list[str]:
        mapped = self._map_file(choices.mapped) if choices.mapped else None
        return [*asked.source(), "--into", str(self._session.place), *choices.flags(mapped)]

    def _map_file(self, mapped: Mapped) -> Path:
        """The file that says where each column goes; it is the child's alone and goes with the window."""
        if self._maps is None:
            self._maps = Path(tempfile.mkdtemp(prefix="operating-brief-"))
        facts: dict[str, Any] = {"table": mapped.table, "columns": dict(mapped.columns)}
        if mapped.header_row:
            facts["header_row"] = mapped.header_row
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        file = self._maps / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
        if not file.exists():
            with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
                out.write(text)
        return file

    # --- importing

    def run(self) -> None:
        """Import every file that is ready, one after another."""
        self._imported, self._warnings, self._can_undo = [], [], False
        self._undoing = 0
        ready = self.ready()
        for one in ready:
            one.state, one.step = "held", Step()
        self.asked.sort(key=lambda one: one not in ready or one.choices.mode != "replace")
        self._next_import()

    def cancel(self) -> None:
        """Stop importing; what is in the workbook already stays there and can be taken back."""
        self._watch.stop()
        for one in self.asked:
            if one.state == "held":
                one.state = "ready"
        if self._importing is not None:
            self._session.cancel()
        self._keep()

    @Slot()
    def _next_import(self) -> None:
        held = next((one for one in self.asked if one.state == "held"), None)
        if self._importing is not None or self._session.place is None:
            return
        self._watch.stop()
        if held is None:
            self._all_imported()
            return
        held.state, held.failure, held.step = "importing", None, Step()
        self._importing = held
        task = self._session.run("import", ["import", *self._line(held, held.choices), "--events"])
        task.stepped.connect(self._import_stepped)
        self.changed.emit()

    @Slot(object)
    def _import_stepped(self, step: Step) -> None:
        if self._importing is not None:
            self._importing.step = step
            self.changed.emit()

    def done(self, name: str, said: dict[str, Any], warnings: Sequence[Text]) -> None:
        """What the session's task of this name did: ``import``, ``undo_import`` or ``add``."""
        if name == "add":
            self._session.tell(told.added(said))
            self.added.emit(said)
            self._session.read_again()
        elif name == "undo_import":
            self._taken_back(said, warnings)
        elif self._importing is not None:
            asked, self._importing = self._importing, None
            asked.found, asked.state = heard.found(said), "imported"
            self._imported += asked.found
            self._warnings += [text for text in warnings if text not in self._warnings]
            self._can_undo = bool(said.get("undo"))
            self._undoing += 1
            self._keep()
            self._next_import()

    def failed(self, name: str, failure: Failure) -> None:
        """It could not: the workbook is as it was. Where it is only open elsewhere, that is waited for."""
        if name == "add":
            self._session.tell(told.not_added(failure))
            self.not_added.emit(failure)
        elif name == "undo_import":
            self._session.tell(told.not_taken_back(failure, self._session.place))
        elif self._importing is not None:
            asked, self._importing = self._importing, None
            asked.failure = failure
            if failure.kind in HELD and self._session.place is not None:
                asked.state = "held"
                self._keep()
                self._watch.start(self._session.place)
                return
            asked.hear(failure)
            self._keep()
            self._next_import()

    def cancelled(self, name: str) -> None:
        """It was stopped before it wrote anything."""
        if name != "import" or self._importing is None:
            return
        asked, self._importing = self._importing, None
        asked.state = "ready"
        self._keep()
        self._all_imported()

    def _all_imported(self) -> None:
        if self._imported:
            self._session.tell(told.imported(self._imported, self._warnings, self._can_undo, self._session.title))
            self._session.read_again()
        self.changed.emit()
        self.ended.emit()

    # --- taking back

    def undo(self) -> None:
        """Take back what was imported last, every file of it."""
        if self._session.place is not None and self._undoing and not self._session.is_asked("undo_import"):
            self._session.tell(None)
            self._warnings = []
            self._take_back_one()

    def _take_back_one(self) -> None:
        place = str(self._session.place)
        self._session.run("undo_import", ["import", "--into", place, "--undo", "--events"])

    def _taken_back(self, said: dict[str, Any], warnings: Sequence[Text]) -> None:
        self._warnings += warnings
        self._undoing -= 1
        if self._undoing > 0 and said.get("undo"):
            self._take_back_one()
            return
        self._undoing = 0
        self._session.tell(told.taken_back(self._imported, self._warnings))
        self._session.read_again()

    # --- other tabs

    def add_tabs(self, keys: Sequence[str]) -> None:
        """Add these tabs to the workbook."""
        self._session.run("add", ["add", str(self._session.place), *keys, "--events"])

    # --- the window

    def open(self, place: Place) -> None:
        """Say what was left unfinished for this workbook, if it is the only thing to say."""
        if self._session.notice is None and not self.asked and drafts.is_there(place, self._root):
            names = [one.name for one in drafts.kept(place, self._root)]
            if names:
                self._session.tell(told.unfinished(names))

    def close(self) -> None:
        """The window goes: what was asked for stays on disk, the files for the children do not."""
        self._watch.stop()
        if self._maps is not None:
            for file in self._maps.glob("*.json"):
                file.unlink(missing_ok=True)
            self._maps.rmdir()
            self._maps = None
