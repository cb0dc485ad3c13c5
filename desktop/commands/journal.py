"""What runs have left for the workbook's run log, kept on this computer until a write can take it there.

A run that was cut off, a run whose brief could not be written into the workbook, and the receipt of the last write: a
file cannot hold its own hash, so a receipt goes into the log with the write after it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import waiting
from sheets.errors import SheetsError
from sheets.place import Place

if TYPE_CHECKING:
    from reports.run_log import Entry, Run, RunLog

#: More rows than this wait for no log: the oldest go first.
KEPT = 40


@contextlib.contextmanager
def running(workbook: Place) -> Iterator[bool]:
    """Hold this while a run goes on. Whether no other does: then what a run has begun and not ended was cut off."""
    from sheets.excel.save import only_writer

    with contextlib.ExitStack() as stack:
        try:
            if isinstance(workbook, Path):
                workbook.stat()  # of what is no file, nothing is kept
            stack.enter_context(only_writer(waiting.folder(workbook) / "running"))
            alone = True
        except (SheetsError, OSError):
            alone = False
        yield alone


def with_kept(log: RunLog, workbook: Place, *, alone: bool, but: str = "") -> RunLog:
    """The workbook's own log, and with it what never got there, but for the run with the id ``but``.

    A run that was begun and is not ended counts only while no other run goes on.
    """
    from reports.run_log import INCOMPLETE, OK, RunLog

    there = {entry.run_id for entry in log.entries}
    newest = max((entry.started_at for entry in log.entries), default="")
    kept = [
        entry
        for entry in _kept(workbook)
        if entry.run_id != but
        # Cut off right after its write: the workbook says that it ended well.
        and (entry.status == OK or entry.run_id not in there)
        and (alone or entry.status != INCOMPLETE)
    ]
    earlier = [entry for entry in kept if entry.started_at < newest]
    return RunLog((*earlier, *log.entries, *(entry for entry in kept if entry not in earlier)))


def add(workbook: Place, run: Run) -> None:
    """Keep this run, in the place of what is kept of it; where even that is not possible, do without."""
    _put(workbook, [*(entry for entry in _kept(workbook) if entry.run_id != run.run_id), *run.entries])


def ended(workbook: Place, run_id: str) -> None:
    """This run was not cut off: what is kept of it is how it failed, if it did."""
    from reports.run_log import INCOMPLETE

    _put(workbook, [entry for entry in _kept(workbook) if (entry.run_id, entry.status) != (run_id, INCOMPLETE)])


def replace(workbook: Place, run: Run) -> None:
    """Keep nothing but this: all the rest stands in the workbook now."""
    _put(workbook, list(run.entries))


def _kept(workbook: Place) -> list[Entry]:
    from reports.run_log import Entry

    try:
        said = msgspec.json.decode(_path(workbook).read_bytes(), type=list[dict[str, str]])
        return [Entry(**entry) for entry in said]
    except (OSError, ValueError, TypeError):
        return []


def _put(workbook: Place, entries: list[Entry]) -> None:
    said: list[dict[str, Any]] = [{k: v for k, v in asdict(entry).items() if v} for entry in entries[-KEPT:]]
    path = _path(workbook)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting.replace_whole(path, msgspec.json.encode(said))


def _path(workbook: Place) -> Path:
    return waiting.folder(workbook) / "runs.json"
