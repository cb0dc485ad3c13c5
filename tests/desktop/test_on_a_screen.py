"""The real program in a real window on a screen of its own, used by keyboard alone; its workbook read afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest

from sheets import template

NEEDED = ("Xvfb", "openbox", "xdotool")
PATIENCE_SECONDS = 90
T = TypeVar("T")

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in NEEDED), reason="Xvfb, openbox and xdotool are not installed here"
    ),
]


class Screen:
    """A screen of 1366 × 768 with one keyboard."""

    def __init__(self, name: str) -> None:
        self._environment = {**os.environ, "DISPLAY": name}
        self._environment.pop("QT_QPA_PLATFORM", None)
        self.program: subprocess.Popen[bytes] | None = None

    def start(self, root: Path, book: Path) -> None:
        """Open the window as the command line does, and wait until it stands and has the keyboard."""
        command = [sys.executable, "-m", "desktop.cli", "desktop", str(book)]
        self.program = subprocess.Popen(command, cwd=root, env=self._environment)
        self._ask("windowfocus", "--sync", until(lambda: self.called("Operating Brief"))[0])

    def called(self, name: str) -> list[str]:
        """The windows whose title holds this."""
        return self._ask("search", "--onlyvisible", "--name", name).split()

    def press(self, *keys: str) -> None:
        """Press these keys, one after another."""
        for key in keys:
            self._ask("key", key)
            time.sleep(0.15)  # as a person's fingers do: each key finds what the one before has opened

    def type(self, text: str) -> None:
        """Write this text."""
        self._ask("type", "--delay", "15", text)
        time.sleep(0.15)

    def _ask(self, *arguments: str) -> str:
        return subprocess.run(["xdotool", *arguments], env=self._environment, capture_output=True, text=True).stdout


def until(found: Callable[[], T]) -> T:
    """Wait for it."""
    last = time.monotonic() + PATIENCE_SECONDS
    while not (it := found()):
        assert time.monotonic() < last, "it did not happen"
        time.sleep(0.1)
    return it


@pytest.fixture
def screen() -> Iterator[Screen]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    # Without a window manager nothing gives the keyboard back to the window when a dialog closes.
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    made = Screen(name)
    yield made
    if made.program is not None and made.program.poll() is None:
        made.program.kill()
        made.program.wait()
    for other in (manager, server):
        other.terminate()
        other.wait()


def rows(book: Path, tab: str) -> list[tuple[object, ...]]:
    """The rows of a tab below its header; none where the file is being replaced or has no such tab."""
    try:
        opened = openpyxl.load_workbook(book)
    except (OSError, KeyError, ValueError):
        return []
    return list(opened[tab].iter_rows(min_row=2, values_only=True)) if tab in opened.sheetnames else []


def test_a_monday_by_keyboard_alone(screen: Screen, tmp_path: Path, root: Path) -> None:
    """Open, refresh, acknowledge the critical, write the brief, close: the workbook says what was decided."""
    book = tmp_path / "shop.xlsx"
    template.new(book, "en", sample=True)
    notes = rows(book, "Notes")
    briefs = Path(os.environ["XDG_CACHE_HOME"]) / "operating-brief" / "briefs"

    screen.start(root, book)
    until(lambda: screen.called("Ruta Norte"))  # the brief is there: it knows the brand
    screen.press("ctrl+k")
    until(lambda: screen.called("Do or find anything"))
    screen.type("1113 paid")
    screen.press("Return", "Tab", "Tab", "Tab", "space")  # the rows, the order, acknowledge
    until(lambda: screen.called("Decide"))
    screen.type("Ana packs it today")
    screen.press("Return")
    decided = until(lambda: [row for row in rows(book, "Decisions") if "acknowledge" in row])
    assert len(decided) == 1
    assert "F01|order:1113" in decided[0]
    assert "Ana packs it today" in decided[0]

    screen.press("F5")
    until(lambda: _acknowledged(briefs))
    until(lambda: _written(screen, book))
    screen.press("ctrl+q")

    assert screen.program is not None
    assert screen.program.wait(PATIENCE_SECONDS) == 0
    (told,) = [row for row in rows(book, "Exceptions") if any("#1113" in str(cell) for cell in row)]
    assert any("acknowledge" in str(cell).lower() for cell in told)
    assert rows(book, "Notes") == notes


def _acknowledged(briefs: Path) -> bool:
    """Whether the brief that is kept knows of the decision."""
    return any(b"acknowledge" in file.read_bytes() for file in briefs.glob("*/sections/*/shown.json"))


def _written(screen: Screen, book: Path) -> bool:
    """Ask for it, again as a person would while the refresh goes on; whether the tab is there."""
    screen.press("ctrl+s")
    return bool(rows(book, "Brief"))
