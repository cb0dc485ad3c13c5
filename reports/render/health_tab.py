"""The tab Data health: how fresh, what was left out, what could not be read, what was assumed, what was not checked."""

from __future__ import annotations

from reports.language import line
from reports.language.sources import NAME
from reports.numbers import Both, Count
from reports.outcome import Outcome
from reports.render import series
from reports.render.draft import Draft
from reports.render.rich import Places
from reports.render.styles import STATUS_SHAPE, STATUS_STYLE
from reports.render.table import HEAD_ROW, top
from reports.tokens import LIGHT
from sheets.contract import our_tab
from sheets.grid import Grid, GridCell, Page

WHERE, SAID, ROWS, LINK = range(1, 5)
WIDTHS = {WHERE: 26.0, SAID: 74.0, ROWS: 9.0, LINK: 20.0}
#: A workbook may have thousands of unreadable cells: so many are listed, the rest is counted.
LISTED = 200
#: What the ids of the sections begin with that tell one source each, and the sentences in them that stay in the back.
SOURCE, QUIET = "source:", ("HS-columns", "HS-ignored", "HS-unused")


def grid(outcome: Outcome, language: str) -> Grid:
    """The sections one below the other; the numbers behind the sparklines stand to the right."""
    draft = Draft(WIDTHS)
    top(draft, line("D-title").text(language), outcome, language, LINK)
    _sources(draft, outcome, language)
    _read(draft, outcome, language)
    _bridge(draft, outcome, language)
    _excluded(draft, outcome, language)
    _problems(draft, outcome, language)
    for section in outcome.health:
        if section.id.startswith(SOURCE):
            continue
        _heading(draft, section.title.text(language))
        for said in section.lines:
            draft.put(WHERE, said.text(language), "row", last=ROWS)
            draft.put(LINK, "→" if said.link else None, "row_link", link=said.link)
            draft.next()
        draft.gap(10)
    last = draft.row - 1
    _series(draft, outcome, language)
    return draft.grid(
        "health",
        our_tab("health").name,
        freeze=(HEAD_ROW - 1, 0),
        tab_color=LIGHT.muted,
        page=Page(
            repeat_rows=HEAD_ROW - 1,
            last_row=last,
            last_column=LINK,
            footer=f"&L&8{outcome.brand.replace('&', '&&')}&R&8&P / &N",
        ),
    )


def _heading(draft: Draft, text: str) -> None:
    draft.put(WHERE, text, "heading", last=LINK)
    draft.height(24)
    draft.next()


def _sources(draft: Draft, outcome: Outcome, language: str) -> None:
    _heading(draft, line("B-sources").text(language))
    for column, id, role in (
        (WHERE, "D-source", "head_indented"),
        (SAID, "D-freshness", "head"),
        (ROWS, "D-rows", "head_right"),
        (LINK, "D-tab", "head_indented"),
    ):
        draft.put(column, line(id).text(language), role)
    draft.next()
    for source in outcome.sources:
        name = NAME.get(source.key, Both(source.name, source.name)).show(language, "")
        draft.put(WHERE, f"{STATUS_SHAPE[source.status]} {name}", STATUS_STYLE[source.status])
        draft.put(SAID, source.label.text(language), "row")
        draft.put(ROWS, source.rows, "units")
        quoted = source.name.replace("'", "''")
        draft.put(LINK, f"{source.name} →" if source.rows else None, "row_link", link=f"#'{quoted}'!A1")
        draft.next()
    draft.gap(10)


def _read(draft: Draft, outcome: Outcome, language: str) -> None:
    """What was read of each source: its name once, its sentences beside it."""
    blocks = [section for section in outcome.health if section.id.startswith(SOURCE)]
    if not blocks:
        return
    _heading(draft, line("T-read-sources").text(language))
    for block in blocks:
        for number, said in enumerate(block.lines):
            name = block.title.text(language) if number == 0 else None
            draft.put(WHERE, name, "row_bold" if name else "row", link=block.title.link if name else "")
            # The columns are many words that are rarely looked at.
            draft.put(SAID, said.text(language), "row_muted" if said.id in QUIET else "row", last=ROWS)
            draft.put(LINK, "→" if said.link else None, "row_link", link=said.link)
            draft.next()
    draft.gap(10)


def _bridge(draft: Draft, outcome: Outcome, language: str) -> None:
    if not outcome.bridge:
        return
    _heading(draft, line("D-bridge").text(language))
    for said in outcome.bridge:
        draft.put(WHERE, said.text(language), "row", last=LINK)
        draft.next()
    draft.gap(10)


def _excluded(draft: Draft, outcome: Outcome, language: str) -> None:
    if not outcome.excluded:
        return
    places = Places(outcome)
    _heading(draft, line("D-excluded").text(language))
    for left in outcome.excluded:
        draft.put(WHERE, left.label.text(language), "row", last=SAID)
        draft.put(ROWS, left.count, "units")
        draft.put(LINK, places.words(left.rows, language) or None, "row_link", link=places.link(left.rows))
        draft.next()
    draft.gap(10)


def _problems(draft: Draft, outcome: Outcome, language: str) -> None:
    _heading(draft, line("D-cells").text(language))
    # Words that are not known are told with their source, with how often they stand there.
    problems = [problem for problem in outcome.problems if problem.kind != "unknown_choice"]
    for problem in problems[:LISTED]:
        place = f"{problem.tab}!{problem.cell}" if problem.cell else problem.tab
        quoted = problem.tab.replace("'", "''")
        link = f"#'{quoted}'!{problem.cell or 'A1'}" if problem.tab else ""
        draft.put(WHERE, place or None, "row_link", link=link)
        draft.put(SAID, problem.said.text(language), "row", last=LINK)
        draft.next()
    rest = len(problems) - LISTED
    if rest > 0:
        draft.put(WHERE, line("D-more", n=Count(rest)).text(language), "row_muted", last=LINK)
        draft.next()
    if not problems:
        draft.put(WHERE, line("D-cells-none").text(language), "row_muted", last=LINK)
        draft.next()
    draft.gap(10)


def _series(draft: Draft, outcome: Outcome, language: str) -> None:
    """One row a series, right of what is printed: its name, then one number a day, the last one yesterday's."""
    cards = series.drawn(outcome)
    if not cards:
        return
    row, column = draft.row, series.FIRST_COLUMN - 1
    draft.widths = {**draft.widths, column - 1: 3.0, column: 24.0}
    draft.row = series.FIRST_ROW - 1
    draft.cells[draft.row, column] = GridCell(line("D-series").text(language), "key")
    for offset, card in enumerate(cards):
        draft.row = series.FIRST_ROW + offset
        draft.cells[draft.row, column] = GridCell(card.title.text(language), "key")
        for place, value in enumerate(card.series):
            if value is not None:
                draft.cells[draft.row, series.FIRST_COLUMN + place] = GridCell(value, "series")
    draft.row = row
