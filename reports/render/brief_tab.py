"""The tab Brief: one page to read, in the order in which a founder decides."""

from __future__ import annotations

from dataclasses import dataclass

from reports.language import line
from reports.language.exceptions import CONFIRM, SEVERITY
from reports.language.header import LEVEL
from reports.language.products import CATEGORY, LABELS
from reports.language.sources import NAME
from reports.language.tabs import ACTION_STATUS
from reports.numbers import NBSP
from reports.outcome import MARKS, Action, Card, ExceptionRow, Outcome, Product, Section
from reports.render import series
from reports.render.draft import Draft
from reports.render.measure import column_pixels, text_pixels
from reports.render.rich import Bold, Places, owner, when
from reports.render.styles import CATEGORY_STYLE, STATUS_SHAPE, STATUS_STYLE, STYLES
from reports.render.typed import Written, status_words
from reports.tokens import LIGHT, SEVERITY_SHAPE
from sheets.contract import our_tab
from sheets.grid import Choice, ColorRule, Grid, Page, Rich, Run, Sparkline

#: Margin, number, then what the cards and the tables share; the last column holds the keys and is hidden.
A, NUMBER, CHIP, TEXT, OWNER, DUE, STATUS, NOTE, KEY = range(1, 10)
WIDTHS = {A: 1.5, NUMBER: 4, CHIP: 18, TEXT: 32, OWNER: 14, DUE: 17, STATUS: 11.5, NOTE: 15, KEY: 12}
#: The columns of each card; the sparkline stands in the last of the wide ones, which is never merged.
CARDS = ((NUMBER, CHIP, CHIP), (TEXT, TEXT, TEXT), (OWNER, DUE, DUE), (STATUS, NOTE, NOTE))
#: Cards in the order in which they are taken.
CARD_ORDER = ("revenue", "orders", "inventory_value", "open_exceptions", "average_order", "low_stock")
#: Products named with their reason under one label; the others by name.
REASONED = 3


@dataclass(frozen=True)
class _Page:
    outcome: Outcome
    language: str
    draft: Draft
    bold: Bold
    places: Places
    written: Written

    def say(self, id: str) -> str:
        return line(id).text(self.language)


def grid(outcome: Outcome, language: str) -> Grid:
    """The tab, written from the Outcome's top-level read."""
    page = _Page(
        outcome,
        language,
        Draft(WIDTHS),
        Bold(product.title for product in outcome.products),
        Places(outcome),
        Written(outcome.memory.typed),
    )
    sections = {section.id: section for section in outcome.brief}
    frozen = _title(page, sections["header"])
    _cards(page)
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


def _title(page: _Page, header: Section) -> int:
    """The band with whose brief, which days and how sure; returns the last row of it."""
    draft, language = page.draft, page.language
    brand, _, title = header.title.text(language).rpartition(" — ")
    days, _, rest = header.lines[0].text(language).partition(". ")
    level = page.outcome.confidence
    sure = f"{MARKS[level]} {LEVEL[level].show(language, 'cap')}"
    draft.height(10)
    draft.fill("band", A, NOTE)
    draft.next()
    draft.put(NUMBER, page.outcome.brand if brand else title, "title", last=DUE)
    draft.put(STATUS, sure, "title_side", last=NOTE)
    draft.fill("band", A, NOTE)
    draft.height(32)
    draft.next()
    draft.put(NUMBER, f"{title} · {days}" if brand else days, "subtitle", last=NOTE)
    draft.fill("band", A, NOTE)
    draft.height(20)
    draft.next()
    draft.height(8)
    draft.fill("band", A, NOTE)
    frozen = draft.row
    draft.next(6)
    for text in (rest, header.lines[1].text(language)):
        draft.put(NUMBER, text, "muted", last=NOTE)
        draft.next()
    draft.next()
    draft.heights[draft.row - 1] = 8
    return frozen


def _cards(page: _Page) -> None:
    chosen = _chosen(page.outcome)
    if not chosen:
        return
    draft, language = page.draft, page.language
    draft.height(7)
    draft.fill("card", NUMBER, NOTE)
    draft.next()
    small = "_small" if any(map(_too_wide, chosen, CARDS, [language] * len(chosen))) else ""
    for part in ("title", "value", "detail"):
        for place, (first, last, _) in enumerate(CARDS):
            card = chosen[place] if place < len(chosen) else None
            edge = "_first" if place else ""
            if card is None:
                draft.put(first, None, f"card{edge}", last=last)
            elif part == "title":
                draft.put(first, f"{card.title.text(language)}  {MARKS[card.confidence]}", f"card{edge}", last=last)
            elif part == "value":
                draft.put(first, card.value_text.text(language), f"card_value{small}{edge}", last=last)
            else:
                draft.put(first, card.detail.text(language), f"card{edge}", last=last)
        draft.next()
    drawn = [(place, card) for place, card in enumerate(chosen) if series.place(page.outcome, card)]
    for place, (first, last, wide) in enumerate(CARDS):
        for column in range(first, last + 1):
            draft.put(column, None, "card_first" if place and column == first else "card")
        card = next((card for at, card in drawn if at == place), None)
        if card is not None:
            tab, row, begin, end = series.place(page.outcome, card) or ("", 0, 0, 0)
            draft.sparklines.append(Sparkline(draft.row, wide, tab, row, begin, end, LIGHT.accent_line))
    draft.height(28 if drawn else 7)
    draft.next(10)


def _chosen(outcome: Outcome) -> list[Card]:
    """The cards of this read: those with a value first, in the order of :data:`CARD_ORDER`."""
    periods = (outcome.read, "weekly", "7d")
    here = next((period for period in periods if any(card.period == period for card in outcome.cards)), "")
    cards = [card for card in outcome.cards if card.period == here and card.id in CARD_ORDER]
    cards.sort(key=lambda card: (card.value is None, CARD_ORDER.index(card.id)))
    return sorted(cards[: len(CARDS)], key=lambda card: CARD_ORDER.index(card.id))


def _too_wide(card: Card, columns: tuple[int, int, int], language: str) -> bool:
    """Whether the card's figure does not fit in large type: then all are shown smaller, so that they stay alike."""
    room = sum(column_pixels(WIDTHS[column]) for column in range(columns[0], columns[1] + 1)) - 20
    return text_pixels(card.value_text.text(language), STYLES["card_value"].size, bold=True) > room


def _heading(page: _Page, text: str, side: str = "") -> None:
    draft = page.draft
    draft.put(NUMBER, text, "heading", last=TEXT)
    draft.put(OWNER, side or None, "muted_right", last=NOTE)
    draft.height(24)
    draft.next()


def _read(page: _Page, section: Section) -> None:
    draft = page.draft
    _heading(page, section.title.text(page.language))
    draft.heights[draft.row] = 4
    draft.row += 1
    for said in section.lines:
        draft.put(NUMBER, page.bold.of(said.text(page.language)), "sentence", last=NOTE)
        draft.next()
    draft.next()
    draft.heights[draft.row - 1] = 8


def _actions(page: _Page, section: Section) -> None:
    draft, outcome, language = page.draft, page.outcome, page.language
    if not outcome.actions:
        _heading(page, section.title.text(language))
        for said in section.lines:
            draft.put(NUMBER, said.text(language), "row", last=NOTE)
            draft.next()
        draft.next()
        draft.heights[draft.row - 1] = 8
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
    draft.next()
    draft.heights[draft.row - 1] = 8


def _action(page: _Page, place: int, action: Action) -> None:
    draft, language = page.draft, page.language

    def typed(field: str) -> str:
        return page.written.at("actions", action.key, field)

    link = action.line.link or page.places.link(action.rows)
    draft.put(NUMBER, f"{place} →" if link else place, "number_link" if link else "row_number", link=link)
    tail = f"{NBSP}{NBSP}{MARKS[action.confidence]}"
    draft.put(CHIP, page.bold.of(action.line.text(language), tail=tail), "row", last=TEXT)
    draft.put(OWNER, owner(action.owner_role, action.owner, language), "row_muted")
    draft.put(DUE, when(action.due_at, language), "row_muted")
    draft.put(STATUS, status_words(typed("status") or action.status, language), "input")
    draft.put(NOTE, typed("note") or action.note or None, "input")
    draft.put(KEY, action.key, "key")
    draft.next()


def _exceptions(page: _Page, section: Section) -> None:
    draft, language = page.draft, page.language
    shown = {(said.id, said.text(language)) for said in section.lines}
    rows = [row for row in page.outcome.exceptions if (row.shown.id, row.shown.text(language)) in shown]
    title, _, counts = section.title.text(language).partition(" (")
    _heading(page, title, counts.rstrip(")").replace(", ", " · "))
    for row in rows:
        _exception(page, row)
    told = {(row.shown.id, row.shown.text(language)) for row in rows}
    for said in section.lines:
        if (said.id, said.text(language)) not in told:
            link = f"#'{our_tab('exceptions').name}'!A1" if rows else ""
            draft.put(NUMBER, said.text(language), "row_muted", last=NOTE, link=link)
            draft.next()
    draft.next()
    draft.heights[draft.row - 1] = 8


def _exception(page: _Page, row: ExceptionRow) -> None:
    draft, language = page.draft, page.language
    draft.put(NUMBER, severity(row, language), row.severity, last=CHIP)
    draft.put(TEXT, evidence(row, language), "row", last=DUE)
    link = row.link or page.places.link(row.rows)
    words = page.places.words(row.rows, language) or ("→" if link else "")
    draft.put(STATUS, words or None, "row_link_right", last=NOTE, link=link)
    draft.next()


def severity(row: ExceptionRow, language: str) -> str:
    """Shape and word: never colour alone."""
    word = CONFIRM if row.confirm else SEVERITY[row.severity]
    return f"{SEVERITY_SHAPE[row.severity]} {word.show(language, '')}"


def evidence(row: ExceptionRow, language: str) -> Rich:
    """What it is about, in bold, and what was found."""
    title, text = row.title.text(language), row.evidence.text(language)
    if text.startswith(title):
        text = text[len(title) :]
        return Rich((Run(title, bold=True), Run(text))) if text else Rich((Run(title, bold=True),))
    return Rich((Run(title, bold=True), Run(f" {text}")))


def _products(page: _Page, section: Section | None) -> None:
    if section is None:
        return
    draft, language = page.draft, page.language
    _heading(page, section.title.text(language))
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
    draft.next()
    draft.heights[draft.row - 1] = 8


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


def _labels(page: _Page, sections: list[Section]) -> None:
    draft, language = page.draft, page.language
    for section in sections:
        draft.put(NUMBER, section.title.text(language), "label", last=CHIP)
        text = " ".join(said.text(language) for said in section.lines)
        draft.put(TEXT, page.bold.of(text), "row_top", last=NOTE)
        draft.next()
    draft.next()
    draft.heights[draft.row - 1] = 8


def _plain(page: _Page, section: Section) -> None:
    draft, language = page.draft, page.language
    _heading(page, section.title.text(language))
    for said in section.lines:
        draft.put(NUMBER, said.text(language), "small", last=NOTE)
        draft.next()
    draft.next()
    draft.heights[draft.row - 1] = 8


def _sources(page: _Page) -> None:
    draft, language = page.draft, page.language
    _heading(page, page.say("B-sources"))
    for source in page.outcome.sources:
        name = NAME[source.key].show(language, "") if source.key in NAME else source.name
        draft.put(NUMBER, f"{STATUS_SHAPE[source.status]} {name}", STATUS_STYLE[source.status], last=CHIP)
        draft.put(TEXT, source.label.text(language), "row_muted", last=DUE)
        quoted = source.name.replace("'", "''")
        link = f"#'{quoted}'!A1" if source.rows else ""
        draft.put(STATUS, f"{source.name} →" if link else None, "row_link_right", last=NOTE, link=link)
        draft.next()
    for id in ("B-legend", "B-yours"):
        draft.put(NUMBER, page.say(id), "small", last=NOTE)
        draft.next()
