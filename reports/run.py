"""The flow, and what a newcomer reads first: a snapshot, what is remembered, and a moment become one Outcome.

Nothing here or below looks at the clock, a file or a setting: the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from reports import actions, assemble, categories, exceptions, harvest, marks, memory, metrics, remember, rules, run_log
from reports.facts import Facts
from reports.knobs import Knobs
from reports.language.tabs import ROLE
from reports.outcome import Memory, Offer, Outcome
from reports.run_log import RunLog
from sheets import tables as sheet_tables
from sheets.tables import Tables
from sheets.workbook import Snapshot


def run(
    snapshot: Snapshot,
    as_of: datetime,
    *,
    remembered: Memory | None = None,
    log: RunLog | None = None,
    read: str = "weekly",
    language: str = "",
    offers: Sequence[Offer] = (),
    cells: Tables | None = None,
) -> Outcome:
    """Compute the whole result for one moment.

    ``remembered`` and ``log`` are what earlier runs left; by default what the workbook itself holds. ``read`` chooses
    which of the three reads stands at the top; ``language`` overrides the workbook's own ``brief_language``.
    ``offers`` are exports that the workbook holds and nothing reads. ``cells`` are its :func:`tables`, where they were
    typed before.
    """
    read_tables = tables(snapshot) if cells is None else cells
    with marks.region(number_region(read_tables)):
        runs = run_log.read(snapshot) if log is None else log
        facts = metrics.facts(read_tables, runs.looks, as_of)
        before = memory.read(snapshot, owners(facts)) if remembered is None else remembered
        days = int(facts.knobs.get("cat.override_days"))
        typed = harvest.take(before, facts.tables, facts.as_of, assemble.spoken(facts, language), days)
        facts, before = replace(facts, tables=typed.tables), typed.memory
        past = memory.earlier(before, facts.as_of.date())
        products = categories.judge(facts, past)
        findings, skipped = rules.check(facts, products, runs)
        rows, after = exceptions.advance(before, findings, facts, skipped)
        after = remember.remember(after, facts, products)
        white = harvest.shown(rows, products, facts.tables, after, facts.as_of.date())
        after = msgspec.structs.replace(after, shown=white)
        chosen = actions.choose(rows, products, facts, findings)
        made = assemble.outcome(
            facts, products, rows, skipped, chosen, past, after, snapshot.name, read, language, offers
        )
        return msgspec.structs.replace(made, decided=list(typed.decided), unclear=list(typed.unclear))


def owners(facts: Facts) -> tuple[str, ...]:
    """The names that Definitions give to the roles."""
    return tuple(name for role in ROLE if (name := str(facts.knobs.get(f"owner.{role}") or "")))


def tables(snapshot: Snapshot) -> Tables:
    """Every tab of the contract, typed by the workbook's own definitions."""
    knobs = Knobs.read(sheet_tables.definitions(snapshot))
    return sheet_tables.read(snapshot, knobs.reading_style())


def number_region(read_tables: Tables) -> str:
    """The country whose marks numbers are shown with, ``""`` = each language's own."""
    return str(Knobs.read(read_tables.get("definitions")).get("number_region"))
