"""The run log: one row for each source of each run, kept in the hidden tab ``_Run log`` for 180 days.

It is how the program knows when it first saw what stands in a tab, and whether the last run finished. A further row
tells what the run's write did: the parts that changed and the hash of the file before and after, each cut short. It
comes with the next brief, since no file can hold its own hash; so do those of edits, imports and going back to a copy.
The log is no part of the Outcome: the same input gives the same brief, however often it was asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reports.outcome import Outcome
from sheets.contract import our_tab
from sheets.grid import Grid, GridCell, Style
from sheets.workbook import Cell, Receipt, Snapshot

if TYPE_CHECKING:
    from reports.metrics.freshness import Look

COLUMNS = (
    *("run_id", "trigger", "source", "read_at", "content", "started_at", "finished_at", "version", "status", "step"),
    *("rows", "skipped", "definitions", "message", "before", "after", "seconds", "parts"),
)
KEPT_DAYS = 180
#: Whatever happens in 180 days, the log holds no more rows than this; the oldest go first.
KEPT_ROWS = 4000
OK, FAILED, INCOMPLETE = "ok", "failed", "incomplete"
#: What has written into the workbook without making a brief.
EDIT, IMPORT, RESTORE = "edit", "import", "restore"
#: So many digits of a hash tell one file from another, and of a part's hash one write from another.
FILE_DIGITS, PART_DIGITS = 16, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. Moments are ISO texts; ``content`` is the source's fingerprint, ``definitions`` a hash of the knobs.

    ``before`` and ``after`` begin the hash of the file around a write that took ``seconds``; ``parts`` says the same
    of each part that changed.
    """

    run_id: str
    trigger: str = ""
    source: str = ""
    read_at: str = ""
    content: str = ""
    started_at: str = ""
    finished_at: str = ""
    version: str = ""
    status: str = OK
    step: str = ""
    rows: str = ""
    skipped: str = ""
    definitions: str = ""
    message: str = ""
    before: str = ""
    after: str = ""
    seconds: str = ""
    parts: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the same ``run_id`` on all of its rows."""

    entries: tuple[Entry, ...]

    @property
    def run_id(self) -> str:
        """Its id."""
        return self.entries[0].run_id

    @property
    def status(self) -> str:
        """``ok``, or what the first row that is not says."""
        return next((entry.status for entry in self.entries if entry.status != OK), OK)

    @property
    def step(self) -> str:
        """Where it stopped, ``""`` where nothing did."""
        return next((entry.step for entry in self.entries if entry.status != OK), "")

    @property
    def message(self) -> str:
        """What it said."""
        return next((entry.message for entry in self.entries if entry.status != OK), "")


@dataclass(frozen=True, slots=True)
class RunLog:
    """Every run that is kept, oldest first."""

    entries: tuple[Entry, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The rows by run, in the order in which they stand."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.run_id, []).append(entry)
        return tuple(Run(tuple(entries)) for entries in found.values())

    @property
    def last(self) -> Run | None:
        """The newest run that was to make a brief, ``None`` where there was none."""
        return next((run for run in reversed(self.runs) if run.entries[0].trigger not in (EDIT, IMPORT, RESTORE)), None)

    @property
    def looks(self) -> tuple[Look, ...]:
        """Every earlier look at a source."""
        # An import of orders keeps its receipt without loading pandas.
        from reports.metrics.freshness import Look

        found = []
        for entry in self.entries:
            moment = _moment(entry.read_at)
            if entry.source and entry.content and moment is not None:
                found.append(Look(entry.source, entry.content, moment, entry.trigger))
        return tuple(found)


def read(snapshot: Snapshot) -> RunLog:
    """The log as the workbook holds it; an empty one where there is none that can be read."""
    tab = snapshot.marked("run_log") or snapshot.tab(our_tab("run_log").name)
    if tab is None or not tab.rows:
        return RunLog()
    header = [str(cell or "").strip().lower() for cell in tab.rows[0]]
    places = {name: header.index(name) for name in COLUMNS if name in header}
    if not {"run_id", "source"} <= set(places):
        return RunLog()
    entries = []
    for row in tab.rows[1:]:
        cells = {name: _text(row[place]) if place < len(row) else "" for name, place in places.items()}
        if cells["run_id"]:
            entries.append(Entry(**{**cells, "status": cells.get("status") or OK}))
    return RunLog(tuple(entries))


def of(outcome: Outcome, started: datetime, finished: datetime, trigger: str) -> Run:
    """The rows of one run that finished, from what it found."""
    common = _entry(
        started,
        trigger=trigger,
        read_at=outcome.as_of,
        finished_at=finished.astimezone(UTC).isoformat(timespec="seconds"),
        version=outcome.app_version,
        definitions=_hash(_definitions(outcome)),
    )
    unread: dict[str, int] = {}
    for problem in outcome.problems:
        unread[problem.tab] = unread.get(problem.tab, 0) + 1
    rows = tuple(
        replace(
            common,
            source=source.name,
            content=source.content,
            rows=str(source.rows),
            skipped=str(unread.get(source.name, 0)),
        )
        for source in outcome.sources
        if source.content
    )
    return Run(rows or (common,))


def begun(started: datetime, trigger: str = "manual") -> Run:
    """The row of a run that has not ended: it stays where the run is cut off."""
    return Run((_entry(started, trigger=trigger, status=INCOMPLETE),))


def failed(started: datetime, step: str, message: str, version: str, trigger: str = "manual") -> Run:
    """The row of a run that did not finish or whose result could not be written; the next run says so."""
    return Run((_entry(started, trigger=trigger, version=version, status=FAILED, step=step, message=message),))


def written(started: datetime, receipt: Receipt, version: str, trigger: str = "manual") -> Run:
    """The row that tells what the write of a run did."""
    parts = [f"{part} {_short(before)}→{_short(after)}" for part, before, after in receipt.changed]
    return Run(
        (
            _entry(
                started,
                trigger=trigger,
                version=version,
                step="write",
                before=receipt.before[:FILE_DIGITS],
                after=receipt.fingerprint[:FILE_DIGITS],
                seconds=f"{receipt.seconds:.3f}",
                parts="; ".join(parts),
            ),
        )
    )


def extended(log: RunLog, run: Run) -> Grid:
    """The tab with one run more, old rows dropped."""
    newest = max((moment for entry in run.entries if (moment := _moment(entry.started_at))), default=None)
    kept = [entry for entry in log.entries if entry.run_id != run.run_id and _is_recent(entry, newest)]
    entries = [*kept, *run.entries][-KEPT_ROWS:]
    cells = {(1, column): GridCell(name, "head") for column, name in enumerate(COLUMNS, 1)}
    for row, entry in enumerate(entries, 2):
        for column, name in enumerate(COLUMNS, 1):
            cells[row, column] = GridCell(getattr(entry, name) or None)
    return Grid(
        key="run_log",
        name=our_tab("run_log").name,
        cells=cells,
        styles={"head": Style(bold=True), "body": Style()},
        widths=dict.fromkeys(range(1, len(COLUMNS) + 1), 18.0),
        freeze=(1, 0),
        hidden=True,
        grid_lines=True,
    )


def run_id(started: datetime) -> str:
    """How a run is known."""
    return started.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")


def _entry(started: datetime, **said: str) -> Entry:
    return Entry(run_id(started), started_at=started.astimezone(UTC).isoformat(timespec="seconds"), **said)


def _short(hash: str) -> str:
    return hash[:PART_DIGITS] or "–"


def _definitions(outcome: Outcome) -> dict[str, str]:
    """The founder's own definitions as the memory holds them."""
    kept = sorted(outcome.memory.days, key=lambda kept: kept.day)
    return {kept.key: str(kept.value) for kept in kept if kept.name == "definition" and kept.value is not None}


def _hash(values: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def _is_recent(entry: Entry, newest: datetime | None) -> bool:
    moment = _moment(entry.started_at) or _moment(entry.read_at)
    if newest is None or moment is None:
        return True
    return moment.replace(tzinfo=moment.tzinfo or UTC) > newest - timedelta(days=KEPT_DAYS)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
