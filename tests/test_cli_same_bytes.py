"""The same workbook, memory and moment give the same bytes, on whatever machine they are computed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import openpyxl

MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "America/Bogota", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "es_CO.UTF-8", "LANG": "es_CO.UTF-8"},
)


def ours(machine, *arguments):
    command = [sys.executable, "-m", "desktop.cli", *map(str, arguments)]
    done = subprocess.run(command, env={**os.environ, **machine}, capture_output=True, check=True)
    return done.stdout


def test_hash_seed_zone_and_locale_change_no_byte(tmp_path):
    made = tmp_path / "made.xlsx"
    ours(MACHINES[0], "new", made, "--lang", "es", "--sample")
    said, parts = [], []
    for number, machine in enumerate(MACHINES):
        book = tmp_path / str(number) / "brand.xlsx"
        book.parent.mkdir()
        book.write_bytes(made.read_bytes())
        # the second of these starts from what the first one left to remember
        said.append(
            [
                ours(machine, "refresh", book, "--as-of", moment, "--format", "json")
                for moment in ("2026-11-16T08:00", "2026-11-17T08:00")
            ]
        )
        with zipfile.ZipFile(book) as archive:
            parts.append({name: archive.read(name) for name in archive.namelist()})
    assert said[0] == said[1]
    assert said[0][0] != said[0][1]
    # The run log alone tells when a run took place; it is the last tab.
    names = openpyxl.load_workbook(book).sheetnames
    differ = {name for name in parts[0].keys() | parts[1].keys() if parts[0].get(name) != parts[1].get(name)}
    assert differ == {f"xl/worksheets/sheet{names.index('_Run log') + 1}.xml"}
