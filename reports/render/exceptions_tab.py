"""The tab Exceptions: every row with its evidence, and three white columns for the founder's decision."""

from __future__ import annotations

from datetime import date

from reports.language import line
from reports.language.exceptions import STATE
from reports.language.header import LEVEL
from reports.language.tabs import DECISION
from reports.outcome import MARKS, ExceptionRow, Outcome
from reports.render.draft import Draft
from reports.render.rich import Places, evidence, owner, severity, when
from reports.render.table import INPUTS, close, decide, head, inputs, top
from reports.render.typed import Written
from reports.tokens import LIGHT
from sheets.contract import our_tab
from sheets.grid import Grid

#: Header, width and the header's role.
COLUMNS = (
    ("E-severity", 14.0, "head_indented"),
    ("E-evidence", 44.0, "head"),
    ("E-action", 30.0, "head"),
    ("B-owner", 13.0, "head"),
    ("B-due", 15.0, "head"),
    ("E-state", 11.0, "head"),
    ("E-seen", 11.0, "head"),
    ("E-confidence", 12.0, "head"),
    ("E-risk", 12.0, "head_right"),
    ("E-source", 16.0, "head_indented"),
)
FIRST_INPUT = len(COLUMNS) + 1
KEY = FIRST_INPUT + len(INPUTS)


def grid(outcome: Outcome, language: str) -> Grid:
    """One row an exception, in the order of the brief."""
    widths = {place: width for place, (_, width, _) in enumerate(COLUMNS, 1)}
    draft = Draft(widths | {FIRST_INPUT + place: width for place, (_, width) in enumerate(INPUTS)} | {KEY: 10})
    top(draft, line("E-title").text(language), outcome, language, KEY - 1)
    titles = [(line(id, currency=outcome.currency).text(language), role) for id, _, role in COLUMNS]
    head(draft, titles, language, KEY)
    written, places = Written(outcome.memory, outcome.unclear), Places(outcome)
    for row in outcome.exceptions:
        _row(draft, row, places, written, language)
    decide(draft, FIRST_INPUT, DECISION.values(), language)
    return close(draft, "exceptions", our_tab("exceptions").name, outcome, language, KEY, LIGHT.critical)


def _row(draft: Draft, row: ExceptionRow, places: Places, written: Written, language: str) -> None:
    draft.put(1, severity(row, language), row.severity)
    draft.put(2, evidence(row, language), "row")
    draft.put(3, row.next_action.text(language), "row")
    draft.put(4, owner(row.owner_role, row.owner, language), "row_muted")
    draft.put(5, when(row.due_at, language), "row_muted")
    draft.put(6, STATE[row.state].show(language, ""), "row_muted")
    draft.put(7, date.fromisoformat(row.first_seen[:10]) if row.first_seen else None, "date")
    draft.put(8, f"{MARKS[row.confidence]} {LEVEL[row.confidence].show(language, '')}", "row_muted")
    draft.put(9, row.amount_at_risk, "money")
    link = row.link or places.link(row.rows)
    draft.put(10, places.words(row.rows, language) or ("→" if link else None), "row_link", link=link)
    inputs(draft, FIRST_INPUT, written, "exceptions", row.key, language)
    draft.put(KEY, row.key, "key")
    draft.next()
