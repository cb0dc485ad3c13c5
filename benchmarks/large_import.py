"""An orders export of 500,000 lines into an empty workbook, against pandas and XlsxWriter for the same cells."""

from __future__ import annotations

import csv
import itertools
import json
import pstats
import shutil
import subprocess
import sys
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from benchmarks.measure import Run, run
from benchmarks.ratio import Level, Ratio
from benchmarks.shop import ORDER_COLUMNS, Tier, shop

TIME_BOUND, MEMORY_BOUND_MB = 2.0, 600
LINES = 500_000
TIER = Tier(orders_a_month=24_500, months=12, variants=4_000)
#: Reads the export with pandas and writes the columns that the workbook has with XlsxWriter, a row at a time.
YARDSTICK = """
import sys
import pandas, xlsxwriter
export, out, columns = sys.argv[1], sys.argv[2], sys.argv[3].split("|")
frame = pandas.read_csv(export, usecols=columns, low_memory=False)[columns]
book = xlsxwriter.Workbook(out, {"constant_memory": True})
sheet = book.add_worksheet("Orders")
sheet.write_row(0, 0, columns)
for number, row in enumerate(frame.itertuples(index=False, name=None), start=1):
    for place, cell in enumerate(row):
        if cell == cell:
            sheet.write(number, place, cell)
book.close()
"""


def compare(room: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio | Level]:
    """Let the two alternate, each into a fresh file; time of both, and our peak memory."""
    export, empty = room / "orders of two years.csv", room / "empty.xlsx"
    subprocess.run([sys.executable, "-m", "benchmarks.large_import", str(export)], check=True)
    run([sys.executable, "-m", "desktop.cli", "new", str(empty), "--lang", "en"], environment)
    columns = _written(export, empty, room / "columns.xlsx", environment)
    ours: list[Run] = []
    theirs: list[Run] = []
    for number in range(1, rounds + 1):
        copy, beside = room / f"filled {number}.xlsx", room / f"yardstick {number}.xlsx"
        shutil.copyfile(empty, copy)
        ours.append(run([sys.executable, "-m", "desktop.cli", *_arguments(export, copy)], environment))
        _assert_imported(ours[-1])
        theirs.append(run([sys.executable, "-c", YARDSTICK, str(export), str(beside), "|".join(columns)], environment))
        print(
            f"round {number}: import of {LINES:,} lines {ours[-1].seconds:.1f} s, {ours[-1].peak_mb:.0f} MB; pandas "
            f"and XlsxWriter {theirs[-1].seconds:.1f} s, {theirs[-1].peak_mb:.0f} MB ({len(columns)} columns)",
            flush=True,
        )
        copy.unlink()
        beside.unlink()
    return [
        Ratio("large import, time", [r.seconds for r in ours], [r.seconds for r in theirs], "s", TIME_BOUND),
        Level("large import, peak memory", [r.peak_mb for r in ours], "MB", MEMORY_BOUND_MB),
    ]


def profile(room: Path, environment: Mapping[str, str]) -> str:
    """Where the time of one such import goes, by own time."""
    copy, stats = room / "profiled large import.xlsx", room / "profile of large import"
    shutil.copyfile(room / "empty.xlsx", copy)
    command = [sys.executable, "-m", "cProfile", "-o", str(stats), "-m", "desktop.cli"]
    run([*command, *_arguments(room / "orders of two years.csv", copy)], environment)
    text = StringIO()
    pstats.Stats(str(stats), stream=text).strip_dirs().sort_stats("tottime").print_stats(30)
    return text.getvalue()


def _arguments(export: Path, copy: Path) -> list[str]:
    return ["import", str(export), "--into", str(copy), "--events"]


def _written(export: Path, empty: Path, copy: Path, environment: Mapping[str, str]) -> list[str]:
    """The export's columns that an import brings into the workbook: those are the cells that both write."""
    few = copy.with_suffix(".csv")
    with export.open(encoding="utf-8", newline="") as whole, few.open("w", encoding="utf-8", newline="") as part:
        part.writelines(itertools.islice(whole, 200))
    shutil.copyfile(empty, copy)
    said = run([sys.executable, "-m", "desktop.cli", *_arguments(few, copy)], environment)
    columns = json.loads(said.output.splitlines()[-1])["imports"][0]["columns"]
    return [column["header"] for column in columns]


def _assert_imported(ours: Run) -> None:
    """An import that took nothing would be fast."""
    counts = json.loads(ours.output.splitlines()[-1])["imports"][0]
    if counts["new"] != LINES or counts["changed"] or counts["refused"]:
        raise SystemExit(f"the import did not take {LINES} lines: {counts}")


def write(export: Path) -> None:
    """Write the export; the same one each time."""
    with export.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(ORDER_COLUMNS)
        for line in itertools.islice(shop(TIER).order_rows(), LINES):
            writer.writerow([str(cell).lower() if isinstance(cell, bool) else cell for cell in line])


if __name__ == "__main__":
    write(Path(sys.argv[1]))
