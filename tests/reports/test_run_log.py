"""The run log: written, read again, and what the next run makes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reports import run_log
from reports.run_log import Entry, RunLog
from sheets.workbook import Snapshot, TabSnapshot
from tests.reports.rules.cells import inventory, order, orders, run

STARTED = datetime(2026, 11, 17, 13, 0, tzinfo=UTC)


def read_back(grid):
    last = max(row for row, _ in grid.cells)
    rows = [
        [
            cell.value if (cell := grid.cells.get((row, column))) else None
            for column in range(1, len(run_log.COLUMNS) + 1)
        ]
        for row in range(1, last + 1)
    ]
    return run_log.read(Snapshot("x", (TabSnapshot(grid.name, rows, mark=grid.key),)))


def test_a_run_is_one_row_for_each_source_and_reads_as_it_was_written(tmp_path):
    outcome = run(tmp_path, {"Orders": orders(order("#1")), "Inventory": inventory({})})
    made = run_log.of(outcome, STARTED, STARTED + timedelta(seconds=2), "manual")
    assert [entry.source for entry in made.entries] == ["Orders", "Inventory"]
    log = read_back(run_log.extended(RunLog(), made))
    assert log.entries == made.entries
    assert log.last.status == "ok"
    assert [(look.source, look.trigger, look.read_at.isoformat()) for look in log.looks] == [
        ("Orders", "manual", "2026-11-17T08:00:00-05:00"),
        ("Inventory", "manual", "2026-11-17T08:00:00-05:00"),
    ]


def test_a_run_that_stopped_is_the_last_one_with_its_step():
    failed = run_log.failed(STARTED, "write", "The disk is full.", "0.1")
    log = read_back(
        run_log.extended(RunLog((Entry("1", source="Orders", content="x", read_at="2026-11-16 08:00"),)), failed)
    )
    assert (log.last.status, log.last.step, log.last.message) == ("failed", "write", "The disk is full.")
    assert len(log.runs) == 2


def test_rows_older_than_180_days_go():
    old = Entry("1", source="Orders", content="x", read_at="2026-05-01 08:00", started_at="2026-05-01T08:00:00+00:00")
    young = Entry("2", source="Orders", content="x", started_at="2026-06-01T08:00:00+00:00")
    grid = run_log.extended(RunLog((old, young)), run_log.failed(STARTED, "read", "", "0.1"))
    assert [entry.run_id for entry in read_back(grid).entries][:-1] == ["2"]


def test_a_tab_that_is_none_of_ours_is_an_empty_log():
    assert run_log.read(Snapshot("x", (TabSnapshot("_Run log", [["a", "b"], [1, 2]]),))) == RunLog()
    assert run_log.read(Snapshot("x", ())) == RunLog()
