from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.watch import Watch, open_elsewhere


@pytest.mark.parametrize("lock", ["~$ruta-norte.xlsx", ".~lock.ruta-norte.xlsx#"])
def test_a_lock_file_shows_that_a_workbook_is_open_elsewhere(workbook: Path, lock: str) -> None:
    assert not open_elsewhere(workbook)
    (workbook.parent / lock).touch()

    assert open_elsewhere(workbook)


def test_a_watch_tells_when_the_workbook_is_free_and_until_it_is_stopped(qtbot: QtBot, workbook: Path) -> None:
    lock = workbook.parent / f"~${workbook.name}"
    lock.touch()
    told: list[bool] = []
    parent = QObject()
    watch = Watch(parent, poll_ms=10)
    watch.free.connect(lambda: told.append(lock.exists()))

    watch.start(workbook)
    qtbot.wait(80)
    assert told == []
    lock.unlink()
    qtbot.waitUntil(lambda: len(told) > 1)
    watch.stop()
    before = len(told)
    qtbot.wait(80)

    assert set(told) == {False}
    assert len(told) == before
