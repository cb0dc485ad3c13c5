"""From the start of the process to the first paint: our window with the last brief, against a bare one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.ratio import Ratio
from benchmarks.refresh import MOMENT

BOUND = 1.8


def compare(book: Path, rounds: int, environment: Mapping[str, str]) -> Ratio:
    """Let the two windows alternate; the brief of this workbook lies in the cache before."""
    refresh = [sys.executable, "-m", "desktop.cli", "refresh", str(book), "--as-of", MOMENT, "--no-write"]
    subprocess.run(refresh, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    ours: list[float] = []
    theirs: list[float] = []
    window = [sys.executable, "-m", "desktop.cli", "desktop", str(book)]
    bare = [sys.executable, "-m", "benchmarks.bare_window"]
    announcing = {**environment, "OPERATING_BRIEF_FIRST_PAINT": "1"}
    for number in range(rounds + 1):
        pair = _seconds_to_first_line(window, announcing), _seconds_to_first_line(bare, environment)
        if number:  # the first pair only warms the disk's cache
            ours.append(pair[0])
            theirs.append(pair[1])
    return Ratio("window, first paint", ours, theirs, "s", BOUND)


def _seconds_to_first_line(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Until the process says its first word, which it does when it has painted."""
    begun = time.monotonic()
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=sys.stderr
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        seconds = time.monotonic() - begun
        child.stdout.read()
    if not said or child.returncode:
        raise SystemExit(f"{' '.join(command)} did not say that it had painted (exit code {child.returncode})")
    return seconds
