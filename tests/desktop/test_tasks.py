from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.tasks import Failure, Queue, Step, Task
from tests.desktop.conftest import CHILD

pytestmark = pytest.mark.usefixtures("calls")


def task(scenario: str, workbook: Path, *arguments: str, name: str = "refresh") -> Task:
    return Task(name, ["refresh", str(workbook), *arguments], command=(sys.executable, str(CHILD), scenario))


def heard(task: Task) -> list[object]:
    """What a task told, in order."""
    told: list[object] = []
    task.stepped.connect(told.append)
    task.committing.connect(lambda: told.append("committing"))
    task.done.connect(lambda said: told.append("done"))
    task.failed.connect(told.append)
    task.cancelled.connect(lambda: told.append("cancelled"))
    return told


def test_steps_then_done(qtbot: QtBot, workbook: Path) -> None:
    refresh = task("good", workbook, "--no-write")
    told = heard(refresh)

    with qtbot.waitSignal(refresh.done):
        refresh.start()

    assert told == [Step("compute", 1, 3), "done"]


def test_a_last_line_without_its_end_is_heard(qtbot: QtBot, workbook: Path) -> None:
    refresh = task("companion", workbook)

    with qtbot.waitSignal(refresh.done) as done:
        refresh.start()

    assert done.args[0]["companion"].endswith("brief beside.xlsx")


def test_a_failure_brings_its_cause_and_remedy_in_both_languages(qtbot: QtBot, workbook: Path) -> None:
    refresh = task("not_ours", workbook)

    with qtbot.waitSignal(refresh.failed) as failed:
        refresh.start()

    failure: Failure = failed.args[0]
    assert failure.kind == "not_ours"
    assert (failure.happened.en, failure.remedy.es) == ("It is not_ours.", "Arréglalo.")


def test_a_child_that_says_nothing_and_dies_is_told_in_words(qtbot: QtBot, workbook: Path) -> None:
    refresh = task("dies", workbook)

    with qtbot.waitSignal(refresh.failed) as failed:
        refresh.start()

    assert failed.args[0].kind == "died"
    assert "stopped unexpectedly" in failed.args[0].happened.en


def test_a_program_that_is_not_there_is_told_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    missing = Task("refresh", [], command=(str(tmp_path / "no such program"),))

    with qtbot.waitSignal(missing.failed) as failed:
        missing.start()

    assert failed.args[0].kind == "died"


def test_other_talk_is_passed_over_and_a_full_standard_error_stops_nothing(qtbot: QtBot, workbook: Path) -> None:
    refresh = task("chatty", workbook)
    warnings: list[object] = []
    refresh.warned.connect(lambda text: warnings.append(text.es))

    with qtbot.waitSignal(refresh.done):
        refresh.start()

    assert warnings == ["Dos pestañas se llaman Orders."]


def test_cancel_ends_a_child_that_hangs(qtbot: QtBot, workbook: Path) -> None:
    refresh = task("hangs", workbook)
    told = heard(refresh)
    with qtbot.waitSignal(refresh.stepped):
        refresh.start()

    with qtbot.waitSignal(refresh.cancelled):
        assert refresh.cancel()

    assert told == [Step("read", 1200, 4000), "cancelled"]


def test_what_is_committing_cannot_be_cancelled(qtbot: QtBot, workbook: Path) -> None:
    write = task("commits", workbook)
    told = heard(write)
    with qtbot.waitSignal(write.committing):
        write.start()

    assert not write.cancel()
    (workbook.parent / "go").touch()
    qtbot.waitUntil(lambda: "done" in told)

    assert told == [Step("write", 2, 3), "committing", "done"]


def test_a_queue_runs_one_task_after_another(
    qtbot: QtBot, workbook: Path, calls: Callable[[], list[list[str]]]
) -> None:
    queue = Queue()
    order: list[str] = []
    for name in ("first", "second"):
        one = task("good", workbook, name, name=name)
        one.done.connect(lambda _said, name=name: order.append(name))
        queue.add(one)

    assert queue.has("first")
    assert queue.has("second")
    qtbot.waitUntil(lambda: not queue.busy)

    assert order == ["first", "second"]
    assert calls() == [["refresh", "first"], ["refresh", "second"]]


def test_a_queue_goes_on_after_a_task_that_failed(qtbot: QtBot, workbook: Path) -> None:
    queue = Queue()
    queue.add(task("dies", workbook))
    last = task("good", workbook)
    queue.add(last)

    with qtbot.waitSignal(last.done):
        pass


def says(script: str) -> Task:
    """A child that is this script."""
    return Task("refresh", [script], command=(sys.executable, "-c"))


def test_a_child_that_says_what_no_child_says_is_heard_to_its_end(qtbot: QtBot) -> None:
    child = says("""print('{"event": "step", "step": "read", "done": "many", "total": 1e999}')
print('{"event": "wait", "seconds": NaN, "text": 7}')
print("[" * 200_000)
print('{"event": "done"}')""")
    told = heard(child)

    with qtbot.waitSignal(child.done):
        child.start()

    assert told == [Step("read", 0, 0), "done"]


def test_a_line_that_never_ends_is_not_kept(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.tasks.LONGEST_LINE", 100_000)
    flood = "import sys\nfor _ in range(40): sys.stdout.write('x' * 10_000); sys.stdout.flush()\n"
    child = says(flood + """print('\\n{"event": "done"}')\nsys.stdout.write('y' * 99)\n""")
    longest: list[int] = []
    child._process.readyReadStandardOutput.connect(lambda: longest.append(len(child._rest)))

    with qtbot.waitSignal(child.done):
        child.start()

    assert max(longest) <= 100_000


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can refuse to end")
def test_closing_does_not_wait_for_a_child_that_does_not_end_when_asked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.tasks.PATIENCE_MS", 10)
    monkeypatch.setattr("desktop.tasks.CLOSING_MS", 5_000)
    deaf = """import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('{"event": "step", "step": "read"}', flush=True)
time.sleep(60)"""
    queue, child = Queue(), says(deaf)
    told = heard(child)
    with qtbot.waitSignal(child.stepped):
        queue.add(child)

    queue.close()

    assert told[-1] == "cancelled"
