"""An import of 1,000 new orders into a tab of 100,000 rows, against openpyxl's load and save of the same file."""

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

from benchmarks import workbook
from benchmarks.measure import Run, run
from benchmarks.ratio import Ratio
from benchmarks.shop import ORDER_COLUMNS, Tier, shop

TIME_BOUND, MEMORY_BOUND = 0.20, 0.30
OPENPYXL = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
#: A shop of a little over 101,000 order lines: the newest orders are the export, 100,000 older lines the tab.
TIER = Tier(orders_a_month=5_000, months=12, variants=2_000)
NEW_ORDERS, ROWS = 1_000, 100_000


def compare(room: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio]:
    """Let the two alternate on fresh copies of the workbook; time and peak memory of both."""
    book, export = room / "imported.xlsx", room / "orders_export.csv"
    subprocess.run([sys.executable, "-m", "benchmarks.importing", str(book), str(export)], check=True)
    ours: list[Run] = []
    theirs: list[Run] = []
    for number in range(1, rounds + 1):
        copy = book.with_name(f"{book.stem} {number}.xlsx")
        shutil.copyfile(book, copy)
        ours.append(run([sys.executable, "-m", "desktop.cli", *_arguments(export, copy)], environment))
        _assert_imported(ours[-1])
        theirs.append(run([sys.executable, "-c", OPENPYXL, str(book), str(copy)], environment))
        copy.unlink()
        print(
            f"round {number}: import {ours[-1].seconds:.2f} s, {ours[-1].peak_mb:.0f} MB; "
            f"openpyxl {theirs[-1].seconds:.2f} s, {theirs[-1].peak_mb:.0f} MB",
            flush=True,
        )
    return [
        Ratio("import, time", [r.seconds for r in ours], [r.seconds for r in theirs], "s", TIME_BOUND),
        Ratio("import, peak memory", [r.peak_mb for r in ours], [r.peak_mb for r in theirs], "MB", MEMORY_BOUND),
    ]


def profile(room: Path, environment: Mapping[str, str]) -> str:
    """Where the time of one import goes, by own time."""
    copy, stats = room / "profiled import.xlsx", room / "profile of import"
    shutil.copyfile(room / "imported.xlsx", copy)
    command = [sys.executable, "-m", "cProfile", "-o", str(stats), "-m", "desktop.cli"]
    run([*command, *_arguments(room / "orders_export.csv", copy)], environment)
    text = StringIO()
    pstats.Stats(str(stats), stream=text).strip_dirs().sort_stats("tottime").print_stats(20)
    return text.getvalue()


def _arguments(export: Path, copy: Path) -> list[str]:
    return ["import", str(export), "--into", str(copy), "--events"]


def _assert_imported(ours: Run) -> None:
    """An import that took nothing would be fast."""
    counts = json.loads(ours.output.splitlines()[-1])["imports"][0]
    if counts["new"] < NEW_ORDERS or counts["changed"] or counts["refused"]:
        raise SystemExit(f"the import did not take {NEW_ORDERS} new orders: {counts}")


def write(book: Path, export: Path) -> None:
    """Write the workbook and the export of the orders that it has not; the same ones each time."""
    the_shop = shop(TIER)
    lines = the_shop.order_rows()
    orders = itertools.groupby(lines, key=lambda line: line[0])
    with export.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(ORDER_COLUMNS)
        for _, order in itertools.islice(orders, NEW_ORDERS):
            writer.writerows([_said(cell) for cell in line] for line in order)
    older = (line for _, order in orders for line in order)
    workbook.write(book, the_shop, itertools.islice(older, ROWS))


def _said(cell: object) -> object:
    """A cell as the shop's own export writes it."""
    return str(cell).lower() if isinstance(cell, bool) else cell


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
