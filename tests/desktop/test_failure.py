from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop import crash, failure, failure_log


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, int]]:
    """What was told, each with the thread in which it was told."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    said: list[tuple[Path, int]] = []
    failure.install(lambda path: said.append((path, threading.get_ident())))
    return said


def broken(customer: str = "Ana Ruiz ana@mail.example") -> None:
    raise ValueError(f"{customer} is no amount")


class Painted(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        broken()


def test_a_painting_that_breaks_again_and_again_is_told_once(qtbot: QtBot, told: list[tuple[Path, int]]) -> None:
    hook = sys.excepthook
    with capture_exceptions():
        sys.excepthook = hook
        widget = Painted()
        qtbot.addWidget(widget)
        widget.show()
        for _ in range(5):
            widget.repaint()
        assert told == []  # not while it is being painted
        qtbot.waitUntil(lambda: bool(told))

    assert len(told) == 1
    assert told[0][0].read_text("utf-8").count("builtins.ValueError") == 1


def test_a_thread_that_breaks_is_told_in_the_windows_own(qtbot: QtBot, told: list[tuple[Path, int]]) -> None:
    worker = threading.Thread(target=broken)
    worker.start()
    worker.join()

    qtbot.waitUntil(lambda: bool(told))
    assert [thread for _, thread in told] == [threading.get_ident()]


def test_the_report_tells_where_it_broke_and_nothing_of_the_customer(
    qtbot: QtBot, told: list[tuple[Path, int]], tmp_path: Path
) -> None:
    assert crash.report() == ""
    assert not crash.copy()
    try:
        broken()
    except ValueError as bug:
        sys.excepthook(ValueError, bug, bug.__traceback__)

    text = crash.report()
    assert "test_failure.py" in text
    assert "builtins.ValueError" in text
    assert failure_log.version() in text
    assert "Ana" not in text
    assert str(Path.home()) not in text
    assert crash.copy()


def test_the_log_is_kept_in_three_files_of_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(failure_log, "_LARGEST", 2000)
    for number in range(40):
        path = failure_log.append(f"number {number}\n" + "x" * 400 + "\n")

    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == ["failures.1.log", "failures.2.log", "failures.log"]
    assert max(file.stat().st_size for file in files) < 3000
    assert "number 39" in path.read_text("utf-8")
    assert len(failure_log.last(2)) == 2


def test_a_log_that_cannot_be_written_hides_nothing(qtbot: QtBot, told: list[tuple[Path, int]]) -> None:
    folder = failure_log.folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    try:
        broken()
    except ValueError as bug:
        sys.excepthook(ValueError, bug, bug.__traceback__)

    qtbot.waitUntil(lambda: bool(told))
    crash.Watch().close()
    assert not crash.left()


def test_a_window_that_crashed_is_told_at_the_next_start_and_only_then() -> None:
    good = crash.Watch()
    good.close()
    assert not crash.left()
    store = failure_log.folder()
    (store / "crash-999999999.log").write_text(
        "Fatal Python error: Segmentation fault\n  File desktop/frame.py, line 9"
    )
    (store / "crash-999999998.log").write_text("")  # killed from outside: nothing to tell

    assert crash.left()
    assert not crash.left()
    assert "Segmentation fault" in crash.report()
    assert [path.name for path in store.iterdir()] == ["failures.log"]
