"""Putting a brief that is computed into the workbook, and telling whether it still is the workbook's brief.

A brief stays good while all that it was computed from says the same. Where the founder changed something else after
the workbook was read, the same brief is written into the workbook as it is now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from sheets.errors import SheetsError

if TYPE_CHECKING:
    from reports.outcome import Outcome, Typed
    from reports.run_log import RunLog
    from sheets.grid import Grid
    from sheets.place import Place
    from sheets.workbook import Receipt, Snapshot, TabSnapshot, Workbook


def input_of(snapshot: Snapshot) -> str:
    """What a whole brief is computed from, as a hash: the tabs that are used, our own, and the facts."""
    return _hash(snapshot, [tab for tab in snapshot.tabs if tab.complete])


def known_by(snapshot: Snapshot, fingerprint: str = "") -> str:
    """How a brief that is kept knows its workbook: by its bytes, by what the founder's tabs say that are used, and by
    what was typed into ours.

    ``fingerprint`` is that of the workbook once the brief is written.
    """
    founders = [tab for tab in snapshot.tabs if tab.complete and not tab.mark]
    return f"{fingerprint or snapshot.fingerprint}:{_hash(snapshot, founders)}:{_typed_hash(_typed(snapshot))}"


def still_of(outcome: Outcome, since: str, snapshot: Snapshot) -> bool:
    """Whether all that the Outcome was computed from still says the same, though the file was saved anew."""
    content, _, rest = since.partition(":")
    if content == snapshot.fingerprint:
        return True
    founders, _, typed = rest.partition(":")
    _, now_founders, now_typed = known_by(snapshot).split(":")
    # Once it is written our tabs say what the Outcome makes of it.
    return founders == now_founders and now_typed in (typed, _typed_hash(outcome.memory.typed))


def _typed(snapshot: Snapshot) -> Sequence[Typed]:
    from reports import memory
    from reports.knobs import Knobs
    from reports.language.tabs import ROLE
    from sheets import tables

    knobs = Knobs.read(tables.definitions(snapshot))
    return memory.read(snapshot, [str(knobs.get(f"owner.{role}") or "") for role in ROLE]).typed


def _typed_hash(typed: Sequence[Typed]) -> str:
    told = sorted((one.where, one.key, one.field, one.value) for one in typed)
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


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
    """Write the brief into the workbook as it was read, or into a companion file; what came of it goes into the log.

    Decisions that were typed on our tabs go into Decisions with it. Where that tab cannot take them, they stay where
    they were typed.
    """
    from desktop.commands import decisions_tab, journal
    from reports import run_log

    run = run_log.of(outcome, started, datetime.now(UTC), "manual")
    log_grid = run_log.extended(log, run)
    try:
        try:
            more = decisions_tab.more(outcome.decided, snapshot)
            receipt = book.write([*_shown(outcome, snapshot), log_grid], snapshot.fingerprint, more)
        except SheetsError as error:
            if error.kind != "more_refused":
                raise
            stays = decisions_tab.left_out(outcome, error)
            receipt = book.write([*_shown(stays, snapshot), log_grid], snapshot.fingerprint)
            receipt = replace(receipt, notes=(*receipt.notes, decisions_tab.not_taken(error)))
    except SheetsError as error:
        if error.kind != "busy":
            _keep_failure(workbook, outcome, started, error.happened.in_(outcome.language))
        raise
    if receipt.companion:
        _keep_failure(workbook, outcome, started, receipt.reason.in_(outcome.language))
    else:
        journal.replace(workbook, run_log.written(started, receipt, outcome.app_version))
    return receipt


def _shown(outcome: Outcome, snapshot: Snapshot) -> Sequence[Grid]:
    from reports.render import kept, tabs

    return kept.with_kept(tabs.grids(outcome, outcome.language), snapshot, outcome.language)


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
