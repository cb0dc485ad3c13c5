"""The tab Brief: one page to read, in the order in which a founder decides."""

from __future__ import annotations

from reports.language.products import CATEGORY, LABELS
from reports.language.sources import NAME
from reports.language.tabs import ACTION_STATUS
from reports.marks import NBSP
from reports.outcome import MARKS, Action, ExceptionRow, Outcome, Product, Section
from reports.render.brief_page import CHIP, DUE, KEY, NOTE, NUMBER, OWNER, STATUS, TEXT, WIDTHS, BriefPage, heading
from reports.render.brief_top import cards, title
from reports.render.draft import Draft
from reports.render.rich import Bold, Places, evidence, owner, severity, when
from reports.render.styles import CATEGORY_STYLE, STATUS_SHAPE, STATUS_STYLE
from reports.render.typed import Written, status_words
from reports.tokens import LIGHT
from sheets.contract import our_tab
from sheets.grid import Choice, ColorRule, Grid, Page, Rich, Run

#: Products named with their reason under one label; the others by name.
REASONED = 3


def grid(outcome: Outcome, language: str) -> Grid:
    """The tab, written from the Outcome's top-level read."""
    page = BriefPage(
        outcome,
        language,
        Draft(WIDTHS),
        Bold(product.title for product in outcome.products),
        Places(outcome),
        Written(outcome.memory),
    )
    sections = {section.id: section for section in outcome.brief}
    frozen = title(page, sections["header"])
    cards(page)
    if "read" in sections:
        _read(page, sections["read"])
    if "actions" in sections:
        _actions(page, sections["actions"])
    if "exceptions" in sections:
        _exceptions(page, sections["exceptions"])
    _products(page, sections.get("products"))
    _labels(page, [section for section in outcome.brief if section.kind == "label" and section.id != "products"])
    if "caveats" in sections:
        _plain(page, sections["caveats"])
    _sources(page)
    draft = page.draft
    return draft.grid(
        "brief",
        our_tab("brief").name,
        freeze=(frozen, 0),
        tab_color=LIGHT.accent,
        key_column=KEY,
        page=Page(
            repeat_rows=0,
            last_row=draft.row - 1,
            last_column=NOTE,
            footer=f"&L&8{outcome.brand.replace('&', '&&')}&R&8&P / &N",
        ),
    )


def _read(page: BriefPage, section: Section) -> None:
    draft = page.draft
    heading(page, section.title.text(page.language))
    draft.gap(4)
    for said in section.lines:
        draft.put(NUMBER, page.bold.of(said.text(page.language)), "sentence", last=NOTE)
        draft.next()
    draft.gap(8)


def _actions(page: BriefPage, section: Section) -> None:
    draft, outcome, language = page.draft, page.outcome, page.language
    if not outcome.actions:
        heading(page, section.title.text(language))
        for said in section.lines:
            draft.put(NUMBER, said.text(language), "row", last=NOTE)
            draft.next()
        draft.gap(8)
        return
    draft.put(NUMBER, section.title.text(language), "heading", last=TEXT)
    for column, id in ((OWNER, "B-owner"), (DUE, "B-due"), (STATUS, "B-status"), (NOTE, "B-note")):
        draft.put(column, page.say(id), "input_head" if column >= STATUS else "head")
    draft.put(KEY, "key", "key")
    draft.height(24)
    draft.next()
    first = draft.row
    for place, action in enumerate(outcome.actions, 1):
        _action(page, place, action)
    last = draft.row - 1
    words = {status: word.show(language, "") for status, word in ACTION_STATUS.items()}
    draft.choices.append(Choice(first, STATUS, last, STATUS, tuple(words.values())))
    for status, style in (("done", "good"), ("doing", "info"), ("dropped", "quiet")):
        draft.color_rules.append(ColorRule(first, STATUS, last, STATUS, words[status], style))
    draft.gap(8)


def _action(page: BriefPage, place: int, action: Action) -> None:
    draft, language = page.draft, page.language

    def typed(field: str) -> str:
        return page.written.at("actions", action.key, field)

    link = action.line.link or page.places.link(action.rows)
    draft.put(NUMBER, f"{place} →" if link else place, "number_link" if link else "row_number", link=link)
    tail = f"{NBSP}{NBSP}{MARKS[action.confidence]}"
    draft.put(CHIP, page.bold.of(action.line.text(language), tail=tail), "row", last=TEXT)
    draft.put(OWNER, typed("owner") or owner(action.owner_role, action.owner, language), "input_muted")
    draft.put(DUE, when(action.due_at, language), "row_muted")
    draft.put(STATUS, status_words(typed("status") or action.status, language), "input")
    draft.put(NOTE, typed("note") or action.note or None, "input")
    draft.put(KEY, action.key, "key")
    draft.next()


def _exceptions(page: BriefPage, section: Section) -> None:
    draft, language = page.draft, page.language
    shown = {(said.id, said.text(language)) for said in section.lines}
    rows = [row for row in page.outcome.exceptions if (row.shown.id, row.shown.text(language)) in shown]
    title, _, counts = section.title.text(language).partition(" (")
    heading(page, title, counts.rstrip(")").replace(", ", " · "))
    for row in rows:
        _exception(page, row)
    told = {(row.shown.id, row.shown.text(language)) for row in rows}
    for said in section.lines:
        if (said.id, said.text(language)) not in told:
            link = f"#'{our_tab('exceptions').name}'!A1" if rows else ""
            draft.put(NUMBER, said.text(language), "row_muted", last=NOTE, link=link)
            draft.next()
    draft.gap(8)


def _exception(page: BriefPage, row: ExceptionRow) -> None:
    draft, language = page.draft, page.language
    draft.put(NUMBER, severity(row, language), row.severity, last=CHIP)
    draft.put(TEXT, evidence(row, language), "row", last=DUE)
    link = row.link or page.places.link(row.rows)
    words = page.places.words(row.rows, language) or ("→" if link else "")
    draft.put(STATUS, words or None, "row_link_right", last=NOTE, link=link)
    draft.next()


def _products(page: BriefPage, section: Section | None) -> None:
    if section is None:
        return
    draft, language = page.draft, page.language
    heading(page, section.title.text(language))
    labelled = False
    for category in LABELS:
        chosen = [product for product in page.outcome.products if product.category == category]
        if chosen:
            labelled = True
            draft.put(NUMBER, CATEGORY[category].show(language, ""), CATEGORY_STYLE[category], last=CHIP)
            draft.put(TEXT, _names(chosen, language), "row", last=NOTE)
            draft.next()
    if not labelled:
        for said in section.lines:
            draft.put(NUMBER, said.text(language), "row", last=NOTE)
            draft.next()
    draft.gap(8)


def _names(chosen: list[Product], language: str) -> Rich:
    """Names with their marks; each with its reason where they are few."""
    runs: list[Run] = []
    reasoned = len(chosen) <= REASONED
    for place, product in enumerate(chosen):
        if place:
            runs.append(Run("\n" if reasoned else " · "))
        runs.append(Run(f"{product.title} {MARKS[product.confidence]}", bold=reasoned))
        if reasoned:
            runs.append(Run(f"  {product.evidence.text(language)}", color=LIGHT.muted))
    return Rich(tuple(runs))


def _labels(page: BriefPage, sections: list[Section]) -> None:
    draft, language = page.draft, page.language
    for section in sections:
        draft.put(NUMBER, section.title.text(language), "label", last=CHIP)
        text = " ".join(said.text(language) for said in section.lines)
        draft.put(TEXT, page.bold.of(text), "row_top", last=NOTE)
        draft.next()
    draft.gap(8)


def _plain(page: BriefPage, section: Section) -> None:
    draft, language = page.draft, page.language
    heading(page, section.title.text(language))
    for said in section.lines:
        draft.put(NUMBER, said.text(language), "small", last=NOTE)
        draft.next()
    draft.gap(8)


def _sources(page: BriefPage) -> None:
    draft, language = page.draft, page.language
    heading(page, page.say("B-sources"))
    for source in page.outcome.sources:
        if source.expected_hours is None:
            continue  # what is never late, such as Definitions, has its line on Data health
        name = NAME[source.key].show(language, "") if source.key in NAME else source.name
        draft.put(NUMBER, f"{STATUS_SHAPE[source.status]} {name}", STATUS_STYLE[source.status], last=CHIP)
        draft.put(TEXT, source.label.text(language), "row_muted", last=DUE)
        quoted = source.name.replace("'", "''")
        link = f"#'{quoted}'!A1" if source.rows else ""
        draft.put(STATUS, f"{source.name} →" if link else None, "row_link_right", last=NOTE, link=link)
        draft.next()
    draft.gap(6)
    for id in ("B-legend", "B-yours"):
        draft.put(NUMBER, page.say(id), "small", last=NOTE)
        draft.next()
