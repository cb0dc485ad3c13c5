"""Computing, from tables in memory to the Outcome: how it grows with the shop, and beside reading the same workbook.

Both shops have Support, Returns and Traffic. Each run is a process of its own that reads the workbook and computes;
runs of the middle and of the large shop alternate.
"""

from __future__ import annotations

import json
import pstats
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from io import StringIO
from pathlib import Path

from benchmarks.measure import run
from benchmarks.ratio import Ratio

MOMENT = "2026-11-16T08:00-05:00"
MIDDLE, LARGE = "M", "L"
GROWTH_BOUND, READING_BOUND = 3.3, 1.0


def compare(room: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio]:
    """How much longer the large shop computes than the middle one, and how long beside its own reading."""
    books = {tier: _book(room, tier) for tier in (MIDDLE, LARGE)}
    found: dict[str, list[Mapping[str, float]]] = {tier: [] for tier in books}
    for number in range(1, rounds + 1):
        for tier, book in books.items():
            found[tier].append(json.loads(run([sys.executable, *_arguments(book)], environment).output))
        told = "; ".join(
            f"{tier} read {own[-1]['reading']:.2f} s, computed {own[-1]['computing']:.2f} s"
            for tier, own in found.items()
        )
        print(f"round {number}: {told}", flush=True)
    computing, reading = (
        {tier: [one[part] for one in own] for tier, own in found.items()} for part in ("computing", "reading")
    )
    growth = Ratio("computing, large shop", computing[LARGE], computing[MIDDLE], "s", GROWTH_BOUND)
    # Of the middle shop both times stand in the lines above: a good part of its computing is what any shop takes.
    return [
        growth,
        Ratio("computing, large shop beside its reading", computing[LARGE], reading[LARGE], "s", READING_BOUND),
    ]


def profile(room: Path, environment: Mapping[str, str]) -> str:
    """Where the time of computing the large shop goes, by own time."""
    stats = room / "computing profile"
    run([sys.executable, *_arguments(_book(room, LARGE)), str(stats)], environment)
    text = StringIO()
    pstats.Stats(str(stats), stream=text).strip_dirs().sort_stats("tottime").print_stats(25)
    return text.getvalue()


def _book(room: Path, tier: str) -> Path:
    book = room / f"trust {tier}.xlsx"
    if not book.exists():
        subprocess.run([sys.executable, "-m", "benchmarks.workbook", tier, str(book), "trust"], check=True)
    return book


def _arguments(book: Path) -> list[str]:
    return ["-m", "benchmarks.computing", str(book)]


def main(book: Path, stats: str = "") -> None:
    """Read and compute once, as a refresh does both; print their seconds of processor, or profile into ``stats``."""
    from desktop.commands.shared import many_cells
    from reports import run as flow
    from sheets.excel import read

    moment = datetime.fromisoformat(MOMENT)
    with many_cells():
        begun = time.process_time()
        snapshot = read.read(book)
        tables = flow.tables(snapshot)
        between = time.process_time()
        if stats:
            import cProfile

            cProfile.runctx("flow.run(snapshot, moment, cells=tables)", {}, locals(), stats)
            return
        outcome = flow.run(snapshot, moment, cells=tables)
        over = time.process_time()
    if not (outcome.themes and outcome.reasons and outcome.exceptions):
        raise SystemExit("nothing was computed of Support or Returns: there is nothing to compare")
    print(json.dumps({"reading": between - begun, "computing": over - between}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
