"""The tab Inventory risk: what each variant has, how long it lasts, and what to order."""

from __future__ import annotations

from reports.language import line
from reports.language.tabs import RISK
from reports.numbers import Number
from reports.outcome import MARKS, Outcome, Variant
from reports.render.draft import Draft
from reports.render.rich import Places
from reports.render.styles import RISK_STYLE
from reports.render.table import close, head, top
from reports.tokens import LIGHT
from sheets.contract import our_tab
from sheets.grid import Grid

#: Header, width and the header's role.
COLUMNS = (
    ("R-variant", 30.0, "head"),
    ("R-sku", 15.0, "head"),
    ("R-risk", 17.0, "head_indented"),
    ("R-available", 11.0, "head_right"),
    ("R-minimum", 11.0, "head_right"),
    ("R-incoming", 11.0, "head_right"),
    ("R-sold", 11.0, "head_right"),
    ("R-cover", 18.0, "head_right"),
    ("R-range", 12.0, "head"),
    ("R-reorder", 11.0, "head_right"),
    ("R-range", 10.0, "head"),
    ("E-confidence", 11.0, "head"),
    ("E-source", 16.0, "head_indented"),
)


def grid(outcome: Outcome, language: str) -> Grid:
    """One row a variant: the most pressing first."""
    draft = Draft({place: width for place, (_, width, _) in enumerate(COLUMNS, 1)})
    top(draft, line("R-title").text(language), outcome, language, len(COLUMNS))
    head(draft, [(line(id).text(language), role) for id, _, role in COLUMNS], language)
    places = Places(outcome)
    for variant in sorted(outcome.inventory, key=_pressing):
        _row(draft, variant, places, language)
    return close(draft, "stock", our_tab("stock").name, outcome, language, 0, LIGHT.warning)


def _pressing(variant: Variant) -> tuple[int, float, str]:
    cover = float("inf") if variant.cover_days is None else variant.cover_days
    return list(RISK_STYLE).index(variant.risk), cover, variant.key


def _row(draft: Draft, variant: Variant, places: Places, language: str) -> None:
    name = " ".join(part for part in (variant.product_title, variant.size, variant.color) if part)
    draft.put(1, name, "row_bold")
    draft.put(2, variant.sku or None, "row_muted")
    draft.put(3, RISK[variant.risk].show(language, ""), RISK_STYLE[variant.risk])
    for column, units in (
        (4, variant.available),
        (5, variant.minimum),
        (6, variant.incoming),
        (7, variant.demand_units),
    ):
        draft.put(column, units, "units")
    if variant.cover_days is not None:
        draft.put(8, variant.cover_days, "days")
    else:
        draft.put(8, variant.cover_note.text(language) if variant.cover_note else None, "row_muted_right")
    draft.put(9, _range(variant.cover_low, variant.cover_high, language), "row_muted")
    draft.put(10, variant.reorder or None, "units")
    draft.put(11, _range(variant.reorder_low, variant.reorder_high, language) if variant.reorder else None, "row_muted")
    draft.put(12, MARKS[variant.confidence], "row_muted")
    draft.put(13, places.words(variant.rows, language) or None, "row_link", link=places.link(variant.rows))
    draft.next()


def _range(low: float | None, high: float | None, language: str) -> str | None:
    if low is None and high is None:
        return None
    first = "" if low is None else Number(low).show(language, "")
    if high is None:
        return f"≥ {first}"
    last = Number(high).show(language, "")
    return f"{first}–{last}" if first else f"≤ {last}"
