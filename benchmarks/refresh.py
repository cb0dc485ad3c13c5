"""The whole of ``refresh``, start of process to file replaced, against openpyxl's load and save of the same file."""

from __future__ import annotations

import pstats
import shutil
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

from benchmarks.measure import Run, run
from benchmarks.ratio import Ratio

MOMENT = "2026-11-16T08:00"
TIME_BOUND, MEMORY_BOUND = 0.30, 0.75
OPENPYXL = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"


def compare(book: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio]:
    """Let the two alternate on fresh copies of the workbook; time and peak memory of both."""
    ours: list[Run] = []
    theirs: list[Run] = []
    for number in range(1, rounds + 1):
        copy = book.with_name(f"{book.stem} {number}.xlsx")
        shutil.copyfile(book, copy)
        ours.append(run([sys.executable, "-m", "desktop.cli", *_arguments(copy)], environment))
        _assert_written(book, copy)
        theirs.append(run([sys.executable, "-c", OPENPYXL, str(book), str(copy)], environment))
        copy.unlink()
        print(
            f"round {number}: refresh {ours[-1].seconds:.2f} s, {ours[-1].peak_mb:.0f} MB; "
            f"openpyxl {theirs[-1].seconds:.2f} s, {theirs[-1].peak_mb:.0f} MB",
            flush=True,
        )
    return [
        Ratio("refresh, time", [r.seconds for r in ours], [r.seconds for r in theirs], "s", TIME_BOUND),
        Ratio("refresh, peak memory", [r.peak_mb for r in ours], [r.peak_mb for r in theirs], "MB", MEMORY_BOUND),
    ]


def profile(book: Path, environment: Mapping[str, str]) -> str:
    """Where the time of one refresh goes, by own time."""
    copy, stats = book.with_name("profiled.xlsx"), book.with_name("profile")
    shutil.copyfile(book, copy)
    run([sys.executable, "-m", "cProfile", "-o", str(stats), "-m", "desktop.cli", *_arguments(copy)], environment)
    text = StringIO()
    pstats.Stats(str(stats), stream=text).strip_dirs().sort_stats("tottime").print_stats(20)
    return text.getvalue()


def _arguments(copy: Path) -> list[str]:
    return ["refresh", str(copy), "--as-of", MOMENT, "--out", str(copy.with_suffix(".md"))]


def _assert_written(before: Path, after: Path) -> None:
    """A refresh that wrote nothing would be fast."""
    if _sheets(after) <= _sheets(before):
        raise SystemExit("the refresh wrote no tab: there is nothing to compare")


def _sheets(book: Path) -> int:
    with ZipFile(book) as package:
        return sum(name.startswith("xl/worksheets/sheet") for name in package.namelist())
