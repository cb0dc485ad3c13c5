from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="no process is killed by a signal there")
def test_fifty_killed_processes_leave_a_whole_file_and_the_next_run_succeeds(root: Path) -> None:
    command = [sys.executable, "-m", "tests.proof", "--kills", "50", "--seed", "50", "--only", "kills"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WRONG" not in done.stdout
    row = re.search(r"^all +\d+ +(\d+) +(\d+)", done.stdout, re.MULTILINE)
    assert row, done.stdout
    old, new = map(int, row.groups())
    # Neither all too early nor all too late: both ends of the moment of replacing were met.
    assert old >= 5
    assert new >= 3
    killed = re.search(r"(\d+) were killed before they ended", done.stdout)
    assert killed
    assert int(killed[1]) == 50
