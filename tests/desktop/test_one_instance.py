from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop import one_instance
from desktop.frame import Frame
from desktop.one_instance import Door

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is a named pipe")


@pytest.fixture
def door(qtbot: QtBot) -> Iterator[Door]:
    owner = QObject()
    door = Door(owner)
    yield door
    door.close()


def second_start(path: Path | str, root: Path) -> subprocess.Popen[str]:
    script = f"from desktop import one_instance; from sheets.place import place; print(one_instance.hand_over(place({str(path)!r})))"
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root)


def address() -> Path:
    found = one_instance._address()
    assert found is not None
    return found


def test_a_second_start_hands_over_its_workbook_and_goes(qtbot: QtBot, door: Door, workbook: Path, root: Path) -> None:
    with qtbot.waitSignal(door.asked, timeout=15_000) as asked:
        second = second_start(workbook, root)
    assert asked.args == [str(workbook)]
    assert second.communicate(timeout=15)[0].strip() == "True"


def test_the_first_start_finds_nobody(workbook: Path) -> None:
    assert not one_instance.hand_over(workbook)


def test_what_a_crash_left_behind_is_replaced(qtbot: QtBot, workbook: Path, root: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(address()))
    left.close()  # the socket's file stays, nobody answers
    assert not one_instance.hand_over(workbook)

    owner = QObject()
    door = Door(owner)
    with qtbot.waitSignal(door.asked, timeout=15_000):
        second = second_start(workbook, root)
    assert second.wait(15) == 0
    door.close()
    assert not address().exists()


def test_where_one_listens_already_a_second_window_does_not_take_its_place(door: Door, qtbot: QtBot) -> None:
    owner = QObject()
    Door(owner).close()

    assert address().exists()


def another_has_the_turn() -> int:
    """The lock that a start holds from its first moment."""
    import fcntl

    handle = os.open(address().with_suffix(".turn"), os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def test_of_two_starts_at_the_same_moment_one_waits_for_the_other_s_window(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, heard = another_has_the_turn(), []
    listening = socket.socket(socket.AF_UNIX)

    def answer() -> None:
        child, _ = listening.accept()
        with child:
            heard.append(child.recv(1000).decode().strip())
            child.sendall(one_instance._ANSWER)

    def it_opens_its_window(_seconds: float) -> None:
        listening.bind(str(address()))
        listening.listen()
        threading.Thread(target=answer, daemon=True).start()

    monkeypatch.setattr("desktop.one_instance.time.sleep", it_opens_its_window)
    assert one_instance.hand_over(workbook)
    assert heard == [str(workbook)]
    listening.close()
    os.close(turn)


def test_a_start_whose_forerunner_died_before_its_window_opens_its_own(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, asked = another_has_the_turn(), []

    def it_dies(seconds: float) -> None:
        asked.append(seconds)
        os.close(turn)

    monkeypatch.setattr("desktop.one_instance.time.sleep", it_dies)
    assert not one_instance.hand_over(workbook)
    assert len(asked) == 1


def test_a_folder_that_others_may_enter_is_not_used(workbook: Path) -> None:
    folder = address().parent
    folder.chmod(0o777)

    assert one_instance._address() is None
    assert not one_instance.hand_over(workbook)


def test_the_window_comes_forward_with_the_workbook_but_not_over_an_open_dialog(
    qtbot: QtBot, kept: Path, tmp_path: Path, window_for: object
) -> None:
    frame: Frame = window_for(kept)  # type: ignore[operator]
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"another")
    dialog = QDialog(frame.window)
    dialog.open()
    frame.window.showMinimized()

    frame.asks.come_forward(str(other))
    assert not frame.window.isMinimized()
    assert frame.session.place == kept
    dialog.close()
    qtbot.waitUntil(lambda: frame.session.place == other, timeout=5000)
    frame.asks.come_forward("")
    frame.asks.come_forward("https://docs.google.com/nothing")
    assert frame.session.place == other
