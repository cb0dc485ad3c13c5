"""Reading 100,000 orders of 12 columns from a Google Sheet to typed tables, against what their JSON alone takes.

The loopback Google of the tests answers in a process of its own. Counted is the client's processor time but for the
requests themselves: from the body's arrival to the typed tables. The yardstick is ``json.loads`` of the same body and a
``pandas.DataFrame`` of its values, in the same process and in turns with ours. Ours runs as a refresh runs it.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from benchmarks.importing import TIER
from benchmarks.measure import run
from benchmarks.ratio import Ratio
from benchmarks.shop import ORDER_COLUMNS, shop

BOUND = 4.0
ROWS, CALLS = 100_000, 2
#: The number of requests does not grow with the tabs.
OTHER_TABS = 60
COLUMNS = (
    *("Name", "Created at", "Paid at", "Financial Status", "Fulfillment Status", "Currency", "Total"),
    *("Discount Code", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku"),
)
_EPOCH = datetime(1899, 12, 30)


def compare(room: Path, rounds: int, environment: Mapping[str, str]) -> list[Ratio]:
    """Let the two take turns. The sheet has many other tabs, and yet is read in two requests."""
    from tests.google.desk import Desk

    folder = room / "google"
    folder.mkdir()
    desk = Desk(folder)
    try:
        said = run(_child(_sheet(desk), str(rounds)), {**environment, **desk.environment(folder)}).output
    finally:
        desk.stop()
    found = json.loads(said.splitlines()[-1])
    if found["rows"] != ROWS or set(found["calls"]) != {CALLS}:
        raise SystemExit(f"the Google Sheet was not read as it should: {found['rows']} rows, calls {found['calls']}")
    for number, (ours, theirs) in enumerate(zip(found["ours"], found["theirs"], strict=True), 1):
        print(f"round {number}: reading Google {ours:.2f} s, its JSON {theirs:.2f} s of processor time", flush=True)
    return [Ratio("reading a Google Sheet, processor time", found["ours"], found["theirs"], "s", BOUND)]


def profile(room: Path, environment: Mapping[str, str]) -> str:
    """Where the time of one reading goes, by own time."""
    from tests.google.desk import Desk

    folder = room / "google profile"
    folder.mkdir()
    desk = Desk(folder)
    try:
        return run(_child(_sheet(desk), "profile"), {**environment, **desk.environment(folder)}).output
    finally:
        desk.stop()


def _child(link: str, what: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.google_reading", link, what]


# The sheet, in the process of the server


def _sheet(desk: Any) -> str:
    """A sheet of the shop's newest orders, with a founder's other tabs behind them."""
    from sheets.place import GoogleSheet
    from tests.google.model import Cell, Sheet

    book = desk.store.new_book("Ruta Norte")
    orders = Sheet(1, "Orders")
    orders.properties["gridProperties"] = {"rowCount": ROWS + 1, "columnCount": len(COLUMNS)}
    orders.put_grid(
        {
            number: {place: Cell(value) for place, value in enumerate(row) if value is not None}
            for number, row in enumerate(rows())
        }
    )
    many = [Sheet(number, f"Otra {number}") for number in range(2, OTHER_TABS + 2)]
    with desk.store.change(book.id) as now:
        now.sheets[:] = [orders, *many]
    return str(GoogleSheet(book.id))


def rows() -> Iterator[list[Any]]:
    """The header and the orders as they stand in a Google Sheet: moments as days since 30 December 1899."""
    places = [ORDER_COLUMNS.index(name) for name in COLUMNS]
    yield list(COLUMNS)
    for line in itertools.islice(shop(TIER).order_rows(), ROWS):
        yield [_stored(name, line[place]) for name, place in zip(COLUMNS, places, strict=True)]


def _stored(name: str, value: Any) -> Any:
    if name.endswith(" at") and value:
        return (datetime.fromisoformat(value[:19]) - _EPOCH).total_seconds() / 86_400
    return None if value == "" else float(value) if isinstance(value, int) and not isinstance(value, bool) else value


# The client, in a process of its own


def _client() -> Any:
    from sheets.google import sign_in
    from sheets.google.client import Client

    class Watched(Client):
        """Counts the processor time of the requests, and keeps the largest body."""

        away, body = 0.0, b""

        def _send(self, *asked: Any, **more: Any) -> Any:
            begun = time.process_time()
            got = super()._send(*asked, **more)
            self.away += time.process_time() - begun
            self.body = max(self.body, got, key=len) if isinstance(got, bytes) else self.body
            return got

    return Watched(sign_in.credentials())


def _ours(link: str) -> tuple[float, int, int, bytes]:
    """Processor seconds to typed tables without the requests; rows, requests and the body that was read."""
    from desktop.commands.shared import many_cells
    from sheets import tables
    from sheets.cells import ReadingStyle
    from sheets.google.book import GoogleBook
    from sheets.place import GoogleSheet, place

    sheet = place(link)
    assert isinstance(sheet, GoogleSheet)
    client = _client()
    with many_cells():
        begun = time.process_time()
        read = tables.read(GoogleBook(sheet, client).read(), ReadingStyle(_zone()))
        took = time.process_time() - begun - client.away
    return took, len(read.by_key["orders"].frame), client.calls, client.body


def _theirs(body: bytes) -> float:
    import pandas as pd

    begun = time.process_time()
    pd.DataFrame(json.loads(body)["valueRanges"][0]["values"])
    return time.process_time() - begun


def _zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo("America/Bogota")


def _profiled(link: str) -> str:
    import cProfile
    import pstats

    kept = cProfile.Profile()
    kept.enable()
    _ours(link)
    kept.disable()
    text = StringIO()
    pstats.Stats(kept, stream=text).strip_dirs().sort_stats("tottime").print_stats(20)
    return text.getvalue()


if __name__ == "__main__":
    link, what = sys.argv[1:]
    if what == "profile":
        print(_profiled(link))
        raise SystemExit(os.EX_OK)
    _ours(link)  # what is loaded once is loaded
    ours, theirs, calls, found = [], [], [], 0
    for _ in range(int(what)):
        took, found, asked, body = _ours(link)
        ours.append(took)
        calls.append(asked)
        theirs.append(_theirs(body))
    print(json.dumps({"ours": ours, "theirs": theirs, "rows": found, "calls": calls}))
