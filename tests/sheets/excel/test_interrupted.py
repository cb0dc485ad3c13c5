from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import openpyxl
import pytest

from sheets.excel.backups import Backups
from sheets.excel.book import ExcelBook
from tests.sheets.excel.making import (
    Place,
    brief,
    openpyxl_workbook,
    ours,
)

BOOK = "xl/workbook.xml"


WRITER = """
    import sys
    from pathlib import Path
    from sheets.excel.book import ExcelBook
    from sheets.errors import SheetsError
    from tests.sheets.excel.making import ours
    if len(sys.argv) > 4:
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
    try:
        book = ExcelBook(Path(sys.argv[1]), Path(sys.argv[2]))
        print("ready", flush=True)
        receipt = book.write(ours(int(sys.argv[3])), "")
        print(receipt.kind, receipt.companion)
    except SheetsError as refused:
        sys.exit(refused.kind)
"""


def writer(*arguments: object) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(WRITER), *map(str, arguments)]


def test_trap_26_a_process_killed_at_any_moment_leaves_a_whole_file(place: Place, root: Path) -> None:
    place.write(1)
    whole = {place.path.read_bytes()}
    chance = random.Random(26)
    for day in range(2, 10):
        scratch = place.folder.parent / "scratch.xlsx"
        scratch.write_bytes(place.path.read_bytes())
        ExcelBook(scratch, place.app).write(ours(day), "")
        whole.add(scratch.read_bytes())
        with subprocess.Popen(writer(place.path, place.app, day), cwd=root, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.06))
            process.send_signal(signal.SIGKILL)
        assert place.path.read_bytes() in whole
    place.write(11)
    assert openpyxl.load_workbook(place.path)["Brief (2)"]["A1"].value == "Operating brief, day 11"
    assert place.names() == ["shop.xlsx"]
    assert not list(place.app.rglob("*.part"))


def test_a_copy_that_an_interrupted_run_left_is_none_to_go_back_to(place: Place) -> None:
    place.write(1)
    Backups(place.app, place.path.resolve()).take()
    place.book.restore()
    assert place.path.read_bytes() == place.original


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize(("room_left", "beside"), [(2_000, False), (10_000, True)])
def test_a_full_disk_leaves_the_file_as_it_was(place: Place, root: Path, room_left: int, beside: bool) -> None:
    done = subprocess.run(writer(place.path, place.app, 16, room_left), cwd=root, capture_output=True, text=True)
    assert done.stderr.strip() == ("" if beside else "disk_full")
    assert ("disk_full" in done.stdout) is beside
    assert place.path.read_bytes() == place.original
    assert place.names() == ["shop - Operating Brief.xlsx", "shop.xlsx"][1 - beside :]
    assert not [path for path in place.app.rglob("*") if path.suffix in (".xlsx", ".part")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_small_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        path = openpyxl_workbook(disk / "shop.xlsx")
        before = path.read_bytes()
        (disk / "photos").write_bytes(b"x" * (64 * 1024 - 4096 * (len(before) // 4096 + 2)))
        receipt = ExcelBook(path, tmp_path / "app").write(ours(), "")
        assert receipt.kind == "disk_full"
        assert Path(receipt.companion).parent == tmp_path / "app" / "companions"
        assert path.read_bytes() == before
        assert sorted(found.name for found in disk.iterdir()) == ["photos", "shop.xlsx"]
        (disk / "photos").unlink()
        assert ExcelBook(path, tmp_path / "app").write([brief()], "").changed
    finally:
        subprocess.run(["umount", disk], check=True)
