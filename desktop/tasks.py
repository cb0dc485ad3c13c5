"""Work in a child process: one task at a time, told by JSON lines, cancelled by ending the child.

The window's own process never reads a workbook. A child says one JSON object a line on standard output: ``step``,
``wait``, ``warning``, ``note``, ``committing``, ``done`` or ``failed``. Anything else that it prints is passed over.
"""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

from desktop.translations import both
from sheets.errors import Text

#: The command line's program, as this program starts it.
COMMAND = (sys.executable, "-m", "desktop.cli")

#: A child that does not end when asked is ended by force after so many milliseconds.
PATIENCE_MS = 1500
#: A child of which nothing was heard for so many milliseconds seems to hang.
SILENCE_MS = 180_000
CLOSING_MS = 20_000
#: No line of a child is longer; of one that is, nothing is kept.
LONGEST_LINE = 32_000_000
NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Step:
    """How far the child is. ``total`` is 0 where the child cannot tell."""

    name: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task could not be done, in the founder's words; ``kind`` as in :class:`sheets.errors.SheetsError`.

    ``facts`` is what the child adds for programs.
    """

    kind: str
    happened: Text
    remedy: Text
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pause:
    """The child waits for Google: so many seconds more, and why. 0 where it does not."""

    seconds: int = 0
    why: Text = NOTHING


class Task(QObject):
    """One child process.

    Exactly one of ``done`` (what the child reported, a dict), ``failed`` (a :class:`Failure`) and ``cancelled`` is
    emitted, at the end and once. ``committing`` tells that it can no longer be cancelled; where ``whole`` is true it
    still can: what it writes is applied at once or not at all, whether the child lives to hear of it or not. ``hung``
    tells that nothing was heard for long: then it can be cancelled in any case, since a file is replaced at once or
    not at all.
    """

    stepped = Signal(object)
    paused = Signal(object)
    warned = Signal(object)
    noted = Signal(object)
    committing = Signal()
    hung = Signal()
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        name: str,
        arguments: Sequence[str],
        parent: QObject | None = None,
        command: Sequence[str] = COMMAND,
        secret: str = "",
        whole: bool = False,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._secret, self._whole = secret, whole
        self.step, self.pause = Step(), Pause()
        self.is_committing = self.hangs = False
        self._cancelling = False
        self._result: dict[str, Any] | None = None
        self._failure: Failure | None = None
        self._ended = False
        self._rest = bytearray()
        self._process = QProcess(self)
        # a timer of the task's own goes with it; one that outlived it would call into a process that is gone
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._process.kill)
        self._silence = QTimer(self)
        self._silence.setInterval(SILENCE_MS)
        self._silence.timeout.connect(self._heard_nothing)
        self._process.setProgram(command[0])
        self._process.setArguments([*command[1:], *arguments])
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONIOENCODING", "utf-8")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._drain)
        self._process.errorOccurred.connect(self._could_not)
        self._process.finished.connect(self._finished)

    @property
    def can_cancel(self) -> bool:
        """Whether it may be cancelled now."""
        return self._whole or self.hangs or not self.is_committing

    def start(self) -> None:
        """Start the child. A secret goes to it as the first line of its standard input, where nobody else reads."""
        self._process.start()
        self._silence.start()
        if self._secret:
            self._process.write(f"{self._secret}\n".encode())
            self._process.closeWriteChannel()

    def cancel(self) -> bool:
        """End the child, unless it is already committing; returns whether it will be cancelled."""
        if not self.can_cancel:
            return False
        self._cancelling = True
        if self._process.state() == QProcess.ProcessState.NotRunning:
            self._end()
            return True
        self._process.terminate()
        self._patience.start()
        return True

    def wait(self, milliseconds: int) -> bool:
        """Stand still until the child has ended; for the closing of the window, when a write is being committed."""
        return self._process.waitForFinished(milliseconds)

    def end(self) -> None:
        """Stand still until the child that was cancelled has ended, by force where it does not by itself."""
        if not self.wait(PATIENCE_MS):
            self._process.kill()

    @Slot()
    def _read(self) -> None:
        self.hangs = False
        self._silence.start()
        heard, end, rest = bytes(self._process.readAllStandardOutput().data()).rpartition(b"\n")
        if end:
            lines = (bytes(self._rest) + heard).split(b"\n")
            self._rest.clear()
            for line in lines:
                self._hear(line)
        self._rest += rest
        if len(self._rest) > LONGEST_LINE:
            self._rest.clear()

    @Slot()
    def _heard_nothing(self) -> None:
        self.hangs = True
        self.hung.emit()

    @Slot()
    def _drain(self) -> None:
        """Standard error is for people at a command line; unread it would fill up and stop the child."""
        self._process.readAllStandardError()

    def _hear(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            event = said["event"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        if event == "step":
            self.step = Step(str(said.get("step", "")), _whole(said.get("done")), _whole(said.get("total")))
            self.stepped.emit(self.step)
        elif event == "wait":
            self.pause = Pause(_whole(said.get("seconds")), _text(said.get("text")))
            self.paused.emit(self.pause)
        elif event == "warning":
            self.warned.emit(_text(said.get("text")))
        elif event == "note":
            self.noted.emit(_text(said.get("text")))
        elif event == "committing":
            self.is_committing = True
            self.committing.emit()
        elif event == "done":
            self._result = said
        elif event == "failed":
            facts = said.get("facts")
            self._failure = Failure(
                str(said.get("kind", "")),
                _text(said.get("happened")),
                _text(said.get("remedy")),
                facts if isinstance(facts, dict) else {},
            )

    @Slot(QProcess.ProcessError)
    def _could_not(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end()

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, _code: int, _status: QProcess.ExitStatus) -> None:
        self._read()
        self._hear(bytes(self._rest))
        self._end()

    def _end(self) -> None:
        """A result that arrived before the end counts, even if the founder pressed Cancel a moment too late."""
        if self._ended:
            return
        self._ended = True
        self._patience.stop()
        self._silence.stop()
        if self._result is not None:
            self.done.emit(self._result)
        elif self._cancelling:
            self.cancelled.emit()
        else:
            self.failed.emit(self._failure or Failure("died", both("died.happened"), both("died.remedy")))


class Queue(QObject):
    """Tasks one after another, in the order in which they were added."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Task | None = None
        self._waiting: deque[Task] = deque()
        self._closed = False

    def add(self, task: Task) -> None:
        """Run this task when those before it have ended."""
        task.setParent(self)
        if self._closed:  # what ended last asked for more, but the window is going
            return
        task.done.connect(self._next)
        task.failed.connect(self._next)
        task.cancelled.connect(self._next)
        self._waiting.append(task)
        if self.current is None:
            self._begin()

    def has(self, name: str) -> bool:
        """Whether a task of this name runs or waits."""
        return any(task.name == name for task in [self.current, *self._waiting] if task)

    def cancel(self) -> bool:
        """Cancel the running task; those that wait go on."""
        return self.current is not None and self.current.cancel()

    def clear(self) -> None:
        """Drop those that wait, and cancel the running one if it may still be cancelled."""
        self._waiting.clear()
        self.cancel()

    def close(self) -> None:
        """End all before the window goes; a write that is being committed is given the time to finish."""
        self._closed = True
        self._waiting.clear()
        last = self.current
        if last is not None and not last.is_committing and last.cancel():
            last.end()
        if last is not None:
            last.wait(CLOSING_MS)

    @property
    def busy(self) -> bool:
        """Whether a task runs."""
        return self.current is not None

    def _begin(self) -> None:
        self.current = self._waiting.popleft() if self._waiting else None
        self.changed.emit()
        if self.current is not None:
            self.current.start()

    @Slot()
    def _next(self) -> None:
        if self.current is not None:
            self.current.deleteLater()
        self._begin()


def _whole(said: Any) -> int:
    return said if isinstance(said, int) and 0 <= said < 1 << 31 else 0


def _text(said: Any) -> Text:
    if isinstance(said, dict):
        english = str(said.get("en", ""))
        return Text(english, str(said.get("es", "") or english))
    return Text(str(said or ""), str(said or ""))
