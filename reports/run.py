"""The flow, and what a newcomer reads first: a snapshot, what is remembered, and a moment become one Outcome.

Nothing here or below looks at the clock, a file or a setting: the same input gives the same bytes.
"""

from __future__ import annotations

from datetime import datetime

from reports import actions, assemble, categories, exceptions, memory, metrics, rules, run_log
from reports.knobs import Knobs
from reports.outcome import Memory, Outcome
from sheets import tables as sheet_tables
from sheets.tables import Tables
from sheets.workbook import Snapshot


def run(
    snapshot: Snapshot, as_of: datetime, remembered: Memory | None = None, *, read: str = "weekly", language: str = ""
) -> Outcome:
    """Compute the whole result for one moment.

    ``remembered`` is what earlier runs left; by default what the workbook itself holds. ``read`` chooses which of the
    three reads stands at the top; ``language`` overrides the workbook's own ``brief_language``.
    """
    read_tables = tables(snapshot)
    log = run_log.read(snapshot)
    before = remembered or memory.read(snapshot, read_tables)
    facts = metrics.facts(read_tables, log.looks, as_of)
    products = categories.judge(facts, before)
    findings, skipped = rules.check(facts, products, log)
    rows, after = exceptions.advance(before, findings, facts, skipped)
    chosen = actions.choose(rows, products, facts, findings)
    return assemble.outcome(facts, products, rows, skipped, chosen, before, after, snapshot.name, read, language)


def tables(snapshot: Snapshot) -> Tables:
    """Every tab of the contract, typed by the workbook's own definitions."""
    knobs = Knobs.read(sheet_tables.definitions(snapshot))
    return sheet_tables.read(snapshot, knobs.reading_style())
