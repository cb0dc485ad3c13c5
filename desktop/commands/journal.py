"""Runs that could not be written into the workbook, kept on this computer until one can.

The next brief tells of them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from reports.run_log import Run, RunLog


def with_failures(log: RunLog, workbook: Path) -> RunLog:
    """The workbook's own log, and after it the runs that never got there."""
    from reports.run_log import Entry, RunLog

    kept = [Entry(**entry) for entry in _kept(workbook)]
    return RunLog((*log.entries, *kept))


def add(workbook: Path, run: Run) -> None:
    """Remember a run that could not be written; where even that is not possible, do without."""
    path = _path(workbook)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        entries = [*_kept(workbook), *(asdict(entry) for entry in run.entries)]
        # Whole or not at all: on a full disk the earlier runs must not be lost over this one.
        part.write_text(json.dumps(entries[-20:]), encoding="utf-8")
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def clear(workbook: Path) -> None:
    """Forget them: they stand in the workbook now."""
    _path(workbook).unlink(missing_ok=True)
    _path(workbook).with_suffix(".part").unlink(missing_ok=True)


def _kept(workbook: Path) -> list[dict[str, str]]:
    try:
        said = json.loads(_path(workbook).read_text(encoding="utf-8"))
        return [entry for entry in said if isinstance(entry, dict)]
    except (OSError, ValueError):
        return []


def _path(workbook: Path) -> Path:
    name = hashlib.sha256(str(workbook.resolve()).encode()).hexdigest()[:16]
    return Path(platformdirs.user_data_dir("operating-brief", appauthor=False)) / "journal" / f"{name}.json"
