"""One child process: how long it took, and the most memory that it held."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: How often the children of a measured process are looked at. Each look reads a few small files.
LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    ``peak_mb`` is the larger of two readings: the kernel's own peak of the largest single process, and the most that
    the process and its children were seen to hold together.
    """

    seconds: float
    peak_mb: float
    output: str


def run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a command to its end; ``SystemExit`` with its last words where it failed.

    A child's peak begins at its parent's own size on Linux, so this module imports nothing large.
    """
    together = 0
    over = threading.Event()

    def look() -> None:
        nonlocal together
        while not over.wait(LOOK_SECONDS):
            together = max(together, _held_kb(child.pid))

    begun = time.monotonic()
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=sys.stderr
    ) as child:
        watcher = threading.Thread(target=look, daemon=True)
        watcher.start()
        assert child.stdout is not None
        output = child.stdout.read().decode()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        over.set()
        watcher.join()
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}\nended with {child.returncode}\n{output[-2000:]}")
    return Run(seconds, max(usage.ru_maxrss, together) / 1024, output)


def _held_kb(pid: int) -> int:
    """Resident memory of a process and all below it, now; pages that they share are counted for each."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
    return own + sum(_held_kb(int(child)) for child in children)
