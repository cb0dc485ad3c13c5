"""A benchmark whose instruments lie proves nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import run
from benchmarks.ratio import Ratio

HOLD = "import time; held = bytearray(150 * 2**20); time.sleep(0.3)"


def peak_mb(program: str, root: Path) -> float:
    """What a run of this program held at most, seen from a small process, as in a benchmark.

    A child begins as large as its parent is: its high-water mark is the parent's, and until it has become a program of
    its own, the parent's pages count once more. Both together must be far below what the program holds, and a process
    of pytest is not.
    """
    here = (
        f"import sys; from benchmarks.measure import run; print(run([sys.executable, '-c', {program!r}], {{}}).peak_mb)"
    )
    said = subprocess.run([sys.executable, "-c", here], cwd=root, capture_output=True, text=True, check=True)
    return float(said.stdout)


def test_memory_of_the_process_itself_is_seen(root: Path) -> None:
    assert 150 < peak_mb(HOLD, root) < 220


def test_memory_that_a_process_and_its_child_hold_together_is_seen(root: Path) -> None:
    both = f"import subprocess, sys; own = bytearray(100 * 2**20); subprocess.run([sys.executable, '-c', {HOLD!r}])"
    assert 250 < peak_mb(both, root) < 350


def test_a_run_that_fails_is_no_measurement() -> None:
    with pytest.raises(SystemExit, match="ended with 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], {})


def test_a_ratio_is_of_medians_and_says_whether_its_bound_holds() -> None:
    kept = Ratio("refresh, time", [2.0, 9.0, 3.0], [10.0, 11.0, 60.0], "s", 0.30)
    assert kept.value == pytest.approx(3 / 11)
    assert kept.line(judged=True) == "refresh, time: 0.27 (bound 0.30, kept) — 3 s [2–9] against 11 s [10–60]"
    assert "MISSED" in Ratio("refresh, time", [4.0], [10.0], "s", 0.30).line(judged=True)
    assert Ratio("refresh, time", [4.0], [10.0], "s", 0.30).line(judged=False).startswith("refresh, time: 0.40 — 4 s")
