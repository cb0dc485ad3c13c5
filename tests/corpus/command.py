"""The real program on one file, in a process of its own, with limits on its time and memory.

The process is forked from one that has loaded the program already: the same ``main`` as the command line's,
without the second that loading takes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop import cli

SECONDS = 120
MEMORY_BYTES = 4 << 30


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended. ``code`` is ``None`` where it was stopped or crashed: then ``broke`` says how."""

    code: int | None
    events: tuple[dict[str, object], ...]
    errors: str
    broke: str = ""

    def sentence(self) -> str:
        """What the founder was told, in English."""
        said = [event["text"] for event in self.events if event["event"] == "warning"]
        said += [event["happened"] for event in self.events if event["event"] == "failed"]
        return " ".join(text["en"] for text in said if isinstance(text, dict))

    def bug(self) -> str:
        """What must never happen, ``""`` where it did not."""
        if self.broke:
            return self.broke
        if "Traceback (most recent call last)" in self.errors:
            return "a traceback: " + self.errors.strip().splitlines()[-1]
        if any(event.get("kind") == "bug" for event in self.events):
            return "a bug of ours"
        if self.code not in (0, 1, 3):
            return f"exit code {self.code}"
        return "" if self.code != 1 or self.sentence() else "refused without a sentence"


def operating_brief(arguments: Sequence[str], home: Path, *, seconds: float = SECONDS) -> Ran:
    """Run the command line with these arguments, its settings, caches and backups in ``home``."""
    return forked(lambda: cli.main([*arguments, "--events"]), home, seconds=seconds)


def forked(work: Callable[[], int], home: Path, *, seconds: float = SECONDS) -> Ran:
    """Do the work in a child process; its exit code is what ``work`` returns."""
    home.mkdir(parents=True, exist_ok=True)
    out, err = home / "out", home / "err"
    child = os.fork()
    if child == 0:
        _be_the_child(work, home, out, err)
    status = _waited(child, seconds)
    events, errors = _events(out), err.read_text("utf-8", "replace") if err.exists() else ""
    if status is None:
        return Ran(None, events, errors, f"still at work after {seconds:.0f} seconds")
    if os.WIFSIGNALED(status):
        return Ran(None, events, errors, f"ended by {signal.Signals(os.WTERMSIG(status)).name}")
    return Ran(os.WEXITSTATUS(status), events, errors)


def _be_the_child(work: Callable[[], int], home: Path, out: Path, err: Path) -> None:
    code = 70
    try:
        for number, path in ((1, out), (2, err)):
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(file, number)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.environ["HOME"] = str(home)
        for name in ("CONFIG", "CACHE", "DATA", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
        code = work()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 70
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _waited(child: int, seconds: float) -> int | None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _events(path: Path) -> tuple[dict[str, object], ...]:
    found = []
    for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return tuple(found)


def load() -> None:
    """Load now what every child would load: the readers, the reports, what they compute with."""
    import sheets.excel.book  # noqa: F401
    from desktop import cache  # noqa: F401
    from reports import run  # noqa: F401
    from reports.clock import Clock
    from reports.render import markdown, tabs  # noqa: F401

    Clock()
