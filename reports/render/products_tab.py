"""The tab Product board: each product's category, why, what moves it out, and the founder's own word."""

from __future__ import annotations

from reports.language import line
from reports.language.products import CATEGORY, LABELS
from reports.outcome import MARKS, NO_SALES, Line, Outcome, Product
from reports.render.draft import Draft
from reports.render.rich import Places
from reports.render.styles import CATEGORY_STYLE
from reports.render.table import INPUTS, close, decide, head, inputs, top
from reports.render.typed import Written
from reports.tokens import LIGHT
from sheets.contract import our_tab
from sheets.grid import Grid

#: Header, width and the header's role.
COLUMNS = (
    ("P-product", 22.0, "head"),
    ("P-category", 20.0, "head_indented"),
    ("P-why", 44.0, "head"),
    ("P-moves", 32.0, "head"),
    ("E-action", 26.0, "head"),
    ("P-also", 20.0, "head"),
    ("P-computed", 16.0, "head_indented"),
    ("P-movement", 9.0, "head"),
    ("P-cover", 11.0, "head"),
    ("E-source", 16.0, "head_indented"),
)
FIRST_INPUT = len(COLUMNS) + 1
KEY = FIRST_INPUT + len(INPUTS)


def grid(outcome: Outcome, language: str) -> Grid:
    """One row a product: those that ask for something first."""
    widths = {place: width for place, (_, width, _) in enumerate(COLUMNS, 1)}
    draft = Draft(widths | {FIRST_INPUT + place: width for place, (_, width) in enumerate(INPUTS)} | {KEY: 10})
    top(draft, line("P-title").text(language), outcome, language, KEY - 1)
    head(draft, [(line(id).text(language), role) for id, _, role in COLUMNS], language, KEY)
    written, places = Written(outcome.memory, outcome.unclear), Places(outcome)
    for product in sorted(outcome.products, key=lambda product: list(CATEGORY).index(product.category)):
        _row(draft, product, places, written, language)
    decide(draft, FIRST_INPUT, (CATEGORY[label] for label in LABELS), language)
    return close(draft, "products", our_tab("products").name, outcome, language, KEY, LIGHT.good)


def _row(draft: Draft, product: Product, places: Places, written: Written, language: str) -> None:
    draft.put(1, product.title, "row_bold")
    mark = MARKS[product.confidence]
    draft.put(2, f"{CATEGORY[product.category].show(language, '')} {mark}", CATEGORY_STYLE[product.category])
    why, against = _why(product)
    draft.put(3, " ".join(part.text(language) for part in why), "row_problem" if against else "row")
    draft.put(4, product.moves_out.text(language), "row_muted")
    draft.put(5, product.next_action.text(language) if product.next_action else None, "row")
    beside = [said.text(language) for said in (*product.flags, *([product.changed] if product.changed else []))]
    draft.put(6, "; ".join(beside) or None, "row_muted")
    # What the figures say stays beside what the founder set.
    if product.override is not None:
        computed = CATEGORY[product.computed].show(language, "")
        draft.put(7, computed, CATEGORY_STYLE[product.computed] if against else "row_muted")
    else:
        draft.put(7, None, "row_muted")
    draft.put(8, product.movement or None, "row_muted")
    band = line("P-none").text(language) if product.cover_band == NO_SALES else product.cover_band
    draft.put(9, band or None, "row_muted")
    link = places.link(product.rows)
    draft.put(10, places.words(product.rows, language) or None, "row_link", link=link)
    inputs(draft, FIRST_INPUT, written, "products", product.key, language)
    draft.put(KEY, product.key, "key")
    draft.next()


def _why(product: Product) -> tuple[list[Line], bool]:
    """The founder's own word, the opinion and the evidence; and whether the stock stands against the founder's word."""
    said = [one for one in (product.override, product.opinion) if one is not None]
    against = product.override is not None and bool(product.override.args.get("conflict"))
    return [*said, product.evidence], against
