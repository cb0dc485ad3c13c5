"""Each row of the table of faults, through the real command line: what the founder sees, and what is in the sheet."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from signal import SIG_DFL, SIGINT, SIGTERM, Signals
from signal import signal as set_signal
from threading import Event
from typing import Any

import pytest

from desktop import cli
from sheets.google import client, retry
from sheets.place import GoogleSheet
from tests.golden import test_example_a as a
from tests.google.answers import Answer
from tests.google.desk import Desk
from tests.google.fault_table import TABLE, TYPED, Fault, World, says
from tests.google.homes import shown_rows
from tests.google.model import Book
from tests.sheets.google.wire import Time
from tests.workbooks import golden, workbook

OLD, NEW = "2026-11-13T08:00", "2026-11-16T08:00"
#: 201,900 + 259,700 + 231,900 + 382,330 + 322,830 + 198,915 + 116,700 + 0 + 519,800 = 2,234,075; − 21,990 refunded
NEW_BRIEF = "Revenue was COP 2,212,085 from 10 counted orders"
NOTE = {"edits": [{"tab": "Notes", "rows": [{"date": "2026-11-16", "type": "event", "text": "Market on Saturday"}]}]}


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Nobody waits: what the program sleeps only moves its clock."""
    time = Time()
    bounds = retry.Retry(
        clock=lambda: time.seconds,
        sleep=time.sleep,
        chance=lambda: 0.0,
        now=lambda: datetime.fromisoformat("2026-11-16T08:00:00-05:00"),
    )
    monkeypatch.setattr(retry, "RETRY", bounds)
    return time


@pytest.fixture(scope="module")
def kept() -> dict[str, Book]:
    """The sheet as it was on Friday, made once."""
    return {}


@pytest.fixture
def world(google: Desk, kept: dict[str, Book], tmp_path: Path, capsys, time: Time) -> Iterator[World]:
    """A sheet with the brief of Friday in it."""
    if not kept:
        tabs = {name: golden(file) for name, file in a.TABS.items()}
        sheet = google.sheet(workbook(tmp_path / "Ruta Norte.xlsx", tabs))
        assert cli.main(["refresh", str(sheet), "--as-of", OLD]) == 0
        capsys.readouterr()
        kept["friday"] = google.book(sheet).copy()
    for _ in range(1000):
        google.store.new_id("already given")
    made = World(google, str(GoogleSheet(google.store.keep(kept["friday"].copy()).id)))
    google.wrote.clear()
    yield made
    made.held.set()


def told(out: str, event: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, out.splitlines()) if line["event"] == event]


def texts(book: Book, tab: str) -> list[object]:
    return [value for row in shown_rows(book.sheet(tab)) for value in row if value is not None]


def of_values(world: World) -> int:
    """How many writes put something into cells; the look that a new row takes from the one above comes after it."""
    values = ("appendCells", "updateCells", "PASTE_VALUES")
    return sum(any(each in json.dumps(wrote.requests) for each in values) for wrote in world.desk.wrote)


def asked(row: Fault, sheet: str, folder: Path) -> list[str]:
    if row.command == "refresh":
        return ["refresh", sheet, "--as-of", NEW]
    if row.command == "edit":
        (folder / "note.json").write_text(json.dumps(NOTE))
        return ["edit", sheet, str(folder / "note.json")]
    header, first, *_ = golden(a.TABS["Orders"])
    with (folder / "orders.csv").open("w", newline="") as file:
        csv.writer(file).writerows([header, ["#2001", *first[1:]]])
    return ["import", str(folder / "orders.csv"), "--into", sheet]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.what)
def test_a_fault(row: Fault, world: World, capsys, monkeypatch, tmp_path: Path, time: Time) -> None:
    before = world.desk.book(world.id)
    row.happens(world)
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    if world.time_outs:
        monkeypatch.setattr(client, "TIME_OUTS", world.time_outs)
    if world.stops:
        monkeypatch.setattr(retry, "RETRY", replace(retry.RETRY, sleep=_stop))

    code = cli.main([*asked(row, world.link or world.sheet, tmp_path), "--events", "--lang", "en"])

    out, err = capsys.readouterr()
    assert "Traceback" not in err
    said = err.strip().splitlines()
    assert (code, said) == (row.code, [row.says] if row.says and row.code == 1 else [])
    warned = [each["text"]["en"] for each in told(out, "warning")]
    assert warned == ([row.says] if row.says and row.code != 1 else [])
    for each in told(out, "failed"):
        assert each["happened"]["es"] != each["happened"]["en"]
    waited = told(out, "wait")
    assert (waited[0]["text"]["en"] if waited else "") == row.waits
    # a countdown begins with the seconds that are left and ends by saying that it goes on
    assert not waited or waited[0]["seconds"] > 0
    assert world.stops or not waited or waited[-1]["seconds"] == 0
    assert of_values(world) == row.writes
    _left(row, before, world)
    if row.code == 3:
        _kept(row, world, monkeypatch)


def _stop(_seconds: float) -> None:
    raise KeyboardInterrupt


def _left(row: Fault, before: Book, world: World) -> None:
    after = world.desk.book(world.id)
    if row.leaves in ("old", "row later"):
        assert same(before, after)
    if row.leaves.startswith("new"):
        brief = texts(after, "Brief")
        assert sum(NEW_BRIEF in str(text) for text in brief) == 1
        assert [sheet.title for sheet in after.sheets].count("Brief") == 1
        runs = {run[0] for run in shown_rows(after.sheet("_Run log")) if NEW in str(run)}
        assert len(runs) == 1
    if row.leaves == "new and typed":
        assert sum(text == TYPED for sheet in after.sheets for text in texts(after, sheet.title)) == 1
    if row.leaves == "row":
        assert texts(after, "Notes").count("Market on Saturday") == 1
    if row.leaves == "order":
        assert texts(after, "Orders").count("#2001") == 1


def _kept(row: Fault, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trouble is over: the next command writes what waits, or finds it written."""
    world.desk.faults.clear()
    world.desk.offline = False
    for name in world.environment:
        monkeypatch.setenv(name, world.desk.proxy.address)
    for _ in range(2):
        assert cli.main(["edit", world.sheet]) == 0
        assert texts(world.desk.book(world.id), "Notes").count("Market on Saturday") == 1
    assert of_values(world) == 1


@pytest.mark.parametrize(
    ("signal", "code", "said"), [(SIGINT, 1, "Stopped; nothing was written."), (SIGTERM, -SIGTERM, "")]
)
def test_whoever_stops_it_need_not_wait_for_google(world: World, signal: Signals, code: int, said: str) -> None:
    arrived = Event()

    def hangs(serve: Callable[[], Answer]) -> Answer:
        arrived.set()
        world.held.wait(60)
        return serve()

    before = world.desk.book(world.id)
    world.google_says(hangs, "*/values:batchGet")
    command = [sys.executable, "-m", "desktop.cli", "refresh", world.sheet, "--lang", "en"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What runs in the background of a shell is born deaf to Ctrl-C.
        preexec_fn=lambda: set_signal(SIGINT, SIG_DFL),
    ) as process:
        assert arrived.wait(60)
        process.send_signal(signal)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.split(" Run it")[0].strip()) == (code, said)
    assert same(before, world.desk.book(world.id))


def test_a_log_says_once_in_the_founders_language_how_long_is_waited(world: World, capsys) -> None:
    says(429, when="*/values:batchGet", times=2)(world)
    assert cli.main(["refresh", world.sheet, "--as-of", NEW, "--lang", "es"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "Google tiene demasiadas solicitudes; sigue en 5 s",
        "Google tiene demasiadas solicitudes; sigue en 10 s",
    ]


def same(one: Book, other: Book) -> bool:
    """Nothing differs that a founder could see, and no mark of ours."""
    assert [sheet.title for sheet in one.sheets] == [sheet.title for sheet in other.sheets]
    for mine, theirs in zip(one.sheets, other.sheets, strict=True):
        assert mine.grid == theirs.grid, mine.title
        assert mine.rules == theirs.rules
        assert mine.metadata == theirs.metadata
    return one.metadata == other.metadata
