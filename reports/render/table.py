"""What the table tabs share: the band on top, the row of headers, the founder's white columns, the print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reports.language import line
from reports.numbers import Both
from reports.outcome import Outcome
from reports.render.draft import Draft
from reports.render.rich import when
from reports.render.typed import Written
from sheets.grid import Choice, Grid, Page

#: The white columns at the end of Exceptions and Product board: what is harvested, and how wide.
INPUTS = (("decision", 18.0), ("until", 13.0), ("reason", 28.0))
#: The header stands in this row; the rows above are the band.
HEAD_ROW = 4


def top(draft: Draft, title: str, outcome: Outcome, language: str, last: int) -> None:
    """The band: the tab's title, whose workbook, when it was made."""
    prepared = line("T-prepared", at=when(outcome.prepared, language)).text(language)
    names = [outcome.brand, prepared] if outcome.brand else [prepared]
    draft.fill("band", 1, last)
    draft.put(1, title, "table_title", last=min(last, 3))
    draft.height(30)
    draft.next()
    draft.fill("band", 1, last)
    draft.put(1, " · ".join(names), "table_subtitle", last=min(last, 3))
    draft.height(18)
    draft.next()
    draft.height(8)
    draft.next()


def head(draft: Draft, titles: Sequence[tuple[str, str]], language: str, key: int = 0) -> None:
    """The row of headers (title and role), with the white columns' and the key's where the tab has them."""
    for column, (title, role) in enumerate(titles, 1):
        draft.put(column, title, role)
    if key:
        for place, (field, _) in enumerate(INPUTS):
            draft.put(len(titles) + 1 + place, line(f"I-{field}").text(language), "input_head")
        draft.put(key, "key", "key")
    draft.height(max(26.0, draft.heights[draft.row]))
    draft.next()


def inputs(draft: Draft, first: int, written: Written, where: str, key: str, language: str) -> None:
    """The white cells of one row: the decision in force, or what was typed and is not understood, which is red."""
    for place, (field, _) in enumerate(INPUTS):
        value, problem = written.cell(where, key, field, language), written.problem(where, key, field)
        style = "input_problem" if problem else "input_date" if isinstance(value, date) else "input"
        draft.put(first + place, value, style, note=problem.text(language) if problem else "")


def decide(draft: Draft, column: int, options: Iterable[Both], language: str) -> None:
    """The list of decisions, over the rows below the header."""
    if draft.row > HEAD_ROW + 1:
        words = tuple(word.show(language, "") for word in options)
        draft.choices.append(Choice(HEAD_ROW + 1, column, draft.row - 1, column, words))


def close(draft: Draft, key: str, name: str, outcome: Outcome, language: str, key_column: int, color: str) -> Grid:
    """The finished tab; where it has no rows it says so."""
    last_column = (key_column or max(draft.widths) + 1) - 1
    if draft.row == HEAD_ROW + 1:
        draft.put(1, line("B-nothing").text(language), "muted", last=min(last_column, 3))
        draft.next()
        filter_row = 0
    else:
        filter_row = HEAD_ROW
    return draft.grid(
        key,
        name,
        freeze=(HEAD_ROW, 0),
        filter_row=filter_row,
        tab_color=color,
        key_column=key_column,
        page=Page(
            landscape=True,
            repeat_rows=HEAD_ROW,
            last_row=draft.row - 1,
            last_column=last_column,
            footer=f"&L&8{outcome.brand.replace('&', '&&')}&R&8&P / &N",
        ),
    )
