"""One command of the program in a process of its own, which may be killed at any moment.

Starting Python takes longer than a refresh of a small workbook, so most processes are forked from this one, which
has imported everything; what they run is the command itself, and their end is the system's own ``SIGKILL``.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

#: A command that runs for longer than this hangs.
HANGS_SECONDS = 120

#: What Python tells its audit hooks of when files are touched.
TOUCHES = (
    "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.utime", "os.truncate",
    "os.link", "os.symlink", "os.setxattr", "fcntl.flock",
)  # fmt: skip


@dataclass
class Ended:
    """How a process ended: its exit code (``-9`` = killed), its events by moment, and what it said."""

    code: int = 0
    seconds: float = 0.0
    events: list[tuple[float, str]] = field(default_factory=list)
    said: str = ""
    peak_mb: int = 0

    @property
    def at(self) -> str:
        """The last that it reported, as a step of the table."""
        return self.events[-1][1] if self.events else "start"

    def moment(self, name: str) -> float | None:
        """When it reported this, in seconds from its start."""
        return next((at for at, event in self.events if event == name), None)


@dataclass(frozen=True)
class Kill:
    """When to kill: so many seconds after an event (``start`` = the process itself)."""

    after: str
    seconds: float


class Killer:
    """Lives in the child: counts how often files of a folder are touched, and kills the process right before one."""

    def __init__(self, folder: Path, at: int, tell: Path | None = None) -> None:
        self._folder = str(folder)
        self._at = at
        self._tell = tell
        self.touched: list[str] = []
        self._busy = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in TOUCHES or self._busy or len(arguments) == 0:
            return
        if event != "fcntl.flock" and not any(self._inside(argument) for argument in arguments[:2]):
            return
        self.touched.append(event)
        if len(self.touched) == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _inside(self, argument: object) -> bool:
        return isinstance(argument, str | os.PathLike) and os.fspath(argument).startswith(self._folder)

    def tell(self) -> None:
        """Write down what was touched."""
        if self._tell is not None:
            self._busy = True
            self._tell.write_text(json.dumps(self.touched))


def run(
    arguments: Sequence[str | Path],
    kill: Kill | None = None,
    before: Callable[[], None] | None = None,
    killer: Killer | None = None,
    said: Path | None = None,
) -> Ended:
    """Run the command to its end, or to its kill. ``before`` is called in the child first (limits, another user)."""
    listen, speak = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with open(said or os.devnull, "wb") as errors:
        started = time.perf_counter()
        pid = os.fork()
        if pid == 0:
            os.close(listen)
            _be(arguments, speak, errors.fileno(), before, killer)
        os.close(speak)
    ended = _follow(pid, listen, started, kill)
    os.close(listen)
    if said is not None:
        ended.said = said.read_text("utf-8", "replace")
    return ended


def start(arguments: Sequence[str | Path], kill: Kill | None = None) -> Ended:
    """The same, with a Python started for it, as a founder's computer does."""
    command = [sys.executable, "-m", "desktop.cli", *map(str, arguments)]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    ended = _follow(process.pid, process.stdout.fileno(), started, kill)
    process.returncode = ended.code
    process.stdout.close()
    return ended


def _be(
    arguments: Sequence[str | Path], speak: int, errors: int, before: Callable[[], None] | None, killer: Killer | None
) -> None:
    """What the forked process does; it never returns."""
    code = 99
    try:
        os.dup2(speak, 1)
        os.dup2(errors, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
        if before is not None:
            before()
        if killer is not None:
            sys.addaudithook(killer)
        from desktop import cli

        code = cli.main([str(argument) for argument in arguments])
        if killer is not None:
            killer.tell()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 98
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        os._exit(code)


def _follow(pid: int, listen: int, started: float, kill: Kill | None) -> Ended:
    ended = Ended()
    due = started + kill.seconds if kill and kill.after == "start" else None
    rest = b""
    while True:
        now = time.perf_counter()
        if now - started > HANGS_SECONDS:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise TimeoutError(f"nothing came for {HANGS_SECONDS} seconds")
        if due is not None and now >= due:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            due = None
        # A wait shorter than the clock of select() is spent looking at the clock.
        wait = 1.0 if due is None else max(due - time.perf_counter() - 0.0005, 0)
        if not select.select([listen], [], [], wait)[0]:
            continue
        piece = os.read(listen, 1 << 16)
        if not piece:
            break
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            name = _name(line)
            if name:
                ended.events.append((time.perf_counter() - started, name))
            if kill and name == kill.after and due is None:
                due = time.perf_counter() + kill.seconds
    _, status, used = os.wait4(pid, 0)
    ended.peak_mb = used.ru_maxrss >> 10
    ended.code = os.waitstatus_to_exitcode(status)
    ended.seconds = time.perf_counter() - started
    return ended


def _name(line: bytes) -> str:
    try:
        event = json.loads(line)
    except ValueError:
        return ""
    name = event.get("event", "") if isinstance(event, dict) else ""
    return str(event.get("step", "")) if name == "step" else name if name in ("committing", "done", "failed") else ""
