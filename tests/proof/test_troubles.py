"""What ``make proof`` meets beside the kills, each with the real command in processes of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forked processes, file modes and mounts of POSIX")


def met(root: Path, name: str) -> str:
    """The lines of one kind of trouble, in none of which anything is wrong."""
    command = [sys.executable, "-m", "tests.proof", "--only", name]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 wrong" in done.stdout
    return done.stdout


def test_a_small_disk_at_every_level_leaves_the_file_whole(root: Path) -> None:
    said = met(root, "disk")
    if "not possible" in said:
        pytest.skip("only the administrator may mount a small disk")
    for where in ("the workbook's disk", "the program's disk", "the only disk"):
        assert f"0 KiB left on {where}" in said
        assert f"256 KiB left on {where}: the next refresh" in said
    # The brief is not lost: it goes to the program's own folder, or beside the workbook.
    for where in ("the workbook's disk", "the program's disk"):
        assert re.search(rf"  0 KiB left on {where} +companion  ", said)


def test_files_that_may_not_grow_leave_the_file_whole(root: Path) -> None:
    assert "no file beyond 10000 bytes: the next refresh" in met(root, "limits")


def test_read_only_places_get_a_companion_elsewhere(root: Path) -> None:
    assert met(root, "modes").count("companion  The f") == 3


def test_the_owner_files_of_excel_and_libreoffice_tell_who_has_it_open(root: Path) -> None:
    assert met(root, "owners").count("is open by María Ñandú") == 4


def test_two_refreshes_at_once_are_one_after_the_other(root: Path) -> None:
    assert "refused    Another refresh is writing this workbook now" in met(root, "busy")


@pytest.mark.real
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be forked there")
def test_a_workbook_open_in_libreoffice_is_left_alone_until_it_is_closed(root: Path) -> None:
    said = met(root, "office")
    assert (
        "LibreOffice has it open                                   companion  tienda ñandú.xlsx is open by María Ñandú"
        in said
    )
    assert "LibreOffice has it open: the next refresh                 written" in said
    assert "LibreOffice crashed over it: the next refresh             written" in said
