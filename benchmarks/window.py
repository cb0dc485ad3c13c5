"""The window at rest and at work: how long it ever stands still, how soon another page stands, how much it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.in_window import MOMENT
from benchmarks.measure import run
from benchmarks.ratio import Above, Ratio

STALL_BOUND, SWITCH_BOUND, MEMORY_BOUND = 30.0, 100.0, 2.0
#: The shop whose Outcome is loaded, and whose pages are switched.
LARGE = "L"


def compare(book: Path, room: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio | Above]:
    """Stalls while the book and the large shop are refreshed; page and theme switches of the large shop; memory."""
    large, empty = _large(room, environment), _empty(room, environment)
    stalls = {tier: [_inside("stall", environment, one) for _ in range(rounds)] for tier, one in _tiers(book, large)}
    ours = [_inside("switch", environment, large) for _ in range(rounds)]
    theirs = [_inside("switch", environment, empty) for _ in range(rounds)]
    memory = [_inside("memory", environment, book)["mb"] for _ in range(rounds)]
    bare = [_inside("memory", environment)["mb"] for _ in range(rounds)]
    slowest = max((key for key in ours[0] if key != "theme"), key=lambda key: ours[0][key])
    return [
        *(
            Above(
                f"window, longest stall during a refresh of {tier} above idle",
                [one["busy"] for one in found],
                [one["idle"] for one in found],
                "ms",
                STALL_BOUND,
            )
            for tier, found in stalls.items()
        ),
        Above(
            f"window, slowest page switch at {LARGE} ({slowest}) above an empty page",
            [one[slowest] for one in ours],
            [one[slowest] for one in theirs],
            "ms",
            SWITCH_BOUND,
        ),
        Above(
            f"window, theme switch at {LARGE} above an empty page",
            [one["theme"] for one in ours],
            [one["theme"] for one in theirs],
            "ms",
            SWITCH_BOUND,
        ),
        Ratio("window, memory beside a bare one", memory, bare, "MB", MEMORY_BOUND),
    ]


def _tiers(book: Path, large: Path) -> tuple[tuple[str, Path], ...]:
    return ((book.stem, book),) if book.stem == LARGE else ((book.stem, book), (LARGE, large))


def _large(room: Path, environment: Mapping[str, str]) -> Path:
    """The large shop's workbook, with its brief in the cache."""
    book = room / f"{LARGE}.xlsx"
    if not book.exists():
        subprocess.run([sys.executable, "-m", "benchmarks.workbook", LARGE, str(book)], check=True)
    _refresh(book, environment)
    return book


def _empty(room: Path, environment: Mapping[str, str]) -> Path:
    """A workbook in which nothing was pasted: its pages are the empty ones."""
    book = room / "empty.xlsx"
    new = [sys.executable, "-m", "desktop.cli", "new", str(book), "--lang", "en"]
    subprocess.run(new, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
    return book


def _refresh(book: Path, environment: Mapping[str, str]) -> None:
    refresh = [sys.executable, "-m", "desktop.cli", "refresh", str(book), "--as-of", MOMENT, "--no-write"]
    subprocess.run(refresh, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)


def _inside(what: str, environment: Mapping[str, str], *books: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.in_window", what, *map(str, books)]
    found: dict[str, float] = json.loads(run(command, environment).output.splitlines()[-1])
    return found
