"""Another order of 50,000 exceptions on their page, against Python's ``sorted`` of the same keys.

What is measured of ours is all that the founder waits for: the keys, the order, and the rows that are shown anew. Each
round has a page of its own, so that no order is known from the round before.
"""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from benchmarks.ratio import Ratio

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QComboBox

ROWS, BOUND = 50_000, 5.0


def compare(book: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio]:
    """One child process in which the two alternate; the workbook's brief lies in the cache already."""
    command = [sys.executable, "-m", "benchmarks.sorting", str(book), str(rounds)]
    said = subprocess.run(command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE).stdout
    return [
        Ratio(f"{ROWS:,} exceptions ordered by {sort}, and shown", times["ours"], times["theirs"], "s", BOUND)
        for sort, times in json.loads(said).items()
    ]


def main(book: Path, rounds: int) -> None:
    """Print the seconds of each order as one line of JSON."""
    from PySide6.QtWidgets import QApplication

    from desktop import app
    from desktop.exception_order import KEYS
    from desktop.frame import Frame
    from desktop.pages.exceptions import ExceptionsPage

    many = _many(book)
    application = QApplication([sys.argv[0], "-style", "fusion"])
    window = app.start(application, many)
    window.show()
    application.processEvents()
    (frame,) = window.findChildren(Frame)
    frame.session.cancel()
    times: dict[str, dict[str, list[float]]] = {sort: {"ours": [], "theirs": []} for sort in KEYS}
    for number in range(rounds + 1):
        frame.go("week")
        frame.go("exceptions")
        page = frame.page
        if not isinstance(page, ExceptionsPage) or page.filter is None or len(page.order) != ROWS:
            raise SystemExit("the page does not show what is to be ordered")
        choice = page.filter.sort
        choice.setCurrentIndex(choice.findData("urgency"))
        for sort, key in KEYS.items():
            keys = [(key(row), place) for place, row in enumerate(page.order.rows)]
            theirs = _seconds(partial(sorted, keys))
            ours = _seconds(partial(_choose, application, choice, sort))
            if number:  # the first round only warms up
                times[sort]["ours"].append(ours)
                times[sort]["theirs"].append(theirs)
    print(json.dumps(times), flush=True)
    window.close()


def _choose(application: QApplication, choice: QComboBox, sort: str) -> None:
    choice.setCurrentIndex(choice.findData(sort))
    application.processEvents()


def _seconds(does: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    does()
    return time.perf_counter() - begun


def _many(book: Path) -> Path:
    """A workbook in whose kept brief so many exceptions are open, each with days and an amount of its own."""
    from desktop import cache

    kept = cache.load(cache.folder(book))
    if kept is None:
        raise SystemExit("the workbook has no brief in the cache")
    outcome, drawn = kept[0], random.Random(1)
    begin = datetime(2026, 1, 1)
    rows = [
        msgspec.structs.replace(
            row,
            key=f"{row.key}-{number}",
            state="ongoing",
            due_at=(begin + timedelta(minutes=drawn.randrange(500_000))).isoformat() if drawn.random() < 0.9 else "",
            first_seen=(begin + timedelta(minutes=drawn.randrange(500_000))).isoformat(),
            amount_at_risk=drawn.randrange(10_000_000) / 100 if drawn.random() < 0.8 else None,
        )
        for number, row in enumerate(islice(cycle(outcome.exceptions), ROWS))
    ]
    many = book.with_name("many exceptions.xlsx")
    many.write_bytes(book.read_bytes())
    cache.save(cache.folder(many), msgspec.structs.replace(outcome, exceptions=rows), "many")
    return many


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
