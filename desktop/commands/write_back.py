"""Putting a brief that is computed into the workbook, and telling whether it still is the workbook's brief.

A brief stays good while all that it was computed from says the same. Where the founder changed something else after
the workbook was read, the same brief is written into the workbook as it is now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from sheets.errors import SheetsError

if TYPE_CHECKING:
    from reports.outcome import Outcome
    from reports.run_log import RunLog
    from sheets.place import Place
    from sheets.workbook import Receipt, Snapshot, TabSnapshot, Workbook


def input_of(snapshot: Snapshot) -> str:
    """What a whole brief is computed from, as a hash: the tabs that are used, our own, and the facts."""
    return _hash(snapshot, [tab for tab in snapshot.tabs if tab.complete])


def known_by(snapshot: Snapshot, fingerprint: str = "") -> str:
    """How a brief that is kept knows its workbook: by its bytes, and by what the founder's tabs say that are used.

    ``fingerprint`` is that of the workbook once the brief is written.
    """
    founders = [tab for tab in snapshot.tabs if tab.complete and not tab.mark]
    return f"{fingerprint or snapshot.fingerprint}:{_hash(snapshot, founders)}"


def still_of(outcome: Outcome, since: str, snapshot: Snapshot) -> bool:
    """Whether all that the Outcome was computed from still says the same, though the file was saved anew."""
    from reports import memory

    content, _, founders = since.partition(":")
    if content == snapshot.fingerprint:
        return True
    typed = memory.read(snapshot, [row.owner for row in outcome.exceptions]).typed
    return founders == known_by(snapshot).partition(":")[2] and typed == outcome.memory.typed


def _hash(snapshot: Snapshot, tabs: Sequence[TabSnapshot]) -> str:
    from sheets import headers

    used = headers.used(snapshot.tabs)
    said = [
        [snapshot.name, snapshot.date_1904, snapshot.contract_version, snapshot.facts.get("companion")],
        [dict(used.by_key), dict(used.doubles), dict(used.passed)],
        # Programs save the merges in orders of their own.
        [[tab.name, tab.mark, tab.fingerprint, tab.hidden_rows, sorted(tab.merges), tab.visible] for tab in tabs],
    ]
    return hashlib.sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


def write(
    workbook: Place, book: Workbook, snapshot: Snapshot, log: RunLog, outcome: Outcome, started: datetime
) -> Receipt:
    """Write the brief into the workbook as it was read, or into a companion file; what came of it goes into the log."""
    from desktop.commands import journal
    from reports import run_log
    from reports.render import kept, tabs

    run = run_log.of(outcome, started, datetime.now(UTC), "manual")
    shown = kept.with_kept(tabs.grids(outcome, outcome.language), snapshot, outcome.language)
    grids = [*shown, run_log.extended(log, run)]
    try:
        receipt = book.write(grids, snapshot.fingerprint)
    except SheetsError as error:
        if error.kind != "busy":
            _keep_failure(workbook, outcome, started, error.happened.in_(outcome.language))
        raise
    if receipt.companion:
        _keep_failure(workbook, outcome, started, receipt.reason.in_(outcome.language))
    else:
        journal.replace(workbook, run_log.written(started, receipt, outcome.app_version))
    return receipt


def _keep_failure(workbook: Place, outcome: Outcome, started: datetime, why: str) -> None:
    """Let the next brief say that this one could not be written."""
    from desktop.commands import journal
    from reports import run_log

    journal.add(workbook, run_log.failed(started, "write", why, outcome.app_version))


def keep_unread(workbook: Place, why: SheetsError, started: datetime, language: str) -> None:
    """Let the next brief say that the one before it was not made, since the workbook could not be reached."""
    from desktop.commands import journal
    from desktop.failure_log import version
    from reports import run_log

    journal.add(workbook, run_log.failed(started, "read", why.happened.in_(language), version()))


def keep(workbook: Place, receipt: Receipt, started: datetime, trigger: str) -> None:
    """Let the next brief take this receipt into the run log: of a write that was none of a brief."""
    from desktop.commands import journal
    from desktop.failure_log import version
    from reports import run_log

    if receipt.before != receipt.fingerprint:
        journal.add(workbook, run_log.written(started, receipt, version(), trigger))


def facts(receipt: Receipt) -> dict[str, Any]:
    """A receipt as the window is told it."""
    return {
        "path": receipt.path,
        "before": receipt.before,
        "after": receipt.fingerprint,
        "changed": [list(part) for part in receipt.changed],
        "backup": receipt.backup,
        "seconds": round(receipt.seconds, 3),
        "kind": receipt.kind,
        "reason": {"en": receipt.reason.en, "es": receipt.reason.es},
        "calls": receipt.calls,
        "outdated": list(receipt.outdated),
    }
