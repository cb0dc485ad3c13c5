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


def compare(book: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio]:
    """Let three starts alternate: ours built from the cached brief, ours with the last picture, a bare window.

    A window that closes leaves a picture of itself, which the next one shows until it is built; without one, as after
    each refresh from the command line, it is built from the cache before it is painted.
    """
    refresh = [sys.executable, "-m", "desktop.cli", "refresh", str(book), "--as-of", MOMENT, "--no-write"]
    subprocess.run(refresh, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    window = [sys.executable, "-m", "desktop.cli", "desktop", str(book)]
    announcing = {**environment, "OPERATING_BRIEF_FIRST_PAINT": "1"}
    built: list[float] = []
    shown: list[float] = []
    bare: list[float] = []
    for number in range(rounds + 1):
        _forget_pictures(environment)
        one_round = (
            _seconds_to_first_line(window, announcing),
            _seconds_to_first_line(window, announcing),
            _seconds_to_first_line([sys.executable, "-m", "benchmarks.bare_window"], environment),
        )
        if number:  # the first round only warms the disk's cache
            for times, seconds in zip((built, shown, bare), one_round, strict=True):
                times.append(seconds)
    return [
        Ratio("window, first paint built from the cache", built, bare, "s", BOUND),
        Ratio("window, first paint with the last picture", shown, bare, "s", BOUND),
    ]


def _forget_pictures(environment: Mapping[str, str]) -> None:
    for picture in Path(environment["XDG_CACHE_HOME"]).rglob("picture-*.png"):
        picture.unlink()


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
