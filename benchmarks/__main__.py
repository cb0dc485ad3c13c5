"""``make bench``: refresh and import beside openpyxl's load and save, an import of half a million lines beside pandas
and XlsxWriter, the window beside a bare one, in one run; a Google Sheet of the loopback Google beside its JSON; and
computing, of a large shop beside a middle one.

Nothing here judges the machine: each figure is a ratio of two runs that alternate. A ratio over its bound is reported
with a profile of where the time went, and ends with exit code 1. The bounds are those of tier M; of other tiers the
ratios are told without a verdict.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks import (
    computing,
    first_paint,
    google_reading,
    importing,
    large_import,
    refresh,
    sorting,
    window,
    writing,
)


def main() -> int:
    """Run all that was asked for and print one line a ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--tier", choices=("S", "M", "L", "XL"), default="M", help="size of the shop (default: M)")
    parser.add_argument("--rounds", type=int, default=3, help="how often refresh and openpyxl alternate (default: 3)")
    parser.add_argument("--paints", type=int, default=15, help="how often the two windows alternate (default: 15)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="operating-brief-bench-") as folder:
        room = Path(folder)
        environment = _own_folders(room)
        book = room / f"{arguments.tier}.xlsx"
        # As an installation does, and as every start but the first finds it.
        subprocess.run([sys.executable, "-m", "compileall", "-q", "desktop", "sheets", "reports"], check=True)
        print(f"Writing the shop of tier {arguments.tier} …", flush=True)
        subprocess.run([sys.executable, "-m", "benchmarks.workbook", arguments.tier, str(book)], check=True)
        print(f"{book.name}: {book.stat().st_size / 2**20:.1f} MB", flush=True)
        of_refresh = refresh.compare(book, arguments.rounds, environment)
        of_import = importing.compare(room, arguments.rounds, environment)
        of_writing = writing.compare(book, arguments.rounds, environment)
        of_large = large_import.compare(room, arguments.rounds, environment)
        of_google = google_reading.compare(room, arguments.rounds, environment)
        # Its own two shops, whatever the tier.
        of_computing = computing.compare(room, arguments.rounds, environment)
        ratios = [
            *of_refresh,
            *of_import,
            *of_large,
            *of_writing,
            *of_google,
            *of_computing,
            *first_paint.compare(book, arguments.paints, environment),
            *window.compare(book, room, arguments.rounds, environment),
            # After the first paint, which leaves the workbook's brief in the cache.
            *sorting.compare(book, arguments.rounds, environment),
        ]
        judged = arguments.tier == "M"
        print()
        for ratio in ratios:
            print(ratio.line(judged))
        if judged and not all(ratio.kept for ratio in of_refresh):
            print(refresh.profile(book, environment))
        if judged and not all(ratio.kept for ratio in of_import):
            print(importing.profile(room, environment))
        if judged and not all(ratio.kept for ratio in of_large):
            print(large_import.profile(room, environment))
        if judged and not all(ratio.kept for ratio in of_writing):
            print(writing.profile(book, environment))
        if judged and not all(ratio.kept for ratio in of_google):
            print(google_reading.profile(room, environment))
        if judged and not all(ratio.kept for ratio in of_computing):
            print(computing.profile(room, environment))
    return 1 if judged and not all(ratio.kept for ratio in ratios) else 0


def _own_folders(room: Path) -> Mapping[str, str]:
    """Cache, settings and backups of the measured program lie in the room of this run, and no display is needed."""
    folders = {f"XDG_{name}_HOME": str(room / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {**folders, "QT_QPA_PLATFORM": "offscreen"}


if __name__ == "__main__":
    raise SystemExit(main())
